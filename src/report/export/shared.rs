//! Tables that several kinds of pages show.

use super::{Cell, DataTable};
use crate::report::bridge::BridgeView;
use crate::report::compared::Compared;
use crate::report::entities::{EntityRow, RankRow};
use crate::report::figure::{Bullet, Figure};
use crate::report::overview::{MeasureTable, NodeTable};
use crate::report::pen::Pen;
use crate::report::view::{MeasureRow, NodeRow, Quantity, StatusView};

/// Perspectives or objectives.
pub(super) fn nodes(pen: Pen, id: &str, head: &str, table: &NodeTable) -> DataTable {
    let columns = [
        ("name", head),
        ("weight", "table.weight"),
        ("score", "table.score"),
        ("previous_score", "table.previous"),
        ("change", "table.change"),
        ("low", "table.low"),
        ("high", "table.high"),
        ("status", "table.status"),
        ("owner", "node.owner"),
        ("remark", "table.remark"),
    ];
    DataTable::new(pen, id, &table.title, &columns).with(table.rows.iter().map(|row| node(pen, row)))
}

fn node(pen: Pen, row: &NodeRow) -> Vec<Cell> {
    let bullet = bullet(&row.bullet);
    let (score, previous) = (row.score.as_ref().map(|score| score.value), bullet.and_then(|bullet| bullet.previous));
    let bounds = bullet.and_then(|bullet| bullet.bounds).or_else(|| score.map(|score| (score, score)));
    vec![
        Cell::text(&row.link.title),
        Cell::Number(row.weight.value),
        Cell::number(score),
        Cell::number(previous),
        Cell::number(score.zip(previous).map(|(now, before)| now - before)),
        Cell::number(bounds.map(|(low, _)| low)),
        Cell::number(bounds.map(|(_, high)| high)),
        Cell::status(&row.status),
        Cell::some_text(row.owner.as_ref()),
        remark(pen, row.remark.as_ref(), &row.status),
    ]
}

/// What qualifies a score, and that its status is a close call.
fn remark(pen: Pen, remark: Option<&String>, status: &StatusView) -> Cell {
    Cell::text(pen.facts([remark.cloned(), status.close.clone()]))
}

/// A bullet's numbers.
pub(super) fn bullet(figure: &Figure) -> Option<&Bullet> {
    match figure {
        Figure::Bullet(bullet) => Some(bullet),
        _ => None,
    }
}

/// Measures under the objectives they belong to.
pub(super) fn measures(pen: Pen, title: &str, table: &MeasureTable) -> DataTable {
    let columns = [
        ("objective", "table.objective"),
        ("name", "table.measure"),
        ("unit", "table.unit"),
        ("actual", "table.actual"),
        ("target", "table.target"),
        ("change", "table.change"),
        ("score", "table.score"),
        ("weight", "table.weight"),
        ("status", "table.status"),
        ("remark", "table.remark"),
    ];
    let groups = table.groups.iter();
    let rows = groups.flat_map(|group| group.rows.iter().map(|row| measure(&group.link.title, row)));
    DataTable::new(pen, "measures", pen.say(title, &[]), &columns).with(rows)
}

fn measure(objective: &str, row: &MeasureRow) -> Vec<Cell> {
    vec![
        Cell::text(objective),
        Cell::text(&row.link.title),
        unit([row.actual.as_ref(), row.target.as_ref()]),
        Cell::value(row.actual.as_ref()),
        Cell::value(row.target.as_ref()),
        Cell::value(row.change.as_ref()),
        Cell::value(row.score.as_ref()),
        Cell::value(row.weight.as_ref()),
        Cell::status(&row.status),
        Cell::some_text(row.remark.as_ref()),
    ]
}

/// What the first of some values is counted in.
pub(super) fn unit<const N: usize>(values: [Option<&Quantity>; N]) -> Cell {
    let unit = |value: &Quantity| Cell::text(format!("{}{}", value.before, value.after).trim());
    values.into_iter().flatten().next().map_or(Cell::Missing, unit)
}

/// What changed a score; empty where nothing did.
pub(super) fn bridge(pen: Pen, bridge: Option<&BridgeView>) -> Option<DataTable> {
    let bridge = bridge?;
    let end = |(label, score): &(String, String)| vec![Cell::text(label), Cell::Missing, Cell::shown(score)];
    let parts = bridge.rows.iter().map(|row| vec![Cell::text(&row.label), Cell::shown(&row.change), Cell::Missing]);
    let rows = [end(&bridge.from)].into_iter().chain(parts).chain([end(&bridge.to)]);
    let columns = [("name", "table.part"), ("points", "table.points"), ("score", "table.score")];
    Some(DataTable::new(pen, "changed", &bridge.title, &columns).with(rows))
}

/// Entities, best first.
pub(super) fn ranking(pen: Pen, id: &str, title: &str, rows: &[RankRow]) -> DataTable {
    let columns = [
        ("rank", "table.rank"),
        ("name", "table.entity"),
        ("belongs_to", "table.belongs"),
        ("score", "table.score"),
        ("change", "table.change"),
        ("status", "table.status"),
        ("remark", "table.remark"),
    ];
    let row = |row: &RankRow| {
        vec![
            Cell::number(row.rank.map(|rank| rank as f64)),
            Cell::text(&row.link.title),
            Cell::some_text(row.parent.as_ref().map(|parent| &parent.title)),
            Cell::value(row.score.as_ref()),
            row.change.as_deref().map_or(Cell::Missing, Cell::shown),
            Cell::status(&row.status),
            remark(pen, row.coverage.as_ref(), &row.status),
        ]
    };
    DataTable::new(pen, id, title, &columns).with(rows.iter().map(row))
}

/// What each entity did for a measure.
pub(super) fn entities(pen: Pen, rows: &[EntityRow]) -> DataTable {
    let columns = [
        ("name", "table.entity"),
        ("unit", "table.unit"),
        ("actual", "table.actual"),
        ("target", "table.target"),
        ("change", "table.change"),
        ("score", "table.score"),
        ("status", "table.status"),
    ];
    let row = |row: &EntityRow| {
        vec![
            Cell::text(&row.link.title),
            unit([row.actual.as_ref(), row.target.as_ref()]),
            Cell::value(row.actual.as_ref()),
            Cell::value(row.target.as_ref()),
            Cell::value(row.change.as_ref()),
            Cell::value(row.score.as_ref()),
            Cell::status(&row.status),
        ]
    };
    DataTable::new(pen, "entity-table", pen.say("entities.all", &[]), &columns).with(rows.iter().map(row))
}

/// What a picture that compares over time shows.
pub(super) fn compared(pen: Pen, id: &str, head: &str, compared: Option<&Compared>) -> Option<DataTable> {
    let compared = compared?;
    let columns = [("name", head), ("from", "table.previous"), ("to", "table.score"), ("status", "table.status")];
    let rows = compared.rows.iter().map(|row| {
        let (from, to) = (Cell::value(row.from.as_ref()), Cell::value(row.to.as_ref()));
        vec![Cell::text(&row.link.title), from, to, Cell::status(&row.status)]
    });
    Some(DataTable::new(pen, id, &compared.title, &columns).with(rows))
}
