//! Labels beside the frame: the value of the last period, the target, the ranges.

use super::{Sheet, value};
use crate::chart::RESTACK;
use crate::chart::face::{Tone, Type};
use crate::chart::label;
use crate::chart::mark;
use crate::chart::scale::drawable;
use crate::chart::svg::Canvas;
use crate::report::figure::{Trend, TrendPoint};
use crate::scorecard::Status;

/// From the frame to the labels, in pixels.
const GAP: f64 = 12.0;
/// Room for all labels together: the lower of the two heights of the frame.
const HEIGHT: f64 = 190.0;

/// A label of one or more lines that belongs to a value.
struct Block {
    /// `None`: at the foot of the frame.
    at: Option<f64>,
    lines: Vec<String>,
    face: Type,
}

impl Block {
    fn height(&self) -> f64 {
        self.lines.len() as f64 * self.face.leading()
    }
}

/// The labels beside a trend.
pub(super) struct Side {
    blocks: Vec<Block>,
}

impl Side {
    /// The labels of a trend drawn `width` pixels wide; the most important first, and only those that have room.
    pub(super) fn of(trend: &Trend, width: f64) -> Self {
        let room = if width < RESTACK { width * 0.24 } else { 130.0 };
        let mut blocks: Vec<Block> = last(trend, room).into_iter().chain(target(trend, room)).collect();
        blocks.extend(limits(trend, room));
        for band in &trend.bands {
            let at = [band.from, band.to].into_iter().flatten().filter_map(drawable);
            let lines = Type::NOTE.wrap(&band.label, room, 2);
            blocks.push(Block { at: at.reduce(f64::midpoint), lines, face: Type::NOTE });
        }
        blocks.retain(|block| !block.lines.is_empty());
        let mut used = 0.0;
        blocks.retain(|block| {
            used += block.height();
            used <= HEIGHT
        });
        Self { blocks }
    }

    /// How much room they take, in pixels.
    pub(super) fn room(&self) -> f64 {
        let lines = self.blocks.iter().flat_map(|block| block.lines.iter().map(|line| block.face.width(line)));
        lines.fold(0.0, f64::max) + GAP + 2.0
    }

    /// Draws them right of the frame, each as near to its value as the others allow.
    pub(super) fn draw(mut self, canvas: &mut Canvas, sheet: &Sheet) {
        let frame = sheet.plane.frame;
        let wanted = |block: &Block| block.at.map_or(frame.bottom, |at| sheet.plane.y(at)) - block.height() / 2.0;
        self.blocks.sort_by(|one, other| wanted(one).total_cmp(&wanted(other)));
        let blocks: Vec<(f64, f64)> = self.blocks.iter().map(|block| (wanted(block), block.height())).collect();
        let tops = label::spread(&blocks, 1.0, frame.top - 10.0, frame.bottom + 8.0);
        for (block, top) in self.blocks.iter().zip(tops) {
            let baseline = top + f64::midpoint(block.face.leading(), block.face.size * 0.72);
            canvas.lines((frame.right + GAP, baseline), &block.lines, block.face);
        }
    }
}

/// The value of the period reported on, if it is the last.
fn last(trend: &Trend, room: f64) -> Option<Block> {
    let point = trend.points.last().filter(|_| trend.current + 1 == trend.points.len())?;
    let status = if value(point).is_some() { point.status } else { Status::NoData };
    let face = Type::VALUE.tone(mark::tone(status));
    Some(Block { at: value(point), lines: vec![written(trend, point, face, room)], face })
}

/// The target in force at the end.
fn target(trend: &Trend, room: f64) -> Option<Block> {
    let at = trend.points.iter().rev().find_map(|point| point.target.and_then(drawable))?;
    Some(Block {
        at: Some(at),
        lines: Type::NOTE.wrap(&trend.target_label, room, 3),
        face: Type::NOTE.tone(Tone::Accent),
    })
}

/// The limits and the mean; the limits first.
fn limits(trend: &Trend, room: f64) -> Vec<Block> {
    let Some(limits) = &trend.limits else { return Vec::new() };
    let block = |(at, words): &(f64, String)| Block {
        at: drawable(*at),
        lines: Type::NOTE.wrap(words, room, 2),
        face: Type::NOTE,
    };
    [&limits.high, &limits.low, &limits.mean].map(block).into()
}

/// The value of a point in full, or compact where there is no room, or the word for no data.
pub(super) fn written(trend: &Trend, point: &TrendPoint, face: Type, room: f64) -> String {
    let Some(value) = value(point) else { return face.shorten(trend.caption.nothing(point.status), room) };
    let full = trend.format.full(value);
    if face.width(&full) <= room { full } else { face.shorten(&trend.format.compact(value), room) }
}
