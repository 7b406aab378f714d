//! Words in the languages of the book.

use serde::{Deserialize, Serialize};

/// A language the report is published in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Simplified Chinese.
    Zh,
    /// English.
    En,
}

impl Locale {
    /// Every locale the report has words for.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The code used in YAML, paths and file names: `zh` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The BCP 47 tag for the `lang` attribute of a page.
    pub fn language_tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-Hans",
            Self::En => "en",
        }
    }

    /// The locale of a code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.code() == code)
    }
}

/// A text in one or more locales.
///
/// `title: Retention` in YAML is the same in every locale; `title: {zh: 保持率, en: Retention}` differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    zh: Option<String>,
    en: Option<String>,
}

impl Text {
    /// A text that reads the same in every locale.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: Some(text.clone()), en: Some(text) }
    }

    /// A text with its own words in each locale; `None` where it has none.
    pub fn new(zh: Option<String>, en: Option<String>) -> Self {
        Self { zh, en }
    }

    /// The words for `locale`, or those of the other locale where there are none, or nothing.
    pub fn get(&self, locale: Locale) -> &str {
        let (own, other) = match locale {
            Locale::Zh => (&self.zh, &self.en),
            Locale::En => (&self.en, &self.zh),
        };
        own.as_deref().or(other.as_deref()).unwrap_or_default()
    }

    /// Whether the text has words of its own for `locale`.
    pub fn has(&self, locale: Locale) -> bool {
        match locale {
            Locale::Zh => self.zh.is_some(),
            Locale::En => self.en.is_some(),
        }
    }

    /// Whether the text says nothing in any locale.
    pub fn is_empty(&self) -> bool {
        Locale::ALL.iter().all(|locale| self.get(*locale).is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_back_to_the_other_locale() {
        let text = Text::new(Some("保持率".into()), None);
        assert_eq!(text.get(Locale::En), "保持率");
        assert!(!text.has(Locale::En));
        assert_eq!(Text::plain("NPS").get(Locale::Zh), "NPS");
    }
}
