//! Business cases: what a programme costs over its years, what it brings, and whether it earns its capital.

mod benefit;
mod cost;
mod risk;

use std::collections::BTreeMap;

pub use benefit::{Benefit, BenefitRule, Confidence, DriverMeasure};
pub use cost::{CostItem, CostLine, CostRule, FeeBase, Purpose};
pub use risk::{CaseCheck, CaseSilence, Scenario, Shape, Simulation, Target, Uncertain};

use super::{EVA_RESULTS, EvaPlan, Money, RATIO_RESULTS, RatioPlan, Sql, StatementSource, Text, is_of_firm};
use crate::diagnostic::Span;

/// What a programme costs and brings, year by year.
#[derive(Clone, Debug, PartialEq)]
pub struct BusinessCase {
    /// Unique among business cases; part of addresses.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What is decided by it.
    pub description: Option<Text>,
    /// The code of the currency all its sums are in: `CNY`.
    pub currency: String,
    /// What one unit of each other currency is worth in it.
    pub exchange: BTreeMap<String, f64>,
    /// What amounts are rounded to where they are shown; sums are not.
    pub rounding: Money,
    /// Year 0, which is not discounted.
    pub opening: i32,
    /// How many years after it are counted; at least 1.
    pub horizon: u32,
    /// The discount rate a year, above −1.
    pub rate: f64,
    /// What borrowing costs, for the modified rate of return; above −1.
    pub finance_rate: f64,
    /// What is earned on what comes back, for the same; above −1.
    pub reinvest_rate: f64,
    /// What is set aside, as a share of all costs.
    pub contingency: f64,
    /// What it costs, in the order of the YAML.
    pub costs: Vec<CostItem>,
    /// Where what was paid is told; `None` where no data tells.
    pub actuals: Option<ActualSource>,
    /// What it brings, in the order of the YAML.
    pub benefits: Vec<Benefit>,
    /// Flows on days (counted from a fixed one), the first being what they are discounted to.
    pub dated: Vec<(i64, Money)>,
    /// What is not certain.
    pub uncertain: Vec<Uncertain>,
    /// Courses it may take; empty for those that follow from the ranges.
    pub scenarios: Vec<Scenario>,
    /// How often chance is tried; `None` for not at all.
    pub simulation: Option<Simulation>,
    /// Checks that need not hold.
    pub silences: Vec<CaseSilence>,
    /// The firm's statements; `None` where nothing is asked of them.
    pub statements: Option<StatementSource>,
    /// How the firm's economic value added is reckoned.
    pub eva: Option<EvaPlan>,
    /// Which way its ratios are reckoned.
    pub ratios: Option<RatioPlan>,
    /// Where it is defined.
    pub span: Span,
}

/// The query that tells what was paid.
#[derive(Clone, Debug, PartialEq)]
pub struct ActualSource {
    /// One statement for all years and lines.
    pub sql: Sql,
    /// The last year that is complete; `None` is the last there is.
    pub through: Option<i32>,
}

/// What measures can take from a case itself, `business-case/ID.NAME`. Rates and shares are in per cent, payback in years.
pub const RESULTS: [&str; 16] = [
    "tco",
    "tco-present-value",
    "purchase-share",
    "spent",
    "benefits",
    "npv",
    "npv-hard",
    "irr",
    "mirr",
    "payback",
    "discounted-payback",
    "roi",
    "roi-discounted",
    "profitability-index",
    "annuity",
    "chance-of-loss",
];

impl BusinessCase {
    /// What one unit of a currency is worth in that of the case; `None` without a rate.
    pub fn exchange(&self, code: &str) -> Option<f64> {
        if code == self.currency { Some(1.0) } else { self.exchange.get(code).copied() }
    }

    /// The measures that tell of its drivers.
    pub fn measures(&self) -> impl Iterator<Item = &DriverMeasure> {
        self.benefits.iter().filter_map(|benefit| benefit.measure.as_ref())
    }

    /// All that measures can take from it: what is reckoned of the case, and of the firm's statements where it is asked for.
    pub fn results(&self) -> Vec<&'static str> {
        let eva = self.eva.iter().flat_map(|_| EVA_RESULTS);
        let ratios = self.ratios.iter().flat_map(|_| RATIO_RESULTS);
        RESULTS.into_iter().chain(eva).chain(ratios).collect()
    }

    /// The statements behind one of its results.
    pub fn statements_behind(&self, result: &str) -> Vec<&Sql> {
        if is_of_firm(result) {
            return self.statements.iter().map(|own| &own.sql).collect();
        }
        self.statements().collect()
    }

    /// The statements it asks the data about itself.
    pub fn statements(&self) -> impl Iterator<Item = &Sql> {
        self.actuals.iter().map(|actuals| &actuals.sql)
    }

    /// Every year from the opening one to the last of the horizon.
    pub fn years(&self) -> impl Iterator<Item = i32> + use<> {
        self.opening..=self.last_year()
    }

    /// The last year of the horizon.
    pub fn last_year(&self) -> i32 {
        self.opening.saturating_add_unsigned(self.horizon)
    }
}
