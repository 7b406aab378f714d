//! Amounts on top of each other, year by year: shades alternate, and numbers say which series a part belongs to.

use super::face::{Anchor, Tone, Type};
use super::paint::{Fill, Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{RESTACK, Width, axis};
use crate::report::figure::{Stacked, StackedColumn};

const HEIGHT: f64 = 300.0;
/// A part that is lower has no room for its number.
const LEGIBLE: f64 = 14.0;
/// From one line of the legend to the next.
const LINE: f64 = 18.0;

/// 680 pixels wide, on a phone 340; the names of the series below, with their numbers.
pub(super) fn draw(stacked: &Stacked, width: Width) -> String {
    let width = width.pixels(680.0, 340.0);
    let ends: Vec<f64> = stacked.columns.iter().flat_map(ends).collect();
    if ends.iter().all(|end| *end == 0.0) {
        return super::nothing("stacked", &stacked.caption, width);
    }
    let scale = Scale::around(ends.into_iter().chain([0.0]), 4);
    let labels = scale.labels(&stacked.format);
    let legend = legend(stacked, width);
    let bottom = HEIGHT - 26.0;
    let frame = Frame { left: axis::room(&labels, width), top: 20.0, right: width - 2.0, bottom };
    let count = stacked.columns.len() as f64;
    let plane = Plane::new(frame, &Scale::loose([0.0, count], 0.0), &scale);
    let mut canvas = Canvas::new(width, HEIGHT + 6.0 + LINE * legend.len() as f64);
    axis::rows(&mut canvas, &plane, &scale, &labels);
    for (at, column) in stacked.columns.iter().enumerate() {
        bar(&mut canvas, &plane, at as f64, column);
    }
    let zero = plane.y(0.0);
    canvas.line((frame.left, zero), (frame.right, zero), Stroke::hair(Line::Ink));
    let places: Vec<f64> = (0..stacked.columns.len()).map(|at| plane.x(at as f64 + 0.5)).collect();
    let years: Vec<String> = stacked.columns.iter().map(|column| column.label.clone()).collect();
    axis::below(&mut canvas, bottom, &places, &years);
    for (at, line) in legend.iter().enumerate() {
        canvas.text_within((0.0, HEIGHT + 14.0 + LINE * at as f64), line, Type::NOTE, width);
    }
    canvas.finish("stacked", &stacked.caption, false)
}

/// How far a column reaches up and down.
fn ends(column: &StackedColumn) -> [f64; 2] {
    let parts = || column.parts.iter().filter_map(|part| drawable(*part));
    [parts().filter(|part| *part > 0.0).sum(), parts().filter(|part| *part < 0.0).sum()]
}

/// `1 Licences   2 Maintenance   …`, in as many lines as needed.
fn legend(stacked: &Stacked, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (at, name) in stacked.series.iter().enumerate() {
        let entry = format!("{} {name}", at + 1);
        match lines.last_mut() {
            Some(line) if Type::NOTE.width(&format!("{line}\u{2003}{entry}")) <= width => {
                line.push('\u{2003}');
                line.push_str(&entry);
            }
            _ => lines.push(entry),
        }
    }
    lines
}

fn bar(canvas: &mut Canvas, plane: &Plane, at: f64, column: &StackedColumn) {
    let (left, right) = (plane.x(at + 0.16), plane.x(at + 0.84));
    let (mut above, mut below) = (0.0, 0.0);
    for (series, part) in column.parts.iter().enumerate() {
        let Some(part) = drawable(*part).filter(|part| *part != 0.0) else { continue };
        let end = if part > 0.0 { &mut above } else { &mut below };
        let (from, to) = (plane.y(*end), plane.y(*end + part));
        *end += part;
        let fill = [Fill::Band1, Fill::Band3, Fill::Band2][series % 3];
        canvas.rect((left, from), (right, to), fill);
        canvas.outline((left, from), (right, to), Stroke::hair(Line::Soft));
        if (from - to).abs() >= LEGIBLE {
            let middle = (left.midpoint(right), from.midpoint(to) + 4.0);
            canvas.text(middle, &(series + 1).to_string(), Type::SMALL.tone(Tone::Ink).anchor(Anchor::Middle));
        }
    }
    let room = plane.x(at + 1.0) - plane.x(at);
    let face = if canvas.width < RESTACK { Type::SMALL } else { Type::NOTE };
    let top = (left.midpoint(right), plane.y(above) - 5.0);
    canvas.text_within(top, &column.said, face.tone(Tone::Ink).anchor(Anchor::Middle), room);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;
    use crate::report::number::NumberFormat;
    use crate::scorecard::Locale;

    fn stacked(parts: &[f64]) -> Stacked {
        Stacked {
            caption: Caption::default(),
            series: vec!["Licences".into(), "Hardware".into()],
            columns: vec![StackedColumn { label: "2026".into(), said: "300".into(), parts: parts.to_vec() }],
            format: NumberFormat::count(Locale::En),
        }
    }

    #[test]
    fn parts_carry_the_number_of_their_series() {
        let svg = draw(&stacked(&[100.0, 200.0]), Width::Wide);
        assert!(svg.contains(">1</text>") && svg.contains(">2</text>") && svg.contains("1 Licences"), "{svg}");
    }

    #[test]
    fn what_is_negative_stands_below_zero_and_nothing_says_so() {
        assert!(draw(&stacked(&[100.0, -50.0]), Width::Narrow).contains(">−50<"), "a tick below zero");
        assert!(draw(&stacked(&[0.0, f64::NAN]), Width::Wide).contains("l-none"));
    }
}
