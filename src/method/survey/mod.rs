//! What customers say: recommendation, satisfaction, effort, quality expected and perceived, value delivered.
//!
//! One sample gives different numbers under different definitions, so each figure names its variant, and says how many
//! answers it rests on and within which bounds the truth lies (95 %).
//!
//! Answers of an entity count for it and for all above it. Who was asked and did not answer is missing, not a low answer.

mod cell;
mod counted;
mod estimate;
mod findings;
mod linear;
mod outcome;
mod part;
mod people;
mod withhold;

#[cfg(test)]
mod tests;

use crate::diagnostic::Findings;
use crate::scorecard::{EntityTree, Period, Responses, Survey};

pub use counted::{Ces, Counts, Csat, Nps, ces, csat, nps};
pub use estimate::{Estimate, IntervalMethod};
pub use outcome::{Cell, Figure, Surveyed};
pub use part::{Part, PartKind};

/// All a survey is evaluated from.
#[derive(Clone, Copy)]
pub struct Answered<'a> {
    /// What is asked, and what is made of it.
    pub survey: &'a Survey,
    /// Of whom.
    pub entities: &'a EntityTree,
    /// What people answered.
    pub responses: &'a Responses,
}

/// Evaluates a survey for all its entities and periods.
///
/// `wanted` is the period to report on: the latest that begins before it ends is taken; `None` takes the latest. Nothing is
/// given when nobody answered, or when an answer is wrong; findings say so.
pub fn evaluate(answered: Answered, wanted: Option<Period>) -> (Option<Surveyed>, Findings) {
    let mut findings = Findings::default();
    findings::check_columns(answered, &mut findings);
    let people = people::people(answered, &mut findings);
    if people.periods.is_empty() && !findings.has_errors() {
        findings.push(findings::nothing_answered(answered.survey));
    }
    if findings.has_errors() {
        return (None, findings);
    }
    let Some(mut surveyed) = cell::all(answered, &people) else {
        findings.push(findings::too_large(answered.survey));
        return (None, findings);
    };
    withhold::withhold(answered, &mut surveyed);
    let Some(period) = surveyed.reported(wanted) else {
        findings.push(findings::none_before(answered.survey, wanted, &surveyed));
        return (None, findings);
    };
    surveyed.period = period;
    findings::unfair(answered.survey, &people, &mut findings);
    findings::doubts(answered.survey, &surveyed, &mut findings);
    (Some(surveyed), findings)
}
