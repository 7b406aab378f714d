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
    pub(super) fn read(&mut self, path: &str) -> Result<FileId, Diagnostic> {
        if let Some(known) = self.read.get(path) {
            return Ok(*known);
        }
        let bytes = self.bytes(path)?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
            Err(error) => return Err(self.not_utf8(path, error.as_bytes(), error.utf8_error().valid_up_to())),
        };
        let file = self.sources.add(path, text);
        self.read.insert(path.to_owned(), file);
        Ok(file)
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        let place = self.root.join(path);
        let unreadable = |error: std::io::Error| {
            Diagnostic::error("unreadable-file", format!("this file cannot be read: {error}")).in_file(path, None)
        };
        let size = fs::metadata(&place).map_err(unreadable)?.len();
        if size > LIMITS.bytes {
            let message = format!("this file has {} MB; a definition has at most 1 MB", size / 1_000_000 + 1);
            return Err(Diagnostic::error("huge-file", message)
                .in_file(path, None)
                .help("data belongs into `data/`; a large scorecard can be split into several files"));
        }
        fs::read(&place).map_err(unreadable)
    }

    /// Shows the line up to the byte that is not UTF-8, as far as it can be shown.
    fn not_utf8(&mut self, path: &str, bytes: &[u8], at: usize) -> Diagnostic {
        let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        let finding = Diagnostic::error("not-utf8", "this file is not UTF-8 text");
        let help = "save it as UTF-8: most editors offer the encoding under \"Save as\"";
        if wide {
            return finding.in_file(path, None).note("it looks like UTF-16").help(help);
        }
        let file = self.sources.add(path, String::from_utf8_lossy(bytes));
        let mark = char::REPLACEMENT_CHARACTER.len_utf8();
        finding
            .at(Span { file, start: at, end: at + mark }, format!("byte {} cannot be read", at + 1))
            .note("it may be GB18030 (GBK), as older Chinese programs write")
            .help(help)
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
