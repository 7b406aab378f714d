//! A firm's statements, asked of the data, and what is made of them for a business case.

use crate::diagnostic::Findings;
use crate::engine::Engine;
use crate::method::statements::{self, Asked, FirmOutcome};
use crate::scorecard::business_case::BusinessCase;

/// What comes of the statements of a case; `None` where an error stands in the way, nothing where there are none.
pub fn work_out(engine: &dyn Engine, case: &BusinessCase, findings: &mut Findings) -> Option<Option<FirmOutcome>> {
    let Some(source) = &case.statements else { return Some(None) };
    let asked = Asked::new(&case.id, source, &case.currency, case.eva.as_ref());
    let listing = engine.listing(&source.sql, &[], &asked.subject, findings);
    let listed = source.entities.as_ref().map(|own| engine.entities(own, findings));
    let listing = listing?;
    let entities = match listed {
        Some(tree) => tree?,
        None => statements::entities(&listing),
    };
    let ledger = statements::read(&asked, &listing, &entities, findings)?;
    let (eva, ratios) = (case.eva.as_ref(), case.ratios.as_ref());
    let value = eva.map(|plan| statements::value(&asked, plan, &ledger, &entities, findings));
    let ratios = ratios.map(|plan| statements::ratios(&asked, plan, &ledger, &entities, findings));
    // Both are tried before the first that failed ends it.
    let (value, ratios) =
        (value.map_or(Some(None), |own| own.map(Some))?, ratios.map_or(Some(None), |own| own.map(Some))?);
    Some(Some(FirmOutcome { entities, ledger, value, ratios, tables: listing.tables, private: listing.private }))
}
