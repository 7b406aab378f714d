//! The outcome of a measure: which target is in force, how far the actual is on its way, and its score.

use super::curve::{self, Curve};
use super::observed::{Cell, Grid, Input};
use super::outcome::Outcome;
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Aggregate, Bands, Direction, EntityTree, Period, Scoring};

/// How the cells of one measure are judged.
pub(super) struct Judge<'a> {
    input: &'a Input<'a>,
    bands: Bands,
    /// For every scoring but `Target`, which depends on the cell.
    curve: Option<Curve>,
    /// Baseline and target of the YAML for each period.
    stated: Vec<(Option<f64>, Option<f64>)>,
    /// Whether what the YAML says holds for the top alone: amounts that are summed are not comparable below it.
    top_only: bool,
    /// Cells whose baseline and target cannot both be meant: (entity, period, baseline, target).
    faulty: Vec<(usize, usize, f64, f64)>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(input: &'a Input<'a>, bands: Bands, periods: &[Period]) -> Self {
        let measure = input.measure;
        let fixed = measure.scoring != Scoring::Target;
        Self {
            input,
            bands,
            curve: if fixed { curve::of(measure, bands, None, None) } else { None },
            stated: periods.iter().map(|at| (measure.baseline.at(*at), measure.target.at(*at))).collect(),
            top_only: matches!(measure.aggregate, Some(Aggregate::Sum | Aggregate::Last)),
            faulty: Vec::new(),
        }
    }

    /// The outcome of one cell, weights aside.
    pub(super) fn outcome(&mut self, grid: &Grid, entity: usize, period: usize) -> Outcome {
        let cell = &grid.cells[grid.at(entity, period)];
        let (baseline, target) = self.in_force(cell, entity, period);
        let score = cell.value.and_then(|actual| self.score(actual, baseline, target, (entity, period)));
        Outcome {
            actual: cell.value,
            numerator: cell.numerator,
            denominator: cell.denominator,
            n: cell.n,
            target,
            baseline,
            attainment: attainment(cell.value, baseline, target),
            score,
            status: self.bands.status(score),
            coverage: if score.is_some() { 1.0 } else { 0.0 },
            low: score.unwrap_or(0.0),
            high: score.unwrap_or(100.0),
            stale: cell.stale,
            reporting: if cell.summed { (cell.have, cell.expected) } else { (0, 0) },
            ..Outcome::missing()
        }
    }

    /// From SQL, else from the YAML where that holds for this entity. A baseline of 0 is 0 for everyone.
    fn in_force(&self, cell: &Cell, entity: usize, period: usize) -> (Option<f64>, Option<f64>) {
        let (baseline, target) = self.stated[period];
        let holds = !self.top_only || entity == EntityTree::TOP.0;
        let baseline = baseline.filter(|baseline| holds || *baseline == 0.0);
        (cell.baseline.or(baseline), cell.target.or(target.filter(|_| holds)))
    }

    fn score(&mut self, actual: f64, baseline: Option<f64>, target: Option<f64>, at: (usize, usize)) -> Option<f64> {
        if self.input.measure.scoring != Scoring::Target {
            let holds = !self.top_only || at.0 == EntityTree::TOP.0;
            return self.curve.as_ref().filter(|_| holds).map(|curve| curve.score(actual));
        }
        let (baseline, target) = (baseline?, target?);
        let meant = match self.input.measure.better {
            Direction::Higher => baseline < target,
            Direction::Lower => target < baseline,
            Direction::Within => baseline != target,
        };
        if !meant {
            self.faulty.push((at.0, at.1, baseline, target));
            return None;
        }
        curve::target_score(actual, baseline, target)
    }

    /// Tells about baselines and targets that gave no score.
    pub(super) fn tell(self, entities: &EntityTree, periods: &[Period], findings: &mut Findings) {
        let Some((entity, period, baseline, target)) = self.faulty.first().copied() else { return };
        let id = entities.indexed().nth(entity).and_then(|(_, entity)| entity.id.as_deref());
        let of = id.map_or_else(String::new, |id| format!("`{id}` in "));
        let relation = if baseline == target { "the same as" } else { "on the wrong side of" };
        let path = &self.input.node.path;
        let better = match self.input.measure.better {
            Direction::Higher => "higher",
            Direction::Lower => "lower",
            Direction::Within => "within",
        };
        let message = format!("the target of measure `{path}` is {relation} its baseline for {of}{}", periods[period]);
        findings.push(
            Diagnostic::warning("target-not-beyond-baseline", message)
                .at(self.input.node.span, format!("values without a score for this: {}", self.faulty.len()))
                .note(format!("baseline {baseline}, target {target}, better: {better}"))
                .help("correct the `target` and `baseline`, or check `better`"),
        );
    }
}

/// (actual − baseline) / (target − baseline), unclamped.
fn attainment(actual: Option<f64>, baseline: Option<f64>, target: Option<f64>) -> Option<f64> {
    let (actual, baseline, target) = (actual?, baseline?, target?);
    Some((actual - baseline) / (target - baseline)).filter(|share| share.is_finite())
}
