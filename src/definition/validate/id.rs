//! Ids: well formed, and each once.

use std::collections::BTreeMap;

use super::super::decode::{Required, Spanned};
use super::Checker;
use crate::diagnostic::{Diagnostic, Span};

/// The ids taken so far, with where.
#[derive(Debug, Default)]
pub(super) struct Taken(BTreeMap<String, Span>);

impl Taken {
    /// Takes an id for a thing; reports when another has it. `what` is "objective" or the like.
    pub(super) fn take(&mut self, checker: &mut Checker<'_>, id: &str, span: Span, what: &str) {
        let Some(first) = self.0.get(id) else {
            self.0.insert(id.to_owned(), span);
            return;
        };
        let finding = Diagnostic::error("duplicate-id", format!("two {what}s are called `{id}`"))
            .at(span, "again here")
            .at(*first, "first here")
            .help("give one of them another id");
        checker.report(finding);
    }
}

/// What findings call a thing: "the measure `x`", or "a measure" where it has no id.
pub(super) fn called(what: &str, id: Option<&String>) -> String {
    match id {
        Some(id) => format!("the {what} `{id}`"),
        None if what.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {what}"),
        None => format!("a {what}"),
    }
}

/// The id of a thing, checked, and its place; the thing's own place when it has none.
pub(super) fn checked(
    checker: &mut Checker<'_>,
    field: &Required<Spanned<String>>,
    what: &str,
    thing: Span,
) -> (Option<String>, Span) {
    let Some(id) = checker.required(field, "id", &called(what, None), thing) else { return (None, thing) };
    if !is_well_formed(&id.value) {
        let help = match slug(&id.value) {
            Some(slug) => format!("write `{slug}`"),
            None => "an id is part of addresses: `keep-customers`; the `title` can be in any language".into(),
        };
        let message = format!("`{}` cannot be an id", id.value);
        let finding = Diagnostic::error("bad-id", message);
        checker.report(finding.at(id.span, "only lower-case letters, digits and hyphens between them").help(help));
    }
    (Some(id.value.clone()), id.span)
}

fn is_well_formed(id: &str) -> bool {
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// The id that was most likely meant; `None` where letters outside ASCII would be lost.
fn slug(id: &str) -> Option<String> {
    if !id.is_ascii() {
        return None;
    }
    let lower = id.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { None } else { Some(words.join("-")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_parts_of_addresses() {
        assert!(is_well_formed("keep-customers-2"));
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "a b", "客户", "a/b"] {
            assert!(!is_well_formed(bad), "{bad}");
        }
    }

    #[test]
    fn a_near_id_is_offered() {
        assert_eq!(slug("Keep Customers").as_deref(), Some("keep-customers"));
        assert_eq!(slug("_a__b"), Some("a-b".into()));
        assert_eq!(slug("留住老客户"), None);
        assert_eq!(slug("--"), None);
    }
}
