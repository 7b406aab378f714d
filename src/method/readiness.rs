//! Readiness by critical success factors 关键成功因素就绪度.
//!
//! There is no standard formula. This one counts from the bottom of the scale, so that all factors at the lowest rating
//! are 0 %: `R = 100 · Σ i(r − min) / Σ i(max − min)`. What holds a project up is told apart from the number: a mean
//! hides it.

/// One factor as rated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor {
    /// How much it counts; 0 or more.
    pub importance: f64,
    /// Within the scale.
    pub rating: f64,
    /// Whether nothing goes on while it is below the floor.
    pub critical: bool,
}

/// The readiness of factors rated on a scale from `low` to `high`, 0 to 100; `None` where nothing counts.
pub fn readiness(factors: &[Factor], (low, high): (f64, f64)) -> Option<f64> {
    let reached: f64 = factors.iter().map(|factor| factor.importance * (factor.rating - low)).sum();
    let possible: f64 = factors.iter().map(|factor| factor.importance * (high - low)).sum();
    (possible > 0.0).then(|| 100.0 * reached / possible)
}

/// The critical factors rated below the floor, by their places.
pub fn blockers(factors: &[Factor], floor: f64) -> Vec<usize> {
    let blocks = |factor: &Factor| factor.critical && factor.rating < floor;
    factors.iter().enumerate().filter(|(_, factor)| blocks(factor)).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factors(importance: [f64; 5], rating: [f64; 5]) -> Vec<Factor> {
        let critical = |importance: f64| importance == 5.0;
        let each = importance.iter().zip(rating);
        each.map(|(i, rating)| Factor { importance: *i, rating, critical: critical(*i) }).collect()
    }

    #[test]
    fn readiness_counts_from_the_bottom_and_names_what_blocks() {
        // Worked by hand: (5·3 + 5·1 + 4·2 + 3·4 + 4·2) / (21 · 4).
        let rated = factors([5.0, 5.0, 4.0, 3.0, 4.0], [4.0, 2.0, 3.0, 5.0, 3.0]);
        let found = readiness(&rated, (1.0, 5.0)).expect("an index");
        assert!((found - 57.142_857_142_86).abs() < 1e-9, "{found}");
        assert_eq!(blockers(&rated, 3.0), [1]);
        // Counted from 0, as some do, the same ratings are 65.7.
        let unshifted = readiness(&rated, (0.0, 5.0)).expect("an index");
        assert!((unshifted - 65.714_285_714_29).abs() < 1e-9, "{unshifted}");
    }

    #[test]
    fn the_lowest_ratings_are_0() {
        assert_eq!(readiness(&factors([5.0, 5.0, 4.0, 3.0, 4.0], [1.0; 5]), (1.0, 5.0)), Some(0.0));
        assert_eq!((readiness(&[], (1.0, 5.0)), readiness(&factors([0.0; 5], [3.0; 5]), (1.0, 5.0))), (None, None));
    }
}
