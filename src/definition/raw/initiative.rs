//! Initiatives and their milestones.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Required, Spanned, Written};
use super::super::schema::{Id, InPeriod};
use super::{Text, Timeline};

/// Work that should move an objective.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Initiative {
    /// Unique in the scorecard.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name.
    pub(crate) title: Required<Spanned<Text>>,
    /// What is done, in a sentence or two.
    pub(crate) description: Option<Spanned<Text>>,
    /// Who answers for it.
    pub(crate) owner: Option<Spanned<Text>>,
    /// The measure of the objective it should move.
    pub(crate) moves: Option<Spanned<String>>,
    /// The period or day it starts in.
    #[schemars(with = "Option<InPeriod>")]
    pub(crate) start: Option<Spanned<Written>>,
    /// The period or day it ends in.
    #[schemars(with = "Option<InPeriod>")]
    pub(crate) end: Option<Spanned<Written>>,
    /// Money allowed.
    pub(crate) budget: Option<Spanned<f64>>,
    /// Money spent so far: one amount, or the total by the end of each period: `{2026-06: 40000, 2026-09: 96000}`.
    pub(crate) spent: Option<Spanned<Timeline>>,
    /// Steps with dates.
    pub(crate) milestones: Option<Vec<Spanned<Milestone>>>,
}

/// A step of an initiative.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Milestone {
    /// What is reached.
    pub(crate) title: Required<Spanned<Text>>,
    /// When it is due.
    #[schemars(with = "InPeriod")]
    pub(crate) due: Required<Spanned<Written>>,
    /// When it was reached.
    #[schemars(with = "Option<InPeriod>")]
    pub(crate) done: Option<Spanned<Written>>,
}
