//! The map on a laptop: lanes beside their titles, rows of objectives, arrows from row to row.

use super::graph::{Graph, Item, Layers};
use super::place::{GAP, Places};
use super::{node, order, route};
use crate::chart::face::Type;
use crate::chart::paint::{Line, Stroke};
use crate::chart::svg::Canvas;

/// The narrowest an objective should be, in pixels.
const NARROWEST: f64 = 150.0;
/// Between two rows, where arrows run.
const BETWEEN: f64 = 62.0;

/// Top and height of every row, and where it all ends.
pub(super) struct Heights {
    pub(super) rows: Vec<(f64, f64)>,
    total: f64,
}

pub(super) fn draw(graph: &Graph, width: f64) -> Canvas {
    let titles = width * 0.13;
    let (low, high) = (titles + 22.0, width - 1.0);
    let per_row = ((high - low + GAP) / (NARROWEST + GAP)) as usize;
    let mut layers = Layers::of(graph, per_row);
    order::sort(&mut layers);
    let places = Places::of(&layers, low, high);
    let heights = heights(graph, &layers, &places, titles);
    let mut canvas = Canvas::new(width, heights.total);
    lanes(&mut canvas, graph, &layers, &heights, titles);
    route::draw(&mut canvas, &layers, &places, &heights);
    for ((_, row), (top, height)) in layers.rows.iter().zip(&heights.rows) {
        for item in row {
            if let Item::Node(at) = item {
                node::draw(&mut canvas, graph.nodes[*at], (places.left(*item), *top), (places.width(*item), *height));
            }
        }
    }
    canvas
}

fn heights(graph: &Graph, layers: &Layers, places: &Places, titles: f64) -> Heights {
    let arcs = layers.arcs.iter().any(|(cause, _)| layers.row(Item::Node(*cause)) == 0);
    let mut top = if arcs { 34.0 } else { 16.0 };
    let mut rows = Vec::new();
    for (lane, row) in &layers.rows {
        let boxes = row.iter().filter_map(|item| match item {
            Item::Node(at) => Some(node::height(graph.nodes[*at], places.width(*item))),
            Item::Channel { .. } => None,
        });
        let title = title(graph.lanes[*lane].0, titles).len() as f64 * Type::LANE.leading();
        let height = boxes.fold(30.0, f64::max).max(title);
        rows.push((top, height));
        top += height + BETWEEN;
    }
    Heights { total: top - BETWEEN + 2.0, rows }
}

fn title(title: &str, room: f64) -> Vec<String> {
    Type::LANE.wrap(title, room, 4)
}

/// The titles, and hairlines between the lanes.
fn lanes(canvas: &mut Canvas, graph: &Graph, layers: &Layers, heights: &Heights, titles: f64) {
    let mut before = None;
    for ((lane, _), (top, _)) in layers.rows.iter().zip(&heights.rows) {
        if before == Some(lane) {
            continue;
        }
        if before.is_some() {
            let y = top - BETWEEN / 2.0;
            canvas.line((0.0, y), (canvas.width, y), Stroke::hair(Line::Rule));
        }
        let words = graph.lanes[*lane].0;
        canvas.titled(words, |canvas| canvas.lines((0.0, top + 17.0), &title(words, titles), Type::LANE));
        before = Some(lane);
    }
}
