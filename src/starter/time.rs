//! When the rows of a table happened: its time column, and how long a period is worth looking at.

use super::words;
use crate::scorecard::{ColumnProfile, Frequency, Period, TableProfile};

/// Fewer rows than this are a list of things, not of what happened.
const FEWEST_ROWS: u64 = 24;

/// The column that says when, and how SQL reads a day from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TimeColumn {
    /// Its name.
    pub(super) name: String,
    /// An expression of a date.
    pub(super) date: String,
    /// The period of the first value, as fine as it is known.
    pub(super) first: Period,
    /// The period of the last value.
    pub(super) last: Period,
}

/// The time column of a table; `None` when there is none, or the table is only a list.
pub(super) fn column(profile: &TableProfile) -> Option<TimeColumn> {
    if profile.table.rows < FEWEST_ROWS {
        return None;
    }
    let mut found: Vec<(u8, u64, TimeColumn)> = profile
        .columns
        .iter()
        .filter(|column| !words::is_personal_date(&column.column.name) && column.nulls * 2 < profile.table.rows)
        .filter_map(|column| Some((rank(column), column.nulls, read(column)?)))
        .collect();
    // The sort is stable: of equals the first column of the file is taken.
    found.sort_by_key(|(rank, nulls, _)| (*rank, *nulls));
    found.into_iter().next().map(|(_, _, column)| column)
}

/// Days before months before years, and when it happened before when it was due.
fn rank(column: &ColumnProfile) -> u8 {
    let kind = match column.column.data_type.as_str() {
        "DATE" => 0,
        data_type if data_type.starts_with("TIMESTAMP") => 0,
        "VARCHAR" if words::is_date(&column.column.name) => 2,
        _ if words::is_month(&column.column.name) => 4,
        _ => 6,
    };
    kind + u8::from(words::is_later_date(&column.column.name))
}

fn read(column: &ColumnProfile) -> Option<TimeColumn> {
    let quoted = format!("\"{}\"", column.column.name.replace('"', "\"\""));
    let (min, max) = (column.min.as_deref()?, column.max.as_deref()?);
    let (date, first, last) = match column.column.data_type.as_str() {
        data_type if data_type == "DATE" || data_type.starts_with("TIMESTAMP") => {
            let date = if data_type == "DATE" { quoted } else { format!("CAST({quoted} AS DATE)") };
            (date, day(min)?, day(max)?)
        }
        "VARCHAR" if words::is_date(&column.column.name) && day(min).is_some() => {
            (format!("TRY_CAST({quoted} AS DATE)"), day(min)?, day(max)?)
        }
        "VARCHAR" if words::is_month(&column.column.name) => {
            let month = |text| Period::parse_as(text, Frequency::Month).filter(|_| text.len() == 7);
            (format!("try_strptime({quoted}, '%Y-%m')"), month(min)?, month(max)?)
        }
        _ if words::is_month(&column.column.name) => {
            (format!("try_strptime(CAST({quoted} AS VARCHAR), '%Y%m')"), compact_month(min)?, compact_month(max)?)
        }
        _ if words::is_year(&column.column.name) => {
            let year = |text| Period::parse(text).filter(|year| (1900..=2100).contains(&year.year()));
            (format!("make_date(CAST({quoted} AS BIGINT), 1, 1)"), year(min)?, year(max)?)
        }
        _ => return None,
    };
    Some(TimeColumn { name: column.column.name.clone(), date, first, last })
}

/// The day of `2012-10-09 14:50:17`.
fn day(text: &str) -> Option<Period> {
    Period::parse_as(text.get(..10)?, Frequency::Day)
}

/// The month of `202610`.
fn compact_month(text: &str) -> Option<Period> {
    let (year, month) = (text.get(..4)?, text.get(4..6)?);
    Period::parse(&format!("{year}-{month}")).filter(|_| text.len() == 6)
}

/// How long a period is: months where the data spans more than three, else weeks or days; years where it knows no more.
pub(super) fn frequency(time: &TimeColumn) -> Frequency {
    let coarsest = time.first.frequency();
    if coarsest != Frequency::Day {
        return coarsest;
    }
    match time.last.since(time.first) {
        Some(days) if days > 92 => Frequency::Month,
        Some(days) if days > 20 => Frequency::Week,
        _ => Frequency::Day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scorecard::{Column, Table};

    fn profile(columns: &[(&str, &str, &str, &str)]) -> TableProfile {
        let column = |(name, data_type, min, max): &(&str, &str, &str, &str)| ColumnProfile {
            column: Column { name: (*name).into(), data_type: (*data_type).into() },
            distinct: 20,
            nulls: 0,
            min: Some((*min).into()),
            max: Some((*max).into()),
            values: Vec::new(),
        };
        let columns: Vec<ColumnProfile> = columns.iter().map(column).collect();
        let names = columns.iter().map(|column| column.column.clone()).collect();
        let table = Table { name: "t".into(), columns: names, rows: 100, files: Vec::new(), sheet: None };
        TableProfile { table, columns }
    }

    fn found(columns: &[(&str, &str, &str, &str)]) -> Option<(String, String, Frequency)> {
        column(&profile(columns)).map(|time| (time.name.clone(), time.date.clone(), frequency(&time)))
    }

    #[test]
    fn when_it_happened_goes_before_when_it_was_due() {
        let columns = [
            ("birth_date", "DATE", "1960-01-01", "2000-01-01"),
            ("due_date", "DATE", "2026-01-01", "2026-12-01"),
            ("order_date", "TIMESTAMP", "2026-01-01 00:00:00", "2026-02-01 00:00:00"),
        ];
        let expected = ("order_date".into(), "CAST(\"order_date\" AS DATE)".into(), Frequency::Week);
        assert_eq!(found(&columns), Some(expected));
    }

    #[test]
    fn months_and_years_may_be_numbers_or_text() {
        let expected = |name: &str, date: &str, frequency| Some((name.to_owned(), date.to_owned(), frequency));
        assert_eq!(
            found(&[("年月", "BIGINT", "202601", "202612")]),
            expected("年月", "try_strptime(CAST(\"年月\" AS VARCHAR), '%Y%m')", Frequency::Month)
        );
        assert_eq!(
            found(&[("InvoiceDate", "VARCHAR", "2026-01-02 08:00:00", "2026-02-01 09:00:00")]),
            expected("InvoiceDate", "TRY_CAST(\"InvoiceDate\" AS DATE)", Frequency::Week)
        );
        assert_eq!(
            found(&[("month", "VARCHAR", "2026-01", "2026-12")]),
            expected("month", "try_strptime(\"month\", '%Y-%m')", Frequency::Month)
        );
        assert_eq!(
            found(&[("year", "BIGINT", "2019", "2024")]),
            expected("year", "make_date(CAST(\"year\" AS BIGINT), 1, 1)", Frequency::Year)
        );
        assert_eq!(found(&[("month", "BIGINT", "1", "12"), ("year", "BIGINT", "1", "7")]), None);
    }

    #[test]
    fn days_are_looked_at_where_there_are_few() {
        let span = |last| found(&[("d", "DATE", "2026-01-01", last)]).map(|(_, _, frequency)| frequency);
        assert_eq!(span("2026-01-15"), Some(Frequency::Day));
        assert_eq!(span("2026-03-01"), Some(Frequency::Week));
        assert_eq!(span("2026-06-01"), Some(Frequency::Month));
    }
}
