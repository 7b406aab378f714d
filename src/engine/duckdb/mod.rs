//! The engine on DuckDB. The only user of the duckdb crate.
//!
//! CSV and JSON are loaded once, in the order of their lines; Parquet is read where it stands. Then the room is closed
//! and every query runs on one thread, in the order of the rows, so that sums of floating-point numbers do not depend
//! on the machine; queries run side by side instead.

mod dates;
mod failure;
mod guess;
mod hierarchy;
mod inspect;
mod lineage;
mod listing;
mod load;
mod model;
mod panel;
mod profile;
mod quality;
mod query;
mod room;
mod rows;
mod tree;
mod usage;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use duckdb::Connection;

use super::observe::Calendar;
use super::{Engine, RowsWanted};
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{
    Assessment, Book, Contract, DataFile, EntitySource, EntityTree, Limits, Listing, Measure, NodeIndex, Panel, Period,
    Scorecard, Series, SourceRows, Sql, Table, TableProfile, TableQuality, TableSource, ValueSource,
};
use failure::Failure;
use inspect::Reads;

pub use lineage::{Named, Parser};
pub use load::{Fill, Filled};
pub use query::stated;

/// A drop in DuckDB, and the book's models over it.
pub struct DuckDb {
    connection: Mutex<Connection>,
    tables: Vec<Table>,
    /// What was found about each source, in their order.
    told: Vec<Findings>,
    catalog: Catalog,
    limits: Limits,
    /// The queries weights are judged by.
    judgements: Vec<Sql>,
}

/// What a query may name, by lower-case name: SQL does not tell case apart.
#[derive(Clone, Debug, Default)]
struct Catalog {
    /// Names of tables, as in the drop.
    tables: BTreeMap<String, String>,
    /// Models by what they read.
    models: BTreeMap<String, Model>,
    /// Tables that were not loaded, since nothing will ask for them, and models that read one.
    left: BTreeSet<String>,
    /// Tables and models that exist but are broken, which has been said where they are defined.
    broken: BTreeSet<String>,
    /// Functions that give something else each time.
    volatile: BTreeSet<String>,
    /// Columns whose values are never shown, by table.
    private: BTreeMap<String, BTreeSet<String>>,
}

/// A model of the book.
#[derive(Clone, Debug, Default)]
struct Model {
    /// As the book spells it.
    name: String,
    /// The tables it reads, models resolved.
    tables: BTreeSet<String>,
    /// The models it reads, in the order they build on each other.
    models: Vec<String>,
    /// What its statement itself names.
    reads: Reads,
}

impl DuckDb {
    /// Loads the drop, closes the room and creates the book's models.
    ///
    /// `files` are the drop's, for findings; `scratch` takes what does not fit into memory; `threads` are for loading.
    /// `None`, with a finding, only when DuckDB itself does not start: a table or model that is broken is told and left
    /// out.
    pub fn open(
        sources: &[TableSource],
        files: &[DataFile],
        book: &Book,
        scratch: &Path,
        threads: usize,
        findings: &mut Findings,
    ) -> Option<Self> {
        Self::open_filled(sources, &[], files, book, (scratch, threads), findings)
    }

    /// The same with tables that an earlier run has read: `fills` says of each source where its rows come from. Those it
    /// says nothing of are read from their files.
    pub fn open_filled(
        sources: &[TableSource],
        fills: &[Fill],
        files: &[DataFile],
        book: &Book,
        (scratch, threads): (&Path, usize),
        findings: &mut Findings,
    ) -> Option<Self> {
        let opened = room::open(&book.limits, scratch, threads);
        let connection = opened.map_err(|error| findings.push(not_started(&error))).ok()?;
        let mut catalog = Catalog::default();
        let (mut tables, mut told) = (Vec::new(), Vec::new());
        let loaded = load::load_all(&connection, (sources, fills), files, &book.contracts);
        for (source, (table, own)) in sources.iter().zip(loaded) {
            match table {
                Some(table) => tables.push(table),
                None => drop(catalog.broken.insert(source.name.to_lowercase())),
            }
            findings.extend(own.clone());
            told.push(own);
        }
        let left = sources.iter().zip(fills).filter(|(_, fill)| matches!(fill, Fill::Left(_)));
        catalog.left = left.map(|(source, _)| source.name.to_lowercase()).collect();
        catalog.private = private_columns(&book.contracts);
        for table in &tables {
            catalog.tables.insert(table.name.to_lowercase(), table.name.clone());
        }
        let closed = room::close(&connection, sources).and_then(|()| room::volatile_functions(&connection));
        catalog.volatile = closed.map_err(|error| findings.push(not_started(&error))).ok()?;
        model::create_all(&connection, book, &mut catalog, findings);
        let (limits, judgements) = (book.limits.clone(), book.judgements().cloned().collect());
        Some(Self { connection: Mutex::new(connection), tables, told, catalog, limits, judgements })
    }

    /// Whether these tables, by lower-case name, were loaded; `None` are all.
    pub fn holds(&self, tables: Option<&BTreeSet<String>>) -> bool {
        tables.map_or(self.catalog.left.is_empty(), |tables| tables.is_disjoint(&self.catalog.left))
    }

    /// What was found about a source, by its place among those the drop was opened with.
    pub fn told_of(&self, source: usize) -> Findings {
        self.told.get(source).cloned().unwrap_or_default()
    }

    /// The quality of one table. That nothing reads a column is left open: [`DuckDb::unused`] tells.
    pub fn quality_of(
        &self,
        table: &Table,
        book: &Book,
        as_of: Option<Period>,
        findings: &mut Findings,
    ) -> TableQuality {
        match self.connect() {
            Ok(connection) => self.quality_on(&connection, as_of, None).of(table, &book.contracts, findings),
            Err(error) => {
                findings.push(not_started(&error));
                TableQuality::default()
            }
        }
    }

    /// Columns no statement of the book reads, with their tables.
    pub fn unused(&self, book: &Book) -> Vec<(String, String)> {
        let Some(usage) = self.connect().ok().and_then(|connection| usage::of(&connection, book, &self.judgements))
        else {
            return Vec::new();
        };
        let columns = self.tables.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
        let unused = columns.filter(|(table, column)| !usage.reads(&table.name, &column.name));
        unused.map(|(table, column)| (table.name.clone(), column.name.clone())).collect()
    }

    fn quality_on<'a>(
        &'a self,
        connection: &'a Connection,
        as_of: Option<Period>,
        usage: Option<usage::Usage>,
    ) -> quality::Quality<'a> {
        let (tables, catalog, limits) = (&self.tables, &self.catalog, &self.limits);
        quality::Quality { connection, tables, catalog, limits, as_of, usage }
    }

    /// A connection of its own for one caller.
    fn connect(&self) -> Result<Connection, duckdb::Error> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner).try_clone()
    }
}

impl Engine for DuckDb {
    fn tables(&self) -> &[Table] {
        &self.tables
    }

    fn entities(&self, source: &EntitySource, findings: &mut Findings) -> Option<EntityTree> {
        let connection = self.connect().map_err(|error| findings.push(not_started(&error))).ok()?;
        hierarchy::entities(&connection, source, &self.catalog, findings)
    }

    fn series(&self, scorecard: &Scorecard, measure: NodeIndex, findings: &mut Findings) -> Option<Series> {
        let connection = self.connect().map_err(|error| findings.push(not_started(&error))).ok()?;
        query::series(&connection, scorecard, measure, &self.catalog, &self.limits, findings)
    }

    fn listing(&self, sql: &Sql, columns: &[&str], subject: &str, findings: &mut Findings) -> Option<Listing> {
        let connection = self.connect().map_err(|error| findings.push(not_started(&error))).ok()?;
        listing::listing(&connection, sql, columns, subject, &self.catalog, &self.limits, findings)
    }

    fn panel(&self, assessment: &Assessment, findings: &mut Findings) -> Option<Panel> {
        let connection = self.connect().map_err(|error| findings.push(not_started(&error))).ok()?;
        panel::panel(&connection, assessment, &self.catalog, &self.limits, findings)
    }

    fn profile(&self, table: &Table, findings: &mut Findings) -> Option<TableProfile> {
        let connection = self.connect().map_err(|error| findings.push(not_started(&error))).ok()?;
        let limit = Duration::from_secs(self.limits.seconds);
        room::within(&connection, limit, || profile::profile(&connection, table, findings))
    }

    fn quality(&self, book: &Book, as_of: Option<Period>, findings: &mut Findings) -> Vec<TableQuality> {
        let connection = match self.connect() {
            Ok(connection) => connection,
            Err(error) => {
                findings.push(not_started(&error));
                return Vec::new();
            }
        };
        let usage = usage::of(&connection, book, &self.judgements);
        self.quality_on(&connection, as_of, usage).all(&book.contracts, findings)
    }

    fn rows(&self, scorecard: &Scorecard, measure: NodeIndex, wanted: &RowsWanted) -> Vec<SourceRows> {
        let (Some(measure), Ok(connection)) = (scorecard.node(measure).measure(), self.connect()) else {
            return Vec::new();
        };
        let ValueSource::Query(sql) = &measure.source else { return Vec::new() };
        let (tables, catalog, limits) = (&self.tables, &self.catalog, &self.limits);
        let calendar = calendar(scorecard, measure);
        rows::RowReader { connection: &connection, tables, catalog, limits, calendar }.rows(sql, wanted)
    }
}

/// How the periods of a measure are read.
fn calendar(scorecard: &Scorecard, measure: &Measure) -> Calendar {
    let frequency = measure.frequency.unwrap_or(scorecard.frequency);
    Calendar { scorecard: scorecard.frequency, measure: frequency }
}

/// The columns contracts call private, by table, all in lower case and as queries call them.
fn private_columns(contracts: &[Contract]) -> BTreeMap<String, BTreeSet<String>> {
    let mut private = BTreeMap::new();
    for contract in contracts {
        let own = contract.columns.iter().filter(|rule| rule.private);
        let names: BTreeSet<String> =
            own.map(|rule| rule.rename.as_ref().unwrap_or(&rule.name).to_lowercase()).collect();
        if !names.is_empty() {
            private.insert(contract.table.to_lowercase(), names);
        }
    }
    private
}

impl Catalog {
    /// Whether the values of a column are never shown.
    fn is_private(&self, table: &str, column: &str) -> bool {
        self.private.get(&table.to_lowercase()).is_some_and(|columns| columns.contains(&column.to_lowercase()))
    }
}

fn not_started(error: &duckdb::Error) -> Diagnostic {
    Diagnostic::error("engine", format!("DuckDB does not start: {}", Failure::of(error).message))
        .help("check `limits` in `scorebook.yaml` and the space left on the disk")
}

/// A name in double quotes, as SQL writes what may hold any character.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text in single quotes.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// `1 field`, `2 fields`.
fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
