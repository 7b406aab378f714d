//! What a programme costs: items of the eight lines.

use std::collections::BTreeMap;

use super::super::{Money, Text};
use crate::diagnostic::Span;

/// The eight lines of cost the course texts tell apart, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CostLine {
    /// Rights to use software.
    Licences,
    /// What the vendor asks each year to keep it current.
    Maintenance,
    /// Machines.
    Hardware,
    /// Lines and messages.
    Telecommunications,
    /// Consultants and integrators.
    ExternalServices,
    /// The vendor's own people.
    VendorServices,
    /// The firm's own people.
    InternalStaff,
    /// Everything else.
    Other,
}

impl CostLine {
    /// All of them, in their order.
    pub const ALL: [Self; 8] = [
        Self::Licences,
        Self::Maintenance,
        Self::Hardware,
        Self::Telecommunications,
        Self::ExternalServices,
        Self::VendorServices,
        Self::InternalStaff,
        Self::Other,
    ];

    /// What YAML and data call it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Licences => "licences",
            Self::Maintenance => "maintenance",
            Self::Hardware => "hardware",
            Self::Telecommunications => "telecommunications",
            Self::ExternalServices => "external-services",
            Self::VendorServices => "vendor-services",
            Self::InternalStaff => "internal-staff",
            Self::Other => "other",
        }
    }

    /// Whether it keeps a system running where an item says nothing else; otherwise it is part of buying it.
    pub fn is_support(self) -> bool {
        matches!(self, Self::Maintenance | Self::Telecommunications | Self::InternalStaff | Self::Other)
    }
}

/// One thing that is paid for.
#[derive(Clone, Debug, PartialEq)]
pub struct CostItem {
    /// Unique among the costs and benefits of its case.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Where it is summed.
    pub line: CostLine,
    /// How its amounts come about.
    pub rule: CostRule,
    /// What it is for.
    pub purpose: Purpose,
    /// What the vendor takes off the list price, 0 to 1.
    pub discount: f64,
    /// The part of a shared cost this programme bears, 0 to 1.
    pub allocated: f64,
    /// What it still brings in the last year.
    pub residual: Money,
    /// What one unit of its currency is worth in that of the case; 1 for the same.
    pub exchange: f64,
    /// Whether it keeps the system running; otherwise it is part of buying it.
    pub support: bool,
    /// Who answers for the amount.
    pub owner: Option<Text>,
    /// What it rests on.
    pub source: Option<Text>,
    /// Where it is defined.
    pub span: Span,
}

/// What a cost is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// Buying it and keeping it running.
    #[default]
    Run,
    /// Making it do what it did not do before.
    Change,
    /// Teaching people to use it.
    Training,
}

/// How the amounts of an item come about, before discount, allocation and exchange.
#[derive(Clone, Debug, PartialEq)]
pub enum CostRule {
    /// Stated by year; years that are not named cost nothing.
    Stated(BTreeMap<i32, Money>),
    /// The same each year, growing.
    EachYear {
        /// In the first year.
        amount: Money,
        /// The first and the last year.
        years: (i32, i32),
        /// What it grows by a year: 0.03.
        growth: f64,
    },
    /// A price a user and year, growing.
    PerUser {
        /// In the first year.
        price: Money,
        /// How many users, by the year from which each number holds.
        users: BTreeMap<i32, f64>,
        /// The first and the last year.
        years: (i32, i32),
        /// What the price grows by a year.
        growth: f64,
    },
    /// A share of the licences bought so far.
    ShareOfLicences {
        /// A year: 0.18.
        share: f64,
        /// Which price of them.
        of: FeeBase,
        /// Whether the year of the purchase is free.
        first_year_free: bool,
    },
}

/// Which price of licences maintenance is a share of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeeBase {
    /// What is paid.
    #[default]
    Discounted,
    /// Before discounts.
    List,
}
