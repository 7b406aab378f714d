//! Initiatives and their milestones.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Required, Spanned, Written};
use super::super::schema::{Id, InPeriod};
use super::{Text, Timeline};

/// Work that should move an objective.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Initiative {
    /// Part of addresses and paths, such as `keep-customers`: lower-case letters, digits and hyphens. Unique in the scorecard.
    #[schemars(with = "Id")]
    pub(crate) id: Required<Spanned<String>>,
    /// Its name, in a few words.
    pub(crate) title: Required<Spanned<Text>>,
    /// What is done, in a sentence or two; shown on its page.
    pub(crate) description: Option<Spanned<Text>>,
    /// Who answers for it: a person or a department.
    pub(crate) owner: Option<Spanned<Text>>,
    /// The id of the measure of this objective that it should move.
    pub(crate) moves: Option<Spanned<String>>,
    /// The period or day it starts in: `2026-04` or `2026-04-15`.
    #[schemars(with = "Option<InPeriod>")]
    pub(crate) start: Option<Spanned<Written>>,
    /// The period or day it ends in: `2026-12`.
    #[schemars(with = "Option<InPeriod>")]
    pub(crate) end: Option<Spanned<Written>>,
    /// Money allowed, in the currency of the book: `250000`.
    pub(crate) budget: Option<Spanned<f64>>,
    /// Money spent so far: one amount, or the total by the end of each period: `{2026-06: 40000, 2026-09: 96000}`.
    pub(crate) spent: Option<Spanned<Timeline>>,
    /// Steps with dates: `[{title: Contract signed, due: 2026-06, done: 2026-06-20}]`.
    pub(crate) milestones: Option<Vec<Spanned<Milestone>>>,
}

/// A step of an initiative.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Milestone {
    /// What is reached, in a few words.
    pub(crate) title: Required<Spanned<Text>>,
    /// The period or day it is due: `2026-06`.
    #[schemars(with = "InPeriod")]
    pub(crate) due: Required<Spanned<Written>>,
    /// The period or day it was reached; left out until then.
    #[schemars(with = "Option<InPeriod>")]
    pub(crate) done: Option<Spanned<Written>>,
}
