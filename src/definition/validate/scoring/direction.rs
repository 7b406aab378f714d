//! Which way a measure should move, and whether its values agree.

use super::super::super::raw;
use super::{Checker, Subject, number};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::Direction;

/// Which way is better: as written, else what the way of scoring says, else higher.
pub(in super::super) fn direction(raw: &raw::Measure) -> Direction {
    match &raw.better {
        None if raw.within.given().is_some() => Direction::Within,
        None => Direction::Higher,
        Some(better) => match better.value {
            raw::Direction::Higher => Direction::Higher,
            raw::Direction::Lower => Direction::Lower,
            raw::Direction::Within => Direction::Within,
        },
    }
}

/// Reports a worse and a better value that contradict `better`.
pub(super) fn rises(
    checker: &mut Checker<'_>,
    subject: &Subject<'_>,
    (worse, better): (f64, f64),
    (worse_name, worse_span): (&str, Span),
    (better_name, better_span): (&str, Span),
) {
    let (should, lies, other, fits) = match direction(subject.raw) {
        Direction::Higher => ("rise", "below", "lower", better > worse),
        Direction::Lower => ("fall", "above", "higher", better < worse),
        Direction::Within => return checker.report(range_wanted(subject, better_span)),
    };
    if fits {
        return;
    }
    let (name, better, worse) = (subject.name, number(better), number(worse));
    let message =
        format!("{name} should {should}, but its `{better_name}` {better} lies {lies} its `{worse_name}` {worse}");
    let mut finding = Diagnostic::error("direction", message).at(better_span, better_name).at(worse_span, worse_name);
    if let Some(written) = &subject.raw.better {
        finding = finding.at(written.span, "");
    }
    let default = if subject.raw.better.is_none() { "; where `better` is not written, higher is better" } else { "" };
    checker.report(finding.help(format!("write `better: {other}`, or exchange the two values{default}")));
}

/// Reports a best range where there can only be more or less.
pub(super) fn has_a_side(checker: &mut Checker<'_>, subject: &Subject<'_>) {
    if let Some(better) = subject.raw.better.as_ref().filter(|better| better.value == raw::Direction::Within) {
        checker.report(range_wanted(subject, better.span));
    }
}

fn range_wanted(subject: &Subject<'_>, span: Span) -> Diagnostic {
    Diagnostic::error("direction", format!("{} should stay within a range, but has none", subject.name))
        .at(span, "no range here")
        .help("write `within: [fail, ok, ok, fail]` or a `curve`, or `better: higher` or `lower`")
}
