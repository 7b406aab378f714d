//! Many small trends on one scale, so that they can be compared by eye.

use super::face::{Anchor, Type};
use super::mark;
use super::paint::{Dash, Fill, Line, Stroke};
use super::plane::{self, Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{RESTACK, Width, axis};
use crate::report::figure::{Multiples, Panel};
use crate::scorecard::Status;

/// A panel is at least this wide where there is room; on a phone, two stand beside each other.
const LEAST: f64 = 150.0;
const LEAST_NARROW: f64 = 120.0;
/// Between panels, across and down.
const GAP: (f64, f64) = (24.0, 22.0);
/// Height of a panel's name and of its plot.
const NAME: f64 = 22.0;
const PLOT: f64 = 72.0;
/// Room for the periods under the last row, which the page says in words too.
const FOOT: f64 = 20.0;

/// The grid of panels.
struct Grid {
    columns: usize,
    cell: f64,
    left: f64,
    scale: Scale,
    ticks: Vec<String>,
    count: usize,
}

/// As many panels beside each other as are 150 pixels wide; the scale stands left of each row of them.
pub(super) fn draw(multiples: &Multiples, width: Width) -> String {
    let width = width.pixels(1168.0, 340.0);
    let panels = || multiples.panels.iter();
    let values: Vec<f64> = panels().flat_map(|panel| panel.values.iter().flatten().copied()).collect();
    if !values.iter().copied().any(|value| drawable(value).is_some()) {
        return super::nothing("multiples", &multiples.caption, width);
    }
    let scale = Scale::around(values.into_iter().chain(multiples.reference), 1);
    let ticks = scale.labels(&multiples.format);
    let left = axis::room(&ticks, width);
    let least = if width < RESTACK { LEAST_NARROW } else { LEAST };
    let columns = (((width - left + GAP.0) / (least + GAP.0)) as usize).clamp(1, multiples.panels.len());
    let cell = (width - left - GAP.0 * (columns - 1) as f64) / columns as f64;
    let count = panels().map(|panel| panel.values.len()).max().unwrap_or(0);
    let grid = Grid { columns, cell, left, scale, ticks, count };
    let rows = multiples.panels.len().div_ceil(columns) as f64;
    let mut canvas = Canvas::new(width, rows * (NAME + PLOT) + (rows - 1.0) * GAP.1 + FOOT);
    for (at, panel) in panels().enumerate() {
        draw_panel(&mut canvas, &grid, at, panel, multiples);
    }
    canvas.finish("multiples", &multiples.caption, false)
}

fn draw_panel(canvas: &mut Canvas, grid: &Grid, at: usize, panel: &Panel, multiples: &Multiples) {
    let left = grid.left + (at % grid.columns) as f64 * (grid.cell + GAP.0);
    let top = (at / grid.columns) as f64 * (NAME + PLOT + GAP.1);
    name(canvas, (left, top + 13.0), grid.cell, panel);
    let frame = Frame { left, top: top + NAME, right: left + grid.cell, bottom: top + NAME + PLOT };
    let across = Scale::loose([0.0, (grid.count.max(2) - 1) as f64], 0.0);
    let inner = Frame { right: frame.right - 6.0, ..frame };
    let plane = Plane::new(inner, &across, &grid.scale);
    for tick in &grid.scale.ticks {
        canvas.line((frame.left, plane.y(*tick)), (frame.right, plane.y(*tick)), Stroke::hair(Line::Rule));
    }
    if at.is_multiple_of(grid.columns) {
        ticks(canvas, grid, &plane);
    }
    if let Some(y) = multiples.reference.and_then(drawable).map(|value| plane.y(value)) {
        canvas.line((frame.left, y), (frame.right, y), Stroke::hair(Line::Accent).dashed(Dash::Dashed));
    }
    series(canvas, grid, &plane, panel);
    if at + grid.columns >= multiples.panels.len() {
        ends(canvas, &frame, multiples);
    }
}

/// The name with the last value beside it.
fn name(canvas: &mut Canvas, (left, y): (f64, f64), cell: f64, panel: &Panel) {
    let known = panel.values.last().is_some_and(|value| value.and_then(drawable).is_some());
    let status = if known { panel.status } else { Status::NoData };
    let face = Type::VALUE.tone(mark::tone(status)).anchor(Anchor::End);
    let said = face.shorten(&panel.said, cell * 0.5);
    let room = cell - face.width(&said) - 10.0;
    canvas.text_within((left + cell, y), &panel.said, face, cell * 0.5);
    canvas.text_within((left, y), &panel.label, Type::NAME, room.max(0.0));
}

/// The lowest and the highest tick.
fn ticks(canvas: &mut Canvas, grid: &Grid, plane: &Plane) {
    let (Some(low), Some(high)) = (grid.ticks.first(), grid.ticks.last()) else { return };
    let room = grid.left - 8.0;
    for (value, words) in [(grid.scale.low, low), (grid.scale.high, high)] {
        canvas.text_within((room, plane.y(value) + 4.0), words, Type::SMALL.anchor(Anchor::End), room);
    }
}

fn series(canvas: &mut Canvas, grid: &Grid, plane: &Plane, panel: &Panel) {
    let late = grid.count - panel.values.len();
    let values = std::iter::repeat_n(None, late).chain(panel.values.iter().copied());
    for run in plane::runs(values) {
        plane.line(canvas, &run, Stroke::solid(Line::Ink, 15));
        if let (1, Some((x, y))) = (run.len(), run.first()) {
            canvas.disc(plane.at(*x, *y), 1.4, Fill::Ink);
        }
    }
    if let Some(last) = panel.values.last().copied().flatten().and_then(drawable) {
        mark::draw_clear(canvas, plane.at((grid.count - 1) as f64, last), 4.0, panel.status);
    }
}

/// The first and the last period under a panel of the last row, where both have room.
fn ends(canvas: &mut Canvas, frame: &Frame, multiples: &Multiples) {
    let ((first, last), y) = (&multiples.ends, frame.bottom + 16.0);
    if Type::SMALL.width(first) + Type::SMALL.width(last) + 8.0 <= frame.right - frame.left {
        canvas.text((frame.left, y), first, Type::SMALL);
        canvas.text((frame.right, y), last, Type::SMALL.anchor(Anchor::End));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;
    use crate::report::number::NumberFormat;
    use crate::scorecard::Locale;

    fn drawn(panels: &[&[Option<f64>]], width: Width) -> String {
        let panel = |values: &&[Option<f64>]| Panel {
            label: "East".into(),
            values: values.to_vec(),
            said: "80".into(),
            status: Status::OnTrack,
        };
        let multiples = Multiples {
            caption: Caption::default(),
            panels: panels.iter().map(panel).collect(),
            reference: None,
            ends: ("2025".into(), "2026".into()),
            format: NumberFormat::count(Locale::En),
        };
        draw(&multiples, width)
    }

    #[test]
    fn all_panels_share_one_scale() {
        let svg = drawn(&[&[Some(0.0), Some(10.0)], &[Some(90.0), Some(100.0)]], Width::Wide);
        assert!(svg.contains(">0</text>") && svg.contains(">100</text>"), "{svg}");
        let line = |at: usize| svg.match_indices("l-ink").nth(at).map(|(at, _)| svg[..at].rfind('M').unwrap_or(0));
        let y = |at: Option<usize>| svg[at.unwrap_or(0)..].split([' ', 'L']).nth(1).and_then(|y| y.parse::<f64>().ok());
        assert!(y(line(0)) > y(line(1)), "0 stands lower than 90");
    }

    #[test]
    fn a_shorter_series_ends_where_the_others_end() {
        let svg = drawn(&[&[Some(1.0), Some(2.0), Some(3.0)], &[Some(2.0)]], Width::Wide);
        assert_eq!(svg.matches("f-on").count(), 2);
        assert!(drawn(&[&[None]], Width::Narrow).contains("l-none"));
    }
}
