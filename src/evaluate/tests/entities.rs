//! Entities: how values add up, who is expected to report, and whose target counts.

use super::*;

/// Two regions, east with b1 and b2, west with b3, under `all`.
const BRANCHES: [(&str, Option<&str>); 3] = [("b1", Some("east")), ("b2", Some("east")), ("b3", Some("west"))];

fn branches(rule: impl Into<Option<Aggregate>>, measure: Measure, rows: Vec<Observation>) -> Case {
    let measure = Measure { aggregate: rule.into(), ..measure };
    card(vec![leaf("m", 100.0, measure, rows)]).with_entities(&BRANCHES)
}

/// Actual, reporting and staleness of the measure in `2026-10`.
fn october(case: &Case, entity: &str) -> (Option<f64>, (u32, u32), u32) {
    let outcome = case.outcome(&case.evaluated(), entity, "2026-10", "m");
    (outcome.actual, outcome.reporting, outcome.stale)
}

fn with_n(n: f64, row: Observation) -> Observation {
    Observation { n: Some(n), ..row }
}

fn aimed(target: f64, baseline: f64, row: Observation) -> Observation {
    Observation { target: Some(target), baseline: Some(baseline), ..row }
}

#[test]
fn ratios_are_pooled_never_averaged() {
    let rows = vec![
        rate("2026-10", Some("b1"), 10.0, 20.0),
        rate("2026-10", Some("b2"), 0.0, 0.0),
        rate("2026-10", Some("b3"), 90.0, 100.0),
    ];
    let case = branches(None, Measure { ratio_scale: 100.0, ..as_is() }, rows);
    assert_eq!(october(&case, "east"), (Some(50.0), (2, 2), 0));
    let all = case.outcome(&case.evaluated(), "all", "2026-10", "m");
    assert_eq!((all.numerator, all.denominator), (Some(100.0), Some(120.0)));
    assert_near(all.actual, 83.333_333_333_3, 1e-9); // the mean of the branches would be 70
    assert_eq!(october(&case, "b2"), (None, (0, 0), 0)); // 0 of 0 is missing, not 0
}

#[test]
fn a_partial_sum_is_missing_and_says_why() {
    let rows = |october_of_b2: Option<f64>| {
        vec![
            row("2026-09", Some("b1"), 10.0),
            row("2026-09", Some("b2"), 20.0),
            row("2026-09", Some("b3"), 30.0),
            row("2026-10", Some("b1"), 11.0),
            row("2026-10", Some("b2"), october_of_b2),
            row("2026-10", Some("b3"), 31.0),
        ]
    };
    let case = branches(Aggregate::Sum, as_is(), rows(Some(21.0)));
    assert_eq!(october(&case, "all"), (Some(63.0), (3, 3), 0));
    let case = branches(Aggregate::Sum, as_is(), rows(None));
    assert_eq!(october(&case, "east"), (None, (1, 2), 0));
    assert_eq!(october(&case, "all"), (None, (2, 3), 0));
    assert_eq!(october(&case, "west"), (Some(31.0), (1, 1), 0));
    let case = branches(Aggregate::Mean, as_is(), rows(None));
    assert_eq!(october(&case, "all"), (Some(21.0), (2, 3), 0)); // what there is is used, and reporting shows it
    let carried = Measure { carry_forward: 1, ..as_is() };
    let case = branches(Aggregate::Sum, carried, rows(None));
    assert_eq!(october(&case, "all"), (Some(62.0), (3, 3), 1));
}

#[test]
fn branches_open_and_close_without_breaking_the_sum() {
    let mut rows: Vec<Observation> = Vec::new();
    for month in 1..=10 {
        let at = format!("2026-{month:02}");
        rows.push(row(&at, Some("b1"), 1.0));
        rows.extend((month <= 7).then(|| row(&at, Some("b2"), 10.0))); // silent from August on: closed
        rows.extend((month >= 9).then(|| row(&at, Some("b3"), 100.0))); // opened in September
    }
    let case = branches(Aggregate::Sum, Measure { carry_forward: 2, ..as_is() }, rows.clone());
    let evaluation = case.evaluated();
    let total = |at: &str| case.outcome(&evaluation, "all", at, "m");
    assert_eq!((total("2026-07").actual, total("2026-07").reporting), (Some(11.0), (2, 2)));
    assert_eq!((total("2026-08").actual, total("2026-08").stale), (Some(1.0), 0)); // nothing carried past closing
    assert_eq!((total("2026-10").actual, total("2026-10").reporting), (Some(101.0), (2, 2)));
    // One report less of silence, and it is only late.
    rows.push(row("2026-08", Some("b2"), 10.0));
    let case = branches(Aggregate::Sum, as_is(), rows);
    assert_eq!(october(&case, "all"), (None, (2, 3), 0));
}

#[test]
fn a_mean_counts_cases_or_else_entities() {
    let rows = vec![
        with_n(10.0, row("2026-10", Some("b1"), 60.0)),
        with_n(30.0, row("2026-10", Some("b2"), 80.0)),
        with_n(60.0, row("2026-10", Some("b3"), 100.0)),
    ];
    let weighted = branches(Aggregate::Mean, as_is(), rows.clone());
    assert_eq!(october(&weighted, "east").0, Some(75.0));
    assert_eq!(october(&weighted, "all").0, Some(90.0));
    assert_eq!(weighted.outcome(&weighted.evaluated(), "all", "2026-10", "m").n, Some(100.0));
    let plain = rows.into_iter().map(|row| Observation { n: None, ..row }).collect();
    let plain = branches(Aggregate::Mean, as_is(), plain);
    assert_eq!(october(&plain, "all").0, Some(80.0)); // of three branches, not of two regions: that would be 85
}

#[test]
fn a_value_of_its_own_wins_over_the_sum() {
    let rows = vec![
        row("2026-10", Some("b1"), 1.0),
        row("2026-10", Some("b2"), 2.0),
        row("2026-10", Some("east"), 50.0),
        row("2026-10", Some("b3"), 3.0),
    ];
    let case = branches(Aggregate::Sum, as_is(), rows);
    assert_eq!(october(&case, "east"), (Some(50.0), (0, 0), 0));
    assert_eq!(october(&case, "all"), (Some(53.0), (2, 2), 0));
}

#[test]
fn what_comes_from_sql_at_every_level_is_not_added_up() {
    let rows = vec![row("2026-10", None, 70.0), row("2026-10", Some("b1"), 60.0)];
    let case = branches(Aggregate::Sql, as_is(), rows);
    assert_eq!(october(&case, "all").0, Some(70.0));
    assert_eq!(october(&case, "east").0, None);
}

#[test]
fn targets_from_sql_add_up_like_the_values() {
    let sums = vec![
        aimed(20.0, 0.0, row("2026-10", Some("b1"), 10.0)),
        aimed(30.0, 10.0, row("2026-10", Some("b2"), 20.0)),
        aimed(40.0, 0.0, row("2026-10", Some("b3"), 40.0)),
    ];
    let case = branches(Aggregate::Sum, measure(Scoring::Target), sums);
    let all = case.outcome(&case.evaluated(), "all", "2026-10", "m");
    assert_eq!((all.actual, all.target, all.baseline, all.score), (Some(70.0), Some(90.0), Some(10.0), Some(75.0)));
    let rates = vec![
        aimed(80.0, 0.0, rate("2026-10", Some("b1"), 6.0, 10.0)),
        aimed(60.0, 0.0, rate("2026-10", Some("b3"), 12.0, 30.0)),
    ];
    let case = branches(None, Measure { ratio_scale: 100.0, ..measure(Scoring::Target) }, rates);
    let all = case.outcome(&case.evaluated(), "all", "2026-10", "m");
    assert_eq!((all.actual, all.target), (Some(45.0), Some(65.0))); // (80·10 + 60·30) / 40
}

#[test]
fn a_branch_is_not_judged_by_the_target_of_the_whole() {
    let rows =
        vec![row("2026-10", Some("b1"), 10.0), row("2026-10", Some("b2"), 20.0), row("2026-10", Some("b3"), 30.0)];
    let case = branches(Aggregate::Sum, to_100(), rows.clone());
    let evaluation = case.evaluated();
    assert_eq!(case.outcome(&evaluation, "all", "2026-10", "m").score, Some(60.0));
    let branch = case.outcome(&evaluation, "b1", "2026-10", "m");
    assert_eq!((branch.actual, branch.target, branch.score), (Some(10.0), None, None));
    assert_eq!((branch.low, branch.high, branch.coverage), (0.0, 100.0, 0.0));
    // A mean is on the same scale everywhere, and so is a target the query returns for the branch.
    let mean = branches(Aggregate::Mean, to_100(), rows);
    assert_eq!(mean.outcome(&mean.evaluated(), "b1", "2026-10", "m").score, Some(10.0));
    let own = vec![Observation { target: Some(40.0), ..row("2026-10", Some("b1"), 10.0) }];
    let own = branches(Aggregate::Sum, to_100(), own);
    assert_eq!(own.outcome(&own.evaluated(), "b1", "2026-10", "m").score, Some(25.0));
}

#[test]
fn the_top_may_be_named_by_its_id_or_not_at_all() {
    let rows = vec![row("2026-09", None, 1.0), row("2026-10", Some("all"), 2.0)];
    let case = branches(None, as_is(), rows);
    assert_eq!(october(&case, "all").0, Some(2.0));
    assert_eq!(case.outcome(&case.evaluated(), "all", "2026-09", "m").actual, Some(1.0));
}

#[test]
fn a_region_that_reports_by_itself_is_expected_to_go_on() {
    let rows =
        vec![row("2026-09", Some("east"), 50.0), row("2026-09", Some("b3"), 3.0), row("2026-10", Some("b3"), 4.0)];
    let case = branches(Aggregate::Sum, as_is(), rows);
    assert_eq!(october(&case, "all"), (None, (1, 2), 0));
}

#[test]
fn fresh_values_from_below_beat_an_old_one_of_its_own() {
    let rows = vec![row("2026-09", None, 90.0), row("2026-10", Some("b1"), 1.0), row("2026-10", Some("b3"), 3.0)];
    let case = branches(Aggregate::Sum, Measure { carry_forward: 2, ..as_is() }, rows.clone());
    assert_eq!(october(&case, "all"), (Some(4.0), (2, 2), 0));
    let flat = [("b1", None), ("b3", None)];
    let undecided = branches(None, Measure { carry_forward: 2, ..as_is() }, rows).with_entities(&flat);
    assert_eq!(october(&undecided, "all"), (Some(90.0), (0, 0), 1));
}

#[test]
fn a_plan_without_a_value_still_says_the_target() {
    let plan = |at, entity, target| Observation { target: Some(target), ..row(at, entity, None) };
    let rows = vec![
        aimed(20.0, 0.0, row("2026-09", Some("b3"), 10.0)),
        row("2026-10", Some("b1"), 5.0),
        plan("2026-10", Some("b3"), 25.0),
        plan("2026-10", None, 200.0),
        plan("2026-10", Some("east"), 8.0),
        row("2026-10", Some("east"), 6.0),
    ];
    let doubled = "a plan and a value for one cell are one row";
    let case = branches(Aggregate::Sum, Measure { carry_forward: 1, ..measure(Scoring::Target) }, rows);
    let evaluation = case.evaluated();
    let seen = |entity| {
        let outcome = case.outcome(&evaluation, entity, "2026-10", "m");
        (outcome.actual, outcome.target)
    };
    assert_eq!(seen("east"), (Some(6.0), Some(8.0)), "{doubled}");
    assert_eq!(seen("b3"), (Some(10.0), Some(25.0))); // the value is September's, the target this month's
    assert_eq!(seen("all"), (Some(16.0), Some(200.0))); // its own plan, not the sum of those below
}

/// The outcome of a node of an entity in `2026-10`.
fn in_october(case: &Case, entity: &str, path: &str) -> Outcome {
    case.outcome(&case.evaluated(), entity, "2026-10", path)
}

#[test]
fn what_only_the_group_measures_is_not_missing_in_a_branch() {
    let by_branch: Vec<Observation> = ["b1", "b2"].map(|branch| row("2026-10", Some(branch), 90.0)).into();
    let mean = Measure { aggregate: Some(Aggregate::Mean), ..as_is() };
    let case = card(vec![
        leaf("branches", 50.0, mean, by_branch),
        leaf("group", 50.0, as_is(), vec![row("2026-10", None, 50.0)]),
    ])
    .with_entities(&BRANCHES);
    assert_near(in_october(&case, "all", "").score, 70.0, 1e-9);
    let branch = in_october(&case, "b1", "");
    assert_eq!((branch.score, branch.coverage), (Some(90.0), 1.0));
    let group = in_october(&case, "b1", "group");
    assert_eq!((group.applies, group.weight), (false, 0.0));
    assert_near(in_october(&case, "b1", "branches").weight, 1.0, 1e-9);
    // b3 is a branch like the others and should have reported: that is missing.
    let silent = in_october(&case, "b3", "");
    assert_eq!((silent.applies, silent.score, silent.coverage), (true, None, 0.0));
}

#[test]
fn a_sum_judged_by_the_goal_of_the_whole_applies_to_the_top_alone() {
    let rows: Vec<Observation> = ["b1", "b2", "b3"].map(|branch| row("2026-10", Some(branch), 20.0)).into();
    let summed = Measure { aggregate: Some(Aggregate::Sum), baseline: Timeline::constant(10.0), ..to_100() };
    let case = card(vec![leaf("sales", 60.0, summed, rows.clone()), leaf("rate", 40.0, mean_of_rows(), rows)])
        .with_entities(&BRANCHES);
    assert_eq!(in_october(&case, "all", "sales").actual, Some(60.0));
    let branch = in_october(&case, "b1", "sales");
    assert_eq!((branch.applies, branch.actual), (false, Some(20.0)));
    assert_eq!(in_october(&case, "b1", "").coverage, 1.0);
}

fn mean_of_rows() -> Measure {
    Measure { aggregate: Some(Aggregate::Mean), ..as_is() }
}
