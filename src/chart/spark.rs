//! A small line in a table row: where it came from, no labels.

use super::Width;
use super::face::Type;
use super::paint::{Dash, Fill, Line, Stroke};
use super::plane::{self, Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use crate::report::figure::Spark;

const HEIGHT: f64 = 26.0;
const EDGE: f64 = 4.0;

/// The line, its last point, and the target dotted: 150 × 26 pixels, 110 on a phone.
pub(super) fn draw(spark: &Spark, width: Width) -> String {
    let mut canvas = Canvas::new(width.pixels(150.0, 110.0), HEIGHT);
    let values: Vec<f64> = spark.values.iter().flatten().copied().filter_map(drawable).collect();
    if values.is_empty() {
        let room = canvas.width;
        canvas.text_within((0.0, 17.0), &spark.caption.no_data, Type::SMALL, room);
        return canvas.finish("spark", &spark.caption, false);
    }
    let plane = plane(spark, &values, canvas.width);
    for run in plane::runs(spark.targets.iter().copied()) {
        plane.line(&mut canvas, &stepped(&run), Stroke::hair(Line::Soft).dashed(Dash::Dotted));
    }
    let runs = plane::runs(spark.values.iter().copied());
    for run in &runs {
        plane.line(&mut canvas, run, Stroke::solid(Line::Ink, 14));
    }
    for (x, y) in runs.iter().filter(|run| run.len() == 1).flatten() {
        canvas.disc(plane.at(*x, *y), 1.2, Fill::Ink);
    }
    if let Some((x, y)) = runs.last().and_then(|run| run.last()) {
        canvas.disc(plane.at(*x, *y), 2.6, Fill::Ink);
    }
    canvas.finish("spark", &spark.caption, false)
}

/// Values and targets fill the height; time fills the width.
fn plane(spark: &Spark, values: &[f64], width: f64) -> Plane {
    let count = spark.values.len().max(spark.targets.len());
    let across = Scale::loose([0.0, (count.max(2) - 1) as f64], 0.0);
    let targets = spark.targets.iter().flatten().copied();
    let up = Scale::loose(values.iter().copied().chain(targets), 0.0);
    let frame = Frame { left: EDGE, top: EDGE, right: width - EDGE, bottom: HEIGHT - EDGE };
    Plane::new(frame, &across, &up)
}

/// The target holds half a period to either side, and changes at once.
pub(super) fn stepped(run: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut corners: Vec<(f64, f64)> = Vec::new();
    for (x, value) in run {
        match corners.last() {
            Some((_, last)) if last.to_bits() == value.to_bits() => {
                corners.pop();
            }
            _ => corners.push((x - 0.5, *value)),
        }
        corners.push((x + 0.5, *value));
    }
    corners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_that_stays_is_one_line() {
        assert_eq!(
            stepped(&[(0.0, 80.0), (1.0, 80.0), (2.0, 84.0)]),
            [(-0.5, 80.0), (1.5, 80.0), (1.5, 84.0), (2.5, 84.0)]
        );
    }

    #[test]
    fn gaps_split_the_line() {
        let values = vec![Some(1.0), Some(2.0), None, Some(3.0), Some(2.0)];
        let spark = Spark { caption: crate::report::figure::Caption::default(), values, targets: Vec::new() };
        let svg = draw(&spark, Width::Wide);
        assert_eq!((svg.matches("<path").count(), svg.matches("<circle").count()), (2, 1));
    }
}
