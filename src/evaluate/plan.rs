//! The graph of a scorecard made ready for rolling up, and how weights run down it.

use super::outcome::Outcome;
use crate::scorecard::{Bands, Node, NodeDetail, Rollup, Scorecard, Scoring};

/// The graph with only the edges that carry weight, shares summing to 1.
pub(super) struct Plan {
    pub(super) bands: Bands,
    pub(super) min_coverage: f64,
    /// In the order of the scorecard: parents before children.
    pub(super) nodes: Vec<PlannedNode>,
    /// Share of the whole scorecard by the weights as written, through all paths.
    pub(super) weights: Vec<f64>,
}

/// A node as roll-up sees it.
pub(super) struct PlannedNode {
    pub(super) is_measure: bool,
    pub(super) rollup: Rollup,
    /// (child, share); only children with something to score below them.
    pub(super) edges: Vec<(usize, f64)>,
    /// All its children, with or without weight.
    pub(super) children: Vec<usize>,
    /// The children that hold the node's status down when they are off track.
    pub(super) critical: Vec<usize>,
}

impl Plan {
    /// Reads the graph for the level of the entity whose `outcomes` these are: measures that do not apply there are
    /// left out.
    ///
    /// Relies on parents standing before their children, as [`Scorecard::nodes`] promises.
    pub(super) fn new(scorecard: &Scorecard, outcomes: &[Outcome]) -> Self {
        let carries = carrying(scorecard, outcomes);
        let nodes: Vec<PlannedNode> =
            scorecard.nodes.iter().map(|node| PlannedNode::new(scorecard, node, &carries)).collect();
        let mut weights = vec![0.0; nodes.len()];
        weights[Scorecard::ROOT.0] = 1.0;
        for (index, node) in nodes.iter().enumerate() {
            let own = weights[index];
            for (child, share) in &node.edges {
                weights[*child] += own * share;
            }
        }
        Self { bands: scorecard.bands, min_coverage: scorecard.min_coverage, nodes, weights }
    }
}

impl PlannedNode {
    fn new(scorecard: &Scorecard, node: &Node, carries: &[bool]) -> Self {
        let kept = node.edges.iter().filter(|edge| edge.weight > 0.0 && carries[edge.child.0]);
        let total: f64 = kept.clone().map(|edge| edge.weight).sum();
        let critical = node.edges.iter().filter(|edge| scorecard.node(edge.child).critical);
        Self {
            is_measure: matches!(node.detail, NodeDetail::Measure(_)),
            rollup: node.rollup,
            edges: kept.map(|edge| (edge.child.0, edge.weight / total)).collect(),
            children: node.edges.iter().map(|edge| edge.child.0).collect(),
            critical: critical.map(|edge| edge.child.0).collect(),
        }
    }
}

/// Which nodes have anything to score at or below them that applies.
fn carrying(scorecard: &Scorecard, outcomes: &[Outcome]) -> Vec<bool> {
    let mut carries = vec![false; scorecard.nodes.len()];
    for (index, node) in scorecard.nodes.iter().enumerate().rev() {
        carries[index] = match &node.detail {
            NodeDetail::Measure(measure) => measure.scoring != Scoring::Unscored && outcomes[index].applies,
            _ => node.edges.iter().any(|edge| edge.weight > 0.0 && carries[edge.child.0]),
        };
    }
    carries
}

/// How the score of a node is shared out among its children that have one.
pub(super) enum Shares {
    /// By weight.
    ByWeight {
        /// What the weights sum to.
        total: f64,
    },
    /// All to the lowest, ties equally.
    ToLowest {
        /// The lowest score.
        score: f64,
        /// How many children have it.
        ties: f64,
    },
}

impl Shares {
    /// From (score, weight) of the children that have a score.
    pub(super) fn among(rollup: Rollup, children: impl Iterator<Item = (f64, f64)> + Clone) -> Self {
        match rollup {
            Rollup::Mean | Rollup::Geometric => Self::ByWeight { total: children.map(|(_, weight)| weight).sum() },
            Rollup::Worst => {
                let score = children.clone().map(|(score, _)| score).fold(f64::INFINITY, f64::min);
                Self::ToLowest { score, ties: children.filter(|child| child.0 == score).count() as f64 }
            }
        }
    }

    /// The share of one of them.
    pub(super) fn of(&self, score: f64, weight: f64) -> f64 {
        match self {
            Self::ByWeight { total } => weight / total,
            Self::ToLowest { score: lowest, ties } => {
                if score == *lowest {
                    1.0 / ties
                } else {
                    0.0
                }
            }
        }
    }
}
