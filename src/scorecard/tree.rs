//! The scorecard: perspectives, objectives and measures as a graph with weights on its edges.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Bands, Decision, EntitySource, Frequency, Initiative, Measure, Period, ResultKind, Sensitivity, Silence, Text,
    ValueSource, Weighting,
};
use crate::diagnostic::Span;

/// Where a node stands in [`Scorecard::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIndex(pub usize);

/// A weighted graph: scorecard → perspective → objective → measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorecard {
    /// Unique in the book; part of addresses.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What it is for, in a sentence or two.
    pub description: Option<Text>,
    /// Which perspectives there are and how they are joined.
    pub framework: Framework,
    /// How long a period is.
    pub frequency: Frequency,
    /// Where its entities are listed; `None` for a scorecard of one.
    pub entities: Option<EntitySource>,
    /// Limits of the statuses.
    pub bands: Bands,
    /// Below this share of its weight (0 to 1) a node has no score, only bounds.
    pub min_coverage: f64,
    /// How many periods before the one reported on keep a page of their own.
    pub past_periods: u32,
    /// Whether the overview also draws the perspectives as a radar.
    pub radar: bool,
    /// How the firmness of its scores is tried; `None` where it is not.
    pub sensitivity: Option<Sensitivity>,
    /// All nodes; the root first, parents before their children, otherwise in the order of the YAML.
    pub nodes: Vec<Node>,
    /// Work that should move an objective, in the order of the YAML.
    pub initiatives: Vec<Initiative>,
    /// What was decided, in the order of the YAML.
    pub decisions: Vec<Decision>,
}

impl Scorecard {
    /// The root of the graph: the scorecard itself.
    pub const ROOT: NodeIndex = NodeIndex(0);

    /// The node at an index this scorecard handed out.
    pub fn node(&self, index: NodeIndex) -> &Node {
        &self.nodes[index.0]
    }

    /// Every node with its index, the root first.
    pub fn indexed(&self) -> impl Iterator<Item = (NodeIndex, &Node)> {
        self.nodes.iter().enumerate().map(|(index, node)| (NodeIndex(index), node))
    }

    /// The node with a path such as `customer/keep-customers/retention`; the empty path is the root.
    pub fn find(&self, path: &str) -> Option<NodeIndex> {
        self.indexed().find(|(_, node)| node.path == path).map(|(index, _)| index)
    }

    /// The measures, in the order of the YAML.
    pub fn measures(&self) -> impl Iterator<Item = (NodeIndex, &Node, &Measure)> {
        self.indexed().filter_map(|(index, node)| match &node.detail {
            NodeDetail::Measure(measure) => Some((index, node, measure.as_ref())),
            _ => None,
        })
    }

    /// Whether a measure takes its values from a document.
    pub fn takes_from(&self, kind: ResultKind, document: &str) -> bool {
        self.measures().any(|(_, _, measure)| match &measure.source {
            ValueSource::Result(from) => from.kind == kind && from.document == document,
            ValueSource::Query(_) | ValueSource::Stated(_) => false,
        })
    }

    /// The nodes that have an edge to this one: none for the root, several only in a pyramid.
    pub fn parents(&self, child: NodeIndex) -> impl Iterator<Item = (NodeIndex, f64)> {
        self.indexed().flat_map(move |(parent, node)| {
            node.edges.iter().filter(move |edge| edge.child == child).map(move |edge| (parent, edge.weight))
        })
    }
}

/// One perspective, objective or measure, or the scorecard itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Ids from the perspective down, joined by `/`; empty for the root.
    pub path: String,
    /// Its name.
    pub title: Text,
    /// What it means, in a sentence or two.
    pub description: Option<Text>,
    /// Who answers for it: a department or role.
    pub owner: Option<Text>,
    /// Off track, it holds every parent at "at risk" or below.
    pub critical: bool,
    /// How the scores of its children make its own.
    pub rollup: Rollup,
    /// Its children with their weights; weights are shares and sum to 1. Equal ones stand here until `weighting` is worked
    /// out.
    pub edges: Vec<Edge>,
    /// How the weights of its children come about; `None` where they are written as numbers.
    pub weighting: Option<Box<Weighting>>,
    /// What kind of node it is.
    pub detail: NodeDetail,
    /// What was said about it in a period; a measure keeps its own [`Measure::notes`].
    pub commentary: BTreeMap<Period, Text>,
    /// Checks that need not hold for it and what is below it.
    pub silences: Vec<Silence>,
    /// Where it is defined: the span of its id.
    pub span: Span,
}

impl Node {
    /// The last part of the path.
    pub fn id(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The measure, if it is one.
    pub fn measure(&self) -> Option<&Measure> {
        match &self.detail {
            NodeDetail::Measure(measure) => Some(measure),
            _ => None,
        }
    }
}

/// From parent to child.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The child.
    pub child: NodeIndex,
    /// Its share of the parent, 0 to 1.
    pub weight: f64,
}

/// What kind of node it is and what only that kind has.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeDetail {
    /// The root.
    Scorecard,
    /// Financial, customer, process, learning, or a framework's own level.
    Perspective,
    /// What is to be achieved.
    Objective {
        /// Objectives this one helps: cause → effect on the strategy map.
        drives: Vec<NodeIndex>,
    },
    /// One query and how its values are scored.
    Measure(Box<Measure>),
}

impl NodeDetail {
    /// The word for it in JSON: `scorecard`, `perspective`, `objective` or `measure`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Scorecard => "scorecard",
            Self::Perspective => "perspective",
            Self::Objective { .. } => "objective",
            Self::Measure(_) => "measure",
        }
    }
}

/// How scores of children make the score of their parent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rollup {
    /// Weighted arithmetic mean of the children that have a score.
    #[default]
    Mean,
    /// The lowest score among the children.
    Worst,
    /// Weighted geometric mean: a low score cannot be bought back cheaply.
    Geometric,
}

/// Which perspectives a scorecard has and how they are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framework {
    /// Financial, customer, process, learning (Kaplan and Norton 1992).
    BalancedScorecard,
    /// Market and financial; satisfaction, flexibility, productivity; quality, delivery, cycle time, waste
    /// (Lynch and Cross 1991): a graph in which a node may feed several above it.
    PerformancePyramid,
    /// The book's own perspectives.
    Own,
}

impl Framework {
    /// Where the framework sets a perspective: its level below the vision, from 1, and how far from the middle, to the
    /// left of it below 0; `None` where it sets none.
    ///
    /// The left of a pyramid is external effectiveness, the right internal efficiency (Lynch and Cross 1991).
    pub fn place(self, id: &str) -> Option<(usize, f64)> {
        if self != Self::PerformancePyramid {
            return None;
        }
        let levels: [&[&str]; 3] = [
            &["market", "financial"],
            &["customer-satisfaction", "flexibility", "productivity"],
            &["quality", "delivery", "cycle-time", "waste"],
        ];
        levels.iter().enumerate().find_map(|(level, ids)| {
            let at = ids.iter().position(|known| *known == id)?;
            Some((level + 1, at as f64 - (ids.len() as f64 - 1.0) / 2.0))
        })
    }
}
