//! Published results and examples worked by hand.

use proptest::prelude::*;

use super::linear::Linear;
use super::*;
use crate::diagnostic::{FileId, Span};
use crate::scorecard::{
    Dimension, DimensionWeights, Frequency, Instrument, InstrumentMethod, Item, ItemColumns, Response, Sql, Text,
};

#[track_caller]
fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} against {expected}");
}

#[test]
fn promoters_less_detractors() {
    // Reichheld (2003); the zeros are detractors. Answers made up.
    let counts = Counts::of(&[5, 0, 0, 3, 0, 4, 8, 10, 15, 25, 30]);
    let found = nps(&counts).expect("answers");
    assert_eq!(counts.n(), 100);
    for (own, expected) in [(found.promoters, 55.0), (found.passives, 25.0), (found.detractors, 20.0)] {
        assert_near(own.value, expected);
    }
    assert_near(found.score.value, 35.0);
    assert_near(found.standard_error, 7.921_489_758_877);
    let (low, high) = found.score.interval.expect("an interval");
    assert_near(low, 35.0 - 1.959_963_984_540_054 * 7.921_489_758_877);
    assert_near(high - 35.0, 35.0 - low);
    assert_eq!((nps(&Counts::empty(11)), nps(&Counts::of(&[1, 2]))), (None, None));
}

#[test]
fn the_score_of_all_promoters_is_certain() {
    let mut counts = Counts::empty(11);
    (0..7).for_each(|_| counts.add(10, 1.0));
    let found = nps(&counts).expect("answers");
    assert_eq!((found.score.value, found.standard_error, found.score.interval), (100.0, 0.0, Some((100.0, 100.0))));
}

#[test]
fn satisfaction_in_three_forms() {
    // Answers made up; worked by hand.
    let found = csat(&Counts::of(&[4, 6, 15, 35, 40]), 1.0).expect("answers");
    assert_near(found.top_two.value, 75.0);
    assert_near(found.mean.value, 4.01);
    assert_near(found.index.value, 75.25);
    // Wilson (1927): 75 of 100.
    let (low, high) = found.top_two.interval.expect("an interval");
    assert!((low - 65.695).abs() < 1e-3 && (high - 82.455).abs() < 1e-3, "{low} {high}");
    assert_eq!(csat(&Counts::of(&[0, 0, 1]), 1.0).and_then(|found| found.mean.interval), None, "no spread in one");
    assert_eq!((csat(&Counts::of(&[3]), 1.0), csat(&Counts::of(&[0, 0]), 1.0)), (None, None));
}

#[test]
fn one_sample_three_efforts() {
    // The distribution and its mean of 4.08: support.cys.group, articles 3000095529 and 3000095531.
    let found = ces(&Counts::of(&[80, 210, 140, 110, 160, 180, 120])).expect("answers");
    assert_near(found.mean.value, 4.08);
    assert_near(found.easy.value, 46.0);
    assert_near(found.net.expect("a net share").value, -13.0);
    // The older question runs the other way: 1 and 2 are easy.
    let older = ces(&Counts::of(&[3, 1, 0, 0, 0])).expect("answers");
    assert_eq!((older.easy.value, older.mean.value, older.net), (100.0, 1.25, None));
    assert_eq!(ces(&Counts::of(&[1, 2, 3])), None, "an answer a place of the scale");
}

#[test]
fn a_mean_has_the_t_interval_of_textbooks() {
    // 2, 4, 4, 5: mean 3.75, s = 1.258306; t(3, 97.5 %) = 3.182446 in any printed table, so ± 2.002244.
    let answers = [2.0, 4.0, 4.0, 5.0].map(Some);
    let (low, high) = Linear::mean(&answers, &[1.0; 4]).and_then(|own| own.estimate().interval).expect("a spread");
    assert!((low - 1.747_756).abs() < 1e-5 && (high - 5.752_244).abs() < 1e-5, "{low} {high}");
    let mut counts = Counts::empty(5);
    for place in [1, 3, 3, 4] {
        counts.add(place, 1.0);
    }
    let counted = csat(&counts, 1.0).and_then(|own| own.mean.interval).expect("a spread");
    assert!((counted.0 - low).abs() < 1e-9 && (counted.1 - high).abs() < 1e-9, "counted or not, it is the same mean");
}

#[test]
fn weights_of_two_count_people_twice_and_are_less_sure_than_as_many_answers() {
    let mut weighed = Counts::empty(11);
    for (place, weight) in [(10, 3.0), (0, 1.0), (8, 1.0)] {
        weighed.add(place, weight);
    }
    let found = nps(&weighed).expect("answers").score;
    assert_near(found.value, 40.0);
    let plain = nps(&Counts::of(&[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 3])).expect("answers").score;
    assert_near(plain.value, 40.0);
    let width = |own: Estimate| own.interval.map_or(0.0, |(low, high)| high - low);
    assert!(width(found) > width(plain));
}

fn item(id: &str, columns: ItemColumns) -> Item {
    Item { id: id.into(), title: Text::plain(id), scale: (1.0, 7.0), whole: false, columns }
}

fn survey(method: InstrumentMethod, items: Vec<Item>) -> Survey {
    let span = Span { file: FileId(0), start: 0, end: 0 };
    let (title, description) = (Text::plain("q"), None);
    let instrument = Instrument { id: "q".into(), title: title.clone(), description, method, bands: None, span };
    Survey {
        id: "s".into(),
        title,
        description: None,
        frequency: Frequency::Quarter,
        entities: None,
        min_group: 0,
        answers: Sql::default(),
        asked: None,
        invited: None,
        items,
        instruments: vec![instrument],
        span,
    }
}

/// A survey of two dimensions, of one and of two items.
fn two_dimensions() -> Survey {
    let dimension =
        |id: &str, items: &[usize]| Dimension { id: id.into(), title: Text::plain(id), items: items.to_vec() };
    let dimensions = vec![dimension("one", &[0]), dimension("two", &[1, 2])];
    let items = ["a", "b", "c"].map(|id| item(id, ItemColumns::Gap)).to_vec();
    survey(InstrumentMethod::Servqual(dimensions, DimensionWeights::Stated(vec![0.75, 0.25])), items)
}

fn answer(respondent: usize, item: &str, expected: f64, perceived: f64) -> Response {
    Response {
        period: Period::parse("2026-Q3").expect("a period"),
        entity: None,
        respondent: respondent.to_string(),
        item: item.into(),
        value: None,
        expected: Some(expected),
        perceived: Some(perceived),
        importance: None,
        weight: 1.0,
    }
}

fn surveyed(survey: &Survey, rows: Vec<Response>) -> (Option<Surveyed>, Findings) {
    let columns = ["value", "expected", "perceived"].map(str::to_owned).to_vec();
    let responses = Responses { rows, columns, ..Responses::default() };
    let entities = EntityTree::single(Text::plain("all"));
    evaluate(Answered { survey, entities: &entities, responses: &responses }, None)
}

fn value(found: &Surveyed, kind: PartKind) -> Estimate {
    let part = found.find(0, kind).expect("a part");
    found.figure(EntityTree::TOP, found.period, part).and_then(|figure| figure.estimate).expect("a figure")
}

#[test]
fn a_dimension_counts_once_however_many_items_it_has() {
    // Gaps −1 (dimension one), 1 and 2 (dimension two): 1.5; unweighted 0.25, weighted 0.75·(−1) + 0.25·1.5 = −0.375.
    let rows = vec![answer(1, "a", 5.0, 4.0), answer(1, "b", 5.0, 6.0), answer(1, "c", 4.0, 6.0)];
    let (found, findings) = surveyed(&two_dimensions(), rows);
    let found = found.expect("figures");
    assert_near(value(&found, PartKind::DimensionGap(1)).value, 1.5);
    assert_near(value(&found, PartKind::Unweighted).value, 0.25);
    assert_near(value(&found, PartKind::Weighted).value, -0.375);
    assert_eq!(findings.into_iter().map(|own| own.code).collect::<Vec<_>>(), ["survey-one-respondent"]);
}

#[test]
fn half_an_answer_is_missing_and_not_a_low_one() {
    let half = Response { perceived: None, ..answer(2, "a", 7.0, 0.0) };
    let rows = vec![answer(1, "a", 5.0, 4.0), answer(1, "b", 5.0, 6.0), half];
    let (found, _) = surveyed(&two_dimensions(), rows);
    let found = found.expect("figures");
    let part = found.find(0, PartKind::ItemGap(0)).expect("a part");
    let figure = found.figure(EntityTree::TOP, found.period, part).expect("a figure");
    assert_eq!((figure.n, figure.missing, figure.estimate.map(|own| own.value)), (1, 1, Some(-1.0)));
    assert_eq!(found.top().map(|cell| cell.respondents), Some(2));
}

#[test]
fn small_groups_are_withheld() {
    let survey = Survey { min_group: 3, ..two_dimensions() };
    let rows = (0..2).map(|person| answer(person, "a", 5.0, 4.0)).collect();
    let (found, _) = surveyed(&survey, rows);
    let found = found.expect("figures");
    let part = found.main(0).expect("a figure");
    let figure = found.figure(EntityTree::TOP, found.period, part).expect("a figure");
    assert_eq!((figure.withheld, figure.estimate), (true, None));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scores_stay_on_their_scales_and_in_their_intervals(people in proptest::collection::vec(0_u32..40, 11)) {
        let counts = Counts::of(&people);
        prop_assume!(counts.n() > 0);
        let found = nps(&counts).expect("answers");
        prop_assert!((-100.0..=100.0).contains(&found.score.value));
        let csat = csat(&counts, 0.0).expect("answers");
        for own in [found.score, found.promoters, found.passives, found.detractors, csat.top_two, csat.mean, csat.index] {
            if let Some((low, high)) = own.interval {
                prop_assert!(low <= own.value && own.value <= high, "{own:?}");
            }
        }
        for own in [found.promoters, found.detractors, csat.top_two] {
            let (low, high) = own.interval.expect("shares have one");
            prop_assert!((0.0..=100.0).contains(&low) && (0.0..=100.0).contains(&high), "{own:?}");
        }
    }

    #[test]
    fn the_order_of_answers_does_not_matter_and_dimensions_lie_among_their_items(
        sides in proptest::collection::vec(((1_u8..8, 1_u8..8), 0_usize..3), 3..60),
        turn in 0_usize..60,
    ) {
        let items = ["a", "b", "c"];
        let mut rows: Vec<Response> = sides.iter().enumerate().map(|(at, ((expected, perceived), item))| {
            answer(at / 3, items[(at + item) % 3], f64::from(*expected), f64::from(*perceived))
        }).collect();
        let mut seen = std::collections::BTreeSet::new();
        rows.retain(|row| seen.insert((row.respondent.clone(), row.item.clone())));
        let survey = two_dimensions();
        let (found, _) = surveyed(&survey, rows.clone());
        let found = found.expect("figures");
        let turn = turn % rows.len();
        rows.rotate_left(turn);
        rows.reverse();
        let (again, _) = surveyed(&survey, rows);
        prop_assert_eq!(Some(&found), again.as_ref(), "to the last digit");
        let estimate = |kind| found.find(0, kind).and_then(|part| found.top()?.figures[part].estimate);
        let gaps: Vec<f64> = [1, 2].into_iter().filter_map(|item| Some(estimate(PartKind::ItemGap(item))?.value)).collect();
        if let Some(own) = estimate(PartKind::DimensionGap(1)) {
            let low = gaps.iter().copied().fold(f64::INFINITY, f64::min);
            let high = gaps.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert!((low - 1e-9..=high + 1e-9).contains(&own.value));
            if let Some((from, upto)) = own.interval {
                prop_assert!(from <= own.value && own.value <= upto);
            }
        }
    }
}
