//! Questions to the engine as keys: everything an answer depends on, and nothing else.
//!
//! Targets, weights, curves and words are not among it: they come after the answer.

use std::collections::{BTreeMap, BTreeSet};

use super::content;
use super::key::{Key, KeyBuilder};
use super::reads::{Closure, Reads};
use crate::diagnostic::Span;
use crate::engine::{DuckDb, RowsWanted};
use crate::scorecard::{
    Assessment, Book, Contract, DataCheck, DataTest, EntitySource, Limits, Locale, Measure, NodeIndex, PanelSource,
    Period, Scorecard, Sql, Table, Text, ValueSource,
};

/// A question by all its answer depends on.
pub(super) struct Question {
    pub(super) key: Key,
    /// What findings about the answer may point into.
    pub(super) anchors: Vec<Span>,
    /// The tables the answer is of, by lower-case name.
    pub(super) tables: BTreeSet<String>,
}

/// What is known of the drop and the book, so that questions can be told apart.
pub(super) struct Known {
    /// The content of each table, by lower-case name.
    pub(super) tables: BTreeMap<String, Key>,
    pub(super) reads: Reads,
    pub(super) limits: Limits,
}

impl Known {
    fn begin(&self, what: &str) -> KeyBuilder {
        content::limits(Key::of(what), &self.limits)
    }

    fn end(&self, key: KeyBuilder, closure: &Closure, anchors: Vec<Span>) -> Option<Question> {
        let key = self.reads.add(key, closure, &self.tables)?.done();
        Some(Question { key, anchors, tables: closure.tables.clone() })
    }

    /// All models, which are created together.
    pub(super) fn models(&self) -> Option<Key> {
        let key = self.begin("models").texts(self.tables.keys());
        Some(self.end(key, &self.reads.closure_of_models()?, Vec::new())?.key)
    }

    /// The values of a measure; `None` where there is no query, or it cannot be told what it reads.
    pub(super) fn series(
        &self,
        scorecard: &Scorecard,
        measure: NodeIndex,
        engine: Option<&DuckDb>,
    ) -> Option<Question> {
        let node = scorecard.node(measure);
        let (sql, frequencies) = asked(scorecard, node.measure()?)?;
        let key = content::sql(self.begin("series").text(&node.path).text(&frequencies), sql);
        self.end(key, &self.reads.closure(sql, engine)?, vec![sql.span])
    }

    /// Rows of a query, with what findings call it.
    pub(super) fn listing(
        &self,
        sql: &Sql,
        columns: &[&str],
        subject: &str,
        engine: Option<&DuckDb>,
    ) -> Option<Question> {
        let key = content::sql(self.begin("listing").text(subject).texts(columns), sql);
        self.end(key, &self.reads.closure(sql, engine)?, vec![sql.span])
    }

    /// The answers of a panel.
    pub(super) fn panel(
        &self,
        assessment: &Assessment,
        source: &PanelSource,
        engine: Option<&DuckDb>,
    ) -> Option<Question> {
        let PanelSource { sql, description: _ } = source;
        let key = self.begin("panel").text(&assessment.id).text(&format!("{:?}", assessment.frequency));
        self.end(content::sql(key, sql), &self.reads.closure(sql, engine)?, vec![sql.span])
    }

    /// Rows behind a measure.
    pub(super) fn rows(
        &self,
        scorecard: &Scorecard,
        measure: NodeIndex,
        wanted: &RowsWanted,
        engine: Option<&DuckDb>,
    ) -> Option<Question> {
        let (sql, frequencies) = asked(scorecard, scorecard.node(measure).measure()?)?;
        let RowsWanted { period, entities, limit } = wanted;
        let key = self.begin("rows").text(&frequencies).text(&sql.text).text(&period.to_string());
        let key = match entities {
            Some(entities) => key.number(1).texts(entities),
            None => key.number(0),
        };
        self.end(key.number(u64::from(*limit)), &self.reads.closure(sql, engine)?, Vec::new())
    }

    /// The hierarchy of a scorecard's entities.
    pub(super) fn entities(&self, source: &EntitySource) -> Option<Question> {
        let EntitySource { table, id, parent, title, top, span } = source;
        let mut key = self.begin("entities").text(table).text(id).maybe(parent.as_deref());
        let (zh, en) = title.as_ref().map_or((None, None), |(zh, en)| (Some(zh.as_str()), Some(en.as_str())));
        key = key.maybe(zh).maybe(en).maybe(top.as_ref().map(|(id, _)| id.as_str()));
        if let Some((_, title)) = top {
            key = text(key, title);
        }
        let closure = self.reads.closure_of_name(table)?;
        self.end(content::length(key, *span), &closure, vec![*span])
    }

    /// What came of the tests of a table, and what is missing in it.
    pub(super) fn quality(
        &self,
        table: &Table,
        contract: Option<&Contract>,
        as_of: Option<Period>,
        engine: Option<&DuckDb>,
    ) -> Option<Question> {
        let tests = contract.map_or(&[][..], |contract| &contract.tests);
        let mut closure = self.reads.closure_of_name(&table.name)?;
        let mut anchors = Vec::new();
        let as_of = as_of.map(|period| period.to_string());
        let mut key = self.begin("quality").text(&table.name).maybe(as_of.as_deref()).number(tests.len() as u64);
        for test in tests {
            key = content::test(key, test);
            anchors.extend(places(test));
            closure = self.test_reads(&table.name, test, engine)?.into_iter().fold(closure, Closure::with);
        }
        self.end(key, &closure, anchors)
    }

    /// What a test reads beside its table; `None` where that cannot be told.
    pub(super) fn test_reads(&self, table: &str, test: &DataTest, engine: Option<&DuckDb>) -> Option<Vec<Closure>> {
        let mut all = Vec::new();
        if let Some(filter) = &test.filter {
            let name = table.replace('"', "\"\"");
            let rows = format!("SELECT * FROM \"{name}\" WHERE ({}\n)", filter.text);
            all.push(self.reads.closure(&Sql { text: rows, ..Sql::default() }, engine)?);
        }
        match &test.check {
            DataCheck::Sql(sql) => all.push(self.reads.closure(sql, engine)?),
            DataCheck::Relationship(_, other, _) => all.push(self.reads.closure_of_name(other)?),
            _ => {}
        }
        Some(all)
    }

    /// Which columns no statement of the book reads, as it was before weights were worked out.
    pub(super) fn unused(&self, tables: &[Table], book: &Book) -> Question {
        let mut key = self.begin("unused");
        for table in tables {
            key = key.text(&table.name).texts(table.columns.iter().map(|column| &column.name));
        }
        key = key.texts(book.statements().map(|sql| &sql.text));
        for source in book.entity_sources() {
            key = key.text(&source.table).texts(source.columns());
        }
        Question { key: key.done(), anchors: Vec::new(), tables: BTreeSet::new() }
    }
}

/// A measure's query, and which periods are meant by what it returns.
fn asked<'a>(scorecard: &Scorecard, measure: &'a Measure) -> Option<(&'a Sql, String)> {
    let ValueSource::Query(sql) = &measure.source else { return None };
    Some((sql, format!("{:?} {:?}", scorecard.frequency, measure.frequency)))
}

/// What findings about a test may point into.
fn places(test: &DataTest) -> Vec<Span> {
    let own = match &test.check {
        DataCheck::Sql(sql) => Some(sql.span),
        _ => None,
    };
    own.into_iter().chain(test.filter.as_ref().map(|filter| filter.span)).chain([test.span]).collect()
}

fn text(key: KeyBuilder, text: &Text) -> KeyBuilder {
    let own = |locale| text.has(locale).then(|| text.get(locale));
    key.maybe(own(Locale::Zh)).maybe(own(Locale::En))
}
