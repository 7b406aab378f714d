//! The order of entities by their whole score, and how often it is another.

use super::Reweigh;
use crate::scorecard::{EntityIndex, EntityTree};

/// Of more entities no order is told: nobody reads a rank among thousands, and counting ranks would outgrow the rest.
const MOST: usize = 300;

/// The order of the entities of a level.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The share of the draws, 0 to 1, in which at least one entity has another rank than published.
    pub changed: f64,
    /// Each entity that has a score, in the order of the hierarchy.
    pub places: Vec<Place>,
}

/// The rank of an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The entity.
    pub entity: EntityIndex,
    /// As published, from 1; equal scores share a rank.
    pub rank: usize,
    /// The rank that one draw in twenty is better than, and the one that one in twenty is worse than.
    pub range: (usize, usize),
    /// The share of the draws, 0 to 1, in which it has this rank.
    pub kept: f64,
}

/// Entities by level below the top.
pub(super) fn levels(entities: &EntityTree) -> Vec<Vec<EntityIndex>> {
    let mut depths: Vec<usize> = Vec::with_capacity(entities.len());
    let mut levels: Vec<Vec<EntityIndex>> = Vec::new();
    for (index, entity) in entities.indexed() {
        let depth = entity.parent.map_or(0, |parent| depths[parent.0] + 1);
        depths.push(depth);
        if let Some(level) = depth.checked_sub(1) {
            levels.resize(levels.len().max(level + 1), Vec::new());
            levels[level].push(index);
        }
    }
    levels
}

/// Counts ranks draw by draw.
pub(super) struct Tally {
    entities: Vec<EntityIndex>,
    published: Vec<usize>,
    /// By entity, then rank less one: in how many draws.
    counts: Vec<Vec<u32>>,
    changed: u32,
}

impl Tally {
    /// Begins to count; `None` where fewer than two or too many of the level have a score.
    pub(super) fn new<R: Reweigh>(level: &[EntityIndex], all: &[R]) -> Option<Self> {
        let score = |entity: &EntityIndex| all.get(entity.0)?.published().first()?.score;
        let entities: Vec<EntityIndex> = level.iter().copied().filter(|entity| score(entity).is_some()).collect();
        if entities.len() < 2 || entities.len() > MOST {
            return None;
        }
        let scores: Vec<f64> = entities.iter().filter_map(score).collect();
        let counts = vec![vec![0; entities.len()]; entities.len()];
        Some(Self { published: ranks(&scores), entities, counts, changed: 0 })
    }

    /// One draw: the whole score of every entity of the tree.
    pub(super) fn add(&mut self, whole: &[Option<f64>]) {
        let scores: Vec<f64> = self.entities.iter().map(|entity| whole[entity.0].unwrap_or(0.0)).collect();
        let drawn = ranks(&scores);
        for (counts, rank) in self.counts.iter_mut().zip(&drawn) {
            counts[rank - 1] += 1;
        }
        self.changed += u32::from(drawn != self.published);
    }

    /// What the counts say.
    pub(super) fn order(self, samples: u32) -> Order {
        let share = |count: u32| f64::from(count) / f64::from(samples);
        let places = self.entities.iter().zip(&self.published).zip(&self.counts).map(|((entity, rank), counts)| {
            let range = (quantile(counts, samples, 0.05), quantile(counts, samples, 0.95));
            Place { entity: *entity, rank: *rank, range, kept: share(counts[rank - 1]) }
        });
        Order { changed: share(self.changed), places: places.collect() }
    }
}

/// The rank of each score: one more than how many are higher.
fn ranks(scores: &[f64]) -> Vec<usize> {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|one, other| other.total_cmp(one));
    scores.iter().map(|score| 1 + sorted.partition_point(|other| other > score)).collect()
}

/// The rank that at least this share of the draws does not exceed.
fn quantile(counts: &[u32], samples: u32, share: f64) -> usize {
    let wanted = (f64::from(samples) * share).ceil().max(1.0);
    let mut seen = 0.0;
    let reached = |count: &u32| {
        seen += f64::from(*count);
        seen >= wanted
    };
    counts.iter().position(reached).map_or(counts.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_share_a_rank() {
        assert_eq!(ranks(&[70.0, 90.0, 70.0, 60.0]), [2, 1, 2, 4]);
    }

    #[test]
    fn a_range_leaves_one_in_twenty_on_either_side() {
        // Of 100 draws: 4 first, 90 second, 6 third.
        assert_eq!((quantile(&[4, 90, 6], 100, 0.05), quantile(&[4, 90, 6], 100, 0.95)), (2, 3));
        assert_eq!((quantile(&[5, 90, 5], 100, 0.05), quantile(&[5, 90, 5], 100, 0.95)), (1, 2));
    }
}
