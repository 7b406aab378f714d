//! Economic value added of a firm, year by year: what its statements and adjustments make of profit and capital.

use super::adjust::{self, Missing, amount};
use super::eva::{self, market_value_added};
use super::flows::discount;
use super::ledger::{Ledger, Years};
use crate::scorecard::{CapitalAt, EntityIndex, EvaPlan, Money, ProfitFrom, Taxes};

/// What a line of a reckoning is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A column of the statements.
    Column(&'static str),
    /// Tax on operating profit, by the rate.
    TaxByRate,
    /// Interest, less the tax it saves.
    InterestAfterTax,
    /// An adjustment, by its place.
    Adjustment(usize),
}

/// Lines that sum to what they stand under.
pub type Lines = Vec<(Line, Money)>;

/// One year.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmYear {
    /// Which.
    pub year: i32,
    /// What profit is reckoned from; sums to NOPAT.
    pub profit: Lines,
    /// Net operating profit after tax, adjusted.
    pub nopat: Money,
    /// What the charged capital is made of; sums to it.
    pub invested: Lines,
    /// The capital charged, by the convention.
    pub capital: Money,
    /// At the beginning of the year; `None` where there is no statement of the year before.
    pub opening: Option<Money>,
    /// At its end.
    pub closing: Money,
    /// WACC × capital.
    pub charge: Money,
    /// NOPAT − charge.
    pub eva: Money,
    /// NOPAT / capital; `None` where capital is not above zero.
    pub roic: Option<f64>,
    /// Sales; `None` where the statements do not say.
    pub revenue: Option<Money>,
}

/// What profit and capital are reckoned from, by the columns there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Profit.
    pub profit: ProfitFrom,
    /// Columns whose amounts make capital, and whether they are taken off.
    pub capital: &'static [(&'static str, bool)],
}

/// Ways to capital, the first whose required columns are there: (columns with what is taken off, how many of them are
/// required).
const CAPITAL: [(&[(&str, bool)], usize); 4] = [
    (&[("capital", false)], 1),
    (&[("equity", false), ("liabilities", false), ("non_interest_liabilities", true), ("construction", true)], 2),
    (&[("equity", false), ("debt", false)], 2),
    (&[("assets", false), ("non_interest_liabilities", true), ("construction", true)], 2),
];

impl Basis {
    /// What can be reckoned from the columns there are, or the columns one of which is missing.
    pub fn of(plan: &EvaPlan, ledger: &Ledger) -> Result<Self, Vec<String>> {
        let mut missing = Vec::new();
        let profits = [ProfitFrom::Nopat, ProfitFrom::Operating, ProfitFrom::Net];
        let is_there = |profit: &ProfitFrom| profit_columns(*profit, plan.taxes).iter().all(|name| ledger.has(name));
        let profit = plan.profit.or_else(|| profits.into_iter().find(is_there));
        match profit {
            None => {
                let with = match plan.taxes {
                    Taxes::Rate => "",
                    Taxes::Book => " with `tax`",
                    Taxes::Cash => " with `cash_tax`",
                };
                missing.push(format!("`nopat`, `operating_profit`{with}, or `net_profit` with `interest`"));
            }
            Some(profit) => {
                let lacking = profit_columns(profit, plan.taxes).iter().filter(|name| !ledger.has(name));
                missing.extend(lacking.map(|name| format!("`{name}`")));
            }
        }
        let ways = CAPITAL.into_iter();
        let capital = ways.filter(|(columns, needed)| columns[..*needed].iter().all(|(name, _)| ledger.has(name)));
        let capital = capital.map(|(columns, _)| columns).next();
        if capital.is_none() {
            missing.push("`capital`, or `equity` with `liabilities` or `debt`".to_owned());
        }
        let adjusted = plan.adjustments.iter().filter(|own| !ledger.has(&own.column));
        missing.extend(adjusted.map(|own| format!("`{}`", own.column)));
        match (profit, capital) {
            (Some(profit), Some(capital)) if missing.is_empty() => Ok(Self { profit, capital }),
            _ => Err(missing),
        }
    }
}

fn profit_columns(profit: ProfitFrom, taxes: Taxes) -> &'static [&'static str] {
    match (profit, taxes) {
        (ProfitFrom::Nopat, _) => &["nopat"],
        (ProfitFrom::Operating, Taxes::Rate) => &["operating_profit"],
        (ProfitFrom::Operating, Taxes::Book) => &["operating_profit", "tax"],
        (ProfitFrom::Operating, Taxes::Cash) => &["operating_profit", "cash_tax"],
        (ProfitFrom::Net, _) => &["net_profit", "interest"],
    }
}

/// What profit and capital of one entity are reckoned with.
pub struct Firm<'a> {
    /// How.
    pub plan: &'a EvaPlan,
    /// From what.
    pub basis: Basis,
    /// The columns there are.
    pub ledger: &'a Ledger,
    /// What capital costs.
    pub rate: f64,
}

impl Firm<'_> {
    /// The years of an entity that can be told of, in order; and amounts that are needed and missing.
    ///
    /// A year whose convention needs an opening balance is told of only where there is a statement of the year before.
    pub fn years(&self, entity: EntityIndex) -> (Vec<FirmYear>, Vec<Missing>) {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        let Some(years) = self.ledger.of(entity) else { return (found, missing) };
        let first = self.plan.from.unwrap_or(i32::MIN);
        for year in years.keys().copied().filter(|year| *year >= first) {
            let is_opened = years.contains_key(&year.saturating_sub(1));
            if self.plan.capital != CapitalAt::YearEnd && !is_opened {
                continue;
            }
            match self.year(years, year) {
                Ok(one) => found.push(one),
                Err(lacking) => missing.push(lacking),
            }
        }
        missing.dedup();
        (found, missing)
    }

    fn year(&self, years: &Years, year: i32) -> Result<FirmYear, Missing> {
        let profit = self.profit(years, year)?;
        let closing = self.capital(years, year)?;
        let before = year.saturating_sub(1);
        let opening = years.contains_key(&before).then(|| self.capital(years, before)).transpose()?;
        let invested = charged(self.plan.capital, opening.as_ref().unwrap_or(&closing), &closing);
        let (nopat, capital) = (total(&profit), total(&invested));
        let charge = capital.part(self.rate);
        Ok(FirmYear {
            year,
            nopat,
            capital,
            charge,
            eva: nopat - charge,
            roic: if capital > Money::ZERO { nopat.share_of(capital) } else { None },
            opening: opening.map(|lines| total(&lines)),
            closing: total(&closing),
            revenue: years.get(&year).and_then(|statement| statement.get("revenue")).copied(),
            profit,
            invested,
        })
    }

    fn profit(&self, years: &Years, year: i32) -> Result<Lines, Missing> {
        let own = |column: &'static str| Ok((Line::Column(column), amount(years, year, column)?));
        let mut lines = match self.basis.profit {
            ProfitFrom::Nopat => vec![own("nopat")?],
            ProfitFrom::Operating => vec![own("operating_profit")?, self.tax(years, year)?],
            ProfitFrom::Net => {
                let interest = amount(years, year, "interest")?.part(1.0 - self.plan.tax);
                vec![own("net_profit")?, (Line::InterestAfterTax, interest)]
            }
        };
        for (at, adjustment) in self.plan.adjustments.iter().enumerate() {
            lines.push((Line::Adjustment(at), adjust::profit(adjustment, years, year, self.plan.tax)?));
        }
        Ok(lines)
    }

    fn tax(&self, years: &Years, year: i32) -> Result<(Line, Money), Missing> {
        let column = match self.plan.taxes {
            Taxes::Rate => {
                let profit = amount(years, year, "operating_profit")?;
                return Ok((Line::TaxByRate, -profit.part(self.plan.tax)));
            }
            Taxes::Book => "tax",
            Taxes::Cash => "cash_tax",
        };
        Ok((Line::Column(column), -amount(years, year, column)?))
    }

    /// The capital at the end of a year.
    fn capital(&self, years: &Years, year: i32) -> Result<Lines, Missing> {
        let there = self.basis.capital.iter().filter(|(column, _)| self.ledger.has(column));
        let own = |(column, is_less): &(&'static str, bool)| {
            let amount = amount(years, year, column)?;
            Ok((Line::Column(column), if *is_less { -amount } else { amount }))
        };
        let mut lines = there.map(own).collect::<Result<Lines, Missing>>()?;
        for (at, adjustment) in self.plan.adjustments.iter().enumerate() {
            let added = adjust::balance(adjustment, years, year)?;
            if added != Money::ZERO {
                lines.push((Line::Adjustment(at), added));
            }
        }
        Ok(lines)
    }
}

/// The sum of lines.
fn total(lines: &Lines) -> Money {
    lines.iter().map(|(_, amount)| *amount).sum()
}

/// The lines of the charged capital, of those at both ends of the year.
fn charged(at: CapitalAt, opening: &Lines, closing: &Lines) -> Lines {
    match at {
        CapitalAt::Opening => opening.clone(),
        CapitalAt::YearEnd => closing.clone(),
        CapitalAt::Average => {
            let mut lines: Lines = opening.iter().map(|(line, amount)| (*line, amount.part(0.5))).collect();
            for (line, amount) in closing {
                let half = amount.part(0.5);
                match lines.iter_mut().find(|(own, _)| own == line) {
                    Some((_, sum)) => *sum = *sum + half,
                    None => lines.push((*line, half)),
                }
            }
            lines
        }
    }
}

/// What the years add to the capital there was: both sides of an identity, reckoned apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AddedValue {
    /// `Σ EVA_t / (1 + WACC)^t`, t from 1 in the first year told of.
    pub from_eva: f64,
    /// The present value of what flows to those who gave the capital, and of the capital left, less that at the start.
    pub from_flows: f64,
}

/// Market value added in two ways, which agree where the opening capital is charged: the EVAs' present value, and the
/// NPV of the free flows (NOPAT less what capital grew by) with the last capital at its book value.
///
/// `None` without years, where another capital is charged, or for a WACC of −100 % or below.
pub fn added_value(plan: &EvaPlan, years: &[FirmYear], rate: f64) -> Option<AddedValue> {
    let start = years.first().and_then(|year| year.opening).filter(|_| plan.capital == CapitalAt::Opening)?;
    let evas: Vec<f64> = years.iter().map(|year| year.eva.to_number()).collect();
    let mut from_flows = -start.to_number();
    let mut before = start;
    for (year, time) in years.iter().zip(1..) {
        let flow = year.nopat - (year.closing - before);
        from_flows += flow.to_number() * discount(rate, f64::from(time))?;
        before = year.closing;
    }
    let end = i32::try_from(years.len()).ok()?;
    from_flows += before.to_number() * discount(rate, f64::from(end))?;
    Some(AddedValue { from_eva: market_value_added(&evas, rate)?, from_flows })
}

/// What capital costs a year; `None` without any capital.
pub fn rate(plan: &EvaPlan) -> Option<f64> {
    eva::cost_of_capital(&plan.cost)
}
