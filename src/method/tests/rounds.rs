//! Rounds of a survey against numbers checked by other programs.

use super::{assert_near, rows};
use crate::method::delphi::{self, Limit};
use crate::method::rank;
use crate::scorecard::{Answers, RankRule, StopRule};

/// Ranks of 5 experts in the first round.
const FIRST: [[f64; 5]; 5] = [
    [1.0, 2.0, 3.0, 4.0, 5.0],
    [2.0, 1.0, 4.0, 3.0, 5.0],
    [3.0, 1.0, 2.0, 5.0, 4.0],
    [1.0, 4.0, 2.0, 3.0, 5.0],
    [5.0, 2.0, 1.0, 3.0, 4.0],
];

/// Ranks of 5 experts in the second round.
const SECOND: [[f64; 5]; 5] = [
    [1.0, 2.0, 3.0, 4.0, 5.0],
    [2.0, 1.0, 3.0, 4.0, 5.0],
    [1.0, 2.0, 3.0, 5.0, 4.0],
    [1.0, 3.0, 2.0, 4.0, 5.0],
    [2.0, 1.0, 3.0, 4.0, 5.0],
];

/// The procedure of the course text on made-up ranks of 5 experts; statistics by a script, W by scipy's Friedman test.
#[test]
fn two_rounds_of_ranking() {
    let first = rows(&FIRST);
    let second = rows(&SECOND);
    let rounds = [&first, &second].map(|ranks| delphi::round(ranks, Answers::Ranks).expect("a round"));
    let means = [0, 1].map(|at: usize| rounds[at].opinions.iter().map(|opinion| opinion.mean).collect::<Vec<f64>>());
    assert_near(&means[0], &[2.4, 2.0, 2.4, 3.6, 4.6], 1e-9);
    assert_near(&means[1], &[1.4, 1.8, 2.8, 4.2, 4.8], 1e-9);
    let deviations: Vec<f64> = rounds[1].opinions.iter().filter_map(|opinion| opinion.deviation).collect();
    assert_near(
        &deviations,
        &[0.547_722_557_505_2, 0.836_660_026_534_1, 0.447_213_595_5, 0.447_213_595_5, 0.447_213_595_5],
        1e-9,
    );
    let agreements = [0, 1].map(|at: usize| rounds[at].agreement.clone().expect("W"));
    assert_near(
        &[agreements[0].w, agreements[0].chi_square, agreements[0].p_chi_square],
        &[0.464, 9.28, 0.054_469_414_619_31],
        1e-9,
    );
    assert_near(
        &[agreements[1].w, agreements[1].chi_square, agreements[1].p_chi_square],
        &[0.872, 17.44, 0.001_587_151_495_76],
        1e-9,
    );
    let weights = rank::of_mean_ranks(RankRule::Sum, &means[1]).expect("weights");
    assert_near(&weights, &[0.306_666_666_666_7, 0.28, 0.213_333_333_333_3, 0.12, 0.08], 1e-9);
    assert_near(&[rank::largest_shift(&means[0], &means[1]).expect("a shift")], &[1.0], 1e-9);
    assert!(rounds[1].opinions.iter().all(|opinion| opinion.variation.is_none()), "ranks have no CV");
}

#[test]
fn a_survey_ends_when_every_limit_holds() {
    let rounds = [FIRST, SECOND].map(|ranks| delphi::round(&rows(&ranks), Answers::Ranks).expect("a round"));
    let rule = StopRule { least_w: Some(0.7), most_p: Some(0.05), ..StopRule::default() };
    let holds = |at: usize| delphi::check(&rule, &rounds[at], None).iter().map(|one| one.holds).collect::<Vec<bool>>();
    assert_eq!((holds(0), holds(1)), (vec![false, holds(0)[1]], vec![true, true]));
    let shift = StopRule { most_shift: Some(0.5), ..StopRule::default() };
    let found = delphi::check(&shift, &rounds[1], Some(&rounds[0]));
    assert_eq!((found.len(), found[0].limit, found[0].holds), (1, Limit::Shift, false));
    assert!(!delphi::check(&shift, &rounds[0], None)[0].holds, "the first round has nothing to be held against");
}

/// Scores of 5 experts in the first round.
const SCORES_FIRST: [[f64; 5]; 5] = [
    [4.0, 3.0, 5.0, 2.0, 3.0],
    [5.0, 2.0, 4.0, 1.0, 4.0],
    [3.0, 5.0, 4.0, 3.0, 2.0],
    [5.0, 4.0, 3.0, 2.0, 5.0],
    [4.0, 1.0, 5.0, 4.0, 3.0],
];

/// Scores of 5 experts in the second round.
const SCORES_SECOND: [[f64; 5]; 5] = [
    [5.0, 3.0, 4.0, 2.0, 3.0],
    [5.0, 3.0, 4.0, 2.0, 4.0],
    [4.0, 3.0, 5.0, 2.0, 3.0],
    [5.0, 4.0, 4.0, 2.0, 3.0],
    [5.0, 3.0, 4.0, 3.0, 3.0],
];

/// Scores of 5 experts in two rounds; statistics as the manual of SPSSAU defines them, checked with pandas.
#[test]
fn two_rounds_of_scores() {
    let first = rows(&SCORES_FIRST);
    let second = rows(&SCORES_SECOND);
    let answers = Answers::Scores { full: None };
    let rounds = [&first, &second].map(|scores| delphi::round(scores, answers).expect("a round"));
    let of = |at: usize, value: fn(&delphi::Opinion) -> Option<f64>| {
        rounds[at].opinions.iter().filter_map(value).collect::<Vec<f64>>()
    };
    assert_near(&of(0, |one| Some(one.mean)), &[4.2, 3.0, 4.2, 2.4, 3.4], 1e-9);
    assert_near(&of(0, |one| Some(one.median)), &[4.0, 3.0, 4.0, 2.0, 3.0], 1e-9);
    assert_near(
        &of(0, |one| one.deviation),
        &[0.836_660_026_534_1, 1.581_138_830_084, 0.836_660_026_534_1, 1.140_175_425_099, 1.140_175_425_099],
        1e-9,
    );
    assert_near(
        &of(0, |one| one.variation),
        &[0.199_204_768_222_4, 0.527_046_276_694_7, 0.199_204_768_222_4, 0.475_073_093_791_3, 0.335_345_713_264_5],
        1e-9,
    );
    assert_near(&of(0, |one| Some(one.first_quartile)), &[4.0, 2.0, 4.0, 2.0, 3.0], 1e-9);
    assert_near(&of(0, |one| Some(one.interquartile_range())), &[1.0, 2.0, 1.0, 1.0, 1.0], 1e-9);
    assert_near(&of(0, |one| one.full_marks), &[0.4, 0.2, 0.4, 0.2, 0.2], 1e-9);
    assert_near(
        &of(1, |one| one.variation),
        &[0.093_169_499_062_49, 0.139_754_248_593_7, 0.106_479_427_5, 0.203_278_907_045_4, 0.139_754_248_593_7],
        1e-9,
    );
    assert_near(&of(1, |one| one.full_marks), &[0.8, 0.2, 0.2, 0.2, 0.2], 1e-9);
}

#[test]
fn scores_agree_and_weigh() {
    let answers = Answers::Scores { full: None };
    let rounds = [SCORES_FIRST, SCORES_SECOND].map(|scores| delphi::round(&rows(&scores), answers).expect("a round"));
    let agreements = [0, 1].map(|at: usize| rounds[at].agreement.clone().expect("W"));
    assert_near(&[agreements[0].w, agreements[0].p_chi_square], &[0.341_052_631_578_9, 0.145_652_404_425_9], 1e-9);
    assert_near(&[agreements[1].w, agreements[1].p_chi_square], &[0.867_391_304_347_8, 0.001_654_129_884_754], 1e-9);
    let weights =
        delphi::of_mean_scores(&rounds[1].opinions.iter().map(|one| one.mean).collect::<Vec<f64>>()).expect("weights");
    assert_near(
        &weights,
        &[0.272_727_272_727_3, 0.181_818_181_818_2, 0.238_636_363_636_4, 0.125, 0.181_818_181_818_2],
        1e-9,
    );
    let rule = StopRule { most_variation: Some(0.25), ..StopRule::default() };
    assert_eq!([0, 1].map(|at: usize| delphi::check(&rule, &rounds[at], None)[0].holds), [false, true]);
    // Of a scale to 5 nobody gave the fourth item full marks in the second round.
    let full = delphi::round(&rows(&SCORES_SECOND), Answers::Scores { full: Some(5.0) }).expect("a round");
    assert_near(
        &full.opinions.iter().filter_map(|one| one.full_marks).collect::<Vec<f64>>(),
        &[0.8, 0.0, 0.2, 0.0, 0.0],
        1e-12,
    );
}

/// BMJ Open, supplement of a Delphi study: Ca .944, Cs .775, Cr .860.
#[test]
fn authority_and_response() {
    assert_near(&[delphi::authority(0.944, 0.775)], &[0.8595], 1e-12);
    assert_eq!((delphi::response_rate(18, 20), delphi::response_rate(0, 0)), (Some(0.9), None));
}
