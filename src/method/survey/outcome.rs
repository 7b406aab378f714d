//! What evaluating a survey gives.

use super::estimate::Estimate;
use super::part::{Part, PartKind};
use crate::scorecard::{EntityIndex, EntityTree, Period, Survey};

/// One figure for one entity and period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figure {
    /// How many people it rests on.
    pub n: u32,
    /// How many took part and did not answer what it needs.
    pub missing: u32,
    /// The number with its interval; `None` without answers, and where it is withheld.
    pub estimate: Option<Estimate>,
    /// Whether there is a number that rests on too few people to be shown.
    pub withheld: bool,
}

/// Everything for one entity and period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// How many took part.
    pub respondents: u32,
    /// How many were invited; `None` where that is not known.
    pub invited: Option<f64>,
    /// One a part, in the order of [`Surveyed::parts`].
    pub figures: Vec<Figure>,
}

impl Cell {
    /// The share of those invited who took part, 0 to 1.
    pub fn response_rate(&self) -> Option<f64> {
        let invited = self.invited.filter(|invited| *invited > 0.0)?;
        Some(f64::from(self.respondents) / invited)
    }
}

/// The figures of a survey for all entities and periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Surveyed {
    /// The period reported on.
    pub period: Period,
    /// Every period somebody answered in, oldest first; with gaps.
    pub periods: Vec<Period>,
    /// What the figures are.
    pub parts: Vec<Part>,
    /// By entity, then period.
    pub(super) cells: Vec<Cell>,
}

impl Surveyed {
    /// What is known of an entity and a period; `None` for a period nobody answered in.
    pub fn cell(&self, entity: EntityIndex, period: Period) -> Option<&Cell> {
        let at = self.periods.binary_search(&period).ok()?;
        self.cells.get(entity.0 * self.periods.len() + at)
    }

    /// A figure by the place of its part.
    pub fn figure(&self, entity: EntityIndex, period: Period, part: usize) -> Option<&Figure> {
        self.cell(entity, period)?.figures.get(part)
    }

    /// The place of a part.
    pub fn find(&self, instrument: usize, kind: PartKind) -> Option<usize> {
        self.parts.iter().position(|part| part.instrument == instrument && part.kind == kind)
    }

    /// The place of the part an instrument stands for.
    pub fn main(&self, instrument: usize) -> Option<usize> {
        self.parts.iter().position(|part| part.instrument == instrument && part.main)
    }

    /// The place of the part that a measure calls by a name: an instrument's main figure, or a dimension's gap.
    pub fn named(&self, survey: &Survey, name: &str) -> Option<usize> {
        let is_named =
            |part: &Part| (part.main || matches!(part.kind, PartKind::DimensionGap(_))) && part.id(survey) == name;
        self.parts.iter().position(is_named)
    }

    /// The period before the one reported on in which somebody answered.
    pub fn previous(&self) -> Option<Period> {
        self.periods.iter().rev().find(|period| **period < self.period).copied()
    }

    /// The latest period that begins before `wanted` ends; without one the latest.
    pub(super) fn reported(&self, wanted: Option<Period>) -> Option<Period> {
        let Some(wanted) = wanted else { return self.periods.last().copied() };
        self.periods.iter().rev().find(|period| period.days().0 < wanted.days().1).copied()
    }

    /// What is known of the whole in the period reported on.
    pub fn top(&self) -> Option<&Cell> {
        self.cell(EntityTree::TOP, self.period)
    }
}
