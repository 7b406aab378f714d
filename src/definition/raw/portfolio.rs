//! A document of `kind: portfolio`: candidates for process improvement, rated by gap, importance and feasibility.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Required, Spanned, Written};
use super::super::schema::{Id, InPeriod, Weight};
use super::scorecard::Frequency;
use super::swot::RatingPanel;
use super::{Text, Timeline};

/// What could be eliminated, simplified, integrated or automated in a process, and what of it comes first.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Portfolio {
    /// What this document is: always `portfolio`.
    #[serde(rename = "kind")]
    pub(crate) _kind: Option<Spanned<String>>,
    /// Part of addresses, such as `processes`: lower-case letters, digits and hyphens. Unique among portfolios.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name: one text, or one a language.
    pub(crate) title: Required<Spanned<Text>>,
    /// What it is about, in a sentence or two; shown on its page.
    pub(crate) description: Option<Spanned<Text>>,
    /// How long a period is: `quarter` makes 2026-Q3. Only periods in which somebody rated appear.
    pub(crate) period: Required<Frequency>,
    /// When ratings that carry no date were given: `2026-Q3`, or a day. Needed where nothing else has a date.
    #[schemars(with = "Option<InPeriod>")]
    pub(crate) as_of: Option<Spanned<Written>>,
    /// Who was asked: a query that returns their ratings.
    pub(crate) panel: Option<Spanned<RatingPanel>>,
    /// The lowest and the highest rating; `[1, 5]` by default.
    #[schemars(length(min = 2, max = 2))]
    pub(crate) scale: Option<Spanned<Vec<f64>>>,
    /// What each criterion counts for in the priority; together 100.
    pub(crate) weights: Required<Spanned<CriterionWeights>>,
    /// Where value and feasibility begin to be high; the middle of the scale by default.
    pub(crate) cuts: Option<Spanned<Cuts>>,
    /// What could be improved.
    #[schemars(length(min = 1))]
    pub(crate) candidates: Required<Spanned<Vec<Spanned<Candidate>>>>,
}

/// The weights of the criteria, in percent.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct CriterionWeights {
    /// How far performance lies behind what it should be.
    #[schemars(with = "Weight")]
    pub(crate) gap: Required<Spanned<f64>>,
    /// How much depends on it.
    #[schemars(with = "Weight")]
    pub(crate) importance: Required<Spanned<f64>>,
    /// How well it can be done.
    #[schemars(with = "Weight")]
    pub(crate) feasibility: Required<Spanned<f64>>,
}

/// The lines that divide the picture.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Cuts {
    /// On the scale: from here on a candidate is worth much.
    pub(crate) value: Option<Spanned<f64>>,
    /// On the scale: from here on it can be done.
    pub(crate) feasibility: Option<Spanned<f64>>,
}

/// What could be improved.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Candidate {
    /// What answers call it: lower-case letters, digits and hyphens. Unique in the portfolio.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name: the step of a process and what becomes of it.
    pub(crate) title: Required<Spanned<Text>>,
    /// What is done, in a sentence or two.
    pub(crate) description: Option<Spanned<Text>>,
    /// What is done with the step: `eliminate`, `simplify`, `integrate` or `automate`.
    pub(crate) esia: Required<Spanned<Esia>>,
    /// How far performance lies behind what it should be, on the scale. Without it, or a `measure`, the panel rates it.
    pub(crate) gap: Option<Spanned<Timeline>>,
    /// How much depends on it, on the scale. Without it the panel rates it.
    pub(crate) importance: Option<Spanned<Timeline>>,
    /// How well it can be done, on the scale. Without it the panel rates it.
    pub(crate) feasibility: Option<Spanned<Timeline>>,
    /// Rates the gap by a measure: `crm-strategy/process/deliver/on-time`.
    pub(crate) measure: Option<Spanned<String>>,
    /// The actual values of the measure from the smallest to the largest gap, evenly apart: `[98, 90]`. Without them its
    /// score is taken: 100 is the smallest gap, and 0 the largest.
    pub(crate) knots: Option<Spanned<Vec<f64>>>,
    /// What stated ratings rest on.
    pub(crate) evidence: Option<Spanned<Text>>,
    /// Who answers for it: a person or a department.
    pub(crate) owner: Option<Spanned<Text>>,
    /// The initiative that takes it up: `crm-strategy/one-record`, a scorecard and one of its initiatives.
    pub(crate) initiative: Option<Spanned<String>>,
}

/// What is done with a step of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Esia {
    /// It is left out.
    Eliminate,
    /// It becomes simpler.
    Simplify,
    /// It is joined with others.
    Integrate,
    /// A machine does it.
    Automate,
}
