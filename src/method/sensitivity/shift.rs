//! One weight at a time: a fifth less and a fifth more, and how far it must go before a status changes.
//!
//! The siblings of a weight keep their proportions and share what it leaves. Along one weight a score only rises or
//! only falls, and the caps of critical children with it, so a status that has changed does not change back: halving
//! the interval finds the very first change, to the precision of a float, in any graph and with any roll-up. The fuzzy
//! operators of an assessment other than the weighted mean do not promise that: there the way is looked over in
//! [`STEPS`] steps first, and a status that changes and changes back between two of them goes unseen.

use super::Reweigh;
use crate::evaluate::reweigh::{Part, Stand};
use crate::scorecard::{NodeIndex, Status};

/// How far each weight is moved, as a share of itself.
const BY: f64 = 0.2;

/// Weights stay this far from 0 and from 1: a weight of 0 is another scorecard.
const EDGE: f64 = 1e-6;

/// Halvings of an interval of at most 1: its width is then below 2⁻⁴⁸.
const HALVINGS: u32 = 48;

/// Steps over which a weight moves where a score may rise and fall again.
const STEPS: u32 = 100;

/// Effects below this many points are none.
const NO_EFFECT: f64 = 1e-9;

/// What one weight does to a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// Whose weight.
    pub child: NodeIndex,
    /// In which parent.
    pub parent: NodeIndex,
    /// The weight among the siblings that have a score, 0 to 1.
    pub share: f64,
    /// The score with a fifth less weight.
    pub less: f64,
    /// The score with a fifth more.
    pub more: f64,
}

impl Swing {
    /// How far apart the two scores are.
    pub fn span(&self) -> f64 {
        (self.more - self.less).abs()
    }
}

/// The change of one weight that changes a status.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tipping {
    /// Whose weight.
    pub child: NodeIndex,
    /// In which parent.
    pub parent: NodeIndex,
    /// The weight among the siblings that have a score, 0 to 1.
    pub share: f64,
    /// The weight at which the status is another for the first time.
    pub needed: f64,
    /// The status it then has.
    pub status: Status,
}

impl Tipping {
    /// How much weight has to move, 0 to 1.
    pub fn moved(&self) -> f64 {
        (self.needed - self.share).abs()
    }
}

/// One weight that can be moved.
#[derive(Clone, Copy)]
struct Lever {
    parent: usize,
    part: Part,
}

/// Tries weights without making new room every time.
struct Bench<'a, R> {
    reweighing: &'a R,
    factors: Vec<f64>,
    stands: Vec<Stand>,
}

impl<'a, R: Reweigh> Bench<'a, R> {
    fn new(reweighing: &'a R) -> Self {
        let edges = reweighing.joints().iter().flat_map(|joint| &joint.parts).map(|part| part.edge + 1).max();
        Self { reweighing, factors: vec![1.0; edges.unwrap_or(0)], stands: Vec::new() }
    }

    /// How everything stands with one weight at `share` of its parent.
    fn at(&mut self, part: Part, share: f64) -> &[Stand] {
        let share = share.clamp(EDGE, 1.0 - EDGE);
        self.factors[part.edge] = (share / (1.0 - share)) / (part.share / (1.0 - part.share));
        self.reweighing.stand(&self.factors, &mut self.stands);
        self.factors[part.edge] = 1.0;
        &self.stands
    }
}

/// The weights that have a sibling to take from or give to.
fn levers(reweighing: &impl Reweigh) -> Vec<Lever> {
    let joints = reweighing.joints().iter().rev().filter(|joint| joint.parts.len() > 1);
    joints.flat_map(|joint| joint.parts.iter().map(|part| Lever { parent: joint.node, part: *part })).collect()
}

/// The effect of every weight on every score, by node; the largest first.
pub(super) fn swings(reweighing: &impl Reweigh) -> Vec<Vec<Swing>> {
    let mut found: Vec<Vec<Swing>> = vec![Vec::new(); reweighing.published().len()];
    let mut bench = Bench::new(reweighing);
    for Lever { parent, part } in levers(reweighing) {
        let less = bench.at(part, part.share * (1.0 - BY)).to_vec();
        let more = bench.at(part, part.share * (1.0 + BY));
        for joint in reweighing.joints() {
            let (Some(less), Some(more)) = (less[joint.node].score, more[joint.node].score) else { continue };
            let (child, parent) = (NodeIndex(part.child), NodeIndex(parent));
            let swing = Swing { child, parent, share: part.share, less, more };
            if swing.span() > NO_EFFECT {
                found[joint.node].push(swing);
            }
        }
    }
    for swings in &mut found {
        swings.sort_by(|one, other| other.span().total_cmp(&one.span()));
    }
    found
}

/// The smallest change of one weight that gives a node another status, by node.
pub(super) fn tippings(reweighing: &impl Reweigh) -> Vec<Option<Tipping>> {
    let mut found: Vec<Option<Tipping>> = vec![None; reweighing.published().len()];
    let mut bench = Bench::new(reweighing);
    for lever in levers(reweighing) {
        for end in [EDGE, 1.0 - EDGE] {
            for end in stops(lever.part.share, end, reweighing.is_monotone()) {
                let far = bench.at(lever.part, end).to_vec();
                for joint in reweighing.joints() {
                    let published = reweighing.published()[joint.node].status;
                    if far[joint.node].status != published {
                        nearer(&mut bench, lever, (joint.node, published), end, &mut found[joint.node]);
                    }
                }
            }
        }
    }
    found
}

/// Where to look on the way from a share to `end`, the nearest first.
fn stops(share: f64, end: f64, is_monotone: bool) -> Vec<f64> {
    if is_monotone {
        return vec![end];
    }
    (1..=STEPS).map(|step| share + (end - share) * f64::from(step) / f64::from(STEPS)).collect()
}

/// Puts in place of `best` what this weight does, if it changes the status sooner.
fn nearer(
    bench: &mut Bench<impl Reweigh>,
    lever: Lever,
    (node, status): (usize, Status),
    end: f64,
    best: &mut Option<Tipping>,
) {
    let Lever { parent, part } = lever;
    let reach = best.as_ref().map_or(f64::INFINITY, Tipping::moved).min((end - part.share).abs());
    let mut stays = part.share;
    let mut needed = part.share + reach.copysign(end - part.share);
    if bench.at(part, needed)[node].status == status {
        return;
    }
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(stays, needed);
        if bench.at(part, middle)[node].status == status {
            stays = middle;
        } else {
            needed = middle;
        }
    }
    let status = bench.at(part, needed)[node].status;
    let tipping =
        Tipping { child: NodeIndex(part.child), parent: NodeIndex(parent), share: part.share, needed, status };
    if best.as_ref().is_none_or(|best| tipping.moved() < best.moved()) {
        *best = Some(tipping);
    }
}
