//! Bytes as a whole book: definition, drop, contracts, DuckDB, queries, scores. Slow, for each input starts an engine.

#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use scorebook::diagnostic::Findings;
use scorebook::engine::{self, DuckDb, Engine as _};
use scorebook::scorecard::{Book, EntityTree, Text};
use scorebook::{data, definition, evaluate};
use scorebook_fuzz::{Folder, render};

static FOLDER: LazyLock<Folder> = LazyLock::new(Folder::new);

fuzz_target!(|input: &[u8]| {
    FOLDER.fill(input, "data/orders.csv");
    FOLDER.default("scorebook.yaml", b"title: Test\n");
    FOLDER.default("scorecards/first.yaml", include_bytes!("../any-table.yaml"));
    let loaded = definition::load(&FOLDER.root);
    let mut findings = loaded.findings;
    if let Some(book) = &loaded.book {
        assess(&FOLDER.root, book, &mut findings);
    }
    render(&findings, &loaded.sources);
});

/// Everything behind the definition, as `scorebook check` does it.
fn assess(root: &Path, book: &Book, findings: &mut Findings) {
    let drop = data::collect(root, &book.contracts, &FOLDER.scratch, findings);
    if findings.has_errors() {
        return;
    }
    let Some(engine) = DuckDb::open(&drop.sources, &drop.files, book, &FOLDER.scratch, 1, findings) else { return };
    for scorecard in &book.scorecards {
        let entities = match &scorecard.entities {
            Some(source) => engine.entities(source, findings),
            None => Some(EntityTree::single(Text::default())),
        };
        let work: Vec<_> = scorecard.measures().map(|(index, ..)| (scorecard, index)).collect();
        let answers = engine::run_all(&engine, &work, 1, &|_| {}, findings);
        let series: Vec<_> = work.iter().zip(answers).filter_map(|((_, index), series)| Some((*index, series?))).collect();
        if let Some(entities) = entities {
            findings.extend(evaluate::evaluate(scorecard, &entities, &series, None).1);
        }
    }
}
