//! Files of numbers: `scores.json`, `scores.csv`, `edition.json` and one CSV a measure.

use serde::Serialize;

use crate::compare::{Edition, Taken};
use crate::report::Material;
use crate::report::address::Download;

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
