//! CRITIC weights: what varies and does not merely repeat other columns (Diakoulaki, Mavrotas and Papayannakis 1995).
//!
//! Columns are scaled from smallest to largest by direction, `C_j = σ_j Σ_k (1 − r_jk)` with Pearson's r, and weights are
//! in proportion to C. Direction matters: it turns the sign of correlations.

use super::entropy::min_max;
use super::{Undefined, columns, is_rectangular, sample, shares};

/// What each column tells, and the weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Critic {
    /// σ of the scaled column; 0 where nothing varies.
    pub deviations: Vec<f64>,
    /// C; 0 where nothing varies.
    pub information: Vec<f64>,
    /// In proportion to C.
    pub weights: Vec<f64>,
}

/// Weights of columns. `higher` says of each whether more is better. A column that does not vary weighs nothing and is
/// left out of the others' correlations, which it has none with.
pub fn weights(rows: &[Vec<f64>], higher: &[bool]) -> Result<Critic, Undefined> {
    if rows.len() < 2 {
        return Err(Undefined::TooFewRows);
    }
    if !is_rectangular(rows) || rows[0].len() != higher.len() {
        return Err(Undefined::Incomplete);
    }
    let columns = columns(rows);
    let scaled: Vec<Option<Vec<f64>>> =
        columns.iter().zip(higher).map(|(column, higher)| min_max(column, *higher)).collect();
    let deviation =
        |column: &Option<Vec<f64>>| column.as_ref().and_then(|column| sample::deviation(column)).unwrap_or(0.0);
    let deviations: Vec<f64> = scaled.iter().map(deviation).collect();
    let conflict = |own: &Option<Vec<f64>>| {
        let others = scaled.iter().flatten();
        own.as_ref().map_or(0.0, |own| others.map(|other| 1.0 - correlation(own, other)).sum::<f64>())
    };
    let information: Vec<f64> =
        scaled.iter().zip(&deviations).map(|(column, deviation)| (deviation * conflict(column)).max(0.0)).collect();
    let weights = match shares(&information) {
        Some(weights) if information.iter().any(|own| *own > 1e-12) => weights,
        _ => return Err(Undefined::NoVariation),
    };
    Ok(Critic { deviations, information, weights })
}

/// Pearson's correlation of two columns that vary.
fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let centred = |column: &[f64]| {
        let mean = column.iter().sum::<f64>() / column.len() as f64;
        column.iter().map(|value| value - mean).collect::<Vec<f64>>()
    };
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let (one, other) = (centred(one), centred(other));
    (dot(&one, &other) / (dot(&one, &one) * dot(&other, &other)).sqrt()).clamp(-1.0, 1.0)
}
