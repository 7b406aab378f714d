//! Scoring from a baseline to a target.

use std::cmp::Ordering;

use super::super::super::decode::Field;
use super::super::super::raw;
use super::direction::rises;
use super::{Checker, Dated, Subject, number};
use crate::diagnostic::Diagnostic;

/// Checks baseline and target wherever both are in force.
pub(super) fn check(checker: &mut Checker<'_>, subject: &Subject<'_>) {
    absent(checker, subject);
    let (baselines, targets) = (subject.baseline, subject.target);
    let starts = baselines.iter().chain(targets).map(|(from, ..)| *from);
    let in_force = |values: &[Dated], from| {
        let values = values.iter().filter(|(begin, ..)| *begin <= from);
        values.max_by_key(|(begin, ..)| *begin).copied()
    };
    let mut pairs: Vec<(Dated, Dated)> =
        starts.filter_map(|s| in_force(baselines, s).zip(in_force(targets, s))).collect();
    pairs.dedup();
    for ((_, baseline, baseline_span), (from, target, target_span)) in pairs {
        if baseline.partial_cmp(&target).is_some_and(Ordering::is_eq) {
            let when = from.map_or_else(String::new, |from| format!(" from {from}"));
            let message = format!("target and baseline of {} are both {}{when}", subject.name, number(target));
            let finding = Diagnostic::error("target-is-baseline", message).at(target_span, "").at(baseline_span, "");
            checker
                .report(finding.help("set the target above or below the baseline: a score measures the way between"));
        } else {
            let (worse, better) = (("baseline", baseline_span), ("target", target_span));
            rises(checker, subject, (baseline, target), worse, better);
        }
    }
}

/// Reports a baseline or target that neither the YAML nor the query can give.
fn absent(checker: &mut Checker<'_>, subject: &Subject<'_>) {
    let raw = subject.raw;
    let missing: Vec<&str> = [("baseline", &raw.baseline), ("target", &raw.target)]
        .into_iter()
        .filter(|(name, field)| field.is_absent() && !from_query(raw, name))
        .map(|(name, _)| name)
        .collect();
    if missing.is_empty() {
        return;
    }
    let message = match missing.as_slice() {
        [one] => format!("{} has no `{one}` and no other way of scoring", subject.name),
        _ => format!("{} has no way of scoring", subject.name),
    };
    let help = "write `baseline` and `target`, or one of `thresholds`, `within`, `steps`, `curve`, `scoring: yes-no`; \
                `scoring: none` with `weight: 0` only shows it";
    checker.report(
        Diagnostic::error("no-scoring", message).at(subject.span, "how does its value become a score?").help(help),
    );
}

/// Whether the query may return a column: it names it, or selects whatever there is. Reading a file is enough to
/// give it the benefit of the doubt: the engine says later which columns came.
fn from_query(raw: &raw::Measure, column: &str) -> bool {
    match &raw.sql {
        Field::Absent => false,
        Field::SetAside => true,
        Field::Given(sql) => match &sql.value {
            raw::Sql::Map(_) => true,
            raw::Sql::Text(text) => {
                let text = text.to_lowercase();
                text.contains(column) || text.replace("(*)", "").contains('*')
            }
        },
    }
}
