//! Figures of how firm scores and orders are.

use serde::{Deserialize, Serialize};

use super::Caption;
use crate::scorecard::Status;

/// What one weight does to a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TornadoRow {
    /// Whose weight.
    pub label: String,
    /// The score with less of it.
    pub less: f64,
    /// The score with more of it.
    pub more: f64,
    /// `71.2 to 72.9`
    pub said: String,
}

/// A score and how far each weight moves it: the widest bar on top.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tornado {
    /// Words.
    pub caption: Caption,
    /// The score, with what stands at its line: (71.9, `score 71.9`).
    pub score: (f64, String),
    /// The limit of a band nearby: (80, `on track from 80`).
    pub limit: Option<(f64, String)>,
    /// The largest effect first.
    pub rows: Vec<TornadoRow>,
}

/// Where an entity stands in an order, and between which ranks it mostly stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StabilityRow {
    /// Its name.
    pub label: String,
    /// Its rank, from 1.
    pub rank: f64,
    /// The better and the worse end of its ranks.
    pub range: (f64, f64),
    /// `ranks 1 to 3`
    pub said: String,
    /// Colour and mark.
    pub status: Status,
}

/// How firm an order is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stability {
    /// Words.
    pub caption: Caption,
    /// What stands below the first and the last rank.
    pub ends: (String, String),
    /// How many ranks there are.
    pub ranks: f64,
    /// Best first.
    pub rows: Vec<StabilityRow>,
}
