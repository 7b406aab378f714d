//! Reads the text files of a book: each once, as UTF-8, within bounds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::LIMITS;
use crate::diagnostic::{Diagnostic, FileId, Sources, Span};

/// The text files of a book, as far as they have been read.
pub(super) struct Files {
    /// The book's folder, without symbolic links.
    root: PathBuf,
    /// Their texts.
    pub(super) sources: Sources,
    read: BTreeMap<String, FileId>,
}

impl Files {
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root, sources: Sources::default(), read: BTreeMap::new() }
    }

    /// Reads a file; `path` is relative to the book, with `/`. A file is read once.
    pub(super) fn read(&mut self, path: &str) -> Result<FileId, Box<Diagnostic>> {
        if let Some(known) = self.read.get(path) {
            return Ok(*known);
        }
        let bytes = self.bytes(path)?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
            Err(error) => return Err(self.not_utf8(path, error.as_bytes(), error.utf8_error().valid_up_to()).into()),
        };
        let file = self.sources.add(path, text);
        self.read.insert(path.to_owned(), file);
        Ok(file)
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.bytes_up_to(path, LIMITS.bytes)?.ok_or_else(|| {
            Diagnostic::error("huge-file", "this file is larger than 1 MB")
                .in_file(path, None)
                .help("data belongs into `data/`; a large scorecard can be split into several files")
                .into()
        })
    }

    /// The bytes of a file, `path` relative to the book; `None` where there are more than `most`.
    pub(super) fn bytes_up_to(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, Box<Diagnostic>> {
        let place = self.root.join(path);
        let unreadable = |error: std::io::Error| {
            let finding = Diagnostic::error("unreadable-file", format!("this file cannot be read: {error}"));
            Box::new(finding.in_file(path, None))
        };
        if fs::metadata(&place).map_err(unreadable)?.len() > most {
            return Ok(None);
        }
        fs::read(&place).map(Some).map_err(unreadable)
    }

    /// Shows the line as far as it can be read.
    fn not_utf8(&mut self, path: &str, bytes: &[u8], at: usize) -> Diagnostic {
        let finding = Diagnostic::error("not-utf8", "this file is not UTF-8 text")
            .help("save it as UTF-8: most editors offer the encoding under \"Save as\"");
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return finding.in_file(path, None).note("it looks like UTF-16");
        }
        let mut readable = String::from_utf8_lossy(&bytes[..at]).into_owned();
        readable.push(char::REPLACEMENT_CHARACTER);
        let end = readable.len();
        let file = self.sources.add(path, readable);
        finding
            .at(Span { file, start: at, end }, "from here on it cannot be read")
            .note("it may be GB18030 (GBK), as older Chinese programs write")
    }

    /// The path of a file relative to the book, with `/`, if it exists and lies inside the book.
    ///
    /// `Err(true)` means outside, `Err(false)` that there is no such file.
    pub(super) fn inside(&self, path: &Path) -> Result<String, bool> {
        let place = fs::canonicalize(self.root.join(path)).map_err(|_| leaves(path))?;
        let inside = place.strip_prefix(&self.root).map_err(|_| true)?;
        if place.is_file() { Ok(slashed(inside)) } else { Err(false) }
    }
}

/// Whether a path, as written, climbs out of the folder it starts from.
fn leaves(path: &Path) -> bool {
    use std::path::Component;
    let mut depth = 0;
    path.components().any(|part| {
        match part {
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => depth = -1,
        }
        depth < 0
    })
}

/// A path with `/` on every system.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
