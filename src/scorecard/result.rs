//! What other documents work out and measures take their values from.

use std::fmt;

use super::Period;
use crate::diagnostic::Span;

/// A kind of document that works out results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResultKind {
    /// `kind: assessment`
    Assessment,
    /// `kind: business-case`
    BusinessCase,
    /// `kind: swot`
    Swot,
    /// `kind: portfolio`
    Portfolio,
}

impl ResultKind {
    /// Every kind there is.
    pub const ALL: &[Self] = &[Self::Assessment, Self::BusinessCase, Self::Swot, Self::Portfolio];

    /// The word it is written with: `assessment`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assessment => "assessment",
            Self::BusinessCase => "business-case",
            Self::Swot => "swot",
            Self::Portfolio => "portfolio",
        }
    }

    /// Whether its results are scores of 0 to 100, which a measure can take as they are.
    pub fn is_a_score(self) -> bool {
        match self {
            Self::Assessment => true,
            Self::BusinessCase => false,
            // Totals of 1 to 4, ratings, and priorities of what is still to be done.
            Self::Swot | Self::Portfolio => false,
        }
    }
}

/// A result of another document, written `assessment/readiness.vision`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRef {
    /// Of which kind the document is.
    pub kind: ResultKind,
    /// The document's id.
    pub document: String,
    /// Which of its results; `None` is the one of the whole.
    pub name: Option<String>,
    /// Where it is written.
    pub span: Span,
}

impl fmt::Display for ResultRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.kind.word(), self.document)?;
        self.name.as_ref().map_or(Ok(()), |name| write!(out, ".{name}"))
    }
}

/// A value of a result.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultValue {
    /// Of which period of the document it is.
    pub period: Period,
    /// The entity's id; `None` where it has none.
    pub entity: Option<String>,
    /// Whether it is of the top of the document's hierarchy, or of a document without one: what a scorecard without
    /// entities takes.
    pub is_top: bool,
    /// The value.
    pub value: f64,
    /// How many people it rests on, where people were asked.
    pub n: Option<f64>,
}
