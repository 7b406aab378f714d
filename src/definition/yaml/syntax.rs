//! Says in plain words why a text is not YAML that can be read.

use serde_yaml::Error;
use serde_yaml::budget::BudgetBreach;

use super::super::LIMITS;
use crate::diagnostic::{Diagnostic, FileId, Span};

/// The finding for an error of the YAML crate.
pub(super) fn explain(file: FileId, text: &str, error: &Error) -> Diagnostic {
    let span = place(file, text, error);
    match innermost(error) {
        Error::Budget { breach: BudgetBreach::Documents { .. }, .. } | Error::MultipleDocuments { .. } => {
            Diagnostic::error("several-documents", "this file holds several documents")
                .at(span, "a second one begins here")
                .help("put each document into a file of its own, and take out the `---` or `...` between them")
        }
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => too_deep(span),
        Error::Budget { .. } => too_large(span),
        Error::AliasReplayLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. }
        | Error::RecursiveReferencesRequireWeakTypes { .. } => {
            Diagnostic::error("alias-bomb", "the aliases of this file unfold to far too much")
                .at(span, "this alias repeats what it stands for too often, or itself")
                .help("write the values out instead of using `&name` and `*name`")
        }
        Error::UnknownAnchor { .. } => Diagnostic::error("yaml-alias", "an alias stands for nothing")
            .at(span, "no `&` names this")
            .help("a text that begins with `*` needs quotes; an alias needs `&name` before the value it repeats"),
        other => syntax(text, span, &other.to_string()),
    }
}

/// The error itself, whatever it passed through on its way.
fn innermost(error: &Error) -> &Error {
    match error {
        Error::AliasError { error, .. } | Error::WithSnippet { error, .. } => innermost(error),
        other => other,
    }
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("too-deep", format!("the document is nested more than {} levels deep", LIMITS.depth))
        .at(span, "one level too many")
        .help("a scorecard needs about 12 levels: look for brackets or indentation that never end")
}

fn too_large(span: Span) -> Diagnostic {
    Diagnostic::error("too-large", "the document holds more than a scorecard ever needs")
        .at(span, "up to here was read")
        .help("split it into several documents")
}

/// What the YAML crate says, by a part of its message: our words, and what to do.
const KNOWN: [(&str, &str, &str); 14] = [
    ("tab", "a tab stands where YAML wants spaces", "indent with spaces; set your editor to put spaces for tabs"),
    ("unclosed quote", "a quote is opened and never closed", "close it with the same quote"),
    ("unclosed bracket", "a bracket is opened and never closed", "close it, or look for a missing comma before it"),
    (
        "mapping values are not allowed",
        "a colon stands where no field can begin",
        "fields side by side begin in the same column; a text with `: ` in it needs quotes",
    ),
    ("illegal placement of ':'", "a colon stands where no field can begin", "look for a bracket not closed above"),
    (
        "simple key expected",
        "a line is neither a field nor an entry",
        "write `name: value` or `- entry`, and begin in the column of its neighbours",
    ),
    (
        "did not find expected key",
        "this line does not fit where it stands",
        "fields side by side begin in the same column",
    ),
    (
        "did not find expected '-'",
        "this line does not fit where it stands",
        "entries of a list begin in the same column, each with `- `",
    ),
    (
        "invalid trailing content",
        "something follows a text that has ended",
        "put the whole text into one pair of quotes; a quote inside is written twice ('') or with a backslash (\\\")",
    ),
    (
        "unknown escape",
        "a backslash means nothing here",
        "in double quotes write `\\\\` for `\\`, or use single quotes",
    ),
    ("anchor or alias", "an alias has no name", "a text that begins with `*` or `&` needs quotes"),
    ("invalid indentation", "this line begins in the wrong column", "fields side by side begin in the same column"),
    (
        "did not find expected ',' or",
        "a comma or a closing bracket is missing",
        "close the bracket opened before this place, and put a comma between entries",
    ),
    ("expected whitespace", "a space is missing", "write a space after `:`, `-` and before `#`"),
];

fn syntax(text: &str, span: Span, said: &str) -> Diagnostic {
    let said = said.split(" at line ").next().unwrap_or(said);
    let lower = said.to_lowercase();
    let character = text.get(span.start..).and_then(|rest| rest.chars().next());
    let finding = |message: &str| Diagnostic::error("yaml-syntax", message).at(span, "");
    if let Some(character) = character.filter(|_| lower.starts_with("unexpected character")) {
        return stray(span, character);
    }
    match KNOWN.iter().find(|(part, ..)| lower.contains(part)) {
        Some((_, message, help)) => finding(message).help(*help),
        None => finding("this is not YAML")
            .note(format!("the YAML reader says: {said}"))
            .help("compare the line with its neighbours: indentation, quotes, brackets and a space after each colon"),
    }
}

fn stray(span: Span, character: char) -> Diagnostic {
    if character.is_control() {
        return Diagnostic::error("yaml-syntax", "a character that cannot be seen stands here")
            .at(span, format!("U+{:04X}", u32::from(character)))
            .help("delete it; it often comes along when text is copied from another program");
    }
    Diagnostic::error("yaml-syntax", format!("a value cannot begin with `{character}`"))
        .at(span, "")
        .help("put the whole value in quotes")
}

/// The place of an error. Its line and column count characters.
fn place(file: FileId, text: &str, error: &Error) -> Span {
    let Some(location) = error.location() else { return Span::beginning(file) };
    let skipped = (location.line() as usize).saturating_sub(1);
    let line = text.split_inclusive('\n').nth(skipped);
    let begin: usize = text.split_inclusive('\n').take(skipped).map(str::len).sum();
    let line = line.unwrap_or_default().trim_end();
    let column = (location.column() as usize).saturating_sub(1);
    let start = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    let wide = (location.span().len() as usize).max(1);
    let width: usize = line[start..].chars().take(wide).map(char::len_utf8).sum();
    Span { file, start: begin + start, end: begin + start + width }
}
