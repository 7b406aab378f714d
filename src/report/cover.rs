//! The cover: which scorecards there are and how they stand.

use serde::Serialize;

use super::Material;
use super::assessment::{AssessmentLine, lines};
use super::business_case::{self, CaseLine};
use super::pen::Pen;
use super::rated::JudgedLine;
use super::sheet::Sheet;
use super::standing::short_standings;
use super::tally::Tally;
use super::view::{Link, Standing, StatusView};
use super::{portfolio, swot};
use crate::scorecard::{Scorecard, Status};

/// What the cover says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverPage {
    /// The book's name.
    pub title: String,
    /// The sentence it opens with; `None` with a single scorecard, whose own headline opens it.
    pub headline: Option<String>,
    /// One entry an assessment.
    pub assessments: Vec<AssessmentLine>,
    /// One entry a SWOT and a portfolio.
    pub judged: Vec<JudgedLine>,
    /// One entry a business case.
    pub cases: Vec<CaseLine>,
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
    let sheets: Vec<Sheet> = (0..material.cards.len()).filter_map(|at| Sheet::new(pen, material, at)).collect();
    CoverPage {
        title: pen.text(&material.book.title),
        headline: (sheets.len() != 1).then(|| headline(pen, &sheets)),
        cards: sheets.iter().map(card).collect(),
        assessments: lines(pen, material),
        judged: swot::lines(pen, material).into_iter().chain(portfolio::lines(pen, material)).collect(),
        cases: business_case::lines(pen, material),
    }
}

/// `None of two scorecards is on track; one is off track.`
fn headline(pen: Pen, sheets: &[Sheet]) -> String {
    let stands = |sheet: &&Sheet, status| sheet.now(Scorecard::ROOT).is_some_and(|outcome| outcome.status == status);
    let count = |status| sheets.iter().filter(|sheet| stands(sheet, status)).count();
    let (on, off, total) = (count(Status::OnTrack), count(Status::OffTrack), sheets.len());
    let (on_word, off_word, total_word) = (pen.cardinal(on), pen.cardinal(off), pen.cardinal(total));
    let fill = [("on", on_word.as_str()), ("off", &off_word), ("total", &total_word)];
    let key = match on {
        0 if total == 0 => "cover.empty",
        on if on == total => "cover.all-on",
        0 => "cover.none-on",
        _ => "cover.some-on",
    };
    let mut said = pen.count(key, if on == 0 { total } else { on }, &fill);
    if off > 0 {
        said += &pen.count("cover.and-off", off, &fill);
    }
    pen.sentence(&(said + &pen.say("sentence.end", &[])))
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
