//! Customers: what the document says of itself, and what it gives to measures. Its tiers are checked in [`tiers`].

mod tiers;

use super::super::decode::{Spanned, Written};
use super::super::raw;
use super::results::Giver;
use super::scorecard::{Across, frequency};
use super::{Checker, id, number, quantity, timeline};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Customers, Frequency, Period, ResultKind, Sql};

/// How many periods are looked at, where the book says nothing: with months, a year and the same month before.
const PERIODS: u32 = 13;

/// Shares of customers whose value is told, where the book says nothing.
const TOP: [f64; 5] = [0.01, 0.05, 0.1, 0.2, 0.5];

/// Where classes A and B end, where the book says nothing.
const ABC: [f64; 2] = [0.8, 0.95];

/// A document of customers. `document` is the place of its first line.
pub(crate) fn customers(
    checker: &mut Checker<'_>,
    across: &mut Across,
    raw: &raw::Customers,
    document: Span,
) -> Customers {
    let (id, span) = id::checked(checker, &raw.id, "customer document", document);
    if let Some(id) = &id {
        across.customers.take(checker, id, span, "customer document");
    }
    let name = id::called("customer document", id.as_ref());
    let period = checker.required(&raw.period, "period", &name, span).copied().map(frequency);
    let (transactions, about) = transactions(checker, raw, &name, span);
    let (tiered, tiers) = tiers::tiers(checker, raw.tiers.as_ref());
    let top = shares(checker, raw.top.as_ref(), "top").unwrap_or_else(|| TOP.to_vec());
    let window = raw.window.as_ref();
    let asked = raw.periods.as_ref();
    Customers {
        id: id.unwrap_or_default(),
        title: checker.title(&raw.title, &name, span),
        description: checker.optional_text(raw.description.as_ref(), "description"),
        frequency: period.unwrap_or(Frequency::Month),
        transactions,
        about,
        as_of: as_of(checker, raw.as_of.as_ref()),
        by_profit: raw.value.unwrap_or_default() == raw::Worth::Profit,
        window: window.map(|window| within(checker, window, "window", (1, 1000))),
        periods: asked.map_or(PERIODS, |asked| within(checker, asked, "periods", (2, 60))),
        results: Customers::names(&top, &tiers),
        tiers,
        tiered,
        top,
        abc: abc(checker, raw.abc.as_ref()),
        span,
    }
}

fn transactions(
    checker: &mut Checker<'_>,
    raw: &raw::Customers,
    name: &str,
    span: Span,
) -> (Sql, Option<crate::scorecard::Text>) {
    let Some(own) = checker.required(&raw.transactions, "transactions", name, span).cloned() else {
        return Default::default();
    };
    let whose = format!("the transactions of {name}");
    let Some(sql) = checker.required(&own.value.sql, "sql", &whose, span) else { return Default::default() };
    (checker.sql(sql, &whose), checker.optional_text(own.value.description.as_ref(), "description"))
}

/// The day everything is reckoned to.
fn as_of(checker: &mut Checker<'_>, raw: Option<&Spanned<Written>>) -> Option<Period> {
    let period = timeline::field(checker, raw, "as_of")?;
    if period.frequency() != Frequency::Day {
        let finding = Diagnostic::error("as-of-day", format!("`as_of` must be a day, found `{period}`"));
        let last = period.ending_in(Frequency::Day);
        checker.report(finding.at(raw?.span, "").help(format!("write the day itself, such as `{last}`")));
    }
    Some(period)
}

fn within(checker: &mut Checker<'_>, raw: &Spanned<u32>, name: &str, (least, most): (u32, u32)) -> u32 {
    if !(least..=most).contains(&raw.value) {
        let message = format!("`{name}` must be from {least} to {most}, found {}", raw.value);
        checker.report(Diagnostic::error("out-of-range", message).at(raw.span, "").help("it counts periods"));
    }
    raw.value.clamp(least, most)
}

/// Shares that rise from one to the next, above 0 % and up to 100 %; `None` where none are written.
fn shares(checker: &mut Checker<'_>, raw: Option<&Spanned<Vec<Spanned<Written>>>>, name: &str) -> Option<Vec<f64>> {
    const MOST: usize = 12;
    let raw = raw?;
    let found: Vec<f64> = raw.value.iter().filter_map(|share| quantity::share(checker, share, name)).collect();
    let rises = found.windows(2).all(|pair| pair[0] < pair[1]) && found.first().is_some_and(|first| *first > 0.0);
    let is_wrong = !rises || found.len() > MOST;
    if is_wrong && !checker.has_blamed(raw.span) {
        let listed: Vec<String> = found.iter().map(|share| format!("{}%", number(share * 100.0))).collect();
        let message = format!("`{name}` must be 1 to {MOST} shares that rise, found {}", listed.join(", "));
        let finding = Diagnostic::error("shares-order", message).at(raw.span, "");
        checker.report(finding.help("write the smallest first, each once, none of them 0%"));
    }
    Some(found)
}

fn abc(checker: &mut Checker<'_>, raw: Option<&Spanned<Vec<Spanned<Written>>>>) -> [f64; 2] {
    let Some(found) = shares(checker, raw, "abc") else { return ABC };
    match found.as_slice() {
        [a, b] => [*a, *b],
        several => {
            if let Some(raw) = raw.filter(|raw| !checker.has_blamed(raw.span)) {
                let message = format!("`abc` needs two shares, found {}", several.len());
                let finding = Diagnostic::error("shares-order", message).at(raw.span, "");
                checker.report(finding.help("write where class A ends and where class B ends: `[80%, 95%]`"));
            }
            ABC
        }
    }
}

/// What documents of customers give to measures.
pub(crate) fn givers(customers: &[Customers]) -> impl Iterator<Item = Giver<'_>> {
    customers.iter().map(|own| Giver {
        kind: ResultKind::Customers,
        id: &own.id,
        frequency: own.frequency,
        whole: false,
        part: "result",
        names: own.results.iter().map(String::as_str).collect(),
        measures: Vec::new(),
    })
}
