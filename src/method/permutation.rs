//! The exact distribution of S in Kendall's W for small panels.
//!
//! Under the hypothesis that every expert ranks at random, each order of his own ranks is as likely as any other. Rank
//! sums are built up expert by expert; two sets of sums that hold the same numbers in another order stay alike
//! whatever follows, so they are counted together.

use std::collections::BTreeMap;

use super::kendall;

/// Additions worth making; beyond them chi-square must do.
const MOST_STEPS: usize = 150_000;

/// Longest ranking whose orders are listed.
const MOST_ITEMS: usize = 6;

/// How likely an S as large as this one is; `None` where there are too many orders to count.
pub(super) fn probability(ranks: &[Vec<f64>], s: f64) -> Option<f64> {
    let items = ranks.first()?.len();
    if items > MOST_ITEMS {
        return None;
    }
    let mut sums: BTreeMap<Vec<i64>, f64> = BTreeMap::from([(vec![0; items], 1.0)]);
    let mut steps = 0;
    for row in ranks {
        let orders = orders(&halves(row));
        steps += sums.len() * orders.len();
        if steps > MOST_STEPS {
            return None;
        }
        sums = joined(&sums, &orders);
    }
    let is_as_large = |sums: &[i64]| {
        let sums: Vec<f64> = sums.iter().map(|sum| *sum as f64 / 2.0).collect();
        kendall::deviation(&sums, ranks.len() as f64) >= s - 1e-9
    };
    Some(sums.iter().filter(|(sums, _)| is_as_large(sums)).map(|(_, share)| share).sum::<f64>().min(1.0))
}

/// Mean ranks are halves; twice as large they are whole numbers, which add without error.
fn halves(ranks: &[f64]) -> Vec<i64> {
    ranks.iter().map(|rank| (rank * 2.0).round() as i64).collect()
}

/// Every different order with its probability.
fn orders(ranks: &[i64]) -> BTreeMap<Vec<i64>, f64> {
    let mut found: BTreeMap<Vec<i64>, f64> = BTreeMap::from([(Vec::new(), 1.0)]);
    for _ in ranks {
        let mut longer = BTreeMap::new();
        for (order, share) in &found {
            let mut left = ranks.to_vec();
            for taken in order {
                if let Some(at) = left.iter().position(|rank| rank == taken) {
                    left.swap_remove(at);
                }
            }
            for next in &left {
                let order: Vec<i64> = order.iter().copied().chain([*next]).collect();
                *longer.entry(order).or_insert(0.0) += share / left.len() as f64;
            }
        }
        found = longer;
    }
    found
}

fn joined(sums: &BTreeMap<Vec<i64>, f64>, orders: &BTreeMap<Vec<i64>, f64>) -> BTreeMap<Vec<i64>, f64> {
    let mut joined = BTreeMap::new();
    for (sums, before) in sums {
        for (order, share) in orders {
            let mut sums: Vec<i64> = sums.iter().zip(order).map(|(sum, rank)| sum + rank).collect();
            sums.sort_unstable();
            *joined.entry(sums).or_insert(0.0) += before * share;
        }
    }
    joined
}
