//! Sets findings aside for which the author gave a reason, and finds reasons that set nothing aside.

use std::collections::BTreeSet;

use super::{Found, Linted};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Book, Check, NodeIndex, Scorecard, Silence, Silenced};

/// The code of a silence that silences nothing. It cannot itself be silenced.
pub const SILENCE_UNUSED: &str = "silence-unused";

/// Parts findings, one list a scorecard, into warnings and what is silenced. Unused silences are told only where
/// everything was checked.
pub(super) fn apply(book: &Book, found: Vec<Vec<Found>>, complete: bool) -> Linted {
    let mut linted = Linted::default();
    let mut used: BTreeSet<Span> = BTreeSet::new();
    for (at, (scorecard, found)) in book.scorecards.iter().zip(found).enumerate() {
        for found in found {
            let silences = silences_of(book, scorecard, &found);
            used.extend(silences.iter().map(|silence| silence.span));
            match silences.first() {
                None => linted.findings.push(found.diagnostic),
                Some(silence) => linted.silenced.push(Silenced {
                    scorecard: at,
                    node: found.nodes.first().copied().unwrap_or(Scorecard::ROOT),
                    check: found.check,
                    reason: silence.reason.clone(),
                }),
            }
        }
    }
    let nodes = book.scorecards.iter().flat_map(|scorecard| &scorecard.nodes);
    let all = book.silences.iter().chain(nodes.flat_map(|node| &node.silences));
    if complete {
        linted.findings.extend(all.filter(|silence| !used.contains(&silence.span)).map(unused));
    }
    linted
}

/// The silences that hold for a finding, the nearest first: those of its nodes, of what they are written in, of the book.
fn silences_of<'a>(book: &'a Book, scorecard: &'a Scorecard, found: &Found) -> Vec<&'a Silence> {
    let near = found.nodes.iter().flat_map(|node| at_and_above(scorecard, *node)).chain(&book.silences);
    near.filter(|silence| silence.check == found.check).collect::<Vec<_>>()
}

/// What is silenced at a node and at all it is written in.
fn at_and_above(scorecard: &Scorecard, node: NodeIndex) -> impl Iterator<Item = &Silence> {
    let path = scorecard.node(node).path.as_str();
    let ends = path.match_indices('/').map(|(at, _)| at).rev();
    let above = ends.map(|end| &path[..end]).chain((!path.is_empty()).then_some(""));
    let nodes = std::iter::once(node).chain(above.filter_map(|path| scorecard.find(path)));
    nodes.flat_map(|node| &scorecard.node(node).silences)
}

fn unused(silence: &Silence) -> Diagnostic {
    let code = Check::code(silence.check);
    Diagnostic::warning(SILENCE_UNUSED, format!("nothing is found here for `{code}` to be silenced"))
        .at(silence.span, "")
        .note("readers of the report would be told of a weakness that is not there")
        .help("take it out")
}
