//! From the files to a measure: boxes in columns, left to right, joined by orthogonal hairlines.
//!
//! A line that passes a column gets a channel between its boxes, so that none runs through a box. Narrow, the boxes
//! stand under each other and each names what it is made from.

use std::collections::{BTreeMap, BTreeSet};

use super::Width;
use super::face::{Tone, Type};
use super::paint::{Fill, Line, Stroke};
use super::svg::{Canvas, Point};
use crate::report::figure::{Lineage, LineageNode};

/// A column is at least this wide, or the figure is stacked.
const NARROWEST: f64 = 104.0;
/// A box is at most this wide.
const WIDEST: f64 = 210.0;
/// Between two columns at least, where lines turn.
const GAP: f64 = 28.0;
const PAD: f64 = 9.0;
const BOX: f64 = 44.0;
const CHANNEL: f64 = 10.0;
/// Between two things in a column.
const BETWEEN: f64 = 12.0;
/// The titles above the columns.
const HEAD: f64 = 26.0;
/// The most lines of sources a stacked box names.
const NAMED: usize = 3;

/// What takes a place in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    /// A box, by its place among all nodes.
    Node(usize),
    /// A way through for the lines from a node.
    Channel(usize),
}

/// The nodes by number, and what leads where.
struct Graph<'a> {
    nodes: Vec<&'a LineageNode>,
    column_of: Vec<usize>,
    /// From left to right only, each once.
    edges: BTreeSet<(usize, usize)>,
}

impl<'a> Graph<'a> {
    fn of(lineage: &'a Lineage) -> Self {
        let placed =
            lineage.columns.iter().enumerate().flat_map(|(at, column)| column.nodes.iter().map(move |n| (at, n)));
        let (column_of, nodes): (Vec<usize>, Vec<&LineageNode>) = placed.unzip();
        let mut index: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, node) in nodes.iter().enumerate() {
            index.entry(node.id.as_str()).or_insert(at);
        }
        let known = lineage.edges.iter().filter_map(|(from, to)| Some((*index.get(&**from)?, *index.get(&**to)?)));
        let edges = known.filter(|(from, to)| column_of[*from] < column_of[*to]).collect();
        Self { nodes, column_of, edges }
    }

    /// What stands in each column, top to bottom: boxes in their order, ways through by where they come from.
    fn columns(&self, count: usize) -> Vec<Vec<Item>> {
        let mut columns: Vec<Vec<Item>> = vec![Vec::new(); count];
        for (at, column) in self.column_of.iter().enumerate() {
            columns[*column].push(Item::Node(at));
        }
        for (from, to) in &self.edges {
            for column in &mut columns[self.column_of[*from] + 1..self.column_of[*to]] {
                if !column.contains(&Item::Channel(*from)) {
                    column.push(Item::Channel(*from));
                }
            }
        }
        columns
    }
}

/// 1168 pixels wide, 340 on a phone.
pub(super) fn draw(lineage: &Lineage, width: Width) -> String {
    let width = width.pixels(1168.0, 340.0);
    let graph = Graph::of(lineage);
    if graph.nodes.is_empty() {
        return super::nothing("lineage", &lineage.caption, width);
    }
    let step = width / lineage.columns.len() as f64;
    let stacked = width < super::RESTACK || step - GAP < NARROWEST;
    let canvas = if stacked { stack(lineage, &graph, width) } else { wide(lineage, &graph, width) };
    canvas.finish("lineage", &lineage.caption, false)
}

/// Where the columns and all in them stand.
struct Places {
    /// The left side of each column.
    lefts: Vec<f64>,
    width: f64,
    /// The middle of each item, by column.
    middles: Vec<BTreeMap<Item, f64>>,
    total: f64,
}

impl Places {
    fn of(columns: &[Vec<Item>], width: f64) -> Self {
        let count = columns.len();
        let own = (width / count as f64 - GAP).min(WIDEST);
        let step = if count > 1 { (width - 2.0 - own) / (count - 1) as f64 } else { 0.0 };
        let high = |item: &Item| if matches!(item, Item::Node(_)) { BOX } else { CHANNEL };
        let length = |column: &Vec<Item>| column.iter().map(|item| high(item) + BETWEEN).sum::<f64>() - BETWEEN;
        let tallest = columns.iter().map(length).fold(0.0, f64::max);
        let middles = columns.iter().map(|column| {
            let mut top = HEAD + (tallest - length(column)) / 2.0;
            let place = |item: &Item| {
                let middle = top + high(item) / 2.0;
                top += high(item) + BETWEEN;
                (*item, middle)
            };
            column.iter().map(place).collect()
        });
        let lefts = (0..count).map(|at| 1.0 + step * at as f64).collect();
        Self { lefts, width: own, middles: middles.collect(), total: HEAD + tallest + 2.0 }
    }
}

fn wide(lineage: &Lineage, graph: &Graph, width: f64) -> Canvas {
    let mut columns = graph.columns(lineage.columns.len());
    order(graph, &mut columns);
    let places = Places::of(&columns, width);
    let mut canvas = Canvas::new(width, places.total);
    for (column, left) in lineage.columns.iter().zip(&places.lefts) {
        canvas.text_within((*left, 13.0), &column.title, Type::NOTE, places.width);
    }
    for (from, to) in &graph.edges {
        lead(&mut canvas, graph, &places, (*from, *to));
    }
    for (at, node) in graph.nodes.iter().enumerate() {
        let column = graph.column_of[at];
        let middle = places.middles[column].get(&Item::Node(at)).copied().unwrap_or_default();
        let (left, last) = (places.lefts[column], column + 1 == lineage.columns.len());
        draw_box(&mut canvas, node, (left, middle - BOX / 2.0), places.width, last);
    }
    canvas
}

/// Sorts each column by the mean place of what leads to it; sources keep their order.
fn order(graph: &Graph, columns: &mut [Vec<Item>]) {
    for at in 1..columns.len() {
        let before: BTreeMap<Item, usize> = columns[at - 1].iter().enumerate().map(|(at, item)| (*item, at)).collect();
        let place = |from: usize| before.get(&Item::Node(from)).or_else(|| before.get(&Item::Channel(from))).copied();
        let key = |item: &Item| {
            let places: Vec<usize> = match item {
                Item::Channel(from) => place(*from).into_iter().collect(),
                Item::Node(node) => {
                    graph.edges.iter().filter(|(_, to)| to == node).filter_map(|(from, _)| place(*from)).collect()
                }
            };
            // In thousandths, so that keys have an order; what nothing leads to stands first.
            places.iter().sum::<usize>() * 1000 / places.len().max(1)
        };
        columns[at].sort_by_cached_key(key);
    }
}

/// One line: right, up or down between the columns, right; again for every column it passes.
fn lead(canvas: &mut Canvas, graph: &Graph, places: &Places, (from, to): (usize, usize)) {
    let (first, last) = (graph.column_of[from], graph.column_of[to]);
    let middle = |column: usize, item: Item| places.middles[column].get(&item).copied().unwrap_or_default();
    let mut points: Vec<Point> = Vec::new();
    for column in first..last {
        let item = if column == first { Item::Node(from) } else { Item::Channel(from) };
        let next = if column + 1 == last { Item::Node(to) } else { Item::Channel(from) };
        let (y, next_y) = (middle(column, item), middle(column + 1, next));
        let (right, left) = (places.lefts[column] + places.width, places.lefts[column + 1]);
        let all = places.middles[column].values().filter(|other| **other < y).count() + 1;
        let turn = right + (left - right) * all as f64 / (places.middles[column].len() + 1) as f64;
        points.extend([(right, y), (turn, y), (turn, next_y), (left, next_y)]);
    }
    points.dedup();
    canvas.polyline(points, Stroke::hair(Line::Soft));
}

/// A box with its name and what is said beside it; the measure's own is bolder.
fn draw_box(canvas: &mut Canvas, node: &LineageNode, (left, top): Point, width: f64, last: bool) {
    canvas.rect((left, top), (left + width, top + BOX), Fill::Paper);
    let line = if last { Line::Ink } else { Line::Rule };
    canvas.outline((left, top), (left + width, top + BOX), Stroke::hair(line));
    let room = width - PAD * 2.0;
    let name = if last { Type::VALUE } else { Type::NAME };
    if node.note.is_empty() {
        canvas.text_within((left + PAD, top + BOX / 2.0 + 4.5), &node.title, name, room);
    } else {
        canvas.text_within((left + PAD, top + 18.0), &node.title, name, room);
        canvas.text_within((left + PAD, top + 35.0), &node.note, Type::SMALL, room);
    }
}

/// Boxes under each other, each with the names of what it is made from.
fn stack(lineage: &Lineage, graph: &Graph, width: f64) -> Canvas {
    let room = (width - 2.0 - PAD * 2.0).max(1.0);
    let sources = |at: usize| {
        let names: Vec<&str> =
            graph.edges.iter().filter(|(_, to)| *to == at).map(|(from, _)| graph.nodes[*from].title.as_str()).collect();
        if names.is_empty() { Vec::new() } else { Type::SMALL.wrap(&format!("← {}", names.join(", ")), room, NAMED) }
    };
    let named: Vec<Vec<String>> = (0..graph.nodes.len()).map(sources).collect();
    let extra = |lines: &Vec<String>| lines.len() as f64 * Type::SMALL.leading();
    let head = |title: &str| if title.is_empty() { 0.0 } else { HEAD };
    let titles: f64 = lineage.columns.iter().map(|column| head(&column.title)).sum();
    let boxes: f64 = named.iter().map(|lines| BOX + extra(lines) + 8.0).sum();
    let mut canvas = Canvas::new(width, titles + boxes + 2.0);
    let (mut top, mut at) = (0.0, 0);
    for (number, column) in lineage.columns.iter().enumerate() {
        canvas.text_within((1.0, top + 15.0), &column.title, Type::NOTE, width - 2.0);
        top += head(&column.title);
        for node in &column.nodes {
            let lines = &named[at];
            let bottom = top + BOX + extra(lines);
            draw_box(&mut canvas, node, (1.0, top), width - 2.0, number + 1 == lineage.columns.len());
            if !lines.is_empty() {
                let outline = if number + 1 == lineage.columns.len() { Line::Ink } else { Line::Rule };
                canvas.rect((1.0, top + BOX - 1.0), (width - 1.0, bottom), Fill::Paper);
                canvas.polyline(
                    [(1.0, top + BOX - 1.0), (1.0, bottom), (width - 1.0, bottom), (width - 1.0, top + BOX - 1.0)],
                    Stroke::hair(outline),
                );
                canvas.lines((1.0 + PAD, top + BOX + 5.0), lines, Type::SMALL.tone(Tone::Ink));
            }
            top = bottom + 8.0;
            at += 1;
        }
    }
    canvas
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::{Caption, LineageColumn};

    /// Columns of one-letter nodes, edges as `"ab"`: a → b.
    fn lineage(columns: &[&str], edges: &[&str]) -> Lineage {
        let node = |id: &str| LineageNode { id: id.into(), title: format!("name {id}"), note: String::new() };
        let column = |nodes: &&str| LineageColumn {
            title: "Column".into(),
            nodes: nodes.split_whitespace().map(node).collect(),
        };
        let edge = |edge: &&str| (edge[..1].to_owned(), edge[1..].to_owned());
        Lineage {
            caption: Caption::default(),
            columns: columns.iter().map(column).collect(),
            edges: edges.iter().map(edge).collect(),
        }
    }

    #[test]
    fn a_line_that_passes_a_column_has_a_way_through() {
        let lineage = lineage(&["a b", "c", "d"], &["ac", "bd", "cd", "dz", "da"]);
        let graph = Graph::of(&lineage);
        assert_eq!(
            graph.edges.iter().copied().collect::<Vec<_>>(),
            [(0, 2), (1, 3), (2, 3)],
            "unknown and back: left out"
        );
        let mut columns = graph.columns(3);
        order(&graph, &mut columns);
        assert_eq!(columns[1], [Item::Node(2), Item::Channel(1)]);
        let places = Places::of(&columns, 900.0);
        let (node, channel) = (places.middles[1][&Item::Node(2)], places.middles[1][&Item::Channel(1)]);
        assert!(channel - node >= BOX / 2.0 + BETWEEN, "{node} {channel}");
    }

    #[test]
    fn narrow_boxes_name_what_they_are_made_from() {
        let svg = draw(&lineage(&["a b", "c"], &["ac", "bc"]), Width::Narrow);
        assert!(svg.contains("← name a, name b"), "{svg}");
    }
}
