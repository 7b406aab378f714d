//! Scores on axes around a centre. Its area says nothing, so it is never drawn unless asked for.

use std::f64::consts::TAU;

use super::face::{Anchor, Type};
use super::label;
use super::mark;
use super::paint::{Dash, Line, Stroke};
use super::scale::drawable;
use super::svg::{Canvas, Point};
use super::{RESTACK, Width};
use crate::report::figure::{Radar, RadarAxis};

/// From the rim to the labels.
const GAP: f64 = 14.0;
/// With less room than this beside the circle there are no labels.
const LEAST: f64 = 20.0;
/// A label: the name in one line over the value.
const LABEL: f64 = 32.0;
/// Every further line of a name.
const LINE: f64 = 16.0;
/// Longer names are shortened.
const LINES: usize = 3;

/// Where the circle stands.
struct Wheel {
    centre: Point,
    radius: f64,
    count: usize,
}

impl Wheel {
    /// The point of a score on an axis; the first axis points up, the others follow clockwise.
    fn at(&self, axis: usize, score: f64) -> Point {
        let (sin, cos) = (TAU * axis as f64 / self.count as f64).sin_cos();
        let reach = self.radius * (score / 100.0).clamp(0.0, 1.0);
        (self.centre.0 + sin * reach, self.centre.1 - cos * reach)
    }

    /// Whether an axis points to the right half; up and down count as right.
    fn is_right(&self, axis: usize) -> bool {
        axis * 2 <= self.count
    }
}

/// 560 pixels wide, 340 on a phone.
pub(super) fn draw(radar: &Radar, width: Width) -> String {
    let width = width.pixels(560.0, 340.0);
    if radar.axes.iter().all(|axis| axis.value.and_then(drawable).is_none()) {
        return super::nothing("radar", &radar.caption, width);
    }
    let radius = if width < RESTACK { width * 0.22 } else { 130.0 };
    let labels = radar.axes.len().div_ceil(2) + 1;
    let room = width / 2.0 - radius - GAP;
    let label = radar.axes.iter().map(|axis| tall(&axis.label, room)).fold(LABEL, f64::max);
    let height = (radius * 2.0 + 40.0).max(labels as f64 * label + 8.0);
    let wheel = Wheel { centre: (width / 2.0, height / 2.0), radius, count: radar.axes.len() };
    let mut canvas = Canvas::new(width, height);
    rings(&mut canvas, &wheel, radar);
    outline(&mut canvas, &wheel, radar, |axis| axis.previous, Stroke::hair(Line::Soft).dashed(Dash::Dotted));
    outline(&mut canvas, &wheel, radar, |axis| axis.value, Stroke::solid(Line::Ink, 18));
    for (at, axis) in radar.axes.iter().enumerate() {
        if let Some(score) = axis.value.and_then(drawable) {
            mark::draw_clear(&mut canvas, wheel.at(at, score), 4.4, axis.status);
        }
    }
    for right in [true, false] {
        side(&mut canvas, &wheel, radar, right);
    }
    canvas.finish("radar", &radar.caption, false)
}

/// How tall a label is.
fn tall(name: &str, room: f64) -> f64 {
    LABEL + (Type::NAME.wrap(name, room, LINES).len().saturating_sub(1)) as f64 * LINE
}

/// The rim, a ring for each limit of a band, and the spokes.
fn rings(canvas: &mut Canvas, wheel: &Wheel, radar: &Radar) {
    for limit in [radar.bands.at_risk, radar.bands.on_track, 100.0] {
        let share = drawable(limit).unwrap_or(0.0) / 100.0;
        let line = if limit < 100.0 { Stroke::hair(Line::Rule).dashed(Dash::Dashed) } else { Stroke::hair(Line::Rule) };
        canvas.circle(wheel.centre, wheel.radius * share.clamp(0.0, 1.0), line);
    }
    for at in 0..wheel.count {
        canvas.line(wheel.centre, wheel.at(at, 100.0), Stroke::hair(Line::Rule));
    }
}

/// A line from each score to its neighbour's; open where one is missing.
fn outline(canvas: &mut Canvas, wheel: &Wheel, radar: &Radar, of: fn(&RadarAxis) -> Option<f64>, stroke: Stroke) {
    let score = |at: usize| radar.axes.get(at).and_then(of).and_then(drawable);
    for at in 0..wheel.count {
        let next = (at + 1) % wheel.count;
        if let (Some(one), Some(other)) = (score(at), score(next)) {
            canvas.line(wheel.at(at, one), wheel.at(next, other), stroke);
        }
    }
}

/// The labels of one side under each other, each as near to its spoke's end as the others allow.
fn side(canvas: &mut Canvas, wheel: &Wheel, radar: &Radar, right: bool) {
    let mut axes: Vec<usize> = (0..wheel.count).filter(|at| wheel.is_right(*at) == right).collect();
    axes.sort_by(|one, other| wheel.at(*one, 100.0).1.total_cmp(&wheel.at(*other, 100.0).1));
    let room = canvas.width / 2.0 - wheel.radius - GAP;
    let label = |at: &usize| tall(&radar.axes[*at].label, room);
    let wanted: Vec<(f64, f64)> = axes.iter().map(|at| (wheel.at(*at, 100.0).1 - label(at) / 2.0, label(at))).collect();
    let tops = label::spread(&wanted, 0.0, 2.0, canvas.height - 2.0);
    for (at, top) in axes.into_iter().zip(tops) {
        let rim = wheel.at(at, 100.0);
        let out = if right { 1.0 } else { -1.0 };
        // The column of labels runs beside the circle; up and down a spoke ends away from it.
        let x = wheel.centre.0 + (wheel.radius + GAP) * out;
        let middle = top + label(&at) / 2.0;
        if (rim.0 - x).abs() > GAP + 4.0 || (rim.1 - middle).abs() > 6.0 {
            canvas.line((rim.0 + 3.0 * out, rim.1), (x - 4.0 * out, middle), Stroke::hair(Line::Rule));
        }
        if room < LEAST {
            continue;
        }
        let anchor = if right { Anchor::Start } else { Anchor::End };
        let axis = &radar.axes[at];
        let name = Type::NAME.wrap(&axis.label, room, LINES);
        let draw = |canvas: &mut Canvas| canvas.lines((x, top + 13.0), &name, Type::NAME.anchor(anchor));
        if name.last().is_some_and(|line| line.ends_with('…')) {
            canvas.titled(&axis.label, draw);
        } else {
            draw(canvas);
        }
        let face = Type::VALUE.tone(mark::tone(axis.status)).anchor(anchor);
        canvas.text_within((x, top + label(&at) - 4.0), &axis.said, face, room);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_run_clockwise_from_the_top() {
        let wheel = Wheel { centre: (100.0, 100.0), radius: 50.0, count: 4 };
        let at = |axis, score| {
            let (x, y) = wheel.at(axis, score);
            (x.round(), y.round())
        };
        assert_eq!([at(0, 100.0), at(1, 50.0), at(2, 100.0)], [(100.0, 50.0), (125.0, 100.0), (100.0, 150.0)]);
        assert_eq!([0, 1, 2, 3].map(|axis| wheel.is_right(axis)), [true, true, true, false]);
    }
}
