//! Rows that were read once and kept as Parquet, so that no later run reads their files again.
//!
//! Parquet holds nearly all types exactly, and rows in their order. Where it does not hold a column as it is (128-bit whole
//! numbers, intervals), the table is not kept.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Column, Findings, Load, Table, list, literal, quoted};

/// Where the rows of a table come from when the drop is opened.
#[derive(Clone, Debug)]
pub enum Fill {
    /// Its files.
    Parsed,
    /// Its files; then they are written to this file, where Parquet can hold them as they are.
    ParsedAndKept(PathBuf),
    /// A file that was written so; its own files where that one is not what it should be.
    Kept(PathBuf, Filled),
    /// Nowhere: nothing will ask for them.
    Left(Filled),
}

/// What is known of a table that was read before.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The table.
    pub table: Table,
    /// What was found while it was read.
    pub told: Findings,
}

impl Load<'_> {
    /// The table with its rows; with what was found.
    pub(super) fn filled(&self, fill: &Fill) -> (Option<Table>, Findings) {
        match fill {
            Fill::Left(known) => return (Some(known.table.clone()), known.told.clone()),
            Fill::Kept(path, known) if self.take(path, &known.table) => {
                return (Some(known.table.clone()), known.told.clone());
            }
            _ => {}
        }
        let mut findings = Findings::default();
        let table = if self.source.paths.is_empty() { None } else { self.table(&mut findings) };
        if let (Fill::ParsedAndKept(path), Some(table)) = (fill, &table) {
            self.keep(path, table);
        }
        (table, findings)
    }

    /// Makes the table of kept rows; false, and there is none, unless it is the very one.
    fn take(&self, path: &Path, table: &Table) -> bool {
        let own = quoted(&self.source.name);
        let made = self.connection.execute_batch(&format!("CREATE TABLE {own} AS SELECT * FROM {}", rows_in(path)));
        let is_same = made.and_then(|()| self.described()).is_ok_and(|made| made == *table);
        if !is_same {
            let _ = self.connection.execute_batch(&format!("DROP TABLE IF EXISTS {own}"));
        }
        is_same
    }

    /// Writes the rows of a table to a file, or leaves none.
    fn keep(&self, path: &Path, table: &Table) {
        let (own, to) = (quoted(&self.source.name), literal(&path.to_string_lossy()));
        let written = self.connection.execute_batch(&format!("COPY {own} TO {to} (FORMAT parquet)"));
        let is_same = written.and_then(|()| self.columns_in(path)).is_ok_and(|columns| columns == table.columns);
        if !is_same {
            let _ = fs::remove_file(path);
        }
    }

    fn columns_in(&self, path: &Path) -> Result<Vec<Column>, duckdb::Error> {
        let mut statement = self.connection.prepare(&format!("DESCRIBE SELECT * FROM {}", rows_in(path)))?;
        let columns = statement.query_map([], |row| Ok(Column { name: row.get(0)?, data_type: row.get(1)? }))?;
        columns.collect()
    }
}

fn rows_in(path: &Path) -> String {
    format!("read_parquet({}, hive_partitioning = false)", list([path.to_string_lossy()].into_iter()))
}
