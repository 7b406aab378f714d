//! Economic value added: what is earned above the cost of the capital in use.

use super::flows::discount;
use crate::scorecard::{CostOfCapital, CostOfEquity};

pub use crate::scorecard::CapitalAt;

/// One year's value added.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueAdded {
    /// Net operating profit after tax, adjusted.
    pub nopat: f64,
    /// The capital charged.
    pub capital: f64,
    /// WACC × capital.
    pub charge: f64,
    /// NOPAT − charge.
    pub eva: f64,
    /// NOPAT / capital; `None` without capital.
    pub roic: Option<f64>,
}

/// EVA = NOPAT − WACC × capital (Stewart 1991). Unadjusted profit gives residual income.
pub fn value_added(nopat: f64, capital: f64, wacc: f64) -> ValueAdded {
    let charge = wacc * capital;
    ValueAdded { nopat, capital, charge, eva: nopat - charge, roic: (capital != 0.0).then(|| nopat / capital) }
}

/// Where a firm's money comes from and what it costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Financing {
    /// Market value of equity.
    pub equity: f64,
    /// Market value of debt.
    pub debt: f64,
    /// What owners expect, a fraction a year.
    pub cost_of_equity: f64,
    /// Interest before tax, a fraction a year.
    pub cost_of_debt: f64,
    /// The rate of tax interest saves.
    pub tax: f64,
}

/// Weighted average cost of capital: `E/V·kₑ + D/V·k_d·(1 − t)`. `None` without any capital.
pub fn wacc(from: &Financing) -> Option<f64> {
    let value = from.equity + from.debt;
    let cost = from.equity * from.cost_of_equity + from.debt * from.cost_of_debt * (1.0 - from.tax);
    (value > 0.0).then(|| cost / value)
}

/// WACC as stated, or from its parts; `None` without any capital.
pub fn cost_of_capital(cost: &CostOfCapital) -> Option<f64> {
    match *cost {
        CostOfCapital::Stated(rate) => Some(rate),
        CostOfCapital::Parts { equity, debt, cost_of_equity, cost_of_debt, tax } => {
            let cost_of_equity = match cost_of_equity {
                CostOfEquity::Stated(rate) => rate,
                CostOfEquity::Capm { risk_free, beta, premium } => capm(risk_free, beta, premium),
            };
            wacc(&Financing { equity, debt, cost_of_equity, cost_of_debt, tax })
        }
    }
}

/// Cost of equity after the capital asset pricing model: risk-free rate + β × market premium.
pub fn capm(risk_free: f64, beta: f64, premium: f64) -> f64 {
    risk_free + beta * premium
}

/// Spending that is treated as an investment: research, training, winning customers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capitalised {
    /// What of earlier spending is not yet written off at the beginning of the year; belongs to opening capital.
    pub opening: f64,
    /// What of earlier spending is written off in the year.
    pub amortisation: f64,
    /// What profit gains: the year's spending, given back, less the amortisation. Tax on it is left out.
    pub added_profit: f64,
}

/// Capitalises spending over `life` years in even parts, from the year after it was spent.
///
/// `earlier` are the years before, oldest first. This year's spending never changes this year's opening capital, the
/// commonest mistake. `None` for a life of no years.
pub fn capitalise(earlier: &[f64], current: f64, life: u32) -> Option<Capitalised> {
    if life == 0 {
        return None;
    }
    let years = f64::from(life);
    let aged = || earlier.iter().rev().zip(0..life);
    let opening = aged().map(|(spent, age)| spent * (years - f64::from(age)) / years).sum();
    let amortisation = aged().map(|(spent, _)| spent / years).sum();
    Some(Capitalised { opening, amortisation, added_profit: current - amortisation })
}

/// Market value added as `Σ EVA_t / (1 + WACC)^t`, t from 1: equals the NPV of the free flows the EVAs come from.
///
/// `None` for a WACC of −100 % or below.
pub fn market_value_added(evas: &[f64], wacc: f64) -> Option<f64> {
    evas.iter().zip(1..).map(|(eva, year)| Some(eva * discount(wacc, f64::from(year))?)).sum()
}

/// A year's statements as the assets commission reckons EVA of central enterprises.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statements {
    /// Net profit.
    pub net_profit: f64,
    /// Interest paid.
    pub interest: f64,
    /// Research spending that was charged to profit.
    pub research: f64,
    /// Means of the year's two ends, from here on: equity.
    pub equity: f64,
    /// Liabilities.
    pub liabilities: f64,
    /// Current liabilities that bear no interest.
    pub non_interest_liabilities: f64,
    /// Construction in progress.
    pub construction: f64,
}

/// EVA after the measures of the assets commission: NOPAT = net profit + (interest + research)·(1 − tax), capital = mean
/// equity + liabilities − non-interest current liabilities − construction in progress.
pub fn state_assets(year: &Statements, rate: f64, tax: f64) -> ValueAdded {
    let nopat = year.net_profit + (year.interest + year.research) * (1.0 - tax);
    let capital = year.equity + year.liabilities - year.non_interest_liabilities - year.construction;
    value_added(nopat, capital, rate)
}
