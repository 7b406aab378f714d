//! Three parts of a whole a row: detractors, passives and promoters.

use super::face::{Anchor, Tone, Type};
use super::lanes::Lanes;
use super::paint::{Fill, Line, Stroke};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{RESTACK, Width};
use crate::report::figure::{Stack, StackRow};
use crate::scorecard::Status;

/// Half as high as a bar.
const HALF: f64 = 8.0;
/// The three parts, worst first: dark, light, and hollow would not print alike; these differ in tone on any paper.
const FILLS: [Fill; 3] = [Fill::Ink, Fill::Band1, Fill::Status(Status::OnTrack)];

/// 760 pixels wide with names and results beside the bars; on a phone 340 with both above them.
pub(super) fn draw(stack: &Stack, width: Width) -> String {
    let width = width.pixels(760.0, 340.0);
    if stack.rows.iter().all(|row| parts(row).is_none()) {
        return super::nothing("stack", &stack.caption, width);
    }
    let named = stack.rows.iter().map(|row| (row.label.as_str(), row.said.as_str()));
    let lanes = Lanes::new(named, &Scale::loose([0.0, 1.0], 0.0), width);
    let mut canvas = Canvas::new(width, lanes.plane.frame.bottom + 6.0);
    for (at, row) in stack.rows.iter().enumerate() {
        let parts = parts(row);
        let face = if parts.is_some() { Type::NAME } else { Type::NAME.tone(Tone::Status(Status::NoData)) };
        lanes.draw(&mut canvas, at, &row.label, (&row.said, face));
        if let Some(parts) = parts {
            bar(&mut canvas, &lanes, at, parts, stack);
        }
    }
    key(&mut canvas, stack);
    canvas.finish("stack", &stack.caption, false)
}

/// The parts made to fill the whole; `None` where they are no shares.
fn parts(row: &StackRow) -> Option<[f64; 3]> {
    let shares = row.shares?;
    let fine = shares.iter().all(|share| drawable(*share).is_some_and(|share| (0.0..=1e12).contains(&share)));
    let sum: f64 = shares.iter().sum();
    (fine && sum > 0.0).then(|| shares.map(|share| share / sum))
}

fn bar(canvas: &mut Canvas, lanes: &Lanes, at: usize, parts: [f64; 3], stack: &Stack) {
    let y = lanes.y(at);
    let mut from = 0.0;
    for (share, fill) in parts.into_iter().zip(FILLS) {
        let (left, right) = (lanes.plane.x(from), lanes.plane.x((from + share).min(1.0)));
        from += share;
        if right <= left {
            continue;
        }
        canvas.rect((left, y - HALF), (right, y + HALF), fill);
        canvas.outline((left, y - HALF), (right, y + HALF), Stroke::hair(Line::Soft));
        let words = stack.format.full(share * 100.0);
        // Words within are on the light part alone: they would not be read on the others in every theme.
        if fill == Fill::Band1 && canvas.width >= RESTACK && Type::SMALL.width(&words) + 6.0 < right - left {
            let face = Type::SMALL.tone(Tone::Ink).anchor(Anchor::Middle);
            canvas.text((f64::midpoint(left, right), y + 4.0), &words, face);
        }
    }
}

/// What the parts are, below the rows, one below the other where there is no room beside each other.
fn key(canvas: &mut Canvas, stack: &Stack) {
    let beside = stack.heads.iter().map(|head| Type::NOTE.width(head) + 36.0).sum::<f64>() <= canvas.width;
    let mut left = 0.0;
    for (head, fill) in stack.heads.iter().zip(FILLS) {
        if left == 0.0 {
            canvas.height += 18.0;
        }
        let y = canvas.height - 4.0;
        canvas.rect((left + 1.0, y - 10.0), (left + 13.0, y), fill);
        canvas.outline((left + 1.0, y - 10.0), (left + 13.0, y), Stroke::hair(Line::Soft));
        canvas.text_within((left + 19.0, y), head, Type::NOTE, canvas.width - left - 20.0);
        if beside {
            left += Type::NOTE.width(head) + 36.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;
    use crate::report::number::NumberFormat;
    use crate::scorecard::Locale;

    fn drawn(shares: Option<[f64; 3]>) -> String {
        let row = StackRow { label: "Q3".into(), shares, said: "+35.0".into() };
        let heads = ["detractors", "passives", "promoters"].map(str::to_owned);
        let format = NumberFormat { suffix: "%".into(), ..NumberFormat::score(Locale::En) };
        draw(&Stack { caption: Caption::default(), heads, rows: vec![row], format }, Width::Wide)
    }

    #[test]
    fn parts_fill_the_bar_worst_first() {
        let svg = drawn(Some([0.2, 0.25, 0.55]));
        let width = |class: &str| -> f64 {
            let tag = svg.split("<rect").find(|tag| tag.contains(class)).expect("drawn");
            tag.split("width=\"").nth(1).and_then(|rest| rest.split('"').next()?.parse().ok()).expect("a width")
        };
        assert!((width("f-on") / width("f-ink") - 2.75).abs() < 0.02, "55 to 20: {svg}");
        assert!(svg.contains(">promoters<") && svg.contains(">+35.0<"), "{svg}");
    }

    #[test]
    fn nothing_to_draw_says_so() {
        assert!(drawn(None).contains("l-none") && drawn(Some([0.0; 3])).contains("l-none"));
    }
}
