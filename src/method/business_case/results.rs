//! What measures of a scorecard can take from a case.

use super::Outcome;
use crate::scorecard::Money;

/// The value of a result by its name, one of [`crate::scorecard::business_case::RESULTS`]; `None` where there is none:
/// money that never comes back has no payback. Rates and shares are in per cent.
pub fn result(outcome: &Outcome, name: &str) -> Option<f64> {
    let percent = |share: f64| share * 100.0;
    let owned = &outcome.costs.ownership;
    let returned = outcome.returned.as_ref();
    match name {
        "tco" => Some(owned.total.to_number()),
        "tco-present-value" => owned.present_value,
        "purchase-share" => owned.purchase_share().map(percent),
        "benefits" => Some(outcome.benefits.all().iter().copied().sum::<Money>().to_number()),
        "npv" => returned.map(|own| own.npv),
        "npv-hard" => returned.map(|own| own.hard_npv),
        "irr" => returned.and_then(|own| own.rates.only()).map(percent),
        "mirr" => returned.and_then(|own| own.modified).map(percent),
        "payback" => returned.and_then(|own| own.payback).map(|own| own.periods),
        "discounted-payback" => returned.and_then(|own| own.discounted_payback).map(|own| own.periods),
        "roi" => returned.and_then(|own| own.returns.simple).map(percent),
        "roi-discounted" => returned.and_then(|own| own.returns.discounted).map(percent),
        "profitability-index" => returned.and_then(|own| own.returns.profitability_index),
        "annuity" => returned.and_then(|own| own.annuity),
        "chance-of-loss" => outcome.risk.as_ref().and_then(|risk| risk.chance.as_ref()).map(|own| percent(own.loss)),
        "spent" => outcome
            .actuals
            .as_ref()
            .map(|own| own.lines.values().flat_map(|years| years.values()).copied().sum::<Money>().to_number()),
        _ => None,
    }
    .filter(|value| value.is_finite())
}
