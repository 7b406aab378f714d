//! A business case worked out: every item in every year, the eight lines, and what follows from them.
//!
//! Sums are exact ([`Money`]); what is discounted is a binary number, since a power of a rate is no exact decimal.

mod costs;

pub use costs::Costs;

use super::statements::FirmOutcome;
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::Money;
use crate::scorecard::business_case::BusinessCase;

/// What came of a business case.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// From the opening year to the last of the horizon.
    pub years: Vec<i32>,
    /// What it costs by plan.
    pub costs: Costs,
    /// What came of the firm's statements; `None` where nothing is asked of them.
    pub firm: Option<FirmOutcome>,
}

/// Works a business case out; `None`, with a finding, where an amount outgrows what money can hold.
pub fn evaluate(case: &BusinessCase) -> (Option<Outcome>, Findings) {
    let mut findings = Findings::default();
    let Some(costs) = costs::costs(case) else {
        let most = Money::LARGEST;
        let message = format!("an amount of business case `{}` grows beyond {most}", case.id);
        findings
            .push(Diagnostic::error("amount-too-large", message).at(case.span, "").help("look at growth and rates"));
        return (None, findings);
    };
    (Some(Outcome { years: case.years().collect(), costs, firm: None }), findings)
}
