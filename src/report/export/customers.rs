//! The tables of a page about customers.

use super::{Cell, DataTable, Exported};
use crate::report::customers::CustomersPage;
use crate::report::figure::Figure;
use crate::report::pen::Pen;
use crate::report::view::Quantity;

impl Exported for CustomersPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let mut tables = vec![top(pen, self), curve(pen, self), abc(pen, self), tiers(pen, self)];
        tables.extend(self.moves.is_some().then(|| moves(pen, self)));
        tables.push(periods(pen, self));
        tables
    }
}

fn number(quantity: &Quantity) -> Cell {
    Cell::Number(quantity.value)
}

fn top(pen: Pen, page: &CustomersPage) -> DataTable {
    let columns = [
        ("part", "customers.of-customers"),
        ("customers", "customers.fact.customers"),
        ("share", "customers.of-value"),
    ];
    let rows =
        page.top.iter().map(|row| vec![number(&row.part), number(&row.customers), Cell::value(row.share.as_ref())]);
    DataTable::new(pen, "top", pen.say("customers.top", &[]), &columns).with(rows)
}

/// The points of the curve, in per cent.
fn curve(pen: Pen, page: &CustomersPage) -> DataTable {
    let columns = [("customers", "customers.of-customers"), ("value", "customers.of-value")];
    let points = match &page.curve {
        Some(Figure::Concentration(curve)) => curve.points.as_slice(),
        _ => &[],
    };
    let rows = points.iter().map(|(across, up)| vec![Cell::Number(*across), Cell::Number(*up)]);
    DataTable::new(pen, "curve", &page.curve_title, &columns).with(rows)
}

fn abc(pen: Pen, page: &CustomersPage) -> DataTable {
    let columns = [
        ("class", "customers.class"),
        ("customers", "customers.fact.customers"),
        ("part", "customers.of-customers"),
        ("share", "customers.of-value"),
    ];
    let rows = page.abc.iter().map(|row| {
        vec![Cell::text(row.name), number(&row.customers), number(&row.part), Cell::value(row.share.as_ref())]
    });
    DataTable::new(pen, "abc", pen.say("customers.abc", &[]), &columns).with(rows)
}

fn tiers(pen: Pen, page: &CustomersPage) -> DataTable {
    let columns = [
        ("tier", "customers.tier"),
        ("rule", "table.rule"),
        ("customers", "customers.fact.customers"),
        ("part", "customers.of-customers"),
        ("value", "table.value"),
        ("share", "customers.of-value"),
    ];
    let rows = page.tiers.iter().map(|row| {
        let (part, share) = (Cell::value(row.part.as_ref()), Cell::value(row.share.as_ref()));
        let (title, rule) = (Cell::text(&row.title), Cell::text(&row.rule));
        vec![title, rule, number(&row.customers), part, number(&row.value), share]
    });
    DataTable::new(pen, "tiers", pen.say("customers.tiers", &[]), &columns).with(rows)
}

/// A row a way from tier to tier.
fn moves(pen: Pen, page: &CustomersPage) -> DataTable {
    let columns = [("from", "customers.before"), ("to", "customers.after"), ("customers", "customers.fact.customers")];
    let rows = page.moves.iter().flat_map(|moves| {
        moves.rows.iter().flat_map(|row| {
            let cells = moves.heads.iter().zip(&row.cells);
            let known = cells.filter_map(|(head, cell)| Some((head, cell.customers.as_ref()?)));
            known.map(|(head, customers)| vec![Cell::text(&row.title), Cell::text(head), number(customers)])
        })
    });
    DataTable::new(pen, "moves", pen.say("customers.moves", &[]), &columns).with(rows)
}

fn periods(pen: Pen, page: &CustomersPage) -> DataTable {
    let columns = [
        ("period", "table.period"),
        ("customers", "customers.fact.customers"),
        ("value", "table.value"),
        ("new", "customers.new"),
        ("returned", "customers.returned"),
        ("lost", "customers.gone"),
        ("churn", "customers.churn"),
        ("upgraded", "customers.upgraded"),
        ("gini", "customers.fact.gini"),
    ];
    let rows = page.over_time.iter().map(|row| {
        let [new, returned, lost, churn, upgraded] =
            [&row.new, &row.returned, &row.lost, &row.churn, &row.upgraded].map(|own| Cell::value(own.as_ref()));
        let (customers, value) = (number(&row.customers), number(&row.value));
        vec![Cell::text(&row.sort), customers, value, new, returned, lost, churn, upgraded, Cell::number(row.gini)]
    });
    DataTable::new(pen, "periods", pen.say("customers.over-time", &[]), &columns).with(rows)
}
