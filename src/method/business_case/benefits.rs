//! Benefits by plan, and what became of those a measure tells of.

use std::collections::BTreeMap;

use crate::scorecard::Money;
use crate::scorecard::business_case::{Benefit, BenefitRule, BusinessCase};

/// What measures say of drivers: by place of the benefit, the value of the measure in each year.
pub type Measured = BTreeMap<usize, BTreeMap<i32, f64>>;

/// What a case brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Benefits {
    /// A row a benefit in the order of the YAML, an amount a year; to the cent, in the currency of the case.
    pub items: Vec<Vec<Money>>,
    /// What can be counted, an amount a year.
    pub hard: Vec<Money>,
    /// What cannot, an amount a year.
    pub soft: Vec<Money>,
    /// What became of benefits whose drivers are measured: by place, year by year.
    pub actual: BTreeMap<usize, BTreeMap<i32, Realised>>,
}

/// What became of a benefit in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Realised {
    /// The value of the measure.
    pub measured: f64,
    /// How much of the driver that is.
    pub driver: f64,
    /// What it is worth.
    pub amount: Money,
}

impl Benefits {
    /// Hard and soft together, an amount a year.
    pub fn all(&self) -> Vec<Money> {
        self.hard.iter().zip(&self.soft).map(|(hard, soft)| *hard + *soft).collect()
    }
}

/// The benefits of a case; `None` when an amount outgrows [`Money::LARGEST`].
pub(super) fn benefits(case: &BusinessCase, measured: &Measured) -> Option<Benefits> {
    let items = case.benefits.iter().map(|benefit| amounts(case, benefit)).collect::<Option<Vec<_>>>()?;
    let sum = |soft: bool| {
        let rows = || case.benefits.iter().zip(&items).filter(|(benefit, _)| benefit.soft == soft);
        let year = |at: usize| rows().filter_map(|(_, row)| row.get(at)).copied().sum();
        (0..case.years().count()).map(year).collect()
    };
    let (hard, soft) = (sum(false), sum(true));
    let mut actual = BTreeMap::new();
    for (at, values) in measured {
        let Some(benefit) = case.benefits.get(*at) else { continue };
        let years = values.iter().filter(|(year, _)| (benefit.years.0..=benefit.years.1).contains(*year));
        let known = years.map(|(year, value)| Some((*year, realised(benefit, *year, *value)?)));
        actual.insert(*at, known.collect::<Option<_>>()?);
    }
    Some(Benefits { items, hard, soft, actual })
}

/// What a benefit brings in each year by plan.
fn amounts(case: &BusinessCase, benefit: &Benefit) -> Option<Vec<Money>> {
    case.years().map(|year| Some(in_year(benefit, year)?.to_cents())).collect()
}

fn in_year(benefit: &Benefit, year: i32) -> Option<Money> {
    let whole = match &benefit.rule {
        BenefitRule::Stated(amounts) => amounts.get(&year).copied().unwrap_or_default(),
        BenefitRule::Driven { driver, .. } => {
            let holds = driver.range(..=year).next_back().map_or(0.0, |(_, driver)| *driver);
            driven(benefit, year, holds)?
        }
    };
    whole.times(ramp(benefit, year))?.times(benefit.attribution)?.times(benefit.exchange)
}

/// So much of the driver at what a unit is worth in a year.
fn driven(benefit: &Benefit, year: i32, driver: f64) -> Option<Money> {
    let BenefitRule::Driven { unit, .. } = &benefit.rule else { return Some(Money::ZERO) };
    let (first, last) = benefit.years;
    if !(first..=last).contains(&year) {
        return Some(Money::ZERO);
    }
    (first..year).try_fold(*unit, |unit, _| unit.times(1.0 + benefit.growth))?.times(driver)
}

/// How far a benefit is there in a year.
fn ramp(benefit: &Benefit, year: i32) -> f64 {
    let since = usize::try_from(year - benefit.years.0).unwrap_or(0);
    benefit.ramp.get(since).or(benefit.ramp.last()).copied().unwrap_or(1.0)
}

/// What a measured value is worth: the ramp is not asked, as what is measured is there.
fn realised(benefit: &Benefit, year: i32, measured: f64) -> Option<Realised> {
    let measure = benefit.measure.as_ref()?;
    let driver = if measure.falls { measure.over - measured } else { measured - measure.over };
    let amount = driven(benefit, year, driver)?.times(benefit.attribution)?.times(benefit.exchange)?;
    Some(Realised { measured, driver, amount: amount.to_cents() })
}
