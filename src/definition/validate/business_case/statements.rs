//! What is asked of a firm's statements: the sections `statements`, `eva` and `ratios`.

use super::super::super::decode::{Spanned, Written};
use super::super::super::raw::business_case as raw;
use super::super::{Checker, entities, quantity};
use super::amount::{money, percent};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::business_case::BusinessCase;
use crate::scorecard::{
    Adjustment, AdjustmentKind, CapitalAt, CostOfCapital, CostOfEquity, EvaPlan, EvaPreset, ProfitFrom, RatioPlan,
    StatementSource, Taxes, Text,
};

/// The rate of tax where nothing is said: that of enterprises in China.
const TAX: f64 = 0.25;
/// What capital costs after the assets commission.
const STATE_ASSETS: f64 = 0.055;
/// Days of a year.
const DAYS: u32 = 365;
/// More years than this nothing is written off over.
const MOST_YEARS: u32 = 50;

/// Reads the three sections into a case; `name` is what findings call it.
pub(super) fn sections(checker: &mut Checker<'_>, raw: &raw::BusinessCase, name: &str, case: &mut BusinessCase) {
    case.statements = raw.statements.as_ref().and_then(|own| source(checker, own, name));
    case.eva = raw.eva.as_ref().and_then(|own| eva(checker, own));
    case.ratios = raw.ratios.as_ref().map(|own| ratios(checker, own));
    let asked = [("eva", raw.eva.as_ref().map(|own| own.span)), ("ratios", raw.ratios.as_ref().map(|own| own.span))];
    for (section, span) in asked.into_iter().filter_map(|(section, span)| Some((section, span?))) {
        if raw.statements.is_none() {
            let message = format!("`{section}` of {name} has no statements to be reckoned from");
            let finding = Diagnostic::error("no-statements", message).at(span, "");
            checker.report(
                finding.help("add `statements: {sql: …}` with a row a year; docs/business-case.md names its columns"),
            );
        }
    }
}

fn source(checker: &mut Checker<'_>, raw: &Spanned<raw::Statements>, name: &str) -> Option<StatementSource> {
    let whose = format!("`statements` of {name}");
    let description = checker.optional_text(raw.value.description.as_ref(), "description");
    let entities = raw.value.entities.as_ref().map(|own| entities::entities(checker, own));
    let sql = checker.required(&raw.value.sql, "sql", &whose, raw.span)?;
    Some(StatementSource { sql: checker.sql(sql, &whose), description, entities, span: raw.span })
}

fn eva(checker: &mut Checker<'_>, raw: &Spanned<raw::Eva>) -> Option<EvaPlan> {
    let fields = &raw.value;
    let preset = fields.preset.as_ref().map(|_| EvaPreset::StateAssets);
    let tax = fields.tax.as_ref().and_then(|own| quantity::share(checker, own, "tax")).unwrap_or(TAX);
    let stated = fields.wacc.as_ref().map(|own| cost(checker, own, tax));
    let cost = match (stated, preset) {
        (Some(cost), _) => cost,
        (None, Some(EvaPreset::StateAssets)) => Some(CostOfCapital::Stated(STATE_ASSETS)),
        (None, None) => {
            let finding = Diagnostic::error("missing-field", "`eva` has no `wacc`").at(raw.span, "");
            checker.report(finding.help(
                "write `wacc: 9%`, or its parts: `wacc: {equity: …, debt: …, cost_of_equity: …, cost_of_debt: …}`",
            ));
            None
        }
    };
    let written = fields.adjustments.as_ref().map(|list| list.value.as_slice()).unwrap_or_default();
    let mut adjustments: Vec<Adjustment> = written.iter().filter_map(|own| adjustment(checker, own)).collect();
    if preset.is_some() && !adjustments.iter().any(|own| own.column == "research") {
        adjustments.insert(0, research(fields.preset.as_ref().map_or(raw.span, |own| own.span)));
    }
    twice(checker, &adjustments);
    Some(EvaPlan {
        cost: cost?,
        capital: fields
            .capital
            .as_ref()
            .map_or(preset.map_or(CapitalAt::Opening, |_| CapitalAt::Average), |own| at(own.value)),
        profit: fields.profit.as_ref().map(|own| profit(own.value)).or(preset.map(|_| ProfitFrom::Net)),
        taxes: fields.taxes.as_ref().map(|own| taxes(own.value)).unwrap_or_default(),
        tax,
        from: fields.from.as_ref().map(|own| year(checker, own)),
        preset,
        adjustments,
        span: raw.span,
    })
}

/// What the assets commission gives back beside interest.
fn research(span: Span) -> Adjustment {
    let title = Text::new(Some("研究开发费用调整".into()), Some("Research and development".into()));
    Adjustment { column: "research".into(), title, kind: AdjustmentKind::AddBack { share: 1.0 }, taxed: true, span }
}

/// What capital costs; above −100 %.
fn cost(checker: &mut Checker<'_>, raw: &Spanned<raw::Wacc>, tax: f64) -> Option<CostOfCapital> {
    let parts = match &raw.value {
        raw::Wacc::Text(written) => {
            let spanned = Spanned { value: written.clone(), span: raw.span };
            return rate(checker, &spanned, "wacc").map(CostOfCapital::Stated);
        }
        raw::Wacc::Map(parts) => parts,
    };
    let required = |checker: &mut Checker<'_>, field, name| -> Option<Spanned<Written>> {
        checker.required(field, name, "`wacc`", raw.span).cloned()
    };
    let equity = required(checker, &parts.equity, "equity").and_then(|own| money(checker, &own, "equity"));
    let debt = required(checker, &parts.debt, "debt").and_then(|own| money(checker, &own, "debt"));
    let cost_of_debt =
        required(checker, &parts.cost_of_debt, "cost_of_debt").and_then(|own| rate(checker, &own, "cost_of_debt"));
    let own = checker.required(&parts.cost_of_equity, "cost_of_equity", "`wacc`", raw.span);
    let cost_of_equity = own.and_then(|own| self::cost_of_equity(checker, own));
    let tax = parts.tax.as_ref().and_then(|own| quantity::share(checker, own, "tax")).unwrap_or(tax);
    let (equity, debt) = (equity?.to_number(), debt?.to_number());
    if equity < 0.0 || debt < 0.0 || equity + debt <= 0.0 {
        let finding = Diagnostic::error("wacc-range", "`equity` and `debt` must be 0 or more, and not both 0");
        checker.report(finding.at(raw.span, "").help("write their market values; what a firm has at least is equity"));
        return None;
    }
    Some(CostOfCapital::Parts { equity, debt, cost_of_equity: cost_of_equity?, cost_of_debt: cost_of_debt?, tax })
}

fn cost_of_equity(checker: &mut Checker<'_>, raw: &Spanned<raw::CostOfEquity>) -> Option<CostOfEquity> {
    let parts = match &raw.value {
        raw::CostOfEquity::Text(written) => {
            let spanned = Spanned { value: written.clone(), span: raw.span };
            return rate(checker, &spanned, "cost_of_equity").map(CostOfEquity::Stated);
        }
        raw::CostOfEquity::Map(parts) => parts,
    };
    let whose = "`cost_of_equity`";
    let risk_free = checker.required(&parts.risk_free, "risk_free", whose, raw.span).cloned();
    let premium = checker.required(&parts.premium, "premium", whose, raw.span).cloned();
    let beta = checker.required(&parts.beta, "beta", whose, raw.span).map(|beta| beta.value);
    let risk_free = risk_free.and_then(|own| rate(checker, &own, "risk_free"));
    let premium = premium.and_then(|own| rate(checker, &own, "premium"));
    let beta = beta.filter(|beta| beta.is_finite());
    Some(CostOfEquity::Capm { risk_free: risk_free?, beta: beta?, premium: premium? })
}

/// A rate a year, above −100 %.
fn rate(checker: &mut Checker<'_>, raw: &Spanned<Written>, name: &str) -> Option<f64> {
    let rate = percent(checker, raw, name)?;
    if rate <= -1.0 {
        let finding = Diagnostic::error("wacc-range", format!("`{name}` must be above −100%"));
        checker.report(finding.at(raw.span, "nothing can be discounted by it").help("write a rate such as `9%`"));
        return None;
    }
    Some(rate)
}

fn adjustment(checker: &mut Checker<'_>, raw: &Spanned<raw::Adjustment>) -> Option<Adjustment> {
    let (fields, whose) = (&raw.value, "an adjustment");
    let kind = checker.required(&fields.kind, "kind", whose, raw.span).map(|own| own.value);
    let column = checker.required(&fields.column, "column", whose, raw.span).map(|own| own.value.trim().to_lowercase());
    let share = fields.share.as_ref().map_or(Some(1.0), |own| quantity::share(checker, own, "share"));
    let title = checker.optional_text(fields.title.as_ref(), "title");
    let kind = match kind? {
        raw::AdjustmentKind::Capitalise => {
            let years = fields.years.as_ref().map(|own| life(checker, own));
            AdjustmentKind::Capitalise { years: needed(checker, years, "years", "3", raw.span)? }
        }
        raw::AdjustmentKind::Lease => {
            let rate = fields.rate.as_ref().and_then(|own| self::rate(checker, own, "rate"));
            AdjustmentKind::Lease { rate: needed(checker, rate, "rate", "5%", raw.span)? }
        }
        raw::AdjustmentKind::Provision => AdjustmentKind::Provision,
        raw::AdjustmentKind::Goodwill => AdjustmentKind::Goodwill,
        raw::AdjustmentKind::AddBack => AdjustmentKind::AddBack { share: share? },
        raw::AdjustmentKind::OneOff => AdjustmentKind::OneOff { share: share? },
    };
    let bears =
        matches!(kind, AdjustmentKind::Lease { .. } | AdjustmentKind::AddBack { .. } | AdjustmentKind::OneOff { .. });
    let column = column?;
    let title = title.unwrap_or_else(|| Text::plain(column.replace('_', " ")));
    Some(Adjustment { column, title, kind, taxed: fields.taxed.unwrap_or(bears), span: raw.span })
}

/// What an adjustment of its kind cannot do without.
fn needed<T>(checker: &mut Checker<'_>, value: Option<T>, field: &str, such: &str, span: Span) -> Option<T> {
    if value.is_none() && !checker.has_blamed(span) {
        let finding = Diagnostic::error("missing-field", format!("this adjustment has no `{field}`"));
        checker.report(finding.at(span, format!("`{field}` is missing here")).help(format!("add `{field}: {such}`")));
    }
    value
}

/// Tells adjustments of one column: what is given back twice is counted twice.
fn twice(checker: &mut Checker<'_>, adjustments: &[Adjustment]) {
    for (at, own) in adjustments.iter().enumerate() {
        if let Some(first) = adjustments[..at].iter().find(|first| first.column == own.column) {
            let finding = Diagnostic::error("adjusted-twice", format!("`{}` is adjusted twice", own.column));
            let finding = finding.at(own.span, "again here").at(first.span, "first here");
            checker.report(finding.help("keep one of them: profit would have it twice"));
        }
    }
}

/// Years something is written off over.
fn life(checker: &mut Checker<'_>, raw: &Spanned<u32>) -> u32 {
    if !(1..=MOST_YEARS).contains(&raw.value) {
        let message = format!("`years` must be 1 to {MOST_YEARS}, found {}", raw.value);
        let finding = Diagnostic::error("amortisation", message).at(raw.span, "");
        checker.report(finding.help("write over how many years it is written off, such as `3`"));
    }
    raw.value.clamp(1, MOST_YEARS)
}

fn year(checker: &mut Checker<'_>, raw: &Spanned<u32>) -> i32 {
    if !super::YEARS.contains(&raw.value) {
        let finding = Diagnostic::error("year", format!("`from` must be a year, found {}", raw.value));
        checker.report(finding.at(raw.span, "").help("write a year such as `2024`"));
    }
    raw.value.min(*super::YEARS.end()).cast_signed()
}

fn ratios(checker: &mut Checker<'_>, raw: &Spanned<raw::Ratios>) -> RatioPlan {
    let days = raw.value.days.as_ref().map_or(DAYS, |own| {
        if !(1..=366).contains(&own.value) {
            let finding = Diagnostic::error("days", format!("a year has not {} days", own.value));
            checker.report(finding.at(own.span, "").help("write `365` or `360`"));
        }
        own.value.clamp(1, 366)
    });
    RatioPlan {
        balance: raw.value.balance.as_ref().map_or(CapitalAt::Average, |own| at(own.value)),
        days,
        from: raw.value.from.as_ref().map(|own| year(checker, own)),
        span: raw.span,
    }
}

fn at(raw: raw::CapitalAt) -> CapitalAt {
    match raw {
        raw::CapitalAt::Opening => CapitalAt::Opening,
        raw::CapitalAt::Average => CapitalAt::Average,
        raw::CapitalAt::YearEnd => CapitalAt::YearEnd,
    }
}

fn profit(raw: raw::Profit) -> ProfitFrom {
    match raw {
        raw::Profit::Nopat => ProfitFrom::Nopat,
        raw::Profit::Operating => ProfitFrom::Operating,
        raw::Profit::Net => ProfitFrom::Net,
    }
}

fn taxes(raw: raw::Taxes) -> Taxes {
    match raw {
        raw::Taxes::Rate => Taxes::Rate,
        raw::Taxes::Book => Taxes::Book,
        raw::Taxes::Cash => Taxes::Cash,
    }
}
