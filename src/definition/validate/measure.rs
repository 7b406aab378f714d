//! A measure: where its values come from and how they are read.

use super::super::decode::{Entries, Field, Spanned};
use super::super::raw;
use super::scorecard::frequency;
use super::scoring::{self, Subject};
use super::timeline::{self, Rule};
use super::{Checker, number, quality, results};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Aggregate, Disclosure, Frequency, Locale, Measure, Period, Text, Unit, ValueSource};

/// A measure of a scorecard with periods of a length; `name` is what findings call it, `span` its id.
pub(super) fn measure(
    checker: &mut Checker<'_>,
    raw: &raw::Measure,
    name: &str,
    span: Span,
    period: Option<Frequency>,
) -> Measure {
    let baseline = dated(checker, &raw.baseline, "baseline", period);
    let target = dated(checker, &raw.target, "target", period);
    let subject = Subject { raw, name, span, baseline: &baseline, target: &target };
    let scoring = scoring::scoring(checker, &subject);
    let unit = raw.unit.as_ref().map(|unit| checker.text(unit, "unit")).unwrap_or_default();
    let own = own_frequency(checker, raw, period);
    Measure {
        decimals: raw.decimals.as_ref().map(|decimals| self::decimals(checker, decimals)),
        better: scoring::direction(raw),
        scoring,
        baseline: timeline::timeline(&baseline),
        target: timeline::timeline(&target),
        aggregate: raw.aggregate.map(aggregate),
        ratio_scale: scale(checker, raw, &unit),
        carry_forward: raw.carry_forward.unwrap_or(0),
        frequency: own,
        source: source(checker, raw, name, span, own.or(period)),
        notes: timeline::texts(checker, raw.notes.as_ref(), "notes", own, period),
        nature: quality::nature(raw),
        disclosure: Disclosure::default(),
        unit: Unit { label: unit },
    }
}

fn dated(
    checker: &mut Checker<'_>,
    field: &Field<Spanned<raw::Timeline>>,
    name: &str,
    period: Option<Frequency>,
) -> Vec<timeline::Dated> {
    field.given().map(|given| timeline::dated(checker, given, name, period)).unwrap_or_default()
}

fn decimals(checker: &mut Checker<'_>, raw: &Spanned<u32>) -> u8 {
    const MOST: u8 = 6;
    let decimals = u8::try_from(raw.value).unwrap_or(u8::MAX);
    if decimals > MOST {
        let message = format!("`decimals` can be at most {MOST}, found {}", raw.value);
        let finding = Diagnostic::error("too-many-decimals", message);
        checker.report(finding.at(raw.span, "").help("write how many digits readers shall see after the point"));
    }
    decimals
}

fn scale(checker: &mut Checker<'_>, raw: &raw::Measure, unit: &Text) -> f64 {
    if let Some(scale) = &raw.scale {
        if scale.value <= 0.0 {
            let message = format!("`scale` must be more than 0, found {}", number(scale.value));
            let help = "write what numerator/denominator is multiplied by: 100 for percent";
            checker.report(Diagnostic::error("bad-scale", message).at(scale.span, "").help(help));
        }
        return scale.value;
    }
    match unit.get(Locale::En) {
        "%" => 100.0,
        "‰" => 1000.0,
        _ => 1.0,
    }
}

fn aggregate(raw: raw::Aggregate) -> Aggregate {
    match raw {
        raw::Aggregate::Ratio => Aggregate::Ratio,
        raw::Aggregate::Sum => Aggregate::Sum,
        raw::Aggregate::Mean => Aggregate::Mean,
        raw::Aggregate::Last => Aggregate::Last,
        raw::Aggregate::Sql => Aggregate::Sql,
    }
}

/// How often values arrive, when that is not every period.
fn own_frequency(checker: &mut Checker<'_>, raw: &raw::Measure, period: Option<Frequency>) -> Option<Frequency> {
    let written = raw.frequency.as_ref()?;
    let own = frequency(written.value);
    if let Some(period) = period.filter(|period| own < *period) {
        let message = format!("values cannot arrive every {} in a scorecard by {}", own.word(), period.word());
        let help = format!("write a frequency of a {} or longer, or leave it out", period.word());
        checker.report(Diagnostic::error("frequency", message).at(written.span, "").help(help));
        return None;
    }
    Some(own).filter(|own| Some(*own) != period)
}

fn source(
    checker: &mut Checker<'_>,
    raw: &raw::Measure,
    name: &str,
    span: Span,
    frequency: Option<Frequency>,
) -> ValueSource {
    several_sources(checker, raw, name);
    if raw.sql.is_absent() && raw.value.is_absent() && raw.from.is_absent() {
        let finding = Diagnostic::error("no-values", format!("{name} has neither `sql` nor `value`"));
        let help = "add `sql: SELECT …` for values from the data, or `value: {2026-09: 71}` for what no system records";
        checker.report(finding.at(span, "where do its values come from?").help(help));
    }
    match (raw.sql.given(), raw.value.given(), raw.from.given()) {
        (Some(sql), ..) => ValueSource::Query(checker.sql(sql, name)),
        (None, Some(value), _) => ValueSource::Stated(stated(checker, value, frequency)),
        (None, None, Some(from)) => results::named(checker, from),
        (None, None, None) => ValueSource::Stated(Vec::new()),
    }
}

/// Reports more than one place for values to come from.
fn several_sources(checker: &mut Checker<'_>, raw: &raw::Measure, name: &str) {
    if let (Some(sql), Some(value)) = (raw.sql.given(), raw.value.given()) {
        let finding = Diagnostic::error("sql-and-value", format!("{name} has both `sql` and `value`"));
        let finding = finding.at(value.span, "values written here").at(sql.span, "and queried here");
        checker.report(finding.help("keep the one its values shall come from"));
    }
    let other = raw.sql.given().map(|sql| sql.span).or(raw.value.given().map(|value| value.span));
    if let (Some(from), Some(other)) = (raw.from.given(), other) {
        let finding = Diagnostic::error("sql-and-value", format!("{name} takes its values from two places"));
        let finding = finding.at(from.span, "a result here").at(other, "and something else here");
        checker.report(finding.help("keep the one its values shall come from"));
    }
}

fn stated(
    checker: &mut Checker<'_>,
    raw: &Spanned<Entries<Spanned<f64>>>,
    frequency: Option<Frequency>,
) -> Vec<(Period, f64)> {
    let fits = |period: Period| frequency.is_none_or(|frequency| period.frequency() == frequency);
    let rule = Rule { fits: &fits, expected: timeline::expected(frequency) };
    let found = timeline::periods(checker, &raw.value, "value", raw.span, &rule);
    found.into_iter().map(|(period, value)| (period, value.value)).collect()
}
