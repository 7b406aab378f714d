//! Comparisons of pairs.

use std::sync::OnceLock;

use crate::book::{Book, Site, matrix, plain};
use crate::cases::Case;

pub(crate) const CASES: &[&str] = &[
    "ahp_drinks_eigen",
    "ahp_drinks_cr_by_table",
    "ahp_drinks_geometric_mean",
    "ahp_drinks_column_mean",
    "ahp_travel_criteria",
    "ahp_school_criteria",
    "ahp_consistent_and_small",
    "ahp_group_geometric",
];

fn ahp(book: &mut Book, id: &str, more: &str, matrices: &[Vec<Vec<f64>>]) {
    let experts: Vec<String> =
        matrices.iter().zip('A'..).map(|(rows, name)| format!("{name}: {}", matrix(rows))).collect();
    let weights = format!("weights: {{method: ahp{more}, judgements: {{{}}}}}", experts.join(", "));
    book.objective(id, &[weights], &plain(matrices[0].len()));
}

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let mut book = Book::new();
        let drinks = [Case::of("ahp_drinks_eigen").rows("inputs/matrix")];
        ahp(&mut book, "later", ", random_index: saaty-later", &drinks);
        ahp(&mut book, "early", ", random_index: saaty-1980", &drinks);
        ahp(&mut book, "donegan", ", random_index: donegan-dodd", &drinks);
        ahp(&mut book, "geometric", ", priorities: geometric-mean", &drinks);
        ahp(&mut book, "column", ", priorities: column-mean", &drinks);
        ahp(&mut book, "travel", "", &[Case::of("ahp_travel_criteria").rows("inputs/matrix")]);
        ahp(&mut book, "school", "", &[Case::of("ahp_school_criteria").rows("inputs/matrix")]);
        let small = Case::of("ahp_consistent_and_small");
        ahp(&mut book, "three", "", &[small.rows("inputs/m3")]);
        ahp(&mut book, "two", "", &[small.rows("inputs/m2")]);
        ahp(&mut book, "one", "", &[small.rows("inputs/m1")]);
        let group = Case::of("ahp_group_geometric");
        ahp(&mut book, "group", "", &[group.rows("inputs/matrices/0"), group.rows("inputs/matrices/1")]);
        book.build()
    })
}

fn checks(case: &Case, objective: &str, keys: &[(&str, &str)]) {
    let table = site().objective(objective, "weights-checks");
    keys.iter().for_each(|(path, key)| case.check(path, &table.check("A", key)));
}

const ALL: [(&str, &str); 3] = [("lambda_max", "lambda-max"), ("ci", "ci"), ("cr", "cr")];

#[test]
fn ahp_drinks_eigen() {
    let case = Case::of("ahp_drinks_eigen");
    case.check("weights", &site().weights("later"));
    checks(&case, "later", &ALL);
}

#[test]
fn ahp_drinks_cr_by_table() {
    let case = Case::of("ahp_drinks_cr_by_table");
    for (path, objective) in [("saaty_1980", "early"), ("ahpy_saaty", "later"), ("donegan_dodd", "donegan")] {
        checks(&case, objective, &[(path, "cr")]);
    }
}

#[test]
fn ahp_drinks_geometric_mean() {
    let case = Case::of("ahp_drinks_geometric_mean");
    case.check("weights", &site().weights("geometric"));
    checks(&case, "geometric", &[ALL[0], ALL[2]]);
}

#[test]
fn ahp_drinks_column_mean() {
    let case = Case::of("ahp_drinks_column_mean");
    case.check("weights", &site().weights("column"));
    checks(&case, "column", &[ALL[0], ALL[2]]);
}

#[test]
fn ahp_travel_criteria() {
    let case = Case::of("ahp_travel_criteria");
    case.check("weights", &site().weights("travel"));
    checks(&case, "travel", &ALL);
}

#[test]
fn ahp_school_criteria() {
    let case = Case::of("ahp_school_criteria");
    case.check("weights", &site().weights("school"));
    checks(&case, "school", &ALL);
    assert_eq!(case.at("expected/acceptable"), false);
}

#[test]
fn ahp_consistent_and_small() {
    let case = Case::of("ahp_consistent_and_small");
    case.check("w3", &site().weights("three"));
    checks(&case, "three", &[("cr3", "cr")]);
    case.check("w2", &site().weights("two"));
    checks(&case, "two", &[("cr2", "cr")]);
    case.check("w1", &site().weights("one"));
    checks(&case, "one", &[("cr1", "cr")]);
}

#[test]
fn ahp_group_geometric() {
    let case = Case::of("ahp_group_geometric");
    case.check("weights", &site().weights("group"));
    let judged = site().objective("group", "weights-judgements");
    for row in 0..3 {
        let of = [("sheet", "All together (geometric mean)"), ("row", &*format!("m{row}"))];
        case.check(&format!("aggregate/{row}"), &judged.numbers("judgement", &of));
    }
}
