//! What holds for every scorecard and every curve.

use proptest::prelude::*;

use super::*;
use crate::evaluate::change::bridge;
use crate::evaluate::curve;

/// Nodes with weights still to be shared out, and a score in September and October, or none.
#[derive(Clone, Debug)]
enum Shape {
    Leaf(Option<f64>, Option<f64>),
    Group(Rollup, Vec<(u32, Shape)>),
}

fn leaves(score: impl Strategy<Value = Option<f64>> + Clone) -> impl Strategy<Value = Shape> {
    (score.clone(), score).prop_map(|(september, october)| Shape::Leaf(september, october))
}

fn shapes(score: impl Strategy<Value = Option<f64>> + Clone + 'static) -> impl Strategy<Value = Vec<(u32, Shape)>> {
    let rollup = prop_oneof![3 => Just(Rollup::Mean), 1 => Just(Rollup::Worst), 1 => Just(Rollup::Geometric)];
    let inner = leaves(score).prop_recursive(3, 24, 4, move |inner| {
        (rollup.clone(), prop::collection::vec((1_u32..20, inner), 1..5)).prop_map(|(r, below)| Shape::Group(r, below))
    });
    prop::collection::vec((1_u32..20, inner), 1..5)
}

fn maybe() -> impl Strategy<Value = Option<f64>> + Clone {
    prop_oneof![4 => points().prop_map(Some), 1 => Just(None)]
}

fn points() -> impl Strategy<Value = f64> + Clone {
    prop_oneof![8 => 0.0..=100.0, 1 => Just(0.0), 1 => Just(100.0)]
}

fn trees(shapes: &[(u32, Shape)], prefix: &str) -> Vec<Tree> {
    let total: u32 = shapes.iter().map(|(weight, _)| weight).sum();
    let named = shapes.iter().enumerate();
    named
        .map(|(at, (weight, shape))| {
            let (id, weight) = (format!("{prefix}{at}"), f64::from(*weight) / f64::from(total) * 100.0);
            match shape {
                Shape::Leaf(september, october) => {
                    let rows = vec![row("2026-09", None, *september), row("2026-10", None, *october)];
                    leaf(&id, weight, as_is(), rows)
                }
                Shape::Group(rollup, below) => group(&id, weight, trees(below, &format!("{id}-"))).rolled_up(*rollup),
            }
        })
        .collect()
}

/// The scorecard of shapes, with a measure that carries no weight so that both months always have data.
fn carded(shapes: &[(u32, Shape)], min_coverage: f64) -> Case {
    let mut children = trees(shapes, "n");
    let rows = vec![row("2026-09", None, 1.0), row("2026-10", None, 1.0)];
    children.push(leaf("clock", 0.0, measure(Scoring::Unscored), rows));
    card(children).with_min_coverage(min_coverage)
}

fn outcomes(case: &Case) -> Vec<(bool, Outcome)> {
    let evaluation = case.evaluated();
    let both = [period("2026-09"), period("2026-10")];
    let nodes = case.scorecard.indexed().flat_map(|(index, node)| both.map(|at| (index, node.measure().is_some(), at)));
    let found = |(index, is_measure, at)| Some((is_measure, evaluation.outcome(EntityTree::TOP, at, index)?.clone()));
    nodes.filter_map(found).collect()
}

fn root(case: &Case) -> Outcome {
    case.outcome(&case.evaluated(), "", "2026-10", "")
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        (a, b) => a == b,
    }
}

fn reversed(shapes: &[(u32, Shape)]) -> Vec<(u32, Shape)> {
    let turn = |shape: &Shape| match shape {
        Shape::Group(rollup, below) => Shape::Group(*rollup, reversed(below)),
        leaf @ Shape::Leaf(..) => leaf.clone(),
    };
    shapes.iter().rev().map(|(weight, shape)| (*weight, turn(shape))).collect()
}

proptest! {
    #[test]
    fn bounds_enclose_the_score(shapes in shapes(maybe()), min_coverage in 0.0..=1.0) {
        let case = carded(&shapes, min_coverage);
        for (_, outcome) in outcomes(&case) {
            prop_assert!(0.0 <= outcome.low && outcome.low <= outcome.high && outcome.high <= 100.0);
            prop_assert!((0.0..=1.0 + 1e-12).contains(&outcome.coverage));
            if let Some(score) = outcome.score {
                prop_assert!(outcome.low <= score && score <= outcome.high);
            }
        }
        let measures: Vec<Outcome> = outcomes(&case).into_iter().filter(|(is, _)| *is).map(|(_, o)| o).collect();
        let sum = |of: fn(&Outcome) -> f64| measures.iter().skip(1).step_by(2).map(of).sum::<f64>();
        prop_assert!(near(Some(sum(|outcome| outcome.weight)), Some(1.0)));
        let expected = if root(&case).score.is_some() { 1.0 } else { 0.0 };
        prop_assert!(near(Some(sum(|outcome| outcome.effective_weight)), Some(expected)));
    }

    #[test]
    fn all_data_leaves_nothing_open(shapes in shapes(points().prop_map(Some)), min_coverage in 0.0..=1.0) {
        for (is_measure, outcome) in outcomes(&carded(&shapes, min_coverage)) {
            if !is_measure {
                prop_assert_eq!(outcome.coverage, 1.0);
                prop_assert_eq!(Some(outcome.low), outcome.score);
                prop_assert_eq!(Some(outcome.high), outcome.score);
            }
        }
    }

    #[test]
    fn the_order_of_siblings_does_not_matter(shapes in shapes(maybe()), min_coverage in 0.0..=1.0) {
        let (one, other) = (root(&carded(&shapes, min_coverage)), root(&carded(&reversed(&shapes), min_coverage)));
        prop_assert!(near(one.score, other.score), "{:?} {:?}", one.score, other.score);
        prop_assert!(near(Some(one.coverage), Some(other.coverage)));
        prop_assert!(near(Some(one.low), Some(other.low)) && near(Some(one.high), Some(other.high)));
    }

    #[test]
    fn a_missing_child_only_lowers_coverage(shapes in shapes(maybe()), weight in 1_u32..20) {
        let before = root(&carded(&shapes, 0.0));
        let with_gap = [shapes, vec![(weight, Shape::Leaf(None, None))]].concat();
        let after = root(&carded(&with_gap, 0.0));
        prop_assert!(near(before.score, after.score));
        prop_assert!(after.coverage < before.coverage || before.coverage == 0.0);
        prop_assert!(after.low <= before.low + 1e-9 && before.high <= after.high + 1e-9);
    }

    #[test]
    fn parts_of_a_change_sum_to_it(shapes in shapes(maybe()), min_coverage in 0.0..=1.0) {
        let case = carded(&shapes, min_coverage);
        let evaluation = case.evaluated();
        let (from, to) = (period("2026-09"), period("2026-10"));
        for (node, _) in case.scorecard.indexed() {
            let score = |at| evaluation.outcome(EntityTree::TOP, at, node).and_then(|outcome| outcome.score);
            let bridge = bridge(&case.scorecard, &evaluation, EntityTree::TOP, node, from, to);
            prop_assert_eq!(bridge.is_some(), score(from).is_some() && score(to).is_some());
            let Some(bridge) = bridge else { continue };
            let sum: f64 = bridge.parts.iter().map(super::super::change::Part::change).sum();
            prop_assert!(near(Some(sum), Some(bridge.to.1 - bridge.from.1)), "{:?}", bridge);
        }
    }

    #[test]
    fn curves_rise_and_stay_on_the_scale(
        baseline in -1e6..1e6_f64,
        way in prop_oneof![1e-3..1e6_f64, -1e6..-1e-3_f64],
        values in prop::collection::vec(-2e6..2e6_f64, 2..20),
        bands in (1.0..50.0_f64, 51.0..99.0_f64),
    ) {
        let goal = baseline + way;
        let bands = Bands { at_risk: bands.0, on_track: bands.1 };
        let thresholds = Scoring::Thresholds { off_track: baseline, on_track: goal };
        let mut values = values;
        values.sort_by(|a, b| if way > 0.0 { a.total_cmp(b) } else { b.total_cmp(a) });
        for scoring in [Scoring::Target, thresholds] {
            let curve = curve::of(&measure(scoring), bands, Some(baseline), Some(goal)).expect("a curve");
            let scores: Vec<f64> = values.iter().map(|value| curve.score(*value)).collect();
            prop_assert!(scores.iter().all(|score| (0.0..=100.0).contains(score)));
            prop_assert!(scores.windows(2).all(|pair| pair[0] <= pair[1]), "{scores:?}");
        }
        let curve = curve::of(&measure(Scoring::Target), bands, Some(baseline), Some(goal)).expect("a curve");
        for value in values {
            prop_assert_eq!(curve::target_score(value, baseline, goal), Some(curve.score(value)));
        }
    }

    #[test]
    fn an_aggregated_ratio_is_the_pooled_one(branches in prop::collection::vec((0_u32..4, 0_u32..1000, 0_u32..1000), 1..20)) {
        let ids: Vec<String> = (0..branches.len()).map(|at| format!("b{at}")).collect();
        let regions: Vec<String> = branches.iter().map(|(region, ..)| format!("r{region}")).collect();
        let hierarchy: Vec<(&str, Option<&str>)> =
            ids.iter().zip(&regions).map(|(id, region)| (id.as_str(), Some(region.as_str()))).collect();
        let mut rows: Vec<Observation> = branches.iter().zip(&ids)
            .map(|((_, part, whole), id)| rate("2026-10", Some(id), f64::from(*part), f64::from(*whole)))
            .collect();
        rows.push(rate("2026-09", Some("b0"), 1.0, 1.0));
        let case = card(vec![leaf("m", 100.0, as_is(), rows)]).with_entities(&hierarchy);
        let evaluation = case.evaluated();
        let top = evaluation.outcome(EntityTree::TOP, period("2026-10"), NodeIndex(1)).expect("an outcome");
        let part: u32 = branches.iter().map(|(_, part, _)| part).sum();
        let whole: u32 = branches.iter().map(|(.., whole)| whole).sum();
        let pooled = (whole > 0).then(|| f64::from(part) / f64::from(whole));
        prop_assert!(near(top.actual, pooled), "{:?} {:?}", top.actual, pooled);
    }

    #[test]
    fn a_graph_of_means_equals_the_flat_tree_of_product_weights(
        scores in prop::array::uniform4(points()),
        (left, shared_left, shared_right) in (1.0..99.0_f64, 1.0..99.0_f64, 1.0..99.0_f64),
    ) {
        let [a, b, c, d] = scores;
        let middle = vec![scored("c", 50.0, c), scored("d", 50.0, d)];
        let mut graph = card(vec![
            group("left", left, vec![scored("a", 100.0 - shared_left, a)]),
            group("right", 100.0 - left, vec![scored("b", 100.0 - shared_right, b), group("shared", shared_right, middle)]),
        ]);
        let (from, shared) = (graph.scorecard.find("left"), graph.scorecard.find("shared"));
        let (from, child) = (from.expect("a node"), shared.expect("a node"));
        graph.scorecard.nodes[from.0].edges.push(Edge { child, weight: shared_left / 100.0 });
        let through = (left * shared_left + (100.0 - left) * shared_right) / 100.0;
        let flat = card(vec![
            scored("a", left * (100.0 - shared_left) / 100.0, a),
            scored("b", (100.0 - left) * (100.0 - shared_right) / 100.0, b),
            scored("c", through / 2.0, c),
            scored("d", through / 2.0, d),
        ]);
        prop_assert!(near(graph.root().score, flat.root().score));
        for id in ["a", "b", "c", "d"] {
            let weight = |case: &Case| case.outcome(&case.evaluated(), "", "2026-10", id).weight;
            prop_assert!(near(Some(weight(&graph)), Some(weight(&flat))));
        }
    }
}
