//! What is not certain of a case, and what its author was told and set aside.

use super::super::Text;
use super::CostLine;
use crate::diagnostic::Span;

/// What a range or a scenario changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A cost, by its place.
    Cost(usize),
    /// A benefit, by its place.
    Benefit(usize),
    /// All costs of a line.
    Line(CostLine),
    /// All costs.
    Costs,
    /// All benefits.
    Benefits,
    /// The discount rate.
    Rate,
}

/// A range of something: shares of the plan, or rates.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertain {
    /// Of what.
    pub of: Target,
    /// The low end; the plan lies between it and the high one.
    pub low: f64,
    /// The high end.
    pub high: f64,
    /// How values spread between.
    pub shape: Shape,
}

/// How values spread over a range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// A triangle with its top at the plan.
    #[default]
    Triangular,
    /// A beta distribution with its top at the plan, weight 4.
    Pert,
    /// All values alike.
    Uniform,
    /// A bell with 5 % below low and 5 % above high.
    Normal,
}

/// A course the case may take.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Unique among the scenarios of its case.
    pub id: String,
    /// Its name; `None` of those that are made from ranges.
    pub title: Option<Text>,
    /// What is otherwise: shares of the plan, or the rate.
    pub change: Vec<(Target, f64)>,
}

/// How often chance is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Simulation {
    /// How many cases are drawn.
    pub runs: u32,
    /// Where drawing begins.
    pub seed: u32,
}

/// A check of a case against what courses teach; `docs/business-case.md` says of each what it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "their codes say it, and docs/business-case.md says it at length")]
pub enum CaseCheck {
    MaintenanceShare,
    ContingencyShare,
    PurchaseShare,
    ShortPlan,
    ServicesLargest,
    TrainingOnce,
    RunShare,
    ChangeShare,
    PaybackBeyondHorizon,
}

impl CaseCheck {
    /// Every check.
    pub const ALL: [Self; 9] = [
        Self::MaintenanceShare,
        Self::ContingencyShare,
        Self::PurchaseShare,
        Self::ShortPlan,
        Self::ServicesLargest,
        Self::TrainingOnce,
        Self::RunShare,
        Self::ChangeShare,
        Self::PaybackBeyondHorizon,
    ];

    /// Its name in findings and under `silence`.
    pub fn code(self) -> &'static str {
        match self {
            Self::MaintenanceShare => "maintenance-share",
            Self::ContingencyShare => "contingency-share",
            Self::PurchaseShare => "purchase-share",
            Self::ShortPlan => "short-plan",
            Self::ServicesLargest => "services-largest",
            Self::TrainingOnce => "training-once",
            Self::RunShare => "run-share",
            Self::ChangeShare => "change-share",
            Self::PaybackBeyondHorizon => "payback-beyond-horizon",
        }
    }

    /// The check of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.code() == code)
    }
}

/// A reason for which a check need not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseSilence {
    /// The check.
    pub check: CaseCheck,
    /// Why, for the readers of the report.
    pub reason: Text,
    /// Where it is written.
    pub span: Span,
}
