//! Which periods there are, and which one is reported on.

use super::observed::Input;
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Period, Scorecard};

/// More periods than this are taken for a mistaken date: ten years of days, three centuries of months.
const MOST_PERIODS: i64 = 4_000;

/// More outcomes than this (some 6 GB) are refused before memory runs out.
const MOST_OUTCOMES: usize = 30_000_000;

/// Every period from the first to the last in which anything was observed, without gaps.
///
/// Rows without an amount (a plan for next year) do not count. `None`, with a finding, when nothing was observed or
/// the first and last are too far apart to be meant.
pub(super) fn observed(
    scorecard: &Scorecard,
    inputs: &[Input],
    entities: usize,
    findings: &mut Findings,
) -> Option<Vec<Period>> {
    let dated = || {
        inputs.iter().flat_map(|input| {
            let reported = input.observations.iter().filter(|row| super::observed::is_reported(&row.amount));
            reported.map(move |row| (row.period.ending_in(scorecard.frequency), input))
        })
    };
    let Some((first, first_input)) = dated().min_by_key(|(period, _)| *period) else {
        findings.push(no_data(scorecard));
        return None;
    };
    let (last, last_input) = dated().max_by_key(|(period, _)| *period)?;
    let steps = last.since(first)?;
    if steps >= MOST_PERIODS || (steps as usize + 1) * entities * scorecard.nodes.len() > MOST_OUTCOMES {
        findings.push(too_many(scorecard, (first, first_input), (last, last_input), steps + 1));
        return None;
    }
    Some((0..=steps).map(|step| first.plus(step)).collect())
}

fn no_data(scorecard: &Scorecard) -> Diagnostic {
    let message = format!("no measure of scorecard `{}` has a value", scorecard.id);
    Diagnostic::error("no-data", message)
        .at(scorecard.node(Scorecard::ROOT).span, "nothing to report on")
        .help("check that the queries return rows whose `value`, or `numerator` and `denominator`, are not NULL")
}

fn too_many(scorecard: &Scorecard, first: (Period, &Input), last: (Period, &Input), periods: i64) -> Diagnostic {
    let message = format!("scorecard `{}` would run over {periods} periods, {} to {}", scorecard.id, first.0, last.0);
    Diagnostic::error("too-many-periods", message)
        .at(first.1.node.span, format!("{} comes from here", first.0))
        .at(last.1.node.span, format!("{} comes from here", last.0))
        .help("look for a mistaken date in the data, or leave older rows out in the queries")
}

/// The period that was asked for, as one of `periods`; `None`, with a finding, when it is not among them.
///
/// A shorter period is read as the one it ends in: `2026-10-31` in a monthly scorecard is `2026-10`. A longer one is
/// refused: whether `2026` means its last month or its latest is not for the tool to guess.
pub(super) fn asked(
    scorecard: &Scorecard,
    periods: &[Period],
    wanted: Period,
    findings: &mut Findings,
) -> Option<Period> {
    if wanted.frequency() > scorecard.frequency {
        findings.push(too_long(scorecard, periods, wanted));
        return None;
    }
    let period = wanted.ending_in(scorecard.frequency);
    if periods.binary_search(&period).is_ok() {
        return Some(period);
    }
    let message = format!("scorecard `{}` has no data for {period}", scorecard.id);
    findings.push(outside(Diagnostic::error("period-outside-data", message), periods));
    None
}

fn too_long(scorecard: &Scorecard, periods: &[Period], wanted: Period) -> Diagnostic {
    let (own, long) = (scorecard.frequency.word(), wanted.frequency().word());
    let message = format!("scorecard `{}` reports by {own}, and {wanted} is a {long}", scorecard.id);
    let finding = Diagnostic::error("period-too-long", message);
    let within = |period: &&Period| period.ending_in(wanted.frequency()) == wanted;
    let mut inside = periods.iter().filter(within);
    match (inside.next(), inside.next_back().copied()) {
        (Some(only), None) => finding
            .note(format!("its data for {wanted} is that of {only}"))
            .help(format!("ask for it: `--period {only}`")),
        (Some(first), Some(last)) => finding
            .note(format!("its data for {wanted} runs from {first} to {last}"))
            .help(format!("choose one of these, such as the last: `--period {last}`")),
        (None, _) => outside(finding, periods),
    }
}

/// Says which periods there are.
fn outside(finding: Diagnostic, periods: &[Period]) -> Diagnostic {
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else { return finding };
    finding
        .note(format!("its data runs from {first} to {last}"))
        .help("choose one of these, or leave `--period` out to report on the latest complete one")
}

/// The latest period in which enough is fresh, else the latest with any data for the top, else the last.
///
/// `fresh` and `any` say, for each of `periods`, the root's coverage without values carried forward and whether the
/// top has any value.
pub(super) fn latest_complete(periods: &[Period], fresh: &[f64], any: &[bool], min_coverage: f64) -> Option<Period> {
    let complete =
        fresh.iter().rposition(|coverage| *coverage > 0.0 && super::rollup::reaches(*coverage, min_coverage));
    let at = complete.or_else(|| any.iter().rposition(|any| *any)).or_else(|| periods.len().checked_sub(1))?;
    periods.get(at).copied()
}
