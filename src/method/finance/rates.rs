//! Rates of return: every internal one, the modified one, and those of dated flows.

use super::flows::{Dated, discount, npv, sign_changes, years};
use super::roots;

/// The internal rates of return of flows, and how far one of them can be called *the* rate.
#[derive(Clone, Debug, PartialEq)]
pub struct InternalRates {
    /// Every real rate above −100 % at which the present value is 0, ascending.
    pub rates: Vec<f64>,
    /// How often the flows change sign: at most so many rates (Descartes). Two or more and no single rate should be told.
    pub sign_changes: usize,
    /// Whether the cumulative flows change sign once and do not end at 0: then exactly one rate is positive (Norstrom 1972).
    pub norstrom: bool,
}

impl InternalRates {
    /// The one rate of flows that change sign once; `None` where there is none, or where another could be meant.
    pub fn only(&self) -> Option<f64> {
        match self.rates[..] {
            [rate] if self.sign_changes == 1 => Some(rate),
            _ => None,
        }
    }
}

/// Every internal rate of return of flows a period apart: NPV(rate) = 0, rate > −1.
pub fn internal(flows: &[f64]) -> InternalRates {
    let times: Vec<f64> = (0..flows.len()).map(|time| time as f64).collect();
    of(flows, &times)
}

/// Every internal annual rate of dated flows (XIRR), by 365 days a year from the first.
pub fn internal_dated(flows: &[Dated]) -> InternalRates {
    let mut flows = flows.to_vec();
    // Discounting is from the first of the list; the order of the others does not matter but for counting signs.
    flows.get_mut(1..).unwrap_or_default().sort_by_key(|flow| flow.day);
    let amounts: Vec<f64> = flows.iter().map(|flow| flow.amount).collect();
    of(&amounts, &years(&flows))
}

fn of(flows: &[f64], times: &[f64]) -> InternalRates {
    let terms: Vec<roots::Term> = flows.iter().copied().zip(times.iter().copied()).collect();
    let mut rates: Vec<f64> = roots::zeros(&terms).into_iter().map(|u| (-u).exp_m1()).filter(|r| *r > -1.0).collect();
    rates.reverse();
    let cumulative = super::flows::cumulative(flows);
    let ends = cumulative.last().is_some_and(|last| *last != 0.0);
    InternalRates { rates, sign_changes: sign_changes(flows), norstrom: ends && sign_changes(&cumulative) == 1 }
}

/// The modified internal rate of return: (FV of inflows at `reinvest` / −PV of outflows at `finance`)^(1/n) − 1, n the
/// number of periods.
///
/// `None` without both an inflow and an outflow, or for a rate of −100 % or below.
pub fn modified(flows: &[f64], finance: f64, reinvest: f64) -> Option<f64> {
    let part = |keep: fn(f64) -> f64| flows.iter().map(|flow| keep(*flow)).collect::<Vec<f64>>();
    let paid = -npv(finance, &part(|flow| flow.min(0.0)))?;
    let earned = npv(reinvest, &part(|flow| flow.max(0.0)))?;
    let periods = flows.len().checked_sub(1)? as f64;
    let worth = earned / discount(reinvest, periods)?;
    (paid > 0.0 && earned > 0.0).then(|| (worth / paid).powf(1.0 / periods) - 1.0)
}
