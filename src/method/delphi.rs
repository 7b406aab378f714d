//! Rounds of a Delphi survey: how far experts agree on each item, and when to stop asking.
//!
//! Statistics of an item as Chinese studies report them: mean, standard deviation (n − 1), coefficient of variation, the
//! share of full marks 满分频率, median and quartiles (type 7). Which limit ends a survey is a convention; every one is a
//! parameter.

use super::kendall::{self, Concordance};
use super::rank::First;
use super::{Undefined, columns, sample};
use crate::scorecard::{Answers, StopRule};

/// Which end of the answers comes first.
fn first(answers: Answers) -> First {
    match answers {
        Answers::Ranks => First::Smallest,
        Answers::Scores { .. } => First::Largest,
    }
}

/// What the experts say of one item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opinion {
    /// x̄
    pub mean: f64,
    /// The middle.
    pub median: f64,
    /// s, divisor n − 1; `None` of one expert.
    pub deviation: Option<f64>,
    /// s / x̄; `None` for ranks, where it would call the most important items disputed.
    pub variation: Option<f64>,
    /// A quarter lies below.
    pub first_quartile: f64,
    /// Three quarters lie below.
    pub third_quartile: f64,
    /// The share of experts who gave full marks; `None` for ranks.
    pub full_marks: Option<f64>,
}

impl Opinion {
    /// Third less first quartile.
    pub fn interquartile_range(&self) -> f64 {
        self.third_quartile - self.first_quartile
    }
}

/// One round.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// What is said of each item.
    pub opinions: Vec<Opinion>,
    /// How far the experts agree on the order.
    pub agreement: Result<Concordance, Undefined>,
    /// How many answered.
    pub experts: usize,
}

/// The statistics of a round: a row an expert, a column an item.
pub fn round(ratings: &[Vec<f64>], answers: Answers) -> Result<Round, Undefined> {
    if ratings.is_empty() {
        return Err(Undefined::TooFewRows);
    }
    if !super::is_rectangular(ratings) {
        return Err(Undefined::Incomplete);
    }
    let opinions = columns(ratings).iter().filter_map(|column| opinion(column, answers)).collect();
    let agreement = kendall::concordance(ratings, first(answers));
    Ok(Round { opinions, agreement, experts: ratings.len() })
}

fn opinion(values: &[f64], answers: Answers) -> Option<Opinion> {
    let (variation, full_marks) = match answers {
        Answers::Ranks => (None, None),
        Answers::Scores { full } => {
            let full = full.unwrap_or_else(|| values.iter().copied().fold(f64::MIN, f64::max));
            let given = values.iter().filter(|value| **value >= full).count();
            (sample::variation(values), Some(given as f64 / values.len() as f64))
        }
    };
    Some(Opinion {
        mean: sample::mean(values)?,
        median: sample::quantile(values, 0.5)?,
        deviation: sample::deviation(values),
        variation,
        first_quartile: sample::quantile(values, 0.25)?,
        third_quartile: sample::quantile(values, 0.75)?,
        full_marks,
    })
}

/// The authority of an expert 权威系数, `(Ca + Cs) / 2`: what his judgement rests on, and how familiar he is with the
/// matter, each from 0 to 1.
pub fn authority(basis: f64, familiarity: f64) -> f64 {
    f64::midpoint(basis, familiarity)
}

/// The share of questionnaires that came back 积极系数; `None` where none was sent.
pub fn response_rate(returned: usize, sent: usize) -> Option<f64> {
    (sent > 0).then(|| returned as f64 / sent as f64)
}

/// A limit of a [`StopRule`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`StopRule::least_w`]
    W,
    /// [`StopRule::most_p`]
    P,
    /// [`StopRule::most_variation`]
    Variation,
    /// [`StopRule::most_range`]
    Range,
    /// [`StopRule::least_full_marks`]
    FullMarks,
    /// [`StopRule::most_shift`]
    Shift,
}

impl Limit {
    /// A key for words on a page.
    pub fn key(self) -> &'static str {
        match self {
            Self::W => "w",
            Self::P => "p",
            Self::Variation => "variation",
            Self::Range => "range",
            Self::FullMarks => "full-marks",
            Self::Shift => "shift",
        }
    }
}

/// How a round stands against one limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checked {
    /// Which limit.
    pub limit: Limit,
    /// What it is.
    pub wanted: f64,
    /// What the round has, the worst item's; `None` where it cannot be given.
    pub found: Option<f64>,
    /// Whether it holds; what cannot be given does not.
    pub holds: bool,
}

/// A limit, what it is, what was found, and when the one is fine with the other.
type Stated = (Limit, Option<f64>, Option<f64>, fn(f64, f64) -> bool);

/// Holds a round, and the one before it if there is one, against every limit stated.
pub fn check(rule: &StopRule, round: &Round, before: Option<&Round>) -> Vec<Checked> {
    let agreement = round.agreement.as_ref().ok();
    let worst = |value: fn(&Opinion) -> Option<f64>, pick: fn(f64, f64) -> f64| {
        let values: Option<Vec<f64>> = round.opinions.iter().map(value).collect();
        values?.into_iter().reduce(pick)
    };
    let shift = || {
        let means = |round: &Round| round.opinions.iter().map(|opinion| opinion.mean).collect::<Vec<f64>>();
        super::rank::largest_shift(&means(before?), &means(round))
    };
    let at_least = |wanted: f64, found: f64| found >= wanted;
    let at_most = |wanted: f64, found: f64| found <= wanted;
    let below = |wanted: f64, found: f64| found < wanted;
    let stated: [Stated; 6] = [
        (Limit::W, rule.least_w, agreement.map(|a| a.w), at_least),
        (Limit::P, rule.most_p, agreement.map(Concordance::p), below),
        (Limit::Variation, rule.most_variation, worst(|o| o.variation, f64::max), below),
        (Limit::Range, rule.most_range, worst(|o| Some(o.interquartile_range()), f64::max), at_most),
        (Limit::FullMarks, rule.least_full_marks, worst(|o| o.full_marks, f64::min), at_least),
        (Limit::Shift, rule.most_shift, shift(), at_most),
    ];
    let checked = stated.into_iter().filter_map(|(limit, wanted, found, holds)| {
        let wanted = wanted?;
        Some(Checked { limit, wanted, found, holds: found.is_some_and(|found| holds(wanted, found)) })
    });
    checked.collect()
}

/// The weights of items by their mean scores, `x̄ / Σx̄`.
pub fn of_mean_scores(means: &[f64]) -> Result<Vec<f64>, Undefined> {
    super::shares(means).ok_or(Undefined::NotPositive)
}
