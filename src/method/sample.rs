//! Mean, spread and quantiles of a sample.

/// The mean; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The standard deviation with divisor n − 1; `None` of fewer than two values.
pub fn deviation(values: &[f64]) -> Option<f64> {
    let mean = mean(values).filter(|_| values.len() > 1)?;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Some((squares / (values.len() - 1) as f64).sqrt())
}

/// The coefficient of variation s / x̄; `None` of fewer than two values or where the mean is not positive.
///
/// Not for ranks: the mean in the denominator makes the most important items look the most disputed.
pub fn variation(values: &[f64]) -> Option<f64> {
    let mean = mean(values).filter(|mean| *mean > 0.0)?;
    deviation(values).map(|deviation| deviation / mean)
}

/// The quantile of a share from 0 to 1 by linear interpolation between order statistics: type 7 of Hyndman and Fan
/// (1996), which R, `NumPy` and DuckDB's `quantile_cont` use. `None` of nothing.
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let at = share.clamp(0.0, 1.0) * last as f64;
    let (low, high) = (at.floor() as usize, at.ceil() as usize);
    Some(sorted[low] + (sorted[high] - sorted[low]) * (at - at.floor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_of_type_7() {
        // Type 6 has 3.25 for the first, the empirical distribution 3.
        let values = [4.0, 5.0, 5.0, 5.0, 3.0, 4.0, 5.0, 2.0];
        assert_eq!(quantile(&values, 0.25), Some(3.75));
        assert_eq!(quantile(&values, 0.75), Some(5.0));
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn one_value_has_no_spread() {
        assert_eq!((mean(&[3.0]), deviation(&[3.0]), variation(&[3.0])), (Some(3.0), None, None));
        assert_eq!(variation(&[-1.0, 1.0]), None);
        assert_eq!(deviation(&[1.0, 3.0]), Some(2.0_f64.sqrt()));
    }
}
