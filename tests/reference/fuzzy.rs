//! Fuzzy comprehensive evaluation, membership and readiness.

use std::fmt::Write as _;
use std::sync::OnceLock;

use crate::book::{Book, MONTH, Site};
use crate::cases::Case;

pub(crate) const CASES: &[&str] = &[
    "fuzzy_clothing_min_max",
    "fuzzy_clothing_all_operators",
    "fuzzy_weighted_mean_clothes",
    "fuzzy_staff_appraisal",
    "fuzzy_two_level_min_max_normalisation",
    "fuzzy_defuzzify",
    "fuzzy_membership_tri",
    "csf_readiness",
];

/// An assessment whose factors are rated by so many people that their shares are the memberships wanted.
struct Rated {
    id: String,
    head: String,
    grades: String,
    factors: String,
    answers: String,
}

impl Rated {
    /// `scores` are what the grades are worth.
    fn new(id: &str, head: &str, titles: &[&str], scores: &[f64]) -> Self {
        let grade = |(at, (title, score)): (usize, (&&str, &f64))| {
            format!("  - {{id: g{at}, title: {title}, score: {score}}}\n")
        };
        let grades = titles.iter().zip(scores).enumerate().map(grade).collect::<Vec<_>>().concat();
        let answers = "rater,factor,grade\n".to_owned();
        Self { id: id.into(), head: head.into(), grades, factors: String::new(), answers }
    }

    /// Adds a factor; `at` says how deep it stands.
    fn factor(&mut self, at: usize, id: &str, more: &str) {
        let indent = "    ".repeat(at);
        let _ = writeln!(self.factors, "{indent}  - id: {id}\n{indent}    title: {id}\n{indent}    {more}");
    }

    /// `shares` of `people` give each grade.
    fn answer(&mut self, factor: &str, people: f64, shares: &[f64]) {
        let mut rater = 0;
        for (grade, share) in shares.iter().enumerate() {
            for _ in 0..(share * people).round() as usize {
                let _ = writeln!(self.answers, "r{rater},{factor},g{grade}");
                rater += 1;
            }
        }
        assert!((f64::from(rater) - people).abs() < 0.5, "{factor}: shares of {people} people");
    }

    /// A group of factors right under the whole, with a row of memberships each.
    fn flat(mut self, weights: &[f64], people: f64, rows: &[Vec<f64>]) -> Self {
        for (at, (weight, row)) in weights.iter().zip(rows).enumerate() {
            self.factor(0, &format!("f{at}"), &format!("weight: {weight}"));
            self.answer(&format!("f{at}"), people, row);
        }
        self
    }

    fn add(self, book: &mut Book) {
        let table = format!("answers_{}", self.id.replace('-', "_"));
        let sql = format!("SELECT '{MONTH}' AS period, rater, factor, grade FROM {table}");
        let head = format!("kind: assessment\nid: {}\ntitle: Whole\nperiod: month\nweights: relative\n", self.id);
        let yaml =
            format!("{head}{}grades:\n{}panel:\n  sql: \"{sql}\"\nfactors:\n{}", self.head, self.grades, self.factors);
        book.file(&format!("scorecards/{}.yaml", self.id), yaml);
        book.file(&format!("data/{table}.csv"), self.answers);
    }
}

const OPERATORS: [(&str, &str); 5] = [
    ("min_max", "min-max"),
    ("prod_max", "product-max"),
    ("min_bsum", "min-sum"),
    ("prod_sum", "weighted-mean"),
    ("balanced", "balanced"),
];

const FOUR: [f64; 4] = [100.0, 75.0, 50.0, 25.0];
const FIVE: [f64; 5] = [100.0, 75.0, 50.0, 25.0, 0.0];

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let mut book = Book::new();
        book.objective("plain", &[], &["id: m, title: m, weight: 1, scoring: yes-no, value: {2026-12: 1}".to_owned()]);
        clothing(&mut book);
        let coats = Case::of("fuzzy_weighted_mean_clothes");
        let rated = Rated::new("coats", "", &["good", "fair", "poor"], &coats.row("inputs/scores"));
        rated.flat(&coats.row("inputs/A"), 10.0, &coats.rows("inputs/R")).add(&mut book);
        let staff = Case::of("fuzzy_staff_appraisal");
        let rated = Rated::new("staff", "", &["优秀", "良好", "一般", "较差", "差"], &FIVE);
        rated.flat(&staff.row("inputs/A"), 10.0, &staff.rows("inputs/R")).add(&mut book);
        two_levels("raw", "operator: min-max\n").add(&mut book);
        two_levels("shared", "operator: min-max\nnormalise: true\n").add(&mut book);
        let water = Case::of("fuzzy_defuzzify");
        let rated = Rated::new("water", "", &["a", "b", "c", "d"], &water.row("inputs/scores"));
        rated.flat(&[1.0], 1000.0, &[water.row("inputs/mu")]).add(&mut book);
        by_measure(&mut book);
        readiness(&mut book, "readiness", [0.0, 25.0, 50.0, 75.0, 100.0]);
        readiness(&mut book, "unshifted", [20.0, 40.0, 60.0, 80.0, 100.0]);
        book.build()
    })
}

fn clothing(book: &mut Book) {
    let case = Case::of("fuzzy_clothing_min_max");
    let titles = ["很欢迎", "较欢迎", "不太欢迎", "不欢迎"];
    let rows = case.rows("inputs/R");
    let rated = |id: &str, head: &str| Rated::new(id, head, &titles, &FOUR);
    let (first, second) = (case.row("inputs/A1"), case.row("inputs/A2"));
    rated("second", "operator: min-max\n").flat(&second, 10.0, &rows).add(book);
    rated("second-shared", "operator: min-max\nnormalise: true\n").flat(&second, 10.0, &rows).add(book);
    for (_, operator) in OPERATORS {
        rated(operator, &format!("operator: {operator}\n")).flat(&first, 10.0, &rows).add(book);
    }
}

fn two_levels(id: &str, head: &str) -> Rated {
    let case = Case::of("fuzzy_two_level_min_max_normalisation");
    let mut rated = Rated::new(id, head, &["a", "b", "c", "d", "e"], &FIVE);
    for (group, weight) in case.row("inputs/top_weights").into_iter().enumerate() {
        rated.factor(0, &format!("group{group}"), &format!("weight: {weight}\n    factors:"));
        let rows = case.rows(&format!("inputs/group_matrices/{group}"));
        for (at, weight) in case.row(&format!("inputs/group_weights/{group}")).into_iter().enumerate() {
            let id = format!("f{group}-{at}");
            rated.factor(1, &id, &format!("weight: {weight}"));
            rated.answer(&id, 20.0, &rows[at]);
        }
    }
    rated
}

/// Factors rated by the value of a measure.
fn by_measure(book: &mut Book) {
    let case = Case::of("fuzzy_membership_tri");
    let values = case.row("inputs/x");
    let measure = |(at, value): (usize, &f64)| {
        format!("id: m{at}, title: m{at}, weight: 1, curve: [[0, 0], [1, 100]], value: {{{MONTH}: {value}}}")
    };
    book.objective("values", &[], &values.iter().enumerate().map(measure).collect::<Vec<_>>());
    let mut rated = Rated::new("knots", "", &["a", "b", "c", "d"], &FOUR);
    for at in 0..values.len() {
        let knots = case.at("inputs/knots");
        rated.factor(0, &format!("f{at}"), &format!("weight: 1\n    measure: s/p/values/m{at}\n    knots: {knots}"));
    }
    let table = rated.answers.clone();
    let yaml = format!(
        "kind: assessment\nid: knots\ntitle: Whole\nperiod: month\nweights: relative\ngrades:\n{}factors:\n{}",
        rated.grades, rated.factors
    );
    book.file("scorecards/knots.yaml", yaml);
    book.file("data/unused.csv", table);
}

fn readiness(book: &mut Book, id: &str, scores: [f64; 5]) {
    let case = Case::of("csf_readiness");
    let mut rated = Rated::new(id, "evaluate: mean\nfloor: g2\n", &["r1", "r2", "r3", "r4", "r5"], &scores);
    let critical = case.number("inputs/critical_importance");
    for (at, (importance, rating)) in case.row("inputs/importance").iter().zip(case.row("inputs/rating")).enumerate() {
        let id = format!("f{at}");
        rated.factor(0, &id, &format!("weight: {importance}\n    critical: {}", *importance >= critical));
        let row: Vec<f64> = (1..=5).map(|grade| if f64::from(grade) == rating { 1.0 } else { 0.0 }).collect();
        rated.answer(&id, 3.0, &row);
    }
    rated.add(book);
}

/// The memberships of the whole, or of a factor.
fn memberships(id: &str, factor: &str) -> Vec<f64> {
    site().assessment(id, "memberships").numbers("membership", &[("name", factor)])
}

fn verdict(id: &str) -> String {
    site().assessment(id, "rounds").cells("verdict", &[])[0].as_str().expect("a verdict").to_owned()
}

fn score(id: &str) -> Vec<f64> {
    site().assessment(id, "rounds").numbers("score", &[])
}

#[test]
fn fuzzy_clothing_min_max() {
    let case = Case::of("fuzzy_clothing_min_max");
    case.check("B1", &memberships("min-max", "Whole"));
    case.check("B2", &memberships("second", "Whole"));
    case.check("B2_normalised", &memberships("second-shared", "Whole"));
    assert_eq!((verdict("min-max"), verdict("second")), ("不太欢迎".to_owned(), "较欢迎".to_owned()));
    assert_eq!((case.at("expected/verdict1"), case.at("expected/verdict2")), (&"不太欢迎".into(), &"较欢迎".into()));
}

#[test]
fn fuzzy_clothing_all_operators() {
    let case = Case::of("fuzzy_clothing_all_operators");
    OPERATORS.iter().for_each(|(path, operator)| case.check(path, &memberships(operator, "Whole")));
}

#[test]
fn fuzzy_weighted_mean_clothes() {
    let case = Case::of("fuzzy_weighted_mean_clothes");
    case.check("B", &memberships("coats", "Whole"));
    case.check("weighted_score", &score("coats"));
    assert_eq!(verdict("coats"), "good");
    case.check("max_membership_score", &case.row("inputs/scores")[..1]);
}

#[test]
fn fuzzy_staff_appraisal() {
    let case = Case::of("fuzzy_staff_appraisal");
    case.check("B", &memberships("staff", "Whole"));
    assert_eq!(case.at("expected/verdict"), &verdict("staff"));
}

#[test]
fn fuzzy_two_level_min_max_normalisation() {
    let case = Case::of("fuzzy_two_level_min_max_normalisation");
    case.check("raw", &memberships("raw", "Whole"));
    // The book normalises the whole as well; the case stops before that.
    let expected = case.row("expected/normalised_between");
    let total: f64 = expected.iter().sum();
    let found: Vec<f64> = memberships("shared", "Whole").iter().map(|share| share * total).collect();
    case.check("normalised_between", &found);
}

/// Of memberships that sum to 1 the centroid is the weighted mean.
#[test]
fn fuzzy_defuzzify() {
    let case = Case::of("fuzzy_defuzzify");
    case.check("weighted_average", &score("water"));
    case.check("centroid", &score("water"));
    assert_eq!(verdict("water"), "b");
    case.check("max_membership", &case.row("inputs/scores")[1..2]);
}

#[test]
fn fuzzy_membership_tri() {
    let case = Case::of("fuzzy_membership_tri");
    (0..4).for_each(|at| case.check(&format!("mu/{at}"), &memberships("knots", &format!("f{at}"))));
    case.check("mu_first", &memberships("knots", "f0"));
}

#[test]
fn csf_readiness() {
    let case = Case::of("csf_readiness");
    case.check("readiness", &score("readiness"));
    case.check("readiness_no_shift", &score("unshifted"));
    let blockers = site().assessment("readiness", "blockers").cells("factor", &[]);
    let expected: Vec<String> = case.row("expected/blocking").iter().map(|at| format!("f{at}")).collect();
    assert_eq!(blockers, expected);
}
