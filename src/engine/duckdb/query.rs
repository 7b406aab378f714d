//! The values of a measure: its query checked, run, and read.

use std::time::Duration;

use duckdb::Connection;
use duckdb::types::ValueRef;

use super::failure::Failure;
use super::inspect;
use super::load::PRIVATE;
use super::room;
use super::{Catalog, counted, quoted};
use crate::diagnostic::{Diagnostic, Findings};
use crate::engine::contract::{self, Role, Shape};
use crate::engine::observe::{self, Calendar, Observer, Row};
use crate::scorecard::{Column, Limits, NodeIndex, Observation, Scorecard, Series, Sql, ValueSource};

/// Stands before a query to learn its columns.
const DESCRIBE: &str = "DESCRIBE ";

/// Stands before a query to keep its result, whose columns can then be read in any order and type.
const KEEP: &str = "CREATE OR REPLACE TEMP TABLE scorebook_result AS ";

/// See [`crate::engine::Engine::series`].
pub(super) fn series(
    connection: &Connection,
    scorecard: &Scorecard,
    measure: NodeIndex,
    catalog: &Catalog,
    limits: &Limits,
    findings: &mut Findings,
) -> Option<Series> {
    let node = scorecard.node(measure);
    let detail = node.measure()?;
    let subject = format!("measure `{}`", node.path);
    match &detail.source {
        ValueSource::Stated(_) => stated(scorecard, measure, findings),
        // What came of the assessment is filled in once it is evaluated.
        ValueSource::Result(_) => Some(Series::default()),
        ValueSource::Query(sql) => {
            let query = Query { connection, sql, subject: &subject, catalog, limits };
            query.series(super::calendar(scorecard, detail), findings)
        }
    }
}

/// The values a book states for a measure, which need no engine; `None`, with findings, when there is an error, and for
/// a measure with a query.
pub fn stated(scorecard: &Scorecard, measure: NodeIndex, findings: &mut Findings) -> Option<Series> {
    let node = scorecard.node(measure);
    let detail = node.measure()?;
    let ValueSource::Stated(values) = &detail.source else { return None };
    let subject = format!("measure `{}`", node.path);
    let error = |code, message: String| Diagnostic::error(code, format!("{subject}: {message}")).at(node.span, "");
    let observations = observe::stated(values, super::calendar(scorecard, detail), error, findings)?;
    Some(Series { observations, ..Series::default() })
}

/// A query about to run.
pub(super) struct Query<'a> {
    pub(super) connection: &'a Connection,
    pub(super) sql: &'a Sql,
    /// What findings call it.
    pub(super) subject: &'a str,
    pub(super) catalog: &'a Catalog,
    pub(super) limits: &'a Limits,
}

impl Query<'_> {
    fn series(&self, calendar: Calendar, findings: &mut Findings) -> Option<Series> {
        let reads = inspect::inspect(self.connection, self.sql, self.subject, self.catalog, findings)?;
        if reads.broken || reads.models.iter().any(|model| self.catalog.broken.contains(model)) {
            return None;
        }
        let (tables, models) = self.catalog.lineage(&reads);
        let private = tables.iter().any(|table| self.catalog.private.contains_key(&table.to_lowercase()));
        let limit = Duration::from_secs(self.limits.seconds);
        let observations = room::within(self.connection, limit, || self.observations(private, calendar, findings))?;
        if observations.is_empty() {
            let message = format!("{} has no data: its query returns no rows", self.subject);
            let help = "check its WHERE against what is in the data";
            findings.push(Diagnostic::warning("no-rows", message).at(self.sql.locate(0, 0), "").help(help));
        }
        let readings = self.catalog.readings(&reads, &models);
        Some(Series { observations, tables: tables.into_iter().collect(), models, readings, private })
    }

    /// The rows of the result; `private` keeps their texts out of findings.
    fn observations(&self, private: bool, calendar: Calendar, findings: &mut Findings) -> Option<Vec<Observation>> {
        let mut columns = self.columns(findings)?;
        let texts = contract::number_texts(&columns);
        if !texts.is_empty() {
            self.keep(findings)?;
        }
        let mut examples = self.without_numbers(&mut columns, &texts);
        if private {
            examples = hidden(examples);
        }
        let error = |code, message: String| {
            let finding = self.error(code, &message);
            if code == contract::WRONG_TYPE {
                examples.iter().cloned().fold(finding, Diagnostic::note)
            } else {
                finding
            }
        };
        let shape = contract::shape(&columns, error, findings)?;
        if texts.is_empty() {
            self.keep(findings)?;
        }
        let mut told = Findings::default();
        let observations = self.observe(&shape, calendar, &mut told);
        for finding in told {
            let notes = if private { hidden(finding.notes) } else { finding.notes };
            findings.push(Diagnostic { notes, ..finding });
        }
        observations
    }

    /// A finding about the result as a whole: it points at the beginning of the statement.
    pub(super) fn error(&self, code: &'static str, message: &str) -> Diagnostic {
        let end = self.sql.text.find('\n').unwrap_or(self.sql.text.len());
        Diagnostic::error(code, format!("{}: {message}", self.subject)).at(self.sql.locate(0, end), "")
    }

    /// What went wrong in the engine; `prefix` is how many bytes of ours stand before the statement.
    pub(super) fn failed(&self, error: &duckdb::Error, prefix: usize) -> Diagnostic {
        let finding = Failure::of(error).finding(self.sql, prefix, self.subject, self.catalog);
        if finding.code != "sql-timeout" {
            return finding;
        }
        let limit = counted(self.limits.seconds, "second");
        let message = format!("{} took longer than {limit} and was stopped", self.subject);
        let help = "aggregate earlier, or allow more with `limits: {seconds: …}` in `scorebook.yaml`";
        Diagnostic::error("sql-timeout", message).at(self.sql.span, "").help(help)
    }

    /// The columns it returns.
    pub(super) fn columns(&self, findings: &mut Findings) -> Option<Vec<Column>> {
        let read = || -> Result<Vec<Column>, duckdb::Error> {
            let mut statement = self.connection.prepare(&format!("{DESCRIBE}{}", self.sql.text))?;
            let rows = statement.query_map([], |row| Ok(Column { name: row.get(0)?, data_type: row.get(1)? }))?;
            rows.collect()
        };
        read().map_err(|error| findings.push(self.failed(&error, DESCRIBE.len()))).ok()
    }

    /// Runs it and keeps the result as the table `scorebook_result`.
    pub(super) fn keep(&self, findings: &mut Findings) -> Option<()> {
        let kept = self.connection.execute_batch(&format!("{KEEP}{}", self.sql.text));
        kept.map_err(|error| findings.push(self.failed(&error, KEEP.len()))).ok()
    }

    /// Text that stands where numbers should, an example a column. A column without any value has no type to be wrong
    /// (an empty export is read as text): it is missing for all rows.
    fn without_numbers(&self, columns: &mut [Column], texts: &[usize]) -> Vec<String> {
        let mut examples = Vec::new();
        for &at in texts {
            let name = quoted(&columns[at].name);
            let select = format!(
                "SELECT count({name}), min({name}) FILTER (TRY_CAST({name} AS DOUBLE) IS NULL), min({name}) FROM scorebook_result"
            );
            let read = self.connection.query_row(&select, [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?))
            });
            match read {
                Ok((0, ..)) => contract::NULL_TYPE.clone_into(&mut columns[at].data_type),
                Ok((_, odd, any)) => examples.extend(odd.or(any).map(|text| shortened(&columns[at].name, &text))),
                // A column that stands twice in the result, which is told anyway.
                Err(_) => {}
            }
        }
        examples
    }

    fn observe(&self, shape: &Shape, calendar: Calendar, findings: &mut Findings) -> Option<Vec<Observation>> {
        let mut observer = Observer::new(shape, calendar);
        if let Err(error) = self.read(shape, &mut observer) {
            findings.push(self.failed(&error, usize::MAX));
            return None;
        }
        observer.finish(|code, message| self.error(code, &message), findings)
    }

    /// Reads the kept result: texts for period and entity, floating-point numbers for the rest.
    fn read(&self, shape: &Shape, observer: &mut Observer<'_>) -> Result<(), duckdb::Error> {
        let casts = shape.columns.iter().map(|(role, name)| {
            let data_type = if role.is_number() { "DOUBLE" } else { "VARCHAR" };
            format!("CAST({} AS {data_type})", quoted(name))
        });
        let select = format!("SELECT {} FROM scorebook_result", casts.collect::<Vec<_>>().join(", "));
        let mut statement = self.connection.prepare(&select)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut taken = Row::default();
            for (at, (role, _)) in shape.columns.iter().enumerate() {
                match (role, row.get_ref(at)?) {
                    (Role::Period, value) => taken.period = text(value),
                    (Role::Entity, value) => taken.entity = text(value).map(whole),
                    (_, ValueRef::Double(number)) => taken.numbers.push(Some(number)),
                    _ => taken.numbers.push(None),
                }
            }
            observer.row(taken);
        }
        Ok(())
    }
}

/// What stands in the place of rows that may hold private values.
pub(super) fn hidden(notes: Vec<String>) -> Vec<String> {
    if notes.is_empty() { notes } else { vec![format!("the rows are {PRIVATE}")] }
}

/// `` `value` holds the text `about 5` ``
fn shortened(column: &str, text: &str) -> String {
    const SHOWN: usize = 40;
    let rest = if text.chars().count() > SHOWN { "…" } else { "" };
    format!("`{column}` holds the text `{}{rest}`", text.chars().take(SHOWN).collect::<String>().escape_debug())
}

/// The text of a cell; `None` where there is none.
pub(super) fn text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Text(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    }
}

/// `17850` for `17850.0`: ids that passed through a spreadsheet or pandas.
pub(super) fn whole(text: String) -> String {
    match text.strip_suffix(".0") {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.to_owned(),
        _ => text,
    }
}
