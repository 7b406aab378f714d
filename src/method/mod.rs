//! Published methods of evaluation, one file each: pure arithmetic on numbers handed in. No files, no clock.
//!
//! Every function names the source of its formula; `docs/weights.md` works an example of each way to weights by hand. What
//! cannot be said (a share of nothing, everybody tied) is `None`, or an [`Undefined`] with its reason, never 0 and never NaN.
//!
//! Judgements stand in rows: a row an expert, a column an item. Rank 1 is the most important. A stage that wants weights on
//! a tree of its own hands rows of numbers to [`rank`] and [`points`], comparisons to [`ahp`], a history to [`entropy`],
//! [`critic`] and [`variation`], and several sets of weights to [`combine`].

// Numbers as an author or a rater wrote them are compared exactly wherever that is asked.
#![allow(clippy::float_cmp)]

pub mod agreement;
pub mod ahp;
pub mod assessment;
pub mod business_case;
pub mod combine;
pub mod consistency;
pub mod critic;
pub mod delphi;
pub mod entropy;
pub mod finance;
pub mod fuzzy;
pub mod kendall;
pub mod maturity;
pub mod membership;
mod permutation;
pub mod points;
pub mod portfolio;
mod random;
pub mod rank;
pub mod rating;
pub mod readiness;
pub mod sample;
pub mod sensitivity;
pub mod statements;
pub mod survey;
pub mod swot;
mod tail;
mod undefined;
pub mod variation;
pub mod weigh;

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
