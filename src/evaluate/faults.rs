//! What can be wrong with the rows of one measure, told once each.

use super::observed::Input;
use crate::diagnostic::{Diagnostic, Findings, did_you_mean};
use crate::scorecard::{Amount, Observation, Scorecard};

/// How many of something a finding lists.
const LISTED: usize = 5;

/// What stands in the place of a text that may be private.
const PRIVATE: &str = "‹private›";

/// What is wrong with the rows of one measure.
#[derive(Default)]
pub(super) struct Faults<'a> {
    /// Ids the hierarchy does not know.
    pub(super) unknown: Vec<&'a str>,
    /// Rows for an entity and a period that already have a value.
    pub(super) doubled: Vec<&'a Observation>,
    /// Rows of a yes-no measure that are neither 0 nor 1.
    pub(super) neither: Vec<&'a Observation>,
}

impl Faults<'_> {
    /// Pushes a finding for each kind of fault there is; `known` are the ids of the hierarchy, in order.
    pub(super) fn tell<'k>(
        mut self,
        scorecard: &Scorecard,
        known: impl Iterator<Item = &'k str>,
        input: &Input,
        findings: &mut Findings,
    ) {
        self.unknown.sort_unstable();
        self.unknown.dedup();
        if !self.unknown.is_empty() {
            if input.private {
                self.unknown = vec![PRIVATE];
            }
            let known: Vec<&str> = known.collect();
            findings.push(unknown_entities(&self.unknown, &known, scorecard, input));
        }
        if let Some(first) = self.doubled.first() {
            findings.push(doubled(first, self.doubled.len(), input));
        }
        if let Some(first) = self.neither.first() {
            findings.push(neither(first, self.neither.len(), input));
        }
    }
}

fn doubled(first: &Observation, count: usize, input: &Input) -> Diagnostic {
    let message = format!("measure `{}` has more than one value for {}", input.node.path, whose(first));
    Diagnostic::error("duplicate-observation", message)
        .at(input.node.span, format!("rows that repeat an entity and a period: {count}"))
        .help("group the rows in the query; an `entity` that is NULL is the same as the top of the hierarchy")
}

fn neither(first: &Observation, count: usize, input: &Input) -> Diagnostic {
    let value = match first.amount {
        Amount::Value(Some(value)) => value,
        _ => f64::NAN, // never: only values are checked
    };
    let message = format!("measure `{}` is yes-no, but for {} it is {value}", input.node.path, whose(first));
    Diagnostic::error("not-yes-or-no", message)
        .at(input.node.span, format!("values that are neither 1 (yes) nor 0 (no): {count}"))
        .help("return 1 or 0 (or true or false), or score it by `curve`, `thresholds` or `target`")
}

/// `b7` in 2026-10, or the period alone.
fn whose(row: &Observation) -> String {
    match &row.entity {
        Some(entity) => format!("`{entity}` in {}", row.period),
        None => row.period.to_string(),
    }
}

fn unknown_entities(unknown: &[&str], known: &[&str], scorecard: &Scorecard, input: &Input) -> Diagnostic {
    let path = &input.node.path;
    let Some(source) = &scorecard.entities else {
        let message = format!("measure `{path}` reports by entity, but the scorecard has no `entities`");
        return Diagnostic::error("unknown-entity", message)
            .at(input.node.span, format!("its query returns {}", listed(unknown)))
            .help("add `entities: {table: …, id: …, parent: …}` to the scorecard, or leave `entity` out of the query");
    };
    let message = format!("measure `{path}` reports for entities that table `{}` does not list", source.table);
    let mut finding = Diagnostic::error("unknown-entity", message)
        .at(input.node.span, format!("unknown: {}", listed(unknown)))
        .at(source.span, "entities come from here")
        .note(format!("known: {}", listed(known)));
    for id in unknown.iter().take(LISTED) {
        if let Some(near) = did_you_mean(id, known.iter().copied()) {
            finding = finding.note(format!("`{id}`: did you mean `{near}`?"));
        }
    }
    finding.help("add them to the table, or make the `entity` column of the query match its ids")
}

/// `a`, `b` and 3 more.
fn listed(ids: &[&str]) -> String {
    let shown: Vec<String> = ids.iter().take(LISTED).map(|id| format!("`{id}`")).collect();
    match ids.len().saturating_sub(LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
