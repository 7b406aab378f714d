//! The order within rows: barycentre sweeps (Sugiyama, Tagawa and Toda 1981), the best order met is kept.

use std::collections::BTreeMap;

use super::graph::{Item, Layers};

/// Sweeps down and up. More change nothing on maps of this size.
const SWEEPS: usize = 12;

/// Orders every row so that few arrows cross. The same map always gets the same order.
pub(super) fn sort(layers: &mut Layers) {
    let mut best = (crossings(layers), rows(layers));
    for sweep in 0..SWEEPS {
        if best.0 == 0 {
            break;
        }
        let down = sweep % 2 == 0;
        let count = layers.rows.len();
        for step in 1..count {
            let (row, beside) = if down { (step, step - 1) } else { (count - 1 - step, count - step) };
            by_barycentre(layers, row, beside);
        }
        let crossings = crossings(layers);
        if crossings < best.0 {
            best = (crossings, rows(layers));
        }
    }
    for ((_, row), kept) in layers.rows.iter_mut().zip(best.1) {
        *row = kept;
    }
    swap_neighbours(layers, best.0);
}

/// Swaps neighbours while that leaves fewer crossings than the `fewest` so far.
fn swap_neighbours(layers: &mut Layers, mut fewest: usize) {
    for _ in 0..SWEEPS {
        let before = fewest;
        for row in 0..layers.rows.len() {
            for at in 1..layers.rows[row].1.len() {
                layers.rows[row].1.swap(at - 1, at);
                let now = crossings(layers);
                if now < fewest {
                    fewest = now;
                } else {
                    layers.rows[row].1.swap(at - 1, at);
                }
            }
        }
        if fewest == before || fewest == 0 {
            break;
        }
    }
}

fn rows(layers: &Layers) -> Vec<Vec<Item>> {
    layers.rows.iter().map(|(_, row)| row.clone()).collect()
}

/// The place of each item in a row.
fn places(row: &[Item]) -> BTreeMap<Item, usize> {
    row.iter().enumerate().map(|(at, item)| (*item, at)).collect()
}

/// Sorts a row by the mean place of what its items are joined to in the row beside it.
fn by_barycentre(layers: &mut Layers, row: usize, beside: usize) {
    let joined = places(&layers.rows[beside].1);
    let mut sums: BTreeMap<Item, (f64, f64)> = BTreeMap::new();
    for segment in &layers.segments {
        for (item, other) in [(segment.lower, segment.upper), (segment.upper, segment.lower)] {
            if let Some(place) = joined.get(&other).filter(|_| layers.row(item) == row) {
                let (sum, count) = sums.get(&item).copied().unwrap_or_default();
                sums.insert(item, (sum + *place as f64, count + 1.0));
            }
        }
    }
    // Items joined to nothing keep their share of the row.
    let (own, other) = (layers.rows[row].1.len().max(1) as f64, joined.len().max(1) as f64);
    let mut keyed: Vec<(f64, Item)> = Vec::new();
    for (at, item) in layers.rows[row].1.iter().enumerate() {
        let kept = (at as f64 + 0.5) / own * other - 0.5;
        keyed.push((sums.get(item).map_or(kept, |(sum, count)| sum / count), *item));
    }
    keyed.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    layers.rows[row].1 = keyed.into_iter().map(|(_, item)| item).collect();
}

/// How many pairs of arrow pieces cross.
pub(super) fn crossings(layers: &Layers) -> usize {
    let places: BTreeMap<Item, usize> = layers.rows.iter().flat_map(|(_, row)| places(row)).collect();
    let mut by_row: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for segment in &layers.segments {
        if let (Some(lower), Some(upper)) = (places.get(&segment.lower), places.get(&segment.upper)) {
            by_row.entry(layers.row(segment.lower)).or_default().push((*lower, *upper));
        }
    }
    by_row
        .values()
        .map(|pieces| pieces.iter().enumerate().map(|(at, piece)| crossed(*piece, &pieces[at + 1..])).sum::<usize>())
        .sum()
}

fn crossed((lower, upper): (usize, usize), others: &[(usize, usize)]) -> usize {
    let cross = |(other_lower, other_upper): &&(usize, usize)| {
        (lower < *other_lower && upper > *other_upper) || (lower > *other_lower && upper < *other_upper)
    };
    others.iter().filter(cross).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::map::graph::{Graph, tests::map};

    #[test]
    fn two_crossing_arrows_are_untangled() {
        let map = map(&["a b", "c d"], &["cb", "da"]);
        let mut layers = Layers::of(&Graph::of(&map), 4);
        assert_eq!(crossings(&layers), 1);
        sort(&mut layers);
        assert_eq!(crossings(&layers), 0);
    }

    #[test]
    fn an_order_without_crossings_is_left_as_written() {
        let map = map(&["a b", "c d e"], &["ca", "eb"]);
        let mut layers = Layers::of(&Graph::of(&map), 4);
        let before = rows(&layers);
        sort(&mut layers);
        assert_eq!(rows(&layers), before);
    }
}
