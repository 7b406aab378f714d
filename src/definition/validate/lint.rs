//! Warnings: what is allowed and most likely not meant.

use super::super::raw;
use super::Checker;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::Locale;

/// A language of the book a text has no words for, and words for a language the book does not have.
pub(super) fn translations(checker: &mut Checker<'_>, words: &raw::Translation, span: Span, name: &str) {
    if checker.locales.is_empty() {
        // Without a readable scorebook.yaml nobody knows.
        return;
    }
    for locale in Locale::ALL {
        let own = match locale {
            Locale::Zh => &words.zh,
            Locale::En => &words.en,
        };
        let code = locale.code();
        match (own, checker.locales.contains(&locale)) {
            (None, true) => checker.report(
                Diagnostic::warning("missing-translation", format!("`{name}` has no words in `{code}`"))
                    .at(span, "")
                    .help(format!("add `{code}: …`; until then the other language stands in")),
            ),
            (Some(text), false) => checker.report(
                Diagnostic::warning("unused-translation", format!("no page of this book is in `{code}`"))
                    .at(text.span, "never shown")
                    .help(format!("add `{code}` to `locales` in scorebook.yaml, or take the words out")),
            ),
            _ => {}
        }
    }
}
