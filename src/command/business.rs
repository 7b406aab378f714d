//! Business cases, each worked out.

use super::pipeline::Opened;
use super::statements;
use crate::diagnostic::Findings;
use crate::method::business_case::{self, Outcome};
use crate::scorecard::business_case::BusinessCase;

/// What comes of a business case; `None` where an error stands in the way.
pub(super) fn work_out(opened: &Opened, case: &BusinessCase, findings: &mut Findings) -> Option<Outcome> {
    let (outcome, found) = business_case::evaluate(case);
    findings.extend(found);
    let firm = statements::work_out(&opened.engine, case, findings);
    Some(Outcome { firm: firm?, ..outcome? })
}
