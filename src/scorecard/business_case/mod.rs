//! Business cases: what a programme costs over its years, what it brings, and whether it earns its capital.

mod cost;

pub use cost::{CostItem, CostLine, CostRule, FeeBase};

use super::{EvaPlan, Money, RatioPlan, StatementSource, Text};
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
    /// What amounts are rounded to where they are shown; sums are not.
    pub rounding: Money,
    /// Year 0, which is not discounted.
    pub opening: i32,
    /// How many years after it are counted; at least 1.
    pub horizon: u32,
    /// The discount rate a year, above −1.
    pub rate: f64,
    /// What is set aside, as a share of all costs.
    pub contingency: f64,
    /// What it costs, in the order of the YAML.
    pub costs: Vec<CostItem>,
    /// The firm's statements; `None` where nothing is asked of them.
    pub statements: Option<StatementSource>,
    /// How the firm's economic value added is reckoned.
    pub eva: Option<EvaPlan>,
    /// Which way its ratios are reckoned.
    pub ratios: Option<RatioPlan>,
    /// Where it is defined.
    pub span: Span,
}

impl BusinessCase {
    /// Every year from the opening one to the last of the horizon.
    pub fn years(&self) -> impl Iterator<Item = i32> + use<> {
        self.opening..=self.last_year()
    }

    /// The last year of the horizon.
    pub fn last_year(&self) -> i32 {
        self.opening.saturating_add_unsigned(self.horizon)
    }
}
