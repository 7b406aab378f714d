//! Values that occur in many places.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Entries, Field, Required, Spanned};
use super::super::schema::ByPeriod;

/// Words a reader sees: the same in every language, or one text a language.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum Text {
    /// `NPS`
    Text(String),
    /// `{zh: 客户保持率, en: Retention rate}`
    Map(Translation),
}

/// One text a language.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Translation {
    /// Simplified Chinese.
    pub(crate) zh: Option<Spanned<String>>,
    /// English.
    pub(crate) en: Option<Spanned<String>>,
}

/// A number, or numbers by the period from which each holds: `{2025: 80, 2026-07: 84}`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum Timeline {
    /// The same at all times.
    Number(f64),
    /// Each from its period on.
    Map(#[schemars(with = "ByPeriod<f64>")] Entries<Spanned<f64>>),
}

/// A SELECT: written out, or the file that holds it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum Sql {
    /// The statement.
    Text(String),
    /// `{file: sql/name.sql}`
    Map(Query),
}

/// A query in a file of its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Query {
    /// The file, relative to `scorecards/`: `sql/retention.sql`.
    pub(crate) file: Required<Spanned<String>>,
}

/// A model: its statement, or all that can be said of it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum NamedSql {
    /// The statement.
    Text(String),
    /// `{sql: SELECT …, materialize: true}` or `{file: sql/name.sql}`
    Map(Box<Model>),
}

/// A model, written out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Model {
    /// The SELECT, or `{file: sql/active.sql}`. It reads tables and other models.
    #[serde(default)]
    pub(crate) sql: Field<Spanned<Sql>>,
    /// The file that holds the SELECT, relative to `scorecards/`; instead of `sql`.
    #[serde(default)]
    pub(crate) file: Field<Spanned<String>>,
    /// What its rows are, in a sentence or two: `One row a branch and month.`
    pub(crate) description: Option<Spanned<Text>>,
    /// `true`: worked out once and kept in memory, instead of anew in every query that reads it. `false` by default.
    pub(crate) materialize: Option<bool>,
}
