//! A history file is only ever added to, and every slip in it is told with its line.

use super::row::{Published, Row, VersionId};
use super::*;
use crate::scorecard::Status;

fn version() -> VersionId {
    VersionId::new("0123456789abcdef0123", "fedcba9876543210")
}

fn row(period: &str, node: &str, entity: &str, score: f64) -> Row {
    let published = Published {
        actual: Some(0.1 + 0.2),
        target: None,
        score: Some(score),
        status: Status::AtRisk,
        coverage: 1.0,
        version: version(),
    };
    Row { period: Period::parse(period).expect("a period"), node: node.into(), entity: entity.into(), published }
}

/// Two periods, three rows each; an entity's id needs quotes.
fn text() -> String {
    let mut text = HEADER.to_owned();
    for period in ["2026-09", "2026-10"] {
        for (node, entity) in [("", ""), ("a/b", "=1,\"x\"\n2"), ("a/c", "")] {
            text.push_str(&row(period, node, entity, 61.5).line(3));
        }
    }
    text
}

fn read(text: &str) -> (History, Vec<String>) {
    let mut findings = Findings::default();
    let history = History::read("h.csv".into(), Some(text.to_owned()), Frequency::Month, &mut findings);
    let told = findings.iter().map(|found| {
        let line = found.file.as_ref().and_then(|(_, line)| *line).unwrap_or_default();
        format!("{line} {}: {}", found.code, found.message)
    });
    (history, told.collect())
}

#[test]
fn what_was_written_is_read_again() {
    let (history, told) = read(&text());
    assert_eq!(told, [""; 0]);
    let period = Period::parse("2026-10").expect("a period");
    let known = history.published(period, "a/b", "=1,\"x\"\n2").expect("the row");
    assert_eq!((known.actual, known.score), (Some(0.1 + 0.2), Some(61.5)));
    assert_eq!(known.version.data(), "fedcba9876543210");
    assert_eq!(history.added(), "");
}

#[test]
fn slips_are_told_with_their_line() {
    let edited = text().replacen(",61.5,", ",71.5,", 1);
    assert_eq!(read(&edited).1, ["2 history-edited: this row was changed after it was written"]);
    let mut lines: Vec<String> = text().lines().map(|line| format!("{line}\n")).collect();
    let gone = format!("{}{}", lines[..1].concat(), lines[2..].concat());
    let told = "2 history-period: rows of 2026-09 were added, taken out or changed: there are 2 of them";
    assert_eq!(read(&gone).1, [told]);
    lines.push(lines[1].clone());
    let told = read(&lines.concat()).1;
    assert_eq!(told[0], "10 history-twice: the scorecard in 2026-09 stands here a second time, after line 2");
    let cut = text();
    let told = read(&cut[..cut.len() - 30]).1;
    assert_eq!(told[0], "9 history-cut: the file ends in the middle of a row");
    assert_eq!(read("a,b\n1,2\n").1, ["1 history-foreign: this is no history that a build has written"]);
    let quarter = text().replacen("2026-10,a/c", "2026-Q3,a/c", 1);
    assert!(read(&quarter).1[0].contains("`2026-Q3` is no period of this scorecard"), "{:?}", read(&quarter).1);
}

#[test]
fn withheld_is_not_restated() {
    let published = row("2026-10", "", "", 61.5).published;
    let mut now =
        crate::evaluate::Outcome { score: Some(61.5), actual: published.actual, ..crate::evaluate::Outcome::missing() };
    assert!(!published.is_restated(&now));
    now.actual = Some(0.4);
    assert!(published.is_restated(&now));
    now.status = Status::Withheld;
    assert!(!published.is_restated(&now));
}
