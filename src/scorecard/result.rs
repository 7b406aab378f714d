//! What other documents work out and measures take their values from.

use std::fmt;

use super::Period;
use crate::diagnostic::Span;

/// A kind of document that works out results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResultKind {
    /// `kind: assessment`
    Assessment,
    /// `kind: survey`
    Survey,
    /// `kind: business-case`
    BusinessCase,
    /// `kind: swot`
    Swot,
    /// `kind: portfolio`
    Portfolio,
    /// `kind: customers`
    Customers,
}

impl ResultKind {
    /// Every kind there is.
    pub const ALL: &[Self] =
        &[Self::Assessment, Self::Survey, Self::Swot, Self::Portfolio, Self::BusinessCase, Self::Customers];

    /// The word it is written with: `assessment`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assessment => "assessment",
            Self::BusinessCase => "business-case",
            Self::Swot => "swot",
            Self::Portfolio => "portfolio",
            Self::Survey => "survey",
            Self::Customers => "customers",
        }
    }

    /// Whether its results are scores of 0 to 100, which a measure can take as they are.
    pub fn is_a_score(self) -> bool {
        match self {
            Self::Assessment => true,
            // Figures of a survey; totals of 1 to 4; ratings, and priorities of what is still to be done; amounts; rates.
            Self::Survey | Self::Swot | Self::Portfolio | Self::BusinessCase | Self::Customers => false,
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
