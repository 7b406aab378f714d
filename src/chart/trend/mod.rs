//! Actual against target over time, labelled at the line's end.

mod limits;
mod notes;
mod side;

use super::face::Type;
use super::label::Placer;
use super::paint::{Dash, Fill, Line, Stroke};
use super::plane::{self, Frame, Plane};
use super::scale::{Scale, drawable};
use super::spark::stepped;
use super::svg::{Canvas, Point};
use super::{RESTACK, Width, axis, mark};
use crate::report::figure::{Trend, TrendPoint};
use crate::scorecard::Status;
use side::Side;

/// Radius of the mark of the period reported on.
const MARK: f64 = 5.0;
/// Points closer than this many pixels are not marked one by one.
const CROWDED: f64 = 9.0;

/// From this width on the frame is read with a pointer at hand.
const POINTED: f64 = 800.0;

/// What every part of the drawing needs to know.
struct Sheet<'a> {
    trend: &'a Trend,
    plane: Plane,
    scale: Scale,
    ticks: Vec<String>,
}

/// 1168 pixels wide, 340 on a phone.
pub(super) fn draw(trend: &Trend, width: Width) -> String {
    let width = width.pixels(1168.0, 340.0);
    if !trend.points.iter().any(|point| value(point).is_some()) {
        return super::nothing("trend", &trend.caption, width);
    }
    let height = if width >= 800.0 { 300.0 } else { 230.0 };
    let side = Side::of(trend, width);
    let sheet = sheet(trend, (width, height), side.room());
    let mut canvas = Canvas::new(width, height + notes::height(trend, &sheet.plane.frame));
    bands(&mut canvas, &sheet);
    limits::shade(&mut canvas, &sheet);
    axis::rows(&mut canvas, &sheet.plane, &sheet.scale, &sheet.ticks);
    periods(&mut canvas, &sheet);
    targets(&mut canvas, &sheet);
    let rings = notes::draw(&mut canvas, &sheet);
    limits::signals(&mut canvas, &sheet);
    intervals(&mut canvas, &sheet);
    actuals(&mut canvas, &sheet);
    side.draw(&mut canvas, &sheet);
    current(&mut canvas, &sheet, rings);
    canvas.finish("trend", &trend.caption, false)
}

/// The actual of a point, if it can be drawn.
fn value(point: &TrendPoint) -> Option<f64> {
    point.value.and_then(drawable)
}

fn sheet(trend: &Trend, (width, height): (f64, f64), right: f64) -> Sheet<'_> {
    let points = &trend.points;
    let values = points.iter().flat_map(|point| [point.value, point.target]).flatten();
    let limits = trend.bands.iter().flat_map(|band| [band.from, band.to]).flatten();
    let bounds = points.iter().filter_map(|point| point.interval).flat_map(|(low, high)| [low, high]);
    let limits = limits.chain(limits::values(trend)).chain(bounds);
    let scale = Scale::roomy(values.chain(limits), if width < RESTACK { 4 } else { 5 });
    let ticks = scale.labels(&trend.format);
    let across = Scale::loose([-0.5, points.len() as f64 - 0.5], 0.0);
    let mut frame = Frame { left: axis::room(&ticks, width), top: 10.0, right: width - right, bottom: height - 24.0 };
    let rail = notes::height(trend, &frame);
    (frame.top, frame.bottom) = (frame.top + rail, frame.bottom + rail);
    Sheet { trend, plane: Plane::new(frame, &across, &scale), scale, ticks }
}

/// Ranges shaded behind everything, each with its label as tooltip.
fn bands(canvas: &mut Canvas, sheet: &Sheet) {
    let Frame { left, right, .. } = sheet.plane.frame;
    for (at, band) in sheet.trend.bands.iter().enumerate() {
        let low = band.from.and_then(drawable).unwrap_or(sheet.scale.low);
        let high = band.to.and_then(drawable).unwrap_or(sheet.scale.high);
        let fill = if at % 2 == 0 { Fill::Band3 } else { Fill::Band2 };
        canvas.titled(&band.label, |canvas| {
            canvas.rect((left, sheet.plane.y(low)), (right, sheet.plane.y(high)), fill);
        });
    }
}

/// The labels of the time axis; first and last period in full where the points have no ticks.
fn periods(canvas: &mut Canvas, sheet: &Sheet) {
    let points = &sheet.trend.points;
    let bottom = sheet.plane.frame.bottom;
    let place = |at: usize| sheet.plane.x(at as f64);
    let ticks = points.iter().enumerate().filter(|(_, point)| !point.tick.trim().is_empty());
    let mut shown: Vec<(f64, String)> = ticks.map(|(at, point)| (place(at), point.tick.clone())).collect();
    if shown.is_empty() {
        let ends = [0, points.len() - 1];
        shown = ends[..points.len().min(2)].iter().map(|at| (place(*at), points[*at].label.clone())).collect();
    }
    for (x, _) in &shown {
        canvas.line((*x, bottom), (*x, bottom + 4.0), Stroke::hair(Line::Rule));
    }
    let (places, labels): (Vec<f64>, Vec<String>) = shown.into_iter().unzip();
    axis::below(canvas, bottom + 2.0, &places, &labels);
}

fn targets(canvas: &mut Canvas, sheet: &Sheet) {
    let stroke = Stroke::solid(Line::Accent, 15).dashed(Dash::Dashed);
    for run in plane::runs(sheet.trend.points.iter().map(|point| point.target)) {
        sheet.plane.line(canvas, &stepped(&run), stroke);
    }
}

/// The bounds of estimates, behind the line.
fn intervals(canvas: &mut Canvas, sheet: &Sheet) {
    for (at, point) in sheet.trend.points.iter().enumerate() {
        let bounds = point.interval.and_then(|(low, high)| Some((drawable(low)?, drawable(high)?)));
        let Some((low, high)) = bounds.filter(|_| value(point).is_some()) else { continue };
        let (x, low, high) = (sheet.plane.x(at as f64), sheet.plane.y(low), sheet.plane.y(high));
        let stroke = Stroke::solid(Line::Soft, 12);
        canvas.line((x, low), (x, high), stroke);
        for y in [low, high] {
            canvas.line((x - 4.0, y), (x + 4.0, y), stroke);
        }
    }
}

/// The line of actuals, and a dot for each unless they would touch; stale and lone ones always.
fn actuals(canvas: &mut Canvas, sheet: &Sheet) {
    let runs = plane::runs(sheet.trend.points.iter().map(|point| point.value));
    for run in &runs {
        sheet.plane.line(canvas, run, Stroke::solid(Line::Ink, 18));
    }
    // There is no pointer to rest on a point of a phone or tablet: the table says the values.
    let pointed = sheet.plane.frame.right >= POINTED;
    let crowded = sheet.plane.x(1.0) - sheet.plane.x(0.0) < CROWDED;
    let mut plain = Vec::new();
    for run in &runs {
        for (at, actual) in run {
            let point = &sheet.trend.points[*at as usize];
            let place = sheet.plane.at(*at, *actual);
            if point.stale {
                canvas.titled(&said(sheet, point), |canvas| canvas.ring(place, 2.6, Stroke::solid(Line::Ink, 12)));
            } else if crowded && run.len() > 1 {
                // Dots that touch say no more than the line.
            } else if pointed {
                canvas.titled(&said(sheet, point), |canvas| canvas.disc(place, 2.1, Fill::Ink));
            } else {
                plain.push(place);
            }
        }
    }
    canvas.dots(plain, 2.1);
}

/// A point in words, for its tooltip.
fn said(sheet: &Sheet, point: &TrendPoint) -> String {
    let nothing = || sheet.trend.caption.nothing(point.status).to_owned();
    let value = value(point).map_or_else(nothing, |value| sheet.trend.format.full(value));
    match &point.note {
        Some(note) => format!("{}: {value}. {note}", point.label),
        None => format!("{}: {value}", point.label),
    }
}

/// The mark of the period reported on. Its value stands beside the frame if it is the last one
/// (see [`Side`]), else beside its mark.
fn current(canvas: &mut Canvas, sheet: &Sheet, rings: Vec<Frame>) {
    let Some(point) = sheet.trend.points.get(sheet.trend.current) else { return };
    let (place, status) = match value(point) {
        Some(value) => (sheet.plane.at(sheet.trend.current as f64, value), point.status),
        None => ((sheet.plane.x(sheet.trend.current as f64), sheet.plane.frame.bottom), Status::NoData),
    };
    canvas.titled(&said(sheet, point), |canvas| mark::draw_clear(canvas, place, MARK, status));
    if sheet.trend.current + 1 < sheet.trend.points.len() {
        beside(canvas, sheet, rings, place, point);
    }
}

/// The value near its mark, off the lines where there is room.
fn beside(canvas: &mut Canvas, sheet: &Sheet, rings: Vec<Frame>, place: Point, point: &TrendPoint) {
    let face = Type::VALUE.tone(mark::tone(point.status));
    let words = side::written(sheet.trend, point, face, sheet.plane.frame.right - sheet.plane.frame.left);
    let mut placer = Placer::new(sheet.plane.frame);
    for ring in rings {
        placer.take(ring);
    }
    for run in plane::runs(sheet.trend.points.iter().map(|point| point.value)) {
        let line: Vec<Point> = run.iter().map(|(x, y)| sheet.plane.at(*x, *y)).collect();
        placer.avoid(&line);
    }
    if let Some((left, top)) = placer.place(place, (face.width(&words), face.size), MARK + 5.0) {
        canvas.text((left, top + 11.0), &words, face.halo());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;
    use crate::report::number::NumberFormat;
    use crate::scorecard::Locale;

    fn trend(values: &[Option<f64>]) -> Trend {
        let point = |value: &Option<f64>| TrendPoint {
            label: "Oct".into(),
            tick: String::new(),
            value: *value,
            target: Some(84.0),
            status: Status::OffTrack,
            stale: false,
            signal: false,
            interval: None,
            note: None,
        };
        Trend {
            caption: Caption { no_data: "no data".into(), ..Caption::default() },
            points: values.iter().map(point).collect(),
            format: NumberFormat::score(Locale::En),
            target_label: "target 84".into(),
            current: values.len().saturating_sub(1),
            bands: Vec::new(),
            limits: None,
        }
    }

    #[test]
    fn a_gap_breaks_the_line_and_a_lone_point_is_a_dot() {
        let svg = draw(&trend(&[Some(80.0), Some(82.0), None, Some(81.0)]), Width::Wide);
        assert_eq!(svg.matches("class=\"l-ink\" stroke-width=\"1.8\"").count(), 1);
        assert_eq!(svg.matches("r=\"2.1\"").count(), 3);
        assert!(svg.contains(">81.0</text>") && svg.contains(">target 84</text>"), "{svg}");
    }

    #[test]
    fn the_axis_does_not_begin_at_zero() {
        let svg = draw(&trend(&[Some(80.0), Some(90.0)]), Width::Wide);
        assert!(svg.contains(">80</text>") && !svg.contains(">0</text>"), "{svg}");
    }

    #[test]
    fn a_current_period_without_value_is_a_ring_with_the_word_for_it() {
        let svg = draw(&trend(&[Some(80.0), None]), Width::Wide);
        assert!(svg.contains("l-none") && svg.contains(">no data</text>"), "{svg}");
    }
}
