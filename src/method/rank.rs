//! Weights from rankings: one ranking, or the mean ranks of several experts.

use super::{Undefined, columns, is_rectangular, sample, shares};
use crate::scorecard::RankRule;

/// Which end of a list of numbers comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// The smallest number is position 1: ranks.
    Smallest,
    /// The largest number is position 1: scores.
    Largest,
}

/// Positions from 1; equal values share the mean of the positions they span.
pub fn positions(values: &[f64], first: First) -> Vec<f64> {
    let before = |own: f64, other: f64| match first {
        First::Smallest => other < own,
        First::Largest => other > own,
    };
    let position = |own: &f64| {
        let ahead = values.iter().filter(|other| before(*own, **other)).count() as f64;
        let same = values.iter().filter(|other| other.total_cmp(own).is_eq()).count() as f64;
        ahead + f64::midpoint(same, 1.0)
    };
    values.iter().map(position).collect()
}

/// The weights of one ranking, or of what only has an order.
///
/// Items that share a place share the mean of the weights of the positions they span; their mean position is never
/// put into the formula, so that weights sum to 1 under every rule.
pub fn of_order(rule: RankRule, ranks: &[f64]) -> Result<Vec<f64>, Undefined> {
    if ranks.is_empty() {
        return Err(Undefined::TooFewItems);
    }
    if matches!(rule, RankRule::Gap | RankRule::InverseMean) {
        return of_mean_ranks(rule, &positions(ranks, First::Smallest));
    }
    let by_position = by_position(rule, ranks.len())?;
    let weight = |own: &f64| {
        let ahead = ranks.iter().filter(|other| *other < own).count();
        let same = ranks.iter().filter(|other| other.total_cmp(own).is_eq()).count();
        by_position[ahead..ahead + same].iter().sum::<f64>() / same as f64
    };
    Ok(ranks.iter().map(weight).collect())
}

/// The weights of the positions 1 to n.
fn by_position(rule: RankRule, n: usize) -> Result<Vec<f64>, Undefined> {
    let raw = (1..=n).map(|k| match rule {
        RankRule::Reciprocal => 1.0 / k as f64,
        RankRule::Exponent(power) => ((n + 1 - k) as f64).powf(power),
        RankRule::Centroid => (k..=n).map(|i| 1.0 / i as f64).sum(),
        RankRule::Sum | RankRule::Gap | RankRule::InverseMean => (n + 1 - k) as f64,
    });
    shares(&raw.collect::<Vec<f64>>()).ok_or(Undefined::NotPositive)
}

/// The weights of items by their mean ranks.
///
/// The rank sum takes mean ranks as they are, and so is the expert ranking rule; a rule that is not linear in the rank
/// (reciprocal, exponent, centroid) takes the order they make.
pub fn of_mean_ranks(rule: RankRule, mean_ranks: &[f64]) -> Result<Vec<f64>, Undefined> {
    let n = mean_ranks.len() as f64;
    let raw = mean_ranks.iter().map(|rank| match rule {
        RankRule::Gap => n - rank,
        RankRule::InverseMean => 1.0 / rank,
        _ => n + 1.0 - rank,
    });
    match rule {
        // One item alone has no gap to what is below it.
        RankRule::Gap if mean_ranks.len() == 1 => Ok(vec![1.0]),
        RankRule::Sum | RankRule::Gap | RankRule::InverseMean => {
            shares(&raw.collect::<Vec<f64>>()).ok_or(Undefined::TooFewItems)
        }
        _ => of_order(rule, &mean_ranks.iter().map(|rank| on_grid(*rank)).collect::<Vec<f64>>()),
    }
}

/// What adding binary fractions may lose does not part two items whose mean ranks are the same.
fn on_grid(rank: f64) -> f64 {
    const GRID: f64 = 1e9;
    (rank * GRID).round() / GRID
}

/// Mean ranks of several experts, each given a say; equal says where all are the same.
///
/// `ranks` has a row an expert; `says` one positive number an expert.
pub fn mean_ranks(ranks: &[Vec<f64>], says: &[f64]) -> Result<Vec<f64>, Undefined> {
    if ranks.is_empty() || ranks[0].is_empty() {
        return Err(if ranks.is_empty() { Undefined::TooFewRows } else { Undefined::TooFewItems });
    }
    if !is_rectangular(ranks) || ranks.len() != says.len() {
        return Err(Undefined::Incomplete);
    }
    let says = shares(says).ok_or(Undefined::NotPositive)?;
    let mean = |column: Vec<f64>| column.iter().zip(&says).map(|(rank, say)| rank * say).sum();
    Ok(columns(ranks).into_iter().map(mean).collect())
}

/// The expert ranking rule 专家排序法, `2[m(1 + n) − R] / [mn(1 + n)]`, on complete rankings of m experts.
pub fn expert_ranking(ranks: &[Vec<f64>]) -> Result<Vec<f64>, Undefined> {
    of_mean_ranks(RankRule::Sum, &mean_ranks(ranks, &vec![1.0; ranks.len()])?)
}

/// How far mean ranks moved at most between two rounds; `None` where there is nothing to compare.
pub fn largest_shift(before: &[f64], after: &[f64]) -> Option<f64> {
    let moved = before.iter().zip(after).map(|(before, after)| (after - before).abs());
    moved.fold(None, |largest: Option<f64>, gap| Some(largest.map_or(gap, |largest| largest.max(gap))))
}

/// The mean of each column.
pub(super) fn means(rows: &[Vec<f64>]) -> Vec<f64> {
    columns(rows).iter().filter_map(|column| sample::mean(column)).collect()
}
