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
        let bridge = self.change_of(node)?;
        let parts = self.labelled(&bridge);
        if parts.is_empty() {
            return None;
        }
        let shown = |score| rounding::score(score, self.bands());
        let (from, to) = (shown(bridge.from.1), shown(bridge.to.1));
        let points: Vec<f64> = parts.iter().map(|part| part.points).collect();
        let tenths = rounding::apportion(&points, ((to - from) * 10.0).round() as i64);
        let format = NumberFormat::score(self.pen.locale());
        let changes: Vec<f64> = tenths.iter().map(|tenths| *tenths as f64 / 10.0).collect();
        let previous = self.pen.period_beside(bridge.from.0, bridge.to.0);
        let current = self.pen.period_beside(bridge.to.0, bridge.to.0);
        let rows = parts.iter().zip(&changes).map(|(part, change)| BridgeRow {
            link: part.node.map(|node| self.link(node)),
            label: part.label.clone(),
            change: format.change(*change),
        });
        let drawn = parts.iter().zip(&changes);
        let figure = BridgeFigure {
            caption: self.pen.caption(
                id,
                self.pen.say("bridge.title", &[("period", &previous)]),
                self.bridge_summary(&format, (from, to), &parts, &changes),
            ),
            from: (previous.clone(), from),
            to: (current.clone(), to),
            parts: drawn.map(|(part, change)| BridgePart { label: part.label.clone(), change: *change }).collect(),
            format: format.clone(),
        };
        Some(BridgeView {
            title: figure.caption.title.clone(),
            rows: rows.collect(),
            from: (previous, format.bare(from)),
            to: (current, format.bare(to)),
            figure: Figure::Bridge(figure),
        })
    }

    fn change_of(&self, node: NodeIndex) -> Option<Bridge> {
        let (from, to) = (self.previous_period()?, self.period());
        bridge(self.scorecard(), self.card.evaluation, self.entity, node, from, to)
    }

    /// The largest moves by name, the rest in one, and data that came or went in one.
    fn labelled(&self, bridge: &Bridge) -> Vec<Labelled> {
        let mut moved: Vec<(NodeIndex, f64)> =
            bridge.parts.iter().map(|part| (part.node, part.value + part.weight)).filter(|m| m.1 != 0.0).collect();
        moved.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        let rest = if moved.len() > NAMED + 1 { moved.split_off(NAMED) } else { Vec::new() };
        let mut parts: Vec<Labelled> = moved
            .into_iter()
            .map(|(node, points)| Labelled { node: Some(node), label: self.title(node), points })
            .collect();
        if !rest.is_empty() {
            let points = rest.iter().map(|(_, points)| points).sum();
            let label = self.pen.count("bridge.others", rest.len(), &[]);
            parts.push(Labelled { node: None, label, points });
        }
        let coverage: f64 = bridge.parts.iter().map(|part| part.coverage).sum();
        if bridge.parts.iter().any(|part| part.coverage.abs() >= 0.05) {
            parts.push(Labelled { node: None, label: self.pen.say("bridge.coverage", &[]), points: coverage });
        } else if let Some(last) = parts.last_mut() {
            last.points += coverage;
        }
        parts
    }

    fn bridge_summary(&self, format: &NumberFormat, ends: (f64, f64), parts: &[Labelled], changes: &[f64]) -> String {
        let said = parts.iter().zip(changes).map(|(part, change)| format!("{} {}", part.label, format.change(*change)));
        let list = self.pen.words.list(&said.collect::<Vec<_>>());
        let (from, to) = (format.bare(ends.0), format.bare(ends.1));
        self.pen.say("bridge.summary", &[("from", &from), ("to", &to), ("parts", &list)])
    }
}

/// A part with its name.
struct Labelled {
    node: Option<NodeIndex>,
    label: String,
    points: f64,
}

/// The moves of a bridge, the largest first; data that came or went counts for the node it came to or went from.
fn moves(bridge: &Bridge) -> Vec<Move> {
    let by_value =
        bridge.parts.iter().map(|part| Move { node: part.node, points: part.value + part.weight, by_coverage: false });
    let coverage: f64 = bridge.parts.iter().map(|part| part.coverage).sum();
    let appeared = bridge.parts.iter().filter(|part| part.value == 0.0 && part.coverage != 0.0);
    let appeared = appeared.max_by(|a, b| a.coverage.abs().total_cmp(&b.coverage.abs()));
    let by_coverage = appeared.map(|part| Move { node: part.node, points: coverage, by_coverage: true });
    let mut all: Vec<Move> = by_value.chain(by_coverage).filter(|each| each.points.abs() >= 0.005).collect();
    all.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()).then(a.node.cmp(&b.node)));
    all
}
