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

#[cfg(test)]
mod tests {
    use duckdb::Connection;

    use super::*;
    use crate::scorecard::{Format, TableSource};

    fn source() -> TableSource {
        let (files, columns, lines_down) = (Vec::new(), Vec::new(), Vec::new());
        TableSource {
            name: "T".into(),
            format: Format::Json,
            paths: Vec::new(),
            files,
            columns,
            lines_down,
            sheet: None,
        }
    }

    fn texts(connection: &Connection) -> Vec<String> {
        let mut statement = connection.prepare("SELECT t::VARCHAR FROM \"T\" AS t").expect("a table");
        let rows = statement.query_map([], |row| row.get(0)).expect("rows");
        rows.collect::<Result<_, _>>().expect("texts")
    }

    /// Makes a table of a SELECT, keeps it, and takes it over elsewhere; its rows before and after, the latter where kept.
    fn kept(select: &str) -> (Vec<String>, Option<Vec<String>>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kept.parquet");
        let [one, other] = [(), ()].map(|()| Connection::open_in_memory().expect("DuckDB"));
        one.execute_batch(&format!("CREATE TABLE \"T\" AS {select}")).expect("a table");
        let source = source();
        let load = |connection| Load { connection, source: &source, files: &[], contract: None };
        let table = load(&one).described().expect("a table");
        load(&one).keep(&path, &table);
        let taken = load(&other).take(&path, &table);
        assert_eq!(taken, path.is_file());
        (texts(&one), taken.then(|| texts(&other)))
    }

    #[test]
    fn rows_come_back_in_their_order_exactly_and_of_their_types() {
        let all = "SELECT * FROM (VALUES \
            (1.10::DECIMAL(18,2), 0.1 + 0.2::DOUBLE, '订\n单', DATE '2026-10-31', TIMESTAMP '2026-10-31 01:02:03.000004', true, \
             12345678901234567890123456789.12345678::DECIMAL(38,8), [1, NULL], {'a': 'x', 'b': NULL}, TIME '23:59:59', 9::BIGINT), \
            (NULL, -0.0, '', NULL, NULL, false, -1, [], NULL, NULL, NULL), \
            (-0.01, 1e-300, NULL, DATE '0001-01-01', NULL, NULL, 0, NULL, {'a': '', 'b': 2}, NULL, -9))";
        let (before, after) = kept(all);
        assert_eq!(before.len(), 3);
        assert_eq!(after, Some(before));
        let (before, after) = kept("SELECT (i * 7919) % 300007 AS i, i::VARCHAR AS t FROM range(300000) AS r(i)");
        assert_eq!(after, Some(before), "more rows than a row group has");
        assert_eq!(kept("SELECT 1 AS a WHERE false"), (Vec::new(), Some(Vec::new())));
    }

    #[test]
    fn what_parquet_does_not_hold_as_it_is_is_not_kept() {
        for select in ["SELECT 1::HUGEINT AS a", "SELECT 'x'::ENUM('x', 'y') AS a"] {
            assert_eq!(kept(select).1, None, "{select}");
        }
    }

    #[test]
    fn another_file_is_not_taken_for_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kept.parquet");
        let connection = Connection::open_in_memory().expect("DuckDB");
        connection.execute_batch("CREATE TABLE \"T\" AS SELECT 1 AS a").expect("a table");
        let source = source();
        let load = Load { connection: &connection, source: &source, files: &[], contract: None };
        let table = load.described().expect("a table");
        let copy = |select: &str| {
            let sql = format!("COPY ({select}) TO {} (FORMAT parquet)", literal(&path.to_string_lossy()));
            connection.execute_batch(&sql).expect("written");
            connection.execute_batch("DROP TABLE IF EXISTS \"T\"").expect("dropped");
            load.take(&path, &table)
        };
        assert!(copy("SELECT 2 AS a"));
        assert!(!copy("SELECT 1 AS b"), "another column");
        assert!(!copy("SELECT 1::BIGINT AS a"), "another type");
        assert!(!copy("SELECT 1 AS a UNION ALL SELECT 2"), "another number of rows");
        fs::write(&path, "no Parquet").expect("writable");
        assert!(!load.take(&path, &table));
    }
}
