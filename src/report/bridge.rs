//! What changed a score: five largest moves, the others, and data that came or went; adding up as shown.

use serde::Serialize;

use super::figure::{Bridge as BridgeFigure, BridgePart, Figure};
use super::number::NumberFormat;
use super::rounding;
use super::sheet::Sheet;
use super::view::Link;
use crate::evaluate::change::{Bridge, bridge};
use crate::scorecard::NodeIndex;

/// How many moves are named before the rest are summed up.
const NAMED: usize = 5;

/// By how many points something moved a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// The measure, or a node that is not taken apart further.
    pub node: NodeIndex,
    /// Points of the score that moved.
    pub points: f64,
    /// Whether data that came or went moved it, not a value.
    pub by_coverage: bool,
}

/// A change of a score, told part by part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BridgeView {
    /// `What changed since September`.
    pub title: String,
    /// The picture.
    pub figure: Figure,
    /// The same as a table.
    pub rows: Vec<BridgeRow>,
    /// (`September`, `74.0`)
    pub from: (String, String),
    /// (`October`, `71.9`)
    pub to: (String, String),
}

/// One part of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BridgeRow {
    /// What moved; no link for sums of several.
    pub link: Option<Link>,
    /// Its name.
    pub label: String,
    /// `−2.6`
    pub change: String,
}

impl Sheet<'_> {
    /// Everything that moved a node's score since the period before, the largest first; empty when unknown.
    pub fn moves(&self, node: NodeIndex) -> Vec<Move> {
        self.change_of(node).map_or_else(Vec::new, |bridge| moves(&bridge))
    }

    /// The change of a node's score since the period before; `None` when there is nothing to tell.
    pub fn bridge(&self, node: NodeIndex, id: &str) -> Option<BridgeView> {
        let shown = self.shown_change(node)?;
        let parts = self.labelled(&shown);
        let format = NumberFormat::score(self.pen.locale());
        let previous = self.pen.period_beside(shown.bridge.from.0, shown.bridge.to.0);
        let current = self.pen.period_beside(shown.bridge.to.0, shown.bridge.to.0);
        let rows = parts.iter().map(|part| BridgeRow {
            link: part.node.map(|node| self.link(node)),
            label: part.label.clone(),
            change: format.change(points(part.tenths)),
        });
        let figure = BridgeFigure {
            caption: self.pen.caption(
                id,
                self.pen.say("bridge.title", &[("period", &previous)]),
                self.bridge_summary(&format, (shown.from, shown.to), &parts),
            ),
            from: (previous.clone(), shown.from),
            to: (current.clone(), shown.to),
            parts: parts
                .iter()
                .map(|part| BridgePart { label: part.label.clone(), change: points(part.tenths) })
                .collect(),
            format: format.clone(),
        };
        Some(BridgeView {
            title: figure.caption.title.clone(),
            rows: rows.collect(),
            from: (previous, format.bare(shown.from)),
            to: (current, format.bare(shown.to)),
            figure: Figure::Bridge(figure),
        })
    }

    /// The change of a node's score as shown; `None` when unknown, or when nothing moved.
    pub fn shown_change(&self, node: NodeIndex) -> Option<ShownChange> {
        let bridge = self.change_of(node)?;
        let (from, to) = (bridge.from.1, bridge.to.1);
        let shown = |score| rounding::score(score, self.bands());
        ShownChange::of(bridge, shown(from), shown(to))
    }

    fn change_of(&self, node: NodeIndex) -> Option<Bridge> {
        let (from, to) = (self.previous_period()?, self.period());
        bridge(self.scorecard(), self.card.evaluation, self.entity, node, from, to)
    }

    /// The largest moves by name, the rest in one, and data that came or went in one.
    fn labelled(&self, shown: &ShownChange) -> Vec<Labelled> {
        let named = shown.named.iter();
        let mut parts: Vec<Labelled> = named
            .map(|(node, tenths)| Labelled { node: Some(*node), label: self.title(*node), tenths: *tenths })
            .collect();
        if !shown.others.is_empty() {
            let tenths = shown.others.iter().map(|(_, tenths)| tenths).sum();
            let label = self.pen.count("bridge.others", shown.others.len(), &[]);
            parts.push(Labelled { node: None, label, tenths });
        }
        if let Some(tenths) = shown.coverage {
            parts.push(Labelled { node: None, label: self.pen.say("bridge.coverage", &[]), tenths });
        }
        parts
    }

    fn bridge_summary(&self, format: &NumberFormat, ends: (f64, f64), parts: &[Labelled]) -> String {
        let said = parts.iter().map(|part| format!("{} {}", part.label, format.change(points(part.tenths))));
        let list = self.pen.words.list(&said.collect::<Vec<_>>());
        let (from, to) = (format.bare(ends.0), format.bare(ends.1));
        self.pen.say("bridge.summary", &[("from", &from), ("to", &to), ("parts", &list)])
    }
}

/// A part with its name.
struct Labelled {
    node: Option<NodeIndex>,
    label: String,
    tenths: i64,
}

/// A change of a score as shown: whole tenths of a point that add up to the difference of the scores as shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownChange {
    /// Unrounded.
    pub bridge: Bridge,
    /// The score it starts from, as shown.
    pub from: f64,
    /// The score it ends at, as shown.
    pub to: f64,
    /// What moved most by value or definition, the largest first.
    pub named: Vec<(NodeIndex, i64)>,
    /// What else moved.
    pub others: Vec<(NodeIndex, i64)>,
    /// Data that came or went; `None` where that moved nothing to speak of.
    pub coverage: Option<i64>,
}

impl ShownChange {
    /// `None` when nothing moved.
    fn of(bridge: Bridge, from: f64, to: f64) -> Option<Self> {
        let mut moved: Vec<(NodeIndex, f64)> =
            bridge.parts.iter().map(|part| (part.node, part.value + part.definition)).filter(|m| m.1 != 0.0).collect();
        moved.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        let rest = if moved.len() > NAMED + 1 { moved.split_off(NAMED) } else { Vec::new() };
        let rest_points: Vec<f64> = rest.iter().map(|(_, points)| *points).collect();
        let mut parts: Vec<f64> = moved.iter().map(|(_, points)| *points).collect();
        if !rest.is_empty() {
            parts.push(rest_points.iter().sum());
        }
        let coverage: f64 = bridge.parts.iter().map(|part| part.coverage).sum();
        let tells_coverage = bridge.parts.iter().any(|part| part.coverage.abs() >= 0.05);
        if tells_coverage {
            parts.push(coverage);
        } else {
            *parts.last_mut()? += coverage;
        }
        let mut tenths = rounding::apportion(&parts, ((to - from) * 10.0).round() as i64);
        let coverage = if tells_coverage { tenths.pop() } else { None };
        let others = if rest.is_empty() { Vec::new() } else { rounding::apportion(&rest_points, tenths.pop()?) };
        Some(Self {
            from,
            to,
            named: moved.iter().map(|(node, _)| *node).zip(tenths).collect(),
            others: rest.iter().map(|(node, _)| *node).zip(others).collect(),
            coverage,
            bridge,
        })
    }
}

/// Tenths of a point in points.
pub fn points(tenths: i64) -> f64 {
    tenths as f64 / 10.0
}

/// The moves of a bridge, the largest first; data that came or went counts for the node it came to or went from.
fn moves(bridge: &Bridge) -> Vec<Move> {
    let by_value = bridge.parts.iter().map(|part| Move {
        node: part.node,
        points: part.value + part.definition,
        by_coverage: false,
    });
    let coverage: f64 = bridge.parts.iter().map(|part| part.coverage).sum();
    let appeared = bridge.parts.iter().filter(|part| part.value + part.definition == 0.0 && part.coverage != 0.0);
    let appeared = appeared.max_by(|a, b| a.coverage.abs().total_cmp(&b.coverage.abs()));
    let by_coverage = appeared.map(|part| Move { node: part.node, points: coverage, by_coverage: true });
    let mut all: Vec<Move> = by_value.chain(by_coverage).filter(|each| each.points.abs() >= 0.005).collect();
    all.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()).then(a.node.cmp(&b.node)));
    all
}
