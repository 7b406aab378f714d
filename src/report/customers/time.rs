//! Customers at the end of every period looked at.

use serde::Serialize;

use super::sight::Sight;
use crate::method::customers::{Flow, gini, rate};
use crate::report::view::Quantity;
use crate::scorecard::CustomerPeriod;

/// A period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TimeRow {
    /// Which.
    pub period: String,
    /// To sort by.
    pub sort: String,
    /// Customers at its end.
    pub customers: Quantity,
    /// What they are worth.
    pub value: Quantity,
    /// Who bought for the first time; `None` in the first period looked at, like the rest.
    pub new: Option<Quantity>,
    /// Who came back.
    pub returned: Option<Quantity>,
    /// Who was lost; `None` also where nobody can be.
    pub lost: Option<Quantity>,
    /// Those lost of those at the start.
    pub churn: Option<Quantity>,
    /// Those who rose of those who could.
    pub upgraded: Option<Quantity>,
    /// Gini's coefficient.
    pub gini: Option<f64>,
}

impl Sight<'_> {
    /// Every period looked at, the latest first.
    pub fn over_time(&self) -> Vec<TimeRow> {
        self.own.facts.periods.iter().rev().map(|period| self.time_row(period)).collect()
    }

    fn time_row(&self, own: &CustomerPeriod) -> TimeRow {
        let flow = own.moves.as_ref().map(Flow::of);
        let can_be_lost = self.own.customers.window.is_some();
        let share = |part: u64, whole: u64| rate(part, whole).map(|share| self.percent(share));
        TimeRow {
            period: self.pen.period(own.period),
            sort: own.period.to_string(),
            customers: self.count(own.all.customers),
            value: self.money(own.all.value),
            new: flow.map(|flow| self.count(flow.new)),
            returned: flow.filter(|_| can_be_lost).map(|flow| self.count(flow.returned)),
            lost: flow.filter(|_| can_be_lost).map(|flow| self.count(flow.lost)),
            churn: flow.filter(|_| can_be_lost).and_then(|flow| share(flow.lost, flow.begin)),
            upgraded: flow.and_then(|flow| share(flow.upgraded, flow.could_rise)),
            gini: gini(own),
        }
    }
}
