//! A book from the data that is there: reads it, lets the starter propose, and finds out what each measure was.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::console::Console;
use super::scratch::Scratch;
use crate::data::{self, Collected};
use crate::definition;
use crate::diagnostic::{Diagnostic, Findings};
use crate::engine::{self, DuckDb, Engine as _};
use crate::evaluate::{self, Evaluation};
use crate::scorecard::{Book, EntityIndex, EntityTree, NodeIndex, Scorecard, Text};
use crate::starter::{self, Proposal, StarterFile};

/// The files of a book about the data in a folder; `None`, with findings, when there is nothing to measure.
pub(super) fn files(dir: &Path, console: &Console, findings: &mut Findings) -> Option<Vec<StarterFile>> {
    let scratch = Scratch::or_find(findings)?;
    let bar = console.spinner("looking");
    let collected = data::collect(dir, &[], scratch.path(), findings);
    let files = propose(&collected, scratch.path(), findings)
        .and_then(|proposal| fill(&proposal, &collected, scratch.path(), findings));
    bar.finish_and_clear();
    files
}

fn propose(collected: &Collected, scratch: &Path, findings: &mut Findings) -> Option<Proposal> {
    let engine = open(collected, &Book::default(), scratch, findings)?;
    let profiles: Option<Vec<_>> = engine.tables().iter().map(|table| engine.profile(table, findings)).collect();
    let proposal = starter::propose(&profiles?);
    if proposal.is_empty() && !findings.has_errors() {
        let help = "put exported files (csv, parquet, json, xlsx) into data/ in this folder, then run this again";
        findings.push(Diagnostic::error("no-data", "there is no table with rows to look at").help(help));
    }
    (!proposal.is_empty() && !findings.has_errors()).then_some(proposal)
}

/// Runs the proposed queries once, so that baselines and targets can rest on what was.
fn fill(
    proposal: &Proposal,
    collected: &Collected,
    scratch: &Path,
    findings: &mut Findings,
) -> Option<Vec<StarterFile>> {
    let draft = scratch.join("draft");
    for file in proposal.draft() {
        let path = draft.join(&file.path);
        let folder = path.parent().unwrap_or(&draft);
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, &file.bytes));
        written.map_err(|error| findings.push(not_drafted(&error.to_string()))).ok()?;
    }
    let loaded = definition::load(&draft);
    let Some(book) = loaded.book else {
        findings.push(not_drafted(&loaded.findings.iter().map(|f| f.message.as_str()).collect::<Vec<_>>().join("; ")));
        return None;
    };
    // What the data has against it has been said when the tables were looked at.
    let engine = open(collected, &book, scratch, &mut Findings::default())?;
    let histories = book.scorecards.iter().filter_map(|scorecard| history(&engine, scorecard));
    let history: BTreeMap<String, Vec<f64>> = histories.flatten().collect();
    if history.values().all(Vec::is_empty) {
        findings.push(not_drafted("no query gave a value"));
        return None;
    }
    Some(proposal.files(&history))
}

fn not_drafted(reason: &str) -> Diagnostic {
    Diagnostic::error("no-proposal", format!("no scorecard could be proposed from this data: {reason}"))
        .help("begin with `--template balanced-scorecard` and write the queries yourself")
}

/// The actuals of the whole over time, by path; measures whose query fails have none.
fn history(engine: &DuckDb, scorecard: &Scorecard) -> Option<Vec<(String, Vec<f64>)>> {
    let mut aside = Findings::default();
    let entities = match &scorecard.entities {
        Some(source) => engine.entities(source, &mut aside)?,
        None => EntityTree::single(Text::default()),
    };
    let work: Vec<(&Scorecard, NodeIndex)> = scorecard.measures().map(|(index, ..)| (scorecard, index)).collect();
    let answers = engine::run_all(engine, &work, 1, &|_| (), &mut aside);
    let series: Vec<_> =
        work.iter().zip(answers).map(|((_, index), answer)| (*index, answer.unwrap_or_default())).collect();
    let (evaluation, _) = evaluate::evaluate(scorecard, &entities, &series, None);
    let evaluation = evaluation?;
    Some(work.iter().map(|(_, index)| (scorecard.node(*index).path.clone(), actuals(&evaluation, *index))).collect())
}

fn actuals(evaluation: &Evaluation, measure: NodeIndex) -> Vec<f64> {
    let top: EntityIndex = EntityTree::TOP;
    evaluation.history(top, measure).filter_map(|(_, outcome)| outcome.actual).collect()
}

fn open(collected: &Collected, book: &Book, scratch: &Path, findings: &mut Findings) -> Option<DuckDb> {
    DuckDb::open(&collected.sources, &collected.files, book, scratch, 1, findings)
}
