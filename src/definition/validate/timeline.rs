//! Periods, and numbers that change with time.

use std::collections::BTreeMap;

use super::super::decode::{Entries, Spanned, Written};
use super::super::raw;
use super::Checker;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Frequency, Period, Text, Timeline};

/// One value of a timeline, the period it holds from, and its place.
pub(super) type Dated = (Option<Period>, f64, Span);

/// How periods are written, for help.
pub(super) const EXAMPLES: &str =
    "write a year `2026`, quarter `2026-Q4`, month `2026-10`, week `2026-W44` or day `2026-10-31`";

/// The values of a timeline in order of time. Each may start with a period as long as the scorecard's or longer.
pub(super) fn dated(
    checker: &mut Checker<'_>,
    raw: &Spanned<raw::Timeline>,
    name: &str,
    shortest: Option<Frequency>,
) -> Vec<Dated> {
    match &raw.value {
        raw::Timeline::Number(value) => vec![(None, *value, raw.span)],
        raw::Timeline::Map(entries) => {
            let fits = |period: Period| shortest.is_none_or(|shortest| period.frequency() >= shortest);
            let expected = format!("{} or longer", expected(shortest));
            let found = periods(checker, entries, name, raw.span, &Rule { fits: &fits, expected });
            found.into_iter().map(|(period, value)| (Some(period), value.value, value.span)).collect()
        }
    }
}

/// The timeline of such values.
pub(super) fn timeline(values: &[Dated]) -> Timeline {
    match values {
        [(None, value, _)] => Timeline::constant(*value),
        _ => Timeline::dated(values.iter().filter_map(|(from, value, _)| Some(((*from)?, *value))).collect()),
    }
}

/// Which periods may be written somewhere.
pub(super) struct Rule<'a> {
    /// Whether a period is one of them.
    pub(super) fits: &'a dyn Fn(Period) -> bool,
    /// What they are: "a month (`2026-10`)".
    pub(super) expected: String,
}

/// "a month (`2026-10`)"; the scorecard's period when that is not known.
pub(super) fn expected(frequency: Option<Frequency>) -> String {
    frequency.map_or_else(
        || "as long as the scorecard's periods".into(),
        |frequency| format!("a {} (`{}`)", frequency.word(), frequency.example()),
    )
}

/// The entries of a map from periods, each beginning on another day, in order of time.
pub(super) fn periods<'e, T>(
    checker: &mut Checker<'_>,
    entries: &'e Entries<T>,
    name: &str,
    span: Span,
    rule: &Rule<'_>,
) -> Vec<(Period, &'e T)> {
    if entries.0.is_empty() && !checker.has_blamed(span) {
        let finding = Diagnostic::error("empty-field", format!("`{name}` has no values"));
        checker.report(finding.at(span, "").help("write `period: value` pairs, or delete the field"));
    }
    let mut found: BTreeMap<Period, (&Spanned<String>, &T)> = BTreeMap::new();
    for (key, value) in &entries.0 {
        let Some(period) = one(checker, &key.value, key.span, name) else { continue };
        if !(rule.fits)(period) {
            checker.report(wrong_length(key, period, name, &rule.expected));
        }
        // Periods are in order of their first day: one that begins alike is a neighbour.
        let neighbours = found.range(..=period).next_back().into_iter().chain(found.range(period..).next());
        let alike = |other: &Period| other.is_on_or_after(period) && period.is_on_or_after(*other);
        if let Some((_, (first, _))) = neighbours.into_iter().find(|(other, _)| alike(other)) {
            checker.report(same_start(key, first));
        }
        found.insert(period, (key, value));
    }
    found.into_iter().map(|(period, (_, value))| (period, value)).collect()
}

fn wrong_length(key: &Spanned<String>, period: Period, name: &str, wanted: &str) -> Diagnostic {
    let found = period.frequency().word();
    let message = format!("`{}` in `{name}` is a {found}, where it must be {wanted}", key.value);
    Diagnostic::error("period-length", message).at(key.span, "").help(format!("write {wanted}"))
}

fn same_start(key: &Spanned<String>, first: &Spanned<String>) -> Diagnostic {
    let message = format!("`{}` begins on the same day as `{}`", key.value, first.value);
    Diagnostic::error("duplicate-period", message)
        .at(key.span, "again here")
        .at(first.span, "first here")
        .help("keep one of them")
}

/// A period as written; reports one that cannot be read.
pub(super) fn one(checker: &mut Checker<'_>, text: &str, span: Span, name: &str) -> Option<Period> {
    let period = Period::parse(text);
    if period.is_none() {
        let finding = Diagnostic::error("bad-period", format!("`{text}` in `{name}` is not a period")).at(span, "");
        let meant = meant(text).map(|period| format!("did you mean `{period}`?"));
        checker.report(finding.help(meant.unwrap_or_else(|| EXAMPLES.into())));
    }
    period
}

/// Texts by period; a period is as long as the scorecard's, or as `own` where that is another.
pub(super) fn texts(
    checker: &mut Checker<'_>,
    raw: Option<&Entries<Spanned<raw::Text>>>,
    name: &str,
    own: Option<Frequency>,
    period: Option<Frequency>,
) -> BTreeMap<Period, Text> {
    let Some(raw) = raw else { return BTreeMap::new() };
    let allowed = |found: Period| period.is_none() || [own, period].contains(&Some(found.frequency()));
    let rule = Rule { fits: &allowed, expected: expected(own.or(period)) };
    let span = raw.0.first().map_or_else(Span::default, |(key, _)| key.span);
    let found = periods(checker, raw, name, span, &rule);
    found.into_iter().map(|(period, text)| (period, checker.text(text, name))).collect()
}

/// The period that was most likely meant by `2026-9`, `2026/09`, `2026Q3` or `2026年9月1日`.
fn meant(text: &str) -> Option<Period> {
    let text = text.trim().to_uppercase();
    let mut parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let year = parts.next()?;
    let letter = text.chars().find(|letter| matches!(letter, 'Q' | 'W'));
    let rest = parts.map(|part| match letter {
        Some('Q') => format!("Q{part}"),
        Some(letter) => format!("{letter}{part:0>2}"),
        None => format!("{part:0>2}"),
    });
    Period::parse(&std::iter::once(year.to_owned()).chain(rest).collect::<Vec<_>>().join("-"))
}

/// A period in a field of its own.
pub(super) fn field(checker: &mut Checker<'_>, written: Option<&Spanned<Written>>, name: &str) -> Option<Period> {
    written.and_then(|written| one(checker, &written.value.0, written.span, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_ways_to_write_a_period_are_understood_for_help() {
        let meant = |text| meant(text).map(|period| period.to_string());
        for (text, period) in [
            ("2026-9", "2026-09"),
            ("2026/09", "2026-09"),
            ("2026.9.1", "2026-09-01"),
            ("2026年9月", "2026-09"),
            ("2026q3", "2026-Q3"),
            ("2026W5", "2026-W05"),
        ] {
            assert_eq!(meant(text).as_deref(), Some(period), "{text}");
        }
        assert_eq!(meant("下周"), None);
        assert_eq!(meant("2026-13"), None);
    }
}
