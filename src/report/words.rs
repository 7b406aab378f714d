//! The words of the report in one language: sentences with `{placeholders}`, kept in `templates/words`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::diagnostic::did_you_mean;
use crate::scorecard::Locale;

/// Every word and sentence the report uses, for one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// For whom.
    pub locale: Locale,
    entries: BTreeMap<String, Entry>,
}

/// A sentence, or its forms for one and for many.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum Entry {
    Plain(String),
    Counted { one: String, other: String },
}

impl Entry {
    fn form(&self, n: usize) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Counted { one, .. } if n == 1 => one,
            Self::Counted { other, .. } => other,
        }
    }

    fn placeholders(&self) -> BTreeSet<String> {
        match self {
            Self::Plain(text) => placeholders(text),
            Self::Counted { one, other } => placeholders(one).into_iter().chain(placeholders(other)).collect(),
        }
    }
}

/// Why a words file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsError {
    /// Line in the file, from 1, where one is known.
    pub line: Option<usize>,
    /// What is wrong, without a full stop.
    pub reason: String,
}

impl Words {
    /// Reads a words file: one JSON object of strings, or of `{"one": …, "other": …}`.
    pub fn parse(locale: Locale, text: &str) -> Result<Self, WordsError> {
        let entries = serde_json::from_str(text)
            .map_err(|error| WordsError { line: Some(error.line()), reason: error.to_string() })?;
        Ok(Self { locale, entries })
    }

    /// Takes a book's own words over these; returns every key or placeholder these do not know.
    pub fn overlay(&mut self, own: Self) -> Vec<WordsError> {
        let mut errors = Vec::new();
        for (key, entry) in own.entries {
            match self.entries.get(&key) {
                None => errors.push(self.unknown(&key)),
                Some(known) => {
                    let allowed = known.placeholders();
                    let strange = entry.placeholders().into_iter().find(|name| !allowed.contains(name));
                    if let Some(name) = strange {
                        let reason = format!("`{key}` has no placeholder `{{{name}}}`");
                        errors.push(WordsError { line: None, reason });
                    }
                    self.entries.insert(key, entry);
                }
            }
        }
        errors
    }

    fn unknown(&self, key: &str) -> WordsError {
        let hint = did_you_mean(key, self.entries.keys().map(String::as_str))
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        WordsError { line: None, reason: format!("there is no word `{key}`{hint}") }
    }

    /// The sentence of a key with its placeholders filled; the key itself where there is none.
    pub fn say(&self, key: &str, fill: &[(&str, &str)]) -> String {
        self.entries.get(key).map_or_else(|| key.to_owned(), |entry| filled(entry.form(0), fill))
    }

    /// The sentence in its form for `n`; `{n}` is filled with the number.
    pub fn count(&self, key: &str, n: usize, fill: &[(&str, &str)]) -> String {
        let number = n.to_string();
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(fill);
        self.entries.get(key).map_or_else(|| key.to_owned(), |entry| filled(entry.form(n), &all))
    }

    /// Whether there is a sentence for a key.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Every key with the names of its placeholders.
    pub fn keys(&self) -> impl Iterator<Item = (&str, BTreeSet<String>)> {
        self.entries.iter().map(|(key, entry)| (key.as_str(), entry.placeholders()))
    }

    /// `A`, `A and B`, `A, B and C`.
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [rest @ .., last] => {
                let rest = rest.join(&self.say("list.separator", &[]));
                self.say("list.last", &[("rest", &rest), ("last", last)])
            }
        }
    }
}

/// Fills every `{name}`; filled text is not looked at again.
fn filled(pattern: &str, fill: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + length];
        out.push_str(&rest[..open]);
        match fill.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[open..=open + length]),
        }
        rest = &rest[open + length + 1..];
    }
    out + rest
}

fn placeholders(pattern: &str) -> BTreeSet<String> {
    let inner = |part: &str| part.split_once('}').map(|(name, _)| name.to_owned());
    pattern.split('{').skip(1).filter_map(inner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in(locale: Locale) -> Words {
        let text = match locale {
            Locale::Zh => include_str!("../../templates/words/zh.json"),
            Locale::En => include_str!("../../templates/words/en.json"),
        };
        Words::parse(locale, text).expect("a words file")
    }

    #[test]
    fn both_languages_have_the_same_keys_and_placeholders() {
        // A rank is written as a word (`ordinal`) in one language and as a figure (`n`) in the other.
        let alike = |name: String| if name == "ordinal" { "n".to_owned() } else { name };
        let all = |locale| -> Vec<(String, BTreeSet<String>)> {
            let words = built_in(locale);
            words.keys().map(|(key, names)| (key.to_owned(), names.into_iter().map(alike).collect())).collect()
        };
        for (zh, en) in all(Locale::Zh).iter().zip(&all(Locale::En)) {
            assert_eq!(zh, en);
        }
        assert_eq!(all(Locale::Zh).len(), all(Locale::En).len());
    }

    #[test]
    fn filled_text_is_not_filled_again() {
        assert_eq!(filled("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(filled("{unknown} {", &[]), "{unknown} {");
    }

    #[test]
    fn lists_and_counts_read_well() {
        let items = |n: usize| ["A", "B", "C"].iter().take(n).map(ToString::to_string).collect::<Vec<_>>();
        let en = built_in(Locale::En);
        assert_eq!([en.list(&items(1)), en.list(&items(2)), en.list(&items(3))], ["A", "A and B", "A, B and C"]);
        assert_eq!(built_in(Locale::Zh).list(&items(3)), "A、B和C");
    }

    #[test]
    fn a_books_own_words_are_checked() {
        let mut words = built_in(Locale::En);
        let own = r#"{"status.on-track": "fine", "status.on-trak": "x", "list.last": "{rest} & {lst}"}"#;
        let errors = words.overlay(Words::parse(Locale::En, own).expect("a words file"));
        assert_eq!(words.say("status.on-track", &[]), "fine");
        let reasons: Vec<&str> = errors.iter().map(|error| error.reason.as_str()).collect();
        let unknown = "there is no word `status.on-trak`; did you mean `status.on-track`?";
        assert_eq!(reasons, ["`list.last` has no placeholder `{lst}`", unknown]);
    }
}
