//! Natural process limits behind a trend: the range shaded, the mean as a hairline, signals as larger dots.

use super::{Sheet, value};
use crate::chart::paint::{Fill, Line, Stroke};
use crate::chart::plane::Frame;
use crate::chart::scale::drawable;
use crate::chart::svg::Canvas;
use crate::report::figure::Trend;

/// The radius of the dot of a signal.
const DOT: f64 = 3.6;

/// What the scale must hold.
pub(super) fn values(trend: &Trend) -> impl Iterator<Item = f64> {
    let limits = trend.limits.iter().flat_map(|limits| [limits.low.0, limits.mean.0, limits.high.0]);
    limits.filter_map(drawable)
}

/// The range between the limits and the line of the mean.
pub(super) fn shade(canvas: &mut Canvas, sheet: &Sheet) {
    let Some(limits) = &sheet.trend.limits else { return };
    let Frame { left, right, .. } = sheet.plane.frame;
    let left = if limits.from == 0 { left } else { sheet.plane.x(limits.from as f64 - 0.5).clamp(left, right) };
    let y = |at: f64| drawable(at).map(|at| sheet.plane.y(at));
    if let (Some(low), Some(high)) = (y(limits.low.0), y(limits.high.0)) {
        canvas.rect((left, low), (right, high), Fill::Band2);
    }
    if let Some(mean) = y(limits.mean.0) {
        canvas.line((left, mean), (right, mean), Stroke::solid(Line::Soft, 8));
    }
}

/// A larger dot for each value that is more than noise. The period reported on has its mark instead.
pub(super) fn signals(canvas: &mut Canvas, sheet: &Sheet) {
    let points = sheet.trend.points.iter().enumerate();
    let fired = points.filter(|(at, point)| point.signal && !point.stale && *at != sheet.trend.current);
    let places = fired.filter_map(|(at, point)| Some(sheet.plane.at(at as f64, value(point)?)));
    canvas.dots(places, DOT);
}
