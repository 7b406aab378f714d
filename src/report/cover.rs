//! The cover: which scorecards there are and how they stand.

use serde::Serialize;

use super::Material;
use super::pen::Pen;
use super::sheet::Sheet;
use super::standing::short_standings;
use super::tally::Tally;
use super::view::{Link, Standing, StatusView};
use crate::scorecard::Scorecard;

/// What the cover says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverPage {
    /// The book's name.
    pub title: String,
    /// One entry a scorecard.
    pub cards: Vec<CoverCard>,
}

/// A scorecard on the cover.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverCard {
    /// The scorecard.
    pub link: Link,
    /// The period reported on.
    pub period: String,
    /// One sentence.
    pub headline: String,
    /// What it is for.
    pub description: Option<String>,
    /// Score, status, change.
    pub standing: Standing,
    /// How many measures stand where.
    pub tally: Vec<Tally>,
    /// Its perspectives.
    pub perspectives: Vec<ShortStanding>,
}

/// A node in a line: name, status, score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShortStanding {
    /// The node.
    pub link: Link,
    /// How it stands.
    pub status: StatusView,
    /// `83.7`
    pub score: Option<String>,
}

/// Builds the cover.
pub fn page(pen: Pen, material: &Material) -> CoverPage {
    let sheets = (0..material.cards.len()).filter_map(|at| Sheet::new(pen, material, at));
    CoverPage { title: pen.text(&material.book.title), cards: sheets.map(|sheet| card(&sheet)).collect() }
}

fn card(sheet: &Sheet) -> CoverCard {
    let root = Scorecard::ROOT;
    CoverCard {
        link: sheet.link(root),
        period: sheet.pen.period(sheet.period()),
        headline: sheet.node_sentence(root, &sheet.moves(root)),
        description: sheet.pen.some_text(sheet.scorecard().description.as_ref()),
        standing: sheet.standing(root, &format!("card{}", sheet.at)),
        tally: sheet.tally_view(root),
        perspectives: short_standings(sheet, root),
    }
}
