//! What was published before, kept in the book: read with it, and added to when a build publishes.
//!
//! The new text is written beside the old one before the site is published, so that a folder that cannot be written to
//! or a full disk stops the build while nothing has changed, and takes its place right after. Killed between the two,
//! a build leaves a site whose period is not in the history: the next one adds it, from the data there is then.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::pipeline::Card;
use crate::diagnostic::{Diagnostic, Findings, Sources};
use crate::history::{FOLDER, History, VersionId};
use crate::scorecard::{Book, DataDrop};
use crate::site;

/// Reads the history of every scorecard of a book that keeps one, with the period reported on as it is published.
pub(super) fn read(
    root: &Path,
    (book, sources, drop): (&Book, &Sources, &DataDrop),
    cards: &mut [Card],
    findings: &mut Findings,
) {
    if !book.history {
        return;
    }
    let version = VersionId::new(&site::definitions(sources), &drop.hash);
    for (scorecard, card) in book.scorecards.iter().zip(cards) {
        let path = History::path_of(scorecard);
        match text(&root.join(&path)) {
            Ok(text) => {
                let history = History::read(path, text, scorecard.frequency, findings);
                card.history = Some(history.publish(scorecard, &card.entities, &card.evaluation, &version));
            }
            Err(why) => findings.push(
                Diagnostic::error("history-unreadable", format!("the history cannot be read: {why}"))
                    .in_file(path, None)
                    .help("check that the file is text and may be read; `git restore` brings it back as it was"),
            ),
        }
    }
}

/// The text of a file; `None` where there is none yet.
fn text(path: &Path) -> Result<Option<String>, String> {
    match fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(|_| "it is not UTF-8".to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

/// New texts of histories, written and not yet in their places; dropped, they are removed.
pub(super) struct Pending {
    files: Vec<(NamedTempFile, PathBuf, String)>,
}

impl Pending {
    /// Writes what the histories of these scorecards gain, beside them.
    pub(super) fn prepare(root: &Path, cards: &[Card]) -> Result<Self, Diagnostic> {
        let mut files = Vec::new();
        for history in cards.iter().filter_map(|card| card.history.as_ref()).filter(|each| !each.added().is_empty()) {
            let place = root.join(&history.path);
            let written = beside(&root.join(FOLDER), history);
            let file = written.map_err(|error| unwritable(&history.path, &error.to_string()))?;
            files.push((file, place, history.text.get(..history.kept).unwrap_or_default().to_owned()));
        }
        let pending = Self { files };
        pending.check()?;
        Ok(pending)
    }

    /// Puts them in their places, once the site is published.
    pub(super) fn keep(self) -> Result<(), Diagnostic> {
        self.check()?;
        for (file, place, _) in self.files {
            let path = place.display().to_string();
            file.persist(place).map_err(|error| unwritable(&path, &error.to_string()))?;
        }
        Ok(())
    }

    /// Whether the files are still what was read: another build may have published meanwhile.
    fn check(&self) -> Result<(), Diagnostic> {
        let moved = self
            .files
            .iter()
            .find(|(_, place, was)| text(place).ok().map(Option::unwrap_or_default).as_ref() != Some(was));
        match moved {
            None => Ok(()),
            Some((_, place, _)) => {
                Err(Diagnostic::error("history-moved", "the history was written by somebody else meanwhile")
                    .in_file(place.display().to_string(), None)
                    .help("build again: what was published first stays"))
            }
        }
    }
}

fn beside(folder: &Path, history: &History) -> std::io::Result<NamedTempFile> {
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".history-").suffix(".new");
    #[cfg(unix)]
    {
        // As any other file of the book; the umask takes away what it takes away.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(history.text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn unwritable(path: &str, why: &str) -> Diagnostic {
    Diagnostic::error("history-unwritable", format!("the history cannot be written: {why}"))
        .in_file(path.to_owned(), None)
        .help(
            "make `scorecards/history` a folder that can be written to, or take `history: true` out of scorebook.yaml",
        )
}
