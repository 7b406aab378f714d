//! A tree of value drivers: the figure on the left, what it is made of to the right, a sign between parts.

use super::Width;
use super::face::{Anchor, Tone, Type};
use super::paint::{Fill, Line, Stroke};
use super::svg::{Canvas, Point};
use crate::report::figure::{Driver, Drivers};

/// Between the edge of a box and its words.
const PAD: f64 = 10.0;
/// Between two columns, where lines and signs run.
const BETWEEN: f64 = 44.0;
/// Between two boxes of a column.
const GAP: f64 = 14.0;
/// Columns narrower than this are put under each other.
const LEAST: f64 = 104.0;
/// The widest a box becomes.
const WIDEST: f64 = 230.0;
/// How far a level is set in on a phone, and how many levels are.
const INDENT: (f64, usize) = (18.0, 6);
/// Most lines of a name.
const LINES: usize = 2;

/// 1168 pixels wide; 340 on a phone, as an indented list.
pub(super) fn draw(drivers: &Drivers, width: Width) -> String {
    let width = width.pixels(1168.0, 340.0);
    let tree = Tree::of(&drivers.nodes);
    if tree.order.is_empty() {
        return super::nothing("drivers", &drivers.caption, width);
    }
    let columns = tree.order.iter().map(|(_, depth)| depth + 1).max().unwrap_or(1) as f64;
    let column = (width - 1.0 - BETWEEN * (columns - 1.0)) / columns;
    let canvas = if column < LEAST { list(&tree, width) } else { beside(&tree, width, column.min(WIDEST)) };
    canvas.finish("drivers", &drivers.caption, false)
}

/// The nodes with their parts. A parent that does not stand before its part is none.
struct Tree<'a> {
    nodes: &'a [Driver],
    parts: Vec<Vec<usize>>,
    /// (Place, level), each part right after what it makes up.
    order: Vec<(usize, usize)>,
}

impl<'a> Tree<'a> {
    fn of(nodes: &'a [Driver]) -> Self {
        let mut parts = vec![Vec::new(); nodes.len()];
        let mut roots = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            match node.parent.filter(|parent| *parent < at) {
                Some(parent) => parts[parent].push(at),
                None => roots.push(at),
            }
        }
        let mut order = Vec::with_capacity(nodes.len());
        let mut next: Vec<(usize, usize)> = roots.into_iter().rev().map(|root| (root, 0)).collect();
        while let Some((at, depth)) = next.pop() {
            order.push((at, depth));
            next.extend(parts[at].iter().rev().map(|part| (*part, depth + 1)));
        }
        Self { nodes, parts, order }
    }
}

/// How high a box of that width is.
fn height(node: &Driver, width: f64) -> f64 {
    let change = if node.change.trim().is_empty() { 0.0 } else { Type::NOTE.leading() };
    PAD * 2.0 + name(node, width).len().max(1) as f64 * Type::NAME.leading() + 18.0 + change
}

fn name(node: &Driver, width: f64) -> Vec<String> {
    Type::NAME.wrap(&node.title, width - PAD * 2.0, LINES)
}

/// A box: name, value, change.
fn driver(canvas: &mut Canvas, node: &Driver, (left, top): Point, (width, height): (f64, f64)) {
    canvas.rect((left, top), (left + width, top + height), Fill::Paper);
    canvas.outline((left, top), (left + width, top + height), Stroke::hair(Line::Rule));
    let (lines, room) = (name(node, width), width - PAD * 2.0);
    canvas.lines((left + PAD, top + PAD + 11.0), &lines, Type::NAME);
    let baseline = top + PAD + lines.len().max(1) as f64 * Type::NAME.leading() + 14.0;
    canvas.text_within((left + PAD, baseline), &node.value, Type::VALUE, room);
    canvas.text_within((left + PAD, baseline + Type::NOTE.leading() + 1.0), &node.change, Type::NOTE, room);
}

/// Columns beside each other, every box in the middle of its parts.
fn beside(tree: &Tree, width: f64, column: f64) -> Canvas {
    let tall = tree.nodes.iter().map(|node| height(node, column)).fold(0.0, f64::max);
    let mut tops = vec![0.0; tree.nodes.len()];
    let mut bottom = 1.0;
    // Parts stand before what they make up when the order is read backwards; leaves take rows from the bottom up.
    for (at, _) in &tree.order {
        if tree.parts[*at].is_empty() {
            tops[*at] = bottom;
            bottom += tall + GAP;
        }
    }
    for (at, _) in tree.order.iter().rev() {
        if let (Some(first), Some(last)) = (tree.parts[*at].first(), tree.parts[*at].last()) {
            tops[*at] = f64::midpoint(tops[*first], tops[*last]);
        }
    }
    let mut canvas = Canvas::new(width, bottom - GAP + 1.0);
    for (at, depth) in &tree.order {
        let left = 0.5 + *depth as f64 * (column + BETWEEN);
        let middle = |at: usize| tops[at] + tall / 2.0;
        branches(&mut canvas, tree, *at, left + column, &middle);
        driver(&mut canvas, &tree.nodes[*at], (left, tops[*at]), (column, tall));
    }
    canvas
}

/// Lines from a box to its parts, and the signs between these.
fn branches(canvas: &mut Canvas, tree: &Tree, at: usize, right: f64, middle: &dyn Fn(usize) -> f64) {
    let spine = right + BETWEEN / 2.0;
    for part in &tree.parts[at] {
        let bend = [(right, middle(at)), (spine, middle(at)), (spine, middle(*part)), (right + BETWEEN, middle(*part))];
        canvas.polyline(bend, Stroke::hair(Line::Soft));
    }
    for pair in tree.parts[at].windows(2) {
        let Some(join) = tree.nodes[pair[1]].join else { continue };
        // Beside the middle of the parent a sign would hide the line that comes from there.
        let y = f64::midpoint(middle(pair[0]), middle(pair[1]));
        canvas.ring((spine, y), 9.0, Stroke::hair(Line::Soft));
        let face = Type { bold: true, ..Type::NAME }.tone(Tone::Ink).anchor(Anchor::Middle);
        canvas.text((spine, y + 4.5), join.sign(), face);
    }
}

/// Boxes under each other, parts set in, each with its sign before it.
fn list(tree: &Tree, width: f64) -> Canvas {
    let (step, most) = INDENT;
    let step = step.min(width / 20.0);
    let room = |depth: usize| (width - 1.0 - step * depth.min(most) as f64).max(1.0);
    let mut tops = vec![0.0; tree.nodes.len()];
    let mut bottom = 1.0;
    for (at, depth) in &tree.order {
        tops[*at] = bottom;
        bottom += height(&signed(&tree.nodes[*at]), room(*depth)) + 8.0;
    }
    let mut canvas = Canvas::new(width, bottom - 7.0);
    for (at, depth) in &tree.order {
        let left = width - 0.5 - room(*depth);
        for part in tree.parts[*at].iter().filter(|_| *depth < most) {
            let (x, y) = (left + step / 2.0, tops[*part] + 20.0);
            canvas.polyline([(x, tops[*at] + 10.0), (x, y), (left + step, y)], Stroke::hair(Line::Soft));
        }
        let node = signed(&tree.nodes[*at]);
        driver(&mut canvas, &node, (left, tops[*at]), (room(*depth), height(&node, room(*depth))));
    }
    canvas
}

/// The same, its sign before its name.
fn signed(node: &Driver) -> Driver {
    let title = node.join.map_or_else(|| node.title.clone(), |join| format!("{} {}", join.sign(), node.title));
    Driver { title, ..node.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::{Caption, Join};

    fn node(title: &str, parent: Option<usize>, join: Option<Join>) -> Driver {
        Driver { title: title.into(), value: format!("{title} value"), change: String::new(), parent, join }
    }

    fn roic() -> Drivers {
        let nodes =
            vec![node("ROIC", None, None), node("Margin", Some(0), None), node("Turnover", Some(0), Some(Join::Times))];
        Drivers { caption: Caption::default(), nodes }
    }

    #[test]
    fn a_box_stands_in_the_middle_of_its_parts_and_the_sign_between_them() {
        let svg = draw(&roic(), Width::Wide);
        let row = 10.0 * 2.0 + Type::NAME.leading() + 18.0;
        assert!(svg.contains(&format!("viewBox=\"0 0 1168 {}\"", 2.0 * row + GAP + 2.0)), "{svg}");
        assert_eq!(svg.matches(">×<").count(), 1, "{svg}");
        assert!(svg.contains(">ROIC value<"), "{svg}");
    }

    #[test]
    fn on_a_phone_the_sign_stands_before_the_name() {
        assert!(draw(&roic(), Width::Pixels(200)).contains(">× Turnover<"));
        let deep = (0..9).map(|at: usize| node("Level", at.checked_sub(1), None)).collect();
        let deep = Drivers { caption: Caption::default(), nodes: deep };
        assert_eq!(draw(&deep, Width::Narrow).matches(">Level<").count(), 9);
    }

    #[test]
    fn a_part_of_what_comes_later_stands_for_itself_and_none_is_said() {
        let odd =
            Drivers { caption: Caption::default(), nodes: vec![node("A", Some(1), None), node("B", Some(1), None)] };
        assert_eq!(draw(&odd, Width::Wide).matches(" value<").count(), 2);
        assert!(draw(&Drivers { nodes: Vec::new(), ..odd }, Width::Wide).contains("l-none"));
    }
}
