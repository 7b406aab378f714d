//! What a query hands back: observations of a measure.

use super::Period;

/// One observed row of a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// When.
    pub period: Period,
    /// Whose; `None` when the query has no `entity` column or it is NULL: the top of the hierarchy.
    pub entity: Option<String>,
    /// What was observed.
    pub amount: Amount,
    /// The goal, where the query returns a `target` column.
    pub target: Option<f64>,
    /// The baseline, where the query returns a `baseline` column.
    pub baseline: Option<f64>,
    /// How many cases it rests on, where the query returns `n`.
    pub n: Option<f64>,
}

/// An observed amount; `None` is missing, which is not zero. Finite, rounded to 12 significant digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// The column `value`.
    Value(Option<f64>),
    /// The columns `numerator` and `denominator`.
    Ratio(Option<f64>, Option<f64>),
}

/// Everything one query returned, ordered by period and then entity, with where it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The rows; no two with the same period and entity.
    pub observations: Vec<Observation>,
    /// The tables the query reads, models resolved, in order of name.
    pub tables: Vec<String>,
    /// The models the query reads, directly or through others, in the order they build on each other.
    pub models: Vec<String>,
    /// What the query and each of these models read directly: the query first, then the models in their order. Empty
    /// for values stated in the book.
    pub readings: Vec<Reading>,
    /// Whether it reads a table with private columns: texts among its rows must not be told.
    pub private: bool,
}

/// What one statement reads directly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The model it belongs to; `None` for the measure's own query.
    pub model: Option<String>,
    /// Tables it names, in order of name.
    pub tables: Vec<String>,
    /// Models it names, in order of name.
    pub models: Vec<String>,
}
