//! A score from 0 to 100 against its bands, after Stephen Few's bullet graph.
//!
//! The bar is the score in the colour of its status, the line across it the previous score, the whisker the bounds.
//! With labels it is the figure of a page's head; without, that of a table row.

use super::face::Type;
use super::mark;
use super::paint::{Fill, Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{Width, axis, label};
use crate::report::figure::Bullet;
use crate::scorecard::{Bands, Status};

/// Heights in pixels, from the top of the drawing.
struct Shape {
    band: (f64, f64),
    bar: (f64, f64),
    line: (f64, f64),
    cap: f64,
    height: f64,
}

const LARGE: Shape = Shape { band: (22.0, 42.0), bar: (28.0, 36.0), line: (18.0, 46.0), cap: 5.0, height: 78.0 };
const SMALL: Shape = Shape { band: (3.0, 17.0), bar: (6.5, 13.5), line: (1.0, 19.0), cap: 3.5, height: 20.0 };

/// With labels 460 pixels wide, 340 on a phone; without 150 and 120.
pub(super) fn draw(bullet: &Bullet, width: Width) -> String {
    let labelled = !bullet.previous_label.is_empty() || !bullet.band_labels.is_empty();
    let (shape, width) =
        if labelled { (LARGE, width.pixels(460.0, 340.0)) } else { (SMALL, width.pixels(150.0, 120.0)) };
    let mut canvas = Canvas::new(width, shape.height);
    let frame = Frame { left: 0.0, top: shape.band.0, right: width, bottom: shape.band.1 };
    let plane = Plane::new(frame, &Scale::loose([0.0, 100.0], 0.0), &Scale::loose([0.0, 1.0], 0.0));
    bands(&mut canvas, &plane, bullet.bands);
    values(&mut canvas, &plane, &shape, bullet);
    if labelled {
        previous_label(&mut canvas, &plane, bullet);
        band_labels(&mut canvas, &plane, bullet);
    }
    canvas.finish("bullet", &bullet.caption, false)
}

/// A score within 0 to 100; `None` if it is not a number.
fn points(score: Option<f64>) -> Option<f64> {
    score.and_then(drawable).map(|score| score.clamp(0.0, 100.0))
}

/// The lower limits of the three bands, worst first, within 0 to 100 and in order.
pub(super) fn limits(bands: Bands) -> [f64; 3] {
    let on_track = points(Some(bands.on_track)).unwrap_or(100.0);
    [0.0, points(Some(bands.at_risk)).unwrap_or(0.0).min(on_track), on_track]
}

fn bands(canvas: &mut Canvas, plane: &Plane, bands: Bands) {
    let [low, middle, high] = limits(bands);
    for (from, to, fill) in [(low, middle, Fill::Band1), (middle, high, Fill::Band2), (high, 100.0, Fill::Band3)] {
        if to > from {
            plane.rect(canvas, (from, 0.0), (to, 1.0), fill);
        }
    }
}

fn values(canvas: &mut Canvas, plane: &Plane, shape: &Shape, bullet: &Bullet) {
    let centre = f64::midpoint(shape.bar.0, shape.bar.1);
    match points(bullet.score) {
        Some(score) => {
            // A score of 0 is a bar of two pixels: it is there, unlike a missing one.
            let end = plane.x(score).max(2.0);
            canvas.rect((0.0, shape.bar.0), (end, shape.bar.1), Fill::Status(bullet.status));
        }
        None => missing(canvas, shape, bullet, centre),
    }
    let bounds = bullet.bounds.and_then(|(low, high)| Some((points(Some(low))?, points(Some(high))?)));
    if let Some((low, high)) = bounds.filter(|(low, high)| high > low) {
        whisker(canvas, (plane.x(low), plane.x(high)), centre, shape.cap);
    }
    if let Some(previous) = points(bullet.previous) {
        let x = plane.x(previous).clamp(1.0, canvas.width - 1.0);
        canvas.line((x, shape.line.0), (x, shape.line.1), Stroke::solid(Line::Ink, 20));
    }
}

/// A ring at the start, and in a large bullet the word for it; the whisker shows what could be.
fn missing(canvas: &mut Canvas, shape: &Shape, bullet: &Bullet, centre: f64) {
    mark::draw(canvas, (9.0, centre), 4.5, Status::NoData);
    let room = canvas.width;
    if shape.height > SMALL.height && bullet.bounds.is_none() {
        canvas.text_within((20.0, centre + 4.0), bullet.caption.nothing(bullet.status), Type::NOTE, room - 20.0);
    }
}

fn whisker(canvas: &mut Canvas, (low, high): (f64, f64), y: f64, cap: f64) {
    let stroke = Stroke::solid(Line::Ink, 12);
    canvas.line((low, y), (high, y), stroke);
    for x in [low.max(0.6), high.min(canvas.width - 0.6)] {
        canvas.line((x, y - cap), (x, y + cap), stroke);
    }
}

fn previous_label(canvas: &mut Canvas, plane: &Plane, bullet: &Bullet) {
    if let Some(previous) = points(bullet.previous) {
        axis::centre(canvas, plane.x(previous), 12.0, &bullet.previous_label, Type::NOTE);
    }
}

/// Under each band its word and its lower limit, from the band's left edge or as near to it as there is room.
fn band_labels(canvas: &mut Canvas, plane: &Plane, bullet: &Bullet) {
    const GAP: f64 = 10.0;
    let labels = &bullet.band_labels;
    let share = ((canvas.width + GAP) / labels.len().max(1) as f64 - GAP).max(0.0);
    let needed = |(word, limit): &(String, String)| Type::NOTE.width(word).max(Type::SMALL.width(limit)) + 1.0;
    let total: f64 = labels.iter().map(|label| needed(label) + GAP).sum::<f64>() - GAP;
    let room = |label: &(String, String)| if total > canvas.width { needed(label).min(share) } else { needed(label) };
    let edges = limits(bullet.bands).into_iter().chain(std::iter::repeat(100.0));
    let blocks: Vec<(f64, f64)> = labels.iter().zip(edges).map(|(label, edge)| (plane.x(edge), room(label))).collect();
    let starts = label::spread(&blocks, GAP, 0.0, canvas.width);
    for (((word, limit), start), (_, room)) in labels.iter().zip(starts).zip(blocks) {
        canvas.text_within((start, 58.0), word, Type::NOTE, room);
        canvas.text_within((start, 73.0), limit, Type::SMALL, room);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;

    fn row(score: Option<f64>) -> Bullet {
        Bullet {
            caption: Caption::default(),
            score,
            bounds: Some((50.0, 50.0)),
            previous: None,
            previous_label: String::new(),
            status: Bands::default().status(score),
            bands: Bands::default(),
            band_labels: Vec::new(),
        }
    }

    #[test]
    fn a_row_shows_bands_and_the_bar_in_the_colour_of_its_status() {
        let svg = draw(&row(Some(50.0)), Width::Pixels(200));
        assert!(svg.contains("<rect x=\"120\" y=\"3\" width=\"40\" height=\"14\" class=\"f-2\"/>"), "{svg}");
        assert!(svg.contains("<rect x=\"0\" y=\"6.5\" width=\"100\" height=\"7\" class=\"f-off\"/>"), "{svg}");
        assert!(!svg.contains("<path"), "equal bounds draw no whisker: {svg}");
    }

    #[test]
    fn a_missing_score_is_a_ring_and_a_zero_a_thin_bar() {
        assert!(draw(&row(None), Width::Wide).contains("l-none"));
        assert!(draw(&row(Some(0.0)), Width::Wide).contains("width=\"2\" height=\"7\" class=\"f-off\""));
    }

    #[test]
    fn limits_are_put_in_order() {
        assert_eq!(limits(Bands { on_track: 50.0, at_risk: 70.0 }), [0.0, 50.0, 50.0]);
        assert_eq!(limits(Bands { on_track: f64::NAN, at_risk: -5.0 }), [0.0, 0.0, 100.0]);
    }
}
