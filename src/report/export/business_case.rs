//! The tables of a business case.

use super::{Cell, DataTable, Exported, statements};
use crate::report::business_case::{
    ActualView, BenefitsView, BusinessCasePage, ChanceView, CostsView, ReturnView, RiskView,
};
use crate::report::pen::Pen;
use crate::report::view::Quantity;

impl Exported for BusinessCasePage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let mut tables = Vec::new();
        tables.extend(self.returned.as_ref().map(|view| returns(pen, view)));
        tables.push(costs(pen, &self.costs));
        tables.extend(self.actual.as_ref().map(|view| paid(pen, view)));
        tables.extend(self.benefits.as_ref().map(|view| benefits(pen, view)));
        let realised = self.benefits.as_ref().filter(|view| !view.realised.is_empty());
        tables.extend(realised.map(|view| self::realised(pen, view)));
        tables.extend(self.risk.as_ref().map(|view| scenarios(pen, view)));
        tables.extend(self.risk.as_ref().filter(|view| view.tornado.is_some()).map(|view| ranges(pen, view)));
        tables.extend(self.risk.as_ref().and_then(|view| view.chance.as_ref()).map(|view| chance(pen, view)));
        tables.extend(self.returned.as_ref().map(|view| flows(pen, view)));
        tables.extend(self.returned.as_ref().map(|view| break_even(pen, view)));
        tables.push(assumptions(pen, self));
        tables.extend(self.eva.iter().flat_map(|view| statements::eva(pen, view)));
        tables.extend(self.ratios.iter().flat_map(|view| statements::ratios(pen, view)));
        tables
    }
}

fn value(quantity: &Quantity) -> Cell {
    Cell::Number(quantity.value)
}

fn year(text: &str) -> Cell {
    Cell::number(text.parse().ok())
}

fn returns(pen: Pen, view: &ReturnView) -> DataTable {
    let columns = [("name", "table.name"), ("value", "table.value")];
    let rows = view.facts.iter().map(|(name, value)| vec![Cell::text(name), Cell::text(value)]);
    DataTable::new(pen, "returns", pen.say("case.returns", &[]), &columns).with(rows)
}

/// A row a line, item or sum and year.
fn costs(pen: Pen, view: &CostsView) -> DataTable {
    let columns =
        [("id", "table.id"), ("name", "table.item-of-cost"), ("year", "table.year"), ("amount", "table.amount")];
    let rows = view.rows.iter().chain(&view.sums).flat_map(|row| {
        let cells = view.years.iter().zip(&row.cells);
        cells.map(|(at, cell)| vec![Cell::text(&row.id), Cell::text(&row.title), year(at), value(cell)])
    });
    DataTable::new(pen, "costs", pen.say("case.costs", &[]), &columns).with(rows)
}

fn paid(pen: Pen, view: &ActualView) -> DataTable {
    let columns = [
        ("year", "table.year"),
        ("id", "table.id"),
        ("name", "table.item-of-cost"),
        ("plan", "case.plan"),
        ("actual", "case.paid"),
        ("variance", "case.against-plan"),
    ];
    let rows = view.rows.iter().map(|row| {
        let names = [Cell::text(&row.id), Cell::text(&row.title)];
        let amounts = [value(&row.plan), value(&row.actual), Cell::value(row.variance.as_ref())];
        [year(&row.year)].into_iter().chain(names).chain(amounts).collect()
    });
    DataTable::new(pen, "paid", pen.say("case.paid-beside-plan", &[]), &columns).with(rows)
}

fn benefits(pen: Pen, view: &BenefitsView) -> DataTable {
    let columns = [("id", "table.id"), ("name", "case.benefit"), ("year", "table.year"), ("amount", "table.amount")];
    let rows = view.rows.iter().chain(&view.sums).flat_map(|row| {
        let cells = view.years.iter().zip(&row.cells);
        cells.map(|(at, cell)| vec![Cell::text(&row.id), Cell::text(&row.title), year(at), value(cell)])
    });
    DataTable::new(pen, "benefits", pen.say("case.benefits", &[]), &columns).with(rows)
}

fn realised(pen: Pen, view: &BenefitsView) -> DataTable {
    let columns = [
        ("id", "table.id"),
        ("year", "table.year"),
        ("measured", "term.measure"),
        ("driver", "case.driver"),
        ("plan", "case.plan"),
        ("actual", "term.actual"),
        ("variance", "case.against-plan"),
    ];
    let rows = view.realised.iter().map(|row| {
        let amounts = [&row.measured, &row.driver, &row.plan, &row.actual, &row.variance].map(value);
        [Cell::text(&row.id), year(&row.year)].into_iter().chain(amounts).collect()
    });
    DataTable::new(pen, "realised", pen.say("case.realised", &[]), &columns).with(rows)
}

fn scenarios(pen: Pen, view: &RiskView) -> DataTable {
    let columns = [
        ("id", "table.id"),
        ("name", "case.scenario"),
        ("benefits", "case.benefits-short"),
        ("costs", "case.costs-short"),
        ("npv", "case.npv-short"),
        ("rates", "case.irr"),
        ("payback", "case.payback"),
    ];
    let rows = view.scenarios.iter().map(|row| {
        let names = [Cell::text(&row.id), Cell::text(&row.title)];
        let amounts = [&row.benefits, &row.costs, &row.npv].map(value);
        let said = [Cell::text(&row.rates), Cell::text(&row.payback)];
        names.into_iter().chain(amounts).chain(said).collect()
    });
    DataTable::new(pen, "scenarios", pen.say("case.scenarios", &[]), &columns).with(rows)
}

fn ranges(pen: Pen, view: &RiskView) -> DataTable {
    let columns = [("name", "table.name"), ("range", "case.kind"), ("low", "case.low"), ("high", "case.high")];
    let rows = view
        .swings
        .iter()
        .map(|row| vec![Cell::text(&row.title), Cell::text(&row.range), value(&row.low), value(&row.high)]);
    DataTable::new(pen, "ranges", pen.say("case.tornado", &[]), &columns).with(rows)
}

fn chance(pen: Pen, view: &ChanceView) -> DataTable {
    let columns = [("from", "case.low"), ("to", "case.high"), ("draws", "case.draws")];
    let rows = view.bars.iter().map(|(from, to, count)| vec![value(from), value(to), Cell::Number((*count).into())]);
    DataTable::new(pen, "chance", pen.say("case.histogram", &[]), &columns).with(rows)
}

fn flows(pen: Pen, view: &ReturnView) -> DataTable {
    let columns = [
        ("year", "table.year"),
        ("hard", "case.sum.hard"),
        ("soft", "case.sum.soft"),
        ("costs", "case.costs-short"),
        ("net", "case.net"),
        ("cumulative", "case.cumulative"),
        ("present_value", "case.present"),
    ];
    let rows = view.flows.iter().map(|row| {
        let amounts = [&row.hard, &row.soft, &row.costs, &row.net, &row.total, &row.present].map(value);
        [year(&row.year)].into_iter().chain(amounts).collect()
    });
    DataTable::new(pen, "flows", pen.say("case.flows", &[]), &columns).with(rows)
}

fn break_even(pen: Pen, view: &ReturnView) -> DataTable {
    let columns =
        [("id", "table.id"), ("name", "table.name"), ("share_of_plan", "case.of-plan"), ("meaning", "case.meaning")];
    let rows = view.break_even.iter().map(|row| {
        vec![Cell::text(&row.id), Cell::text(&row.title), Cell::value(row.share.as_ref()), Cell::text(&row.said)]
    });
    DataTable::new(pen, "break-even", pen.say("case.break-even", &[]), &columns).with(rows)
}

fn assumptions(pen: Pen, page: &BusinessCasePage) -> DataTable {
    let columns = [
        ("id", "table.id"),
        ("name", "table.name"),
        ("kind", "case.kind"),
        ("source", "case.rests-on"),
        ("owner", "node.owner"),
    ];
    let rows = page.assumptions.iter().map(|row| {
        let names = [Cell::text(&row.id), Cell::text(&row.title), Cell::text(&row.kind)];
        let rest = [Cell::some_text(row.source.as_ref()), Cell::some_text(row.owner.as_ref())];
        names.into_iter().chain(rest).collect()
    });
    DataTable::new(pen, "assumptions", pen.say("case.assumptions", &[]), &columns).with(rows)
}
