//! Arrows between rows: curves that leave and enter upright, each at a port of its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::ARROW;
use super::graph::{Item, Layers, Segment};
use super::place::Places;
use super::wide::Heights;
use crate::chart::svg::{Canvas, Point, short};

/// The farthest two ports of a side stand apart.
const PORT: f64 = 22.0;
/// Between an arrow's head and what it points to.
const AWAY: f64 = 2.0;

/// A side of an objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Top,
    Bottom,
}

/// One end of a piece of an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// The lower or the upper end of a piece between rows.
    Segment(Segment, Side),
    /// The cause's or the effect's end of an arrow within a row.
    Arc { cause: usize, effect: usize, at: usize },
}

/// Where every end stands, from left to right as what it leads to does.
struct Ports(BTreeMap<End, f64>);

impl Ports {
    fn of(layers: &Layers, places: &Places) -> Self {
        let mut sides: BTreeMap<(usize, Side), Vec<(f64, End)>> = BTreeMap::new();
        let mut add = |item: Item, side: Side, towards: f64, end: End| {
            if let Item::Node(node) = item {
                sides.entry((node, side)).or_default().push((towards, end));
            }
        };
        for segment in &layers.segments {
            // The lower end is at the top of what stands below.
            add(segment.lower, Side::Top, places.centre(segment.upper), End::Segment(*segment, Side::Bottom));
            add(segment.upper, Side::Bottom, places.centre(segment.lower), End::Segment(*segment, Side::Top));
        }
        for (cause, effect) in &layers.arcs {
            for (at, other) in [(*cause, *effect), (*effect, *cause)] {
                let end = End::Arc { cause: *cause, effect: *effect, at };
                add(Item::Node(at), Side::Top, places.centre(Item::Node(other)), end);
            }
        }
        let mut ports = BTreeMap::new();
        for ((node, _), mut ends) in sides {
            ends.sort_by(|(one, first), (other, second)| one.total_cmp(other).then(first.cmp(second)));
            let item = Item::Node(node);
            let apart = PORT.min(places.width(item) * 0.9 / ends.len() as f64);
            let first = places.centre(item) - apart * (ends.len() as f64 - 1.0) / 2.0;
            ports.extend(ends.into_iter().enumerate().map(|(at, (_, end))| (end, first + apart * at as f64)));
        }
        Self(ports)
    }

    /// Where an end stands; the middle of a channel, which has one way in and one way out.
    fn at(&self, end: End, places: &Places, item: Item) -> f64 {
        self.0.get(&end).copied().unwrap_or_else(|| places.centre(item))
    }
}

/// Draws every arrow.
pub(super) fn draw(canvas: &mut Canvas, layers: &Layers, places: &Places, heights: &Heights) {
    let ports = Ports::of(layers, places);
    for segment in &layers.segments {
        piece(canvas, *segment, layers, places, heights, &ports);
    }
    for (_, row) in &layers.rows {
        for item in row.iter().filter(|item| matches!(item, Item::Channel { .. })) {
            let ((top, height), x) = (heights.rows[layers.row(*item)], places.centre(*item));
            canvas.line((x, top), (x, top + height), ARROW);
        }
    }
    for (cause, effect) in &layers.arcs {
        let top = heights.rows[layers.row(Item::Node(*cause))].0;
        let port = |at: usize| ports.at(End::Arc { cause: *cause, effect: *effect, at }, places, Item::Node(at));
        arc(canvas, (port(*cause), top), (port(*effect), top - AWAY));
    }
}

/// A piece from the top of what stands below to the bottom of what stands above, with a head at its effect.
fn piece(canvas: &mut Canvas, segment: Segment, layers: &Layers, places: &Places, heights: &Heights, ports: &Ports) {
    let (top, height) = heights.rows[layers.row(segment.upper)];
    let from = (
        ports.at(End::Segment(segment, Side::Bottom), places, segment.lower),
        heights.rows[layers.row(segment.lower)].0,
    );
    let to = (ports.at(End::Segment(segment, Side::Top), places, segment.upper), top + height);
    let head = head(segment);
    let from = if head == Some(Side::Bottom) { (from.0, from.1 - AWAY) } else { from };
    let to = if head == Some(Side::Top) { (to.0, to.1 + AWAY) } else { to };
    curve(canvas, from, to);
    match head {
        Some(Side::Top) => chevron(canvas, to, 1.0),
        Some(Side::Bottom) => chevron(canvas, from, -1.0),
        None => {}
    }
}

/// Which end of a piece reaches the effect, if one does.
fn head(segment: Segment) -> Option<Side> {
    match (segment.up, segment.lower, segment.upper) {
        (true, _, Item::Node(_)) => Some(Side::Top),
        (false, Item::Node(_), _) => Some(Side::Bottom),
        _ => None,
    }
}

/// A curve that leaves and enters upright.
fn curve(canvas: &mut Canvas, (x0, y0): Point, (x1, y1): Point) {
    let middle = f64::midpoint(y0, y1);
    let mut path = format!("M{} {}", short(x0), short(y0));
    if (x1 - x0).abs() < 0.5 {
        let _ = write!(path, "V{}", short(y1));
    } else {
        let (x0, x1, y1, middle) = (short(x0), short(x1), short(y1), short(middle));
        let _ = write!(path, "C{x0} {middle} {x1} {middle} {x1} {y1}");
    }
    canvas.path(&path, ARROW);
}

/// An arrow over the heads of a row.
fn arc(canvas: &mut Canvas, (x0, y0): Point, (x1, y1): Point) {
    let rise = (16.0 + (x1 - x0).abs() * 0.02).min(26.0);
    let (from, to) = (format!("{} {}", short(x0), short(y0)), format!("{} {}", short(x1), short(y1)));
    let high = short(y0 - rise);
    canvas.path(&format!("M{from}C{} {high} {} {high} {to}", short(x0), short(x1)), ARROW);
    chevron(canvas, (x1, y1), -1.0);
}

/// The head of an arrow; `down` is 1 for one that points up and −1 for one that points down.
fn chevron(canvas: &mut Canvas, (x, y): Point, down: f64) {
    canvas.polyline([(x - 4.0, y + 6.0 * down), (x, y), (x + 4.0, y + 6.0 * down)], ARROW);
}
