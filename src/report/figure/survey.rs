//! Figures of what customers say.

use serde::{Deserialize, Serialize};

use super::Caption;
use crate::report::number::NumberFormat;

/// One row of a gap chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GapRow {
    /// What was asked.
    pub label: String,
    /// What was expected: a ring.
    pub expected: Option<f64>,
    /// What was perceived: a dot.
    pub perceived: Option<f64>,
    /// `−1.3 (−1.5 to −1.1)`, or the word for no data.
    pub said: String,
}

/// Expected against perceived, an item a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gaps {
    /// Words.
    pub caption: Caption,
    /// What ring and dot are called: (`expected`, `perceived`).
    pub heads: (String, String),
    /// In the order drawn.
    pub rows: Vec<GapRow>,
    /// How the ends of the axis are written.
    pub format: NumberFormat,
}

/// One row of stacked shares.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StackRow {
    /// A period or an entity.
    pub label: String,
    /// Shares from 0 to 1, worst first; none without data.
    pub shares: Option<[f64; 3]>,
    /// What they come to: `+35.0`, or the word for no data.
    pub said: String,
}

/// Detractors, passives and promoters as parts of a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stack {
    /// Words.
    pub caption: Caption,
    /// The names of the three parts, worst first.
    pub heads: [String; 3],
    /// In the order drawn.
    pub rows: Vec<StackRow>,
    /// How shares are written in their parts, in per cent.
    pub format: NumberFormat,
}
