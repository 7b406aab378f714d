//! How a value becomes a score: the curve over the bands, with today's point led to both axes.

use super::face::{Anchor, Type};
use super::label::{self, Placer};
use super::paint::{Dash, Fill, Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::{Canvas, Point};
use super::{RESTACK, Width, axis, bullet, mark};
use crate::report::figure::Curve;
use crate::report::number::NumberFormat;

const HEIGHT: f64 = 230.0;
const MARK: f64 = 5.0;

/// 440 pixels wide, 340 on a phone.
pub(super) fn draw(curve: &Curve, width: Width) -> String {
    let width = width.pixels(440.0, 340.0);
    let anchors = anchors(curve);
    if anchors.is_empty() {
        return super::nothing("curve", &curve.caption, width);
    }
    let point = curve.point.and_then(|(value, score)| Some((drawable(value)?, drawable(score)?)));
    let plane = plane(&anchors, point.map(|(value, _)| value), width);
    let mut canvas = Canvas::new(width, HEIGHT);
    bands(&mut canvas, &plane, curve);
    let drawn = line(&mut canvas, &plane, &anchors, curve.steps);
    if let Some((value, score)) = point {
        today(&mut canvas, &plane, curve, (value, score), &drawn);
    }
    values(&mut canvas, &plane, &anchors, point.map(|(value, _)| value), &curve.format);
    canvas.finish("curve", &curve.caption, false)
}

/// The anchors that can be drawn, by value, scores within 0 to 100.
fn anchors(curve: &Curve) -> Vec<(f64, f64)> {
    let drawn = curve.anchors.iter().filter_map(|(value, score)| Some((drawable(*value)?, drawable(*score)?)));
    let mut anchors: Vec<_> = drawn.map(|(value, score)| (value, score.clamp(0.0, 100.0))).collect();
    anchors.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    anchors
}

/// The curve with room at both ends to show that it runs on level. A point further off than the curve is wide
/// does not squeeze it: it stands at the edge.
fn plane(anchors: &[(f64, f64)], value: Option<f64>, width: f64) -> Plane {
    let curve = Scale::loose(anchors.iter().map(|(value, _)| *value), 0.14);
    let span = curve.high - curve.low;
    let value = value.map(|value| value.clamp(curve.low - span, curve.high + span));
    let across = match value {
        Some(value) if !(curve.low..=curve.high).contains(&value) => Scale::loose([curve.low, curve.high, value], 0.04),
        _ => curve,
    };
    let frame =
        Frame { left: 34.0, top: 8.0, right: width - if width < RESTACK { 4.0 } else { 8.0 }, bottom: HEIGHT - 26.0 };
    Plane::new(frame, &across, &Scale::loose([0.0, 100.0], 0.0))
}

/// Tints of the paper and the limits between them.
fn bands(canvas: &mut Canvas, plane: &Plane, curve: &Curve) {
    let Frame { left, right, .. } = plane.frame;
    let [low, middle, high] = bullet::limits(curve.bands);
    for (from, to, fill) in [(low, middle, Fill::Band1), (middle, high, Fill::Band2), (high, 100.0, Fill::Band3)] {
        if to > from {
            canvas.rect((left, plane.y(from)), (right, plane.y(to)), fill);
        }
    }
    let format = NumberFormat { decimals: 0, ..NumberFormat::score(curve.format.locale) };
    let ticks = [0.0, 100.0, high, middle];
    let blocks = ticks.map(|tick| (plane.y(tick), 13.0));
    for (tick, _) in ticks.into_iter().zip(label::fitting(&blocks, 0.0)).filter(|(_, fits)| *fits) {
        let at = (left - 8.0, plane.y(tick) + 4.0);
        canvas.text_within(at, &format.bare(tick), Type::NOTE.anchor(Anchor::End), left - 8.0);
    }
}

/// Draws the curve; gives the places it runs through.
fn line(canvas: &mut Canvas, plane: &Plane, anchors: &[(f64, f64)], steps: bool) -> Vec<Point> {
    let stroke = Stroke::solid(Line::Ink, 18);
    let places: Vec<Point> = anchors.iter().map(|(value, score)| plane.at(*value, *score)).collect();
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return places };
    let mut run = vec![(plane.frame.left, first.1)];
    for (at, place) in places.iter().enumerate() {
        if steps && at > 0 {
            let before = (place.0, places[at - 1].1);
            canvas.polyline([places[at - 1], before], stroke);
            canvas.line(before, *place, Stroke::hair(Line::Soft).dashed(Dash::Dotted));
            run.push(before);
        }
        run.push(*place);
    }
    run.push((plane.frame.right, last.1));
    if steps {
        canvas.line(run[0], *first, stroke);
        canvas.line(*last, (plane.frame.right, last.1), stroke);
        // A step includes the value it begins with.
        places.iter().skip(1).for_each(|place| canvas.disc(*place, 2.6, Fill::Ink));
    } else {
        canvas.polyline(run.iter().copied(), stroke);
    }
    run
}

/// The point with dotted guides to both axes and its score beside it.
fn today(canvas: &mut Canvas, plane: &Plane, curve: &Curve, (value, score): (f64, f64), drawn: &[Point]) {
    let Frame { left, right, bottom, .. } = plane.frame;
    let (x, y) = plane.at(value, score.clamp(0.0, 100.0));
    let x = x.clamp(left, right);
    let guide = Stroke::hair(Line::Soft).dashed(Dash::Dotted);
    canvas.line((left, y), (x, y), guide);
    canvas.line((x, y), (x, bottom), guide);
    mark::draw_clear(canvas, (x, y), MARK, curve.status);
    let words = NumberFormat::score(curve.format.locale).bare(score);
    let face = Type::VALUE;
    let mut placer = Placer::new(plane.frame);
    placer.avoid(drawn);
    placer.avoid(&[(left, y), (x, y), (x, bottom)]);
    if let Some((left, top)) = placer.place((x, y), (face.width(&words), face.size), MARK + 5.0) {
        canvas.text((left, top + 11.0), &words, face);
    }
}

/// Today's value and the anchors' below the frame, as many as fit: today's first, then the ends.
fn values(canvas: &mut Canvas, plane: &Plane, anchors: &[(f64, f64)], today: Option<f64>, format: &NumberFormat) {
    let bottom = plane.frame.bottom;
    let bold = Type { bold: true, ..Type::NOTE }.tone(super::face::Tone::Ink);
    let ends = [anchors.first(), anchors.last()].into_iter().flatten();
    let inner = anchors.iter().skip(1).take(anchors.len().saturating_sub(2));
    let ticks = ends.chain(inner).map(|(value, _)| (*value, Type::NOTE));
    let ticks: Vec<(f64, Type)> = today.map(|value| (value, bold)).into_iter().chain(ticks).collect();
    let across = |value: f64| plane.x(value).clamp(plane.frame.left, plane.frame.right);
    let labels: Vec<(String, Type)> =
        ticks.iter().map(|(value, face)| (written(*value, format, *face), *face)).collect();
    let centred = |((words, face), (value, _)): (&(String, Type), &(f64, Type))| {
        axis::centred(canvas, across(*value), words, *face)
    };
    let blocks: Vec<(f64, f64)> = labels.iter().zip(&ticks).map(centred).collect();
    let fits = label::fitting(&blocks, 8.0);
    for (((words, face), (value, _)), _) in labels.iter().zip(&ticks).zip(fits).filter(|(_, fits)| *fits) {
        axis::centre(canvas, across(*value), bottom + 18.0, words, *face);
    }
}

/// A value in full with the decimals it has, or compact where that is long.
fn written(value: f64, format: &NumberFormat, face: Type) -> String {
    const ROOM: f64 = 110.0;
    let exact = |decimals: u8| {
        let power = 10f64.powi(i32::from(decimals));
        ((value * power).round() / power - value).abs() <= value.abs() * 1e-12
    };
    let decimals = (0..format.decimals).find(|decimals| exact(*decimals)).unwrap_or(format.decimals);
    let full = NumberFormat { decimals, ..format.clone() }.full(value);
    if face.width(&full) <= ROOM { full } else { face.shorten(&format.compact(value), ROOM) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;
    use crate::scorecard::{Bands, Locale, Status};

    fn curve(steps: bool, value: f64) -> Curve {
        Curve {
            caption: Caption::default(),
            anchors: vec![(70.0, 0.0), (90.0, 100.0)],
            steps,
            point: Some((value, 50.0)),
            status: Status::OffTrack,
            bands: Bands::default(),
            format: NumberFormat::score(Locale::En),
        }
    }

    #[test]
    fn the_point_stands_on_the_curve() {
        let plane = plane(&anchors(&curve(false, 80.0)), Some(80.0), 440.0);
        let frame = plane.frame;
        assert_eq!(
            plane.at(80.0, 50.0),
            (f64::midpoint(frame.left, frame.right), f64::midpoint(frame.top, frame.bottom))
        );
    }

    #[test]
    fn a_point_far_off_does_not_squeeze_the_curve() {
        let plane = plane(&anchors(&curve(false, 1e9)), Some(1e9), 440.0);
        assert!(plane.x(90.0) - plane.x(70.0) > 100.0);
        assert!(draw(&curve(false, 1e9), Width::Wide).contains("<svg"));
    }

    #[test]
    fn a_step_holds_its_score_and_then_jumps() {
        let mut canvas = Canvas::new(440.0, HEIGHT);
        let steps = curve(true, 80.0);
        let plane = plane(&anchors(&steps), None, 440.0);
        let run = line(&mut canvas, &plane, &anchors(&steps), true);
        assert_eq!((run[1].1, run[2].1), (plane.frame.bottom, plane.frame.bottom));
        assert_eq!((run[2].0, run[3].1), (run[3].0, plane.frame.top));
    }
}
