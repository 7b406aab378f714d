//! One value per entity: where it stands, where it stood, and the target they share.

use super::face::{Tone, Type};
use super::lanes::Lanes;
use super::paint::{Dash, Line, Stroke};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{Width, axis, mark};
use crate::report::figure::{DotRow, Dots};
use crate::scorecard::Status;

/// 560 pixels wide with names and values beside the dots; on a phone 340 with both above them.
pub(super) fn draw(dots: &Dots, width: Width) -> String {
    let width = width.pixels(560.0, 340.0);
    let rows = dots.rows.iter().flat_map(|row| [row.value, row.previous]);
    let values: Vec<f64> = rows.flatten().filter_map(drawable).collect();
    if values.is_empty() {
        return super::nothing("dots", &dots.caption, width);
    }
    let target = dots.target.and_then(drawable);
    let said: Vec<String> = dots.rows.iter().map(|row| words(row, dots)).collect();
    let named = dots.rows.iter().zip(&said).map(|(row, said)| (row.label.as_str(), said.as_str()));
    let lanes = Lanes::new(named, &Scale::loose(values.into_iter().chain(target), 0.02), width);
    let bottom = lanes.plane.frame.bottom;
    let mut canvas = Canvas::new(width, bottom + if target.is_some() { 22.0 } else { 4.0 });
    if let Some(target) = target {
        let dashed = Stroke::solid(Line::Accent, 12).dashed(Dash::Dashed);
        let x = lanes.plane.x(target);
        lanes.rule(&mut canvas, x, dots.rows.len(), (dashed, Stroke::solid(Line::Accent, 16)));
        axis::centre(&mut canvas, x, bottom + 16.0, &dots.target_label, Type::NOTE.tone(Tone::Accent));
    }
    for (at, (row, said)) in dots.rows.iter().zip(&said).enumerate() {
        draw_row(&mut canvas, &lanes, at, row, said);
    }
    canvas.finish("dots", &dots.caption, false)
}

fn words(row: &DotRow, dots: &Dots) -> String {
    row.value
        .and_then(drawable)
        .map_or_else(|| dots.caption.nothing(row.status).to_owned(), |value| dots.format.full(value))
}

fn draw_row(canvas: &mut Canvas, lanes: &Lanes, at: usize, row: &DotRow, said: &str) {
    let (value, previous) = (row.value.and_then(drawable), row.previous.and_then(drawable));
    let face = if value.is_some() { Type::NAME } else { Type::NAME.tone(Tone::Status(Status::NoData)) };
    lanes.draw(canvas, at, &row.label, (said, face));
    let y = lanes.y(at);
    if let (Some(value), Some(previous)) = (value, previous) {
        canvas.line((lanes.plane.x(previous), y), (lanes.plane.x(value), y), Stroke::solid(Line::Soft, 15));
    }
    if let Some(previous) = previous {
        canvas.ring((lanes.plane.x(previous), y), 3.0, Stroke::hair(Line::Soft));
    }
    if let Some(value) = value {
        mark::draw(canvas, (lanes.plane.x(value), y), 5.0, row.status);
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
