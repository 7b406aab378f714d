//! Shares a change out among its causes, exactly.
//!
//! With n causes there are 2ⁿ mixtures of the old and the new state. The share of a cause is what it changes, averaged
//! over all orders in which the causes could have come about (Shapley 1953): the shares sum to the whole change, none
//! depends on an order somebody chose, and a cause that changes nothing has none.

use serde::{Deserialize, Serialize};

/// What can move a score between two editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The files a measure reads hold something else.
    Data,
    /// The query, a model it reads, or a value stated in the book was changed.
    Query,
    /// Target, baseline, thresholds or curve were changed.
    Target,
    /// Weights were changed, or something was added or taken out.
    Weights,
    /// How scores and values are put together: roll-up, minimum coverage, aggregation, carrying forward, the tool.
    Policy,
    /// Data and definition of one measure both changed, and only the two books could tell them apart.
    Together,
}

impl Cause {
    /// Every cause, in the order they are told.
    pub const ALL: [Self; 6] = [Self::Data, Self::Query, Self::Target, Self::Weights, Self::Policy, Self::Together];

    /// Its name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Query => "query",
            Self::Target => "target",
            Self::Weights => "weights",
            Self::Policy => "policy",
            Self::Together => "together",
        }
    }

    /// The word for it on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Query => "SQL",
            Self::Target => "target or curve",
            Self::Weights => "weights",
            Self::Policy => "policy",
            Self::Together => "data and definition",
        }
    }
}

/// Which causes have come about: one mixture of the old and the new state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mixture(pub(super) usize);

impl Mixture {
    /// All of them, by number; the first is all old, the last all new.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..1 << Cause::ALL.len()).map(Self)
    }

    /// Whether a cause has come about.
    pub(super) fn has(self, cause: Cause) -> bool {
        self.0 & (1 << cause as usize) != 0
    }
}

/// The share of each cause in the change from the first to the last of `values`, which stand in the order of
/// [`Mixture::all`]; in the order of [`Cause::ALL`].
pub(super) fn shares(values: &[f64]) -> [f64; Cause::ALL.len()] {
    let count = Cause::ALL.len();
    let mut shares = [0.0; Cause::ALL.len()];
    for (at, share) in shares.iter_mut().enumerate() {
        let without = (0..values.len()).filter(|mixture| mixture & (1 << at) == 0);
        *share = without.map(|m| weight(m.count_ones() as usize, count) * (values[m | (1 << at)] - values[m])).sum();
    }
    shares
}

/// The share of orders in which exactly these `before` causes come before one of `count`: b! (n − b − 1)! / n!
fn weight(before: usize, count: usize) -> f64 {
    let factorial = |n: usize| (1..=n).map(|i| i as f64).product::<f64>();
    factorial(before) * factorial(count - before - 1) / factorial(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_sum_to_the_change_and_idle_causes_have_none() {
        // The value is data × weights + target: data 2 → 3, weights 10 → 20, target 0 → 1.
        let of = |mixture: Mixture| {
            let pick = |cause, old, new| if mixture.has(cause) { new } else { old };
            pick(Cause::Data, 2.0, 3.0) * pick(Cause::Weights, 10.0, 20.0) + pick(Cause::Target, 0.0, 1.0)
        };
        let values: Vec<f64> = Mixture::all().map(of).collect();
        let shares = shares(&values);
        // Data: the mean of (3−2)·10 and (3−2)·20; weights: of 2·10 and 3·10.
        assert!((shares[0] - 15.0).abs() < 1e-9 && (shares[3] - 25.0).abs() < 1e-9, "{shares:?}");
        assert!((shares[2] - 1.0).abs() < 1e-9 && shares[1].abs() < 1e-12 && shares[4].abs() < 1e-12);
        assert!((shares.iter().sum::<f64>() - 41.0).abs() < 1e-9);
    }
}
