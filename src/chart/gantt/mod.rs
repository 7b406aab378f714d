//! Initiatives on a line of time: a bar from start to end, a mark for each milestone, a line where the report stands.

mod row;
mod words;

use super::face::{Anchor, Tone, Type};
use super::paint::{Line, Stroke};
use super::plane::{Frame, Plane};
use super::scale::{Scale, drawable};
use super::svg::Canvas;
use super::{RESTACK, Width, axis, label};
use crate::report::figure::{Gantt, GanttRow, Progress};
use crate::scorecard::Status;

/// The names of the line and of the ticks, above everything.
const HEAD: f64 = 42.0;
/// From the top of a group to the top of its first row.
const TITLE: f64 = 34.0;

/// The line where the report stands.
const NOW: Stroke = Stroke::solid(Line::Ink, 12);

/// Where names, bars and notes stand.
struct Layout {
    plane: Plane,
    now: f64,
    /// Room for names and for notes, in pixels.
    names: f64,
    notes: f64,
    /// Whether names stand beside the bars, and steps have names.
    beside: bool,
}

/// 1168 pixels wide with names beside the bars; on a phone 340 with names above them and no names of steps.
pub(super) fn draw(gantt: &Gantt, width: Width) -> String {
    let width = width.pixels(1168.0, 340.0);
    let Some(now) = drawable(gantt.now).filter(|_| rows(gantt).any(|row| row.span.is_some())) else {
        return super::nothing("gantt", &gantt.caption, width);
    };
    let mut layout = layout(gantt, now, width);
    let rooms: Vec<Vec<words::Words>> =
        gantt.groups.iter().map(|group| group.rows.iter().map(|row| words::place(&layout, row)).collect()).collect();
    let heights = rooms.iter().flatten().map(|words| row::height(&layout, words)).sum::<f64>();
    let titles = gantt.groups.iter().filter(|group| !group.rows.is_empty()).count() as f64 * TITLE;
    layout.plane.frame.bottom = HEAD + titles + heights;
    let mut canvas = Canvas::new(width, layout.plane.frame.bottom + 6.0);
    head(&mut canvas, &layout, gantt);
    let mut top = HEAD;
    for (group, rooms) in gantt.groups.iter().zip(&rooms).filter(|(group, _)| !group.rows.is_empty()) {
        canvas.text_within((0.0, top + 21.0), &group.title, Type::LANE.halo(), width);
        top += TITLE;
        for (row, words) in group.rows.iter().zip(rooms) {
            row::draw(&mut canvas, &layout, top, row, words);
            top += row::height(&layout, words);
        }
    }
    canvas.finish("gantt", &gantt.caption, false)
}

fn rows(gantt: &Gantt) -> impl Iterator<Item = &GanttRow> {
    gantt.groups.iter().flat_map(|group| &group.rows)
}

fn layout(gantt: &Gantt, now: f64, width: f64) -> Layout {
    let beside = width >= RESTACK;
    let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max) + 1.0;
    let notes = widest(&mut rows(gantt).map(|row| Type::NOTE.width(&row.note))).min(width * 0.3);
    let names = widest(&mut rows(gantt).map(|row| Type::NAME.width(&row.label)));
    let names = names.min(if beside { width * 0.25 } else { width - notes - 10.0 });
    let (left, right) = if beside { (names + 20.0, width - notes - 20.0) } else { (7.0, width - 7.0) };
    let frame = Frame { left, top: HEAD, right: right.max(left + 40.0), bottom: HEAD };
    let spans = rows(gantt).filter_map(|row| row.span).flat_map(|(start, end)| [start, end]);
    let steps = rows(gantt).flat_map(|row| &row.steps).flat_map(|step| [step.due, step.at]);
    let scale = Scale::loose(spans.chain(steps).chain([now]), 0.01);
    Layout { plane: Plane::new(frame, &scale, &Scale::loose([0.0, 1.0], 0.0)), now, names, notes, beside }
}

/// The ticks with their names, years before what lies within them, and the line of the report.
fn head(canvas: &mut Canvas, layout: &Layout, gantt: &Gantt) {
    let Frame { left, right, bottom, .. } = layout.plane.frame;
    let mut ticks: Vec<_> = gantt.ticks.iter().filter(|tick| drawable(tick.at).is_some()).collect();
    ticks.sort_by_key(|tick| !tick.major);
    let place = |at: f64| layout.plane.x(at);
    let blocks: Vec<(f64, f64)> =
        ticks.iter().map(|tick| (place(tick.at) + 3.0, Type::SMALL.width(&tick.label))).collect();
    // The line of the report comes first: a tick's name does not cross it.
    let line = (place(layout.now) - 1.0, 2.0);
    let fits = label::fitting(&[&[line], blocks.as_slice()].concat(), 6.0).into_iter().skip(1);
    for ((tick, (start, width)), fits) in ticks.iter().zip(&blocks).zip(fits) {
        let x = start - 3.0;
        if !(left..=right).contains(&x) {
            continue;
        }
        if tick.major || fits {
            canvas.line((x, HEAD - if tick.major { 20.0 } else { 8.0 }), (x, bottom), Stroke::hair(Line::Rule));
        }
        if fits && start + width <= canvas.width {
            canvas.text((*start, HEAD - 9.0), &tick.label, Type::SMALL);
        }
    }
    let x = place(layout.now);
    // Where names and notes stand above the bars, the line goes on beside the bars alone.
    canvas.line((x, 17.0), (x, if layout.beside { bottom } else { HEAD }), NOW);
    axis::centre(canvas, x, 12.0, &gantt.now_label, Type::NOTE.tone(Tone::Ink));
}

/// The colour of words about how far something is.
fn tone(progress: Progress) -> Tone {
    match progress {
        Progress::Done => Tone::Status(Status::OnTrack),
        Progress::Open => Tone::Soft,
        Progress::Late => Tone::Status(Status::OffTrack),
    }
}

/// The note of a row, at the right.
fn note(canvas: &mut Canvas, layout: &Layout, baseline: f64, row: &GanttRow) {
    let face = Type::NOTE.tone(tone(row.progress)).anchor(Anchor::End).halo();
    let right = canvas.width;
    canvas.text_within((right, baseline), &row.note, face, layout.notes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::{Caption, GanttGroup, GanttStep};

    fn step(label: &str, due: f64, at: f64, progress: Progress) -> GanttStep {
        GanttStep { label: label.into(), said: String::new(), due, at, progress }
    }

    fn gantt(steps: Vec<GanttStep>) -> Gantt {
        let row = GanttRow {
            label: "Desk".into(),
            note: "2 months late".into(),
            progress: Progress::Late,
            span: Some((0.0, 100.0)),
            steps,
        };
        let groups = vec![GanttGroup { title: "Process".into(), rows: vec![row] }];
        Gantt { caption: Caption::default(), groups, ticks: Vec::new(), now: 60.0, now_label: "October".into() }
    }

    #[test]
    fn what_is_late_is_named_first_and_marked_up_to_the_line() {
        let long = "a name that takes all the room there is beside it";
        let steps = vec![step(long, 30.0, 30.0, Progress::Done), step("Trial", 32.0, 60.0, Progress::Late)];
        let svg = draw(&gantt(steps), Width::Wide);
        assert!(svg.contains("class=\"t-small t-off t-halo\">Trial</text>"), "{svg}");
        assert!(svg.contains(">a name that takes all the room…</text>"), "beside it, cut: {svg}");
        assert_eq!(svg.matches("class=\"f-off\"").count(), 2, "the mark and the time since it was due");
        assert_eq!(svg.matches("class=\"f-on\"").count(), 1);
    }

    #[test]
    fn the_names_of_steps_are_left_out_on_a_phone() {
        let svg = draw(&gantt(vec![step("Trial", 30.0, 60.0, Progress::Late)]), Width::Narrow);
        assert!(!svg.contains(">Trial<") && svg.contains(">2 months late<"), "{svg}");
    }

    #[test]
    fn without_dates_there_is_nothing_to_draw() {
        let mut gantt = gantt(Vec::new());
        gantt.groups[0].rows[0].span = None;
        gantt.caption.no_data = "no dates".into();
        assert!(draw(&gantt, Width::Wide).contains("no dates"));
    }
}
