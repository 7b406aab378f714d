//! Rows of a result as observations: periods read, numbers checked and rounded, each entity and period once.

use std::collections::BTreeMap;

use super::contract::{Role, Shape};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::scorecard::{Amount, Frequency, Observation, Period};

/// How many offending rows a finding shows.
const SHOWN: usize = 3;

/// A row as the engine hands it over: each column as text or as a number, as its role asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// As DuckDB writes a date, a timestamp, a number or text.
    pub(super) period: Option<String>,
    /// Likewise.
    pub(super) entity: Option<String>,
    /// In the order of the numeric columns of the [`Shape`].
    pub(super) numbers: Vec<Option<f64>>,
}

/// How periods of a measure are read and where they stand in its scorecard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Calendar {
    /// How long a period of the scorecard is.
    pub(super) scorecard: Frequency,
    /// How often values arrive.
    pub(super) measure: Frequency,
}

impl Calendar {
    /// The period of the scorecard that a value belongs to: the last within the measure's own period.
    pub(super) fn place(self, own: Period) -> Option<Period> {
        if own.frequency() == self.scorecard {
            return Some(own);
        }
        let next = own.plus(1);
        // A week's `year` is its ISO year, which is not always that of its first day.
        let year = if own.frequency() == Frequency::Week && next.month() == 12 && next.ordinal_in_year() == 1 {
            next.year() - 1
        } else {
            next.year()
        };
        let after = Period::containing(year.into(), next.month().into(), next.day().into(), Frequency::Day)?;
        let last = after.previous();
        Period::containing(last.year().into(), last.month().into(), last.day().into(), self.scorecard)
    }

    /// The period a text means; `None` for one of another length or none at all.
    pub(super) fn read(self, text: &str) -> Option<Period> {
        self.place(Period::parse_as(text, self.measure)?)
    }
}

/// Collects the observations of one measure and what is wrong with its rows.
pub(super) struct Observer<'a> {
    shape: &'a Shape,
    calendar: Calendar,
    periods: BTreeMap<String, Option<Period>>,
    observations: Vec<Observation>,
    faults: BTreeMap<Fault, (usize, Vec<String>)>,
}

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    NoPeriod,
    BadPeriod,
    NotFinite,
    Double,
}

impl<'a> Observer<'a> {
    /// Observes rows of a shape.
    pub(super) fn new(shape: &'a Shape, calendar: Calendar) -> Self {
        Self { shape, calendar, periods: BTreeMap::new(), observations: Vec::new(), faults: BTreeMap::new() }
    }

    /// Takes in a row.
    pub(super) fn row(&mut self, row: Row) {
        let Some(text) = &row.period else { return self.fault(Fault::NoPeriod, &row) };
        let period = if let Some(known) = self.periods.get(text) {
            *known
        } else {
            let read = self.calendar.read(text);
            self.periods.insert(text.clone(), read);
            read
        };
        let Some(period) = period else { return self.fault(Fault::BadPeriod, &row) };
        if row.numbers.iter().flatten().any(|number| !number.is_finite()) {
            return self.fault(Fault::NotFinite, &row);
        }
        let observation = self.observation(period, row);
        self.observations.push(observation);
    }

    fn observation(&self, period: Period, row: Row) -> Observation {
        let mut numbers = self.shape.columns.iter().filter(|(role, _)| role.is_number()).zip(row.numbers);
        let mut by_role: BTreeMap<Role, Option<f64>> = BTreeMap::new();
        numbers.by_ref().for_each(|((role, _), number)| {
            by_role.insert(*role, number.map(rounded));
        });
        let get = |role| by_role.get(&role).copied().flatten();
        let amount = match self.shape.position(Role::Value) {
            Some(_) => Amount::Value(get(Role::Value)),
            None => Amount::Ratio(get(Role::Numerator), get(Role::Denominator)),
        };
        let (target, baseline, n) = (get(Role::Target), get(Role::Baseline), get(Role::N));
        Observation { period, entity: row.entity, amount, target, baseline, n }
    }

    fn fault(&mut self, fault: Fault, row: &Row) {
        let shown = self.shown(row);
        let (count, rows) = self.faults.entry(fault).or_default();
        *count += 1;
        if rows.len() < SHOWN {
            rows.push(shown);
        }
    }

    /// `period 2026-10, entity north, value NaN`
    fn shown(&self, row: &Row) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "NULL".to_owned());
        let mut numbers = row.numbers.iter();
        let cells = self.shape.columns.iter().map(|(role, _)| match role {
            Role::Period => format!("period {}", text(&row.period)),
            Role::Entity => format!("entity {}", text(&row.entity)),
            role => {
                let number = numbers.next().copied().flatten();
                format!("{} {}", role.name(), number.map_or_else(|| "NULL".to_owned(), |number| number.to_string()))
            }
        });
        cells.collect::<Vec<_>>().join(", ")
    }

    /// The observations in order of period and entity; `None`, with findings, when a row is wrong.
    pub(super) fn finish(
        mut self,
        error: impl Fn(&'static str, String) -> Diagnostic,
        findings: &mut Findings,
    ) -> Option<Vec<Observation>> {
        self.observations.sort_by(|a, b| (a.period, &a.entity).cmp(&(b.period, &b.entity)));
        let mut doubles: Vec<String> = Vec::new();
        let mut double_count = 0;
        for pair in self.observations.windows(2) {
            if (pair[0].period, &pair[0].entity) == (pair[1].period, &pair[1].entity) {
                double_count += 1;
                let entity = pair[1].entity.as_deref().map_or_else(String::new, |entity| format!(", entity {entity}"));
                let shown = format!("period {}{entity}: {}", pair[1].period, both(&pair[0], &pair[1]));
                if doubles.len() < SHOWN {
                    doubles.push(shown);
                }
            }
        }
        if double_count > 0 {
            self.faults.insert(Fault::Double, (double_count, doubles));
        }
        for (fault, (count, rows)) in &self.faults {
            findings.push(self.finding(*fault, *count, rows, &error));
        }
        self.faults.is_empty().then_some(self.observations)
    }

    fn finding(
        &self,
        fault: Fault,
        count: usize,
        rows: &[String],
        error: &impl Fn(&'static str, String) -> Diagnostic,
    ) -> Diagnostic {
        let (code, what, help) = fault.words(self.calendar.measure);
        let many = if count == 1 { "a row".to_owned() } else { format!("{count} rows") };
        let mut finding = error(code, format!("{many} {what}"));
        for row in rows {
            finding = finding.note(row.as_str());
        }
        if count > rows.len() {
            finding = finding.note(format!("and {} more", count - rows.len()));
        }
        finding.help(help)
    }
}

impl Fault {
    /// Code, what is wrong with a row, and what to do about it.
    fn words(self, frequency: Frequency) -> (&'static str, String, String) {
        let (word, example) = (frequency.word(), frequency.example());
        let (code, what, help) = match self {
            Self::NoPeriod => ("result-period", "without a period", "leave rows without a date out with WHERE"),
            Self::BadPeriod => {
                let help = format!(
                    "a period of this measure is a date, or text such as {example}: `strftime(date, '%Y-%m')` writes a month"
                );
                return ("result-period", format!("with a period that is no {word}"), help);
            }
            Self::NotFinite => (
                "result-not-finite",
                "with a number that is infinite or undefined",
                "divide by `nullif(x, 0)`: what cannot be divided is then missing",
            ),
            Self::Double => (
                "result-duplicate",
                "for an entity and period that already has one",
                "group the query by period and entity, so that each stands in one row",
            ),
        };
        (code, what.to_owned(), help.to_owned())
    }
}

/// The amounts of two rows: `12 and 14`.
fn both(one: &Observation, other: &Observation) -> String {
    let number = |number: Option<f64>| number.map_or_else(|| "NULL".to_owned(), |number| number.to_string());
    let amount = |amount: Amount| match amount {
        Amount::Value(value) => number(value),
        Amount::Ratio(numerator, denominator) => format!("{}/{}", number(numerator), number(denominator)),
    };
    format!("{} and {}", amount(one.amount), amount(other.amount))
}

/// A finite number to 12 significant digits.
pub(super) fn rounded(number: f64) -> f64 {
    const EXACT: f64 = 1e12;
    if number.abs() < EXACT && number.fract() == 0.0 {
        // A whole number of at most 12 digits; `+ 0.0` makes a plain zero of a negative one.
        return number + 0.0;
    }
    format!("{number:.11e}").parse().unwrap_or(number)
}

/// Values written in the book, for the top of the hierarchy.
pub(super) fn stated(
    values: &[(Period, f64)],
    calendar: Calendar,
    error: impl Fn(&'static str, String) -> Diagnostic,
    findings: &mut Findings,
) -> Option<Vec<Observation>> {
    let before = findings.count(Severity::Error);
    let shape = Shape { columns: vec![(Role::Period, "period".into()), (Role::Value, "value".into())] };
    let mut observer = Observer::new(&shape, calendar);
    for (period, value) in values {
        observer.row(Row { period: Some(period.to_string()), entity: None, numbers: vec![Some(*value)] });
    }
    let observations = observer.finish(error, findings);
    observations.filter(|_| findings.count(Severity::Error) == before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observe(
        calendar: Calendar,
        rows: &[(Option<&str>, Option<&str>, f64)],
    ) -> (Option<Vec<Observation>>, Vec<String>) {
        let columns = [Role::Period, Role::Entity, Role::Value].map(|role| (role, role.name().to_owned()));
        let shape = Shape { columns: columns.to_vec() };
        let mut observer = Observer::new(&shape, calendar);
        for (period, entity, value) in rows {
            let (period, entity) = (period.map(str::to_owned), entity.map(str::to_owned));
            observer.row(Row { period, entity, numbers: vec![Some(*value)] });
        }
        let mut findings = Findings::default();
        let observations = observer.finish(Diagnostic::error, &mut findings);
        let told = findings.iter().map(|f| format!("{}: {} | {}", f.code, f.message, f.notes.join(" | "))).collect();
        (observations, told)
    }

    const MONTHLY: Calendar = Calendar { scorecard: Frequency::Month, measure: Frequency::Month };

    #[test]
    fn observations_are_ordered_by_period_and_entity() {
        let (observations, findings) = observe(
            MONTHLY,
            &[
                (Some("2026-10-05"), Some("b"), 1.0),
                (Some("2026-09"), Some("b"), 2.0),
                (Some("2026-10"), Some("a"), 3.0),
            ],
        );
        assert_eq!(findings, Vec::<String>::new());
        let order: Vec<String> = observations
            .expect("observations")
            .iter()
            .map(|o| format!("{} {}", o.period, o.entity.as_deref().unwrap_or("-")))
            .collect();
        assert_eq!(order, ["2026-09 b", "2026-10 a", "2026-10 b"]);
    }

    #[test]
    fn every_kind_of_wrong_row_is_told_once_with_examples() {
        let (observations, findings) = observe(
            MONTHLY,
            &[
                (None, None, 1.0),
                (Some("2026"), None, 2.0),
                (Some("soon"), None, 2.0),
                (Some("2026-10"), None, f64::NAN),
                (Some("2026-10"), None, 3.0),
                (Some("2026-10-31 08:00:00"), None, 4.0),
            ],
        );
        assert_eq!(observations, None);
        assert_eq!(
            findings,
            [
                "result-period: a row without a period | period NULL, entity NULL, value 1",
                "result-period: 2 rows with a period that is no month | period 2026, entity NULL, value 2 | period soon, entity NULL, value 2",
                "result-not-finite: a row with a number that is infinite or undefined | period 2026-10, entity NULL, value NaN",
                "result-duplicate: a row for an entity and period that already has one | period 2026-10: 3 and 4",
            ]
        );
    }

    #[test]
    fn a_quarterly_value_stands_in_the_last_month_of_its_quarter() {
        let calendar = |scorecard, measure| Calendar { scorecard, measure };
        let place = |scorecard, measure, text| {
            calendar(scorecard, measure).read(text).map(|period| period.to_string()).unwrap_or_default()
        };
        assert_eq!(place(Frequency::Month, Frequency::Quarter, "2026-Q3"), "2026-09");
        assert_eq!(place(Frequency::Month, Frequency::Quarter, "2026-07-01"), "2026-09");
        assert_eq!(place(Frequency::Month, Frequency::Year, "2026"), "2026-12");
        assert_eq!(place(Frequency::Day, Frequency::Month, "2024-02"), "2024-02-29");
        assert_eq!(place(Frequency::Week, Frequency::Month, "2026-10"), "2026-W44");
        // ISO week 1 of 2025 begins on 30 December 2024: the week before it ends on the 29th.
        assert_eq!(place(Frequency::Month, Frequency::Week, "2024-W52"), "2024-12");
        assert_eq!(place(Frequency::Day, Frequency::Week, "2024-W52"), "2024-12-29");
    }

    #[test]
    fn numbers_are_rounded_to_12_significant_digits() {
        assert_eq!(rounded(0.1 + 0.2).to_string(), "0.3");
        assert_eq!(rounded(123_456_789_012_345.0).to_string(), "123456789012000");
        assert_eq!(rounded(-0.0).to_string(), "0");
        assert_eq!(rounded(999_999_999_999.0).to_string(), "999999999999");
        assert_eq!(rounded(1.0 / 3.0).to_string(), "0.333333333333");
    }
}
