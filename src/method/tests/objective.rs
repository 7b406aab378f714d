//! Weights from data against published numbers.

use super::{assert_near, rows};
use crate::method::{Undefined, combine, critic, entropy, variation};
use crate::scorecard::{Combination, EntropyPractice};

const HIGHER: [bool; 6] = [true; 6];

/// Xu 2004, EJOR 156(2), 530 to 532: printed .4630 .3992 .1378 .0000.
#[test]
fn entropy_of_raw_columns() {
    let matrix =
        rows(&[[30.0, 30.0, 38.0, 29.0], [19.0, 54.0, 86.0, 29.0], [19.0, 15.0, 85.0, 28.9], [68.0, 70.0, 60.0, 29.0]]);
    let found = entropy::weights(&matrix, &HIGHER[..4], EntropyPractice::Sum).expect("weights");
    assert_near(
        &found.entropies,
        &[0.887_204_080_242_3, 0.902_736_129_072, 0.966_415_791_457_8, 0.999_999_194_029_7],
        1e-9,
    );
    assert_near(
        &found.weights,
        &[0.462_952_286_899_4, 0.399_203_548_989_6, 0.137_840_856_138_5, 3.307_972_495_039e-06],
        1e-9,
    );
}

/// Zavadskas and Podvezko 2016, IJITDM 15(2), 267 to 283: printed .1146 .1981 .4185 .2689, costs not turned round.
#[test]
fn raw_columns_ignore_direction() {
    let matrix =
        rows(&[[3.0, 100.0, 10.0, 7.0], [2.5, 80.0, 8.0, 5.0], [1.8, 50.0, 20.0, 11.0], [2.2, 70.0, 12.0, 9.0]]);
    let found = entropy::weights(&matrix, &HIGHER[..4], EntropyPractice::Sum).expect("weights");
    assert_near(
        &found.entropies,
        &[0.987_721_129_172_8, 0.978_771_866_509, 0.955_154_166_334_6, 0.971_184_410_205_8],
        1e-9,
    );
    assert_near(
        &found.weights,
        &[0.114_575_449_895_1, 0.198_081_971_819, 0.418_461_244_559_6, 0.268_881_333_726_3],
        1e-9,
    );
}

/// 0 ln 0 is 0, and what does not vary has entropy 1. Checked with scipy.
#[test]
fn zeros_and_constants() {
    let matrix = rows(&[[0.0, 1.0, 5.0], [10.0, 1.0, 6.0], [20.0, 1.0, 7.0]]);
    let found = entropy::weights(&matrix, &HIGHER[..3], EntropyPractice::Sum).expect("weights");
    assert_near(&found.entropies, &[0.579_380_164_285_7, 1.0, 0.991_532_399_729_9], 1e-9);
    assert_near(&found.weights, &[0.980_266_026_082_3, 5.174_810_220_57e-16, 0.019_733_973_917_67], 1e-9);
}

/// The Chinese practice as in the manual of R's `mathmodels`: .5452618 .4547382 for ε = 0.002.
#[test]
fn entropy_of_scaled_columns_depends_on_epsilon() {
    let matrix = rows(&[[3.0, 10.0], [5.0, 20.0], [2.0, 15.0], [7.0, 25.0]]);
    let by = |epsilon| {
        entropy::weights(&matrix, &[true, false], EntropyPractice::MinMax { epsilon }).expect("weights").weights
    };
    assert_near(&by(0.002), &[0.545_261_828_180_3, 0.454_738_171_819_7], 1e-9);
    assert!((by(0.1)[0] - by(0.002)[0]).abs() > 0.001);
}

/// Tuş and Aytaç Adalı 2019, Opsearch 56(2), 528 to 538: printed .157 .249 .168 .121 .154 .151, though the first column is a
/// cost.
#[test]
fn critic_with_every_column_a_benefit() {
    let found = critic::weights(&tus(), &HIGHER).expect("weights");
    assert_near(
        &found.deviations,
        &[
            0.424_779_962_485_2,
            0.380_058_475_033,
            0.353_553_390_593_3,
            0.380_058_475_033,
            0.418_330_013_267,
            0.380_058_475_033,
        ],
        1e-9,
    );
    assert_near(
        &found.information,
        &[
            1.870_298_307_238,
            2.972_032_541_553,
            1.997_425_983_961,
            1.442_602_483_731,
            1.835_702_827_971,
            1.794_405_518_948,
        ],
        1e-9,
    );
    assert_near(
        &found.weights,
        &[
            0.157_003_432_041_5,
            0.249_489_243_163_6,
            0.167_675_249_192_7,
            0.121_100_222_430_2,
            0.154_099_291_585_9,
            0.150_632_561_586,
        ],
        1e-9,
    );
}

/// The same matrix with its cost as a cost; scikit-criteria and pyDecision agree.
#[test]
fn critic_with_a_cost() {
    let found = critic::weights(&tus(), &[false, true, true, true, true, true]).expect("weights");
    assert_near(
        &found.deviations,
        &[
            0.424_779_962_485_2,
            0.380_058_475_033,
            0.353_553_390_593_3,
            0.380_058_475_033,
            0.418_330_013_267,
            0.380_058_475_033,
        ],
        1e-9,
    );
    assert_near(
        &found.information,
        &[
            2.377_501_317_614,
            2.751_597_558_96,
            1.836_915_074_306,
            2.044_696_740_393,
            2.174_915_883_709,
            1.730_914_536_907,
        ],
        1e-9,
    );
    assert_near(
        &found.weights,
        &[
            0.184_066_407_331_4,
            0.213_028_978_510_9,
            0.142_214_162_320_5,
            0.158_300_641_222_8,
            0.168_382_221_282_7,
            0.134_007_589_331_6,
        ],
        1e-9,
    );
}

fn tus() -> Vec<Vec<f64>> {
    rows(&[
        [5000.0, 3.0, 3.0, 4.0, 3.0, 2.0],
        [680.0, 5.0, 3.0, 2.0, 2.0, 1.0],
        [2000.0, 3.0, 2.0, 3.0, 4.0, 3.0],
        [600.0, 4.0, 3.0, 1.0, 2.0, 2.0],
        [800.0, 2.0, 4.0, 3.0, 3.0, 4.0],
    ])
}

/// The manual of R's `mathmodels`: .503839 .496161.
#[test]
fn coefficients_of_variation() {
    let found = variation::weights(&rows(&[[10.0, 5.0], [20.0, 10.0], [15.0, 8.0]])).expect("weights");
    assert_near(&found.weights, &[0.503_838_997_894_9, 0.496_161_002_105_1], 1e-9);
}

#[test]
fn what_does_not_vary_has_no_weights() {
    let same = rows(&[[1.0, 5.0], [1.0, 5.0], [1.0, 5.0]]);
    let sum = EntropyPractice::Sum;
    let scaled = EntropyPractice::MinMax { epsilon: 0.002 };
    assert_eq!(entropy::weights(&same, &HIGHER[..2], sum), Err(Undefined::NoVariation));
    assert_eq!(entropy::weights(&same, &HIGHER[..2], scaled), Err(Undefined::NoVariation));
    assert_eq!(critic::weights(&same, &HIGHER[..2]), Err(Undefined::NoVariation));
    assert_eq!(variation::weights(&same), Err(Undefined::NoVariation));
    let negative = rows(&[[1.0, -5.0], [2.0, 5.0]]);
    assert_eq!(entropy::weights(&negative, &HIGHER[..2], sum), Err(Undefined::NotPositive));
    assert_eq!(variation::weights(&negative), Err(Undefined::NotPositive));
    assert_eq!(critic::weights(&same[..1], &HIGHER[..2]), Err(Undefined::TooFewRows));
}

/// A column that stands still weighs nothing under CRITIC, and the others are as if it were not there.
#[test]
fn a_constant_column_weighs_nothing() {
    let with = rows(&[[1.0, 7.0, 4.0], [2.0, 7.0, 1.0], [4.0, 7.0, 2.0]]);
    let without = rows(&[[1.0, 4.0], [2.0, 1.0], [4.0, 2.0]]);
    let with = critic::weights(&with, &HIGHER[..3]).expect("weights").weights;
    let without = critic::weights(&without, &HIGHER[..2]).expect("weights").weights;
    assert_near(&with, &[without[0], 0.0, without[1]], 1e-12);
}

/// By hand for (0.5, 0.3, 0.2) and (0.2, 0.3, 0.5): products 0.1, 0.09, 0.1; the mixture of a game gives both half, for they
/// are mirror images.
#[test]
fn combinations() {
    let sets = rows(&[[0.5, 0.3, 0.2], [0.2, 0.3, 0.5]]);
    let by = |rule, parts: Option<&[f64]>| combine::weights(&sets, rule, parts).expect("weights");
    assert_near(&by(Combination::Linear, Some(&[0.75, 0.25])), &[0.425, 0.3, 0.275], 1e-12);
    assert_near(&by(Combination::Linear, None), &[0.35, 0.3, 0.35], 1e-12);
    assert_near(&by(Combination::Multiplicative, None), &[0.1 / 0.29, 0.09 / 0.29, 0.1 / 0.29], 1e-12);
    let roots = [0.1_f64.sqrt(), 0.3, 0.1_f64.sqrt()];
    assert_near(&by(Combination::Geometric, None), &roots.map(|root| root / roots.iter().sum::<f64>()), 1e-12);
    assert_near(&by(Combination::Game, None), &[0.35, 0.3, 0.35], 1e-12);
}

/// By hand for (0.6, 0.4) and (0.5, 0.5): [0.52 0.5; 0.5 0.5] a = (0.52, 0.5) has a = (1, 0).
#[test]
fn a_game_may_leave_one_set_out() {
    let sets = rows(&[[0.6, 0.4], [0.5, 0.5]]);
    assert_near(&combine::weights(&sets, Combination::Game, None).expect("weights"), &[0.6, 0.4], 1e-9);
    let same = rows(&[[0.6, 0.4], [0.6, 0.4]]);
    assert_near(&combine::weights(&same, Combination::Game, None).expect("weights"), &[0.6, 0.4], 1e-12);
    let apart = rows(&[[1.0, 0.0], [0.0, 1.0]]);
    assert_eq!(combine::weights(&apart, Combination::Multiplicative, None), Err(Undefined::NotPositive));
    assert_eq!(combine::weights(&apart[..1], Combination::Linear, None), Err(Undefined::TooFewRows));
}
