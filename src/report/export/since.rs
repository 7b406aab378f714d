//! The tables of the page "since the last publication": unrounded, causes in a column each.

use super::shared::bridge;
use super::{Cell, DataTable, Exported};
use crate::compare::{Cause, EntityDifference, NodeDifference, Standing};
use crate::report::pen::Pen;
use crate::report::since::{EditionRow, SincePage};
use crate::scorecard::Status;

impl Exported for SincePage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let causes = bridge(pen, self.bridge.as_ref()).map(|table| DataTable { id: "causes".to_owned(), ..table });
        let rows = (!self.rows.is_empty()).then(|| {
            let rows = self.rows.iter().map(|row| node(pen, &row.link.title, &row.difference));
            DataTable::new(pen, "moved", pen.say("since.rows", &[]), &columns()).with(rows)
        });
        let entities = (!self.entities.is_empty()).then(|| {
            let rows = self.entities.iter().map(|row| entity(pen, &row.link.title, &row.difference));
            DataTable::new(pen, "entities", pen.say("since.entities", &[]), &entity_columns()).with(rows)
        });
        causes.into_iter().chain(rows).chain(entities).chain([editions(pen, &self.editions)]).collect()
    }
}

fn columns() -> Vec<(&'static str, &'static str)> {
    vec![
        ("name", "table.what"),
        ("id", "since.id"),
        ("previous_score", "table.previous"),
        ("score", "table.score"),
        ("change", "table.change"),
        ("data", "since.cause.data"),
        ("query", "since.cause.query"),
        ("target_or_curve", "since.cause.target"),
        ("weights", "since.cause.weights"),
        ("policy", "since.cause.policy"),
        ("together", "since.cause.together"),
        ("status_before", "table.status-before"),
        ("status", "table.status"),
        ("coverage_before", "since.coverage-before"),
        ("coverage", "table.coverage"),
        ("before", "table.before"),
        ("actual", "table.actual"),
        ("target_before", "since.target-before"),
        ("target", "table.target"),
        ("definition", "since.defined-head"),
    ]
}

fn node(pen: Pen, title: &str, node: &NodeDifference) -> Vec<Cell> {
    let points = |cause: Cause| {
        let part = node.causes.iter().find(|share| share.cause == cause).map(|share| share.points);
        Cell::number(node.change.map(|_| part.unwrap_or(0.0)))
    };
    let (old, new) = (&node.old, &node.new);
    let shown =
        |coverage: f64| if old.status == Status::Withheld { Cell::Missing } else { Cell::number(Some(coverage)) };
    let mut cells = vec![Cell::text(title), Cell::text(&node.id)];
    cells.extend([old.score, new.score, node.change].map(Cell::number));
    cells.extend(Cause::ALL.map(points));
    cells.extend([old, new].map(|standing| status(pen, standing)));
    cells.extend([shown(old.coverage), Cell::number(Some(new.coverage))]);
    cells.extend([old.actual, new.actual, old.target, new.target].map(Cell::number));
    cells.push(Cell::text(node.definition.join(" ")));
    cells
}

fn status(pen: Pen, standing: &Standing) -> Cell {
    Cell::status(&pen.status(standing.status))
}

fn entity_columns() -> [(&'static str, &'static str); 7] {
    [
        ("name", "table.entity"),
        ("id", "since.id"),
        ("previous_score", "table.previous"),
        ("score", "table.score"),
        ("change", "table.change"),
        ("status_before", "table.status-before"),
        ("status", "table.status"),
    ]
}

fn entity(pen: Pen, title: &str, entity: &EntityDifference) -> Vec<Cell> {
    let score = |standing: Option<Standing>| standing.and_then(|standing| standing.score);
    let (old, new) = (score(entity.old), score(entity.new));
    let stood = |standing: Option<Standing>| standing.map_or(Cell::Missing, |standing| status(pen, &standing));
    let mut cells = vec![Cell::text(title), Cell::text(&entity.id)];
    cells.extend([old, new, old.zip(new).map(|(old, new)| new - old)].map(Cell::number));
    cells.extend([stood(entity.old), stood(entity.new)]);
    cells
}

fn editions(pen: Pen, rows: &[EditionRow]) -> DataTable {
    let columns = [("key", "since.id"), ("name", "table.what"), ("then", "table.then"), ("now", "table.now")];
    let rows = rows.iter().map(|row| vec![row.key, &row.what, &row.was, &row.is].into_iter().map(Cell::text).collect());
    DataTable::new(pen, "editions", pen.say("since.editions", &[]), &columns).with(rows)
}
