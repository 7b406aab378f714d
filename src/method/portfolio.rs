//! Which process improvements come first: candidates to eliminate, simplify, integrate or automate (ESIA), rated by their
//! gap in performance, their importance and their feasibility.
//!
//! `priority = 100 · Σ weight · (rating − low) / (high − low)`, weights sum to 1. There is no standard formula; this one is
//! ours, and it is printed beside the ranking.

use super::rating::Rating;
use crate::scorecard::{Criterion, Portfolio, Scale};

/// Where a candidate stands in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Worth much, and it can be done.
    First,
    /// Worth much, and hard to do.
    Prepare,
    /// Worth less, and easy to do.
    ByTheWay,
    /// Worth less, and hard to do.
    Leave,
}

impl Field {
    /// Every field, the first to be taken up first.
    pub const ALL: [Self; 4] = [Self::First, Self::Prepare, Self::ByTheWay, Self::Leave];
}

/// A candidate, judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// 0 to 100.
    pub priority: f64,
    /// Gap and importance together, by their weights, on the scale.
    pub value: f64,
    /// On the scale.
    pub feasibility: f64,
    /// Where that is in the picture.
    pub field: Field,
}

/// Judges ratings in the order of [`Criterion::ALL`] by weights that sum to 1.
pub fn judge(ratings: [f64; 3], weights: [f64; 3], scale: Scale, cuts: (f64, f64)) -> Judged {
    let [gap, importance, feasibility] = ratings;
    let priority: f64 = ratings.iter().zip(weights).map(|(rating, weight)| weight * scale.share(*rating)).sum();
    let both = weights[0] + weights[1];
    let value =
        if both > 0.0 { (weights[0] * gap + weights[1] * importance) / both } else { f64::midpoint(gap, importance) };
    let field = match (value >= cuts.0, feasibility >= cuts.1) {
        (true, true) => Field::First,
        (true, false) => Field::Prepare,
        (false, true) => Field::ByTheWay,
        (false, false) => Field::Leave,
    };
    Judged { priority: 100.0 * priority, value, feasibility, field }
}

/// Judges every candidate; `None` for one that is not rated by all criteria. `ratings` has one a candidate and criterion.
pub fn judged(portfolio: &Portfolio, ratings: &[Option<Rating>]) -> Vec<Option<Judged>> {
    let criteria = Criterion::ALL.len();
    let one = |at: usize| {
        let own = |criterion: usize| Some(ratings.get(at * criteria + criterion)?.as_ref()?.value);
        Some(judge([own(0)?, own(1)?, own(2)?], portfolio.weights, portfolio.scale, portfolio.cuts))
    };
    (0..portfolio.candidates.len()).map(one).collect()
}

/// The mean gap of all candidates that have one, on the scale: what falls as improvements are carried out. `ratings` has
/// one a candidate and criterion.
pub fn mean_gap(ratings: &[Option<Rating>]) -> Option<f64> {
    let gaps: Vec<f64> = ratings.iter().step_by(Criterion::ALL.len()).flatten().map(|rating| rating.value).collect();
    (!gaps.is_empty()).then(|| gaps.iter().sum::<f64>() / gaps.len() as f64)
}

/// The places of those that are judged, the highest priority first; equal ones in the order of the book. Each with its
/// rank from 1; equal ones have the same.
pub fn ranked(judged: &[Option<Judged>]) -> Vec<(usize, usize)> {
    let mut places: Vec<(usize, f64)> =
        judged.iter().enumerate().filter_map(|(place, own)| Some((place, (*own)?.priority))).collect();
    places.sort_by(|a, b| b.1.total_cmp(&a.1));
    let rank = |priority: f64| 1 + places.iter().filter(|(_, other)| *other > priority + 1e-9).count();
    places.iter().map(|(place, priority)| (*place, rank(*priority))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FIVE: Scale = Scale { low: 1.0, high: 5.0 };

    #[test]
    fn priorities_are_worked_by_hand() {
        // 0.4 · (5−1)/4 + 0.35 · (4−1)/4 + 0.25 · (3−1)/4 = 0.4 + 0.2625 + 0.125
        let judged = judge([5.0, 4.0, 3.0], [0.4, 0.35, 0.25], FIVE, (3.0, 3.0));
        assert!((judged.priority - 78.75).abs() < 1e-12, "{judged:?}");
        // (0.4 · 5 + 0.35 · 4) / 0.75
        assert!((judged.value - 3.4 / 0.75).abs() < 1e-12);
        assert_eq!(judged.field, Field::First, "a cut belongs to the upper side");
        let field = |ratings| judge(ratings, [0.4, 0.35, 0.25], FIVE, (3.0, 3.0)).field;
        assert_eq!(
            [field([5.0, 5.0, 2.9]), field([2.0, 3.0, 5.0]), field([1.0, 1.0, 1.0])],
            [Field::Prepare, Field::ByTheWay, Field::Leave]
        );
    }

    #[test]
    fn equal_priorities_share_a_rank() {
        let judged = |rating| Some(judge([rating; 3], [0.4, 0.35, 0.25], FIVE, (3.0, 3.0)));
        assert_eq!(
            ranked(&[judged(2.0), judged(4.0), None, judged(4.0), judged(1.0)]),
            [(1, 1), (3, 1), (0, 3), (4, 4)]
        );
    }

    proptest! {
        #[test]
        fn priorities_lie_from_0_to_100_and_rise_with_every_rating(
            ratings in proptest::array::uniform3(1.0..=5.0f64),
            weights in proptest::array::uniform3(0.01..1.0f64),
            at in 0usize..3,
        ) {
            let sum: f64 = weights.iter().sum();
            let weights = weights.map(|weight| weight / sum);
            let own = judge(ratings, weights, FIVE, (3.0, 3.0));
            prop_assert!((-1e-9..=100.0 + 1e-9).contains(&own.priority));
            prop_assert!((1.0 - 1e-9..=5.0 + 1e-9).contains(&own.value));
            let mut better = ratings;
            better[at] = 5.0;
            prop_assert!(judge(better, weights, FIVE, (3.0, 3.0)).priority >= own.priority - 1e-9);
        }
    }
}
