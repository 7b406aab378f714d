//! Models that are kept give what models that are not kept give, and say what they are made from.

mod support;

use support::Case;

fn case(materialize: bool) -> Case {
    let mut case = Case::new()
        .file("sales.csv", "month,amount\n2026-01,1.5\n2026-01,2.25\n2026-02,4\n")
        .model("monthly", "SELECT month, sum(amount) AS amount FROM sales GROUP BY ALL")
        .model("running", "SELECT month, sum(amount) OVER (ORDER BY month) AS amount FROM monthly");
    case.materialize = materialize;
    case
}

#[test]
fn kept_or_not_the_results_and_their_origin_are_the_same() {
    const QUERY: &str =
        "SELECT r.month AS period, r.amount AS value FROM running r JOIN sales USING (month) GROUP BY ALL";
    let [view, kept] = [false, true].map(|materialize| case(materialize).run(&[QUERY]));
    assert_eq!((view.told, kept.told.clone()), (Vec::new(), Vec::new()));
    assert_eq!(view.series, kept.series);
    let series = kept.series[0].as_ref().expect("a series");
    assert_eq!(series.observations.len(), 2);
    let readings: Vec<_> = series
        .readings
        .iter()
        .map(|reading| (reading.model.as_deref(), reading.tables.join(" "), reading.models.join(" ")))
        .collect();
    assert_eq!(
        readings,
        [
            (None, "sales".into(), "running".into()),
            (Some("monthly"), "sales".into(), String::new()),
            (Some("running"), String::new(), "monthly".into()),
        ]
    );
}

#[test]
fn a_kept_model_that_fails_is_told_once() {
    let mut case = Case::new()
        .file("sales.csv", "month,amount\n2026-01,x\n")
        .model("bad", "SELECT month, CAST(amount AS INTEGER) AS amount FROM sales");
    case.materialize = true;
    let outcome = case.run(&["SELECT month AS period, amount AS value FROM bad"]);
    assert_eq!(outcome.told.len(), 1, "{}", outcome.shown);
    assert!(outcome.told[0].contains("models/bad.sql"), "{}", outcome.shown);
}
