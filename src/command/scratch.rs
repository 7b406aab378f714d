//! Folders for what a run needs only while it runs: decoded copies of a client's data, what a query spills.
//!
//! A folder goes with the run, also with one that is interrupted. A run that is killed cannot clean up after itself: so
//! every run holds a lock on its folder, which ends with it however it ends, and the next one deletes what nobody holds.
//! People have folders of similar names: deleted is only what bears our mark, or holds nothing.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use tempfile::TempDir;

use super::interrupt;
use crate::diagnostic::{Diagnostic, Findings};

/// What the names of all such folders begin with.
const PREFIX: &str = "scorebook-run-";

/// The file that says that everything beside it may be deleted.
const MARK: &str = ".scorebook-scratch";

/// How often a folder may be lost to another run that is just cleaning up.
const ATTEMPTS: usize = 100;

/// A folder that is deleted when it is dropped.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: TempDir,
    /// Let go after the folder is deleted. `None` where folders cannot be locked; there nobody deletes them for us.
    _held: Option<File>,
}

impl Scratch {
    /// A new folder among the temporary files of the system; a finding where none can be made.
    pub(super) fn new() -> Result<Self, Diagnostic> {
        let parent = std::env::temp_dir();
        let scratch = Self::in_folder(&parent).map_err(|error| {
            Diagnostic::error("no-scratch", format!("no temporary folder could be made: {error}"))
                .in_file(parent.display().to_string(), None)
                .help("free some disk space, or point TMPDIR at a folder that can be written to")
        })?;
        interrupt::remove_when_interrupted(scratch.path());
        clean_up(&parent, scratch.path());
        Ok(scratch)
    }

    /// The same for who collects findings.
    pub(super) fn or_find(findings: &mut Findings) -> Option<Self> {
        Self::new().map_err(|finding| findings.push(finding)).ok()
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    fn in_folder(parent: &Path) -> io::Result<Self> {
        let mut made = Self::attempt(parent);
        for _ in 1..ATTEMPTS {
            let taken = |error: &io::Error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::WouldBlock);
            if !made.as_ref().is_err_and(taken) || !parent.is_dir() {
                break;
            }
            made = Self::attempt(parent);
        }
        made
    }

    /// Between the making of the folder and the lock on it, another run may take it for one that nobody holds.
    fn attempt(parent: &Path) -> io::Result<Self> {
        let folder = builder().tempdir_in(parent)?;
        let held = match File::open(folder.path()).map(|file| (file.try_lock(), file)) {
            Ok((Ok(()), file)) => Some(file),
            Ok((Err(TryLockError::WouldBlock), _)) => return Err(io::ErrorKind::WouldBlock.into()),
            Ok((Err(TryLockError::Error(_)), _)) | Err(_) => None,
        };
        fs::write(folder.path().join(MARK), "")?;
        Ok(Self { folder, _held: held })
    }
}

/// Makes folders that nobody else on the machine can look into.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder
}

/// Deletes what runs that died have left in a folder; `own` is a scratch folder of this run.
///
/// What cannot be deleted is left to the next run.
fn clean_up(parent: &Path, own: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let (name, path) = (entry.file_name(), entry.path());
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && name.to_string_lossy().starts_with(PREFIX) && same_owner(&path, own) {
            delete_unless_held(&path);
        }
    }
}

fn delete_unless_held(path: &Path) {
    let Ok(folder) = File::open(path) else { return };
    if folder.try_lock().is_err() {
        return;
    }
    // The lock is held until everything is gone: who makes a folder of this name now waits for nobody.
    let _ = if path.join(MARK).is_file() { fs::remove_dir_all(path) } else { fs::remove_dir(path) };
}

#[cfg(unix)]
fn same_owner(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let owner = |path: &Path| fs::symlink_metadata(path).ok().map(|meta| meta.uid());
    owner(one) == owner(other)
}

#[cfg(not(unix))]
fn same_owner(_one: &Path, _other: &Path) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("readable").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn nobody_else_can_look_into_it_and_it_goes_with_its_run() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().expect("a folder");
        let scratch = Scratch::in_folder(parent.path()).expect("a folder");
        let mode = fs::metadata(scratch.path()).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        drop(scratch);
        assert_eq!(names(parent.path()), [""; 0]);
    }

    #[test]
    fn what_a_dead_run_left_is_deleted_and_nothing_else() {
        let parent = tempfile::tempdir().expect("a folder");
        let own = Scratch::in_folder(parent.path()).expect("a folder");
        let living = Scratch::in_folder(parent.path()).expect("a folder");
        let put = |path: &str| {
            let path = parent.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "x").expect("a file");
        };
        put(&format!("scorebook-run-dead/{MARK}"));
        put("scorebook-run-dead/copies/orders.csv");
        put("scorebook-run-of-a-friend/letter.txt");
        put(&format!("scorebook-sources/{MARK}"));
        fs::create_dir(parent.path().join("scorebook-run-died-early")).expect("a folder");
        clean_up(parent.path(), own.path());
        let name = |scratch: &Scratch| scratch.path().file_name().expect("a name").to_string_lossy().into_owned();
        let mut left = vec![name(&own), name(&living)];
        left.extend(["scorebook-run-of-a-friend", "scorebook-sources"].map(str::to_owned));
        left.sort();
        assert_eq!(names(parent.path()), left);
        assert!(living.path().join(MARK).is_file());
    }

    #[test]
    fn several_runs_at_once_lose_nothing_to_each_other() {
        let parent = tempfile::tempdir().expect("a folder");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let scratch = Scratch::in_folder(parent.path()).expect("a folder");
                        clean_up(parent.path(), scratch.path());
                        assert!(scratch.path().join(MARK).is_file());
                    }
                });
            }
        });
        assert_eq!(names(parent.path()), [""; 0]);
    }
}
