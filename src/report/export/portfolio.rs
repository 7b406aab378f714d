//! The tables of a portfolio.

use super::rated::{rating_cells, source};
use super::{Cell, DataTable, Exported};
use crate::report::pen::Pen;
use crate::report::portfolio::PortfolioPage;

impl Exported for PortfolioPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let tables = [candidates(pen, self), rated(pen, self)];
        tables.into_iter().chain(source(pen, &self.source, "table.candidate")).collect()
    }
}

fn candidates(pen: Pen, page: &PortfolioPage) -> DataTable {
    let columns = [
        ("rank", "table.rank"),
        ("before", "table.before"),
        ("candidate", "table.candidate"),
        ("esia", "table.esia"),
        ("gap", "portfolio.gap"),
        ("importance", "portfolio.importance"),
        ("feasibility", "portfolio.feasibility"),
        ("value", "portfolio.value"),
        ("priority", "portfolio.priority"),
        ("field", "portfolio.advice"),
        ("owner", "table.owner"),
        ("initiative", "table.initiative"),
    ];
    let rows = page.rows.iter().map(|row| {
        let rank = |rank: Option<&String>| rank.map_or(Cell::Missing, |rank| Cell::shown(rank));
        let ratings = row.ratings.iter().map(|rating| Cell::value(rating.as_ref()));
        let initiative = row.initiative.as_ref().map_or(Cell::Missing, |link| Cell::text(&link.title));
        let begin = [rank(row.rank.as_ref()), rank(row.before.as_ref()), Cell::text(&row.title), Cell::text(&row.esia)];
        let judged = [Cell::value(row.value.as_ref()), Cell::value(row.priority.as_ref())];
        let end = [Cell::some_text(row.field.as_ref()), Cell::some_text(row.owner.as_ref()), initiative];
        begin.into_iter().chain(ratings).chain(judged).chain(end).collect()
    });
    DataTable::new(pen, "candidates", pen.say("portfolio.candidates", &[]), &columns).with(rows)
}

fn rated(pen: Pen, page: &PortfolioPage) -> DataTable {
    let columns = [
        ("candidate", "table.candidate"),
        ("criterion", "table.criterion"),
        ("rating", "table.rating"),
        ("by", "table.rated-by"),
        ("raters", "table.raters"),
        ("missing", "table.missing"),
        ("agreement", "table.agreement"),
    ];
    let rows = page.rated.iter().map(|row| {
        let begin = [Cell::text(&row.title), Cell::text(&row.criterion)];
        begin.into_iter().chain(rating_cells(&row.rating)).collect()
    });
    DataTable::new(pen, "rated", pen.say("assessment.rated", &[]), &columns).with(rows)
}
