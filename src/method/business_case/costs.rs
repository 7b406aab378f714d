//! The plan of costs: rules made amounts, items made lines, lines made totals.

use std::collections::BTreeMap;

use super::super::finance::tco::{self, Cost, Ownership};
use crate::scorecard::Money;
use crate::scorecard::business_case::{BusinessCase, CostItem, CostLine, CostRule, FeeBase};

/// What a case costs by plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// A row an item in the order of the YAML, an amount a year; to the cent, in the currency of the case.
    pub items: Vec<Vec<Money>>,
    /// The eight lines, an amount a year.
    pub lines: BTreeMap<CostLine, Vec<Money>>,
    /// All lines before contingency, an amount a year.
    pub subtotals: Vec<Money>,
    /// Totals, the split into purchase and support, and what it is worth today.
    pub ownership: Ownership,
}

impl Costs {
    /// What a line costs in all years.
    pub fn of_line(&self, line: CostLine) -> Money {
        self.lines.get(&line).into_iter().flatten().copied().sum()
    }
}

/// The costs of a case; `None` when an amount outgrows [`Money::LARGEST`].
pub(super) fn costs(case: &BusinessCase) -> Option<Costs> {
    let items = case.costs.iter().map(|item| amounts(case, item)).collect::<Option<Vec<_>>>()?;
    let summed = case.costs.iter().zip(&items).map(|(item, amounts)| Cost {
        line: item.line,
        support: item.support,
        amounts: amounts.clone(),
    });
    let summed: Vec<Cost> = summed.collect();
    let ownership = tco::ownership(&summed, case.contingency, case.rate)?;
    let years = case.years().count();
    let lines = CostLine::ALL.map(|line| (line, by_year(&summed, years, |cost| cost.line == line)));
    Some(Costs { items, lines: lines.into(), subtotals: by_year(&summed, years, |_| true), ownership })
}

fn by_year(costs: &[Cost], years: usize, keep: impl Fn(&Cost) -> bool) -> Vec<Money> {
    let in_year = |year: usize| costs.iter().filter(|cost| keep(cost)).filter_map(move |cost| cost.amounts.get(year));
    (0..years).map(|year| in_year(year).copied().sum()).collect()
}

/// What an item costs in each year: by its rule, less discount, times allocation and rate of exchange, to the cent.
fn amounts(case: &BusinessCase, item: &CostItem) -> Option<Vec<Money>> {
    let last = case.last_year();
    let year = |year: i32| {
        let whole = by_rule(case, item, year)?.times(1.0 - item.discount)?.times(item.allocated)?;
        let residual = if year == last { item.residual } else { Money::ZERO };
        (whole - residual).times(item.exchange).map(Money::to_cents)
    };
    case.years().map(year).collect()
}

fn by_rule(case: &BusinessCase, item: &CostItem, year: i32) -> Option<Money> {
    match &item.rule {
        CostRule::Stated(amounts) => Some(amounts.get(&year).copied().unwrap_or_default()),
        CostRule::EachYear { amount, years, growth } => grown(*amount, *years, *growth, year),
        CostRule::PerUser { price, users, years, growth } => {
            let users = users.range(..=year).next_back().map_or(0.0, |(_, users)| *users);
            grown(*price, *years, *growth, year)?.times(users)
        }
        CostRule::ShareOfLicences { share, of, first_year_free } => {
            let until = if *first_year_free { year - 1 } else { year };
            let bought = licences(case, *of, until)?.times(*share)?;
            // Licences are in the currency of the case; what follows changes it from that of the item.
            bought.times(1.0 / item.exchange)
        }
    }
}

/// An amount that grows from its first year to its last.
fn grown(amount: Money, (first, last): (i32, i32), growth: f64, year: i32) -> Option<Money> {
    if !(first..=last).contains(&year) {
        return Some(Money::ZERO);
    }
    (first..year).try_fold(amount, |amount, _| amount.times(1.0 + growth))
}

/// What all licences bought up to a year cost, in the currency of the case.
fn licences(case: &BusinessCase, of: FeeBase, until: i32) -> Option<Money> {
    let bought = case.costs.iter().filter(|item| item.line == CostLine::Licences);
    let paid = bought.flat_map(|item| (case.opening..=until).map(move |year| (item, year)));
    let fees = paid.map(|(item, year)| {
        if matches!(item.rule, CostRule::ShareOfLicences { .. }) {
            return Some(Money::ZERO);
        }
        let list = by_rule(case, item, year)?.times(item.allocated)?.times(item.exchange)?;
        if of == FeeBase::List { Some(list) } else { list.times(1.0 - item.discount) }
    });
    fees.sum()
}
