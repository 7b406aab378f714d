//! A firm's statements, and what is asked of them: economic value added and management ratios.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::super::decode::{Required, Spanned, Written};
use super::super::{EntityTable, Sql, Text};

/// The yearly statements of the firm: a query that returns a row a year, and entity where there are several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Statements {
    /// SELECT with the columns `year` and, as far as they are needed, `revenue`, `cost_of_sales`, `operating_profit`,
    /// `net_profit`, `nopat`, `interest`, `tax`, `cash_tax`, `research`, `assets`, `inventory`, `receivables`, `payables`,
    /// `equity`, `debt`, `liabilities`, `non_interest_liabilities`, `construction`, `capital`, and those that adjustments
    /// name; `entity` where there are several; `currency` to have it checked. Balances are those at the end of the year.
    pub(crate) sql: Required<Spanned<Sql>>,
    /// Whose statements they are, and after which rules they are drawn up.
    pub(crate) description: Option<Spanned<Text>>,
    /// Where the entities are listed; without it those in the rows stand side by side.
    pub(crate) entities: Option<Spanned<EntityTable>>,
}

/// Economic value added: NOPAT − WACC × capital.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Eva {
    /// `state-assets`: after the assets commission of China (国资委). Net profit with interest and research given back after
    /// 25 % tax, mean capital, 5.5 %. What is written beside it holds in its place.
    pub(crate) preset: Option<Spanned<Preset>>,
    /// What capital costs a year: a percentage, or its parts.
    pub(crate) wacc: Option<Spanned<Wacc>>,
    /// Which capital is charged: at the `opening` of the year (the default), the `average` of both ends, or at `year-end`.
    pub(crate) capital: Option<Spanned<CapitalAt>>,
    /// What profit is reckoned from: the column `nopat`, `operating` profit less tax, or `net` profit with interest after tax
    /// given back. By default the first of which there are columns.
    pub(crate) profit: Option<Spanned<Profit>>,
    /// Which tax operating profit bears: by the `rate` (the default), as in the `book` (column `tax`), or in `cash` (column
    /// `cash_tax`).
    pub(crate) taxes: Option<Spanned<Taxes>>,
    /// The rate of tax: `25%`, the default.
    pub(crate) tax: Option<Spanned<Written>>,
    /// The first year told of; statements of earlier years are history. By default the first with an opening balance.
    pub(crate) from: Option<Spanned<u32>>,
    /// What changes profit and capital.
    pub(crate) adjustments: Option<Spanned<Vec<Spanned<Adjustment>>>>,
}

/// Whose rules are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Preset {
    /// The assets commission of China 国资委.
    StateAssets,
}

/// What capital costs a year.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum Wacc {
    /// `9%`
    Text(Written),
    /// From its parts.
    Map(Box<WaccParts>),
}

/// The weighted mean of what equity and debt cost, the latter less the tax it saves.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct WaccParts {
    /// The market value of equity.
    pub(crate) equity: Required<Spanned<Written>>,
    /// The market value of debt.
    pub(crate) debt: Required<Spanned<Written>>,
    /// What owners expect a year: a percentage, or by the capital asset pricing model.
    pub(crate) cost_of_equity: Required<Spanned<CostOfEquity>>,
    /// Interest on debt before tax: `6%`.
    pub(crate) cost_of_debt: Required<Spanned<Written>>,
    /// The rate of tax that interest saves; that of `eva` by default.
    pub(crate) tax: Option<Spanned<Written>>,
}

/// What owners expect a year.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum CostOfEquity {
    /// `12%`
    Text(Written),
    /// By the capital asset pricing model.
    Map(Capm),
}

/// Risk-free rate + beta × premium.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Capm {
    /// What lending without risk brings: `2.5%`.
    pub(crate) risk_free: Required<Spanned<Written>>,
    /// How much more the share moves than the market: `1.2`.
    pub(crate) beta: Required<Spanned<f64>>,
    /// What the market brings above the risk-free rate: `6%`.
    pub(crate) premium: Required<Spanned<Written>>,
}

/// Which balance is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CapitalAt {
    /// At the beginning of the year.
    Opening,
    /// The mean of both ends.
    Average,
    /// At the end of the year.
    YearEnd,
}

/// What profit is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Profit {
    /// The column `nopat`.
    Nopat,
    /// Operating profit less tax.
    Operating,
    /// Net profit with interest after tax given back.
    Net,
}

/// Which tax operating profit bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Taxes {
    /// By the rate.
    Rate,
    /// The column `tax`.
    Book,
    /// The column `cash_tax`.
    Cash,
}

/// What changes profit and capital.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Adjustment {
    /// How. `capitalise`: spending given back and written off over `years`, from the year after. `lease`: what leases still
    /// owe is capital, and the interest in them, at `rate`, is given back. `provision` (also deferred tax): the balance is
    /// capital, and what it grew by is given back. `goodwill`: what was written off is given back and stays capital.
    /// `add-back` and `one-off`: a `share` of the column is added to profit, or taken off it; capital stays.
    pub(crate) kind: Required<Spanned<AdjustmentKind>>,
    /// The column of the statements it is reckoned from.
    pub(crate) column: Required<Spanned<String>>,
    /// Its name on the page; the name of the column by default.
    pub(crate) title: Option<Spanned<Text>>,
    /// Over how many years spending is written off, for `capitalise`.
    #[schemars(range(min = 1, max = 50))]
    pub(crate) years: Option<Spanned<u32>>,
    /// The interest in lease payments, for `lease`: `5%`.
    pub(crate) rate: Option<Spanned<Written>>,
    /// Which part counts, for `add-back` and `one-off`: `50%`; all of it by default.
    pub(crate) share: Option<Spanned<Written>>,
    /// Whether what it adds to profit bears tax: by default for `lease`, `add-back` and `one-off`.
    pub(crate) taxed: Option<bool>,
}

/// How an adjustment changes profit and capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AdjustmentKind {
    /// Spending is an investment.
    Capitalise,
    /// Leases are capital.
    Lease,
    /// Provisions are capital; deferred tax too.
    Provision,
    /// Goodwill written off stays capital.
    Goodwill,
    /// Given back to profit.
    AddBack,
    /// Taken off profit: it will not come again.
    OneOff,
}

/// Management ratios from the statements.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Ratios {
    /// Which balance stands below the line: the `average` of both ends of the year (the default), or that at `year-end`.
    pub(crate) balance: Option<Spanned<CapitalAt>>,
    /// How many days a year has; 365 by default.
    #[schemars(range(min = 1, max = 366))]
    pub(crate) days: Option<Spanned<u32>>,
    /// The first year told of; by default the first there can be.
    pub(crate) from: Option<Spanned<u32>>,
}
