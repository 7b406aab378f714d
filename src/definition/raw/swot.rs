//! A document of `kind: swot`: factors inside and outside with weights and ratings, and the strategies that use them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Required, Spanned, Written};
use super::super::schema::{Id, InPeriod, Weight};
use super::scorecard::{Frequency, Weights};
use super::{Sql, Text, Timeline};

/// Strengths, weaknesses, opportunities and threats, weighted and rated, with the strategies that follow from them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Swot {
    /// What this document is: always `swot`.
    #[serde(rename = "kind")]
    pub(crate) _kind: Option<Spanned<String>>,
    /// Part of addresses, such as `position`: lower-case letters, digits and hyphens. Unique among SWOTs.
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
    /// `percent` (the default): weights of each half sum to 100, or to 1. `relative`: they are shared out.
    pub(crate) weights: Option<Weights>,
    /// Why ratings need not follow the kinds of their factors (strengths 3 to 4, weaknesses 1 to 2); readers see it.
    pub(crate) any_rating: Option<Spanned<Text>>,
    /// What is good inside. The weights of strengths and weaknesses together sum to 100.
    pub(crate) strengths: Option<Spanned<Vec<Spanned<SwotFactor>>>>,
    /// What is bad inside.
    pub(crate) weaknesses: Option<Spanned<Vec<Spanned<SwotFactor>>>>,
    /// What helps from outside. The weights of opportunities and threats together sum to 100.
    pub(crate) opportunities: Option<Spanned<Vec<Spanned<SwotFactor>>>>,
    /// What threatens from outside.
    pub(crate) threats: Option<Spanned<Vec<Spanned<SwotFactor>>>>,
    /// What follows, by the factors that are joined.
    pub(crate) strategies: Option<Spanned<Strategies>>,
}

/// Who was asked.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct RatingPanel {
    /// One SELECT for everything that is rated, or the file that holds it. For a SWOT it returns `period`, `rater`,
    /// `factor` and `value`; for a portfolio `period`, `rater`, `candidate`, `criterion` and `value`.
    pub(crate) sql: Required<Spanned<Sql>>,
    /// Who they are, in a sentence; shown on the page.
    pub(crate) description: Option<Spanned<Text>>,
}

/// A factor.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct SwotFactor {
    /// What strategies and answers call it: lower-case letters, digits and hyphens. Unique in the SWOT.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
    /// What is meant, in a sentence or two.
    pub(crate) description: Option<Spanned<Text>>,
    /// Its share of its half, in percent; 100 together with all others inside, or outside.
    #[schemars(with = "Weight")]
    pub(crate) weight: Required<Spanned<f64>>,
    /// 1 to 4, or ratings by the period from which each holds. Inside 1 is a major weakness, 2 a minor one, 3 a minor
    /// strength, 4 a major one; outside it is how well the firm responds, 4 best. Without it the panel rates.
    pub(crate) rating: Option<Spanned<Timeline>>,
    /// Rates it by a measure: `crm-strategy/customer/keep-customers/retention`.
    pub(crate) measure: Option<Spanned<String>>,
    /// The actual values of the measure from the lowest to the highest rating, evenly apart: `[60, 70, 80, 90]` are worth
    /// 1, 2, 3 and 4. Without them its score is taken: 0 is worth 1, and 100 is worth 4.
    pub(crate) knots: Option<Spanned<Vec<f64>>>,
    /// What a stated rating rests on.
    pub(crate) evidence: Option<Spanned<Text>>,
    /// Who answers for it: a person or a department.
    pub(crate) owner: Option<Spanned<Text>>,
    /// Why no strategy uses it; readers see it.
    pub(crate) set_aside: Option<Spanned<Text>>,
}

/// Strategies by the kinds of factors they join.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Strategies {
    /// Strengths that take opportunities.
    pub(crate) so: Option<Vec<Spanned<Strategy>>>,
    /// Weaknesses overcome by opportunities.
    pub(crate) wo: Option<Vec<Spanned<Strategy>>>,
    /// Strengths against threats.
    pub(crate) st: Option<Vec<Spanned<Strategy>>>,
    /// Weaknesses kept away from threats.
    pub(crate) wt: Option<Vec<Spanned<Strategy>>>,
}

/// What is to be done.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Strategy {
    /// Lower-case letters, digits and hyphens. Unique among the strategies.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
    /// What is done, in a sentence or two.
    pub(crate) description: Option<Spanned<Text>>,
    /// The ids of the factors it uses; at least one of either kind it joins.
    pub(crate) uses: Required<Spanned<Vec<Spanned<String>>>>,
    /// Who answers for it: a person or a department.
    pub(crate) owner: Option<Spanned<Text>>,
    /// The initiative that carries it out: `crm-strategy/win-back`, a scorecard and one of its initiatives.
    pub(crate) initiative: Option<Spanned<String>>,
}
