//! The roll-up of one entity and period with other weights: what the scores would be had the weights been others.
//!
//! The arithmetic is that of an evaluation, so that weights as written give what was published, to the last digit.
//! What has no score as published has none here: other weights do not make missing data reappear.

use super::outcome::{Evaluation, Outcome};
use super::plan::{Plan, PlannedNode};
use super::{rollup, status};
use crate::scorecard::{Bands, EntityIndex, Period, Rollup, Scorecard, Status};

/// A node's score and status; `None` without a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stand {
    /// 0 to 100.
    pub score: Option<f64>,
    /// How it stands.
    pub status: Status,
}

/// What rolls up, for one entity and period.
#[derive(Clone, Debug)]
pub struct Reweighing {
    bands: Bands,
    /// As published, by node.
    published: Vec<Stand>,
    /// The nodes with a score made of others', children before parents.
    joints: Vec<Joint>,
    /// How the score of each of them is made.
    sums: Vec<Sum>,
}

/// How children make a score.
#[derive(Clone, Debug)]
struct Sum {
    rollup: Rollup,
    critical: Vec<usize>,
}

/// A node whose score is made of others'.
#[derive(Clone, Debug)]
pub struct Joint {
    /// Its index in the scorecard.
    pub node: usize,
    /// Its children that have a score.
    pub parts: Vec<Part>,
}

/// A child with a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Its index in the scorecard.
    pub child: usize,
    /// Which edge it is: counted over the nodes of the scorecard and their edges.
    pub edge: usize,
    /// Its share of the weights of those that have a score, 0 to 1.
    pub share: f64,
}

impl Evaluation {
    /// Makes an entity and period ready for other weights; `None` when the period lies outside the data.
    pub fn reweighing(&self, scorecard: &Scorecard, entity: EntityIndex, period: Period) -> Option<Reweighing> {
        let outcomes = self.cell(entity, period)?;
        let plan = Plan::new(scorecard, outcomes);
        let mut first_edge = 0;
        let (mut joints, mut sums) = (Vec::new(), Vec::new());
        for (index, node) in plan.nodes.iter().enumerate() {
            if !node.is_measure && outcomes[index].score.is_some() {
                joints.push(Joint::new(index, node, first_edge, outcomes));
                sums.push(Sum { rollup: node.rollup, critical: node.critical.clone() });
            }
            first_edge += node.children.len();
        }
        joints.reverse();
        sums.reverse();
        let published = outcomes.iter().map(|outcome| Stand { score: outcome.score, status: outcome.status });
        Some(Reweighing { bands: plan.bands, published: published.collect(), joints, sums })
    }
}

impl Joint {
    fn new(node: usize, planned: &PlannedNode, first_edge: usize, outcomes: &[Outcome]) -> Self {
        let scored = || planned.edges.iter().filter(|(child, _)| outcomes[*child].score.is_some());
        let total: f64 = scored().map(|(_, share)| share).sum();
        let place = |child: usize| planned.children.iter().position(|other| *other == child).unwrap_or_default();
        let part = |(child, share): &(usize, f64)| Part {
            child: *child,
            edge: first_edge + place(*child),
            share: if total == 1.0 { *share } else { share / total },
        };
        Self { node, parts: scored().map(part).collect() }
    }
}

impl Reweighing {
    /// Score and status of every node as published.
    pub fn published(&self) -> &[Stand] {
        &self.published
    }

    /// The nodes whose score is made of others', children before parents.
    pub fn joints(&self) -> &[Joint] {
        &self.joints
    }

    /// Score and status of every node, by index, when the weight of each edge is multiplied by its factor.
    ///
    /// Siblings are rescaled to sum to 1. Factors must be positive; a missing one is 1. `stands` holds the result and
    /// is written over.
    pub fn stand(&self, factors: &[f64], stands: &mut Vec<Stand>) {
        stands.clear();
        stands.extend_from_slice(&self.published);
        for (joint, sum) in self.joints.iter().zip(&self.sums) {
            let weighed = |part: &Part| {
                let factor = factors.get(part.edge).copied().unwrap_or(1.0);
                Some((stands[part.child].score?, part.share * factor))
            };
            let score = rollup::combine(sum.rollup, joint.parts.iter().filter_map(weighed));
            let is_held = sum.critical.iter().any(|child| status::holds(stands[*child].status));
            let status = self.bands.status(score);
            let held = is_held && status == Status::OnTrack;
            stands[joint.node] = Stand { score, status: if held { Status::AtRisk } else { status } };
        }
    }
}
