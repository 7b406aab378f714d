//! Published results and examples worked by hand.

use super::*;

#[track_caller]
fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} against {expected}");
}

#[test]
fn promoters_less_detractors() {
    // Reichheld (2003); the zeros are detractors. Answers made up.
    let found = nps(&[5, 0, 0, 3, 0, 4, 8, 10, 15, 25, 30]).expect("answers");
    assert_eq!((found.n, found.promoters, found.passives, found.detractors), (100, 55, 25, 20));
    assert_near(found.score.value, 35.0);
    assert_near(found.standard_error, 7.921_489_758_877);
    let (low, high) = found.score.interval.expect("an interval");
    assert_near(low, 35.0 - 1.959_963_984_540_054 * 7.921_489_758_877);
    assert_near(high - 35.0, 35.0 - low);
    assert_eq!(nps(&[0; 11]), None);
}

#[test]
fn the_score_of_all_promoters_is_certain() {
    let mut counts = [0; 11];
    counts[10] = 7;
    let found = nps(&counts).expect("answers");
    assert_eq!((found.score.value, found.standard_error, found.score.interval), (100.0, 0.0, Some((100.0, 100.0))));
}

#[test]
fn satisfaction_in_three_forms() {
    // Answers made up; worked by hand.
    let found = csat(&[4, 6, 15, 35, 40], 1).expect("answers");
    assert_near(found.top_two.value, 75.0);
    assert_near(found.mean.value, 4.01);
    assert_near(found.index.value, 75.25);
    // Wilson (1927): 75 of 100.
    let (low, high) = found.top_two.interval.expect("an interval");
    assert!((low - 65.695).abs() < 1e-3 && (high - 82.455).abs() < 1e-3, "{low} {high}");
    assert_eq!(csat(&[0, 0, 1], 1).and_then(|found| found.mean.interval), None, "one answer has no spread");
    assert_eq!((csat(&[3], 1), csat(&[0, 0], 1)), (None, None));
}

#[test]
fn one_sample_three_efforts() {
    // The distribution and its mean of 4.08: support.cys.group, articles 3000095529 and 3000095531.
    let found = ces(CesVariant::Ease, &[80, 210, 140, 110, 160, 180, 120]).expect("answers");
    assert_near(found.mean.value, 4.08);
    assert_near(found.easy.value, 46.0);
    assert_near(found.net.expect("a net share"), -13.0);
    // The older question runs the other way: 1 and 2 are easy.
    let older = ces(CesVariant::Effort, &[3, 1, 0, 0, 0]).expect("answers");
    assert_eq!((older.easy.value, older.mean.value, older.net), (100.0, 1.25, None));
    assert_eq!(ces(CesVariant::Ease, &[1, 2, 3]), None, "an answer a place of the scale");
}

#[test]
fn quality_falls_short_of_what_was_expected() {
    // Reliability and responsiveness as printed at inartifexyou.com, the rest made up; weights after Zeithaml et al.
    let expected = [6.4, 6.1, 6.0, 5.6, 5.2];
    let perceived = [5.1, 5.4, 5.5, 5.3, 5.4];
    let importance = [32.0, 22.0, 19.0, 16.0, 11.0];
    let dimension = |at: usize| Dimension { importance: importance[at], items: vec![(expected[at], perceived[at])] };
    let found = servqual(&(0..5).map(dimension).collect::<Vec<_>>()).expect("gaps");
    for (gap, expected) in found.dimensions.iter().zip([-1.3, -0.7, -0.5, -0.3, 0.2]) {
        assert_near(gap.expect("a gap"), expected);
    }
    assert_near(found.unweighted, -0.52);
    assert_near(found.weighted.expect("weights"), -0.691);
}

#[test]
fn a_dimension_counts_once_however_many_items_it_has() {
    let one = Dimension { importance: 50.0, items: vec![(5.0, 4.0)] };
    let three = Dimension { importance: 50.0, items: vec![(5.0, 6.0), (5.0, 5.0), (4.0, 6.0)] };
    let empty = Dimension { importance: 10.0, items: Vec::new() };
    let found = servqual(&[one, three, empty]).expect("gaps");
    assert_eq!((found.dimensions, found.unweighted), (vec![Some(-1.0), Some(1.0), None], 0.0));
    assert_eq!(servqual(&[]), None);
}

#[test]
fn value_less_cost() {
    // The definition at training.mofcom.gov.cn; numbers made up.
    let found = delivered_value([9000.0, 2000.0, 800.0, 1200.0], [8000.0, 500.0, 300.0, 200.0]);
    assert_eq!((found.value, found.cost, found.delivered), (13_000.0, 9_000.0, 4_000.0));
    assert_near(found.ratio.expect("a ratio"), 1.444_444_444_444);
    assert_eq!(delivered_value([1.0; 4], [0.0; 4]).ratio, None);
}
