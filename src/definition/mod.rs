//! What the YAML of a book says: finds it, reads it, checks it, and gives a [`Book`].
//!
//! | step | takes | gives |
//! |---|---|---|
//! | `discover` | the book's folder | paths |
//! | `files` | a path | UTF-8 text |
//! | `yaml` | text | a tree of nodes with their places |
//! | `decode` | the tree | the structs of `raw` |
//! | `validate` | `raw` | [`crate::scorecard`] types |
//!
//! Every step reports all it finds. To add a field: a line in its struct in `raw/`, what it means in the file of its
//! subject in `validate/`, a row in `docs/scorecards.md`. [`schema`] reads the same structs for editors.

mod decode;
mod discover;
mod document;
mod files;
mod raw;
pub mod schema;
mod validate;
mod yaml;

use std::path::Path;

use crate::diagnostic::{Diagnostic, FileId, Findings, Sources, Span};
use crate::scorecard::{Book, Contract};
use document::Document;
use files::Files;
use validate::{Across, Checker};

/// What a book's definition gives.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The book; `None` when anything forbids it.
    pub book: Option<Book>,
    /// Its table contracts as far as they can be read, also where there is no book: files are found by them.
    pub contracts: Vec<Contract>,
    /// The texts findings point into.
    pub sources: Sources,
    /// Everything found, errors and warnings.
    pub findings: Findings,
}

/// What reading a definition may cost.
struct Bounds {
    /// Bytes of one file.
    bytes: u64,
    /// Levels of nesting.
    depth: usize,
    /// Values in one document.
    nodes: usize,
    /// Anchors, aliases and merge keys in one document.
    aliases: usize,
    /// Values that aliases repeat.
    replayed: usize,
}

const LIMITS: Bounds = Bounds { bytes: 1_000_000, depth: 32, nodes: 100_000, aliases: 500, replayed: 10_000 };

/// Loads the book in a folder: `scorebook.yaml` and everything under `scorecards/`.
pub fn load(root: &Path) -> Loaded {
    let mut findings = Findings::default();
    let root = match std::fs::canonicalize(root) {
        Ok(root) if root.is_dir() => root,
        _ => {
            let (contracts, sources) = (Vec::new(), Sources::default());
            return Loaded { book: None, contracts, sources, findings: no_folder(root).into() };
        }
    };
    let found = discover::find(&root, &mut findings);
    let mut files = Files::new(root);
    let book = document::book(&mut files, &mut findings);
    let documents: Vec<(FileId, Document)> =
        found.documents.iter().filter_map(|path| document::read(&mut files, path, &mut findings)).collect();
    let (locales, models) = (Vec::new(), Vec::new());
    let checker =
        Checker { locales, files: &mut files, queries: &found.queries, models, min_group: 0, findings: &mut findings };
    let (book, contracts) = assemble(checker, book.as_ref(), &documents);
    if !documents.iter().any(|(_, document)| matches!(document, Document::Scorecard(_))) && !findings.has_errors() {
        findings.push(no_scorecards());
    }
    let book = book.filter(|_| !findings.has_errors());
    Loaded { book, contracts, sources: files.sources, findings }
}

fn assemble(
    mut checker: Checker<'_>,
    book: Option<&(FileId, raw::Book)>,
    documents: &[(FileId, Document)],
) -> (Option<Book>, Vec<Contract>) {
    let mut across = Across::default();
    let book = book.map(|(file, raw)| validate::book(&mut checker, &mut across, raw, Span::beginning(*file)));
    let (mut scorecards, mut assessments, mut contracts) = (Vec::new(), Vec::new(), Vec::new());
    let mut business_cases = Vec::new();
    for (file, document) in documents {
        match document {
            Document::Scorecard(raw) => {
                scorecards.push(validate::scorecard(&mut checker, &mut across, raw, Span::beginning(*file)));
            }
            Document::Assessment(raw) => {
                assessments.push(validate::assessment(&mut checker, &mut across, raw, Span::beginning(*file)));
            }
            Document::BusinessCase(raw) => {
                let case = validate::business_case(&mut checker, &mut across, raw, Span::beginning(*file));
                business_cases.push(case);
            }
            Document::Data(raw) => {
                contracts.extend(validate::contracts(&mut checker, &mut across, raw, Span::beginning(*file)));
            }
        }
    }
    validate::link_business_cases(&mut checker, &mut business_cases, &scorecards);
    validate::link_assessments(&mut checker, &assessments, &scorecards);
    // Every kind of document that gives results to measures chains its givers here.
    let givers: Vec<_> = validate::givers_of_assessments(&assessments)
        .chain(validate::givers_of_business_cases(&business_cases))
        .collect();
    validate::link_results(&mut checker, &givers, &mut scorecards);
    let models = checker.models;
    let book =
        book.map(|book| Book { models, scorecards, assessments, business_cases, contracts: contracts.clone(), ..book });
    (book, contracts)
}

fn no_folder(root: &Path) -> Diagnostic {
    Diagnostic::error("no-book", "there is no such folder")
        .in_file(root.to_string_lossy(), None)
        .help("name the folder that holds `scorebook.yaml`")
}

fn no_scorecards() -> Diagnostic {
    Diagnostic::error("no-scorecards", "this book has no scorecards")
        .in_file("scorecards", None)
        .help("put at least one document with `kind: scorecard` into `scorecards/`, as a file ending in .yaml")
}
