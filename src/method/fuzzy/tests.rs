//! Published results, and what holds for all weights and ratings.

use proptest::prelude::*;

use super::*;
use crate::method::membership;

#[track_caller]
fn assert_near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "{found:?} against {expected:?}");
    let near = found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12);
    assert!(near, "{found:?} against {expected:?}");
}

/// 服装评判: four factors, grades 很欢迎, 较欢迎, 不太欢迎, 不欢迎 (e-com-net.com, article 1276296104417181696).
fn clothing() -> Vec<Vec<f64>> {
    vec![vec![0.2, 0.5, 0.2, 0.1], vec![0.7, 0.2, 0.1, 0.0], vec![0.0, 0.4, 0.5, 0.1], vec![0.2, 0.3, 0.5, 0.0]]
}

#[test]
fn two_groups_of_customers_like_different_clothes() {
    // The output printed there.
    let young = compose(Operator::MinMax, &[0.1, 0.2, 0.3, 0.4], &clothing());
    assert_near(&young, &[0.2, 0.3, 0.4, 0.1]);
    assert_eq!(verdict(&young).map(|verdict| verdict.grade), Some(2), "不太欢迎");
    let old = compose(Operator::MinMax, &[0.4, 0.35, 0.15, 0.1], &clothing());
    assert_near(&old, &[0.35, 0.4, 0.2, 0.1]);
    // It sums to 1.05: shares are taken before it is scored.
    let shares = normalised(&old).expect("something");
    assert_near(&shares, &[0.333_333_333_333_333_3, 0.380_952_380_952_381, 0.190_476_190_476_19, 0.095_238_095_238_1]);
    assert_eq!(verdict(&old).map(|verdict| verdict.grade), Some(1), "较欢迎");
}

#[test]
fn five_operators_make_five_results() {
    // The same inputs; results computed by hand from the formulas.
    let of = |operator| compose(operator, &[0.1, 0.2, 0.3, 0.4], &clothing());
    assert_near(&of(Operator::MinMax), &[0.2, 0.3, 0.4, 0.1]);
    assert_near(&of(Operator::ProductMax), &[0.14, 0.12, 0.2, 0.03]);
    assert_near(&of(Operator::MinSum), &[0.5, 0.9, 0.9, 0.2]);
    assert_near(&of(Operator::WeightedMean), &[0.24, 0.33, 0.39, 0.04]);
    let balanced = [0.481_818_181_818_181_8, 0.742_857_142_857_142_9, 0.861_538_461_538_461_5, 0.4];
    assert_near(&of(Operator::Balanced), &balanced);
}

#[test]
fn clothes_are_worth_82_points() {
    // R package mathmodels, docs/reference/fuzzy_eval.md: B and both scores printed there.
    let rows = [vec![0.8, 0.1, 0.1], vec![0.7, 0.2, 0.1], vec![0.6, 0.2, 0.2], vec![0.7, 0.1, 0.2]];
    let result = compose(Operator::WeightedMean, &[0.3, 0.3, 0.3, 0.1], &rows);
    assert_near(&result, &[0.7, 0.16, 0.14]);
    let scores = [90.0, 75.0, 50.0];
    assert_near(&[score(&result, &scores).expect("a score")], &[82.0]);
    assert_eq!(verdict(&result).map(|verdict| scores[verdict.grade]), Some(90.0));
}

#[test]
fn staff_are_good_by_a_fair_verdict() {
    // Si Shoukui, example 14.2 (员工年终综合评定), B and the verdict 良好 printed there.
    let rows = [
        vec![0.1, 0.5, 0.4, 0.0, 0.0],
        vec![0.2, 0.5, 0.2, 0.1, 0.0],
        vec![0.2, 0.5, 0.3, 0.0, 0.0],
        vec![0.2, 0.6, 0.2, 0.0, 0.0],
    ];
    let result = compose(Operator::WeightedMean, &[0.25, 0.2, 0.25, 0.3], &rows);
    assert_near(&result, &[0.175, 0.53, 0.275, 0.02, 0.0]);
    let verdict = verdict(&result).expect("a verdict");
    assert_eq!((verdict.grade, verdict.reliability), (1, Reliability::Fair));
    // (5 · 0.53 − 1) / (2 · 0.275 · 4)
    assert_near(&[verdict.validity.expect("an index")], &[0.75]);
}

/// Factors rated together: their weights, and their memberships row by row.
#[derive(Debug)]
struct Group {
    weights: Vec<f64>,
    rows: Vec<Vec<f64>>,
}

/// Si Shoukui, example 14.3 (人事考核): 18 factors in four groups, five grades.
fn staff() -> ([f64; 4], [Group; 4]) {
    let weights = [
        vec![0.2, 0.3, 0.3, 0.2],
        vec![0.3, 0.2, 0.1, 0.2, 0.2],
        vec![0.1, 0.2, 0.3, 0.2, 0.2],
        vec![0.3, 0.2, 0.2, 0.3],
    ];
    let rows: [&[[f64; 5]]; 4] = [
        &[
            [0.8, 0.15, 0.05, 0.0, 0.0],
            [0.2, 0.6, 0.1, 0.1, 0.0],
            [0.5, 0.4, 0.1, 0.0, 0.0],
            [0.1, 0.3, 0.5, 0.05, 0.05],
        ],
        &[
            [0.3, 0.5, 0.15, 0.05, 0.0],
            [0.2, 0.2, 0.4, 0.1, 0.1],
            [0.4, 0.4, 0.1, 0.1, 0.0],
            [0.1, 0.3, 0.3, 0.2, 0.1],
            [0.3, 0.2, 0.2, 0.2, 0.1],
        ],
        &[
            [0.1, 0.3, 0.5, 0.1, 0.0],
            [0.2, 0.3, 0.3, 0.1, 0.1],
            [0.2, 0.3, 0.35, 0.15, 0.0],
            [0.1, 0.3, 0.4, 0.1, 0.1],
            [0.1, 0.4, 0.3, 0.1, 0.1],
        ],
        &[[0.3, 0.4, 0.2, 0.1, 0.0], [0.1, 0.4, 0.3, 0.1, 0.1], [0.2, 0.3, 0.4, 0.1, 0.0], [0.4, 0.3, 0.2, 0.1, 0.0]],
    ];
    let groups = [0, 1, 2, 3]
        .map(|at| Group { weights: weights[at].clone(), rows: rows[at].iter().map(|row| row.to_vec()).collect() });
    ([0.4, 0.3, 0.2, 0.1], groups)
}

fn two_levels(operator: Operator, normalise: bool) -> Vec<f64> {
    let (top, groups) = staff();
    let of_group = |group: &Group| {
        let result = compose(operator, &group.weights, &group.rows);
        if normalise { normalised(&result).expect("something") } else { result }
    };
    let groups: Vec<Vec<f64>> = groups.iter().map(of_group).collect();
    compose(operator, &top, &groups)
}

#[test]
fn eighteen_factors_on_two_levels() {
    // Printed in the book.
    assert_near(&two_levels(Operator::WeightedMean, false), &[0.288, 0.354, 0.2355, 0.0865, 0.036]);
}

#[test]
fn normalising_between_levels_changes_the_smaller_and_larger() {
    // The same inputs under M(∧,∨), worked out by hand with and without.
    assert_near(&two_levels(Operator::MinMax, false), &[0.3, 0.3, 0.2, 0.2, 0.1]);
    let between =
        [0.315_789_473_684_210_5, 0.315_789_473_684_210_5, 0.210_526_315_789_473_7, 0.181_818_181_818_181_8, 0.1];
    assert_near(&two_levels(Operator::MinMax, true), &between);
}

#[test]
fn a_score_from_memberships() {
    // R package mathmodels, docs/reference/defuzzify.md.
    let (memberships, scores) = ([318.0, 351.0, 203.0, 128.0].map(|share| share / 1000.0), [30.0, 60.0, 75.0, 90.0]);
    assert_near(&[score(&memberships, &scores).expect("a score")], &[57.345]);
    let verdict = verdict(&memberships).expect("a verdict");
    assert_eq!((scores[verdict.grade], verdict.near), (60.0, vec![0]), "0.033 lie between the first two");
    assert_eq!(verdict.reliability, Reliability::Low, "(4 · 0.351 − 1) / (2 · 0.318 · 3) = 0.21");
}

#[test]
fn a_tie_is_told_and_not_decided() {
    let tie = verdict(&[0.1 + 0.2, 0.3, 0.4 - 1e-16, 0.4]).expect("memberships");
    assert_eq!((tie.tied, tie.reliability), (vec![2, 3], Reliability::Tied));
    let all = verdict(&[0.0, 1.0, 0.0]).expect("memberships");
    assert_eq!((all.grade, all.validity, all.reliability), (1, None, Reliability::High));
    assert_eq!((verdict(&[0.0, 0.0]), score(&[], &[])), (None, None));
}

#[test]
fn what_an_operator_does_not_hear_is_named() {
    let rows = clothing();
    assert_eq!(loss(Operator::WeightedMean, &[0.1, 0.2, 0.3, 0.4], &rows), None);
    // Max min: grades 1 to 4 are 0.2 (second by weight, fourth by rating), 0.3, 0.4 by weight, 0.1 (first by weight,
    // third by rating): the first two say nothing.
    let heard = loss(Operator::MinMax, &[0.1, 0.2, 0.3, 0.4], &rows).expect("a loss");
    assert_eq!((heard.silent, heard.many), (vec![0, 1], false));
    // Six factors of a sixth each: every rating is larger than its weight, so it counts as the weight.
    let (weights, rows) = (vec![1.0 / 6.0; 6], vec![vec![0.5, 0.5]; 6]);
    let deaf = loss(Operator::MinSum, &weights, &rows).expect("a loss");
    assert_eq!((deaf.silent.len(), deaf.many), (6, true));
}

fn shares(n: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(1_u32..50, n).prop_map(|parts| {
        let total: u32 = parts.iter().sum();
        parts.iter().map(|part| f64::from(*part) / f64::from(total)).collect()
    })
}

/// A group's weight among its siblings, and the group, in four grades.
fn group() -> impl Strategy<Value = (u32, Group)> {
    let within =
        |n| (shares(n), prop::collection::vec(shares(4), n)).prop_map(|(weights, rows)| Group { weights, rows });
    (1_usize..6).prop_flat_map(move |n| (1_u32..20, within(n)))
}

const ALL: [Operator; 5] =
    [Operator::WeightedMean, Operator::MinMax, Operator::ProductMax, Operator::MinSum, Operator::Balanced];

proptest! {
    #[test]
    fn two_levels_of_weighted_means_are_one_with_product_weights(groups in prop::collection::vec(group(), 1..5)) {
        let total: u32 = groups.iter().map(|(weight, _)| weight).sum();
        let top: Vec<f64> = groups.iter().map(|(weight, _)| f64::from(*weight) / f64::from(total)).collect();
        let below: Vec<Vec<f64>> =
            groups.iter().map(|(_, own)| compose(Operator::WeightedMean, &own.weights, &own.rows)).collect();
        let two = compose(Operator::WeightedMean, &top, &below);
        let products: Vec<f64> =
            top.iter().zip(&groups).flat_map(|(share, (_, own))| own.weights.iter().map(move |w| share * w)).collect();
        let rows: Vec<Vec<f64>> = groups.iter().flat_map(|(_, own)| own.rows.clone()).collect();
        let one = compose(Operator::WeightedMean, &products, &rows);
        prop_assert!(two.iter().zip(&one).all(|(two, one)| (two - one).abs() < 1e-12), "{two:?} {one:?}");
        prop_assert!((two.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn memberships_stay_between_0_and_1((_, Group { weights, rows }) in group()) {
        for operator in ALL {
            let result = compose(operator, &weights, &rows);
            prop_assert!(result.iter().all(|b| (0.0..=1.0 + 1e-12).contains(b)), "{operator:?} {result:?}");
        }
    }

    #[test]
    fn the_order_of_factors_does_not_matter((_, Group { weights, rows }) in group()) {
        let (mut turned, mut back) = (rows.clone(), weights.clone());
        turned.reverse();
        back.reverse();
        for operator in ALL {
            let (one, other) = (compose(operator, &weights, &rows), compose(operator, &back, &turned));
            prop_assert!(one.iter().zip(&other).all(|(a, b)| (a - b).abs() < 1e-12), "{operator:?}");
        }
    }

    #[test]
    fn memberships_of_a_number_and_of_answers_sum_to_1(
        x in -2.0..3.0_f64,
        steps in prop::collection::vec(0.01..1.0_f64, 1..6),
        counts in prop::collection::vec(0_u64..40, 1..6),
    ) {
        let rising: Vec<f64> = steps.iter().scan(0.0, |at, step| { *at += step; Some(*at) }).collect();
        let falling: Vec<f64> = rising.iter().rev().copied().collect();
        for knots in [rising, falling] {
            let memberships = membership::from_number(x, &knots).expect("knots in order");
            prop_assert!((memberships.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!(memberships.iter().filter(|share| **share > 0.0).count() <= 2);
        }
        let shares = membership::from_answers(&counts);
        prop_assert_eq!(shares.is_none(), counts.iter().sum::<u64>() == 0);
        prop_assert!(shares.is_none_or(|shares| (shares.iter().sum::<f64>() - 1.0).abs() < 1e-12));
    }
}
