//! What is wrong with the data, as it is told.

use super::*;
/// Findings with everything they say, without a file to point into.
fn told(case: &Case) -> String {
    let mut lines = Vec::new();
    for finding in case.run().1.sorted() {
        lines.push(format!("{}[{}]: {}", finding.severity.word(), finding.code, finding.message));
        lines.extend(finding.labels.iter().map(|label| format!("  ^ {}", label.text)));
        lines.extend(finding.notes.iter().map(|note| format!("  note: {note}")));
        lines.extend(finding.help.iter().map(|help| format!("  help: {help}")));
    }
    lines.join("\n")
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
    insta::assert_snapshot!(told(&branches(as_is(), rows.clone())), @r"
    error[unknown-entity]: measure `m` reports for entities that table `branches` does not list
      ^ unknown: `nrth`, `x9`
      ^ entities come from here
      note: known: `b1`, `b2`, `north`
      note: `nrth`: did you mean `north`?
      help: add them to the table, or make the `entity` column of the query match its ids
    ");
    let single = card(vec![leaf("m", 100.0, as_is(), rows)]);
    insta::assert_snapshot!(told(&single), @r"
    error[unknown-entity]: measure `m` reports by entity, but the scorecard has no `entities`
      ^ its query returns `nrth`, `x9`
      help: add `entities: {table: …, id: …, parent: …}` to the scorecard, or leave `entity` out of the query
    ");
}

#[test]
fn nothing_says_how_to_aggregate() {
    let rows = vec![row("2026-10", Some("b1"), 1.0), row("2026-10", Some("b2"), 1.0)];
    insta::assert_snapshot!(told(&branches(as_is(), rows)), @r"
    error[aggregate-missing]: nothing says how the entities of measure `m` make up their parent
      ^ `north` has no row of its own, in 2026-10 for example
      note: amounts of a period (sales) are `sum`, stocks (head count) `last`, ratings `mean`, rates `ratio`
      help: add `aggregate: sum`, `mean` or `last`, return `numerator` and `denominator` for a rate, or return a row for every level and say `aggregate: sql`
    ");
}

#[test]
fn two_values_for_one_cell() {
    let rows = vec![row("2026-10", None, 1.0), row("2026-10", Some("north"), 2.0)];
    insta::assert_snapshot!(told(&branches(as_is(), rows)), @r"
    error[duplicate-observation]: measure `m` has more than one value for `north` in 2026-10
      ^ rows that repeat an entity and a period: 1
      help: group the rows in the query; an `entity` that is NULL is the same as the top of the hierarchy
    ");
}

#[test]
fn neither_yes_nor_no() {
    let rows = vec![row("2026-10", None, 1.0), row("2026-09", None, 0.5)];
    insta::assert_snapshot!(told(&card(vec![leaf("m", 100.0, measure(Scoring::YesNo), rows)])), @r"
    error[not-yes-or-no]: measure `m` is yes-no, but for 2026-09 it is 0.5
      ^ values that are neither 1 (yes) nor 0 (no): 1
      help: return 1 or 0 (or true or false), or score it by `curve`, `thresholds` or `target`
    ");
}

#[test]
fn targets_that_lead_nowhere() {
    let aim = |target| Observation { target: Some(target), baseline: Some(5.0), ..row("2026-10", None, 7.0) };
    let case = |row| card(vec![leaf("m", 100.0, measure(Scoring::Target), vec![row])]);
    insta::assert_snapshot!(told(&case(aim(5.0))), @r"
    warning[target-not-beyond-baseline]: the target of measure `m` is the same as its baseline for 2026-10
      ^ values without a score for this: 1
      note: baseline 5, target 5, better: higher
      help: correct the `target` and `baseline`, or check `better`
    ");
    insta::assert_snapshot!(told(&case(aim(4.0))), @r"
    warning[target-not-beyond-baseline]: the target of measure `m` is on the wrong side of its baseline for 2026-10
      ^ values without a score for this: 1
      note: baseline 5, target 4, better: higher
      help: correct the `target` and `baseline`, or check `better`
    ");
    let (evaluation, findings) = case(aim(5.0)).run();
    assert!(evaluation.is_some() && !findings.has_errors());
}

#[test]
fn no_data_and_mistaken_dates() {
    insta::assert_snapshot!(told(&card(vec![leaf("m", 100.0, as_is(), vec![row("2026-10", None, None)])])), @r"
    error[no-data]: no measure of scorecard `test` has a value
      ^ nothing to report on
      help: check that the queries return rows whose `value`, or `numerator` and `denominator`, are not NULL
    ");
    let rows = vec![row("0206-10", None, 1.0), row("2026-10", None, 1.0)];
    insta::assert_snapshot!(told(&card(vec![leaf("m", 100.0, as_is(), rows)])), @r"
    error[too-many-periods]: scorecard `test` would run over 21841 periods, 0206-10 to 2026-10
      ^ 0206-10 comes from here
      ^ 2026-10 comes from here
      help: look for a mistaken date in the data, or leave older rows out in the queries
    ");
}
