//! From observations to scores: curve, roll-up, status, coverage and change. Pure: no files, no clock.
//!
//! The formulas with an example each are in `docs/scoring.md`.

// Equality of numbers as stated, or of scores on their grid, is meant exactly wherever it is asked.
#![allow(clippy::float_cmp)]

mod aggregate;
mod carry;
pub mod change;
pub mod curve;
pub mod digits;
mod faults;
pub mod frame;
mod judge;
mod observed;
mod outcome;
mod period;
mod plan;
pub mod process;
mod reach;
pub mod reweigh;
mod rollup;
mod status;
pub mod to_date;
mod withhold;

#[cfg(test)]
pub(crate) mod tests;

pub use outcome::{Evaluation, Outcome};

use std::collections::BTreeMap;

use observed::{Input, Places};
use plan::Plan;

use crate::diagnostic::Findings;
use crate::scorecard::{EntityTree, NodeIndex, Period, Scorecard, Series};

/// Evaluates a scorecard for all its entities and periods.
///
/// `series` holds what the query of each measure returned; values stated in the YAML need none. `period` is the one
/// to report on; `None` chooses the latest complete one. The evaluation is `None` when nothing was observed or the
/// period asked for lies outside the data; any other finding leaves it standing, so that all are told at once.
pub fn evaluate(
    scorecard: &Scorecard,
    entities: &EntityTree,
    series: &[(NodeIndex, Series)],
    period: Option<Period>,
) -> (Option<Evaluation>, Findings) {
    let mut findings = Findings::default();
    let inputs = observed::inputs(scorecard, series);
    let Some(periods) = period::observed(scorecard, &inputs, entities.len(), &mut findings) else {
        return (None, findings);
    };
    let mut evaluation = Evaluation::empty(scorecard, entities, periods.clone());
    let places = Places::new(scorecard, entities, &periods);
    let levels = reach::levels(entities);
    for input in &inputs {
        evaluation.judge(&places, input, &levels, &mut findings);
    }
    evaluation.roll_up(scorecard, &levels);
    let chosen = match period {
        Some(wanted) => period::asked(scorecard, &evaluation.periods, wanted, &mut findings),
        None => evaluation.latest_complete(scorecard),
    };
    let evaluation = chosen.map(|period| Evaluation { period, ..evaluation });
    (evaluation, findings)
}

impl Evaluation {
    /// Gives one measure its outcomes for all entities and periods, weights aside.
    fn judge(&mut self, places: &Places, input: &Input, levels: &[usize], findings: &mut Findings) {
        let (scorecard, entities) = (places.scorecard, places.entities);
        let mut grid = places.grid(input, findings);
        carry::fill(&mut grid, input.measure, scorecard.frequency, &self.periods);
        aggregate::fill(&mut grid, input, entities, &self.periods, findings);
        let mut judge = judge::Judge::new(input, scorecard.bands, &self.periods);
        for (cell, outcomes) in self.outcomes.chunks_exact_mut(self.nodes).enumerate() {
            outcomes[input.index.0] = judge.outcome(&grid, cell / grid.periods, cell % grid.periods);
        }
        judge.tell(entities, &self.periods, findings);
        let reach = self.reach(input, &grid, levels);
        withhold::tell(&grid, input, findings);
        let withheld = withhold::withheld(&grid, input, entities);
        for (cell, outcomes) in self.outcomes.chunks_exact_mut(self.nodes).enumerate() {
            let outcome = &mut outcomes[input.index.0];
            outcome.applies = levels[cell / grid.periods] <= reach;
            // Only now: sums of what is below and the reach of the measure rest on true values.
            if withheld[cell] {
                outcome.withhold(&grid.cells[cell]);
            }
        }
    }

    /// Rolls every entity and period up; what applies is the same for all entities of a level.
    fn roll_up(&mut self, scorecard: &Scorecard, levels: &[usize]) {
        let periods = self.periods.len();
        let mut plans: BTreeMap<usize, Plan> = BTreeMap::new();
        for (cell, outcomes) in self.outcomes.chunks_exact_mut(self.nodes).enumerate() {
            let plan = plans.entry(levels[cell / periods]).or_insert_with(|| Plan::new(scorecard, outcomes));
            rollup::roll_up(plan, outcomes);
        }
    }

    /// The latest period in which enough of the top entity is fresh.
    fn latest_complete(&self, scorecard: &Scorecard) -> Option<Period> {
        let top = || self.outcomes.chunks_exact(self.nodes).take(self.periods.len());
        let is_fresh = |outcome: &&Outcome| outcome.actual.is_some() && outcome.stale == 0;
        let fresh: Vec<f64> =
            top().map(|nodes| nodes.iter().filter(is_fresh).map(|node| node.coverage * node.weight).sum()).collect();
        let any: Vec<bool> = top().map(|nodes| nodes.iter().any(|node| node.actual.is_some())).collect();
        period::latest_complete(&self.periods, &fresh, &any, scorecard.min_coverage)
    }
}
