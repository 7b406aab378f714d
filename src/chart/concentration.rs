//! How value lies with customers: a curve over the straight line on which all are alike.

use super::face::{Anchor, Type};
use super::label::Placer;
use super::paint::{Dash, Fill, Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{RESTACK, Width, axis};
use crate::report::figure::Concentration;

/// 560 pixels wide, 340 on a phone.
pub(super) fn draw(figure: &Concentration, width: Width) -> String {
    let width = width.pixels(560.0, 340.0);
    let points: Vec<(f64, f64)> =
        figure.points.iter().filter_map(|(across, up)| Some((drawable(*across)?, drawable(*up)?))).collect();
    if points.is_empty() {
        return super::nothing("concentration", &figure.caption, width);
    }
    let up = Scale::around(points.iter().map(|(_, up)| *up).chain([0.0, 100.0]), 4);
    let across = Scale::around([0.0, 100.0], 4);
    let labels = up.labels(&figure.format);
    let (height, words) = (if width < RESTACK { 300.0 } else { 340.0 }, 16.0);
    let left = axis::room(&labels, width);
    let frame = Frame { left, top: words + 8.0, right: width - 12.0, bottom: height - 40.0 };
    let plane = Plane::new(frame, &across, &up);
    let mut canvas = Canvas::new(width, height);
    canvas.text_within((0.0, 12.0), &figure.up, Type::NOTE, width);
    canvas.text_within((width, height - 6.0), &figure.across, Type::NOTE.anchor(Anchor::End), width);
    axis::rows(&mut canvas, &plane, &up, &labels);
    axis::columns(&mut canvas, &plane, &across, &figure.format);
    plane.line(&mut canvas, &[(0.0, 0.0), (100.0, 100.0)], Stroke::hair(Line::Soft).dashed(Dash::Dotted));
    let curve: Vec<(f64, f64)> = std::iter::once((0.0, 0.0)).chain(points).collect();
    plane.line(&mut canvas, &curve, Stroke::solid(Line::Ink, 20));
    marks(&mut canvas, &plane, figure, &curve);
    canvas.finish("concentration", &figure.caption, false)
}

/// Named places of the curve, each with a dot; words where there is room.
fn marks(canvas: &mut Canvas, plane: &Plane, figure: &Concentration, curve: &[(f64, f64)]) {
    const DOT: f64 = 4.0;
    let face = Type::NAME;
    let mut placer = Placer::new(plane.frame);
    let places: Vec<_> = curve.iter().map(|(across, up)| plane.at(*across, *up)).collect();
    placer.avoid(&places);
    placer.avoid(&[plane.at(0.0, 0.0), plane.at(100.0, 100.0)]);
    let known = figure.marks.iter().filter_map(|mark| Some((mark, drawable(mark.across)?, drawable(mark.up)?)));
    for (mark, across, up) in known.filter(|(_, across, _)| (0.0..=100.0).contains(across)) {
        let at = plane.at(across, up);
        if !plane.frame.holds(at) {
            continue;
        }
        canvas.disc(at, DOT, Fill::Ink);
        if let Some((left, top)) = placer.place(at, (face.width(&mark.label), face.size), DOT + 6.0) {
            canvas.text((left, top + 11.0), &mark.label, face);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::{Caption, ConcentrationMark};
    use crate::report::number::NumberFormat;
    use crate::scorecard::Locale;

    fn figure(points: Vec<(f64, f64)>) -> Concentration {
        Concentration {
            caption: Caption::default(),
            across: "customers".into(),
            up: "value".into(),
            format: NumberFormat::score(Locale::En),
            points,
            marks: vec![ConcentrationMark { across: 20.0, up: 67.8, label: "20 % bring 67.8 %".into() }],
        }
    }

    #[test]
    fn a_mark_says_what_the_top_bring() {
        let svg = draw(&figure(vec![(20.0, 67.8), (100.0, 100.0)]), Width::Wide);
        assert!(svg.contains(">20 % bring 67.8 %<") && svg.contains(">customers<"), "{svg}");
    }

    #[test]
    fn a_whale_curve_rises_above_the_whole() {
        let svg = draw(&figure(vec![(20.0, 140.0), (100.0, 100.0)]), Width::Narrow);
        assert!(svg.contains(">150<"), "{svg}");
    }

    #[test]
    fn nothing_to_draw_says_so() {
        assert!(draw(&figure(vec![(f64::NAN, 1.0)]), Width::Wide).contains("l-none"));
    }
}
