//! An engine that remembers: what was asked before, of the same content, is answered without DuckDB.
//!
//! DuckDB starts when the first question is new. Nothing that came with an error is remembered; warnings are, with
//! places reckoned from what they are about. What is new is kept only once it is known that no file of the drop changed
//! while it was read.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::codec::{self, Stored, stored};
use super::content;
use super::findings::{self, Told};
use super::key::Key;
use super::questions::{Known, Question};
use super::reads::Reads;
use super::record::Watch;
use super::store::Cache;
use crate::diagnostic::{Findings, Severity};
use crate::engine::{self, DuckDb, Engine, RowsWanted};
use crate::scorecard::{
    Assessment, Book, Column, Contract, CustomerFacts, Customers, DataFile, EntitySource, EntityTree, Listing,
    NodeIndex, Panel, Period, Scorecard, Series, SourceRows, Sql, Table, TableProfile, TableQuality, TableSource,
    ValueSource,
};

/// All that DuckDB is opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The tables.
    pub sources: Vec<TableSource>,
    /// The files of the drop.
    pub files: Vec<DataFile>,
    /// The book, for its models, contracts and limits.
    pub book: Book,
    /// Takes what does not fit into memory.
    pub scratch: PathBuf,
    /// For loading.
    pub threads: usize,
}

impl Opening {
    fn open(&self, findings: &mut Findings) -> Option<DuckDb> {
        DuckDb::open(&self.sources, &self.files, &self.book, &self.scratch, self.threads, findings)
    }

    fn contract(&self, table: &str) -> Option<&Contract> {
        self.book.contracts.iter().find(|contract| contract.table.eq_ignore_ascii_case(table))
    }
}

/// How often something was worked out, and how often taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Worked out.
    pub run: usize,
    /// Taken over.
    pub reused: usize,
}

#[derive(Debug, Default)]
struct Counter {
    run: AtomicUsize,
    reused: AtomicUsize,
}

impl Counter {
    fn tally(&self) -> Tally {
        Tally { run: self.run.load(Ordering::Relaxed), reused: self.reused.load(Ordering::Relaxed) }
    }
}

/// What is known of a table without loading it.
struct Facts {
    columns: Vec<Column>,
    rows: u64,
    told: Vec<Told>,
}

stored! { Facts { columns, rows, told } }

/// DuckDB behind a cache.
pub struct Cached {
    cache: Cache,
    opening: Opening,
    tables: Vec<Table>,
    /// `None` where every question goes to DuckDB and no answer is kept.
    known: Option<Known>,
    /// DuckDB once it is open, and the errors of opening it.
    engine: OnceLock<(Option<DuckDb>, Findings)>,
    watch: Option<Watch>,
    pending: Mutex<Vec<(&'static str, Key, Vec<u8>)>>,
    series: Counter,
    others: Counter,
}

impl Cached {
    /// Opens the drop as far as that is needed; findings and `None` are those of [`DuckDb::open`].
    ///
    /// `watch` must have begun before the files were read; without one nothing new is kept.
    pub fn open(cache: Cache, watch: Option<Watch>, opening: Opening, findings: &mut Findings) -> Option<Self> {
        let usable = cache.is_some() && !findings.has_errors() && opening.sources.iter().all(|s| !s.paths.is_empty());
        let mut cached = Self {
            cache,
            opening,
            tables: Vec::new(),
            known: None,
            engine: OnceLock::new(),
            watch,
            pending: Mutex::default(),
            series: Counter::default(),
            others: Counter::default(),
        };
        if !(usable && cached.recall(findings)) {
            cached.load(usable, findings)?;
        }
        Some(cached)
    }

    /// The content of each table, in the order of the sources.
    fn contents(&self) -> Vec<Key> {
        let of =
            |source: &TableSource| content::table(source, &self.opening.files, self.opening.contract(&source.name));
        self.opening.sources.iter().map(of).collect()
    }

    /// Takes tables and models over without opening anything; false where one of them is new.
    fn recall(&mut self, findings: &mut Findings) -> bool {
        let keys = self.contents();
        let facts =
            keys.iter().map(|key| codec::value::<Facts>(&self.cache.get("table", key)?)).collect::<Option<Vec<_>>>();
        let Some(facts) = facts else { return false };
        let Some(known) = self.knowledge(&keys, None) else { return false };
        let Some(models) = known.models() else { return false };
        if self.cache.get("models", &models).is_none() {
            return false;
        }
        let mut told = Findings::default();
        for (source, facts) in self.opening.sources.iter().zip(facts) {
            let Some(own) = findings::raised(facts.told, &[]) else { return false };
            told.extend(own);
            let (files, sheet) = (source.files.clone(), source.sheet.clone());
            self.tables.push(Table {
                name: source.name.clone(),
                columns: facts.columns,
                rows: facts.rows,
                files,
                sheet,
            });
        }
        findings.extend(told);
        self.known = Some(known);
        true
    }

    fn knowledge(&self, keys: &[Key], engine: Option<&DuckDb>) -> Option<Known> {
        let names: Vec<String> = self.opening.sources.iter().map(|source| source.name.clone()).collect();
        let tables: BTreeMap<String, Key> =
            names.iter().map(|name| name.to_lowercase()).zip(keys.iter().copied()).collect();
        let (book, scratch) = (&self.opening.book, self.opening.scratch.clone());
        let reads = Reads::new(&self.cache, names, &book.models, scratch, engine)?;
        Some(Known { tables, reads, limits: book.limits.clone() })
    }

    /// Opens DuckDB, and keeps what it says of tables and models where nothing is wrong with any.
    fn load(&mut self, usable: bool, findings: &mut Findings) -> Option<()> {
        self.tables.clear();
        let mut own = Findings::default();
        let engine = self.opening.open(&mut own);
        let is_fine = usable && !own.has_errors();
        findings.extend(own);
        let engine = engine?;
        self.tables = engine.tables().to_vec();
        if is_fine && self.tables.len() == self.opening.sources.len() {
            let keys = self.contents();
            for (at, (key, table)) in keys.iter().zip(&self.tables).enumerate() {
                if let Some(told) = findings::anchored(&engine.told_of(at), &[]) {
                    let facts = Facts { columns: table.columns.clone(), rows: table.rows, told };
                    self.remember("table", *key, &facts);
                }
            }
            self.known = self.knowledge(&keys, Some(&engine));
            if let Some(models) = self.known.as_ref().and_then(Known::models) {
                self.remember("models", models, &true);
            }
        }
        let _ = self.engine.set((Some(engine), Findings::default()));
        Some(())
    }

    fn remember<T: Stored>(&self, kind: &'static str, key: Key, value: &T) {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).push((kind, key, codec::bytes(value)));
    }

    /// Keeps what was worked out so far, where no file of the drop changed since before it was read.
    pub fn keep(&self) {
        let pending = std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner));
        if !pending.is_empty() && self.watch.as_ref().is_some_and(Watch::data_stands) {
            for (kind, key, bytes) in pending {
                self.cache.put(kind, &key, &bytes);
            }
        }
    }

    /// How many series of measures were queried, and how many taken over.
    pub fn series_tally(&self) -> Tally {
        self.series.tally()
    }

    /// The same of everything else that was asked.
    pub fn others_tally(&self) -> Tally {
        self.others.tally()
    }

    /// Whether DuckDB had to be started with the drop.
    pub fn is_open(&self) -> bool {
        self.engine.get().is_some()
    }

    /// DuckDB, opened if need be.
    fn engine(&self, findings: &mut Findings) -> Option<&DuckDb> {
        let (engine, late) = self.engine.get_or_init(|| {
            let mut own = Findings::default();
            let engine = self.opening.open(&mut own);
            // Warnings have been told from memory; an error is news, such as a file that has just gone.
            let errors = own.into_iter().filter(|finding| finding.severity == Severity::Error);
            (engine, errors.collect())
        });
        findings.extend(late.clone());
        engine.as_ref()
    }

    /// DuckDB where it is open anyway.
    fn opened(&self) -> Option<&DuckDb> {
        self.engine.get().and_then(|(engine, _)| engine.as_ref())
    }

    fn question(&self, ask: impl FnOnce(&Known, Option<&DuckDb>) -> Option<Question>) -> Option<Question> {
        ask(self.known.as_ref()?, self.opened())
    }

    /// The answer to a question: remembered, or asked of DuckDB and remembered.
    fn answer<T: Stored>(
        &self,
        (kind, counter): (&'static str, &Counter),
        question: Option<Question>,
        findings: &mut Findings,
        ask: impl FnOnce(&DuckDb, &mut Findings) -> Option<T>,
    ) -> Option<T> {
        if let Some(question) = &question
            && let Some((value, told)) = self.recalled(kind, question)
        {
            counter.reused.fetch_add(1, Ordering::Relaxed);
            findings.extend(told);
            return Some(value);
        }
        counter.run.fetch_add(1, Ordering::Relaxed);
        let mut own = Findings::default();
        let value = self.engine(&mut own).and_then(|engine| ask(engine, &mut own));
        if let (Some(question), Some(value)) = (question, &value)
            && let Some(told) = findings::anchored(&own, &question.anchors)
        {
            let mut bytes = codec::bytes(&told);
            value.store(&mut bytes);
            self.pending.lock().unwrap_or_else(PoisonError::into_inner).push((kind, question.key, bytes));
        }
        findings.extend(own);
        value
    }

    fn recalled<T: Stored>(&self, kind: &'static str, question: &Question) -> Option<(T, Findings)> {
        let (told, value): (Vec<Told>, T) = codec::value(&self.cache.get(kind, &question.key)?)?;
        Some((value, findings::raised(told, &question.anchors)?))
    }

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
        self.answer(("quality", &self.others), question, findings, ask)
    }
}

impl Engine for Cached {
    fn tables(&self) -> &[Table] {
        &self.tables
    }

    fn entities(&self, source: &EntitySource, findings: &mut Findings) -> Option<EntityTree> {
        let question = self.question(|known, _| known.entities(source));
        self.answer(("entities", &self.others), question, findings, |engine, own| engine.entities(source, own))
    }

    fn series(&self, scorecard: &Scorecard, measure: NodeIndex, findings: &mut Findings) -> Option<Series> {
        if scorecard.node(measure).measure().is_some_and(|own| matches!(own.source, ValueSource::Stated(_))) {
            return engine::stated(scorecard, measure, findings);
        }
        if scorecard.node(measure).measure().is_some_and(|own| matches!(own.source, ValueSource::Result(_))) {
            return Some(Series::default());
        }
        let question = self.question(|known, engine| known.series(scorecard, measure, engine));
        let ask = |engine: &DuckDb, own: &mut Findings| engine.series(scorecard, measure, own);
        self.answer(("series", &self.series), question, findings, ask)
    }

    fn listing(&self, sql: &Sql, columns: &[&str], subject: &str, findings: &mut Findings) -> Option<Listing> {
        self.engine(findings)?.listing(sql, columns, subject, findings)
    }

    /// Asked anew each time: answers are many, and reading them is quick.
    fn panel(&self, assessment: &Assessment, findings: &mut Findings) -> Option<Panel> {
        if assessment.panel.is_none() {
            return Some(Panel::default());
        }
        self.engine(findings)?.panel(assessment, findings)
    }

    /// Asked anew each time.
    fn customers(&self, customers: &Customers, upto: Option<Period>, findings: &mut Findings) -> Option<CustomerFacts> {
        self.engine(findings)?.customers(customers, upto, findings)
    }

    fn profile(&self, table: &Table, findings: &mut Findings) -> Option<TableProfile> {
        self.engine(findings)?.profile(table, findings)
    }

    fn quality(&self, book: &Book, as_of: Option<Period>, findings: &mut Findings) -> Vec<TableQuality> {
        let is_known = |contract: &Contract| self.tables.iter().any(|t| t.name.eq_ignore_ascii_case(&contract.table));
        if self.known.is_none() || !book.contracts.iter().all(is_known) {
            return self.engine(findings).map(|engine| engine.quality(book, as_of, findings)).unwrap_or_default();
        }
        let mut own = Findings::default();
        let all =
            self.tables.iter().map(|table| self.quality_of(table, book, as_of, &mut own)).collect::<Option<Vec<_>>>();
        let question = self.question(|known, _| Some(known.unused(&self.tables, book)));
        let ask = |engine: &DuckDb, _: &mut Findings| Some(engine.unused(book));
        let unused: Option<Vec<(String, String)>> = self.answer(("unused", &self.others), question, &mut own, ask);
        let (Some(mut all), Some(unused)) = (all, unused) else {
            return self.engine(findings).map(|engine| engine.quality(book, as_of, findings)).unwrap_or_default();
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
        let tables = question.as_ref().map_or(0, |question| question.tables);
        let mut found = None;
        let ask = |engine: &DuckDb, _: &mut Findings| {
            let rows = engine.rows(scorecard, measure, wanted);
            // A table left out could not be read this time.
            let is_whole = rows.len() == tables;
            found = Some(rows.clone());
            is_whole.then_some(rows)
        };
        let answer = self.answer(("rows", &self.others), question, &mut Findings::default(), ask);
        answer.or(found).unwrap_or_default()
    }
}
