//! What is wrong with statements for what is asked of them.

use super::Asked;
use crate::diagnostic::{Diagnostic, Findings, Span};
use crate::method::finance::adjust::Missing;
use crate::method::finance::firm::FirmYear;
use crate::method::finance::ledger::Years;
use crate::scorecard::{AdjustmentKind, CapitalAt, EvaPlan};

/// How many missing amounts a finding names.
const SHOWN: usize = 5;

/// Columns that are needed and not there.
pub(super) fn no_columns(asked: &Asked, section: &str, missing: &[String]) -> Diagnostic {
    let message =
        format!("{}: `{section}` needs {}, which the query does not return", asked.subject, missing.join("; "));
    let finding = Diagnostic::error("statement-columns", message).at(asked.source.sql.span, "");
    finding.help("return what is needed under these names; docs/business-case.md says what each column holds")
}

/// Amounts that are needed and missing.
pub(super) fn missing(asked: &Asked, entity: Option<&str>, missing: &[Missing]) -> Diagnostic {
    let named: Vec<String> =
        missing.iter().take(SHOWN).map(|own| format!("`{}` in {}", own.column, own.year)).collect();
    let whose = entity.map_or_else(String::new, |entity| format!(" of `{entity}`"));
    let more = if missing.len() > SHOWN { format!(" and {} more", missing.len() - SHOWN) } else { String::new() };
    let message = format!("{}: there is no {}{more}{whose}", asked.subject, named.join(", "));
    let finding = Diagnostic::error("statement-missing", message).at(asked.source.sql.span, "");
    finding.help("return the amount; where it is none, return 0: missing is not zero")
}

/// Years without any capital, of which no return can be told.
pub(super) fn capital(asked: &Asked, entity: Option<&str>, years: &[FirmYear], findings: &mut Findings) {
    let none: Vec<String> = years.iter().filter(|year| year.roic.is_none()).map(|year| year.year.to_string()).collect();
    if none.is_empty() {
        return;
    }
    let whose = entity.map_or_else(String::new, |entity| format!(" of `{entity}`"));
    let message = format!("{}: the capital{whose} is not above 0 in {}", asked.subject, none.join(", "));
    let finding = Diagnostic::warning("capital-not-positive", message).at(asked.source.sql.span, "");
    findings
        .push(finding.help("there is no return on such capital: ROIC stays empty. Check the signs of the balances"));
}

/// No year with a statement of the year before.
pub(super) fn no_opening(asked: &Asked, at: CapitalAt, span: Span) -> Diagnostic {
    let message = if super::needs_opening(at) {
        format!("{}: no year has an opening balance", asked.subject)
    } else {
        format!("{}: there is no statement", asked.subject)
    };
    let finding = Diagnostic::error("opening-balance", message).at(span, "");
    finding.help("return the year before the first one too, or take the balance at the end of the year: `year-end`")
}

/// Tells where the first year asked for is not the first one there is; whether it is.
pub(super) fn from(asked: &Asked, from: Option<i32>, first: i32, span: Span, findings: &mut Findings) -> bool {
    let Some(from) = from.filter(|from| *from < first) else { return true };
    let message = format!("{}: there is no opening balance for {from}", asked.subject);
    let finding = Diagnostic::error("opening-balance", message).at(span, "");
    findings.push(finding.help(format!("return the statement of {}, or write `from: {first}`", from - 1)));
    false
}

/// Tells adjustments that rest on years before, where there is none; whether all have what they need.
pub(super) fn history(asked: &Asked, plan: &EvaPlan, years: &Years, first: i32, findings: &mut Findings) -> bool {
    let mut fine = true;
    for own in &plan.adjustments {
        let rests = matches!(
            own.kind,
            AdjustmentKind::Capitalise { .. }
                | AdjustmentKind::Goodwill
                | AdjustmentKind::Provision
                | AdjustmentKind::Lease { .. }
        );
        if rests && years.keys().next().is_none_or(|earliest| *earliest >= first) {
            fine = false;
            let message =
                format!("{}: there is no year before {first}, which `{}` rests on", asked.subject, own.column);
            let finding = Diagnostic::error("no-history", message).at(own.span, "");
            findings.push(finding.help("return earlier years too: what was spent then is part of the capital now"));
        }
    }
    fine
}
