//! How far right every objective and channel stands.

use std::collections::BTreeMap;

use super::graph::{Item, Layers};
use crate::chart::label;

/// Between two items of a row, in pixels, where there is little room.
pub(super) const GAP: f64 = 28.0;
/// Where there is much.
const WIDEST_GAP: f64 = 64.0;
/// The widest an objective becomes.
const WIDEST: f64 = 216.0;
/// The widest a channel becomes.
const CHANNEL: f64 = 14.0;
/// Rounds of drawing items towards what they are joined to.
const ROUNDS: usize = 6;

/// Where items stand: the left edge of each and the widths of both kinds.
pub(super) struct Places {
    left: BTreeMap<Item, f64>,
    node: f64,
    channel: f64,
    gap: f64,
}

impl Places {
    /// Sets the rows between `low` and `high`, each item near the mean of what it is joined to.
    pub(super) fn of(layers: &Layers, low: f64, high: f64) -> Self {
        let mut places = Self::widths(layers, high - low);
        places.widen(layers, high - low);
        for (_, row) in &layers.rows {
            let total: f64 = row.iter().map(|item| places.width(*item)).sum();
            let spare = (high - low - total) / row.len().max(1) as f64;
            let mut left = low + spare / 2.0;
            for item in row {
                places.left.insert(*item, left);
                left += places.width(*item) + spare;
            }
        }
        for round in 0..ROUNDS {
            let forward = round % 2 == 0;
            for step in 0..layers.rows.len() {
                let row = if forward { step } else { layers.rows.len() - 1 - step };
                places.draw_together(layers, row, (low, high));
            }
        }
        places
    }

    /// Objectives as wide as the fullest row allows; where there are many channels they and the gaps shrink first.
    fn widths(layers: &Layers, room: f64) -> Self {
        let mut places = Self { left: BTreeMap::new(), node: WIDEST, channel: CHANNEL, gap: GAP };
        for (_, row) in &layers.rows {
            let channels = row.iter().filter(|item| matches!(item, Item::Channel { .. })).count() as f64;
            let nodes = row.len() as f64 - channels;
            // Two fifths of the room at least belong to the objectives.
            let between = (channels * CHANNEL + (row.len() as f64 - 1.0) * GAP).max(0.0);
            let shrink = (room * 0.5 / between.max(1.0)).min(1.0);
            places.channel = places.channel.min(CHANNEL * shrink);
            places.gap = places.gap.min(GAP * shrink);
            if nodes > 0.0 {
                places.node = places.node.min((room - between * shrink) / nodes);
            }
        }
        places
    }

    /// Widens the gaps as far as every row allows.
    fn widen(&mut self, layers: &Layers, room: f64) {
        let gaps = layers.rows.iter().filter(|(_, row)| row.len() > 1).map(|(_, row)| {
            let total: f64 = row.iter().map(|item| self.width(*item)).sum();
            (room - total) / (row.len() as f64 - 1.0)
        });
        self.gap = gaps.fold(WIDEST_GAP, f64::min).max(self.gap);
    }

    /// Moves the items of a row towards what they are joined to, in their order and without overlap.
    fn draw_together(&mut self, layers: &Layers, row: usize, (low, high): (f64, f64)) {
        let wanted = |item: Item| {
            let joined = layers.segments.iter().filter_map(|segment| match (segment.lower, segment.upper) {
                (lower, upper) if lower == item => Some(upper),
                (lower, upper) if upper == item => Some(lower),
                _ => None,
            });
            let centres: Vec<f64> = joined.map(|other| self.centre(other)).collect();
            let centre =
                if centres.is_empty() { self.centre(item) } else { centres.iter().sum::<f64>() / centres.len() as f64 };
            (centre - self.width(item) / 2.0, self.width(item))
        };
        let items = &layers.rows[row].1;
        let blocks: Vec<(f64, f64)> = items.iter().map(|item| wanted(*item)).collect();
        for (item, left) in items.iter().zip(label::spread(&blocks, self.gap, low, high)) {
            self.left.insert(*item, left);
        }
    }

    /// The width of an item in pixels.
    pub(super) fn width(&self, item: Item) -> f64 {
        if matches!(item, Item::Node(_)) { self.node } else { self.channel }
    }

    /// The left edge of an item.
    pub(super) fn left(&self, item: Item) -> f64 {
        self.left.get(&item).copied().unwrap_or_default()
    }

    /// The middle of an item.
    pub(super) fn centre(&self, item: Item) -> f64 {
        self.left(item) + self.width(item) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::map::graph::{Graph, tests::map};

    #[test]
    fn an_effect_stands_over_the_middle_of_its_causes() {
        let map = map(&["a", "b c"], &["ba", "ca"]);
        let layers = Layers::of(&Graph::of(&map), 4);
        let places = Places::of(&layers, 0.0, 1000.0);
        let middle = f64::midpoint(places.centre(Item::Node(1)), places.centre(Item::Node(2)));
        assert!((places.centre(Item::Node(0)) - middle).abs() < 1.0);
    }

    #[test]
    fn items_never_overlap_nor_leave_the_frame() {
        let map = map(&["a b c d", "e", "f g h i j", "k l m"], &["ka", "kb", "kc", "ld", "ma", "fe", "md", "jb", "le"]);
        let mut layers = Layers::of(&Graph::of(&map), 5);
        super::super::order::sort(&mut layers);
        let places = Places::of(&layers, 100.0, 900.0);
        for (_, row) in &layers.rows {
            for pair in row.windows(2) {
                assert!(places.left(pair[0]) + places.width(pair[0]) <= places.left(pair[1]) + 0.01);
            }
            for item in row {
                assert!(places.left(*item) >= 99.99 && places.left(*item) + places.width(*item) <= 900.01);
            }
        }
    }
}
