//! Customers counted: the book's SELECT is kept once, and all else is our own SQL over it, set by set. Nothing about a single
//! customer leaves DuckDB.

mod count;
mod prepare;

use std::time::Duration;

use duckdb::Connection;

use super::query::{Query, hidden};
use super::{Catalog, inspect, room};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::scorecard::{Column, CustomerFacts, Customers, Limits, Period};
use count::Counter;
use prepare::{Faults, Prepared};

/// The columns a query of transactions may return.
const COLUMNS: [&str; 4] = ["customer", "date", "amount", "cost"];

/// What it must and may return, for help.
const EXPECTED: &str =
    "the query of transactions returns `customer`, `date` and `amount`; and `cost` where value is profit";

/// See [`crate::engine::Engine::customers`].
pub(super) fn customers(
    connection: &Connection,
    customers: &Customers,
    upto: Option<Period>,
    catalog: &Catalog,
    limits: &Limits,
    findings: &mut Findings,
) -> Option<CustomerFacts> {
    let subject = format!("customers `{}`", customers.id);
    let sql = &customers.transactions;
    let reads = inspect::inspect(connection, sql, &subject, catalog, findings)?;
    if reads.broken || reads.models.iter().any(|model| catalog.broken.contains(model)) {
        return None;
    }
    let (tables, models) = catalog.lineage(&reads);
    let private = tables.iter().any(|table| catalog.private.contains_key(&table.to_lowercase()));
    let query = Query { connection, sql, subject: &subject, catalog, limits };
    let reader = Reader { query, customers, private };
    let limit = Duration::from_secs(limits.seconds);
    let facts = room::within(connection, limit, || reader.facts(upto, findings))?;
    let readings = catalog.readings(&reads, &models);
    Some(CustomerFacts { tables: tables.into_iter().collect(), models, readings, private, ..facts })
}

struct Reader<'a> {
    query: Query<'a>,
    customers: &'a Customers,
    /// Keeps rows out of findings.
    private: bool,
}

impl Reader<'_> {
    fn facts(&self, upto: Option<Period>, findings: &mut Findings) -> Option<CustomerFacts> {
        let columns = self.query.columns(findings)?;
        self.check(&columns, findings)?;
        self.query.keep(findings)?;
        let failed = |error: duckdb::Error, findings: &mut Findings| {
            findings.push(self.query.failed(&error, usize::MAX));
        };
        let connection = self.query.connection;
        let faults = prepare::rows(connection, self.customers).map_err(|error| failed(error, findings)).ok()?;
        self.told(&faults, findings)?;
        let prepared = prepare::prepare(connection, self.customers, upto);
        let prepared = prepared.map_err(|error| failed(error, findings)).ok()?;
        self.nothing(&prepared, findings);
        let counter = Counter { connection, customers: self.customers, prepared: &prepared };
        let facts = counter.facts().map_err(|error| failed(error, findings)).ok()?;
        connection.execute_batch(prepare::FORGET).map_err(|error| failed(error, findings)).ok()?;
        Some(facts)
    }

    /// Reports columns that are missing, double or not read.
    fn check(&self, columns: &[Column], findings: &mut Findings) -> Option<()> {
        let before = findings.count(Severity::Error);
        let listed = columns.iter().map(|column| format!("`{}`", column.name)).collect::<Vec<_>>().join(", ");
        let mut wrong = |message: String| {
            let finding = self.query.error("transaction-columns", &message).note(format!("it returns {listed}"));
            findings.push(finding.help(EXPECTED));
        };
        for name in COLUMNS {
            let count = columns.iter().filter(|column| column.name.eq_ignore_ascii_case(name)).count();
            let is_wanted = name != "cost" || self.customers.by_profit;
            match count {
                0 if is_wanted => wrong(format!("the query returns no column `{name}`")),
                0 | 1 => {}
                _ => wrong(format!("the query returns `{name}` twice")),
            }
        }
        let is_read = |column: &&Column| {
            COLUMNS
                .iter()
                .any(|name| column.name.eq_ignore_ascii_case(name) && (*name != "cost" || self.customers.by_profit))
        };
        let extra: Vec<String> =
            columns.iter().filter(|column| !is_read(column)).map(|column| format!("`{}`", column.name)).collect();
        if !extra.is_empty() {
            let message = format!("the query returns {}, which nothing reads", extra.join(", "));
            let finding = self.query.error("result-extra-column", &message).help(EXPECTED);
            findings.push(Diagnostic { severity: Severity::Warning, ..finding });
        }
        (findings.count(Severity::Error) == before).then_some(())
    }

    /// Tells rows that cannot be counted.
    fn told(&self, faults: &Faults, findings: &mut Findings) -> Option<()> {
        for (what, help, count, row) in faults {
            let rows = if *count == 1 { "a row".to_owned() } else { format!("{count} rows") };
            let notes = if self.private { hidden(row.clone()) } else { row.clone() };
            let finding = self.query.error("transaction-row", &format!("{rows} {what}"));
            findings.push(notes.into_iter().fold(finding, Diagnostic::note).help(*help));
        }
        faults.is_empty().then_some(())
    }

    fn nothing(&self, prepared: &Prepared, findings: &mut Findings) {
        if prepared.span.is_some() {
            return;
        }
        let (message, help) = match prepared.later {
            0 => (
                "has no data: its query returns no rows with a customer",
                "check its WHERE against what is in the data",
            ),
            _ => (
                "has no data: all of its transactions are later than the day it is reckoned to",
                "look at `as_of` and `--period`",
            ),
        };
        let finding = Diagnostic::warning("no-rows", format!("{} {message}", self.query.subject));
        findings.push(finding.at(self.query.sql.locate(0, 0), "").help(help));
    }
}
