//! Initiatives: work that should move an objective.

use super::{NodeIndex, Period, Text, Timeline};
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
    pub start: Option<Period>,
    /// See `start`.
    pub end: Option<Period>,
    /// Money allowed, in the book's currency.
    pub budget: Option<f64>,
    /// Money spent so far: one amount, or the total by the end of each period named.
    pub spent: Timeline,
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
    pub due: Period,
    /// When it was reached; `None` while it is open.
    pub done: Option<Period>,
}

impl Initiative {
    /// Money spent by the end of `period`: the latest total of a period that had ended by then.
    pub fn spent_by(&self, period: Period) -> Option<f64> {
        let ended = |from: Option<Period>| from.is_none_or(|from| from.ending_in(period.frequency()) <= period);
        self.spent.entries().into_iter().rev().find(|(from, _)| ended(*from)).map(|(_, amount)| amount)
    }
}

impl Milestone {
    /// Whether it had been reached by the end of `period`.
    pub fn is_done_by(&self, period: Period) -> bool {
        self.done.is_some_and(|done| done.ending_in(period.frequency()) <= period)
    }
}
