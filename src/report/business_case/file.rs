//! A case as a file for programs: every result by its name, unrounded.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::method::business_case::{Played, result};
use crate::method::finance::rates::InternalRates;
use crate::report::Cased;
use crate::scorecard::Money;
use crate::scorecard::business_case::RESULTS;

/// The content of `data/business-cases/ID.json`. Rates and shares are in per cent, payback in years; sums of money are
/// exact and written as text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseFile {
    business_case: String,
    currency: String,
    opening: i32,
    horizon: u32,
    rate: f64,
    /// By name; null where there is none.
    results: BTreeMap<&'static str, Option<f64>>,
    /// Every internal rate of return.
    internal_rates: Rates,
    /// The same of flows on days; null where none are stated.
    dated: Option<DatedFile>,
    payback_falls_again: Option<bool>,
    subtotal: String,
    purchase: String,
    support: String,
    contingency: String,
    years: Vec<YearFile>,
    scenarios: Vec<ScenarioFile>,
    checks: Vec<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Rates {
    rates: Vec<f64>,
    sign_changes: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct DatedFile {
    xnpv: f64,
    xirr: Vec<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct YearFile {
    year: i32,
    costs: String,
    hard_benefits: String,
    soft_benefits: String,
    net: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct ScenarioFile {
    id: String,
    npv: f64,
    internal_rates: Vec<f64>,
    payback: Option<f64>,
}

/// A case as a file.
pub fn file(own: &Cased) -> CaseFile {
    let (case, outcome) = (own.case, own.outcome);
    let (owned, returned) = (&outcome.costs.ownership, outcome.returned.as_ref());
    let dated = returned.and_then(|own| own.dated.as_ref());
    CaseFile {
        business_case: case.id.clone(),
        currency: case.currency.clone(),
        opening: case.opening,
        horizon: case.horizon,
        rate: percent(case.rate),
        results: RESULTS.into_iter().map(|name| (name, result(outcome, name))).collect(),
        internal_rates: returned.map_or(Rates { rates: Vec::new(), sign_changes: 0 }, |own| rates(&own.rates)),
        dated: dated.map(|own| DatedFile { xnpv: own.npv, xirr: rates(&own.rates).rates }),
        payback_falls_again: returned.and_then(|own| own.payback).map(|back| back.falls_again),
        subtotal: owned.subtotal.to_string(),
        purchase: owned.purchase.to_string(),
        support: owned.support.to_string(),
        contingency: owned.contingency.to_string(),
        years: years(own),
        scenarios: outcome.risk.iter().flat_map(|risk| &risk.scenarios).map(scenario).collect(),
        checks: outcome.concerns.iter().map(|concern| concern.check.code()).collect(),
    }
}

fn percent(rate: f64) -> f64 {
    rate * 100.0
}

fn rates(own: &InternalRates) -> Rates {
    Rates { rates: own.rates.iter().copied().map(percent).collect(), sign_changes: own.sign_changes }
}

fn years(own: &Cased) -> Vec<YearFile> {
    let outcome = own.outcome;
    let of = |row: &[Money], at: usize| row.get(at).copied().unwrap_or_default().to_string();
    let year = |(at, year): (usize, &i32)| YearFile {
        year: *year,
        costs: of(&outcome.costs.ownership.annual, at),
        hard_benefits: of(&outcome.benefits.hard, at),
        soft_benefits: of(&outcome.benefits.soft, at),
        net: outcome.returned.as_ref().map(|returned| of(&returned.flows, at)),
    };
    outcome.years.iter().enumerate().map(year).collect()
}

fn scenario(played: &Played) -> ScenarioFile {
    ScenarioFile {
        id: played.id.clone(),
        npv: played.npv,
        internal_rates: rates(&played.rates).rates,
        payback: played.payback.map(|back| back.periods),
    }
}
