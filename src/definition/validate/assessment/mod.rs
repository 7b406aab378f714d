//! An assessment: what it says of itself; its factors are grown in [`factors`].

mod factors;
mod grades;
mod link;
mod rated;

use super::super::decode::Spanned;
use super::super::raw;
use super::checker::among;
use super::id;
use super::scorecard::{Across, MIN_COVERAGE, frequency};
use super::{Checker, bands, entities, quantity, sensitivity};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Assessment, AssessmentMethod, Bands, Frequency, Operator, PanelSource};

pub(crate) use link::{givers, link};

/// An assessment. `document` is the place of its first line.
pub(crate) fn assessment(
    checker: &mut Checker<'_>,
    across: &mut Across,
    raw: &raw::Assessment,
    document: Span,
) -> Assessment {
    let (id, span) = id::checked(checker, &raw.id, "assessment", document);
    if let Some(id) = &id {
        across.assessments.take(checker, id, span, "assessment");
    }
    let name = id::called("assessment", id.as_ref());
    let mut head = Assessment { id: id.unwrap_or_default(), ..head(checker, raw, &name, span) };
    head.floor = floor(checker, raw.floor.as_ref(), &head);
    factors::grow(checker, raw, &mut head, &name, span);
    head
}

/// What it says of itself, without an id and without factors.
fn head(checker: &mut Checker<'_>, raw: &raw::Assessment, name: &str, span: Span) -> Assessment {
    let period = checker.required(&raw.period, "period", name, span).copied().map(frequency);
    let share = raw.min_coverage.as_ref().and_then(|share| quantity::share(checker, share, "min_coverage"));
    let grades = checker.required(&raw.grades, "grades", name, span);
    let method = method(raw.evaluate.unwrap_or_default());
    Assessment {
        id: String::new(),
        title: checker.title(&raw.title, name, span),
        description: checker.optional_text(raw.description.as_ref(), "description"),
        frequency: period.unwrap_or(Frequency::Quarter),
        entities: raw.entities.as_ref().map(|entities| entities::entities(checker, entities)),
        method,
        normalise: normalise(checker, raw.normalise.as_ref(), method),
        grades: grades.map(|grades| grades::grades(checker, grades, method)).unwrap_or_default(),
        bands: raw.bands.as_ref().map(|bands| bands::bands(checker, bands)).unwrap_or_default(),
        min_coverage: share.unwrap_or(MIN_COVERAGE),
        floor: Bands::default().at_risk,
        min_group: raw.min_group.unwrap_or(checker.min_group),
        sensitivity: sensitivity::sensitivity(checker, raw.sensitivity.as_ref()),
        panel: raw.panel.as_ref().and_then(|panel| self::panel(checker, panel, name)),
        factors: Vec::new(),
        span,
    }
}

fn method(raw: raw::Evaluate) -> AssessmentMethod {
    match raw {
        raw::Evaluate::Fuzzy => AssessmentMethod::Fuzzy,
        raw::Evaluate::Mean => AssessmentMethod::Mean,
        raw::Evaluate::Maturity => AssessmentMethod::Maturity,
    }
}

/// An operator, which only fuzzy evaluation has.
fn operator(checker: &mut Checker<'_>, raw: Option<&Spanned<raw::Operator>>, method: AssessmentMethod) -> Operator {
    let Some(raw) = raw else { return Operator::WeightedMean };
    only_fuzzy(checker, "operator", raw.span, method);
    match raw.value {
        raw::Operator::WeightedMean => Operator::WeightedMean,
        raw::Operator::MinMax => Operator::MinMax,
        raw::Operator::ProductMax => Operator::ProductMax,
        raw::Operator::MinSum => Operator::MinSum,
        raw::Operator::Balanced => Operator::Balanced,
    }
}

fn normalise(checker: &mut Checker<'_>, raw: Option<&Spanned<bool>>, method: AssessmentMethod) -> bool {
    let Some(raw) = raw else { return false };
    only_fuzzy(checker, "normalise", raw.span, method);
    raw.value
}

fn only_fuzzy(checker: &mut Checker<'_>, field: &str, span: Span, method: AssessmentMethod) {
    if method != AssessmentMethod::Fuzzy {
        let finding =
            Diagnostic::error("not-fuzzy", format!("`{field}` says nothing here: nothing fuzzy is evaluated"));
        checker.report(finding.at(span, "").help(format!("delete `{field}`, or write `evaluate: fuzzy`")));
    }
}

/// The score below which a critical factor blocks.
fn floor(checker: &mut Checker<'_>, raw: Option<&Spanned<String>>, head: &Assessment) -> f64 {
    let named = raw.and_then(|raw| grade(checker, raw, head));
    named.map_or(head.bands.at_risk, |grade| head.grades[grade].score)
}

/// The place of a grade named by its id.
fn grade(checker: &mut Checker<'_>, raw: &Spanned<String>, head: &Assessment) -> Option<usize> {
    let found = head.grades.iter().position(|grade| grade.id == raw.value);
    if found.is_none() && !head.grades.is_empty() {
        let known: Vec<&str> = head.grades.iter().map(|grade| grade.id.as_str()).collect();
        let finding = Diagnostic::error("unknown-grade", format!("there is no grade `{}`", raw.value));
        checker.report(finding.at(raw.span, "not known here").help(among(&raw.value, &known, "grades")));
    }
    found
}

fn panel(checker: &mut Checker<'_>, raw: &Spanned<raw::Panel>, name: &str) -> Option<PanelSource> {
    let whose = format!("the panel of {name}");
    let description = checker.optional_text(raw.value.description.as_ref(), "description");
    let sql = checker.required(&raw.value.sql, "sql", &whose, raw.span)?;
    Some(PanelSource { sql: checker.sql(sql, &whose), description })
}
