//! What a statement reads, told by DuckDB's own parser: nothing is loaded for it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use duckdb::Connection;

use super::{Catalog, DuckDb, Model, inspect, room};
use crate::diagnostic::Findings;
use crate::scorecard::{Limits, Sql};

/// The tables and models a statement itself names, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Tables of the drop.
    pub tables: BTreeSet<String>,
    /// Models of the book.
    pub models: BTreeSet<String>,
}

/// DuckDB without any data, which knows what tables and models are called.
pub struct Parser {
    connection: Mutex<Connection>,
    catalog: Catalog,
}

impl Parser {
    /// A parser for a book whose tables and models have these names; `None` when DuckDB does not start.
    pub fn open<'a>(
        tables: impl Iterator<Item = &'a str>,
        models: impl Iterator<Item = &'a str>,
        scratch: &Path,
    ) -> Option<Self> {
        let connection = room::open(&Limits::default(), scratch, 1).ok()?;
        let volatile = room::volatile_functions(&connection).ok()?;
        let model = |name: &str| (name.to_lowercase(), Model { name: name.to_owned(), ..Model::default() });
        let catalog = Catalog {
            tables: tables.map(|name| (name.to_lowercase(), name.to_owned())).collect(),
            models: models.map(model).collect(),
            volatile,
            ..Catalog::default()
        };
        Some(Self { connection: Mutex::new(connection), catalog })
    }

    /// What a statement reads; `None` where it may not run.
    pub fn reads(&self, sql: &Sql) -> Option<Named> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        named(&connection, &self.catalog, sql)
    }
}

impl DuckDb {
    /// What a statement reads; `None` where it may not run, or reads what is broken.
    pub fn reads(&self, sql: &Sql) -> Option<Named> {
        named(&self.connect().ok()?, &self.catalog, sql)
    }
}

fn named(connection: &Connection, catalog: &Catalog, sql: &Sql) -> Option<Named> {
    let reads = inspect::inspect(connection, sql, "", catalog, &mut Findings::default())?;
    (!reads.broken).then_some(Named { tables: reads.tables, models: reads.models })
}
