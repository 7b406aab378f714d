//! Grades: what a rating can be, in an order that scores follow.

use super::super::super::decode::Spanned;
use super::super::super::raw;
use super::super::id::{self, Taken};
use super::super::{Checker, number};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{AssessmentMethod, Grade};

/// More grades than this nobody can tell apart.
const MOST: usize = 20;

/// The grades, checked.
pub(super) fn grades(
    checker: &mut Checker<'_>,
    raw: &Spanned<Vec<Spanned<raw::Grade>>>,
    method: AssessmentMethod,
) -> Vec<Grade> {
    let mut taken = Taken::default();
    if !(2..=MOST).contains(&raw.value.len()) && !checker.has_blamed(raw.span) {
        let message = format!("there must be 2 to {MOST} grades, found {}", raw.value.len());
        let finding = Diagnostic::error("grades", message).at(raw.span, "");
        checker.report(finding.help("a grade is `{id: good, title: …, score: 80}`"));
    }
    let found: Vec<Grade> = raw.value.iter().map(|raw| grade(checker, &mut taken, raw)).collect();
    in_order(checker, raw.span, "score", &found.iter().map(|grade| grade.score).collect::<Vec<_>>());
    in_order(checker, raw.span, "at", &found.iter().map(|grade| grade.at).collect::<Vec<_>>());
    if method == AssessmentMethod::Maturity && found.windows(2).any(|pair| pair[0].score > pair[1].score) {
        let finding = Diagnostic::error("grades-order", "levels of maturity begin with the lowest");
        checker.report(finding.at(raw.span, "here the first is the best").help("turn the list of grades round"));
    }
    found
}

fn grade(checker: &mut Checker<'_>, taken: &mut Taken, raw: &Spanned<raw::Grade>) -> Grade {
    let fields = &raw.value;
    let (id, span) = id::checked(checker, &fields.id, "grade", raw.span);
    if let Some(id) = &id {
        taken.take(checker, id, span, "grade");
    }
    let name = id::called("grade", id.as_ref());
    let score = checker.required(&fields.score, "score", &name, span);
    if let Some(score) = score.filter(|score| !(0.0..=100.0).contains(&score.value)) {
        let message = format!("the score of {name} must lie from 0 to 100, found {}", number(score.value));
        checker.report(Diagnostic::error("score-range", message).at(score.span, "").help("scores are points of 100"));
    }
    let score = score.map_or(f64::NAN, |score| score.value);
    let at = fields.at.as_ref().map_or(score, |at| at.value);
    Grade { id: id.unwrap_or_default(), title: checker.title(&fields.title, &name, span), score, at }
}

/// Reports numbers that do not rise or fall from one to the next; those that are missing have been told.
pub(super) fn in_order(checker: &mut Checker<'_>, span: Span, what: &str, numbers: &[f64]) {
    let rises = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    let falls = numbers.windows(2).all(|pair| pair[0] > pair[1]);
    if !rises && !falls && numbers.iter().all(|number| number.is_finite()) && !checker.has_blamed(span) {
        let listed = numbers.iter().map(|value| number(*value)).collect::<Vec<_>>().join(", ");
        let message = format!("`{what}` neither rises nor falls from grade to grade: {listed}");
        let finding = Diagnostic::error("grades-order", message).at(span, "");
        checker.report(finding.help("put the grades in order, the best first or last, each with a number of its own"));
    }
}
