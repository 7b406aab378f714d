//! Source rows a book publishes on the page of a measure, and the same as CSV.

use serde::Serialize;

use super::Material;
use super::address::{Address, Download};
use super::sheet::Sheet;
use crate::scorecard::{NodeIndex, SourceRows};

/// How many rows stand on the page; the download has all that are published.
const ON_PAGE: usize = 20;

/// Cells longer than this are cut on the page.
const CELL: usize = 60;

/// Rows of one source table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowsView {
    /// `orders`.
    pub table: String,
    /// What these rows are: of this period, or of the whole table; how many of how many; which columns are kept back.
    pub note: String,
    /// Names of the columns shown.
    pub columns: Vec<String>,
    /// The first rows; `None` is an empty cell.
    pub rows: Vec<Vec<Option<String>>>,
    /// The download of all that are published.
    pub csv: String,
}

impl Sheet<'_> {
    /// The rows published of a measure, table by table.
    pub fn published_rows(&self, node: NodeIndex, material: &Material) -> Vec<RowsView> {
        let tables = material.rows.get(&(self.at, node)).map(Vec::as_slice).unwrap_or_default();
        tables.iter().enumerate().map(|(at, rows)| self.rows_view(node, at, rows)).collect()
    }

    fn rows_view(&self, node: NodeIndex, at: usize, rows: &SourceRows) -> RowsView {
        let (shown, total) = (self.pen.number(rows.rows.len() as u64), self.pen.number(rows.total));
        let period = self.pen.period(self.period());
        let which = match (rows.of_period, rows.filtered) {
            (true, true) => "rows.of-period-filtered",
            (true, false) => "rows.of-period",
            (false, true) => "rows.filtered",
            (false, false) => "rows.whole-table",
        };
        let all = rows.rows.len() as u64 == rows.total;
        let count = if all { "rows.all" } else { "rows.first" };
        let count = self.pen.say(count, &[("shown", &shown), ("total", &total)]);
        let which = self.pen.say(which, &[("period", &period)]);
        let here = (rows.rows.len() > ON_PAGE).then(|| self.pen.say("rows.here", &[("shown", &ON_PAGE.to_string())]));
        let names = self.pen.words.list(&rows.private);
        let private = (!rows.private.is_empty()).then(|| self.pen.say("rows.private", &[("columns", &names)]));
        let cell = |cell: &Option<String>| cell.as_deref().map(shortened);
        RowsView {
            table: rows.table.clone(),
            note: self.pen.paragraph([Some(which), Some(count), here, private].into_iter().flatten()),
            columns: rows.columns.clone(),
            rows: rows.rows.iter().take(ON_PAGE).map(|row| row.iter().map(cell).collect()).collect(),
            csv: self.pen.href(Address::Download(Download::Rows(self.at, node, at))),
        }
    }
}

fn shortened(cell: &str) -> String {
    let start: String = cell.chars().take(CELL).collect();
    if start.len() < cell.len() { format!("{start}…") } else { start }
}
