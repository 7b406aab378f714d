//! How long until the money is back.

use super::flows::{cumulative, discount};

/// When flows have paid back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payback {
    /// Periods until the sum is 0 for the first time; money comes in evenly within a period.
    pub periods: f64,
    /// Whether the sum falls below 0 again later, so that the first time is not the last word.
    pub falls_again: bool,
}

impl Payback {
    /// Whole years and months, months rounded up as examiners do: 3.857 years are 3 years and 11 months.
    pub fn years_and_months(&self) -> (u32, u32) {
        // What rounding dust adds is no month.
        let months = (self.periods * 12.0 - 1e-9).ceil().max(0.0) as u32;
        (months / 12, months % 12)
    }
}

/// When the sum of flows first reaches 0; `None` when it never does.
pub fn payback(flows: &[f64]) -> Option<Payback> {
    let sums = cumulative(flows);
    let at = sums.iter().position(|sum| *sum >= 0.0)?;
    let before = at.checked_sub(1).and_then(|before| sums.get(before));
    let periods = before.map_or(0.0, |before| (at - 1) as f64 - before / flows[at]);
    Some(Payback { periods, falls_again: sums[at..].iter().any(|sum| *sum < 0.0) })
}

/// The same on present values; `None` also for a rate of −100 % or below.
pub fn discounted_payback(rate: f64, flows: &[f64]) -> Option<Payback> {
    let values = flows.iter().enumerate().map(|(time, flow)| Some(flow * discount(rate, time as f64)?));
    payback(&values.collect::<Option<Vec<f64>>>()?)
}
