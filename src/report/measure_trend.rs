//! The picture of a measure over time.

use super::dates;
use super::figure::{ProcessLimits, Trend, TrendPoint};
use super::process::Process;
use super::sheet::Sheet;
use crate::evaluate::Outcome;
use crate::scorecard::{NodeIndex, Period};

/// How many periods the trend shows at most.
const TREND: usize = 120;

/// Actual against target over time, with the limits of its own noise.
pub fn trend(sheet: &Sheet, node: NodeIndex) -> Trend {
    let history = sheet.history(node, TREND);
    let periods: Vec<Period> = history.iter().map(|(period, _)| *period).collect();
    let ticks = dates::ticks(sheet.pen.words, &periods);
    let process = sheet.process(node);
    let point = |((period, outcome), tick): (&(Period, &Outcome), String)| TrendPoint {
        label: sheet.pen.period(*period),
        tick,
        value: outcome.actual,
        target: outcome.target,
        status: outcome.status,
        stale: outcome.stale > 0,
        signal: process.as_ref().is_ok_and(|process| process.fired(*period).is_some()),
        interval: None,
        note: author_note(sheet, node, *period),
    };
    let target = history.last().and_then(|(_, outcome)| outcome.target);
    let target = target.map(|target| sheet.value_text(node, target));
    let title = sheet.title(node);
    let summary = sheet.measure_headline(node).headline;
    Trend {
        caption: sheet.pen.caption("trend", title, summary),
        points: history.iter().zip(ticks).map(point).collect(),
        format: sheet.format(node),
        target_label: target.map_or_else(String::new, |t| sheet.pen.say("trend.target", &[("target", &t)])),
        current: history.len().saturating_sub(1),
        bands: Vec::new(),
        limits: process.as_ref().ok().map(|process| limits(sheet, node, process, &periods)),
    }
}

fn author_note(sheet: &Sheet, node: NodeIndex, period: Period) -> Option<String> {
    sheet.pen.some_text(sheet.measure(node)?.notes.get(&period))
}

/// The limits with what stands beside them, from the first period they judge on.
fn limits(sheet: &Sheet, node: NodeIndex, process: &Process, periods: &[Period]) -> ProcessLimits {
    let format = sheet.computed_format(node, &process.shown());
    let beside = |key: &str, value: f64| {
        let text = format.full(value);
        (value, sheet.pen.say(key, &[("value", &text)]))
    };
    let first = process.values.first().map(|(period, _)| *period);
    let from = first.and_then(|first| periods.iter().position(|period| *period == first));
    ProcessLimits {
        from: from.unwrap_or(0),
        low: beside(if process.least.is_some() { "process.no-low" } else { "process.low" }, process.low()),
        mean: beside("process.mean", process.limits.mean),
        high: beside(if process.most.is_some() { "process.no-high" } else { "process.high" }, process.high()),
    }
}
