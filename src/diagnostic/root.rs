//! From paths inside a book to paths as a pipeline sees them: from the folder it runs in, which holds the repository.

use std::path::{Component, Path, PathBuf};

/// Where a book lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Root {
    book: PathBuf,
    here: PathBuf,
}

impl Root {
    /// `book` as named on the command line, `here` the absolute folder the run was started in.
    pub fn new(book: &Path, here: &Path) -> Self {
        Self { book: book.to_owned(), here: here.to_owned() }
    }

    /// A path of a finding, relative to where the run was started and with `/`; absolute when it lies elsewhere.
    ///
    /// The path is relative to the book or absolute; names are taken as they are, links are not followed.
    pub fn see(&self, path: &str) -> String {
        let full = plain(&self.here.join(&self.book).join(path));
        let seen = full.strip_prefix(plain(&self.here)).unwrap_or(&full);
        seen.to_string_lossy().replace('\\', "/")
    }
}

/// Without `.` and, where there is something to go up from, without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            _ => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_where_the_run_was_started() {
        let see = |book: &str, path: &str| Root::new(Path::new(book), Path::new("/repo")).see(path);
        assert_eq!(see(".", "scorebook.yaml"), "scorebook.yaml");
        assert_eq!(see("./books/../books/a", "data/x.csv"), "books/a/data/x.csv");
        assert_eq!(see("/repo/books/a", "data/x.csv"), "books/a/data/x.csv");
        assert_eq!(see("books/a", "/repo/out"), "out");
        assert_eq!(see("books/a", "/elsewhere/out"), "/elsewhere/out");
        assert_eq!(see("../other", "data/x.csv"), "/other/data/x.csv");
        assert_eq!(Root::default().see("scorecards/评分 卡.yaml"), "scorecards/评分 卡.yaml");
    }
}
