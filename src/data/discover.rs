//! Finds the files of the drop and says which table each belongs to.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::claim;
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Contract, Layout};

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
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Delimited => "CSV",
            Self::Json => "JSON",
            Self::Parquet => "Parquet",
            Self::Workbook => "spreadsheet",
        }
    }
}

/// A file of the drop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it is.
    pub(super) absolute: PathBuf,
    /// Relative to the book, with `/`.
    pub(super) path: String,
    /// The kind that goes with its name.
    pub(super) kind: Option<Kind>,
}

impl Found {
    /// Its path below `data/`.
    pub(super) fn below(&self) -> &str {
        self.path.strip_prefix(FOLDER).map_or(&self.path, |path| path.trim_start_matches('/'))
    }
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
    /// Whether they are one table together, as those of a folder are.
    pub(super) is_joined: bool,
    /// What a contract says of them.
    pub(super) layout: Layout,
}

/// Every table of the drop by its files; none when the book has no `data/`.
pub(super) fn discover(root: &Path, contracts: &[Contract], findings: &mut Findings) -> Vec<Candidate> {
    let folder = root.join(FOLDER);
    let mut found = if folder.exists() { Walk { root, findings }.all(&folder) } else { Vec::new() };
    let mut candidates = claim::claim(&mut found, contracts, findings);
    let (known, unknown): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|file| file.kind.is_some());
    for (name, is_folder, files) in grouped(known) {
        candidates.extend(candidate(&name, is_folder, files, contracts, findings));
    }
    report_unknown(&unknown, findings);
    candidates
}

/// (name, whether it is a folder, files) for each file of the drop itself and each folder in it.
fn grouped(files: Vec<Found>) -> Vec<(String, bool, Vec<Found>)> {
    let mut groups: Vec<(String, bool, Vec<Found>)> = Vec::new();
    for file in files {
        let folder = file.below().split_once('/').map(|(folder, _)| folder.to_owned());
        match (folder, groups.last_mut()) {
            (Some(folder), Some((name, true, files))) if *name == folder => files.push(file),
            (Some(folder), _) => groups.push((folder, true, vec![file])),
            (None, _) => groups.push((stem(&file.absolute), false, vec![file])),
        }
    }
    groups
}

/// A file, or a folder of files, as one table.
fn candidate(
    name: &str,
    is_folder: bool,
    mut files: Vec<Found>,
    contracts: &[Contract],
    findings: &mut Findings,
) -> Option<Candidate> {
    let first = files.first()?.clone();
    let kind = first.kind?;
    if let Some((other, second)) = files.iter().find_map(|file| Some((file.kind.filter(|own| *own != kind)?, file))) {
        findings.push(mixed(&format!("{FOLDER}/{name}"), (kind, &first), (other, second)));
        files.clear();
    }
    let name = table_name(name);
    let layout = claim::layout_of(contracts, &name);
    Some(Candidate { name, kind, files, is_joined: is_folder, layout })
}

/// A walk through the drop.
struct Walk<'a> {
    root: &'a Path,
    findings: &'a mut Findings,
}

impl Walk<'_> {
    /// Every file in order of path, without what is passed over.
    fn all(&mut self, folder: &Path) -> Vec<Found> {
        let mut found = Vec::new();
        for entry in self.walk(WalkDir::new(folder).min_depth(1)) {
            found.extend(if entry.file_type().is_dir() { None } else { self.file(&entry) });
        }
        found.sort_by(|a: &Found, b| a.path.cmp(&b.path));
        found
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

    fn file(&mut self, entry: &DirEntry) -> Option<Found> {
        let path = relative(self.root, entry.path());
        if entry.path_is_symlink() && !self.stays_inside(entry.path()) {
            let message = format!("`{path}` is a link that leads out of the book and is not read");
            let help = "copy the file into `data/`: a report is made from what the book holds";
            self.findings.push(Diagnostic::warning("link-leaves-book", message).in_file(&path, None).help(help));
            return None;
        }
        Some(Found { absolute: entry.path().to_path_buf(), path, kind: Kind::of(entry.path()) })
    }

    /// Whether a link ends at a file inside the book.
    fn stays_inside(&self, link: &Path) -> bool {
        let (Ok(target), Ok(root)) = (link.canonicalize(), self.root.canonicalize()) else { return false };
        target.starts_with(root) && target.is_file()
    }
}

/// One warning about files that are not read.
fn report_unknown(unknown: &[Found], findings: &mut Findings) {
    let Some(first) = unknown.first().map(|file| &file.path) else { return };
    let message = match unknown.len() {
        1 => format!("`{first}` is of a type that is not read"),
        n => format!("{n} files in `{FOLDER}/` are of a type that is not read"),
    };
    let mut finding = Diagnostic::warning("file-type-unknown", message).in_file(first, None);
    if unknown.len() > 1 {
        let paths: Vec<&str> = unknown.iter().map(|file| file.path.as_str()).collect();
        finding = finding.note(shown(&paths).join(", "));
    }
    let help = "tables are made from .csv, .tsv, .parquet, .json, .ndjson, .jsonl, .xlsx, .xlsm, .xlsb, .xls and .ods; \
                text under another name is read when a contract (`kind: data`) lists it under `files`";
    findings.push(finding.help(help));
}

/// The first of many names, and a sign that there are more.
fn shown<'a>(names: &[&'a str]) -> Vec<&'a str> {
    const SHOWN: usize = 10;
    let more = (names.len() > SHOWN).then_some("…");
    names.iter().copied().take(SHOWN).chain(more).collect()
}

/// "`a.csv`, `b.csv`, …"
pub(super) fn listed(names: &[&str]) -> String {
    let quoted = |name: &str| if name == "…" { name.to_owned() } else { format!("`{name}`") };
    shown(names).into_iter().map(quoted).collect::<Vec<_>>().join(", ")
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
