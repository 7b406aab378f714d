//! Scoring by thresholds and within a range.

use std::cmp::Ordering;

use super::super::super::decode::Spanned;
use super::super::super::raw;
use super::direction::rises;
use super::{Checker, Subject, number};
use crate::diagnostic::Diagnostic;
use crate::scorecard::Scoring;

/// From a red flag to a goal.
pub(super) fn thresholds(checker: &mut Checker<'_>, subject: &Subject<'_>, raw: &Spanned<raw::Thresholds>) -> Scoring {
    let off_track = checker.required(&raw.value.off_track, "off_track", "`thresholds`", raw.span);
    let on_track = checker.required(&raw.value.on_track, "on_track", "`thresholds`", raw.span);
    let (Some(off_track), Some(on_track)) = (off_track, on_track) else { return Scoring::Unscored };
    let pair = (off_track.value, on_track.value);
    if pair.0.partial_cmp(&pair.1).is_some_and(Ordering::is_eq) {
        let message = format!("both thresholds of {} are {}", subject.name, number(pair.0));
        let finding = Diagnostic::error("thresholds-equal", message).at(on_track.span, "").at(off_track.span, "");
        checker.report(finding.help("write two different values: a score needs room between them"));
    } else {
        rises(checker, subject, pair, ("off_track", off_track.span), ("on_track", on_track.span));
    }
    Scoring::Thresholds { off_track: pair.0, on_track: pair.1 }
}

/// Best within a range, worth nothing beyond the outer values.
pub(super) fn within(checker: &mut Checker<'_>, subject: &Subject<'_>, raw: &Spanned<[f64; 4]>) -> Scoring {
    let [fail_below, from, to, fail_above] = raw.value;
    if !(fail_below < from && from <= to && to < fail_above) {
        let message = format!("the values of `within` of {} do not rise", subject.name);
        let help = "write them from low to high: nothing up to the first, best from the second to the third, \
                    nothing from the fourth";
        checker.report(Diagnostic::error("not-rising", message).at(raw.span, "").help(help));
    }
    if let Some(better) = subject.raw.better.as_ref().filter(|better| better.value != raw::Direction::Within) {
        let finding =
            Diagnostic::error("direction", format!("{} has a range, so neither more nor less is better", subject.name))
                .at(better.span, "contradicts `within`")
                .at(raw.span, "")
                .help("write `better: within`, or leave `better` out");
        checker.report(finding);
    }
    Scoring::Within(raw.value)
}
