//! Total cost of ownership: what a system costs over the years it is used, not only to buy.

use super::flows::npv;
use crate::scorecard::Money;
use crate::scorecard::business_case::CostLine;

/// One line of cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Which of the eight it belongs to.
    pub line: CostLine,
    /// Whether it keeps the system running; otherwise it is part of buying it.
    pub support: bool,
    /// One a year, from year 0. A residual value is negative.
    pub amounts: Vec<Money>,
}

/// What all lines come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Ownership {
    /// All lines before contingency.
    pub subtotal: Money,
    /// What of it buys the system.
    pub purchase: Money,
    /// What of it keeps the system running.
    pub support: Money,
    /// What is put aside for what nobody foresaw.
    pub contingency: Money,
    /// Subtotal and contingency.
    pub total: Money,
    /// A year's lines with their part of the contingency, from year 0.
    pub annual: Vec<Money>,
    /// The years' worth today, year 0 not discounted; `None` for a rate of −100 % or below.
    pub present_value: Option<f64>,
}

impl Ownership {
    /// The part of the subtotal that buys the system; `None` when nothing is spent.
    pub fn purchase_share(&self) -> Option<f64> {
        self.purchase.share_of(self.subtotal)
    }

    /// The part of the subtotal that keeps it running; `None` when nothing is spent.
    pub fn support_share(&self) -> Option<f64> {
        self.support.share_of(self.subtotal)
    }
}

/// Adds up lines of cost; `contingency` is a share of the subtotal, `rate` the discount rate a year.
///
/// `None` when an amount outgrows [`Money::LARGEST`].
pub fn ownership(costs: &[Cost], contingency: f64, rate: f64) -> Option<Ownership> {
    let all = |keep: &dyn Fn(&&Cost) -> bool| costs.iter().filter(keep).flat_map(|cost| &cost.amounts).copied().sum();
    let subtotal: Money = all(&|_| true);
    let years = costs.iter().map(|cost| cost.amounts.len()).max().unwrap_or(0);
    let annual = (0..years).map(|year| {
        let spent: Money = costs.iter().filter_map(|cost| cost.amounts.get(year)).copied().sum();
        Some(spent + spent.times(contingency)?)
    });
    let annual = annual.collect::<Option<Vec<Money>>>()?;
    let put_aside = subtotal.times(contingency)?;
    let flows: Vec<f64> = annual.iter().map(|amount| amount.to_number()).collect();
    Some(Ownership {
        subtotal,
        purchase: all(&|cost| !cost.support),
        support: all(&|cost| cost.support),
        contingency: put_aside,
        total: subtotal + put_aside,
        annual,
        present_value: npv(rate, &flows),
    })
}

/// What maintenance of a year is of all licences; `None` without licences.
pub fn maintenance_share(costs: &[Cost], year: usize) -> Option<f64> {
    let of = |line: CostLine| costs.iter().filter(move |cost| cost.line == line);
    let licences: Money = of(CostLine::Licences).flat_map(|cost| &cost.amounts).copied().sum();
    let maintenance: Money = of(CostLine::Maintenance).filter_map(|cost| cost.amounts.get(year)).copied().sum();
    maintenance.share_of(licences)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cost(line: CostLine, support: bool, amounts: &[i64]) -> Cost {
        let amounts = amounts.iter().filter_map(|amount| Money::parse(&amount.to_string())).collect();
        Cost { line, support, amounts }
    }

    /// A programme made up on the eight lines of the course texts; reckoned apart by numpy-financial.
    fn programme() -> Vec<Cost> {
        let yearly = |amount: i64| [0, amount, amount, amount, amount, amount];
        vec![
            cost(CostLine::Licences, false, &[600_000]),
            cost(CostLine::Maintenance, true, &yearly(108_000)),
            cost(CostLine::Hardware, false, &[250_000]),
            cost(CostLine::Telecommunications, true, &yearly(20_000)),
            cost(CostLine::ExternalServices, false, &[300_000]),
            cost(CostLine::VendorServices, false, &[200_000]),
            cost(CostLine::InternalStaff, true, &yearly(40_000)),
            cost(CostLine::Other, true, &yearly(10_000)),
        ]
    }

    #[test]
    fn five_years_of_a_programme() {
        let Some(found) = ownership(&programme(), 0.12, 0.10) else { panic!("no amount is too large") };
        let said = [found.subtotal, found.purchase, found.support, found.contingency, found.total];
        assert_eq!(said.map(|amount| amount.to_string()), ["2240000", "1350000", "890000", "268800", "2508800"]);
        let annual: Vec<String> = found.annual.iter().map(Money::to_string).collect();
        assert_eq!(annual, ["1512000", "199360", "199360", "199360", "199360", "199360"]);
        let close = |found: Option<f64>, wanted: f64| (found.unwrap_or(f64::NAN) - wanted).abs() < 1e-6;
        assert!(close(found.present_value, 2_267_731.250_349), "{found:?}");
        assert!(close(found.purchase_share(), 0.602_678_571_428_6));
        assert!(close(found.support_share(), 0.397_321_428_571_4));
        assert_eq!((maintenance_share(&programme(), 0), maintenance_share(&programme(), 3)), (Some(0.0), Some(0.18)));
    }

    #[test]
    fn nothing_spent_has_no_shares() {
        let nothing = ownership(&[], 0.1, 0.1);
        assert_eq!(nothing.as_ref().map(|nothing| nothing.total), Some(Money::ZERO));
        assert_eq!(nothing.and_then(|nothing| nothing.purchase_share()), None);
        assert_eq!(maintenance_share(&[], 1), None);
    }

    proptest! {
        #[test]
        fn years_sum_to_the_total_whatever_the_order(
            lines in prop::collection::vec((any::<bool>(), prop::collection::vec(-10_000_000i64..10_000_000, 0..7)), 0..9),
            percent in 0u8..30,
        ) {
            let mut costs: Vec<Cost> =
                lines.iter().map(|(support, amounts)| cost(CostLine::Other, *support, amounts)).collect();
            let reckon = |costs: &[Cost]| ownership(costs, f64::from(percent) / 100.0, 0.08);
            let Some(found) = reckon(&costs) else { panic!("no amount is too large") };
            prop_assert_eq!(found.annual.iter().copied().sum::<Money>(), found.total);
            prop_assert_eq!(found.purchase + found.support, found.subtotal);
            costs.reverse();
            prop_assert_eq!(reckon(&costs), Some(found));
        }
    }
}
