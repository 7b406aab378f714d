//! Rows with a name, a drawing and a value: beside each other where there is room, the words above on a phone.

use super::RESTACK;
use super::face::{Anchor, Type};
use super::paint::{Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::Scale;
use super::svg::Canvas;

/// Where names, drawings and values of rows stand.
pub(super) struct Lanes {
    /// From one row to the next.
    pub(super) row: f64,
    /// The middle of the drawing, from the top of its row.
    pub(super) middle: f64,
    /// The baseline of name and value, from the top of their row.
    words: f64,
    /// Room for names and for values, in pixels.
    names: f64,
    values: f64,
    /// Where values lie across.
    pub(super) plane: Plane,
}

impl Lanes {
    /// For rows of (name, value as written) in a drawing of that width.
    pub(super) fn new<'a>(rows: impl Iterator<Item = (&'a str, &'a str)> + Clone, across: &Scale, width: f64) -> Self {
        let beside = width >= RESTACK;
        let widest = |texts: &mut dyn Iterator<Item = &'a str>| {
            texts.map(|words| Type::NAME.width(words)).fold(0.0, f64::max) + 1.0
        };
        let values = widest(&mut rows.clone().map(|(_, value)| value)).min(width * 0.3);
        let names = widest(&mut rows.clone().map(|(name, _)| name));
        let names = names.min(if beside { width * 0.34 } else { width - values - 12.0 });
        let (left, right) = if beside { (names + 20.0, width - values - 20.0) } else { (8.0, width - 8.0) };
        let row = if beside { 26.0 } else { 42.0 };
        let frame = Frame { left, top: 0.0, right, bottom: row * rows.count() as f64 };
        let (middle, words) = if beside { (13.0, 17.5) } else { (29.0, 15.5) };
        Self { row, middle, words, names, values, plane: Plane::new(frame, across, &Scale::loose([0.0, 1.0], 0.0)) }
    }

    /// The middle of a row's drawing.
    pub(super) fn y(&self, at: usize) -> f64 {
        at as f64 * self.row + self.middle
    }

    /// Name and value of a row, and the hairline its drawing lies on.
    pub(super) fn draw(&self, canvas: &mut Canvas, at: usize, name: &str, (value, face): (&str, Type)) {
        let (y, baseline) = (self.y(at), at as f64 * self.row + self.words);
        canvas.line((self.plane.frame.left, y), (self.plane.frame.right, y), Stroke::hair(Line::Rule));
        canvas.text_within((0.0, baseline), name, Type::NAME, self.names);
        canvas.text_within((canvas.width, baseline), value, face.anchor(Anchor::End), self.values);
    }

    /// A line down all rows; where names stand above the drawings, only beside these.
    pub(super) fn rule(&self, canvas: &mut Canvas, x: f64, rows: usize, (whole, piece): (Stroke, Stroke)) {
        if canvas.width >= RESTACK {
            canvas.line((x, 0.0), (x, self.plane.frame.bottom), whole);
            return;
        }
        for at in 0..rows {
            canvas.line((x, self.y(at) - 8.0), (x, self.y(at) + 8.0), piece);
        }
    }
}
