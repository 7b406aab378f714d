//! Perspectives that feed others: the pyramid's graph.

use std::collections::BTreeMap;

use super::super::decode::{Field, Spanned};
use super::super::raw;
use super::Checker;
use super::checker::among;
use crate::diagnostic::{Diagnostic, Span};

/// Which perspective feeds which, by their places in the YAML.
pub(super) struct Feeds {
    /// For each perspective, those it feeds with its weight there.
    to: Vec<Vec<(usize, Spanned<f64>)>>,
    /// All of them, fed ones before those that feed them, otherwise in the order of the YAML.
    pub(super) order: Vec<usize>,
}

impl Feeds {
    /// The perspectives that feed one, with their weights, in the order of the YAML.
    pub(super) fn feeders(&self, fed: usize) -> impl Iterator<Item = (usize, &Spanned<f64>)> {
        let edges = self.to.iter().enumerate();
        edges.flat_map(move |(from, to)| {
            to.iter().filter(move |(target, _)| *target == fed).map(move |(_, weight)| (from, weight))
        })
    }
}

/// Reads the `feeds` of all perspectives: targets that exist, no cycle, and not beside a `weight`.
///
/// Where the scorecard's weights are worked out (`weighed`), a perspective needs neither.
pub(super) fn feeds(checker: &mut Checker<'_>, perspectives: &[Spanned<raw::Perspective>], weighed: bool) -> Feeds {
    let ids = perspectives.iter().map(|perspective| perspective.value.id.given().map(|id| id.value.as_str()));
    let ids: Vec<Option<&str>> = ids.collect();
    let mut to = Vec::new();
    for perspective in perspectives {
        exclusive(checker, perspective, weighed);
        to.push(fed(checker, &ids, perspective));
    }
    let targets: Vec<Vec<usize>> = to.iter().map(|to| to.iter().map(|(target, _)| *target).collect()).collect();
    let order = order(&targets).unwrap_or_else(|cycle| {
        report_cycle(checker, perspectives, &cycle);
        (0..perspectives.len()).collect()
    });
    Feeds { to, order }
}

fn fed(
    checker: &mut Checker<'_>,
    ids: &[Option<&str>],
    perspective: &Spanned<raw::Perspective>,
) -> Vec<(usize, Spanned<f64>)> {
    let mut found = Vec::new();
    for (name, weight) in perspective.value.feeds.given().into_iter().flat_map(|feeds| &feeds.value.0) {
        if let Some(target) = ids.iter().position(|id| *id == Some(name.value.as_str())) {
            found.push((target, weight.clone()));
            continue;
        }
        let known: Vec<&str> = ids.iter().flatten().copied().collect();
        let message = format!("`feeds` names `{}`, which is no perspective of this scorecard", name.value);
        let finding = Diagnostic::error("unknown-feeds", message).at(name.span, "not known here");
        checker.report(finding.help(among(&name.value, &known, "perspectives")));
    }
    found
}

fn exclusive(checker: &mut Checker<'_>, perspective: &Spanned<raw::Perspective>, weighed: bool) {
    let raw::Perspective { weight, feeds, .. } = &perspective.value;
    if let (Some(weight), Some(feeds)) = (weight.given(), feeds.given()) {
        let finding = Diagnostic::error("weight-and-feeds", "a perspective has both `weight` and `feeds`")
            .at(weight.span, "its share of the scorecard")
            .at(feeds.span, "its shares of other perspectives")
            .help("keep `weight` if it counts for the scorecard itself, `feeds` if it counts for other perspectives");
        checker.report(finding);
    }
    if let Some(feeds) = feeds.given().filter(|feeds| feeds.value.0.is_empty() && !checker.has_blamed(feeds.span)) {
        let finding = Diagnostic::error("empty-field", "`feeds` names no perspective").at(feeds.span, "");
        checker.report(finding.help("write `feeds: {other-perspective: 60}`, or `weight` if it feeds none"));
    }
    if !weighed && matches!((weight, feeds), (Field::Absent, Field::Absent)) {
        let span = perspective.value.id.given().map_or(perspective.span, |id| id.span);
        let finding = Diagnostic::error("missing-field", "this perspective has neither `weight` nor `feeds`");
        let help = "add `weight: 25`, its share of the scorecard, or `feeds: {other-perspective: 60}`";
        checker.report(finding.at(span, "counts for nothing").help(help));
    }
}

/// Perspectives with those they feed before them, or the cycle that forbids it.
fn order(to: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    if let Some(cycle) = cycle(to) {
        return Err(cycle);
    }
    let mut order: Vec<usize> = Vec::new();
    let mut placed = vec![false; to.len()];
    let ready = |placed: &[bool], at: usize| !placed[at] && to[at].iter().all(|to| placed[*to]);
    while let Some(next) = (0..to.len()).find(|at| ready(&placed, *at)) {
        placed[next] = true;
        order.push(next);
    }
    Ok(order)
}

/// A cycle in a graph given as the targets of each node: the nodes in order, each leading to the next.
pub(super) fn cycle(to: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut finished = vec![false; to.len()];
    for start in 0..to.len() {
        // A walk in depth without recursion: the path, and which target of each node comes next.
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            let Some(&target) = to[node].get(*next).filter(|_| !finished[node]) else {
                finished[node] = true;
                path.pop();
                continue;
            };
            *next += 1;
            if let Some(at) = path.iter().position(|(on_path, _)| *on_path == target) {
                return Some(path[at..].iter().map(|(node, _)| *node).collect());
            }
            path.push((target, 0));
        }
    }
    None
}

fn report_cycle(checker: &mut Checker<'_>, perspectives: &[Spanned<raw::Perspective>], cycle: &[usize]) {
    let places: Vec<(&str, Span)> = cycle
        .iter()
        .filter_map(|at| perspectives[*at].value.id.given())
        .map(|id| (id.value.as_str(), id.span))
        .collect();
    let finding =
        Diagnostic::error("feeds-cycle", format!("perspectives feed each other in a circle: {}", circle(&places)));
    checker.report(pointing(finding, &places).help("take one of these out of `feeds`"));
}

/// `a → b → a`
pub(super) fn circle(places: &[(&str, Span)]) -> String {
    let names = places.iter().chain(places.first()).map(|(name, _)| *name);
    names.collect::<Vec<_>>().join(" → ")
}

/// Points at each place once.
pub(super) fn pointing(finding: Diagnostic, places: &[(&str, Span)]) -> Diagnostic {
    let unique: BTreeMap<usize, Span> = places.iter().map(|(_, span)| (span.start, *span)).collect();
    unique.into_values().fold(finding, |finding, span| finding.at(span, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_is_named_from_where_it_closes() {
        assert_eq!(cycle(&[vec![1], vec![2], vec![1]]), Some(vec![1, 2]));
        assert_eq!(cycle(&[vec![0]]), Some(vec![0]));
        assert_eq!(cycle(&[vec![1, 2], vec![3], vec![3], vec![]]), None);
    }
}
