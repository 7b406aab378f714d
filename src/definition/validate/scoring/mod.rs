//! How a measure is scored: one way, and one that makes sense.

mod direction;
mod pairs;
mod range;
mod target;

pub(super) use direction::direction;

use super::super::decode::{Field, Spanned};
use super::super::raw;
use super::timeline::Dated;
use super::{Checker, number, plain_list};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{ResultKind, Scoring};

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

/// Whether its values are scores and nothing else is said about how they are scored. Nothing is said of a result that is not
/// one: that is found elsewhere.
fn takes_a_score(raw: &raw::Measure) -> bool {
    let Some(from) = raw.from.given() else { return false };
    let word = from.value.split('/').next();
    let kind = ResultKind::ALL.iter().find(|kind| Some(kind.word()) == word);
    kind.is_none_or(|kind| kind.is_a_score()) && raw.baseline.is_absent() && raw.target.is_absent()
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

/// How the measure is scored; reports none, more than one, and one that contradicts itself.
pub(super) fn scoring(checker: &mut Checker<'_>, subject: &Subject<'_>) -> Scoring {
    let ways = written(subject.raw);
    if ways.len() > 1 {
        checker.report(several(subject, &ways));
        return Scoring::Unscored;
    }
    let raw = subject.raw;
    if let Some(thresholds) = raw.thresholds.given() {
        return range::thresholds(checker, subject, thresholds);
    }
    if let Some(within) = raw.within.given() {
        return range::within(checker, subject, within);
    }
    if let Some(steps) = raw.steps.given() {
        return Scoring::Steps(pairs::pairs(checker, subject, steps, "steps"));
    }
    if let Some(curve) = raw.curve.given() {
        return Scoring::Curve(pairs::pairs(checker, subject, curve, "curve"));
    }
    match raw.scoring.given().map(|word| word.value) {
        Some(raw::ScoringWord::YesNo) => {
            direction::has_a_side(checker, subject);
            Scoring::YesNo
        }
        Some(raw::ScoringWord::None) => Scoring::Unscored,
        // A score of 0 to 100 scores itself.
        None if takes_a_score(raw) => Scoring::Curve(vec![(0.0, 0.0), (100.0, 100.0)]),
        None => {
            if !unreadable(raw) {
                target::check(checker, subject);
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
