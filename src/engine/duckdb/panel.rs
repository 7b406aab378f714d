//! The answers of a panel: its query checked, run, and read row by row.

use std::collections::BTreeMap;
use std::time::Duration;

use duckdb::Connection;
use duckdb::types::ValueRef;

use super::query::{Query, hidden, text, whole};
use super::{Catalog, inspect, quoted, room};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::engine::observe::Calendar;
use crate::scorecard::{Answer, Assessment, Column, Limits, Panel, Period, Said};

/// How many offending rows a finding shows.
const SHOWN: usize = 3;

/// The columns a panel's query may return.
const COLUMNS: [&str; 7] = ["period", "rater", "factor", "grade", "value", "entity", "item"];

/// What a panel's query must and may return, for help.
const EXPECTED: &str = "the query of a panel returns `period`, `rater`, `factor`, and `grade` or `value`; \
                        and optionally `entity` and `item`";

/// See [`crate::engine::Engine::panel`].
pub(super) fn panel(
    connection: &Connection,
    assessment: &Assessment,
    catalog: &Catalog,
    limits: &Limits,
    findings: &mut Findings,
) -> Option<Panel> {
    let Some(source) = &assessment.panel else { return Some(Panel::default()) };
    let subject = format!("panel of `{}`", assessment.id);
    let query = Query { connection, sql: &source.sql, subject: &subject, catalog, limits };
    let reads = inspect::inspect(connection, &source.sql, &subject, catalog, findings)?;
    if reads.broken || reads.models.iter().any(|model| catalog.broken.contains(model)) {
        return None;
    }
    let (tables, models) = catalog.lineage(&reads);
    let private = tables.iter().any(|table| catalog.private.contains_key(&table.to_lowercase()));
    let limit = Duration::from_secs(limits.seconds);
    let calendar = Calendar { scorecard: assessment.frequency, measure: assessment.frequency };
    let reader = Reader { query: &query, calendar, private };
    let answers = room::within(connection, limit, || reader.answers(findings))?;
    if answers.is_empty() {
        let finding = Diagnostic::warning("no-rows", format!("{subject} is empty: its query returns no rows"));
        let finding = finding.at(source.sql.locate(0, 0), "");
        findings.push(finding.help("check its WHERE against what is in the data"));
    }
    let readings = catalog.readings(&reads, &models);
    Some(Panel { answers, tables: tables.into_iter().collect(), models, readings, private })
}

/// Reads the rows of a panel.
struct Reader<'a> {
    query: &'a Query<'a>,
    calendar: Calendar,
    /// Keeps texts of rows out of findings.
    private: bool,
}

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    NoPeriod,
    BadPeriod,
    NoRater,
    NoFactor,
    NotANumber,
}

/// What is wrong with rows: how many, and some of them.
type Faults = BTreeMap<Fault, (usize, Vec<String>)>;

impl Reader<'_> {
    fn answers(&self, findings: &mut Findings) -> Option<Vec<Answer>> {
        let columns = self.query.columns(findings)?;
        let places = self.places(&columns, findings)?;
        self.query.keep(findings)?;
        let mut faults = Faults::new();
        let answers = self.read(&columns, &places, &mut faults);
        let answers = answers.map_err(|error| findings.push(self.query.failed(&error, usize::MAX))).ok()?;
        for (fault, (count, rows)) in &faults {
            findings.push(self.finding(*fault, *count, rows.clone()));
        }
        faults.is_empty().then_some(answers)
    }

    /// Which column holds what, by the order of [`COLUMNS`]; reports what is missing, double or not read.
    fn places(&self, columns: &[Column], findings: &mut Findings) -> Option<[Option<usize>; 7]> {
        let before = findings.count(Severity::Error);
        let named = |name: &str| {
            let own = columns.iter().enumerate().filter(|(_, column)| column.name.eq_ignore_ascii_case(name));
            own.map(|(at, _)| at).collect::<Vec<_>>()
        };
        let places = COLUMNS.map(|name| named(name).first().copied());
        let [period, rater, factor, grade, value, ..] = places.map(|place| place.is_some());
        let listed = columns.iter().map(|column| format!("`{}`", column.name)).collect::<Vec<_>>().join(", ");
        let mut wrong = |message: String| {
            let finding = self.query.error("panel-columns", &message).note(format!("it returns {listed}"));
            findings.push(finding.help(EXPECTED));
        };
        for name in COLUMNS.into_iter().filter(|name| named(name).len() > 1) {
            wrong(format!("the query returns `{name}` twice"));
        }
        for (name, is_there) in [("period", period), ("rater", rater), ("factor", factor)] {
            if !is_there {
                wrong(format!("the query returns no column `{name}`"));
            }
        }
        match (grade, value) {
            (false, false) => wrong("the query returns neither `grade` nor `value`".into()),
            (true, true) => wrong("the query returns both `grade` and `value`".into()),
            _ => {}
        }
        self.extra(columns, findings);
        (findings.count(Severity::Error) == before).then_some(places)
    }

    fn extra(&self, columns: &[Column], findings: &mut Findings) {
        let known = |column: &&Column| !COLUMNS.iter().any(|name| column.name.eq_ignore_ascii_case(name));
        let extra: Vec<String> = columns.iter().filter(known).map(|column| format!("`{}`", column.name)).collect();
        if !extra.is_empty() {
            let message = format!("the query returns {}, which nothing reads", extra.join(", "));
            let finding = self.query.error("result-extra-column", &message).help(EXPECTED);
            findings.push(Diagnostic { severity: Severity::Warning, ..finding });
        }
    }

    /// Reads the kept result, all as text but numbers.
    fn read(
        &self,
        columns: &[Column],
        places: &[Option<usize>; 7],
        faults: &mut Faults,
    ) -> Result<Vec<Answer>, duckdb::Error> {
        let name = |at: usize| quoted(&columns[at].name);
        let cell =
            |place: Option<usize>| place.map_or("NULL".to_owned(), |at| format!("CAST({} AS VARCHAR)", name(at)));
        let mut cells = places.map(cell).to_vec();
        let number = |at: usize| format!("TRY_CAST({} AS DOUBLE)", name(at));
        cells.push(places[4].map_or("NULL".to_owned(), number));
        let select = format!("SELECT {} FROM scorebook_result", cells.join(", "));
        let mut statement = self.query.connection.prepare(&select)?;
        let mut rows = statement.query([])?;
        let (mut answers, mut periods) = (Vec::new(), BTreeMap::new());
        while let Some(row) = rows.next()? {
            let mut texts: [Option<String>; 7] = Default::default();
            for (at, held) in texts.iter_mut().enumerate() {
                *held = text(row.get_ref(at)?);
            }
            let number = match row.get_ref(7)? {
                ValueRef::Double(number) => Some(number),
                _ => None,
            };
            match self.answer(&texts, number, &mut periods) {
                Ok(answer) => answers.push(answer),
                Err(fault) => note(faults, fault, &texts),
            }
        }
        Ok(answers)
    }

    fn answer(
        &self,
        texts: &[Option<String>; 7],
        number: Option<f64>,
        periods: &mut BTreeMap<String, Option<Period>>,
    ) -> Result<Answer, Fault> {
        let [period, rater, factor, grade, value, entity, item] = texts;
        let period = period.as_ref().ok_or(Fault::NoPeriod)?;
        let known = *periods.entry(period.clone()).or_insert_with(|| self.calendar.read(period));
        let said = match (grade, value, number) {
            (Some(grade), ..) => Said::Grade(grade.trim().to_owned()),
            (_, Some(_), Some(number)) if number.is_finite() => Said::Number(number),
            (_, Some(_), _) => return Err(Fault::NotANumber),
            _ => Said::Nothing,
        };
        Ok(Answer {
            period: known.ok_or(Fault::BadPeriod)?,
            entity: entity.clone().map(whole),
            rater: rater.clone().map(whole).ok_or(Fault::NoRater)?,
            factor: factor.clone().ok_or(Fault::NoFactor)?,
            item: item.clone(),
            said,
        })
    }

    fn finding(&self, fault: Fault, count: usize, rows: Vec<String>) -> Diagnostic {
        let word = self.calendar.measure.word();
        let (code, what, help) = match fault {
            Fault::NoPeriod => {
                ("result-period", "without a period".into(), "leave rows without a date out with WHERE".into())
            }
            Fault::BadPeriod => {
                let example = self.calendar.measure.example();
                let help = format!("a period here is a date, or text such as {example}");
                ("result-period", format!("with a period that is no {word}"), help)
            }
            Fault::NoRater => ("panel-row", "without a rater".into(), "give every answer to who gave it".into()),
            Fault::NoFactor => ("panel-row", "without a factor".into(), "say in every row what was rated".into()),
            Fault::NotANumber => {
                let help =
                    "return grades in a column `grade`, or numbers alone in `value`; NULL is no answer".to_owned();
                ("panel-row", "with a `value` that is no number".into(), help)
            }
        };
        let rows_word = if count == 1 { "a row".to_owned() } else { format!("{count} rows") };
        let finding = self.query.error(code, &format!("{rows_word} {what}"));
        let notes = if self.private { hidden(rows) } else { rows };
        notes.into_iter().fold(finding, Diagnostic::note).help(help)
    }
}

fn note(faults: &mut Faults, fault: Fault, texts: &[Option<String>; 7]) {
    let (count, rows) = faults.entry(fault).or_default();
    *count += 1;
    if rows.len() < SHOWN {
        let cells = COLUMNS.iter().zip(texts).filter_map(|(name, text)| Some(format!("{name} {}", text.as_ref()?)));
        rows.push(cells.collect::<Vec<_>>().join(", "));
    }
}
