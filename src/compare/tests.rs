//! Properties of a comparison, on small editions.

use proptest::prelude::*;

use super::*;
use crate::scorecard::{Bands, Rollup, Status};

fn measure(actual: Option<f64>, target: f64, query: &str, data: &str) -> MeasureEdition {
    MeasureEdition {
        actual,
        target: Some(target),
        counts: true,
        anchors: vec![(0.0, 0.0), (target, 100.0)],
        steps: false,
        scoring: target.to_string(),
        query: query.to_owned(),
        data: data.to_owned(),
        rules: String::new(),
        min_group: 0,
    }
}

fn node(id: &str, children: Vec<(String, f64)>, measure: Option<MeasureEdition>, score: Option<f64>) -> NodeEdition {
    NodeEdition {
        id: id.to_owned(),
        kind: if measure.is_some() { "measure" } else { "objective" }.to_owned(),
        title: Names::default(),
        rollup: Rollup::Mean,
        critical: false,
        children,
        measure,
        score,
        status: Bands::default().status(score),
        coverage: if score.is_some() { 1.0 } else { 0.0 },
    }
}

/// A scorecard with measures `m0`, `m1`, … of these weights.
fn edition(measures: Vec<(f64, MeasureEdition)>, min_coverage: f64) -> Edition {
    let total: f64 = measures.iter().map(|(weight, _)| weight).sum();
    let score = |m: &MeasureEdition| m.actual.map(|a| (100.0 * a / m.anchors[1].0).clamp(0.0, 100.0));
    let (mut sum, mut known) = (0.0, 0.0);
    for (weight, measure) in &measures {
        if let Some(score) = score(measure) {
            (sum, known) = (sum + weight * score, known + weight);
        }
    }
    let whole = (known > 0.0 && known / total >= min_coverage).then(|| sum / known);
    let children = measures.iter().enumerate().map(|(at, (weight, _))| (format!("m{at}"), weight / total)).collect();
    let mut nodes = vec![node("", children, None, whole)];
    nodes.extend(measures.into_iter().enumerate().map(|(at, (_, measure))| {
        let own = score(&measure);
        node(&format!("m{at}"), Vec::new(), Some(measure), own)
    }));
    Edition {
        scorecard: "s".to_owned(),
        title: Names::default(),
        period: "2026-10".to_owned(),
        tool: "0".to_owned(),
        bands: Bands::default(),
        min_coverage,
        nodes,
        entities: Vec::new(),
    }
}

fn parts(node: &NodeDifference) -> Vec<(Cause, i64)> {
    node.causes.iter().map(|share| (share.cause, (share.points * 1e6).round() as i64)).collect()
}

#[test]
fn each_cause_has_its_own_part() {
    // m0: new data, 50 → 60 of 100. m1: the target falls from 100 to 80, so 40 of it score 50 instead of 40.
    let old =
        edition(vec![(1.0, measure(Some(50.0), 100.0, "q", "d1")), (1.0, measure(Some(40.0), 100.0, "q", "d1"))], 0.0);
    let new =
        edition(vec![(1.0, measure(Some(60.0), 100.0, "q", "d2")), (1.0, measure(Some(40.0), 80.0, "q", "d2"))], 0.0);
    let found = compare(&old, &new, &Reruns::new());
    assert_eq!(found.nodes.len(), 3);
    assert_eq!(found.nodes[0].change, Some(10.0));
    assert_eq!(parts(&found.nodes[0]), [(Cause::Data, 5_000_000), (Cause::Target, 5_000_000)]);
    assert_eq!(parts(&found.nodes[1]), [(Cause::Data, 10_000_000)]);
    assert_eq!(parts(&found.nodes[2]), [(Cause::Target, 10_000_000)]);
    assert_eq!(found.nodes[2].definition, ["target"]);
}

#[test]
fn data_and_definition_together_are_told_apart_by_reruns_only() {
    let old = edition(vec![(1.0, measure(Some(50.0), 100.0, "q1", "d1"))], 0.0);
    let new = edition(vec![(1.0, measure(Some(80.0), 100.0, "q2", "d2"))], 0.0);
    assert_eq!(parts(&compare(&old, &new, &Reruns::new()).nodes[1]), [(Cause::Together, 30_000_000)]);
    assert_eq!(unclear(&old, &new), ["m0"]);
    // The new data alone makes 60, the new definition alone 65: their mean shares are 12.5 and 17.5.
    let rerun = Rerun { new_data: Some(60.0), new_definition: Some(65.0) };
    let found = compare(&old, &new, &Reruns::from([("m0".to_owned(), rerun)]));
    assert_eq!(parts(&found.nodes[1]), [(Cause::Data, 12_500_000), (Cause::Query, 17_500_000)]);
}

#[test]
fn what_was_added_moves_its_parent_by_weights() {
    let one = measure(Some(50.0), 100.0, "q", "d");
    let old = edition(vec![(1.0, one.clone())], 0.0);
    let new = edition(vec![(1.0, one), (1.0, measure(Some(90.0), 100.0, "q", "d"))], 0.0);
    let found = compare(&old, &new, &Reruns::new());
    assert_eq!(parts(&found.nodes[0]), [(Cause::Weights, 20_000_000)]);
    assert_eq!(found.added.iter().map(|named| named.id.as_str()).collect::<Vec<_>>(), ["m1"]);
    assert_eq!(compare(&new, &old, &Reruns::new()).removed, found.added);
}

#[test]
fn the_same_twice_has_nothing_to_tell() {
    let edition = edition(vec![(1.0, measure(Some(50.0), 100.0, "q", "d"))], 0.0);
    let found = compare(&edition, &edition, &Reruns::new());
    assert_eq!((found.nodes.len(), found.same), (1, 1), "the scorecard itself is always told");
    assert!(found.nodes[0].causes.is_empty() && found.nodes[0].change == Some(0.0));
}

#[test]
fn a_score_that_appears_has_no_change() {
    let old = edition(vec![(1.0, measure(None, 100.0, "q", "d1"))], 0.0);
    let new = edition(vec![(1.0, measure(Some(50.0), 100.0, "q", "d2"))], 0.0);
    let found = compare(&old, &new, &Reruns::new());
    assert_eq!((found.nodes[0].change, found.nodes[0].old.status), (None, Status::NoData));
    assert!(found.nodes[0].causes.is_empty());
}

type Drawn = (f64, Option<f64>, f64, u8, u8);

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let one = (1.0..100.0, proptest::option::weighted(0.8, 0.0..150.0), 1.0..200.0, 0..2_u8, 0..2_u8);
    proptest::collection::vec(one, 1..7)
}

fn made(drawn: Vec<Drawn>, min_coverage: f64) -> Edition {
    let measures = drawn.into_iter().map(|(weight, actual, target, query, data)| {
        (weight, measure(actual, target, &query.to_string(), &data.to_string()))
    });
    edition(measures.collect(), min_coverage)
}

proptest! {
    #[test]
    fn parts_sum_to_the_change(old in drawn(), new in drawn(), low in 0.0..1.0, high in 0.0..1.0) {
        let found = compare(&made(old, low), &made(new, high), &Reruns::new());
        for node in &found.nodes {
            let sum: f64 = node.causes.iter().map(|share| share.points).sum();
            if let Some(change) = node.change {
                prop_assert!((sum - change).abs() < 1e-9, "{}: {sum} is not {change}", node.id);
            }
        }
    }
}
