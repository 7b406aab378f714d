//! One of the two editions: found, and read from a site or worked out from a book.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use tempfile::TempDir;

use super::super::console::Console;
use super::super::pipeline::{self, Assessed, Ready};
use super::git;
use crate::cli::Run;
use crate::compare::{Earlier, Edition, Origin, Taken};
use crate::diagnostic::{Diagnostic, Findings, Sources};
use crate::site;

/// Where an edition comes from.
pub(in crate::command) enum Side {
    /// A folder a build has written.
    Site(PathBuf),
    /// A book and the folder whose `data/` it reads.
    Book {
        root: PathBuf,
        data: PathBuf,
        /// Holds the revision; removed when the comparison ends.
        _scratch: Option<TempDir>,
    },
}

/// Findings, and the files they point into.
pub(in crate::command) type Refused = (Findings, Sources);

/// The outputs a manifest names; the rest is not needed here.
#[derive(Deserialize)]
struct Manifest {
    tool: String,
    data_drop: String,
    definitions: String,
    outputs: Vec<Output>,
}

#[derive(Deserialize)]
struct Output {
    path: String,
}

impl Side {
    /// What `name` means: a site, its manifest, a book, or a revision of `book`.
    pub(in crate::command) fn find(name: &str, book: &Path) -> Result<Self, Diagnostic> {
        if let Some(revision) = name.strip_prefix("git:") {
            return Self::revision(revision, book);
        }
        let path = PathBuf::from(name);
        if path.join("manifest.json").is_file() {
            return Ok(Self::Site(path));
        }
        if path.is_file() && path.file_name().is_some_and(|name| name == "manifest.json") {
            return Ok(Self::Site(path.parent().map_or_else(PathBuf::new, Path::to_owned)));
        }
        if path.join("scorebook.yaml").is_file() {
            return Ok(Self::Book { root: path.clone(), data: path, _scratch: None });
        }
        if git::knows(book, name) {
            return Self::revision(name, book);
        }
        Err(Diagnostic::error("diff-side", format!("`{name}` is no edition of a book"))
            .help("name a site, its manifest.json, a folder with a scorebook.yaml, or a git revision such as `HEAD~1`"))
    }

    /// A revision without data reads the book's own: data drops are often kept out of git.
    fn revision(revision: &str, book: &Path) -> Result<Self, Diagnostic> {
        let scratch = tempfile::Builder::new().prefix("scorebook-").tempdir();
        let scratch = scratch.map_err(|error| {
            Diagnostic::error("no-scratch", format!("no temporary folder could be made: {error}"))
                .help("free some disk space, or point TMPDIR at a folder that can be written to")
        })?;
        let root = git::write_out(book, revision, scratch.path())?;
        if !root.join("scorebook.yaml").is_file() {
            return Err(Diagnostic::error("diff-revision", format!("`{revision}` holds no book here"))
                .help("name the book's folder with --book, or a later revision"));
        }
        let data = if root.join("data").is_dir() { root.clone() } else { book.to_owned() };
        Ok(Self::Book { root, data, _scratch: Some(scratch) })
    }

    /// The editions of all its scorecards.
    pub(in crate::command) fn editions(&self, run: &Run, console: &Console) -> Result<Vec<Edition>, Refused> {
        Ok(self.earlier(run, console)?.editions)
    }

    /// The editions with what they were made from.
    pub(in crate::command) fn earlier(&self, run: &Run, console: &Console) -> Result<Earlier, Refused> {
        match self {
            Self::Site(folder) => published(folder).map_err(|finding| (finding.into(), Sources::default())),
            Self::Book { root, data, .. } => assessed(root, data, run, console),
        }
    }

    /// The definitions of this side on the data of the other; `None` unless both are books.
    pub(in crate::command) fn on_data_of(&self, other: &Self, run: &Run, console: &Console) -> Option<Vec<Edition>> {
        let (Self::Book { root, .. }, Self::Book { data, .. }) = (self, other) else { return None };
        // A definition need not fit the other's data: then the two stay together.
        assessed(root, data, run, console).ok().map(|earlier| earlier.editions)
    }
}

fn assessed(root: &Path, data: &Path, run: &Run, console: &Console) -> Result<Earlier, Refused> {
    let Assessed { sources, findings, ready, .. } = pipeline::assess_on(root, data, run, console);
    let Some(ready) = ready.filter(|_| !findings.has_errors()) else { return Err((findings, sources)) };
    let origin =
        Origin { published: false, data_drop: ready.drop.hash.clone(), definitions: site::definitions(&sources) };
    Ok(Earlier { origin, editions: editions(&ready) })
}

/// The editions of an assessed book.
pub(in crate::command) fn editions(ready: &Ready) -> Vec<Edition> {
    let cards = ready.book.scorecards.iter().zip(&ready.cards);
    let editions = cards.map(|(scorecard, card)| {
        let taken = Taken {
            book: &ready.book,
            scorecard,
            entities: &card.entities,
            series: &card.series,
            evaluation: &card.evaluation,
            drop: &ready.drop,
            tool: env!("CARGO_PKG_VERSION"),
        };
        taken.edition()
    });
    editions.collect()
}

/// The editions a site keeps.
fn published(folder: &Path) -> Result<Earlier, Diagnostic> {
    let manifest: Manifest = read(&folder.join("manifest.json"))?;
    let is_edition = |path: &&str| path.starts_with("data/") && path.ends_with("/edition.json");
    let paths = manifest.outputs.iter().map(|output| output.path.as_str()).filter(is_edition);
    let editions = paths.map(|path| read(&folder.join(path))).collect::<Result<Vec<Edition>, _>>()?;
    if manifest.tool != "scorebook" || editions.is_empty() {
        return Err(Diagnostic::error("diff-site", "this site keeps no editions of its scorecards".to_owned())
            .in_file(folder.display().to_string(), None)
            .help("build it again with this version, or compare the books instead"));
    }
    let Manifest { data_drop, definitions, .. } = manifest;
    Ok(Earlier { origin: Origin { published: true, data_drop, definitions }, editions })
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Diagnostic> {
    let failed = |why: String| {
        Diagnostic::error("diff-site", format!("the site cannot be compared: {why}"))
            .in_file(path.display().to_string(), None)
            .help("name a whole site as a build writes it; `data/` belongs to it")
    };
    let bytes = std::fs::read(path).map_err(|error| failed(error.to_string()))?;
    serde_json::from_slice(&bytes).map_err(|error| failed(format!("it is not as this version writes it ({error})")))
}
