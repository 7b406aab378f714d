//! What is asked of a good measure beyond its numbers: the checks there are, and where an author silences one.

use super::{NodeIndex, Text};
use crate::diagnostic::Span;

/// What an author says of a measure's nature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nature {
    /// Whether `better` was written rather than taken as `higher`.
    pub direction_stated: bool,
    /// Whether it foretells results or states them.
    pub indicates: Option<Indicates>,
    /// How far ahead it looks.
    pub horizon: Option<Horizon>,
}

/// Whether a measure foretells results or states them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indicates {
    /// It moves before the result does: training, pipeline.
    Leading,
    /// It is the result: profit, retention.
    Lagging,
}

/// How far ahead a measure looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Horizon {
    /// Within the year.
    Short,
    /// Beyond it.
    Long,
}

/// A reason for which a check need not hold for a node and everything below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// The check.
    pub check: Check,
    /// Why, for the readers of the report.
    pub reason: Text,
    /// Where it is written.
    pub span: Span,
}

/// A finding that was silenced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silenced {
    /// The scorecard, in the order of the book.
    pub scorecard: usize,
    /// What was found wanting.
    pub node: NodeIndex,
    /// The check.
    pub check: Check,
    /// Why it need not hold.
    pub reason: Text,
}

/// A check of how good a measure or a scorecard is. `docs/lint.md` says of each why it matters and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "their codes say it, and docs/lint.md says it at length")]
pub enum Check {
    NoUnit,
    NoTarget,
    NoDirection,
    NoOwner,
    NoDescription,
    PerspectiveWeight,
    OnlyFinancial,
    NoFinancial,
    NoLeading,
    NoLagging,
    OneHorizon,
    InitiativeUnscored,
    WeightSmall,
    WeightLarge,
    TooManyMeasures,
    TargetNeverMet,
    TargetAlwaysMet,
    NeverChanged,
    SameMovement,
    AgainstTitle,
    StaleValue,
}

impl Check {
    /// Every check.
    pub const ALL: [Self; 21] = [
        Self::NoUnit,
        Self::NoTarget,
        Self::NoDirection,
        Self::NoOwner,
        Self::NoDescription,
        Self::PerspectiveWeight,
        Self::OnlyFinancial,
        Self::NoFinancial,
        Self::NoLeading,
        Self::NoLagging,
        Self::OneHorizon,
        Self::InitiativeUnscored,
        Self::WeightSmall,
        Self::WeightLarge,
        Self::TooManyMeasures,
        Self::TargetNeverMet,
        Self::TargetAlwaysMet,
        Self::NeverChanged,
        Self::SameMovement,
        Self::AgainstTitle,
        Self::StaleValue,
    ];

    /// Its name in findings and under `silence`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoUnit => "no-unit",
            Self::NoTarget => "no-target",
            Self::NoDirection => "no-direction",
            Self::NoOwner => "no-owner",
            Self::NoDescription => "no-description",
            Self::PerspectiveWeight => "perspective-weight",
            Self::OnlyFinancial => "only-financial",
            Self::NoFinancial => "no-financial",
            Self::NoLeading => "no-leading",
            Self::NoLagging => "no-lagging",
            Self::OneHorizon => "one-horizon",
            Self::InitiativeUnscored => "initiative-unscored",
            Self::WeightSmall => "weight-small",
            Self::WeightLarge => "weight-large",
            Self::TooManyMeasures => "too-many-measures",
            Self::TargetNeverMet => "target-never-met",
            Self::TargetAlwaysMet => "target-always-met",
            Self::NeverChanged => "never-changed",
            Self::SameMovement => "same-movement",
            Self::AgainstTitle => "against-title",
            Self::StaleValue => "stale-value",
        }
    }

    /// The check of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.code() == code)
    }
}
