//! How far down the hierarchy a measure applies.
//!
//! A measure that exists for the whole alone (a CRM maturity stated by the group) is not missing in a branch: it does
//! not apply there, and takes no part in the branch's weights and coverage. Levels decide, not single entities: a branch
//! that should report and never did stays missing.

use super::observed::{Grid, Input};
use super::outcome::Evaluation;
use crate::scorecard::{EntityTree, Scoring};

/// The level of every entity: 0 for the top.
pub(super) fn levels(entities: &EntityTree) -> Vec<usize> {
    let mut levels: Vec<usize> = Vec::with_capacity(entities.len());
    for (_, entity) in entities.indexed() {
        levels.push(entity.parent.map_or(0, |parent| levels[parent.0] + 1));
    }
    levels
}

impl Evaluation {
    /// The lowest level a measure applies to: where it can be scored, or, when it is only shown, where it is observed.
    ///
    /// A measure observed in branches but judged by the group's target alone has scores at the top only, and so
    /// applies there. 0 when there is nothing to go by.
    pub(super) fn reach(&self, input: &Input, grid: &Grid, levels: &[usize]) -> usize {
        let is_scored = |entity: usize| {
            let cells = (0..grid.periods).map(|period| grid.at(entity, period));
            cells.into_iter().any(|cell| self.outcomes[cell * self.nodes + input.index.0].score.is_some())
        };
        let shown_only = input.measure.scoring == Scoring::Unscored;
        let counts = |entity: &usize| if shown_only { grid.spans[*entity].is_some() } else { is_scored(*entity) };
        (0..levels.len()).filter(counts).map(|entity| levels[entity]).max().unwrap_or(0)
    }
}
