//! What is not certain: ranges, scenarios, a simulation.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::super::decode::{Entries, Required, Spanned, Written};
use super::super::super::schema::Id;
use super::super::Text;

/// A range of something in the case.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Uncertain {
    /// The id of a cost or benefit, one of the eight lines, `costs`, `benefits`, or `rate`.
    pub(crate) of: Required<Spanned<String>>,
    /// The low end, as a share of the plan: `70%`; of `rate` the rate itself: `8%`.
    pub(crate) low: Required<Spanned<Written>>,
    /// The high end.
    pub(crate) high: Required<Spanned<Written>>,
    /// How values spread between: `triangular` (the default) and `pert` with the plan as the likeliest, `uniform`, or `normal`
    /// with nine values in ten between low and high.
    pub(crate) shape: Option<Shape>,
}

/// How values spread over a range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Shape {
    /// A triangle with its top at the plan.
    #[default]
    Triangular,
    /// A smooth hill with its top at the plan (a beta distribution, weight 4).
    Pert,
    /// All values alike.
    Uniform,
    /// A bell; 5 % of values lie below low, 5 % above high.
    Normal,
}

/// A course the case may take.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Scenario {
    /// Lower-case letters, digits and hyphens: `low`.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
    /// What is otherwise than planned, as shares of the plan: `{retention: 60%, vendor-services: 130%}`. Names are those of
    /// `uncertain`; `rate` is the rate itself.
    pub(crate) change: Required<Spanned<Entries<Spanned<Written>>>>,
}

/// How often chance is tried.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Simulation {
    /// How many cases are drawn, 100 to 100000; 10000 by default.
    #[schemars(range(min = 100, max = 100_000))]
    pub(crate) runs: Option<Spanned<u32>>,
    /// Where drawing begins: the same number draws the same cases everywhere. 1 by default.
    pub(crate) seed: Option<Spanned<u32>>,
}
