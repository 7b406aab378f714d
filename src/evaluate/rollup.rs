//! From children to parents: score, coverage and bounds; and back down: effective weights.

use super::digits::points;
use super::outcome::Outcome;
use super::plan::{Plan, PlannedNode, Shares};
use super::status;
use crate::scorecard::Rollup;

/// Coverage this much below the minimum still reaches it: what adding binary fractions may lose.
const SLACK: f64 = 1e-9;

/// Whether a coverage is enough.
pub(super) fn reaches(coverage: f64, min_coverage: f64) -> bool {
    coverage >= min_coverage - SLACK
}

/// Gives every node of one entity and period its outcome from those of the measures, children before parents.
pub(super) fn roll_up(plan: &Plan, outcomes: &mut [Outcome]) {
    for (index, node) in plan.nodes.iter().enumerate().rev() {
        if !node.is_measure {
            outcomes[index] = outcome(plan, node, outcomes);
        }
    }
    hand_down(plan, outcomes);
}

fn outcome(plan: &Plan, node: &PlannedNode, outcomes: &[Outcome]) -> Outcome {
    let children = || node.edges.iter().map(|(child, weight)| (&outcomes[*child], *weight));
    let coverage = mean(children().map(|(child, weight)| (child.coverage, weight))).unwrap_or(0.0);
    let scored = children().filter_map(|(child, weight)| Some((child.score?, weight)));
    let score = combine(node.rollup, scored).filter(|_| reaches(coverage, plan.min_coverage));
    let low = combine(node.rollup, children().map(|(child, weight)| (child.low, weight))).unwrap_or(0.0);
    let high = combine(node.rollup, children().map(|(child, weight)| (child.high, weight))).unwrap_or(100.0);
    let (status, held_by) = status::judge(plan.bands, score, node, outcomes);
    Outcome {
        score,
        status,
        held_by,
        coverage,
        applies: node.children.iter().any(|child| outcomes[*child].applies),
        // A child below the minimum coverage has bounds but no part in the score, which may so lie outside them.
        low: score.map_or(low, |score| low.min(score)),
        high: score.map_or(high, |score| high.max(score)),
        ..Outcome::missing()
    }
}

/// Gives every node its weight as written and its share of the root's score.
///
/// The weights of nodes without score go to their siblings. Under [`Rollup::Worst`] the lowest has all of it. Where
/// the root has no score every share is 0.
fn hand_down(plan: &Plan, outcomes: &mut [Outcome]) {
    for (outcome, weight) in outcomes.iter_mut().zip(&plan.weights) {
        outcome.weight = *weight;
    }
    if let Some(root) = outcomes.first_mut().filter(|root| root.score.is_some()) {
        root.effective_weight = 1.0;
    }
    for (index, node) in plan.nodes.iter().enumerate() {
        let own = outcomes[index].effective_weight;
        if own == 0.0 {
            continue;
        }
        let scored = node.edges.iter().filter_map(|(child, weight)| Some((outcomes[*child].score?, *weight)));
        let shares = Shares::among(node.rollup, scored);
        for (child, weight) in &node.edges {
            if let Some(score) = outcomes[*child].score {
                outcomes[*child].effective_weight += own * shares.of(score, *weight);
            }
        }
    }
}

/// The score of a parent from (score, weight) of its children; `None` without children.
///
/// Weights need not sum to 1: those of missing children are shared out among the rest.
pub(super) fn combine(rollup: Rollup, mut children: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let score = match rollup {
        Rollup::Mean => mean(children)?,
        Rollup::Worst => children.next().map(|first| children.fold(first.0, |lowest, child| lowest.min(child.0)))?,
        Rollup::Geometric => mean(children.map(|(score, weight)| (score.ln(), weight)))?.exp(),
    };
    Some(points(score))
}

/// The weighted mean of (value, weight).
fn mean(parts: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let add = |(sum, weights), (value, weight)| (sum + value * weight, weights + weight);
    let (sum, weights) = parts.fold((0.0, 0.0), add);
    (weights > 0.0).then(|| sum / weights)
}
