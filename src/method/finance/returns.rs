//! Return on investment in the variants that go by that name, and what follows from a present value.

use super::flows::npv;

/// Returns of a programme; each `None` where what it divides by is 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Returns {
    /// (Σ benefits − Σ costs) / Σ costs.
    pub simple: Option<f64>,
    /// The simple return over the number of periods after the first.
    pub annual_average: Option<f64>,
    /// NPV / PV of costs.
    pub discounted: Option<f64>,
    /// PV of benefits / PV of costs: 1 + the discounted return.
    pub profitability_index: Option<f64>,
}

/// Returns of benefits and costs a period, both positive, at a discount rate.
///
/// `None` for a rate of −100 % or below.
pub fn returns(benefits: &[f64], costs: &[f64], rate: f64) -> Option<Returns> {
    let (earned, paid) = (benefits.iter().sum::<f64>(), costs.iter().sum::<f64>());
    let (earned_now, paid_now) = (npv(rate, benefits)?, npv(rate, costs)?);
    let over = |value: f64, by: f64| (by != 0.0).then(|| value / by);
    let simple = over(earned - paid, paid);
    let periods = benefits.len().max(costs.len()).saturating_sub(1) as f64;
    Some(Returns {
        simple,
        annual_average: simple.and_then(|simple| over(simple, periods)),
        discounted: over(earned_now - paid_now, paid_now),
        profitability_index: over(earned_now, paid_now),
    })
}

/// The even flow over `periods` worth the same today: NPV·r / (1 − (1 + r)^−n). For programmes of unequal lives.
///
/// `None` without a period or for a rate of −100 % or below.
pub fn equivalent_annuity(npv: f64, rate: f64, periods: u32) -> Option<f64> {
    let factor = annuity_factor(rate, periods)?;
    Some(npv / factor)
}

/// What one a period, at its end, is worth today: Σ 1/(1 + r)^t, t from 1 to n.
fn annuity_factor(rate: f64, periods: u32) -> Option<f64> {
    if rate <= -1.0 || periods == 0 {
        return None;
    }
    let n = f64::from(periods);
    // Near 0 the closed form is 0/0; its limit is n.
    Some(if rate.abs() < 1e-12 { n } else { -(-n * rate.ln_1p()).exp_m1() / rate })
}

/// By which factor a driver's flows must change for the present value to be 0: the others' NPV over the driver's, reversed.
///
/// 0.8 means that the programme still breaks even when the driver brings 80 % of what was assumed. `None` where the
/// driver's present value is 0: it decides nothing.
pub fn break_even(npv: f64, npv_of_driver: f64) -> Option<f64> {
    (npv_of_driver != 0.0).then(|| (npv_of_driver - npv) / npv_of_driver)
}
