//! Points on two axes, cut into four quarters that each have a name.
//!
//! A name stands beside its point where there is room for it. What has none, and on a phone every point, has a number
//! instead, and the names stand below.

use super::face::{Anchor, Tone, Type};
use super::label::Placer;
use super::paint::{Dash, Fill, Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::{Canvas, Point};
use super::{RESTACK, Width, axis, mark};
use crate::report::figure::{QuadrantAxis, QuadrantPoint, Quadrants};

const MARK: f64 = 4.6;
/// From a point to its name.
const AWAY: f64 = 9.0;
/// The widest a name beside its point may be.
const NAME: f64 = 230.0;
/// Within a quarter, from its corner to its name.
const INSET: f64 = 10.0;
/// Less room across than this holds no words.
const LEAST: f64 = 40.0;
/// A column below, and what its numbers take of it.
const COLUMN: f64 = 360.0;
const NUMBER: f64 = 26.0;
/// The widest the words in a corner may be, and the most lines of advice there.
const CORNER: f64 = 260.0;
const ADVICE: usize = 3;
/// How quarters' names, numbers and arrows are set, and points' names.
const NAMED: Type = Type { bold: true, ..Type::NOTE }.tone(Tone::Ink);
const NAME_FACE: Type = Type::NOTE.tone(Tone::Ink);
/// From one line in a corner to the next, and what is left free about them.
const LEADING: f64 = 15.0;
const PAD: f64 = 12.0;
/// Where the frame begins, under the name of its axis.
const TOP: f64 = 26.0;
/// What points to a quarter: upper left, upper right, lower left, lower right.
const ARROWS: [&str; 4] = ["↖", "↗", "↙", "↘"];

/// A point that can be drawn, with its values and its place.
struct Dot<'a> {
    point: &'a QuadrantPoint,
    values: (f64, f64),
    at: Point,
}

/// A line below the picture: its number or arrow, and its words.
type Told = (String, String);

/// What stands in the corner of a quarter.
struct Corner {
    /// Name and advice as wrapped; none where there is no room.
    lines: Vec<String>,
    /// How many of the lines are the name.
    named: usize,
    /// Whether that is all there is to say.
    whole: bool,
}

/// Where values stand, and the points there.
struct Laid<'a> {
    /// The frame: above and below the plane it has strips for the quarters' names, so that no point is under them.
    frame: Frame,
    corners: [Corner; 4],
    plane: Plane,
    across: Scale,
    up: Scale,
    dots: Vec<Dot<'a>>,
}

/// 760 pixels wide, 340 on a phone, there with numbers for names.
pub(super) fn draw(map: &Quadrants, width: Width) -> String {
    let width = width.pixels(760.0, 340.0);
    let Some(laid) = laid_out(map, width) else {
        return super::nothing("quadrants", &map.caption, width);
    };
    let mut canvas = Canvas::new(width, laid.frame.bottom);
    let mut placer = Placer::new(laid.plane.frame);
    axes(&mut canvas, &laid, map, &mut placer);
    let quarters = corners(&mut canvas, &laid, map);
    for Dot { point, at: (x, y), .. } in &laid.dots {
        placer.take(Frame { left: x - MARK, top: y - MARK, right: x + MARK, bottom: y + MARK });
        match point.status {
            Some(status) => mark::draw_clear(&mut canvas, (*x, *y), MARK, status),
            None => canvas.disc((*x, *y), MARK - 0.6, Fill::Ink),
        }
    }
    let numbered = names(&mut canvas, &mut placer, &laid.dots, map);
    foot(&mut canvas, laid.frame.bottom, map);
    below(&mut canvas, &numbered);
    below(&mut canvas, &quarters);
    canvas.finish("quadrants", &map.caption, false)
}

/// The places of everything; `None` without lines that can be drawn or without any point.
fn laid_out(map: &Quadrants, width: f64) -> Option<Laid<'_>> {
    let cuts = (drawable(map.across.cut)?, drawable(map.up.cut)?);
    let known = |point: &QuadrantPoint| Some((point.across.and_then(drawable)?, point.up.and_then(drawable)?));
    let placed = map.points.iter().filter_map(|point| Some((point, known(point)?)));
    let placed: Vec<(&QuadrantPoint, (f64, f64))> = placed.collect();
    if placed.is_empty() {
        return None;
    }
    let across = spanned(&map.across, placed.iter().map(|(_, values)| values.0), cuts.0);
    let up = spanned(&map.up, placed.iter().map(|(_, values)| values.1), cuts.1);
    let height = if width < RESTACK { 260.0 } else { 380.0 };
    let (left, right) = (axis::room(&up.labels(&map.up.format), width), width - 6.0);
    let plane = |top: f64| Plane::new(Frame { left, top, right, bottom: top + height }, &across, &up);
    let corners = worded(map, (left, plane(0.0).x(cuts.0), right), width >= RESTACK);
    let strip = |pair: &[Corner]| pair.iter().map(|corner| corner.lines.len()).max().unwrap_or(0) as f64 * LEADING;
    let (above, below) = (strip(&corners[..2]) + PAD, strip(&corners[2..]) + PAD);
    let plane = plane(TOP + above);
    let frame = Frame { top: TOP, bottom: plane.frame.bottom + below, ..plane.frame };
    let dot = |(point, values): (_, (f64, f64))| Dot { point, values, at: plane.at(values.0, values.1) };
    let dots = placed.into_iter().map(dot).collect();
    Some(Laid { frame, corners, plane, across, up, dots })
}

/// The scale of an axis: about its points and its cut with room to spare, or from end to end where it has ends.
fn spanned(axis: &QuadrantAxis, values: impl Iterator<Item = f64>, cut: f64) -> Scale {
    let ends = axis.ends.and_then(|(low, high)| Some([drawable(low)?, drawable(high)?]));
    match ends {
        Some(ends) => Scale::around(values.chain([cut]).chain(ends), 5),
        None => Scale::roomy(values.chain([cut]), 5),
    }
}

/// What the corners say in the room that the line across leaves them; advice only where it is `advised`.
fn worded(map: &Quadrants, (left, cut, right): (f64, f64, f64), advised: bool) -> [Corner; 4] {
    [0, 1, 2, 3].map(|at| {
        let quarter = &map.quadrants[at];
        let room = if at % 2 == 0 { cut - left } else { right - cut } - 2.0 * INSET;
        let room = room.min(CORNER);
        // A word in two pieces is worse than one below.
        let fits = room >= LEAST && quarter.name.split_whitespace().all(|word| NAMED.width(word) <= room);
        let mut lines = if fits { NAMED.wrap(&quarter.name, room, 2) } else { Vec::new() };
        let named = lines.len();
        let advice = if fits && advised { Type::SMALL.wrap(&quarter.advice, room, ADVICE + 1) } else { Vec::new() };
        let whole = named > 0 && advised && advice.len() <= ADVICE;
        if whole {
            lines.extend(advice);
        }
        Corner { lines, named, whole }
    })
}

/// The frame, the ticks and the names of the axes, and the two lines that cut it.
fn axes(canvas: &mut Canvas, laid: &Laid, map: &Quadrants, placer: &mut Placer) {
    let Frame { left, top, right, bottom } = laid.frame;
    canvas.outline((left, top), (right, bottom), Stroke::hair(Line::Rule));
    let (x, y) = laid.plane.at(map.across.cut, map.up.cut);
    for cut in [[(x, top), (x, bottom)], [(left, y), (right, y)]] {
        canvas.polyline(cut, Stroke::hair(Line::Soft).dashed(Dash::Dashed));
        placer.avoid(&cut);
    }
    for (tick, words) in laid.up.ticks.iter().zip(laid.up.labels(&map.up.format)) {
        let y = laid.plane.y(*tick);
        canvas.line((left - 4.0, y), (left, y), Stroke::hair(Line::Rule));
        canvas.text_within((left - 8.0, y + 4.0), &words, Type::NOTE.anchor(Anchor::End), left - 8.0);
    }
    for tick in &laid.across.ticks {
        let x = laid.plane.x(*tick);
        canvas.line((x, bottom), (x, bottom + 4.0), Stroke::hair(Line::Rule));
    }
    let places: Vec<f64> = laid.across.ticks.iter().map(|tick| laid.plane.x(*tick)).collect();
    axis::below(canvas, bottom + 2.0, &places, &laid.across.labels(&map.across.format));
    canvas.text_within((0.0, 12.0), &map.up.title, Type::NOTE.tone(Tone::Ink), canvas.width);
}

/// The quarters' names in their corners, with their advice where there is room; gives those not told in full.
fn corners(canvas: &mut Canvas, laid: &Laid, map: &Quadrants) -> Vec<Told> {
    let Frame { left, top, right, bottom } = laid.frame;
    let mut rest = Vec::new();
    for (at, (corner, quarter)) in laid.corners.iter().zip(&map.quadrants).enumerate() {
        let high = corner.lines.len() as f64 * LEADING;
        let top = if at < 2 { top + 5.0 } else { bottom - 5.0 - high };
        let (x, anchor) = if at % 2 == 0 { (left + INSET, Anchor::Start) } else { (right - INSET, Anchor::End) };
        for (row, line) in corner.lines.iter().enumerate() {
            let face = if row < corner.named { NAMED } else { Type::SMALL };
            canvas.text((x, top + row as f64 * LEADING + 11.0), line, face.anchor(anchor));
        }
        let said = [&quarter.name, &quarter.advice].into_iter().filter(|words| !words.trim().is_empty());
        let said: Vec<&str> = said.map(String::as_str).collect();
        if !corner.whole && !said.is_empty() {
            rest.push((ARROWS[at].to_owned(), said.join(": ")));
        }
    }
    rest
}

/// Points' names beside them, or their numbers; gives what stands below for the numbers.
fn names(canvas: &mut Canvas, placer: &mut Placer, dots: &[Dot], map: &Quadrants) -> Vec<Told> {
    let beside = canvas.width >= RESTACK;
    let mut told = Vec::new();
    for Dot { point, values, at } in dots {
        let name = NAME_FACE.shorten(&point.label, NAME);
        if beside && !name.is_empty() && set(canvas, placer, *at, (&name, NAME_FACE), &point.label) {
            continue;
        }
        let number = (told.len() + 1).to_string();
        let placed = set(canvas, placer, *at, (&number, NAMED), &point.label);
        // Where points crowd so that not even a number finds room, the values say where to look.
        let (across, up) = (map.across.format.bare(values.0), map.up.format.bare(values.1));
        let where_to = if placed { String::new() } else { format!(" ({across}, {up})") };
        told.push((number, format!("{}{where_to}", point.label)));
    }
    told
}

/// Sets words near a point, with a hairline to it from further off; whether there was room.
fn set(canvas: &mut Canvas, placer: &mut Placer, at: Point, (words, face): (&str, Type), whole: &str) -> bool {
    let (width, height) = (face.width(words) + 1.0, face.size + 1.0);
    let Some((left, top)) = placer.place(at, (width, height), AWAY) else { return false };
    let nearest = (at.0.clamp(left, left + width), at.1.clamp(top, top + height));
    let gap = (nearest.0 - at.0).hypot(nearest.1 - at.1);
    if gap > AWAY * 1.8 {
        let share = (MARK + 1.0) / gap;
        let from = (at.0 + (nearest.0 - at.0) * share, at.1 + (nearest.1 - at.1) * share);
        canvas.line(from, nearest, Stroke::hair(Line::Rule));
    }
    let place = (left, top + face.size * 0.86);
    if words == whole {
        canvas.text(place, words, face);
    } else {
        canvas.titled(whole, |canvas| canvas.text(place, words, face));
    }
    true
}

/// Below the frame: what the axis across measures, and what the lines are.
fn foot(canvas: &mut Canvas, bottom: f64, map: &Quadrants) {
    canvas.height = bottom + 40.0;
    let across = Type::NOTE.tone(Tone::Ink);
    canvas.text_within(
        (canvas.width - 6.0, bottom + 36.0),
        &map.across.title,
        across.anchor(Anchor::End),
        canvas.width - 6.0,
    );
    for line in Type::NOTE.wrap(&map.cuts, canvas.width, 3) {
        canvas.height += Type::NOTE.leading();
        canvas.text((0.0, canvas.height), &line, Type::NOTE);
    }
    canvas.height += 8.0;
}

/// Lines with a number or an arrow, in as many columns as there is room for.
fn below(canvas: &mut Canvas, told: &[Told]) {
    let columns = (canvas.width / COLUMN).floor().max(1.0);
    let room = canvas.width / columns - NUMBER - 8.0;
    if told.is_empty() || room < Type::NOTE.size * 2.0 {
        return;
    }
    for row in told.chunks(columns as usize) {
        let wrapped: Vec<Vec<String>> = row.iter().map(|(_, words)| Type::NOTE.wrap(words, room, 3)).collect();
        let top = canvas.height + 14.0;
        for (at, ((number, _), lines)) in row.iter().zip(&wrapped).enumerate() {
            let left = at as f64 * canvas.width / columns;
            canvas.text((left, top), number, NAMED);
            canvas.lines((left + NUMBER, top), lines, Type::NOTE);
        }
        let most = wrapped.iter().map(Vec::len).max().unwrap_or(1).max(1);
        canvas.height += most as f64 * Type::NOTE.leading() + 3.0;
    }
    canvas.height += 6.0;
}

#[cfg(test)]
mod tests;
