//! What can be linked to. Where a thing lies is for the site to say; the report only names it.

use crate::scorecard::{EntityIndex, Locale, NodeIndex, Period, PictureFormat};

/// A page or file of the site, the same in every language. `usize` is the scorecard's place in
/// [`super::Material::cards`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Address {
    /// All scorecards.
    Cover,
    /// How scores are made.
    Method,
    /// What the data is worth.
    Data,
    /// An assessment, by its place in [`super::Material::appraised`].
    Assessment(usize),
    /// A document of customers, by its place in [`super::Material::counted`].
    Customers(usize),
    /// A SWOT, by its place in [`super::Material::swots`].
    Swot(usize),
    /// A portfolio, by its place in [`super::Material::portfolios`].
    Portfolio(usize),
    /// A survey, by its place in [`super::Material::surveyed`].
    Survey(usize),
    /// A business case, by its place in [`super::Material::cases`].
    BusinessCase(usize),
    /// A scorecard.
    Overview(usize),
    /// What changed since the period before and since last year.
    Changes(usize),
    /// What became of it since an earlier edition.
    Since(usize),
    /// Everything off track, missing, stale or thinly covered.
    Exceptions(usize),
    /// Its periods.
    Periods(usize),
    /// One of them: the overview as it stood then.
    Period(usize, Period),
    /// Its strategy map.
    Map(usize),
    /// All of it on one page, to be printed.
    Briefing(usize),
    /// A perspective, an objective or a measure; the root is [`Address::Overview`].
    Node(usize, NodeIndex),
    /// Its initiatives.
    Initiatives(usize),
    /// What was decided and said about it, by period.
    Decisions(usize),
    /// All entities of a scorecard.
    Entities(usize),
    /// One of them.
    Entity(usize, EntityIndex),
    /// A file of numbers.
    Download(Download),
    /// A file of the theme: `scorebook.css`.
    Asset(&'static str),
}

impl Address {
    /// The scorecard a page belongs to; `None` for pages of the whole book and for files.
    pub fn scorecard(self) -> Option<usize> {
        match self {
            Self::Overview(at)
            | Self::Changes(at)
            | Self::Since(at)
            | Self::Exceptions(at)
            | Self::Periods(at)
            | Self::Period(at, _)
            | Self::Initiatives(at)
            | Self::Decisions(at)
            | Self::Map(at)
            | Self::Briefing(at)
            | Self::Node(at, _)
            | Self::Entities(at)
            | Self::Entity(at, _) => Some(at),
            Self::Cover
            | Self::Method
            | Self::Data
            | Self::Assessment(_)
            | Self::Customers(_)
            | Self::Swot(_)
            | Self::Portfolio(_)
            | Self::Survey(_)
            | Self::BusinessCase(_)
            | Self::Download(_)
            | Self::Asset(_) => None,
        }
    }
}

/// What lies beside a page: its numbers, for programs.
pub const NUMBERS: &str = "numbers.json";

/// The index a language's pages are searched by.
pub fn search_index(locale: Locale) -> Address {
    Address::Asset(match locale {
        Locale::Zh => "search-zh.js",
        Locale::En => "search-en.js",
    })
}

/// The logo of a book, for light or for dark pages.
pub fn logo(format: PictureFormat, dark: bool) -> Address {
    Address::Asset(match (format, dark) {
        (PictureFormat::Svg, false) => "book-logo.svg",
        (PictureFormat::Svg, true) => "book-logo-dark.svg",
        (PictureFormat::Png, false) => "book-logo.png",
        (PictureFormat::Png, true) => "book-logo-dark.png",
    })
}

/// A file of numbers, the same for every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Download {
    /// `scores.json` of a scorecard: the current period.
    ScoresJson(usize),
    /// `scores.csv` of a scorecard: every period.
    ScoresCsv(usize),
    /// `edition.json` of a scorecard: what a later report is compared with.
    Edition(usize),
    /// `since.json` of a scorecard: what became of it since an earlier edition.
    Since(usize),
    /// One measure, every period and entity.
    Measure(usize, NodeIndex),
    /// The published source rows of a measure, by the table's place among them.
    Rows(usize, NodeIndex, usize),
    /// The figures of a survey: every period and entity.
    Survey(usize),
    /// A business case, every result by its name; by its place in [`super::Material::cases`].
    Case(usize),
    /// `manifest.json`: every input, query and output with its hash.
    Manifest,
}

/// Knows where things lie, seen from one page.
pub trait Links {
    /// The relative link to an address in the page's own language.
    fn to(&self, address: Address) -> String;

    /// The relative link to the same page in another language.
    fn in_language(&self, locale: Locale) -> String;
}
