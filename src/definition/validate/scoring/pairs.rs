//! Scoring by pairs (value, score): curves and steps.

use super::super::super::raw;
use super::{Checker, Subject, direction, number};
use crate::diagnostic::Diagnostic;
use crate::scorecard::Direction;

/// Pairs (value, score): values rising, scores within 0 to 100 and moving the way `better` says.
pub(super) fn pairs(
    checker: &mut Checker<'_>,
    subject: &Subject<'_>,
    raw: &raw::Pairs,
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
    if raw.value.len() < 2 && !checker.has_blamed(raw.span) {
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

fn monotone(checker: &mut Checker<'_>, subject: &Subject<'_>, raw: &raw::Pairs, field: &str) {
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
