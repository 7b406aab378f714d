//! The strategy map: which objective drives which.

use super::super::decode::Spanned;
use super::Checker;
use super::checker::among;
use super::feeds::{circle, cycle, pointing};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Node, NodeDetail, NodeIndex};

/// Fills in what each objective drives. `named` holds, for each objective, its node and the ids it names.
pub(super) fn resolve(checker: &mut Checker<'_>, nodes: &mut [Node], named: &[(NodeIndex, Vec<Spanned<String>>)]) {
    let ids: Vec<String> = named.iter().map(|(node, _)| nodes[node.0].id().to_owned()).collect();
    let mut graph = Vec::new();
    for (node, targets) in named {
        let mut found: Vec<usize> = targets.iter().filter_map(|target| find(checker, &ids, target)).collect();
        found.sort_unstable();
        found.dedup();
        if let NodeDetail::Objective { drives } = &mut nodes[node.0].detail {
            *drives = found.iter().map(|at| named[*at].0).collect();
        }
        graph.push(found);
    }
    if let Some(cycle) = cycle(&graph) {
        let places: Vec<(&str, Span)> =
            cycle.iter().map(|at| (ids[*at].as_str(), nodes[named[*at].0.0].span)).collect();
        let message = format!("objectives drive each other in a circle: {}", circle(&places));
        let finding = pointing(Diagnostic::error("drives-cycle", message), &places);
        checker.report(finding.help("a strategy map leads from causes to effects: take one of these out of `drives`"));
    }
}

fn find(checker: &mut Checker<'_>, ids: &[String], target: &Spanned<String>) -> Option<usize> {
    let found = ids.iter().position(|id| *id == target.value);
    if found.is_none() {
        let known: Vec<&str> = ids.iter().map(String::as_str).collect();
        let message = format!("`drives` names `{}`, which is no objective of this scorecard", target.value);
        let finding = Diagnostic::error("unknown-drives", message).at(target.span, "not known here");
        checker.report(finding.help(among(&target.value, &known, "objectives")));
    }
    found
}
