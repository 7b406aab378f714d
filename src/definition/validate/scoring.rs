//! How a measure is scored: one way, and one that makes sense.

use super::super::decode::{Field, Spanned};
use super::super::raw;
use super::timeline::Dated;
use super::{Checker, number, plain_list};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Direction, Scoring};

/// A measure as far as its scoring is concerned.
pub(super) struct Subject<'a> {
    /// As written.
    pub(super) raw: &'a raw::Measure,
    /// "the measure `x`".
    pub(super) name: &'a str,
    /// Where it is defined.
    pub(super) span: Span,
    /// Its baseline and target, as written.
    pub(super) baseline: &'a [Dated],
    /// See `baseline`.
    pub(super) target: &'a [Dated],
}

/// The ways of scoring that are written, by field, with their places.
fn written(raw: &raw::Measure) -> Vec<(&'static str, Span)> {
    fn place<T>(field: &Field<Spanned<T>>) -> Option<Span> {
        field.given().map(|given| given.span)
    }
    let ways = [
        ("thresholds", place(&raw.thresholds)),
        ("within", place(&raw.within)),
        ("steps", place(&raw.steps)),
        ("curve", place(&raw.curve)),
        ("scoring", place(&raw.scoring)),
        ("baseline", place(&raw.baseline)),
    ];
    ways.into_iter().filter_map(|(name, span)| Some((name, span?))).collect()
}

/// Whether a way of scoring was written that could not be read: then nothing is said about it here.
fn unreadable(raw: &raw::Measure) -> bool {
    matches!(raw.thresholds, Field::SetAside)
        || matches!(raw.within, Field::SetAside)
        || matches!(raw.steps, Field::SetAside)
        || matches!(raw.curve, Field::SetAside)
        || matches!(raw.scoring, Field::SetAside)
        || matches!(raw.baseline, Field::SetAside)
        || matches!(raw.target, Field::SetAside)
}

/// Which way is better: as written, else what the way of scoring says, else higher.
pub(super) fn direction(raw: &raw::Measure) -> Direction {
    match raw.better.as_ref().map(|better| better.value) {
        Some(raw::Direction::Higher) => Direction::Higher,
        Some(raw::Direction::Lower) => Direction::Lower,
        Some(raw::Direction::Within) => Direction::Within,
        None if raw.within.given().is_some() => Direction::Within,
        None => Direction::Higher,
    }
}

/// How the measure is scored; reports none, more than one, and one that contradicts itself.
pub(super) fn scoring(checker: &mut Checker<'_>, subject: &Subject<'_>) -> Scoring {
    let ways = written(subject.raw);
    if ways.len() > 1 {
        checker.report(several(subject, &ways));
        return Scoring::Unscored;
    }
    let raw = subject.raw;
    if let Some(thresholds) = raw.thresholds.given() {
        return self::thresholds(checker, subject, thresholds);
    }
    if let Some(within) = raw.within.given() {
        return self::within(checker, subject, within);
    }
    if let Some(steps) = raw.steps.given() {
        return Scoring::Steps(anchors(checker, subject, steps, "steps"));
    }
    if let Some(curve) = raw.curve.given() {
        return Scoring::Curve(anchors(checker, subject, curve, "curve"));
    }
    match raw.scoring.given().map(|word| word.value) {
        Some(raw::ScoringWord::YesNo) => Scoring::YesNo,
        Some(raw::ScoringWord::None) => Scoring::Unscored,
        None => {
            if !unreadable(raw) {
                by_target(checker, subject);
            }
            Scoring::Target
        }
    }
}

fn several(subject: &Subject<'_>, ways: &[(&'static str, Span)]) -> Diagnostic {
    let names: Vec<&str> = ways.iter().map(|(name, _)| *name).collect();
    let message = format!("{} is scored in {} ways at once: {}", subject.name, ways.len(), plain_list(&names));
    let finding = Diagnostic::error("several-scorings", message);
    let finding = ways.iter().fold(finding, |finding, (name, span)| finding.at(*span, *name));
    finding.help("keep one of them; a `target` may stay beside any and is then only shown")
}

fn thresholds(checker: &mut Checker<'_>, subject: &Subject<'_>, raw: &Spanned<raw::Thresholds>) -> Scoring {
    let off_track = checker.required(&raw.value.off_track, "off_track", "`thresholds`", raw.span);
    let on_track = checker.required(&raw.value.on_track, "on_track", "`thresholds`", raw.span);
    let (Some(off_track), Some(on_track)) = (off_track, on_track) else { return Scoring::Unscored };
    let pair = (off_track.value, on_track.value);
    if off_track.value == on_track.value {
        let message = format!("both thresholds of {} are {}", subject.name, number(pair.0));
        let finding = Diagnostic::error("thresholds-equal", message).at(on_track.span, "").at(off_track.span, "");
        checker.report(finding.help("write two different values: a score needs room between them"));
    } else {
        rises(checker, subject, pair, ("off_track", off_track.span), ("on_track", on_track.span));
    }
    Scoring::Thresholds { off_track: pair.0, on_track: pair.1 }
}

/// Reports a worse and a better value that contradict `better`.
fn rises(
    checker: &mut Checker<'_>,
    subject: &Subject<'_>,
    (worse, better): (f64, f64),
    (worse_name, worse_span): (&str, Span),
    (better_name, better_span): (&str, Span),
) {
    let (word, other, fits) = match direction(subject.raw) {
        Direction::Higher => ("higher", "lower", better > worse),
        Direction::Lower => ("lower", "higher", better < worse),
        Direction::Within => return checker.report(range_wanted(subject, better_span)),
    };
    if fits {
        return;
    }
    let message = format!(
        "{} is better {word}, but its `{better_name}` {} is not {word} than its `{worse_name}` {}",
        subject.name,
        number(better),
        number(worse)
    );
    let mut finding = Diagnostic::error("direction", message).at(better_span, better_name).at(worse_span, worse_name);
    if let Some(written) = &subject.raw.better {
        finding = finding.at(written.span, "");
    }
    let default = if subject.raw.better.is_none() { " (without `better`, higher is better)" } else { "" };
    checker.report(finding.help(format!("write `better: {other}`, or exchange the two values{default}")));
}

fn range_wanted(subject: &Subject<'_>, span: Span) -> Diagnostic {
    Diagnostic::error("direction", format!("{} is best within a range, but has no range", subject.name))
        .at(span, "says only where it ends")
        .help("write `within: [fail, ok, ok, fail]` or a `curve`, or `better: higher` or `lower`")
}

fn within(checker: &mut Checker<'_>, subject: &Subject<'_>, raw: &Spanned<[f64; 4]>) -> Scoring {
    let [fail_below, from, to, fail_above] = raw.value;
    if !(fail_below < from && from <= to && to < fail_above) {
        let message = format!("the values of `within` of {} do not rise", subject.name);
        let help = "write them from low to high: nothing up to the first, best from the second to the third, \
                    nothing from the fourth";
        checker.report(Diagnostic::error("not-rising", message).at(raw.span, "").help(help));
    }
    if let Some(better) = subject.raw.better.as_ref().filter(|better| better.value != raw::Direction::Within) {
        let finding = Diagnostic::error("direction", format!("{} has a range but no best side", subject.name))
            .at(better.span, "contradicts `within`")
            .at(raw.span, "")
            .help("write `better: within`, or leave `better` out");
        checker.report(finding);
    }
    Scoring::Within(raw.value)
}

/// Pairs (value, score): values rising, scores within 0 to 100 and moving the way `better` says.
fn anchors(
    checker: &mut Checker<'_>,
    subject: &Subject<'_>,
    raw: &Spanned<Vec<Spanned<(f64, f64)>>>,
    field: &str,
) -> Vec<(f64, f64)> {
    for pair in &raw.value {
        let score = pair.value.1;
        if !(0.0..=100.0).contains(&score) {
            let message = format!("a score in `{field}` must lie from 0 to 100, found {}", number(score));
            let finding = Diagnostic::error("score-range", message);
            checker.report(finding.at(pair.span, "").help("each pair is [value, score]: the value first"));
        }
    }
    if raw.value.len() < 2 {
        let finding = Diagnostic::error("too-few", format!("`{field}` of {} needs two pairs or more", subject.name));
        checker.report(finding.at(raw.span, "").help("write `[[value, score], [value, score]]`"));
    }
    if let Some(pair) = raw.value.windows(2).find(|pair| pair[1].value.0 <= pair[0].value.0) {
        let (first, second) = (number(pair[0].value.0), number(pair[1].value.0));
        let message = format!("the values of `{field}` must rise, but {second} follows {first}");
        let finding = Diagnostic::error("not-rising", message).at(pair[1].span, "").at(pair[0].span, "");
        checker.report(finding.help("sort the pairs by their first number, each value once"));
    }
    monotone(checker, subject, raw, field);
    raw.value.iter().map(|pair| pair.value).collect()
}

fn monotone(checker: &mut Checker<'_>, subject: &Subject<'_>, raw: &Spanned<Vec<Spanned<(f64, f64)>>>, field: &str) {
    let (word, wrong): (&str, fn(f64, f64) -> bool) = match direction(subject.raw) {
        Direction::Higher => ("rise", |before, after| after < before),
        Direction::Lower => ("fall", |before, after| after > before),
        Direction::Within => return,
    };
    let Some(pair) = raw.value.windows(2).find(|pair| wrong(pair[0].value.1, pair[1].value.1)) else { return };
    let (before, after) = (number(pair[0].value.1), number(pair[1].value.1));
    let message = format!("the scores of `{field}` must {word} throughout, but {after} follows {before}");
    let other = if word == "rise" { "lower" } else { "higher" };
    let help = format!("correct the score; or write `better: {other}`, or `better: within` for a best range");
    checker.report(Diagnostic::error("not-monotone", message).at(pair[1].span, "").at(pair[0].span, "").help(help));
}

/// Checks baseline and target wherever both are in force.
fn by_target(checker: &mut Checker<'_>, subject: &Subject<'_>) {
    absent(checker, subject);
    let (baselines, targets) = (subject.baseline, subject.target);
    let starts = baselines.iter().chain(targets).map(|(from, ..)| *from);
    let in_force = |values: &[Dated], from| {
        let values = values.iter().filter(|(begin, ..)| *begin <= from);
        values.max_by_key(|(begin, ..)| *begin).copied()
    };
    let mut pairs: Vec<(Dated, Dated)> =
        starts.filter_map(|s| in_force(baselines, s).zip(in_force(targets, s))).collect();
    pairs.dedup();
    for ((_, baseline, baseline_span), (from, target, target_span)) in pairs {
        if baseline == target {
            let when = from.map_or_else(String::new, |from| format!(" from {from}"));
            let message = format!("target and baseline of {} are both {}{when}", subject.name, number(target));
            let finding = Diagnostic::error("target-is-baseline", message).at(target_span, "").at(baseline_span, "");
            checker
                .report(finding.help("set the target above or below the baseline: a score measures the way between"));
        } else {
            let (worse, better) = (("baseline", baseline_span), ("target", target_span));
            rises(checker, subject, (baseline, target), worse, better);
        }
    }
}

/// Reports a baseline or target that neither the YAML nor the query can give.
fn absent(checker: &mut Checker<'_>, subject: &Subject<'_>) {
    let raw = subject.raw;
    let missing: Vec<&str> = [("baseline", &raw.baseline), ("target", &raw.target)]
        .into_iter()
        .filter(|(name, field)| field.is_absent() && !from_query(raw, name))
        .map(|(name, _)| name)
        .collect();
    if missing.is_empty() {
        return;
    }
    let message = match missing.as_slice() {
        [one] => format!("{} has no `{one}` and no other way of scoring", subject.name),
        _ => format!("{} has no way of scoring", subject.name),
    };
    let help = "write `baseline` and `target`, or one of `thresholds`, `within`, `steps`, `curve`, `scoring: yes-no`; \
                `scoring: none` with `weight: 0` only shows it";
    checker.report(
        Diagnostic::error("no-scoring", message).at(subject.span, "how does its value become a score?").help(help),
    );
}

/// Whether the query may return a column: it names it, or selects whatever there is. Reading a file is enough to
/// give it the benefit of the doubt: the engine says later which columns came.
fn from_query(raw: &raw::Measure, column: &str) -> bool {
    match &raw.sql {
        Field::Absent => false,
        Field::SetAside => true,
        Field::Given(sql) => match &sql.value {
            raw::Sql::Map(_) => true,
            raw::Sql::Text(text) => {
                let text = text.to_lowercase();
                text.contains(column) || text.replace("(*)", "").contains('*')
            }
        },
    }
}
