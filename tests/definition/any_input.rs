//! No input whatever makes loading panic, or lets a book through that has errors.

use std::fs;

use proptest::prelude::*;
use scorebook::definition::load;
use scorebook::diagnostic::{MessageFormat, Renderer};

use super::{BOOK, CARD, PYRAMID, write};

/// What happens to a text on its way.
#[derive(Clone, Debug)]
enum Slip {
    Cut(usize, usize),
    Repeat(usize, usize),
    Put(usize, Vec<u8>),
}

fn slip() -> impl Strategy<Value = Slip> {
    let at = 0..CARD.len();
    let pieces = prop_oneof![
        prop::collection::vec(any::<u8>(), 1..4),
        prop::sample::select(vec![
            "\n", "\t", ": ", "- ", "{", "]", "\"", "'", "|", "&a ", "*a", "<<: ", "---\n", "#", "~", "1e999", "-",
            ".inf", "客", "0", "!!int ", "? ", "null", "\u{feff}", "2026-10", "[[[[[[",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    prop_oneof![
        (at.clone(), 1..80usize).prop_map(|(at, len)| Slip::Cut(at, len)),
        (at.clone(), 1..200usize).prop_map(|(at, len)| Slip::Repeat(at, len)),
        (at, pieces).prop_map(|(at, piece)| Slip::Put(at, piece)),
    ]
}

fn spoil(text: &str, slips: &[Slip]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for slip in slips {
        let range = |at: usize, len: usize| at.min(bytes.len())..(at + len).min(bytes.len());
        match slip {
            Slip::Cut(at, len) => drop(bytes.drain(range(*at, *len))),
            Slip::Repeat(at, len) => {
                let again = bytes[range(*at, *len)].to_vec();
                let at = at.min(&bytes.len()).to_owned();
                bytes.splice(at..at, again);
            }
            Slip::Put(at, piece) => drop(bytes.splice(range(*at, 1), piece.iter().copied())),
        }
    }
    bytes
}

const FORMATS: [MessageFormat; 5] =
    [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json, MessageFormat::Github, MessageFormat::Sarif];

fn survives(card: &[u8], book: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[("scorecards/sql/recent.sql", "SELECT 1")]);
    fs::write(folder.path().join("scorebook.yaml"), book).expect("writable");
    fs::write(folder.path().join("scorecards/crm.yaml"), card).expect("writable");
    let loaded = load(folder.path());
    assert_eq!(loaded.book.is_none(), loaded.findings.has_errors());
    for format in FORMATS {
        let printed = Renderer { format, colour: false }.render(&loaded.findings, &loaded.sources);
        assert_eq!(printed.is_empty(), loaded.findings.is_empty() && format != MessageFormat::Sarif);
    }
    for card in loaded.book.iter().flat_map(|book| &book.scorecards) {
        for node in card.nodes.iter().filter(|node| node.measure().is_none()) {
            let sum: f64 = node.edges.iter().map(|edge| edge.weight).sum();
            assert!((sum - 1.0).abs() < 1e-9, "shares of {} sum to {sum}", node.path);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_spoilt_scorecard_is_answered_with_findings(slips in prop::collection::vec(slip(), 1..6)) {
        survives(&spoil(CARD, &slips), BOOK.as_bytes());
    }

    #[test]
    fn a_spoilt_book_is_answered_with_findings(slips in prop::collection::vec(slip(), 1..4)) {
        survives(CARD.as_bytes(), &spoil(BOOK, &slips));
    }

    #[test]
    fn a_spoilt_pyramid_is_answered_with_findings(slips in prop::collection::vec(slip(), 1..4)) {
        survives(&spoil(PYRAMID, &slips), BOOK.as_bytes());
    }
}
