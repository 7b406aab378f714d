//! Finds the files of the drop and says which table each belongs to.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Diagnostic, Findings};

/// The folder of a book that holds its data.
const FOLDER: &str = "data";

/// How files of a kind are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Text with a delimiter between the columns.
    Delimited,
    /// An array of objects, or one object a line.
    Json,
    /// Apache Parquet.
    Parquet,
    /// A spreadsheet.
    Workbook,
}

impl Kind {
    /// The kind that goes with the end of a file's name.
    fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_lowercase();
        match extension.as_str() {
            "csv" | "tsv" => Some(Self::Delimited),
            "json" | "ndjson" | "jsonl" => Some(Self::Json),
            "parquet" => Some(Self::Parquet),
            "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Some(Self::Workbook),
            _ => None,
        }
    }

    /// As a person calls it.
    fn word(self) -> &'static str {
        match self {
            Self::Delimited => "CSV",
            Self::Json => "JSON",
            Self::Parquet => "Parquet",
            Self::Workbook => "spreadsheet",
        }
    }
}

/// A file of a known kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it is.
    pub(super) absolute: PathBuf,
    /// Relative to the book, with `/`.
    pub(super) path: String,
}

/// Files that make one table, or the several of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The table's name in SQL.
    pub(super) name: String,
    /// How its files are read.
    pub(super) kind: Kind,
    /// In order of path; none when they do not go together, which has been told.
    pub(super) files: Vec<Found>,
    /// Whether they stand in a folder of the table's name.
    pub(super) is_folder: bool,
}

/// Every table of the drop by its files; none when the book has no `data/`.
pub(super) fn discover(root: &Path, findings: &mut Findings) -> Vec<Candidate> {
    let folder = root.join(FOLDER);
    if !folder.exists() {
        return Vec::new();
    }
    let mut walk = Walk { root, unknown: Vec::new(), findings };
    let mut candidates = Vec::new();
    for entry in walk.children(&folder) {
        if entry.file_type().is_dir() {
            candidates.extend(walk.folder(&entry));
        } else if let Some((kind, found)) = walk.file(&entry) {
            let name = table_name(&stem(entry.path()));
            candidates.push(Candidate { name, kind, files: vec![found], is_folder: false });
        }
    }
    walk.report_unknown();
    candidates
}

/// A walk through the drop.
struct Walk<'a> {
    root: &'a Path,
    unknown: Vec<String>,
    findings: &'a mut Findings,
}

impl Walk<'_> {
    fn children(&mut self, folder: &Path) -> Vec<DirEntry> {
        self.walk(WalkDir::new(folder).min_depth(1).max_depth(1))
    }

    /// What is below a folder in order of name, without what is passed over.
    fn walk(&mut self, walk: WalkDir) -> Vec<DirEntry> {
        let mut entries = Vec::new();
        for entry in walk.sort_by_file_name().into_iter().filter_entry(|entry| entry.depth() == 0 || !is_ignored(entry))
        {
            match entry {
                Ok(entry) => entries.push(entry),
                Err(error) => {
                    let path = error.path().map_or_else(|| FOLDER.to_owned(), |path| relative(self.root, path));
                    self.findings.push(super::unreadable(&path, &error.into()));
                }
            }
        }
        entries
    }

    /// A folder of files as one table.
    fn folder(&mut self, entry: &DirEntry) -> Option<Candidate> {
        let below = self.walk(WalkDir::new(entry.path()).min_depth(1));
        let mut found: Vec<(Kind, Found)> = Vec::new();
        for file in below.iter().filter(|below| !below.file_type().is_dir()) {
            found.extend(self.file(file));
        }
        found.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
        let (kind, first) = found.first().cloned()?;
        let path = relative(self.root, entry.path());
        if let Some((other, second)) = found.iter().find(|(other, _)| *other != kind) {
            self.findings.push(mixed(&path, (kind, &first), (*other, second)));
            found.clear();
        }
        let name = table_name(&entry.file_name().to_string_lossy());
        let files = found.into_iter().map(|(_, found)| found).collect();
        Some(Candidate { name, kind, files, is_folder: true })
    }

    /// A file of a known kind; others are remembered for one warning.
    fn file(&mut self, entry: &DirEntry) -> Option<(Kind, Found)> {
        let path = relative(self.root, entry.path());
        if entry.path_is_symlink() && !self.stays_inside(entry.path()) {
            let message = format!("`{path}` is a link that leads out of the book and is not read");
            let help = "copy the file into `data/`: a report is made from what the book holds";
            self.findings.push(Diagnostic::warning("link-leaves-book", message).in_file(&path, None).help(help));
            return None;
        }
        let Some(kind) = Kind::of(entry.path()) else {
            self.unknown.push(path);
            return None;
        };
        Some((kind, Found { absolute: entry.path().to_path_buf(), path }))
    }

    /// Whether a link ends at a file inside the book.
    fn stays_inside(&self, link: &Path) -> bool {
        let (Ok(target), Ok(root)) = (link.canonicalize(), self.root.canonicalize()) else { return false };
        target.starts_with(root) && target.is_file()
    }

    fn report_unknown(&mut self) {
        const SHOWN: usize = 10;
        let Some(first) = self.unknown.first() else { return };
        let message = match self.unknown.len() {
            1 => format!("`{first}` is of a type that is not read"),
            n => format!("{n} files in `{FOLDER}/` are of a type that is not read"),
        };
        let mut finding = Diagnostic::warning("file-type-unknown", message).in_file(first, None);
        if self.unknown.len() > 1 {
            let shown: Vec<&str> = self.unknown.iter().take(SHOWN).map(String::as_str).collect();
            let rest = if self.unknown.len() > SHOWN { ", …" } else { "" };
            finding = finding.note(format!("{}{rest}", shown.join(", ")));
        }
        let help =
            "tables are made from .csv, .tsv, .parquet, .json, .ndjson, .jsonl, .xlsx, .xlsm, .xlsb, .xls and .ods";
        self.findings.push(finding.help(help));
    }
}

fn mixed(folder: &str, (kind, first): (Kind, &Found), (other, second): (Kind, &Found)) -> Diagnostic {
    let message = format!("the folder `{folder}` holds both {} and {} files", kind.word(), other.word());
    Diagnostic::error("folder-mixed", message)
        .in_file(folder, None)
        .note(format!("`{}` and `{}`", first.path, second.path))
        .help("a folder is one table: keep files of one format in it, or give the others a folder of their own")
}

/// Hidden files, lock files of Office and what explains the data instead of being it.
fn is_ignored(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_lowercase();
    let hidden = name.starts_with('.') || name.starts_with("~$");
    let explains = entry.file_type().is_file()
        && (name.starts_with("readme") || Path::new(&name).extension().is_some_and(|end| end == "md"));
    hidden || explains
}

/// The path from the book's folder, with `/`.
fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The name in SQL: letters and digits stay, anything else is `_`; a digit does not stand first.
pub(super) fn table_name(text: &str) -> String {
    let name: String = text.trim().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    if name.chars().next().is_none_or(char::is_numeric) { format!("_{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_letters_of_any_script() {
        assert_eq!(table_name("订单 2026-10"), "订单_2026_10");
        assert_eq!(table_name("order-14.1"), "order_14_1");
        assert_eq!(table_name("2026"), "_2026");
    }
}
