//! Puts a new folder in the place of an old one, in one step where the system has one, and holds it to the disk.
//!
//! Linux (`renameat2`) and macOS (`renamex_np`) exchange two names at once, on most file systems: whoever opens a page
//! finds the old site or the new one. Elsewhere the old folder is renamed away and the new one into its place; for the
//! moment between, there is none, and the next run brings the old one back should this one die in it.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Puts `new` where `out` is.
///
/// What was at `out`, if anything, is at `new` or at `old` afterwards. `old` must not exist. Where it fails, `out` is
/// what it was; only where it cannot even be put back, it is at `old`, and the error says so.
pub(super) fn swap(new: &Path, out: &Path, old: &Path) -> io::Result<()> {
    if fs::symlink_metadata(out).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return fs::rename(new, out);
    }
    // Kernels, file systems and sandboxes say in many ways that they cannot exchange. Whatever stands in the way of
    // one step, two steps work or tell why not.
    exchange(new, out).or_else(|_| two_steps(new, out, old))
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn two_steps(new: &Path, out: &Path, old: &Path) -> io::Result<()> {
    fs::rename(out, old)?;
    let Err(error) = fs::rename(new, out) else { return Ok(()) };
    match fs::rename(old, out) {
        Ok(()) => Err(error),
        Err(back) => {
            let lost = format!("{error}; the old site is in `{}`, since it cannot be put back: {back}", old.display());
            Err(io::Error::new(error.kind(), lost))
        }
    }
}

/// Returns when everything written below `folder` is on the disk, also should the machine lose its power.
///
/// `files` are the paths of all files below it. One call for the file system where there is one (Linux): it takes as long
/// as one file does on a slow disk, and not as long as all of them one after the other.
pub(super) fn settle<'a>(folder: &Path, files: impl Iterator<Item = &'a String>) -> io::Result<()> {
    match whole_file_system(folder) {
        Err(error) if error.kind() != io::ErrorKind::StorageFull && error.kind() != io::ErrorKind::QuotaExceeded => {
            files.map(|path| folder.join(path)).try_for_each(|path| File::open(path)?.sync_all())
        }
        done => done,
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn whole_file_system(folder: &Path) -> io::Result<()> {
    rustix::fs::syncfs(File::open(folder)?).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn whole_file_system(_folder: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Holds the names in a folder to the disk. Where folders cannot be opened (Windows) there is nothing to do.
pub(super) fn settle_names(folder: &Path) {
    // The names are right already; that they are so after a loss of power is more than can be demanded here.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with `new/page` and `out/page`, which say what they are.
    fn two_sites() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["new", "out"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
            fs::write(folder.path().join(name).join("page"), name).expect("a file");
        }
        folder
    }

    type Swap = fn(&Path, &Path, &Path) -> io::Result<()>;

    fn run(swap: Swap, folder: &Path) -> io::Result<()> {
        swap(&folder.join("new"), &folder.join("out"), &folder.join("old"))
    }

    fn page(folder: &Path, name: &str) -> Option<String> {
        fs::read_to_string(folder.join(name).join("page")).ok()
    }

    #[test]
    fn both_ways_put_the_new_folder_in_place_and_keep_the_old_one() {
        for way in [swap as Swap, two_steps] {
            let folder = two_sites();
            run(way, folder.path()).expect("swapped");
            assert_eq!(page(folder.path(), "out").as_deref(), Some("new"));
            let kept = page(folder.path(), "old").or_else(|| page(folder.path(), "new"));
            assert_eq!(kept.as_deref(), Some("out"));
        }
    }

    #[test]
    fn a_target_that_is_gone_is_made() {
        let folder = two_sites();
        fs::remove_dir_all(folder.path().join("out")).expect("deleted");
        run(swap, folder.path()).expect("renamed");
        assert_eq!(page(folder.path(), "out").as_deref(), Some("new"));
        assert_eq!(page(folder.path(), "new"), None);
    }

    #[test]
    fn what_fails_leaves_the_old_folder_in_place() {
        for way in [swap as Swap, two_steps] {
            let folder = two_sites();
            fs::remove_dir_all(folder.path().join("new")).expect("deleted");
            assert!(run(way, folder.path()).is_err());
            assert_eq!(page(folder.path(), "out").as_deref(), Some("out"));
        }
    }

    #[test]
    fn files_are_held_one_by_one_where_there_is_no_other_way() {
        let folder = two_sites();
        let there = ["new/page".to_owned()];
        settle(folder.path(), there.iter()).expect("on the disk");
        settle(&folder.path().join("nowhere"), there.iter()).expect_err("no such folder");
    }

    #[cfg(target_os = "linux")]
    #[test]
    #[allow(clippy::print_stderr, reason = "a skipped test says so")]
    fn a_reader_finds_a_page_at_every_moment() {
        use std::sync::atomic::{AtomicBool, Ordering};
        let folder = two_sites();
        let (new, out) = (folder.path().join("new"), folder.path().join("out"));
        if exchange(&new, &out).is_err() {
            return eprintln!("skipped: the file system of the temporary folder cannot exchange two names");
        }
        let (over, page) = (AtomicBool::new(false), out.join("page"));
        let missed = std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let looks = std::iter::repeat_with(|| (over.load(Ordering::Relaxed), page.exists()));
                looks.take_while(|(over, _)| !over).filter(|(_, found)| !found).count()
            });
            for _ in 0..20_000 {
                swap(&new, &out, &folder.path().join("old")).expect("swapped");
            }
            over.store(true, Ordering::Relaxed);
            reader.join().expect("it reads to the end")
        });
        assert_eq!(missed, 0);
    }
}
