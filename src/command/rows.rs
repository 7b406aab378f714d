//! Source rows behind measures: those a reader asks for, and those a book publishes.

use std::collections::BTreeSet;

use super::pipeline::{Card, Ready};
use crate::diagnostic::{Diagnostic, Findings};
use crate::engine::{Engine as _, RowsWanted};
use crate::report::PublishedRows;
use crate::scorecard::{EntityIndex, EntityTree, NodeIndex, SourceRows};

/// The rows behind a measure for an entity, in the period reported on.
pub(super) fn behind(ready: &Ready, at: usize, node: NodeIndex, entity: EntityIndex, limit: u32) -> Vec<SourceRows> {
    let card = &ready.cards[at];
    let entities = (entity != EntityTree::TOP).then(|| below(&card.entities, entity));
    let wanted = RowsWanted { period: card.evaluation.period, entities, limit };
    ready.engine.rows(&ready.book.scorecards[at], node, &wanted)
}

/// The ids of an entity and of all below it.
fn below(tree: &EntityTree, entity: EntityIndex) -> BTreeSet<String> {
    let own = tree.get(entity);
    let children = own.children.iter().flat_map(|child| below(tree, *child));
    own.id.iter().cloned().chain(children).collect()
}

/// What keeps the rows of a measure from being shown: itself, or another measure that reads a table of its and
/// withholds small groups. Its rows would show the very people.
pub(super) fn guard(ready: &Ready, at: usize, node: NodeIndex) -> Option<String> {
    let own = tables(&ready.cards[at], node);
    ready.book.scorecards.iter().zip(&ready.cards).find_map(|(scorecard, card)| {
        let mut measures = scorecard.measures().filter(|(_, _, measure)| measure.disclosure.min_group > 0);
        let guarding = measures.find(|(index, ..)| tables(card, *index).iter().any(|table| own.contains(table)));
        guarding.map(|(_, guarding, measure)| {
            format!("`{}` withholds values of fewer than {} people", guarding.path, measure.disclosure.min_group)
        })
    })
}

fn tables(card: &Card, node: NodeIndex) -> &[String] {
    card.series.iter().find(|(index, _)| *index == node).map_or(&[], |(_, series)| &series.tables)
}

/// The rows the book publishes. Finds rows that would give small groups away.
pub(super) fn published(ready: &Ready, findings: &mut Findings) -> PublishedRows {
    let mut published = PublishedRows::new();
    for (at, scorecard) in ready.book.scorecards.iter().enumerate() {
        for (index, node, measure) in scorecard.measures() {
            let Some(limit) = measure.disclosure.publish_rows else { continue };
            if let Some(reason) = guard(ready, at, index) {
                let message = format!("measure `{}` publishes rows of a table that must not be shown", node.path);
                let finding = Diagnostic::error("rows-of-small-groups", message).at(node.span, "").note(reason);
                findings.push(finding.help("leave `publish_rows` out: rows show the very groups that are withheld"));
                continue;
            }
            published.insert((at, index), behind(ready, at, index, EntityTree::TOP, limit));
        }
    }
    published
}
