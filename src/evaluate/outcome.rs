//! What evaluating a scorecard gives: an outcome for every entity, period and node.

use crate::scorecard::{EntityIndex, EntityTree, NodeIndex, Period, Scorecard, Status};

/// How one node stands for one entity in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The observed value; measures only, `None` when missing.
    pub actual: Option<f64>,
    /// Of a ratio.
    pub numerator: Option<f64>,
    /// Of a ratio.
    pub denominator: Option<f64>,
    /// Sample size, where the query gives it.
    pub n: Option<f64>,
    /// The goal in force: from SQL, else from the YAML.
    pub target: Option<f64>,
    /// Where it started: from SQL, else from the YAML.
    pub baseline: Option<f64>,
    /// (actual − baseline) / (target − baseline), unclamped; 1 is the target reached.
    pub attainment: Option<f64>,
    /// 0 to 100, unrounded; `None` is missing or below the minimum coverage, never 0.
    pub score: Option<f64>,
    /// The score against the bands, held down by critical children.
    pub status: Status,
    /// The share of the node's weight, 0 to 1, that has data.
    pub coverage: f64,
    /// The score if all that is missing were 0.
    pub low: f64,
    /// The score if all that is missing were 100.
    pub high: f64,
    /// Share of the whole scorecard, 0 to 1, by the weights as written.
    pub weight: f64,
    /// Share of the whole scorecard's score, 0 to 1, after the weights of missing nodes went to their siblings.
    pub effective_weight: f64,
    /// For how many periods the actual has been carried forward; 0 is fresh.
    pub stale: u32,
    /// How many entities below reported, and how many were expected to; (0, 0) when the value was not summed up.
    pub reporting: (u32, u32),
    /// The critical child that holds the status down, if one does.
    pub held_by: Option<NodeIndex>,
    /// Whether it exists for entities of this level: what only the group measures is not missing in a branch.
    pub applies: bool,
}

impl Outcome {
    /// Nothing known and no weight: any score from 0 to 100 is possible.
    pub(crate) fn missing() -> Self {
        Self {
            actual: None,
            numerator: None,
            denominator: None,
            n: None,
            target: None,
            baseline: None,
            attainment: None,
            score: None,
            status: Status::NoData,
            coverage: 0.0,
            low: 0.0,
            high: 100.0,
            weight: 0.0,
            effective_weight: 0.0,
            stale: 0,
            reporting: (0, 0),
            held_by: None,
            applies: true,
        }
    }
}

/// The outcomes of a scorecard for all entities and periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The period reported on.
    pub period: Period,
    /// Every period from the first to the last with data, without gaps.
    pub periods: Vec<Period>,
    /// How many nodes the scorecard has.
    pub(super) nodes: usize,
    /// By entity, then period, then node.
    pub(super) outcomes: Vec<Outcome>,
}

impl Evaluation {
    /// Nothing known for any entity, period and node; the last period is reported on until one is chosen.
    ///
    /// `periods` must not be empty.
    pub(super) fn empty(scorecard: &Scorecard, entities: &EntityTree, periods: Vec<Period>) -> Self {
        let nodes = scorecard.nodes.len();
        let outcomes = vec![Outcome::missing(); nodes * periods.len() * entities.len()];
        Self { period: periods[periods.len() - 1], periods, nodes, outcomes }
    }

    /// The outcomes of all nodes for an entity and a period.
    pub(super) fn cell(&self, entity: EntityIndex, period: Period) -> Option<&[Outcome]> {
        let at = self.periods.binary_search(&period).ok()?;
        let first = (entity.0 * self.periods.len() + at) * self.nodes;
        self.outcomes.get(first..first + self.nodes)
    }

    /// The outcome of a node; `None` when the period lies outside [`Evaluation::periods`].
    pub fn outcome(&self, entity: EntityIndex, period: Period, node: NodeIndex) -> Option<&Outcome> {
        self.cell(entity, period)?.get(node.0)
    }

    /// The outcome of a node in the period reported on.
    pub fn current(&self, entity: EntityIndex, node: NodeIndex) -> Option<&Outcome> {
        self.outcome(entity, self.period, node)
    }

    /// A node's outcomes over all periods, oldest first.
    pub fn history(&self, entity: EntityIndex, node: NodeIndex) -> impl Iterator<Item = (Period, &Outcome)> {
        self.periods.iter().filter_map(move |period| Some((*period, self.outcome(entity, *period, node)?)))
    }
}
