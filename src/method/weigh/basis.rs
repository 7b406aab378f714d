//! What a set of weights rests on, for whoever wants to show it.

use crate::method::ahp::Priorities;
use crate::method::consistency::{ACCEPTED, Misfit};
use crate::method::delphi::{Checked, Round};
use crate::method::{Undefined, delphi};
use crate::scorecard::{GroupRule, Text, WeightMethod};

/// Weights and all that was reckoned on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The ids of the children, in order.
    pub items: Vec<String>,
    /// Their weights, which sum to 1.
    pub weights: Vec<f64>,
    /// The method chosen.
    pub method: WeightMethod,
    /// What they rest on.
    pub basis: Basis,
    /// Why they are used although the judgements contradict each other or have not settled; `None` where they do neither.
    pub accepted: Option<Text>,
    /// What other methods make of it, equal weights first.
    pub others: Vec<Other>,
}

impl Weighed {
    /// Whether judgements contradict each other, or experts have not settled by the limits stated.
    pub(super) fn is_doubtful(method: &WeightMethod, basis: &Basis) -> bool {
        let is_off = |matrix: &Matrix| matrix.ratio.as_ref().is_ok_and(|ratio| *ratio >= ACCEPTED);
        match (method, basis) {
            (WeightMethod::Ahp(ahp), Basis::Pairs(pairs)) => {
                let together = ahp.group == GroupRule::Judgements && is_off(&pairs.group);
                together || pairs.experts.iter().any(is_off)
            }
            (WeightMethod::Delphi(_), Basis::Survey(survey)) => {
                survey.rounds.get(survey.used).is_some_and(|round| round.checks.iter().any(|check| !check.holds))
            }
            _ => false,
        }
    }
}

/// What weights rest on.
#[derive(Clone, Debug, PartialEq)]
pub enum Basis {
    /// Nothing: equal weights.
    None,
    /// Ranks, scores or points of experts.
    Survey(SurveyBasis),
    /// Comparisons of pairs.
    Pairs(PairsBasis),
    /// What the measures did.
    History {
        /// In how many periods all of them have a value.
        periods: usize,
        /// The figure of each measure that its weight comes from.
        figures: Figures,
    },
    /// Several sets of weights.
    Combined(Vec<Weighed>),
}

/// One figure an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Figures {
    /// Entropies, 0 to 1.
    Entropy(Vec<f64>),
    /// What CRITIC reckons.
    Information {
        /// C
        information: Vec<f64>,
        /// σ of each scaled column.
        deviations: Vec<f64>,
    },
    /// Coefficients of variation.
    Variation(Vec<f64>),
}

impl Figures {
    /// The figures.
    pub fn values(&self) -> &[f64] {
        match self {
            Self::Entropy(values) | Self::Information { information: values, .. } | Self::Variation(values) => values,
        }
    }

    /// A key for words on a page.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Entropy(_) => "entropy",
            Self::Information { .. } => "information",
            Self::Variation(_) => "variation",
        }
    }
}

/// A survey in one or more rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyBasis {
    /// Its rounds, in order.
    pub rounds: Vec<SurveyRound>,
    /// Which of them the weights come from: its place in `rounds`.
    pub used: usize,
    /// Why that one.
    pub chosen: Chosen,
    /// Mean rank, mean score or mean share of each item in that round, with the experts' authority.
    pub means: Vec<f64>,
    /// Whether experts counted differently.
    pub weighted: bool,
    /// How many were asked in a round.
    pub sent: Option<u32>,
}

/// One round.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyRound {
    /// As numbered in the data.
    pub number: u32,
    /// Who answered, in order of name.
    pub experts: Vec<String>,
    /// A row an expert, a column an item.
    pub ratings: Vec<Vec<f64>>,
    /// What can be said of them.
    pub statistics: Round,
    /// How the round stands against the limits of the stop rule.
    pub checks: Vec<Checked>,
}

impl SurveyRound {
    /// The share of the questionnaires sent that came back.
    pub fn response_rate(&self, sent: Option<u32>) -> Option<f64> {
        delphi::response_rate(self.experts.len(), sent? as usize)
    }
}

/// Why a round was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// There is no other.
    Only,
    /// The book names it.
    Named,
    /// It is the first in which every limit holds.
    Stopped,
    /// It is the last, though not every limit holds.
    LastUnsettled,
    /// It is the last; no limit is stated.
    Last,
}

impl Chosen {
    /// A key for words on a page.
    pub fn key(self) -> &'static str {
        match self {
            Self::Only => "only",
            Self::Named => "named",
            Self::Stopped => "stopped",
            Self::LastUnsettled => "last-unsettled",
            Self::Last => "last",
        }
    }
}

/// The matrix of one expert, or of all together.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// Whose; `None` for all together.
    pub expert: Option<String>,
    /// Row by row.
    pub rows: Vec<Vec<f64>>,
    /// What it gives.
    pub priorities: Priorities,
    /// CR; a reason where the table does not go so far.
    pub ratio: Result<f64, Undefined>,
    /// The judgement that fits least.
    pub worst: Option<Misfit>,
}

/// Comparisons of pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct PairsBasis {
    /// One an expert, in order of name.
    pub experts: Vec<Matrix>,
    /// All together, by geometric means; the only expert's own where there is one.
    pub group: Matrix,
}

/// What measures did: the material of weights from data.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// A row a period in which every measure has a value, a column a measure.
    pub rows: Vec<Vec<f64>>,
    /// Of each measure, whether more is better.
    pub higher: Vec<bool>,
}

/// What another method makes of the same judgements.
#[derive(Clone, Debug, PartialEq)]
pub struct Other {
    /// Which: a key for words on a page, such as `equal` or `rank-centroid`.
    pub key: &'static str,
    /// The weights, or why there are none.
    pub weights: Result<Vec<f64>, Undefined>,
}
