//! A folder that becomes the site as a whole or not at all.
//!
//! Everything is written into `.NAME.tmp-new` beside the site. When it is complete, the old site moves to
//! `.NAME.tmp-old`, the new one takes its place and the old one is deleted. A lock keeps two builds apart, so
//! whatever a dead run left behind can be told from a live one and is cleaned up by the next.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::manifest::{TOOL, hash};
use crate::diagnostic::Diagnostic;

/// A site being written.
pub(super) struct Staging {
    out: PathBuf,
    new: PathBuf,
    old: PathBuf,
    /// Let go after everything else, when the fields are dropped.
    _lock: Lock,
    written: BTreeMap<String, String>,
    committed: bool,
}

impl Staging {
    /// Prepares to replace the site at `out`.
    ///
    /// Refuses a folder that is neither empty nor a site of ours, and a place that cannot be written to.
    pub(super) fn begin(out: &Path) -> Result<Self, Diagnostic> {
        let out = resolve(out)?;
        let (Some(parent), Some(name)) = (out.parent(), out.file_name().and_then(|name| name.to_str())) else {
            return Err(refused(&out, "it is no folder a site can be put in"));
        };
        fs::create_dir_all(parent).map_err(|error| unwritable(parent, &error))?;
        let beside = |what: &str| parent.join(format!(".{name}.tmp-{what}"));
        let (new, old, lock_path) = (beside("new"), beside("old"), beside("lock"));
        let lock = Lock::acquire(&lock_path).map_err(|none| none.finding(&out))?;
        let staging = Self { out, new, old, _lock: lock, written: BTreeMap::new(), committed: false };
        staging.recover()?;
        staging.check_replaceable()?;
        fs::create_dir(&staging.new).map_err(|error| unwritable(&staging.new, &error))?;
        Ok(staging)
    }

    /// Puts right what a dead run left behind: an old site that was moved away and never replaced comes back.
    fn recover(&self) -> Result<(), Diagnostic> {
        let failed = |error: io::Error| unwritable(&self.out, &error);
        if self.old.exists() && !self.out.exists() {
            fs::rename(&self.old, &self.out).map_err(failed)?;
        }
        for leftover in [&self.new, &self.old] {
            if leftover.exists() {
                fs::remove_dir_all(leftover).map_err(failed)?;
            }
        }
        Ok(())
    }

    fn check_replaceable(&self) -> Result<(), Diagnostic> {
        if !self.out.exists() {
            return Ok(());
        }
        if !self.out.is_dir() {
            return Err(refused(&self.out, "it is a file"));
        }
        let mut entries = fs::read_dir(&self.out).map_err(|error| unwritable(&self.out, &error))?;
        if entries.next().is_none() || is_ours(&self.out) {
            return Ok(());
        }
        Err(refused(&self.out, "it holds files, but no manifest.json of a Scorebook site"))
    }

    /// Writes a file of the site; `path` is relative to it, with `/`.
    pub(super) fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        let target = self.new.join(path);
        let written = target.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&target, bytes));
        written.map_err(|error| unwritable(&target, &error))?;
        self.written.insert(path.to_owned(), hash(bytes));
        Ok(())
    }

    /// Path → hash of everything written so far.
    pub(super) fn written(&self) -> &BTreeMap<String, String> {
        &self.written
    }

    /// Puts the new site in the place of the old one; where that fails, the old one stays.
    pub(super) fn commit(mut self) -> Result<PathBuf, Diagnostic> {
        let failed = |error: io::Error| unwritable(&self.out, &error);
        let replaces = self.out.exists();
        if replaces {
            fs::rename(&self.out, &self.old).map_err(failed)?;
        }
        if let Err(error) = fs::rename(&self.new, &self.out) {
            if replaces {
                fs::rename(&self.old, &self.out).map_err(failed)?;
            }
            return Err(failed(error));
        }
        self.committed = true;
        // The new site stands; what cannot be deleted now is cleaned up by the next run.
        let _ = fs::remove_dir_all(&self.old);
        Ok(self.out.clone())
    }
}

impl Drop for Staging {
    /// An unfinished site leaves nothing behind. Failing to delete is not worth a word: the next run tries again.
    fn drop(&mut self) {
        if !self.committed {
            let _ = fs::remove_dir_all(&self.new);
        }
    }
}

/// The absolute path of a site; a link to a folder is followed, so that the link itself is not replaced.
fn resolve(out: &Path) -> Result<PathBuf, Diagnostic> {
    match fs::canonicalize(out) {
        Ok(path) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            std::path::absolute(out).map_err(|error| unwritable(out, &error))
        }
        Err(error) => Err(unwritable(out, &error)),
    }
}

/// Whether a folder holds a site written by this tool.
fn is_ours(folder: &Path) -> bool {
    let manifest = fs::read(folder.join("manifest.json")).ok();
    let manifest = manifest.and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    manifest.is_some_and(|manifest| manifest.get("tool").and_then(|tool| tool.as_str()) == Some(TOOL))
}

fn refused(out: &Path, why: &str) -> Diagnostic {
    Diagnostic::error("site-not-ours", format!("the folder for the site is not replaced: {why}"))
        .in_file(out.display().to_string(), None)
        .help("name an empty folder or an earlier site; a build replaces the whole folder")
}

/// A finding about a place that cannot be written to.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("site-unwritable", format!("the site cannot be written: {error}"))
        .in_file(path.display().to_string(), None)
        .help("check that the folder exists, is yours to write to and that the disk has room")
}
