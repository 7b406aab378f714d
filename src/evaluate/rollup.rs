//! From children to parents: score, coverage, bounds and weights on a graph.

use super::digits::points;
use super::outcome::Outcome;
use super::status::{self, Child};
use crate::scorecard::{Bands, NodeDetail, NodeIndex, Rollup, Scorecard, Scoring};

/// Coverage this much below the minimum still reaches it: what adding binary fractions may lose.
const SLACK: f64 = 1e-9;

/// Whether a coverage is enough.
pub(super) fn reaches(coverage: f64, min_coverage: f64) -> bool {
    coverage >= min_coverage - SLACK
}

/// The graph of a scorecard made ready for rolling up: only edges that carry weight.
pub(super) struct Plan {
    bands: Bands,
    min_coverage: f64,
    nodes: Vec<PlannedNode>,
    /// Share of the whole scorecard by the weights as written, through all paths.
    pub(super) weights: Vec<f64>,
}

struct PlannedNode {
    is_measure: bool,
    critical: bool,
    rollup: Rollup,
    /// (child, share); shares sum to 1.
    edges: Vec<(usize, f64)>,
}

impl Plan {
    /// Reads the graph; relies on parents standing before their children, as [`Scorecard::nodes`] promises.
    pub(super) fn new(scorecard: &Scorecard) -> Self {
        let carries = carrying(scorecard);
        let nodes: Vec<PlannedNode> = scorecard
            .nodes
            .iter()
            .map(|node| {
                let kept = node.edges.iter().filter(|edge| edge.weight > 0.0 && carries[edge.child.0]);
                let total: f64 = kept.clone().map(|edge| edge.weight).sum();
                PlannedNode {
                    is_measure: matches!(node.detail, NodeDetail::Measure(_)),
                    critical: node.critical,
                    rollup: node.rollup,
                    edges: kept.map(|edge| (edge.child.0, edge.weight / total)).collect(),
                }
            })
            .collect();
        let weights = shares(&nodes, |_, edge| edge.1);
        Self { bands: scorecard.bands, min_coverage: scorecard.min_coverage, nodes, weights }
    }

    /// How a node makes its score from its children.
    pub(super) fn rollup(&self, node: usize) -> Rollup {
        self.nodes[node].rollup
    }

    /// The (child, share) of a node that carry weight; shares sum to 1.
    pub(super) fn edges(&self, node: usize) -> &[(usize, f64)] {
        &self.nodes[node].edges
    }

    /// Gives every node of one entity and period its outcome from those of the measures, children before parents.
    pub(super) fn roll_up(&self, outcomes: &mut [Outcome]) {
        for index in (0..self.nodes.len()).rev() {
            if !self.nodes[index].is_measure {
                outcomes[index] = self.outcome(&self.nodes[index], outcomes);
            }
        }
        let effective = self.effective_weights(outcomes);
        for (index, outcome) in outcomes.iter_mut().enumerate() {
            (outcome.weight, outcome.effective_weight) = (self.weights[index], effective[index]);
        }
    }

    fn outcome(&self, node: &PlannedNode, outcomes: &[Outcome]) -> Outcome {
        let children = || node.edges.iter().map(|(child, weight)| (&outcomes[*child], *weight));
        let roll = |of: fn(&Outcome) -> Option<f64>| {
            combine(node.rollup, children().filter_map(|(child, weight)| Some((of(child)?, weight))))
        };
        let coverage = mean(children().map(|(child, weight)| (child.coverage, weight))).unwrap_or(0.0);
        let score = roll(|child| child.score).filter(|_| reaches(coverage, self.min_coverage));
        let low = roll(|child| Some(child.low)).unwrap_or(0.0);
        let high = roll(|child| Some(child.high)).unwrap_or(100.0);
        let (status, held_by) = status::judge(self.bands, score, self.children(node, outcomes));
        Outcome {
            score,
            status,
            held_by,
            coverage,
            // A child below the minimum coverage has bounds but no part in the score, which may so lie outside them.
            low: score.map_or(low, |score| low.min(score)),
            high: score.map_or(high, |score| high.max(score)),
            ..Outcome::missing()
        }
    }

    fn children<'a>(&'a self, node: &'a PlannedNode, outcomes: &'a [Outcome]) -> impl Iterator<Item = Child> + 'a {
        node.edges.iter().map(|(child, _)| Child {
            index: NodeIndex(*child),
            critical: self.nodes[*child].critical,
            status: outcomes[*child].status,
            score: outcomes[*child].score,
        })
    }

    /// Share of the root's score each node has, after the weights of missing nodes went to their siblings.
    ///
    /// 0 for nodes without score; where the root has none, 0 for all. Under [`Rollup::Worst`] the lowest has it all.
    fn effective_weights(&self, outcomes: &[Outcome]) -> Vec<f64> {
        if outcomes.first().is_none_or(|root| root.score.is_none()) {
            return vec![0.0; self.nodes.len()];
        }
        shares(&self.nodes, |node, (child, weight)| {
            let scored = || node.edges.iter().filter_map(|(child, weight)| Some((outcomes[*child].score?, *weight)));
            let Some(score) = outcomes[child].score else { return 0.0 };
            if node.rollup == Rollup::Worst {
                return worst_share(score, scored().map(|(score, _)| score));
            }
            weight / scored().map(|(_, weight)| weight).sum::<f64>()
        })
    }
}

/// The share of the lowest score that one of the scores has: ties share it equally.
pub(super) fn worst_share(score: f64, all: impl Iterator<Item = f64>) -> f64 {
    let (mut lower, mut equal) = (0_u32, 0_u32);
    for other in all {
        lower += u32::from(other < score);
        equal += u32::from(other == score);
    }
    if lower == 0 { 1.0 / f64::from(equal.max(1)) } else { 0.0 }
}

/// Which nodes have anything to score at or below them.
fn carrying(scorecard: &Scorecard) -> Vec<bool> {
    let mut carries = vec![false; scorecard.nodes.len()];
    for (index, node) in scorecard.nodes.iter().enumerate().rev() {
        carries[index] = match &node.detail {
            NodeDetail::Measure(measure) => measure.scoring != Scoring::Unscored,
            _ => node.edges.iter().any(|edge| edge.weight > 0.0 && carries[edge.child.0]),
        };
    }
    carries
}

/// Hands 1 down from the root, `share` saying what part of a node's own an edge (child, weight) gets.
fn shares(nodes: &[PlannedNode], share: impl Fn(&PlannedNode, (usize, f64)) -> f64) -> Vec<f64> {
    let mut shares = vec![0.0; nodes.len()];
    if let Some(root) = shares.first_mut() {
        *root = 1.0;
    }
    for (index, node) in nodes.iter().enumerate() {
        let own: f64 = shares[index];
        for edge in &node.edges {
            shares[edge.0] += own * share(node, *edge);
        }
    }
    shares
}

/// The score of a parent from (score, weight) of its children; `None` without children.
///
/// Weights need not sum to 1: those of missing children are shared out among the rest. The result is never outside
/// the children's own scores, which floats alone would not promise.
pub(super) fn combine(rollup: Rollup, children: impl Iterator<Item = (f64, f64)> + Clone) -> Option<f64> {
    let lowest = children.clone().map(|(score, _)| score).reduce(f64::min)?;
    let highest = children.clone().map(|(score, _)| score).reduce(f64::max)?;
    let combined = match rollup {
        Rollup::Mean => mean(children)?,
        Rollup::Worst => lowest,
        Rollup::Geometric => mean(children.map(|(score, weight)| (score.ln(), weight)))?.exp(),
    };
    Some(points(combined).clamp(lowest, highest))
}

/// The weighted mean of (value, weight).
fn mean(parts: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, weights) =
        parts.fold((0.0, 0.0), |(sum, weights), (value, weight)| (sum + value * weight, weights + weight));
    (weights > 0.0).then(|| sum / weights)
}
