//! The analytic hierarchy process: from comparisons of pairs to priorities (Saaty 1977, 1980).
//!
//! `a_ij` says how many times as important item i is as item j; `a_ii = 1`, `a_ji = 1 / a_ij`.

use super::{Undefined, columns, shares};
use crate::scorecard::{GroupRule, PriorityRule};

/// How far `a_ij × a_ji` may be from 1: what rounding to seven digits leaves.
pub const RECIPROCAL_TOLERANCE: f64 = 1e-6;

/// The power iteration stops when no priority moves by more.
const STILL: f64 = 1e-14;

/// A positive matrix settles long before; what does not by then is not going to.
const MOST_STEPS: usize = 10_000;

/// A complete, positive, reciprocal matrix of comparisons.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparisons(Vec<Vec<f64>>);

/// Priorities, and the principal eigenvalue they imply.
#[derive(Clone, Debug, PartialEq)]
pub struct Priorities {
    /// Weights, which sum to 1.
    pub weights: Vec<f64>,
    /// λmax: n for judgements that agree with each other, more otherwise.
    pub lambda_max: f64,
}

impl Comparisons {
    /// From a full matrix.
    pub fn full(rows: Vec<Vec<f64>>) -> Result<Self, Undefined> {
        if rows.is_empty() {
            return Err(Undefined::TooFewItems);
        }
        if rows.iter().any(|row| row.len() != rows.len()) {
            return Err(Undefined::Incomplete);
        }
        if rows.iter().flatten().any(|value| !(value.is_finite() && *value > 0.0)) {
            return Err(Undefined::NotPositive);
        }
        let pairs = (0..rows.len()).flat_map(|i| (0..=i).map(move |j| (i, j)));
        let mut products = pairs.map(|(i, j)| rows[i][j] * rows[j][i]);
        if products.any(|product| (product - 1.0).abs() > RECIPROCAL_TOLERANCE) {
            return Err(Undefined::NotReciprocal);
        }
        Ok(Self(rows))
    }

    /// From the judgements above the diagonal: n − 1 of the first item, n − 2 of the second, and so on to 1.
    pub fn upper(rows: &[Vec<f64>]) -> Result<Self, Undefined> {
        let n = rows.len() + 1;
        if rows.iter().enumerate().any(|(i, row)| row.len() != n - 1 - i) {
            return Err(Undefined::Incomplete);
        }
        let value = |i: usize, j: usize| match i.cmp(&j) {
            std::cmp::Ordering::Less => rows[i][j - i - 1],
            std::cmp::Ordering::Equal => 1.0,
            std::cmp::Ordering::Greater => 1.0 / rows[j][i - j - 1],
        };
        Self::full((0..n).map(|i| (0..n).map(|j| value(i, j)).collect()).collect())
    }

    /// The element-wise geometric mean of several experts' judgements; the arithmetic mean would not be reciprocal.
    pub fn mean(all: &[Self]) -> Result<Self, Undefined> {
        let first = all.first().ok_or(Undefined::TooFewRows)?;
        if all.iter().any(|one| one.0.len() != first.0.len()) {
            return Err(Undefined::Incomplete);
        }
        let n = first.0.len();
        let mean = |i: usize, j: usize| (all.iter().map(|one| one.0[i][j].ln()).sum::<f64>() / all.len() as f64).exp();
        Self::full((0..n).map(|i| (0..n).map(|j| mean(i, j)).collect()).collect())
    }

    /// The matrix, row by row.
    pub fn rows(&self) -> &[Vec<f64>] {
        &self.0
    }

    /// The priorities by a rule.
    ///
    /// λmax is the mean of `(Aw)_i / w_i`, which for the eigenvector is the eigenvalue.
    pub fn priorities(&self, rule: PriorityRule) -> Priorities {
        let weights = match rule {
            PriorityRule::Eigenvector => self.eigenvector(),
            PriorityRule::GeometricMean => self.geometric_means(),
            PriorityRule::ColumnMean => self.column_means(),
        };
        let ratios = self.times(&weights).into_iter().zip(&weights).map(|(product, weight)| product / weight);
        Priorities { lambda_max: ratios.sum::<f64>() / weights.len() as f64, weights }
    }

    fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.0.iter().map(|row| row.iter().zip(vector).map(|(a, w)| a * w).sum()).collect()
    }

    fn eigenvector(&self) -> Vec<f64> {
        let mut weights = vec![1.0 / self.0.len() as f64; self.0.len()];
        for _ in 0..MOST_STEPS {
            let next = normal(&self.times(&weights));
            let moved = next.iter().zip(&weights).map(|(next, own)| (next - own).abs()).fold(0.0, f64::max);
            weights = next;
            if moved <= STILL {
                break;
            }
        }
        weights
    }

    fn geometric_means(&self) -> Vec<f64> {
        let mean = |row: &Vec<f64>| (row.iter().map(|a| a.ln()).sum::<f64>() / row.len() as f64).exp();
        normal(&self.0.iter().map(mean).collect::<Vec<f64>>())
    }

    fn column_means(&self) -> Vec<f64> {
        let normalised: Vec<Vec<f64>> = columns(&self.0).iter().map(|column| normal(column)).collect();
        super::rank::means(&normalised)
    }
}

/// Shares of the sum; as it is where the sum overflows, which no judgement on Saaty's scale does.
fn normal(values: &[f64]) -> Vec<f64> {
    shares(values).unwrap_or_else(|| values.to_vec())
}

/// The weights of a group of experts.
pub fn of_group(all: &[Comparisons], priority: PriorityRule, group: GroupRule) -> Result<Vec<f64>, Undefined> {
    match group {
        GroupRule::Judgements => Ok(Comparisons::mean(all)?.priorities(priority).weights),
        GroupRule::Priorities => {
            let own: Vec<Vec<f64>> = all.iter().map(|one| one.priorities(priority).weights).collect();
            if own.is_empty() { Err(Undefined::TooFewRows) } else { Ok(super::rank::means(&own)) }
        }
    }
}

/// The weights at the bottom of a hierarchy: each group's local weights times the weight of the group.
///
/// `local` has a row a criterion and a column an alternative; `above` one weight a criterion (distributive mode).
pub fn synthesis(local: &[Vec<f64>], above: &[f64]) -> Vec<f64> {
    let total = |column: Vec<f64>| column.iter().zip(above).map(|(own, weight)| own * weight).sum();
    columns(local).into_iter().map(total).collect()
}
