//! What there is to be shown: the last good site, and what was found in the last build.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::watch;
use walkdir::WalkDir;

use super::mime;

/// One finding, as a person reads it on a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Whether it keeps the book from being built.
    pub is_error: bool,
    /// Message, place, caret and help: plain text of several lines.
    pub text: String,
}

/// What came of a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The folder of the new site; `None` where there is none, and the one before is shown on.
    pub site: Option<PathBuf>,
    /// What was found.
    pub told: Vec<Told>,
}

/// Where builds are put and from where they are served.
#[derive(Clone, Debug)]
pub struct Shelf {
    now: watch::Sender<Arc<Now>>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { now: watch::Sender::new(Arc::default()) }
    }
}

impl Shelf {
    /// Says that a build is under way.
    pub fn building(&self) {
        self.now.send_modify(|now| *now = Arc::new(Now { is_building: true, ..Now::clone(now) }));
    }

    /// Puts a build in the place of the last one.
    pub fn put(&self, built: Built) {
        self.now.send_modify(|now| {
            let site = built.site.as_deref().map(|folder| Arc::new(Site::list(folder)));
            let failed = site.is_none();
            let site = site.or_else(|| now.site.clone());
            *now = Arc::new(Now { builds: now.builds + 1, is_building: false, failed, site, told: built.told });
        });
    }

    /// What stands there, and to be told of changes.
    pub(super) fn reader(&self) -> watch::Receiver<Arc<Now>> {
        self.now.subscribe()
    }
}

/// What is shown at a moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Now {
    /// How many builds there were.
    pub(super) builds: u64,
    /// Whether another one is under way.
    pub(super) is_building: bool,
    /// Whether the last one gave no site.
    pub(super) failed: bool,
    /// The last good site.
    pub(super) site: Option<Arc<Site>>,
    /// What the last build found.
    pub(super) told: Vec<Told>,
}

impl Now {
    /// What a page says it shows: the build, and of which server, so that a page left open notices a new one.
    pub(super) fn token(&self) -> String {
        format!("{}-{}", std::process::id(), self.builds)
    }

    /// How many errors, and how many warnings.
    pub(super) fn counts(&self) -> (usize, usize) {
        let errors = self.told.iter().filter(|told| told.is_error).count();
        (errors, self.told.len() - errors)
    }
}

/// The files of a site.
#[derive(Debug)]
pub(super) struct Site {
    /// Its folder.
    pub(super) folder: PathBuf,
    /// Name relative to it, with `/` → path. Nothing else is ever handed out.
    files: BTreeMap<String, PathBuf>,
}

impl Site {
    /// Lists a folder; links are not followed.
    fn list(folder: &Path) -> Self {
        let entries = WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
        let named =
            entries.filter_map(|entry| Some((name(entry.path().strip_prefix(folder).ok()?), entry.into_path())));
        Self { folder: folder.to_owned(), files: named.collect() }
    }

    /// The path of a file by its name.
    pub(super) fn file(&self, name: &str) -> Option<&Path> {
        self.files.get(name).map(PathBuf::as_path)
    }

    /// The names of all pages.
    pub(super) fn pages(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str).filter(|name| mime::of(name) == mime::HTML)
    }
}

fn name(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(folder: &Path) -> Built {
        Built { site: Some(folder.to_owned()), told: Vec::new() }
    }

    #[test]
    fn a_failed_build_keeps_the_last_good_site() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("index.html"), "x").expect("written");
        let shelf = Shelf::default();
        let reader = shelf.reader();
        shelf.put(site(folder.path()));
        let first = reader.borrow().token();
        shelf.building();
        assert_eq!(reader.borrow().token(), first, "a build under way changes nothing that is shown");
        shelf.put(Built { site: None, told: vec![Told { is_error: true, text: "e".to_owned() }] });
        let now = reader.borrow().clone();
        assert!(
            now.failed && !now.is_building && now.site.as_ref().is_some_and(|site| site.file("index.html").is_some())
        );
        assert_eq!(now.counts(), (1, 0));
        assert_ne!(now.token(), first);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_among_the_files() {
        let (folder, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        std::fs::write(outside.path().join("secret.html"), "x").expect("written");
        std::fs::create_dir(folder.path().join("a")).expect("made");
        std::fs::write(folder.path().join("a/b.html"), "x").expect("written");
        std::os::unix::fs::symlink(outside.path().join("secret.html"), folder.path().join("s.html")).expect("linked");
        std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).expect("linked");
        assert_eq!(Site::list(folder.path()).pages().collect::<Vec<_>>(), ["a/b.html"]);
    }
}
