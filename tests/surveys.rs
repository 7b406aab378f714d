//! Surveys through the whole tool: from YAML and answers to pages, files and measures.

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use common::shop::{Book, CARD};
use common::{said, scorebook};
use serde_json::Value;

/// A survey over the table `answers`, with the instruments given.
fn survey(instruments: &str) -> String {
    let head = "kind: survey\nid: voice\ntitle: Voice\nperiod: month\n\
                answers: {sql: 'SELECT month AS period, respondent, item, value, expected, perceived FROM answers'}\n";
    format!("{head}instruments:\n{instruments}")
}

/// Rows of the table `answers`: month, respondent, item, value, expected, perceived.
fn csv(rows: impl IntoIterator<Item = String>) -> String {
    let mut text = "month,respondent,item,value,expected,perceived\n".to_owned();
    rows.into_iter().for_each(|row| writeln!(text, "{row}").expect("text"));
    text
}

/// So many people each gave each answer to an item.
fn counted(item: &str, counts: &[(u32, usize)]) -> Vec<String> {
    let answers = counts.iter().flat_map(|(answer, people)| vec![*answer; *people]);
    answers.enumerate().map(|(who, answer)| format!("2026-10,somebody-{who},{item},{answer},,")).collect()
}

fn book(instruments: &str, answers: &str) -> Book {
    let book = Book::new();
    book.write("scorecards/voice.yaml", &survey(instruments));
    book.write("data/answers.csv", answers);
    book
}

/// Builds the book; the folder of its site.
fn built(book: &Book) -> PathBuf {
    let output = scorebook(["build", &book.root().display().to_string(), "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    book.root().join("site")
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

/// A figure of the survey in the latest period, from `data/surveys/voice.json`.
fn figure(site: &Path, name: &str, of: &str) -> Value {
    let numbers = json(&site.join("data/surveys/voice.json"));
    let cell = numbers["cells"].as_array().and_then(|cells| cells.last()).expect("a cell");
    let figures = cell["figures"].as_array().expect("figures");
    let found = figures.iter().find(|own| own["figure"] == name && own["of"] == of);
    found.unwrap_or_else(|| panic!("no {name} of {of} in {figures:?}")).clone()
}

#[track_caller]
fn assert_value(site: &Path, name: &str, of: &str, expected: f64) {
    let found = figure(site, name, of)["value"].as_f64().expect("a number");
    assert!((found - expected).abs() < 1e-9, "{name} of {of}: {found} against {expected}");
}

const NPS: &str = "  - {id: recommend, title: Recommend, method: nps}\n";
/// Case `nps`: the definition of Reichheld (2003), answers made up; the five zeros are detractors.
const ANSWERS_NPS: [(u32, usize); 8] = [(10, 30), (9, 25), (8, 15), (7, 10), (6, 8), (5, 4), (3, 3), (0, 5)];

#[test]
fn a_net_promoter_score_comes_out_of_a_book() {
    let book = book(NPS, &csv(counted("recommend", &ANSWERS_NPS)));
    let site = built(&book);
    for (name, expected) in [("nps", 35.0), ("promoters", 55.0), ("passives", 25.0), ("detractors", 20.0)] {
        assert_value(&site, name, "recommend", expected);
    }
    let own = figure(&site, "nps", "recommend");
    let half = (own["high"].as_f64().expect("a bound") - own["low"].as_f64().expect("a bound")) / 2.0;
    // SE = 7.921489758877, times 1.959963984540 of the normal distribution.
    assert!((half - 7.921_489_758_877 * 1.959_963_984_540_054).abs() < 1e-9, "{half}");
    assert_eq!((&own["n"], &own["missing"]), (&Value::from(100), &Value::from(0)));
    let page = std::fs::read_to_string(site.join("surveys/voice/index.html")).expect("a page");
    assert!(page.contains("Voice: Recommend +35.0 (+19.5 to +50.5); 100 respondents."), "{page}");
}

#[test]
fn satisfaction_comes_out_of_a_book() {
    // Case `csat`: answers made up; top two boxes, and the mean rescaled as the ACSI has it.
    let instrument = "  - {id: happy, title: Happy, method: csat, variant: top-two, scale: [1, 5]}\n";
    let book = book(instrument, &csv(counted("happy", &[(5, 40), (4, 35), (3, 15), (2, 6), (1, 4)])));
    let site = built(&book);
    for (name, expected) in [("top-two", 75.0), ("mean", 4.01), ("index", 75.25)] {
        assert_value(&site, name, "happy", expected);
    }
}

#[test]
fn three_definitions_of_effort_come_out_of_a_book() {
    // Case `ces_three_definitions`: distribution and mean of 4.08 printed at support.cys.group (3000095529), the index in
    // 3000095531; the share of 5 to 7 after zonkafeedback.
    let counts = [(1, 80), (2, 210), (3, 140), (4, 110), (5, 160), (6, 180), (7, 120)];
    let instrument = "  - {id: easy, title: Easy, method: ces, variant: ease-index}\n";
    let book = book(instrument, &csv(counted("easy", &counts)));
    let site = built(&book);
    for (name, expected) in [("mean", 4.08), ("net", -13.0), ("easy", 46.0)] {
        assert_value(&site, name, "easy", expected);
    }
    assert_eq!(figure(&site, "net", "easy")["main"], true);
}

/// Case `servqual`: name, importance (after Zeithaml et al. 1990), sums of what ten people expected and perceived.
const QUALITY: [(&str, u32, u32, u32); 5] = [
    ("reliability", 32, 64, 51),
    ("responsiveness", 22, 61, 54),
    ("assurance", 19, 60, 55),
    ("empathy", 16, 56, 53),
    ("tangibles", 11, 52, 54),
];

fn quality() -> (String, String) {
    let mut instrument =
        "  - id: quality\n    title: Quality\n    method: servqual\n    scale: [1, 7]\n    dimensions:\n".to_owned();
    let mut rows = Vec::new();
    for (name, weight, expected, perceived) in QUALITY {
        let items = format!("[{{id: {name}-asked, title: {name}}}]");
        writeln!(instrument, "      - {{id: {name}, title: {name}, weight: {weight}, items: {items}}}").expect("text");
        // Ten whole answers of that sum.
        let share = |sum: u32, who: u32| sum / 10 + u32::from(who < sum % 10);
        rows.extend((0..10).map(|who| {
            format!("2026-10,somebody-{who},{name}-asked,,{},{}", share(expected, who), share(perceived, 9 - who))
        }));
    }
    (instrument, csv(rows))
}

#[test]
fn gaps_of_quality_come_out_of_a_book() {
    // Reliability and responsiveness as printed at inartifexyou.com, the rest made up.
    let (instrument, answers) = quality();
    let book = book(&instrument, &answers);
    let site = built(&book);
    for ((name, ..), gap) in QUALITY.iter().zip([-1.3, -0.7, -0.5, -0.3, 0.2]) {
        assert_value(&site, "dimension-gap", name, gap);
        assert_value(&site, "item-gap", &format!("{name}-asked"), gap);
    }
    assert_value(&site, "expected", "reliability-asked", 6.4);
    assert_value(&site, "perceived", "reliability-asked", 5.1);
    assert_value(&site, "unweighted-gap", "quality", -0.52);
    assert_value(&site, "weighted-gap", "quality", -0.691);
}

const WORTH: &str = "  - id: worth
    title: Worth
    method: delivered-value
    value: {product: product, service: service, personnel: personnel, image: image}
    cost: {money: money, time: time, energy: energy, psychic: psychic}
";

#[test]
fn delivered_value_comes_out_of_a_book() {
    // Case `customer_delivered_value`: 让渡价值 as defined at training.mofcom.gov.cn; numbers made up.
    let amounts = [
        ("product", 9000),
        ("service", 2000),
        ("personnel", 800),
        ("image", 1200),
        ("money", 8000),
        ("time", 500),
        ("energy", 300),
        ("psychic", 200),
    ];
    let rows = amounts.iter().flat_map(|(item, amount)| {
        [("one", amount - 100), ("two", amount + 100)].map(|(who, amount)| format!("2026-10,{who},{item},{amount},,"))
    });
    let book = book(WORTH, &csv(rows));
    let site = built(&book);
    let expected =
        [("total-value", 13000.0), ("total-cost", 9000.0), ("delivered-value", 4000.0), ("value-to-cost", 13.0 / 9.0)];
    for (name, expected) in expected {
        assert_value(&site, name, "worth", expected);
    }
}

#[test]
fn importance_is_stated_or_derived() {
    let map = "  - {id: whole, title: Whole, method: csat, variant: mean, scale: [1, 5]}
  - id: map
    title: Map
    method: importance-performance
    scale: [1, 5]
    items: [{id: speed, title: Speed}, {id: taste, title: Taste}]
    importance: derived
    outcome: whole
";
    // Speed moves with the whole, taste against it.
    let rows = (1..=5).flat_map(|who| {
        [("whole", who), ("speed", who), ("taste", 6 - who)]
            .map(|(item, value)| format!("2026-10,{who},{item},{value},,"))
    });
    let book = book(map, &csv(rows));
    let site = built(&book);
    assert_value(&site, "importance", "speed", 1.0);
    assert_value(&site, "importance", "taste", -1.0);
    assert_value(&site, "performance", "speed", 3.0);
    let page = std::fs::read_to_string(site.join("surveys/voice/index.html")).expect("a page");
    assert!(page.contains("chart-quadrants") && page.contains("Concentrate here"), "a map");
}

#[test]
fn a_figure_is_a_measure_scored_in_its_own_unit() {
    let book = book(NPS, &csv(counted("recommend", &ANSWERS_NPS)));
    let card = CARD.replacen("weight: 50", "weight: 30", 1);
    let line = "          - {id: nps, title: NPS, weight: 20, better: higher, baseline: 0, target: 50, from: survey/voice.recommend}\n";
    book.write("scorecards/sales.yaml", &(card + line));
    let scores = json(&built(&book).join("data/sales/scores.json"));
    let nodes = scores["nodes"].as_array().expect("nodes");
    let node = nodes.iter().find(|node| node["id"] == "customer/grow/nps").expect("a node");
    // 35 of 50.
    assert!((node["actual"].as_f64().expect("an actual") - 35.0).abs() < 1e-9, "{node}");
    assert!((node["score"].as_f64().expect("a score") - 70.0).abs() < 1e-9, "{node}");
}

#[test]
fn respondents_are_named_nowhere_and_missing_answers_are_counted() {
    let mut rows = counted("recommend", &ANSWERS_NPS);
    rows.push("2026-10,somebody-silent,recommend,,,".to_owned());
    let book = book(NPS, &csv(rows));
    let site = built(&book);
    let own = figure(&site, "nps", "recommend");
    assert_eq!((&own["n"], &own["missing"]), (&Value::from(100), &Value::from(1)));
    let named = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("somebody");
    let files = common::bytes_below(&site);
    let telling: Vec<_> = files.iter().filter(|(_, bytes)| named(bytes)).map(|(path, _)| path).collect();
    assert_eq!(telling, Vec::<&PathBuf>::new());
}

#[test]
fn small_groups_are_withheld_from_pages_and_files() {
    let text =
        survey(NPS).replace("answers:", "min_group: 5\nentities: {table: places, id: id, parent: parent}\nanswers:");
    let text = text.replace("respondent, item", "place AS entity, respondent, item");
    let book = Book::new();
    book.write("scorecards/voice.yaml", &text);
    book.write("data/places.csv", "id,parent\nall,\nnorth,all\nsouth,all\nwest,all\n");
    let mut rows = "month,place,respondent,item,value,expected,perceived\n".to_owned();
    for (place, people, answer) in [("north", 3, 1), ("south", 8, 9), ("west", 20, 10)] {
        (0..people).for_each(|who| writeln!(rows, "2026-10,{place},{who},recommend,{answer},,").expect("text"));
    }
    book.write("data/answers.csv", &rows);
    let numbers = json(&built(&book).join("data/surveys/voice.json"));
    let score = |entity: &str| {
        let cells = numbers["cells"].as_array().expect("cells");
        let cell = cells.iter().find(|cell| cell["entity"] == entity).expect("a cell");
        (cell["figures"][0]["value"].clone(), cell["figures"][0]["n"].clone(), cell["figures"][0]["withheld"].clone())
    };
    assert_eq!(score("north"), (Value::Null, Value::Null, true.into()), "three people");
    // Of the whole and two siblings the third could be worked out.
    assert_eq!(score("south"), (Value::Null, Value::Null, true.into()), "the next smallest goes too");
    assert_eq!(score("west"), (100.0.into(), 20.into(), false.into()));
    assert_eq!(score("all").1, 31);
}
