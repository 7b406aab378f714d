//! The frame of a scorecard by itself: who has which children with which weights, and what follows for the scores.
//!
//! Comparing two editions of a book asks what the score would be with the weights of one and the values of the other.
//! The arithmetic is the very one of an evaluation, so that the answer cannot differ from what was published.

use super::outcome::Outcome;
use super::plan::{Plan, PlannedNode};
use super::rollup;
use crate::scorecard::{Bands, Rollup};

/// A scorecard without its measures' values.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Limits of the statuses.
    pub bands: Bands,
    /// Below this share of its weight (0 to 1) a node has no score.
    pub min_coverage: f64,
    /// Parents before children, the root first.
    pub nodes: Vec<FrameNode>,
}

/// A node of a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameNode {
    /// How its children make its score; of no meaning for a measure.
    pub rollup: Rollup,
    /// (index of the child, share), shares of 0 left out; `None` for a measure.
    pub children: Option<Vec<(usize, f64)>>,
    /// Whether it can have a score at all: a measure that is only shown, or does not exist at this level, cannot.
    pub counts: bool,
}

impl Frame {
    /// The score of every node from those of the measures, by index; what is given for other nodes is passed over.
    pub fn scores(&self, measures: &[Option<f64>]) -> Vec<Option<f64>> {
        let mut outcomes: Vec<Outcome> =
            (0..self.nodes.len()).map(|at| measured(measures.get(at).copied().flatten())).collect();
        rollup::roll_up(&self.plan(), &mut outcomes);
        outcomes.into_iter().map(|outcome| outcome.score).collect()
    }

    fn plan(&self) -> Plan {
        let carries = self.carrying();
        let nodes = self.nodes.iter().map(|node| node.planned(&carries)).collect();
        Plan { bands: self.bands, min_coverage: self.min_coverage, nodes, weights: Vec::new() }
    }

    /// Which nodes have anything to score at or below them.
    fn carrying(&self) -> Vec<bool> {
        let mut carries = vec![false; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate().rev() {
            carries[at] = match &node.children {
                None => node.counts,
                Some(children) => children.iter().any(|(child, _)| carries.get(*child) == Some(&true)),
            };
        }
        carries
    }
}

impl FrameNode {
    fn planned(&self, carries: &[bool]) -> PlannedNode {
        let children = self.children.as_deref().unwrap_or_default();
        let kept = children.iter().filter(|(child, weight)| *weight > 0.0 && carries.get(*child) == Some(&true));
        let total: f64 = kept.clone().map(|(_, weight)| weight).sum();
        PlannedNode {
            is_measure: self.children.is_none(),
            rollup: self.rollup,
            edges: kept.map(|(child, weight)| (*child, weight / total)).collect(),
            children: Vec::new(),
            critical: Vec::new(),
        }
    }
}

fn measured(score: Option<f64>) -> Outcome {
    Outcome {
        score,
        coverage: if score.is_some() { 1.0 } else { 0.0 },
        low: score.unwrap_or(0.0),
        high: score.unwrap_or(100.0),
        ..Outcome::missing()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(weights: &[f64], min_coverage: f64, rollup: Rollup) -> Frame {
        let children = weights.iter().enumerate().map(|(at, weight)| (at + 1, *weight)).collect();
        let mut nodes = vec![FrameNode { rollup, children: Some(children), counts: true }];
        nodes.extend(weights.iter().map(|_| FrameNode { rollup: Rollup::Mean, children: None, counts: true }));
        Frame { bands: Bands::default(), min_coverage, nodes }
    }

    #[test]
    fn a_frame_scores_as_the_design_says() {
        // Design, section 6.3: weights 50/25/15/10 and 90, 60, missing, 40 make 75.3.
        let frame = frame(&[0.5, 0.25, 0.15, 0.1], 0.6, Rollup::Mean);
        let scores = frame.scores(&[None, Some(90.0), Some(60.0), None, Some(40.0)]);
        assert!((scores[0].expect("a score") - 75.294_117_647).abs() < 1e-6, "{scores:?}");
    }

    #[test]
    fn too_little_data_gives_no_score() {
        let frame = frame(&[0.5, 0.5], 0.6, Rollup::Mean);
        assert_eq!(frame.scores(&[None, Some(90.0), None])[0], None);
    }

    #[test]
    fn what_does_not_count_gives_its_weight_to_the_others() {
        let mut frame = frame(&[0.5, 0.5], 0.6, Rollup::Worst);
        frame.nodes[2].counts = false;
        assert_eq!(frame.scores(&[None, Some(70.0), None])[0], Some(70.0));
    }
}
