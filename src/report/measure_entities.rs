//! What each entity did on a measure: rates as dots by position, amounts as bars from zero.

use serde::Serialize;

use super::entities::EntityRow;
use super::figure::{DotRow, Dots, Figure, Variance, VarianceRow};
use super::sheet::Sheet;
use crate::scorecard::{Aggregate, Direction, EntityIndex, NodeIndex, Status};

/// How many entities a picture takes before it stops being readable.
const DRAWN: usize = 30;

/// What each entity did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityTable {
    /// `October against September (open circle)`, or what the bars mean.
    pub note: String,
    /// The picture; `None` when there are too many to draw.
    pub figure: Option<Figure>,
    /// The rows, by hierarchy.
    pub rows: Vec<EntityRow>,
    /// `212 more in the CSV`; `None` when all are shown.
    pub more: Option<String>,
}

/// What each entity did; `None` without entities.
pub fn entities(sheet: &Sheet, node: NodeIndex) -> Option<EntityTable> {
    let (rows, left) = sheet.entity_rows(node);
    if rows.is_empty() {
        return None;
    }
    let amount = matches!(sheet.measure(node)?.aggregate, Some(Aggregate::Sum | Aggregate::Last));
    let drawn = drawn(sheet, node);
    let targeted = drawn.iter().any(|entity| sheet.of(*entity).now(node).is_some_and(|o| o.target.is_some()));
    let note = note(
        sheet,
        if !amount {
            "entities.note"
        } else if targeted {
            "variance.note"
        } else {
            "variance.note-previous"
        },
    );
    let figure = match (drawn.is_empty(), amount) {
        (true, _) => None,
        (_, true) => Some(variance(sheet, node, &drawn, targeted, note.clone())),
        (_, false) => Some(dots(sheet, node, &drawn, note.clone())),
    };
    let more = (left > 0).then(|| sheet.pen.count("entities.more", left, &[]));
    Some(EntityTable { note, figure, rows, more })
}

/// What the marks mean: `October against September (open circle).`
fn note(sheet: &Sheet, key: &str) -> String {
    let current = sheet.pen.period_beside(sheet.period(), sheet.period());
    match sheet.previous_period() {
        Some(previous) => {
            let previous = sheet.pen.period_beside(previous, sheet.period());
            sheet.pen.say(key, &[("current", &current), ("previous", &previous)])
        }
        None => current,
    }
}

/// The actual of an entity.
fn value(sheet: &Sheet, node: NodeIndex, entity: EntityIndex) -> Option<f64> {
    sheet.of(entity).now(node).and_then(|outcome| outcome.actual)
}

/// The lowest entities, best first, those without data last; none where there are too many or nothing to draw.
fn drawn(sheet: &Sheet, node: NodeIndex) -> Vec<EntityIndex> {
    let lowest = sheet.card.entities.indexed().filter(|(_, entity)| entity.children.is_empty());
    let mut leaves: Vec<EntityIndex> =
        lowest.map(|(index, _)| index).filter(|index| sheet.of(*index).applies(node)).collect();
    if leaves.len() > DRAWN || leaves.iter().all(|entity| value(sheet, node, *entity).is_none()) {
        return Vec::new();
    }
    let sign = if sheet.measure(node).map(|measure| measure.better) == Some(Direction::Lower) { 1.0 } else { -1.0 };
    let key = |entity: EntityIndex| value(sheet, node, entity).map_or(f64::INFINITY, |value| value * sign);
    leaves.sort_by(|a, b| key(*a).total_cmp(&key(*b)).then(a.cmp(b)));
    leaves
}

/// Bars from zero with their variance: against the target where there is one, else against the period before.
fn variance(sheet: &Sheet, node: NodeIndex, drawn: &[EntityIndex], targeted: bool, note: String) -> Figure {
    let head = |key: &str| sheet.pen.say(key, &[]);
    let against = head(if targeted { "variance.against-target" } else { "variance.against-previous" });
    Figure::Variance(Variance {
        caption: sheet.pen.caption("variance", sheet.title(node), note),
        heads: (head("table.actual"), against, head("variance.relative")),
        rows: drawn.iter().map(|entity| variance_row(&sheet.of(*entity), node, targeted)).collect(),
    })
}

fn variance_row(own: &Sheet, node: NodeIndex, targeted: bool) -> VarianceRow {
    let now = own.now(node);
    let value = now.and_then(|outcome| outcome.actual);
    let previous = own.before(node).and_then(|outcome| outcome.actual);
    let target = now.and_then(|outcome| outcome.target);
    let base = if targeted { target } else { previous };
    let gap = value.zip(base).map(|(value, base)| value - base);
    let share = gap.zip(base).map(|(gap, base)| gap / base.abs() * 100.0).filter(|share| share.is_finite());
    let short = |gap: f64| (gap, own.pen.short_change(&own.format(node), gap));
    VarianceRow {
        label: own.entity_title(own.entity),
        value,
        said: value.map_or_else(|| own.pen.status_word(Status::NoData), |value| own.value_text(node, value)),
        previous,
        target,
        absolute: gap.map(short),
        relative: share.map(|share| (share, own.pen.change_in_percent(share).text())),
        status: now.map_or(Status::NoData, |outcome| outcome.status),
        expected: now.is_some_and(|outcome| outcome.stale > 0),
    }
}

/// Where each entity stands, and where it stood.
fn dots(sheet: &Sheet, node: NodeIndex, order: &[EntityIndex], note: String) -> Figure {
    let row = |entity: &EntityIndex| {
        let own = sheet.of(*entity);
        DotRow {
            label: sheet.entity_title(*entity),
            value: value(sheet, node, *entity),
            previous: own.before(node).and_then(|outcome| outcome.actual),
            status: own.now(node).map_or(Status::NoData, |outcome| outcome.status),
        }
    };
    let target = shared_target(sheet, node, order);
    let label = target.map(|target| sheet.value_text(node, target));
    Figure::Dots(Dots {
        caption: sheet.pen.caption("dots", sheet.title(node), note),
        rows: order.iter().map(row).collect(),
        target,
        target_label: label.map_or_else(String::new, |t| sheet.pen.say("trend.target", &[("target", &t)])),
        format: sheet.format(node),
    })
}

/// The target all have, if they do.
fn shared_target(sheet: &Sheet, node: NodeIndex, entities: &[EntityIndex]) -> Option<f64> {
    let mut targets = entities.iter().map(|entity| sheet.of(*entity).now(node).and_then(|outcome| outcome.target));
    let first = targets.next()??;
    targets.all(|target| target == Some(first)).then_some(first)
}
