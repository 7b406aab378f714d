//! Initiatives: work that should move an objective.

use super::{NodeIndex, Text};
use crate::diagnostic::Span;

/// Work with an owner, a budget and milestones that should move an objective.
#[derive(Clone, Debug, PartialEq)]
pub struct Initiative {
    /// Unique in its scorecard.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What is done, in a sentence or two.
    pub description: Option<Text>,
    /// Who answers for it.
    pub owner: Option<Text>,
    /// The objective it belongs to.
    pub objective: NodeIndex,
    /// The measure it should move, if the book says which.
    pub moves: Option<NodeIndex>,
    /// First day of the period it starts in and of the one it ends in, as written.
    pub start: Option<super::Period>,
    /// See `start`.
    pub end: Option<super::Period>,
    /// Money allowed, in the book's currency.
    pub budget: Option<f64>,
    /// Money spent so far.
    pub spent: Option<f64>,
    /// Steps with dates, in the order of the YAML.
    pub milestones: Vec<Milestone>,
    /// Where it is defined.
    pub span: Span,
}

/// A step of an initiative.
#[derive(Clone, Debug, PartialEq)]
pub struct Milestone {
    /// What is reached.
    pub title: Text,
    /// When it is due.
    pub due: super::Period,
    /// When it was reached; `None` while it is open.
    pub done: Option<super::Period>,
}
