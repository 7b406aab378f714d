//! Entropy weights 熵权法: what differs more between rows says more.
//!
//! With p the shares of a column of m rows, `e = −(1 / ln m) Σ p ln p` (0 ln 0 = 0), and weights in proportion to
//! `1 − e`. There are two practices, which give different numbers: see [`EntropyPractice`].

use super::{Undefined, columns, is_rectangular, shares};
use crate::scorecard::EntropyPractice;

/// The entropy of each column, and the weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Entropies {
    /// 0 to 1; 1 for a column that does not vary.
    pub entropies: Vec<f64>,
    /// In proportion to 1 − e.
    pub weights: Vec<f64>,
}

/// A column that varies less than this says nothing.
const TINY: f64 = 1e-12;

/// Weights of columns. `higher` says of each whether more is better; only [`EntropyPractice::MinMax`] looks at it.
pub fn weights(rows: &[Vec<f64>], higher: &[bool], practice: EntropyPractice) -> Result<Entropies, Undefined> {
    if rows.len() < 2 {
        return Err(Undefined::TooFewRows);
    }
    if !is_rectangular(rows) || rows[0].len() != higher.len() {
        return Err(Undefined::Incomplete);
    }
    let columns = columns(rows);
    let prepared: Vec<Vec<f64>> = match practice {
        EntropyPractice::Sum => columns,
        EntropyPractice::MinMax { epsilon } => {
            columns.iter().zip(higher).map(|(column, higher)| scaled(column, *higher, epsilon)).collect()
        }
    };
    let entropies = prepared.iter().map(|column| entropy(column)).collect::<Result<Vec<f64>, Undefined>>()?;
    if entropies.iter().all(|entropy| 1.0 - entropy < TINY) {
        return Err(Undefined::NoVariation);
    }
    let information: Vec<f64> = entropies.iter().map(|entropy| (1.0 - entropy).max(0.0)).collect();
    let weights = shares(&information).ok_or(Undefined::NoVariation)?;
    Ok(Entropies { entropies, weights })
}

fn entropy(column: &[f64]) -> Result<f64, Undefined> {
    let shares = shares(column).ok_or(Undefined::NotPositive)?;
    let sum: f64 = shares.iter().filter(|share| **share > 0.0).map(|share| share * share.ln()).sum();
    Ok((-sum / (column.len() as f64).ln()).clamp(0.0, 1.0))
}

/// Smallest to largest, the better end up, into `[ε, 1 − ε]`; all the same where nothing varies.
fn scaled(column: &[f64], higher: bool, epsilon: f64) -> Vec<f64> {
    match min_max(column, higher) {
        Some(scaled) => scaled.into_iter().map(|value| epsilon + (1.0 - 2.0 * epsilon) * value).collect(),
        None => vec![1.0; column.len()],
    }
}

/// `(x − min) / (max − min)`, or the other way round where less is better; `None` where nothing varies.
pub(super) fn min_max(column: &[f64], higher: bool) -> Option<Vec<f64>> {
    let low = column.iter().copied().fold(f64::INFINITY, f64::min);
    let high = column.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let range = high - low;
    let varies = range.is_finite() && range > high.abs().max(low.abs()) * TINY;
    let place = |value: &f64| if higher { (value - low) / range } else { (high - value) / range };
    varies.then(|| column.iter().map(place).collect())
}
