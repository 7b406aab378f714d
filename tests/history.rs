//! `history: true`: what was first published stays, and what is another number now is said to be restated.

mod common;

use std::path::{Path, PathBuf};

use common::shop::{Book, CARD};
use common::{bytes_below, said, scorebook};
use serde_json::Value;

const FILE: &str = "scorecards/history/sales.csv";

/// The book of the shop, which keeps its history.
fn book() -> Book {
    let book = Book::new();
    book.write("scorebook.yaml", "title: T\nlocales: [en, zh]\nhistory: true\n");
    book
}

fn build(book: &Book, more: &[&str]) -> (Option<i32>, String) {
    let root = book.root().display().to_string();
    let output = scorebook(["build", &root, "--quiet"].into_iter().chain(more.iter().copied()));
    (output.status.code(), said(&output))
}

fn built(book: &Book, more: &[&str]) -> PathBuf {
    let (code, text) = build(book, more);
    assert_eq!(code, Some(0), "{text}");
    book.root().join("site")
}

fn history(book: &Book) -> String {
    std::fs::read_to_string(book.root().join(FILE)).expect("a history")
}

fn page(site: &Path, path: &str) -> String {
    std::fs::read_to_string(site.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn json(site: &Path, path: &str) -> Value {
    serde_json::from_str(&page(site, path)).expect("JSON")
}

/// The rows of the file without their check, each as cells.
fn rows(book: &Book) -> Vec<Vec<String>> {
    history(book).lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn a_build_keeps_what_it_publishes_and_the_next_one_changes_nothing() {
    let book = book();
    let site = built(&book, &[]);
    let (first, text) = (bytes_below(&site), history(&book));
    let rows = rows(&book);
    assert_eq!(rows.len(), 5, "{text}");
    assert_eq!(rows[4][..8], ["2026-10", "customer/grow/revenue", "", "50", "100", "50", "off-track", "1"]);
    let manifest = json(&site, "manifest.json");
    assert!(manifest["definitions"].as_str().expect("a hash").starts_with(&rows[0][8]), "{rows:?}");
    assert!(manifest["data_drop"].as_str().expect("a hash").starts_with(&rows[0][9]), "{rows:?}");
    built(&book, &[]);
    assert!(bytes_below(&site) == first, "the history is an input, and the first build counts its own rows in");
    assert_eq!(history(&book), text);
    assert!(!page(&site, "sales/customer/grow/revenue/index.html").contains("restated"));
    let verified = scorebook([Path::new("verify"), &site, Path::new("--book"), book.root()]);
    assert!(verified.status.success(), "{}", said(&verified));
}

#[test]
fn restated_data_stand_beside_what_was_published() {
    let book = book();
    let site = built(&book, &[]);
    let before = history(&book);
    // October came in too low, and November is new.
    book.write("data/orders.csv", "month,amount\n2026-10,30\n2026-10,45\n2026-11,80\n");
    built(&book, &[]);
    let after = history(&book);
    assert!(after.starts_with(&before), "what stood there stays");
    assert_eq!(after.lines().count(), before.lines().count() + 5);
    let measure = page(&site, "sales/customer/grow/revenue/index.html");
    assert!(measure.contains("published as ¥50, score 50.0"), "{measure}");
    let old = before.lines().nth(1).expect("a row").split(',').nth(9).expect("data")[..8].to_owned();
    let new = json(&site, "manifest.json")["data_drop"].as_str().expect("a hash")[..8].to_owned();
    assert!(measure.contains(&format!("data {old} then, {new} now")), "{measure}");
    assert!(!measure.contains("definitions "), "only the data moved: {measure}");
    let zh = page(&site, "zh/sales/customer/grow/revenue/index.html");
    assert!(zh.contains("已修订") && zh.contains("发布时为¥50"), "{zh}");
    let past = page(&site, "sales/periods/2026-10/index.html");
    assert!(past.contains("The score was published as 35.0."), "{past}");
    let changes = page(&site, "sales/changes/index.html");
    assert!(changes.contains("One measure of October 2026 was restated"), "{changes}");
    let exceptions = page(&site, "sales/exceptions/index.html");
    assert!(exceptions.contains("id=\"restated\"") && exceptions.contains("published as ¥50"), "{exceptions}");
    let scores = page(&site, "data/sales/scores.csv");
    let header: Vec<&str> = scores.lines().next().expect("a header").split(',').collect();
    assert_eq!(header[..3], ["id", "kind", "entity"], "columns are added at the end");
    let at = header.iter().position(|column| *column == "published_actual").expect("the column");
    let row = |period: &str| {
        let row = scores.lines().find(|line| line.contains("/revenue,") && line.contains(period)).expect("a row");
        row.split(',').map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!([&row("2026-10")[4], &row("2026-10")[at], &row("2026-11")[at]], ["75.0", "50.0", "80.0"]);
    let nodes = json(&site, "data/sales/scores.json")["nodes"].clone();
    let whole = nodes.as_array().expect("nodes").iter().find(|node| node["id"] == "").expect("the scorecard").clone();
    assert_eq!(whole["published"]["score"], whole["score"]);
}

#[test]
fn a_period_is_added_once_whatever_is_asked_for() {
    let book = book();
    book.write("data/orders.csv", "month,amount\n2026-09,10\n2026-10,30\n2026-10,20\n");
    built(&book, &[]);
    let latest = history(&book);
    built(&book, &["--period", "2026-09"]);
    let both = history(&book);
    assert!(both.starts_with(&latest) && both.matches("2026-09,").count() == 5, "{both}");
    book.write("data/orders.csv", "month,amount\n2026-09,11\n2026-10,31\n");
    built(&book, &["--period", "2026-09"]);
    built(&book, &[]);
    assert_eq!(history(&book), both);
}

#[test]
fn a_new_definition_is_told_from_new_data_and_gone_measures_keep_their_rows() {
    let book = book();
    let site = built(&book, &[]);
    let before = history(&book);
    book.write(
        "scorecards/sales.yaml",
        &CARD.replace("target: 100", "target: 200").replace("id: orders\n", "id: baskets\n"),
    );
    built(&book, &[]);
    assert_eq!(history(&book), before);
    let measure = page(&site, "sales/customer/grow/revenue/index.html");
    assert!(measure.contains("published as ¥50, score 50.0") && measure.contains("definitions "), "{measure}");
    assert!(!page(&site, "sales/customer/grow/baskets/index.html").contains("restated"), "it was never published");
}

#[test]
fn what_is_wrong_with_the_file_is_told_with_its_line_and_nothing_is_published() {
    let book = book();
    let site = built(&book, &[]);
    let good = history(&book);
    let first = bytes_below(&site);
    let cases = [
        (good.replacen(",50,100,50,", ",60,100,60,", 1), "sales.csv:6: error[history-edited]"),
        (good.split_inclusive('\n').take(4).collect(), "sales.csv:2: error[history-period]"),
        (format!("{good}{}\n", good.lines().last().expect("a row")), "sales.csv:7: error[history-twice]"),
        (good[..good.len() - 12].to_owned(), "sales.csv:6: error[history-cut]"),
        ("month,amount\n2026-10,5\n".to_owned(), "sales.csv:1: error[history-foreign]"),
        (good.replacen("2026-10", "2026-Q3", 1), "sales.csv:2: error[history-row]"),
    ];
    for (text, expected) in cases {
        book.write(FILE, &text);
        let (code, told) = build(&book, &["--message-format", "short"]);
        assert!(code == Some(1) && told.contains(expected), "{expected}: {told}");
        assert_eq!(history(&book), text, "the tool never mends it");
        let checked = scorebook([Path::new("check"), book.root()]);
        assert_eq!(checked.status.code(), Some(1), "{}", said(&checked));
    }
    std::fs::write(book.root().join(FILE), b"\xff\xfe").expect("writable");
    let (code, told) = build(&book, &[]);
    assert!(code == Some(1) && told.contains("error[history-unreadable]"), "{told}");
    assert!(bytes_below(&site) == first);
}

#[test]
fn check_and_a_refused_build_write_nothing() {
    let book = book();
    let checked = scorebook([Path::new("check"), book.root()]);
    assert!(checked.status.success(), "{}", said(&checked));
    assert!(!book.root().join("scorecards/history").exists());
    // The place of the site is taken by somebody else's files.
    book.write("site/notes.txt", "mine");
    let (code, told) = build(&book, &[]);
    assert!(code == Some(1) && told.contains("site-not-ours"), "{told}");
    let left: Vec<_> = bytes_below(&book.root().join("scorecards/history")).into_keys().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_folder_that_cannot_be_written_stops_the_build_before_it_publishes() {
    let book = book();
    // A file where the folder should be: also root cannot write there.
    book.write("scorecards/history", "in the way");
    let (code, told) = build(&book, &[]);
    assert!(code == Some(1) && told.contains("error[history-un"), "{told}");
    assert!(!book.root().join("site").exists());
}

#[test]
fn withheld_values_are_kept_as_withheld_and_restated_ones_give_nobody_away() {
    let book = book();
    let card = CARD.replace(
        "SELECT month AS period, count(*) AS value FROM orders GROUP BY ALL",
        "SELECT month AS period, avg(amount) AS value, count(*) AS n FROM orders GROUP BY ALL",
    );
    book.write("scorecards/sales.yaml", &card.replace("id: orders\n", "id: orders\n            min_group: 2\n"));
    // One person in October; two in November.
    book.write("data/orders.csv", "month,amount\n2026-10,3.25\n2026-11,7.5\n2026-11,2\n");
    let site = built(&book, &["--period", "2026-10"]);
    let october = rows(&book).into_iter().find(|row| row[1].ends_with("/orders")).expect("the row");
    assert_eq!([&october[3], &october[5], &october[6]], ["", "", "withheld"]);
    built(&book, &[]);
    // One person more in November: 3 × the new mean less 2 × the old one is what that person has.
    book.write("data/orders.csv", "month,amount\n2026-10,3.25\n2026-11,7.5\n2026-11,2\n2026-11,4\n");
    built(&book, &[]);
    let measure = page(&site, "sales/customer/grow/orders/index.html");
    assert!(measure.contains("restated") && !measure.contains("4.75"), "{measure}");
    let everything: Vec<u8> = bytes_below(&site).into_values().flatten().collect();
    let everything = String::from_utf8_lossy(&everything);
    assert!(!everything.contains("4.75") && !everything.contains("47.5"), "the mean of before, or its score");
}

#[test]
fn without_history_nothing_is_kept_and_outputs_are_as_ever() {
    let book = Book::new();
    let site = built(&book, &[]);
    assert!(!book.root().join("scorecards/history").exists());
    assert!(!page(&site, "data/sales/scores.csv").contains("published"));
    assert_eq!(json(&site, "data/sales/scores.json")["nodes"][0].get("published"), None);
}
