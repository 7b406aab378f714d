//! Keeps two builds of one site apart.
//!
//! The lock is the operating system's, on an open file, so that it ends with the process that holds it, however that
//! ends. The file beside the site is only something to lock. Deleting it needs care: a build that opened it just before
//! would lock a file without a name while a third makes a new one, and both would think they are alone. So a lock
//! counts only when the path still leads to the locked file, and only who holds such a lock deletes the file.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;

/// How often a file may vanish between opening and locking it. Each time another build has just ended.
const ATTEMPTS: usize = 1_000;

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

/// Why there is no lock.
#[derive(Debug)]
pub(super) enum NoLock {
    /// Somebody else holds it.
    Busy,
    /// The file cannot be made.
    Unwritable(io::Error),
}

impl Lock {
    /// Takes the lock at a path, without waiting for somebody else to let go of it.
    pub(super) fn acquire(path: &Path) -> Result<Self, NoLock> {
        for _ in 0..ATTEMPTS {
            let file = File::create(path).map_err(NoLock::Unwritable)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(NoLock::Busy),
                // A file system without locks (some network drives) is no reason not to publish.
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            if leads_to(path, &file) {
                return Ok(Self { path: path.to_path_buf(), file });
            }
        }
        Err(NoLock::Busy)
    }
}

impl Drop for Lock {
    /// The file goes before the lock does: from then on whoever has it open finds that the path leads elsewhere.
    fn drop(&mut self) {
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
    }
}

/// Whether a path leads to an open file.
#[cfg(unix)]
fn leads_to(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |of: io::Result<fs::Metadata>| of.ok().map(|meta| (meta.dev(), meta.ino()));
    // What cannot be told about an open file is no reason to ask for ever.
    identity(file.metadata()).is_none_or(|own| identity(fs::metadata(path)) == Some(own))
}

/// Elsewhere files have no such identity, and so the file is never deleted.
#[cfg(not(unix))]
fn leads_to(_path: &Path, _file: &File) -> bool {
    true
}

impl NoLock {
    /// What a person reads; `out` is the site.
    pub(super) fn finding(self, out: &Path) -> Diagnostic {
        match self {
            Self::Busy => Diagnostic::error("site-busy", "another build is writing this site")
                .in_file(out.display().to_string(), None)
                .help("wait for it to finish, or write to another folder with --out"),
            Self::Unwritable(error) => super::target::unwritable(out, &error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn only_one_of_several_is_inside() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        let (inside, entered) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..5_000 {
                        let Ok(lock) = Lock::acquire(&path) else { continue };
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two at once");
                        entered.fetch_add(1, Ordering::SeqCst);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(lock);
                    }
                });
            }
        });
        assert!(entered.into_inner() > 100);
        assert_eq!(path.exists(), cfg!(not(unix)));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_was_deleted_and_made_again_is_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        let first = File::create(&path).expect("writable");
        assert!(leads_to(&path, &first));
        fs::remove_file(&path).expect("deleted");
        assert!(!leads_to(&path, &first));
        let held = Lock::acquire(&path).expect("nobody holds it");
        assert!(!leads_to(&path, &first));
        assert!(matches!(Lock::acquire(&path), Err(NoLock::Busy)));
        drop(held);
        assert!(Lock::acquire(&path).is_ok());
    }
}
