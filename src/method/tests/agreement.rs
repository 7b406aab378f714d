//! Kendall's W against published numbers.

use super::{TEXTILES, assert_near, rows};
use crate::method::rank::First;
use crate::method::{Undefined, kendall};

/// Siegel and Castellan 1988, factors of a travel agency; W, chi-square and p as R's `DescTools::KendallW` prints them.
#[test]
fn agreement_without_ties() {
    let ratings = rows(&[
        [5.0, 6.0, 7.0, 1.0, 2.0, 4.0, 3.0, 8.0],
        [1.0, 7.0, 6.0, 2.0, 3.0, 5.0, 4.0, 8.0],
        [4.0, 5.0, 1.0, 3.0, 2.0, 7.0, 6.0, 8.0],
    ]);
    let found = kendall::concordance(&ratings, First::Smallest).expect("W");
    assert_near(&found.rank_sums, &[10.0, 18.0, 14.0, 6.0, 7.0, 16.0, 13.0, 24.0], 1e-9);
    assert_near(
        &[found.s, found.ties, found.w, found.chi_square],
        &[248.0, 0.0, 0.656_084_656_084_7, 13.777_777_777_78],
        1e-9,
    );
    assert_near(&[found.p_chi_square, found.mean_spearman], &[0.055_277_929_891_57, 0.484_126_984_127], 1e-9);
    assert_eq!((found.freedom, found.p_exact, found.is_rough()), (7, None, false));
}

/// The data set "anxiety" of R's `irr`, 20 subjects and 3 raters; W .5396569, chi-square 30.76, p .04288 as `DescTools`
/// prints them.
#[test]
fn agreement_with_ties() {
    let ratings = rows(&[
        [3.0, 3.0, 3.0, 4.0, 5.0, 5.0, 2.0, 3.0, 5.0, 2.0, 2.0, 6.0, 1.0, 5.0, 2.0, 2.0, 1.0, 2.0, 4.0, 3.0],
        [3.0, 6.0, 4.0, 6.0, 2.0, 4.0, 2.0, 4.0, 3.0, 3.0, 2.0, 3.0, 3.0, 3.0, 2.0, 2.0, 1.0, 3.0, 3.0, 4.0],
        [2.0, 1.0, 4.0, 4.0, 3.0, 2.0, 1.0, 6.0, 1.0, 1.0, 1.0, 2.0, 3.0, 3.0, 1.0, 1.0, 3.0, 3.0, 2.0, 2.0],
    ]);
    let found = kendall::concordance(&ratings, First::Smallest).expect("W");
    assert_near(
        &[found.s, found.ties, found.w, found.chi_square],
        &[3004.0, 1674.0, 0.539_656_875_954_4, 30.760_441_929_4],
        1e-9,
    );
    let rest = [found.p_chi_square, found.mean_spearman, found.uncorrected];
    assert_near(&rest, &[0.042_883_473_126_95, 0.309_485_313_931_6, 0.501_921_470_342_5], 1e-9);
}

#[test]
fn the_ends_of_agreement() {
    let w = |ratings: &[[f64; 4]]| kendall::concordance(&rows(ratings), First::Smallest).map(|found| found.w);
    assert_eq!(w(&[[1.0, 2.0, 3.0, 4.0]; 3]), Ok(1.0));
    assert_eq!(w(&[[1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.0]]), Ok(0.0));
    assert_eq!(w(&[[2.0; 4], [5.0; 4]]), Err(Undefined::AllTied));
    assert_eq!(w(&[[1.0, 2.0, 3.0, 4.0]]), Err(Undefined::TooFewRows));
    let one = kendall::concordance(&rows(&[[1.0], [1.0]]), First::Smallest);
    assert_eq!(one, Err(Undefined::TooFewItems));
}

/// 576 tables of 3 rankings of 4 items: 31 in 576 are as far apart or further. Counted by a script.
#[test]
fn small_panels_are_counted_out() {
    let ranks = rows(&[[1.0, 2.0, 3.0, 4.0], [1.0, 3.0, 2.0, 4.0], [2.0, 1.0, 3.0, 4.0]]);
    let found = kendall::concordance(&ranks, First::Smallest).expect("W");
    assert_near(&[found.w, found.chi_square], &[0.777_777_777_777_8, 7.0], 1e-12);
    assert_near(&[found.p_chi_square, found.p_exact.expect("counted")], &[0.071_897_772_496_47, 31.0 / 576.0], 1e-12);
    assert_near(&[found.p()], &[0.053_819_444_444_44], 1e-12);
    // F = 2 × 0.7778 / 0.2222 = 7 with 2.3333 and 4.6667 degrees of freedom.
    assert_near(&[found.fisher.expect("F").0], &[7.0], 1e-9);
    assert!(!found.is_rough());
}

#[test]
fn agreement_on_textiles() {
    let ranks = rows(&TEXTILES);
    let found = kendall::concordance(&ranks, First::Smallest).expect("W");
    assert_near(&found.rank_sums, &[43.0, 26.5, 23.5, 33.0, 51.0, 34.0, 21.5, 19.5], 1e-9);
    assert_near(
        &[found.s, found.ties, found.w, found.chi_square],
        &[854.0, 234.0, 0.444_444_444_444_4, 21.777_777_777_78],
        1e-9,
    );
    assert_near(&[found.p_chi_square, found.mean_spearman], &[0.002_774_395_771_273, 0.351_851_851_851_9], 1e-9);
}
