//! Rank rules, agreement, and surveys in rounds.

use std::sync::OnceLock;

use crate::book::{Book, Site, Table, by_measure, plain};
use crate::cases::Case;

pub(crate) const CASES: &[&str] = &[
    "weights_roc",
    "weights_rank_sum",
    "weights_rank_reciprocal",
    "weights_rank_exponent",
    "weights_roc_ties",
    "kendall_siegel_castellan",
    "kendall_anxiety_ties",
    "delphi_expert_rank_table",
    "kendall_extremes",
    "delphi_two_round_ranking",
    "kendall_small_sample_exact",
    "delphi_two_round",
    "quartile_conventions",
];

const RULES: [(&str, &str); 3] =
    [("weights_roc", "centroid"), ("weights_rank_sum", "sum"), ("weights_rank_reciprocal", "reciprocal")];

/// A round: a row an expert.
fn round(rows: &[Vec<f64>]) -> String {
    let experts = rows.iter().enumerate().map(|(at, row)| format!("E{at}: {}", by_measure(row)));
    format!("{{{}}}", experts.collect::<Vec<_>>().join(", "))
}

fn asked(book: &mut Book, id: &str, method: &str, rounds: &[Vec<Vec<f64>>]) {
    let list: Vec<String> = rounds.iter().map(|rows| round(rows)).collect();
    let weights = format!("weights: {{method: {method}, rounds: [{}]}}", list.join(", "));
    let weights =
        if rounds.len() == 1 { format!("weights: {{method: {method}, judgements: {}}}", list[0]) } else { weights };
    book.objective(id, &[weights], &plain(rounds[0][0].len()));
}

/// One expert's order of `n` items.
fn ranked(book: &mut Book, id: &str, rule: &str, n: usize) {
    let ranks: Vec<f64> = (0..n).map(|at| at as f64 + 1.0).collect();
    asked(book, id, &format!("ranks, rule: {rule}"), &[vec![ranks]]);
}

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let mut book = Book::new();
        for (_, rule) in RULES {
            (2..=8).for_each(|n| ranked(&mut book, &format!("{rule}-{n}"), rule, n));
        }
        (0..=2).for_each(|p| ranked(&mut book, &format!("exponent-{p}"), &format!("exponent, exponent: {p}"), 5));
        asked(&mut book, "ties", "ranks, rule: centroid", &[vec![Case::of("weights_roc_ties").row("inputs/ranks")]]);
        surveys(&mut book);
        book.build()
    })
}

fn surveys(book: &mut Book) {
    let rows = |id: &str, path: &str| Case::of(id).rows(&format!("inputs/{path}"));
    asked(book, "travel", "delphi", &[rows("kendall_siegel_castellan", "raters_by_items")]);
    asked(book, "anxiety", "delphi", &[rows("kendall_anxiety_ties", "raters_by_items")]);
    let textile = [rows("delphi_expert_rank_table", "raters_by_items_ranks")];
    for rule in ["sum", "gap", "inverse-mean", "centroid"] {
        asked(book, &format!("textile-{rule}"), &format!("delphi, rule: {rule}"), &textile);
    }
    asked(book, "perfect", "delphi", &[rows("kendall_extremes", "perfect")]);
    asked(book, "opposite", "delphi", &[rows("kendall_extremes", "opposite")]);
    let both = ["round1", "round2"].map(|round| rows("delphi_two_round_ranking", round));
    asked(book, "two-rounds", "delphi, stop: {w: 0.7, p: 0.05, shift: 5}", &both);
    asked(book, "small", "delphi", &[rows("kendall_small_sample_exact", "raters_by_items_ranks")]);
    let scores = ["round1", "round2"].map(|round| rows("delphi_two_round", round));
    asked(book, "scores", "delphi, answers: scores, stop: {variation: 0.25}", &scores);
    let values = Case::of("quartile_conventions").row("inputs/values");
    let beside = values.iter().map(|value| vec![*value, 6.0 - value]).collect();
    asked(book, "quartiles", "delphi, answers: scores", &[beside]);
}

fn by_rule(id: &str, rule: &str) {
    let case = Case::of(id);
    (2..=8).for_each(|n| case.check(&n.to_string(), &site().weights(&format!("{rule}-{n}"))));
}

fn reckoned(objective: &str) -> Table {
    site().objective(objective, "weights-checks")
}

fn checks(case: &Case, table: &Table, sheet: &str, below: &str, keys: &[(&str, &str)]) {
    keys.iter().for_each(|(path, key)| case.check(&format!("{below}{path}"), &table.check(sheet, key)));
}

const AGREEMENT: [(&str, &str); 8] = [
    ("rank_sums", "rank-sum"),
    ("s", "squares"),
    ("tie_sum", "ties"),
    ("w", "w"),
    ("chi2", "chi-square"),
    ("df", "freedom"),
    ("p", "p"),
    ("mean_spearman", "mean-spearman"),
];

#[test]
fn weights_roc() {
    by_rule("weights_roc", "centroid");
}

#[test]
fn weights_rank_sum() {
    by_rule("weights_rank_sum", "sum");
}

#[test]
fn weights_rank_reciprocal() {
    by_rule("weights_rank_reciprocal", "reciprocal");
}

#[test]
fn weights_rank_exponent() {
    let case = Case::of("weights_rank_exponent");
    (0..=2).for_each(|p| case.check(&p.to_string(), &site().weights(&format!("exponent-{p}"))));
}

#[test]
fn weights_roc_ties() {
    Case::of("weights_roc_ties").check("weights", &site().weights("ties"));
}

#[test]
fn kendall_siegel_castellan() {
    checks(&Case::of("kendall_siegel_castellan"), &reckoned("travel"), "Round 1", "", &AGREEMENT);
}

#[test]
fn kendall_anxiety_ties() {
    let (case, table) = (Case::of("kendall_anxiety_ties"), reckoned("anxiety"));
    checks(&case, &table, "Round 1", "", &AGREEMENT);
    checks(&case, &table, "Round 1", "", &[("w_uncorrected", "w-uncorrected")]);
}

/// The corrections of the single experts sum to `tie_sum` / 12; a page tells the sum.
#[test]
fn delphi_expert_rank_table() {
    let (case, table) = (Case::of("delphi_expert_rank_table"), reckoned("textile-sum"));
    checks(&case, &table, "Round 1", "", &AGREEMENT);
    checks(&case, &table, "Round 1", "", &[("mean_ranks", "mean")]);
    assert!(
        (case.row("expected/tie_corrections").iter().sum::<f64>() * 12.0 - table.check("Round 1", "ties")[0]).abs()
            < 1e-9
    );
    let rules = [
        ("w_rank_sum", "sum"),
        ("w_mn_minus_s", "gap"),
        ("w_inverse_mean_rank", "inverse-mean"),
        ("w_roc_of_consensus", "centroid"),
    ];
    rules.iter().for_each(|(path, rule)| case.check(path, &site().weights(&format!("textile-{rule}"))));
}

/// Everybody tying everything is refused.
#[test]
fn kendall_extremes() {
    let case = Case::of("kendall_extremes");
    case.check("perfect", &reckoned("perfect").check("Round 1", "w"));
    case.check("opposite", &reckoned("opposite").check("Round 1", "w"));
    let mut book = Book::new();
    let tied = [vec![2.0; 3], vec![3.0; 3]];
    asked(&mut book, "tied", "delphi", &[tied.to_vec()]);
    assert!(book.refused().contains("weights-all-tied") && case.at("expected/all_tied").is_null());
}

/// The coefficient of variation of ranks is not offered: it calls the most important items the most disputed.
#[test]
fn delphi_two_round_ranking() {
    let (case, table) = (Case::of("delphi_two_round_ranking"), reckoned("two-rounds"));
    let keys = [("mean_rank", "mean"), ("sd", "deviation"), ("w", "w"), ("chi2", "chi-square"), ("p", "p")];
    checks(&case, &table, "Round 1", "round1/", &keys);
    checks(&case, &table, "Round 2", "round2/", &keys);
    case.check("max_mean_shift", &table.check("Round 2", "shift"));
    let weights = site().weights("two-rounds");
    case.check("weights_rank_sum", &weights);
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|one, other| weights[*other].total_cmp(&weights[*one]));
    assert_eq!(order, case.row("expected/order").iter().map(|at| *at as usize).collect::<Vec<_>>());
}

#[test]
fn kendall_small_sample_exact() {
    let keys = [("w", "w"), ("chi2", "chi-square"), ("p_chi2", "p"), ("p_exact", "p-exact")];
    checks(&Case::of("kendall_small_sample_exact"), &reckoned("small"), "Round 1", "", &keys);
}

#[test]
fn delphi_two_round() {
    let (case, table) = (Case::of("delphi_two_round"), reckoned("scores"));
    let keys = [
        ("mean", "mean"),
        ("median", "median"),
        ("sd", "deviation"),
        ("cv", "variation"),
        ("q1", "first-quartile"),
        ("q3", "third-quartile"),
        ("iqr", "range"),
        ("full_score_rate", "full-marks"),
    ];
    for (sheet, round) in [("Round 1", "round1"), ("Round 2", "round2")] {
        for (path, key) in keys {
            let found = table.check(sheet, key);
            (0..5).for_each(|item| case.check(&format!("{round}/items/{item}/{path}"), &found[item..=item]));
        }
        checks(&case, &table, sheet, &format!("{round}/"), &[("w", "w"), ("p", "p")]);
    }
    case.check("final_weights_mean_score", &site().weights("scores"));
    assert!(table.check("Round 2", "variation").iter().all(|variation| *variation < case.number("inputs/cv_limit")));
}

/// Type 7 is what is reckoned; the other two conventions are not offered.
#[test]
fn quartile_conventions() {
    let (case, table) = (Case::of("quartile_conventions"), reckoned("quartiles"));
    case.check("type7/q1", &table.check("Round 1", "first-quartile")[..1]);
    case.check("type7/q3", &table.check("Round 1", "third-quartile")[..1]);
}
