//! One initiative: its name, its bar, the marks of its steps and its note.

use super::words::{Place, Words};
use super::{Layout, NOW, note, tone};
use crate::chart::face::Type;
use crate::chart::mark;
use crate::chart::paint::{Fill, Line, Stroke};
use crate::chart::scale::drawable;
use crate::chart::svg::{Canvas, Point};
use crate::report::figure::{GanttRow, Progress};
use crate::scorecard::Status;

/// Half the height of a bar.
const HALF: f64 = 4.5;

/// The height of a row, in pixels.
pub(super) fn height(layout: &Layout, words: &Words) -> f64 {
    match (layout.beside, words.iter().any(|place| place.name.is_some())) {
        (true, true) => 45.0,
        (true, false) => 28.0,
        (false, _) => 46.0,
    }
}

/// Draws a row from `top` on.
pub(super) fn draw(canvas: &mut Canvas, layout: &Layout, top: f64, row: &GanttRow, words: &Words) {
    let (baseline, middle) = if layout.beside { (top + 16.5, top + 12.0) } else { (top + 14.5, top + 30.0) };
    canvas.text_within((0.0, baseline), &row.label, Type::NAME.halo(), layout.names);
    note(canvas, layout, baseline, row);
    bar(canvas, layout, middle, row);
    if !layout.beside {
        let x = layout.plane.x(layout.now);
        canvas.line((x, middle - 10.0), (x, middle + 10.0), NOW);
    }
    for place in words {
        slip(canvas, layout, middle, place);
    }
    for place in words {
        canvas.titled(&place.step.said, |canvas| sign(canvas, (place.x, middle), place.step.progress));
        if let Some((start, width)) = place.name {
            let face = Type::SMALL.tone(tone_of_name(place.step.progress)).halo();
            canvas.text_within((start, middle + 20.0), &place.step.label, face, width);
        }
    }
}

/// Names of what is done are as quiet as those of what is to come.
fn tone_of_name(progress: Progress) -> crate::chart::face::Tone {
    tone(if progress == Progress::Done { Progress::Open } else { progress })
}

/// The whole time as an outline, what is gone of it filled.
fn bar(canvas: &mut Canvas, layout: &Layout, middle: f64, row: &GanttRow) {
    let Some((start, end)) = row.span.and_then(|(start, end)| Some((drawable(start)?, drawable(end)?))) else { return };
    let (left, right) = (layout.plane.x(start), layout.plane.x(end.max(start)));
    let gone = layout.plane.x(layout.now.clamp(start, end.max(start)));
    let (top, bottom) = (middle - HALF, middle + HALF);
    canvas.rect((left, top), (right, bottom), Fill::Paper);
    canvas.rect((left, top), (gone, bottom), Fill::Band1);
    canvas.outline((left, top), (right, bottom), Stroke::hair(Line::Soft));
}

/// From the day a step was due to the day it was done, or to the day of the report where it is not.
fn slip(canvas: &mut Canvas, layout: &Layout, middle: f64, place: &Place) {
    let step = place.step;
    let (Some(due), Some(at)) = (drawable(step.due), drawable(step.at)) else { return };
    let fill = match step.progress {
        Progress::Open => return,
        Progress::Done => Fill::Ink,
        Progress::Late => Fill::Status(Status::OffTrack),
    };
    let (from, to) = (layout.plane.x(due), layout.plane.x(at));
    if to > from {
        canvas.rect((from, middle - 1.0), (to, middle + 1.0), fill);
    }
}

/// The mark of a step: a tick, a ring or a diamond, on a disc of paper.
fn sign(canvas: &mut Canvas, (x, y): Point, progress: Progress) {
    canvas.disc((x, y), 6.5, Fill::Paper);
    match progress {
        Progress::Open => mark::draw(canvas, (x, y), 4.6, Status::NoData),
        Progress::Late => mark::draw(canvas, (x, y), 4.6, Status::OffTrack),
        Progress::Done => {
            let corners = [(-4.8, 0.4), (-3.2, -1.2), (-1.2, 0.8), (3.4, -4.2), (5.0, -2.8), (-1.1, 3.9)];
            canvas.polygon(corners.map(|(right, down)| (x + right, y + down)), Fill::Status(Status::OnTrack));
        }
    }
}
