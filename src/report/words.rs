//! The words of the report in one language: sentences with `{placeholders}`, kept in `templates/words`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use crate::diagnostic::did_you_mean;
use crate::scorecard::Locale;

/// Every word and sentence the report uses, for one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// For whom.
    pub locale: Locale,
    entries: BTreeMap<String, Entry>,
}

/// A sentence, or its forms for one, for two (`both`, `neither`; where it differs) and for more.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum Entry {
    Plain(String),
    Counted {
        one: String,
        #[serde(default)]
        two: Option<String>,
        other: String,
    },
}

impl Entry {
    fn form(&self, n: usize) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Counted { one, .. } if n == 1 => one,
            Self::Counted { two: Some(two), .. } if n == 2 => two,
            Self::Counted { other, .. } => other,
        }
    }

    fn placeholders(&self) -> BTreeSet<String> {
        match self {
            Self::Plain(text) => placeholders(text),
            Self::Counted { one, two, other } => [Some(one), two.as_ref(), Some(other)]
                .into_iter()
                .flatten()
                .flat_map(|form| placeholders(form))
                .collect(),
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
    /// Reads a words file: one JSON object of strings, or of `{"one": …, "other": …}`. Tells every entry that is neither.
    pub fn parse(locale: Locale, text: &str) -> Result<Self, Vec<WordsError>> {
        let values: BTreeMap<String, Value> =
            serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| vec![not_json(&error)])?;
        let (mut entries, mut errors) = (BTreeMap::new(), Vec::new());
        for (key, value) in values {
            match serde_json::from_value(value) {
                Ok(entry) => drop(entries.insert(key, entry)),
                Err(_) => errors.push(WordsError {
                    line: line_of(text, &key),
                    reason: format!("`{key}` is neither a sentence nor {{\"one\": …, \"other\": …}}"),
                }),
            }
        }
        if errors.is_empty() { Ok(Self { locale, entries }) } else { Err(errors) }
    }

    /// Takes a book's own words over these; returns every key or placeholder these do not know. `text` is what the
    /// book's words were read from.
    pub fn overlay(&mut self, own: Self, text: &str) -> Vec<WordsError> {
        let mut errors = Vec::new();
        for (key, entry) in own.entries {
            let line = line_of(text, &key);
            match self.entries.get(&key) {
                None => errors.push(WordsError { line, reason: self.unknown(&key) }),
                Some(known) => {
                    let allowed = known.placeholders();
                    let strange = entry.placeholders().into_iter().find(|name| !allowed.contains(name));
                    if let Some(name) = strange {
                        let reason = format!("`{key}` has no placeholder `{{{name}}}`");
                        errors.push(WordsError { line, reason });
                    }
                    self.entries.insert(key, entry);
                }
            }
        }
        errors
    }

    fn unknown(&self, key: &str) -> String {
        let hint = did_you_mean(key, self.entries.keys().map(String::as_str))
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        format!("there is no word `{key}`{hint}")
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

/// What a parser of JSON stumbled over, as the author of a words file sees it.
fn not_json(error: &serde_json::Error) -> WordsError {
    let column = error.column();
    let reason = match error.classify() {
        serde_json::error::Category::Eof => "the file ends too early: a bracket or a quote is not closed".to_owned(),
        serde_json::error::Category::Data => "the file does not begin with `{`: it is no list of words".to_owned(),
        _ => format!(
            "this is not JSON from column {column} on: look there and on the line before for a comma, quote or bracket that is missing or too many"
        ),
    };
    WordsError { line: Some(error.line()), reason }
}

/// The line, from 1, in which a key of a JSON object stands.
fn line_of(text: &str, key: &str) -> Option<usize> {
    let written = Value::from(key).to_string();
    let is_key = |at: &usize| text[at + written.len()..].trim_start().starts_with(':');
    let at = text.match_indices(&written).map(|(at, _)| at).find(is_key)?;
    Some(text[..at].matches('\n').count() + 1)
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
        let own = "{\"status.on-track\": \"fine\",\n\"status.on-trak\": \"x\",\n\"list.last\" : \"{rest} & {lst}\"}";
        let errors = words.overlay(Words::parse(Locale::En, own).expect("a words file"), own);
        assert_eq!(words.say("status.on-track", &[]), "fine");
        let told: Vec<_> = errors.iter().map(|error| (error.line, error.reason.as_str())).collect();
        let unknown = "there is no word `status.on-trak`; did you mean `status.on-track`?";
        assert_eq!(told, [(Some(3), "`list.last` has no placeholder `{lst}`"), (Some(2), unknown)]);
    }

    #[test]
    fn a_broken_words_file_is_told_in_words() {
        let told = |text: &str| {
            let errors = Words::parse(Locale::En, text).expect_err("broken");
            errors.into_iter().map(|error| format!("{:?} {}", error.line, error.reason)).collect::<Vec<_>>()
        };
        let comma = "Some(3) this is not JSON from column 1 on: look there and on the line before for a comma, quote or bracket that is missing or too many";
        assert_eq!(told("{\n\"a\": \"x\"\n\"b\": \"y\"}"), [comma]);
        assert_eq!(told("{\n\"a\": \"x"), ["Some(2) the file ends too early: a bracket or a quote is not closed"]);
        assert_eq!(told("[]"), ["Some(1) the file does not begin with `{`: it is no list of words"]);
        let neither =
            |line, key| format!("Some({line}) `{key}` is neither a sentence nor {{\"one\": …, \"other\": …}}");
        assert_eq!(told("{\"a\": 1,\n\"b\": \"x\",\n\"c\": {\"one\": \"y\"}}"), [neither(1, "a"), neither(3, "c")]);
        assert_eq!(Words::parse(Locale::En, "\u{feff}{}").map(|words| words.keys().count()), Ok(0));
    }
}
