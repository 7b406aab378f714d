//! How value lies with customers: the curve of concentration, and groups by their share of customers and of value.

use serde::{Deserialize, Serialize};

use super::Caption;
use crate::report::number::NumberFormat;

/// A place on the curve that is named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConcentrationMark {
    /// Share of customers, in per cent.
    pub across: f64,
    /// What share of value they bring, in per cent.
    pub up: f64,
    /// `20 % bring 67.8 %`
    pub label: String,
}

/// What share of value the most valuable customers bring. Above the straight line, on which all are alike; above 100 where
/// some are worth less than nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Concentration {
    /// Words.
    pub caption: Caption,
    /// `Share of customers, the most valuable first`
    pub across: String,
    /// `Share of value`
    pub up: String,
    /// How shares are written on the axes.
    pub format: NumberFormat,
    /// (share of customers, share of value), in per cent, rising across.
    pub points: Vec<(f64, f64)>,
    /// Those before others get their words where there is no room for all.
    pub marks: Vec<ConcentrationMark>,
}

/// A group of customers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareRow {
    /// Its name.
    pub label: String,
    /// Its share of customers, in per cent: a light bar.
    pub customers: Option<f64>,
    /// Its share of value, in per cent: a dark bar, to the left where it is negative.
    pub value: Option<f64>,
    /// `1.0 % → 15.9 %`
    pub said: String,
}

/// Groups by their share of customers and of value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// Words.
    pub caption: Caption,
    /// What the light and the dark bar are: (`share of customers`, `share of value`).
    pub keys: (String, String),
    /// In the order drawn.
    pub rows: Vec<ShareRow>,
}
