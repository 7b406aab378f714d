//! The strategy map: objectives by perspective, what drives what, and where it is weak.

use serde::Serialize;

use super::figure::{Figure, MapLane, MapNode, StrategyMap};
use super::objective::drives;
use super::sheet::Sheet;
use super::tally::Tally;
use super::view::{Link, NodeRow};
use crate::scorecard::{Edge, NodeDetail, NodeIndex, Status};

/// What the strategy map's page says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapPage {
    /// `Strategy map`.
    pub title: String,
    /// The sentence it opens with.
    pub headline: String,
    /// How many objectives stand where.
    pub tally: Vec<Tally>,
    /// The map; `None` without objectives.
    pub figure: Option<Figure>,
    /// The same as a table.
    pub rows: Vec<MapRow>,
}

/// An objective in the table beside the map.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapRow {
    /// Its perspective.
    pub perspective: String,
    /// The objective.
    pub node: NodeRow,
    /// What it drives.
    pub drives: Vec<Link>,
}

/// Builds the page of the strategy map.
pub fn page(sheet: &Sheet) -> MapPage {
    let lanes = lanes(sheet);
    let objectives: Vec<NodeIndex> = lanes.iter().flat_map(|(_, objectives)| objectives.clone()).collect();
    MapPage {
        title: sheet.pen.say("nav.map", &[]),
        headline: headline(sheet, &objectives),
        tally: sheet.tally_of(sheet.tally(&objectives)),
        figure: (!objectives.is_empty()).then(|| figure(sheet, &lanes)),
        rows: lanes.iter().flat_map(|(lane, objectives)| rows(sheet, *lane, objectives)).collect(),
    }
}

/// Every perspective that has objectives of its own, with them.
fn lanes(sheet: &Sheet) -> Vec<(NodeIndex, Vec<NodeIndex>)> {
    let all = sheet.scorecard().indexed();
    let perspectives = all.filter(|(_, node)| matches!(node.detail, NodeDetail::Perspective)).map(|(index, _)| index);
    let objectives = |perspective: NodeIndex| {
        let children = sheet.node(perspective).edges.iter().map(|edge| edge.child);
        children.filter(|c| matches!(sheet.node(*c).detail, NodeDetail::Objective { .. })).collect::<Vec<_>>()
    };
    let lanes = perspectives.map(|perspective| (perspective, objectives(perspective)));
    lanes.filter(|(_, objectives)| !objectives.is_empty()).collect()
}

fn rows(sheet: &Sheet, lane: NodeIndex, objectives: &[NodeIndex]) -> Vec<MapRow> {
    let perspective = sheet.title(lane);
    let edges = sheet.node(lane).edges.iter().filter(|edge| objectives.contains(&edge.child));
    let row = |edge: &Edge| MapRow {
        perspective: perspective.clone(),
        node: sheet.node_row(edge.child, edge.weight),
        drives: drives(sheet, edge.child).into_iter().map(|effect| sheet.link(effect)).collect(),
    };
    edges.map(row).collect()
}

fn figure(sheet: &Sheet, lanes: &[(NodeIndex, Vec<NodeIndex>)]) -> Figure {
    let title = sheet.pen.say("nav.map", &[]);
    let objectives: Vec<NodeIndex> = lanes.iter().flat_map(|(_, objectives)| objectives.clone()).collect();
    let path = |node: NodeIndex| sheet.node(node).path.clone();
    let from = |cause: NodeIndex| drives(sheet, cause).into_iter().map(move |effect| (path(cause), path(effect)));
    Figure::StrategyMap(StrategyMap {
        caption: sheet.pen.caption("map", title, headline(sheet, &objectives)),
        lanes: lanes
            .iter()
            .map(|(lane, objectives)| MapLane {
                title: sheet.title(*lane),
                nodes: objectives.iter().map(|objective| map_node(sheet, *objective)).collect(),
            })
            .collect(),
        edges: objectives.iter().flat_map(|objective| from(*objective)).collect(),
    })
}

fn map_node(sheet: &Sheet, node: NodeIndex) -> MapNode {
    let now = sheet.now(node);
    let status = now.map_or(Status::NoData, |outcome| outcome.status);
    let link = sheet.link(node);
    MapNode {
        path: sheet.node(node).path.clone(),
        title: link.title,
        score: now.and_then(|o| o.score).map_or_else(|| sheet.pen.say("none", &[]), |score| sheet.score_text(score)),
        status,
        status_word: sheet.pen.status_word(status),
        href: link.href,
    }
}

/// `Six of ten objectives are on track; the weakest, Keep customers, drives Grow the margin.`
fn headline(sheet: &Sheet, objectives: &[NodeIndex]) -> String {
    let [on, ..] = sheet.tally(objectives);
    let total = objectives.len();
    let fill = [("count", sheet.pen.cardinal(on)), ("total", sheet.pen.cardinal(total))];
    let fill: Vec<(&str, &str)> = fill.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let key = match on {
        _ if total == 0 => "map.empty",
        0 => "map.none-on",
        on if on == total => "map.all-on",
        _ => "map.some-on",
    };
    let said = sheet.pen.count(key, on, &fill) + &weakest(sheet, objectives);
    sheet.pen.sentence(&(said + &sheet.pen.say("sentence.end", &[])))
}

/// The lowest score that is not on track, and what depends on it.
fn weakest(sheet: &Sheet, objectives: &[NodeIndex]) -> String {
    let score = |node: &NodeIndex| sheet.now(*node).filter(|o| o.status != Status::OnTrack).and_then(|o| o.score);
    let mut scored: Vec<(f64, NodeIndex)> = objectives.iter().filter_map(|node| Some((score(node)?, *node))).collect();
    scored.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let Some((score, node)) = scored.first() else { return String::new() };
    let effects: Vec<String> = drives(sheet, *node).into_iter().map(|effect| sheet.title(effect)).collect();
    let (title, score) = (sheet.title(*node), sheet.score_text(*score));
    let effects = sheet.pen.words.list(&effects);
    let key = if effects.is_empty() { "map.weakest" } else { "map.weakest-drives" };
    sheet.pen.say(key, &[("objective", &title), ("score", &score), ("effects", &effects)])
}
