//! Rows of a query as ratings.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Frequency, Listing, Period, RatingPanel, RatingQuery, RatingRow};

/// How many offending rows a finding shows.
const SHOWN: usize = 3;

/// The columns a query of ratings returns; `what` is what is rated (`factor`), and `by_criteria` whether by several.
pub fn columns(what: &'static str, by_criteria: bool) -> Vec<&'static str> {
    let criterion = by_criteria.then_some("criterion");
    ["period", "rater", what].into_iter().chain(criterion).chain(["value"]).collect()
}

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    NoPeriod,
    BadPeriod,
    NoName,
    NotANumber,
}

/// The ratings in the rows of a query with the columns of [`columns`]; `None`, with findings, where a row cannot be read.
pub fn read(
    listing: &Listing,
    (query, subject): (&RatingQuery, &str),
    frequency: Frequency,
    findings: &mut Findings,
) -> Option<RatingPanel> {
    let mut faults: BTreeMap<Fault, Vec<String>> = BTreeMap::new();
    let mut rows = Vec::with_capacity(listing.rows.len());
    for cells in &listing.rows {
        match row(cells, frequency) {
            Ok(row) => rows.push(row),
            Err(fault) => faults.entry(fault).or_default().push(shown(&listing.columns, cells)),
        }
    }
    for (fault, wrong) in &faults {
        findings.push(told(*fault, wrong, listing.private, (query, subject), frequency));
    }
    if rows.is_empty() && faults.is_empty() {
        let finding = Diagnostic::warning("no-rows", format!("panel of {subject} is empty: its query returns no rows"));
        let finding = finding.at(query.sql.locate(0, 0), "");
        findings.push(finding.help("check its WHERE against what is in the data"));
    }
    faults.is_empty().then(|| RatingPanel { rows, tables: listing.tables.clone(), private: listing.private })
}

/// Cells in the order of [`columns`]: period, rater, what is rated, perhaps a criterion, value.
fn row(cells: &[Option<String>], frequency: Frequency) -> Result<RatingRow, Fault> {
    let (Some(period), Some(value)) = (cells.first(), cells.last()) else { return Err(Fault::NoName) };
    let period = period.as_ref().ok_or(Fault::NoPeriod)?;
    let period: Period = Period::parse_as(period, frequency).ok_or(Fault::BadPeriod)?;
    let name = |at: usize| cells.get(at).and_then(Option::as_ref).map(|name| name.trim().to_owned());
    let criterion = if cells.len() > 4 { Some(name(3).ok_or(Fault::NoName)?) } else { None };
    let number = |text: &String| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let value = match value {
        None => None,
        Some(text) => Some(number(text).ok_or(Fault::NotANumber)?),
    };
    let (rater, about) = (name(1).ok_or(Fault::NoName)?, name(2).ok_or(Fault::NoName)?);
    Ok(RatingRow { period, rater, about, criterion, value })
}

fn shown(columns: &[String], cells: &[Option<String>]) -> String {
    let cells = columns.iter().zip(cells).filter_map(|(name, cell)| Some(format!("{name} {}", cell.as_ref()?)));
    cells.collect::<Vec<_>>().join(", ")
}

fn told(
    fault: Fault,
    wrong: &[String],
    private: bool,
    (query, subject): (&RatingQuery, &str),
    frequency: Frequency,
) -> Diagnostic {
    let (code, what, help) = match fault {
        Fault::NoPeriod => {
            ("result-period", "without a period".to_owned(), "leave rows without a date out with WHERE".to_owned())
        }
        Fault::BadPeriod => (
            "result-period",
            format!("with a period that is no {}", frequency.word()),
            format!("a period here is a date, or text such as {}", frequency.example()),
        ),
        Fault::NoName => (
            "panel-row",
            "that does not say who rated what".to_owned(),
            "give every row its rater and what is rated".to_owned(),
        ),
        Fault::NotANumber => (
            "panel-row",
            "with a `value` that is no number".to_owned(),
            "return numbers in `value`; NULL is no answer".to_owned(),
        ),
    };
    let rows = if wrong.len() == 1 { "a row".to_owned() } else { format!("{} rows", wrong.len()) };
    let finding = Diagnostic::error(code, format!("panel of {subject}: {rows} {what}")).at(query.sql.locate(0, 0), "");
    let finding = if private {
        finding.note("the rows are not shown: a table they come from has private columns")
    } else {
        wrong.iter().take(SHOWN).fold(finding, |finding, row| finding.note(row.clone()))
    };
    finding.help(help)
}
