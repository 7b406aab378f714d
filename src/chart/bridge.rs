//! How a score moved from one period to another: a bar for each part, joined so that the eye can add them up.

use super::face::{Anchor, Tone, Type};
use super::paint::{Fill, Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{RESTACK, Width, axis};
use crate::report::figure::{Bridge, BridgePart};
use crate::scorecard::Status;

/// A part with the score before and after it.
struct Step<'a> {
    start: f64,
    end: f64,
    part: &'a BridgePart,
}

/// Where names and bars stand.
struct Layout {
    /// From one row to the next.
    row: f64,
    /// The middle of the bar, from the top of its row.
    middle: f64,
    /// The baseline of the name, from the top of its row.
    name: f64,
    /// Room for names, in pixels.
    names: f64,
    /// Room for changes and values beside the frame.
    side: f64,
    plane: Plane,
    scale: Scale,
}

/// 640 pixels wide with names beside the bars; on a phone 340 with names above them.
pub(super) fn draw(bridge: &Bridge, width: Width) -> String {
    let width = width.pixels(640.0, 340.0);
    let (Some(from), Some(to)) = (drawable(bridge.from.1), drawable(bridge.to.1)) else {
        return super::nothing("bridge", &bridge.caption, width);
    };
    let steps = steps(from, &bridge.parts);
    let layout = layout(bridge, &steps, width);
    let mut canvas = Canvas::new(width, layout.plane.frame.bottom + 22.0);
    axis::columns(&mut canvas, &layout.plane, &layout.scale, &bridge.format);
    connectors(&mut canvas, &layout, &steps, from);
    end(&mut canvas, &layout, 0, (&bridge.from.0, from, &bridge.format.bare(from)));
    for (at, step) in steps.iter().enumerate() {
        part(&mut canvas, &layout, at + 1, step, &bridge.format.change(step.part.change));
    }
    end(&mut canvas, &layout, steps.len() + 1, (&bridge.to.0, to, &bridge.format.bare(to)));
    canvas.finish("bridge", &bridge.caption, false)
}

/// The parts that can be drawn, each from where the one before ended.
fn steps(from: f64, parts: &[BridgePart]) -> Vec<Step<'_>> {
    let mut start = from;
    let mut steps = Vec::new();
    for part in parts {
        if let Some(end) = drawable(start + part.change) {
            steps.push(Step { start, end, part });
            start = end;
        }
    }
    steps
}

fn layout(bridge: &Bridge, steps: &[Step], width: f64) -> Layout {
    let beside = width >= RESTACK;
    let scores = steps.iter().map(|step| step.end).chain([bridge.from.1, bridge.to.1]);
    let scale = Scale::around(scores, if beside { 5 } else { 3 });
    let changes = steps.iter().map(|step| Type::NOTE.width(&bridge.format.change(step.part.change)));
    let values = [bridge.from.1, bridge.to.1].map(|score| Type::VALUE.width(&bridge.format.bare(score)));
    let side = changes.chain(values).fold(0.0, f64::max).min(width * 0.25) + 11.0;
    let names = bridge.parts.iter().map(|part| &part.label).chain([&bridge.from.0, &bridge.to.0]);
    let widest = names.map(|name| Type::NAME.width(name) + 1.0).fold(0.0, f64::max);
    let names = if beside { widest.min(width * 0.36) } else { width };
    let left = side + if beside { names } else { 0.0 };
    let row = if beside { 27.0 } else { 42.0 };
    let bottom = row * (steps.len() + 2) as f64 + 4.0;
    let frame = Frame { left, top: 0.0, right: width - side, bottom };
    let plane = Plane::new(frame, &scale, &Scale::loose([0.0, 1.0], 0.0));
    let (middle, name) = if beside { (14.0, 18.5) } else { (28.0, 14.5) };
    Layout { row, middle, name, names, side: side - 10.0, plane, scale }
}

/// A row of the first or last score: a stroke and its value in bold.
fn end(canvas: &mut Canvas, layout: &Layout, row: usize, (name, score, value): (&str, f64, &str)) {
    let top = row as f64 * layout.row;
    let (x, y) = (layout.plane.x(score), top + layout.middle);
    canvas.text_within((0.0, top + layout.name), name, Type::NAME.halo(), layout.names);
    canvas.line((x, y - 10.0), (x, y + 10.0), Stroke::solid(Line::Ink, 40));
    canvas.text_within((x + 8.0, y + 4.5), value, Type::VALUE.halo(), layout.side);
}

/// A row of a part: a bar from the score before to the score after, its change on the side it points to.
fn part(canvas: &mut Canvas, layout: &Layout, row: usize, step: &Step, change: &str) {
    let top = row as f64 * layout.row;
    let (from, to) = (layout.plane.x(step.start), layout.plane.x(step.end));
    let y = top + layout.middle;
    let (tone, fill, anchor, beside) = if step.part.change < 0.0 {
        (Tone::Status(Status::OffTrack), Fill::Status(Status::OffTrack), Anchor::End, from.min(to) - 7.0)
    } else if step.part.change > 0.0 {
        (Tone::Status(Status::OnTrack), Fill::Status(Status::OnTrack), Anchor::Start, from.max(to) + 7.0)
    } else {
        (Tone::Soft, Fill::Status(Status::NoData), Anchor::Start, from + 7.0)
    };
    canvas.text_within((0.0, top + layout.name), &step.part.label, Type::NAME.halo(), layout.names);
    // A change too small to see is still a hairline, in the middle of where it is.
    let spare = (1.0 - (to - from).abs()).max(0.0) / 2.0;
    canvas.rect((from.min(to) - spare, y - 7.5), (from.max(to) + spare, y + 7.5), fill);
    canvas.text_within((beside, y + 4.0), change, Type::NOTE.tone(tone).anchor(anchor).halo(), layout.side);
}

/// Hairlines from the end of each bar to the start of the next.
fn connectors(canvas: &mut Canvas, layout: &Layout, steps: &[Step], from: f64) {
    let ends = steps.iter().map(|step| step.end);
    for (row, score) in std::iter::once(from).chain(ends).enumerate() {
        let x = layout.plane.x(score);
        let middle = row as f64 * layout.row + layout.middle;
        canvas.line((x, middle + 7.5), (x, middle + layout.row - 7.5), Stroke::hair(Line::Soft));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;
    use crate::report::number::NumberFormat;
    use crate::scorecard::Locale;

    fn change(change: f64) -> BridgePart {
        BridgePart { label: "Part".into(), change }
    }

    #[test]
    fn each_part_starts_where_the_one_before_ended() {
        let parts = [change(-2.0), change(f64::NAN), change(0.5)];
        let starts: Vec<f64> = steps(74.0, &parts).into_iter().map(|step| step.start).collect();
        assert_eq!(starts, [74.0, 72.0]);
    }

    #[test]
    fn a_fall_is_drawn_to_the_left_and_labelled_there() {
        let bridge = Bridge {
            caption: Caption::default(),
            from: ("September".into(), 74.0),
            to: ("October".into(), 72.0),
            parts: vec![change(-2.0)],
            format: NumberFormat::score(Locale::En),
        };
        let svg = draw(&bridge, Width::Wide);
        assert!(svg.contains("text-anchor=\"end\" class=\"t-off t-halo\""), "{svg}");
        assert_eq!(svg.matches("class=\"f-off\"").count(), 1);
    }
}
