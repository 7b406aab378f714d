//! `scorebook build --compare-to`: the page on what moved since the last publication.

mod common;

use std::path::Path;
use std::process::Output;

use common::shop::{Book, CARD};
use common::{bytes_below, said, scorebook};
use serde_json::Value;

/// Builds the book into `out`, compared with `old`.
fn compared(book: &Book, out: &Path, old: &str) -> Output {
    let (root, out) = (book.root().display().to_string(), out.display().to_string());
    scorebook(["build", &root, "--quiet", "--out", &out, "--compare-to", old])
}

fn page(site: &Path, path: &str) -> String {
    std::fs::read_to_string(site.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn json(site: &Path, path: &str) -> Value {
    serde_json::from_str(&page(site, path)).expect("JSON")
}

/// A table of `numbers.json` by its id.
fn table(site: &Path, id: &str) -> Value {
    let numbers = json(site, "sales/since/numbers.json");
    let tables = numbers["tables"].as_array().expect("tables").clone();
    tables.into_iter().find(|table| table["id"] == id).unwrap_or_else(|| panic!("no {id} in {numbers:#}"))
}

/// The cell of a row by key.
fn cell(table: &Value, row: usize, key: &str) -> Value {
    let columns = table["columns"].as_array().expect("columns");
    let at = columns.iter().position(|column| column["key"] == key).unwrap_or_else(|| panic!("no column {key}"));
    table["rows"][row][at].clone()
}

#[test]
fn the_first_publication_is_no_failure_and_the_second_says_what_moved() {
    let book = Book::new();
    let site = book.root().join("site");
    let first = compared(&book, &site, &site.display().to_string());
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    assert!(said(&first).contains("warning[compare-nothing]"), "{}", said(&first));
    assert!(!site.join("sales/since").exists());
    // Revenue 60: 60 points. Orders 3 of 20: 15 points, of which data +7.5 and target −12.5.
    book.write("data/orders.csv", "month,amount\n2026-10,30\n2026-10,20\n2026-10,10\n");
    book.change("target: 10\n", "target: 20\n");
    let second = compared(&book, &site, &site.display().to_string());
    assert_eq!(said(&second).matches("compare-").count(), 0, "{}", said(&second));
    let html = page(&site, "sales/since/index.html");
    let sentence = "Since the last publication, the score rose from 35.0 to 37.5: data +8.8 and target or curve −6.3.";
    assert!(html.contains(&format!("<h1>{sentence}</h1>")), "{html}");
    assert!(html.contains("Two of 2 measures moved."), "{html}");
    assert!(html.contains("chart-bridge"), "the change as a picture");
    let moved = table(&site, "moved");
    assert_eq!(cell(&moved, 4, "id"), "customer/grow/orders");
    let parts = ["data", "query", "target_or_curve", "weights", "policy", "together"].map(|key| cell(&moved, 4, key));
    let parts = parts.map(|part| format!("{:.9}", part.as_f64().expect("points")));
    assert_eq!(parts, [7.5, 0.0, -12.5, 0.0, 0.0, 0.0].map(|points| format!("{points:.9}")));
    assert_eq!(cell(&moved, 4, "definition"), "target");
    assert!(site.join("sales/since/moved.csv").is_file());
    // Every page leads there, and the briefing says the sentence.
    assert!(page(&site, "sales/customer/index.html").contains("../since/index.html"));
    assert!(page(&site, "sales/briefing/index.html").contains(sentence));
    assert!(page(&site, "assets/search-en.js").contains("sales/since/index.html"));
}

#[test]
fn nothing_moved_is_said_and_the_same_site_comes_again() {
    let book = Book::new();
    let old = book.site("old");
    let (first, second) = (book.root().join("first"), book.root().join("second"));
    for (out, against) in [(&first, &old), (&second, &first)] {
        let built = compared(&book, out, &against.display().to_string());
        assert!(built.status.success(), "{}", said(&built));
    }
    assert!(page(&first, "sales/since/index.html").contains("<h1>Nothing has moved since the last publication.</h1>"));
    assert!(bytes_below(&first) == bytes_below(&second), "compared with the same edition, however it was published");
    let (was, is) = (json(&old, "manifest.json"), json(&first, "manifest.json"));
    assert_eq!(is["compared_to"]["sales"]["data_drop"], was["data_drop"]);
    assert_eq!(is["compared_to"]["sales"]["definitions"], was["definitions"]);
    assert_eq!(was["compared_to"], Value::Null);
    let everything: Vec<u8> = bytes_below(&first).into_values().flatten().collect();
    let machine = book.root().display().to_string();
    assert!(!String::from_utf8_lossy(&everything).contains(&machine), "no path of the machine");
}

#[test]
fn a_site_with_the_page_is_verified_without_the_earlier_one() {
    let book = Book::new();
    let old = book.site("old");
    book.write("data/orders.csv", "month,amount\n2026-10,31.7\n2026-10,20.123\n2026-10,11.1\n");
    book.change(
        "weight: 50\n            baseline: 0\n            target: 100\n",
        "weight: 50\n            baseline: 3\n            target: 101\n",
    );
    let site = book.root().join("site");
    assert!(compared(&book, &site, &old.display().to_string()).status.success());
    std::fs::remove_dir_all(&old).expect("removable");
    let verified = scorebook([Path::new("verify"), &site, Path::new("--book"), book.root()]);
    assert!(verified.status.success(), "{}", said(&verified));
}

#[test]
fn a_revision_is_compared_with_and_definitions_come_and_go() {
    let book = Book::new();
    book.git(&["init", "-q"]);
    book.git(&["add", "."]);
    book.git(&["commit", "-qm", "first"]);
    let card = CARD.replace("id: orders\n", "id: baskets\n").replace("title: 订单|数", "title: 'Baskets <b>'");
    book.write("scorecards/sales.yaml", &card);
    let site = book.root().join("site");
    let built = compared(&book, &site, "HEAD");
    assert!(built.status.success(), "{}", said(&built));
    let html = page(&site, "sales/since/index.html");
    assert!(html.contains("Since the earlier state of the book, the score stayed at 35.0."), "{html}");
    assert!(html.contains("<li>订单|数</li>") && html.contains("Baskets &lt;b&gt;</a></li>"), "{html}");
    let difference = &json(&site, "data/sales/since.json")["difference"];
    assert_eq!(difference["added"][0]["id"], "customer/grow/baskets");
    assert_eq!(difference["removed"][0]["id"], "customer/grow/orders");
}

#[test]
fn chinese_pages_say_it_in_chinese() {
    let book = Book::new();
    book.write("scorebook.yaml", "title: T\nlocales: [zh, en]\n");
    let old = book.site("old");
    book.write("data/orders.csv", "month,amount\n2026-10,30\n");
    let site = book.root().join("site");
    assert!(compared(&book, &site, &old.display().to_string()).status.success());
    // Revenue 30: 30 points; orders 1: 10 points.
    let html = page(&site, "sales/since/index.html");
    assert!(html.contains("<h1>与上次发布相比，得分由35.0降至20.0：数据 −15.0。</h1>"), "{html}");
    assert!(page(&site, "en/sales/since/index.html").contains("fell from 35.0 to 20.0: data −15.0."));
}

#[test]
fn what_cannot_be_compared_publishes_nothing() {
    let book = Book::new();
    let old = book.site("old");
    let site = book.root().join("site");
    let against = |old: &Path| {
        let built = compared(&book, &site, &old.display().to_string());
        (built.status.code(), said(&built))
    };
    let other = Book::new();
    other.write("scorecards/sales.yaml", &CARD.replace("id: sales", "id: purchase"));
    let (code, text) = against(&other.site("site"));
    assert!(code == Some(1) && text.contains("error[compare-other-book]") && text.contains("`purchase`"), "{text}");
    let broken = Book::new();
    broken.write("scorecards/sales.yaml", &CARD.replace("weight: 100", "weight: 90"));
    let (code, text) = against(broken.root());
    assert!(
        code == Some(1) && text.contains("error[weights-sum]") && text.contains("error[compare-refused]"),
        "{text}"
    );
    std::fs::write(old.join("manifest.json"), "{\"tool\": \"scorebook\"").expect("writable");
    let (code, text) = against(&old);
    assert!(code == Some(1) && text.contains("error[diff-site]"), "{text}");
    book.write("elsewhere/notes.txt", "no edition");
    let (code, text) = against(&book.root().join("elsewhere"));
    assert!(code == Some(1) && text.contains("error[diff-side]"), "{text}");
    let (code, text) = {
        let built = compared(&book, &site, "git:nowhere");
        (built.status.code(), said(&built))
    };
    assert!(code == Some(1) && text.contains("error[diff-revision]"), "{text}");
    assert!(!site.exists(), "nothing was published");
}

#[test]
fn another_period_and_another_version_are_told() {
    let book = Book::new();
    book.write("data/orders.csv", "month,amount\n2026-09,40\n2026-10,30\n2026-10,20\n");
    let new = book.root().join("new");
    let old = book.site("old");
    let edition = page(&old, "data/sales/edition.json");
    let version = format!("\"tool\": \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(edition.contains(&version));
    std::fs::write(old.join("data/sales/edition.json"), edition.replace(&version, "\"tool\": \"0.0.1\""))
        .expect("writable");
    let (root, out, against) =
        (book.root().display().to_string(), new.display().to_string(), old.display().to_string());
    let built = scorebook(["build", &root, "--out", &out, "--period", "2026-09", "--compare-to", &against]);
    assert_eq!(built.status.code(), Some(0), "{}", said(&built));
    assert!(said(&built).contains("warning[compare-period]"), "{}", said(&built));
    assert!(said(&built).contains("warning[compare-version]"), "{}", said(&built));
    let html = page(&new, "sales/since/index.html");
    assert!(html.contains("The last publication told of October 2026, this one tells of September 2026."), "{html}");
    let editions = table(&new, "editions");
    assert_eq!([cell(&editions, 0, "then"), cell(&editions, 0, "now")], ["October 2026", "September 2026"]);
    assert_eq!(cell(&editions, 3, "then"), "0.0.1");
}

#[test]
fn two_publications_of_one_period_give_no_small_group_away() {
    let book = Book::new();
    let card = CARD.replace(
        "SELECT month AS period, count(*) AS value FROM orders GROUP BY ALL",
        "SELECT month AS period, avg(amount) AS value, count(*) AS n FROM orders GROUP BY ALL",
    );
    let card = card.replace("id: orders\n", "id: orders\n            min_group: 2\n");
    book.write("scorecards/sales.yaml", &card);
    let old = book.site("old");
    // One person more: 3 × the new mean less 2 × the old one is what that person has.
    book.write("data/orders.csv", "month,amount\n2026-10,30\n2026-10,20\n2026-10,4\n");
    let site = book.root().join("site");
    let built = compared(&book, &site, &old.display().to_string());
    assert!(built.status.success(), "{}", said(&built));
    let moved = table(&site, "moved");
    assert_eq!(cell(&moved, 4, "id"), "customer/grow/orders");
    for key in ["previous_score", "change", "data", "before", "target_before"] {
        assert_eq!(cell(&moved, 4, key), Value::Null, "{key}");
    }
    assert_eq!(cell(&moved, 4, "status_before"), "withheld");
    let html = page(&site, "sales/since/index.html");
    assert!(html.contains("nearly the same people"), "{html}");
    assert!(!page(&site, "data/sales/since.json").contains("25.0"), "the mean of before");
}
