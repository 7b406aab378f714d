//! Weights from what measures did.

use std::sync::OnceLock;

use crate::book::{Book, Site};
use crate::cases::Case;

pub(crate) const CASES: &[&str] = &[
    "entropy_xu2004",
    "entropy_zavadskas2016",
    "entropy_minmax_epsilon",
    "entropy_zero_and_constant",
    "critic_tus_adali",
    "critic_tus_adali_directed",
    "cv_weights",
];

/// Measures whose values of the last months are the columns of a matrix.
fn measures(case: &Case) -> Vec<String> {
    let rows = case.rows("inputs/matrix");
    let directions: Vec<f64> =
        if case.at("inputs").get("directions").is_some() { case.row("inputs/directions") } else { vec![1.0; 9] };
    let first = 13 - rows.len();
    let measure = |column: usize| {
        let months = rows.iter().zip(first..);
        let values: Vec<String> = months.map(|(row, month)| format!("2026-{month:02}: {}", row[column])).collect();
        let ends = if directions[column] > 0.0 {
            "better: higher, baseline: 0, target: 9000"
        } else {
            "better: lower, baseline: 9000, target: 0"
        };
        format!("id: m{column}, title: m{column}, {ends}, value: {{{}}}", values.join(", "))
    };
    (0..rows[0].len()).map(measure).collect()
}

const METHODS: [&str; 7] = [
    "{method: entropy, practice: sum}",
    "{method: entropy, practice: sum}",
    "{method: entropy, practice: min-max, epsilon: 0.002}",
    "{method: entropy, practice: sum}",
    "{method: critic}",
    "{method: critic}",
    "{method: variation}",
];

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let mut book = Book::new();
        for (id, method) in CASES.iter().zip(METHODS) {
            let name = id.replace('_', "-");
            book.objective(&name, &[format!("weights: {method}")], &measures(&Case::of(id)));
        }
        book.build()
    })
}

/// Weights and the figures they come from.
fn holds(id: &str, figures: &[(&str, &str)]) {
    let (case, name) = (Case::of(id), id.replace('_', "-"));
    let table = site().objective(&name, "weights");
    let first = figures.first().map(|(_, title)| ("figure", *title));
    case.check("weights", &table.numbers("weight", &first.into_iter().collect::<Vec<_>>()));
    for (path, title) in figures {
        case.check(path, &table.numbers("value", &[("figure", title)]));
    }
}

#[test]
fn entropy_xu2004() {
    holds("entropy_xu2004", &[("entropy", "Entropy e")]);
}

#[test]
fn entropy_zavadskas2016() {
    holds("entropy_zavadskas2016", &[("entropy", "Entropy e")]);
}

#[test]
fn entropy_minmax_epsilon() {
    holds("entropy_minmax_epsilon", &[]);
}

#[test]
fn entropy_zero_and_constant() {
    holds("entropy_zero_and_constant", &[("entropy", "Entropy e")]);
}

#[test]
fn critic_tus_adali() {
    holds("critic_tus_adali", &[("information", "Information C"), ("sd", "σ of the scaled values")]);
}

#[test]
fn critic_tus_adali_directed() {
    holds("critic_tus_adali_directed", &[("information", "Information C"), ("sd", "σ of the scaled values")]);
}

#[test]
fn cv_weights() {
    holds("cv_weights", &[]);
}
