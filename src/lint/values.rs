//! Checks of what was observed, for the top of the hierarchy and up to the period reported on.

use super::title::{Promise, promise};
use super::{Found, Results, name};
use crate::evaluate::Outcome;
use crate::scorecard::{Check, Direction, EntityTree, Measure, Node, NodeIndex, Period, Scorecard, Scoring};

/// With fewer values than this, "never" and "always" say little.
const HISTORY: usize = 6;
/// With fewer common periods than this, a correlation says little.
const COMMON: usize = 12;
/// Beyond this correlation two measures move as one.
const AS_ONE: f64 = 0.98;

/// One measure and its own values, oldest first: none carried forward, each once.
struct Observed<'a> {
    at: (NodeIndex, &'a Node),
    measure: &'a Measure,
    values: Vec<(Period, &'a Outcome, f64)>,
}

/// Everything found about a scorecard.
pub(super) fn check(scorecard: &Scorecard, results: Results) -> Vec<Found> {
    let measures: Vec<Observed> = scorecard
        .measures()
        .map(|(index, node, measure)| Observed {
            at: (index, node),
            measure,
            values: own_values(scorecard, results, index, measure),
        })
        .collect();
    let mut found = Vec::new();
    for observed in &measures {
        found.extend(no_target(scorecard, results, observed));
        found.extend(goal(scorecard, observed));
        found.extend(never_changed(scorecard, observed));
        found.extend(against_title(scorecard, results, observed));
        found.extend(stale(scorecard, results, observed));
    }
    // What is only shown counts nothing twice.
    let scored: Vec<&Observed> =
        measures.iter().filter(|observed| observed.measure.scoring != Scoring::Unscored).collect();
    for (at, first) in scored.iter().enumerate() {
        found.extend(scored[at + 1..].iter().filter_map(|second| same_movement(scorecard, first, second)));
    }
    found
}

/// The values of a measure that arrived, at the end of each of its own periods.
fn own_values<'a>(
    scorecard: &Scorecard,
    results: Results<'a>,
    index: NodeIndex,
    measure: &Measure,
) -> Vec<(Period, &'a Outcome, f64)> {
    let frequency = measure.frequency.unwrap_or(scorecard.frequency);
    let ends = |period: Period| period.ending_in(frequency) != period.plus(1).ending_in(frequency);
    let history = results.evaluation.history(EntityTree::TOP, index);
    let own =
        history.filter(|(period, outcome)| *period <= results.evaluation.period && ends(*period) && outcome.stale == 0);
    own.filter_map(|(period, outcome)| Some((period, outcome, outcome.actual?))).collect()
}

/// A way of scoring that needs no target, and none beside it.
fn no_target(scorecard: &Scorecard, results: Results, observed: &Observed) -> Option<Found> {
    let may_lack = matches!(observed.measure.scoring, Scoring::Unscored | Scoring::Steps(_) | Scoring::Curve(_));
    let mut series = results.series.iter().filter(|(index, _)| *index == observed.at.0);
    let queried = series.any(|(_, series)| series.observations.iter().any(|row| row.target.is_some()));
    let stated = !observed.measure.target.entries().is_empty();
    let message = || format!("{} has no target", name(scorecard, observed.at.1));
    (may_lack && !queried && !stated).then(|| Found::new(Check::NoTarget, observed.at, message()))
}

/// Whether a value reached its goal; `None` where it has none.
fn is_met(scorecard: &Scorecard, measure: &Measure, outcome: &Outcome, actual: f64) -> Option<bool> {
    match (&measure.scoring, outcome.target, measure.better) {
        (Scoring::Within(_), ..) => Some(outcome.score? >= 100.0),
        (_, Some(target), Direction::Higher) => Some(actual >= target),
        (_, Some(target), Direction::Lower) => Some(actual <= target),
        (Scoring::Thresholds { .. }, None, _) => Some(outcome.score? >= scorecard.bands.on_track),
        _ => None,
    }
}

fn goal(scorecard: &Scorecard, observed: &Observed) -> Option<Found> {
    let values = observed.values.iter();
    let met: Vec<bool> =
        values.filter_map(|(_, outcome, actual)| is_met(scorecard, observed.measure, outcome, *actual)).collect();
    let count = met.len();
    let (check, word) = match met.iter().filter(|met| **met).count() {
        _ if count < HISTORY => return None,
        0 => (Check::TargetNeverMet, "never"),
        all if all == count => (Check::TargetAlwaysMet, "always"),
        _ => return None,
    };
    let message = format!("{} {word} met its target, in {count} values", name(scorecard, observed.at.1));
    Some(Found::new(check, observed.at, message))
}

/// Exactly the same value throughout.
#[allow(clippy::float_cmp, reason = "values as they were observed")]
fn never_changed(scorecard: &Scorecard, observed: &Observed) -> Option<Found> {
    let (_, _, first) = observed.values.first()?;
    let same = observed.values.len() >= HISTORY && observed.values.iter().all(|(_, _, value)| value == first);
    let own = name(scorecard, observed.at.1);
    let message = || format!("{own} has been {first} in all of its {} values", observed.values.len());
    same.then(|| Found::new(Check::NeverChanged, observed.at, message()))
}

/// A value that went the other way than its title says, over the last year; growth in percent that is below zero.
fn against_title(scorecard: &Scorecard, results: Results, observed: &Observed) -> Option<Found> {
    let promise = promise(&observed.at.1.title)?;
    let period = results.evaluation.period;
    let at = |period: Period| {
        let outcome = results.evaluation.outcome(EntityTree::TOP, period, observed.at.0)?;
        outcome.actual.filter(|_| outcome.stale == 0)
    };
    let own = name(scorecard, observed.at.1);
    let now = at(period)?;
    if promise == Promise::Growth && observed.measure.unit.is_percent() {
        let message = || format!("{own} is called growth and is {} % in {period}", shown(now));
        return (now < 0.0).then(|| Found::new(Check::AgainstTitle, observed.at, message()));
    }
    let before = at(period.last_year())?;
    let (wrong, word) = match promise {
        Promise::Growth | Promise::Up => (now < before, "fell"),
        Promise::Down => (now > before, "rose"),
    };
    let (from, to) = (shown(before), shown(now));
    let message = || format!("{own} {word} from {from} to {to} in the year to {period}, against its title");
    wrong.then(|| Found::new(Check::AgainstTitle, observed.at, message()))
}

/// A value with four significant digits.
fn shown(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

/// A measure that reported once and has no value of its own that is still in force.
fn stale(scorecard: &Scorecard, results: Results, observed: &Observed) -> Option<Found> {
    let now = results.evaluation.current(EntityTree::TOP, observed.at.0)?;
    let fresh = now.actual.is_some() && now.stale == 0;
    let last = observed.values.last().map(|(period, ..)| *period)?;
    let frequency = observed.measure.frequency.unwrap_or(scorecard.frequency);
    let shown = last.ending_in(frequency);
    let (own, period) = (name(scorecard, observed.at.1), results.evaluation.period);
    let message = || {
        format!("{own} has no value for {period}: the last is of {shown}, and one is due every {}", frequency.word())
    };
    (now.applies && !fresh).then(|| Found::new(Check::StaleValue, observed.at, message()))
}

/// Two measures whose values rise and fall together.
fn same_movement(scorecard: &Scorecard, first: &Observed, second: &Observed) -> Option<Found> {
    let mut pairs = Vec::new();
    let mut others = second.values.iter().peekable();
    for (period, _, value) in &first.values {
        while others.next_if(|(other, ..)| other < period).is_some() {}
        if let Some((_, _, other)) = others.next_if(|(other, ..)| other == period) {
            pairs.push((*value, *other));
        }
    }
    let r = (pairs.len() >= COMMON).then(|| correlation(&pairs)).flatten().filter(|r| r.abs() > AS_ONE)?;
    let (own, other) = (name(scorecard, first.at.1), name(scorecard, second.at.1));
    let message = format!("{own} and {other} move as one: their correlation is {r:.3} over {} periods", pairs.len());
    Some(Found::new(Check::SameMovement, first.at, message).and(second.at))
}

/// Pearson's correlation coefficient, from −1 to 1; `None` where one side never changes.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let count = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|(a, b)| of(a - x, b - y)).sum::<f64>();
    let spread = (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt();
    let r = sum(&|a, b| a * b) / spread;
    r.is_finite().then_some(r)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlation_of_anscombe() {
        // Anscombe (1973), first set: r = 0.816.
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        let r = correlation(&x.into_iter().zip(y).collect::<Vec<_>>()).expect("both change");
        assert!((r - 0.816).abs() < 0.0005, "{r}");
        assert_eq!(correlation(&[(1.0, 2.0), (1.0, 3.0)]), None);
    }
}
