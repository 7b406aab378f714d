//! What is different between two editions, node by node.

use serde::{Deserialize, Serialize};

use super::causes::{Cause, shares};
use super::edition::{Edition, EntityEdition, MeasureEdition, Names, NodeEdition};
use super::guard::guard;
use super::mixed::{Pair, Reruns};
use crate::scorecard::{Bands, Status};

/// Changes smaller than this, in points or shares, are what floats leave behind.
const NOTHING: f64 = 1e-9;

/// What is different between two editions of a book.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// The scorecards both have, in the order of the new one.
    pub scorecards: Vec<CardDifference>,
    /// Scorecards that only the new one has.
    pub added: Vec<Named>,
    /// Scorecards that only the old one has.
    pub removed: Vec<Named>,
}

/// Something by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// An id or a path.
    pub id: String,
    /// Its name.
    pub title: Names,
}

/// What is different in one scorecard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardDifference {
    /// Its id.
    pub scorecard: String,
    /// Its name.
    pub title: Names,
    /// The periods reported on: old, new.
    pub periods: (String, String),
    /// Limits of the statuses: old, new.
    pub bands: (Bands, Bands),
    /// Nodes with anything different, in the order of the scorecard; the scorecard itself is always first.
    pub nodes: Vec<NodeDifference>,
    /// How many nodes are as they were.
    pub same: usize,
    /// Nodes that only the new one has.
    pub added: Vec<Named>,
    /// Nodes that only the old one has.
    pub removed: Vec<Named>,
    /// Entities whose scorecards stand differently; without causes.
    pub entities: Vec<EntityDifference>,
    /// Whether something is left out because the difference would give a small group away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
}

/// How a node stands in one edition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// 0 to 100, unrounded.
    pub score: Option<f64>,
    /// How it stands.
    pub status: Status,
    /// The share of its weight that has data, 0 to 1.
    pub coverage: f64,
    /// The value, of a measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<f64>,
    /// The goal in force, of a measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
}

/// The part of a change that one cause has.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The cause.
    pub cause: Cause,
    /// In points of the node's score.
    pub points: f64,
}

/// What is different in one node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NodeDifference {
    /// Its path; empty for the scorecard.
    pub id: String,
    /// `scorecard`, `perspective`, `objective` or `measure`.
    pub kind: String,
    /// Its name.
    pub title: Names,
    /// As it was.
    pub old: Standing,
    /// As it is.
    pub new: Standing,
    /// In points, where both have a score.
    pub change: Option<f64>,
    /// What the change is due to; the points sum to it. Causes without a part are left out.
    pub causes: Vec<Share>,
    /// What of its definition was changed: `query`, `target`, `weights`, `roll-up`, `rules`, `title`.
    pub definition: Vec<String>,
}

/// What is different in the scorecard of an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntityDifference {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Names,
    /// As it was; `None` when it was not there.
    pub old: Option<Standing>,
    /// As it is; `None` when it is no longer there.
    pub new: Option<Standing>,
}

/// Compares two editions of one scorecard; `reruns` take apart what changed in data and definition at once.
pub fn compare(old: &Edition, new: &Edition, reruns: &Reruns) -> CardDifference {
    let pair = Pair { old, new, reruns };
    let values = pair.values();
    let shared = new.nodes.iter().filter_map(|node| Some((old.node(&node.id)?, node)));
    let of = |(was, is): (&NodeEdition, &NodeEdition)| {
        NodeDifference::of(was, is, values.get(is.id.as_str()).map_or(&[][..], Vec::as_slice))
    };
    let all: Vec<NodeDifference> = shared.map(of).collect();
    let count = all.len();
    let nodes: Vec<NodeDifference> = all.into_iter().filter(NodeDifference::is_told).collect();
    let difference = CardDifference {
        scorecard: new.scorecard.clone(),
        title: new.title.clone(),
        periods: (old.period.clone(), new.period.clone()),
        bands: (old.bands, new.bands),
        same: count - nodes.len(),
        nodes,
        added: missing_in(old, new),
        removed: missing_in(new, old),
        entities: entities(old, new),
        withheld: false,
    };
    guard(difference, old, new)
}

/// Nodes of the second edition that the first does not have.
fn missing_in(first: &Edition, second: &Edition) -> Vec<Named> {
    let missing = second.nodes.iter().filter(|node| first.node(&node.id).is_none());
    missing.map(|node| Named { id: node.id.clone(), title: node.title.clone() }).collect()
}

fn entities(old: &Edition, new: &Edition) -> Vec<EntityDifference> {
    let find = |edition: &Edition, id: &str| edition.entities.iter().find(|entity| entity.id == id).map(below);
    let gone = old.entities.iter().filter(|entity| find(new, &entity.id).is_none());
    let all = new.entities.iter().chain(gone).map(|entity| EntityDifference {
        id: entity.id.clone(),
        title: entity.title.clone(),
        old: find(old, &entity.id),
        new: find(new, &entity.id),
    });
    all.filter(|entity| match (entity.old, entity.new) {
        (Some(old), Some(new)) => old.differs(&new),
        _ => true,
    })
    .collect()
}

fn below(entity: &EntityEdition) -> Standing {
    Standing { score: entity.score, status: entity.status, coverage: entity.coverage, actual: None, target: None }
}

impl Standing {
    fn of(node: &NodeEdition) -> Self {
        let measure = node.measure.as_ref();
        Self {
            score: node.score,
            status: node.status,
            coverage: node.coverage,
            actual: measure.and_then(|measure| measure.actual),
            target: measure.and_then(|measure| measure.target),
        }
    }

    /// Whether anything of it is another than in `other`.
    pub fn differs(&self, other: &Self) -> bool {
        let moved = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() > NOTHING * a.abs().max(1.0),
            (a, b) => a.is_some() != b.is_some(),
        };
        self.status != other.status
            || moved(self.score, other.score)
            || moved(Some(self.coverage), Some(other.coverage))
            || moved(self.actual, other.actual)
            || moved(self.target, other.target)
    }
}

impl NodeDifference {
    fn of(was: &NodeEdition, is: &NodeEdition, values: &[f64]) -> Self {
        let change = was.score.zip(is.score).map(|(was, is)| is - was);
        Self {
            id: is.id.clone(),
            kind: is.kind.clone(),
            title: is.title.clone(),
            old: Standing::of(was),
            new: Standing::of(is),
            change,
            causes: change.map_or_else(Vec::new, |change| causes(change, values)),
            definition: definition(was, is).into_iter().map(ToOwned::to_owned).collect(),
        }
    }

    fn is_told(&self) -> bool {
        self.id.is_empty() || self.old.differs(&self.new) || !self.definition.is_empty()
    }
}

/// The parts of a change. What the mixtures do not explain (another version of the tool) is policy.
fn causes(change: f64, values: &[f64]) -> Vec<Share> {
    let mut points = if values.is_empty() { [0.0; Cause::ALL.len()] } else { shares(values) };
    points[Cause::Policy as usize] += change - points.iter().sum::<f64>();
    let all = Cause::ALL.into_iter().zip(points).map(|(cause, points)| Share { cause, points });
    let mut told: Vec<Share> = all.filter(|share| share.points.abs() > NOTHING).collect();
    // What was left out as nothing goes to the largest part, so that the sum stays exact.
    let rest = change - told.iter().map(|share| share.points).sum::<f64>();
    if let Some(largest) = told.iter_mut().max_by(|a, b| a.points.abs().total_cmp(&b.points.abs())) {
        largest.points += rest;
    }
    told
}

/// What of a node's definition is different.
fn definition(was: &NodeEdition, is: &NodeEdition) -> Vec<&'static str> {
    let mut found = Vec::new();
    if let (Some(was), Some(is)) = (&was.measure, &is.measure) {
        found.extend(measure_definition(was, is));
    }
    let changed = [
        (was.children != is.children, "weights"),
        (was.rollup != is.rollup || was.critical != is.critical, "roll-up"),
        (was.title != is.title, "title"),
    ];
    found.extend(changed.into_iter().filter(|(changed, _)| *changed).map(|(_, what)| what));
    found
}

fn measure_definition(was: &MeasureEdition, is: &MeasureEdition) -> Vec<&'static str> {
    let changed =
        [(was.query != is.query, "query"), (was.scoring != is.scoring, "target"), (was.rules != is.rules, "rules")];
    changed.into_iter().filter(|(changed, _)| *changed).map(|(_, what)| what).collect()
}
