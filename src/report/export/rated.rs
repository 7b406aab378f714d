//! What the tables of SWOTs and portfolios have in common.

use super::{Cell, DataTable};
use crate::report::pen::Pen;
use crate::report::rated::{RatingSource, RatingView};

/// Rating, who gave it, how many people, how many without an answer, how far they agree.
pub(super) fn rating_cells(rating: &RatingView) -> [Cell; 5] {
    let by = rating.measure.as_ref().map_or(&rating.by, |measure| &measure.title);
    [
        Cell::value(rating.value.as_ref()),
        Cell::text(by),
        Cell::Number(rating.raters.into()),
        Cell::Number(rating.missing.into()),
        Cell::value(rating.agreement.as_ref()),
    ]
}

/// Every rating of the panel; `None` where they are not handed out.
pub(super) fn source(pen: Pen, source: &RatingSource, what: &'static str) -> Option<DataTable> {
    let by_criteria = source.rows.iter().any(|row| !row.criterion.is_empty());
    let columns = [
        ("period", "table.period"),
        ("rater", "table.rater"),
        ("about", what),
        ("criterion", "table.criterion"),
        ("rating", "table.rating"),
    ];
    let columns: Vec<_> = columns.into_iter().filter(|(key, _)| by_criteria || *key != "criterion").collect();
    let rows = source.rows.iter().map(|row| {
        let criterion = by_criteria.then(|| Cell::text(&row.criterion));
        let begin = [Cell::text(&row.period), Cell::Number(row.rater as f64), Cell::text(&row.about)];
        begin.into_iter().chain(criterion).chain([Cell::number(row.value)]).collect()
    });
    (!source.rows.is_empty()).then(|| DataTable::new(pen, "ratings", source.note.clone(), &columns).with(rows))
}
