//! What evaluating an assessment gives.

use super::Evidence;
use crate::method::fuzzy::Loss;
use crate::method::readiness::{self, Factor};
use crate::scorecard::{Assessment, EntityIndex, EntityTree, NodeIndex, Period, Status};

/// More cells than this (some 2 GB) are refused before memory runs out.
const MOST_CELLS: usize = 5_000_000;

/// How one factor stands for one entity in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How far it belongs to each grade; empty where nothing rated it.
    pub memberships: Vec<f64>,
    /// 0 to 100; `None` is missing or below the minimum coverage, never 0.
    pub score: Option<f64>,
    /// The mean level from 1, where grades are levels.
    pub level: Option<f64>,
    /// The level all of it has reached, from 1, where grades are levels.
    pub reached: Option<usize>,
    /// The score against the bands.
    pub status: Status,
    /// The share of its weight, 0 to 1, that was rated.
    pub coverage: f64,
    /// How many answers it rests on.
    pub answers: u32,
    /// How many people gave them.
    pub raters: u32,
    /// How many were asked and did not answer this one.
    pub missing: u32,
    /// How far they agree, 0 to 1; `None` for fewer than two answers, and for groups.
    pub agreement: Option<f64>,
    /// The value of the measure that rates it.
    pub number: Option<f64>,
    /// The place of the judgement that rates it.
    pub judgement: Option<usize>,
    /// What the operator of a group does not hear.
    pub loss: Option<Loss>,
}

impl Outcome {
    /// Nothing known.
    pub(super) fn missing() -> Self {
        Self {
            memberships: Vec::new(),
            score: None,
            level: None,
            reached: None,
            status: Status::NoData,
            coverage: 0.0,
            answers: 0,
            raters: 0,
            missing: 0,
            agreement: None,
            number: None,
            judgement: None,
            loss: None,
        }
    }
}

/// The outcomes of an assessment for all entities and periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Appraisal {
    /// The period reported on.
    pub period: Period,
    /// Every period somebody was asked in, oldest first; with gaps.
    pub periods: Vec<Period>,
    /// How many factors the assessment has, the root included.
    pub(super) factors: usize,
    /// By entity, then period, then factor.
    pub(super) outcomes: Vec<Outcome>,
}

impl Appraisal {
    /// Nothing known; `None` where there would be too many cells. `periods` must not be empty.
    pub(super) fn empty(evidence: Evidence, periods: Vec<Period>) -> Option<Self> {
        let factors = evidence.assessment.factors.len();
        let cells = factors.checked_mul(periods.len())?.checked_mul(evidence.entities.len())?;
        let outcomes = (cells <= MOST_CELLS).then(|| vec![Outcome::missing(); cells])?;
        Some(Self { period: *periods.last()?, periods, factors, outcomes })
    }

    /// Where the outcomes of an entity and a period (by its place) begin.
    pub(super) fn at(&self, entity: EntityIndex, period: usize) -> usize {
        (entity.0 * self.periods.len() + period) * self.factors
    }

    /// The outcomes of all factors for an entity and a period; `None` for a period nobody was asked in.
    pub fn cell(&self, entity: EntityIndex, period: Period) -> Option<&[Outcome]> {
        let at = self.at(entity, self.periods.binary_search(&period).ok()?);
        self.outcomes.get(at..at + self.factors)
    }

    /// The outcome of a factor.
    pub fn outcome(&self, entity: EntityIndex, period: Period, factor: NodeIndex) -> Option<&Outcome> {
        self.cell(entity, period)?.get(factor.0)
    }

    /// The outcome of a factor in the period reported on.
    pub fn current(&self, entity: EntityIndex, factor: NodeIndex) -> Option<&Outcome> {
        self.outcome(entity, self.period, factor)
    }

    /// The period before the one reported on in which somebody was asked.
    pub fn previous(&self) -> Option<Period> {
        self.periods.iter().rev().find(|period| **period < self.period).copied()
    }

    /// The critical factors below the floor, in the order of the YAML.
    pub fn blockers(&self, assessment: &Assessment, entity: EntityIndex, period: Period) -> Vec<NodeIndex> {
        let Some(cell) = self.cell(entity, period) else { return Vec::new() };
        let rated = assessment.indexed().zip(cell).filter_map(|((index, factor), outcome)| {
            let rating = outcome.score?;
            Some((index, Factor { importance: 1.0, rating, critical: factor.critical }))
        });
        let (places, factors): (Vec<NodeIndex>, Vec<Factor>) = rated.unzip();
        readiness::blockers(&factors, assessment.floor).into_iter().map(|at| places[at]).collect()
    }

    /// The latest period that begins before `wanted` ends; without one the latest whose whole has a result, else the last.
    pub(super) fn reported(&self, wanted: Option<Period>) -> Option<Period> {
        let Some(wanted) = wanted else {
            let has_result = |period: &&Period| {
                self.outcome(EntityTree::TOP, **period, Assessment::ROOT).is_some_and(|whole| whole.score.is_some())
            };
            return self.periods.iter().rev().find(has_result).or(self.periods.last()).copied();
        };
        self.periods.iter().rev().find(|period| period.days().0 < wanted.days().1).copied()
    }
}
