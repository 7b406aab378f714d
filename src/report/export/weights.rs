//! The tables of the section on weights, long rather than wide: a row a child and figure.

use super::{Cell, DataTable};
use crate::report::pen::Pen;
use crate::report::view::Quantity;
use crate::report::weights::{JudgedSheet, WeightsView};

/// Weights, other ways to them, and judgements; none where weights are plain numbers.
pub(super) fn weighed(pen: Pen, view: Option<&WeightsView>) -> Vec<DataTable> {
    let Some(view) = view else { return Vec::new() };
    let mut tables = vec![items(pen, view), others(pen, view)];
    if !view.judgements.is_empty() {
        tables.push(judgements(pen, view));
    }
    tables
}

fn items(pen: Pen, view: &WeightsView) -> DataTable {
    let columns =
        [("name", "table.name"), ("weight", "table.weight"), ("figure", "table.figure"), ("value", "table.value-of")];
    let rows = view.items.iter().flat_map(|item| {
        let (name, weight) = (Cell::text(&item.link.title), Cell::Number(item.weight.value));
        if item.figures.is_empty() {
            return vec![vec![name, weight, Cell::Missing, Cell::Missing]];
        }
        let figures = view.figures.iter().zip(&item.figures);
        figures
            .map(|(head, value)| vec![name.clone(), weight.clone(), Cell::text(&head.1), Cell::value(value.as_ref())])
            .collect()
    });
    DataTable::new(pen, "weights", pen.say("weights.title", &[]), &columns).with(rows)
}

fn others(pen: Pen, view: &WeightsView) -> DataTable {
    let columns = [
        ("method", "weights.way"),
        ("name", "table.name"),
        ("weight", "table.weight"),
        ("score", "table.score"),
        ("remark", "table.remark"),
    ];
    let rows = view.others.iter().flat_map(|way| {
        let (method, score) = (Cell::text(&way.name), Cell::value(way.score.as_ref()));
        let remark = Cell::some_text(way.reason.as_ref());
        if way.weights.is_empty() {
            return vec![vec![method, Cell::Missing, Cell::Missing, score, remark]];
        }
        let each = view.items.iter().zip(&way.weights);
        each.map(|(item, weight)| {
            vec![
                method.clone(),
                Cell::text(&item.link.title),
                Cell::Number(weight.value),
                score.clone(),
                remark.clone(),
            ]
        })
        .collect()
    });
    DataTable::new(pen, "weights-others", pen.say("weights.others", &[]), &columns).with(rows)
}

fn judgements(pen: Pen, view: &WeightsView) -> DataTable {
    let columns =
        [("sheet", "table.sheet"), ("row", "table.expert"), ("name", "table.name"), ("judgement", "table.judgement")];
    let of_row = |sheet: &JudgedSheet, who: &str, numbers: &[Quantity]| {
        let each = sheet.columns.iter().zip(numbers);
        let row = |(name, number): (&String, &Quantity)| {
            vec![Cell::text(&sheet.title), Cell::text(who), Cell::text(name), Cell::Number(number.value)]
        };
        each.map(row).collect::<Vec<_>>()
    };
    let sheets = view.judgements.iter();
    let rows = sheets.flat_map(|sheet| sheet.rows.iter().flat_map(move |(who, numbers)| of_row(sheet, who, numbers)));
    DataTable::new(pen, "weights-judgements", pen.say("weights.judgements", &[]), &columns).with(rows)
}
