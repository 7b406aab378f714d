//! Weights by the coefficient of variation 变异系数法: in proportion to s / x̄, for positive values only.

use super::{Undefined, columns, is_rectangular, sample, shares};

/// The coefficient of each column, and the weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Variations {
    /// s / x̄, divisor n − 1.
    pub coefficients: Vec<f64>,
    /// In proportion to them.
    pub weights: Vec<f64>,
}

/// Weights of columns.
pub fn weights(rows: &[Vec<f64>]) -> Result<Variations, Undefined> {
    if rows.len() < 2 {
        return Err(Undefined::TooFewRows);
    }
    if !is_rectangular(rows) {
        return Err(Undefined::Incomplete);
    }
    if rows.iter().flatten().any(|value| !(value.is_finite() && *value > 0.0)) {
        return Err(Undefined::NotPositive);
    }
    let coefficients: Option<Vec<f64>> = columns(rows).iter().map(|column| sample::variation(column)).collect();
    let coefficients = coefficients.ok_or(Undefined::TooFewRows)?;
    if coefficients.iter().all(|coefficient| *coefficient < 1e-12) {
        return Err(Undefined::NoVariation);
    }
    let weights = shares(&coefficients).ok_or(Undefined::NoVariation)?;
    Ok(Variations { coefficients, weights })
}
