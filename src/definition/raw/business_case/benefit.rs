//! Benefits: what a programme brings, by driver or as stated.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::super::decode::{Required, Spanned, Written};
use super::super::super::schema::Id;
use super::super::Text;
use super::Amounts;

/// One thing that is gained: `amounts`, or `driver` times `unit_value`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Benefit {
    /// Lower-case letters, digits and hyphens. Unique among the costs and benefits of the case.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
    /// What is gained in each year: `{2026: 120000, 2027: 180000}`. One number alone is gained in the opening year.
    pub(crate) amounts: Option<Spanned<Amounts>>,
    /// How much of what brings money: customers kept, hours saved. One number for every year, or numbers by the year from
    /// which each holds.
    pub(crate) driver: Option<Spanned<Amounts>>,
    /// What one unit of the driver is worth a year.
    pub(crate) unit_value: Option<Spanned<Written>>,
    /// The measure that tells what became of the driver: `crm-strategy/customer/keep-customers/retention`.
    pub(crate) measure: Option<Spanned<String>>,
    /// The value of the measure without the programme: the driver is how far it gets beyond that. 0 by default.
    pub(crate) over: Option<Spanned<f64>>,
    /// The part of it that is owed to this programme and not to others: `60%`. All by default.
    pub(crate) attribution: Option<Spanned<Written>>,
    /// How far it is there in the first years, the last holding from then on: `[30%, 70%, 100%]`.
    pub(crate) ramp: Option<Spanned<Vec<Spanned<Written>>>>,
    /// The first year of a driven benefit and of `ramp`; the year after the opening one by default.
    pub(crate) from: Option<Spanned<u32>>,
    /// The last year of a driven benefit; the last of the horizon by default.
    pub(crate) until: Option<Spanned<u32>>,
    /// What `unit_value` grows by from year to year: `2%`.
    pub(crate) growth: Option<Spanned<Written>>,
    /// `true`: a driven benefit comes once, in its first year. `false` by default: every year.
    pub(crate) once: Option<bool>,
    /// `true`: it is real but no money that can be counted (image, satisfaction). Totals are told with and without it.
    pub(crate) soft: Option<bool>,
    /// The currency of its amounts, where it is not that of the case.
    pub(crate) currency: Option<Spanned<String>>,
    /// Who answers for it.
    pub(crate) owner: Option<Spanned<Text>>,
    /// How sure it is.
    pub(crate) confidence: Option<Confidence>,
    /// What it rests on.
    pub(crate) source: Option<Spanned<Text>>,
}

/// How sure a benefit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Confidence {
    /// Contracted, or seen elsewhere in the firm.
    High,
    /// Reckoned from data.
    Medium,
    /// Hoped for.
    Low,
}
