//! The map on a phone: objectives under each other, arrows in rails beside them.
//!
//! Each effect has one rail, which its causes join. Where there are too many rails, words name the effects instead.

use std::fmt::Write as _;

use super::graph::Graph;
use super::{ARROW, node};
use crate::chart::face::Type;
use crate::chart::svg::{Canvas, short};

/// Between two rails.
const RAIL: f64 = 10.0;
/// From the boxes to the first rail.
const FIRST: f64 = 18.0;
/// More rails than this are not told apart.
const MANY: usize = 8;
/// The radius of a rail's corners, which tell a turn from a crossing.
const CORNER: f64 = 5.0;

/// The way to one effect.
struct Rail {
    effect: usize,
    causes: Vec<usize>,
    track: usize,
}

pub(super) fn draw(graph: &Graph, width: f64) -> Canvas {
    let rails = rails(graph);
    let tracks = rails.iter().map(|rail| rail.track + 1).max().unwrap_or(0);
    let words = tracks > MANY;
    let room = if words || tracks == 0 { 1.0 } else { FIRST + RAIL * tracks as f64 };
    let boxes = width - room;
    let (tops, total) = tops(graph, boxes, words);
    let mut canvas = Canvas::new(width, total);
    for (lane, nodes) in &graph.lanes {
        let first = nodes.first().and_then(|node| tops.get(*node));
        lane_title(&mut canvas, lane, first.map(|(top, _)| *top));
        for at in nodes {
            let (top, height) = tops[*at];
            node::draw(&mut canvas, graph.nodes[*at], (0.5, top), (boxes - 1.0, height));
            if words {
                effects(&mut canvas, graph, *at, top + height + 16.0);
            }
        }
    }
    if !words {
        for rail in &rails {
            rail_line(&mut canvas, rail, &tops, boxes);
        }
    }
    canvas
}

/// One rail per effect; those that span the least run the nearest, and none covers another.
fn rails(graph: &Graph) -> Vec<Rail> {
    let mut rails: Vec<Rail> = Vec::new();
    for effect in 0..graph.nodes.len() {
        let causes: Vec<usize> = graph.edges.iter().filter(|(_, to)| *to == effect).map(|(from, _)| *from).collect();
        if !causes.is_empty() {
            rails.push(Rail { effect, causes, track: 0 });
        }
    }
    rails.sort_by_key(|rail| (span(rail).1 - span(rail).0, rail.effect));
    for at in 0..rails.len() {
        let taken: Vec<usize> =
            rails[..at].iter().filter(|other| meet(span(other), span(&rails[at]))).map(|rail| rail.track).collect();
        rails[at].track = (0..=at).find(|track| !taken.contains(track)).unwrap_or_default();
    }
    rails
}

/// The first and last objective a rail passes.
fn span(rail: &Rail) -> (usize, usize) {
    let ends = rail.causes.iter().copied().chain([rail.effect]);
    ends.fold((rail.effect, rail.effect), |(low, high), at| (low.min(at), high.max(at)))
}

fn meet(one: (usize, usize), other: (usize, usize)) -> bool {
    one.0 <= other.1 && other.0 <= one.1
}

/// Top and height of every objective, and the height of it all.
fn tops(graph: &Graph, boxes: f64, words: bool) -> (Vec<(f64, f64)>, f64) {
    let mut tops = vec![(0.0, 0.0); graph.nodes.len()];
    let mut y = 0.0;
    for (_, nodes) in graph.lanes.iter().filter(|(_, nodes)| !nodes.is_empty()) {
        y += 34.0;
        for at in nodes {
            let height = node::height(graph.nodes[*at], boxes - 1.0);
            tops[*at] = (y, height);
            let below = if words { Type::SMALL.leading() * effects_of(graph, *at).count() as f64 + 6.0 } else { 0.0 };
            y += height + below + 10.0;
        }
        y += 14.0;
    }
    (tops, y - 14.0)
}

fn lane_title(canvas: &mut Canvas, title: &str, first: Option<f64>) {
    if let Some(top) = first {
        let room = canvas.width;
        canvas.text_within((0.0, top - 11.0), title, Type::LANE, room);
    }
}

fn effects_of(graph: &Graph, cause: usize) -> impl Iterator<Item = usize> {
    graph.edges.iter().filter(move |(from, _)| *from == cause).map(|(_, to)| *to)
}

/// The effects of an objective by name, each behind an arrow.
fn effects(canvas: &mut Canvas, graph: &Graph, cause: usize, mut baseline: f64) {
    for effect in effects_of(graph, cause) {
        let room = canvas.width - 12.0;
        canvas.text_within((12.0, baseline), &format!("→ {}", graph.nodes[effect].title), Type::SMALL, room);
        baseline += Type::SMALL.leading();
    }
}

/// A rail: out of every cause to the right, along, and to the left into its effect. Only the farthest cause on
/// either side of the effect runs the whole way; the others join it.
fn rail_line(canvas: &mut Canvas, rail: &Rail, tops: &[(f64, f64)], boxes: f64) {
    let x = boxes + FIRST + RAIL * rail.track as f64 - 4.0;
    let middle = |at: usize| tops[at].0 + tops[at].1 / 2.0;
    let end = middle(rail.effect) - 7.0;
    let (first, last) = span(rail);
    for cause in &rail.causes {
        let start = middle(*cause) + 7.0;
        let turn = if start > end { CORNER } else { -CORNER };
        let (left, corner, rail, from, to) = (short(boxes), short(x - CORNER), short(x), short(start), short(end));
        let mut path = format!("M{left} {from}H{corner}Q{rail} {from} {rail} {}", short(start - turn));
        if *cause == first || *cause == last {
            let _ = write!(path, "V{}Q{rail} {to} {corner} {to}H{}", short(end + turn), short(boxes + 2.0));
        }
        canvas.path(&path, ARROW);
    }
    canvas.polyline([(boxes + 8.0, end - 4.0), (boxes + 2.0, end), (boxes + 8.0, end + 4.0)], ARROW);
}
