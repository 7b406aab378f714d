//! SWOTs and portfolios through the whole tool: from YAML and ratings to pages, files and measures.

mod common;

use common::shop::{Book, CARD};
use common::{said, scorebook};
use serde_json::Value;

/// The IFE at allhomeworksolutions.com, with its printed total of 2.50: its first strength is rated 2 and its second
/// weakness 3, which David's rule does not allow.
const IFE: &str = "\
kind: swot
id: position
title: Position
period: month
as_of: 2026-10
ANY
strengths:
  - {id: s1, title: S1, weight: 0.10, rating: 2}
  - {id: s2, title: S2, weight: 0.15, rating: 4}
  - {id: s3, title: S3, weight: 0.10, rating: 3}
  - {id: s4, title: S4, weight: 0.10, rating: 3}
weaknesses:
  - {id: w1, title: W1, weight: 0.20, rating: 2}
  - {id: w2, title: W2, weight: 0.15, rating: 3}
  - {id: w3, title: W3, weight: 0.05, rating: 2}
  - {id: w4, title: W4, weight: 0.15, rating: 1}
opportunities:
  - {id: o1, title: O1, weight: 60, rating: 3}
threats:
  - {id: t1, title: T1, weight: 40, rating: 2}
strategies:
  so: [{id: all-so, title: All, uses: [s1, s2, s3, s4, o1]}]
  wt: [{id: all-wt, title: All, uses: [w1, w2, w3, w4, t1]}]
";

const REASON: &str = "any_rating: the example is printed so";

const PORTFOLIO: &str = "\
kind: portfolio
id: processes
title: Processes
period: month
weights: {gap: 40, importance: 35, feasibility: 25}
panel: {sql: 'SELECT month AS period, rater, candidate, criterion, rating AS value FROM ratings'}
candidates:
  - {id: typing, title: Typing twice, esia: eliminate}
  - {id: form, title: A shorter form, esia: simplify, gap: 2, importance: 2, feasibility: 5}
  - {id: orders, title: Orders, esia: automate, measure: sales/customer/grow/orders, importance: 5, feasibility: 2}
";

const RATINGS: &str = "month,rater,candidate,criterion,rating
2026-10,somebody-1,typing,gap,5
2026-10,somebody-2,typing,gap,4
2026-10,somebody-1,typing,importance,4
2026-10,somebody-2,typing,importance,4
2026-10,somebody-1,typing,feasibility,3
2026-10,somebody-2,typing,feasibility,
";

fn book(files: &[(&str, &str)]) -> Book {
    let book = Book::new();
    for (path, text) in files {
        book.write(path, text);
    }
    book
}

/// Builds the book; the folder of its site.
fn built(book: &Book) -> std::path::PathBuf {
    let output = scorebook(["build", &book.root().display().to_string(), "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    book.root().join("site")
}

fn json(path: &std::path::Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

/// The cells of a column of a table of a page's `numbers.json`.
fn column(page: &std::path::Path, table: &str, key: &str) -> Vec<Value> {
    let numbers = json(&page.join("numbers.json"));
    let tables = numbers["tables"].as_array().expect("tables");
    let table = tables.iter().find(|own| own["id"] == table).unwrap_or_else(|| panic!("no {table}"));
    let at = table["columns"].as_array().expect("columns").iter().position(|own| own["key"] == key).expect("a column");
    table["rows"].as_array().expect("rows").iter().map(|row| row[at].clone()).collect()
}

fn close(found: &Value, expected: f64) {
    assert!((found.as_f64().expect("a number") - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[test]
fn a_published_matrix_breaks_the_rule_and_is_refused() {
    let book = book(&[("scorecards/position.yaml", &IFE.replace("ANY\n", ""))]);
    let output = scorebook(["build", &book.root().display().to_string()]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    for told in ["the factor `s1` is a strength and rated 2", "the factor `w2` is a weakness and rated 3"] {
        assert!(said(&output).contains(told), "{}", said(&output));
    }
    assert_eq!(said(&output).matches("error[rating-kind]").count(), 2);
}

#[test]
fn with_a_reason_it_comes_out_as_published() {
    let book = book(&[("scorecards/position.yaml", &IFE.replace("ANY", REASON))]);
    let page = built(&book).join("swots/position");
    close(&column(&page, "rounds", "ife")[0], 2.5);
    // 0.6 · 3 + 0.4 · 2
    close(&column(&page, "rounds", "efe")[0], 2.6);
    close(&column(&page, "ife", "weighted")[1], 0.6);
    let html = std::fs::read_to_string(page.join("index.html")).expect("a page");
    for told in
        ["the example is printed so", "“S1” is listed as a strength and rated 2", "2.50 of 4", "V: hold and maintain"]
    {
        assert!(html.contains(told), "{told} is not on the page");
    }
    assert_eq!(column(&page, "strategies", "field").iter().filter(|field| **field == "so").count(), 5);
}

#[test]
fn totals_and_ratings_are_measures() {
    let book = book(&[("scorecards/position.yaml", &IFE.replace("ANY", REASON))]);
    let card = CARD.replacen("weight: 50", "weight: 30", 1);
    let scale = "baseline: 1, target: 4, better: higher";
    let measures = format!(
        "          - {{id: ife, title: IFE, weight: 10, from: swot/position.ife, {scale}}}\n          \
         - {{id: s2, title: S2, weight: 10, from: swot/position.s2, {scale}}}\n"
    );
    book.write("scorecards/sales.yaml", &(card + &measures));
    let scores = json(&built(&book).join("data/sales/scores.json"));
    let node = |id: &str| {
        let nodes = scores["nodes"].as_array().expect("nodes");
        nodes.iter().find(|node| node["id"] == format!("customer/grow/{id}")).expect("a node").clone()
    };
    close(&node("ife")["actual"], 2.5);
    close(&node("ife")["score"], 50.0);
    close(&node("s2")["score"], 100.0);
}

#[test]
fn candidates_are_ranked_by_panel_statement_and_measure() {
    let book = book(&[("scorecards/processes.yaml", PORTFOLIO), ("data/ratings.csv", RATINGS)]);
    let site = built(&book);
    let page = site.join("portfolios/processes");
    assert_eq!(column(&page, "candidates", "candidate"), ["Typing twice", "Orders", "A shorter form"]);
    let priorities = column(&page, "candidates", "priority");
    // 40 · (4.5 − 1)/4 + 35 · 3/4 + 25 · 2/4
    close(&priorities[0], 73.75);
    // The measure scores 20 of 100: its gap is 5 − 4 · 0.2 = 4.2, which is 0.8 of the scale; 32 + 35 + 6.25.
    close(&priorities[1], 73.25);
    let files = common::bytes_below(&site);
    let named = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("somebody");
    let telling: Vec<_> = files.iter().filter(|(_, bytes)| named(bytes)).map(|(path, _)| path).collect();
    assert_eq!(telling, Vec::<&std::path::PathBuf>::new());
}
