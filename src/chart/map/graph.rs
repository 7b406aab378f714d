//! The map as a graph: objectives by index, arrows between them, rows, and what stands in each row.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::figure::{MapNode, StrategyMap};

/// The map with its arrows resolved. Arrows from or to an unknown path, to their own cause, or drawn before, are left out.
pub(super) struct Graph<'a> {
    /// The lanes' titles and the indexes of their objectives.
    pub(super) lanes: Vec<(&'a str, Vec<usize>)>,
    pub(super) nodes: Vec<&'a MapNode>,
    /// Cause → effect.
    pub(super) edges: BTreeSet<(usize, usize)>,
}

impl<'a> Graph<'a> {
    pub(super) fn of(map: &'a StrategyMap) -> Self {
        let mut nodes = Vec::new();
        let mut lanes = Vec::new();
        for lane in &map.lanes {
            let first = nodes.len();
            nodes.extend(&lane.nodes);
            lanes.push((lane.title.as_str(), (first..nodes.len()).collect()));
        }
        let mut index: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, node) in nodes.iter().enumerate() {
            index.entry(node.path.as_str()).or_insert(at);
        }
        let known =
            map.edges.iter().filter_map(|(from, to)| Some((*index.get(from.as_str())?, *index.get(to.as_str())?)));
        let edges = known.filter(|(cause, effect)| cause != effect).collect();
        Self { lanes, nodes, edges }
    }
}

/// What takes a place in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    /// An objective.
    Node(usize),
    /// A channel for the arrows to `effect` that pass this `row`; `up` if the effect lies above the causes.
    Channel { effect: usize, row: usize, up: bool },
}

/// A piece of an arrow between two neighbouring rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Segment {
    pub(super) lower: Item,
    pub(super) upper: Item,
    /// Whether the effect lies above.
    pub(super) up: bool,
}

/// The rows of the map from the top, and all that runs between them.
pub(super) struct Layers {
    /// The lane of each row and its items from left to right.
    pub(super) rows: Vec<(usize, Vec<Item>)>,
    /// Between neighbouring rows, each once.
    pub(super) segments: BTreeSet<Segment>,
    /// Arrows within one row: cause → effect.
    pub(super) arcs: Vec<(usize, usize)>,
    /// The row of each objective.
    row_of: Vec<usize>,
}

impl Layers {
    /// Splits the lanes into rows of at most `per_row` objectives and leads every arrow through the rows it passes.
    pub(super) fn of(graph: &Graph, per_row: usize) -> Self {
        let mut layers =
            Self { rows: Vec::new(), segments: BTreeSet::new(), arcs: Vec::new(), row_of: vec![0; graph.nodes.len()] };
        for (lane, (_, nodes)) in graph.lanes.iter().enumerate() {
            let rows = nodes.len().div_ceil(per_row.max(1)).max(1);
            let even = nodes.len().div_ceil(rows).max(1);
            for row in nodes.chunks(even) {
                for node in row {
                    layers.row_of[*node] = layers.rows.len();
                }
                layers.rows.push((lane, row.iter().map(|node| Item::Node(*node)).collect()));
            }
            if nodes.is_empty() {
                layers.rows.push((lane, Vec::new()));
            }
        }
        for edge in &graph.edges {
            layers.lead(*edge);
        }
        layers
    }

    /// Leads one arrow from row to row.
    fn lead(&mut self, (cause, effect): (usize, usize)) {
        let (from, to) = (self.row_of[cause], self.row_of[effect]);
        if from == to {
            self.arcs.push((cause, effect));
            return;
        }
        let up = to < from;
        let (low, high) = if up { (cause, effect) } else { (effect, cause) };
        let mut lower = Item::Node(low);
        for row in (from.min(to) + 1..from.max(to)).rev() {
            let channel = Item::Channel { effect, row, up };
            if !self.rows[row].1.contains(&channel) {
                self.rows[row].1.push(channel);
            }
            self.segments.insert(Segment { lower, upper: channel, up });
            lower = channel;
        }
        self.segments.insert(Segment { lower, upper: Item::Node(high), up });
    }

    /// The row an item stands in.
    pub(super) fn row(&self, item: Item) -> usize {
        match item {
            Item::Node(node) => self.row_of[node],
            Item::Channel { row, .. } => row,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::report::figure::{Caption, MapLane};
    use crate::scorecard::Status;

    /// A map of lanes of one-letter objectives: `["a b", "c"]`, arrows as `"ca"`: c → a.
    pub(in crate::chart::map) fn map(lanes: &[&str], edges: &[&str]) -> StrategyMap {
        let node = |path: &str| MapNode {
            path: path.into(),
            title: path.into(),
            score: "70.0".into(),
            status: Status::AtRisk,
            status_word: "at risk".into(),
            href: format!("{path}.html"),
            initiatives: String::new(),
        };
        let lane = |nodes: &&str| MapLane { title: "Lane".into(), nodes: nodes.split_whitespace().map(node).collect() };
        let edge = |edge: &&str| (edge[..1].to_owned(), edge[1..].to_owned());
        StrategyMap {
            caption: Caption::default(),
            lanes: lanes.iter().map(lane).collect(),
            edges: edges.iter().map(edge).collect(),
        }
    }

    #[test]
    fn unknown_repeated_and_own_arrows_are_left_out() {
        let map = map(&["a b", "c"], &["ca", "ca", "cz", "bb", "ab"]);
        assert_eq!(Graph::of(&map).edges.into_iter().collect::<Vec<_>>(), [(0, 1), (2, 0)]);
    }

    #[test]
    fn a_long_arrow_gets_a_channel_in_every_row_it_passes() {
        let map = map(&["a", "b", "c d"], &["ca", "da"]);
        let layers = Layers::of(&Graph::of(&map), 4);
        let channel = Item::Channel { effect: 0, row: 1, up: true };
        assert_eq!(layers.rows[1].1, [Item::Node(1), channel], "both arrows share it");
        assert_eq!(layers.segments.len(), 3);
    }

    #[test]
    fn arrows_there_and_back_stay_apart() {
        let map = map(&["a", "b"], &["ba", "ab"]);
        let layers = Layers::of(&Graph::of(&map), 4);
        assert_eq!(layers.segments.iter().map(|segment| segment.up).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_long_lane_becomes_even_rows() {
        let map = map(&["a b c d e"], &["ae"]);
        let layers = Layers::of(&Graph::of(&map), 4);
        assert_eq!(layers.rows.iter().map(|(_, row)| row.len()).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(layers.segments.len(), 1);
    }
}
