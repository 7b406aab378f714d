//! A firm's yearly statements, and what is asked of them: economic value added and management ratios.

use super::{EntitySource, Money, Sql, Text};
use crate::diagnostic::Span;

/// The query that returns the statements: a row a year, and entity where there are several.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementSource {
    /// One statement for all years and entities.
    pub sql: Sql,
    /// Whose statements they are, and after which rules they are drawn up.
    pub description: Option<Text>,
    /// Where its entities are listed; `None` for those that stand in the rows, side by side.
    pub entities: Option<EntitySource>,
    /// Where it is defined.
    pub span: Span,
}

/// What a column of statements can hold beside period, entity, currency, and what adjustments name.
pub const STATEMENT_ITEMS: [&str; 19] = [
    "revenue",
    "cost_of_sales",
    "operating_profit",
    "net_profit",
    "nopat",
    "interest",
    "tax",
    "cash_tax",
    "research",
    "assets",
    "inventory",
    "receivables",
    "payables",
    "equity",
    "debt",
    "liabilities",
    "non_interest_liabilities",
    "construction",
    "capital",
];

/// What measures can take from a firm's economic value added, by entity and year. Rates are in per cent.
pub const EVA_RESULTS: [&str; 5] = ["eva", "nopat", "capital", "roic", "spread"];

/// What measures can take from a firm's ratios: their codes, and `firm-roi`, as `roi` is the return of the case.
pub const RATIO_RESULTS: [&str; 14] = [
    "gross-margin",
    "operating-margin",
    "net-margin",
    "asset-turnover",
    "inventory-turnover",
    "inventory-days",
    "receivables-turnover",
    "receivables-days",
    "payables-days",
    "cash-cycle",
    "firm-roi",
    "roa",
    "multiplier",
    "roe",
];

/// Whether a result of a business case is of the firm's statements, and not of the case itself.
pub fn is_of_firm(result: &str) -> bool {
    EVA_RESULTS.contains(&result) || RATIO_RESULTS.contains(&result)
}

/// Which capital the charge is taken on. Books differ, so it is always named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CapitalAt {
    /// At the beginning of the year: Stern Stewart's practice.
    #[default]
    Opening,
    /// The mean of beginning and end: the State-owned Assets Supervision and Administration Commission of China.
    Average,
    /// At the end of the year: operating capital in Ehrhardt & Brigham.
    YearEnd,
}

impl CapitalAt {
    /// The capital to charge, of that at both ends of a year.
    pub fn of(self, opening: f64, closing: f64) -> f64 {
        match self {
            Self::Opening => opening,
            Self::Average => opening.midpoint(closing),
            Self::YearEnd => closing,
        }
    }

    /// The same of amounts of money; a mean is exact to 10 decimal places.
    pub fn of_money(self, opening: Money, closing: Money) -> Money {
        match self {
            Self::Opening => opening,
            Self::Average => opening.part(0.5) + closing.part(0.5),
            Self::YearEnd => closing,
        }
    }
}

/// What economic value added is reckoned of and how.
#[derive(Clone, Debug, PartialEq)]
pub struct EvaPlan {
    /// What capital costs a year.
    pub cost: CostOfCapital,
    /// Which capital is charged.
    pub capital: CapitalAt,
    /// What profit is reckoned from; `None` for the first of which there are columns.
    pub profit: Option<ProfitFrom>,
    /// Which tax operating profit bears.
    pub taxes: Taxes,
    /// The rate of tax, 0 to 1.
    pub tax: f64,
    /// The first year it is told of; years before are history. `None` for the first with an opening balance.
    pub from: Option<i32>,
    /// Whose rules it follows, where it follows any.
    pub preset: Option<EvaPreset>,
    /// What changes profit and capital, in the order of the YAML.
    pub adjustments: Vec<Adjustment>,
    /// Where it is defined.
    pub span: Span,
}

/// What capital costs a year: WACC, stated or from its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CostOfCapital {
    /// Stated: 0.09.
    Stated(f64),
    /// From its parts.
    Parts {
        /// Market value of equity.
        equity: f64,
        /// Market value of debt.
        debt: f64,
        /// What owners expect.
        cost_of_equity: CostOfEquity,
        /// Interest before tax, a fraction a year.
        cost_of_debt: f64,
        /// The rate of tax interest saves.
        tax: f64,
    },
}

/// What owners expect a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CostOfEquity {
    /// Stated: 0.12.
    Stated(f64),
    /// By the capital asset pricing model.
    Capm {
        /// What lending without risk brings.
        risk_free: f64,
        /// How much more the share moves than the market.
        beta: f64,
        /// What the market brings above that.
        premium: f64,
    },
}

/// What net operating profit after tax is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfitFrom {
    /// The column `nopat`, as it is.
    Nopat,
    /// Operating profit less tax.
    Operating,
    /// Net profit, with interest after tax given back.
    Net,
}

/// Which tax operating profit bears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Taxes {
    /// The rate, of operating profit.
    #[default]
    Rate,
    /// The column `tax`: as booked.
    Book,
    /// The column `cash_tax`: as paid.
    Cash,
}

/// Whose rules are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvaPreset {
    /// The assets commission's for central enterprises 国资委.
    StateAssets,
}

/// What changes profit and capital together.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjustment {
    /// The column of the statements it is reckoned from.
    pub column: String,
    /// Its name.
    pub title: Text,
    /// How.
    pub kind: AdjustmentKind,
    /// Whether what it adds to profit bears tax.
    pub taxed: bool,
    /// Where it is defined.
    pub span: Span,
}

/// How an adjustment changes profit and capital.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AdjustmentKind {
    /// Spending is an investment: given back, and written off in even parts from the year after.
    Capitalise {
        /// Over so many years; at least 1.
        years: u32,
    },
    /// The column is what leases still owe: capital, whose interest is given back.
    Lease {
        /// The interest in lease payments, a fraction a year.
        rate: f64,
    },
    /// The column is a provision's balance: capital, and what it grew by is given back. Deferred tax is one.
    Provision,
    /// The column is what was written off in the year: given back, and capital for good.
    Goodwill,
    /// A share of the column is given back to profit; capital stays.
    AddBack {
        /// 0 to 1.
        share: f64,
    },
    /// A share of the column is taken off profit, since it will not come again; capital stays.
    OneOff {
        /// 0 to 1.
        share: f64,
    },
}

/// What is asked of the statements as ratios.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RatioPlan {
    /// Which balance stands below the line.
    pub balance: CapitalAt,
    /// How many days a year has.
    pub days: u32,
    /// The first year told of; `None` for the first there can be.
    pub from: Option<i32>,
    /// Where it is defined.
    pub span: Span,
}
