//! Figures of money over years, rates and chance.

use serde::{Deserialize, Serialize};

use super::Caption;
use crate::report::number::NumberFormat;

/// A year of stacked amounts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StackedColumn {
    /// `2026`
    pub label: String,
    /// What stands over it: the sum as written.
    pub said: String,
    /// An amount a series, in their order; what is negative stands below zero.
    pub parts: Vec<f64>,
}

/// Amounts on top of each other, year by year. Parts carry the number of their series, so that no colour is needed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stacked {
    /// Words.
    pub caption: Caption,
    /// The names of the series, from the bottom up.
    pub series: Vec<String>,
    /// In order of time.
    pub columns: Vec<StackedColumn>,
    /// How amounts are written.
    pub format: NumberFormat,
}

/// A year of flows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CashPoint {
    /// `2026`
    pub label: String,
    /// What comes in less what is paid.
    pub flow: f64,
    /// The sum of flows so far.
    pub total: f64,
}

/// Flows as bars and their sum as a line, with the time at which the money is back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cash {
    /// Words.
    pub caption: Caption,
    /// In order of time.
    pub points: Vec<CashPoint>,
    /// When the sum is 0, in years from the first, with what stands there: (3.7, `back after 3.7 years`).
    pub payback: Option<(f64, String)>,
    /// How amounts are written.
    pub format: NumberFormat,
}

/// Net present value over discount rates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Words.
    pub caption: Caption,
    /// (rate in per cent, value), rates rising.
    pub points: Vec<(f64, f64)>,
    /// Rates at which it is 0, each with what stands there: (25.6, `25.6 %`).
    pub zeros: Vec<(f64, String)>,
    /// The rate of the case with its value and what stands there.
    pub own: (f64, f64, String),
    /// How amounts are written.
    pub format: NumberFormat,
}

/// How often values lie where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// Words.
    pub caption: Caption,
    /// (from, to, how many), rising.
    pub bars: Vec<(f64, f64, f64)>,
    /// Places with what stands below them: (0, `0`), (1200000, `half below ¥1.2M`).
    pub marks: Vec<(f64, String)>,
}
