//! A whole scorecard as one page, made to be printed: overview, perspectives, objectives, every measure in short.
//!
//! Links lead to places on the page itself, so that they also lead there in a PDF.

use serde::Serialize;

use super::address::{Address, Links};
use super::assessment::{self, AssessmentBrief};
use super::bridge::BridgeView;
use super::commentary::{NoteView, notes};
use super::cover::ShortStanding;
use super::figure::Figure;
use super::initiative::InitiativeView;
use super::method::MethodCard;
use super::overview::{AttentionList, NodeTable, node_table};
use super::pen::Pen;
use super::sentence::Headline;
use super::sheet::Sheet;
use super::standing::short_standing;
use super::tally::Tally;
use super::view::{Quantity, Standing, StatusView};
use super::{Material, map, measure, method, since};
use crate::scorecard::{Locale, NodeDetail, NodeIndex, Scorecard};

/// How many of the latest notes on a measure are printed.
const NOTES: usize = 2;

/// What the briefing says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BriefingPage {
    /// The scorecard's name, and that this is its briefing.
    pub title: String,
    /// The scorecard's name.
    pub scorecard: String,
    /// What it is for.
    pub description: Option<String>,
    /// What stands at the head of every printed page: scorecard and period.
    pub running: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// The figure beside it.
    pub standing: Standing,
    /// How many measures stand where.
    pub tally: Vec<Tally>,
    /// The perspectives.
    pub perspectives: NodeTable,
    /// The strategy map; `None` without objectives.
    pub map: Option<Figure>,
    /// What became of the score since the last publication; `None` where nothing was compared.
    pub since: Option<String>,
    /// What assessments say, in a paragraph each.
    pub assessments: Vec<AssessmentBrief>,
    /// What changed since the period before.
    pub bridge: Option<BridgeView>,
    /// All that needs attention.
    pub attention: AttentionList,
    /// One a perspective, in the order of the YAML.
    pub chapters: Vec<Chapter>,
    /// Weights and rules.
    pub method: MethodCard,
}

/// A perspective.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chapter {
    /// Its place on the page.
    pub id: String,
    /// Name, score and status, for the contents.
    pub standing: ShortStanding,
    /// What it means.
    pub description: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// How it stands, in a sentence.
    pub headline: String,
    /// Its objectives, and the perspectives that feed it.
    pub children: NodeTable,
    /// Its objectives.
    pub sections: Vec<Section>,
}

/// An objective.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// Its place on the page.
    pub id: String,
    /// Name, score and status, for the contents.
    pub standing: ShortStanding,
    /// Who answers for it.
    pub owner: Option<String>,
    /// How it stands, in a sentence.
    pub headline: String,
    /// Its measures.
    pub measures: Vec<ShortMeasure>,
    /// Work under way.
    pub initiatives: Vec<InitiativeView>,
}

/// A measure in short.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShortMeasure {
    /// Its place on the page.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it means.
    pub description: Option<String>,
    /// Where it stands, in a sentence.
    pub headline: String,
    /// `58.3`; `None` without data or when it is not scored.
    pub score: Option<Quantity>,
    /// How it stands.
    pub status: StatusView,
    /// (`Target`, `84 % · attainment 69 %`), …
    pub facts: Vec<(String, String)>,
    /// Actual against target over time.
    pub trend: Figure,
    /// What authors said last.
    pub notes: Vec<NoteView>,
}

/// Builds the briefing of a scorecard.
pub fn page(sheet: &Sheet, material: &Material) -> BriefingPage {
    let inside = Inside { around: sheet.pen.links, at: sheet.at, scorecard: sheet.scorecard() };
    let sheet = &sheet.with(Pen { links: &inside, ..sheet.pen });
    let root = Scorecard::ROOT;
    let scorecard = sheet.title(root);
    let rows = sheet.node_rows(root);
    let count = sheet.pen.cardinal(rows.len());
    let title = sheet.pen.count("overview.perspectives", rows.len(), &[("count", &count)]);
    let perspectives = sheet.scorecard().indexed().filter(|(_, node)| matches!(node.detail, NodeDetail::Perspective));
    BriefingPage {
        title: sheet.pen.say("briefing.title", &[("scorecard", &scorecard)]),
        description: sheet.pen.some_text(sheet.scorecard().description.as_ref()),
        running: sheet.pen.facts([Some(scorecard.clone()), Some(sheet.pen.period(sheet.period()))]),
        lead: sheet.node_headline(root, &sheet.moves(root)),
        standing: sheet.standing(root, "hero"),
        tally: sheet.tally_view(root),
        perspectives: node_table(sheet, sheet.pen.sentence(&title), rows),
        map: map::page(sheet).figure,
        since: since::headline(sheet),
        assessments: assessment::briefs(sheet.pen, material),
        bridge: sheet.bridge(root, "bridge"),
        // Paper has no "more below".
        attention: AttentionList { items: sheet.attention(root), more: None, all: None },
        chapters: perspectives.map(|(node, _)| chapter(sheet, node, material)).collect(),
        method: method::card(sheet),
        scorecard,
    }
}

fn chapter(sheet: &Sheet, node: NodeIndex, material: &Material) -> Chapter {
    let own = |child: &NodeIndex| {
        matches!(sheet.node(*child).detail, NodeDetail::Objective { .. }) && sheet.parent(*child) == Some(node)
    };
    let objectives = sheet.scorecard().indexed().map(|(index, _)| index).filter(own);
    let rows = sheet.node_rows(node);
    let mut children = node_table(sheet, sheet.title(node), rows);
    for row in &mut children.rows {
        // A node that feeds several stands in the table of each.
        let id = anchor(sheet.scorecard(), node);
        for figure in [&mut row.bullet, &mut row.spark] {
            figure.caption_mut().id.insert_str(0, &format!("{id}-"));
        }
    }
    Chapter {
        id: anchor(sheet.scorecard(), node),
        standing: short_standing(sheet, node),
        description: sheet.pen.some_text(sheet.node(node).description.as_ref()),
        owner: sheet.owner(node),
        headline: sheet.node_sentence(node, &sheet.moves(node)),
        children,
        sections: objectives.map(|objective| section(sheet, objective, material)).collect(),
    }
}

fn section(sheet: &Sheet, node: NodeIndex, material: &Material) -> Section {
    let measures = sheet.measures_of(node).into_iter();
    Section {
        id: anchor(sheet.scorecard(), node),
        standing: short_standing(sheet, node),
        owner: sheet.owner(node),
        headline: sheet.node_sentence(node, &sheet.moves(node)),
        measures: measures.map(|measure| short_measure(sheet, measure, material)).collect(),
        initiatives: sheet.initiatives_of(node),
    }
}

fn short_measure(sheet: &Sheet, node: NodeIndex, material: &Material) -> ShortMeasure {
    let page = measure::page(sheet, node, material);
    let id = anchor(sheet.scorecard(), node);
    let mut trend = page.trend;
    trend.caption_mut().id = format!("{id}-trend");
    let mut notes = notes(sheet, &[node]);
    notes.truncate(NOTES);
    ShortMeasure {
        id,
        title: page.title,
        description: page.description,
        headline: page.lead.headline,
        score: sheet.now(node).and_then(|now| now.score).map(|score| sheet.pen.score_quantity(score, sheet.bands())),
        status: page.status,
        facts: page.facts,
        trend,
        notes,
    }
}

/// The place of a node on the page. Ids of nodes hold no dot, so that no two nodes share one.
fn anchor(scorecard: &Scorecard, node: NodeIndex) -> String {
    format!("n.{}", scorecard.node(node).path.replace('/', "."))
}

/// Links that stay on the page where what they lead to is on it.
struct Inside<'a> {
    around: &'a dyn Links,
    at: usize,
    scorecard: &'a Scorecard,
}

impl Links for Inside<'_> {
    fn to(&self, address: Address) -> String {
        match address {
            Address::Overview(at) if at == self.at => "#overview".to_owned(),
            Address::Node(at, node) if at == self.at => format!("#{}", anchor(self.scorecard, node)),
            other => self.around.to(other),
        }
    }

    fn in_language(&self, locale: Locale) -> String {
        self.around.in_language(locale)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Named, made, words};
    use super::*;

    /// What `tell` finds in the English briefing of the small book.
    fn in_english<T>(tell: impl Fn(&BriefingPage) -> T) -> T {
        let (made, words) = (made(), words(Locale::En));
        let material = made.material();
        let pen = Pen { words: &words, links: &Named, book: &made.book };
        let sheet = Sheet::new(pen, &material, 0).expect("a sheet");
        tell(&page(&sheet, &material))
    }

    #[test]
    fn every_measure_is_told_once_under_its_objective() {
        let told = in_english(|page| {
            let sections = page.chapters.iter().flat_map(|chapter| &chapter.sections);
            sections.flat_map(|section| section.measures.iter().map(|measure| measure.id.clone())).collect::<Vec<_>>()
        });
        let scorecard = &made().book.scorecards[0];
        let all: Vec<String> = scorecard.measures().map(|(node, ..)| anchor(scorecard, node)).collect();
        assert_eq!(told, all);
        assert_eq!(told[0], "n.customer.keep.retention");
    }

    #[test]
    fn links_stay_on_the_page_and_pictures_have_ids_of_their_own() {
        let (links, ids) = in_english(|page| {
            let rows = page.chapters.iter().flat_map(|chapter| &chapter.children.rows);
            let rows: Vec<_> = page.perspectives.rows.iter().chain(rows).cloned().collect();
            let measures = page.chapters.iter().flat_map(|c| &c.sections).flat_map(|s| &s.measures);
            let trends = measures.map(|measure| measure.trend.clone());
            let figures = rows.iter().flat_map(|row| [row.bullet.clone(), row.spark.clone()]).chain(trends);
            let ids: Vec<String> = figures.map(|mut figure| figure.caption_mut().id.clone()).collect();
            (rows.iter().map(|row| row.link.href.clone()).collect::<Vec<_>>(), ids)
        });
        assert_eq!(links[0], "#n.customer");
        assert!(links.iter().all(|href| href.starts_with("#n.")), "{links:?}");
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
    }

    #[test]
    fn every_sheet_says_what_it_is_part_of() {
        let running = in_english(|page| page.running.clone());
        assert!(running.ends_with("· October 2026"), "{running}");
    }
}
