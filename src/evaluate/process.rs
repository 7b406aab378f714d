//! Whether a measure moves by more than its own noise: natural process limits and detection rules after Wheeler.
//!
//! The individual values and moving range chart (`XmR`) of D. J. Wheeler, "Understanding Variation" (1993) and
//! "Making Sense of Data" (2003): limits at the mean ± 2.66 × the mean moving range, where 2.66 is 3 ÷ 1.128, three
//! sigma by the bias correction d₂ for ranges of two. Of his detection rules the three that do not need more than
//! the limits are used: a point beyond a limit; three of four successive values nearer to the same limit than to the
//! mean; eight successive values on the same side of the mean.
//!
//! The chart's other half, the moving ranges, has the upper limit 3.268 × the mean moving range (D₄ for ranges of two). It
//! judges a step whatever the level, so it still tells something where a trend makes the limits about a mean fire always.

/// Wheeler's scaling factor for limits of individual values.
const FACTOR: f64 = 2.66;
/// Wheeler's scaling factor for the upper limit of moving ranges.
const RANGE_FACTOR: f64 = 3.268;
/// Limits from fewer values than this say little.
pub const LEAST: usize = 8;
/// Limits are computed from this many values at most: the first ones. Later values are judged by them.
pub const BASE: usize = 24;
/// So many successive values on one side of the mean are no accident.
const RUN: usize = 8;
/// Relative to the mean: what binary arithmetic may add is no move.
const TINY: f64 = 1e-9;

/// The range within which values move by themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Mean − 2.66 × mean moving range.
    pub low: f64,
    /// The mean of the values the limits come from.
    pub mean: f64,
    /// Mean + 2.66 × mean moving range.
    pub high: f64,
    /// From how many values they come: the first ones.
    pub count: usize,
}

/// Why there are no limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoLimits {
    /// Fewer than [`LEAST`] values; how many there are.
    TooFew(usize),
    /// All values the limits would come from are the same.
    NoVariation,
}

/// Which side of the mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Below it.
    Low,
    /// Above it.
    High,
}

/// What says that a value is more than noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The value lies beyond a limit.
    Outside(Side),
    /// Three of the last four values, this one among them, lie nearer to the same limit than to the mean.
    NearLimit(Side),
    /// This value and the seven before lie on the same side of the mean.
    Run(Side),
}

impl Rule {
    /// Which side of the mean the value lies on.
    pub fn side(self) -> Side {
        match self {
            Self::Outside(side) | Self::NearLimit(side) | Self::Run(side) => side,
        }
    }
}

impl Limits {
    /// The limits of values in the order they were observed, from the first [`BASE`] of them.
    ///
    /// # Errors
    /// Says why there are none: too few values, or none that differ.
    pub fn of(values: &[f64]) -> Result<Self, NoLimits> {
        let base = &values[..values.len().min(BASE)];
        if base.len() < LEAST {
            return Err(NoLimits::TooFew(base.len()));
        }
        let mean = base.iter().sum::<f64>() / base.len() as f64;
        let ranges = base.windows(2).map(|pair| (pair[1] - pair[0]).abs());
        let range = ranges.sum::<f64>() / (base.len() - 1) as f64;
        let reach = FACTOR * range;
        if !reach.is_finite() || reach <= mean.abs() * TINY {
            return Err(NoLimits::NoVariation);
        }
        Ok(Self { low: mean - reach, mean, high: mean + reach, count: base.len() })
    }

    /// For each value the rule that fires at it, the strongest first; `None` where it may be noise.
    pub fn signals(&self, values: &[f64]) -> Vec<Option<Rule>> {
        (0..values.len()).map(|at| self.signal(&values[..=at])).collect()
    }

    /// The rule that fires at the last of some values.
    pub fn signal(&self, values: &[f64]) -> Option<Rule> {
        let last = *values.last()?;
        let side = self.side(last)?;
        if self.is_outside(last) {
            return Some(Rule::Outside(side));
        }
        let near = |value: &&f64| self.is_near(**value) && self.side(**value) == Some(side);
        let four = values.len().checked_sub(4).map(|from| &values[from..]);
        if near(&&last) && four.is_some_and(|four| four.iter().filter(near).count() >= 3) {
            return Some(Rule::NearLimit(side));
        }
        let run = values.iter().rev().take_while(|value| self.side(**value) == Some(side)).count();
        (run >= RUN).then_some(Rule::Run(side))
    }

    /// The largest step from one value to the next that may be noise.
    pub fn largest_step(&self) -> f64 {
        (self.high - self.mean) / FACTOR * RANGE_FACTOR
    }

    fn slack(&self) -> f64 {
        self.mean.abs() * TINY
    }

    fn side(&self, value: f64) -> Option<Side> {
        match value - self.mean {
            gap if gap > self.slack() => Some(Side::High),
            gap if gap < -self.slack() => Some(Side::Low),
            _ => None,
        }
    }

    fn is_outside(&self, value: f64) -> bool {
        value > self.high + self.slack() || value < self.low - self.slack()
    }

    /// Nearer to a limit than to the mean: beyond the middle between them.
    fn is_near(&self, value: f64) -> bool {
        (value - self.mean).abs() > (self.high - self.mean) / 2.0 + self.slack()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: mean 92 ÷ 8 = 11.5; moving ranges 2, 1, 2, 1, 1, 1, 3 with mean 11 ÷ 7; 2.66 × 11 ÷ 7 = 4.18.
    const VALUES: [f64; 8] = [10.0, 12.0, 11.0, 13.0, 12.0, 11.0, 10.0, 13.0];

    fn near(actual: f64, expected: f64) -> bool {
        (actual - expected).abs() < 1e-9
    }

    /// By hand: 3.268 × 11 ÷ 7 = 5.135.
    #[test]
    fn the_largest_step_is_3_268_mean_moving_ranges() {
        assert!((Limits::of(&VALUES).expect("limits").largest_step() - 5.1354).abs() < 1e-4);
    }

    #[test]
    fn limits_are_the_mean_and_2_66_mean_moving_ranges() {
        let limits = Limits::of(&VALUES).expect("limits");
        assert!(near(limits.mean, 11.5) && near(limits.low, 7.32) && near(limits.high, 15.68), "{limits:?}");
        assert_eq!(limits.count, 8);
    }

    #[test]
    fn limits_come_from_the_first_24_values() {
        let mut values: Vec<f64> = VALUES.iter().copied().cycle().take(24).collect();
        let first = Limits::of(&values).expect("limits");
        values.extend([90.0; 12]);
        assert_eq!(Limits::of(&values), Ok(first));
        assert_eq!(first.count, 24);
    }

    #[test]
    fn few_and_equal_values_have_no_limits() {
        assert_eq!(Limits::of(&VALUES[..7]), Err(NoLimits::TooFew(7)));
        assert_eq!(Limits::of(&[]), Err(NoLimits::TooFew(0)));
        assert_eq!(Limits::of(&[0.1; 30]), Err(NoLimits::NoVariation));
        assert_eq!(Limits::of(&[f64::MAX, f64::MIN].repeat(4)), Err(NoLimits::NoVariation));
    }

    /// Limits 0 to 20 about 10: nearer to a limit is below 5 or above 15.
    const TEN: Limits = Limits { low: 0.0, mean: 10.0, high: 20.0, count: 8 };

    #[test]
    fn a_value_beyond_a_limit_fires_and_one_on_it_does_not() {
        assert_eq!(TEN.signal(&[20.1]), Some(Rule::Outside(Side::High)));
        assert_eq!(TEN.signal(&[-0.1]), Some(Rule::Outside(Side::Low)));
        assert_eq!(TEN.signal(&[20.0]), None);
    }

    #[test]
    fn three_of_four_near_the_same_limit_fire() {
        assert_eq!(TEN.signal(&[16.0, 9.0, 17.0, 16.0]), Some(Rule::NearLimit(Side::High)));
        assert_eq!(TEN.signal(&[4.0, 9.0, 17.0, 16.0]), None, "two of them are near the other limit or none");
        assert_eq!(TEN.signal(&[16.0, 17.0, 16.0, 9.0]), None, "the last one is not near");
        assert_eq!(TEN.signal(&[16.0, 17.0, 16.0]), None, "three values are not four");
        assert_eq!(TEN.signal(&[16.0, 15.0, 17.0, 15.0]), None, "15 is as near to the mean");
    }

    #[test]
    fn eight_on_one_side_fire_and_the_mean_itself_ends_a_run() {
        assert_eq!(TEN.signal(&[9.0; 8]), Some(Rule::Run(Side::Low)));
        assert_eq!(TEN.signal(&[9.0; 7]), None);
        let mut values = [9.0; 8];
        values[4] = 10.0;
        assert_eq!(TEN.signal(&values), None);
    }

    #[test]
    fn every_value_is_judged_by_those_up_to_it() {
        let values = [12.0, 8.0, 25.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0];
        let fired = TEN.signals(&values);
        assert_eq!(fired.iter().position(Option::is_some), Some(2));
        assert_eq!(fired[8], None, "seven after the one below the mean");
        assert_eq!(fired[9], Some(Rule::Run(Side::High)));
    }
}
