//! Every question to the engine, answered from memory where it can be.
//!
//! A new kind of question is a method here that asks [`Cached::answer`], its key in [`super::questions`], and the type of
//! its answer in [`super::stored`]. Whatever the answer depends on belongs to the key; what may be found while it is
//! worked out points into the anchors of the question.

use super::cached::Cached;
use super::tally::About;
use crate::diagnostic::Findings;
use crate::engine::{self, DuckDb, Engine, RowsWanted};
use crate::scorecard::{
    Assessment, Book, Contract, EntitySource, EntityTree, Listing, NodeIndex, Panel, Period, Scorecard, Series,
    SourceRows, Sql, Table, TableProfile, TableQuality, ValueSource,
};

impl Cached {
    fn quality_of(
        &self,
        table: &Table,
        book: &Book,
        as_of: Option<Period>,
        findings: &mut Findings,
    ) -> Option<TableQuality> {
        let contract = book.contracts.iter().find(|contract| contract.table.eq_ignore_ascii_case(&table.name));
        let question = self.question(|known, engine| known.quality(table, contract, as_of, engine));
        let ask = |engine: &DuckDb, findings: &mut Findings| {
            let quality = engine.quality_of(table, book, as_of, findings);
            // Fewer columns than there are: it took too long to count, and another time it may not.
            (quality.columns.len() == table.columns.len() || findings.has_errors()).then_some(quality)
        };
        self.answer(("quality", About::Tables), question, findings, ask)
    }
}

impl Engine for Cached {
    fn tables(&self) -> &[Table] {
        self.known_tables()
    }

    fn entities(&self, source: &EntitySource, findings: &mut Findings) -> Option<EntityTree> {
        let question = self.question(|known, _| known.entities(source));
        let ask = |engine: &DuckDb, own: &mut Findings| engine.entities(source, own);
        self.answer(("entities", About::Tables), question, findings, ask)
    }

    fn series(&self, scorecard: &Scorecard, measure: NodeIndex, findings: &mut Findings) -> Option<Series> {
        match scorecard.node(measure).measure().map(|own| &own.source) {
            Some(ValueSource::Stated(_)) => return engine::stated(scorecard, measure, findings),
            Some(ValueSource::Result(_)) => return Some(Series::default()),
            _ => {}
        }
        let question = self.question(|known, engine| known.series(scorecard, measure, engine));
        let ask = |engine: &DuckDb, own: &mut Findings| engine.series(scorecard, measure, own);
        self.answer(("series", About::Measures), question, findings, ask)
    }

    fn listing(&self, sql: &Sql, columns: &[&str], subject: &str, findings: &mut Findings) -> Option<Listing> {
        let question = self.question(|known, engine| known.listing(sql, columns, subject, engine));
        let ask = |engine: &DuckDb, own: &mut Findings| engine.listing(sql, columns, subject, own);
        self.answer(("listing", About::Judgements), question, findings, ask)
    }

    fn panel(&self, assessment: &Assessment, findings: &mut Findings) -> Option<Panel> {
        let Some(source) = &assessment.panel else { return Some(Panel::default()) };
        let question = self.question(|known, engine| known.panel(assessment, source, engine));
        let ask = |engine: &DuckDb, own: &mut Findings| engine.panel(assessment, own);
        self.answer(("panel", About::Judgements), question, findings, ask)
    }

    fn profile(&self, table: &Table, findings: &mut Findings) -> Option<TableProfile> {
        self.engine(None, findings)?.profile(table, findings)
    }

    fn quality(&self, book: &Book, as_of: Option<Period>, findings: &mut Findings) -> Vec<TableQuality> {
        let is_known =
            |contract: &Contract| self.known_tables().iter().any(|t| t.name.eq_ignore_ascii_case(&contract.table));
        if !self.is_known() || !book.contracts.iter().all(is_known) {
            return self.engine(None, findings).map(|engine| engine.quality(book, as_of, findings)).unwrap_or_default();
        }
        let mut own = Findings::default();
        let all = self
            .known_tables()
            .iter()
            .map(|table| self.quality_of(table, book, as_of, &mut own))
            .collect::<Option<Vec<_>>>();
        let question = self.question(|known, _| Some(known.unused(self.known_tables(), self.book())));
        let ask = |engine: &DuckDb, _: &mut Findings| Some(engine.unused(book));
        let unused: Option<Vec<(String, String)>> = self.answer(("unused", About::Tables), question, &mut own, ask);
        let (Some(mut all), Some(unused)) = (all, unused) else {
            return self.engine(None, findings).map(|engine| engine.quality(book, as_of, findings)).unwrap_or_default();
        };
        findings.extend(own);
        for quality in &mut all {
            for column in &mut quality.columns {
                column.unused = unused.contains(&(quality.table.clone(), column.name.clone()));
            }
        }
        all
    }

    fn rows(&self, scorecard: &Scorecard, measure: NodeIndex, wanted: &RowsWanted) -> Vec<SourceRows> {
        let question = self.question(|known, engine| known.rows(scorecard, measure, wanted, engine));
        let tables = question.as_ref().map_or(0, |question| question.tables.len());
        let mut found = None;
        let ask = |engine: &DuckDb, _: &mut Findings| {
            let rows = engine.rows(scorecard, measure, wanted);
            // A table left out could not be read this time.
            let is_whole = rows.len() == tables;
            found = Some(rows.clone());
            is_whole.then_some(rows)
        };
        let answer = self.answer(("rows", About::Rows), question, &mut Findings::default(), ask);
        answer.or(found).unwrap_or_default()
    }
}
