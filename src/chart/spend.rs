//! How much of a budget is spent: the budget as an outline, what is spent as a bar in it, the time gone as a line.
//!
//! Plan is hollow and actual is solid, as in the IBCS standards. What goes beyond the budget is in the colour of
//! "off track" and stands outside the outline.

use super::Width;
use super::paint::{Fill, Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use crate::report::figure::Spend;
use crate::scorecard::Status;

/// Shares beyond this are drawn as this: a budget spent fivefold is a bar to the end.
const MOST: f64 = 5.0;
const HEIGHT: f64 = 20.0;

/// 150 pixels wide, on a phone 110.
pub(super) fn draw(spend: &Spend, width: Width) -> String {
    let width = width.pixels(150.0, 110.0);
    let share = |value: Option<f64>| value.and_then(drawable).map(|value| value.clamp(0.0, MOST));
    let most = share(Some(spend.most)).unwrap_or(1.0).max(1.0);
    let frame = Frame { left: 1.0, top: 4.0, right: width - 2.0, bottom: HEIGHT - 4.0 };
    let plane = Plane::new(frame, &Scale::loose([0.0, most], 0.0), &Scale::loose([0.0, 1.0], 0.0));
    let mut canvas = Canvas::new(width, HEIGHT);
    canvas.rect((plane.x(0.0), frame.top), (plane.x(1.0), frame.bottom), Fill::Band3);
    if let Some(spent) = share(spend.spent).map(|spent| spent.min(most)) {
        canvas.rect((plane.x(0.0), 7.0), (plane.x(spent.min(1.0)), HEIGHT - 7.0), Fill::Ink);
        if spent > 1.0 {
            canvas.rect((plane.x(1.0), 7.0), (plane.x(spent), HEIGHT - 7.0), Fill::Status(Status::OffTrack));
        }
    }
    canvas.outline((plane.x(0.0), frame.top), (plane.x(1.0), frame.bottom), Stroke::hair(Line::Soft));
    if let Some(elapsed) = share(spend.elapsed) {
        let x = plane.x(elapsed.min(1.0));
        canvas.line((x, 1.0), (x, HEIGHT - 1.0), Stroke::solid(Line::Accent, 20));
    }
    canvas.finish("spend", &spend.caption, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;

    fn drawn(spent: Option<f64>, most: f64) -> String {
        draw(&Spend { caption: Caption::default(), spent, elapsed: Some(0.5), most }, Width::Pixels(103))
    }

    #[test]
    fn what_exceeds_the_budget_stands_outside_it() {
        let half = drawn(Some(0.5), 1.0);
        assert!(half.contains("<rect x=\"1\" y=\"7\" width=\"50\" height=\"6\" class=\"f-ink\"/>"), "{half}");
        assert!(!half.contains("f-off"));
        let twice = drawn(Some(2.0), 2.0);
        assert!(twice.contains("<rect x=\"51\" y=\"7\" width=\"50\" height=\"6\" class=\"f-off\"/>"), "{twice}");
        assert!(!drawn(None, 1.0).contains("f-ink"));
    }
}
