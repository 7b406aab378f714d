//! Finds the files of a book.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::files::slashed;
use crate::diagnostic::{Diagnostic, Findings};

/// What lies under `scorecards/`, each relative to the book, with `/`, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// `*.yaml` and `*.yml`.
    pub(super) documents: Vec<String>,
    /// `*.sql`.
    pub(super) queries: Vec<String>,
}

/// Walks through `scorecards/`. `root` is the book's folder, without symbolic links.
pub(super) fn find(root: &Path, findings: &mut Findings) -> Found {
    let mut found = Found::default();
    let folder = root.join("scorecards");
    if !folder.is_dir() {
        return found;
    }
    let mut refused = Vec::new();
    let walk = WalkDir::new(&folder).follow_links(true).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| wanted(entry, root, &mut refused)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => found.take(root, entry.path()),
            Ok(_) => {}
            Err(error) => findings.push(unwalkable(root, &error)),
        }
    }
    findings.extend(refused);
    found.documents.sort();
    found.queries.sort();
    found
}

impl Found {
    fn take(&mut self, root: &Path, path: &Path) {
        let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_lowercase);
        match extension.as_deref() {
            Some("yaml" | "yml") => self.documents.push(relative(root, path)),
            Some("sql") => self.queries.push(relative(root, path)),
            _ => {}
        }
    }
}

/// Whether to look at an entry: not what is hidden, and no link that leads out of the book or back to where it is.
fn wanted(entry: &DirEntry, root: &Path, refused: &mut Vec<Diagnostic>) -> bool {
    if entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.') {
        return false;
    }
    if !entry.path_is_symlink() {
        return true;
    }
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let place = real(entry.path()).filter(|place| place.starts_with(root));
    let folder = entry.path().parent().and_then(real);
    match (place, folder) {
        (None, _) => refused.push(link_outside(&relative(root, entry.path()))),
        (Some(place), Some(folder)) if folder.starts_with(&place) => {
            refused.push(link_loop(&relative(root, entry.path())));
        }
        _ => return true,
    }
    false
}

fn relative(root: &Path, path: &Path) -> String {
    slashed(path.strip_prefix(root).unwrap_or(path))
}

fn link_outside(path: &str) -> Diagnostic {
    Diagnostic::error("link-outside", "this link leads out of the book and is not followed")
        .in_file(path, None)
        .help("copy what it leads to into the book")
}

fn link_loop(path: &str) -> Diagnostic {
    let finding = Diagnostic::error("link-loop", "this link leads back to a folder above it");
    finding.in_file(path, None).help("delete it, or let it lead to a folder beside it")
}

fn unwalkable(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = error.path().map_or_else(|| "scorecards".into(), |path| relative(root, path));
    if error.loop_ancestor().is_some() {
        return link_loop(&path);
    }
    let reason = error.io_error().map_or_else(|| "unknown".into(), ToString::to_string);
    let finding = Diagnostic::error("unreadable-file", format!("this cannot be read: {reason}"));
    finding.in_file(path, None).help("check that it exists and may be read; a broken link can be deleted")
}
