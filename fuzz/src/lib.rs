//! What all targets share: bytes become the files of a book.
//!
//! A line `#file PATH` begins a file; what stands before the first is one of a target's choice. The line is a comment
//! in YAML, so a document with it in the middle is still read by people. A path through a workbook, such as
//! `#file data/plan.xlsx/xl/workbook.xml`, is an entry of that zip file: a fuzzer cannot guess checksums, so the
//! container is made around what it wrote.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use scorebook::diagnostic::{Findings, MessageFormat, Renderer, Sources};

const MARK: &[u8] = b"#file ";

/// A folder that holds one input at a time.
pub struct Folder {
    /// It ends with this.
    _kept: tempfile::TempDir,
    /// The book.
    pub root: PathBuf,
    /// Where copies go.
    pub scratch: PathBuf,
}

impl Folder {
    /// A folder in memory where the system has such a place, since an input is written and read once.
    pub fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let kept = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let kept = kept.expect("a temporary folder");
        let (root, scratch) = (kept.path().join("book"), kept.path().join("scratch"));
        Self { _kept: kept, root, scratch }
    }

    /// Empties the folder and lays out an input; bytes before the first `#file` go into `first`.
    pub fn fill(&self, input: &[u8], first: &str) {
        for folder in [&self.root, &self.scratch] {
            let _ = std::fs::remove_dir_all(folder);
            std::fs::create_dir_all(folder).expect("writable");
        }
        for (path, bytes) in files(input, first) {
            self.write(&path, &bytes);
        }
    }

    /// Writes a file that the input did not bring.
    pub fn default(&self, path: &str, bytes: &[u8]) {
        if !self.root.join(path).exists() {
            self.write(path, bytes);
        }
    }

    /// Two paths of an input may exclude each other, as `a` and `a/b` do; then the second is left out.
    fn write(&self, path: &str, bytes: &[u8]) {
        let place = self.root.join(path);
        if place.parent().is_some_and(|parent| std::fs::create_dir_all(parent).is_ok()) {
            let _ = std::fs::write(place, bytes);
        }
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

/// Every finding in every format: a place that points nowhere must not stop a report.
pub fn render(findings: &Findings, sources: &Sources) {
    for format in [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json] {
        std::hint::black_box(Renderer { format, colour: false }.render(findings, sources));
    }
}

/// The files of an input, workbooks put together.
fn files(input: &[u8], first: &str) -> Vec<(String, Vec<u8>)> {
    let mut plain = Vec::new();
    let mut workbooks: BTreeMap<String, Vec<(String, &[u8])>> = BTreeMap::new();
    for (path, bytes) in parts(input, first) {
        match entry(&path) {
            Some((workbook, entry)) => workbooks.entry(workbook).or_default().push((entry, bytes)),
            None => plain.push((path, bytes.to_vec())),
        }
    }
    plain.extend(workbooks.into_iter().map(|(path, entries)| (path, zipped(&entries))));
    plain
}

/// `data/plan.xlsx/xl/workbook.xml` as the workbook and the entry in it.
fn entry(path: &str) -> Option<(String, String)> {
    let ends = [".xlsx/", ".xlsm/", ".xlsb/", ".ods/"];
    let at = ends.iter().filter_map(|end| path.find(end).map(|at| at + end.len())).min()?;
    Some((path[..at - 1].to_owned(), path[at..].to_owned())).filter(|(_, entry)| !entry.is_empty())
}

fn zipped(entries: &[(String, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in entries {
        // A name that is there already is refused; the first stays.
        if zip.start_file(name.as_str(), stored).is_ok() {
            let _ = zip.write_all(bytes);
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// The input cut at its `#file` lines.
fn parts<'a>(input: &'a [u8], first: &str) -> Vec<(String, &'a [u8])> {
    let (mut parts, mut path, mut rest) = (Vec::new(), first.to_owned(), input);
    while let Some((before, name, after)) = next_mark(rest) {
        if !before.is_empty() {
            parts.push((path, before));
        }
        (path, rest) = (name, after);
    }
    parts.push((path, rest));
    parts
}

/// What stands before the next `#file` line, its path, and what stands behind it.
fn next_mark(input: &[u8]) -> Option<(&[u8], String, &[u8])> {
    let mut from = 0;
    while let Some(at) = input[from..].windows(MARK.len()).position(|window| window == MARK).map(|at| from + at) {
        let line = &input[at + MARK.len()..];
        let end = line.iter().position(|byte| *byte == b'\n').unwrap_or(line.len());
        if let Some(name) = std::str::from_utf8(&line[..end]).ok().filter(|name| is_inside(name)) {
            return Some((&input[..at], name.to_owned(), line.get(end + 1..).unwrap_or_default()));
        }
        from = at + MARK.len();
    }
    None
}

/// A relative path of few and plain characters that does not climb.
fn is_inside(path: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && part.len() < 64;
    let letters = path.chars().all(|c| c.is_alphanumeric() || "./_-[]".contains(c));
    letters && path.len() < 200 && path.split('/').all(plain)
}
