//! What a programme brings.

use std::collections::BTreeMap;

use super::super::{Money, Text};
use crate::diagnostic::Span;

/// One thing that is gained.
#[derive(Clone, Debug, PartialEq)]
pub struct Benefit {
    /// Unique among the costs and benefits of its case.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// How its amounts come about.
    pub rule: BenefitRule,
    /// The first and the last year of a driven benefit; `ramp` begins with the first.
    pub years: (i32, i32),
    /// The part owed to this programme, 0 to 1.
    pub attribution: f64,
    /// How far it is there from the first year on, the last holding; empty means wholly.
    pub ramp: Vec<f64>,
    /// What a unit of its driver grows by a year.
    pub growth: f64,
    /// What one unit of its currency is worth in that of the case; 1 for the same.
    pub exchange: f64,
    /// Whether it is no money that can be counted.
    pub soft: bool,
    /// The measure that tells what became of its driver.
    pub measure: Option<DriverMeasure>,
    /// Who answers for it.
    pub owner: Option<Text>,
    /// How sure it is.
    pub confidence: Option<Confidence>,
    /// What it rests on.
    pub source: Option<Text>,
    /// Where it is defined.
    pub span: Span,
}

/// How the amounts of a benefit come about, before attribution, ramp and exchange.
#[derive(Clone, Debug, PartialEq)]
pub enum BenefitRule {
    /// Stated by year; years that are not named bring nothing.
    Stated(BTreeMap<i32, Money>),
    /// A driver times what a unit of it is worth.
    Driven {
        /// By the year from which each holds.
        driver: BTreeMap<i32, f64>,
        /// Worth of a unit in the first year.
        unit: Money,
    },
}

/// A measure that tells what became of a driver.
#[derive(Clone, Debug, PartialEq)]
pub struct DriverMeasure {
    /// The scorecard's id.
    pub scorecard: String,
    /// The measure's path.
    pub path: String,
    /// Its value without the programme.
    pub over: f64,
    /// Whether the driver is how far the measure falls below that; otherwise how far it rises above.
    pub falls: bool,
    /// Where it is written.
    pub span: Span,
}

/// How sure a benefit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Contracted, or seen elsewhere.
    High,
    /// Reckoned from data.
    Medium,
    /// Hoped for.
    Low,
}

impl Confidence {
    /// Its word in keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}
