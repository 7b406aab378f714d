//! What the data is worth: tests of each table, what is missing in its columns, and warnings for measures that read it.

use serde::Serialize;

use super::Material;
use super::figure::{Figure, Spark};
use super::pen::Pen;
use super::sources::{TableView, table_view};
use super::view::StatusView;
use crate::scorecard::{Contract, DataCheck, DataTest, NodeIndex, Period, TableDates, TableQuality, TestResult};

/// What the page "data quality" says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QualityPage {
    /// `Data quality`.
    pub title: String,
    /// Every table of the drop.
    pub tables: Vec<QualityTable>,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QualityTable {
    /// Its name, rows and files.
    pub table: TableView,
    /// What readers call it.
    pub title: Option<String>,
    /// Its tests.
    pub tests: Vec<TestView>,
    /// Its columns.
    pub columns: Vec<ColumnView>,
    /// `Nothing reads it`, where no measure, model or hierarchy does.
    pub unread: Option<String>,
    /// When its rows are from, where it says so.
    pub dates: Option<DatesView>,
}

/// When the rows of a table are from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DatesView {
    /// The latest period: `October 2026`.
    pub latest: String,
    /// The column that says so.
    pub column: String,
    /// `2 months behind`; `up to date`.
    pub behind: String,
    /// `Rows a month`.
    pub rows_title: String,
    /// `41 to 58`, over the periods shown.
    pub range: String,
    /// The rows of each, as a small line.
    pub line: Figure,
    /// (period, rows), the latest first.
    pub rows: Vec<(String, String)>,
}

/// One test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TestView {
    /// What it asks.
    pub title: String,
    /// Whether it holds.
    pub status: StatusView,
    /// `3 of 120 rows`; empty where nothing breaks it.
    pub count: String,
    /// `Accepted: closes a month late`, where it is broken and may stay so.
    pub accepted: Option<String>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnView {
    /// Its name in SQL.
    pub name: String,
    /// DuckDB's name for its type.
    pub data_type: String,
    /// The share of rows without a value: `2.5 %`.
    pub missing: String,
    /// Whether its values are never shown.
    pub private: bool,
    /// Whether nothing reads it, where something reads others of its table.
    pub unused: bool,
}

/// Builds the page.
pub fn page(pen: Pen, material: &Material) -> QualityPage {
    let tables = material.drop.tables.iter().enumerate().map(|(at, table)| {
        let quality = of(material, &table.name);
        let unread = quality.is_some_and(|quality| !quality.columns.is_empty() && is_unread(quality));
        QualityTable {
            table: table_view(pen, material, table),
            title: contract(material, &table.name).and_then(|contract| pen.some_text(contract.title.as_ref())),
            tests: tests(material, &table.name).map(|(test, result)| test_view(pen, test, result)).collect(),
            columns: quality.map_or_else(Vec::new, |quality| columns(pen, quality, table.rows)),
            unread: unread.then(|| pen.say("data.unread", &[])),
            dates: quality.and_then(|quality| dates_view(pen, at, quality.dates.as_ref()?)),
        }
    });
    QualityPage { title: pen.say("data.title", &[]), tables: tables.collect() }
}

/// `Orders: every order has a shop (1 of 4 rows)`, for each broken test of a table the measure reads.
pub fn warnings(pen: Pen, material: &Material, card: usize, node: NodeIndex) -> Vec<String> {
    let series = material.cards.get(card).and_then(|card| card.series(node));
    let tables = series.into_iter().flat_map(|series| &series.tables);
    let mut warnings = Vec::new();
    for table in tables {
        for (test, result) in tests(material, table).filter(|(_, result)| !result.passed) {
            let view = test_view(pen, test, result);
            let title = contract(material, table).and_then(|contract| pen.some_text(contract.title.as_ref()));
            let table = title.as_deref().unwrap_or(table);
            let mut fill = vec![("table", table), ("test", view.title.as_str()), ("count", view.count.as_str())];
            fill.extend(view.accepted.as_deref().map(|reason| ("reason", reason)));
            let key = if view.accepted.is_some() { "data.warning-accepted" } else { "data.warning" };
            warnings.push(pen.say(key, &fill));
        }
    }
    warnings
}

fn of<'a>(material: &'a Material, table: &str) -> Option<&'a TableQuality> {
    material.drop.quality.iter().find(|quality| quality.table == table)
}

fn contract<'a>(material: &'a Material, table: &str) -> Option<&'a Contract> {
    material.book.contracts.iter().find(|contract| contract.table.eq_ignore_ascii_case(table))
}

/// The tests of a table that ran, with what came of them.
fn tests<'a>(material: &'a Material, table: &str) -> impl Iterator<Item = (&'a DataTest, TestResult)> {
    let contract = contract(material, table);
    let results = of(material, table).into_iter().flat_map(|quality| &quality.tests);
    results.filter_map(move |(at, result)| Some((contract?.tests.get(*at)?, *result)))
}

fn test_view(pen: Pen, test: &DataTest, result: TestResult) -> TestView {
    let accepted = test.accepted.as_ref().filter(|_| !result.passed);
    let (code, word) = match (result.passed, accepted) {
        (true, _) => ("on-track", "data.passed"),
        (false, None) => ("at-risk", "data.warned"),
        (false, Some(_)) => ("at-risk", "data.accepted"),
    };
    let (failed, tested) = (pen.number(result.failed), pen.number(result.tested));
    let count = match (&test.check, result.failed) {
        (_, 0) | (DataCheck::RowCount(_), _) => String::new(),
        (DataCheck::Freshness(..), _) => pen.say("data.late", &[("days", &failed)]),
        _ => pen.say("data.broken", &[("failed", &failed), ("tested", &tested)]),
    };
    let columns: Vec<String> = test.check.columns().into_iter().map(ToOwned::to_owned).collect();
    let spoken = || {
        let key = format!("data.test.{}", test.check.word());
        pen.say(&key, &[("columns", &pen.words.list(&columns))])
    };
    TestView {
        title: pen.some_text(test.title.as_ref()).unwrap_or_else(spoken),
        status: StatusView { code, word: pen.say(word, &[]), close: None },
        count,
        accepted: accepted.map(|reason| pen.say("data.accepted-because", &[("reason", &pen.text(reason))])),
    }
}

/// Whether nothing reads any column of a table.
fn is_unread(quality: &TableQuality) -> bool {
    quality.columns.iter().all(|column| column.unused)
}

/// How many periods are shown.
const PERIODS: i64 = 24;

fn dates_view(pen: Pen, at: usize, dates: &TableDates) -> Option<DatesView> {
    let (latest, _) = dates.rows.last_key_value()?;
    let (first, _) = dates.rows.first_key_value()?;
    let shown = (latest.since(*first)? + 1).min(PERIODS);
    // A period without rows between others has none, which is what the line is to show.
    let periods = (0..shown).rev().map(|back| latest.plus(-back));
    let rows: Vec<(Period, u64)> = periods.map(|p| (p, dates.rows.get(&p).copied().unwrap_or(0))).collect();
    let least = pen.number(rows.iter().map(|(_, rows)| *rows).min()?);
    let most = pen.number(rows.iter().map(|(_, rows)| *rows).max()?);
    let range = if least == most { most } else { pen.say("data.range", &[("least", &least), ("most", &most)]) };
    let frequency = latest.frequency().word();
    let rows_title = pen.say(&format!("data.rows.{frequency}"), &[]);
    let line = Spark {
        caption: pen.caption(&format!("rows-{at}"), rows_title.clone(), range.clone()),
        values: rows.iter().map(|(_, rows)| Some(*rows as f64)).collect(),
        targets: Vec::new(),
    };
    Some(DatesView {
        latest: pen.period(*latest),
        column: dates.column.clone(),
        behind: behind(pen, *latest, dates.behind),
        rows_title,
        range,
        line: Figure::Spark(line),
        rows: rows.iter().rev().map(|(period, rows)| (pen.period(*period), pen.number(*rows))).collect(),
    })
}

/// How the latest rows lie to the report period.
fn behind(pen: Pen, latest: Period, periods: i64) -> String {
    let span = pen.duration(latest, usize::try_from(periods.unsigned_abs()).unwrap_or(usize::MAX));
    match periods {
        0 => pen.say("data.current", &[]),
        1.. => pen.say("data.behind", &[("span", &span)]),
        _ => pen.say("data.ahead", &[("span", &span)]),
    }
}

fn columns(pen: Pen, quality: &TableQuality, rows: u64) -> Vec<ColumnView> {
    let share = |missing: u64| if rows == 0 { 0.0 } else { missing as f64 / rows as f64 };
    let column = |column: &crate::scorecard::ColumnQuality| ColumnView {
        name: column.name.clone(),
        data_type: column.data_type.clone(),
        missing: if column.missing == 0 { String::new() } else { pen.share_text(share(column.missing)) },
        private: column.private,
        unused: column.unused && !is_unread(quality),
    };
    quality.columns.iter().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::report::testing::{Named, made, period, words};
    use crate::scorecard::{Allowed, ColumnQuality, Locale, Text};

    #[test]
    fn a_broken_warning_is_shown_with_counts_and_by_its_title() {
        let mut made = made();
        let test = |check, title: Option<&str>| DataTest {
            check,
            title: title.map(Text::plain),
            warns: true,
            filter: None,
            allowed: Allowed::Rows(0),
            accepted: None,
            span: Span::default(),
        };
        let tests = vec![
            test(DataCheck::NotNull(vec!["shop".into()]), Some("Every order has a shop")),
            test(DataCheck::Unique(vec!["id".into(), "line".into()]), None),
        ];
        let table = "orders".to_owned();
        let (title, null_values, columns) = (None, Vec::new(), Vec::new());
        let layout = crate::scorecard::Layout::default();
        let contract =
            Contract { table: table.clone(), title, layout, null_values, columns, tests, span: Span::default() };
        made.book.contracts = vec![contract];
        let column = ColumnQuality {
            name: "shop".into(),
            data_type: "VARCHAR".into(),
            missing: 10_302,
            private: true,
            unused: true,
        };
        let broken = TestResult { passed: false, failed: 3, tested: 41_208 };
        let results = vec![(0, broken), (1, TestResult { passed: true, failed: 0, ..broken })];
        made.drop.quality = vec![TableQuality { table, columns: vec![column], dates: None, tests: results }];
        let (material, words) = (made.material(), words(Locale::En));
        let page = page(Pen { words: &words, links: &Named, book: &made.book }, &material);
        let table = &page.tables[0];
        assert_eq!(table.tests[0].title, "Every order has a shop");
        assert_eq!(table.tests[0].count, "3 of 41,208 rows");
        assert_eq!((table.tests[0].status.code, table.tests[1].status.code), ("at-risk", "on-track"));
        assert_eq!(table.tests[1].title, "No two rows share id and line");
        assert_eq!((table.columns[0].missing.as_str(), table.columns[0].private), ("25\u{a0}%", true));
    }

    #[test]
    fn gaps_between_periods_are_shown_and_what_nothing_reads_is_said() {
        let mut made = made();
        let rows = [("2026-06", 5), ("2026-08", 1200)].map(|(at, rows)| (period(at), rows));
        let dates = TableDates { column: "day".into(), behind: 2, rows: rows.into() };
        let column =
            ColumnQuality { name: "day".into(), data_type: "DATE".into(), missing: 0, private: false, unused: true };
        let table = "orders".to_owned();
        made.drop.quality = vec![TableQuality { table, columns: vec![column], dates: Some(dates), tests: Vec::new() }];
        let (material, words) = (made.material(), words(Locale::En));
        let page = page(Pen { words: &words, links: &Named, book: &made.book }, &material);
        let table = &page.tables[0];
        let dates = table.dates.as_ref().expect("dates");
        assert_eq!((dates.latest.as_str(), dates.behind.as_str()), ("August 2026", "2 months behind"));
        // July has no rows, and is shown with none.
        assert_eq!(dates.range, "0 to 1,200");
        assert_eq!(dates.rows.iter().map(|(_, rows)| rows.as_str()).collect::<Vec<_>>(), ["1,200", "0", "5"]);
        assert_eq!(table.unread.as_deref(), Some("No measure, model or hierarchy reads this table."));
        assert!(!table.columns[0].unused, "said once of the whole table");
    }
}
