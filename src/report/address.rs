//! What can be linked to. Where a thing lies is for the site to say; the report only names it.

use crate::scorecard::{EntityIndex, Locale, NodeIndex};

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
    /// A scorecard.
    Overview(usize),
    /// Its strategy map.
    Map(usize),
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

/// A file of numbers, the same for every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Download {
    /// `scores.json` of a scorecard: the current period.
    ScoresJson(usize),
    /// `scores.csv` of a scorecard: every period.
    ScoresCsv(usize),
    /// One measure, every period and entity.
    Measure(usize, NodeIndex),
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
