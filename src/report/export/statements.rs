//! The tables of economic value added and of management ratios.

use super::{Cell, DataTable};
use crate::report::business_case::{DriverRow, EvaView, RatiosView};
use crate::report::pen::Pen;

/// Every entity and year, the lines of the whole, what drives it, and the identity of market value added.
pub(super) fn eva(pen: Pen, view: &EvaView) -> Vec<DataTable> {
    let mut tables =
        vec![values(pen, view), lines(pen, view), drivers(pen, "eva-drivers", &view.drivers_title, &view.driver_rows)];
    tables.extend(view.identity.as_ref().map(|own| {
        let columns = [("id", "table.id"), ("value", "table.value")];
        let rows = [
            ("present-value-of-eva", own.from_eva),
            ("net-present-value-of-flows", own.from_flows),
            ("difference", own.from_eva - own.from_flows),
        ];
        let rows = rows.map(|(id, value)| vec![Cell::text(id), Cell::number(Some(value))]);
        DataTable::new(pen, "eva-identity", pen.say("eva.title", &[]), &columns).with(rows)
    }));
    tables
}

fn values(pen: Pen, view: &EvaView) -> DataTable {
    let columns = [
        ("entity", "table.entity"),
        ("year", "table.year-of"),
        ("nopat", "eva.nopat"),
        ("opening_capital", "table.opening-capital"),
        ("closing_capital", "table.closing-capital"),
        ("capital", "eva.capital"),
        ("charge", "eva.charge"),
        ("eva", "eva.eva"),
        ("roic", "eva.roic"),
        ("wacc", "eva.wacc"),
    ];
    let rows = view.values.iter().map(|row| {
        let mut cells = vec![Cell::some_text(row.entity.as_ref()), Cell::Number(row.year.into())];
        cells.extend(row.amounts.map(Cell::number));
        cells.extend([Cell::number(row.roic), Cell::number(Some(row.wacc))]);
        cells
    });
    DataTable::new(pen, "eva", pen.say("eva.title", &[]), &columns).with(rows)
}

fn lines(pen: Pen, view: &EvaView) -> DataTable {
    let columns = [("id", "table.id"), ("name", "table.name"), ("year", "table.year-of"), ("value", "table.value")];
    let rows = view.rows.iter().flat_map(|row| {
        view.years.iter().zip(&row.cells).map(|(year, cell)| {
            vec![Cell::text(&row.id), Cell::text(&row.title), Cell::shown(year), Cell::value(cell.as_ref())]
        })
    });
    DataTable::new(pen, "eva-lines", pen.say("eva.reckoning", &[]), &columns).with(rows)
}

fn drivers(pen: Pen, id: &str, title: &str, rows: &[DriverRow]) -> DataTable {
    let columns =
        [("depth", "table.depth"), ("name", "table.name"), ("value", "table.value"), ("before", "eva.before")];
    let rows = rows.iter().map(|row| {
        vec![Cell::Number(row.depth as f64), Cell::text(&row.title), Cell::number(row.now), Cell::number(row.before)]
    });
    DataTable::new(pen, id, title, &columns).with(rows)
}

/// Every entity, ratio and year, and what return on equity is made of.
pub(super) fn ratios(pen: Pen, view: &RatiosView) -> Vec<DataTable> {
    let columns =
        [("entity", "table.entity"), ("ratio", "table.ratio"), ("year", "table.year-of"), ("value", "table.value")];
    let rows = view.values.iter().map(|row| {
        vec![
            Cell::some_text(row.entity.as_ref()),
            Cell::text(row.ratio),
            Cell::Number(row.year.into()),
            Cell::number(row.value),
        ]
    });
    let all = DataTable::new(pen, "ratios", pen.say("ratios.title", &[]), &columns).with(rows);
    let tree = view.tree.is_some().then(|| drivers(pen, "dupont", &view.tree_title, &view.tree_rows));
    [Some(all), tree].into_iter().flatten().collect()
}
