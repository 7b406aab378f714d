//! Items of cost: each with one rule by which its amounts come about.

use super::super::super::decode::{Spanned, Written};
use super::super::super::raw::business_case as raw;
use super::super::id::{self, Taken};
use super::super::{Checker, plain_list};
use super::amount::{by_year, exchange, money, numbers, percent, year};
use super::{Rates, part};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::Money;
use crate::scorecard::business_case::{BusinessCase, CostItem, CostLine, CostRule, FeeBase, Purpose};

/// Gives a case its costs.
pub(super) fn costs(
    checker: &mut Checker<'_>,
    list: &Spanned<Vec<Spanned<raw::CostItem>>>,
    rates: &Rates,
    taken: &mut Taken,
    case: &mut BusinessCase,
) {
    if list.value.is_empty() && !checker.has_blamed(list.span) {
        let finding = Diagnostic::error("no-costs", "this business case has no costs").at(list.span, "nothing to pay");
        checker.report(finding.help("list at least `{id: licences, title: …, line: licences, amounts: {2026: …}}`"));
    }
    let found: Vec<CostItem> = list.value.iter().map(|raw| item(checker, raw, rates, taken, case)).collect();
    case.costs = found;
}

fn item(
    checker: &mut Checker<'_>,
    raw: &Spanned<raw::CostItem>,
    rates: &Rates,
    taken: &mut Taken,
    case: &BusinessCase,
) -> CostItem {
    let fields = &raw.value;
    let (id, span) = id::checked(checker, &fields.id, "cost", raw.span);
    if let Some(id) = &id {
        taken.take(checker, id, span, "item");
    }
    let name = id::called("cost", id.as_ref());
    let line =
        checker.required(&fields.line, "line", &name, span).map_or(CostLine::Other, |line| self::line(line.value));
    let mut share_of = |written: &Option<Spanned<Written>>, field: &str| {
        written.as_ref().and_then(|written| part(checker, written, field))
    };
    let (discount, allocated) = (share_of(&fields.discount, "discount"), share_of(&fields.allocated, "allocated"));
    CostItem {
        title: checker.title(&fields.title, &name, span),
        line,
        rule: rule(checker, raw, &name, span, case),
        purpose: match fields.purpose.unwrap_or_default() {
            raw::Purpose::Run => Purpose::Run,
            raw::Purpose::Change => Purpose::Change,
            raw::Purpose::Training => Purpose::Training,
        },
        discount: discount.unwrap_or(0.0),
        allocated: allocated.unwrap_or(1.0),
        residual: residual(checker, fields.residual.as_ref()),
        exchange: exchange(checker, fields.currency.as_ref(), rates),
        support: fields.support.unwrap_or(line.is_support()),
        owner: checker.optional_text(fields.owner.as_ref(), "owner"),
        source: checker.optional_text(fields.source.as_ref(), "source"),
        id: id.unwrap_or_default(),
        span,
    }
}

fn line(raw: raw::CostLine) -> CostLine {
    match raw {
        raw::CostLine::Licences => CostLine::Licences,
        raw::CostLine::Maintenance => CostLine::Maintenance,
        raw::CostLine::Hardware => CostLine::Hardware,
        raw::CostLine::Telecommunications => CostLine::Telecommunications,
        raw::CostLine::ExternalServices => CostLine::ExternalServices,
        raw::CostLine::VendorServices => CostLine::VendorServices,
        raw::CostLine::InternalStaff => CostLine::InternalStaff,
        raw::CostLine::Other => CostLine::Other,
    }
}

fn residual(checker: &mut Checker<'_>, raw: Option<&Spanned<Written>>) -> Money {
    let Some(raw) = raw else { return Money::ZERO };
    let Some(residual) = money(checker, raw, "residual") else { return Money::ZERO };
    if residual < Money::ZERO {
        let finding = Diagnostic::error("residual", "`residual` must not be less than 0").at(raw.span, "");
        checker
            .report(finding.help("write what the thing still brings, without a sign: it is taken off the last year"));
    }
    residual
}

/// The one rule of an item; reports none and several, and fields that belong to another.
fn rule(
    checker: &mut Checker<'_>,
    raw: &Spanned<raw::CostItem>,
    name: &str,
    span: Span,
    case: &BusinessCase,
) -> CostRule {
    let fields = &raw.value;
    let given: Vec<(&str, Span)> = [
        fields.amounts.as_ref().map(|field| ("amounts", field.span)),
        fields.each_year.as_ref().map(|field| ("each_year", field.span)),
        fields.per_user.as_ref().map(|field| ("per_user", field.span)),
        fields.share.as_ref().map(|field| ("share", field.span)),
    ]
    .into_iter()
    .flatten()
    .collect();
    match given[..] {
        [(rule, _)] => idle(checker, fields, rule, name),
        [] if checker.has_blamed(raw.span) => {}
        [] => {
            let finding = Diagnostic::error("no-amounts", format!("{name} has no amounts")).at(span, "costs what?");
            checker.report(finding.help("add `amounts: {2026: …}`, `each_year: …`, `per_user: …` or `share: …%`"));
        }
        [first, second, ..] => {
            let names: Vec<&str> = given.iter().map(|(name, _)| *name).collect();
            let finding = Diagnostic::error("two-rules", format!("{name} has {}", plain_list(&names)));
            let finding = finding.at(second.1, "and here").at(first.1, "one rule here");
            checker.report(finding.help("keep one of them, or make two items"));
        }
    }
    read(checker, fields, case)
}

/// Reports fields that say nothing beside a rule.
fn idle(checker: &mut Checker<'_>, fields: &raw::CostItem, rule: &str, name: &str) {
    let yearly = ["each_year", "per_user"];
    let beside: [(&str, Option<Span>, &[&str]); 6] = [
        ("users", fields.users.as_ref().map(|field| field.span), &["per_user"]),
        ("of", fields.of.as_ref().map(|field| field.span), &["share"]),
        ("first_year_free", fields.first_year_free.as_ref().map(|field| field.span), &["share"]),
        ("from", fields.from.as_ref().map(|field| field.span), &yearly),
        ("until", fields.until.as_ref().map(|field| field.span), &yearly),
        ("growth", fields.growth.as_ref().map(|field| field.span), &yearly),
    ];
    for (field, span, rules) in beside {
        if let Some(span) = span.filter(|_| !rules.contains(&rule)) {
            let finding = Diagnostic::error("idle-field", format!("`{field}` of {name} says nothing beside `{rule}`"));
            checker.report(finding.at(span, "").help(format!("delete it, or state the cost by {}", plain_list(rules))));
        }
    }
}

fn read(checker: &mut Checker<'_>, fields: &raw::CostItem, case: &BusinessCase) -> CostRule {
    if let Some(amounts) = &fields.amounts {
        return CostRule::Stated(by_year(checker, amounts, "amounts", case));
    }
    if let Some(share) = &fields.share {
        let of = fields.of.as_ref().map(|of| of.value);
        return CostRule::ShareOfLicences {
            share: percent(checker, share, "share").unwrap_or_default(),
            of: if of == Some(raw::FeeBase::List) { FeeBase::List } else { FeeBase::Discounted },
            first_year_free: fields.first_year_free.as_ref().is_none_or(|free| free.value),
        };
    }
    let years = span_of_years(checker, fields, case);
    let growth = fields.growth.as_ref().and_then(|growth| percent(checker, growth, "growth")).unwrap_or_default();
    if let Some(price) = &fields.per_user {
        let users = fields.users.as_ref().map(|users| numbers(checker, users, "users", case));
        if users.is_none() {
            let finding = Diagnostic::error("missing-field", "`per_user` needs `users`").at(price.span, "how many?");
            checker.report(finding.help("add `users: 300`, or numbers by year"));
        }
        let price = money(checker, price, "per_user").unwrap_or_default();
        return CostRule::PerUser { price, users: users.unwrap_or_default(), years, growth };
    }
    let amount = fields.each_year.as_ref().and_then(|amount| money(checker, amount, "each_year")).unwrap_or_default();
    CostRule::EachYear { amount, years, growth }
}

/// From which year to which something is paid: by default from the one after the opening to the last.
fn span_of_years(checker: &mut Checker<'_>, fields: &raw::CostItem, case: &BusinessCase) -> (i32, i32) {
    let from = year(checker, fields.from.as_ref(), "from", case).unwrap_or(case.opening + 1);
    let years = (from, year(checker, fields.until.as_ref(), "until", case).unwrap_or(case.last_year()));
    if let (Some(until), true) = (&fields.until, years.0 > years.1) {
        let finding = Diagnostic::error("end-before-start", "`until` lies before `from`").at(until.span, "");
        checker.report(finding.help("exchange the two, or correct one of them"));
    }
    years
}
