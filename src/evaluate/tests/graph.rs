//! Roll-up on trees and graphs: weights, critical children, worst, nodes with several parents.

use super::*;

#[test]
fn below_the_minimum_coverage_there_are_only_bounds() {
    let thin = group("thin", 50.0, vec![scored("a", 40.0, 70.0), scored("b", 60.0, None)]);
    let case = card(vec![thin, scored("c", 50.0, 100.0)]);
    let evaluation = case.evaluated();
    let thin = case.outcome(&evaluation, "", "2026-10", "thin");
    assert_eq!((thin.score, thin.status), (None, Status::NoData));
    assert_near(thin.coverage, 0.4, 1e-12);
    assert_eq!((thin.low, thin.high), (28.0, 88.0));
    let root = case.root();
    assert_eq!(root.score, Some(100.0)); // by `c` alone
    assert_near(root.coverage, 0.7, 1e-12);
    assert_near(root.low, 64.0, 1e-9);
    assert_eq!(root.high, 100.0); // not 94: bounds always enclose the score
}

/// In binary 4 % of 56 and 96 % of 81 are 79.999 999 999 999 99, and a coverage of 1 % and 9 % is
/// 0.099 999 999 999 999 99.
#[test]
fn floats_do_not_decide_a_status() {
    let case = card(vec![scored("a", 4.0, 56.0), scored("b", 96.0, 81.0)]);
    assert_eq!((case.root().score, case.root().status), (Some(80.0), Status::OnTrack));
    let thin = vec![scored("a", 1.0, 50.0), scored("b", 9.0, 50.0), scored("c", 90.0, None)];
    assert_eq!(card(thin).with_min_coverage(0.1).root().score, Some(50.0));
}

#[test]
fn weights_of_missing_nodes_go_to_their_siblings() {
    let part = group("part", 60.0, vec![scored("a", 25.0, 80.0), scored("b", 75.0, None)]);
    let case = card(vec![part, scored("c", 30.0, 50.0), scored("d", 10.0, None)]).with_min_coverage(0.0);
    let evaluation = case.evaluated();
    let weights = |path| {
        let outcome = case.outcome(&evaluation, "", "2026-10", path);
        (outcome.weight, outcome.effective_weight)
    };
    for (path, weight, effective) in
        [("a", 0.15, 2.0 / 3.0), ("b", 0.45, 0.0), ("c", 0.3, 1.0 / 3.0), ("d", 0.1, 0.0), ("part", 0.6, 2.0 / 3.0)]
    {
        assert_near(weights(path).0, weight, 1e-12);
        assert_near(weights(path).1, effective, 1e-12);
    }
    assert_near(case.root().score, 70.0, 1e-9);
}

#[test]
fn a_measure_that_is_not_scored_counts_nowhere() {
    let shown = leaf("shown", 0.0, measure(Scoring::Unscored), vec![row("2026-10", None, 5.0)]);
    let only_shown = group("only-shown", 40.0, vec![shown.clone()]);
    let case = card(vec![only_shown, group("rest", 60.0, vec![scored("a", 100.0, 90.0), shown])]);
    let root = case.root();
    assert_eq!((root.score, root.coverage), (Some(90.0), 1.0));
    let evaluation = case.evaluated();
    let shown = case.outcome(&evaluation, "", "2026-10", "shown");
    assert_eq!((shown.actual, shown.score, shown.weight), (Some(5.0), None, 0.0));
}

#[test]
fn a_critical_child_off_track_holds_its_parents_down() {
    let inner = group("inner", 50.0, vec![scored("good", 90.0, 95.0), scored("bad", 10.0, 20.0).critical()]);
    let case = card(vec![inner.clone(), scored("c", 50.0, 90.0)]);
    let evaluation = case.evaluated();
    let held = case.outcome(&evaluation, "", "2026-10", "inner");
    assert_near(held.score, 87.5, 1e-9); // the score stays as it is
    assert_eq!((held.status, held.held_by), (Status::AtRisk, case.scorecard.find("bad")));
    assert_eq!(case.root().status, Status::OnTrack); // `inner` is at risk, not off track
    let sunk = group("inner", 20.0, vec![scored("bad", 100.0, 20.0).critical()]).critical();
    let case = card(vec![sunk, scored("c", 80.0, 100.0)]);
    let root = case.root();
    assert_eq!((root.score, root.status), (Some(84.0), Status::AtRisk));
    assert_eq!(root.held_by, case.scorecard.find("inner"));
    let gate = card(vec![scored("gate", 0.0, 0.0).critical(), scored("c", 100.0, 90.0)]).root();
    assert_eq!((gate.score, gate.status), (Some(90.0), Status::AtRisk)); // a gate needs no weight
}

#[test]
fn worst_takes_the_lowest_and_gives_it_all_the_weight() {
    let worst = vec![scored("a", 50.0, 90.0), scored("b", 30.0, 40.0), scored("c", 20.0, None)];
    let case = card(vec![group("worst", 100.0, worst).rolled_up(Rollup::Worst)]);
    let evaluation = case.evaluated();
    let outcome = case.outcome(&evaluation, "", "2026-10", "worst");
    assert_eq!((outcome.score, outcome.low, outcome.high), (Some(40.0), 0.0, 40.0));
    assert_eq!(case.outcome(&evaluation, "", "2026-10", "b").effective_weight, 1.0);
    assert_eq!(case.outcome(&evaluation, "", "2026-10", "a").effective_weight, 0.0);
}

#[test]
fn a_geometric_mean_is_vetoed_by_zero() {
    let parts = vec![scored("a", 50.0, 100.0), scored("b", 50.0, 0.0)];
    let case = card(vec![group("g", 100.0, parts).rolled_up(Rollup::Geometric)]);
    assert_eq!(case.root().score, Some(0.0));
}

/// A small pyramid by hand. Delivery (80) feeds satisfaction (60 %) and flexibility (50 %); quality (50) makes up the
/// other 40 % of satisfaction, cycle time (90) the other 50 % of flexibility. The vision is satisfaction 30 % and
/// flexibility 70 %.
///
/// Satisfaction 0.6·80 + 0.4·50 = 68, flexibility 0.5·80 + 0.5·90 = 85, vision 0.3·68 + 0.7·85 = 79.9.
/// Delivery weighs 0.3·0.6 + 0.7·0.5 = 0.53 of it. Without cycle time: flexibility 80 with coverage 0.5, below the
/// minimum of 0.6, so the vision would be satisfaction alone, with coverage 0.3 + 0.7·0.5 = 0.65; with a minimum of
/// 0.5 it is 0.3·68 + 0.7·80 = 76.4, and delivery weighs 0.3·0.6 + 0.7 = 0.88.
fn pyramid(cycle_time: Option<f64>) -> Case {
    let mut case = card(vec![
        group("satisfaction", 30.0, vec![scored("quality", 40.0, 50.0)]),
        group("flexibility", 70.0, vec![scored("cycle-time", 50.0, cycle_time), scored("delivery", 50.0, 80.0)]),
    ]);
    let delivery = case.scorecard.find("delivery").expect("a node");
    let satisfaction = case.scorecard.find("satisfaction").expect("a node");
    case.scorecard.nodes[satisfaction.0].edges.push(Edge { child: delivery, weight: 0.6 });
    case
}

#[test]
fn a_node_may_feed_two_parents() {
    let case = pyramid(Some(90.0));
    let evaluation = case.evaluated();
    let outcome = |path| case.outcome(&evaluation, "", "2026-10", path);
    assert_near(outcome("satisfaction").score, 68.0, 1e-9);
    assert_near(outcome("flexibility").score, 85.0, 1e-9);
    assert_near(outcome("").score, 79.9, 1e-9);
    assert_near(outcome("delivery").weight, 0.53, 1e-12);
    assert_near(outcome("delivery").effective_weight, 0.53, 1e-12);
    assert_eq!(outcome("").coverage, 1.0);
}

#[test]
fn coverage_and_weights_follow_every_path() {
    let case = pyramid(None);
    let root = case.root();
    assert_near(root.score, 68.0, 1e-9);
    assert_near(root.coverage, 0.65, 1e-12);
    let case = case.with_min_coverage(0.5);
    let evaluation = case.evaluated();
    assert_near(case.root().score, 76.4, 1e-9);
    assert_near(case.outcome(&evaluation, "", "2026-10", "delivery").effective_weight, 0.88, 1e-12);
    let root = case.root();
    assert_near(root.low, 0.3 * 68.0 + 0.7 * 40.0, 1e-9);
    assert_near(root.high, 0.3 * 68.0 + 0.7 * 90.0, 1e-9);
}
