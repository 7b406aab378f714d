//! Books that must be refused, each with its exact message.
//!
//! A folder in `tests/refused/` is a whole small book with one thing wrong and `expected.txt`, what is printed
//! about it. `SCOREBOOK_BLESS=1 cargo test --test refused` writes what is printed now: read it before you commit it.

use std::fs;
use std::path::{Path, PathBuf};

use scorebook::command::{judge, statements, weigh, weigh_factors};
use scorebook::diagnostic::{Findings, Renderer, Sources};
use scorebook::engine::{self, DuckDb, Engine as _};
use scorebook::method::assessment::{Evidence, Measured};
use scorebook::scorecard::{Book, EntityTree, Text};
use scorebook::{data, definition, evaluate, method};

/// What `scorebook check` finds in a book, and the texts it points into.
fn findings_of(book: &Path) -> (Findings, Sources) {
    let loaded = definition::load(book);
    assert_eq!(loaded.book.is_none(), loaded.findings.has_errors(), "a book is given exactly when it has no errors");
    let mut findings = loaded.findings;
    if let Some(definition) = loaded.book {
        assess(book, &definition, &mut findings);
    }
    (findings, loaded.sources)
}

/// Everything behind the definition: the data, the queries, the scores.
fn assess(root: &Path, book: &Book, findings: &mut Findings) {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let drop = data::collect(root, &book.contracts, scratch.path(), findings);
    if findings.has_errors() {
        return;
    }
    let Some(engine) = DuckDb::open(&drop.sources, &drop.files, book, scratch.path(), 1, findings) else { return };
    let mut scorecards = book.scorecards.clone();
    weigh::by_judgement(&engine, &mut scorecards, findings);
    let mut as_of = None;
    for scorecard in &mut scorecards {
        let entities = match &scorecard.entities {
            Some(source) => engine.entities(source, findings),
            None => Some(EntityTree::single(Text::default())),
        };
        let work: Vec<_> = scorecard.measures().map(|(index, ..)| (&*scorecard, index)).collect();
        let answers = engine::run_all(&engine, &work, 1, &|_| {}, findings);
        let series = work.iter().zip(answers).map(|((_, index), series)| Some((*index, series?)));
        let Some((entities, series)) = entities.zip(series.collect::<Option<Vec<_>>>()) else { continue };
        let (evaluation, found) = evaluate::evaluate(scorecard, &entities, &series, None);
        findings.extend(found);
        if let Some(evaluation) = &evaluation {
            weigh::by_history(scorecard, evaluation, findings);
        }
        as_of = as_of.max(evaluation.map(|evaluation| evaluation.period));
    }
    assess_all(book, &engine, findings);
    for case in &book.business_cases {
        statements::work_out(&engine, case, findings);
    }
    engine.quality(book, as_of, findings);
}

/// The assessments of a book, as far as people rate them.
fn assess_all(book: &Book, engine: &DuckDb, findings: &mut Findings) {
    let mut assessments = book.assessments.clone();
    weigh_factors::by_judgement(engine, &mut assessments, findings);
    for assessment in &mut assessments {
        let entities = match &assessment.entities {
            Some(source) => engine.entities(source, findings),
            None => Some(EntityTree::single(Text::default())),
        };
        let (Some(entities), Some(panel)) = (entities, engine.panel(assessment, findings)) else { continue };
        let (panel, measured) = (&panel, &Measured::new());
        let evidence = Evidence { assessment, entities: &entities, panel, measured };
        let (appraisal, found) = method::assessment::evaluate(evidence, None);
        findings.extend(found);
        if let Some(mut appraisal) = appraisal {
            weigh_factors::by_history(assessment, &mut appraisal, findings);
        }
    }
    for swot in &book.swots {
        judge::rate_swot(engine, swot, &method::rating::Measured::new(), None, findings);
    }
    for portfolio in &book.portfolios {
        judge::rate_portfolio(engine, portfolio, &method::rating::Measured::new(), None, findings);
    }
}

/// The folders in `tests/refused`, by name.
fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refused");
    let entries = fs::read_dir(&folder).expect("tests/refused");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).filter(|p| p.is_dir()).collect();
    cases.sort();
    cases
}

/// What is wrong with the outcome of a case, if anything.
fn differs(case: &Path) -> Option<String> {
    let name = case.file_name().unwrap_or_default().to_string_lossy();
    let (findings, sources) = findings_of(case);
    if !findings.has_errors() {
        return Some(format!("{name}: was not refused\n"));
    }
    let printed = Renderer::default().render(&findings, &sources);
    let file = case.join("expected.txt");
    if std::env::var_os("SCOREBOOK_BLESS").is_some() {
        fs::write(&file, &printed).expect("expected.txt can be written");
        return None;
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    (printed != expected).then(|| format!("{name}: expected\n{expected}\nbut it prints\n{printed}"))
}

#[test]
fn every_book_is_refused_with_its_message() {
    let cases = cases();
    assert!(cases.len() >= 40, "only {} cases", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(|case| differs(case)).collect();
    assert!(wrong.is_empty(), "{} of {} cases differ\n\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
