//! What each weight does to a score: bars from the score to what it would be with less and with more of the weight.

use super::face::{Anchor, Tone, Type};
use super::lanes::Lanes;
use super::paint::{Dash, Fill, Line, Stroke};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{Width, axis, label};
use crate::report::figure::Tornado;

/// Half as high as a bar.
const HALF: f64 = 5.0;

/// 560 pixels wide with names and numbers beside the bars; on a phone 340 with both above them.
pub(super) fn draw(tornado: &Tornado, width: Width) -> String {
    let width = width.pixels(560.0, 340.0);
    let rows: Vec<_> =
        tornado.rows.iter().filter_map(|row| Some((row, drawable(row.less)?, drawable(row.more)?))).collect();
    let Some(score) = drawable(tornado.score.0).filter(|_| !rows.is_empty()) else {
        return super::nothing("tornado", &tornado.caption, width);
    };
    let limit = tornado.limit.as_ref().and_then(|(limit, words)| Some((drawable(*limit)?, words.as_str())));
    let values = rows.iter().flat_map(|(_, less, more)| [*less, *more]).chain([score]);
    let scale = Scale::loose(values.chain(limit.map(|(limit, _)| limit)), 0.02);
    let lanes = Lanes::new(rows.iter().map(|(row, ..)| (row.label.as_str(), row.said.as_str())), &scale, width);
    let mut canvas = Canvas::new(width, lanes.plane.frame.bottom + 22.0);
    let mut feet = vec![(lanes.plane.x(score), tornado.score.1.as_str(), Type::NOTE)];
    if let Some((limit, words)) = limit {
        let dashed = Stroke::solid(Line::Accent, 12).dashed(Dash::Dashed);
        lanes.rule(&mut canvas, lanes.plane.x(limit), rows.len(), (dashed, Stroke::solid(Line::Accent, 16)));
        feet.push((lanes.plane.x(limit), words, Type::NOTE.tone(Tone::Accent)));
    }
    for (at, (row, less, more)) in rows.iter().enumerate() {
        lanes.draw(&mut canvas, at, &row.label, (&row.said, Type::NAME));
        for (value, fill) in [(*less, Fill::Band1), (*more, Fill::Ink)] {
            bar(&mut canvas, (lanes.plane.x(score), lanes.plane.x(value)), lanes.y(at), fill);
        }
    }
    let line = Stroke::solid(Line::Ink, 12);
    lanes.rule(&mut canvas, lanes.plane.x(score), rows.len(), (line, line));
    let bottom = lanes.plane.frame.bottom;
    below(&mut canvas, bottom, feet);
    canvas.finish("tornado", &tornado.caption, false)
}

fn bar(canvas: &mut Canvas, (from, to): (f64, f64), y: f64, fill: Fill) {
    let (left, right) = (from.min(to), from.max(to));
    canvas.rect((left, y - HALF), (right, y + HALF), fill);
    canvas.outline((left, y - HALF), (right, y + HALF), Stroke::hair(Line::Soft));
}

/// Words below their places, side by side where they are close together, each with its part of the width at most.
pub(super) fn below(canvas: &mut Canvas, bottom: f64, mut feet: Vec<(f64, &str, Type)>) {
    feet.sort_by(|one, other| one.0.total_cmp(&other.0));
    let most = canvas.width / feet.len().max(1) as f64 - 12.0;
    let blocks: Vec<(f64, f64)> = feet
        .iter()
        .map(|(x, words, face)| {
            let (start, width) = axis::centred(canvas, *x, words, *face);
            let kept = width.min(most.max(1.0));
            (start + (width - kept) / 2.0, kept)
        })
        .collect();
    let starts = label::spread(&blocks, 12.0, 0.0, canvas.width);
    for ((start, (_, width)), (_, words, face)) in starts.into_iter().zip(&blocks).zip(&feet) {
        canvas.text_within((start, bottom + 16.0), words, face.anchor(Anchor::Start), *width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::{Caption, TornadoRow};

    fn drawn(less: f64, limit: Option<(f64, String)>) -> String {
        let row = TornadoRow { label: "Customer".into(), less, more: 72.4, said: "71.2 to 72.4".into() };
        let score = (71.9, "score 71.9".into());
        draw(&Tornado { caption: Caption::default(), score, limit, rows: vec![row] }, Width::Narrow)
    }

    #[test]
    fn less_and_more_are_told_apart_without_colour() {
        let svg = drawn(71.2, None);
        assert!(svg.contains("f-1") && svg.contains("f-ink") && svg.contains(">71.2 to 72.4<"), "{svg}");
    }

    #[test]
    fn score_and_limit_stand_side_by_side_however_close() {
        let svg = drawn(71.2, Some((72.0, "on track from 72".into())));
        assert!(svg.contains(">score 71.9<") && svg.contains(">on track from 72<"), "{svg}");
    }

    #[test]
    fn nothing_to_draw_says_so() {
        assert!(drawn(f64::NAN, None).contains("l-none"));
    }
}
