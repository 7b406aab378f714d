//! Texts in the languages of the book.

use super::super::decode::{Required, Spanned};
use super::super::raw;
use super::{Checker, lint};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Locale, Text};

impl Checker<'_> {
    /// A text; `name` is its field.
    pub(super) fn text(&mut self, raw: &Spanned<raw::Text>, name: &str) -> Text {
        let text = match &raw.value {
            raw::Text::Text(text) => Text::plain(text.trim()),
            raw::Text::Map(words) => {
                lint::translations(self, words, raw.span, name);
                let own = |words: &Option<Spanned<String>>| words.as_ref().map(|text| text.value.trim().to_owned());
                Text::new(own(&words.zh), own(&words.en))
            }
        };
        if Locale::ALL.iter().any(|locale| text.get(*locale).is_empty()) {
            let finding = Diagnostic::error("empty-text", format!("`{name}` is empty"));
            self.report(finding.at(raw.span, "nothing to read").help("write what readers shall see"));
        }
        text
    }

    /// A text that may be absent.
    pub(super) fn optional_text(&mut self, raw: Option<&Spanned<raw::Text>>, name: &str) -> Option<Text> {
        raw.map(|raw| self.text(raw, name))
    }

    /// The title of a thing, which must have one.
    pub(super) fn title(&mut self, raw: &Required<Spanned<raw::Text>>, whose: &str, span: Span) -> Text {
        let title = self.required(raw, "title", whose, span);
        title.map(|title| self.text(title, "title")).unwrap_or_default()
    }
}
