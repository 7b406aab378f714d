//! Where the marks of an initiative's steps stand, and which of them have room for their names below the bar.

use super::Layout;
use crate::chart::face::Type;
use crate::chart::label;
use crate::chart::scale::drawable;
use crate::report::figure::{GanttRow, GanttStep, Progress};

/// The room one mark takes.
pub(super) const MARK: f64 = 12.0;
/// A name is cut to this width, so that one does not take the room of all others.
const WIDEST: f64 = 190.0;
/// A name cut to less than this says nothing.
const LEAST: f64 = 48.0;
/// Between two names.
const GAP: f64 = 10.0;

/// A step that can be drawn: where its mark stands, and start and width of its name if there is room.
pub(super) struct Place<'a> {
    pub(super) step: &'a GanttStep,
    pub(super) x: f64,
    pub(super) name: Option<(f64, f64)>,
}

/// The steps of a row.
pub(super) type Words<'a> = Vec<Place<'a>>;

/// Places marks and names: what is late has the first choice, then what is open, then what is done.
pub(super) fn place<'a>(layout: &Layout, row: &'a GanttRow) -> Words<'a> {
    let mut steps: Vec<&GanttStep> = row.steps.iter().filter(|step| at(step).is_some()).collect();
    steps.sort_by(|a, b| at(a).unwrap_or(0.0).total_cmp(&at(b).unwrap_or(0.0)));
    let mut places: Words = steps.iter().map(|step| Place { step, x: 0.0, name: None }).collect();
    for (place, x) in places.iter_mut().zip(marks(layout, &steps)) {
        place.x = x;
    }
    if layout.beside {
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|at| rank(places[*at].step.progress));
        let mut taken = Vec::new();
        for at in order {
            places[at].name = name(layout, &places[at], &taken);
            taken.extend(places[at].name);
        }
    }
    places
}

/// The day a mark stands at: what is late stands where it was due.
fn at(step: &GanttStep) -> Option<f64> {
    drawable(if step.progress == Progress::Late { step.due } else { step.at })
}

fn rank(progress: Progress) -> u8 {
    match progress {
        Progress::Late => 0,
        Progress::Open => 1,
        Progress::Done => 2,
    }
}

/// Side by side as near to their days as can be; over each other only where there are too many for that.
fn marks(layout: &Layout, steps: &[&GanttStep]) -> Vec<f64> {
    let wanted = steps.iter().map(|step| layout.plane.x(at(step).unwrap_or(0.0)));
    let blocks: Vec<(f64, f64)> = wanted.map(|x| (x - MARK / 2.0, MARK)).collect();
    let (low, high) = (layout.plane.frame.left - MARK / 2.0, layout.plane.frame.right + MARK / 2.0);
    let starts = if blocks.len() as f64 * MARK > high - low {
        blocks.iter().map(|(start, _)| *start).collect()
    } else {
        label::spread(&blocks, 0.0, low, high)
    };
    starts.into_iter().map(|start| start + MARK / 2.0).collect()
}

/// Start and width of a name under its mark, within what the names before it left free.
fn name(layout: &Layout, place: &Place, taken: &[(f64, f64)]) -> Option<(f64, f64)> {
    let wanted = Type::SMALL.width(&place.step.label).min(WIDEST);
    let (mut low, mut high) = (layout.plane.frame.left, layout.plane.frame.right);
    for (start, width) in taken {
        if start + width / 2.0 < place.x {
            low = low.max(start + width + GAP);
        } else {
            high = high.min(start - GAP);
        }
    }
    let width = wanted.min(high - low);
    let reaches = low <= place.x + MARK && place.x - MARK <= high;
    let fits = wanted > 0.0 && width >= wanted.min(LEAST);
    (fits && reaches).then(|| ((place.x - width / 2.0).max(low).min(high - width), width))
}
