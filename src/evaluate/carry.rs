//! Missing values: for how long the last one may stand in, and when an entity counts as closed.

use super::observed::{Cell, Grid};
use crate::scorecard::{Frequency, Measure, Period};

/// An entity that was silent for this many reports in a row while others went on reporting counts as closed from
/// its last report on.
const SILENT_REPORTS: usize = 3;

/// Fills the gaps of one measure and notes how many entities were expected; to be done before aggregation.
///
/// A value stands for the periods until the next is due without being stale, then for up to `carry_forward` more.
pub(super) fn fill(grid: &mut Grid, measure: &Measure, frequency: Frequency, periods: &[Period]) {
    let lasting: Vec<usize> = periods.iter().map(|period| stands_for(measure, frequency, *period)).collect();
    let silence = SILENT_REPORTS * lasting.iter().max().copied().unwrap_or(1);
    let end = grid.spans.iter().flatten().map(|(_, last)| *last).max().unwrap_or(0);
    for entity in 0..grid.spans.len() {
        let Some((first, last)) = grid.spans[entity] else { continue };
        let closed = end - last >= silence;
        let until = if closed { last + 1 } else { grid.periods };
        let row = grid.at(entity, 0);
        fill_row(&mut grid.cells[row + first..row + until], &lasting[first..until], measure.carry_forward);
    }
}

/// Carries values along the cells of one entity while it is expected to report.
fn fill_row(cells: &mut [Cell], lasting: &[usize], carry_forward: u32) {
    let mut last: Option<(usize, Cell)> = None;
    for (at, cell) in cells.iter_mut().enumerate() {
        cell.expected = 1;
        if cell.is_reported() {
            last = Some((at, *cell));
            continue;
        }
        let Some((since, value)) = last else { continue };
        let overdue = (at - since + 1).saturating_sub(lasting[since]) as u32;
        if overdue <= carry_forward {
            let (target, baseline) = (cell.target.or(value.target), cell.baseline.or(value.baseline));
            *cell = Cell { target, baseline, stale: overdue, ..value };
        }
    }
}

/// For how many of the scorecard's periods a value of `period` stands, itself included.
///
/// 1, unless the measure's own frequency is longer: 3 for a quarterly value in a monthly scorecard. Where lengths
/// differ (days of a month), the longer of this and the next counts.
fn stands_for(measure: &Measure, frequency: Frequency, period: Period) -> usize {
    let Some(own) = measure.frequency.filter(|own| *own > frequency) else { return 1 };
    let length = |long: Period| {
        let last = long.ending_in(frequency);
        last.since(long.previous().ending_in(frequency)).and_then(|steps| usize::try_from(steps).ok()).unwrap_or(1)
    };
    let this = period.ending_in(own);
    length(this).max(length(this.plus(1))).max(1)
}
