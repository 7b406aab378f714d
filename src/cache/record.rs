//! What a finished build read, wrote and said: when all of it still stands, the next build has nothing to do.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::codec::{self, stored};
use super::findings::{self, Told};
use super::key::Key;
use super::stamp::{self, Known, Listing, Stamp};
use super::store::Cache;
use crate::diagnostic::{Findings, Sources};

const KIND: &str = "build";

/// What is read of every book, whatever it says.
const READ: [&str; 4] = ["scorebook.yaml", "scorecards", "data", "templates"];

/// What a build said, and how it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// Everything found, gates aside.
    pub findings: Findings,
    /// The gates that tripped.
    pub gates: Findings,
    /// The files findings point into.
    pub sources: Sources,
    /// The tests of the data as JUnit, where that was asked for.
    pub junit: Option<String>,
    /// How many pages the site has.
    pub pages: usize,
    /// How many files the site has, the pages included.
    pub files: usize,
}

/// A [`Finished`] build as it is kept, with all that it rests on.
struct Record {
    /// Files that are read beside those in [`READ`], relative to the book.
    others: Vec<String>,
    inputs: BTreeMap<String, Known>,
    site: BTreeMap<String, Known>,
    findings: Vec<Told>,
    gates: Vec<Told>,
    sources: Vec<(String, String)>,
    junit: Option<String>,
    pages: usize,
    files: usize,
}

stored! { Record { others, inputs, site, findings, gates, sources, junit, pages, files } }

/// The last build with these options, where what it read and what it wrote to `out` is all as it was.
///
/// `key` is of the options, which say what is built and told.
pub fn unchanged(cache: &Cache, key: &Key, root: &Path, out: &Path) -> Option<Finished> {
    let record: Record = codec::value(&cache.get(KIND, key)?)?;
    let inputs = inputs(root, &record.others)?;
    let stands = stamp::is_same(root, &inputs, &record.inputs)
        && stamp::is_same(out, &stamp::list_all(out)?, &record.site)
        && !has_leftovers(out);
    if !stands {
        return None;
    }
    let mut sources = Sources::default();
    for (path, text) in record.sources {
        sources.add(path, text);
    }
    Some(Finished {
        findings: findings::of_files(record.findings)?,
        gates: findings::of_files(record.gates)?,
        sources,
        junit: record.junit,
        pages: record.pages,
        files: record.files,
    })
}

/// Everything read, as the system lists it; `None` where it cannot be told whether it is the same.
fn inputs(root: &Path, others: &[String]) -> Option<Listing> {
    let mut listing = Listing::new();
    for name in READ.into_iter().chain(others.iter().map(String::as_str)) {
        stamp::list(root, name, &mut listing)?;
    }
    Some(listing)
}

/// Whether a dead run left something beside the site, or a live one is at it: a build has to look after that.
fn has_leftovers(out: &Path) -> bool {
    let Some((folder, name)) = out.parent().zip(out.file_name()) else { return true };
    let prefix = format!(".{}.tmp-", name.to_string_lossy());
    let Ok(entries) = fs::read_dir(folder) else { return true };
    // A lock may stay where the system cannot tell whether somebody still waits for it.
    let lock = format!("{prefix}lock");
    let is_leftover = |name: &str| name.starts_with(&prefix) && name != lock;
    entries.flatten().any(|entry| is_leftover(&entry.file_name().to_string_lossy()))
}

/// Looks after what a build reads, from before it begins.
#[derive(Clone, Debug)]
pub struct Watch {
    root: PathBuf,
    moment: Stamp,
    before: Listing,
}

impl Watch {
    /// Begins before anything is read; `None` without a cache, or where changes could not be seen.
    pub fn begin(cache: &Cache, root: &Path) -> Option<Self> {
        let moment = Stamp::of(&cache.moment()?)?;
        let before = inputs(root, &[])?;
        Some(Self { root: root.to_owned(), moment, before })
    }

    /// Whether no file of the drop changed since the beginning, as far as that can be told.
    pub(super) fn data_stands(&self) -> bool {
        let mut after = Listing::new();
        let listed = stamp::list(&self.root, "data", &mut after).is_some();
        let before = self.before.iter().filter(|(path, _)| path.starts_with("data/"));
        listed && after.values().flatten().all(|stamp| stamp.is_before(&self.moment)) && after.iter().eq(before)
    }

    /// Keeps what a build said that has just written `out`.
    ///
    /// `others` are files it read beside those of every book, relative to the book; `outputs` the hashes of what it wrote,
    /// in hexadecimal by path, its manifest aside. Nothing is kept where a file may have changed since the beginning: what
    /// was said would then be of other contents than those that are there now.
    pub fn keep(
        self,
        cache: &Cache,
        key: &Key,
        others: Vec<String>,
        out: &Path,
        outputs: &BTreeMap<String, String>,
        finished: &Finished,
    ) {
        if let Some(record) = self.record(cache, others, out, outputs, finished) {
            cache.put(KIND, key, &codec::bytes(&record));
        }
    }

    fn record(
        self,
        cache: &Cache,
        others: Vec<String>,
        out: &Path,
        outputs: &BTreeMap<String, String>,
        finished: &Finished,
    ) -> Option<Record> {
        let after = inputs(&self.root, &others)?;
        let settled = after.values().flatten().all(|stamp| stamp.is_before(&self.moment));
        let mine = |path: &str| {
            READ.iter().any(|name| path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
        };
        let is_as_before = after.iter().filter(|(path, _)| mine(path)).eq(self.before.iter());
        if !settled || !is_as_before {
            return None;
        }
        let inputs = stamp::known(&self.root, &after, &self.moment)?;
        let moment = Stamp::of(&cache.moment()?)?;
        let site = stamp::known(out, &stamp::list_all(out)?, &moment)?;
        let as_written = |(path, hash): (&String, &String)| site.get(path).and_then(Known::hex).as_ref() == Some(hash);
        if !outputs.iter().all(as_written) {
            return None;
        }
        Some(Record {
            others,
            inputs,
            site,
            findings: findings::in_files(&finished.findings),
            gates: findings::in_files(&finished.gates),
            sources: finished.sources.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect(),
            junit: finished.junit.clone(),
            pages: finished.pages,
            files: finished.files,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::diagnostic::Diagnostic;

    /// Makes a book with a site, and waits until its files are older than now.
    fn book() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in [
            ("scorebook.yaml", "title: x\n"),
            ("data/a.csv", "a\n1\n"),
            ("logo.svg", "<svg/>"),
            ("site/index.html", "<p>"),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("writable");
        }
        std::thread::sleep(Duration::from_millis(50));
        folder
    }

    fn finished() -> Finished {
        let mut sources = Sources::default();
        let file = sources.add("scorebook.yaml", "title: x\n");
        let warning = Diagnostic::warning("w", "a warning").at(sources.line_span(file, 1), "here");
        Finished {
            findings: warning.into(),
            sources,
            junit: Some("<x/>".into()),
            pages: 1,
            files: 2,
            ..Finished::default()
        }
    }

    fn outputs() -> BTreeMap<String, String> {
        [("index.html".to_owned(), blake3::hash(b"<p>").to_hex().to_string())].into()
    }

    fn keep(root: &Path, meanwhile: impl FnOnce(), outputs: &BTreeMap<String, String>) {
        let cache = Cache::of(root);
        let watch = Watch::begin(&cache, root).expect("a cache");
        meanwhile();
        watch.keep(&cache, &Key::of("k").done(), vec!["logo.svg".into()], &root.join("site"), outputs, &finished());
    }

    fn again(root: &Path) -> Option<Finished> {
        unchanged(&Cache::of(root), &Key::of("k").done(), root, &root.join("site"))
    }

    #[test]
    fn what_was_said_is_said_again_while_everything_stands() {
        let book = book();
        let root = book.path();
        assert_eq!(again(root), None);
        keep(root, || {}, &outputs());
        assert_eq!(again(root), Some(finished()));
        for path in ["scorebook.yaml", "data/a.csv", "logo.svg", "site/index.html"] {
            let was = fs::read(root.join(path)).expect("there");
            fs::write(root.join(path), "another").expect("writable");
            assert_eq!(again(root), None, "{path} changed");
            fs::write(root.join(path), was).expect("writable");
            assert_eq!(again(root), Some(finished()), "{path} as it was");
        }
        for path in ["data/b.csv", "scorecards", "templates", "site/more.html", ".site.tmp-new"] {
            fs::create_dir(root.join(path)).expect("a folder");
            assert_eq!(again(root), None, "{path} added");
            fs::remove_dir(root.join(path)).expect("removed");
        }
        assert!(unchanged(&Cache::of(root), &Key::of("other").done(), root, &root.join("site")).is_none());
        assert_eq!(again(root), Some(finished()));
        fs::remove_dir_all(root.join("site")).expect("removed");
        assert_eq!(again(root), None, "no site");
    }

    #[test]
    fn nothing_is_kept_of_a_build_during_which_a_file_changed() {
        let same_content = book();
        let data = same_content.path().join("data/a.csv");
        keep(same_content.path(), || fs::write(&data, "a\n1\n").expect("writable"), &outputs());
        assert_eq!(again(same_content.path()), None, "written again");
        let renamed = book();
        let (from, to) = (renamed.path().join("data/a.csv"), renamed.path().join("data/b.csv"));
        keep(renamed.path(), || fs::rename(from, to).expect("renamed"), &outputs());
        assert_eq!(again(renamed.path()), None, "renamed");
        let not_as_written = book();
        keep(not_as_written.path(), || {}, &[("index.html".to_owned(), "0".to_owned())].into());
        assert_eq!(again(not_as_written.path()), None, "another hand wrote to the site");
    }
}
