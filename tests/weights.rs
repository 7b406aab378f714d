//! Weights through the whole way from YAML and data to the edges of a scorecard, against published numbers.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use scorebook::command::weigh::{self, WeighedNodes};
use scorebook::diagnostic::{Findings, Severity};
use scorebook::engine::{self, DuckDb};
use scorebook::scorecard::{EntityTree, NodeIndex, Scorecard, Text};
use scorebook::{data, definition, evaluate};

/// A small book whose one objective has these weights and measures; returns the weights of the measures, what they rest on,
/// and the codes of what was found.
struct Weighed {
    weights: Vec<f64>,
    nodes: WeighedNodes,
    codes: Vec<&'static str>,
}

/// The objective: after the scorecard and its only perspective.
const OBJECTIVE: NodeIndex = NodeIndex(2);

fn weighed(weights: &str, measures: &str, files: &[(&str, &str)]) -> Weighed {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir_all(root.join("scorecards")).expect("a folder");
    fs::create_dir_all(root.join("data")).expect("a folder");
    fs::write(root.join("scorebook.yaml"), "title: T\n").expect("a file");
    let indented: String = weights.lines().fold(String::new(), |mut all, line| {
        let _ = writeln!(all, "          {line}");
        all
    });
    let yaml = format!(
        "kind: scorecard\nid: s\ntitle: S\nperiod: month\nperspectives:\n  - id: p\n    title: P\n    weight: 100\n    objectives:\n      - id: o\n        title: O\n        weight: 100\n        weights:\n{indented}        measures:\n{measures}"
    );
    fs::write(root.join("scorecards/s.yaml"), yaml).expect("a file");
    for (name, text) in files {
        fs::write(root.join("data").join(name), text).expect("a file");
    }
    assessed(root)
}

fn assessed(root: &Path) -> Weighed {
    let loaded = definition::load(root);
    let mut findings = loaded.findings;
    let book = loaded.book.unwrap_or_else(|| panic!("a book: {findings:?}"));
    let scratch = tempfile::tempdir().expect("a folder");
    let drop = data::collect(root, &book.contracts, scratch.path(), &mut findings);
    let engine = DuckDb::open(&drop.sources, &drop.files, &book, scratch.path(), 1, &mut findings).expect("an engine");
    let mut scorecards = book.scorecards.clone();
    weigh::by_judgement(&engine, &mut scorecards, &mut findings);
    let nodes = with_history(&engine, &mut scorecards[0], &mut findings);
    let weights = scorecards[0].node(OBJECTIVE).edges.iter().map(|edge| edge.weight).collect();
    let errors =
        findings.iter().filter(|finding| finding.severity == Severity::Error || finding.code.starts_with("weights"));
    let codes = errors.map(|finding| finding.code).collect();
    Weighed { weights, nodes, codes }
}

fn with_history(engine: &DuckDb, scorecard: &mut Scorecard, findings: &mut Findings) -> WeighedNodes {
    let work: Vec<_> = scorecard.measures().map(|(index, ..)| (&*scorecard, index)).collect();
    let answers = engine::run_all(engine, &work, 1, &|_| {}, findings);
    let series: Vec<_> =
        work.iter().zip(answers).map(|((_, index), series)| (*index, series.expect("a series"))).collect();
    let (evaluation, _) = evaluate::evaluate(scorecard, &EntityTree::single(Text::default()), &series, None);
    weigh::by_history(scorecard, &evaluation.expect("an evaluation"), findings).0
}

/// Measures `a`, `b`, … of one stated value each.
fn measures(n: u8) -> String {
    (0..n).fold(String::new(), |mut all, at| {
        let id = char::from(b'a' + at);
        let _ = writeln!(all, "          - {{id: {id}, title: {id}, scoring: yes-no, value: {{2026-09: 1}}}}");
        all
    })
}

fn assert_near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, own) in found.iter().zip(expected) {
        assert!((found - own).abs() <= tolerance, "{found} is not {own}");
    }
}

/// 姜启源《数学模型》, where to travel; weights as R's `mathmodels::AHP` prints them.
#[test]
fn comparisons_of_pairs_from_an_upper_triangle() {
    let weights = "method: ahp\njudgements:\n  甲: [[1/2, 4, 3, 3], [7, 5, 5], [1/2, 1/3], [1]]";
    let found = weighed(weights, &measures(5), &[]);
    assert_near(&found.weights, &[0.263_603_49, 0.475_835_38, 0.053_814_6, 0.098_068_29, 0.108_678_24], 6e-9);
    assert_eq!(found.codes, [""; 0]);
}

/// Saaty's choice of a school: CR .229 must be told, with the judgement that fits least.
#[test]
fn a_matrix_that_contradicts_itself_is_told() {
    let weights = "method: ahp\njudgements:\n  甲:\n    - [1, 4, 3, 1, 3, 4]\n    - [1/4, 1, 7, 3, 1/5, 1]\n    - [1/3, 1/7, 1, 1/5, 1/5, 1/6]\n    - [1, 1/3, 5, 1, 1, 1/3]\n    - [1/3, 5, 5, 1, 1, 3]\n    - [1/4, 1, 6, 3, 1/3, 1]";
    let found = weighed(weights, &measures(6), &[]);
    assert_near(&found.weights, &[0.3208, 0.1395, 0.0348, 0.1285, 0.2374, 0.1391], 6e-5);
    assert_eq!(found.codes, ["weights-inconsistent"]);
    let accepted = weighed(&format!("{weights}\naccept: asked again in May"), &measures(6), &[]);
    assert_eq!(accepted.codes, [""; 0]);
    let reason = accepted.nodes[&OBJECTIVE].accepted.as_ref().map(|text| text.get(scorebook::scorecard::Locale::En));
    assert_eq!(reason, Some("asked again in May"));
}

/// The procedure of the course text: rank, see the means, rank again; 0.872 is the W of scipy's Friedman test.
#[test]
fn a_survey_in_two_rounds_from_a_table_with_chinese_headers() {
    let rounds = [
        [[1, 2, 3, 4, 5], [2, 1, 4, 3, 5], [3, 1, 2, 5, 4], [1, 4, 2, 3, 5], [5, 2, 1, 3, 4]],
        [[1, 2, 3, 4, 5], [2, 1, 3, 4, 5], [1, 2, 3, 5, 4], [1, 3, 2, 4, 5], [2, 1, 3, 4, 5]],
    ];
    let names = ["保持", "获客", "升级", "满意", "推荐"];
    let mut table = "轮次,专家,指标,名次\n".to_owned();
    for (round, sheets) in rounds.iter().enumerate() {
        for (expert, ranks) in sheets.iter().enumerate() {
            for (name, rank) in names.iter().zip(ranks) {
                let _ = writeln!(table, "{},专家{expert},{name},{rank}", round + 1);
            }
        }
    }
    let weights = "method: delphi\ntable: 排序\ncolumns: {round: 轮次, expert: 专家, item: 指标, rank: 名次}\nitems: {保持: a, 获客: b, 升级: c, 满意: d, 推荐: e}\nstop: {w: 0.7, p: 0.05}";
    let found = weighed(weights, &measures(5), &[("排序.csv", &table)]);
    assert_near(&found.weights, &[0.306_666_666_666_7, 0.28, 0.213_333_333_333_3, 0.12, 0.08], 1e-9);
    assert_eq!(found.codes, [""; 0]);
    let basis = format!("{:?}", found.nodes[&OBJECTIVE].basis);
    assert!(basis.contains("chosen: Stopped") && basis.contains("used: 1"), "{basis}");
    let others: Vec<&str> = found.nodes[&OBJECTIVE].others.iter().map(|other| other.key).collect();
    assert_eq!(
        others,
        ["equal", "rank-reciprocal", "rank-centroid", "entropy-sum", "entropy-min-max", "critic", "variation"]
    );
}

/// By hand: places 1, 2½, 2½, 4 under the centroid rule.
#[test]
fn ties_and_points() {
    let found = weighed("method: ranks\nrule: centroid\njudgements:\n  甲: [a, [b, c], d]", &measures(4), &[]);
    assert_near(&found.weights, &[0.520_833_333_333_3, 0.208_333_333_333_3, 0.208_333_333_333_3, 0.0625], 1e-12);
    let found = weighed("method: points\njudgements:\n  甲: {a: 60, b: 40}\n  乙: {b: 3, a: 1}", &measures(2), &[]);
    assert_near(&found.weights, &[0.425, 0.575], 1e-12);
}

/// Tuş and Aytaç Adalı 2019 with the first criterion a cost; scikit-criteria and pyDecision agree.
#[test]
fn critic_looks_at_the_history_and_its_direction() {
    let columns = [
        [5000, 680, 2000, 600, 800],
        [3, 5, 3, 4, 2],
        [3, 3, 2, 3, 4],
        [4, 2, 3, 1, 3],
        [3, 2, 4, 2, 3],
        [2, 1, 3, 2, 4],
    ];
    let mut measures = String::new();
    for (at, column) in columns.iter().enumerate() {
        let values: Vec<String> =
            column.iter().enumerate().map(|(month, value)| format!("2026-0{}: {value}", month + 1)).collect();
        let (better, baseline, target) = if at == 0 { ("lower", 6000, 0) } else { ("higher", 0, 6) };
        let _ = writeln!(
            measures,
            "          - {{id: c{at}, title: c, better: {better}, baseline: {baseline}, target: {target}, value: {{{}}}}}",
            values.join(", ")
        );
    }
    let expected = [
        0.184_066_407_331_4,
        0.213_028_978_510_9,
        0.142_214_162_320_5,
        0.158_300_641_222_8,
        0.168_382_221_282_7,
        0.134_007_589_331_6,
    ];
    assert_near(&weighed("method: critic", &measures, &[]).weights, &expected, 1e-9);
    let half = "method: combined\nsets:\n  - {method: critic}\n  - {method: equal}";
    assert_near(&weighed(half, &measures, &[]).weights, &expected.map(|weight| f64::midpoint(weight, 1.0 / 6.0)), 1e-9);
}
