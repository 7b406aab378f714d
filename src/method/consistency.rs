//! Whether comparisons of pairs agree with each other (Saaty 1980).
//!
//! `CI = (λmax − n) / (n − 1)`, `CR = CI / RI(n)`, RI being the mean CI of random matrices. Tables of RI differ; which
//! one was used belongs to the result. Below 0.10 judgements are usually accepted.

use super::Undefined;
use super::ahp::{Comparisons, Priorities};
use crate::scorecard::RandomIndex;

/// From this consistency ratio judgements should be looked at again.
pub const ACCEPTED: f64 = 0.1;

/// Random indices from 3 items on, as far as the source was seen.
fn table(index: RandomIndex) -> &'static [f64] {
    match index {
        RandomIndex::Saaty1980 => &[0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59],
        RandomIndex::SaatyLater => &[0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59],
        RandomIndex::DoneganDodd => &[0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055],
        RandomIndex::TummalaLing => &[0.5799, 0.8921, 1.1159, 1.2358, 1.3322],
    }
}

/// RI of n items; 0 for two or fewer.
pub fn random_index(index: RandomIndex, n: usize) -> Result<f64, Undefined> {
    match n.checked_sub(3) {
        None => Ok(0.0),
        Some(at) => table(index).get(at).copied().ok_or(Undefined::NoRandomIndex),
    }
}

/// CI of n items, not below 0; 0 for two or fewer.
pub fn index(lambda_max: f64, n: usize) -> f64 {
    if n <= 2 { 0.0 } else { ((lambda_max - n as f64) / (n as f64 - 1.0)).max(0.0) }
}

/// CR of n items; 0 for two or fewer, which cannot contradict each other.
pub fn ratio(lambda_max: f64, n: usize, table: RandomIndex) -> Result<f64, Undefined> {
    if n <= 2 { Ok(0.0) } else { Ok(index(lambda_max, n) / random_index(table, n)?) }
}

/// The consistency of a whole hierarchy 组合一致性, `Σ wCI / Σ wRI` over (weight, CI, RI) of its groups; 0 where no group
/// has three items.
pub fn overall(groups: &[(f64, f64, f64)]) -> f64 {
    let (ci, ri) =
        groups.iter().fold((0.0, 0.0), |(ci, ri), (weight, own, random)| (ci + weight * own, ri + weight * random));
    if ri > 0.0 { ci / ri } else { 0.0 }
}

/// The judgement that fits the others least.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Misfit {
    /// The row, before the column.
    pub row: usize,
    /// The column.
    pub column: usize,
    /// `a_ij` as judged.
    pub judged: f64,
    /// `w_i / w_j`: what it would have to be to agree with the priorities.
    pub fitting: f64,
}

/// The judgement above the diagonal furthest, in proportion, from `w_i / w_j`; `None` of fewer than two items.
pub fn worst(comparisons: &Comparisons, priorities: &Priorities) -> Option<Misfit> {
    let (rows, weights) = (comparisons.rows(), &priorities.weights);
    let pairs = (0..rows.len()).flat_map(|row| (row + 1..rows.len()).map(move |column| (row, column)));
    let misfits = pairs.map(|(row, column)| Misfit {
        row,
        column,
        judged: rows[row][column],
        fitting: weights[row] / weights[column],
    });
    let off = |misfit: &Misfit| (misfit.judged / misfit.fitting).ln().abs();
    misfits.reduce(|worst, next| if off(&next) > off(&worst) { next } else { worst })
}
