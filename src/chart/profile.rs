//! Net present value over discount rates, with every rate at which it is zero.

use super::face::{Tone, Type};
use super::label::Placer;
use super::paint::{Dash, Fill, Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::{Canvas, Point};
use super::{Width, axis};
use crate::report::figure::Profile;
use crate::report::number::NumberFormat;

const HEIGHT: f64 = 280.0;

/// 680 pixels wide, on a phone 340.
pub(super) fn draw(profile: &Profile, width: Width) -> String {
    let width = width.pixels(680.0, 340.0);
    let points: Vec<(f64, f64)> =
        profile.points.iter().filter_map(|(rate, value)| Some((drawable(*rate)?, drawable(*value)?))).collect();
    if points.len() < 2 {
        return super::nothing("profile", &profile.caption, width);
    }
    let up = Scale::around(points.iter().map(|(_, value)| *value).chain([0.0]), 5);
    let labels = up.labels(&profile.format);
    let frame = Frame { left: axis::room(&labels, width), top: 8.0, right: width - 10.0, bottom: HEIGHT - 26.0 };
    let ends = [points[0].0, points[points.len() - 1].0];
    let mut across = Scale::around(ends, 5);
    (across.low, across.high) = (ends[0], ends[1]);
    across.ticks.retain(|tick| (ends[0]..=ends[1]).contains(tick));
    let plane = Plane::new(frame, &across, &up);
    let mut canvas = Canvas::new(width, HEIGHT);
    axis::rows(&mut canvas, &plane, &up, &labels);
    let percent = NumberFormat { decimals: 0, ..NumberFormat::score(profile.format.locale) };
    axis::columns(&mut canvas, &plane, &across, &percent);
    let zero = plane.y(0.0);
    canvas.line((frame.left, zero), (frame.right, zero), Stroke::hair(Line::Ink));
    plane.line(&mut canvas, &points, Stroke::solid(Line::Ink, 20));
    marks(&mut canvas, &plane, profile, &points);
    canvas.finish("profile", &profile.caption, false)
}

/// The rate of the case, and the rates without value, each with its words where there is room.
fn marks(canvas: &mut Canvas, plane: &Plane, profile: &Profile, points: &[(f64, f64)]) {
    let drawn: Vec<Point> = points.iter().map(|(rate, value)| plane.at(*rate, *value)).collect();
    let mut placer = Placer::new(plane.frame);
    placer.avoid(&drawn);
    let mut write = |canvas: &mut Canvas, place: Point, words: &str, face: Type| {
        if let Some((left, top)) = placer.place(place, (face.width(words), face.size), 8.0) {
            canvas.text((left, top + 11.0), words, face.halo());
        }
    };
    let (rate, value, words) = &profile.own;
    if let (Some(rate), Some(value)) = (drawable(*rate), drawable(*value)) {
        let (x, y) = plane.at(rate, value);
        canvas.line((x, plane.y(0.0)), (x, y), Stroke::solid(Line::Accent, 12).dashed(Dash::Dashed));
        canvas.disc((x, y), 4.5, Fill::Ink);
        write(canvas, (x, y), words, Type::VALUE);
    }
    for (rate, words) in &profile.zeros {
        let Some(rate) = drawable(*rate) else { continue };
        let place = plane.at(rate, 0.0);
        if plane.frame.holds(place) {
            canvas.ring(place, 4.5, Stroke::solid(Line::Accent, 20));
            write(canvas, place, words, Type::NOTE.tone(Tone::Accent));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;
    use crate::scorecard::Locale;

    #[test]
    fn every_rate_without_value_is_marked() {
        let value = |rate: f64| (rate, (rate - 20.0) * (80.0 - rate));
        let profile = Profile {
            caption: Caption::default(),
            points: (0..=100).map(|rate| value(rate.into())).collect(),
            zeros: vec![(20.0, "20 %".into()), (80.0, "80 %".into()), (400.0, "400 %".into())],
            own: (10.0, -700.0, "at 10 %".into()),
            format: NumberFormat::count(Locale::En),
        };
        let svg = draw(&profile, Width::Wide);
        assert_eq!(
            svg.matches("<circle").count(),
            5,
            "a disc, and a ring of two circles each for the two within: {svg}"
        );
        assert!(svg.contains(">20 %<") && svg.contains(">80 %<") && svg.contains(">at 10 %<"), "{svg}");
        let none = Profile { points: vec![(0.0, 1.0)], ..profile };
        assert!(draw(&none, Width::Narrow).contains("l-none"));
    }
}
