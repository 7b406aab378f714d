//! How firm scores are: what becomes of scores, statuses and the order of entities when weights were others.
//!
//! Three answers for every score that is made of others (formulas and an example by hand in `docs/scoring.md`): each
//! weight a fifth less and a fifth more ([`Swing`]), the smallest change of one weight that changes the status
//! ([`Tipping`]), and all weights drawn at once ([`Firmness::changed`], [`Order`]). Values stay as they are, and what
//! is missing stays missing.
//!
//! The cost is samples × entities × edges, for the period reported on alone; it does not grow with the periods.

mod draw;
mod order;
mod shift;

#[cfg(test)]
mod tests;

pub use order::{Order, Place};
pub use shift::{Swing, Tipping};

use crate::evaluate::Evaluation;
use crate::evaluate::reweigh::{self, Joint, Stand};
use crate::method::assessment::Appraisal;
use crate::scorecard::{Assessment, Edge, EntityIndex, EntityTree, NodeIndex, Scorecard, Sensitivity};

/// Scores of one entity that can be had with other weights.
pub trait Reweigh {
    /// Score and status of every node as published.
    fn published(&self) -> &[Stand];

    /// The nodes whose score is made of others', children before parents.
    fn joints(&self) -> &[Joint];

    /// Score and status of every node, by index, when the weight of each edge is multiplied by its factor; siblings are
    /// rescaled to sum to 1. `stands` is written over.
    fn stand(&self, factors: &[f64], stands: &mut Vec<Stand>);

    /// Whether a score only rises or only falls while one weight grows.
    fn is_monotone(&self) -> bool {
        true
    }
}

impl Reweigh for reweigh::Reweighing {
    fn published(&self) -> &[Stand] {
        self.published()
    }

    fn joints(&self) -> &[Joint] {
        self.joints()
    }

    fn stand(&self, factors: &[f64], stands: &mut Vec<Stand>) {
        self.stand(factors, stands);
    }
}

/// How firm the scores of a scorecard are in the period reported on.
#[derive(Clone, Debug, PartialEq)]
pub struct Firmness {
    /// How it was tried.
    pub trial: Sensitivity,
    /// By entity, then node: the share of the draws, 0 to 1, in which its status is another than published. `None`
    /// for measures and for what has no score.
    pub changed: Vec<Vec<Option<f64>>>,
    /// How firm each node of the top entity is; `None` for measures and for what has no score.
    pub top: Vec<Option<NodeFirmness>>,
    /// The order of entities, by level below the top; `None` where fewer than two or too many are scored.
    pub orders: Vec<Option<Order>>,
}

/// How firm one score of the top entity is.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeFirmness {
    /// The score that one draw in twenty lies below, and the one that one in twenty lies above.
    pub range: (f64, f64),
    /// What each weight at or below it does, the largest effect first; weights without effect are left out.
    pub swings: Vec<Swing>,
    /// The smallest change of one weight that gives it another status; `None` where none does.
    pub tipping: Option<Tipping>,
}

impl Firmness {
    /// Whether the status of a node is a close call: in more of the draws than its scorecard allows it is another.
    pub fn is_close(&self, entity: EntityIndex, node: NodeIndex) -> bool {
        self.changed_in(entity, node).is_some_and(|share| share > self.trial.close_call)
    }

    /// The share of the draws, 0 to 1, in which a node's status is another.
    pub fn changed_in(&self, entity: EntityIndex, node: NodeIndex) -> Option<f64> {
        *self.changed.get(entity.0)?.get(node.0)?
    }
}

/// Tries the scores of the period reported on; `None` where the scorecard does not ask for it.
pub fn firmness(scorecard: &Scorecard, entities: &EntityTree, evaluation: &Evaluation) -> Option<Firmness> {
    let ready = |(entity, _)| evaluation.reweighing(scorecard, entity, evaluation.period);
    let all = || entities.indexed().filter_map(ready).collect::<Vec<_>>();
    let edges: Vec<&[Edge]> = scorecard.nodes.iter().map(|node| node.edges.as_slice()).collect();
    tried(&edges, entities, all, scorecard.sensitivity)
}

/// The same of an assessment.
pub fn of_assessment(assessment: &Assessment, entities: &EntityTree, appraisal: &Appraisal) -> Option<Firmness> {
    let all = || entities.indexed().filter_map(|(entity, _)| appraisal.reweighing(assessment, entity)).collect();
    let edges: Vec<&[Edge]> = assessment.factors.iter().map(|factor| factor.edges.as_slice()).collect();
    tried(&edges, entities, all, assessment.sensitivity)
}

/// Tries the scores of entities with these edges, by node.
fn tried<R: Reweigh>(
    edges: &[&[Edge]],
    entities: &EntityTree,
    all: impl Fn() -> Vec<R>,
    trial: Option<Sensitivity>,
) -> Option<Firmness> {
    let trial = trial.filter(|trial| trial.samples > 0)?;
    let all = all();
    let top = all.first()?;
    let drawn = draw::all(edges, entities, &all, &trial);
    let (mut swings, mut tippings) = (shift::swings(top), shift::tippings(top));
    let firm = |node: usize| {
        let range = drawn.ranges[node]?;
        Some(NodeFirmness { range, swings: std::mem::take(&mut swings[node]), tipping: tippings[node].take() })
    };
    Some(Firmness { trial, changed: drawn.changed, top: (0..edges.len()).map(firm).collect(), orders: drawn.orders })
}
