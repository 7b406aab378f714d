//! Evaluation methods as plain arithmetic: numbers in, numbers out. Pure: no files, no clock, no hash order.
//!
//! One file a method, each naming the source of its formula; `docs/weights.md` works an example of each by hand. What
//! cannot be given (everybody tied, nothing varies) is an [`Undefined`] with its reason, never 0 and never NaN.
//!
//! A stage that wants weights on its own tree hands the parts of [`crate::scorecard`] that say how they come about to the
//! functions here: `rank` and `points` for rows of numbers, `ahp` for comparisons, `entropy`, `critic` and `variation` for a
//! history, `combine` for several sets.
//!
//! Judgements stand in rows: a row an expert, a column an item. Rank 1 is the most important.

pub mod ahp;
pub mod combine;
pub mod consistency;
pub mod critic;
pub mod delphi;
pub mod entropy;
pub mod kendall;
mod permutation;
pub mod points;
pub mod rank;
pub mod sample;
mod tail;
mod undefined;
pub mod variation;

#[cfg(test)]
mod tests;

pub use undefined::Undefined;

/// Divides by the sum, so that shares of 1 are left; `None` where the sum is not positive and finite.
fn shares(values: &[f64]) -> Option<Vec<f64>> {
    let sum: f64 = values.iter().sum();
    let usable = sum.is_finite() && sum > 0.0 && values.iter().all(|value| *value >= 0.0);
    usable.then(|| values.iter().map(|value| value / sum).collect())
}

/// Whether all rows are as long as the first.
fn is_rectangular(rows: &[Vec<f64>]) -> bool {
    rows.windows(2).all(|pair| pair[0].len() == pair[1].len())
}

/// The columns of rows of equal length.
fn columns(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let width = rows.first().map_or(0, Vec::len);
    (0..width).map(|at| rows.iter().map(|row| row[at]).collect()).collect()
}
