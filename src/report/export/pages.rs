//! The tables of each page. A page without tables has nothing to take away but its own name.

use super::firm::{order, swings};
use super::shared::{bridge, bullet, compared, entities, measures, nodes, ranking, unit};
use super::weights::weighed;
use super::{Cell, DataTable, Exported};
use crate::report::briefing::BriefingPage;
use crate::report::cover::CoverPage;
use crate::report::entities::EntitiesPage;
use crate::report::entity::EntityPage;
use crate::report::figure::Figure;
use crate::report::heat::HeatTable;
use crate::report::map::MapPage;
use crate::report::measure::{MeasurePage, PeriodRow};
use crate::report::method::{MethodCard, MethodPage};
use crate::report::objective::ObjectivePage;
use crate::report::overview::OverviewPage;
use crate::report::pen::Pen;
use crate::report::perspective::PerspectivePage;
use crate::report::process::SignalRow;
use crate::report::quality::{QualityPage, QualityTable, TestView};
use crate::report::sources::TableView;
use crate::report::view::Link;
use crate::report::working::Working;

impl Exported for CoverPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let columns = [
            ("scorecard", "term.scorecard"),
            ("name", "table.perspective"),
            ("score", "table.score"),
            ("status", "table.status"),
        ];
        let rows = self.cards.iter().flat_map(|card| {
            let score = bullet(&card.standing.bullet).and_then(|bullet| bullet.score);
            let name = || Cell::text(&card.link.title);
            let whole = vec![name(), Cell::Missing, Cell::number(score), Cell::status(&card.standing.status)];
            let part = card.perspectives.iter().map(move |part| {
                let score = part.score.as_deref().map_or(Cell::Missing, Cell::shown);
                vec![name(), Cell::text(&part.link.title), score, Cell::status(&part.status)]
            });
            [whole].into_iter().chain(part).collect::<Vec<_>>()
        });
        vec![DataTable::new(pen, "scorecards", &self.title, &columns).with(rows)]
    }
}

impl Exported for BriefingPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let first = nodes(pen, "perspectives", "table.perspective", &self.perspectives);
        let chapters = self.chapters.iter().filter(|chapter| !chapter.children.rows.is_empty());
        let chapters =
            chapters.map(|chapter| nodes(pen, &format!("parts-{}", chapter.id), "table.objective", &chapter.children));
        [first].into_iter().chain(chapters).chain([weights(pen, 1, &self.method)]).collect()
    }
}

impl Exported for OverviewPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let first = nodes(pen, "perspectives", "table.perspective", &self.perspectives);
        let changed = bridge(pen, self.bridge.as_ref());
        let firm = swings(pen, self.firm.as_ref());
        let listed = [measures(pen, "measures.title", &self.measures)].into_iter();
        let listed = listed.chain(weighed(pen, self.weights.as_ref()));
        [first].into_iter().chain(changed).chain(firm).chain(listed).collect()
    }
}

impl Exported for PerspectivePage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let parts = Some(&self.children).filter(|table| !table.rows.is_empty());
        let parts = parts.map(|table| nodes(pen, "parts", "table.objective", table));
        let listed = Some(&self.measures).filter(|table| !table.groups.is_empty());
        let listed = listed.map(|table| measures(pen, "measures.of", table));
        let listed = listed.into_iter().chain(weighed(pen, self.weights.as_ref()));
        let firm = swings(pen, self.firm.as_ref());
        parts.into_iter().chain(bridge(pen, self.bridge.as_ref())).chain(firm).chain(listed).collect()
    }
}

impl Exported for ObjectivePage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let changed = bridge(pen, self.bridge.as_ref());
        let firm = swings(pen, self.firm.as_ref());
        let listed = [measures(pen, "measures.of", &self.measures)].into_iter();
        listed.chain(changed).chain(firm).chain(weighed(pen, self.weights.as_ref())).collect()
    }
}

impl Exported for EntityPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let mut tables = vec![nodes(pen, "perspectives", "table.perspective", &self.perspectives)];
        tables.extend(compared(pen, "multiples", "table.objective", self.multiples.as_ref()));
        tables.extend(bridge(pen, self.bridge.as_ref()));
        tables.push(measures(pen, "measures.title", &self.measures));
        for (id, word, rows) in
            [("children", "entity.children", &self.children), ("siblings", "entity.siblings", &self.siblings)]
        {
            if !rows.is_empty() {
                tables.push(ranking(pen, id, &pen.say(word, &[]), rows));
            }
        }
        tables
    }
}

impl Exported for EntitiesPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let levels = self.levels.iter().enumerate();
        let levels = levels.flat_map(|(at, level)| {
            let ranked = ranking(pen, &format!("level-{}", at + 1), &level.title, &level.rows);
            [ranked].into_iter().chain(order(pen, at + 1, level.firm.as_ref()))
        });
        let over_time = compared(pen, "multiples", "table.entity", self.multiples.as_ref());
        let slope = compared(pen, "slope", "table.entity", self.slope.as_ref());
        levels.chain(over_time).chain(slope).chain([heat(pen, &self.heat)]).collect()
    }
}

/// One row a cell, so that a status stands beside each score.
fn heat(pen: Pen, table: &HeatTable) -> DataTable {
    let columns =
        [("entity", "table.entity"), ("name", "table.objective"), ("score", "table.score"), ("status", "table.status")];
    let whole = pen.say("table.whole", &[]);
    let titles: Vec<&str> =
        [whole.as_str()].into_iter().chain(table.columns.iter().map(|column| column.link.title.as_str())).collect();
    let rows = table.rows.iter().flat_map(|row| {
        let cells = row.cells.iter().zip(&titles).filter(|(cell, _)| cell.applies);
        cells.map(|(cell, title)| {
            let score = cell.score.as_deref().map_or(Cell::Missing, Cell::shown);
            vec![Cell::text(&row.link.title), Cell::text(title), score, Cell::status(&cell.status)]
        })
    });
    DataTable::new(pen, "heat", pen.say("entities.heat", &[]), &columns).with(rows)
}

impl Exported for MapPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let columns = [
            ("perspective", "table.perspective"),
            ("name", "table.objective"),
            ("score", "table.score"),
            ("change", "table.change"),
            ("drives", "table.drives"),
            ("status", "table.status"),
        ];
        let rows = self.rows.iter().map(|row| {
            vec![
                Cell::text(&row.perspective),
                Cell::text(&row.node.link.title),
                Cell::value(row.node.score.as_ref()),
                row.node.change.as_deref().map_or(Cell::Missing, Cell::shown),
                titles(&row.drives),
                Cell::status(&row.node.status),
            ]
        });
        vec![DataTable::new(pen, "map-table", pen.say("map.table", &[]), &columns).with(rows)]
    }
}

/// Several names in one cell.
fn titles(links: &[Link]) -> Cell {
    Cell::text(links.iter().map(|link| link.title.as_str()).collect::<Vec<_>>().join("; "))
}

impl Exported for MeasurePage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let mut columns = vec![
            ("period", "table.period"),
            ("unit", "table.unit"),
            ("actual", "table.actual"),
            ("target", "table.target"),
            ("score", "table.score"),
            ("status", "table.status"),
            ("remark", "table.remark"),
        ];
        let told = || self.periods.iter().chain(&self.earlier);
        let restated = told().any(|row| row.restated.is_some());
        if restated {
            columns.extend([("published_actual", "restated.actual-then"), ("published_score", "restated.score-then")]);
            columns.push(("restated", "restated.word"));
        }
        let rows = told().map(|row| period(row, restated));
        let periods = DataTable::new(pen, "periods", pen.say("measure.table", &[]), &columns).with(rows);
        let curve = self.working.as_ref().map(|working| curve(pen, working));
        let by_entity = self.entities.as_ref().map(|table| entities(pen, &table.rows));
        let signals = (!self.process.signals.is_empty()).then(|| signals(pen, &self.process.signals));
        curve.into_iter().chain(by_entity).chain([periods]).chain(signals).collect()
    }
}

/// The periods in which a value was more than noise.
fn signals(pen: Pen, rows: &[SignalRow]) -> DataTable {
    let columns = [("period", "table.period"), ("actual", "table.actual"), ("rule", "process.rule")];
    let row = |row: &SignalRow| vec![Cell::text(&row.period), Cell::value(Some(&row.actual)), Cell::text(&row.rule)];
    DataTable::new(pen, "signals", pen.say("process.signals", &[]), &columns).with(rows.iter().map(row))
}

fn period(row: &PeriodRow, restated: bool) -> Vec<Cell> {
    let view = row.restated.as_ref();
    let published = [
        Cell::value(view.and_then(|view| view.actual.as_ref())),
        Cell::value(view.and_then(|view| view.score.as_ref())),
        Cell::some_text(view.map(|view| &view.said)),
    ];
    let mut cells = vec![
        Cell::text(&row.sort),
        unit([row.actual.as_ref(), row.target.as_ref()]),
        Cell::value(row.actual.as_ref()),
        Cell::value(row.target.as_ref()),
        Cell::value(row.score.as_ref()),
        Cell::status(&row.status),
        Cell::some_text(row.remark.as_ref()),
    ];
    cells.extend(published.into_iter().filter(|_| restated));
    cells
}

/// The anchors of a curve.
fn curve(pen: Pen, working: &Working) -> DataTable {
    let anchors = match &working.figure {
        Figure::Curve(curve) => curve.anchors.as_slice(),
        _ => &[],
    };
    let rows = anchors.iter().map(|(value, score)| vec![Cell::number(Some(*value)), Cell::number(Some(*score))]);
    let columns = [("value", "table.value"), ("points", "working.points")];
    DataTable::new(pen, "working", &working.title, &columns).with(rows)
}

impl Exported for MethodPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let cards = self.cards.iter().enumerate().map(|(at, card)| weights(pen, at + 1, card));
        let columns = [("name", "table.check"), ("where", "table.where"), ("reason", "table.reason")];
        let rows =
            self.silenced.iter().map(|row| vec![Cell::text(&row.check), titles(&row.links), Cell::text(&row.reason)]);
        let silenced = DataTable::new(pen, "silenced", pen.say("silenced.title", &[]), &columns).with(rows);
        let silenced = (!silenced.rows.is_empty()).then_some(silenced);
        let columns = [("name", "table.table"), ("rows", "table.rows"), ("files", "table.files")];
        let rows = self.tables.iter().map(|table| vec![Cell::text(&table.name), count(&table.rows), files(table)]);
        let data = DataTable::new(pen, "data", pen.say("method.data", &[]), &columns).with(rows);
        cards.chain(silenced).chain([data]).collect()
    }
}

fn weights(pen: Pen, number: usize, card: &MethodCard) -> DataTable {
    let columns = [
        ("name", "table.name"),
        ("depth", "table.depth"),
        ("weight", "table.weight"),
        ("share", "table.share"),
        ("rule", "table.rule"),
    ];
    let rows = card.rows.iter().map(|row| {
        let (name, depth) = (Cell::text(&row.link.title), Cell::Number(row.depth as f64));
        vec![name, depth, Cell::text(&row.weight), Cell::value(row.share.as_ref()), Cell::text(&row.rule)]
    });
    DataTable::new(pen, format!("weights-{number}"), &card.link.title, &columns).with(rows)
}

/// The number of `41,208 rows`.
fn count(said: &str) -> Cell {
    Cell::shown(said.split(|c: char| !c.is_ascii_digit() && c != ',').next().unwrap_or_default())
}

fn files(table: &TableView) -> Cell {
    Cell::text(table.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>().join("; "))
}

impl Exported for QualityPage {
    fn tables(&self, pen: Pen) -> Vec<DataTable> {
        let each = self.tables.iter().enumerate();
        let each = each.flat_map(|(at, table)| {
            [tests(pen, at + 1, table), fields(pen, at + 1, table), rows_per_period(pen, at + 1, table)]
        });
        recent(pen, &self.tables).into_iter().chain(each.flatten()).collect()
    }
}

/// How recent each table is that says so.
fn recent(pen: Pen, tables: &[QualityTable]) -> Option<DataTable> {
    let columns =
        [("table", "data.table"), ("column", "data.column"), ("latest", "data.latest"), ("against", "data.against")];
    let rows = tables.iter().filter_map(|table| {
        let dates = table.dates.as_ref()?;
        let said = [&table.table.name, &dates.column, &dates.latest, &dates.behind];
        Some(said.map(Cell::text).to_vec())
    });
    let recent = DataTable::new(pen, "recent", pen.say("data.recent", &[]), &columns).with(rows);
    (!recent.rows.is_empty()).then_some(recent)
}

fn rows_per_period(pen: Pen, number: usize, table: &QualityTable) -> Option<DataTable> {
    let dates = table.dates.as_ref()?;
    let columns = [("period", "data.period"), ("rows", "data.rows")];
    let rows = dates.rows.iter().map(|(period, rows)| vec![Cell::text(period), Cell::shown(rows)]);
    Some(DataTable::new(pen, format!("dates-{number}"), &dates.rows_title, &columns).with(rows))
}

fn tests(pen: Pen, number: usize, table: &QualityTable) -> Option<DataTable> {
    let columns = [("name", "data.test"), ("status", "data.result"), ("count", "table.remark")];
    let row = |test: &TestView| vec![Cell::text(&test.title), Cell::status(&test.status), Cell::text(&test.count)];
    let rows = table.tests.iter().map(row);
    let tests = DataTable::new(pen, format!("table-{number}"), &table.table.name, &columns).with(rows);
    (!tests.rows.is_empty()).then_some(tests)
}

fn fields(pen: Pen, number: usize, table: &QualityTable) -> Option<DataTable> {
    let columns = [("name", "data.column"), ("type", "data.type"), ("missing", "data.missing")];
    let rows = table
        .columns
        .iter()
        .map(|column| vec![Cell::text(&column.name), Cell::text(&column.data_type), Cell::text(&column.missing)]);
    let fields = DataTable::new(pen, format!("columns-{number}"), &table.table.name, &columns).with(rows);
    (!fields.rows.is_empty()).then_some(fields)
}
