//! What a scorecard is compared with on its page "since the last publication".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::difference::{CardDifference, Named, compare};
use super::edition::Edition;
use super::mixed::Reruns;

/// Where an earlier edition comes from. Neither a path nor a moment: the same editions give the same page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Whether it was published as a site; else it is worked out from an earlier state of the book.
    pub published: bool,
    /// BLAKE3 of the data it was made from, as in its `manifest.json`.
    pub data_drop: String,
    /// BLAKE3 of the definitions it was made from, as in its `manifest.json`.
    pub definitions: String,
}

/// An earlier edition of a whole book.
#[derive(Clone, Debug, PartialEq)]
pub struct Earlier {
    /// Where it comes from.
    pub origin: Origin,
    /// Its scorecards.
    pub editions: Vec<Edition>,
}

/// What became of one scorecard since an earlier edition; a site keeps it as `data/SCORECARD/since.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Since {
    /// Where the earlier edition comes from.
    pub origin: Origin,
    /// BLAKE3 of the earlier edition of this scorecard.
    pub edition: String,
    /// The version of the tool that made it.
    pub tool: String,
    /// What is different.
    pub difference: CardDifference,
    /// Scorecards that only the book as it is now has.
    pub added: Vec<Named>,
    /// Scorecards that only the earlier book has.
    pub removed: Vec<Named>,
}

impl Earlier {
    /// What became of each scorecard that both have, by its id; `reruns` by the same.
    pub fn since(&self, new: &[Edition], reruns: &BTreeMap<String, Reruns>) -> BTreeMap<String, Since> {
        let (none, has) = (Reruns::new(), |all: &[Edition], id: &str| all.iter().any(|each| each.scorecard == id));
        let lacking = |all: &[Edition], other: &[Edition]| {
            let lacking = all.iter().filter(|edition| !has(other, &edition.scorecard));
            lacking.map(|e| Named { id: e.scorecard.clone(), title: e.title.clone() }).collect::<Vec<_>>()
        };
        let (added, removed) = (lacking(new, &self.editions), lacking(&self.editions, new));
        let both = new.iter().filter_map(|is| {
            let was = self.editions.iter().find(|was| was.scorecard == is.scorecard)?;
            let since = Since {
                origin: self.origin.clone(),
                edition: hash(was),
                tool: was.tool.clone(),
                difference: compare(was, is, reruns.get(&is.scorecard).unwrap_or(&none)),
                added: added.clone(),
                removed: removed.clone(),
            };
            Some((is.scorecard.clone(), since))
        });
        both.collect()
    }
}

fn hash(edition: &Edition) -> String {
    // Numbers are finite and keys are strings, so there is nothing serde_json refuses.
    blake3::hash(&serde_json::to_vec(edition).unwrap_or_default()).to_hex().to_string()
}
