//! The tables of initiatives. Decisions are told in words and have none.

use super::{Cell, DataTable, Exported};
use crate::report::decisions::DecisionsPage;
use crate::report::initiatives::InitiativesPage;
use crate::report::pen::Pen;

impl Exported for InitiativesPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let columns = [
            ("name", "table.initiative"),
            ("owner", "table.owner"),
            ("schedule", "table.schedule"),
            ("time", "initiatives.timeline"),
            ("spent", "table.spent"),
            ("moves", "table.moves"),
            ("effect", "table.effect"),
            ("score", "table.score"),
            ("status", "table.status"),
        ];
        let rows = self.rows.iter().map(|row| {
            vec![
                Cell::text(&row.view.title),
                Cell::some_text(row.view.owner.as_ref()),
                Cell::text(&row.view.schedule),
                Cell::some_text(row.view.time.as_ref()),
                Cell::some_text(row.view.money.as_ref()),
                Cell::text(&row.effect.link.title),
                Cell::some_text(row.effect.values.as_ref()),
                Cell::value(row.effect.score.as_ref()),
                Cell::status(&row.effect.status),
            ]
        });
        vec![DataTable::new(pen, "money", pen.say("initiatives.money-title", &[]), &columns).with(rows)]
    }
}

impl Exported for DecisionsPage {
    fn tables(&self, _: Pen) -> Vec<DataTable> {
        Vec::new()
    }
}
