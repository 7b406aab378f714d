//! Customers: counted, and what they give to measures.

use super::documents::Given;
use super::pipeline::{Opened, Wanted};
use crate::diagnostic::Findings;
use crate::engine::Engine as _;
use crate::method::customers;
use crate::scorecard::{CustomerFacts, Customers, ResultRef, ResultValue};

/// Counts the customers of a document; `None` where an error stood in the way.
pub(super) fn count(
    opened: &Opened,
    document: &Customers,
    wanted: &Wanted,
    findings: &mut Findings,
) -> Option<CustomerFacts> {
    opened.engine.customers(document, wanted.all, findings)
}

/// A result in every period there is one for.
pub(super) fn given(document: &Customers, facts: &CustomerFacts, from: &ResultRef) -> Option<Given> {
    let result = document.result(from.name.as_deref()?)?;
    let value = |period| customers::result(period, result, document.window.is_some());
    let values = facts.periods.iter().filter_map(|own| {
        let (period, value) = (own.period, value(own)?);
        Some(ResultValue { period, entity: None, is_top: true, value, n: None })
    });
    let CustomerFacts { tables, models, readings, private, .. } = facts.clone();
    Some(Given { values: values.collect(), tables, models, readings, private })
}
