//! Ways of scoring a value, as curves. What needs the other values of a set (z-scores, shares of a norm), an exponent, or
//! a score beyond 100 cannot be written in a book; the rest of each case is.

use std::sync::OnceLock;

use crate::book::{Book, MONTH, Site};
use crate::cases::Case;

pub(crate) const CASES: &[&str] = &[
    "desirability_tire_tread",
    "desirability_scale",
    "score_basic_transforms",
    "score_target_and_interval",
    "score_efficacy_coefficient",
    "score_piecewise",
    "score_achievement",
];

/// An objective with a measure for each value, scored by one curve.
fn curve(book: &mut Book, id: &str, curve: &str, values: &[f64]) {
    let measure = |(at, value): (usize, &f64)| measure(at, &format!("{}, curve: {curve}", direction(curve)), *value);
    book.objective(id, &[], &values.iter().enumerate().map(measure).collect::<Vec<_>>());
}

/// Whether a curve rises, falls, or does both.
fn direction(curve: &str) -> &'static str {
    let ends_low = curve.ends_with(", 0]]") || curve.ends_with(", 0.2]]");
    match (ends_low, curve.contains(", 0],")) {
        (true, true) => "better: within",
        (true, false) => "better: lower",
        (false, _) => "better: higher",
    }
}

fn measure(at: usize, scoring: &str, value: f64) -> String {
    format!("id: m{at}, title: m{at}, weight: 1, {scoring}, value: {{{MONTH}: {value}}}")
}

/// The scores of an objective's measures, as shares of 1.
fn scores(objective: &str, count: usize) -> Vec<f64> {
    (0..count).map(|at| site().score(&format!("{objective}/m{at}"))).collect()
}

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let mut book = Book::new();
        let tread = Case::of("desirability_tire_tread").row("inputs/y");
        let curves = ["[[120, 0], [170, 100]]", "[[1000, 0], [1300, 100]]", "[[400, 0], [500, 100], [600, 0]]"];
        let curves = [curves[0], curves[1], curves[2], "[[60, 0], [67.5, 100], [75, 0]]"];
        let each = curves.iter().zip(&tread).enumerate();
        let each =
            each.map(|(at, (curve, value))| measure(at, &format!("{}, curve: {curve}", direction(curve)), *value));
        book.objective("tread", &["rollup: geometric".to_owned()], &each.collect::<Vec<_>>());
        let scale = Case::of("desirability_scale").row("inputs/y");
        curve(&mut book, "rising", "[[1, 0], [3, 100]]", &scale);
        curve(&mut book, "falling", "[[1, 100], [3, 0]]", &scale);
        transforms(&mut book);
        let points = Case::of("score_piecewise");
        let below: Vec<String> = points.rows("inputs/points")[..4].iter().map(|point| format!("{point:?}")).collect();
        curve(&mut book, "points", &format!("[{}]", below.join(", ")), &points.row("inputs/x"));
        achievement(&mut book);
        book.build()
    })
}

fn transforms(book: &mut Book) {
    let values = Case::of("score_basic_transforms").row("inputs/x");
    curve(book, "min-max", "[[1, 0], [8, 100]]", &values);
    curve(book, "reversed", "[[1, 99.6], [8, 0.2]]", &values);
    curve(book, "of-most", "[[0, 0], [8, 100]]", &values);
    let case = Case::of("score_target_and_interval");
    curve(book, "middle", "[[5, 0], [7, 100], [9, 0]]", &case.row("inputs/ph"));
    curve(book, "interval", "[[34.6, 0], [36, 100], [37, 100], [38.4, 0]]", &case.row("inputs/temp"));
    // 60 at the unacceptable value 6 and 100 at the satisfactory 12, on one line down to 0.
    curve(
        book,
        "efficacy",
        "[[-3, 0], [12, 100]]",
        &[Case::of("score_efficacy_coefficient").number("inputs/x"), 6.0, 12.0],
    );
}

fn achievement(book: &mut Book) {
    let case = Case::of("score_achievement");
    let [actual, target, baseline] =
        ["actual", "target", "baseline"].map(|name| case.number(&format!("inputs/{name}")));
    let ways = [
        format!("better: lower, baseline: {baseline}, target: {target}"),
        format!("better: higher, baseline: 0, target: {target}"),
    ];
    let each = ways.iter().enumerate().map(|(at, way)| measure(at, way, actual));
    book.objective("achievement", &[], &each.collect::<Vec<_>>());
}

#[test]
fn desirability_tire_tread() {
    let case = Case::of("desirability_tire_tread");
    case.check("d", &scores("tread", 4));
    case.check("D", &[site().score("tread")]);
}

/// Exponents other than 1 bend a curve between its ends, which a curve of straight pieces does not.
#[test]
fn desirability_scale() {
    let case = Case::of("desirability_scale");
    case.check("max/1", &scores("rising", 7));
    case.check("min/1", &scores("falling", 7));
}

#[test]
fn score_basic_transforms() {
    let case = Case::of("score_basic_transforms");
    case.check("minmax", &scores("min-max", 4));
    case.check("minmax_reversed_002_996", &scores("reversed", 4));
    case.check("ratio_to_max", &scores("of-most", 4));
}

#[test]
fn score_target_and_interval() {
    let case = Case::of("score_target_and_interval");
    case.check("middle", &scores("middle", 4));
    case.check("interval", &scores("interval", 6));
}

#[test]
fn score_efficacy_coefficient() {
    let case = Case::of("score_efficacy_coefficient");
    let found: Vec<f64> = scores("efficacy", 3).iter().map(|share| share * 100.0).collect();
    case.check("score", &found[..1]);
    case.check("at_bad", &found[1..2]);
    case.check("at_good", &found[2..]);
}

/// Scores end at 100; the case goes on to 110.
#[test]
fn score_piecewise() {
    let case = Case::of("score_piecewise");
    let found = scores("points", 10);
    for (at, expected) in case.row("expected/score").into_iter().enumerate() {
        let own = found[at] * 100.0;
        assert!((own - expected.min(100.0)).abs() <= case.number("tolerance"), "{own} is not {expected}");
    }
}

/// Target over actual is not offered: it breaks at zero and below.
#[test]
fn score_achievement() {
    let case = Case::of("score_achievement");
    let attained = |at: usize| [site().download(&format!("achievement/m{at}"), "attainment")];
    case.check("lower_better_baseline", &attained(0));
    case.check("lower_better_difference", &attained(0));
    case.check("higher_better", &attained(1));
}
