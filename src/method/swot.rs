//! SWOT with numbers: the internal and external factor evaluation matrices (IFE, EFE) and the internal–external matrix of
//! Fred R. David, "Strategic Management: Concepts and Cases".
//!
//! `total = Σ weight · rating`, weights sum to 1, ratings are 1 to 4; 2.5 is the middle.

use super::rating::Rating;
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{RatedBy, Swot, SwotFactor, SwotKind};

/// The middle of a total: below it a firm is weak inside, or answers weakly to what is outside.
pub const MIDPOINT: f64 = 2.5;

/// Below this share of its weight with ratings a half has no total.
pub const MIN_COVERAGE: f64 = 0.6;

/// One half, internal or external.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Half {
    /// `Σ weight · rating`, 1 to 4; where ratings are missing the others stand for them. `None` below [`MIN_COVERAGE`].
    pub total: Option<f64>,
    /// The share of its weight, 0 to 1, that has ratings.
    pub coverage: f64,
}

/// What David advises for the nine cells of the internal–external matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Cells I, II and IV.
    Grow,
    /// Cells III, V and VII.
    Hold,
    /// Cells VI, VIII and IX.
    Harvest,
}

/// The total of one half. `rated` are (weight, rating); weights sum to 1.
pub fn half(rated: &[(f64, Option<f64>)]) -> Half {
    let given = || rated.iter().filter_map(|(weight, rating)| Some((*weight, (*rating)?)));
    let coverage: f64 = given().map(|(weight, _)| weight).sum();
    let sum: f64 = given().map(|(weight, rating)| weight * rating).sum();
    let total = (coverage >= MIN_COVERAGE - 1e-9).then(|| sum / coverage);
    Half { total, coverage }
}

/// The halves of a SWOT: internal, external. `ratings` has one a factor.
pub fn halves(swot: &Swot, ratings: &[Option<Rating>]) -> (Half, Half) {
    let value = |place: usize| ratings.get(place).and_then(Option::as_ref).map(|rating| rating.value);
    let of =
        |internal| half(&swot.half(internal).map(|(place, factor)| (factor.weight, value(place))).collect::<Vec<_>>());
    (of(true), of(false))
}

/// The cell of the internal–external matrix, 1 to 9: strong inside is the first column, a strong answer to what is outside
/// the first row. From 3 a total is strong, from 2 average.
pub fn cell(ife: f64, efe: f64) -> u8 {
    let third = |total: f64| if total >= 3.0 { 0 } else { 1 + u8::from(total < 2.0) };
    third(efe) * 3 + third(ife) + 1
}

/// What is advised in a cell.
pub fn advice(cell: u8) -> Advice {
    match cell {
        1 | 2 | 4 => Advice::Grow,
        3 | 5 | 7 => Advice::Hold,
        _ => Advice::Harvest,
    }
}

/// Whether a rating is one that the kind of its factor allows.
pub fn fits(kind: SwotKind, rating: f64) -> bool {
    kind.ratings().holds(rating)
}

/// Warns of ratings by a panel or a measure that the kinds of their factors do not allow; stated ones are refused.
pub fn misrated(swot: &Swot, ratings: &[Option<Rating>], findings: &mut Findings) {
    if swot.any_rating.is_some() {
        return;
    }
    for (factor, rating) in swot.factors.iter().zip(ratings) {
        let Some(rating) = rating.as_ref().filter(|rating| !fits(factor.kind, rating.value)) else { continue };
        if !matches!(factor.rated, RatedBy::Stated(_)) {
            findings.push(doubt(swot, factor, rating.value));
        }
    }
}

fn doubt(swot: &Swot, factor: &SwotFactor, rating: f64) -> Diagnostic {
    let (word, allowed) = (factor.kind.word(), factor.kind.ratings());
    let by = if factor.rated == RatedBy::Panel { "its panel" } else { "its measure" };
    let message = format!("SWOT `{}`: the {word} `{}` is rated {rating:.2} by {by}", swot.id, factor.id);
    let label = format!("a {word} is rated {} to {}", allowed.low, allowed.high);
    Diagnostic::warning("rating-kind", message)
        .at(factor.span, label)
        .help("list it as the other kind, or say with `any_rating: …` on the SWOT why the rule is set aside")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Advice::{Grow, Harvest, Hold};
    use super::*;

    #[test]
    fn a_published_matrix_breaks_its_own_rule() {
        // IFE at allhomeworksolutions.com: 2.50 printed there; its first strength is rated 2, its second weakness 3.
        let weights = [0.1, 0.15, 0.1, 0.1, 0.2, 0.15, 0.05, 0.15];
        let ratings = [2.0, 4.0, 3.0, 3.0, 2.0, 3.0, 2.0, 1.0];
        let rated: Vec<_> = weights.into_iter().zip(ratings.map(Some)).collect();
        let found = half(&rated);
        assert!((found.total.expect("a total") - 2.5).abs() < 1e-12, "{found:?}");
        let kind = |at: usize| if at < 4 { SwotKind::Strength } else { SwotKind::Weakness };
        let misrated: Vec<usize> = (0..8).filter(|at| !fits(kind(*at), ratings[*at])).collect();
        assert_eq!(misrated, [0, 5]);
    }

    #[test]
    fn opportunities_and_threats_are_rated_by_the_response() {
        assert!(fits(SwotKind::Threat, 4.0) && fits(SwotKind::Opportunity, 1.0));
        assert!(!fits(SwotKind::Threat, 5.0) && !fits(SwotKind::Opportunity, 0.0));
    }

    #[test]
    fn what_is_missing_is_stood_for_by_the_others_until_too_much_is() {
        assert_eq!(half(&[(0.6, Some(3.0)), (0.4, None)]), Half { total: Some(3.0), coverage: 0.6 });
        assert_eq!(half(&[(0.5, Some(3.0)), (0.5, None)]), Half { total: None, coverage: 0.5 });
        assert_eq!(half(&[]).total, None);
    }

    #[test]
    fn nine_cells_are_counted_from_strong_and_strong() {
        // David's figure: I top left; III weak inside with a strong answer; VII strong inside with a weak one.
        assert_eq!([cell(3.0, 3.0), cell(2.0, 3.5), cell(1.9, 4.0)], [1, 2, 3]);
        assert_eq!([cell(4.0, 2.99), cell(2.5, 2.5), cell(1.0, 2.0)], [4, 5, 6]);
        assert_eq!([cell(3.2, 1.0), cell(2.99, 1.99), cell(1.0, 1.0)], [7, 8, 9]);
        let all: Vec<Advice> = (1..=9).map(advice).collect();
        assert_eq!(all, [Grow, Grow, Hold, Grow, Hold, Harvest, Hold, Harvest, Harvest]);
    }

    proptest! {
        #[test]
        fn totals_lie_from_1_to_4_whatever_the_order(
            rated in proptest::collection::vec((0.01..10.0f64, 1.0..=4.0f64), 1..20),
            turn in 0usize..20,
        ) {
            let sum: f64 = rated.iter().map(|(weight, _)| weight).sum();
            let rated: Vec<_> = rated.into_iter().map(|(weight, rating)| (weight / sum, Some(rating))).collect();
            let total = half(&rated).total.expect("all is rated");
            prop_assert!((1.0 - 1e-9..=4.0 + 1e-9).contains(&total), "{}", total);
            let mut other = rated.clone();
            other.rotate_left(turn % rated.len());
            other.reverse();
            prop_assert!((half(&other).total.expect("all is rated") - total).abs() < 1e-9);
        }

        #[test]
        fn a_better_rating_never_lowers_a_total(
            rated in proptest::collection::vec((0.01..10.0f64, 1.0..=4.0f64), 1..20),
            at in 0usize..20,
            to in 1.0..=4.0f64,
        ) {
            let sum: f64 = rated.iter().map(|(weight, _)| weight).sum();
            let rated: Vec<_> = rated.into_iter().map(|(weight, rating)| (weight / sum, Some(rating))).collect();
            let mut better = rated.clone();
            let at = at % rated.len();
            better[at].1 = better[at].1.map(|rating| rating.max(to));
            prop_assert!(half(&better).total >= half(&rated).total);
        }
    }
}
