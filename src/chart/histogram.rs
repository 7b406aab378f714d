//! How often values lie where: those below zero darker, with marks below.

use super::face::{Tone, Type};
use super::paint::{Dash, Fill, Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::tornado::below;
use super::{RESTACK, Width};
use crate::report::figure::Histogram;

const HEIGHT: f64 = 230.0;

/// 680 pixels wide, on a phone 340.
pub(super) fn draw(histogram: &Histogram, width: Width) -> String {
    let width = width.pixels(680.0, 340.0);
    let bars: Vec<(f64, f64, f64)> = histogram
        .bars
        .iter()
        .filter_map(|(from, to, count)| Some((drawable(*from)?, drawable(*to)?, drawable(*count)?.max(0.0))))
        .collect();
    let most = bars.iter().map(|bar| bar.2).fold(0.0, f64::max);
    if most <= 0.0 {
        return super::nothing("histogram", &histogram.caption, width);
    }
    let marks: Vec<(f64, &str)> =
        histogram.marks.iter().filter_map(|(at, words)| Some((drawable(*at)?, words.as_str()))).collect();
    let ends = bars.iter().flat_map(|bar| [bar.0, bar.1]).chain(marks.iter().map(|mark| mark.0));
    let feet = if width < RESTACK { 18.0 * marks.len() as f64 } else { 18.0 };
    let frame = Frame { left: 2.0, top: 6.0, right: width - 2.0, bottom: HEIGHT - 26.0 };
    let plane = Plane::new(frame, &Scale::loose(ends, 0.01), &Scale::loose([0.0, most], 0.0));
    let mut canvas = Canvas::new(width, frame.bottom + 8.0 + feet);
    for (from, to, count) in bars {
        let fill = if to <= 0.0 { Fill::Ink } else { Fill::Band1 };
        let (near, far) = ((plane.x(from), plane.y(0.0)), (plane.x(to), plane.y(count)));
        canvas.rect(near, far, fill);
        canvas.outline(near, far, Stroke::hair(Line::Soft));
    }
    canvas.line((frame.left, frame.bottom), (frame.right, frame.bottom), Stroke::hair(Line::Ink));
    for (at, _) in &marks {
        let x = plane.x(*at);
        canvas.line((x, frame.top), (x, frame.bottom), Stroke::solid(Line::Accent, 12).dashed(Dash::Dashed));
    }
    let face = Type::NOTE.tone(Tone::Ink);
    if width < RESTACK {
        // A line each: side by side they would be cut.
        for (row, (at, words)) in marks.iter().enumerate() {
            below(&mut canvas, frame.bottom + 18.0 * row as f64, vec![(plane.x(*at), words, face)]);
        }
    } else {
        below(&mut canvas, frame.bottom, marks.iter().map(|(at, words)| (plane.x(*at), *words, face)).collect());
    }
    canvas.finish("histogram", &histogram.caption, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;

    #[test]
    fn losses_are_told_apart_without_colour() {
        let bars = vec![(-10.0, 0.0, 3.0), (0.0, 10.0, 7.0)];
        let histogram = Histogram { caption: Caption::default(), bars, marks: vec![(0.0, "zero".into())] };
        let svg = draw(&histogram, Width::Wide);
        assert!(svg.contains("f-ink") && svg.contains("f-1") && svg.contains(">zero<"), "{svg}");
        assert!(draw(&Histogram { bars: Vec::new(), ..histogram }, Width::Narrow).contains("l-none"));
    }
}
