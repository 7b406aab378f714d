//! Expected against perceived: a ring and a dot a row, and the line between them.

use super::Width;
use super::face::{Tone, Type};
use super::lanes::Lanes;
use super::paint::{Fill, Line, Stroke};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use crate::report::figure::Gaps;
use crate::scorecard::Status;

/// Room for the key above the rows.
const KEY: f64 = 24.0;

/// 760 pixels wide with names and gaps beside the dots; on a phone 340 with both above them.
pub(super) fn draw(gaps: &Gaps, width: Width) -> String {
    let width = width.pixels(760.0, 340.0);
    let both = |row: &crate::report::figure::GapRow| [row.expected, row.perceived].map(|own| own.and_then(drawable));
    let values: Vec<f64> = gaps.rows.iter().flat_map(both).flatten().collect();
    if values.is_empty() {
        return super::nothing("gaps", &gaps.caption, width);
    }
    let scale = Scale::loose(values, 0.04);
    let lanes = Lanes::new(gaps.rows.iter().map(|row| (row.label.as_str(), row.said.as_str())), &scale, width);
    let mut canvas = Canvas::new(width, lanes.plane.frame.bottom + KEY);
    for (at, row) in gaps.rows.iter().enumerate() {
        let [expected, perceived] = both(row).map(|own| own.map(|value| lanes.plane.x(value)));
        let missing = expected.is_none() || perceived.is_none();
        let face = if missing { Type::NAME.tone(Tone::Status(Status::NoData)) } else { Type::NAME };
        lanes.draw(&mut canvas, at, &row.label, (&row.said, face));
        let y = lanes.y(at);
        if let (Some(expected), Some(perceived)) = (expected, perceived) {
            canvas.line((expected, y), (perceived, y), Stroke::solid(Line::Soft, 30));
        }
        if let Some(expected) = expected {
            canvas.ring((expected, y), 5.0, Stroke::solid(Line::Accent, 18));
        }
        if let Some(perceived) = perceived {
            canvas.disc((perceived, y), 4.4, Fill::Ink);
        }
    }
    key(&mut canvas, &lanes, gaps);
    canvas.finish("gaps", &gaps.caption, false)
}

/// What ring and dot mean, below the rows.
fn key(canvas: &mut Canvas, lanes: &Lanes, gaps: &Gaps) {
    let y = lanes.plane.frame.bottom + 14.0;
    let half = canvas.width / 2.0;
    canvas.ring((7.0, y - 4.0), 5.0, Stroke::solid(Line::Accent, 18));
    canvas.text_within((18.0, y), &gaps.heads.0, Type::NOTE.tone(Tone::Accent), half - 24.0);
    let second = (18.0 + Type::NOTE.width(&gaps.heads.0) + 24.0).min(half + 7.0);
    canvas.disc((second, y - 4.0), 4.4, Fill::Ink);
    canvas.text_within((second + 11.0, y), &gaps.heads.1, Type::NOTE, canvas.width - second - 12.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::{Caption, GapRow};
    use crate::report::number::NumberFormat;
    use crate::scorecard::Locale;

    #[test]
    fn what_was_perceived_below_expectation_stands_left_of_it() {
        let row = |expected, perceived| GapRow { label: "Price".into(), expected, perceived, said: "−1.3".into() };
        let gaps = Gaps {
            caption: Caption::default(),
            heads: ("expected".into(), "perceived".into()),
            rows: vec![row(Some(6.4), Some(5.1)), row(None, None)],
            format: NumberFormat::score(Locale::En),
        };
        let svg = draw(&gaps, Width::Wide);
        let centre = |class: &str| -> f64 {
            let tag = svg.split("<circle").find(|tag| tag.contains(class)).expect("drawn");
            tag.split("cx=\"").nth(1).and_then(|rest| rest.split('"').next()?.parse().ok()).expect("a place")
        };
        assert!(centre("f-ink") < centre("l-accent"), "{svg}");
        assert_eq!(svg.matches("class=\"f-ink\"").count(), 2, "one dot, and the key: {svg}");
    }
}
