//! What is wrong with the data, as it is told.

use super::*;
use crate::diagnostic::{Renderer, Sources};

/// Findings as a person reads them, without a file to point into.
fn told(case: &Case) -> String {
    let (_, findings) = case.run();
    let plain = findings.into_iter().map(|finding| crate::diagnostic::Diagnostic { labels: Vec::new(), ..finding });
    let mut unplaced = Findings::default();
    unplaced.extend(plain);
    Renderer::default().render(&unplaced, &Sources::default())
}

fn branches(measure: Measure, rows: Vec<Observation>) -> Case {
    card(vec![leaf("m", 100.0, measure, rows)]).with_entities(&[
        ("north", None),
        ("b1", Some("north")),
        ("b2", Some("north")),
    ])
}

#[test]
fn unknown_entities() {
    let rows = vec![row("2026-10", None, 1.0), row("2026-10", Some("nrth"), 1.0), row("2026-10", Some("x9"), 1.0)];
    insta::assert_snapshot!(told(&branches(as_is(), rows.clone())), @"");
    let single = card(vec![leaf("m", 100.0, as_is(), rows)]);
    insta::assert_snapshot!(told(&single), @"");
}

#[test]
fn nothing_says_how_to_aggregate() {
    let rows = vec![row("2026-10", Some("b1"), 1.0), row("2026-10", Some("b2"), 1.0)];
    insta::assert_snapshot!(told(&branches(as_is(), rows)), @"");
}

#[test]
fn two_values_for_one_cell() {
    let rows = vec![row("2026-10", None, 1.0), row("2026-10", Some("north"), 2.0)];
    insta::assert_snapshot!(told(&branches(as_is(), rows)), @"");
}

#[test]
fn neither_yes_nor_no() {
    let rows = vec![row("2026-10", None, 1.0), row("2026-09", None, 0.5)];
    insta::assert_snapshot!(told(&card(vec![leaf("m", 100.0, measure(Scoring::YesNo), rows)])), @"");
}

#[test]
fn targets_that_lead_nowhere() {
    let aim = |target| Observation { target: Some(target), baseline: Some(5.0), ..row("2026-10", None, 7.0) };
    let case = |row| card(vec![leaf("m", 100.0, measure(Scoring::Target), vec![row])]);
    insta::assert_snapshot!(told(&case(aim(5.0))), @"");
    insta::assert_snapshot!(told(&case(aim(4.0))), @"");
    let (evaluation, findings) = case(aim(5.0)).run();
    assert!(evaluation.is_some() && !findings.has_errors());
}

#[test]
fn no_data_and_mistaken_dates() {
    insta::assert_snapshot!(told(&card(vec![leaf("m", 100.0, as_is(), vec![row("2026-10", None, None)])])), @"");
    let rows = vec![row("0206-10", None, 1.0), row("2026-10", None, 1.0)];
    insta::assert_snapshot!(told(&card(vec![leaf("m", 100.0, as_is(), rows)])), @"");
}
