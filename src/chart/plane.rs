//! A rectangle of the drawing in which values have places: plotters' coordinates, and what is drawn in them.

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{Cartesian2d, CoordTranslate, DrawingArea, IntoDrawingArea, PathElement, Rectangle};

use super::backend::UNITS;
use super::paint::{Fill, Stroke};
use super::scale::{Scale, drawable};
use super::svg::{Canvas, Point};

/// The sides of a rectangle in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Frame {
    /// Whether a point lies within.
    pub(super) fn holds(&self, (x, y): Point) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

type Coordinates = Cartesian2d<RangedCoordf64, RangedCoordf64>;

/// Values to places: to the right and up.
#[derive(Clone)]
pub(super) struct Plane {
    pub(super) frame: Frame,
    coordinates: Coordinates,
    across: (f64, f64),
    up: (f64, f64),
}

impl Plane {
    /// A plane whose frame spans two scales.
    pub(super) fn new(frame: Frame, across: &Scale, up: &Scale) -> Self {
        let units = |pixels: f64| (pixels * UNITS).round() as i32;
        let places = (units(frame.left)..units(frame.right), units(frame.bottom)..units(frame.top));
        Self {
            frame,
            coordinates: Cartesian2d::new(across.low..across.high, up.low..up.high, places),
            across: (across.low, across.high),
            up: (up.low, up.high),
        }
    }

    /// Values far outside come nearer: plotters adds places up in 32 bits.
    fn near(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let near = |value: f64, (low, high): (f64, f64)| value.clamp(low - (high - low), high + (high - low));
        (near(x, self.across), near(y, self.up))
    }

    /// Where a pair of values stands.
    pub(super) fn at(&self, x: f64, y: f64) -> Point {
        let (x, y) = self.coordinates.translate(&self.near((x, y)));
        (f64::from(x) / UNITS, f64::from(y) / UNITS)
    }

    /// How far right a value stands.
    pub(super) fn x(&self, value: f64) -> f64 {
        self.at(value, self.up.0).0
    }

    /// How far down a value stands.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.at(self.across.0, value).1
    }

    fn area<'a>(&self, canvas: &'a mut Canvas) -> DrawingArea<&'a mut Canvas, Coordinates> {
        let whole: DrawingArea<&'a mut Canvas, Shift> = canvas.into_drawing_area();
        whole.apply_coord_spec(self.coordinates.clone())
    }

    /// Straight lines from value to value.
    pub(super) fn line(&self, canvas: &mut Canvas, values: &[(f64, f64)], stroke: Stroke) {
        if values.len() > 1 {
            let near: Vec<(f64, f64)> = values.iter().map(|value| self.near(*value)).collect();
            // Writing to a string cannot fail; plotters' results say so by their error type, `Infallible`.
            let _ = self.area(canvas).draw(&PathElement::new(near, stroke.style()));
        }
    }

    /// A filled rectangle between two pairs of values.
    pub(super) fn rect(&self, canvas: &mut Canvas, from: (f64, f64), to: (f64, f64), fill: Fill) {
        let _ = self.area(canvas).draw(&Rectangle::new([self.near(from), self.near(to)], fill.style()));
    }
}

/// Runs of values that follow each other without a gap: each a list of (place in the row, value).
pub(super) fn runs(values: impl IntoIterator<Item = Option<f64>>) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (at, value) in values.into_iter().enumerate() {
        match (value.and_then(drawable), runs.last_mut()) {
            (Some(value), Some(run)) => run.push((at as f64, value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_right_and_up() {
        let frame = Frame { left: 10.0, top: 0.0, right: 110.0, bottom: 50.0 };
        let plane = Plane::new(frame, &Scale::around([0.0, 10.0], 2), &Scale::around([80.0, 90.0], 2));
        assert_eq!(plane.at(5.0, 82.5), (60.0, 37.5));
        assert_eq!(plane.at(10.0, 90.0), (110.0, 0.0));
    }

    #[test]
    fn values_far_outside_stand_one_frame_outside() {
        let frame = Frame { left: 0.0, top: 0.0, right: 100.0, bottom: 50.0 };
        let plane = Plane::new(frame, &Scale::around([0.0, 1.0], 2), &Scale::around([0.0, 1.0], 2));
        assert_eq!(plane.at(1e300, -1e300), (200.0, 100.0));
    }

    #[test]
    fn a_gap_ends_a_run() {
        let runs = runs([Some(1.0), Some(2.0), None, Some(f64::NAN), Some(4.0)]);
        assert_eq!(runs, [vec![(0.0, 1.0), (1.0, 2.0)], vec![(4.0, 4.0)]]);
    }
}
