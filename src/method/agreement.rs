//! How far those who were asked agree.

/// Consensus of answers on an ordered scale, 0 to 1, after Tastle and Wierman (2007), "Consensus and dissention: a
/// measure of ordinal dispersion": `1 + Σ pᵢ · log₂(1 − |i − μ| / (m − 1))` over the m places of the scale.
///
/// `shares` are the shares of answers in each place, in order, and sum to 1. All in one place is 1, half at each end 0.
/// `None` for fewer than two places.
pub fn consensus(shares: &[f64]) -> Option<f64> {
    let width = (shares.len() as f64) - 1.0;
    if width < 1.0 {
        return None;
    }
    let mean: f64 = shares.iter().enumerate().map(|(place, share)| place as f64 * share).sum();
    let answered = shares.iter().enumerate().filter(|(_, share)| **share > 0.0);
    let spread: f64 =
        answered.map(|(place, share)| share * (1.0 - (place as f64 - mean).abs() / width).max(0.0).log2()).sum();
    Some((1.0 + spread).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_alike_agree_and_two_camps_do_not() {
        assert_eq!(consensus(&[0.0, 0.0, 1.0, 0.0, 0.0]), Some(1.0));
        assert_eq!(consensus(&[0.5, 0.0, 0.0, 0.0, 0.5]), Some(0.0));
        // Evenly over five places: 1 + 0.4 · log₂ 0.5 + 0.4 · log₂ 0.75.
        let even = consensus(&[0.2; 5]).expect("a scale");
        assert!((even - 0.433_985).abs() < 1e-6, "{even}");
        assert_eq!((consensus(&[1.0]), consensus(&[])), (None, None));
    }
}
