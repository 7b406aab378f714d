//! How recent the rows of a table are, and how many there are a period.

use std::collections::BTreeMap;

use duckdb::Connection;

use super::{Catalog, quoted};
use crate::scorecard::{Contract, DataCheck, Frequency, Period, Table, TableDates};

/// How days and periods are written in text that says when a row is from. A year alone is as likely a plain number.
const WRITTEN: &str = r"\d{4}-(\d{2}(-\d{2})?|Q[1-4]|W\d{2})";

/// The rows of a table by period, as long as the report's or longer; `None` for a table without dates that may be shown.
pub(super) fn dates(
    connection: &Connection,
    table: &Table,
    contract: Option<&Contract>,
    as_of: Period,
    catalog: &Catalog,
) -> Option<TableDates> {
    let shown = |name: &str| !catalog.is_private(&table.name, name);
    let column = dated(connection, table, contract).filter(|name| shown(name))?;
    let is_text = table.columns.iter().any(|own| own.data_type == "VARCHAR" && own.name.eq_ignore_ascii_case(&column));
    let value = if is_text { quoted(&column) } else { format!("CAST({} AS DATE)", quoted(&column)) };
    let sql =
        format!("SELECT {value}::VARCHAR AS v, count(*) FROM {} WHERE v IS NOT NULL GROUP BY v", quoted(&table.name));
    let mut statement = connection.prepare(&sql).ok()?;
    let counts = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))).ok()?;
    let counts = counts.map(|count| count.ok().and_then(|(text, rows)| Some((Period::parse(&text)?, rows))));
    let counts: Vec<(Period, i64)> = counts.collect::<Option<_>>()?;
    let own = counts.iter().map(|(period, _)| period.frequency());
    let frequency: Frequency = own.chain([as_of.frequency()]).min_by_key(|frequency| frequency.per_year())?;
    let mut rows: BTreeMap<Period, u64> = BTreeMap::new();
    for (period, count) in counts {
        *rows.entry(period.ending_in(frequency)).or_default() += count.unsigned_abs();
    }
    let (latest, _) = rows.last_key_value()?;
    let behind = last_complete(as_of, frequency).since(*latest)?;
    Some(TableDates { column, behind, rows })
}

/// The last period of a frequency that has ended when the report period does: in October 2026 the third quarter.
fn last_complete(as_of: Period, frequency: Frequency) -> Period {
    let period = as_of.ending_in(frequency);
    let is_over = period.ending_in(Frequency::Day) == as_of.ending_in(Frequency::Day);
    if is_over { period } else { period.previous() }
}

/// The column that says when a row is from: the one a freshness test is about, the first date, or the first text that
/// holds nothing but days and periods.
fn dated(connection: &Connection, table: &Table, contract: Option<&Contract>) -> Option<String> {
    let known = |name: &String| table.columns.iter().any(|own| own.name.eq_ignore_ascii_case(name));
    let tested = contract.into_iter().flat_map(|contract| &contract.tests).find_map(|test| match &test.check {
        DataCheck::Freshness(column, _) => Some(column.clone()),
        _ => None,
    });
    let is_date = |data_type: &str| data_type == "DATE" || data_type.starts_with("TIMESTAMP");
    let typed = || table.columns.iter().find(|column| is_date(&column.data_type)).map(|column| column.name.clone());
    tested.filter(known).or_else(typed).or_else(|| written(connection, table))
}

fn written(connection: &Connection, table: &Table) -> Option<String> {
    let texts: Vec<&str> =
        table.columns.iter().filter(|own| own.data_type == "VARCHAR").map(|own| own.name.as_str()).collect();
    let fits = |name: &&str| format!("coalesce(bool_and(regexp_full_match({}, '{WRITTEN}')), false)", quoted(name));
    let fits: Vec<String> = texts.iter().map(fits).collect();
    if fits.is_empty() {
        return None;
    }
    let sql = format!("SELECT list_position([{}], true)::BIGINT FROM {}", fits.join(", "), quoted(&table.name));
    let place: Option<i64> = connection.query_row(&sql, [], |row| row.get(0)).ok()?;
    let place = usize::try_from(place?).ok()?.checked_sub(1)?;
    texts.get(place).map(|name| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_that_goes_on_is_not_waited_for() {
        let last =
            |as_of: &str, frequency| last_complete(Period::parse(as_of).expect("a period"), frequency).to_string();
        assert_eq!(last("2026-10", Frequency::Quarter), "2026-Q3");
        assert_eq!(last("2026-12", Frequency::Quarter), "2026-Q4");
        assert_eq!(last("2026-10", Frequency::Month), "2026-10");
        assert_eq!(last("2026-Q3", Frequency::Year), "2025");
    }
}
