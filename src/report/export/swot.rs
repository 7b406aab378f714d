//! The tables of a SWOT.

use super::rated::{rating_cells, source};
use super::{Cell, DataTable, Exported};
use crate::report::pen::Pen;
use crate::report::swot::{HalfView, SwotPage};

impl Exported for SwotPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let mut tables: Vec<DataTable> = self.halves.iter().map(|half| self::half(pen, half)).collect();
        tables.push(rounds(pen, self));
        tables.extend((!self.strategies.is_empty()).then(|| strategies(pen, self)));
        tables.extend(source(pen, &self.source, "table.factor"));
        tables
    }
}

fn half(pen: Pen, half: &HalfView) -> DataTable {
    let columns = [
        ("factor", "table.factor"),
        ("kind", "table.kind"),
        ("weight", "table.weight"),
        ("rating", "table.rating"),
        ("weighted", "table.weighted"),
        ("by", "table.rated-by"),
        ("raters", "table.raters"),
        ("missing", "table.missing"),
        ("agreement", "table.agreement"),
    ];
    let rows = half.rows.iter().map(|row| {
        let begin = [Cell::text(&row.title), Cell::text(row.code), Cell::Number(row.weight.value)];
        let [value, by, raters, missing, agreement] = rating_cells(&row.rating);
        let weighted = Cell::value(row.weighted.as_ref());
        begin.into_iter().chain([value, weighted, by, raters, missing, agreement]).collect()
    });
    DataTable::new(pen, half.id, half.title.clone(), &columns).with(rows)
}

fn rounds(pen: Pen, page: &SwotPage) -> DataTable {
    let columns = [("period", "table.period"), ("ife", "swot.ife"), ("efe", "swot.efe"), ("cell", "swot.fact.cell")];
    let rows = page.rounds.iter().map(|row| {
        let [ife, efe] = [&row.ife, &row.efe].map(|total| Cell::value(total.as_ref()));
        vec![Cell::text(&row.sort), ife, efe, Cell::some_text(row.cell.as_ref())]
    });
    DataTable::new(pen, "rounds", pen.say("swot.rounds", &[]), &columns).with(rows)
}

/// A row a strategy and factor it uses.
fn strategies(pen: Pen, page: &SwotPage) -> DataTable {
    let columns = [
        ("field", "table.field"),
        ("strategy", "table.strategy"),
        ("uses", "table.factor"),
        ("owner", "table.owner"),
        ("initiative", "table.initiative"),
    ];
    let rows = page.strategies.iter().flat_map(|field| {
        field.strategies.iter().flat_map(move |strategy| {
            let (owner, initiative) = (strategy.owner.as_ref(), strategy.initiative.as_ref());
            strategy.uses.iter().map(move |factor| {
                let initiative = initiative.map_or(Cell::Missing, |link| Cell::text(&link.title));
                let begin = [Cell::text(field.code), Cell::text(&strategy.title), Cell::text(&factor.title)];
                begin.into_iter().chain([Cell::some_text(owner), initiative]).collect::<Vec<_>>()
            })
        })
    });
    DataTable::new(pen, "strategies", pen.say("swot.strategies", &[]), &columns).with(rows)
}
