//! The tables of how firm scores and orders are.

use super::{Cell, DataTable};
use crate::report::firm::{FirmView, OrderView, PlaceRow, SwingRow};
use crate::report::pen::Pen;

/// What each weight does to a score; `None` where nothing was tried.
pub(super) fn swings(pen: Pen, firm: Option<&FirmView>) -> Option<DataTable> {
    let columns = [
        ("name", "table.weight-of"),
        ("parent", "table.belongs"),
        ("weight", "table.weight"),
        ("less", "table.less"),
        ("more", "table.more"),
    ];
    let row = |row: &SwingRow| {
        vec![
            Cell::text(&row.link.title),
            Cell::text(&row.parent.title),
            Cell::Number(row.share.value),
            Cell::Number(row.less.value),
            Cell::Number(row.more.value),
        ]
    };
    Some(DataTable::new(pen, "firm", pen.say("firm.title", &[]), &columns).with(firm?.rows.iter().map(row)))
}

/// The ranks of the entities of a level; `None` where nothing was tried.
pub(super) fn order(pen: Pen, level: usize, order: Option<&OrderView>) -> Option<DataTable> {
    let columns = [
        ("name", "table.entity"),
        ("rank", "table.rank"),
        ("low", "table.best-rank"),
        ("high", "table.worst-rank"),
        ("kept", "table.kept"),
    ];
    let number = |rank: usize| Cell::Number(rank as f64);
    let row = |row: &PlaceRow| {
        let ranks = [row.rank, row.low, row.high].map(number);
        [vec![Cell::text(&row.link.title)], ranks.to_vec(), vec![Cell::Number(row.kept.value)]].concat()
    };
    let title = pen.say("firm.order-title", &[]);
    Some(DataTable::new(pen, format!("order-{level}"), title, &columns).with(order?.rows.iter().map(row)))
}
