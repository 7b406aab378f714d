//! How the firmness of scores is tried: what is drawn in place of the weights as written, and what counts as close.

/// A trial of other weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sensitivity {
    /// How many sets of weights are drawn.
    pub samples: u32,
    /// Where the draws begin: the same seed draws the same weights, on every machine.
    pub seed: u64,
    /// How closely drawn weights keep to those written; more is closer.
    pub concentration: f64,
    /// A status that changes in more than this share of the draws, 0 to 1, is a close call.
    pub close_call: f64,
}

impl Sensitivity {
    /// The most sets of weights one may ask for.
    pub const MOST_SAMPLES: u32 = 10_000;
}

impl Default for Sensitivity {
    /// With a concentration of 100 a weight of 25 % is drawn between 21 % and 29 % two times in three.
    fn default() -> Self {
        Self { samples: 1000, seed: 1, concentration: 100.0, close_call: 0.1 }
    }
}
