//! Files of numbers: `scores.json`, `scores.csv`, `edition.json`, one CSV a measure, and source rows where a book
//! publishes them.

use serde::Serialize;

use crate::compare::{Edition, Taken};
use crate::report::Material;
use crate::report::address::Download;
use crate::scorecard::SourceRows;

/// Tells Excel that a CSV is UTF-8; only where people open it by hand.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The content of a file of numbers; `None` for one that is not made from a scorecard.
pub(super) fn content(material: &Material, download: Download) -> Option<Vec<u8>> {
    match download {
        Download::Manifest => None,
        Download::Edition(at) => Some(json(&edition(material, at)?)),
        Download::ScoresJson(at) => Some(json(&material.cards.get(at)?.scores(material.drop))),
        Download::ScoresCsv(at) => csv(Vec::new(), material.cards.get(at)?.all_rows()),
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
    let mut writer = csv::Writer::from_writer(start);
    for row in rows {
        writer.serialize(row).ok()?;
    }
    writer.into_inner().ok()
}

/// Rows of a source table, without its private columns.
fn source_rows(rows: &SourceRows) -> Option<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(rows.columns.iter().map(|name| harmless(name))).ok()?;
    for row in &rows.rows {
        writer.write_record(row.iter().map(|cell| harmless(cell.as_deref().unwrap_or_default()))).ok()?;
    }
    writer.into_inner().ok()
}

/// A text that a spreadsheet would run as a formula, as the text it is; numbers stay as they are.
fn harmless(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

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
