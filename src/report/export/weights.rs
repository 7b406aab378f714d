//! The tables of the section on weights, long rather than wide: a row a child and figure.

use super::{Cell, DataTable};
use crate::report::pen::Pen;
use crate::report::view::Quantity;
use crate::report::weights::WeightsView;
use crate::report::weights_figures::JudgedSheet;

/// Weights, other ways to them, and judgements; none where weights are plain numbers.
pub(super) fn weighed(pen: Pen, view: Option<&WeightsView>) -> Vec<DataTable> {
    let Some(view) = view else { return Vec::new() };
    let mut tables = vec![items(pen, view), others(pen, view)];
    if !view.judgements.is_empty() {
        tables.push(judgements(pen, view));
        if view.judgements.iter().any(|sheet| !sheet.figures.is_empty()) {
            tables.push(checks(pen, view));
        }
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
    DataTable::new(pen, view.id.as_str(), view.title.as_str(), &columns).with(rows)
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
    DataTable::new(pen, format!("{}-others", view.id), pen.say("weights.others", &[]), &columns).with(rows)
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
    DataTable::new(pen, format!("{}-judgements", view.id), pen.say("weights.judgements", &[]), &columns).with(rows)
}

/// What was reckoned of the judgements: a row a figure, and a child where it is of one.
fn checks(pen: Pen, view: &WeightsView) -> DataTable {
    let columns = [
        ("sheet", "table.sheet"),
        ("key", "table.key"),
        ("figure", "table.figure"),
        ("name", "table.name"),
        ("value", "table.value-of"),
    ];
    let of_sheet = |sheet: &JudgedSheet| {
        let row = |key: &str, title: &str, name: Cell, value: Option<&Quantity>| {
            vec![Cell::text(&sheet.title), Cell::text(key), Cell::text(title), name, Cell::value(value)]
        };
        let checks = sheet.checks.iter().map(|(key, title, value)| row(key, title, Cell::Missing, Some(value)));
        let figures = sheet.figures.iter().flat_map(|(key, title, values)| {
            let each = sheet.columns.iter().zip(values);
            each.map(move |(name, value)| row(key, title, Cell::text(name), value.as_ref()))
        });
        checks.chain(figures).collect::<Vec<_>>()
    };
    let rows = view.judgements.iter().flat_map(of_sheet);
    DataTable::new(pen, format!("{}-checks", view.id), pen.say("weights.checks", &[]), &columns).with(rows)
}
