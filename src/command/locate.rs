//! Finding the node and the entity a person means on the command line.

use super::pipeline::Ready;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::scorecard::{EntityIndex, EntityTree, NodeIndex, Scorecard};

/// Which scorecard of the book, and which of its nodes.
pub(super) type Place = (usize, NodeIndex);

/// The node a person means: `SCORECARD`, `PATH`, `SCORECARD/PATH`, or the last part of a path where only one ends so.
pub(super) fn node(ready: &Ready, wanted: &str) -> Result<Place, Diagnostic> {
    let wanted = wanted.trim_matches('/');
    let places = every_place(&ready.book.scorecards);
    let matches = |exact: &dyn Fn(&str) -> bool| -> Vec<&(String, Place)> {
        places.iter().filter(|(path, _)| exact(path)).collect()
    };
    let whole = matches(&|path| path == wanted || path.split_once('/').is_some_and(|(_, below)| below == wanted));
    let found = if whole.is_empty() { matches(&|path| path.rsplit('/').next() == Some(wanted)) } else { whole };
    match found.as_slice() {
        [(_, place)] => Ok(*place),
        [] => Err(no_node(wanted, &places)),
        several => {
            let paths: Vec<&str> = several.iter().map(|(path, _)| path.as_str()).collect();
            let finding = Diagnostic::error("ambiguous-node", format!("`{wanted}` could be {} nodes", paths.len()));
            Err(finding.help(format!("name one of them: {}", paths.join(", "))))
        }
    }
}

fn every_place(scorecards: &[Scorecard]) -> Vec<(String, Place)> {
    let of = |(at, card): (usize, &Scorecard)| -> Vec<(String, Place)> {
        let path = |below: &str| if below.is_empty() { card.id.clone() } else { format!("{}/{below}", card.id) };
        card.indexed().map(|(index, node)| (path(&node.path), (at, index))).collect()
    };
    scorecards.iter().enumerate().flat_map(of).collect()
}

fn no_node(wanted: &str, places: &[(String, Place)]) -> Diagnostic {
    let last = |path: &'_ str| path.rsplit('/').next().map(str::to_owned).unwrap_or_default();
    let names: Vec<String> = places.iter().map(|(path, _)| last(path)).collect();
    let near = did_you_mean(&last(wanted), names.iter().map(String::as_str));
    let meant = near.and_then(|near| places.iter().find(|(path, _)| last(path) == near));
    let finding = Diagnostic::error("unknown-node", format!("the book has no node `{wanted}`"));
    if let Some((path, _)) = meant {
        return finding.help(format!("did you mean `{path}`?"));
    }
    let cards: Vec<&str> = places.iter().map(|(path, _)| path.as_str()).filter(|path| !path.contains('/')).collect();
    finding.help(format!("start from a scorecard: {}", cards.join(", ")))
}

/// The entity a person means; the top when none is named.
pub(super) fn entity(tree: &EntityTree, wanted: Option<&str>) -> Result<EntityIndex, Diagnostic> {
    let Some(wanted) = wanted else { return Ok(EntityTree::TOP) };
    if let Some(index) = tree.find(Some(wanted)) {
        return Ok(index);
    }
    let ids: Vec<&str> = tree.indexed().filter_map(|(_, entity)| entity.id.as_deref()).collect();
    let finding = Diagnostic::error("unknown-entity", format!("there is no entity `{wanted}`"));
    Err(match did_you_mean(wanted, ids.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if ids.is_empty() => finding.help("this scorecard has no entities; leave out --entity"),
        None => finding.help(format!("the entities are {}", ids.join(", "))),
    })
}
