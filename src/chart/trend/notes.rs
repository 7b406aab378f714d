//! Numbered marks above the frame for periods that have a note; the page lists the notes by number.

use super::{Sheet, said, value};
use crate::chart::face::{Anchor, Tone, Type};
use crate::chart::label;
use crate::chart::paint::{Line, Stroke};
use crate::chart::plane::Frame;
use crate::chart::svg::{Canvas, Point};
use crate::report::figure::Trend;

const GAP: f64 = 3.0;

fn count(trend: &Trend) -> usize {
    trend.points.iter().filter(|point| point.note.is_some()).count()
}

/// The radius of the marks: wide enough for their numbers.
fn radius(count: usize) -> f64 {
    if count < 100 { 8.0 } else { 12.0 }
}

/// How many rows the marks need, so that those of a row stand side by side over the frame.
fn rows(count: usize, frame: &Frame) -> usize {
    let per_row = (frame.right - frame.left) / (radius(count) * 2.0 + GAP);
    count.div_ceil((per_row as usize).max(1))
}

/// How much height the marks need above the frame, in pixels.
pub(super) fn height(trend: &Trend, frame: &Frame) -> f64 {
    let count = count(trend);
    rows(count, frame) as f64 * (radius(count) * 2.0 + GAP)
}

/// Draws the marks, each with a hairline down to its point; gives the room they take.
pub(super) fn draw(canvas: &mut Canvas, sheet: &Sheet) -> Vec<Frame> {
    let frame = sheet.plane.frame;
    let noted = sheet.trend.points.iter().enumerate().filter(|(_, point)| point.note.is_some());
    let noted: Vec<_> = noted.map(|(at, point)| (at as f64, point)).collect();
    let (rows, radius) = (rows(noted.len(), &frame), radius(noted.len()));
    let mut taken = Vec::new();
    for row in 0..rows {
        let here: Vec<_> = noted.iter().enumerate().skip(row).step_by(rows).collect();
        let wanted = here.iter().map(|(_, (at, _))| (sheet.plane.x(*at) - radius, radius * 2.0));
        let starts = label::spread(&wanted.collect::<Vec<_>>(), GAP, frame.left, frame.right);
        let y = radius + 1.0 + row as f64 * (radius * 2.0 + GAP);
        for ((number, (at, point)), start) in here.into_iter().zip(starts) {
            let centre = (start + radius, y);
            let foot = value(point).map_or(frame.bottom, |value| sheet.plane.y(value) - 5.0);
            canvas.line((centre.0, y + radius), (sheet.plane.x(*at), foot), Stroke::hair(Line::Rule));
            canvas.titled(&said(sheet, point), |canvas| ring(canvas, centre, radius, number + 1));
            taken.push(Frame { left: start, top: y - radius, right: start + radius * 2.0, bottom: y + radius });
        }
    }
    taken
}

fn ring(canvas: &mut Canvas, (x, y): Point, radius: f64, number: usize) {
    canvas.ring((x, y), radius, Stroke::hair(Line::Soft));
    let face = Type::SMALL.tone(Tone::Ink).anchor(Anchor::Middle);
    canvas.text((x, y + 4.0), &number.to_string(), face);
}
