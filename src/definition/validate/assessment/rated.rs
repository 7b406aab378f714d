//! What rates a factor beside a panel: measures and stated judgements.

use super::super::super::decode::Spanned;
use super::super::super::raw;
use super::super::{Checker, timeline};
use super::grades;
use crate::diagnostic::Diagnostic;
use crate::scorecard::{Assessment, Judgement, MeasureRef, Rated};

/// By a measure, named by its scorecard and path; whether there is one is seen when all documents are read.
pub(super) fn by_measure(checker: &mut Checker<'_>, raw: &raw::Factor, grades: usize) -> Rated {
    let Some(measure) = &raw.measure else { return Rated::ByPanel };
    let (scorecard, path) = measure.value.split_once('/').unwrap_or((measure.value.as_str(), ""));
    let knots = raw.knots.as_ref().map(|knots| self::knots(checker, knots, grades)).unwrap_or_default();
    let (scorecard, path) = (scorecard.to_owned(), path.to_owned());
    Rated::ByMeasure(MeasureRef { scorecard, path, knots, span: measure.span })
}

/// One actual value a grade, in their order.
fn knots(checker: &mut Checker<'_>, raw: &Spanned<Vec<f64>>, grades: usize) -> Vec<f64> {
    if raw.value.len() != grades && grades > 0 {
        let message = format!("`knots` needs {grades} numbers, one a grade, found {}", raw.value.len());
        let finding = Diagnostic::error("knots", message).at(raw.span, "");
        checker.report(finding.help("write the actual value that is wholly each grade, in the order of the grades"));
    }
    grades::in_order(checker, raw.span, "knots", &raw.value);
    raw.value.clone()
}

/// By what was found, in order of time.
pub(super) fn by_judgement(checker: &mut Checker<'_>, raw: &raw::Factor, head: &Assessment, name: &str) -> Rated {
    let Some(list) = &raw.judgements else { return Rated::ByPanel };
    if list.value.is_empty() && !checker.has_blamed(list.span) {
        let finding = Diagnostic::error("unrated", format!("nobody rates {name}")).at(list.span, "no judgement");
        checker.report(finding.help("write `{when: 2026-09, grade: …, evidence: …}`"));
    }
    let mut found: Vec<Judgement> = list.value.iter().filter_map(|raw| judgement(checker, raw, head, name)).collect();
    found.sort_by(|a, b| (a.when, &a.entity).cmp(&(b.when, &b.entity)));
    for pair in found.windows(2).filter(|pair| pair[0].when == pair[1].when && pair[0].entity == pair[1].entity) {
        let finding = Diagnostic::error("judged-twice", format!("{name} is judged twice in {}", pair[1].when));
        let finding = finding.at(pair[1].span, "again here").at(pair[0].span, "first here");
        checker.report(finding.help("keep one of them, or say of which `entity` each is"));
    }
    Rated::ByJudgement(found)
}

fn judgement(
    checker: &mut Checker<'_>,
    raw: &Spanned<raw::Judgement>,
    head: &Assessment,
    name: &str,
) -> Option<Judgement> {
    let (fields, whose) = (&raw.value, format!("a judgement of {name}"));
    let written = checker.required(&fields.when, "when", &whose, raw.span);
    let when = timeline::field(checker, written, "when");
    if let (Some(when), Some(written)) = (when.filter(|when| when.frequency() > head.frequency), written) {
        let expected = format!("{} or shorter", timeline::expected(Some(head.frequency)));
        let message = format!("`{when}` in `when` is a {}, where it must be {expected}", when.frequency().word());
        let finding = Diagnostic::error("period-length", message).at(written.span, "");
        checker.report(finding.help(format!("write {expected}")));
    }
    let grade = checker.required(&fields.grade, "grade", &whose, raw.span);
    let grade = grade.and_then(|grade| super::grade(checker, grade, head));
    let evidence = checker.required(&fields.evidence, "evidence", &whose, raw.span);
    let evidence = evidence.map(|evidence| checker.text(evidence, "evidence"));
    let by = checker.optional_text(fields.by.as_ref(), "by");
    let entity = fields.entity.as_ref().map(|entity| entity.value.clone());
    Some(Judgement { when: when?, grade: grade?, evidence: evidence?, by, entity, span: raw.span })
}
