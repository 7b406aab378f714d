//! `scorebook diff` on real books, sites and git revisions.

mod common;

use std::path::Path;
use std::process::Command;

use common::shop::Book;
use common::{said, scorebook};
use serde_json::Value;

fn json(old: &str, new: &str, book: &Path) -> Value {
    let output = scorebook(["diff", old, new, "--format", "json", "--book", &book.display().to_string()]);
    assert!(output.status.success(), "{}", said(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn path(path: &Path) -> String {
    path.display().to_string()
}

/// (cause, points) of a node, and its change.
fn causes(difference: &Value, id: &str) -> (Vec<(String, f64)>, f64) {
    let nodes = difference["scorecards"][0]["nodes"].as_array().expect("nodes");
    let node = nodes.iter().find(|node| node["id"] == id).unwrap_or_else(|| panic!("no {id} in {nodes:#?}"));
    let causes = node["causes"].as_array().expect("causes").iter();
    let causes = causes
        .map(|share| (share["cause"].as_str().expect("a cause").to_owned(), share["points"].as_f64().expect("points")));
    (causes.collect(), node["change"].as_f64().expect("a change"))
}

fn close(found: &[(String, f64)], expected: &[(&str, f64)]) {
    let same = found.len() == expected.len()
        && found.iter().zip(expected).all(|(found, is)| found.0 == is.0 && (found.1 - is.1).abs() < 1e-9);
    assert!(same, "{found:?} is not {expected:?}");
}

#[test]
fn two_sites_tell_data_from_targets() {
    let book = Book::new();
    let old = book.site("old");
    book.write("data/orders.csv", "month,amount\n2026-10,30\n2026-10,20\n2026-10,10\n");
    book.change("target: 10\n", "target: 20\n");
    let new = book.site("new");
    let found = json(&path(&old), &path(&new.join("manifest.json")), book.root());
    // Revenue 60: 60 points. Orders 3 of 20: 15 points, of which data +10 and target −15 alone, 7.5 and −12.5 in mean.
    close(&causes(&found, "customer/grow/revenue").0, &[("data", 10.0)]);
    close(&causes(&found, "customer/grow/orders").0, &[("data", 7.5), ("target", -12.5)]);
    let (parts, change) = causes(&found, "");
    close(&parts, &[("data", 8.75), ("target", -6.25)]);
    assert!((change - 2.5).abs() < 1e-9, "{change}");
}

#[test]
fn a_git_revision_with_the_same_data_shows_what_a_change_of_the_book_does() {
    let book = Book::new();
    book.git(&["init", "-q"]);
    book.git(&["add", "."]);
    book.git(&["commit", "-qm", "first"]);
    book.change("SELECT month AS period, count(*) AS value", "SELECT month AS period, 2 * count(*) AS value");
    let found = json("HEAD", &path(book.root()), book.root());
    close(&causes(&found, "customer/grow/orders").0, &[("query", 20.0)]);
    let node = &found["scorecards"][0]["nodes"][3];
    assert_eq!(node["definition"], serde_json::json!(["query"]));
    let clean = Command::new("git").arg("-C").arg(book.root()).args(["diff", "--cached", "--name-only"]).output();
    assert_eq!(clean.expect("git runs").stdout, b"", "the index of the repository is as it was");
}

#[test]
fn books_take_apart_what_changed_in_data_and_definition_at_once() {
    let (old, new) = (Book::new(), Book::new());
    new.write("data/orders.csv", "month,amount\n2026-10,30\n2026-10,20\n2026-10,10\n2026-10,0\n");
    new.change("SELECT month AS period, count(*) AS value", "SELECT month AS period, 2 * count(*) AS value");
    let found = json(&path(old.root()), &path(new.root()), old.root());
    // 2 orders become 4 by data, 4 by SQL, 8 by both: 20 to 80 points, 20 + 40 and 20 + 40 in the two orders.
    close(&causes(&found, "customer/grow/orders").0, &[("data", 30.0), ("query", 30.0)]);
    let sites = json(&path(&old.site("site")), &path(&new.site("site")), old.root());
    close(&causes(&sites, "customer/grow/orders").0, &[("together", 60.0)]);
}

#[test]
fn how_a_contract_reads_files_is_part_of_the_definition() {
    let book = Book::new();
    let old = book.site("old");
    let contract = |row: &str| format!("kind: data\n{row}tables:\n  orders: {{header_row: 1}}\n");
    book.write("scorecards/data.yaml", &contract(""));
    let read = json(&path(&old), &path(book.root()), book.root());
    assert_eq!(read["scorecards"][0]["nodes"][1]["definition"], serde_json::json!(["rules"]), "{read:#}");
    let with = book.site("with");
    book.write("scorecards/data.yaml", &contract("# a line further down\n"));
    let moved = json(&path(&with), &path(book.root()), book.root());
    assert_eq!(moved["scorecards"][0]["nodes"].as_array().map(Vec::len), Some(1), "{moved:#}");
}

#[test]
fn the_text_says_what_moved_and_why() {
    let book = Book::new();
    let old = book.site("old");
    book.write("data/orders.csv", "month,amount\n2026-10,30\n2026-10,60\n");
    let output = scorebook([Path::new("diff"), &old, book.root()]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    insta::assert_snapshot!(text, @r"
    Sales (sales)   2026-10
      ◆ Sales          35.0 → 55.0   +20.0  data +20.0
        ◆ Customer     35.0 → 55.0   +20.0  data +20.0
          ◆ Grow       35.0 → 55.0   +20.0  data +20.0
            ● Revenue  50.0 → 90.0   +40.0  data +40.0
                on track, was off track; 50 → 90
      1 node as before
    ");
    let output = scorebook(["diff", &path(&old), &path(book.root()), "--format", "markdown"]);
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout), @r"
    ### Sales · 2026-10

    **35.0 → 55.0 (+20.0)**, ◆ off track: data +20.0

    | | score | change | because of | status | values | definition |
    |---|---|---:|---|---|---|---|
    | Customer | 35.0 → 55.0 | +20.0 | data +20.0 | ◆ off track |  |  |
    | Grow | 35.0 → 55.0 | +20.0 | data +20.0 | ◆ off track |  |  |

    <details><summary>1 measure</summary>

    | | score | change | because of | status | values | definition |
    |---|---|---:|---|---|---|---|
    | Revenue | 50.0 → 90.0 | +40.0 | data +40.0 | ● on track, was off track | 50 → 90 |  |

    </details>
    ");
}

#[test]
fn what_is_no_edition_is_answered() {
    let book = Book::new();
    for name in ["nowhere", "--output=x", "git:nowhere"] {
        let output = scorebook(["diff", "--book", &path(book.root()), "--", name]);
        assert_eq!(output.status.code(), Some(1), "{name}: {}", said(&output));
        assert!(said(&output).contains("help:"), "{}", said(&output));
    }
    let site = book.site("site");
    std::fs::remove_file(site.join("data/sales/edition.json")).expect("removable");
    let output = scorebook([Path::new("diff"), &site, book.root()]);
    assert!(said(&output).contains("error[diff-site]"), "{}", said(&output));
    book.write("data/orders.csv", "");
    let output = scorebook([Path::new("diff"), book.root(), book.root()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[file-empty]"), "{}", said(&output));
}
