//! A folder that becomes the site as a whole or not at all.
//!
//! Everything is written into `.NAME.tmp-new` beside the site. When it is complete and on the disk, it is [swapped]
//! with the site, and the old one is deleted. A lock keeps two builds apart, so whatever a dead run left behind can be
//! told from a live one and is cleaned up by the next.
//!
//! [swapped]: super::swap

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::manifest::hash;
use super::swap::{settle, settle_names, swap};
use super::target::{self, unwritable};
use super::verify::{MANIFEST, Record};
use crate::diagnostic::Diagnostic;

/// A site being written.
pub(super) struct Staging {
    out: PathBuf,
    new: PathBuf,
    old: PathBuf,
    /// Let go after everything else, when the fields are dropped.
    _lock: Lock,
    /// Folders made so far, below `new`.
    folders: BTreeSet<PathBuf>,
    written: BTreeMap<String, String>,
    committed: bool,
}

impl Staging {
    /// Prepares to replace the site at `out`.
    ///
    /// Refuses a folder that is neither empty nor a site of ours, and a place that cannot be written to.
    pub(super) fn begin(out: &Path) -> Result<Self, Diagnostic> {
        let out = target::resolve(out)?;
        let (parent, name) = target::parts(&out)?;
        fs::create_dir_all(parent).map_err(|error| unwritable(parent, &error))?;
        let beside = |what: &str| {
            let parts: [&OsStr; 4] = [".".as_ref(), name, ".tmp-".as_ref(), what.as_ref()];
            parent.join(OsString::from_iter(parts))
        };
        let (new, old, lock_path) = (beside("new"), beside("old"), beside("lock"));
        let lock = Lock::acquire(&lock_path).map_err(|none| none.finding(&out))?;
        let (folders, written) = (BTreeSet::new(), BTreeMap::new());
        let staging = Self { out, new, old, _lock: lock, folders, written, committed: false };
        staging.recover()?;
        target::check_replaceable(&staging.out)?;
        fs::create_dir(&staging.new).map_err(|error| unwritable(&staging.new, &error))?;
        Ok(staging)
    }

    /// Puts right what a dead run left behind: an old site that was moved away and never replaced comes back.
    fn recover(&self) -> Result<(), Diagnostic> {
        if self.old.exists() && !self.out.exists() {
            fs::rename(&self.old, &self.out).map_err(|error| unwritable(&self.out, &error))?;
        }
        [&self.new, &self.old].into_iter().try_for_each(|leftover| {
            remove(leftover).map_err(|error| {
                unwritable(leftover, &error).note("an earlier build that died has left it, and it cannot be deleted")
            })
        })
    }

    /// Writes a file of the site; `path` is relative to it, with `/`.
    pub(super) fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        let target = self.new.join(path);
        let below = Path::new(path).parent().unwrap_or(Path::new(""));
        let written = self.make_folders(below).and_then(|()| fs::write(&target, bytes));
        written.map_err(|error| unwritable(&target, &error))?;
        self.written.insert(path.to_owned(), hash(bytes));
        Ok(())
    }

    /// Makes the folders of a file. None is made twice: one that was deleted meanwhile took files along, and is missed.
    fn make_folders(&mut self, below: &Path) -> io::Result<()> {
        let mut missing: Vec<&Path> = below.ancestors().take_while(|folder| !folder.as_os_str().is_empty()).collect();
        missing.retain(|folder| !self.folders.contains(*folder));
        for folder in missing.into_iter().rev() {
            fs::create_dir(self.new.join(folder))?;
            self.folders.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Path → hash of everything written so far.
    pub(super) fn written(&self) -> &BTreeMap<String, String> {
        &self.written
    }

    /// Puts the new site in the place of the old one; where that fails, the old one stays.
    ///
    /// A site that is the same already, byte for byte, is left alone.
    pub(super) fn commit(mut self) -> Result<Committed, Diagnostic> {
        let folder = self.out.clone();
        self.check_complete()?;
        if self.is_published_already() {
            return Ok(Committed { folder, changed: false });
        }
        // Somebody may have put something else there since the beginning.
        target::check_replaceable(&self.out)?;
        let failed = |error: io::Error| unwritable(&self.out, &error);
        settle(&self.new, self.written.keys()).map_err(failed)?;
        swap(&self.new, &self.out, &self.old).map_err(failed)?;
        self.committed = true;
        self.out.parent().into_iter().for_each(settle_names);
        // The new site stands; what cannot be deleted now is cleaned up by the next run.
        let _ = remove(&self.new).and_then(|()| remove(&self.old));
        Ok(Committed { folder, changed: true })
    }

    /// Whether everything that was written is there still: a swap of half a site cannot be taken back.
    fn check_complete(&self) -> Result<(), Diagnostic> {
        let lost = self.written.keys().map(|path| self.new.join(path)).find(|path| !path.is_file());
        lost.map_or(Ok(()), |path| {
            let error = io::Error::new(io::ErrorKind::NotFound, "a file that was just written is gone");
            Err(unwritable(&path, &error))
        })
    }

    /// Whether the published site has the same manifest, and the files it names and no others.
    fn is_published_already(&self) -> bool {
        let same = |(own, other): (Vec<u8>, Vec<u8>)| own == other;
        let manifests = fs::read(self.new.join(MANIFEST)).ok().zip(fs::read(self.out.join(MANIFEST)).ok());
        manifests.is_some_and(same) && Record::read(&self.out).is_ok_and(|record| record.check(&self.out).is_empty())
    }
}

/// A site that stands where it should.
#[derive(Debug)]
pub(super) struct Committed {
    /// Where, absolute.
    pub(super) folder: PathBuf,
    /// Whether a byte of it differs from what stood there before.
    pub(super) changed: bool,
}

impl Drop for Staging {
    /// An unfinished site leaves nothing behind. Failing to delete is not worth a word: the next run tries again.
    fn drop(&mut self) {
        if !self.committed {
            let _ = remove(&self.new);
        }
    }
}

/// Deletes a folder with everything in it, or a file; what is not there is as good as deleted.
fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Ok(meta) if !meta.is_dir() => fs::remove_file(path),
        _ => fs::remove_dir_all(path),
    }
}

#[cfg(test)]
mod tests {
    use super::super::manifest::TOOL;
    use super::*;

    /// A folder with a published site of two pages.
    fn place() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("site");
        assert!(staged(&out, "first").commit().expect("published").changed);
        (folder, out)
    }

    /// A site that waits to be published.
    fn staged(out: &Path, text: &str) -> Staging {
        let mut staging = Staging::begin(out).expect("writable");
        staging.write("index.html", text.as_bytes()).expect("written");
        staging.write("a/b/index.html", b"below").expect("written");
        let outputs = staging.written().iter().map(|(path, hash)| serde_json::json!({"path": path, "hash": hash}));
        let manifest = serde_json::json!({"tool": TOOL, "version": "1", "periods": {}, "inputs": [],
            "outputs": outputs.collect::<Vec<_>>()});
        staging.write(MANIFEST, manifest.to_string().as_bytes()).expect("written");
        staging
    }

    fn page(out: &Path) -> String {
        fs::read_to_string(out.join("index.html")).unwrap_or_default()
    }

    /// What stands beside the site and is no site.
    fn strays(out: &Path) -> usize {
        fs::read_dir(out.parent().expect("a parent")).expect("readable").count() - usize::from(out.exists())
    }

    #[test]
    fn the_new_site_takes_the_place_of_the_old_one() {
        let (_folder, out) = place();
        let staging = staged(&out, "second");
        assert_eq!(page(&out), "first", "served until the new one is whole");
        assert!(staging.commit().expect("published").changed);
        assert_eq!((page(&out).as_str(), strays(&out)), ("second", 0));
    }

    #[cfg(unix)]
    #[test]
    fn the_same_site_is_not_touched_unless_somebody_else_did() {
        use std::os::unix::fs::MetadataExt;
        let identity = |out: &Path| fs::metadata(out).expect("there").ino();
        let (_folder, out) = place();
        let before = identity(&out);
        assert!(!staged(&out, "first").commit().expect("published").changed);
        assert_eq!((identity(&out), strays(&out)), (before, 0));
        fs::write(out.join("a/b/index.html"), "edited by hand").expect("writable");
        assert!(staged(&out, "first").commit().expect("published").changed);
        assert_eq!(fs::read(out.join("a/b/index.html")).expect("there"), b"below");
        fs::write(out.join("added"), "by hand").expect("writable");
        assert!(staged(&out, "first").commit().expect("published").changed);
        assert!(!out.join("added").exists());
    }

    #[test]
    fn a_target_deleted_during_the_build_is_published_all_the_same() {
        let (_folder, out) = place();
        let staging = staged(&out, "second");
        fs::remove_dir_all(&out).expect("deleted");
        assert!(staging.commit().expect("published").changed);
        assert_eq!((page(&out).as_str(), strays(&out)), ("second", 0));
    }

    #[test]
    fn what_somebody_put_there_during_the_build_is_not_lost() {
        let (_folder, out) = place();
        let staging = staged(&out, "second");
        fs::remove_dir_all(&out).expect("deleted");
        fs::create_dir(&out).expect("made");
        fs::write(out.join("letter.txt"), "keep this").expect("writable");
        assert_eq!(staging.commit().expect_err("refused").code, "site-not-ours");
        assert_eq!(fs::read(out.join("letter.txt")).expect("kept"), b"keep this");
        assert_eq!(strays(&out), 0);
    }

    #[test]
    fn half_a_site_is_not_published_when_somebody_deleted_the_other_half() {
        let (_folder, out) = place();
        for deleted in ["a", "a/b/index.html", ""] {
            let staging = staged(&out, "second");
            let path = staging.new.join(deleted);
            if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }.expect("deleted");
            let finding = staging.commit().expect_err("half a site");
            assert!(finding.help.is_some_and(|help| help.contains("something else deletes files")), "{deleted}");
            assert_eq!((page(&out).as_str(), strays(&out)), ("first", 0));
        }
        let mut staging = staged(&out, "second");
        fs::remove_dir_all(&staging.new).expect("deleted");
        assert!(staging.write("a/b/c.html", b"").is_err(), "the folder is not made again");
    }

    #[test]
    fn whatever_a_dead_run_left_is_cleaned_up() {
        let (_folder, out) = place();
        let beside = |name: &str| out.with_file_name(name);
        fs::create_dir_all(beside(".site.tmp-new/half")).expect("a folder");
        fs::create_dir_all(beside(".site.tmp-old/half")).expect("a folder");
        fs::write(beside(".site.tmp-lock"), "").expect("a file");
        drop(Staging::begin(&out).expect("writable"));
        assert_eq!((page(&out).as_str(), strays(&out)), ("first", 0));
        fs::rename(&out, beside(".site.tmp-old")).expect("moved");
        fs::write(beside(".site.tmp-new"), "a file").expect("a file");
        drop(Staging::begin(&out).expect("writable"));
        assert_eq!((page(&out).as_str(), strays(&out)), ("first", 0), "the old site came back");
    }

    #[test]
    fn two_at_once_are_told_and_a_place_that_cannot_be_made() {
        let (folder, out) = place();
        let _first = staged(&out, "second");
        assert_eq!(Staging::begin(&out).err().expect("busy").code, "site-busy");
        fs::write(folder.path().join("file"), "").expect("a file");
        let below = folder.path().join("file/site");
        assert_eq!(Staging::begin(&below).err().expect("no folder").code, "site-unwritable");
    }
}
