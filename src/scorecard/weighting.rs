//! How the weights of a node's children come about, where they are not written as plain numbers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Sql, Text};
use crate::diagnostic::Span;

/// From positions in a ranking to weights; position 1 is the most important of n.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RankRule {
    /// `2(n + 1 − k) / (n(n + 1))` (Stillwell, Seaver and Edwards 1981). On mean ranks of m experts it is the Chinese
    /// expert ranking rule `2[m(1 + n) − R] / [mn(1 + n)]`, R being an item's sum of ranks.
    #[default]
    Sum,
    /// `(1/k) / Σ(1/j)` (Stillwell, Seaver and Edwards 1981).
    Reciprocal,
    /// `(n + 1 − k)^p / Σ`: 0 is equal weights, 1 the rank sum.
    Exponent(f64),
    /// Rank-order centroid, `(1/n) Σ 1/i` over i from k to n (Barron 1992).
    Centroid,
    /// `(mn − R) / Σ`, R being an item's sum of ranks: what all put last weighs nothing.
    Gap,
    /// `(1/r̄) / Σ`, r̄ being an item's mean rank.
    InverseMean,
}

/// How a matrix of comparisons becomes priorities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PriorityRule {
    /// The principal eigenvector (Saaty 1977).
    #[default]
    Eigenvector,
    /// Geometric means of the rows.
    GeometricMean,
    /// Means of the rows after every column was divided by its sum.
    ColumnMean,
}

/// How the comparisons of several experts are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupRule {
    /// The geometric mean of each judgement, then one set of priorities (Aczél and Saaty 1983).
    #[default]
    Judgements,
    /// The mean of the experts' priorities.
    Priorities,
}

/// Whose table of random indices a consistency ratio is reckoned with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RandomIndex {
    /// Saaty 1980, as most textbooks print it (1.48 for 12).
    #[default]
    Saaty1980,
    /// Saaty's later table (1.35 for 7).
    SaatyLater,
    /// Donegan and Dodd 1991.
    DoneganDodd,
    /// Tummala and Ling 1998.
    TummalaLing,
}

/// How a column is made comparable before its entropy is taken.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntropyPractice {
    /// The raw values divided by their sum, whichever way is better; values must not be negative.
    Sum,
    /// Smallest to largest by direction into `[ε, 1 − ε]`, then divided by their sum. The weights depend on ε.
    MinMax {
        /// More than 0, less than a half.
        epsilon: f64,
    },
}

/// How sets of weights are combined.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Combination {
    /// `α w₁ + (1 − α) w₂`; several sets with equal shares where no share is given.
    Linear,
    /// In proportion to the product.
    Multiplicative,
    /// In proportion to the geometric mean.
    Geometric,
    /// The mixture nearest to all of them: `WWᵀa = diag(WWᵀ)`, a divided by its sum.
    Game,
}

/// When a survey in rounds may end: every limit that is stated must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StopRule {
    /// W at least this.
    pub least_w: Option<f64>,
    /// The probability of W by chance below this.
    pub most_p: Option<f64>,
    /// The coefficient of variation of every item below this; scores only.
    pub most_variation: Option<f64>,
    /// The interquartile range of every item at most this.
    pub most_range: Option<f64>,
    /// At least this share of experts gives every item full marks; scores only.
    pub least_full_marks: Option<f64>,
    /// No item's mean moved by more than this since the round before.
    pub most_shift: Option<f64>,
}

/// What experts are asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answers {
    /// Positions, 1 the most important.
    Ranks,
    /// Scores, the larger the more important; full marks are this many, or the largest anybody gave the item.
    Scores {
        /// The top of the scale.
        full: Option<f64>,
    },
}

/// A survey in rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Delphi {
    /// What was asked for.
    pub answers: Answers,
    /// From mean ranks to weights; scores are in proportion to their means.
    pub rule: RankRule,
    /// When it may end.
    pub stop: StopRule,
    /// The round whose answers are used; `None` for the first in which every limit holds, else the last.
    pub round: Option<u32>,
    /// Authority of experts, 0 to 1, by name; all the same where empty.
    pub authority: BTreeMap<String, f64>,
    /// How many were asked in a round.
    pub sent: Option<u32>,
}

/// Comparisons of pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ahp {
    /// From a matrix to priorities.
    pub priority: PriorityRule,
    /// From several experts to one set of weights.
    pub group: GroupRule,
    /// Whose random indices are used.
    pub index: RandomIndex,
}

/// A way to weights.
#[derive(Clone, Debug, PartialEq)]
pub enum WeightMethod {
    /// The same for all.
    Equal,
    /// Points, shared out by several people.
    Points,
    /// Rankings of one or several experts.
    Ranks(RankRule),
    /// A survey in rounds.
    Delphi(Box<Delphi>),
    /// Comparisons of pairs.
    Ahp(Ahp),
    /// Entropy of the measures' own history.
    Entropy(EntropyPractice),
    /// CRITIC on the measures' own history.
    Critic,
    /// Coefficients of variation of the measures' own history.
    Variation,
    /// Several sets of weights made one.
    Combined {
        /// How.
        rule: Combination,
        /// How much of each a linear combination takes.
        parts: Option<Vec<f64>>,
        /// The sets.
        sets: Vec<Weighting>,
    },
}

impl WeightMethod {
    /// The word for it in YAML and in the words of the report.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Points => "points",
            Self::Ranks(_) => "ranks",
            Self::Delphi(_) => "delphi",
            Self::Ahp(_) => "ahp",
            Self::Entropy(_) => "entropy",
            Self::Critic => "critic",
            Self::Variation => "variation",
            Self::Combined { .. } => "combined",
        }
    }

    /// Whether it looks at what the measures did.
    pub fn needs_history(&self) -> bool {
        match self {
            Self::Entropy(_) | Self::Critic | Self::Variation => true,
            Self::Combined { sets, .. } => sets.iter().any(|set| set.method.needs_history()),
            _ => false,
        }
    }
}

/// How the weights of a node's children come about.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighting {
    /// The method.
    pub method: WeightMethod,
    /// Where the judgements come from.
    pub source: JudgementSource,
    /// The query they were read by, once they are; `None` for judgements in the book.
    pub read: Option<JudgementsRead>,
    /// Why judgements are used though they contradict each other or have not settled.
    pub accepted: Option<Text>,
    /// Where it is written.
    pub span: Span,
}

/// What a table of judgements was read by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgementsRead {
    /// The text of the query.
    pub sql: String,
    /// The tables it reads, models resolved, in order of name.
    pub tables: Vec<String>,
}

impl Weighting {
    /// The queries its judgements were read by, those of combined sets included.
    pub fn reads(&self) -> Vec<&JudgementsRead> {
        let sets = if let WeightMethod::Combined { sets, .. } = &self.method { sets.as_slice() } else { &[] };
        self.read.iter().chain(sets.iter().flat_map(Self::reads)).collect()
    }

    /// The queries for its judgements, also of the sets of a combination.
    pub fn queries(&self) -> Vec<&Sql> {
        let own = match &self.source {
            JudgementSource::Query(query) => Some(&query.sql),
            JudgementSource::None | JudgementSource::Stated(_) => None,
        };
        let sets = match &self.method {
            WeightMethod::Combined { sets, .. } => &sets[..],
            _ => &[],
        };
        own.into_iter().chain(sets.iter().flat_map(Self::queries)).collect()
    }
}

/// Where judgements come from.
#[derive(Clone, Debug, PartialEq)]
pub enum JudgementSource {
    /// There are none: the method needs no expert.
    None,
    /// Written in the book.
    Stated(Vec<ExpertJudgement>),
    /// A table of the drop.
    Query(Box<JudgementQuery>),
}

/// A table of judgements and which of its columns are what.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgementQuery {
    /// The SELECT.
    pub sql: Sql,
    /// The column with the expert's name.
    pub expert: String,
    /// The column with the item, or the first of two.
    pub item: String,
    /// The column with the second item of a comparison; methods that compare pairs only.
    pub other: Option<String>,
    /// The column with the number of the round, where there are several.
    pub round: Option<String>,
    /// The column with the rank, the score, the points or the judgement.
    pub value: String,
    /// What items are called in the table, with their ids in the book; an item that is not here stands under its id.
    pub items: BTreeMap<String, String>,
}

/// One number an expert gave.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpertJudgement {
    /// From 1.
    pub round: u32,
    /// Who.
    pub expert: String,
    /// About what: the id of a child.
    pub item: String,
    /// Compared with what, where pairs are compared.
    pub other: Option<String>,
    /// The rank, the score, the points, or how many times as important.
    pub value: f64,
    /// Where it is written, or the query it comes from.
    pub span: Span,
}
