//! The present value of flows.

/// What a flow `time` periods away is worth today, of one: 1/(1 + rate)^time. `None` for a rate of −100 % or below.
pub fn discount(rate: f64, time: f64) -> Option<f64> {
    (rate > -1.0).then(|| (-time * rate.ln_1p()).exp())
}

/// Net present value with the first flow today: `Σ flow_t / (1 + rate)^t`, t from 0.
///
/// `None` for a rate of −100 % or below.
pub fn npv(rate: f64, flows: &[f64]) -> Option<f64> {
    let growth = 1.0 + rate;
    // Horner's rule, from the last flow back to today.
    (growth > 0.0).then(|| flows.iter().rev().fold(0.0, |later, flow| flow + later / growth))
}

/// Net present value as spreadsheets reckon it, with the first flow one period from now: `npv / (1 + rate)`.
pub fn npv_end_of_period(rate: f64, flows: &[f64]) -> Option<f64> {
    npv(rate, flows).map(|value| value / (1.0 + rate))
}

/// A flow on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dated {
    /// Days since any fixed day.
    pub day: i64,
    /// The money.
    pub amount: f64,
}

/// Days a year in the convention for dated flows (XNPV), leap years or not.
const YEAR: f64 = 365.0;

/// Years from the first of some dated flows to each, by 365 days.
pub(super) fn years(flows: &[Dated]) -> Vec<f64> {
    let first = flows.first().map_or(0, |flow| flow.day);
    flows.iter().map(|flow| (flow.day - first) as f64 / YEAR).collect()
}

/// Net present value of dated flows at an annual rate, on the day of the first (XNPV: 365 days a year).
///
/// `None` for a rate of −100 % or below.
pub fn xnpv(rate: f64, flows: &[Dated]) -> Option<f64> {
    let values = years(flows).into_iter().zip(flows).map(|(time, flow)| Some(flow.amount * discount(rate, time)?));
    values.sum()
}

/// How often flows change their sign, zeros left out.
pub fn sign_changes(flows: &[f64]) -> usize {
    let signs: Vec<bool> = flows.iter().filter(|flow| **flow != 0.0).map(|flow| *flow > 0.0).collect();
    signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

/// The sum of the flows up to each period.
pub fn cumulative(flows: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    flows
        .iter()
        .map(|flow| {
            sum += flow;
            sum
        })
        .collect()
}
