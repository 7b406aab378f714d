//! The tables of a business case.

use super::{Cell, DataTable, Exported, statements};
use crate::report::business_case::{BusinessCasePage, CostsView};
use crate::report::pen::Pen;

impl Exported for BusinessCasePage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let mut tables = vec![costs(pen, &self.costs)];
        tables.extend(self.eva.iter().flat_map(|view| statements::eva(pen, view)));
        tables.extend(self.ratios.iter().flat_map(|view| statements::ratios(pen, view)));
        tables
    }
}

/// A row a line, item or sum and year.
fn costs(pen: Pen, view: &CostsView) -> DataTable {
    let columns =
        [("id", "table.id"), ("name", "table.item-of-cost"), ("year", "table.year"), ("amount", "table.amount")];
    let rows = view.rows.iter().chain(&view.sums).flat_map(|row| {
        let cells = view.years.iter().zip(&row.cells);
        cells.map(|(year, cell)| {
            let year = year.parse().ok();
            vec![Cell::text(&row.id), Cell::text(&row.title), Cell::number(year), Cell::Number(cell.value)]
        })
    });
    DataTable::new(pen, "costs", pen.say("case.costs", &[]), &columns).with(rows)
}
