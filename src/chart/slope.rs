//! Two periods and a line between them for each row: who rose past whom.

use super::face::{Anchor, Type};
use super::label;
use super::mark;
use super::paint::{Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{RESTACK, Width};
use crate::report::figure::{Slope, SlopeRow};

/// From one label to the next, in pixels.
const ROW: f64 = 18.0;
/// From a label to its point.
const GAP: f64 = 14.0;
/// Room for the periods' names on top.
const HEAD: f64 = 26.0;

/// One end of a row: its value and what stands beside it.
struct End {
    value: f64,
    words: String,
}

/// 560 pixels wide, 340 on a phone; as high as its labels need.
pub(super) fn draw(slope: &Slope, width: Width) -> String {
    let width = width.pixels(560.0, 340.0);
    let rows: Vec<&SlopeRow> = slope.rows.iter().filter(|row| ends(row) != (None, None)).collect();
    if rows.is_empty() {
        return super::nothing("slope", &slope.caption, width);
    }
    let height = HEAD + (rows.len() as f64 * ROW).max(if width < RESTACK { 180.0 } else { 220.0 }) + 8.0;
    let before: Vec<Option<End>> = rows.iter().map(|row| left(slope, row)).collect();
    let after: Vec<Option<End>> = rows.iter().map(|row| right(slope, row)).collect();
    let room = |ends: &[Option<End>], most: f64| {
        ends.iter().flatten().map(|end| Type::NAME.width(&end.words) + 1.0).fold(0.0, f64::max).min(most)
    };
    let (on_left, on_right) = (room(&before, width * 0.28), room(&after, width * 0.42));
    let frame = Frame { left: on_left + GAP, top: HEAD + 8.0, right: width - on_right - GAP, bottom: height - 8.0 };
    let values = rows.iter().flat_map(|row| [row.from, row.to]).flatten().filter_map(drawable);
    let plane = Plane::new(frame, &Scale::loose([0.0, 1.0], 0.0), &Scale::loose(values, 0.0));
    let mut canvas = Canvas::new(width, height);
    heads(&mut canvas, &frame, slope);
    lines(&mut canvas, &plane, &rows);
    labels(&mut canvas, &plane, &before, (on_left, frame.left - GAP), Anchor::End);
    labels(&mut canvas, &plane, &after, (on_right, frame.right + GAP), Anchor::Start);
    canvas.finish("slope", &slope.caption, false)
}

fn ends(row: &SlopeRow) -> (Option<f64>, Option<f64>) {
    (row.from.and_then(drawable), row.to.and_then(drawable))
}

/// The earlier value; with the name where no later value has it.
fn left(slope: &Slope, row: &SlopeRow) -> Option<End> {
    let (from, to) = ends(row);
    let said = slope.format.full(from?);
    let words = if to.is_none() { format!("{said} {}", row.label) } else { said };
    Some(End { value: from?, words })
}

fn right(slope: &Slope, row: &SlopeRow) -> Option<End> {
    let value = ends(row).1?;
    Some(End { value, words: format!("{} {}", slope.format.full(value), row.label) })
}

/// The periods over their axes, each with at most half of the drawing.
fn heads(canvas: &mut Canvas, frame: &Frame, slope: &Slope) {
    let half = canvas.width / 2.0 - 6.0;
    let place = |x: f64, words: &str| {
        let width = (Type::NOTE.width(words) + 1.0).min(half);
        (x - width / 2.0, width)
    };
    let (from, to) = (place(frame.left, &slope.from), place(frame.right, &slope.to));
    let starts = label::spread(&[from, to], 12.0, 0.0, canvas.width);
    for (start, (words, (_, width))) in starts.into_iter().zip([(&slope.from, from), (&slope.to, to)]) {
        canvas.text_within((start, 14.0), words, Type::NOTE, width);
    }
    for x in [frame.left, frame.right] {
        canvas.line((x, HEAD - 4.0), (x, canvas.height), Stroke::hair(Line::Rule));
    }
}

fn lines(canvas: &mut Canvas, plane: &Plane, rows: &[&SlopeRow]) {
    for row in rows {
        if let (Some(from), Some(to)) = ends(row) {
            canvas.line(plane.at(0.0, from), plane.at(1.0, to), Stroke::solid(Line::Soft, 13));
        }
    }
    for row in rows {
        let (from, to) = ends(row);
        if let Some(from) = from {
            canvas.ring(plane.at(0.0, from), 3.0, Stroke::hair(Line::Soft));
        }
        if let Some(to) = to {
            mark::draw(canvas, plane.at(1.0, to), 4.6, row.status);
        }
    }
}

/// Labels of one side, each as near to its point as the others allow; a hairline leads back where it had to move.
fn labels(canvas: &mut Canvas, plane: &Plane, ends: &[Option<End>], (room, x): (f64, f64), anchor: Anchor) {
    let mut ends: Vec<&End> = ends.iter().flatten().collect();
    ends.sort_by(|one, other| other.value.total_cmp(&one.value));
    let wanted: Vec<(f64, f64)> = ends.iter().map(|end| (plane.at(0.0, end.value).1 - ROW / 2.0, ROW)).collect();
    let tops = label::spread(&wanted, 0.0, HEAD, canvas.height);
    for ((end, (meant, _)), top) in ends.iter().zip(wanted).zip(tops) {
        let toward = if anchor == Anchor::End { 1.0 } else { -1.0 };
        if (top - meant).abs() > 3.0 {
            let (y, point) = (top + ROW / 2.0, meant + ROW / 2.0);
            canvas.line((x + 2.0 * toward, y), (x + (GAP - 6.0) * toward, point), Stroke::hair(Line::Rule));
        }
        canvas.text_within((x, top + 13.5), &end.words, Type::NAME.anchor(anchor), room);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;
    use crate::report::number::NumberFormat;
    use crate::scorecard::{Locale, Status};

    fn drawn(rows: Vec<(Option<f64>, Option<f64>)>) -> String {
        let row = |(from, to)| SlopeRow { label: "East".into(), from, to, status: Status::OnTrack };
        let rows = rows.into_iter().map(row).collect();
        let format = NumberFormat::score(Locale::En);
        let slope = Slope { caption: Caption::default(), from: "2025".into(), to: "2026".into(), rows, format };
        draw(&slope, Width::Wide)
    }

    #[test]
    fn a_name_stands_at_the_later_end_or_where_there_is_none_at_the_earlier() {
        let svg = drawn(vec![(Some(80.0), Some(90.0)), (Some(70.0), None)]);
        assert!(svg.contains(">90.0 East<") && svg.contains(">80.0<") && svg.contains(">70.0 East<"), "{svg}");
    }

    #[test]
    fn rows_without_any_value_are_left_out() {
        assert_eq!(drawn(vec![(None, Some(1.0)), (None, None)]).matches("East").count(), 1);
        assert!(drawn(vec![(None, None)]).contains("l-none"));
    }
}
