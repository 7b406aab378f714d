//! The strategy map: objectives by perspective, what drives what, and where it is weak.

use serde::Serialize;

use super::figure::{Caption, Figure, MapLane, MapNode, StrategyMap};
use super::objective::drives;
use super::pyramid;
use super::sheet::Sheet;
use super::tally::Tally;
use super::view::{Link, NodeRow};
use crate::scorecard::{Edge, Framework, NodeDetail, NodeIndex, Scorecard, Status};

/// What the strategy map's page says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapPage {
    /// `Strategy map`, or what its framework calls it.
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
    let headline = headline(sheet, &objectives);
    let title = sheet.pen.say(name(sheet), &[]);
    let caption = sheet.pen.caption("map", title.clone(), headline.clone());
    let drawn = || figure(sheet, caption.clone(), levels(sheet).unwrap_or_else(|| by_perspective(sheet, &lanes)));
    MapPage {
        title,
        headline,
        tally: sheet.tally_of(sheet.tally(&objectives)),
        figure: (!objectives.is_empty()).then(|| pyramid::figure(sheet, &caption).unwrap_or_else(drawn)),
        rows: lanes.iter().flat_map(|(lane, objectives)| rows(sheet, *lane, objectives)).collect(),
    }
}

/// The key of what the page is called: a pyramid is no map.
pub(super) fn name(sheet: &Sheet) -> &'static str {
    match sheet.scorecard().framework {
        Framework::PerformancePyramid => "nav.pyramid",
        _ => "nav.map",
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
        drives: effects(sheet, edge.child, lane).into_iter().map(|effect| sheet.link(effect)).collect(),
    };
    edges.map(row).collect()
}

/// What an objective drives; where it says nothing, what its perspective feeds.
fn effects(sheet: &Sheet, objective: NodeIndex, lane: NodeIndex) -> Vec<NodeIndex> {
    let own = drives(sheet, objective);
    if own.is_empty() { feeds(sheet, lane) } else { own }
}

/// The perspectives a perspective feeds.
fn feeds(sheet: &Sheet, perspective: NodeIndex) -> Vec<NodeIndex> {
    let above = sheet.scorecard().parents(perspective).map(|(parent, _)| parent);
    above.filter(|parent| *parent != Scorecard::ROOT).collect()
}

/// What is drawn: rows of boxes with their names, from the effects down to the causes, and the arrows.
struct Drawn {
    lanes: Vec<(String, Vec<NodeIndex>)>,
    edges: Vec<(NodeIndex, NodeIndex)>,
}

/// Objectives by perspective, with what drives what.
fn by_perspective(sheet: &Sheet, lanes: &[(NodeIndex, Vec<NodeIndex>)]) -> Drawn {
    let objectives = lanes.iter().flat_map(|(_, objectives)| objectives);
    let from = |cause: &NodeIndex| {
        let cause = *cause;
        drives(sheet, cause).into_iter().map(move |effect| (cause, effect))
    };
    Drawn {
        edges: objectives.flat_map(from).collect(),
        lanes: lanes.iter().map(|(lane, objectives)| (sheet.title(*lane), objectives.clone())).collect(),
    }
}

/// Perspectives by level, where perspectives feed one another; `None` where none does.
fn levels(sheet: &Sheet) -> Option<Drawn> {
    let all = sheet.scorecard().indexed();
    let perspectives = all.filter(|(_, node)| matches!(node.detail, NodeDetail::Perspective)).map(|(index, _)| index);
    let mut levels: Vec<Vec<NodeIndex>> = Vec::new();
    let mut depth = vec![0; sheet.scorecard().nodes.len()];
    let mut edges = Vec::new();
    // Parents stand before their children, so each level is known when it is needed.
    for perspective in perspectives {
        let above = feeds(sheet, perspective);
        let level = above.iter().map(|parent| depth[parent.0] + 1).max().unwrap_or(0);
        depth[perspective.0] = level;
        if levels.len() <= level {
            levels.resize(level + 1, Vec::new());
        }
        levels[level].push(perspective);
        edges.extend(above.into_iter().map(|parent| (perspective, parent)));
    }
    let name = |level: usize| sheet.pen.say("map.level", &[("n", &(level + 1).to_string())]);
    let lanes = levels.into_iter().enumerate().map(|(level, nodes)| (name(level), nodes)).collect();
    (!edges.is_empty()).then_some(Drawn { lanes, edges })
}

fn figure(sheet: &Sheet, caption: Caption, drawn: Drawn) -> Figure {
    let path = |node: NodeIndex| sheet.node(node).path.clone();
    let lane = |(title, nodes): (String, Vec<NodeIndex>)| MapLane {
        title,
        nodes: nodes.into_iter().map(|node| map_node(sheet, node)).collect(),
    };
    Figure::StrategyMap(StrategyMap {
        caption,
        lanes: drawn.lanes.into_iter().map(lane).collect(),
        edges: drawn.edges.into_iter().map(|(cause, effect)| (path(cause), path(effect))).collect(),
    })
}

pub(super) fn map_node(sheet: &Sheet, node: NodeIndex) -> MapNode {
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
        initiatives: beside(sheet, node),
    }
}

/// What stands below the status: `≈ close call · 2 initiatives, 1 late`.
fn beside(sheet: &Sheet, node: NodeIndex) -> String {
    let close = sheet.status(node).close.map(|close| format!("≈ {close}"));
    let initiatives = Some(initiatives(sheet, node)).filter(|said| !said.is_empty());
    sheet.pen.facts([close, initiatives])
}

/// `2 initiatives, 1 late`; empty where there is none.
fn initiatives(sheet: &Sheet, objective: NodeIndex) -> String {
    let all: Vec<_> = sheet.scorecard().initiatives.iter().filter(|each| each.objective == objective).collect();
    if all.is_empty() {
        return String::new();
    }
    let late = all.iter().filter(|each| sheet.lateness(each).is_some()).count();
    let said = sheet.pen.count("map.initiatives", all.len(), &[]);
    if late == 0 {
        said
    } else {
        sheet.pen.say("map.initiatives-late", &[("said", &said), ("late", &late.to_string())])
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
