//! An engine that remembers: what was asked before, of the same content, is answered without DuckDB.
//!
//! DuckDB starts when the first question is new. Nothing that came with an error is remembered; warnings are, with
//! places reckoned from what they are about. What is new is kept only once it is known that no file of the drop changed
//! while it was read.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::codec::{self, Stored, stored};
use super::content;
use super::findings::{self, Told};
use super::key::Key;
use super::questions::{Known, Question};
use super::reads::Reads;
use super::record::Watch;
use super::store::Cache;
use super::tally::{About, Counts, Tally};
use crate::diagnostic::{Findings, Severity};
use crate::engine::{DuckDb, Engine as _};
use crate::scorecard::{Book, Column, Contract, DataFile, Table, TableSource};

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
            engine: OnceLock::new(),
            watch,
            pending: Mutex::default(),
            counts: Counts::default(),
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

    /// How many questions of a kind were asked so far, and how many of them taken over.
    pub fn tally(&self, about: About) -> Tally {
        self.counts.of(about)
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
        self.engine.get().is_some()
    }

    /// DuckDB, opened if need be.
    pub(super) fn engine(&self, findings: &mut Findings) -> Option<&DuckDb> {
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

    pub(super) fn question(&self, ask: impl FnOnce(&Known, Option<&DuckDb>) -> Option<Question>) -> Option<Question> {
        ask(self.known.as_ref()?, self.opened())
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
}
