//! Ratings in force, by panels, statements and measures.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::scorecard::{MeasureRef, Timeline};

const FOUR: Scale = Scale { low: 1.0, high: 4.0 };

fn period(text: &str) -> Period {
    Period::parse(text).expect("a period")
}

fn row(when: &str, rater: &str, about: &str, value: impl Into<Option<f64>>) -> RatingRow {
    let (rater, about) = (rater.to_owned(), about.to_owned());
    RatingRow { period: period(when), rater, about, criterion: None, value: value.into() }
}

/// Rates `asked` by a panel and `stated` by statement.
fn rated(rows: Vec<RatingRow>, stated: &RatedBy, wanted: Option<&str>) -> (Option<Rounds>, Vec<&'static str>) {
    let panel = RatingPanel { rows, ..RatingPanel::default() };
    let question = |about, by| Question { about, criterion: None, by, falls: false };
    let evidence = Evidence {
        subject: "SWOT `s`",
        what: "factor",
        questions: &[question("asked", &RatedBy::Panel), question("stated", stated)],
        scale: FOUR,
        frequency: Frequency::Quarter,
        as_of: None,
        query: None,
        panel: &panel,
        measured: &BTreeMap::new(),
        span: Span::default(),
    };
    let (rounds, findings) = evaluate(evidence, wanted.map(period));
    (rounds, findings.iter().map(|finding| finding.code).collect())
}

fn always(value: f64) -> RatedBy {
    RatedBy::Stated(Timeline::constant(value))
}

#[test]
fn a_panel_is_its_mean_with_how_many_and_how_far_they_agree() {
    let rows =
        vec![row("2026-Q1", "a", "asked", 3.0), row("2026-Q1", "b", "asked", 4.0), row("2026-Q1", "c", "asked", None)];
    let (rounds, codes) = rated(rows, &always(2.0), None);
    assert_eq!(codes, [""; 0]);
    let now = rounds.expect("ratings").now().to_vec();
    let asked = now[0].as_ref().expect("a rating");
    assert_eq!((asked.value, asked.raters, asked.missing), (3.5, 2, 1));
    // Both lie half a step from the mean, on a scale three steps wide: 1 + log₂(1 − 0.5/3).
    assert!((asked.agreement.expect("two") - (1.0 + (1.0 - 0.5 / 3.0_f64).log2())).abs() < 1e-12);
    assert_eq!(now[1].as_ref().map(|rating| (rating.value, rating.raters)), Some((2.0, 0)));
}

#[test]
fn a_rating_holds_until_the_next() {
    let rows = vec![row("2026-Q1", "a", "asked", 3.0), row("2026-Q1", "b", "asked", 3.0)];
    let stated = RatedBy::Stated(Timeline::dated(vec![(period("2026"), 1.0), (period("2026-Q3"), 4.0)]));
    let (rounds, _) = rated(rows, &stated, None);
    let rounds = rounds.expect("ratings");
    assert_eq!(rounds.periods, [period("2026-Q1"), period("2026-Q3")]);
    let value = |when: &str, at: usize| rounds.at(period(when)).and_then(|all| all[at].as_ref().map(|own| own.value));
    assert_eq!([value("2026-Q1", 1), value("2026-Q3", 1)], [Some(1.0), Some(4.0)]);
    assert_eq!(value("2026-Q3", 0), Some(3.0), "the panel of the first quarter");
    assert_eq!(rounds.now()[0].as_ref().and_then(|own| own.given), Some(period("2026-Q1")));
    assert_eq!(rounds.previous(), Some(period("2026-Q1")));
}

#[test]
fn an_earlier_period_is_told_as_it_was_then() {
    let rows = || vec![row("2026-Q1", "a", "asked", 2.0), row("2026-Q3", "a", "asked", 3.0)];
    let value = |wanted| rated(rows(), &always(1.0), Some(wanted)).0.map(|rounds| rounds.period);
    assert_eq!(value("2026-08"), Some(period("2026-Q3")));
    assert_eq!(value("2026-Q2"), Some(period("2026-Q1")));
    assert_eq!(rated(rows(), &always(1.0), Some("2025")).1, ["period-outside-data"]);
}

#[test]
fn every_fault_is_told_once() {
    let rows = vec![
        row("2026-Q1", "a", "asked", 5.0),
        row("2026-Q1", "b", "asked", 0.0),
        row("2026-Q1", "a", "nothing", 2.0),
        row("2026-Q1", "a", "stated", 2.0),
        row("2026-Q1", "c", "asked", 2.0),
        row("2026-Q1", "c", "asked", 3.0),
    ];
    let (rounds, codes) = rated(rows, &always(1.0), None);
    assert_eq!(rounds, None);
    assert_eq!(codes, ["panel-unknown", "panel-rated-otherwise", "panel-outside", "panel-twice"]);
    assert_eq!(rated(Vec::new(), &always(1.0), None).1, ["nothing-rated"]);
    assert_eq!(rated(vec![row("2026-Q1", "a", "asked", 2.0)], &always(1.0), None).1, ["panel-one-rater"]);
    assert_eq!(rated(vec![row("2026-Q1", "a", "asked", None)], &always(1.0), None).1, ["factor-unrated"]);
}

#[test]
fn a_number_lies_between_its_knots() {
    let at = |number, knots: &[f64]| from_number(number, knots, FOUR);
    assert_eq!([at(60.0, &[60.0, 70.0, 80.0, 90.0]), at(75.0, &[60.0, 70.0, 80.0, 90.0])], [1.0, 2.5]);
    assert_eq!([at(10.0, &[60.0, 90.0]), at(99.0, &[60.0, 90.0])], [1.0, 4.0]);
    // Falling: less is better.
    assert_eq!([at(48.0, &[48.0, 8.0]), at(28.0, &[48.0, 8.0]), at(1.0, &[48.0, 8.0])], [1.0, 2.5, 4.0]);
    assert_eq!([at(0.0, &[]), at(50.0, &[]), at(100.0, &[])], [1.0, 2.5, 4.0]);
}

#[test]
fn a_good_score_can_be_a_low_rating() {
    let by = RatedBy::Measure(MeasureRef {
        scorecard: "s".into(),
        path: "m".into(),
        knots: Vec::new(),
        span: Span::default(),
    });
    let measured = BTreeMap::from([(0, BTreeMap::from([(period("2026-Q1"), 100.0), (period("2026-Q2"), 50.0)]))]);
    let panel = RatingPanel::default();
    let evidence = |falls| {
        let questions = [Question { about: "a", criterion: None, by: &by, falls }];
        let evidence = Evidence {
            subject: "portfolio `p`",
            what: "candidate",
            questions: &questions,
            scale: FOUR,
            frequency: Frequency::Quarter,
            as_of: None,
            query: None,
            panel: &panel,
            measured: &measured,
            span: Span::default(),
        };
        let rounds = evaluate(evidence, None).0.expect("ratings");
        let value = |when: &str| rounds.at(period(when)).and_then(|all| all[0].as_ref().map(|own| own.value));
        (value("2026-Q1"), value("2026-Q2"))
    };
    assert_eq!((evidence(false), evidence(true)), ((Some(4.0), Some(2.5)), (Some(1.0), Some(2.5))));
}

proptest! {
    #[test]
    fn neither_the_order_of_rows_nor_the_names_of_raters_matter(
        values in proptest::collection::vec(1.0..=4.0f64, 1..12),
        turn in 0usize..12,
    ) {
        let rows: Vec<RatingRow> = values
            .iter()
            .enumerate()
            .map(|(at, value)| row("2026-Q1", &format!("r{at}"), "asked", *value))
            .collect();
        let mut others: Vec<RatingRow> = rows
            .iter()
            .enumerate()
            .map(|(at, own)| RatingRow { rater: format!("{}", 99 - at), ..own.clone() })
            .collect();
        others.rotate_left(turn % rows.len());
        prop_assert_eq!(rated(rows, &always(1.0), None).0, rated(others, &always(1.0), None).0);
    }
}
