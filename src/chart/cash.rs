//! Flows as bars, their sum as a line, and where the sum is back at zero.

use super::face::{Tone, Type};
use super::paint::{Dash, Fill, Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{Width, axis};
use crate::report::figure::Cash;

const HEIGHT: f64 = 280.0;

/// 680 pixels wide, on a phone 340.
pub(super) fn draw(cash: &Cash, width: Width) -> String {
    let width = width.pixels(680.0, 340.0);
    let points: Vec<(f64, f64)> =
        cash.points.iter().filter_map(|point| Some((drawable(point.flow)?, drawable(point.total)?))).collect();
    if points.is_empty() {
        return super::nothing("cash", &cash.caption, width);
    }
    let scale = Scale::around(points.iter().flat_map(|(flow, total)| [*flow, *total]).chain([0.0]), 5);
    let labels = scale.labels(&cash.format);
    let bottom = HEIGHT - 26.0;
    let frame = Frame { left: axis::room(&labels, width), top: 18.0, right: width - 2.0, bottom };
    let plane = Plane::new(frame, &Scale::loose([-0.5, points.len() as f64 - 0.5], 0.0), &scale);
    let mut canvas = Canvas::new(width, HEIGHT);
    axis::rows(&mut canvas, &plane, &scale, &labels);
    for (at, (flow, _)) in points.iter().enumerate() {
        let (left, right) = (plane.x(at as f64 - 0.3), plane.x(at as f64 + 0.3));
        let fill = if *flow < 0.0 { Fill::Band1 } else { Fill::Band2 };
        canvas.rect((left, plane.y(0.0)), (right, plane.y(*flow)), fill);
        canvas.outline((left, plane.y(0.0)), (right, plane.y(*flow)), Stroke::hair(Line::Soft));
    }
    canvas.line((frame.left, plane.y(0.0)), (frame.right, plane.y(0.0)), Stroke::hair(Line::Ink));
    let sums: Vec<(f64, f64)> = points.iter().enumerate().map(|(at, (_, total))| (at as f64, *total)).collect();
    plane.line(&mut canvas, &sums, Stroke::solid(Line::Ink, 20));
    for (at, total) in &sums {
        canvas.disc(plane.at(*at, *total), 3.0, Fill::Ink);
    }
    back(&mut canvas, &plane, cash, points.len());
    let places: Vec<f64> = (0..points.len()).map(|at| plane.x(at as f64)).collect();
    let years: Vec<String> = cash.points.iter().map(|point| point.label.clone()).collect();
    axis::below(&mut canvas, bottom, &places, &years);
    canvas.finish("cash", &cash.caption, false)
}

/// The time at which the money is back, with its words on top.
fn back(canvas: &mut Canvas, plane: &Plane, cash: &Cash, count: usize) {
    let Some((at, words)) = &cash.payback else { return };
    let Some(at) = drawable(*at).filter(|at| (0.0..=count as f64).contains(at)) else { return };
    let (x, y) = plane.at(at, 0.0);
    canvas.line((x, plane.frame.top), (x, y), Stroke::solid(Line::Accent, 12).dashed(Dash::Dashed));
    canvas.ring((x, y), 5.0, Stroke::solid(Line::Accent, 20));
    axis::centre(canvas, x, 12.0, words, Type::NOTE.tone(Tone::Accent));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::{Caption, CashPoint};
    use crate::report::number::NumberFormat;
    use crate::scorecard::Locale;

    fn cash(payback: Option<f64>) -> Cash {
        let point = |flow, total| CashPoint { label: "2026".into(), flow, total };
        Cash {
            caption: Caption::default(),
            points: vec![point(-100.0, -100.0), point(150.0, 50.0)],
            payback: payback.map(|at| (at, "back after 0.7 years".into())),
            format: NumberFormat::count(Locale::En),
        }
    }

    #[test]
    fn payback_is_marked_where_there_is_one() {
        assert!(draw(&cash(Some(0.67)), Width::Wide).contains(">back after 0.7 years<"));
        let never = draw(&cash(None), Width::Narrow);
        assert!(!never.contains("l-accent") && never.contains("f-ink"), "{never}");
        assert!(!draw(&cash(Some(f64::NAN)), Width::Wide).contains("l-accent"));
    }
}
