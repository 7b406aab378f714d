//! Decisions: what was decided about the strategy, by whom, and what came of it.

use super::{NodeIndex, Period, Text};
use crate::diagnostic::Span;

/// Something that was decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Unique in its scorecard.
    pub id: String,
    /// When it was decided: a period of the scorecard, or a shorter one such as the day of the meeting.
    pub period: Period,
    /// What was decided, in a line.
    pub title: Text,
    /// The same at length.
    pub text: Option<Text>,
    /// Who decided.
    pub by: Option<Text>,
    /// Who carries it out.
    pub owner: Option<Text>,
    /// What it is about; the root where the book names nothing.
    pub about: Vec<NodeIndex>,
    /// When it should be carried out.
    pub due: Option<Period>,
    /// What has become of it.
    pub status: DecisionStatus,
    /// When it was done or dropped; `None` where it is open or the book does not say.
    pub closed: Option<Period>,
    /// What came of it.
    pub outcome: Option<Text>,
    /// Where it is defined.
    pub span: Span,
}

/// What has become of a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecisionStatus {
    /// Not carried out yet.
    #[default]
    Open,
    /// Carried out.
    Done,
    /// Given up.
    Dropped,
}

impl Decision {
    /// Whether it had been taken by the end of `period`.
    pub fn is_known_in(&self, period: Period) -> bool {
        self.period.ending_in(period.frequency()) <= period
    }

    /// What had become of it by the end of `period`: what was closed later was still open then.
    pub fn status_in(&self, period: Period) -> DecisionStatus {
        match self.closed {
            Some(closed) if closed.ending_in(period.frequency()) > period => DecisionStatus::Open,
            _ => self.status,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_closed_later_was_still_open() {
        let period = |text: &str| Period::parse(text).expect("a period");
        let decision = Decision {
            id: "more-vans".into(),
            period: period("2026-08-12"),
            title: Text::plain("More vans"),
            text: None,
            by: None,
            owner: None,
            about: Vec::new(),
            due: None,
            status: DecisionStatus::Done,
            closed: Some(period("2026-10-02")),
            outcome: None,
            span: Span::default(),
        };
        let (july, september, october) = (period("2026-07"), period("2026-09"), period("2026-10"));
        assert_eq!([july, september].map(|at| decision.is_known_in(at)), [false, true]);
        assert_eq!(decision.status_in(september), DecisionStatus::Open);
        assert_eq!(decision.status_in(october), DecisionStatus::Done);
    }
}
