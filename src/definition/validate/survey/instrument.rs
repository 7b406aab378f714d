//! What is made of answers: each instrument with the fields of its method, and none of another's.

use super::super::super::decode::Spanned;
use super::super::super::raw::{self, Method};
use super::super::checker::among;
use super::super::id::{self, Taken};
use super::super::{Checker, number};
use super::items::{self, Items};
use super::quality;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{CesFigure, CsatFigure, Instrument, InstrumentMethod, Item, ItemColumns, Text};

const CSAT: [(&str, CsatFigure); 3] =
    [("top-two", CsatFigure::TopTwo), ("mean", CsatFigure::Mean), ("index", CsatFigure::Index)];
const CES: [(&str, CesFigure); 4] = [
    ("effort-mean", CesFigure::EffortMean),
    ("ease-mean", CesFigure::EaseMean),
    ("ease-top-three", CesFigure::EaseTopThree),
    ("ease-index", CesFigure::EaseIndex),
];
/// The scale the net promoter score is defined on.
const NPS: (f64, f64) = (0.0, 10.0);

/// An instrument as far as its method is concerned.
pub(super) struct Subject<'a> {
    pub(super) raw: &'a raw::Instrument,
    /// What findings call it.
    pub(super) name: String,
    pub(super) span: Span,
    title: Text,
}

/// An instrument; `None` where it was reported as one that cannot be read.
pub(super) fn instrument(
    checker: &mut Checker<'_>,
    items: &mut Items,
    taken: &mut Taken,
    before: &[Instrument],
    raw: &Spanned<raw::Instrument>,
) -> Option<Instrument> {
    let fields = &raw.value;
    let (id, span) = id::checked(checker, &fields.id, "instrument", raw.span);
    if let Some(id) = &id {
        taken.take(checker, id, span, "figure");
    }
    let name = id::called("instrument", id.as_ref());
    let title = checker.title(&fields.title, &name, span);
    let description = checker.optional_text(fields.description.as_ref(), "description");
    let method = checker.required(&fields.method, "method", &name, span)?.value;
    let subject = Subject { raw: fields, name, span, title: title.clone() };
    foreign(checker, &subject, method);
    let id = id.unwrap_or_default();
    let method = match method {
        Method::Nps => Some(nps(checker, items, &subject, &id)),
        Method::Csat => csat(checker, items, &subject, &id),
        Method::Ces => ces(checker, items, &subject, &id),
        Method::Servqual => quality::servqual(checker, items, taken, &subject),
        Method::DeliveredValue => quality::delivered(checker, items, &subject),
        Method::ImportancePerformance => quality::map(checker, items, before, &subject),
    }?;
    let mut own = Instrument { id, title, description, method, bands: None, span };
    own.bands = bands(checker, &subject, own.low_is_good());
    Some(own)
}

/// Reports fields that belong to other methods.
fn foreign(checker: &mut Checker<'_>, subject: &Subject<'_>, method: Method) {
    let raw = subject.raw;
    let (one, many, map) = (
        matches!(method, Method::Nps | Method::Csat | Method::Ces),
        method == Method::Servqual,
        method == Method::ImportancePerformance,
    );
    let worth = method == Method::DeliveredValue;
    let written = [
        ("item", raw.item.as_ref().map(|field| field.span), one),
        ("variant", raw.variant.as_ref().map(|field| field.span), matches!(method, Method::Csat | Method::Ces)),
        ("dimensions", raw.dimensions.as_ref().map(|field| field.span), many),
        ("weights", raw.weights.as_ref().map(|field| field.span), many),
        ("value", raw.value.as_ref().map(|field| field.span), worth),
        ("cost", raw.cost.as_ref().map(|field| field.span), worth),
        ("of", raw.of.as_ref().map(|field| field.span), map),
        ("items", raw.items.as_ref().map(|field| field.span), map),
        ("importance", raw.importance.as_ref().map(|field| field.span), map),
        ("outcome", raw.outcome.as_ref().map(|field| field.span), map),
        ("cut", raw.cut.as_ref().map(|field| field.span), map),
        ("bands", raw.bands.as_ref().map(|field| field.span), !map),
    ];
    for (field, span, own) in written {
        if let Some(span) = span.filter(|_| !own) {
            let message = format!("`{field}` says nothing to the method of {}", subject.name);
            let finding = Diagnostic::error("instrument-field", message).at(span, "");
            checker.report(finding.help("delete it, or move it to the instrument it is meant for"));
        }
    }
}

/// Reports a field that the method needs.
pub(super) fn missing<T>(checker: &mut Checker<'_>, subject: &Subject<'_>, field: &str) -> Option<T> {
    let finding = Diagnostic::error("missing-field", format!("{} has no `{field}`", subject.name));
    let help = match field {
        "scale" => "write the lowest and the highest answer: `scale: [1, 5]`".to_owned(),
        "of" => "write `of` with a `servqual` instrument, or `items`".to_owned(),
        "importance" => "write `stated`, or `derived` with an `outcome`".to_owned(),
        _ => format!("add `{field}: …`"),
    };
    checker.report(finding.at(subject.span, format!("`{field}` is missing here")).help(help));
    None
}

/// The item of an instrument that has one.
fn item(checker: &mut Checker<'_>, items: &mut Items, subject: &Subject<'_>, (id, scale): (&str, (f64, f64))) -> usize {
    let (id, span) = match &subject.raw.item {
        Some(item) => (item.value.clone(), item.span),
        None => (id.to_owned(), subject.span),
    };
    let item = Item { id, title: subject.title.clone(), scale, whole: true, columns: ItemColumns::Value };
    items.take(checker, item, span)
}

fn nps(checker: &mut Checker<'_>, items: &mut Items, subject: &Subject<'_>, id: &str) -> InstrumentMethod {
    if let Some((low, high)) = items::scale(checker, subject.raw.scale.as_ref()).filter(|scale| *scale != NPS) {
        let message = format!("a net promoter score is defined on 0 to 10, not on {} to {}", number(low), number(high));
        let span = subject.raw.scale.as_ref().map_or(subject.span, |scale| scale.span);
        let mut finding = Diagnostic::error("nps-scale", message).at(span, "");
        if (low, high) == (1.0, 10.0) {
            finding = finding.note("from 1 to 10 the zeros are lost, and every one of them is a detractor");
        }
        checker.report(finding.help("ask from 0 to 10 and delete `scale`; what was asked otherwise is a `csat`"));
    }
    InstrumentMethod::Nps(item(checker, items, subject, (id, NPS)))
}

fn csat(checker: &mut Checker<'_>, items: &mut Items, subject: &Subject<'_>, id: &str) -> Option<InstrumentMethod> {
    let figure = variant(checker, subject, &CSAT);
    if subject.raw.scale.is_none() {
        return missing(checker, subject, "scale");
    }
    let scale = items::whole_scale(checker, subject.raw.scale.as_ref())?;
    let item = item(checker, items, subject, (id, scale));
    Some(InstrumentMethod::Csat(item, figure?))
}

fn ces(checker: &mut Checker<'_>, items: &mut Items, subject: &Subject<'_>, id: &str) -> Option<InstrumentMethod> {
    let figure = variant(checker, subject, &CES)?;
    let scale = if figure.is_effort() { (1.0, 5.0) } else { (1.0, 7.0) };
    if let Some((low, high)) = items::scale(checker, subject.raw.scale.as_ref()).filter(|written| *written != scale) {
        let version = if figure.is_effort() { 1 } else { 2 };
        let (from, to) = (number(scale.0), number(scale.1));
        let message = format!(
            "version {version} of the effort score is asked from {from} to {to}, not from {} to {}",
            number(low),
            number(high)
        );
        let span = subject.raw.scale.as_ref().map_or(subject.span, |scale| scale.span);
        let finding = Diagnostic::error("ces-scale", message).at(span, "");
        checker.report(finding.help("delete `scale`, or choose the variant that was asked"));
    }
    Some(InstrumentMethod::Ces(item(checker, items, subject, (id, scale)), figure))
}

/// Which definition is meant: one sample gives different numbers under each, so it must be said.
fn variant<T: Copy>(checker: &mut Checker<'_>, subject: &Subject<'_>, known: &[(&str, T)]) -> Option<T> {
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let Some(raw) = &subject.raw.variant else {
        let finding = Diagnostic::error("missing-field", format!("{} has no `variant`", subject.name));
        let help = format!("one sample gives another number under each: {}", among("", &names, "variants"));
        checker.report(finding.at(subject.span, "`variant` is missing here").help(help));
        return None;
    };
    let found = known.iter().find(|(name, _)| *name == raw.value).map(|(_, figure)| *figure);
    if found.is_none() {
        let message = format!("{} has no variant `{}`", subject.name, raw.value);
        let finding = Diagnostic::error("unknown-variant", message).at(raw.span, "");
        checker.report(finding.help(among(&raw.value, &names, "variants")));
    }
    found
}

/// The limits of the statuses, in the order that the figure asks.
fn bands(checker: &mut Checker<'_>, subject: &Subject<'_>, low_is_good: bool) -> Option<(f64, f64)> {
    let raw = subject.raw.bands.as_ref()?;
    let whose = format!("`bands` of {}", subject.name);
    let on_track = checker.required(&raw.value.on_track, "on_track", &whose, raw.span)?.value;
    let at_risk = checker.required(&raw.value.at_risk, "at_risk", &whose, raw.span)?.value;
    let fine = if low_is_good { on_track < at_risk } else { on_track > at_risk };
    if !fine {
        let (order, good) = if low_is_good { ("less", "low") } else { ("more", "high") };
        let message = format!("`on_track` must be {order} than `at_risk` where {good} is good");
        let finding = Diagnostic::error("bands", message).at(raw.span, "");
        checker.report(finding.help("turn the two round"));
    }
    Some((on_track, at_risk))
}
