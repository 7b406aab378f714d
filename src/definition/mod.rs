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
    let mut all = Book::default();
    for (file, document) in documents {
        take(&mut checker, &mut across, (document, Span::beginning(*file)), &mut all);
    }
    validate::link_business_cases(&mut checker, &mut all.business_cases, &all.scorecards);
    validate::link_assessments(&mut checker, &all.assessments, &all.scorecards);
    validate::link_ratings(&mut checker, &all.swots, &all.portfolios, &all.scorecards);
    // Every kind of document that gives results to measures chains its givers here.
    let givers = validate::givers_of_assessments(&all.assessments);
    let givers: Vec<_> = givers
        .chain(validate::givers_of_ratings(&all.swots, &all.portfolios))
        .chain(validate::givers_of_customers(&all.customers))
        .chain(validate::givers_of_surveys(&all.surveys))
        .chain(validate::givers_of_business_cases(&all.business_cases))
        .collect();
    validate::link_results(&mut checker, &givers, &mut all.scorecards);
    let (models, contracts) = (checker.models, all.contracts.clone());
    let book = book.map(|book| Book {
        models,
        scorecards: all.scorecards,
        assessments: all.assessments,
        surveys: all.surveys,
        swots: all.swots,
        portfolios: all.portfolios,
        business_cases: all.business_cases,
        customers: all.customers,
        contracts: all.contracts,
        ..book
    });
    (book, contracts)
}

/// Checks one document and adds it to those of its kind.
fn take(checker: &mut Checker<'_>, across: &mut Across, (document, begin): (&Document, Span), all: &mut Book) {
    match document {
        Document::Scorecard(raw) => all.scorecards.push(validate::scorecard(checker, across, raw, begin)),
        Document::Assessment(raw) => all.assessments.push(validate::assessment(checker, across, raw, begin)),
        Document::Survey(raw) => all.surveys.push(validate::survey(checker, across, raw, begin)),
        Document::Swot(raw) => all.swots.push(validate::swot(checker, across, raw, begin)),
        Document::Portfolio(raw) => all.portfolios.push(validate::portfolio(checker, across, raw, begin)),
        Document::Customers(raw) => all.customers.push(validate::customers(checker, across, raw, begin)),
        Document::BusinessCase(raw) => all.business_cases.push(validate::business_case(checker, across, raw, begin)),
        Document::Data(raw) => all.contracts.extend(validate::contracts(checker, across, raw, begin)),
    }
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
