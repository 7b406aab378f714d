//! Files of numbers: `scores.json`, `scores.csv`, `edition.json`, `since.json`, one CSV a measure, source rows where a book publishes
//! them, and what lies beside a page.

use serde::Serialize;

use crate::compare::{Edition, Taken};
use crate::report::address::Download;
use crate::report::export::{Cell, DataTable};
use crate::report::{Material, business_case, survey_numbers};
use crate::scorecard::SourceRows;

/// Tells Excel that a CSV is UTF-8; only where people open it by hand.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The content of a file of numbers; `None` for one that is not made from the material.
pub(super) fn content(material: &Material, download: Download) -> Option<Vec<u8>> {
    match download {
        Download::Manifest => None,
        Download::Edition(at) => Some(json(&edition(material, at)?)),
        Download::Since(at) => Some(json(material.cards.get(at)?.since?)),
        Download::Survey(at) => Some(json(&survey_numbers::numbers(material.surveyed.get(at)?))),
        Download::Case(at) => Some(json(&business_case::file(material.cases.get(at)?))),
        Download::ScoresJson(at) => Some(json(&material.cards.get(at)?.scores(material.drop))),
        Download::ScoresCsv(at) => {
            let card = material.cards.get(at)?;
            let kept = card.history.is_some();
            if kept { csv(Vec::new(), card.all_rows_published()) } else { csv(Vec::new(), card.all_rows()) }
        }
        Download::Measure(at, node) => csv(BYTE_ORDER_MARK.to_vec(), material.cards.get(at)?.measure_records(node)),
        Download::Rows(at, node, table) => source_rows(material.rows.get(&(at, node))?.get(table)?),
    }
}

/// What a later report is compared with.
fn edition(material: &Material, at: usize) -> Option<Edition> {
    let card = material.cards.get(at)?;
    let taken = Taken {
        book: material.book,
        scorecard: card.scorecard,
        entities: card.entities,
        series: card.series,
        evaluation: card.evaluation,
        drop: material.drop,
        tool: material.tool_version,
    };
    Some(taken.edition())
}

/// Pretty JSON that ends in a line break.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    // Numbers are finite and keys are strings, so there is nothing serde_json refuses.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn csv(start: Vec<u8>, rows: impl Iterator<Item = impl Serialize>) -> Option<Vec<u8>> {
    let mut plain = csv::Writer::from_writer(Vec::new());
    for row in rows {
        plain.serialize(row).ok()?;
    }
    // Ids of entities come from data. What serde wrote is read once more, since it does not let a cell be changed.
    let plain = plain.into_inner().ok()?;
    let mut writer = csv::Writer::from_writer(start);
    for record in csv::ReaderBuilder::new().has_headers(false).from_reader(plain.as_slice()).records() {
        writer.write_record(record.ok()?.iter().map(number_or_harmless)).ok()?;
    }
    writer.into_inner().ok()
}

/// Rows of a source table, without its private columns.
fn source_rows(rows: &SourceRows) -> Option<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(rows.columns.iter().map(|name| harmless(name))).ok()?;
    for row in &rows.rows {
        writer.write_record(row.iter().map(|cell| number_or_harmless(cell.as_deref().unwrap_or_default()))).ok()?;
    }
    writer.into_inner().ok()
}

/// A cell that is a number as it is, anything else made harmless.
fn number_or_harmless(cell: &str) -> String {
    if cell.parse::<f64>().is_ok() { cell.to_owned() } else { harmless(cell) }
}

/// The CSV of a page's table: headings for readers, unrounded numbers, statuses in words. `None` cannot happen.
pub(super) fn table(table: &DataTable) -> Option<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(table.columns.iter().map(|column| harmless(&column.title))).ok()?;
    for row in &table.rows {
        writer.write_record(row.iter().map(cell)).ok()?;
    }
    writer.into_inner().ok()
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => harmless(text),
        Cell::Status(status) => harmless(&status.word),
        Cell::Missing => String::new(),
    }
}

/// Text that a spreadsheet does not take for a formula: an apostrophe stands before what looks like one.
///
/// After OWASP, "CSV Injection": cells that begin with `=`, `+`, `-`, `@`, a tab or a carriage return. Their forms of
/// full width, which a Chinese keyboard types, are read the same way by some programs.
fn harmless(text: &str) -> String {
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    if text.starts_with(formula) { format!("'{text}") } else { text.to_owned() }
}

/// JSON in one line, that ends in a line break.
pub(super) fn compact_json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A script that sets one variable of the window; read from disk, where a page may not fetch a file.
pub(super) fn script(variable: &str, value: &impl Serialize) -> Vec<u8> {
    let mut bytes = format!("window.{variable} = ").into_bytes();
    bytes.extend(serde_json::to_vec(value).unwrap_or_default());
    bytes.extend(b";\n");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::export::Column;
    use crate::report::view::StatusView;

    fn written(cells: Vec<Cell>) -> String {
        let column = |_: &Cell| Column { key: "x", title: "X".into() };
        let columns = cells.iter().map(column).collect();
        let table_ = DataTable { id: "t".into(), title: "T".into(), columns, rows: vec![cells] };
        let text = String::from_utf8(table(&table_).expect("a CSV")).expect("UTF-8");
        text.lines().nth(1).expect("a row").to_owned()
    }

    #[test]
    fn a_spreadsheet_calculates_numbers_and_nothing_else() {
        let text = |text: &str| Cell::text(text);
        let row =
            written(vec![text("=cmd|'/c calc'!A1"), text("+1"), text("-2"), text("@x"), text("a=b"), text("＝1")]);
        assert_eq!(row, "'=cmd|'/c calc'!A1,'+1,'-2,'@x,a=b,'＝1");
        assert_eq!(
            written(vec![Cell::Number(-2.5), Cell::Number(1e21), Cell::Missing]),
            "-2.5,1000000000000000000000,"
        );
    }

    #[test]
    fn ids_from_data_are_harmless_in_the_large_files_too() {
        let rows = [("=1+1", -2.5), ("east", 3.0)];
        assert_eq!(csv(Vec::new(), rows.into_iter()).expect("a CSV"), b"'=1+1,-2.5\neast,3.0\n");
    }

    #[test]
    fn a_table_says_that_it_is_utf8_and_quotes_what_must_be() {
        let status = Cell::Status(StatusView { code: "on-track", word: "达标".into(), close: None });
        assert_eq!(written(vec![Cell::text("a, \"b\""), status]), "\"a, \"\"b\"\"\",达标");
        let empty = DataTable { id: "t".into(), title: "T".into(), columns: Vec::new(), rows: Vec::new() };
        assert!(table(&empty).expect("a CSV").starts_with(BYTE_ORDER_MARK));
    }

    #[test]
    fn an_index_is_one_assignment() {
        assert_eq!(script("scorebookIndex", &["</script>"]), b"window.scorebookIndex = [\"</script>\"];\n");
    }

    #[test]
    fn rows_hold_no_formula() {
        let cells = ["-3.5", "=cmd|' /C calc'!A1", "+49 30", "plain, with \"quotes\""];
        let row = cells.into_iter().map(|cell| Some(cell.to_owned())).chain([None]).collect();
        let rows = SourceRows {
            columns: ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec(),
            rows: vec![row],
            ..SourceRows::default()
        };
        let bytes = source_rows(&rows).expect("a file");
        let text = String::from_utf8_lossy(bytes.strip_prefix(BYTE_ORDER_MARK).expect("a mark"));
        assert_eq!(text, "a,b,c,d,e\n-3.5,'=cmd|' /C calc'!A1,'+49 30,\"plain, with \"\"quotes\"\"\",\n");
    }
}
