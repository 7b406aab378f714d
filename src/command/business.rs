//! Business cases, each worked out.

use crate::diagnostic::Findings;
use crate::method::business_case::{self, Outcome};
use crate::scorecard::Book;

/// What came of every business case; `None` when one has no result.
pub(super) fn all(book: &Book, findings: &mut Findings) -> Option<Vec<Outcome>> {
    let one = |case| {
        let (outcome, found) = business_case::evaluate(case);
        findings.extend(found);
        outcome
    };
    // Every case is worked out before the first failure ends the run.
    let outcomes: Vec<Option<Outcome>> = book.business_cases.iter().map(one).collect();
    outcomes.into_iter().collect()
}
