//! Comparisons of pairs against published matrices.

use super::{assert_near, rows};
use crate::method::ahp::{self, Comparisons, Priorities};
use crate::method::{Undefined, consistency};
use crate::scorecard::{GroupRule, PriorityRule, RandomIndex};

/// Consumption of drinks in the United States: Saaty 2008, Int. J. Services Sciences 1(1), 83 to 98; coffee, wine, tea,
/// beer, soda, milk, water. Printed weights .177 .019 .042 .116 .190 .129 .327, CR .022.
fn drinks() -> Comparisons {
    let (third, ninth) = (1.0 / 3.0, 1.0 / 9.0);
    let matrix = [
        [1.0, 9.0, 5.0, 2.0, 1.0, 1.0, 0.5],
        [ninth, 1.0, third, ninth, ninth, ninth, ninth],
        [0.2, 3.0, 1.0, third, 0.25, third, ninth],
        [0.5, 9.0, 3.0, 1.0, 0.5, 1.0, third],
        [1.0, 9.0, 4.0, 2.0, 1.0, 2.0, 0.5],
        [1.0, 9.0, 3.0, 1.0, 0.5, 1.0, third],
        [2.0, 9.0, 9.0, 3.0, 2.0, 3.0, 1.0],
    ];
    Comparisons::full(rows(&matrix)).expect("a matrix")
}

fn cr(found: &Priorities, table: RandomIndex) -> f64 {
    consistency::ratio(found.lambda_max, found.weights.len(), table).expect("a ratio")
}

#[test]
fn drinks_by_eigenvector() {
    let found = drinks().priorities(PriorityRule::Eigenvector);
    let expected = [
        0.177_456_747_445_7,
        0.019_149_476_024_35,
        0.041_831_181_662_1,
        0.116_417_031_734_9,
        0.189_572_375_326_2,
        0.128_780_548_538_7,
        0.326_792_639_268_1,
    ];
    assert_near(&found.weights, &expected, 1e-8);
    assert_near(&found.weights, &[0.177, 0.019, 0.042, 0.116, 0.19, 0.129, 0.327], 0.0006);
    assert_near(
        &[found.lambda_max, consistency::index(found.lambda_max, 7)],
        &[7.176_629_039_33, 0.029_438_173_221_72],
        1e-8,
    );
}

/// CR .022 and .0235 are printed in the tests of the ahpy package.
#[test]
fn the_ratio_depends_on_the_table() {
    let found = Priorities { weights: vec![1.0 / 7.0; 7], lambda_max: 7.176_629_039_33 };
    let tables = [RandomIndex::Saaty1980, RandomIndex::SaatyLater, RandomIndex::DoneganDodd];
    let ratios = tables.map(|table| cr(&found, table));
    assert_near(&ratios, &[0.022_301_646_380_09, 0.021_806_054_238_31, 0.023_514_796_087_33], 1e-9);
    assert_eq!(consistency::ratio(12.5, 12, RandomIndex::TummalaLing), Err(Undefined::NoRandomIndex));
}

/// Computed on Saaty's matrix; pyDecision's `ahp_method` gives the same for both.
#[test]
fn drinks_by_geometric_and_column_means() {
    let geometric = drinks().priorities(PriorityRule::GeometricMean);
    let expected = [
        0.178_723_384_591,
        0.018_460_616_160_31,
        0.042_234_387_319_88,
        0.116_498_397_754_4,
        0.191_135_509_192_4,
        0.128_624_659_320_4,
        0.324_323_045_661_6,
    ];
    assert_near(&geometric.weights, &expected, 1e-9);
    assert_near(
        &[geometric.lambda_max, cr(&geometric, RandomIndex::Saaty1980)],
        &[7.175_289_200_743, 0.022_132_474_841_33],
        1e-9,
    );
    let columns = drinks().priorities(PriorityRule::ColumnMean);
    let expected = [
        0.177_559_599_922_8,
        0.019_542_292_082_13,
        0.042_139_494_954_53,
        0.117_298_408_098_7,
        0.188_837_795_411_5,
        0.129_590_131_671_5,
        0.325_032_277_858_8,
    ];
    assert_near(&columns.weights, &expected, 1e-9);
    assert_near(
        &[columns.lambda_max, cr(&columns, RandomIndex::Saaty1980)],
        &[7.178_015_757_989, 0.022_476_737_119_8],
        1e-9,
    );
}

/// Choosing where to travel 旅游地选择, 姜启源《数学模型》; weights, λmax, CI and CR as R's `mathmodels::AHP` prints them.
#[test]
fn travel_from_the_upper_triangle() {
    let upper = [vec![0.5, 4.0, 3.0, 3.0], vec![7.0, 5.0, 5.0], vec![0.5, 1.0 / 3.0], vec![1.0]];
    let found = Comparisons::upper(&upper).expect("a matrix").priorities(PriorityRule::Eigenvector);
    assert_near(&found.weights, &[0.263_603_49, 0.475_835_38, 0.053_814_6, 0.098_068_29, 0.108_678_24], 6e-9);
    let (ci, cr) = (consistency::index(found.lambda_max, 5), cr(&found, RandomIndex::Saaty1980));
    assert_near(&[found.lambda_max, ci, cr], &[5.072_084_408_57, 0.018_021_102_142_55, 0.016_090_269_770_14], 1e-8);
}

/// Saaty's choice of a school; weights as Wang and Chin 2011 (Information Sciences 181) print them. A matrix that must be
/// flagged.
#[test]
fn the_school_matrix_contradicts_itself() {
    let matrix = [
        [1.0, 4.0, 3.0, 1.0, 3.0, 4.0],
        [0.25, 1.0, 7.0, 3.0, 0.2, 1.0],
        [1.0 / 3.0, 1.0 / 7.0, 1.0, 0.2, 0.2, 1.0 / 6.0],
        [1.0, 1.0 / 3.0, 5.0, 1.0, 1.0, 1.0 / 3.0],
        [1.0 / 3.0, 5.0, 5.0, 1.0, 1.0, 3.0],
        [0.25, 1.0, 6.0, 3.0, 1.0 / 3.0, 1.0],
    ];
    let matrix = Comparisons::full(rows(&matrix)).expect("a matrix");
    let found = matrix.priorities(PriorityRule::Eigenvector);
    assert_near(&found.weights, &[0.3208, 0.1395, 0.0348, 0.1285, 0.2374, 0.1391], 6e-5);
    let ratio = cr(&found, RandomIndex::Saaty1980);
    assert_near(&[found.lambda_max, ratio], &[7.419_870_101_921, 0.229_011_306_761_5], 1e-8);
    assert!(ratio >= consistency::ACCEPTED);
    // Learning against school life: judged 3, while the weights say 9.2; no other judgement is so far off in proportion.
    let worst = consistency::worst(&matrix, &found).expect("a misfit");
    assert_eq!((worst.row, worst.column), (0, 2));
    assert_near(&[worst.judged, worst.fitting], &[3.0, 9.225_936_045_955], 1e-9);
}

#[test]
fn what_agrees_has_ratio_0_and_small_matrices_always_do() {
    let consistent = Comparisons::upper(&[vec![2.0, 6.0], vec![3.0]]).expect("a matrix");
    for rule in [PriorityRule::Eigenvector, PriorityRule::GeometricMean, PriorityRule::ColumnMean] {
        let found = consistent.priorities(rule);
        assert_near(&found.weights, &[0.6, 0.3, 0.1], 1e-9);
        assert_near(&[cr(&found, RandomIndex::Saaty1980)], &[0.0], 1e-9);
    }
    let two = Comparisons::upper(&[vec![4.0]]).expect("a matrix").priorities(PriorityRule::Eigenvector);
    assert_near(&two.weights, &[0.8, 0.2], 1e-9);
    let one = Comparisons::full(vec![vec![1.0]]).expect("a matrix").priorities(PriorityRule::Eigenvector);
    assert_eq!(
        (one.weights.as_slice(), cr(&two, RandomIndex::Saaty1980), cr(&one, RandomIndex::Saaty1980)),
        (&[1.0][..], 0.0, 0.0)
    );
}

/// Aczél and Saaty 1983: only the geometric mean keeps `a_ij a_ji = 1`. Computed.
#[test]
fn a_group_is_the_geometric_mean_of_its_judgements() {
    let one = Comparisons::upper(&[vec![3.0, 5.0], vec![2.0]]).expect("a matrix");
    let other = Comparisons::upper(&[vec![0.5, 3.0], vec![4.0]]).expect("a matrix");
    let both = [one, other];
    let mean = Comparisons::mean(&both).expect("a mean");
    assert_near(&mean.rows()[0], &[1.0, 1.224_744_871_392, 3.872_983_346_207], 1e-9);
    assert_near(&mean.rows()[2], &[0.258_198_889_747_2, 0.353_553_390_593_3, 1.0], 1e-9);
    let weights = ahp::of_group(&both, PriorityRule::Eigenvector, GroupRule::Judgements).expect("weights");
    assert_near(&weights, &[0.486_696_024_206_9, 0.382_878_077_115_6, 0.130_425_898_677_5], 1e-9);
    let mean = ahp::of_group(&both, PriorityRule::Eigenvector, GroupRule::Priorities).expect("weights");
    let own = both.each_ref().map(|one| one.priorities(PriorityRule::Eigenvector).weights);
    assert_near(&mean, &[0, 1, 2].map(|at| f64::midpoint(own[0][at], own[1][at])), 1e-12);
}

#[test]
fn matrices_that_are_none_are_refused() {
    let full = |matrix: &[[f64; 2]]| Comparisons::full(rows(matrix));
    assert_eq!(full(&[[1.0, 2.0], [0.49, 1.0]]), Err(Undefined::NotReciprocal));
    assert_eq!(full(&[[2.0, 2.0], [0.5, 1.0]]), Err(Undefined::NotReciprocal));
    assert_eq!(full(&[[1.0, -2.0], [-0.5, 1.0]]), Err(Undefined::NotPositive));
    assert_eq!(full(&[[1.0, 2.0]]), Err(Undefined::Incomplete));
    assert_eq!(Comparisons::upper(&[vec![1.0], vec![1.0]]), Err(Undefined::Incomplete));
    assert_eq!(Comparisons::full(Vec::new()), Err(Undefined::TooFewItems));
}

/// By hand: 0.6 × (0.5, 0.3, 0.2) + 0.4 × (0.2, 0.2, 0.6).
#[test]
fn a_hierarchy_multiplies_down() {
    let local = rows(&[[0.5, 0.3, 0.2], [0.2, 0.2, 0.6]]);
    assert_near(&ahp::synthesis(&local, &[0.6, 0.4]), &[0.38, 0.26, 0.36], 1e-12);
    assert_near(&[consistency::overall(&[(0.6, 0.01, 0.58), (0.4, 0.03, 0.9)])], &[0.018 / 0.708], 1e-12);
}
