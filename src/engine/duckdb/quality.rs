//! Runs the tests of table contracts in the closed room, and counts what is missing in each column.

use std::time::Duration;

use duckdb::Connection;

use super::failure::{Failure, tables_help};
use super::load::{PRIVATE, unknown_column};
use super::usage::Usage;
use super::{Catalog, counted, dates, inspect, literal, quoted, room};
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{
    ColumnQuality, Contract, DataCheck, DataTest, Frequency, Limits, Period, Sql, Table, TableQuality, TestResult,
};

/// Where the rows that break a test are kept while they are counted.
const BROKEN: &str = "scorebook_broken";

/// How many of them are shown, and how many of their columns.
const ROWS_SHOWN: usize = 5;
const COLUMNS_SHOWN: usize = 6;

/// What all tests of a run share.
pub(super) struct Quality<'a> {
    pub(super) connection: &'a Connection,
    pub(super) tables: &'a [Table],
    pub(super) catalog: &'a Catalog,
    pub(super) limits: &'a Limits,
    /// The report period, where one is known.
    pub(super) as_of: Option<Period>,
    /// What statements read; `None` where that is not known.
    pub(super) usage: Option<Usage>,
}

impl Quality<'_> {
    /// The quality of every table, in order of name.
    pub(super) fn all(&self, contracts: &[Contract], findings: &mut Findings) -> Vec<TableQuality> {
        let known = |name: &str| self.tables.iter().any(|table| table.name.eq_ignore_ascii_case(name));
        for contract in contracts.iter().filter(|contract| !known(&contract.table)) {
            if !self.catalog.broken.contains(&contract.table.to_lowercase()) {
                let message = format!("there is no table `{}` for this contract", contract.table);
                let finding = Diagnostic::error("contract-table", message).at(contract.span, "");
                findings.push(finding.help(tables_help(&contract.table, self.catalog)));
            }
        }
        self.tables.iter().map(|table| self.of(table, contracts, findings)).collect()
    }

    /// The quality of one table.
    pub(super) fn of(&self, table: &Table, contracts: &[Contract], findings: &mut Findings) -> TableQuality {
        let contract = contracts.iter().find(|contract| contract.table.eq_ignore_ascii_case(&table.name));
        self.table(table, contract, findings)
    }

    fn table(&self, table: &Table, contract: Option<&Contract>, findings: &mut Findings) -> TableQuality {
        let tests = contract.map_or(&[][..], |contract| &contract.tests);
        let limit = Duration::from_secs(self.limits.seconds);
        let results = tests.iter().enumerate().filter_map(|(at, test)| {
            let one = Test { quality: self, table, asked: test };
            Some((at, room::within(self.connection, limit, || one.run(findings))?))
        });
        let results = results.collect();
        let columns = room::within(self.connection, limit, || self.columns(table)).unwrap_or_default();
        let dates = self.as_of.and_then(|as_of| {
            let read = || dates::dates(self.connection, table, contract, as_of, self.catalog);
            room::within(self.connection, limit, read)
        });
        TableQuality { table: table.name.clone(), columns, dates, tests: results }
    }

    /// The columns of a table with how many rows have no value in each; `None` when it takes too long.
    fn columns(&self, table: &Table) -> Option<Vec<ColumnQuality>> {
        let counts: Vec<String> =
            table.columns.iter().map(|column| format!("count(*) - count({})", quoted(&column.name))).collect();
        let sql = format!("SELECT [{}]::BIGINT[]::VARCHAR FROM {}", counts.join(", "), quoted(&table.name));
        let text: String = self.connection.query_row(&sql, [], |row| row.get(0)).ok()?;
        let missing = text.trim_matches(['[', ']']).split(',').map(|count| count.trim().parse().unwrap_or(0));
        let columns = table.columns.iter().zip(missing).map(|(column, missing)| ColumnQuality {
            name: column.name.clone(),
            data_type: column.data_type.clone(),
            missing,
            private: self.catalog.is_private(&table.name, &column.name),
            unused: self.usage.as_ref().is_some_and(|usage| !usage.reads(&table.name, &column.name)),
        });
        Some(columns.collect())
    }
}

/// One test of one table.
struct Test<'a> {
    quality: &'a Quality<'a>,
    table: &'a Table,
    asked: &'a DataTest,
}

impl Test<'_> {
    /// Runs it and tells when it is broken; `None` when it could not run.
    fn run(&self, findings: &mut Findings) -> Option<TestResult> {
        for name in self.asked.check.columns() {
            if !self.table.columns.iter().any(|column| column.name.eq_ignore_ascii_case(name)) {
                findings.push(unknown_column(name, self.table, self.asked.span));
                return None;
            }
        }
        let rows = self.rows(findings)?;
        match &self.asked.check {
            DataCheck::RowCount(limit) => {
                let count = self.count(&format!("({rows})"), findings)?;
                let passed = limit.contains(count as f64);
                let message = format!("`{}` has {}, {}", self.table.name, counted(count, "row"), limits(*limit));
                Some(self.told(passed, (u64::from(!passed), 1), message, Vec::new(), findings))
            }
            DataCheck::Freshness(column, days) => self.freshness(&rows, column, *days, findings),
            DataCheck::Sql(sql) => self.own_query(sql, findings),
            _ => {
                let broken = self.broken_rows(&rows, findings)?;
                let tested = self.count(&format!("({rows})"), findings)?;
                let columns = self.shown_columns();
                self.judged(&broken, &self.wrapped(), tested, &columns, findings)
            }
        }
    }

    /// The rows the test is about, as a SELECT.
    fn rows(&self, findings: &mut Findings) -> Option<String> {
        let all = format!("SELECT * FROM {}", quoted(&self.table.name));
        let Some(filter) = &self.asked.filter else { return Some(all) };
        let rows = format!("{all} WHERE ({}\n)", filter.text);
        let checked = Sql { text: rows.clone(), ..self.wrapped() };
        let reads =
            inspect::inspect(self.quality.connection, &checked, &self.subject(), self.quality.catalog, findings)?;
        (!reads.broken).then_some(rows)
    }

    /// Stands for SQL made here: what is wrong with it is told at the condition or the test.
    fn wrapped(&self) -> Sql {
        let span = self.asked.filter.as_ref().map_or(self.asked.span, |filter| filter.span);
        Sql { text: String::new(), span, line_starts: Vec::new() }
    }

    fn subject(&self) -> String {
        format!("the test `{}` of `{}`", self.asked.check.word(), self.table.name)
    }

    /// A SELECT of the rows that break the test.
    fn broken_rows(&self, rows: &str, findings: &mut Findings) -> Option<String> {
        let condition = match &self.asked.check {
            DataCheck::NotNull(columns) => {
                columns.iter().map(|name| format!("{} IS NULL", quoted(name))).collect::<Vec<_>>().join(" OR ")
            }
            DataCheck::Unique(columns) => {
                let names: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
                let given: Vec<String> = names.iter().map(|name| format!("{name} IS NOT NULL")).collect();
                let (given, names) = (given.join(" AND "), names.join(", "));
                return Some(format!(
                    "SELECT * FROM ({rows}) WHERE {given} QUALIFY count(*) OVER (PARTITION BY {names}) > 1 ORDER BY {names}"
                ));
            }
            DataCheck::AcceptedValues(column, values) => {
                let values: Vec<String> = values.iter().map(|value| literal(value)).collect();
                format!("CAST({} AS VARCHAR) NOT IN ({})", quoted(column), values.join(", "))
            }
            DataCheck::Relationship(column, table, other) => {
                self.knows(table, other, findings)?;
                let (other, table) = (quoted(other), quoted(table));
                format!(
                    "CAST({} AS VARCHAR) NOT IN (SELECT CAST({other} AS VARCHAR) FROM {table} WHERE {other} IS NOT NULL)",
                    quoted(column)
                )
            }
            DataCheck::Range(column, limit) => {
                let number = format!("TRY_CAST({} AS DOUBLE)", quoted(column));
                let beyond = |bound: Option<f64>, sign: &str| bound.map(|bound| format!("{number} {sign} {bound}"));
                let no_number = format!("({} IS NOT NULL AND {number} IS NULL)", quoted(column));
                let all = [beyond(limit.min, "<"), beyond(limit.max, ">"), Some(no_number)];
                all.into_iter().flatten().collect::<Vec<_>>().join(" OR ")
            }
            DataCheck::RowCount(_) | DataCheck::Freshness(..) | DataCheck::Sql(_) => return None,
        };
        Some(format!("SELECT * FROM ({rows}) WHERE {condition}"))
    }

    /// Whether a relationship leads to a table or model with that column; tells where it does not.
    fn knows(&self, table: &str, column: &str, findings: &mut Findings) -> Option<()> {
        let lower = table.to_lowercase();
        if self.quality.catalog.broken.contains(&lower) {
            return None;
        }
        if let Some(other) = self.quality.tables.iter().find(|other| other.name.eq_ignore_ascii_case(table)) {
            if other.columns.iter().any(|own| own.name.eq_ignore_ascii_case(column)) {
                return Some(());
            }
            findings.push(unknown_column(column, other, self.asked.span));
            return None;
        }
        if self.quality.catalog.models.contains_key(&lower) {
            return Some(());
        }
        let message = format!("{}: there is no table `{table}`", self.subject());
        let finding = Diagnostic::error("contract-table", message).at(self.asked.span, "");
        findings.push(finding.help(tables_help(table, self.quality.catalog)));
        None
    }

    fn own_query(&self, sql: &Sql, findings: &mut Findings) -> Option<TestResult> {
        let catalog = self.quality.catalog;
        let reads = inspect::inspect(self.quality.connection, sql, &self.subject(), catalog, findings)?;
        if reads.broken || reads.models.iter().any(|model| catalog.broken.contains(model)) {
            return None;
        }
        // What a query returns may be made of anything it reads.
        let (tables, _) = catalog.lineage(&reads);
        let hidden = tables.iter().any(|table| catalog.private.contains_key(&table.to_lowercase()));
        let columns = if hidden { Some(Vec::new()) } else { None };
        let tested = self.table.rows;
        match columns {
            Some(none) => self.judged(&sql.text, sql, tested, &none, findings),
            None => self.judged(&sql.text, sql, tested, &["*".to_owned()], findings),
        }
    }

    /// Keeps the rows that break the test, counts them, and tells.
    fn judged(
        &self,
        broken: &str,
        sql: &Sql,
        tested: u64,
        columns: &[String],
        findings: &mut Findings,
    ) -> Option<TestResult> {
        let prefix = format!("CREATE OR REPLACE TEMP TABLE {BROKEN} AS ");
        let kept = self.quality.connection.execute_batch(&format!("{prefix}{broken}"));
        if let Err(error) = kept {
            findings.push(Failure::of(&error).finding(sql, prefix.len(), &self.subject(), self.quality.catalog));
            return None;
        }
        let failed = self.count(BROKEN, findings)?;
        let passed = self.asked.allowed.covers(failed, tested);
        let samples = if passed { Vec::new() } else { self.samples(columns) };
        let message = format!(
            "{} of {} in `{}` {} `{}`{}",
            failed,
            counted(tested, "row"),
            self.table.name,
            if failed == 1 { "breaks" } else { "break" },
            self.asked.check.word(),
            self.about()
        );
        Some(self.told(passed, (failed, tested), message, samples, findings))
    }

    /// The columns it is about, as the end of a sentence.
    fn about(&self) -> String {
        let names: Vec<String> = self.asked.check.columns().iter().map(|name| format!("`{name}`")).collect();
        if names.is_empty() { String::new() } else { format!(" of {}", names.join(", ")) }
    }

    fn count(&self, from: &str, findings: &mut Findings) -> Option<u64> {
        let counted: Result<i64, _> =
            self.quality.connection.query_row(&format!("SELECT count(*) FROM {from}"), [], |row| row.get(0));
        let failed = |error: duckdb::Error| {
            findings.push(Failure::of(&error).finding(
                &self.wrapped(),
                usize::MAX,
                &self.subject(),
                self.quality.catalog,
            ));
        };
        counted.map_err(failed).ok().map(i64::unsigned_abs)
    }

    /// The columns shown of a row: those tested, then the first others.
    fn shown_columns(&self) -> Vec<String> {
        let tested = self.asked.check.columns();
        let is_tested = |name: &str| tested.iter().any(|own| own.eq_ignore_ascii_case(name));
        let names = || self.table.columns.iter().map(|column| column.name.as_str());
        let order = names().filter(|name| is_tested(name)).chain(names().filter(|name| !is_tested(name)));
        order.take(COLUMNS_SHOWN).map(ToOwned::to_owned).collect()
    }

    /// The first rows that break the test: `id=1, name=‹private›`.
    fn samples(&self, columns: &[String]) -> Vec<String> {
        let read = || -> Result<Vec<String>, duckdb::Error> {
            let named = |sql: &str| -> Result<Vec<String>, duckdb::Error> {
                let mut statement = self.quality.connection.prepare(sql)?;
                let rows = statement.query_map([], |row| row.get(0))?;
                rows.collect()
            };
            let all = columns.first().is_some_and(|first| first == "*");
            let mut columns = if all { named(&format!("DESCRIBE {BROKEN}"))? } else { columns.to_vec() };
            columns.truncate(COLUMNS_SHOWN);
            if columns.is_empty() {
                return Ok(vec![format!("the rows are {PRIVATE}")]);
            }
            let shown: Vec<String> = columns.iter().map(|name| self.shown(name)).collect();
            named(&format!("SELECT concat_ws(', ', {}) FROM {BROKEN} LIMIT {ROWS_SHOWN}", shown.join(", ")))
        };
        read().unwrap_or_default()
    }

    fn shown(&self, name: &str) -> String {
        if self.quality.catalog.is_private(&self.table.name, name) {
            return literal(&format!("{name}={PRIVATE}"));
        }
        format!("{} || coalesce(left(CAST({} AS VARCHAR), 40), 'NULL')", literal(&format!("{name}=")), quoted(name))
    }

    /// Days between the latest row and the end of the report period. Without a report period there is no answer.
    fn freshness(&self, rows: &str, column: &str, days: u32, findings: &mut Findings) -> Option<TestResult> {
        let end = last_day(self.quality.as_of?)?;
        let is_text = |own: &&crate::scorecard::Column| own.data_type == "VARCHAR";
        let text = self.table.columns.iter().filter(is_text).any(|own| own.name.eq_ignore_ascii_case(column));
        let value = if text { quoted(column) } else { format!("CAST({} AS DATE)", quoted(column)) };
        let sql = format!("SELECT max({value})::VARCHAR FROM ({rows})");
        let latest: Option<String> = match self.quality.connection.query_row(&sql, [], |row| row.get(0)) {
            Ok(latest) => latest,
            Err(error) => {
                let sql = self.wrapped();
                findings.push(Failure::of(&error).finding(&sql, usize::MAX, &self.subject(), self.quality.catalog));
                return None;
            }
        };
        let day = latest.as_deref().and_then(Period::parse).and_then(last_day);
        let shown = if self.quality.catalog.is_private(&self.table.name, column) {
            PRIVATE.to_owned()
        } else {
            latest.unwrap_or_else(|| "missing".to_owned())
        };
        let behind = day.and_then(|day| end.since(day));
        let late = behind.map_or(1, |behind| u64::try_from(behind - i64::from(days)).unwrap_or(0));
        let message = match behind {
            Some(behind) => format!(
                "the latest `{column}` of `{}` is {shown}, {} before the end of the report period on {end}, and at most {days} are allowed",
                self.table.name,
                counted(u64::try_from(behind).unwrap_or(0), "day"),
            ),
            None => format!("the latest `{column}` of `{}` is {shown}, which is no day or period", self.table.name),
        };
        Some(self.told(late == 0, (late, 1), message, Vec::new(), findings))
    }

    /// The result, told when the test is broken.
    fn told(
        &self,
        passed: bool,
        (failed, tested): (u64, u64),
        message: String,
        samples: Vec<String>,
        findings: &mut Findings,
    ) -> TestResult {
        if !passed && self.asked.accepted.is_none() {
            let finding = if self.asked.warns {
                Diagnostic::warning("data-test", message)
            } else {
                Diagnostic::error("data-test", message)
            };
            let help = "correct the data where it comes from; or allow some with `max_failures`, narrow the test with `where`, \
                        or only warn with `severity: warn`, and say with `accept` why it may stay broken";
            let finding = finding.at(self.asked.span, "").help(help);
            findings.push(samples.into_iter().fold(finding, Diagnostic::note));
        }
        TestResult { passed, failed, tested }
    }
}

/// "which is less than 5"
fn limits(limit: crate::scorecard::Limit) -> String {
    match (limit.min, limit.max) {
        (Some(min), Some(max)) => format!("and should have {min} to {max}"),
        (Some(min), None) => format!("and should have at least {min}"),
        (None, Some(max)) => format!("and should have at most {max}"),
        (None, None) => String::new(),
    }
}

/// The last day of a period.
fn last_day(period: Period) -> Option<Period> {
    let next = period.plus(1);
    let first = Period::containing(next.year().into(), next.month().into(), next.day().into(), Frequency::Day)?;
    Some(first.previous())
}
