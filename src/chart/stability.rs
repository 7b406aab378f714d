//! How firm an order is: the rank of each entity, and the ranks between which it mostly stands.

use super::face::Type;
use super::lanes::Lanes;
use super::paint::{Fill, Line, Stroke};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{Width, mark, tornado};
use crate::report::figure::{Stability, StabilityRow};

/// Half as high as a bar.
const HALF: f64 = 6.0;

/// 560 pixels wide with names and ranks beside the bars; on a phone 340 with both above them.
pub(super) fn draw(stability: &Stability, width: Width) -> String {
    let width = width.pixels(560.0, 340.0);
    let known = |row: &&StabilityRow| [row.rank, row.range.0, row.range.1].into_iter().all(|n| drawable(n).is_some());
    let rows: Vec<&StabilityRow> = stability.rows.iter().filter(known).collect();
    let Some(last) = drawable(stability.ranks).filter(|_| !rows.is_empty()) else {
        return super::nothing("stability", &stability.caption, width);
    };
    let within = |rank: f64| rank.clamp(1.0, last.max(1.0));
    let scale = Scale::loose([1.0, last.max(1.0)], 0.04);
    let lanes = Lanes::new(rows.iter().map(|row| (row.label.as_str(), row.said.as_str())), &scale, width);
    let mut canvas = Canvas::new(width, lanes.plane.frame.bottom + 22.0);
    for (at, row) in rows.iter().enumerate() {
        lanes.draw(&mut canvas, at, &row.label, (&row.said, Type::NAME));
        let (from, to) = (lanes.plane.x(within(row.range.0)), lanes.plane.x(within(row.range.1)));
        let (left, right) = (from.min(to) - HALF, from.max(to) + HALF);
        canvas.rect((left, lanes.y(at) - HALF), (right, lanes.y(at) + HALF), Fill::Band1);
        canvas.outline((left, lanes.y(at) - HALF), (right, lanes.y(at) + HALF), Stroke::hair(Line::Soft));
        mark::draw(&mut canvas, (lanes.plane.x(within(row.rank)), lanes.y(at)), 4.6, row.status);
    }
    let ends = [(1.0, &stability.ends.0), (last, &stability.ends.1)];
    let feet = ends.map(|(rank, words)| (lanes.plane.x(within(rank)), words.as_str(), Type::NOTE)).to_vec();
    tornado::below(&mut canvas, lanes.plane.frame.bottom, feet);
    canvas.finish("stability", &stability.caption, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;
    use crate::scorecard::Status;

    #[test]
    fn every_rank_stands_within_its_range() {
        let row = |rank: f64, range, said: &str| StabilityRow {
            label: "East".into(),
            rank,
            range,
            said: said.into(),
            status: Status::OnTrack,
        };
        let stability = Stability {
            caption: Caption::default(),
            ends: ("1st".into(), "12th".into()),
            ranks: 12.0,
            rows: vec![row(1.0, (1.0, 3.0), "1 to 3"), row(f64::NAN, (1.0, 3.0), "nowhere")],
        };
        let svg = draw(&stability, Width::Wide);
        assert!(svg.contains(">1 to 3<") && svg.contains(">12th<") && !svg.contains("nowhere"), "{svg}");
    }
}
