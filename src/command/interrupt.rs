//! Ctrl-C: the scratch folder may hold decoded copies of a client's data, so it never outlives the run.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once};

static SCRATCH: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static HANDLER: Once = Once::new();

/// What a shell calls a process that was interrupted.
const INTERRUPTED: i32 = 130;

/// Removes `folder` should the run be interrupted. The published site needs no such care: it is swapped in whole.
pub(super) fn remove_when_interrupted(folder: &Path) {
    if let Ok(mut scratch) = SCRATCH.lock() {
        scratch.push(folder.to_owned());
    }
    HANDLER.call_once(|| {
        // Without a handler the default applies: the process dies and the system's temporary folder keeps the copy.
        let _ = ctrlc::set_handler(leave);
    });
}

#[allow(clippy::exit, reason = "nothing is left to unwind to: the user asked the process to stop")]
fn leave() {
    if let Ok(scratch) = SCRATCH.lock() {
        for folder in scratch.iter() {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
    std::process::exit(INTERRUPTED);
}
