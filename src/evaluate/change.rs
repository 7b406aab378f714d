//! Change of a score between two periods, taken apart so that the parts sum to it exactly.

use super::plan::{Plan, Shares};
use super::{Evaluation, Outcome, curve};
use crate::scorecard::{EntityIndex, Measure, NodeIndex, Period, Rollup, Scorecard, Scoring};

/// Stands in for a score of 0 in logarithms.
const NEARLY_ZERO: f64 = 1e-9;

/// How the score of a node came from one period to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Bridge {
    /// Whose score.
    pub node: NodeIndex,
    /// Where it starts: period and score.
    pub from: (Period, f64),
    /// Where it ends.
    pub to: (Period, f64),
    /// What moved it, in the order of the scorecard; their changes sum to `to − from`.
    pub parts: Vec<Part>,
}

/// What one node below contributed to a change, in points of the node above, by cause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// A measure, or a node that is not taken apart further.
    pub node: NodeIndex,
    /// Because its value changed; for a node that is not taken apart, because its score did.
    pub value: f64,
    /// Because what is asked of it changed: its target or its baseline. Weights have no dates, so they add nothing.
    pub definition: f64,
    /// Because it, or something beside it, has data in one of the periods only.
    pub coverage: f64,
}

impl Part {
    /// The whole contribution.
    pub fn change(&self) -> f64 {
        self.value + self.definition + self.coverage
    }
}

/// Takes the change of a node's score between two periods apart: Δ = Σ [ w̄ᵢ·Δsᵢ + (s̄ᵢ − S̄)·Δwᵢ ], bars meaning
/// the mean of both periods, over the measures below it with their effective weights.
///
/// Below the node, means are taken apart down to measures. A node rolled up as `geometric` or `worst`, or without
/// score in one of the periods, is one part. A node that is itself `geometric` or `worst` is taken apart into its
/// children; see `docs/scoring.md`. `None` where the node has no score in one of the periods.
pub fn bridge(
    scorecard: &Scorecard,
    evaluation: &Evaluation,
    entity: EntityIndex,
    node: NodeIndex,
    from: Period,
    to: Period,
) -> Option<Bridge> {
    let outcomes = (evaluation.cell(entity, from)?, evaluation.cell(entity, to)?);
    let plan = Plan::new(scorecard, outcomes.1);
    let scores = |cell: &[Outcome]| -> Vec<Option<f64>> { cell.iter().map(|outcome| outcome.score).collect() };
    let (before, after) = (scores(outcomes.0), scores(outcomes.1));
    let (start, end) = ((*before.get(node.0)?)?, (*after.get(node.0)?)?);
    let opened = opened(&plan, node, &before, &after);
    let (old, new) = (weights(&plan, node, &opened, &before), weights(&plan, node, &opened, &after));
    let moves: Vec<Move> = (0..scorecard.nodes.len())
        .filter(|at| old[*at] != 0.0 || new[*at] != 0.0)
        .filter_map(|at| {
            let crossed = scorecard.nodes[at].measure().and_then(|m| crossed(m, &outcomes.0[at], &outcomes.1[at]));
            Some(Move { crossed, ..Move::of(NodeIndex(at), (before[at], after[at]), (old[at], new[at]))? })
        })
        .collect();
    let middle = f64::midpoint(start, end);
    let parts = match plan.nodes[node.0].rollup {
        Rollup::Geometric => geometric_parts(&moves, start, end),
        Rollup::Mean => moves.iter().map(|part| part.of_mean(middle)).collect(),
        Rollup::Worst => moves.iter().map(|part| part.of_worst(middle)).collect(),
    };
    Some(Bridge { node, from: (from, start), to: (to, end), parts })
}

/// Which nodes are taken apart: `top` and, below a mean, every mean with a score in both periods.
///
/// What a `geometric` or `worst` does with its children holds for them alone, so nothing below is opened there.
fn opened(plan: &Plan, top: NodeIndex, before: &[Option<f64>], after: &[Option<f64>]) -> Vec<bool> {
    let is_mean = |at: usize| plan.nodes[at].rollup == Rollup::Mean;
    let deeper = |at: usize| is_mean(top.0) && is_mean(at) && before[at].is_some() && after[at].is_some();
    (0..plan.nodes.len()).map(|at| at == top.0 || deeper(at)).collect()
}

/// The share each part has of the score of `top` in one period; 0 for nodes that are taken apart.
fn weights(plan: &Plan, top: NodeIndex, opened: &[bool], scores: &[Option<f64>]) -> Vec<f64> {
    let mut weights = vec![0.0; opened.len()];
    weights[top.0] = 1.0;
    for (at, planned) in plan.nodes.iter().enumerate().skip(top.0) {
        if !opened[at] || planned.edges.is_empty() {
            continue;
        }
        let own = std::mem::take(&mut weights[at]);
        let present = planned.edges.iter().filter_map(|(child, weight)| Some((*child, scores[*child]?, *weight)));
        let shares = Shares::among(planned.rollup, present.clone().map(|(_, score, weight)| (score, weight)));
        for (child, score, weight) in present {
            weights[child] += own * shares.of(score, weight);
        }
    }
    weights
}

/// What the earlier value would score under the later target and baseline, and the later value under the earlier ones.
///
/// `None` unless both periods have a score and the target or the baseline differs.
fn crossed(measure: &Measure, before: &Outcome, after: &Outcome) -> Option<(f64, f64)> {
    let asked = |outcome: &Outcome| (outcome.baseline, outcome.target);
    if measure.scoring != Scoring::Target || asked(before) == asked(after) {
        return None;
    }
    before.score.and(after.score)?;
    let score = |value: &Outcome, by: &Outcome| curve::target_score(value.actual?, by.baseline?, by.target?);
    Some((score(before, after)?, score(after, before)?))
}

/// Score and weight of a part in both periods.
struct Move {
    node: NodeIndex,
    scores: (f64, f64),
    weights: (f64, f64),
    /// Whether it has a score in both.
    steady: bool,
    /// See [`crossed`].
    crossed: Option<(f64, f64)>,
}

impl Move {
    /// A part without score in one period has no weight there; the score of the other period stands in, so that all
    /// it contributes comes from its weight.
    fn of(node: NodeIndex, scores: (Option<f64>, Option<f64>), weights: (f64, f64)) -> Option<Self> {
        let steady = scores.0.is_some() && scores.1.is_some();
        Some(Self { node, scores: (scores.0.or(scores.1)?, scores.1.or(scores.0)?), weights, steady, crossed: None })
    }

    fn of_mean(&self, mean_score: f64) -> Part {
        let ((s0, s1), (w0, w1)) = (self.scores, self.weights);
        let (weight, asked) = (f64::midpoint(w0, w1), self.asked());
        let coverage = (f64::midpoint(s0, s1) - mean_score) * (w1 - w0);
        Part { node: self.node, value: weight * (s1 - s0 - asked), definition: weight * asked, coverage }
    }

    /// How much of the change of the score comes from another target or baseline: the mean of what they do to the
    /// earlier value and to the later one (the Shapley value of a change with two causes).
    fn asked(&self) -> f64 {
        let (s0, s1) = self.scores;
        self.crossed.map_or(0.0, |(earlier, later)| f64::midpoint(earlier - s0, s1 - later))
    }

    /// The lowest has all the weight; where it moves between two that both have a score, scores moved it.
    fn of_worst(&self, mean_score: f64) -> Part {
        let part = self.of_mean(mean_score);
        if self.steady { Part { value: part.value + part.coverage, coverage: 0.0, ..part } } else { part }
    }
}

/// The same formula on logarithms, in which a geometric mean is a mean, scaled back to points.
///
/// Known as the logarithmic mean Divisia index (Ang 2004); a score of 0 is taken as a tiny one.
fn geometric_parts(moves: &[Move], start: f64, end: f64) -> Vec<Part> {
    let logarithm = |score: f64| score.max(NEARLY_ZERO).ln();
    let of = |period: fn(&(f64, f64)) -> f64| -> f64 {
        moves.iter().map(|part| period(&part.weights) * logarithm(period(&part.scores))).sum()
    };
    let (log_start, log_end) = (of(|pair| pair.0), of(|pair| pair.1));
    let small = (log_end - log_start).abs() < 1e-6; // the limit of the quotient, right to 13 digits
    let points = if small { f64::midpoint(start, end) } else { (end - start) / (log_end - log_start) };
    let scaled = |part: &Move| {
        let both = |pair: (f64, f64)| (logarithm(pair.0), logarithm(pair.1));
        let logs = Move { scores: both(part.scores), crossed: part.crossed.map(both), ..*part };
        let logs = logs.of_mean(f64::midpoint(log_start, log_end));
        let [value, definition, coverage] = [logs.value, logs.definition, logs.coverage].map(|part| part * points);
        Part { value, definition, coverage, ..logs }
    };
    moves.iter().map(scaled).collect()
}
