//! The numbers behind weights that were worked out: judgements as given, and what was reckoned of them on the way.

use serde::Serialize;

use super::number::NumberFormat;
use super::pen::Pen;
use super::view::{Link, Quantity};
use super::weights::Parent;
use super::weights_said;
use crate::method::consistency;
use crate::method::delphi::Opinion;
use crate::method::kendall::Concordance;
use crate::method::weigh::{Basis, Figures, Matrix, SurveyBasis, SurveyRound};
use crate::scorecard::{Answers, RandomIndex, WeightMethod};

/// The answers of a round, or a matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JudgedSheet {
    /// `Round 2`, `Expert A`, `All together`.
    pub title: String,
    /// The names of its columns: the children.
    pub columns: Vec<String>,
    /// (who, or which child; the numbers).
    pub rows: Vec<(String, Vec<Quantity>)>,
    /// What was reckoned for each child: a key for programs, words for readers, a number a column.
    pub figures: Vec<Figure>,
    /// What was reckoned for all together: a key for programs, words for readers, the number.
    pub checks: Vec<(&'static str, String, Quantity)>,
}

/// A figure a child: its key, its heading, its values.
pub(super) type Figure = (&'static str, String, Vec<Option<Quantity>>);

/// A figure a child before it is put into words: its key, its values, its decimals.
type Plain = (&'static str, Vec<Option<f64>>, u8);

/// Mean rank, spread, entropy …: what stands beside each child.
pub(super) fn figures(parent: &Parent) -> Vec<Figure> {
    let plain = match &parent.weighed.basis {
        Basis::Survey(survey) => of_survey(&parent.weighed.method, survey),
        Basis::History { figures, .. } => of_history(figures),
        Basis::None | Basis::Pairs(_) | Basis::Combined(_) => Vec::new(),
    };
    plain.into_iter().map(|figure| said(parent.pen, figure)).collect()
}

/// What the weight of each measure comes from.
fn of_history(figures: &Figures) -> Vec<Plain> {
    let all = |values: &[f64]| values.iter().copied().map(Some).collect();
    let own = (figures.key(), all(figures.values()), 3);
    match figures {
        Figures::Information { deviations, .. } => vec![("scaled-deviation", all(deviations), 3), own],
        Figures::Entropy(_) | Figures::Variation(_) => vec![own],
    }
}

fn said(pen: Pen, (key, values, decimals): Plain) -> Figure {
    let values = values.into_iter().map(|value| value.map(|value| plain(pen, value, decimals))).collect();
    (key, pen.say(&format!("weights.figure.{key}"), &[]), values)
}

/// Mean, spread and the like of the round that was used.
fn of_survey(method: &WeightMethod, survey: &SurveyBasis) -> Vec<Plain> {
    if matches!(method, WeightMethod::Points) {
        return Vec::new();
    }
    let means = survey.means.iter().copied().map(Some).collect();
    let mut found = vec![(if are_ranks(method) { "mean-rank" } else { "mean-score" }, means, 2)];
    let round = &survey.rounds[survey.used];
    if round.experts.len() > 1 {
        let told = ["deviation", "range", "variation", "full-marks"];
        found.extend(of_opinions(method, round).into_iter().filter(|(key, ..)| told.contains(key)));
    }
    found
}

/// Whether people were asked for positions.
fn are_ranks(method: &WeightMethod) -> bool {
    match method {
        WeightMethod::Delphi(delphi) => delphi.answers == Answers::Ranks,
        WeightMethod::Points => false,
        _ => true,
    }
}

/// All that is known of what the experts of a round say of each child.
fn of_opinions(method: &WeightMethod, round: &SurveyRound) -> Vec<Plain> {
    let opinions = &round.statistics.opinions;
    let own = |value: fn(&Opinion) -> Option<f64>| opinions.iter().map(value).collect();
    let mut found: Vec<Plain> = vec![
        ("mean", own(|opinion| Some(opinion.mean)), 2),
        ("median", own(|opinion| Some(opinion.median)), 2),
        ("first-quartile", own(|opinion| Some(opinion.first_quartile)), 2),
        ("third-quartile", own(|opinion| Some(opinion.third_quartile)), 2),
        ("range", own(|opinion| Some(opinion.interquartile_range())), 2),
        ("deviation", own(|opinion| opinion.deviation), 2),
    ];
    if !are_ranks(method) {
        found.push(("variation", own(|opinion| opinion.variation), 2));
    }
    if matches!(method, WeightMethod::Delphi(_)) && !are_ranks(method) {
        found.push(("full-marks", own(|opinion| opinion.full_marks), 2));
    }
    if let Ok(agreement) = &round.statistics.agreement {
        found.push(("rank-sum", agreement.rank_sums.iter().copied().map(Some).collect(), 1));
    }
    found
}

/// A bare number with so many decimals.
fn plain(pen: Pen, value: f64, decimals: u8) -> Quantity {
    Quantity::new(&NumberFormat { decimals, ..NumberFormat::score(pen.locale()) }, value)
}

/// A rank or a judgement, with no more decimals than it has.
fn judged(pen: Pen, value: f64) -> Quantity {
    let decimals = (0..2).find(|decimals| (value * 10_f64.powi(*decimals)).fract().abs() < 1e-9).unwrap_or(2);
    plain(pen, value, decimals as u8)
}

/// Who said what, round by round or matrix by matrix; none where nobody was asked.
pub(super) fn judgements(parent: &Parent) -> Vec<JudgedSheet> {
    match &parent.weighed.basis {
        Basis::Survey(survey) => survey.rounds.iter().map(|round| of_round(parent, survey, round)).collect(),
        Basis::Pairs(pairs) => {
            let together = Some(&pairs.group).filter(|_| pairs.experts.len() > 1);
            pairs.experts.iter().chain(together).map(|matrix| of_matrix(parent, matrix)).collect()
        }
        Basis::Combined(sets) => sets.iter().flat_map(|set| judgements(&parent.with(set))).collect(),
        Basis::None | Basis::History { .. } => Vec::new(),
    }
}

fn names(children: &[Link]) -> Vec<String> {
    children.iter().map(|link| link.title.clone()).collect()
}

fn of_round(parent: &Parent, survey: &SurveyBasis, round: &SurveyRound) -> JudgedSheet {
    let pen = parent.pen;
    let numbers = |row: &Vec<f64>| row.iter().map(|value| judged(pen, *value)).collect();
    let rows = round.experts.iter().zip(&round.ratings);
    let method = &parent.weighed.method;
    let are_several = round.experts.len() > 1;
    let opinions = if are_several { of_opinions(method, round) } else { Vec::new() };
    let agreement = round.statistics.agreement.as_ref().ok().filter(|_| are_several);
    let rate = round.response_rate(survey.sent).map(|rate| ("response-rate", rate, 3));
    let shift = round.checks.iter().find(|check| check.limit == crate::method::delphi::Limit::Shift);
    let shift = shift.and_then(|check| Some(("shift", check.found?, 2)));
    let checks = agreement.into_iter().flat_map(of_agreement).chain(rate).chain(shift);
    JudgedSheet {
        title: pen.say("weights.round", &[("n", &round.number.to_string())]),
        columns: names(&parent.children),
        rows: rows.map(|(expert, row)| (weights_said::expert(pen, expert), numbers(row))).collect(),
        figures: opinions.into_iter().map(|figure| said(pen, figure)).collect(),
        checks: checks.map(|check| checked(pen, check)).collect(),
    }
}

/// One number for all together: its key, its value, its decimals.
type Check = (&'static str, f64, u8);

fn checked(pen: Pen, (key, value, decimals): Check) -> (&'static str, String, Quantity) {
    (key, pen.say(&format!("weights.check.{key}"), &[]), plain(pen, value, decimals))
}

fn of_agreement(found: &Concordance) -> Vec<Check> {
    let mut checks = vec![
        ("w", found.w, 3),
        ("w-uncorrected", found.uncorrected, 3),
        ("squares", found.s, 1),
        ("ties", found.ties, 0),
        ("chi-square", found.chi_square, 2),
        ("freedom", found.freedom as f64, 0),
        ("p", found.p_chi_square, 4),
        ("mean-spearman", found.mean_spearman, 3),
    ];
    checks.extend(found.p_exact.map(|p| ("p-exact", p, 4)));
    checks
}

fn of_matrix(parent: &Parent, matrix: &Matrix) -> JudgedSheet {
    let pen = parent.pen;
    let numbers = |row: &Vec<f64>| row.iter().map(|value| judged(pen, *value)).collect();
    let columns = names(&parent.children);
    let index = if let WeightMethod::Ahp(ahp) = &parent.weighed.method { ahp.index } else { RandomIndex::default() };
    let own = matrix.priorities.weights.iter().copied().map(Some).collect();
    JudgedSheet {
        title: match &matrix.expert {
            Some(expert) => weights_said::expert(pen, expert),
            None => pen.say("weights.together", &[]),
        },
        rows: columns.iter().cloned().zip(matrix.rows.iter().map(numbers)).collect(),
        figures: vec![said(pen, ("priority", own, 3))],
        checks: of_consistency(matrix, index).into_iter().map(|check| checked(pen, check)).collect(),
        columns,
    }
}

fn of_consistency(matrix: &Matrix, index: RandomIndex) -> Vec<Check> {
    let (n, lambda) = (matrix.rows.len(), matrix.priorities.lambda_max);
    let mut checks = vec![("lambda-max", lambda, 3), ("ci", consistency::index(lambda, n), 3)];
    checks.extend(consistency::random_index(index, n).ok().map(|ri| ("ri", ri, 3)));
    checks.extend(matrix.ratio.as_ref().ok().map(|ratio| ("cr", *ratio, 3)));
    checks
}
