//! Takes away the last digits binary floats add, so that 79.999 999 999 999 99 is not below a limit of 80.

/// A value with 12 significant digits, as values have when they arrive from a query.
pub(super) fn significant(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let digits = 11 - value.abs().log10().floor() as i32;
    if digits.abs() > 22 {
        return value; // powers of ten above 10^22 are not exact: such values stay as they are
    }
    let power = 10_f64.powi(digits.abs());
    if digits >= 0 { (value * power).round() / power } else { (value / power).round() * power }
}

/// A score on a grid of 10⁻¹¹ points: far below what is shown, far above what floats get wrong.
pub fn points(score: f64) -> f64 {
    (score * 1e11).round() / 1e11
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_floats_add_goes_and_the_rest_stays() {
        assert_eq!(significant(0.1 + 0.2), 0.3);
        assert_eq!(significant(-79.999_999_999_999_99), -80.0);
        assert_eq!(significant(1_234_567_890_123.4), 1_234_567_890_120.0);
        assert_eq!(significant(1.25e-15), 1.25e-15);
        assert_eq!(significant(0.0), 0.0);
        assert_eq!(points((70.0 + 80.0 + 90.0) * (1.0 / 3.0)), 80.0);
    }
}
