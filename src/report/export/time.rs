//! The tables of pages about time: what changed, what is exceptional, past periods.

use super::shared::bridge;
use super::{Cell, DataTable, Exported};
use crate::report::changes::{Causes, ChangesPage, Comparison};
use crate::report::entity_exceptions::{EntityItem, EntityLevel};
use crate::report::exceptions::{Exception, ExceptionsPage};
use crate::report::flips::Flip;
use crate::report::moved::{EntityMoves, MovedTable};
use crate::report::pen::Pen;
use crate::report::period::PeriodPage;
use crate::report::periods::PeriodsPage;
use crate::report::restated::RestatedRow;

impl Exported for ChangesPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        self.comparisons.iter().flat_map(|told| comparison(pen, told)).collect()
    }
}

/// What one section of the page shows, in its order.
fn comparison(pen: Pen, told: &Comparison) -> Vec<DataTable> {
    let named = |what: &str| format!("{}-{what}", told.id);
    let moves = bridge(pen, told.bridge.as_ref()).map(|table| DataTable { id: named("bridge"), ..table });
    let causes = told.causes.as_ref().map(|table| causes(pen, named("causes"), table));
    let flips = (!told.flips.is_empty()).then(|| flips(pen, named("flips"), &told.flips));
    let moved = (!told.moved.rows.is_empty()).then(|| moved(pen, named("moved"), &told.moved));
    let entities = told.entities.as_ref().map(|table| entities(pen, named("entities"), table));
    [moves, causes, flips, moved, entities].into_iter().flatten().collect()
}

fn causes(pen: Pen, id: String, table: &Causes) -> DataTable {
    let columns = [("cause", "table.cause"), ("points", "table.points")];
    let rows = table.rows.iter().map(|row| vec![Cell::text(&row.title), Cell::shown(&row.points)]);
    let total = vec![Cell::text(pen.say("moved.total", &[])), Cell::shown(&table.total)];
    DataTable::new(pen, id, pen.say("changes.by-cause", &[]), &columns).with(rows.chain([total]))
}

fn flips(pen: Pen, id: String, rows: &[Flip]) -> DataTable {
    let columns = [
        ("name", "table.what"),
        ("kind", "table.level"),
        ("status_before", "table.status-before"),
        ("status", "table.status"),
        ("previous_score", "table.previous"),
        ("score", "table.score"),
    ];
    let shown = |score: Option<&String>| score.map_or(Cell::Missing, |score| Cell::shown(score));
    let rows = rows.iter().map(|flip| {
        vec![
            Cell::text(&flip.link.title),
            Cell::text(&flip.kind),
            Cell::status(&flip.from),
            Cell::status(&flip.to),
            shown(flip.from_score.as_ref()),
            shown(flip.to_score.as_ref()),
        ]
    });
    DataTable::new(pen, id, pen.say("changes.flips", &[]), &columns).with(rows)
}

fn moved(pen: Pen, id: String, table: &MovedTable) -> DataTable {
    let columns = [
        ("name", "table.measure"),
        ("before", "table.before"),
        ("actual", "table.actual"),
        ("change", "table.change"),
        ("previous_score", "table.previous"),
        ("score", "table.score"),
        ("points", "table.points"),
        ("cause", "table.cause"),
        ("status", "table.status"),
    ];
    let rows = table.rows.iter().map(|row| {
        let numbers = [&row.before, &row.now, &row.change, &row.score_before, &row.score, &row.points];
        let numbers = numbers.into_iter().map(|number| Cell::value(number.as_ref()));
        let words = [Cell::text(&row.cause), Cell::status(&row.status)];
        [Cell::text(&row.link.title)].into_iter().chain(numbers).chain(words).collect()
    });
    DataTable::new(pen, id, pen.say("changes.moved", &[]), &columns).with(rows)
}

fn entities(pen: Pen, id: String, table: &EntityMoves) -> DataTable {
    let columns = [
        ("name", "table.entity"),
        ("belongs_to", "table.belongs"),
        ("previous_score", "table.previous"),
        ("score", "table.score"),
        ("change", "table.change"),
        ("status_before", "table.status-before"),
        ("status", "table.status"),
    ];
    let rows = table.rows.iter().map(|row| {
        vec![
            Cell::text(&row.link.title),
            Cell::some_text(row.parent.as_ref().map(|parent| &parent.title)),
            Cell::value(Some(&row.before)),
            Cell::value(Some(&row.score)),
            Cell::value(Some(&row.change)),
            Cell::status(&row.from),
            Cell::status(&row.to),
        ]
    });
    DataTable::new(pen, id, pen.say("moved.entities", &[]), &columns).with(rows)
}

impl Exported for ExceptionsPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let rows = self.groups.iter().flat_map(|group| group.rows.iter().map(|row| exception(&group.title, row)));
        let columns = [
            ("kind", "table.cause"),
            ("name", "table.what"),
            ("owner", "table.owner"),
            ("periods", "table.for"),
            ("weight", "table.weight"),
            ("cost", "table.cost"),
            ("initiative", "table.initiative"),
            ("status", "table.status"),
            ("remark", "table.remark"),
        ];
        let top = DataTable::new(pen, "exceptions", pen.say("exceptions.list", &[]), &columns).with(rows);
        let levels = self.levels.iter().enumerate().map(|(at, level)| below(pen, at + 1, level));
        let restated = (!self.restated.is_empty()).then(|| restated(pen, &self.restated));
        [top].into_iter().filter(|table| !table.rows.is_empty()).chain(levels).chain(restated).collect()
    }
}

fn restated(pen: Pen, rows: &[RestatedRow]) -> DataTable {
    let columns = [
        ("name", "table.measure"),
        ("period", "table.period"),
        ("published_actual", "restated.actual-then"),
        ("published_score", "restated.score-then"),
        ("restated", "restated.word"),
    ];
    let rows = rows.iter().map(|row| {
        let (actual, score) = (row.restated.actual.as_ref(), row.restated.score.as_ref());
        let words = [Cell::text(&row.link.title), Cell::text(&row.sort)];
        words.into_iter().chain([Cell::value(actual), Cell::value(score), Cell::text(&row.restated.said)]).collect()
    });
    DataTable::new(pen, "restated", pen.say("restated.title", &[]), &columns).with(rows)
}

fn exception(kind: &str, row: &Exception) -> Vec<Cell> {
    vec![
        Cell::text(kind),
        Cell::text(&row.link.title),
        Cell::some_text(row.owner.as_ref()),
        Cell::Number(row.periods as f64),
        Cell::Number(row.weight.value),
        Cell::value(row.cost.as_ref()),
        Cell::some_text(row.initiative.as_ref().map(|initiative| &initiative.title)),
        Cell::status(&row.status),
        Cell::text(&row.said),
    ]
}

fn below(pen: Pen, number: usize, level: &EntityLevel) -> DataTable {
    let columns = [
        ("name", "table.entity"),
        ("belongs_to", "table.belongs"),
        ("score", "table.score"),
        ("status", "table.status"),
        ("off_track", "exceptions.off"),
        ("missing", "exceptions.missing"),
    ];
    let named = |items: &[EntityItem]| {
        Cell::text(items.iter().map(|item| item.link.title.as_str()).collect::<Vec<_>>().join("; "))
    };
    let rows = level.rows.iter().map(|row| {
        vec![
            Cell::text(&row.link.title),
            Cell::some_text(row.parent.as_ref().map(|parent| &parent.title)),
            row.score.as_deref().map_or(Cell::Missing, Cell::shown),
            Cell::status(&row.status),
            named(&row.off),
            named(&row.missing),
        ]
    });
    DataTable::new(pen, format!("level-{number}"), &level.title, &columns).with(rows)
}

impl Exported for PeriodPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        self.overview.tables(pen)
    }
}

impl Exported for PeriodsPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let columns = [
            ("period", "table.period"),
            ("score", "table.score"),
            ("change", "table.change"),
            ("status", "table.status"),
            ("coverage", "table.coverage"),
        ];
        let rows = self.rows.iter().map(|row| {
            vec![
                Cell::text(&row.sort),
                Cell::value(row.score.as_ref()),
                row.change.as_deref().map_or(Cell::Missing, Cell::shown),
                Cell::status(&row.status),
                Cell::Number(row.coverage.value),
            ]
        });
        vec![DataTable::new(pen, "periods", pen.say("periods.table", &[]), &columns).with(rows)]
    }
}
