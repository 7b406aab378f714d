//! One value per entity: where it stands, where it stood, and the target they share.

use super::face::{Anchor, Tone, Type};
use super::paint::{Dash, Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{RESTACK, Width, axis, mark};
use crate::report::figure::{DotRow, Dots};
use crate::scorecard::Status;

/// Where names, dots and values stand.
struct Layout {
    /// From one row to the next.
    row: f64,
    /// The middle of the dots, from the top of their row.
    middle: f64,
    /// The baseline of name and value, from the top of their row.
    words: f64,
    /// Room for names and for values, in pixels.
    names: f64,
    values: f64,
    plane: Plane,
}

/// 560 pixels wide with names and values beside the dots; on a phone 340 with both above them.
pub(super) fn draw(dots: &Dots, width: Width) -> String {
    let width = width.pixels(560.0, 340.0);
    let rows = dots.rows.iter().flat_map(|row| [row.value, row.previous]);
    let values: Vec<f64> = rows.flatten().filter_map(drawable).collect();
    if values.is_empty() {
        return super::nothing("dots", &dots.caption, width);
    }
    let target = dots.target.and_then(drawable);
    let layout = layout(dots, values.into_iter().chain(target), width);
    let bottom = layout.plane.frame.bottom;
    let mut canvas = Canvas::new(width, bottom + if target.is_some() { 22.0 } else { 4.0 });
    if let Some(target) = target {
        target_line(&mut canvas, &layout, layout.plane.x(target), dots);
    }
    for (at, row) in dots.rows.iter().enumerate() {
        draw_row(&mut canvas, &layout, at as f64 * layout.row, row, dots);
    }
    canvas.finish("dots", &dots.caption, false)
}

/// Down the whole figure; where names stand above the dots, only beside the dots.
fn target_line(canvas: &mut Canvas, layout: &Layout, x: f64, dots: &Dots) {
    let stroke = Stroke::solid(Line::Accent, 12).dashed(Dash::Dashed);
    let bottom = layout.plane.frame.bottom;
    if canvas.width >= RESTACK {
        canvas.line((x, 0.0), (x, bottom), stroke);
    } else {
        for at in 0..dots.rows.len() {
            let y = at as f64 * layout.row + layout.middle;
            canvas.line((x, y - 8.0), (x, y + 8.0), Stroke::solid(Line::Accent, 16));
        }
    }
    axis::centre(canvas, x, bottom + 16.0, &dots.target_label, Type::NOTE.tone(Tone::Accent));
}

fn words(row: &DotRow, dots: &Dots) -> String {
    row.value
        .and_then(drawable)
        .map_or_else(|| dots.caption.nothing(row.status).to_owned(), |value| dots.format.full(value))
}

fn layout(dots: &Dots, values: impl Iterator<Item = f64>, width: f64) -> Layout {
    let beside = width >= RESTACK;
    let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max) + 1.0;
    let names = widest(&mut dots.rows.iter().map(|row| Type::NAME.width(&row.label)));
    let numbers = widest(&mut dots.rows.iter().map(|row| Type::NAME.width(&words(row, dots))));
    let numbers = numbers.min(width * 0.3);
    let names = names.min(if beside { width * 0.34 } else { width - numbers - 12.0 });
    let (left, right) = if beside { (names + 20.0, width - numbers - 20.0) } else { (8.0, width - 8.0) };
    let row = if beside { 26.0 } else { 42.0 };
    let bottom = row * dots.rows.len() as f64;
    let frame = Frame { left, top: 0.0, right, bottom };
    let plane = Plane::new(frame, &Scale::loose(values, 0.02), &Scale::loose([0.0, 1.0], 0.0));
    let (middle, words) = if beside { (13.0, 17.5) } else { (29.0, 15.5) };
    Layout { row, middle, words, names, values: numbers, plane }
}

fn draw_row(canvas: &mut Canvas, layout: &Layout, top: f64, row: &DotRow, dots: &Dots) {
    let y = top + layout.middle;
    let baseline = top + layout.words;
    let right = canvas.width;
    canvas.line((layout.plane.frame.left, y), (layout.plane.frame.right, y), Stroke::hair(Line::Rule));
    canvas.text_within((0.0, baseline), &row.label, Type::NAME, layout.names);
    let (value, previous) = (row.value.and_then(drawable), row.previous.and_then(drawable));
    let face = if value.is_some() { Type::NAME } else { Type::NAME.tone(Tone::Status(Status::NoData)) };
    canvas.text_within((right, baseline), &words(row, dots), face.anchor(Anchor::End), layout.values);
    if let (Some(value), Some(previous)) = (value, previous) {
        canvas.line((layout.plane.x(previous), y), (layout.plane.x(value), y), Stroke::solid(Line::Soft, 15));
    }
    if let Some(previous) = previous {
        canvas.ring((layout.plane.x(previous), y), 3.0, Stroke::hair(Line::Soft));
    }
    if let Some(value) = value {
        mark::draw(canvas, (layout.plane.x(value), y), 5.0, row.status);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;
    use crate::report::number::NumberFormat;
    use crate::scorecard::Locale;

    #[test]
    fn a_missing_value_says_so_and_keeps_its_previous_ring() {
        let caption = Caption { no_data: "no data".into(), ..Caption::default() };
        let row = |value| DotRow { label: "East".into(), value, previous: Some(4.0), status: Status::NoData };
        let dots = Dots {
            caption,
            rows: vec![row(None), row(Some(5.0))],
            target: None,
            target_label: String::new(),
            format: NumberFormat::score(Locale::En),
        };
        let svg = draw(&dots, Width::Wide);
        assert!(svg.contains("class=\"t-name t-none\">no data</text>"), "{svg}");
        assert_eq!(svg.matches("l-none").count(), 1, "only the row with a value has its mark");
    }
}
