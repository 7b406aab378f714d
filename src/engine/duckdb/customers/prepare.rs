//! Transactions as whole numbers by customer and period, from which everything is counted.
//!
//! Money is counted in ten-thousandths as whole numbers, so that sums are exact and equal values are equal.

use duckdb::Connection;

use crate::scorecard::{Customers, Frequency, Period};

/// Ten-thousandths make one.
pub(super) const MINOR: f64 = 10_000.0;

/// Where periods are counted from: a Monday in the first month of a year.
const BASE: (i64, i64, i64) = (2000, 1, 3);

/// Drops what was kept.
pub(super) const FORGET: &str = "DROP TABLE IF EXISTS scorebook_result; DROP TABLE IF EXISTS scorebook_sales; \
    DROP TABLE IF EXISTS scorebook_customers; DROP TABLE IF EXISTS scorebook_spent; DROP TABLE IF EXISTS scorebook_standing";

/// What is wrong with rows, what helps, how many they are, and one of them.
pub(super) type Faults = Vec<(&'static str, &'static str, u64, Vec<String>)>;

/// What stands in the tables.
pub(super) struct Prepared {
    /// The first and the last period with customers, counted from the base; `None` without any.
    pub(super) span: Option<(i64, i64)>,
    /// The first and the last day that counts.
    pub(super) days: Option<(Period, Period)>,
    /// Transactions that count.
    pub(super) transactions: u64,
    /// Transactions that lie after the day everything is reckoned to.
    pub(super) later: u64,
    /// Transactions without a customer, and what they are worth.
    pub(super) nobody: (u64, f64),
}

/// Reads rows into `scorebook_sales`, and tells those that cannot be counted.
pub(super) fn rows(connection: &Connection, customers: &Customers) -> Result<Faults, duckdb::Error> {
    let cost = if customers.by_profit { minor("cost") } else { "0".to_owned() };
    connection.execute_batch(&format!(
        "CREATE OR REPLACE TEMP TABLE scorebook_sales AS \
         SELECT nullif(trim(CAST(customer AS VARCHAR)), '') AS customer, \
                coalesce(TRY_CAST(\"date\" AS DATE), CAST(TRY_CAST(CAST(\"date\" AS VARCHAR) AS TIMESTAMP) AS DATE)) AS day, \
                {} AS amount, {cost} AS cost FROM scorebook_result",
        minor("amount")
    ))?;
    let mut faults = Faults::new();
    let cost = ("cost IS NULL", "whose `cost` is no number", "say in every row what it cost, 0 where it cost nothing");
    let checks = [
        (
            "day IS NULL OR NOT isfinite(day) OR year(day) NOT BETWEEN 1 AND 9997",
            "whose `date` is no day",
            "cast it in the query, such as `strptime(day, '%d.%m.%Y')::DATE`; leave rows without a date out with WHERE",
        ),
        (
            "amount IS NULL",
            "whose `amount` is no number",
            "leave rows without an amount out with WHERE, or say what they are worth",
        ),
        cost,
    ];
    for (test, what, help) in checks {
        let select = format!("SELECT count(*), min(customer) FROM scorebook_sales WHERE {test}");
        let (count, example): (i64, Option<String>) =
            connection.query_row(&select, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if count > 0 {
            let example = example.map(|customer| format!("customer {customer}"));
            faults.push((what, help, count.unsigned_abs(), example.into_iter().collect()));
        }
    }
    Ok(faults)
}

/// A number in ten-thousandths; NULL for what is none.
fn minor(column: &str) -> String {
    format!("CAST(TRY_CAST({column} AS DECIMAL(18, 4)) * 10000 AS BIGINT)")
}

/// Makes `scorebook_customers` (id, first period) and `scorebook_spent` (id, period, value) of the transactions up to the
/// day everything is reckoned to.
pub(super) fn prepare(
    connection: &Connection,
    customers: &Customers,
    upto: Option<Period>,
) -> Result<Prepared, duckdb::Error> {
    let bounds = [customers.as_of, upto.map(|period| period.ending_in(Frequency::Day))];
    let last_stated = bounds.into_iter().flatten().min();
    let counts = last_stated.map_or("true".to_owned(), |day| format!("day <= DATE '{day}'"));
    let period =
        format!("date_diff('{}', DATE '{:04}-{:02}-{:02}', day)", customers.frequency.word(), BASE.0, BASE.1, BASE.2);
    connection.execute_batch(&format!(
        "CREATE OR REPLACE TEMP TABLE scorebook_customers AS \
           SELECT customer, CAST(row_number() OVER (ORDER BY customer) AS INTEGER) AS id, min({period}) AS first \
           FROM scorebook_sales WHERE {counts} AND customer IS NOT NULL GROUP BY customer; \
         CREATE OR REPLACE TEMP TABLE scorebook_spent AS \
           SELECT id, {period} AS period, CAST(sum(amount - cost) AS HUGEINT) AS value \
           FROM scorebook_sales JOIN scorebook_customers USING (customer) WHERE {counts} GROUP BY ALL"
    ))?;
    let said = format!(
        "SELECT count(*) FILTER ({counts}), count(*) FILTER (NOT ({counts})), count(*) FILTER ({counts} AND customer IS NULL), \
                CAST(coalesce(sum(amount - cost) FILTER ({counts} AND customer IS NULL), 0) AS DOUBLE), \
                CAST(min(day) FILTER ({counts}) AS VARCHAR), CAST(max(day) FILTER ({counts}) AS VARCHAR) FROM scorebook_sales"
    );
    let (transactions, later, nobody, worth, first, last): (i64, i64, i64, f64, Option<String>, Option<String>) =
        connection.query_row(&said, [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })?;
    let earliest: Option<i64> =
        connection.query_row("SELECT min(period) FROM scorebook_spent", [], |row| row.get(0))?;
    let days = first.zip(last).and_then(|(first, last)| Some((Period::parse(&first)?, Period::parse(&last)?)));
    // A period in which nothing was bought can end the report too, where a day is stated.
    let ends = customers.as_of.and(last_stated).or(days.map(|(_, last)| last));
    Ok(Prepared {
        span: earliest.zip(ends.and_then(|day| place(day.ending_in(customers.frequency)))),
        days,
        transactions: transactions.unsigned_abs(),
        later: later.unsigned_abs(),
        nobody: (nobody.unsigned_abs(), worth / MINOR),
    })
}

/// How many periods a period lies after the one they are counted from.
fn place(period: Period) -> Option<i64> {
    period.since(Period::containing(BASE.0, BASE.1, BASE.2, period.frequency())?)
}

/// The period at a place.
pub(super) fn period_at(frequency: Frequency, place: i64) -> Option<Period> {
    Some(Period::containing(BASE.0, BASE.1, BASE.2, frequency)?.plus(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_places_before_and_after_the_base() {
        for (text, expected) in [("2000-01", 0), ("1997-06", -31), ("2026-Q3", 106), ("1999", -1), ("2000-W02", 1)] {
            let period = Period::parse(text).expect("a period");
            assert_eq!(place(period), Some(expected), "{text}");
            assert_eq!(period_at(period.frequency(), expected), Some(period));
        }
    }
}
