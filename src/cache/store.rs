//! The store: bytes under a kind and a key, checked whenever they are read.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::key::Key;
use super::recent;

/// The folder of a book that holds its cache.
pub const FOLDER: &str = ".scorebook";

/// The first line of every file; it changes with how files are laid out.
const FORMAT: &str = "scorebook cache 1";

/// The tool that wrote a file: its version, and a hash of the source it was built from.
const TOOL: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("SCOREBOOK_SOURCE"));

/// Names of files that are being written begin so.
pub(super) const UNFINISHED: &str = ".tmp-";

/// What earlier runs worked out, or nothing where there is no cache.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    place: Option<Arc<Place>>,
}

/// The folder of a cache, and what this run used of it.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) folder: PathBuf,
    /// Who reads and writes: entries of another tool do not count.
    tool: String,
    /// Entries read or written by this run: `KIND/KEY`.
    pub(super) used: Mutex<BTreeSet<String>>,
}

impl Cache {
    /// The cache of the book in `root`. Nothing is made before something is put in.
    pub fn of(root: &Path) -> Self {
        Self::for_tool(root, TOOL)
    }

    /// No cache: nothing is found and nothing is kept.
    pub fn none() -> Self {
        Self::default()
    }

    fn for_tool(root: &Path, tool: &str) -> Self {
        // A book is somebody's folder; no cache is made where there is none, or behind a link that leads elsewhere.
        let folder = root.join(FOLDER);
        let leads_elsewhere = fs::symlink_metadata(&folder).is_ok_and(|found| !found.is_dir());
        let usable = root.join("scorebook.yaml").is_file() && !leads_elsewhere;
        let place = Place { folder, tool: tool.to_owned(), used: Mutex::default() };
        Self { place: usable.then(|| Arc::new(place)) }
    }

    /// Whether there is a cache at all.
    pub fn is_some(&self) -> bool {
        self.place.is_some()
    }

    /// What was kept under a kind and a key; `None` when nothing was, or it is not whole.
    ///
    /// `kind` is a word of small letters.
    pub fn get(&self, kind: &'static str, key: &Key) -> Option<Vec<u8>> {
        let place = self.place.as_ref()?;
        let name = entry(kind, key);
        let mut bytes = fs::read(place.folder.join(&name)).ok()?;
        let begin = place.checked(&bytes, kind, key)?;
        bytes.drain(..begin);
        place.note(name);
        Some(bytes)
    }

    /// Whether something is kept under a kind and a key, be it whole or not.
    pub(super) fn has(&self, kind: &'static str, key: &Key) -> bool {
        self.place.as_ref().is_some_and(|place| place.folder.join(entry(kind, key)).is_file())
    }

    /// Counts an entry as used without reading it, if it is there.
    pub(super) fn touch(&self, kind: &'static str, key: &Key) {
        if let Some(place) = self.place.as_ref().filter(|_| self.has(kind, key)) {
            place.note(entry(kind, key));
        }
    }

    /// Keeps bytes under a kind and a key. Where that fails they are not kept, which is no fault.
    pub fn put(&self, kind: &'static str, key: &Key, bytes: &[u8]) {
        let Some(place) = &self.place else { return };
        if place.write(kind, key, bytes).is_ok() {
            place.note(entry(kind, key));
        }
    }

    /// Ends a run: remembers what it used, and deletes what none of the last few different runs did.
    pub fn finish(&self) {
        if let Some(place) = &self.place {
            recent::finish(self, place);
        }
    }

    /// The moment by the clock of the cache's file system, as the times of a file just written; `None` without a cache.
    ///
    /// Files changed from now on have this time or a later one, whatever the clock of the machine says.
    pub(super) fn moment(&self) -> Option<fs::Metadata> {
        let place = self.place.as_ref()?;
        make_folder(&place.folder).ok()?;
        let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&place.folder).ok()?;
        file.write_all(b"now").ok()?;
        file.as_file().metadata().ok()
    }
}

impl Place {
    fn note(&self, name: String) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
    }

    /// Where the bytes of a file begin; `None` when it is not whole, or not what is asked for.
    fn checked(&self, file: &[u8], kind: &str, key: &Key) -> Option<usize> {
        let ends: Vec<usize> =
            file.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).take(3).collect();
        let begin = ends.get(2)? + 1;
        let header = self.header(kind, key, &file[begin..]);
        (file[..begin] == *header.as_bytes()).then_some(begin)
    }

    /// The header of a file: format, tool, hash of everything.
    fn header(&self, kind: &str, key: &Key, bytes: &[u8]) -> String {
        let hash = Key::of(FORMAT).text(&self.tool).text(kind).bytes(key.bytes()).bytes(bytes).done();
        format!("{FORMAT}\n{}\n{hash}\n", self.tool)
    }

    fn write(&self, kind: &str, key: &Key, bytes: &[u8]) -> io::Result<()> {
        let folder = self.folder.join(kind);
        make_folder(&self.folder)?;
        make_folder(&folder)?;
        // A temporary file is readable for its owner alone.
        let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&folder)?;
        file.write_all(self.header(kind, key, bytes).as_bytes())?;
        file.write_all(bytes)?;
        file.persist(folder.join(key.to_string()))?;
        Ok(())
    }
}

/// `KIND/KEY`
pub(super) fn entry(kind: &str, key: &Key) -> String {
    format!("{kind}/{key}")
}

/// A folder for its owner alone; one that is there stays as it is.
#[cfg(unix)]
fn make_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

/// Elsewhere the folder has the rights of the one it is in.
#[cfg(not(unix))]
fn make_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("scorebook.yaml"), "title: x\n").expect("writable");
        folder
    }

    fn key(text: &str) -> Key {
        Key::of("test").text(text).done()
    }

    fn file(root: &Path, kind: &str, key: &Key) -> PathBuf {
        root.join(FOLDER).join(kind).join(key.to_string())
    }

    #[test]
    fn what_was_put_is_found_by_another_run_and_nothing_else_is() {
        let book = book();
        Cache::of(book.path()).put("page", &key("a"), b"line\nline\n\n");
        let other = Cache::of(book.path());
        assert_eq!(other.get("page", &key("a")).as_deref(), Some(&b"line\nline\n\n"[..]));
        assert_eq!(other.get("page", &key("b")), None);
        assert_eq!(other.get("series", &key("a")), None);
        assert_eq!(Cache::none().get("page", &key("a")), None);
        other.put("page", &key("a"), b"");
        assert_eq!(other.get("page", &key("a")).as_deref(), Some(&b""[..]));
    }

    #[test]
    fn a_file_with_any_byte_flipped_cut_or_added_is_as_if_absent() {
        let book = book();
        let cache = Cache::of(book.path());
        cache.put("page", &key("a"), b"what was worked out");
        let path = file(book.path(), "page", &key("a"));
        let whole = fs::read(&path).expect("written");
        for at in 0..whole.len() {
            for bit in [0x01, 0x80] {
                let mut bytes = whole.clone();
                bytes[at] ^= bit;
                fs::write(&path, bytes).expect("writable");
                assert_eq!(cache.get("page", &key("a")), None, "byte {at} flipped by {bit}");
            }
            fs::write(&path, &whole[..at]).expect("writable");
            assert_eq!(cache.get("page", &key("a")), None, "cut at {at}");
        }
        fs::write(&path, [&whole[..], b" "].concat()).expect("writable");
        assert_eq!(cache.get("page", &key("a")), None, "a byte added");
        fs::write(&path, &whole).expect("writable");
        assert!(cache.get("page", &key("a")).is_some(), "whole again");
    }

    #[test]
    fn a_file_moved_to_another_key_or_kind_does_not_count() {
        let book = book();
        let cache = Cache::of(book.path());
        cache.put("page", &key("a"), b"a");
        cache.put("series", &key("b"), b"b");
        fs::copy(file(book.path(), "page", &key("a")), file(book.path(), "page", &key("b"))).expect("copied");
        fs::copy(file(book.path(), "page", &key("a")), file(book.path(), "series", &key("a"))).expect("copied");
        assert_eq!(cache.get("page", &key("b")), None);
        assert_eq!(cache.get("series", &key("a")), None);
    }

    #[test]
    fn entries_of_another_tool_do_not_count() {
        let book = book();
        Cache::for_tool(book.path(), "9.9.9+other").put("page", &key("a"), b"a");
        assert_eq!(Cache::of(book.path()).get("page", &key("a")), None);
        Cache::of(book.path()).put("page", &key("a"), b"own");
        assert_eq!(Cache::of(book.path()).get("page", &key("a")).as_deref(), Some(&b"own"[..]));
    }

    #[test]
    fn a_folder_where_a_file_should_be_a_file_where_the_folder_should_be_and_no_book_do_no_harm() {
        let book = book();
        let cache = Cache::of(book.path());
        fs::create_dir_all(file(book.path(), "page", &key("a"))).expect("a folder");
        cache.put("page", &key("a"), b"a");
        assert_eq!(cache.get("page", &key("a")), None);
        cache.finish();
        fs::remove_dir_all(book.path().join(FOLDER)).expect("removed");
        fs::write(book.path().join(FOLDER), "a file").expect("writable");
        for cache in [cache, Cache::of(book.path())] {
            cache.put("page", &key("a"), b"a");
            assert_eq!(cache.get("page", &key("a")), None);
            assert!(cache.moment().is_none());
            cache.finish();
        }
        let empty = tempfile::tempdir().expect("a folder");
        Cache::of(empty.path()).put("page", &key("a"), b"a");
        assert!(!empty.path().join(FOLDER).exists(), "no book, no cache");
    }

    #[cfg(unix)]
    #[test]
    fn folders_and_files_are_for_their_owner_alone_and_links_are_not_followed() {
        use std::os::unix::fs::PermissionsExt as _;
        let book = book();
        let cache = Cache::of(book.path());
        cache.put("page", &key("a"), b"a");
        cache.finish();
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&book.path().join(FOLDER)), 0o700);
        assert_eq!(mode(&book.path().join(FOLDER).join("page")), 0o700);
        assert_eq!(mode(&file(book.path(), "page", &key("a"))), 0o600);
        let (linked, elsewhere) = (self::book(), tempfile::tempdir().expect("a folder"));
        std::os::unix::fs::symlink(elsewhere.path(), linked.path().join(FOLDER)).expect("a link");
        Cache::of(linked.path()).put("page", &key("a"), b"a");
        assert_eq!(fs::read_dir(elsewhere.path()).expect("readable").count(), 0);
    }
}
