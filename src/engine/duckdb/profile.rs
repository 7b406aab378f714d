//! What the columns of a table hold: one cheap query a column.

use duckdb::Connection;

use super::failure::Failure;
use super::quoted;
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Column, ColumnProfile, Table, TableProfile};

/// Up to how many different values of a column are listed.
const LISTED: u64 = 30;

/// See [`crate::engine::Engine::profile`].
pub(super) fn profile(connection: &Connection, table: &Table, findings: &mut Findings) -> Option<TableProfile> {
    let columns = table.columns.iter().map(|column| of_column(connection, &table.name, column));
    match columns.collect() {
        Ok(columns) => Some(TableProfile { table: table.clone(), columns }),
        Err(error) => {
            let message = format!("the table `{}` cannot be read: {}", table.name, Failure::of(&error).message);
            findings.push(Diagnostic::error("table-unreadable", message).help("check the file, or leave it out"));
            None
        }
    }
}

fn of_column(connection: &Connection, table: &str, column: &Column) -> Result<ColumnProfile, duckdb::Error> {
    let (table, name) = (quoted(table), quoted(&column.name));
    let select = format!(
        "SELECT count(DISTINCT {name}), count(*) - count({name}), \
         CAST(min({name}) AS VARCHAR), CAST(max({name}) AS VARCHAR) FROM {table}"
    );
    let profile = connection.query_row(&select, [], |row| {
        let (distinct, nulls): (i64, i64) = (row.get(0)?, row.get(1)?);
        Ok(ColumnProfile {
            column: column.clone(),
            distinct: distinct.unsigned_abs(),
            nulls: nulls.unsigned_abs(),
            min: row.get(2)?,
            max: row.get(3)?,
            values: Vec::new(),
        })
    })?;
    let few = (1..=LISTED).contains(&profile.distinct);
    let values = if few { values(connection, &table, &name)? } else { Vec::new() };
    Ok(ColumnProfile { values, ..profile })
}

fn values(connection: &Connection, table: &str, name: &str) -> Result<Vec<String>, duckdb::Error> {
    let select = format!("SELECT DISTINCT CAST({name} AS VARCHAR) FROM {table} WHERE {name} IS NOT NULL ORDER BY 1");
    let mut statement = connection.prepare(&select)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    rows.collect()
}
