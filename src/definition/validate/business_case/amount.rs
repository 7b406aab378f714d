//! Amounts of money, percentages and years as they are written.

use std::collections::BTreeMap;

use super::super::super::decode::{Entries, Spanned, Written};
use super::super::super::raw::business_case::Amounts;
use super::super::checker::among;
use super::super::{Checker, number};
use super::Rates;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::Money;
use crate::scorecard::business_case::BusinessCase;

/// An amount, exact as it is written.
pub(super) fn money(checker: &mut Checker<'_>, written: &Spanned<Written>, name: &str) -> Option<Money> {
    let amount = Money::parse(&written.value.0);
    if amount.is_none() {
        let message = format!("`{name}` must be an amount of money, found `{}`", written.value.0);
        let finding = Diagnostic::error("not-an-amount", message).at(written.span, "");
        checker.report(
            finding.help("write a bare number such as `600000` or `-1250.50`, without commas and signs of currency"),
        );
    }
    amount
}

/// A percentage such as `3%`, as 0.03; it may be negative and above 100 %.
pub(super) fn percent(checker: &mut Checker<'_>, written: &Spanned<Written>, name: &str) -> Option<f64> {
    let text = written.value.0.trim();
    let share = text.strip_suffix(['%', '％']).and_then(|number| percent_of(number.trim()));
    if share.is_none() {
        let help = match text.parse::<f64>().ok().filter(|value| value.is_finite()) {
            Some(value) if value.abs() <= 1.0 => format!("write `{}%`", number(value * 100.0)),
            Some(value) => format!("write `{}%`", number(value)),
            None => "write a percentage such as `10%`".into(),
        };
        let finding = Diagnostic::error("not-a-percentage", format!("`{name}` must be a percentage, found `{text}`"));
        checker.report(finding.at(written.span, "").help(help));
    }
    share
}

/// A hundredth of a decimal number, without what dividing in binary would add: 3.3 % is 0.033.
fn percent_of(number: &str) -> Option<f64> {
    let value: f64 = number.parse().ok()?;
    let shifted = format!("{number}e-2").parse().ok();
    value.is_finite().then(|| shifted.unwrap_or(value / 100.0))
}

/// Amounts by year; one number alone belongs to the opening year. Years between the first and the last must be there.
pub(super) fn by_year(
    checker: &mut Checker<'_>,
    raw: &Spanned<Amounts>,
    name: &str,
    case: &BusinessCase,
) -> BTreeMap<i32, Money> {
    let mut found = BTreeMap::new();
    match &raw.value {
        Amounts::Number(value) => {
            found.extend(Money::from_number(*value).map(|amount| (case.opening, amount)));
        }
        Amounts::Map(entries) => {
            for (year, amount) in years(checker, entries, name, case) {
                found.extend(money(checker, amount, name).map(|amount| (year, amount)));
            }
        }
    }
    missing(checker, &found, raw.span, name);
    found
}

/// Numbers by the year from which each holds; one alone holds from the opening year.
pub(super) fn numbers(
    checker: &mut Checker<'_>,
    raw: &Spanned<Amounts>,
    name: &str,
    case: &BusinessCase,
) -> BTreeMap<i32, f64> {
    match &raw.value {
        Amounts::Number(value) => BTreeMap::from([(case.opening, *value)]),
        Amounts::Map(entries) => {
            let found = years(checker, entries, name, case).into_iter();
            found.filter_map(|(year, value)| Some((year, money(checker, value, name)?.to_number()))).collect()
        }
    }
}

/// Entries whose keys are years of the case; reports the others.
fn years<'e, T>(
    checker: &mut Checker<'_>,
    entries: &'e Entries<T>,
    name: &str,
    case: &BusinessCase,
) -> Vec<(i32, &'e T)> {
    let mut found: BTreeMap<i32, &T> = BTreeMap::new();
    for (key, value) in &entries.0 {
        let year = key.value.trim().parse::<i32>().ok();
        let known = year.filter(|year| (case.opening..=case.last_year()).contains(year));
        match known {
            Some(year) => {
                found.insert(year, value);
            }
            None => outside(checker, key, name, case),
        }
    }
    found.into_iter().collect()
}

fn outside(checker: &mut Checker<'_>, key: &Spanned<String>, name: &str, case: &BusinessCase) {
    let (first, last) = (case.opening, case.last_year());
    let message = format!("`{}` in `{name}` is no year from {first} to {last}", key.value);
    let help = "correct the year, or the `opening` and `horizon` of the case";
    checker.report(Diagnostic::error("year", message).at(key.span, "not counted").help(help));
}

/// Reports years that are left out between others: whether nothing is meant or something was forgotten shows nowhere.
fn missing(checker: &mut Checker<'_>, found: &BTreeMap<i32, Money>, span: Span, name: &str) {
    let (Some((first, _)), Some((last, _))) = (found.first_key_value(), found.last_key_value()) else { return };
    let gaps: Vec<String> = (*first..=*last).filter(|year| !found.contains_key(year)).map(|y| y.to_string()).collect();
    if let Some(gap) = gaps.first() {
        let message = format!("`{name}` says nothing of {} between {first} and {last}", gaps.join(", "));
        let help = format!("add `{gap}: 0` if nothing is meant");
        checker.report(Diagnostic::error("missing-year", message).at(span, "").help(help));
    }
}

/// What one unit of a currency is worth in that of the case.
pub(super) fn exchange(checker: &mut Checker<'_>, raw: Option<&Spanned<String>>, rates: &Rates) -> f64 {
    let Some(raw) = raw else { return 1.0 };
    let code = raw.value.trim();
    if let Some((_, rate)) = rates.iter().find(|(own, _)| own == code) {
        return *rate;
    }
    let own = rates.first().map_or("", |(own, _)| own.as_str());
    let known: Vec<&str> = rates.iter().map(|(code, _)| code.as_str()).collect();
    let finding = Diagnostic::error("no-exchange-rate", format!("there is no rate from `{code}` to `{own}`"));
    let help = format!(
        "add `rates: {{{code}: …}}` with what one {code} is worth in {own}; {}",
        among(code, &known, "currencies known")
    );
    checker.report(finding.at(raw.span, "cannot be added to the other amounts").help(help));
    1.0
}

/// A year of the case.
pub(super) fn year(
    checker: &mut Checker<'_>,
    field: Option<&Spanned<u32>>,
    name: &str,
    case: &BusinessCase,
) -> Option<i32> {
    let field = field?;
    let year = i32::try_from(field.value).unwrap_or(i32::MAX);
    let (first, last) = (case.opening, case.last_year());
    if !(first..=last).contains(&year) {
        let message = format!("`{name}` must be a year from {first} to {last}, found {year}");
        let finding = Diagnostic::error("year", message).at(field.span, "not counted");
        checker.report(finding.help("correct the year, or the `opening` and `horizon` of the case"));
    }
    Some(year.clamp(first, last))
}
