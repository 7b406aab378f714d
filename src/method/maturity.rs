//! Levels of maturity 成熟度: grades as steps that build on each other.
//!
//! After the staged and the continuous representation of CMMI (SEI, CMU/SEI-2010-TR-033): a whole has reached a level
//! when every part of it has, and beside that its mean level says how far the parts are.

/// How mature a whole is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Maturity {
    /// The level every part has reached, from 1.
    pub reached: usize,
    /// The weighted mean of the parts' levels, from 1.
    pub mean: f64,
}

/// The mean level (from 1) of memberships in `m` levels, the lowest first; `None` where they sum to 0.
pub fn level(memberships: &[f64]) -> Option<f64> {
    let levels: Vec<f64> = (1..=memberships.len()).map(|level| level as f64).collect();
    super::fuzzy::score(memberships, &levels)
}

/// The maturity of a whole from (level, weight) of its parts; `None` without parts that have weight.
///
/// A mean level of 2.9 has reached level 2: a step counts when it is complete.
pub fn maturity(parts: &[(f64, f64)]) -> Option<Maturity> {
    /// What adding binary fractions may lose: 2.9999999999 is level 3.
    const SLACK: f64 = 1e-9;
    let weights: f64 = parts.iter().map(|(_, weight)| weight).sum();
    let mean = parts.iter().map(|(level, weight)| level * weight).sum::<f64>() / weights;
    let lowest = parts.iter().map(|(level, _)| *level).fold(f64::INFINITY, f64::min);
    (weights > 0.0 && lowest.is_finite()).then_some(Maturity { reached: (lowest + SLACK).floor() as usize, mean })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_is_as_mature_as_its_least_part() {
        let found = maturity(&[(4.0, 60.0), (2.9, 30.0), (3.5, 10.0)]).expect("parts");
        assert_eq!(found.reached, 2);
        assert!((found.mean - 3.62).abs() < 1e-12, "{}", found.mean);
        assert_eq!(maturity(&[(0.1 * 30.0 - 1e-12, 1.0)]).map(|found| found.reached), Some(3));
        assert_eq!((maturity(&[]), maturity(&[(3.0, 0.0)])), (None, None));
    }

    #[test]
    fn the_level_of_answers_is_their_mean() {
        assert_eq!(level(&[0.0, 0.5, 0.25, 0.25, 0.0]), Some(2.75));
        assert_eq!(level(&[0.0, 0.0]), None);
    }
}
