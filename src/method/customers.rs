//! What indicators make of counted customers: concentration, gain and loss, rise and fall. Formulas in `docs/customers.md`.

use crate::scorecard::{CustomerPeriod, CustomerResult, Moves};

/// Gini's coefficient, 2·Σ i·x / (n·Σ x) − (n + 1)/n with x rising; `None` where the sum is not positive or some are
/// below zero, since it then is no share.
pub fn gini(period: &CustomerPeriod) -> Option<f64> {
    let (n, sum) = (period.all.customers as f64, period.all.value);
    let is_a_share = sum > 0.0 && period.below_zero.customers == 0;
    is_a_share.then(|| (2.0 * period.ranked_sum / (n * sum) - (n + 1.0) / n).max(0.0))
}

/// The share of value that some customers bring; `None` where the value of all is not positive.
pub fn share(value: f64, period: &CustomerPeriod) -> Option<f64> {
    (period.all.value > 0.0).then(|| value / period.all.value)
}

/// How the number of customers changed, and who moved between tiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// Customers at the start.
    pub begin: u64,
    /// Who bought for the first time ever.
    pub new: u64,
    /// Who came back after being lost.
    pub returned: u64,
    /// Who bought nothing for longer than the window.
    pub lost: u64,
    /// Customers at the end: begin + new + returned − lost.
    pub end: u64,
    /// Who stayed and rose a tier or more.
    pub upgraded: u64,
    /// Who stayed and fell a tier or more.
    pub downgraded: u64,
    /// Who was not in the top tier at the start.
    pub could_rise: u64,
    /// Who was not in the last tier at the start.
    pub could_fall: u64,
}

impl Flow {
    /// Of the moves between two ends of periods.
    pub fn of(moves: &Moves) -> Self {
        let outside = moves.counts.len().saturating_sub(1);
        let mut flow = Self { new: moves.first_time, ..Self::default() };
        for (from, row) in moves.counts.iter().enumerate() {
            for (to, count) in row.iter().enumerate() {
                flow.add((from, to), *count, outside);
            }
        }
        flow.returned = flow.returned.saturating_sub(flow.new);
        flow
    }

    fn add(&mut self, (from, to): (usize, usize), count: u64, outside: usize) {
        if from == outside {
            // First with the new ones, who are taken off at the end.
            self.returned += count;
        } else {
            self.begin += count;
            self.could_rise += if from > 0 { count } else { 0 };
            self.could_fall += if from + 1 < outside { count } else { 0 };
        }
        if to != outside {
            self.end += count;
        }
        match (from == outside, to == outside) {
            (false, true) => self.lost += count,
            (false, false) if to < from => self.upgraded += count,
            (false, false) if to > from => self.downgraded += count,
            _ => {}
        }
    }
}

/// Part of a whole; `None` where there is no whole.
pub fn rate(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A result of a period as measures take it: shares and rates in per cent. `can_be_lost` says whether there is a window:
/// without one nobody is ever lost, which is no rate.
pub fn result(period: &CustomerPeriod, result: CustomerResult, can_be_lost: bool) -> Option<f64> {
    let flow = || period.moves.as_ref().map(Flow::of);
    let percent = |share: Option<f64>| share.map(|share| share * 100.0);
    let of_begin = |part: fn(&Flow) -> u64| flow().and_then(|flow| rate(part(&flow), flow.begin));
    match result {
        CustomerResult::Customers => Some(period.all.customers as f64),
        CustomerResult::Value => Some(period.all.value),
        CustomerResult::MeanValue => (period.all.customers > 0).then(|| period.all.value / period.all.customers as f64),
        CustomerResult::Gini => gini(period),
        CustomerResult::NewRate => percent(of_begin(|flow| flow.new)),
        CustomerResult::ChurnRate => percent(of_begin(|flow| flow.lost).filter(|_| can_be_lost)),
        CustomerResult::RetentionRate => percent(of_begin(|flow| flow.begin - flow.lost).filter(|_| can_be_lost)),
        CustomerResult::UpgradeRate => percent(flow().and_then(|flow| rate(flow.upgraded, flow.could_rise))),
        CustomerResult::DowngradeRate => percent(flow().and_then(|flow| rate(flow.downgraded, flow.could_fall))),
        CustomerResult::Top(at) => percent(period.top.get(at).and_then(|group| share(group.value, period))),
        CustomerResult::TierCustomers(at) => period.tiers.get(at).map(|group| group.customers as f64),
        CustomerResult::TierShare(at) => percent(period.tiers.get(at).and_then(|group| share(group.value, period))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scorecard::{Group, Period};

    fn period(values: &[f64]) -> CustomerPeriod {
        let mut rising = values.to_vec();
        rising.sort_by(f64::total_cmp);
        let below: Vec<f64> = values.iter().copied().filter(|value| *value < 0.0).collect();
        let group = |values: &[f64]| Group { customers: values.len() as u64, value: values.iter().sum() };
        CustomerPeriod {
            period: Period::parse("2026-10").expect("a period"),
            all: group(values),
            below_zero: group(&below),
            ranked_sum: rising.iter().enumerate().map(|(at, value)| (at + 1) as f64 * value).sum(),
            top: Vec::new(),
            tiers: Vec::new(),
            moves: None,
        }
    }

    #[test]
    fn gini_is_nothing_where_it_is_no_share() {
        assert_eq!(gini(&period(&[5.0, 5.0, 5.0, 5.0])), Some(0.0));
        // Four customers, one with all: (n − 1)/n.
        assert_eq!(gini(&period(&[0.0, 0.0, 0.0, 8.0])), Some(0.75));
        assert_eq!(gini(&period(&[7.0])), Some(0.0));
        assert_eq!([gini(&period(&[])), gini(&period(&[0.0])), gini(&period(&[3.0, -1.0]))], [None, None, None]);
    }

    /// The case `crm_strategy_indicators`: 1000 at the start, 150 new, 50 lost, 60 of 800 risen.
    #[test]
    fn gain_loss_and_rise() {
        let counts = vec![vec![190, 5, 5], vec![60, 695, 45], vec![10, 140, 0]];
        let flow = Flow::of(&Moves { counts, first_time: 150 });
        assert_eq!((flow.begin, flow.new, flow.returned, flow.lost, flow.end), (1000, 150, 0, 50, 1100));
        assert_eq!((flow.upgraded, flow.could_rise, flow.downgraded, flow.could_fall), (60, 800, 5, 200));
        assert_eq!((rate(flow.lost, flow.begin), rate(flow.upgraded, flow.could_rise)), (Some(0.05), Some(0.075)));
    }

    #[test]
    fn who_returns_is_not_new() {
        let flow = Flow::of(&Moves { counts: vec![vec![2, 0, 1], vec![0, 3, 0], vec![1, 4, 0]], first_time: 2 });
        assert_eq!((flow.new, flow.returned), (2, 3));
        assert_eq!(flow.end, flow.begin + flow.new + flow.returned - flow.lost);
    }
}
