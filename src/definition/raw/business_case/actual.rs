//! What was paid, and flows on days.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::super::decode::{Required, Spanned, Written};
use super::super::super::schema::InPeriod;
use super::super::Sql;

/// What was paid, from the data.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Actuals {
    /// One SELECT that returns `year`, `line` (one of the eight), `amount`, and if wanted `item` (the id of a cost) and
    /// `currency`. Or the file that holds it: `{file: sql/paid.sql}`.
    pub(crate) sql: Required<Spanned<Sql>>,
    /// The last year that is complete: later ones are told as "so far" and not compared with the plan. By default the last
    /// there is.
    pub(crate) through: Option<Spanned<u32>>,
}

/// Money on a day.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct DatedFlow {
    /// The day: `2026-03-01`.
    #[schemars(with = "InPeriod")]
    pub(crate) on: Required<Spanned<Written>>,
    /// What comes in; what is paid is negative.
    pub(crate) amount: Required<Spanned<Written>>,
}
