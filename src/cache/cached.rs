//! An engine that remembers: what was asked before, of the same content, is answered without DuckDB.
//!
//! DuckDB starts when the first question is new. Nothing that came with an error is remembered; warnings are, with
//! places reckoned from what they are about. What is new is kept only once it is known that no file of the drop changed
//! while it was read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::codec::{self, Stored};
use super::content;
use super::findings::{self, Told};
use super::key::Key;
use super::loads::{Facts, Loads};
use super::questions::{Known, Question};
use super::reads::Reads;
use super::record::Watch;
use super::store::Cache;
use super::tally::{About, Counts, Tally};
use crate::diagnostic::{Findings, Severity};
use crate::engine::{DuckDb, Engine as _, Filled};
use crate::scorecard::{Book, Contract, DataFile, Table, TableSource};

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
    fn contract(&self, table: &str) -> Option<&Contract> {
        self.book.contracts.iter().find(|contract| contract.table.eq_ignore_ascii_case(table))
    }
}

/// DuckDB as it was opened, with the errors of opening it.
type Started = (Option<Arc<DuckDb>>, Findings);

/// DuckDB behind a cache.
pub struct Cached {
    cache: Cache,
    opening: Opening,
    tables: Vec<Table>,
    /// `None` where every question goes to DuckDB and no answer is kept.
    known: Option<Known>,
    loads: Loads,
    /// DuckDB once it is open; a second time where the first does not hold all tables and another one is asked for.
    engines: Mutex<Vec<Started>>,
    watch: Option<Watch>,
    pending: Mutex<Vec<(&'static str, Key, Vec<u8>)>>,
    counts: Counts,
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
            loads: Loads::default(),
            engines: Mutex::default(),
            watch,
            pending: Mutex::default(),
            counts: Counts::default(),
        };
        if usable {
            cached.loads = Loads::recall(&cached.cache, cached.contents(), &cached.opening.sources);
            // Where everything is new, what statements read is asked of the DuckDB that reads it.
            let is_new = cached.loads.known.iter().all(Option::is_none);
            cached.known = if is_new { None } else { cached.knowledge(None) };
        }
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
        let models = self.known.as_ref().and_then(Known::models);
        if models.is_none_or(|models| self.cache.get("models", &models).is_none()) {
            return false;
        }
        let Some(known) = self.loads.known.iter().map(Option::as_ref).collect::<Option<Vec<_>>>() else { return false };
        for Filled { table, told } in known {
            self.tables.push(table.clone());
            findings.extend(told.clone());
        }
        true
    }

    fn knowledge(&self, engine: Option<&DuckDb>) -> Option<Known> {
        let names: Vec<String> = self.opening.sources.iter().map(|source| source.name.clone()).collect();
        let keys = self.loads.keys.iter().copied();
        let tables: BTreeMap<String, Key> = names.iter().map(|name| name.to_lowercase()).zip(keys).collect();
        let (book, scratch) = (&self.opening.book, self.opening.scratch.clone());
        let reads = Reads::new(&self.cache, names, &book.models, scratch, engine)?;
        Some(Known { tables, reads, limits: book.limits.clone() })
    }

    /// Opens DuckDB, and keeps what it says of tables and models where nothing is wrong with any.
    fn load(&mut self, usable: bool, findings: &mut Findings) -> Option<()> {
        let wanted = self.needed();
        let mut own = Findings::default();
        let mut engine = self.start(wanted.as_ref(), &mut own);
        if own.has_errors() && wanted.is_some() {
            // Nothing is kept of what follows; every table may be asked for.
            own = Findings::default();
            engine = self.start(None, &mut own);
        }
        let is_fine = usable && !own.has_errors();
        findings.extend(own);
        let engine = Arc::new(engine?);
        self.tables = engine.tables().to_vec();
        self.known = None;
        if is_fine && self.tables.len() == self.opening.sources.len() {
            for (at, (key, table)) in self.loads.keys.iter().zip(&self.tables).enumerate() {
                if let Some(facts) = Facts::of(table, &engine.told_of(at)) {
                    self.remember("table", *key, &facts);
                }
            }
            let known = self.tables.iter().enumerate().map(|(at, table)| {
                let told = engine.told_of(at);
                Some(Filled { table: table.clone(), told })
            });
            self.loads.known = known.collect();
            self.known = self.knowledge(Some(&engine));
            if let Some(models) = self.known.as_ref().and_then(Known::models) {
                self.remember("models", models, &true);
            }
        }
        self.engines.lock().unwrap_or_else(PoisonError::into_inner).push((Some(engine), Findings::default()));
        Some(())
    }

    /// The tables that will have to be loaded; `None` are all.
    fn needed(&self) -> Option<BTreeSet<String>> {
        let changed = self.loads.changed(&self.opening.sources);
        self.known.as_ref()?.needed(&self.opening.book, &self.cache, &changed)
    }

    fn start(&self, wanted: Option<&BTreeSet<String>>, findings: &mut Findings) -> Option<DuckDb> {
        self.loads.start((&self.cache, &self.counts), &self.opening, wanted, findings)
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
            self.loads.keep(&self.cache);
        }
    }

    /// How many questions of a kind were asked so far, and how many of them taken over.
    pub fn tally(&self, about: About) -> Tally {
        self.counts.of(about)
    }

    /// How many threads the run may use.
    pub fn threads(&self) -> usize {
        self.opening.threads
    }

    /// Every table of the drop, in order of name.
    pub(super) fn known_tables(&self) -> &[Table] {
        &self.tables
    }

    /// The book as it was read.
    pub(super) fn book(&self) -> &Book {
        &self.opening.book
    }

    /// Whether questions can be told apart, so that answers are kept.
    pub(super) fn is_known(&self) -> bool {
        self.known.is_some()
    }

    /// Whether DuckDB had to be started with the drop.
    pub fn is_open(&self) -> bool {
        !self.engines.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// DuckDB with these tables at least, by lower-case name, opened if need be; `None` are all.
    pub(super) fn engine(&self, tables: Option<&BTreeSet<String>>, findings: &mut Findings) -> Option<Arc<DuckDb>> {
        let mut engines = self.engines.lock().unwrap_or_else(PoisonError::into_inner);
        let serves = |(engine, _): &&Started| engine.as_ref().is_none_or(|engine| engine.holds(tables));
        if let Some((engine, late)) = engines.iter().find(serves) {
            findings.extend(late.clone());
            return engine.clone();
        }
        // The second time with everything: who asks for what nobody foresaw may ask for more.
        let foreseen = if engines.is_empty() { self.needed() } else { None };
        let wanted = foreseen.zip(tables).map(|(foreseen, tables)| &foreseen | tables);
        let mut own = Findings::default();
        let engine = self.start(wanted.as_ref(), &mut own).map(Arc::new);
        // Warnings have been told from memory; an error is news, such as a file that has just gone.
        let late: Findings = own.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        findings.extend(late.clone());
        engines.push((engine.clone(), late));
        engine
    }

    /// DuckDB where it is open anyway.
    fn opened(&self) -> Option<Arc<DuckDb>> {
        let engines = self.engines.lock().unwrap_or_else(PoisonError::into_inner);
        engines.first().and_then(|(engine, _)| engine.clone())
    }

    pub(super) fn question(&self, ask: impl FnOnce(&Known, Option<&DuckDb>) -> Option<Question>) -> Option<Question> {
        ask(self.known.as_ref()?, self.opened().as_deref())
    }

    /// The answer to a question: remembered, or asked of DuckDB and remembered.
    pub(super) fn answer<T: Stored>(
        &self,
        (kind, about): (&'static str, About),
        question: Option<Question>,
        findings: &mut Findings,
        ask: impl FnOnce(&DuckDb, &mut Findings) -> Option<T>,
    ) -> Option<T> {
        if let Some(question) = &question
            && let Some((value, told)) = self.recalled(kind, question)
        {
            self.counts.reused(about);
            findings.extend(told);
            return Some(value);
        }
        self.counts.run(about);
        let mut own = Findings::default();
        let tables = question.as_ref().map(|question| &question.tables);
        let value = self.engine(tables, &mut own).and_then(|engine| ask(&engine, &mut own));
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
}
