//! Loads the drop: CSV and JSON into tables, Parquet as views over its files.

use std::collections::BTreeMap;

use duckdb::Connection;

use super::failure::Failure;
use super::guess::{self, Guessed, Typed};
use super::{literal, quoted};
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Column, Contract, DataFile, Format, Table, TableSource};

mod contract;
mod csv;
mod json;
mod kept;
mod parse;

pub(super) use contract::{PRIVATE, unknown_column};
pub use kept::{Fill, Filled};

/// Loads every table, in the order of the sources; `None` for those that cannot be. With what was found about each.
pub(super) fn load_all(
    connection: &Connection,
    (sources, fills): (&[TableSource], &[Fill]),
    files: &[DataFile],
    contracts: &[Contract],
) -> Vec<(Option<Table>, Findings)> {
    let load = |(at, source): (usize, &TableSource)| {
        let contract = contracts.iter().find(|contract| contract.table.eq_ignore_ascii_case(&source.name));
        Load { connection, source, files, contract }.filled(fills.get(at).unwrap_or(&Fill::Parsed))
    };
    sources.iter().enumerate().map(load).collect()
}

/// A table about to be loaded.
struct Load<'a> {
    connection: &'a Connection,
    source: &'a TableSource,
    files: &'a [DataFile],
    contract: Option<&'a Contract>,
}

impl Load<'_> {
    fn table(&self, findings: &mut Findings) -> Option<Table> {
        match self.source.format {
            Format::Csv(style) => self.csv(style, findings)?,
            Format::Json => self.json(findings)?,
            Format::Parquet => self.parquet(findings)?,
        }
        let table = self.described().map_err(|error| findings.push(self.failed(&error))).ok()?;
        let table = self.apply(table, findings)?;
        if table.rows == 0 {
            let message = format!("the table `{}` has no rows", table.name);
            let help = "check the export: there is only a header, or only blank lines";
            findings.push(Diagnostic::warning("table-empty", message).in_file(self.path(0), None).help(help));
        }
        Some(table)
    }

    /// The path of one of its files, as findings name it.
    fn path(&self, at: usize) -> &str {
        let file = self.source.files.get(at).and_then(|file| self.files.get(*file));
        file.map_or("data", |file| file.path.as_str())
    }

    /// How findings name the file: with the sheet, where there is one.
    fn place(&self, at: usize) -> String {
        match &self.source.sheet {
            Some(sheet) => format!("sheet `{sheet}` of `{}`", self.path(at)),
            None => format!("`{}`", self.path(at)),
        }
    }

    /// A finding about a failure that names no better place.
    fn failed(&self, error: &duckdb::Error) -> Diagnostic {
        let failure = Failure::of(error);
        let mut message = failure.message;
        for (at, path) in self.source.paths.iter().enumerate() {
            message = message.replace(&*path.to_string_lossy(), self.path(at));
        }
        if failure.kind == "Out of Memory" {
            return Diagnostic::error("data-memory", format!("{} needs more memory than allowed", self.place(0)))
                .in_file(self.path(0), None)
                .help("raise `limits: {memory: …}` in `scorebook.yaml`, or export fewer columns");
        }
        if self.contract.is_some_and(|contract| contract.columns.iter().any(|rule| rule.private)) {
            // What DuckDB says may hold the value it stumbled over.
            "a value is not as expected".clone_into(&mut message);
        }
        Diagnostic::error("data-unreadable", format!("{} cannot be read: {message}", self.place(0)))
            .in_file(self.path(0), None)
            .help("export it again")
    }

    fn execute(&self, sql: &str, findings: &mut Findings) -> Option<()> {
        self.connection.execute_batch(sql).map_err(|error| findings.push(self.failed(&error))).ok()
    }

    /// The paths as a list in SQL.
    fn paths(&self) -> String {
        list(self.source.paths.iter().map(|path| path.to_string_lossy()))
    }

    /// A view over the files. Files of a folder are matched by the names of their columns; `year=2026/…` in their
    /// paths gives a column `year`.
    fn parquet(&self, findings: &mut Findings) -> Option<()> {
        let hive = (0..self.source.files.len()).all(|at| self.path(at).contains('='));
        let sql = format!(
            "CREATE VIEW {} AS SELECT * FROM read_parquet({}, union_by_name = {}, hive_partitioning = {hive})",
            quoted(&self.source.name),
            self.paths(),
            self.source.paths.len() > 1,
        );
        self.execute(&sql, findings)
    }

    fn described(&self) -> Result<Table, duckdb::Error> {
        let name = quoted(&self.source.name);
        let mut statement = self.connection.prepare(&format!("DESCRIBE SELECT * FROM {name}"))?;
        let columns = statement.query_map([], |row| Ok(Column { name: row.get(0)?, data_type: row.get(1)? }))?;
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        let rows: i64 = self.connection.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0))?;
        Ok(Table {
            name: self.source.name.clone(),
            columns,
            rows: rows.unsigned_abs(),
            files: self.source.files.clone(),
            sheet: self.source.sheet.clone(),
        })
    }
}

/// Texts as a list in SQL.
fn list<T: AsRef<str>>(texts: impl Iterator<Item = T>) -> String {
    format!("[{}]", texts.map(|text| literal(text.as_ref())).collect::<Vec<_>>().join(", "))
}
