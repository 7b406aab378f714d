//! Upper tails of the chi-square and F distributions.

use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor};

/// The probability that a chi-square variable with so many degrees of freedom is at least `x`.
pub(super) fn chi_square(x: f64, freedom: f64) -> Option<f64> {
    let distribution = ChiSquared::new(freedom).ok()?;
    x.is_finite().then(|| distribution.sf(x).clamp(0.0, 1.0))
}

/// The probability that an F variable with these degrees of freedom is at least `x`; 0 for infinity.
pub(super) fn fisher(x: f64, freedom: (f64, f64)) -> Option<f64> {
    let distribution = FisherSnedecor::new(freedom.0, freedom.1).ok()?;
    if x.is_nan() {
        return None;
    }
    Some(if x.is_finite() { distribution.sf(x.max(0.0)).clamp(0.0, 1.0) } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_have_the_values_of_printed_tables() {
        // Table A4 (chi-square) and A5 (F) of any textbook: the 5 % points.
        assert!((chi_square(14.067_140_449_3, 7.0).expect("a tail") - 0.05).abs() < 1e-9);
        assert!((fisher(4.7571, (3.0, 6.0)).expect("a tail") - 0.05).abs() < 1e-5);
        assert_eq!(chi_square(0.0, 3.0), Some(1.0));
        assert_eq!((chi_square(1.0, 0.0), fisher(f64::INFINITY, (1.0, 2.0))), (None, Some(0.0)));
    }
}
