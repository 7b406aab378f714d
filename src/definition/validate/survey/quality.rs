//! Instruments of several items: service quality, delivered value, maps of importance and performance.

use super::super::super::decode::{Field, Required, Spanned};
use super::super::super::raw;
use super::super::Checker;
use super::super::checker::among;
use super::super::id::{self, Taken};
use super::super::weights::{self, Sibling};
use super::instrument::{Subject, missing};
use super::items::{self, Items};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{
    Cut, Dimension, DimensionWeights, Importance, Instrument, InstrumentMethod, ItemColumns, NodeIndex,
};

/// Points that a respondent shares out.
const POINTS: (f64, f64) = (0.0, 100.0);

/// Perceived against expected.
pub(super) fn servqual(
    checker: &mut Checker<'_>,
    items: &mut Items,
    taken: &mut Taken,
    subject: &Subject<'_>,
) -> Option<InstrumentMethod> {
    let Some(list) = &subject.raw.dimensions else { return missing(checker, subject, "dimensions") };
    if subject.raw.scale.is_none() {
        return missing(checker, subject, "scale");
    }
    let scale = items::scale(checker, subject.raw.scale.as_ref())?;
    if list.value.is_empty() {
        return missing(checker, subject, "dimensions");
    }
    let dimensions: Vec<Dimension> =
        list.value.iter().map(|raw| dimension(checker, items, taken, raw, scale)).collect();
    let weights = dimension_weights(checker, items, list, subject);
    Some(InstrumentMethod::Servqual(dimensions, weights))
}

fn dimension(
    checker: &mut Checker<'_>,
    items: &mut Items,
    taken: &mut Taken,
    raw: &Spanned<raw::SurveyDimension>,
    scale: (f64, f64),
) -> Dimension {
    let (id, span) = id::checked(checker, &raw.value.id, "dimension", raw.span);
    if let Some(id) = &id {
        taken.take(checker, id, span, "figure");
    }
    let name = id::called("dimension", id.as_ref());
    let title = checker.title(&raw.value.title, &name, span);
    let list = checker.required(&raw.value.items, "items", &name, span);
    if let Some(list) = list.filter(|list| list.value.is_empty()) {
        let finding = Diagnostic::error("no-items", format!("{name} has no items"));
        checker.report(finding.at(list.span, "nothing was asked").help("list at least one, or delete the dimension"));
    }
    let own = list.map_or(&[][..], |list| &list.value);
    let items = own.iter().map(|raw| items.listed(checker, raw, scale, ItemColumns::Gap)).collect();
    Dimension { id: id.unwrap_or_default(), title, items }
}

/// How much dimensions matter: all by weights, all by points, or none.
fn dimension_weights(
    checker: &mut Checker<'_>,
    items: &mut Items,
    list: &Spanned<Vec<Spanned<raw::SurveyDimension>>>,
    subject: &Subject<'_>,
) -> DimensionWeights {
    let weighed = list.value.iter().filter(|raw| raw.value.weight.is_some()).count();
    let pointed = list.value.iter().filter(|raw| raw.value.points.is_some()).count();
    match (weighed, pointed) {
        (0, 0) => DimensionWeights::None,
        (_, 0) => {
            let sibling = |(at, raw): (usize, &Spanned<raw::SurveyDimension>)| Sibling {
                name: format!("the dimension `{}`", raw.value.id.given().map_or("", |id| id.value.as_str())),
                span: raw.span,
                weight: raw.value.weight.clone().map_or(Field::Absent, Field::Given),
                child: NodeIndex(at),
                scored: true,
            };
            let siblings: Vec<Sibling> = list.value.iter().enumerate().map(sibling).collect();
            let mode = subject.raw.weights.as_ref().map(|weights| weights.value).unwrap_or_default();
            let edges = weights::edges(checker, &subject.name, subject.span, mode, &siblings);
            DimensionWeights::Stated(edges.into_iter().map(|edge| edge.weight).collect())
        }
        (0, count) if count == list.value.len() => {
            let points = list.value.iter().filter_map(|raw| raw.value.points.as_ref());
            DimensionWeights::Points(points.map(|raw| items.named(checker, raw, POINTS)).collect())
        }
        _ => {
            let message = format!("some dimensions of {} have weights or points and some have not", subject.name);
            let finding = Diagnostic::error("dimension-weights", message).at(list.span, "");
            checker.report(finding.help("give every dimension a `weight`, or every one `points`, or none"));
            DimensionWeights::None
        }
    }
}

/// What a customer gets against what it costs him.
pub(super) fn delivered(
    checker: &mut Checker<'_>,
    items: &mut Items,
    subject: &Subject<'_>,
) -> Option<InstrumentMethod> {
    let Some(value) = &subject.raw.value else { return missing(checker, subject, "value") };
    let Some(cost) = &subject.raw.cost else { return missing(checker, subject, "cost") };
    let scale = match &subject.raw.scale {
        Some(_) => items::scale(checker, subject.raw.scale.as_ref())?,
        None => (0.0, f64::INFINITY),
    };
    let mut part = |field: &Required<Spanned<String>>, name: &str, span: Span| {
        let written = checker.required(field, name, &subject.name, span)?;
        Some(items.named(checker, written, scale))
    };
    let own = &value.value;
    let value = [
        part(&own.product, "product", value.span),
        part(&own.service, "service", value.span),
        part(&own.personnel, "personnel", value.span),
        part(&own.image, "image", value.span),
    ];
    let own = &cost.value;
    let cost = [
        part(&own.money, "money", cost.span),
        part(&own.time, "time", cost.span),
        part(&own.energy, "energy", cost.span),
        part(&own.psychic, "psychic", cost.span),
    ];
    let ([Some(v0), Some(v1), Some(v2), Some(v3)], [Some(c0), Some(c1), Some(c2), Some(c3)]) = (value, cost) else {
        return None;
    };
    Some(InstrumentMethod::DeliveredValue([v0, v1, v2, v3], [c0, c1, c2, c3]))
}

/// Items by importance and performance.
pub(super) fn map(
    checker: &mut Checker<'_>,
    items: &mut Items,
    before: &[Instrument],
    subject: &Subject<'_>,
) -> Option<InstrumentMethod> {
    let shown = mapped(checker, items, before, subject);
    let Some(importance) = &subject.raw.importance else { return missing(checker, subject, "importance") };
    let cut = subject.raw.cut.as_ref();
    let importance = match (importance.value, &subject.raw.outcome) {
        (raw::SurveyImportance::Stated, None) => Importance::Stated,
        (raw::SurveyImportance::Stated, Some(outcome)) => {
            let finding = Diagnostic::error("instrument-field", "`outcome` says nothing where importance is stated");
            checker.report(finding.at(outcome.span, "").help("delete it, or write `importance: derived`"));
            return None;
        }
        (raw::SurveyImportance::Derived, None) => return missing(checker, subject, "outcome"),
        (raw::SurveyImportance::Derived, Some(outcome)) => Importance::Derived(found(checker, items, outcome)?),
    };
    if let (Importance::Derived(_), Some(cut)) = (importance, cut.filter(|cut| cut.value == raw::SurveyCut::Middle)) {
        let finding = Diagnostic::error("cut", "derived importance has no scale, and so no middle of it");
        checker.report(finding.at(cut.span, "").help("write `cut: means`"));
    }
    let cut = match cut.map(|cut| cut.value).unwrap_or_default() {
        raw::SurveyCut::Means => Cut::Means,
        raw::SurveyCut::Middle => Cut::Middle,
    };
    Some(InstrumentMethod::Map(shown?, importance, cut))
}

/// The items a map shows: those of a `servqual` before it, or its own.
fn mapped(
    checker: &mut Checker<'_>,
    items: &mut Items,
    before: &[Instrument],
    subject: &Subject<'_>,
) -> Option<Vec<usize>> {
    match (&subject.raw.of, &subject.raw.items) {
        (Some(of), None) => {
            let known: Vec<&Instrument> = before.iter().filter(|own| !own.dimensions().is_empty()).collect();
            if let Some(own) = known.iter().find(|own| own.id == of.value) {
                return Some(own.dimensions().iter().flat_map(|dimension| dimension.items.clone()).collect());
            }
            let names: Vec<&str> = known.iter().map(|own| own.id.as_str()).collect();
            let message = format!("there is no `servqual` instrument `{}` before it", of.value);
            let finding = Diagnostic::error("unknown-instrument", message).at(of.span, "");
            checker.report(finding.help(among(&of.value, &names, "`servqual` instruments")));
            None
        }
        (None, Some(list)) => {
            if subject.raw.scale.is_none() {
                return missing(checker, subject, "scale");
            }
            let scale = items::scale(checker, subject.raw.scale.as_ref())?;
            Some(list.value.iter().map(|raw| items.listed(checker, raw, scale, ItemColumns::Value)).collect())
        }
        (None, None) => missing(checker, subject, "of"),
        (Some(of), Some(list)) => {
            let finding = Diagnostic::error("map-items", format!("{} has both `of` and `items`", subject.name));
            let finding = finding.at(list.span, "its own here").at(of.span, "those of another here");
            checker.report(finding.help("keep one of them"));
            None
        }
    }
}

/// An item that an instrument before asks.
fn found(checker: &mut Checker<'_>, items: &Items, raw: &Spanned<String>) -> Option<usize> {
    let place = items.find(&raw.value);
    if place.is_none() {
        let mut known: Vec<&str> = items.list.iter().map(|item| item.id.as_str()).collect();
        known.sort_unstable();
        known.dedup();
        let finding = Diagnostic::error("unknown-item", format!("no instrument before asks the item `{}`", raw.value));
        checker.report(finding.at(raw.span, "").help(among(&raw.value, &known, "items")));
    }
    place
}
