//! The five marks of status: shapes that differ without colour.

use super::face::Tone;
use super::paint::{Fill, Line, Stroke};
use super::svg::{Canvas, Point};
use crate::scorecard::Status;

/// Draws the mark of a status about a point; `radius` is that of the circle, the others look as heavy.
pub(super) fn draw(canvas: &mut Canvas, (x, y): Point, radius: f64, status: Status) {
    let fill = Fill::Status(status);
    match status {
        Status::OnTrack => canvas.disc((x, y), radius, fill),
        Status::AtRisk => {
            let (side, up, down) = (radius * 1.16, radius * 1.15, radius * 0.87);
            canvas.polygon([(x, y - up), (x + side, y + down), (x - side, y + down)], fill);
        }
        Status::OffTrack => {
            let side = radius * 1.24;
            canvas.polygon([(x, y - side), (x + side, y), (x, y + side), (x - side, y)], fill);
        }
        Status::NoData => canvas.ring((x, y), radius * 0.86, Stroke::solid(Line::NoData, 16)),
        Status::Withheld => {
            let side = radius * 0.8;
            canvas.outline((x - side, y - side), (x + side, y + side), Stroke::solid(Line::NoData, 16));
        }
    }
}

/// The same on a disc of paper, so that it stands clear of lines behind it.
pub(super) fn draw_clear(canvas: &mut Canvas, at: Point, radius: f64, status: Status) {
    canvas.disc(at, radius * 1.24 + 1.5, Fill::Paper);
    draw(canvas, at, radius, status);
}

/// The colour of words about a status.
pub(super) fn tone(status: Status) -> Tone {
    Tone::Status(status)
}
