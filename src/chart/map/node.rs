//! One objective: its name, its status as mark, score and word, and its initiatives; the whole of it a link.

use crate::chart::face::{Tone, Type};
use crate::chart::mark;
use crate::chart::paint::{Fill, Line, Stroke};
use crate::chart::svg::{Canvas, Point};
use crate::report::figure::MapNode;

const PAD: f64 = 11.0;
const LINES: usize = 3;

/// The name in the lines it takes in a box of that width.
pub(super) fn lines(node: &MapNode, width: f64) -> Vec<String> {
    Type::NAME.wrap(&node.title, width - PAD * 2.0, LINES)
}

/// How high an objective's box of that width is, in pixels.
pub(in crate::chart) fn height(node: &MapNode, width: f64) -> f64 {
    PAD * 2.0 + lines(node, width).len().max(1) as f64 * Type::NAME.leading() + 20.0 + below(node)
}

/// The room for the line about initiatives.
fn below(node: &MapNode) -> f64 {
    if node.initiatives.is_empty() { 0.0 } else { Type::SMALL.leading() }
}

/// Draws an objective in a box with its upper left corner there.
pub(in crate::chart) fn draw(canvas: &mut Canvas, node: &MapNode, (left, top): Point, (width, height): (f64, f64)) {
    let mut label = format!("{}: {} {}", node.title, node.score, node.status_word);
    if !node.initiatives.is_empty() {
        label = format!("{label}, {}", node.initiatives);
    }
    canvas.link(&node.href, &label, |canvas| {
        canvas.rect((left, top), (left + width, top + height), Fill::Paper);
        canvas.outline((left, top), (left + width, top + height), Stroke::hair(Line::Rule));
        let name = lines(node, width);
        canvas.lines((left + PAD, top + PAD + 11.0), &name, Type::NAME);
        let baseline = top + PAD + name.len().max(1) as f64 * Type::NAME.leading() + 18.0;
        let room = width - PAD * 2.0;
        status(canvas, node, (left + PAD, baseline), room);
        if !node.initiatives.is_empty() {
            canvas.text_within((left + PAD, baseline + below(node)), &node.initiatives, Type::SMALL, room);
        }
    });
}

/// The mark, the score and the word for the status on one line.
fn status(canvas: &mut Canvas, node: &MapNode, (left, baseline): Point, room: f64) {
    let bold = Type { bold: true, ..Type::NOTE }.tone(Tone::Ink);
    mark::draw(canvas, (left + 5.0, baseline - 4.2), 4.4, node.status);
    let mut x = left + 16.0;
    let right = left + room;
    for (words, face) in [(&node.score, bold), (&node.status_word, Type::NOTE.tone(mark::tone(node.status)))] {
        let shown = face.shorten(words, right - x);
        if right - x > face.size {
            canvas.text((x, baseline), &shown, face);
            x += face.width(&shown) + 7.0;
        }
    }
}
