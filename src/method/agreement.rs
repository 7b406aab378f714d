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

/// The same of numbers from `low` to `high`, each alike: the places of the scale are where the numbers stand. `None` for
/// fewer than two numbers, and for a scale without width.
pub fn of_numbers(numbers: &[f64], low: f64, high: f64) -> Option<f64> {
    let (n, width) = (numbers.len() as f64, high - low);
    if numbers.len() < 2 || width <= 0.0 {
        return None;
    }
    let mean = numbers.iter().sum::<f64>() / n;
    let spread: f64 = numbers.iter().map(|number| (1.0 - (number - mean).abs() / width).max(0.0).log2() / n).sum();
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

    #[test]
    fn numbers_agree_as_shares_of_places_do() {
        let (numbers, shares) = ([1.0, 2.0, 2.0, 4.0], [0.25, 0.5, 0.0, 0.25]);
        let (by_number, by_share) = (of_numbers(&numbers, 1.0, 4.0), consensus(&shares));
        assert!((by_number.expect("a scale") - by_share.expect("a scale")).abs() < 1e-12, "{by_number:?}");
        assert_eq!((of_numbers(&[1.0, 4.0], 1.0, 4.0), of_numbers(&[3.0], 1.0, 4.0)), (Some(0.0), None));
    }
}
