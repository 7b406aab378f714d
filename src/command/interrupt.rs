//! Ctrl-C and a pipeline's request to end: the scratch folder may hold decoded copies of a client's data, so it never
//! outlives the run, and a half-written site is taken away by the one that writes it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Mutex, Once};

static SCRATCH: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static HANDLER: Once = Once::new();
static PUBLISHING: AtomicBool = AtomicBool::new(false);
static ENDING: AtomicI32 = AtomicI32::new(INTERRUPTED);
static STOP: AtomicBool = AtomicBool::new(false);

/// What a shell calls a process that was interrupted.
const INTERRUPTED: i32 = 130;
/// How often a folder is tried to be removed.
const ATTEMPTS: usize = 20;

/// Removes `folder` should the run be interrupted.
pub(super) fn remove_when_interrupted(folder: &Path) {
    if let Ok(mut scratch) = SCRATCH.lock() {
        scratch.push(folder.to_owned());
    }
    listen();
}

/// From now on an interruption is how the run is meant to end, and no failure.
pub(super) fn is_the_end() {
    ENDING.store(0, Ordering::SeqCst);
    listen();
}

fn listen() {
    HANDLER.call_once(|| {
        // Without a handler the default applies: the process dies and the system's temporary folder keeps the copy.
        let _ = ctrlc::set_handler(interrupted);
    });
}

/// Publishes without being torn away between two steps: the first interruption only asks it to stop.
pub(super) fn while_publishing<T>(publish: impl FnOnce() -> T) -> T {
    PUBLISHING.store(true, Ordering::SeqCst);
    let published = publish();
    PUBLISHING.store(false, Ordering::SeqCst);
    published
}

/// Whether the run has been asked to stop.
pub(super) fn is_wanted() -> bool {
    STOP.load(Ordering::SeqCst)
}

/// The first time while publishing, who publishes sees it, cleans up and leaves; else there is nobody to wait for.
fn interrupted() {
    let asked_before = STOP.swap(true, Ordering::SeqCst);
    if asked_before || !PUBLISHING.load(Ordering::SeqCst) {
        leave();
    }
}

/// Removes the scratch folders and ends the process.
#[allow(clippy::exit, reason = "nothing is left to unwind to: the user asked the process to stop")]
pub(super) fn leave() -> ! {
    if let Ok(scratch) = SCRATCH.lock() {
        for folder in scratch.iter() {
            remove(folder);
        }
    }
    std::process::exit(ENDING.load(Ordering::SeqCst));
}

/// Removes a folder that another thread may still be writing to: a file that comes in between makes it fail once.
fn remove(folder: &Path) {
    for _ in 0..ATTEMPTS {
        if std::fs::remove_dir_all(folder).is_ok() || !folder.exists() {
            return;
        }
    }
}
