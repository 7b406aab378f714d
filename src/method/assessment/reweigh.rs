//! What the scores of an assessment would be had the weights been others, by the arithmetic of its evaluation.

use super::outcome::{Appraisal, Outcome};
use super::up::combined;
use crate::evaluate::reweigh::{Joint, Part, Stand};
use crate::method::sensitivity::Reweigh;
use crate::scorecard::{Assessment, AssessmentMethod, Edge, EntityIndex, Factor, Operator};

/// The groups of one entity in one period, ready for other weights.
#[derive(Clone, Debug)]
pub struct Reweighing<'a> {
    assessment: &'a Assessment,
    outcomes: &'a [Outcome],
    published: Vec<Stand>,
    joints: Vec<Joint>,
}

impl Appraisal {
    /// Makes an entity ready for other weights, in the period reported on; `None` when there is no such entity.
    pub fn reweighing<'a>(&'a self, assessment: &'a Assessment, entity: EntityIndex) -> Option<Reweighing<'a>> {
        let outcomes = self.cell(entity, self.period)?;
        let published = outcomes.iter().map(|outcome| Stand { score: outcome.score, status: outcome.status }).collect();
        let mut first_edge = 0;
        let mut joints = Vec::new();
        for (at, factor) in assessment.factors.iter().enumerate() {
            if !factor.edges.is_empty() && outcomes[at].score.is_some() {
                joints.push(joint(at, factor, first_edge, outcomes));
            }
            first_edge += factor.edges.len();
        }
        joints.reverse();
        Some(Reweighing { assessment, outcomes, published, joints })
    }
}

/// A group with the shares of its rated parts.
fn joint(node: usize, factor: &Factor, first_edge: usize, outcomes: &[Outcome]) -> Joint {
    let counts = |edge: &Edge| edge.weight > 0.0 && outcomes[edge.child.0].score.is_some();
    let rated = || factor.edges.iter().enumerate().filter(|(_, edge)| counts(edge));
    let total: f64 = rated().map(|(_, edge)| edge.weight).sum();
    let parts =
        rated().map(|(at, edge)| Part { child: edge.child.0, edge: first_edge + at, share: edge.weight / total });
    Joint { node, parts: parts.collect() }
}

impl Reweigh for Reweighing<'_> {
    fn published(&self) -> &[Stand] {
        &self.published
    }

    fn joints(&self) -> &[Joint] {
        &self.joints
    }

    fn stand(&self, factors: &[f64], stands: &mut Vec<Stand>) {
        stands.clear();
        stands.extend_from_slice(&self.published);
        let mut anew: Vec<Option<Vec<f64>>> = vec![None; self.outcomes.len()];
        for joint in &self.joints {
            let weight = |part: &Part| part.share * factors.get(part.edge).copied().unwrap_or(1.0);
            let total: f64 = joint.parts.iter().map(weight).sum();
            let weights: Vec<f64> = joint.parts.iter().map(|part| weight(part) / total).collect();
            let row = |part: &Part| anew[part.child].as_deref().unwrap_or(&self.outcomes[part.child].memberships);
            let rows: Vec<&[f64]> = joint.parts.iter().map(row).collect();
            let scores: Vec<f64> = joint.parts.iter().filter_map(|part| stands[part.child].score).collect();
            let factor = &self.assessment.factors[joint.node];
            let (memberships, score) = combined(self.assessment, factor, &weights, &rows, &scores);
            stands[joint.node] = Stand { score, status: self.assessment.bands.status(score) };
            anew[joint.node] = Some(memberships);
        }
    }

    /// Whether all groups add up linearly: under the other operators a score may rise and then fall again.
    fn is_monotone(&self) -> bool {
        let is_linear = |factor: &Factor| factor.operator == Operator::WeightedMean;
        self.assessment.method != AssessmentMethod::Fuzzy || self.assessment.factors.iter().all(is_linear)
    }
}

/// How something stands whose group is made of parts with these weights, by place among the group's edges; `None` where a
/// part that is rated has none, or nothing is.
pub(super) fn with_weights(assessment: &Assessment, factor: &Factor, cell: &[Outcome], weights: &[f64]) -> Option<f64> {
    let rated = factor.edges.iter().zip(weights).filter(|(edge, _)| cell[edge.child.0].score.is_some());
    let (outcomes, weights): (Vec<&Outcome>, Vec<f64>) =
        rated.map(|(edge, weight)| (&cell[edge.child.0], *weight)).unzip();
    let total: f64 = weights.iter().sum();
    if total <= 0.0 {
        return None;
    }
    let weights: Vec<f64> = weights.iter().map(|weight| weight / total).collect();
    let rows: Vec<&[f64]> = outcomes.iter().map(|outcome| outcome.memberships.as_slice()).collect();
    let scores: Vec<f64> = outcomes.iter().filter_map(|outcome| outcome.score).collect();
    combined(assessment, factor, &weights, &rows, &scores).1
}
