//! How the weights of a node's children come about, where they are not written as plain numbers.

use serde::{Deserialize, Serialize};

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
