//! What may stand in `scorebook.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Entries, Required, Spanned, Written};
use super::super::schema::{Colour, Language, Size};
use super::{NamedSql, Text};

/// `scorebook.yaml`: name, languages, limits.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Book {
    /// Name of the book, on every page: one text, or one a language, `{zh: 战略评分册, en: Strategy book}`.
    pub(crate) title: Required<Spanned<Text>>,
    /// Languages of the site, `zh` and `en`; the first is the default. `[en]` unless written.
    #[schemars(with = "Option<Vec<Language>>", length(min = 1))]
    pub(crate) locales: Option<Spanned<Vec<Spanned<String>>>>,
    /// `true` prints "made-up data" on every page. `false` by default.
    pub(crate) made_up: Option<bool>,
    /// What money is counted in: stands before amounts whose `unit` is the same. `¥` by default.
    pub(crate) currency: Option<Spanned<String>>,
    /// A CSS colour `#rrggbb` for links and target lines; the theme's by default.
    #[schemars(with = "Option<Colour>")]
    pub(crate) accent: Option<Spanned<String>>,
    /// An SVG or PNG of at most 100 KB, shown in the header and on the briefing: its path as seen from this file, or one
    /// for light and one for dark pages, `{light: logo.svg, dark: logo-dark.svg}`.
    pub(crate) logo: Option<Spanned<Logo>>,
    /// A line at the foot of every page, such as who publishes the report.
    pub(crate) footer: Option<Spanned<Text>>,
    /// Which colour stands for a rise: `intl` (good is green, the default) or `cn` (a rise is red).
    pub(crate) direction_palette: Option<Palette>,
    /// Bounds on what queries may use: `{memory: 4GB, seconds: 300}`. Reaching one is a finding.
    pub(crate) limits: Option<Limits>,
    /// Named SELECTs that measures and other models read like tables: `{active: SELECT * FROM customers WHERE active}`.
    pub(crate) models: Option<Entries<Spanned<NamedSql>>>,
    /// A value that rests on fewer people than this is withheld, and so is what would give it away; 0 withholds nothing.
    pub(crate) min_group: Option<u32>,
    /// `true` keeps what is published of each period in `scorecards/history`, so that a later restatement shows beside it.
    /// `false` by default.
    pub(crate) history: Option<bool>,
    /// Checks of `scorebook lint` that need not hold anywhere in the book, each with the reason that readers see.
    pub(crate) silence: Option<Entries<Spanned<Text>>>,
}

/// A logo: one picture, or one for light and one for dark pages.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum Logo {
    /// `logo.svg`
    Text(String),
    /// `{light: logo.svg, dark: logo-dark.svg}`
    Map(LogoPair),
}

/// A logo for light and for dark pages.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct LogoPair {
    /// The picture on light pages and on paper.
    pub(crate) light: Required<Spanned<String>>,
    /// The picture on dark pages; that for light ones unless written.
    pub(crate) dark: Option<Spanned<String>>,
}

/// Which colour stands for a rise.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Palette {
    /// Good is green.
    Intl,
    /// A rise is red.
    Cn,
}

/// Bounds on what queries may use.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Limits {
    /// DuckDB's memory in MB, GB or TB, at least 64 MB; `4GB` by default.
    #[schemars(with = "Option<Size>")]
    pub(crate) memory: Option<Spanned<Written>>,
    /// Seconds one query may take, 1 to 86400; 300 by default.
    #[schemars(range(min = 1, max = 86_400))]
    pub(crate) seconds: Option<Spanned<u32>>,
}
