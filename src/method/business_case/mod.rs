//! A business case worked out: every item in every year, the eight lines, and what follows from them.
//!
//! Sums are exact ([`Money`]); what is discounted is a binary number, since a power of a rate is no exact decimal.

pub mod actuals;
mod benefits;
mod checks;
mod costs;
mod results;
mod returns;
mod risk;
#[cfg(test)]
mod tests;

pub use actuals::Actuals;
pub use benefits::{Benefits, Measured, Realised};
pub use checks::Concern;
pub use costs::Costs;
pub use results::result;
pub use returns::{DatedReturn, Return};
pub use risk::{Chance, Played, Risk, Swing};

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
    /// What was paid; `None` where no query tells.
    pub actuals: Option<Actuals>,
    /// What it brings.
    pub benefits: Benefits,
    /// What it earns; `None` of a case that states no benefits.
    pub returned: Option<Return>,
    /// How it may come out; `None` where nothing is said to be uncertain.
    pub risk: Option<Risk>,
    /// What is unusual about it.
    pub concerns: Vec<Concern>,
    /// What came of the firm's statements; `None` where nothing is asked of them.
    pub firm: Option<FirmOutcome>,
}

/// Works a business case out; `None`, with a finding, where an amount outgrows what money can hold.
pub fn evaluate(case: &BusinessCase, actuals: Option<Actuals>, measured: &Measured) -> (Option<Outcome>, Findings) {
    let mut findings = Findings::default();
    let summed = costs::costs(case).zip(benefits::benefits(case, measured));
    let Some((costs, benefits)) = summed else {
        let most = Money::LARGEST;
        let message = format!("an amount of business case `{}` grows beyond {most}", case.id);
        findings
            .push(Diagnostic::error("amount-too-large", message).at(case.span, "").help("look at growth and rates"));
        return (None, findings);
    };
    let years = case.years().collect();
    let returned = (!case.benefits.is_empty()).then(|| returns::of(case, &costs, &benefits)).flatten();
    let risk = returned.as_ref().and_then(|_| risk::of(case, &costs, &benefits));
    let mut outcome = Outcome { years, costs, actuals, benefits, returned, risk, concerns: Vec::new(), firm: None };
    outcome.concerns = checks::checks(case, &outcome, &mut findings);
    (Some(outcome), findings)
}
