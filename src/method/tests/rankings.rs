//! Weights from rankings and points against published numbers.

use super::{TEXTILES, assert_near, rows};
use crate::method::{Undefined, points, rank};
use crate::scorecard::RankRule;

/// The places 1 to n.
fn places(n: usize) -> Vec<f64> {
    (1..=n).map(|place| place as f64).collect()
}

fn weights(rule: RankRule, n: usize) -> Vec<f64> {
    rank::of_order(rule, &places(n)).expect("weights")
}

/// Barron 1992, Edwards and Barron 1994; formula as in Roszkowska 2013, Optimum 5(65); pyDecision gives the same.
#[test]
fn roc_for_2_to_8_items() {
    let expected: [&[f64]; 7] = [
        &[0.75, 0.25],
        &[0.611_111_111_111_1, 0.277_777_777_777_8, 0.111_111_111_111_1],
        &[0.520_833_333_333_3, 0.270_833_333_333_3, 0.145_833_333_333_3, 0.0625],
        &[0.456_666_666_666_7, 0.256_666_666_666_7, 0.156_666_666_666_7, 0.09, 0.04],
        &[
            0.408_333_333_333_3,
            0.241_666_666_666_7,
            0.158_333_333_333_3,
            0.102_777_777_777_8,
            0.061_111_111_111_11,
            0.027_777_777_777_78,
        ],
        &[
            0.370_408_163_265_3,
            0.227_551_020_408_2,
            0.156_122_448_979_6,
            0.108_503_401_360_5,
            0.072_789_115_646_26,
            0.044_217_687_074_83,
            0.020_408_163_265_31,
        ],
        &[
            0.339_732_142_857_1,
            0.214_732_142_857_1,
            0.152_232_142_857_1,
            0.110_565_476_190_5,
            0.079_315_476_190_48,
            0.054_315_476_190_48,
            0.033_482_142_857_14,
            0.015_625,
        ],
    ];
    for expected in expected {
        assert_near(&weights(RankRule::Centroid, expected.len()), expected, 1e-12);
    }
}

/// Stillwell, Seaver and Edwards 1981; formula as in Roszkowska 2013, Optimum 5(65); pyDecision gives the same.
#[test]
fn rank_sum_for_2_to_8_items() {
    let expected: [&[f64]; 7] = [
        &[0.666_666_666_666_7, 0.333_333_333_333_3],
        &[0.5, 0.333_333_333_333_3, 0.166_666_666_666_7],
        &[0.4, 0.3, 0.2, 0.1],
        &[0.333_333_333_333_3, 0.266_666_666_666_7, 0.2, 0.133_333_333_333_3, 0.066_666_666_666_67],
        &[
            0.285_714_285_714_3,
            0.238_095_238_095_2,
            0.190_476_190_476_2,
            0.142_857_142_857_1,
            0.095_238_095_238_1,
            0.047_619_047_619_05,
        ],
        &[
            0.25,
            0.214_285_714_285_7,
            0.178_571_428_571_4,
            0.142_857_142_857_1,
            0.107_142_857_142_9,
            0.071_428_571_428_57,
            0.035_714_285_714_29,
        ],
        &[
            0.222_222_222_222_2,
            0.194_444_444_444_4,
            0.166_666_666_666_7,
            0.138_888_888_888_9,
            0.111_111_111_111_1,
            0.083_333_333_333_33,
            0.055_555_555_555_56,
            0.027_777_777_777_78,
        ],
    ];
    for expected in expected {
        assert_near(&weights(RankRule::Sum, expected.len()), expected, 1e-12);
    }
}

/// Stillwell, Seaver and Edwards 1981; formula as in Roszkowska 2013, Optimum 5(65); pyDecision gives the same.
#[test]
fn rank_reciprocal_for_2_to_8_items() {
    let expected: [&[f64]; 7] = [
        &[0.666_666_666_666_7, 0.333_333_333_333_3],
        &[0.545_454_545_454_5, 0.272_727_272_727_3, 0.181_818_181_818_2],
        &[0.48, 0.24, 0.16, 0.12],
        &[0.437_956_204_379_6, 0.218_978_102_189_8, 0.145_985_401_459_9, 0.109_489_051_094_9, 0.087_591_240_875_91],
        &[
            0.408_163_265_306_1,
            0.204_081_632_653_1,
            0.136_054_421_768_7,
            0.102_040_816_326_5,
            0.081_632_653_061_22,
            0.068_027_210_884_35,
        ],
        &[
            0.385_674_931_129_5,
            0.192_837_465_564_7,
            0.128_558_310_376_5,
            0.096_418_732_782_37,
            0.077_134_986_225_9,
            0.064_279_155_188_25,
            0.055_096_418_732_78,
        ],
        &[
            0.367_936_925_098_6,
            0.183_968_462_549_3,
            0.122_645_641_699_5,
            0.091_984_231_274_64,
            0.073_587_385_019_71,
            0.061_322_820_849_76,
            0.052_562_417_871_22,
            0.045_992_115_637_32,
        ],
    ];
    for expected in expected {
        assert_near(&weights(RankRule::Reciprocal, expected.len()), expected, 1e-12);
    }
}

/// gitta.info, "Weighting by ranking": 0 is equal weights, 1 the rank sum.
#[test]
fn rank_exponent() {
    assert_near(&weights(RankRule::Exponent(0.0), 5), &[0.2, 0.2, 0.2, 0.2, 0.2], 1e-12);
    assert_near(
        &weights(RankRule::Exponent(1.0), 5),
        &[0.333_333_333_333_3, 0.266_666_666_666_7, 0.2, 0.133_333_333_333_3, 0.066_666_666_666_67],
        1e-12,
    );
    assert_near(
        &weights(RankRule::Exponent(2.0), 5),
        &[0.454_545_454_545_5, 0.290_909_090_909_1, 0.163_636_363_636_4, 0.072_727_272_727_27, 0.018_181_818_181_82],
        1e-12,
    );
}

/// Tied items share the mean of the weights of the positions they span, however the tie is written.
#[test]
fn tied_items_share_what_their_positions_weigh() {
    let expected = [0.520_833_333_333_3, 0.208_333_333_333_3, 0.208_333_333_333_3, 0.0625];
    for ranks in [[1.0, 2.5, 2.5, 4.0], [1.0, 2.0, 2.0, 4.0]] {
        assert_near(&rank::of_order(RankRule::Centroid, &ranks).expect("weights"), &expected, 1e-12);
    }
}

const MEAN_RANKS: [f64; 8] = [
    6.142_857_142_857,
    3.785_714_285_714,
    3.357_142_857_143,
    4.714_285_714_286,
    7.285_714_285_714,
    4.857_142_857_143,
    3.071_428_571_429,
    2.785_714_285_714,
];
const BY_SUM: [f64; 8] = [
    0.079_365_079_365_08,
    0.144_841_269_841_3,
    0.156_746_031_746,
    0.119_047_619_047_6,
    0.047_619_047_619_05,
    0.115_079_365_079_4,
    0.164_682_539_682_5,
    0.172_619_047_619,
];
const BY_GAP: [f64; 8] = [
    0.066_326_530_612_24,
    0.150_510_204_081_6,
    0.165_816_326_530_6,
    0.117_346_938_775_5,
    0.025_510_204_081_63,
    0.112_244_897_959_2,
    0.176_020_408_163_3,
    0.186_224_489_795_9,
];
const BY_INVERSE: [f64; 8] = [
    0.082_860_816_839_99,
    0.134_453_400_910_2,
    0.151_617_664_856_2,
    0.107_970_155_276_4,
    0.069_863_041_649_4,
    0.104_794_562_474_1,
    0.165_721_633_68,
    0.182_718_724_313_8,
];
const BY_CENTROID: [f64; 8] = [
    0.033_482_142_857_14,
    0.110_565_476_190_5,
    0.152_232_142_857_1,
    0.079_315_476_190_48,
    0.015_625,
    0.054_315_476_190_48,
    0.214_732_142_857_1,
    0.339_732_142_857_1,
];

/// The other rules are computed on the same table.
#[test]
fn one_table_by_four_rules() {
    let ranks = rows(&TEXTILES);
    let means = rank::mean_ranks(&ranks, &[1.0; 7]).expect("means");
    assert_near(&means, &MEAN_RANKS, 1e-9);
    let by = |rule| rank::of_mean_ranks(rule, &means).expect("weights");
    assert_near(&by(RankRule::Sum), &BY_SUM, 1e-9);
    assert_near(&rank::expert_ranking(&ranks).expect("weights"), &by(RankRule::Sum), 1e-12);
    assert_near(&by(RankRule::Gap), &BY_GAP, 1e-9);
    assert_near(&by(RankRule::InverseMean), &BY_INVERSE, 1e-9);
    assert_near(&by(RankRule::Centroid), &BY_CENTROID, 1e-9);
}

/// By hand: 60/40 and 1/3 are (0.6 + 0.25)/2 and (0.4 + 0.75)/2, though the second person has four points only.
#[test]
fn points_of_every_person_count_the_same() {
    assert_near(&points::weights(&rows(&[[60.0, 40.0], [1.0, 3.0]])).expect("weights"), &[0.425, 0.575], 1e-12);
    assert_eq!(points::weights(&rows(&[[0.0, 0.0]])), Err(Undefined::NotPositive));
    assert_eq!(points::weights(&[vec![1.0], vec![1.0, 2.0]]), Err(Undefined::Incomplete));
}

/// By hand: with authority 0.9 and 0.6 the first expert has 0.6 of the say.
#[test]
fn experts_may_have_unequal_says() {
    let ranks = rows(&[[1.0, 2.0], [2.0, 1.0]]);
    assert_near(&rank::mean_ranks(&ranks, &[0.9, 0.6]).expect("means"), &[1.4, 1.6], 1e-12);
    assert_eq!(rank::mean_ranks(&ranks, &[1.0]), Err(Undefined::Incomplete));
    assert_eq!(rank::mean_ranks(&ranks, &[0.0, 0.0]), Err(Undefined::NotPositive));
}
