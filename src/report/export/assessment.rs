//! The tables of an assessment.

use super::firm::{order, swings};
use super::shared::nodes;
use super::weights::weighed;
use super::{Cell, DataTable, Exported};
use crate::report::assessment::AssessmentPage;
use crate::report::pen::Pen;

impl Exported for AssessmentPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let groups = self.groups.as_ref().map(|table| nodes(pen, "groups", "table.factor", table));
        let blockers = (!self.blockers.is_empty()).then(|| blockers(pen, self));
        let mut tables: Vec<DataTable> = blockers.into_iter().chain(groups).collect();
        tables.extend((!self.diagnosis.is_empty()).then(|| diagnosis(pen, self)));
        tables.push(nodes(pen, "factors", "table.factor", &self.weakest));
        tables.extend([memberships(pen, self), rated(pen, self), rounds(pen, self)]);
        tables.extend((!self.entities.is_empty()).then(|| entities(pen, self)));
        tables.extend(swings(pen, self.firm.as_ref()));
        tables.extend(self.orders.iter().enumerate().filter_map(|(at, own)| order(pen, at + 1, Some(own))));
        tables.extend(self.weights.iter().flat_map(|view| weighed(pen, Some(view))));
        tables.extend((!self.answers.is_empty()).then(|| answers(pen, self)));
        tables
    }
}

fn diagnosis(pen: Pen, page: &AssessmentPage) -> DataTable {
    let columns = [
        ("area", "table.area"),
        ("factor", "table.factor"),
        ("verdict", "table.grade"),
        ("status", "table.status"),
        ("consequence", "table.consequence"),
        ("remedy", "table.remedy"),
        ("owner", "table.owner"),
    ];
    let rows = page.diagnosis.iter().flat_map(|area| {
        area.items.iter().map(|item| {
            let [title, verdict, consequence, remedy, owner] =
                [&area.title, &item.verdict, &item.consequence, &item.remedy, &item.owner]
                    .map(|text| Cell::some_text(text.as_ref()));
            vec![title, Cell::text(&item.link.title), verdict, Cell::status(&item.status), consequence, remedy, owner]
        })
    });
    DataTable::new(pen, "diagnosis", pen.say("assessment.diagnosis", &[]), &columns).with(rows)
}

/// The critical factors below the floor.
fn blockers(pen: Pen, page: &AssessmentPage) -> DataTable {
    let columns =
        [("factor", "table.factor"), ("score", "table.score"), ("owner", "table.owner"), ("status", "table.status")];
    let rows = page.blockers.iter().map(|row| {
        let (factor, score) = (Cell::text(&row.link.title), Cell::shown(&row.score));
        vec![factor, score, Cell::some_text(row.owner.as_ref()), Cell::status(&row.status)]
    });
    DataTable::new(pen, "blockers", pen.say("assessment.blockers", &[]), &columns).with(rows)
}

/// A row a factor and grade: what the heat map shows.
fn memberships(pen: Pen, page: &AssessmentPage) -> DataTable {
    let columns = [("name", "table.factor"), ("grade", "table.grade"), ("membership", "table.membership")];
    let rows = page.memberships.iter().flat_map(|row| {
        let cells = page.grades.iter().zip(&row.cells);
        cells.map(|(grade, cell)| vec![Cell::text(&row.title), Cell::text(grade), Cell::Number(cell.share.value)])
    });
    DataTable::new(pen, "memberships", pen.say("assessment.memberships", &[]), &columns).with(rows)
}

fn rated(pen: Pen, page: &AssessmentPage) -> DataTable {
    let columns = [
        ("factor", "table.factor"),
        ("by", "table.rated-by"),
        ("raters", "table.raters"),
        ("missing", "table.missing"),
        ("answers", "table.answers"),
        ("agreement", "table.agreement"),
        ("verdict", "table.grade"),
        ("status", "table.status"),
    ];
    let rows = page.rated.iter().map(|row| {
        vec![
            Cell::text(&row.title),
            Cell::text(&row.by),
            Cell::Number(row.raters.into()),
            Cell::Number(row.missing.into()),
            Cell::Number(row.answers.into()),
            Cell::value(row.agreement.as_ref()),
            Cell::some_text(row.verdict.as_ref()),
            Cell::status(&row.status),
        ]
    });
    DataTable::new(pen, "rated", pen.say("assessment.rated", &[]), &columns).with(rows)
}

fn rounds(pen: Pen, page: &AssessmentPage) -> DataTable {
    let columns = [
        ("period", "table.period"),
        ("score", "table.score"),
        ("verdict", "table.grade"),
        ("raters", "table.raters"),
        ("status", "table.status"),
    ];
    let rows = page.rounds.iter().map(|row| {
        vec![
            Cell::text(&row.sort),
            Cell::value(row.score.as_ref()),
            Cell::some_text(row.verdict.as_ref()),
            Cell::Number(row.raters.into()),
            Cell::status(&row.status),
        ]
    });
    DataTable::new(pen, "rounds", pen.say("assessment.over-time", &[]), &columns).with(rows)
}

/// A row an entity and part of the whole.
fn entities(pen: Pen, page: &AssessmentPage) -> DataTable {
    let columns = [
        ("entity", "table.entity"),
        ("name", "table.factor"),
        ("score", "table.score"),
        ("raters", "table.raters"),
        ("status", "table.status"),
    ];
    let heads: Vec<&String> = [&page.title].into_iter().chain(&page.parts).collect();
    let rows = page.entities.iter().flat_map(|row| {
        let cells = heads.iter().zip(&row.cells);
        cells.map(|(head, (status, score))| {
            let (title, raters) = (Cell::text(&row.title), Cell::Number(row.raters.into()));
            vec![title, Cell::text(head), Cell::value(score.as_ref()), raters, Cell::status(status)]
        })
    });
    DataTable::new(pen, "entities", pen.say("assessment.entities", &[]), &columns).with(rows)
}

fn answers(pen: Pen, page: &AssessmentPage) -> DataTable {
    let columns = [
        ("period", "table.period"),
        ("entity", "table.entity"),
        ("rater", "table.rater"),
        ("factor", "table.factor"),
        ("item", "table.item"),
        ("answer", "table.answer"),
    ];
    let rows = page.answers.iter().map(|row| {
        let rater = Cell::Number(row.rater as f64);
        let [period, entity, factor, item] = [&row.period, &row.entity, &row.factor, &row.item].map(Cell::text);
        vec![period, entity, rater, factor, item, Cell::text(&row.said)]
    });
    DataTable::new(pen, "answers", page.answers_note.clone(), &columns).with(rows)
}
