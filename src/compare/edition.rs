//! An edition: what a scorecard says at one time, and everything its scores depend on.
//!
//! A site keeps its edition in `data/SCORECARD/edition.json`, so that a later one can be compared with it without the
//! book it was made from. It holds the top of the hierarchy in the period reported on; of the entities below it holds
//! the score of their scorecards.

use serde::{Deserialize, Serialize};

use crate::scorecard::{Bands, Rollup, Status};

/// Names in the languages of the book; a language without words has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// In Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// One scorecard at one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    /// The scorecard's id.
    pub scorecard: String,
    /// Its name.
    pub title: Names,
    /// The period reported on: `2026-10`.
    pub period: String,
    /// The version of the tool that made it.
    pub tool: String,
    /// Limits of the statuses.
    pub bands: Bands,
    /// Below this share of its weight, 0 to 1, a node has no score.
    pub min_coverage: f64,
    /// The scorecard first, parents before children.
    pub nodes: Vec<NodeEdition>,
    /// The scorecards of the entities below the top, in their order.
    pub entities: Vec<EntityEdition>,
}

/// A perspective, an objective, a measure, or the scorecard itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NodeEdition {
    /// Its path; empty for the scorecard.
    pub id: String,
    /// `scorecard`, `perspective`, `objective` or `measure`.
    pub kind: String,
    /// Its name.
    pub title: Names,
    /// How its children make its score.
    pub rollup: Rollup,
    /// Whether, off track, it holds what is above it.
    pub critical: bool,
    /// Its children, each with its share from 0 to 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<(String, f64)>,
    /// What only a measure has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<MeasureEdition>,
    /// 0 to 100, unrounded.
    pub score: Option<f64>,
    /// How it stands.
    pub status: Status,
    /// The share of its weight that has data, 0 to 1.
    pub coverage: f64,
}

/// Where the value of a measure comes from and how it is scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasureEdition {
    /// The value scored.
    pub actual: Option<f64>,
    /// The goal in force.
    pub target: Option<f64>,
    /// Whether it takes part in scores here.
    pub counts: bool,
    /// The curve in force, as (value, score); empty where there is none.
    pub anchors: Vec<(f64, f64)>,
    /// Whether the curve jumps at the anchors.
    pub steps: bool,
    /// BLAKE3 of how the book says it is scored, whatever is in force now.
    pub scoring: String,
    /// BLAKE3 of the query and the models it reads, or of the values stated in the book.
    pub query: String,
    /// BLAKE3 of the files it reads.
    pub data: String,
    /// How values are read and added up, in words of the YAML.
    pub rules: String,
    /// A value that rests on fewer people than this is withheld; 0 withholds nothing.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub min_group: u32,
}

/// The scorecard of an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntityEdition {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Names,
    /// 0 to 100, unrounded.
    pub score: Option<f64>,
    /// How it stands.
    pub status: Status,
    /// The share of its weight that has data, 0 to 1.
    pub coverage: f64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Edition {
    /// The node at a path.
    pub fn node(&self, id: &str) -> Option<&NodeEdition> {
        self.nodes.iter().find(|node| node.id == id)
    }
}
