//! Random numbers that are the same on every machine: a generator of our own, and logarithms that no platform supplies.
//!
//! `f64::ln` asks the machine's own library, whose last digit may differ from another's. The crate `libm` computes with
//! additions and multiplications alone, which are the same everywhere.

/// The generator `SplitMix64` (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

/// What the state grows by: 2⁶⁴ divided by the golden ratio, made odd.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    /// The stream of a seed and a number below it: streams of different numbers have nothing to do with each other.
    pub(super) fn stream(seed: u64, number: u64) -> Self {
        let mut first = Self(seed);
        let start = first.next();
        Self(Self(start.wrapping_add(number.wrapping_mul(STEP))).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// More than 0 and less than 1, in steps of 2⁻⁵³.
    pub(super) fn unit(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) * 0.5_f64.powi(53)
    }

    /// From the standard normal distribution (Marsaglia's polar method, 1964).
    pub(super) fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * libm::log(square) / square).sqrt();
            }
        }
    }

    /// From the gamma distribution of a shape above 0 and scale 1 (Marsaglia and Tsang 2000).
    pub(super) fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * libm::exp(libm::log(self.unit()) / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x) * (1.0 + c * x) * (1.0 + c * x);
            if v > 0.0 && libm::log(self.unit()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        // The first outputs of the authors' reference implementation for the seed 1234567.
        let mut random = Random(1_234_567);
        let drawn: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn gamma_has_its_mean_and_variance() {
        // Mean and variance of a gamma distribution of scale 1 both equal its shape.
        for shape in [0.4, 1.0, 2.5, 40.0] {
            let mut random = Random::stream(7, 1);
            let drawn: Vec<f64> = (0..40_000).map(|_| random.gamma(shape)).collect();
            let mean = drawn.iter().sum::<f64>() / 40_000.0;
            let variance = drawn.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / 40_000.0;
            assert!((mean / shape - 1.0).abs() < 0.03, "mean {mean} of shape {shape}");
            assert!((variance / shape - 1.0).abs() < 0.06, "variance {variance} of shape {shape}");
            assert!(drawn.iter().all(|value| *value > 0.0));
        }
    }

    #[test]
    fn streams_differ_and_come_again() {
        let first = |seed, number| Random::stream(seed, number).next();
        assert_eq!(first(1, 1), first(1, 1));
        assert_ne!(first(1, 1), first(1, 2));
        assert_ne!(first(1, 1), first(2, 1));
    }
}
