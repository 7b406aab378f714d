//! A business case: what it says of itself; its costs are read in [`costs`].

mod amount;
mod benefits;
mod costs;
mod link;
mod risks;
mod statements;

use super::super::decode::{Entries, Spanned, Written};
use super::super::raw::business_case as raw;
pub(crate) use link::{givers, link};

use super::Checker;
use super::id::{self, Taken};
use super::scorecard::Across;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::Money;
use crate::scorecard::business_case::{ActualSource, BusinessCase};
use amount::{money, percent};

/// Years after the opening one, where a case does not say.
const HORIZON: u32 = 5;

/// Years that can be meant.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2200;

/// What one unit of each currency is worth in that of the case.
pub(super) type Rates = Vec<(String, f64)>;

/// A business case. `document` is the place of its first line.
pub(crate) fn business_case(
    checker: &mut Checker<'_>,
    across: &mut Across,
    raw: &raw::BusinessCase,
    document: Span,
) -> BusinessCase {
    let (id, span) = id::checked(checker, &raw.id, "business case", document);
    if let Some(id) = &id {
        across.business_cases.take(checker, id, span, "business case");
    }
    let name = id::called("business case", id.as_ref());
    let mut case = BusinessCase { id: id.unwrap_or_default(), ..head(checker, raw, &name, span) };
    let rates = rates(checker, raw.rates.as_ref(), &case.currency);
    let mut taken = Taken::default();
    if let Some(list) = checker.required(&raw.costs, "costs", &name, span) {
        costs::costs(checker, list, &rates, &mut taken, &mut case);
    }
    if let Some(list) = &raw.benefits {
        benefits::benefits(checker, list, &rates, &mut taken, &mut case);
    }
    case.exchange = rates.into_iter().skip(1).collect();
    case.actuals = raw.actuals.as_ref().and_then(|actuals| self::actuals(checker, actuals, &name, &case));
    case.dated = dated(checker, raw.dated.as_ref());
    risks::risks(checker, raw, &mut case);
    statements::sections(checker, raw, &name, &mut case);
    case
}

/// What it says of itself, without an id and without money.
fn head(checker: &mut Checker<'_>, raw: &raw::BusinessCase, name: &str, span: Span) -> BusinessCase {
    let currency = checker.required(&raw.currency, "currency", name, span);
    let opening = checker.required(&raw.opening, "opening", name, span);
    let rate = checker.required(&raw.rate, "rate", name, span);
    let rate = rate.and_then(|rate| self::rate(checker, rate, "rate")).unwrap_or_default();
    let mut other = |written: &Option<Spanned<Written>>, field| {
        written.as_ref().and_then(|written| self::rate(checker, written, field)).unwrap_or(rate)
    };
    let (finance_rate, reinvest_rate) =
        (other(&raw.finance_rate, "finance_rate"), other(&raw.reinvest_rate, "reinvest_rate"));
    BusinessCase {
        id: String::new(),
        title: checker.title(&raw.title, name, span),
        description: checker.optional_text(raw.description.as_ref(), "description"),
        currency: currency.map(|code| self::currency(checker, code)).unwrap_or_default(),
        rounding: rounding(checker, raw.rounding.as_ref()),
        opening: opening.map_or(2000, |opening| self::opening(checker, opening)),
        horizon: raw.horizon.as_ref().map_or(HORIZON, |horizon| self::horizon(checker, horizon)),
        rate,
        finance_rate,
        reinvest_rate,
        contingency: raw.contingency.as_ref().and_then(|share| part(checker, share, "contingency")).unwrap_or_default(),
        exchange: std::collections::BTreeMap::new(),
        costs: Vec::new(),
        actuals: None,
        benefits: Vec::new(),
        dated: Vec::new(),
        uncertain: Vec::new(),
        scenarios: Vec::new(),
        simulation: None,
        silences: Vec::new(),
        statements: None,
        eva: None,
        ratios: None,
        span,
    }
}

/// A share of a whole, 0 to 1.
fn part(checker: &mut Checker<'_>, written: &Spanned<Written>, name: &str) -> Option<f64> {
    super::quantity::share(checker, written, name)
}

/// The code of a currency.
fn currency(checker: &mut Checker<'_>, raw: &Spanned<String>) -> String {
    let code = raw.value.trim();
    if !(code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())) {
        let finding = Diagnostic::error("currency", format!("`{code}` is no code of a currency"));
        checker.report(finding.at(raw.span, "").help("write its three capital letters, such as `CNY`, `EUR` or `USD`"));
    }
    code.to_owned()
}

fn rounding(checker: &mut Checker<'_>, raw: Option<&Spanned<Written>>) -> Money {
    let one = Money::parse("1").unwrap_or_default();
    let Some(raw) = raw else { return one };
    let Some(step) = money(checker, raw, "rounding") else { return one };
    if step <= Money::ZERO {
        let finding = Diagnostic::error("rounding", "`rounding` must be more than 0");
        checker.report(finding.at(raw.span, "").help("write `1`, `1000` for thousands or `0.01` for cents"));
    }
    step
}

fn opening(checker: &mut Checker<'_>, raw: &Spanned<u32>) -> i32 {
    if !YEARS.contains(&raw.value) {
        let finding = Diagnostic::error("year", format!("`opening` must be a year, found {}", raw.value));
        checker.report(finding.at(raw.span, "").help("write the year of the first payments, such as `2026`"));
    }
    raw.value.min(*YEARS.end()).cast_signed()
}

fn horizon(checker: &mut Checker<'_>, raw: &Spanned<u32>) -> u32 {
    const MOST: u32 = 50;
    if !(1..=MOST).contains(&raw.value) {
        let finding = Diagnostic::error("horizon", format!("`horizon` must be 1 to {MOST} years, found {}", raw.value));
        checker.report(finding.at(raw.span, "").help("five years after the opening one are usual"));
    }
    raw.value.clamp(1, MOST)
}

/// A rate that can be discounted by.
fn rate(checker: &mut Checker<'_>, raw: &Spanned<Written>, name: &str) -> Option<f64> {
    let rate = percent(checker, raw, name)?;
    if rate <= -1.0 {
        let finding = Diagnostic::error("rate-range", "a discount rate must be above −100%");
        checker.report(finding.at(raw.span, "nothing can be discounted by it").help("write a rate such as `10%`"));
        return None;
    }
    Some(rate)
}

/// Rates of exchange, that of the case's own currency first.
fn rates(checker: &mut Checker<'_>, raw: Option<&Spanned<Entries<Spanned<Written>>>>, own: &str) -> Rates {
    let mut rates = vec![(own.to_owned(), 1.0)];
    for (code, worth) in raw.iter().flat_map(|raw| &raw.value.0) {
        let code = currency(checker, code);
        let Some(value) = money(checker, worth, "rates") else { continue };
        if value <= Money::ZERO {
            let finding = Diagnostic::error("exchange-rate", format!("the rate of `{code}` must be more than 0"));
            checker.report(finding.at(worth.span, "").help(format!("write what one {code} is worth in {own}")));
        }
        rates.push((code, value.to_number()));
    }
    rates
}

/// The query that tells what was paid.
fn actuals(
    checker: &mut Checker<'_>,
    raw: &Spanned<raw::Actuals>,
    name: &str,
    case: &BusinessCase,
) -> Option<ActualSource> {
    let whose = format!("the actuals of {name}");
    let sql = checker.required(&raw.value.sql, "sql", &whose, raw.span)?;
    let sql = checker.sql(sql, &whose);
    Some(ActualSource { sql, through: amount::year(checker, raw.value.through.as_ref(), "through", case) })
}

/// Flows on days.
fn dated(checker: &mut Checker<'_>, raw: Option<&Spanned<Vec<Spanned<raw::DatedFlow>>>>) -> Vec<(i64, Money)> {
    let mut found = Vec::new();
    for flow in raw.iter().flat_map(|list| &list.value) {
        let on = checker.required(&flow.value.on, "on", "a dated flow", flow.span);
        let day = super::timeline::field(checker, on, "on");
        let amount = checker.required(&flow.value.amount, "amount", "a dated flow", flow.span);
        let amount = amount.and_then(|amount| money(checker, amount, "amount"));
        found.extend(day.map(|day| day.days().0).zip(amount));
    }
    found
}
