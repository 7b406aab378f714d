//! What holds whatever the numbers.

use proptest::prelude::*;

use crate::method::ahp::Comparisons;
use crate::method::rank::{self, First};
use crate::method::{ahp, columns, combine, consistency, critic, delphi, entropy, kendall, points, variation};
use crate::scorecard::{Combination, EntropyPractice, GroupRule, PriorityRule, RandomIndex, RankRule};

/// 2 to 6 rows of 2 to 6 numbers.
fn table(values: std::ops::Range<i32>) -> impl Strategy<Value = Vec<Vec<f64>>> {
    (2_usize..6, 2_usize..6).prop_flat_map(move |(rows, columns)| {
        let row = proptest::collection::vec(values.clone().prop_map(f64::from), columns);
        proptest::collection::vec(row, rows)
    })
}

/// The columns in another order, and the rows as well.
fn turned(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    rows.iter().rev().map(|row| row.iter().rev().copied().collect()).collect()
}

fn is_whole(weights: &[f64]) -> bool {
    (weights.iter().sum::<f64>() - 1.0).abs() < 1e-9
        && weights.iter().all(|weight| (0.0..=1.0 + 1e-12).contains(weight))
}

fn is_mirrored(one: &[f64], other: &[f64]) -> bool {
    one.iter().zip(other.iter().rev()).all(|(one, other)| (one - other).abs() < 1e-9)
}

const RULES: [RankRule; 6] = [
    RankRule::Sum,
    RankRule::Reciprocal,
    RankRule::Exponent(1.7),
    RankRule::Centroid,
    RankRule::Gap,
    RankRule::InverseMean,
];

proptest! {
    #[test]
    fn rank_weights_are_a_whole_and_go_with_their_items(ratings in table(1..6)) {
        let ranks: Vec<Vec<f64>> = ratings.iter().map(|row| rank::positions(row, First::Smallest)).collect();
        for rule in RULES {
            let of = |ranks: &[Vec<f64>]| {
                let means = rank::mean_ranks(ranks, &vec![1.0; ranks.len()])?;
                rank::of_mean_ranks(rule, &means)
            };
            let (own, other) = (of(&ranks).expect("weights"), of(&turned(&ranks)).expect("weights"));
            prop_assert!(is_whole(&own) && is_mirrored(&own, &other), "{rule:?} {own:?} {other:?}");
            let one = rank::of_order(rule, &ranks[0]).expect("weights");
            prop_assert!(is_whole(&one), "{rule:?} {one:?}");
        }
    }

    #[test]
    fn what_ranks_higher_weighs_no_less(ratings in table(1..6)) {
        for rule in RULES {
            let weights = rank::of_order(rule, &ratings[0]).expect("weights");
            for (i, j) in (0..weights.len()).flat_map(|i| (0..weights.len()).map(move |j| (i, j))) {
                prop_assert!(ratings[0][i] >= ratings[0][j] || weights[i] >= weights[j] - 1e-12);
            }
        }
    }

    #[test]
    fn agreement_lies_between_0_and_1(ratings in table(1..6)) {
        let found = kendall::concordance(&ratings, First::Smallest);
        let other = kendall::concordance(&turned(&ratings), First::Smallest);
        if let (Ok(found), Ok(other)) = (found, other) {
            prop_assert!((0.0..=1.0).contains(&found.w) && (found.w - other.w).abs() < 1e-12);
            prop_assert!((0.0..=1.0).contains(&found.p()) && found.p_exact.is_none_or(|p| p > 0.0));
            let largest = kendall::concordance(&ratings, First::Largest).expect("W");
            prop_assert!((found.w - largest.w).abs() < 1e-12, "which end is first does not matter");
        }
    }

    #[test]
    fn points_are_a_whole(ratings in table(0..40)) {
        if let Ok(weights) = points::weights(&ratings) {
            prop_assert!(is_whole(&weights) && is_mirrored(&weights, &points::weights(&turned(&ratings)).expect("weights")));
        }
    }

    #[test]
    fn weights_from_data_are_a_whole(values in table(1..40), epsilon in 0.0001..0.3) {
        let higher: Vec<bool> = (0..values[0].len()).map(|at| at % 2 == 0).collect();
        let mirrored: Vec<bool> = higher.iter().rev().copied().collect();
        for practice in [EntropyPractice::Sum, EntropyPractice::MinMax { epsilon }] {
            if let Ok(own) = entropy::weights(&values, &higher, practice) {
                let other = entropy::weights(&turned(&values), &mirrored, practice).expect("weights");
                prop_assert!(is_whole(&own.weights) && is_mirrored(&own.weights, &other.weights));
            }
        }
        if let Ok(own) = critic::weights(&values, &higher) {
            let other = critic::weights(&turned(&values), &mirrored).expect("weights");
            prop_assert!(is_whole(&own.weights) && is_mirrored(&own.weights, &other.weights));
        }
        if let Ok(own) = variation::weights(&values) {
            let other = variation::weights(&turned(&values)).expect("weights");
            prop_assert!(is_whole(&own.weights) && is_mirrored(&own.weights, &other.weights));
        }
    }

    #[test]
    fn judgements_that_agree_give_back_their_weights(raw in proptest::collection::vec(1.0..9.0_f64, 2..8)) {
        let sum: f64 = raw.iter().sum();
        let matrix = raw.iter().map(|own| raw.iter().map(|other| own / other).collect()).collect();
        let comparisons = Comparisons::full(matrix).expect("a matrix");
        for rule in [PriorityRule::Eigenvector, PriorityRule::GeometricMean, PriorityRule::ColumnMean] {
            let found = comparisons.priorities(rule);
            prop_assert!(found.weights.iter().zip(&raw).all(|(found, own)| (found - own / sum).abs() < 1e-9));
            let ratio = consistency::ratio(found.lambda_max, raw.len(), RandomIndex::Saaty1980);
            prop_assert!(ratio.is_ok_and(|ratio| ratio < 1e-9));
        }
    }

    #[test]
    fn priorities_go_with_their_items(upper in proptest::collection::vec(-8..9_i32, 10)) {
        let judged = |at: usize| if upper[at] < 0 { 1.0 / (1.0 - f64::from(upper[at])) } else { 1.0 + f64::from(upper[at]) };
        let rows = [(0..4), (4..7), (7..9), (9..10)].map(|row| row.map(judged).collect::<Vec<f64>>());
        let own = Comparisons::upper(&rows).expect("a matrix");
        let other = Comparisons::full(turned(own.rows())).expect("a matrix");
        for rule in [PriorityRule::Eigenvector, PriorityRule::GeometricMean, PriorityRule::ColumnMean] {
            let (found, mirrored) = (own.priorities(rule), other.priorities(rule));
            prop_assert!(is_whole(&found.weights) && is_mirrored(&found.weights, &mirrored.weights));
            prop_assert!(rule != PriorityRule::Eigenvector || found.lambda_max >= 5.0 - 1e-9);
        }
        let column = columns(own.rows());
        prop_assert!((column[0][1] * column[1][0] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn weights_of_a_group_do_not_depend_on_who_is_asked_first(upper in proptest::collection::vec(proptest::collection::vec(-8..9_i32, 3), 2..6)) {
        let judged = |at: &i32| if *at < 0 { 1.0 / (1.0 - f64::from(*at)) } else { 1.0 + f64::from(*at) };
        let asked = |own: &Vec<i32>| {
            let judged: Vec<f64> = own.iter().map(judged).collect();
            Comparisons::upper(&[judged[..2].to_vec(), judged[2..].to_vec()]).expect("a matrix")
        };
        let all: Vec<Comparisons> = upper.iter().map(asked).collect();
        let turned: Vec<Comparisons> =
            all.iter().rev().map(|own| Comparisons::full(turned(own.rows())).expect("a matrix")).collect();
        for rule in [PriorityRule::Eigenvector, PriorityRule::GeometricMean, PriorityRule::ColumnMean] {
            for group in [GroupRule::Judgements, GroupRule::Priorities] {
                let own = ahp::of_group(&all, rule, group).expect("weights");
                let other = ahp::of_group(&turned, rule, group).expect("weights");
                prop_assert!(is_whole(&own) && is_mirrored(&own, &other), "{rule:?} {group:?} {own:?} {other:?}");
            }
        }
    }

    #[test]
    fn weights_from_scores_are_a_whole_and_go_with_their_items(scores in table(1..11)) {
        let of = |scores: &[Vec<f64>]| {
            let means: Vec<f64> = columns(scores).iter().map(|own| own.iter().sum::<f64>() / own.len() as f64).collect();
            delphi::of_mean_scores(&means).expect("weights")
        };
        let (own, other) = (of(&scores), of(&turned(&scores)));
        prop_assert!(is_whole(&own) && is_mirrored(&own, &other), "{own:?} {other:?}");
    }

    #[test]
    fn combined_weights_are_a_whole_and_go_with_their_items(points in table(1..40)) {
        let sets: Vec<Vec<f64>> =
            points.iter().map(|row| row.iter().map(|own| own / row.iter().sum::<f64>()).collect()).collect();
        for rule in [Combination::Linear, Combination::Multiplicative, Combination::Geometric] {
            let own = combine::weights(&sets, rule, None).expect("weights");
            let other = combine::weights(&turned(&sets), rule, None).expect("weights");
            prop_assert!(is_whole(&own) && is_mirrored(&own, &other), "{rule:?} {own:?} {other:?}");
        }
        // Sets that nearly are one another's have no mixture nearest to all of them; where there is one, it is a whole.
        if let Ok(own) = combine::weights(&sets, Combination::Game, None) {
            prop_assert!(is_whole(&own), "{own:?}");
        }
    }
}
