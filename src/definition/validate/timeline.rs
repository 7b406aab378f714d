//! Periods, and numbers that change with time.

use super::super::decode::{Entries, Spanned, Written};
use super::super::raw;
use super::Checker;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Frequency, Period, Timeline};

/// One value of a timeline, the period it holds from, and its place.
pub(super) type Dated = (Option<Period>, f64, Span);

/// How periods are written, for help.
pub(super) const EXAMPLES: &str =
    "write a year `2026`, quarter `2026-Q4`, month `2026-10`, week `2026-W44` or day `2026-10-31`";

/// The values of a timeline in the order written. Each may start with a period as long as the scorecard's or longer.
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
            let expected = shortest.map_or_else(String::new, |shortest| {
                let (word, example) = (shortest.word(), shortest.example());
                format!("a period here is a {word} (`{example}`) or longer")
            });
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
    /// What to write instead.
    pub(super) expected: String,
}

/// The entries of a map from periods, each beginning on another day.
pub(super) fn periods<'e, T>(
    checker: &mut Checker<'_>,
    entries: &'e Entries<T>,
    name: &str,
    span: Span,
    rule: &Rule<'_>,
) -> Vec<(Period, &'e T)> {
    if entries.0.is_empty() {
        let finding = Diagnostic::error("empty-field", format!("`{name}` has no values"));
        checker.report(finding.at(span, "").help("write `period: value` pairs, or delete the field"));
    }
    let mut found: Vec<(Period, &T)> = Vec::new();
    for (index, (key, value)) in entries.0.iter().enumerate() {
        let Some(period) = one(checker, &key.value, key.span, name) else { continue };
        if !(rule.fits)(period) {
            let message = format!("`{}` is not a period `{name}` can have", key.value);
            let finding = Diagnostic::error("period-length", message);
            checker.report(finding.at(key.span, "of another length").help(rule.expected.clone()));
        }
        let begins_like = |earlier: &&(Spanned<String>, T)| {
            Period::parse(&earlier.0.value)
                .is_some_and(|other| other.is_on_or_after(period) && period.is_on_or_after(other))
        };
        if let Some((first, _)) = entries.0[..index].iter().find(begins_like) {
            checker.report(same_start(key, first));
        }
        found.push((period, value));
    }
    found
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
        let finding = Diagnostic::error("bad-period", format!("`{text}` is not a period, in `{name}`"));
        checker.report(finding.at(span, "").help(EXAMPLES));
    }
    period
}

/// A period in a field of its own.
pub(super) fn field(checker: &mut Checker<'_>, written: Option<&Spanned<Written>>, name: &str) -> Option<Period> {
    written.and_then(|written| one(checker, &written.value.0, written.span, name))
}
