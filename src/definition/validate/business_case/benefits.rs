//! Benefits: each stated or driven, each counted once.

use super::super::super::decode::Spanned;
use super::super::super::raw::business_case as raw;
use super::super::Checker;
use super::super::id::{self, Taken};
use super::amount::{by_year, exchange, money, numbers, percent, year};
use super::{Rates, part};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::business_case::{Benefit, BenefitRule, BusinessCase, Confidence, DriverMeasure};

/// Gives a case its benefits.
pub(super) fn benefits(
    checker: &mut Checker<'_>,
    list: &Spanned<Vec<Spanned<raw::Benefit>>>,
    rates: &Rates,
    taken: &mut Taken,
    case: &mut BusinessCase,
) {
    let found: Vec<Benefit> = list.value.iter().map(|raw| benefit(checker, raw, rates, taken, case)).collect();
    twice(checker, &found);
    case.benefits = found;
}

/// Reports benefits that are told by the same measure: its movement is one gain, whatever it is called.
fn twice(checker: &mut Checker<'_>, benefits: &[Benefit]) {
    for (at, own) in benefits.iter().enumerate() {
        let Some(measure) = &own.measure else { continue };
        let is_same = |other: &&DriverMeasure| other.scorecard == measure.scorecard && other.path == measure.path;
        let Some(first) = benefits[..at].iter().filter_map(|other| other.measure.as_ref()).find(is_same) else {
            continue;
        };
        let message = format!("two benefits are counted from `{}/{}`", measure.scorecard, measure.path);
        let finding = Diagnostic::error("benefit-counted-twice", message);
        let finding = finding.at(measure.span, "again here").at(first.span, "first here");
        checker.report(finding.help("keep one of them, or tell the other by a measure of its own"));
    }
}

fn benefit(
    checker: &mut Checker<'_>,
    raw: &Spanned<raw::Benefit>,
    rates: &Rates,
    taken: &mut Taken,
    case: &BusinessCase,
) -> Benefit {
    let fields = &raw.value;
    let (id, span) = id::checked(checker, &fields.id, "benefit", raw.span);
    if let Some(id) = &id {
        taken.take(checker, id, span, "item");
    }
    let name = id::called("benefit", id.as_ref());
    let attribution = fields.attribution.as_ref().and_then(|share| part(checker, share, "attribution"));
    let ramp = fields.ramp.iter().flat_map(|ramp| &ramp.value);
    let ramp = ramp.filter_map(|share| part(checker, share, "ramp")).collect();
    Benefit {
        title: checker.title(&fields.title, &name, span),
        rule: rule(checker, raw, &name, span, case),
        years: years(checker, fields, case),
        attribution: attribution.unwrap_or(1.0),
        ramp,
        growth: fields.growth.as_ref().and_then(|growth| percent(checker, growth, "growth")).unwrap_or_default(),
        exchange: exchange(checker, fields.currency.as_ref(), rates),
        soft: fields.soft.unwrap_or(false),
        measure: measure(fields),
        owner: checker.optional_text(fields.owner.as_ref(), "owner"),
        confidence: fields.confidence.map(|confidence| match confidence {
            raw::Confidence::High => Confidence::High,
            raw::Confidence::Medium => Confidence::Medium,
            raw::Confidence::Low => Confidence::Low,
        }),
        source: checker.optional_text(fields.source.as_ref(), "source"),
        id: id.unwrap_or_default(),
        span,
    }
}

fn rule(
    checker: &mut Checker<'_>,
    raw: &Spanned<raw::Benefit>,
    name: &str,
    span: Span,
    case: &BusinessCase,
) -> BenefitRule {
    let fields = &raw.value;
    match (&fields.amounts, &fields.driver) {
        (Some(amounts), Some(driver)) => {
            let finding = Diagnostic::error("two-rules", format!("{name} has `amounts` and `driver`"));
            let finding = finding.at(driver.span, "and here").at(amounts.span, "one rule here");
            checker.report(finding.help("keep one of them, or make two benefits"));
        }
        (None, None) if !checker.has_blamed(raw.span) => {
            let finding = Diagnostic::error("no-amounts", format!("{name} has no amounts")).at(span, "brings what?");
            checker.report(finding.help("add `amounts: {2026: …}`, or `driver` and `unit_value`"));
        }
        _ => {}
    }
    if let Some(amounts) = &fields.amounts {
        return BenefitRule::Stated(by_year(checker, amounts, "amounts", case));
    }
    let driver = fields.driver.as_ref().map(|driver| numbers(checker, driver, "driver", case)).unwrap_or_default();
    let unit = fields.unit_value.as_ref().and_then(|unit| money(checker, unit, "unit_value"));
    if let (Some(driver), None) = (&fields.driver, &fields.unit_value) {
        let finding = Diagnostic::error("missing-field", format!("{name} has a `driver` and no `unit_value`"));
        checker.report(finding.at(driver.span, "worth what?").help("add what one unit of it is worth a year"));
    }
    BenefitRule::Driven { driver, unit: unit.unwrap_or_default() }
}

/// From which year to which it comes; one that comes once, in the first alone.
fn years(checker: &mut Checker<'_>, fields: &raw::Benefit, case: &BusinessCase) -> (i32, i32) {
    let from = year(checker, fields.from.as_ref(), "from", case).unwrap_or(case.opening + 1);
    let until = year(checker, fields.until.as_ref(), "until", case).unwrap_or(case.last_year());
    (from, if fields.once == Some(true) { from } else { until })
}

/// The measure of its driver; whether there is one is seen when all documents are read.
fn measure(fields: &raw::Benefit) -> Option<DriverMeasure> {
    let named = fields.measure.as_ref()?;
    let (scorecard, path) = named.value.split_once('/').unwrap_or((named.value.as_str(), ""));
    let (scorecard, path) = (scorecard.to_owned(), path.to_owned());
    let over = fields.over.as_ref().map_or(0.0, |over| over.value);
    Some(DriverMeasure { scorecard, path, over, falls: false, span: named.span })
}
