//! Numbers others published or worked out. Case names are those of the collected reference cases.

use super::*;
use crate::evaluate::curve;

fn score_of(measure: &Measure, bands: Bands, value: f64) -> f64 {
    let at = period("2026-10");
    let curve = curve::of(measure, bands, measure.baseline.at(at), measure.target.at(at));
    curve.expect("a curve").score(value)
}

#[track_caller]
fn assert_scores(measure: &Measure, values: &[f64], scores: &[f64], tolerance: f64) {
    assert_eq!(values.len(), scores.len());
    for (value, expected) in values.iter().zip(scores) {
        assert_near(score_of(measure, Bands::default(), *value), *expected, tolerance);
    }
}

/// The worked example of the design, section 6.3: missing is not zero.
#[test]
fn coverage_and_bounds() {
    let case =
        card(vec![scored("a", 50.0, 90.0), scored("b", 25.0, 60.0), scored("c", 15.0, None), scored("d", 10.0, 40.0)]);
    let root = case.root();
    assert_near(root.score, 75.3, 0.006);
    assert_near(root.coverage, 0.85, 1e-12);
    assert_near(root.low, 64.0, 1e-9);
    assert_near(root.high, 79.0, 1e-9);
    assert_eq!(root.status, Status::AtRisk);
}

/// Goal–Red-Flag rule, design section 6.1: R = 500, T = 700, x = 650 with bands of thirds gives 58.3.
#[test]
fn goal_and_red_flag() {
    let rule = measure(Scoring::Thresholds { off_track: 500.0, on_track: 700.0 });
    let bands = Bands { at_risk: 33.33, on_track: 66.67 };
    assert_near(score_of(&rule, bands, 650.0), 58.335, 1e-9);
    assert_eq!(score_of(&rule, bands, 500.0), 33.33);
    assert_eq!(score_of(&rule, bands, 700.0), 66.67);
    assert_eq!(score_of(&rule, bands, 5_000.0), 100.0);
    let falling = measure(Scoring::Thresholds { off_track: 700.0, on_track: 500.0 });
    assert_near(score_of(&falling, bands, 550.0), 58.335, 1e-9);
}

/// `bsc_roll_up` (constructed, checked by an independent implementation): 78.375 and 0.93 with scores capped at 100.
/// Its 79.375 and 73.6 belong to a score of 110, which scores of 0 to 100 do not allow; capped, zero for the missing
/// measure gives 72.6 (0.25·88 + 0.35·66 + 0.25·65 + 0.15·75).
#[test]
fn balanced_scorecard() {
    let case = card(vec![
        group("financial", 25.0, vec![scored("f1", 60.0, 80.0), scored("f2", 40.0, 110.0)]),
        group("customer", 35.0, vec![scored("c1", 50.0, 90.0), scored("c2", 30.0, 70.0), scored("c3", 20.0, None)]),
        group("process", 25.0, vec![scored("p1", 100.0, 65.0)]),
        group("learning", 15.0, vec![scored("l1", 50.0, 50.0), scored("l2", 50.0, 100.0)]),
    ]);
    let root = case.root();
    assert_near(root.score, 78.375, 1e-9);
    assert_near(root.coverage, 0.93, 1e-9);
    assert_near(root.low, 72.6, 1e-9);
    assert_near(root.high, 79.6, 1e-9);
}

/// `score_piecewise` (constructed, numpy.interp); its scores above 100 are capped here.
#[test]
fn piecewise_linear() {
    let points = vec![(0.0, 0.0), (50.0, 40.0), (80.0, 70.0), (100.0, 100.0), (120.0, 110.0)];
    let values = [-5.0, 0.0, 25.0, 50.0, 65.0, 80.0, 90.0, 100.0, 110.0, 130.0];
    let scores = [0.0, 0.0, 20.0, 40.0, 55.0, 70.0, 85.0, 100.0, 105_f64.min(100.0), 110_f64.min(100.0)];
    assert_scores(&measure(Scoring::Curve(points)), &values, &scores, 1e-12);
}

/// `score_target_and_interval` (published, R mathmodels preprocess; 中间型 and 区间型): the worst deviation in its data,
/// 2 for pH and 1.4 for temperature, is stated here as the failing limits.
#[test]
fn best_at_a_point_or_in_a_range() {
    let acidity = measure(Scoring::Within([5.0, 7.0, 7.0, 9.0]));
    assert_scores(&acidity, &[6.0, 7.0, 8.0, 9.0], &[50.0, 100.0, 50.0, 0.0], 1e-9);
    let temperature = measure(Scoring::Within([34.6, 36.0, 37.0, 38.4]));
    let values = [35.2, 35.8, 36.6, 37.1, 37.8, 38.4];
    assert_scores(&temperature, &values, &[42.85714, 85.71429, 100.0, 92.85714, 42.85714, 0.0], 6e-6);
}

/// `score_achievement` (constructed), baseline form, lower is better: 12 on the way from 20 to 10 is 0.8.
#[test]
fn achievement_from_baseline_to_target() {
    let (baseline, target) = (Timeline::constant(20.0), Timeline::constant(10.0));
    let lower = Measure { baseline, target, better: Direction::Lower, ..measure(Scoring::Target) };
    let case = card(vec![leaf("cost", 100.0, lower, vec![row("2026-09", None, 8.0), row("2026-10", None, 12.0)])]);
    let evaluation = case.evaluated();
    let october = case.outcome(&evaluation, "", "2026-10", "cost");
    assert_near(october.attainment, 0.8, 1e-12);
    assert_near(october.score, 80.0, 1e-12);
    let september = case.outcome(&evaluation, "", "2026-09", "cost");
    assert_near(september.attainment, 1.2, 1e-12); // unclamped, unlike the score
    assert_eq!(september.score, Some(100.0));
}

/// `score_basic_transforms` (published, R mathmodels preprocess): min–max of 4, 1, 5, 8, plain and reversed into
/// 0.002 to 0.996.
#[test]
fn minimum_to_maximum() {
    let (baseline, target) = (Timeline::constant(1.0), Timeline::constant(8.0));
    let plain = Measure { baseline, target, ..measure(Scoring::Target) };
    assert_scores(&plain, &[4.0, 1.0, 5.0, 8.0], &[42.85714, 0.0, 57.14286, 100.0], 6e-6);
    let reversed = measure(Scoring::Curve(vec![(1.0, 99.6), (8.0, 0.2)]));
    assert_scores(&reversed, &[4.0, 1.0, 5.0, 8.0], &[57.0, 99.6, 42.8, 0.2], 1e-9);
}

/// `score_efficacy_coefficient` (published exam item, 功效系数法): 5.81 with 6 as worth 60 and 12 as worth 100 is 58.73.
#[test]
fn efficacy_coefficient() {
    let rule = measure(Scoring::Thresholds { off_track: 6.0, on_track: 12.0 });
    let bands = Bands { at_risk: 60.0, on_track: 100.0 };
    assert_near(score_of(&rule, bands, 5.81), 58.73, 0.006);
    assert_eq!(score_of(&rule, bands, 6.0), 60.0);
    assert_eq!(score_of(&rule, bands, 12.0), 100.0);
}

/// `desirability_scale` (Derringer and Suich 1980), exponent 1, low 1, high 3.
#[test]
fn desirability_is_a_curve() {
    let values = [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5];
    let rising = measure(Scoring::Curve(vec![(1.0, 0.0), (3.0, 100.0)]));
    assert_scores(&rising, &values, &[0.0, 0.0, 25.0, 50.0, 75.0, 100.0, 100.0], 1e-12);
    let falling = measure(Scoring::Curve(vec![(1.0, 100.0), (3.0, 0.0)]));
    assert_scores(&falling, &values, &[100.0, 100.0, 75.0, 50.0, 25.0, 0.0, 0.0], 1e-12);
}

/// `desirability_tire_tread` (Derringer and Suich 1980, as in the NIST handbook 5.5.3.2.2): d and their geometric mean.
#[test]
fn overall_desirability_is_a_geometric_mean() {
    let up = |low, high| measure(Scoring::Curve(vec![(low, 0.0), (high, 100.0)]));
    let around = |low, best, high| measure(Scoring::Within([low, best, best, high]));
    let goal = |id, rule, value| leaf(id, 25.0, rule, vec![row("2026-10", None, value)]);
    let goals = vec![
        goal("abrasion", up(120.0, 170.0), 129.5),
        goal("modulus", up(1000.0, 1300.0), 1300.0),
        goal("elongation", around(400.0, 500.0, 600.0), 465.7),
        goal("hardness", around(60.0, 67.5, 75.0), 68.0),
    ];
    let case = card(vec![group("tyre", 100.0, goals).rolled_up(Rollup::Geometric)]);
    let evaluation = case.evaluated();
    let score = |path| case.outcome(&evaluation, "", "2026-10", path).score;
    for (path, d) in [("abrasion", 19.0), ("modulus", 100.0), ("elongation", 65.7), ("hardness", 93.333_333_333_33)] {
        assert_near(score(path), d, 1e-9);
    }
    assert_near(score("tyre"), 58.423_683_749_92, 1e-9);
}

/// Half-open steps, by the format's own example: from 80 up to but not including 90, 60 points.
#[test]
fn steps_and_yes_no() {
    let steps = measure(Scoring::Steps(vec![(0.0, 0.0), (80.0, 60.0), (90.0, 100.0)]));
    let values = [-1.0, 79.999, 80.0, 89.999, 90.0, 500.0];
    assert_scores(&steps, &values, &[0.0, 0.0, 60.0, 60.0, 100.0, 100.0], 0.0);
    assert_scores(&measure(Scoring::YesNo), &[0.0, 1.0], &[0.0, 100.0], 0.0);
    let lower = Measure { better: Direction::Lower, ..measure(Scoring::YesNo) };
    assert_scores(&lower, &[0.0, 1.0], &[100.0, 0.0], 0.0);
}
