//! What the files of a book look like from outside: enough to see that one has changed, without reading it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

/// Folders of a book that are read whole; beside them, the files that lie in the book itself.
pub(super) const FOLDERS: [&str; 3] = ["scorecards", "templates", "data"];

/// Path relative to the book → what it looks like, links followed. What is hidden is no part of a book, and neither is
/// what this tool writes: all of it lies in other folders or begins with a dot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Snapshot(BTreeMap<PathBuf, Stamp>);

/// A file from outside. A file that was saved by renaming another over it is another file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    file: u64,
}

impl Stamp {
    fn of(meta: &Metadata) -> Self {
        Self { length: meta.len(), modified: meta.modified().ok(), file: identity(meta) }
    }
}

#[cfg(unix)]
pub(super) fn identity(meta: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
pub(super) fn identity(_meta: &Metadata) -> u64 {
    0
}

impl Snapshot {
    /// Looks at a book, and at further files of it by their paths relative to it.
    pub(super) fn take(root: &Path, further: &BTreeSet<PathBuf>) -> Self {
        let mut files = BTreeMap::new();
        let mut add = |path: &Path| {
            let stamp = std::fs::metadata(path).ok().filter(Metadata::is_file).map(|meta| Stamp::of(&meta));
            let relative = path.strip_prefix(root).unwrap_or(path).to_owned();
            files.extend(stamp.map(|stamp| (relative, stamp)));
        };
        for (folder, depth) in
            FOLDERS.map(|folder| (root.join(folder), usize::MAX)).into_iter().chain([(root.to_owned(), 1)])
        {
            let walk = WalkDir::new(folder).follow_links(true).max_depth(depth).into_iter();
            walk.filter_entry(is_part).flatten().for_each(|entry| add(entry.path()));
        }
        for path in further {
            add(&root.join(path));
        }
        Self(files)
    }

    /// Takes over from another look what it says of some files.
    pub(super) fn adopt(&mut self, other: &Self, files: &BTreeSet<PathBuf>) {
        let seen = |path: &PathBuf| Some((path.clone(), *other.0.get(path)?));
        self.0.extend(files.iter().filter(|path| !self.0.contains_key(*path)).filter_map(seen).collect::<Vec<_>>());
    }

    /// Files that were added, removed or changed between two looks, in order.
    pub(super) fn differences(&self, later: &Self) -> Vec<PathBuf> {
        let paths: BTreeSet<&PathBuf> = self.0.keys().chain(later.0.keys()).collect();
        paths.into_iter().filter(|path| self.0.get(*path) != later.0.get(*path)).cloned().collect()
    }
}

/// Whether to look at an entry: not what is hidden, nor locks of Office.
fn is_part(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !(name.starts_with('.') || name.starts_with("~$"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn book() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for path in ["scorecards/sql", "data", "site", ".scorebook", "assets"] {
            fs::create_dir_all(folder.path().join(path)).expect("made");
        }
        fs::write(folder.path().join("scorebook.yaml"), "title: x").expect("written");
        fs::write(folder.path().join("scorecards/sql/a.sql"), "SELECT 1").expect("written");
        folder
    }

    #[test]
    fn what_changes_in_a_book_is_named() {
        let folder = book();
        let root = folder.path();
        let look = || Snapshot::take(root, &BTreeSet::from([PathBuf::from("assets/logo.svg")]));
        let before = look();
        fs::write(root.join("scorebook.yaml"), "title: longer").expect("written");
        fs::remove_file(root.join("scorecards/sql/a.sql")).expect("removed");
        fs::write(root.join("data/x.csv"), "a").expect("written");
        fs::write(root.join("assets/logo.svg"), "<svg/>").expect("written");
        let expected = ["assets/logo.svg", "data/x.csv", "scorebook.yaml", "scorecards/sql/a.sql"];
        assert_eq!(before.differences(&look()), expected.map(PathBuf::from));
        assert_eq!(look().differences(&look()), Vec::<PathBuf>::new());
    }

    #[test]
    fn what_is_written_beside_a_book_changes_nothing() {
        let folder = book();
        let root = folder.path();
        let before = Snapshot::take(root, &BTreeSet::new());
        for path in ["site/index.html", ".scorebook/x", ".site.tmp-lock", "data/~$plan.xlsx", "data/.x.swp", "assets/y"]
        {
            fs::write(root.join(path), "x").expect("written");
        }
        assert_eq!(before.differences(&Snapshot::take(root, &BTreeSet::new())), Vec::<PathBuf>::new());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_saved_by_renaming_is_another_even_with_the_same_size_and_time() {
        let folder = book();
        let (path, aside) = (folder.path().join("scorebook.yaml"), folder.path().join("scorecards/new"));
        let before = Snapshot::take(folder.path(), &BTreeSet::new());
        let time = fs::metadata(&path).and_then(|meta| meta.modified()).expect("a time");
        fs::write(&aside, "title: y").expect("written");
        fs::File::options().write(true).open(&aside).and_then(|file| file.set_modified(time)).expect("set");
        fs::rename(&aside, &path).expect("renamed");
        let after = Snapshot::take(folder.path(), &BTreeSet::new());
        assert_eq!(before.differences(&after), [PathBuf::from("scorebook.yaml")]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_in_circles_ends() {
        let folder = book();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("data/round")).expect("linked");
        assert!(!Snapshot::take(folder.path(), &BTreeSet::new()).0.is_empty());
    }
}
