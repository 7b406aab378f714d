//! Why a statistic or a set of weights cannot be given.

use std::fmt;

/// A reason for there being no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Undefined {
    /// No item, or fewer than the formula needs.
    TooFewItems,
    /// Fewer experts, or rows, than the formula needs.
    TooFewRows,
    /// Rows of different length: somebody left something out.
    Incomplete,
    /// Every expert gives all items the same place.
    AllTied,
    /// No column varies.
    NoVariation,
    /// A value is negative, zero or not finite where the formula needs it positive.
    NotPositive,
    /// `a_ij × a_ji` is not 1.
    NotReciprocal,
    /// The named table has no random index for so many items.
    NoRandomIndex,
    /// The mixture would give an item a negative weight.
    NegativeMixture,
}

impl Undefined {
    /// A key for words on a page: `all-tied`.
    pub fn key(self) -> &'static str {
        match self {
            Self::TooFewItems => "too-few-items",
            Self::TooFewRows => "too-few-rows",
            Self::Incomplete => "incomplete",
            Self::AllTied => "all-tied",
            Self::NoVariation => "no-variation",
            Self::NotPositive => "not-positive",
            Self::NotReciprocal => "not-reciprocal",
            Self::NoRandomIndex => "no-random-index",
            Self::NegativeMixture => "negative-mixture",
        }
    }
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooFewItems => "there are too few items",
            Self::TooFewRows => "there are too few rows",
            Self::Incomplete => "something is left out",
            Self::AllTied => "every expert gives all items the same place",
            Self::NoVariation => "nothing varies",
            Self::NotPositive => "a value is not positive",
            Self::NotReciprocal => "two judgements of one pair contradict each other",
            Self::NoRandomIndex => "the table of random indices does not go so far",
            Self::NegativeMixture => "the mixture would have a negative weight",
        })
    }
}
