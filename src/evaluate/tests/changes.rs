//! Bridges worked out by hand.

use super::*;
use crate::evaluate::change::{Bridge, bridge};

fn moved(id: &str, weight: f64, september: impl Into<Option<f64>>, october: impl Into<Option<f64>>) -> Tree {
    leaf(id, weight, as_is(), vec![row("2026-09", None, september), row("2026-10", None, october)])
}

fn bridged(case: &Case, path: &str) -> Option<Bridge> {
    let node = case.scorecard.find(path).expect("a node");
    let (from, to) = (period("2026-09"), period("2026-10"));
    bridge(&case.scorecard, &case.evaluated(), EntityTree::TOP, node, from, to)
}

/// (path, value, coverage) of every part.
fn parts(case: &Case, bridge: &Bridge) -> Vec<(String, f64, f64)> {
    let thousandths = |x: f64| (x * 1000.0).round() / 1000.0 + 0.0;
    let path = |node| case.scorecard.node(node).path.clone();
    bridge.parts.iter().map(|part| (path(part.node), thousandths(part.value), thousandths(part.coverage))).collect()
}

#[test]
fn with_all_data_each_part_is_weight_times_change() {
    let inner = group("inner", 40.0, vec![moved("a", 50.0, 60.0, 80.0), moved("b", 50.0, 70.0, 65.0)]);
    let case = card(vec![inner, moved("c", 60.0, 90.0, 80.0)]);
    let bridge = bridged(&case, "").expect("a bridge");
    assert_near(bridge.from.1, 80.0, 1e-9);
    assert_near(bridge.to.1, 77.0, 1e-9);
    assert_eq!(parts(&case, &bridge), [("c".into(), -6.0, 0.0), ("a".into(), 4.0, 0.0), ("b".into(), -1.0, 0.0)]);
}

/// September: a 80 and b 60 at half each, 70. October: a 90 alone, 90. Mean 80, Δ 20.
/// a: w̄ 0.75 · 10 = 7.5 by value, (85 − 80)·0.5 = 2.5 by coverage. b: (60 − 80)·(−0.5) = 10 by coverage.
#[test]
fn a_measure_that_disappears_moves_the_score_by_coverage() {
    let case = card(vec![moved("a", 50.0, 80.0, 90.0), moved("b", 50.0, 60.0, None)]).with_min_coverage(0.5);
    let bridge = bridged(&case, "").expect("a bridge");
    assert_eq!(parts(&case, &bridge), [("a".into(), 7.5, 2.5), ("b".into(), 0.0, 10.0)]);
}

#[test]
fn what_is_no_mean_or_has_no_score_stays_one_part() {
    let worst = group("worst", 50.0, vec![moved("a", 50.0, 60.0, 80.0), moved("b", 50.0, 90.0, 85.0)]);
    let thin = group("thin", 20.0, vec![moved("c", 50.0, 60.0, 60.0), moved("d", 50.0, 80.0, None)]);
    let case = card(vec![worst.rolled_up(Rollup::Worst), thin, moved("e", 30.0, 50.0, 50.0)]);
    let bridge = bridged(&case, "").expect("a bridge");
    let names: Vec<String> = parts(&case, &bridge).into_iter().map(|(path, ..)| path).collect();
    assert_eq!(names, ["worst", "thin", "e"]);
    assert_eq!(
        parts(&case, &bridged(&case, "worst").expect("a bridge")),
        [
            // September's worst is a (60), October's still a (80).
            ("a".to_owned(), 20.0, 0.0)
        ]
    );
    assert_eq!(bridged(&case, "thin"), None);
}

/// √(40·90) = 60 → √(90·90) = 90: only one score moved, so it has the whole change.
#[test]
fn a_geometric_mean_is_taken_apart_by_logarithms() {
    let both = vec![moved("a", 50.0, 40.0, 90.0), moved("b", 50.0, 90.0, 90.0)];
    let case = card(vec![group("g", 100.0, both).rolled_up(Rollup::Geometric)]);
    let bridge = bridged(&case, "g").expect("a bridge");
    assert_eq!(parts(&case, &bridge), [("a".into(), 30.0, 0.0), ("b".into(), 0.0, 0.0)]);
    assert_eq!(parts(&case, &bridged(&case, "").expect("a bridge")), [("g".into(), 30.0, 0.0)]);
}

/// √(60·60) = 60 → √(90·60): all of it comes from the mean `m`, which is not taken apart inside a geometric mean.
#[test]
fn inside_a_geometric_mean_a_mean_is_one_part() {
    let mean = group("m", 50.0, vec![moved("a", 50.0, 40.0, 100.0), moved("b", 50.0, 80.0, 80.0)]);
    let case = card(vec![group("g", 100.0, vec![mean, moved("c", 50.0, 60.0, 60.0)]).rolled_up(Rollup::Geometric)]);
    let bridge = bridged(&case, "g").expect("a bridge");
    assert_eq!(parts(&case, &bridge), [("m".into(), 13.485, 0.0), ("c".into(), 0.0, 0.0)]);
}

/// `a` from 0 to a target of 100 in September and of 200 in October, while its value goes from 60 to 90: 60 → 45.
/// The new target takes 60 to 30 and 90 to 45: −37.5 on average, so the value earned −15 + 37.5 = 22.5.
fn moved_with_its_target(weight: f64) -> Tree {
    let aimed = |at, value, target| Observation { target: Some(target), ..row(at, None, value) };
    leaf("a", weight, to_100(), vec![aimed("2026-09", 60.0, 100.0), aimed("2026-10", 90.0, 200.0)])
}

#[test]
fn a_target_set_differently_is_told_apart_from_the_value() {
    let case = card(vec![moved_with_its_target(50.0), moved("b", 50.0, 80.0, 80.0)]);
    let bridge = bridged(&case, "").expect("a bridge");
    let a = bridge.parts[0];
    assert_near(a.value, 11.25, 1e-9);
    assert_near(a.definition, -18.75, 1e-9);
    assert_eq!((a.coverage, bridge.parts[1].change()), (0.0, 0.0));
}

#[test]
fn causes_add_up_under_every_way_of_rolling_up() {
    for rollup in [Rollup::Mean, Rollup::Geometric, Rollup::Worst] {
        let children = vec![moved_with_its_target(40.0), moved("b", 40.0, 50.0, 70.0), moved("c", 20.0, 90.0, None)];
        let case = card(vec![group("g", 100.0, children).rolled_up(rollup)]);
        let bridge = bridged(&case, "g").expect("a bridge");
        let by = |cause: fn(&crate::evaluate::change::Part) -> f64| bridge.parts.iter().map(cause).sum::<f64>();
        let causes = by(|part| part.value) + by(|part| part.definition) + by(|part| part.coverage);
        assert_near(causes, bridge.to.1 - bridge.from.1, 1e-9);
        // The lowest of September is `b`, of October `a`; a target matters where the measure has weight.
        assert!(by(|part| part.definition) < -1.0, "{rollup:?}: {bridge:?}");
    }
}
