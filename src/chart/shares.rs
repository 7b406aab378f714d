//! Groups by their share of customers, a light bar, and of value, a dark one under it.

use super::face::Type;
use super::lanes::Lanes;
use super::paint::{Fill, Line, Stroke};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{RESTACK, Width};
use crate::report::figure::Shares;

/// How high a bar is.
const BAR: f64 = 8.0;

/// 560 pixels wide with names and numbers beside the bars; on a phone 340 with both above them.
pub(super) fn draw(shares: &Shares, width: Width) -> String {
    let width = width.pixels(560.0, 340.0);
    let values: Vec<f64> =
        shares.rows.iter().flat_map(|row| [row.customers, row.value]).flatten().filter_map(drawable).collect();
    if values.is_empty() {
        return super::nothing("shares", &shares.caption, width);
    }
    let scale = Scale::loose(values.into_iter().chain([0.0]), 0.0);
    let lanes = Lanes::new(shares.rows.iter().map(|row| (row.label.as_str(), row.said.as_str())), &scale, width);
    let bottom = lanes.plane.frame.bottom;
    let mut canvas = Canvas::new(width, bottom + if width < RESTACK { 44.0 } else { 26.0 });
    for (at, row) in shares.rows.iter().enumerate() {
        lanes.draw(&mut canvas, at, &row.label, (&row.said, Type::NAME));
        let (zero, y) = (lanes.plane.x(0.0), lanes.y(at));
        let bars = [(row.customers, y - BAR, Fill::Band1), (row.value, y, Fill::Ink)];
        for (value, top, fill) in bars {
            let Some(value) = value.and_then(drawable) else { continue };
            let end = lanes.plane.x(value);
            canvas.rect((zero.min(end), top), (zero.max(end), top + BAR), fill);
            canvas.outline((zero.min(end), top), (zero.max(end), top + BAR), Stroke::hair(Line::Soft));
        }
    }
    keys(&mut canvas, bottom, shares);
    canvas.finish("shares", &shares.caption, false)
}

/// What the bars are, each with a patch; under each other on a phone.
fn keys(canvas: &mut Canvas, bottom: f64, shares: &Shares) {
    let room = if canvas.width < RESTACK { canvas.width } else { canvas.width / 2.0 - 12.0 };
    for (at, (words, fill)) in [(&shares.keys.0, Fill::Band1), (&shares.keys.1, Fill::Ink)].into_iter().enumerate() {
        let (x, y) = if canvas.width < RESTACK {
            (0.0, bottom + 18.0 + at as f64 * 18.0)
        } else {
            (at as f64 * (room + 12.0), bottom + 18.0)
        };
        canvas.rect((x, y - BAR), (x + 14.0, y), fill);
        canvas.outline((x, y - BAR), (x + 14.0, y), Stroke::hair(Line::Soft));
        canvas.text_within((x + 20.0, y), words, Type::NOTE, room - 20.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::{Caption, ShareRow};

    fn shares(value: f64) -> Shares {
        let row = |label: &str, customers: f64, value: f64| ShareRow {
            label: label.into(),
            customers: Some(customers),
            value: Some(value),
            said: format!("{customers} to {value}"),
        };
        let keys = ("of customers".into(), "of value".into());
        Shares {
            caption: Caption::default(),
            keys,
            rows: vec![row("VIP", 1.0, value), row("rest", 99.0, 100.0 - value)],
        }
    }

    #[test]
    fn both_shares_are_told_apart_without_colour() {
        let svg = draw(&shares(15.9), Width::Wide);
        assert!(svg.contains("f-1") && svg.contains("f-ink") && svg.contains(">1 to 15.9<"), "{svg}");
    }

    #[test]
    fn nothing_to_draw_says_so() {
        let nothing = Shares { rows: Vec::new(), ..shares(1.0) };
        assert!(draw(&nothing, Width::Narrow).contains("l-none"));
    }
}
