//! A document of `kind: business-case`: what a programme costs over its years, what it brings, and whether it earns
//! its capital.

mod actual;
mod benefit;
mod cost;
mod risk;
mod statements;

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Entries, Required, Spanned, Written};
use super::super::schema::Id;
use super::Text;

pub(crate) use actual::{Actuals, DatedFlow};
pub(crate) use benefit::{Benefit, Confidence};
pub(crate) use cost::{Amounts, CostItem, CostLine, FeeBase, Purpose};
pub(crate) use risk::{Scenario, Shape, Simulation, Uncertain};
pub(crate) use statements::{
    Adjustment, AdjustmentKind, CapitalAt, CostOfEquity, Eva, Profit, Ratios, Statements, Taxes, Wacc,
};

/// A business case: costs by line and year, benefits, and the return on them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct BusinessCase {
    /// What this document is: always `business-case`.
    #[serde(rename = "kind")]
    pub(crate) _kind: Option<Spanned<String>>,
    /// Part of addresses, such as `crm-programme`: lower-case letters, digits and hyphens. Unique among business cases.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name: one text, or one a language.
    pub(crate) title: Required<Spanned<Text>>,
    /// What is decided by it, in a sentence or two; shown on its page.
    pub(crate) description: Option<Spanned<Text>>,
    /// What amounts are in where they say nothing else: a code of three capital letters such as `CNY`.
    pub(crate) currency: Required<Spanned<String>>,
    /// What one unit of another currency is worth in `currency`: `{USD: 7.1}`. An amount in a currency that is not here is
    /// refused.
    pub(crate) rates: Option<Spanned<Entries<Spanned<Written>>>>,
    /// What amounts are rounded to where they are shown: `1` by default, `1000` for thousands, `0.01` for cents. Sums are
    /// exact and are rounded last.
    pub(crate) rounding: Option<Spanned<Written>>,
    /// The year in which the money is laid out, year 0: `2026`. It is not discounted.
    pub(crate) opening: Required<Spanned<u32>>,
    /// How many years after the opening one are counted; 5 by default.
    #[schemars(range(min = 1, max = 50))]
    pub(crate) horizon: Option<Spanned<u32>>,
    /// The discount rate a year, with its `%`: `10%`.
    pub(crate) rate: Required<Spanned<Written>>,
    /// What is set aside for what nobody foresaw, as a share of all costs: `12%`. None by default.
    pub(crate) contingency: Option<Spanned<Written>>,
    /// What it costs, item by item; the page sums them to the eight lines.
    #[schemars(length(min = 1))]
    pub(crate) costs: Required<Spanned<Vec<Spanned<CostItem>>>>,
    /// What was paid so far, from the data; shown beside the plan.
    pub(crate) actuals: Option<Spanned<Actuals>>,
    /// What it brings. Without any, no return is told.
    pub(crate) benefits: Option<Spanned<Vec<Spanned<Benefit>>>>,
    /// Flows on days instead of years, for XNPV and XIRR; the first is the one they are discounted to.
    pub(crate) dated: Option<Spanned<Vec<Spanned<DatedFlow>>>>,
    /// What borrowing costs, for the modified internal rate of return; `rate` by default.
    pub(crate) finance_rate: Option<Spanned<Written>>,
    /// What is earned on what comes back, for the modified internal rate of return; `rate` by default.
    pub(crate) reinvest_rate: Option<Spanned<Written>>,
    /// What is not certain, each with its range.
    pub(crate) uncertain: Option<Spanned<Vec<Spanned<Uncertain>>>>,
    /// Courses the case may take; by default all ranges at their worse end, and all at their better.
    pub(crate) scenarios: Option<Spanned<Vec<Spanned<Scenario>>>>,
    /// Draws all ranges at once, many times. Without it nothing is drawn.
    pub(crate) simulation: Option<Spanned<Simulation>>,
    /// Checks that need not hold here, each with its reason: `{maintenance-share: why}`. Readers of the report see it.
    pub(crate) silence: Option<Entries<Spanned<Text>>>,
    /// The yearly statements of the firm, which `eva` and `ratios` are reckoned from.
    pub(crate) statements: Option<Spanned<Statements>>,
    /// Economic value added of the firm.
    pub(crate) eva: Option<Spanned<Eva>>,
    /// Management ratios of the firm.
    pub(crate) ratios: Option<Spanned<Ratios>>,
}
