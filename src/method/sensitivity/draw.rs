//! All weights drawn at once, many times: how often a status changes, and how far scores spread.

use super::Reweigh;
use super::order::{self, Order, Tally};
use crate::evaluate::reweigh::Stand;
use crate::method::random::Random;
use crate::scorecard::{Edge, EntityTree, Sensitivity, Status};

/// What the draws gave.
pub(super) struct Drawn {
    /// By entity, then node.
    pub(super) changed: Vec<Vec<Option<f64>>>,
    /// By node of the top: the 5th and the 95th percentile of its score.
    pub(super) ranges: Vec<Option<(f64, f64)>>,
    /// By level below the top.
    pub(super) orders: Vec<Option<Order>>,
}

/// An edge whose weight is drawn: its number, counted over nodes and their edges, and its share of its parent.
struct Drawable {
    edge: usize,
    share: f64,
}

/// Draws as many sets of weights as the trial says, each for all entities alike.
pub(super) fn all<R: Reweigh>(edges: &[&[Edge]], entities: &EntityTree, all: &[R], trial: &Sensitivity) -> Drawn {
    let drawable = drawable(edges);
    let mut factors = vec![1.0; edges.iter().map(|own| own.len()).sum()];
    let mut other: Vec<Vec<u32>> = vec![vec![0; edges.len()]; all.len()];
    let mut spread: Vec<Vec<f64>> = vec![Vec::new(); edges.len()];
    let mut tallies: Vec<Option<Tally>> = order::levels(entities).iter().map(|level| Tally::new(level, all)).collect();
    let mut stands: Vec<Stand> = Vec::new();
    let mut whole = vec![None; all.len()];
    for number in 0..trial.samples {
        draw(&drawable, trial, number, &mut factors);
        for (entity, reweighing) in all.iter().enumerate() {
            reweighing.stand(&factors, &mut stands);
            count(reweighing, &stands, &mut other[entity]);
            whole[entity] = stands.first().and_then(|root| root.score);
            if entity == EntityTree::TOP.0 {
                keep(reweighing, &stands, &mut spread);
            }
        }
        tallies.iter_mut().flatten().for_each(|tally| tally.add(&whole));
    }
    let changed = all.iter().zip(&other).map(|(reweighing, other)| shares(reweighing, other, trial.samples));
    Drawn {
        changed: changed.collect(),
        ranges: spread.into_iter().map(range).collect(),
        orders: tallies.into_iter().map(|tally| tally.map(|tally| tally.order(trial.samples))).collect(),
    }
}

/// The edges that have a sibling to take weight from.
fn drawable(edges: &[&[Edge]]) -> Vec<Drawable> {
    let mut found = Vec::new();
    let mut edge = 0;
    for own in edges {
        let has_siblings = own.iter().filter(|edge| edge.weight > 0.0).count() > 1;
        for written in *own {
            if has_siblings && written.weight > 0.0 {
                found.push(Drawable { edge, share: written.weight });
            }
            edge += 1;
        }
    }
    found
}

/// A draw from the Dirichlet distribution around the weights as written, as factors on them.
///
/// Its shares are gamma draws divided by their sum; the roll-up divides by the sum itself.
fn draw(drawable: &[Drawable], trial: &Sensitivity, number: u32, factors: &mut [f64]) {
    let mut random = Random::stream(trial.seed, u64::from(number));
    for Drawable { edge, share } in drawable {
        let shape = trial.concentration * share;
        // A weight so small that its draw is lost among the digits keeps a trace of itself: factors are positive.
        factors[*edge] = (random.gamma(shape) / shape).max(1e-12);
    }
}

fn count(reweighing: &impl Reweigh, stands: &[Stand], other: &mut [u32]) {
    for joint in reweighing.joints() {
        other[joint.node] += u32::from(stands[joint.node].status != reweighing.published()[joint.node].status);
    }
}

fn keep(reweighing: &impl Reweigh, stands: &[Stand], spread: &mut [Vec<f64>]) {
    for joint in reweighing.joints() {
        spread[joint.node].extend(stands[joint.node].score);
    }
}

fn shares(reweighing: &impl Reweigh, other: &[u32], samples: u32) -> Vec<Option<f64>> {
    let mut shares = vec![None; other.len()];
    for joint in reweighing.joints() {
        let known = reweighing.published()[joint.node].status;
        shares[joint.node] = (known != Status::NoData).then(|| f64::from(other[joint.node]) / f64::from(samples));
    }
    shares
}

/// The 5th and the 95th percentile, by nearest rank.
fn range(mut scores: Vec<f64>) -> Option<(f64, f64)> {
    scores.sort_by(f64::total_cmp);
    let at = |share: f64| scores.get(((scores.len() as f64 * share).ceil() as usize).saturating_sub(1)).copied();
    Some((at(0.05)?, at(0.95)?))
}
