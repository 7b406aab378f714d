//! Bars with their variance in IBCS notation: actual solid, previous lighter behind it, target outlined, what is
//! expected but not observed hatched; beside them the absolute and the relative variance on axes of their own.

use super::face::{Anchor, Tone, Type};
use super::paint::{Fill, Line, Stroke};
use super::scale::{Scale, drawable};
use super::svg::{Canvas, short};
use super::{RESTACK, Width, mark};
use crate::report::figure::{Difference, Variance, VarianceRow};
use crate::scorecard::Status;

/// Between two columns, in pixels.
const GAP: f64 = 18.0;
/// From one hatching line to the next.
const HATCH: f64 = 4.0;

/// A column of bars with their numbers at its right end.
struct Column {
    left: f64,
    /// Where bars end and numbers begin.
    bars: f64,
    right: f64,
    scale: Scale,
}

impl Column {
    /// Bars from zero: the scale always holds it.
    fn new((left, right): (f64, f64), numbers: f64, values: impl Iterator<Item = f64>) -> Self {
        let numbers = if numbers > 0.0 { numbers.min((right - left) * 0.7) + 8.0 } else { 0.0 };
        Self { left, bars: right - numbers, right, scale: Scale::loose(values.chain([0.0]), 0.0) }
    }

    fn x(&self, value: f64) -> f64 {
        let share = (value - self.scale.low) / (self.scale.high - self.scale.low);
        self.left + share.clamp(0.0, 1.0) * (self.bars - self.left)
    }

    fn zero(&self) -> f64 {
        self.x(0.0)
    }

    fn words(&self, canvas: &mut Canvas, y: f64, words: &str, face: Type) {
        let room = self.right - self.bars - 8.0;
        canvas.text_within((self.right, y), words, face.anchor(Anchor::End), room.max(0.0));
    }
}

/// The places of a figure's parts.
struct Layout {
    names: f64,
    actual: Column,
    absolute: Column,
    relative: Column,
    /// From one row to the next, and from its top to the middle of the bars and to the baseline of the name.
    row: f64,
    middle: f64,
    baseline: f64,
}

/// 680 pixels wide with all of a row in one line; on a phone 340 with names and numbers above the bars.
pub(super) fn draw(variance: &Variance, width: Width) -> String {
    let width = width.pixels(680.0, 340.0);
    if variance.rows.iter().all(|row| row.value.and_then(drawable).is_none()) {
        return super::nothing("variance", &variance.caption, width);
    }
    let layout = layout(variance, width);
    let head = 24.0;
    let height = head + layout.row * variance.rows.len() as f64 + 4.0;
    let mut canvas = Canvas::new(width, height);
    heads(&mut canvas, &layout, variance);
    for column in [&layout.actual, &layout.absolute, &layout.relative] {
        zeros(&mut canvas, &layout, column.zero(), (head, variance.rows.len()));
    }
    for (at, row) in variance.rows.iter().enumerate() {
        draw_row(&mut canvas, &layout, head + layout.row * at as f64, row);
    }
    canvas.finish("variance", &variance.caption, false)
}

fn layout(variance: &Variance, width: f64) -> Layout {
    let rows = || variance.rows.iter();
    let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max) + 2.0;
    let said = |of: fn(&VarianceRow) -> Option<&Difference>| {
        widest(&mut rows().filter_map(of).map(|(_, words)| Type::NAME.width(words)))
    };
    let values = rows().flat_map(|row| [row.value, row.previous, row.target]).flatten().filter_map(drawable);
    let gaps = |of: fn(&VarianceRow) -> Option<&Difference>| {
        rows().filter_map(of).filter_map(|(gap, _)| drawable(*gap)).collect::<Vec<_>>().into_iter()
    };
    let numbers = widest(&mut rows().map(|row| Type::VALUE.width(&row.said)));
    let beside = width >= RESTACK;
    let names = widest(&mut rows().map(|row| Type::NAME.width(&row.label)));
    let names = names.min(if beside { width * 0.22 } else { width * 0.6 });
    let start = if beside { names + GAP } else { 0.0 };
    let span = width - start;
    let (first, second) = if beside { (0.46, 0.74) } else { (0.34, 0.68) };
    let column = |from: f64, to: f64| (start + span * from, start + span * to - if to < 1.0 { GAP } else { 0.0 });
    let own = if beside { numbers } else { 0.0 };
    Layout {
        names,
        actual: Column::new(column(0.0, first), own, values),
        absolute: Column::new(column(first, second), said(absolute), gaps(absolute)),
        relative: Column::new(column(second, 1.0), said(relative), gaps(relative)),
        row: if beside { 28.0 } else { 44.0 },
        middle: if beside { 14.0 } else { 30.0 },
        baseline: if beside { 18.5 } else { 14.5 },
    }
}

fn absolute(row: &VarianceRow) -> Option<&Difference> {
    row.absolute.as_ref()
}

fn relative(row: &VarianceRow) -> Option<&Difference> {
    row.relative.as_ref()
}

fn heads(canvas: &mut Canvas, layout: &Layout, variance: &Variance) {
    let (actual, absolute, relative) = &variance.heads;
    for (column, words) in [(&layout.actual, actual), (&layout.absolute, absolute), (&layout.relative, relative)] {
        canvas.text_within((column.left, 14.0), words, Type::SMALL, column.right - column.left);
    }
}

/// The line of zero down all rows; in pieces where names stand above the bars, so that it does not run through them.
fn zeros(canvas: &mut Canvas, layout: &Layout, x: f64, (head, rows): (f64, usize)) {
    if canvas.width >= RESTACK {
        canvas.line((x, head), (x, canvas.height - 4.0), Stroke::hair(Line::Soft));
        return;
    }
    let piece = |at: usize| {
        let middle = head + layout.row * at as f64 + layout.middle;
        format!("M{0} {1}L{0} {2}", short(x), short(middle - 12.0), short(middle + 12.0))
    };
    let path: Vec<String> = (0..rows).map(piece).collect();
    canvas.path(&path.concat(), Stroke::hair(Line::Soft));
}

fn draw_row(canvas: &mut Canvas, layout: &Layout, top: f64, row: &VarianceRow) {
    let (middle, baseline) = (top + layout.middle, top + layout.baseline);
    canvas.text_within((0.0, baseline), &row.label, Type::NAME, layout.names);
    let missing = row.value.and_then(drawable).is_none();
    let face = if missing { Type::NAME.tone(mark::tone(Status::NoData)) } else { Type::NAME };
    if canvas.width >= RESTACK {
        layout.actual.words(canvas, baseline, &row.said, face);
    } else {
        let room = canvas.width - layout.names - 12.0;
        canvas.text_within((canvas.width, baseline), &row.said, face.anchor(Anchor::End), room);
    }
    bars(canvas, &layout.actual, middle, row);
    difference(canvas, &layout.absolute, middle, row.absolute.as_ref(), row.status);
    difference(canvas, &layout.relative, middle, row.relative.as_ref(), row.status);
}

/// The previous value behind, the actual before it, the target around both.
fn bars(canvas: &mut Canvas, column: &Column, middle: f64, row: &VarianceRow) {
    let zero = column.zero();
    if let Some(previous) = row.previous.and_then(drawable) {
        canvas.rect((zero, middle - 9.0), (column.x(previous), middle + 1.0), Fill::Band1);
    }
    if let Some(value) = row.value.and_then(drawable) {
        let (from, to) = ((zero, middle - 4.0), (column.x(value), middle + 6.0));
        if row.expected {
            hatched(canvas, from, to);
        } else {
            canvas.rect(from, to, Fill::Ink);
        }
    }
    if let Some(target) = row.target.and_then(drawable) {
        canvas.outline((zero, middle - 7.0), (column.x(target), middle + 9.0), Stroke::hair(Line::Accent));
    }
}

/// An outline filled with slanting lines.
fn hatched(canvas: &mut Canvas, from: (f64, f64), to: (f64, f64)) {
    let (left, right, height) = (from.0.min(to.0), from.0.max(to.0), to.1 - from.1);
    canvas.rect(from, to, Fill::Paper);
    canvas.outline(from, to, Stroke::hair(Line::Ink));
    let lines = ((right - left + height) / HATCH) as usize;
    for at in 1..=lines {
        let foot = left + at as f64 * HATCH;
        let (low, high) = (foot.min(right), (foot - height).max(left));
        canvas.line((low, to.1 - (foot - low)), (high, from.1 + (high - (foot - height))), Stroke::hair(Line::Ink));
    }
}

fn difference(canvas: &mut Canvas, column: &Column, middle: f64, gap: Option<&Difference>, status: Status) {
    let Some((gap, words)) = gap else { return };
    if let Some(gap) = drawable(*gap) {
        let fill = if status == Status::NoData { Fill::Ink } else { Fill::Status(status) };
        canvas.rect((column.zero(), middle - 4.0), (column.x(gap), middle + 6.0), fill);
    }
    column.words(canvas, middle + 5.5, words, Type::NAME.tone(Tone::Ink));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::Caption;

    fn row(value: Option<f64>, expected: bool) -> VarianceRow {
        VarianceRow {
            label: "East".into(),
            value,
            said: "50".into(),
            previous: Some(100.0),
            target: Some(80.0),
            absolute: Some((-30.0, "−30".into())),
            relative: Some((-37.5, "−37.5 %".into())),
            status: Status::OffTrack,
            expected,
        }
    }

    fn drawn(rows: Vec<VarianceRow>) -> String {
        let heads = ("Actual".into(), "Against target".into(), "%".into());
        draw(&Variance { caption: Caption::default(), heads, rows }, Width::Wide)
    }

    #[test]
    fn bars_begin_at_zero_and_keep_their_proportion() {
        let svg = drawn(vec![row(Some(50.0), false)]);
        let width = |class: &str| {
            let end = svg.find(class).expect("the bar");
            let start = svg[..end].rfind(" width=\"").expect("its width") + 8;
            svg[start..].split('"').next().and_then(|text| text.parse::<f64>().ok()).expect("a number")
        };
        let (actual, previous, target) = (width("f-ink"), width("f-1"), width("l-accent"));
        assert!((actual / previous - 0.5).abs() < 0.001 && (target / previous - 0.8).abs() < 0.001, "{svg}");
    }

    #[test]
    fn what_is_not_observed_is_hatched() {
        assert!(drawn(vec![row(Some(50.0), true)]).matches("l-ink").count() > 10);
        assert!(!drawn(vec![row(Some(50.0), false)]).contains("l-ink"));
    }

    #[test]
    fn without_any_value_it_says_so() {
        assert!(drawn(vec![row(None, false)]).contains("l-none"));
    }
}
