//! Customers at the end of each period: ranked, put into tiers, added up.

use std::fmt::Write as _;

use duckdb::{Connection, Row};

use super::prepare::{MINOR, Prepared, period_at};
use crate::engine::observe::rounded;
use crate::scorecard::{CustomerFacts, CustomerPeriod, Customers, Group, Moves, Tiered};

/// Shares of value of which it is told how many customers bring them.
const NEEDED: [f64; 3] = [0.5, 0.8, 0.95];

/// How many points a curve has at most.
const POINTS: i64 = 100;

/// Shares are whole millionths in SQL, so that a bound is where it is written.
const MILLION: f64 = 1e6;

/// Counts what has been prepared.
pub(super) struct Counter<'a> {
    pub(super) connection: &'a Connection,
    pub(super) customers: &'a Customers,
    pub(super) prepared: &'a Prepared,
}

impl Counter<'_> {
    pub(super) fn facts(&self) -> Result<CustomerFacts, duckdb::Error> {
        let Prepared { span, days, transactions, later, nobody } = *self.prepared;
        let facts = CustomerFacts { days, transactions, later, nobody, ..CustomerFacts::default() };
        let Some((first, last)) = span else { return Ok(facts) };
        let from = first.max(last - i64::from(self.customers.periods) + 1).min(last);
        self.connection.execute_batch(
            "CREATE OR REPLACE TEMP TABLE scorebook_standing \
             (period INTEGER, id INTEGER, value HUGEINT, place BIGINT, tier UTINYINT)",
        )?;
        let mut periods = Vec::new();
        for place in from..=last {
            self.stand(place)?;
            periods.extend(self.period(place, place > from)?);
        }
        Ok(CustomerFacts {
            periods,
            abc: self.abc(last)?,
            curve: self.curve(last)?,
            needed: self.needed(last)?,
            peak: self.peak(last)?,
            ..facts
        })
    }

    /// Ranks the customers at the end of a period, the most valuable first and equal ones by their id, and gives each a tier.
    fn stand(&self, place: i64) -> Result<(), duckdb::Error> {
        let begins =
            self.customers.window.map_or("true".to_owned(), |window| format!("period > {}", place - i64::from(window)));
        self.connection.execute_batch(&format!(
            "INSERT INTO scorebook_standing WITH \
             own AS (SELECT id, CAST(sum(value) AS HUGEINT) AS value FROM scorebook_spent WHERE period <= {place} AND {begins} GROUP BY id), \
             ranked AS (SELECT id, value, row_number() OVER (ORDER BY value DESC, id) AS place, count(*) OVER () AS n FROM own) \
             SELECT {place}, id, value, place, {} FROM ranked",
            self.tier()
        ))
    }

    /// Which tier a customer is in, by its place among `n` or its value.
    fn tier(&self) -> String {
        let tiers = &self.customers.tiers;
        let mut whole = 0.0;
        let mut tests = String::new();
        for (at, tier) in tiers.iter().enumerate().take(tiers.len().saturating_sub(1)) {
            let test = match self.customers.tiered {
                Tiered::ByShare => {
                    whole += tier.bound;
                    format!("place <= {}", up_to("n", whole))
                }
                Tiered::ByValue => format!("value >= {}", (tier.bound * MINOR).round() as i128),
            };
            let _ = write!(tests, "WHEN {test} THEN {at} ");
        }
        format!("CASE {tests}ELSE {} END", tiers.len().saturating_sub(1))
    }

    /// What was counted at the end of a period; `moves` says whether the one before was looked at too.
    fn period(&self, place: i64, moves: bool) -> Result<Option<CustomerPeriod>, duckdb::Error> {
        let Some(period) = period_at(self.customers.frequency, place) else { return Ok(None) };
        let select = format!(
            "SELECT count(*), {}, count(*) FILTER (value < 0), {}, {} FROM scorebook_standing WHERE period = {place}",
            sum("value", "true"),
            sum("value", "value < 0"),
            // The least valuable has the last place: i is counted from there.
            sum(
                "CAST((SELECT count(*) FROM scorebook_standing WHERE period = {place}) - place + 1 AS HUGEINT) * value",
                "true"
            )
            .replace("{place}", &place.to_string()),
        );
        let (all, below_zero, ranked_sum) =
            self.connection.query_row(&select, [], |row| Ok((group(row, 0)?, group(row, 2)?, money(row, 4)?)))?;
        Ok(Some(CustomerPeriod {
            period,
            all,
            below_zero,
            ranked_sum,
            top: self.top(place, all.customers)?,
            tiers: self.tiers(place)?,
            moves: if moves { Some(self.moves(place)?) } else { None },
        }))
    }

    fn top(&self, place: i64, all: u64) -> Result<Vec<Group>, duckdb::Error> {
        let shares = self.customers.top.iter();
        let of = |share: &f64| {
            let select = format!(
                "SELECT count(*), {} FROM scorebook_standing WHERE period = {place} AND place <= {}",
                sum("value", "true"),
                up_to(&all.to_string(), *share)
            );
            self.connection.query_row(&select, [], |row| group(row, 0))
        };
        shares.map(of).collect()
    }

    fn tiers(&self, place: i64) -> Result<Vec<Group>, duckdb::Error> {
        let mut tiers = vec![Group::default(); self.customers.tiers.len()];
        let select = format!(
            "SELECT CAST(tier AS BIGINT), count(*), {} FROM scorebook_standing WHERE period = {place} GROUP BY tier",
            sum("value", "true")
        );
        let mut statement = self.connection.prepare(&select)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let at = usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default();
            if let Some(tier) = tiers.get_mut(at) {
                *tier = group(row, 1)?;
            }
        }
        Ok(tiers)
    }

    /// Who went where since the end of the period before.
    fn moves(&self, place: i64) -> Result<Moves, duckdb::Error> {
        let outside = self.customers.tiers.len();
        let mut moves = Moves { counts: vec![vec![0; outside + 1]; outside + 1], first_time: 0 };
        let select = format!(
            "SELECT CAST(coalesce(a.tier, {outside}) AS BIGINT), CAST(coalesce(b.tier, {outside}) AS BIGINT), count(*), \
                    count(*) FILTER (a.id IS NULL AND c.first = {place}) \
             FROM (SELECT * FROM scorebook_standing WHERE period = {}) a \
             FULL JOIN (SELECT * FROM scorebook_standing WHERE period = {place}) b ON a.id = b.id \
             JOIN scorebook_customers c ON c.id = coalesce(a.id, b.id) GROUP BY ALL",
            place - 1
        );
        let mut statement = self.connection.prepare(&select)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let [from, to] = [row.get::<_, i64>(0)?, row.get(1)?].map(|at| usize::try_from(at).unwrap_or(outside));
            moves.counts[from.min(outside)][to.min(outside)] = count(row, 2)?;
            moves.first_time += count(row, 3)?;
        }
        Ok(moves)
    }

    /// The customers of a period with what those before and up to each bring, and what all do.
    fn running(place: i64) -> String {
        format!(
            "(SELECT place, value, sum(value) OVER (ORDER BY place) AS upto, sum(value) OVER () AS total, count(*) OVER () AS n \
             FROM scorebook_standing WHERE period = {place})"
        )
    }

    /// Classes by what the customers before one bring: who crosses a bound stays in the higher class.
    fn abc(&self, place: i64) -> Result<Vec<Group>, duckdb::Error> {
        let before = |share: f64| format!("(upto - value) * 1000000 < total * {}", millionths(share));
        let [a, b] = self.customers.abc.map(before);
        let class = |test: &str| format!("count(*) FILTER ({test}), {}", sum("value", test));
        let select = format!(
            "SELECT coalesce(max(total) > 0, false), {}, {}, {} FROM {}",
            class(&a),
            class(&format!("NOT ({a}) AND {b}")),
            class(&format!("NOT ({a}) AND NOT ({b})")),
            Self::running(place)
        );
        self.connection.query_row(&select, [], |row| {
            let classes = vec![group(row, 1)?, group(row, 3)?, group(row, 5)?];
            Ok(if row.get::<_, bool>(0)? { classes } else { Vec::new() })
        })
    }

    fn curve(&self, place: i64) -> Result<Vec<(u64, f64)>, duckdb::Error> {
        // Every hundredth of the customers, and the last.
        let select = format!(
            "SELECT place, CAST(upto AS DOUBLE) / CAST(total AS DOUBLE) FROM {} \
             WHERE total > 0 AND (place * {POINTS} // n > (place - 1) * {POINTS} // n OR place = n) ORDER BY place",
            Self::running(place)
        );
        let mut statement = self.connection.prepare(&select)?;
        let rows = statement.query_map([], |row| Ok((count(row, 0)?, rounded(row.get(1)?))))?;
        rows.collect()
    }

    fn needed(&self, place: i64) -> Result<Vec<(f64, u64)>, duckdb::Error> {
        let mut needed = Vec::new();
        for share in NEEDED {
            let select = format!(
                "SELECT min(place) FILTER (upto * 1000000 >= total * {} AND total > 0) FROM {}",
                millionths(share),
                Self::running(place)
            );
            let first: Option<i64> = self.connection.query_row(&select, [], |row| row.get(0))?;
            needed.extend(first.map(|first| (share, first.unsigned_abs())));
        }
        Ok(needed)
    }

    /// Where the curve is highest: after the last customer who is worth more than nothing.
    fn peak(&self, place: i64) -> Result<Option<(u64, f64)>, duckdb::Error> {
        let select = format!(
            "SELECT count(*) FILTER (value > 0), CAST(coalesce(sum(value) FILTER (value > 0), 0) AS DOUBLE), \
             CAST(coalesce(sum(value), 0) AS DOUBLE) FROM scorebook_standing WHERE period = {place}"
        );
        let (customers, positive, total): (u64, f64, f64) =
            self.connection.query_row(&select, [], |row| Ok((count(row, 0)?, row.get(1)?, row.get(2)?)))?;
        Ok((total > 0.0).then(|| (customers, rounded(positive / total))))
    }
}

/// How many of `n` customers a share makes, rounded up.
fn up_to(n: &str, share: f64) -> String {
    format!("(CAST({n} AS HUGEINT) * {} + 999999) // 1000000", millionths(share))
}

fn millionths(share: f64) -> i64 {
    (share * MILLION).round() as i64
}

fn sum(of: &str, which: &str) -> String {
    format!("CAST(coalesce(sum({of}) FILTER ({which}), 0) AS DOUBLE)")
}

fn count(row: &Row<'_>, at: usize) -> Result<u64, duckdb::Error> {
    Ok(row.get::<_, i64>(at)?.unsigned_abs())
}

fn money(row: &Row<'_>, at: usize) -> Result<f64, duckdb::Error> {
    Ok(rounded(row.get::<_, f64>(at)? / MINOR))
}

fn group(row: &Row<'_>, at: usize) -> Result<Group, duckdb::Error> {
    Ok(Group { customers: count(row, at)?, value: money(row, at + 1)? })
}
