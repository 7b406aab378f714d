//! Decisions about a scorecard.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Required, Spanned, Written};
use super::super::schema::{Id, InPeriod};
use super::Text;

/// Something that was decided.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Decision {
    /// Unique in the scorecard.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// When it was decided: a period as long as the scorecard's, or a shorter one such as the day.
    #[schemars(with = "InPeriod")]
    pub(crate) period: Required<Spanned<Written>>,
    /// What was decided, in a line.
    pub(crate) title: Required<Spanned<Text>>,
    /// The same at length.
    pub(crate) text: Option<Spanned<Text>>,
    /// Who decided: a board, a meeting, a person.
    pub(crate) by: Option<Spanned<Text>>,
    /// Who carries it out.
    pub(crate) owner: Option<Spanned<Text>>,
    /// The perspectives, objectives or measures it is about, by path: `customer/keep-customers`; the whole scorecard
    /// where it is left out.
    pub(crate) about: Option<Vec<Spanned<String>>>,
    /// The period or day it should be carried out by.
    #[schemars(with = "Option<InPeriod>")]
    pub(crate) due: Option<Spanned<Written>>,
    /// What has become of it.
    pub(crate) status: Option<DecisionStatus>,
    /// The period or day it was done or dropped in.
    #[schemars(with = "Option<InPeriod>")]
    pub(crate) closed: Option<Spanned<Written>>,
    /// What came of it.
    pub(crate) outcome: Option<Spanned<Text>>,
}

/// What has become of a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DecisionStatus {
    /// Not carried out yet.
    #[default]
    Open,
    /// Carried out.
    Done,
    /// Given up.
    Dropped,
}
