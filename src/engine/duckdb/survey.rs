//! The answers of a survey and its invitations: their queries checked, run, and read row by row.

use std::collections::BTreeMap;
use std::time::Duration;

use duckdb::Connection;
use duckdb::types::ValueRef;

use super::inspect::Reads;
use super::query::{Query, hidden, text, whole};
use super::{Catalog, inspect, quoted, room};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::engine::observe::Calendar;
use crate::scorecard::{Column, Limits, Period, Response, Responses, Sql, Survey};

/// How many offending rows a finding shows.
const SHOWN: usize = 3;

/// What a query must and may return.
struct Shape {
    required: &'static [&'static str],
    /// Read as text: the first columns.
    texts: &'static [&'static str],
    /// Read as numbers: the rest.
    numbers: &'static [&'static str],
    expected: &'static str,
}

const ANSWERS: Shape = Shape {
    required: &["period", "respondent", "item"],
    texts: &["period", "entity", "respondent", "item"],
    numbers: &["value", "expected", "perceived", "importance", "weight"],
    expected: "the query of a survey returns `period`, `respondent`, `item`, and `value`, or `expected` and `perceived`; \
               and optionally `importance`, `entity` and `weight`",
};
const INVITED: Shape = Shape {
    required: &["period", "invited"],
    texts: &["period", "entity"],
    numbers: &["invited"],
    expected: "the query of invitations returns `period`, `invited`, and `entity` if there are entities",
};

/// See [`crate::engine::Engine::responses`].
pub(super) fn responses(
    connection: &Connection,
    survey: &Survey,
    catalog: &Catalog,
    limits: &Limits,
    findings: &mut Findings,
) -> Option<Responses> {
    let subject = format!("answers of `{}`", survey.id);
    let calendar = Calendar { scorecard: survey.frequency, measure: survey.frequency };
    let ask = |sql, subject: &str, shape, findings: &mut Findings| {
        let query = Query { connection, sql, subject, catalog, limits };
        Reader::new(query, calendar, shape, findings)?.rows(findings)
    };
    let (rows, columns, reads) = ask(&survey.answers, &subject, &ANSWERS, findings)?;
    if rows.is_empty() {
        let finding = Diagnostic::warning("no-rows", format!("{subject} are none: its query returns no rows"));
        let finding = finding.at(survey.answers.locate(0, 0), "");
        findings.push(finding.help("check its WHERE against what is in the data"));
    }
    let invited = match &survey.invited {
        Some(sql) => Some(ask(sql, &format!("invitations of `{}`", survey.id), &INVITED, findings)?),
        None => None,
    };
    let mut found = Responses { rows: rows.into_iter().map(response).collect(), columns, ..Responses::default() };
    origin(&mut found, &reads, catalog);
    if let Some((rows, _, reads)) = invited {
        origin(&mut found, &reads, catalog);
        let count = |row: Row| Some(((row.period, row.texts[1].clone().map(whole)), row.numbers[0]?));
        found.invited.extend(rows.into_iter().filter_map(count));
    }
    Some(found)
}

/// Adds where a query's rows come from.
fn origin(found: &mut Responses, reads: &Reads, catalog: &Catalog) {
    let (tables, models) = catalog.lineage(reads);
    found.private |= tables.iter().any(|table| catalog.private.contains_key(&table.to_lowercase()));
    found.readings.extend(catalog.readings(reads, &models));
    found.tables.extend(tables);
    found.tables.sort();
    found.tables.dedup();
    for model in models {
        if !found.models.contains(&model) {
            found.models.push(model);
        }
    }
}

fn response(row: Row) -> Response {
    let [value, expected, perceived, importance, weight] = [0, 1, 2, 3, 4].map(|at| row.numbers[at]);
    let mut texts = row.texts.into_iter();
    let (_, entity, respondent, item) = (texts.next(), texts.next(), texts.next(), texts.next());
    Response {
        period: row.period,
        entity: entity.flatten().map(whole),
        respondent: respondent.flatten().map(whole).unwrap_or_default(),
        item: item.flatten().unwrap_or_default(),
        value,
        expected,
        perceived,
        importance,
        weight: weight.unwrap_or(1.0),
    }
}

/// A row that can be read: texts and numbers in the order of its [`Shape`].
struct Row {
    period: Period,
    texts: Vec<Option<String>>,
    numbers: Vec<Option<f64>>,
}

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    NoPeriod,
    BadPeriod,
    Empty(&'static str),
    NotANumber(&'static str),
}

/// What is wrong with rows: how many, and some of them.
type Faults = BTreeMap<Fault, (usize, Vec<String>)>;

/// Reads the rows of one query.
struct Reader<'a> {
    query: Query<'a>,
    calendar: Calendar,
    shape: &'static Shape,
    reads: Reads,
    /// Keeps texts of rows out of findings.
    private: bool,
}

impl<'a> Reader<'a> {
    fn new(query: Query<'a>, calendar: Calendar, shape: &'static Shape, findings: &mut Findings) -> Option<Self> {
        let sql: &Sql = query.sql;
        let reads = inspect::inspect(query.connection, sql, query.subject, query.catalog, findings)?;
        if reads.broken || reads.models.iter().any(|model| query.catalog.broken.contains(model)) {
            return None;
        }
        let (tables, _) = query.catalog.lineage(&reads);
        let private = tables.iter().any(|table| query.catalog.private.contains_key(&table.to_lowercase()));
        Some(Self { query, calendar, shape, reads, private })
    }

    /// The rows, the columns for numbers there are, and what was read; `None` where anything is wrong.
    fn rows(self, findings: &mut Findings) -> Option<(Vec<Row>, Vec<String>, Reads)> {
        let limit = Duration::from_secs(self.query.limits.seconds);
        let connection = self.query.connection;
        let (rows, columns) = room::within(connection, limit, || self.kept(findings))?;
        Some((rows, columns, self.reads))
    }

    fn kept(&self, findings: &mut Findings) -> Option<(Vec<Row>, Vec<String>)> {
        let columns = self.query.columns(findings)?;
        self.check(&columns, findings)?;
        self.query.keep(findings)?;
        let mut faults = Faults::new();
        let rows = self.read(&columns, &mut faults);
        let rows = rows.map_err(|error| findings.push(self.query.failed(&error, usize::MAX))).ok()?;
        for (fault, (count, examples)) in &faults {
            findings.push(self.finding(*fault, *count, examples.clone()));
        }
        let known = self.shape.numbers.iter().filter(|name| place(&columns, name).is_some());
        faults.is_empty().then(|| (rows, known.map(|name| (*name).to_owned()).collect()))
    }

    fn all(&self) -> impl Iterator<Item = &'static str> {
        self.shape.texts.iter().chain(self.shape.numbers).copied()
    }

    /// Reports columns that are missing, double or not read.
    fn check(&self, columns: &[Column], findings: &mut Findings) -> Option<()> {
        let before = findings.count(Severity::Error);
        let listed = columns.iter().map(|column| format!("`{}`", column.name)).collect::<Vec<_>>().join(", ");
        let wrong = |message: String| {
            let finding = self.query.error("survey-columns", &message).note(format!("it returns {listed}"));
            finding.help(self.shape.expected)
        };
        for name in self.all() {
            let count = columns.iter().filter(|column| column.name.eq_ignore_ascii_case(name)).count();
            if count > 1 {
                findings.push(wrong(format!("the query returns `{name}` twice")));
            }
            if count == 0 && self.shape.required.contains(&name) {
                findings.push(wrong(format!("the query returns no column `{name}`")));
            }
        }
        let is_extra = |column: &&Column| !self.all().any(|name| column.name.eq_ignore_ascii_case(name));
        let extra: Vec<String> = columns.iter().filter(is_extra).map(|column| format!("`{}`", column.name)).collect();
        if !extra.is_empty() {
            let message = format!("the query returns {}, which nothing reads", extra.join(", "));
            let finding = self.query.error("result-extra-column", &message).help(self.shape.expected);
            findings.push(Diagnostic { severity: Severity::Warning, ..finding });
        }
        (findings.count(Severity::Error) == before).then_some(())
    }

    /// Reads the kept result: every column as text, those of numbers as numbers, too.
    fn read(&self, columns: &[Column], faults: &mut Faults) -> Result<Vec<Row>, duckdb::Error> {
        let cell = |name: &str, kind: &str| {
            let own = place(columns, name).map(|at| quoted(&columns[at].name));
            own.map_or_else(|| "NULL".to_owned(), |name| format!("TRY_CAST({name} AS {kind})"))
        };
        let texts = self.all().map(|name| cell(name, "VARCHAR"));
        let numbers = self.shape.numbers.iter().map(|name| cell(name, "DOUBLE"));
        let select = format!("SELECT {} FROM scorebook_result", texts.chain(numbers).collect::<Vec<_>>().join(", "));
        let mut statement = self.query.connection.prepare(&select)?;
        let mut rows = statement.query([])?;
        let (mut found, mut periods) = (Vec::new(), BTreeMap::new());
        let (words, width) = (self.shape.texts.len(), self.all().count());
        while let Some(row) = rows.next()? {
            let texts: Vec<Option<String>> =
                (0..width).map(|at| row.get_ref(at).map(text)).collect::<Result<_, _>>()?;
            let number = |at: usize| {
                row.get_ref(width + at).map(|value| match value {
                    ValueRef::Double(number) if number.is_finite() => Some(number),
                    _ => None,
                })
            };
            let numbers: Vec<Option<f64>> = (0..self.shape.numbers.len()).map(number).collect::<Result<_, _>>()?;
            match self.row(&texts, numbers, words, &mut periods) {
                Ok(row) => found.push(row),
                Err(fault) => self.note(faults, fault, &texts),
            }
        }
        Ok(found)
    }

    fn row(
        &self,
        texts: &[Option<String>],
        numbers: Vec<Option<f64>>,
        words: usize,
        periods: &mut BTreeMap<String, Option<Period>>,
    ) -> Result<Row, Fault> {
        let period = texts[0].as_ref().ok_or(Fault::NoPeriod)?;
        let known = *periods.entry(period.clone()).or_insert_with(|| self.calendar.read(period));
        let named = self.shape.texts.iter().zip(texts).skip(1);
        for (name, cell) in named.filter(|(name, _)| self.shape.required.contains(name)) {
            if cell.is_none() {
                return Err(Fault::Empty(name));
            }
        }
        let numbered = self.shape.numbers.iter().zip(&texts[words..]).zip(&numbers);
        for ((name, cell), number) in numbered {
            if cell.is_some() && number.is_none() {
                return Err(Fault::NotANumber(name));
            }
        }
        Ok(Row { period: known.ok_or(Fault::BadPeriod)?, texts: texts[..words].to_vec(), numbers })
    }

    fn note(&self, faults: &mut Faults, fault: Fault, texts: &[Option<String>]) {
        let (count, rows) = faults.entry(fault).or_default();
        *count += 1;
        if rows.len() < SHOWN {
            let cells = self.all().zip(texts).filter_map(|(name, text)| Some(format!("{name} {}", text.as_ref()?)));
            rows.push(cells.collect::<Vec<_>>().join(", "));
        }
    }

    fn finding(&self, fault: Fault, count: usize, rows: Vec<String>) -> Diagnostic {
        let word = self.calendar.measure.word();
        let example = self.calendar.measure.example();
        let (code, what, help) = match fault {
            Fault::NoPeriod => {
                ("result-period", "without a period".into(), "leave rows without a date out with WHERE".into())
            }
            Fault::BadPeriod => {
                let help = format!("a period here is a date, or text such as {example}");
                ("result-period", format!("with a period that is no {word}"), help)
            }
            Fault::Empty(name) => ("survey-row", format!("without `{name}`"), format!("give every row its `{name}`")),
            Fault::NotANumber(name) => {
                let help = "return numbers alone; NULL is no answer".to_owned();
                ("survey-row", format!("with a `{name}` that is no number"), help)
            }
        };
        let rows_word = if count == 1 { "a row".to_owned() } else { format!("{count} rows") };
        let finding = self.query.error(code, &format!("{rows_word} {what}"));
        let notes = if self.private { hidden(rows) } else { rows };
        notes.into_iter().fold(finding, Diagnostic::note).help(help)
    }
}

fn place(columns: &[Column], name: &str) -> Option<usize> {
    columns.iter().position(|column| column.name.eq_ignore_ascii_case(name))
}
