//! Assessments through the whole tool: from YAML and answers to pages, files and measures.

mod common;

use common::shop::{Book, CARD};
use common::{said, scorebook};
use serde_json::Value;

/// Four factors, three grades. The weights and memberships are those of the R package mathmodels,
/// `docs/reference/fuzzy_eval.md`, whose result is 0.7, 0.16, 0.14 and a score of 82.
const CLOTHES: &str = "\
kind: assessment
id: clothes
title: Clothes
period: month
grades:
  - {id: good, title: good, score: 90}
  - {id: fair, title: fair, score: 75}
  - {id: poor, title: poor, score: 50}
panel: {sql: 'SELECT month AS period, rater, factor, grade FROM panel'}
factors:
  - {id: cloth, title: Cloth, weight: 30}
  - {id: cut, title: Cut, weight: 30}
  - {id: wear, title: Wear, weight: 30}
  - {id: price, title: Price, weight: 10, critical: true}
";

/// How many of ten people gave each factor each grade.
const GIVEN: [(&str, [usize; 3]); 4] =
    [("cloth", [8, 1, 1]), ("cut", [7, 2, 1]), ("wear", [6, 2, 2]), ("price", [7, 1, 2])];

fn panel() -> String {
    let mut csv = vec!["month,rater,factor,grade".to_owned()];
    for (factor, counts) in GIVEN {
        let grades = ["good", "fair", "poor"].iter().zip(counts).flat_map(|(grade, n)| vec![*grade; n]);
        csv.extend(grades.enumerate().map(|(rater, grade)| format!("2026-10,somebody-{rater},{factor},{grade}")));
    }
    csv.join("\n")
}

fn book(assessment: &str) -> Book {
    let book = Book::new();
    book.write("scorecards/clothes.yaml", assessment);
    book.write("data/panel.csv", &panel());
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

/// The cells of a column of a table of `numbers.json`.
fn column(site: &std::path::Path, table: &str, key: &str) -> Vec<Value> {
    let numbers = json(&site.join("assessments/clothes/numbers.json"));
    let tables = numbers["tables"].as_array().expect("tables");
    let table = tables.iter().find(|own| own["id"] == table).unwrap_or_else(|| panic!("no {table}"));
    let at = table["columns"].as_array().expect("columns").iter().position(|own| own["key"] == key).expect("a column");
    table["rows"].as_array().expect("rows").iter().map(|row| row[at].clone()).collect()
}

#[test]
fn a_published_evaluation_comes_out_of_a_book() {
    let book = book(CLOTHES);
    let site = built(&book);
    let memberships = column(&site, "memberships", "membership");
    for (found, expected) in memberships.iter().zip([0.7, 0.16, 0.14]) {
        assert!((found.as_f64().expect("a number") - expected).abs() < 1e-12, "{memberships:?}");
    }
    assert!((column(&site, "rounds", "score")[0].as_f64().expect("a score") - 82.0).abs() < 1e-9);
    let page = std::fs::read_to_string(site.join("assessments/clothes/index.html")).expect("a page");
    assert!(page.contains("Clothes is “good”, with 82.0 of 100 points."), "{page}");
    assert!(page.contains("No critical factor is below 60.0 points."));
}

#[test]
fn raters_are_numbers_everywhere() {
    let book = book(CLOTHES);
    let site = built(&book);
    let files = common::bytes_below(&site);
    let named = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("somebody");
    let telling: Vec<_> = files.iter().filter(|(_, bytes)| named(bytes)).map(|(path, _)| path).collect();
    assert_eq!(telling, Vec::<&std::path::PathBuf>::new());
    assert_eq!(column(&site, "answers", "rater").len(), 40);
}

#[test]
fn an_assessment_is_a_measure() {
    let book = book(CLOTHES);
    let card = CARD.replacen("weight: 50", "weight: 40", 1);
    let whole = "          - {id: clothes, title: Clothes, weight: 6, from: assessment/clothes}\n";
    let part = "          - {id: cut, title: Cut, weight: 4, from: assessment/clothes.cut}\n";
    book.write("scorecards/sales.yaml", &(card + whole + part));
    let scores = json(&built(&book).join("data/sales/scores.json"));
    let score = |id: &str| {
        let nodes = scores["nodes"].as_array().expect("nodes");
        nodes.iter().find(|node| node["id"] == format!("customer/grow/{id}")).expect("a node")["score"].clone()
    };
    assert_eq!(score("clothes"), 82.0);
    // 0.7 · 90 + 0.2 · 75 + 0.1 · 50
    assert_eq!(score("cut"), 83.0);
}

#[test]
fn a_measure_rates_a_factor_by_its_actual_or_its_score() {
    // Revenue is 50 (50 points), orders are 2 (20 points).
    let by = "  - {id: cut, title: Cut, weight: 30, measure: sales/customer/grow/revenue, knots: [100, 60, 20]}";
    let book = book(&CLOTHES.replace("  - {id: cut, title: Cut, weight: 30}", by));
    book.write(
        "data/panel.csv",
        &panel().lines().filter(|line| !line.contains(",cut,")).collect::<Vec<_>>().join("\n"),
    );
    let site = built(&book);
    // 50 lies between 60 (fair) and 20 (poor): three quarters fair.
    let cut: Vec<Value> = column(&site, "memberships", "membership")[6..9].to_vec();
    assert_eq!(cut, [0.0, 0.75, 0.25]);
}

/// The same with weights by a method; `Cloth`, `Cut`, `Wear` and `Price` then have none of their own.
fn weighed(weights: &str) -> String {
    let plain = [30, 30, 30, 10]
        .iter()
        .fold(CLOTHES.to_owned(), |yaml, weight| yaml.replacen(&format!(", weight: {weight}"), "", 1));
    plain.replace("factors:\n", &format!("weights: {weights}\nfactors:\n"))
}

#[test]
fn weights_of_factors_are_worked_out_like_those_of_a_scorecard() {
    let book = book(&weighed(
        "{method: points, judgements: {A: {cloth: 40, cut: 20, wear: 30, price: 10}, B: {cloth: 20, cut: 40, wear: 30, price: 10}}}",
    ));
    let site = built(&book);
    // The mean of both is 30, 30, 30, 10: the published result.
    assert_eq!(column(&site, "rounds", "score")[0], 82.0);
    let weights = column(&site, "weights", "weight");
    let near = |found: &Value, expected: f64| (found.as_f64().expect("a number") - expected).abs() < 1e-12;
    assert!(weights.iter().zip([0.3, 0.3, 0.3, 0.1]).all(|(found, own)| near(found, own)), "{weights:?}");
    // By equal weights: the mean of 84.5, 83, 79 and 80.5 points.
    let (ways, scores) = (column(&site, "weights-others", "method"), column(&site, "weights-others", "score"));
    let equal = ways.iter().position(|way| way == "Equal weights").expect("equal weights");
    assert!((scores[equal].as_f64().expect("a score") - 81.75).abs() < 1e-9, "{scores:?}");
    assert_eq!(column(&site, "weights-judgements", "row").len(), 8);
    let page = std::fs::read_to_string(site.join("assessments/clothes/index.html")).expect("a page");
    assert!(page.contains("Where the weights come from") && page.contains("How firm is the score"), "{page}");
}

#[test]
fn weights_of_factors_can_come_from_a_table_and_from_their_history() {
    let ahp = book(&weighed("{method: ahp, table: pairs}"));
    let pairs = ["cloth,cut,1", "cloth,wear,1", "cloth,price,3", "cut,wear,1", "cut,price,3", "wear,price,3"];
    let rows = pairs.map(|pair| format!("E,{pair}")).join("\n");
    ahp.write("data/pairs.csv", &format!("expert,item,other,judgement\n{rows}\n"));
    let site = built(&ahp);
    assert!((column(&site, "rounds", "score")[0].as_f64().expect("a score") - 82.0).abs() < 1e-9);
    let (keys, values) = (column(&site, "weights-checks", "key"), column(&site, "weights-checks", "value"));
    let check =
        |key: &str| values[keys.iter().position(|own| own == key).expect("a figure")].as_f64().expect("a number");
    for (key, expected) in [("lambda-max", 4.0), ("cr", 0.0), ("ri", 0.9)] {
        assert!((check(key) - expected).abs() < 1e-9, "{key}: {}", check(key));
    }

    let manifest = json(&site.join("manifest.json"));
    let queries = manifest["queries"].as_array().expect("queries");
    let read = queries.iter().find(|query| query["weights_of"] == "").expect("the query of the judgements");
    assert_eq!((&read["scorecard"], &read["tables"][0]), (&"assessment/clothes".into(), &"pairs".into()));

    // A month before, all but the price were rated fair (75) by everybody and the price good (90): (75, 84.5), (75, 83),
    // (75, 79), (90, 80.5), and s / x̄ in proportion.
    let drawn = book(&weighed("{method: variation}"));
    let before = |factor: &str, grade: &str| {
        let row = |rater| format!("2026-09,somebody-{rater},{factor},{grade}\n");
        (0..10).map(row).collect::<Vec<_>>().concat()
    };
    let earlier = ["cloth", "cut", "wear"].map(|factor| before(factor, "fair")).concat() + &before("price", "good");
    drawn.write("data/panel.csv", &format!("{}\n{earlier}", panel()));
    let weights = column(&built(&drawn), "weights", "weight");
    let spread =
        [(75.0, 84.5), (75.0, 83.0), (75.0, 79.0), (90.0, 80.5)].map(|(a, b): (f64, f64)| (a - b).abs() / (a + b));
    let total: f64 = spread.iter().sum();
    for (found, own) in weights.iter().zip(spread) {
        assert!((found.as_f64().expect("a number") - own / total).abs() < 1e-9, "{weights:?}");
    }
}

#[test]
fn what_a_measure_rates_can_be_a_measure_again() {
    // Revenue, 50 points, rates the cut; the clothes' score is a measure beside it.
    let by = "  - {id: cut, title: Cut, weight: 30, measure: sales/customer/grow/revenue}";
    let book = book(&CLOTHES.replace("  - {id: cut, title: Cut, weight: 30}", by));
    let answers: Vec<String> = panel().lines().filter(|line| !line.contains(",cut,")).map(ToOwned::to_owned).collect();
    book.write("data/panel.csv", &answers.join("\n"));
    let card = CARD.replacen("weight: 50", "weight: 40", 1);
    book.write(
        "scorecards/sales.yaml",
        &(card + "          - {id: cut, title: Cut, weight: 10, from: assessment/clothes.cut}\n"),
    );
    let scores = json(&built(&book).join("data/sales/scores.json"));
    let nodes = scores["nodes"].as_array().expect("nodes");
    let cut = nodes.iter().find(|node| node["id"] == "customer/grow/cut").expect("a node");
    // 50 points are wholly the grade "poor", which is worth 50.
    assert_eq!(cut["score"], 50.0);
}
