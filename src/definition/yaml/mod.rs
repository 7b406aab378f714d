//! Reads YAML text into a tree of nodes that know their place. The only user of the YAML crate.

mod lines;
mod node;
mod syntax;

pub(super) use lines::line_starts;
pub(super) use node::{Node, Value};

use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};

use super::LIMITS;
use crate::diagnostic::{Diagnostic, FileId, Span};

/// Reads the one document of a file.
///
/// The error is the single finding of a text that is not YAML, holds no document or several, or costs too much
/// to read.
pub(super) fn parse(file: FileId, text: &str) -> Result<Node, Box<Diagnostic>> {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(empty(file).into());
    }
    let draft = serde_yaml::from_str_with_options(text, options());
    let draft: node::Draft = draft.map_err(|error| syntax::explain(file, text, &error))?;
    let node = node::place(file, text, draft);
    if node.value == Value::Null { Err(empty(file).into()) } else { Ok(node) }
}

fn empty(file: FileId) -> Diagnostic {
    Diagnostic::error("empty-file", "this file says nothing")
        .at(Span::beginning(file), "no fields here")
        .help("write the document, or delete the file")
}

fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_documents: 1,
            max_depth: LIMITS.depth,
            max_nodes: LIMITS.nodes,
            max_events: LIMITS.nodes * 3,
            max_aliases: LIMITS.aliases,
            max_anchors: LIMITS.aliases,
            max_recorded_anchor_events: LIMITS.nodes,
            max_merge_keys: LIMITS.aliases,
            enforce_alias_anchor_ratio: false,
        },
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: LIMITS.replayed,
            max_replay_stack_depth: 16,
        },
        // Decoding reports them, all of them and with both places.
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Merge,
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    }
}
