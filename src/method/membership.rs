//! How far something belongs to each grade: from answers that name grades, or from a number.

/// The share of answers in each grade; `None` without answers. Shares sum to 1.
pub fn from_answers(counts: &[u64]) -> Option<Vec<f64>> {
    let total: u64 = counts.iter().sum();
    (total > 0).then(|| counts.iter().map(|count| *count as f64 / total as f64).collect())
}

/// The memberships of a number between knots, one a grade: the number that is wholly that grade.
///
/// Piecewise linear: half-trapezoids outside the first and last knot, triangles between, so that two neighbours share
/// 1 (the `SO₂` example of the R package mathmodels, `compute_mf`). Knots rise or fall strictly; `None` otherwise, without
/// knots, or for a number that is not finite.
pub fn from_number(number: f64, knots: &[f64]) -> Option<Vec<f64>> {
    let rises = knots.windows(2).all(|pair| pair[0] < pair[1]);
    let falls = knots.windows(2).all(|pair| pair[0] > pair[1]);
    if knots.is_empty() || !(rises || falls) || !number.is_finite() {
        return None;
    }
    let way = |knot: f64| if rises { knot } else { -knot };
    let at = if rises { number } else { -number };
    let above = knots.iter().position(|knot| at < way(*knot));
    let mut memberships = vec![0.0; knots.len()];
    match above {
        Some(0) => memberships[0] = 1.0,
        None => memberships[knots.len() - 1] = 1.0,
        Some(upper) => {
            let (low, high) = (way(knots[upper - 1]), way(knots[upper]));
            let share = (at - low) / (high - low);
            memberships[upper - 1] = 1.0 - share;
            memberships[upper] = share;
        }
    }
    Some(memberships)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_near(found: Option<Vec<f64>>, expected: [f64; 4]) {
        let found = found.expect("memberships");
        let near = found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12);
        assert!(near && found.len() == 4, "{found:?} against {expected:?}");
    }

    #[test]
    fn a_number_belongs_to_the_knots_beside_it() {
        // R package mathmodels, docs/reference/compute_mf.md: SO₂ of 0.07; the others are its ends and an inner one.
        let knots = [0.05, 0.15, 0.25, 0.5];
        assert_near(from_number(0.07, &knots), [0.8, 0.2, 0.0, 0.0]);
        assert_near(from_number(0.05, &knots), [1.0, 0.0, 0.0, 0.0]);
        assert_near(from_number(0.6, &knots), [0.0, 0.0, 0.0, 1.0]);
        assert_near(from_number(0.3, &knots), [0.0, 0.0, 0.8, 0.2]);
        // Grades from the best down have falling knots.
        assert_near(from_number(0.3, &[0.5, 0.25, 0.15, 0.05]), [0.2, 0.8, 0.0, 0.0]);
    }

    #[test]
    fn knots_out_of_order_say_nothing() {
        for knots in [&[1.0, 1.0][..], &[1.0, 3.0, 2.0], &[]] {
            assert_eq!(from_number(1.0, knots), None, "{knots:?}");
        }
        assert_eq!((from_number(f64::NAN, &[1.0]), from_number(7.0, &[1.0])), (None, Some(vec![1.0])));
    }

    #[test]
    fn answers_are_counted() {
        assert_eq!(from_answers(&[1, 5, 4, 0]), Some(vec![0.1, 0.5, 0.4, 0.0]));
        assert_eq!((from_answers(&[0, 0]), from_answers(&[])), (None, None));
    }
}
