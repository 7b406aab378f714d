//! The tables of a survey.

use super::{Cell, DataTable, Exported};
use crate::report::pen::Pen;
use crate::report::survey::{FigureRow, InstrumentView, SurveyPage};

impl Exported for SurveyPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        self.instruments.iter().flat_map(|own| tables(pen, own)).collect()
    }
}

fn tables(pen: Pen, own: &InstrumentView) -> Vec<DataTable> {
    let title = |key: &str| pen.say(key, &[("title", &own.title)]);
    let all = [
        (&own.tables.figures, "survey.table.figures", "table.figure", &own.figures),
        (&own.tables.rounds, "survey.table.rounds", "table.period", &own.rounds),
        (&own.tables.entities, "survey.table.entities", "table.entity", &own.entities),
    ];
    let shown = all.into_iter().filter(|(.., rows)| !rows.is_empty());
    shown.map(|(id, key, head, rows)| table(pen, id, title(key), head, rows)).collect()
}

fn table(pen: Pen, id: &str, title: String, head: &str, rows: &[FigureRow]) -> DataTable {
    let columns = [
        ("name", head),
        ("kind", "table.kind"),
        ("key", "survey.key"),
        ("value", "table.value"),
        ("low", "survey.low"),
        ("high", "survey.high"),
        ("n", "table.answers"),
        ("missing", "table.missing"),
        ("response_rate", "survey.fact.rate"),
        ("withheld", "survey.fact.withheld"),
        ("status", "table.status"),
    ];
    let count = |count: Option<u32>| Cell::number(count.map(f64::from));
    let rows = rows.iter().map(|row| {
        vec![
            Cell::text(&row.title),
            Cell::some_text(row.kind.as_ref()),
            Cell::text(&row.key),
            Cell::value(row.value.as_ref()),
            Cell::value(row.low.as_ref()),
            Cell::value(row.high.as_ref()),
            count(row.n),
            count(row.missing),
            Cell::value(row.rate.as_ref()),
            Cell::some_text(row.remark.as_ref()),
            row.status.as_ref().map_or(Cell::Missing, Cell::status),
        ]
    });
    DataTable::new(pen, id, title, &columns).with(rows)
}
