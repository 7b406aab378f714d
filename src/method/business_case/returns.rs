//! The return on a case: its flows, what they are worth today, every rate, and when the money is back.

use super::benefits::Benefits;
use super::costs::Costs;
use crate::method::finance::flows::{self, npv, xnpv};
use crate::method::finance::payback::{Payback, discounted_payback, payback};
use crate::method::finance::rates::{InternalRates, internal, internal_dated, modified};
use crate::method::finance::returns::{self, Returns, break_even, equivalent_annuity};
use crate::scorecard::Money;
use crate::scorecard::business_case::BusinessCase;

/// What a case earns.
#[derive(Clone, Debug, PartialEq)]
pub struct Return {
    /// Benefits less costs with contingency, exact, a year from the opening one.
    pub flows: Vec<Money>,
    /// The sum of the flows up to each year.
    pub cumulative: Vec<Money>,
    /// Net present value, the opening year not discounted.
    pub npv: f64,
    /// The same without soft benefits.
    pub hard_npv: f64,
    /// Every internal rate of return.
    pub rates: InternalRates,
    /// The modified one.
    pub modified: Option<f64>,
    /// When the sum of the flows first reaches 0.
    pub payback: Option<Payback>,
    /// The same of present values.
    pub discounted_payback: Option<Payback>,
    /// Returns on what is paid.
    pub returns: Returns,
    /// The even yearly amount worth the same.
    pub annuity: Option<f64>,
    /// By which factor a cost or benefit must change for NPV to be 0: costs in the order of the YAML, then benefits.
    pub break_even: Vec<Option<f64>>,
    /// Of flows on days, where they are stated.
    pub dated: Option<DatedReturn>,
}

/// The return of flows on days.
#[derive(Clone, Debug, PartialEq)]
pub struct DatedReturn {
    /// XNPV, on the day of the first flow.
    pub npv: f64,
    /// Every annual rate (XIRR).
    pub rates: InternalRates,
}

/// The return on costs and benefits; `None` for a rate of −100 % or below.
pub(super) fn of(case: &BusinessCase, costs: &Costs, benefits: &Benefits) -> Option<Return> {
    let earned = benefits.all();
    let paid = &costs.ownership.annual;
    let flows: Vec<Money> = earned.iter().zip(paid).map(|(earned, paid)| *earned - *paid).collect();
    let hard: Vec<Money> = benefits.hard.iter().zip(paid).map(|(earned, paid)| *earned - *paid).collect();
    let numbers = numbers(&flows);
    let value = npv(case.rate, &numbers)?;
    Some(Return {
        cumulative: summed(&flows),
        npv: value,
        hard_npv: npv(case.rate, &self::numbers(&hard))?,
        rates: internal(&numbers),
        modified: modified(&numbers, case.finance_rate, case.reinvest_rate),
        payback: payback(&numbers),
        discounted_payback: discounted_payback(case.rate, &numbers),
        returns: returns::returns(&self::numbers(&earned), &self::numbers(paid), case.rate)?,
        annuity: equivalent_annuity(value, case.rate, case.horizon),
        break_even: break_evens(case, costs, benefits, value),
        dated: dated(case),
        flows,
    })
}

/// As binary numbers.
pub(super) fn numbers(amounts: &[Money]) -> Vec<f64> {
    amounts.iter().map(|amount| amount.to_number()).collect()
}

fn summed(flows: &[Money]) -> Vec<Money> {
    let mut sum = Money::ZERO;
    flows
        .iter()
        .map(|flow| {
            sum = sum + *flow;
            sum
        })
        .collect()
}

/// What each cost (with its part of the contingency) and benefit is worth today decides how far it may change.
fn break_evens(case: &BusinessCase, costs: &Costs, benefits: &Benefits, value: f64) -> Vec<Option<f64>> {
    let paid = costs.items.iter().map(|row| npv(case.rate, &numbers(row)).map(|pv| -pv * (1.0 + case.contingency)));
    let earned = benefits.items.iter().map(|row| npv(case.rate, &numbers(row)));
    paid.chain(earned).map(|driver| break_even(value, driver?)).collect()
}

fn dated(case: &BusinessCase) -> Option<DatedReturn> {
    let listed: Vec<flows::Dated> =
        case.dated.iter().map(|(day, amount)| flows::Dated { day: *day, amount: amount.to_number() }).collect();
    (!listed.is_empty()).then_some(())?;
    Some(DatedReturn { npv: xnpv(case.rate, &listed)?, rates: internal_dated(&listed) })
}
