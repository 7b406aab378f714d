//! How the weights of a node's children come about, where they are not numbers on the children.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Entries, Field, Required, Spanned, Written};
use super::{Sql, Text, Weights};

/// What `weights` may be: a word on how numbers on the children add up, or a method that works them out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum WeightsField {
    /// `percent` or `relative`
    Text(Weights),
    /// `{method: delphi, table: expert_ranks}`
    Map(Box<Weighting>),
}

/// What experts say, by name.
pub(crate) type ByExpert = Entries<Spanned<Judged>>;

/// A method that works out weights from judgements or from data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Weighting {
    /// `equal`, `points`, `ranks`, `delphi`, `ahp`, `entropy`, `critic`, `variation` or `combined`.
    pub(crate) method: Required<Spanned<WeightMethod>>,
    /// What each expert says, by name. A ranking: `[keep, win, grow]`, the most important first, equals in brackets of their
    /// own. Numbers by child: `{keep: 1, win: 2}`. For `ahp` the matrix, row by row, or what stands above its diagonal.
    #[serde(default)]
    pub(crate) judgements: Field<Spanned<ByExpert>>,
    /// The same for several rounds of a survey, the first round first.
    #[serde(default)]
    pub(crate) rounds: Field<Spanned<Vec<Spanned<ByExpert>>>>,
    /// The table of the data that holds the judgements, a row an expert and item (or pair).
    #[serde(default)]
    pub(crate) table: Field<Spanned<String>>,
    /// A SELECT that returns them, or the file that holds it.
    #[serde(default)]
    pub(crate) sql: Field<Spanned<Sql>>,
    /// Which columns of the table are what: `{expert: 专家, item: 指标, rank: 名次}`.
    pub(crate) columns: Option<Spanned<JudgementColumns>>,
    /// What children are called in the table, with their ids: `{留住老客户: keep-customers}`.
    pub(crate) items: Option<Entries<Spanned<String>>>,
    /// From ranks to weights: `sum` (the default), `reciprocal`, `exponent`, `centroid`, `gap` or `inverse-mean`.
    pub(crate) rule: Option<Spanned<RankRule>>,
    /// The p of `rule: exponent`: 0 is equal weights, 1 the rank sum; 2 by default.
    pub(crate) exponent: Option<Spanned<f64>>,
    /// What a survey asks for: `ranks` (the default) or `scores`.
    pub(crate) answers: Option<Spanned<Answers>>,
    /// The top of the scale of scores.
    pub(crate) full_marks: Option<Spanned<f64>>,
    /// The round of a survey whose answers are used. By default the first in which every limit of `stop` holds, else the last.
    pub(crate) round: Option<Spanned<u32>>,
    /// When a survey may end: every limit stated must hold.
    pub(crate) stop: Option<Spanned<Stop>>,
    /// How much an expert's word counts, by name.
    pub(crate) authority: Option<Spanned<Entries<Spanned<Authority>>>>,
    /// How many experts were asked in a round.
    pub(crate) sent: Option<Spanned<u32>>,
    /// From a matrix to priorities: `eigenvector` (the default), `geometric-mean` or `column-mean`.
    pub(crate) priorities: Option<Spanned<PriorityRule>>,
    /// From several experts to one set: the geometric mean of `judgements` (the default), or the mean of `priorities`.
    pub(crate) group: Option<Spanned<GroupRule>>,
    /// Whose random indices the consistency ratio is reckoned with.
    pub(crate) random_index: Option<Spanned<RandomIndex>>,
    /// Why judgements are used though they contradict each other (`ahp`) or have not settled (`delphi`): told to readers in
    /// place of a warning. One text, or one a language.
    pub(crate) accept: Option<Spanned<Text>>,
    /// How a column is made comparable for `entropy`: `sum` or `min-max` (the default).
    pub(crate) practice: Option<Spanned<Practice>>,
    /// The ε of `practice: min-max`, which the weights depend on; 0.002 by default.
    pub(crate) epsilon: Option<Spanned<f64>>,
    /// How `combined` puts sets together: `linear` (the default), `multiplicative`, `geometric` or `game`.
    pub(crate) combine: Option<Spanned<Combination>>,
    /// How much of each set a linear combination takes: `[60, 40]`. The same of each by default.
    pub(crate) parts: Option<Spanned<Vec<Spanned<f64>>>>,
    /// The sets that `combined` puts together, each a method of its own.
    #[serde(default)]
    pub(crate) sets: Field<Spanned<Vec<Spanned<Weighting>>>>,
}

/// A way to weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum WeightMethod {
    /// The same for all.
    Equal,
    /// Points, shared out by several people.
    Points,
    /// Rankings of one or several experts.
    Ranks,
    /// A survey in rounds.
    Delphi,
    /// Comparisons of pairs.
    Ahp,
    /// Entropy of the measures' own history.
    Entropy,
    /// CRITIC on the measures' own history.
    Critic,
    /// Coefficients of variation of the measures' own history.
    Variation,
    /// Several sets made one.
    Combined,
}

/// What one expert says.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum Judged {
    /// A ranking, or the rows of a matrix.
    List(Vec<Spanned<JudgedEntry>>),
    /// A number a child.
    Map(Entries<Spanned<f64>>),
}

/// An entry of what an expert says.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum JudgedEntry {
    /// The id of a child.
    Text(String),
    /// Children on the same place, or a row of a matrix: `[1, 3, 1/5]`.
    List(Vec<Spanned<Written>>),
}

/// The columns of a table of judgements.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct JudgementColumns {
    /// Who; `expert` by default.
    pub(crate) expert: Option<Spanned<String>>,
    /// About what, or the first of two; `item` by default.
    pub(crate) item: Option<Spanned<String>>,
    /// Compared with what, for `ahp`; `other` by default.
    pub(crate) other: Option<Spanned<String>>,
    /// The number of the round, for `delphi`; `round` by default.
    pub(crate) round: Option<Spanned<String>>,
    /// The rank; for `ranks` and `delphi`, `rank` by default.
    pub(crate) rank: Option<Spanned<String>>,
    /// The score, for `delphi` with `answers: scores`; `score` by default.
    pub(crate) score: Option<Spanned<String>>,
    /// The points, for `points`; `points` by default.
    pub(crate) points: Option<Spanned<String>>,
    /// How many times as important, for `ahp`; `judgement` by default.
    pub(crate) judgement: Option<Spanned<String>>,
}

/// What experts are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Answers {
    /// Positions, 1 the most important.
    Ranks,
    /// Scores, the larger the more important.
    Scores,
}

/// When a survey may end.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Stop {
    /// Kendall's W at least this: 0.7 is strong agreement.
    pub(crate) w: Option<Spanned<f64>>,
    /// The probability of such agreement by chance below this: 0.05.
    pub(crate) p: Option<Spanned<f64>>,
    /// The coefficient of variation of every child below this: 0.25. Scores only.
    pub(crate) variation: Option<Spanned<f64>>,
    /// The interquartile range of every child at most this: 1.
    pub(crate) range: Option<Spanned<f64>>,
    /// At least this share of experts gives every child full marks: 0.5. Scores only.
    pub(crate) full_marks: Option<Spanned<f64>>,
    /// No child's mean moved by more than this since the round before: 0.5.
    pub(crate) shift: Option<Spanned<f64>>,
}

/// How much an expert's word counts: the mean of both.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Authority {
    /// What the judgement rests on, 0 to 1.
    pub(crate) basis: Required<Spanned<f64>>,
    /// How familiar the expert is with the matter, 0 to 1.
    pub(crate) familiarity: Required<Spanned<f64>>,
}

/// From ranks to weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RankRule {
    /// `2(n + 1 − k) / (n(n + 1))`; on mean ranks, the Chinese expert ranking rule.
    Sum,
    /// `(1/k) / Σ(1/j)`
    Reciprocal,
    /// `(n + 1 − k)^p / Σ`
    Exponent,
    /// `(1/n) Σ 1/i` over i from k to n.
    Centroid,
    /// `(mn − R) / Σ`
    Gap,
    /// One over the mean rank.
    InverseMean,
}

/// From a matrix to priorities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PriorityRule {
    /// The principal eigenvector.
    Eigenvector,
    /// Geometric means of the rows.
    GeometricMean,
    /// Means of normalised columns.
    ColumnMean,
}

/// From several experts to one set of weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum GroupRule {
    /// The geometric mean of each judgement.
    Judgements,
    /// The mean of the experts' priorities.
    Priorities,
}

/// Whose random indices are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub(crate) enum RandomIndex {
    /// Saaty 1980, as most textbooks print it: the default.
    #[serde(rename = "saaty-1980")]
    Saaty1980,
    /// Saaty's later table.
    #[serde(rename = "saaty-later")]
    SaatyLater,
    /// Donegan and Dodd 1991.
    #[serde(rename = "donegan-dodd")]
    DoneganDodd,
    /// Tummala and Ling 1998.
    #[serde(rename = "tummala-ling")]
    TummalaLing,
}

/// How a column is made comparable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Practice {
    /// Raw values divided by their sum.
    Sum,
    /// Smallest to largest by direction.
    MinMax,
}

/// How sets are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Combination {
    /// A mixture.
    Linear,
    /// In proportion to the product.
    Multiplicative,
    /// In proportion to the geometric mean.
    Geometric,
    /// The mixture nearest to all sets.
    Game,
}
