//! What economists change in accountants' profit and capital: spending that is an investment, leases, provisions,
//! goodwill. Amounts are exact; only shares of them are rounded, to 10 decimal places.

use super::ledger::Years;
use crate::scorecard::{Adjustment, AdjustmentKind, Money};

/// An amount that is needed and not there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The year.
    pub year: i32,
    /// The column.
    pub column: String,
}

/// The amount of a column in a year.
pub fn amount(years: &Years, year: i32, column: &str) -> Result<Money, Missing> {
    let found = years.get(&year).and_then(|statement| statement.get(column)).copied();
    found.ok_or_else(|| Missing { year, column: column.to_owned() })
}

/// The same in a year of which there may be no statement: nothing then.
fn past(years: &Years, year: i32, column: &str) -> Result<Money, Missing> {
    if years.contains_key(&year) { amount(years, year, column) } else { Ok(Money::ZERO) }
}

/// What of an amount is written off after some of all years, in even parts; the whole after all of them.
pub fn written_off(spent: Money, after: u32, all: u32) -> Money {
    if after >= all { spent } else { spent.part(f64::from(after) / f64::from(all)) }
}

/// What an adjustment adds to the capital at the end of a year.
pub fn balance(own: &Adjustment, years: &Years, year: i32) -> Result<Money, Missing> {
    match own.kind {
        AdjustmentKind::Capitalise { years: life } => {
            let aged = |age: u32| {
                let spent = past(years, year.saturating_sub_unsigned(age), &own.column)?;
                Ok(spent - written_off(spent, age, life))
            };
            (0..life).map(aged).sum()
        }
        AdjustmentKind::Lease { .. } | AdjustmentKind::Provision => amount(years, year, &own.column),
        AdjustmentKind::Goodwill => years.range(..=year).map(|(year, _)| amount(years, *year, &own.column)).sum(),
        AdjustmentKind::AddBack { .. } | AdjustmentKind::OneOff { .. } => Ok(Money::ZERO),
    }
}

/// What an adjustment adds to the profit of a year, after tax where it bears any.
pub fn profit(own: &Adjustment, years: &Years, year: i32, tax: f64) -> Result<Money, Missing> {
    let added = match own.kind {
        AdjustmentKind::Capitalise { years: life } => {
            amount(years, year, &own.column)? - amortisation(own, years, year, life)?
        }
        AdjustmentKind::Lease { rate } => past(years, year.saturating_sub(1), &own.column)?.part(rate),
        AdjustmentKind::Provision => {
            let before = year.saturating_sub(1);
            // The first statement tells of no change.
            let before = if years.contains_key(&before) { before } else { year };
            amount(years, year, &own.column)? - amount(years, before, &own.column)?
        }
        AdjustmentKind::Goodwill => amount(years, year, &own.column)?,
        AdjustmentKind::AddBack { share } => amount(years, year, &own.column)?.part(share),
        AdjustmentKind::OneOff { share } => -amount(years, year, &own.column)?.part(share),
    };
    Ok(if own.taxed { added.part(1.0 - tax) } else { added })
}

/// What is written off in a year of the spending of the years before it.
fn amortisation(own: &Adjustment, years: &Years, year: i32, life: u32) -> Result<Money, Missing> {
    let aged = |age: u32| {
        let spent = past(years, year.saturating_sub_unsigned(age), &own.column)?;
        Ok(written_off(spent, age, life) - written_off(spent, age - 1, life))
    };
    (1..=life).map(aged).sum()
}

/// Whether there are fewer years before one than spending is written off over: what was spent then is not known.
pub fn is_short(own: &Adjustment, years: &Years, year: i32) -> bool {
    let AdjustmentKind::Capitalise { years: life } = own.kind else { return false };
    years.keys().next().is_some_and(|first| first.saturating_add_unsigned(life) > year)
}
