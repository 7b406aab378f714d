//! Time: values carried forward, slower measures, targets with dates, and which period is reported on.

use super::*;

fn stale(case: &Case, at: &str) -> Option<u32> {
    let outcome = case.outcome(&case.evaluated(), "", at, "m");
    outcome.actual.map(|_| outcome.stale)
}

/// A measure `m` with these rows, beside one that reports every month of 2026 up to October.
fn beside_a_monthly_one(measure: Measure, rows: Vec<Observation>) -> Case {
    let every_month = (1..=10).map(|month| row(&format!("2026-{month:02}"), None, 50.0)).collect();
    card(vec![leaf("m", 50.0, measure, rows), leaf("steady", 50.0, as_is(), every_month)]).with_min_coverage(0.5)
}

#[test]
fn the_last_value_stands_in_for_a_while() {
    let rows = vec![row("2026-05", None, 70.0), row("2026-06", None, None)];
    let case = beside_a_monthly_one(Measure { carry_forward: 2, ..as_is() }, rows.clone());
    let seen = ["2026-04", "2026-05", "2026-06", "2026-07", "2026-08"].map(|at| stale(&case, at));
    assert_eq!(seen, [None, Some(0), Some(1), Some(2), None]);
    let never = beside_a_monthly_one(as_is(), rows);
    assert_eq!(stale(&never, "2026-06"), None);
}

#[test]
fn a_quarterly_value_is_fresh_until_the_next_is_due() {
    let quarterly = Measure { frequency: Some(Frequency::Quarter), ..as_is() };
    for at in ["2026-Q1", "2026-03"] {
        let case = beside_a_monthly_one(quarterly.clone(), vec![row(at, None, 70.0)]);
        let seen = ["2026-02", "2026-03", "2026-05", "2026-06"].map(|at| stale(&case, at));
        assert_eq!(seen, [None, Some(0), Some(0), None], "{at}");
    }
    let carried = Measure { carry_forward: 1, ..quarterly };
    let case = beside_a_monthly_one(carried, vec![row("2026-Q1", None, 70.0)]);
    let seen = ["2026-05", "2026-06", "2026-07"].map(|at| stale(&case, at));
    assert_eq!(seen, [Some(0), Some(1), None]);
}

#[test]
fn a_monthly_value_on_days_lasts_as_long_as_the_longer_month() {
    let monthly = Measure { frequency: Some(Frequency::Month), ..as_is() };
    let steady = vec![row("2026-09-01", None, 1.0), row("2026-11-15", None, 1.0)];
    let rows = vec![row("2026-09-30", None, 70.0)];
    let mut case = card(vec![leaf("m", 50.0, monthly, rows), leaf("steady", 50.0, as_is(), steady)]);
    case.scorecard.frequency = Frequency::Day;
    let seen = ["2026-09-29", "2026-10-30", "2026-10-31"].map(|at| stale(&case, at));
    assert_eq!(seen, [None, Some(0), None]);
}

#[test]
fn a_score_needs_a_target_in_force_but_the_actual_is_shown() {
    let target = Timeline::dated(vec![(period("2026-07"), 80.0), (period("2026-09"), 140.0)]);
    let case = beside_a_monthly_one(
        Measure { target, ..to_100() },
        vec![row("2026-06", None, 70.0), row("2026-08", None, 70.0), row("2026-10", None, 70.0)],
    );
    let evaluation = case.evaluated();
    let scores = ["2026-06", "2026-08", "2026-10"].map(|at| {
        let outcome = case.outcome(&evaluation, "", at, "m");
        (outcome.actual, outcome.target, outcome.score)
    });
    assert_eq!(
        scores,
        [(Some(70.0), None, None), (Some(70.0), Some(80.0), Some(87.5)), (Some(70.0), Some(140.0), Some(50.0))]
    );
}

#[test]
fn periods_have_no_gaps_and_plans_do_not_extend_them() {
    let plan = Observation { target: Some(9.0), ..row("2027-03", None, None) };
    let case = card(vec![leaf("m", 100.0, as_is(), vec![row("2026-08", None, 1.0), row("2026-10", None, 1.0), plan])]);
    let periods: Vec<String> = case.evaluated().periods.iter().map(ToString::to_string).collect();
    assert_eq!(periods, ["2026-08", "2026-09", "2026-10"]);
}

#[test]
fn the_latest_complete_period_is_reported_on() {
    let carried = Measure { carry_forward: 3, ..as_is() };
    let early = vec![row("2026-08", None, 70.0)];
    // October: 50 % fresh, the rest carried. August: all fresh.
    let case = beside_a_monthly_one(carried, early).with_min_coverage(0.6);
    let evaluation = case.evaluated();
    assert_eq!(evaluation.period, period("2026-08"));
    assert_eq!(case.outcome(&evaluation, "", "2026-10", "").coverage, 1.0);
    let nothing_complete = beside_a_monthly_one(as_is(), vec![]).with_min_coverage(0.6);
    assert_eq!(nothing_complete.evaluated().period, period("2026-10"));
}

#[test]
fn the_period_may_be_asked_for() {
    let case = beside_a_monthly_one(as_is(), vec![]);
    let ask = |text: &str| evaluate(&case.scorecard, &case.entities, &case.series, Some(period(text)));
    assert_eq!(ask("2026-04").0.map(|evaluation| evaluation.period), Some(period("2026-04")));
    assert_eq!(ask("2026-03-31").0.map(|evaluation| evaluation.period), Some(period("2026-03")));
    let (none, findings) = ask("2026-11");
    assert_eq!(none, None);
    let finding = findings.iter().next().expect("a finding");
    assert_eq!(finding.code, "period-outside-data");
    assert_eq!(finding.notes, ["its data runs from 2026-01 to 2026-10"]);
}

#[test]
fn a_period_longer_than_those_of_the_scorecard_is_not_guessed_at() {
    let case = beside_a_monthly_one(as_is(), vec![]);
    let told = |text: &str| {
        let (none, findings) = evaluate(&case.scorecard, &case.entities, &case.series, Some(period(text)));
        assert_eq!(none, None, "{text}");
        let finding = findings.iter().next().expect("a finding").clone();
        assert_eq!(finding.code, "period-too-long");
        (finding.message, finding.notes.join("; "), finding.help.unwrap_or_default())
    };
    let (message, note, help) = told("2026");
    assert_eq!(message, "scorecard `test` reports by month, and 2026 is a year");
    assert_eq!(note, "its data for 2026 runs from 2026-01 to 2026-10");
    assert_eq!(help, "choose one of these, such as the last: `--period 2026-10`");
    let (_, note, help) = told("2026-Q4");
    assert_eq!(note, "its data for 2026-Q4 is that of 2026-10");
    assert_eq!(help, "ask for it: `--period 2026-10`");
    assert_eq!(told("2025").1, "its data runs from 2026-01 to 2026-10");
}
