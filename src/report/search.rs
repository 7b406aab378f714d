//! What a reader can search for: every scorecard with its parts, entities, initiatives and decisions, and the pages
//! that tell about them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::address::Address;
use super::assessment::Sight;
use super::business_case;
use super::pen::Pen;
use super::sheet::Sheet;
use super::view::{Link, StatusView};
use super::{Material, chrome, portfolio, swot};
use crate::scorecard::{Assessment, Decision, EntityIndex, Initiative, NodeDetail, NodeIndex, Scorecard, Status, Text};

/// The index of one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SearchIndex {
    /// Kind → its word.
    pub kinds: BTreeMap<&'static str, String>,
    /// Code of a status → its word.
    pub statuses: BTreeMap<&'static str, String>,
    /// Everything that can be found, in the order of the book.
    pub entries: Vec<SearchEntry>,
}

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SearchEntry {
    /// `scorecard`, `perspective`, `objective`, `measure`, `entity`, `initiative`, `decision`,
    /// `assessment`, `swot`, `portfolio`, `factor`, `strategy`, `candidate`, `business-case`, `case-item` or `page`.
    pub kind: &'static str,
    /// Its name.
    pub title: String,
    /// What it is part of, the outermost first: `CRM strategy scorecard / Customer`.
    pub path: String,
    /// Its page, relative to the cover of this language.
    pub href: String,
    /// The code of its status; none for what has no score.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// The kinds of things that can be found, each with its word.
const KINDS: [(&str, &str); 16] = [
    ("scorecard", "term.scorecard"),
    ("perspective", "term.perspective"),
    ("objective", "term.objective"),
    ("measure", "term.measure"),
    ("entity", "term.entity"),
    ("initiative", "term.initiative"),
    ("decision", "term.decision"),
    ("assessment", "term.assessment"),
    ("swot", "term.swot"),
    ("portfolio", "term.portfolio"),
    ("factor", "term.factor"),
    ("strategy", "term.strategy"),
    ("candidate", "term.candidate"),
    ("business-case", "term.business-case"),
    ("case-item", "term.case-item"),
    ("page", "term.page"),
];

/// Builds the index; `pen` links from the cover.
pub fn index(pen: Pen, material: &Material) -> SearchIndex {
    let sheets = (0..material.cards.len()).filter_map(|at| Sheet::new(pen, material, at));
    let statuses = Status::ALL.map(|status| pen.status(status)).into_iter().chain([pen.unscored()]);
    SearchIndex {
        kinds: KINDS.map(|(kind, word)| (kind, pen.say(word, &[]))).into_iter().collect(),
        statuses: statuses.map(|StatusView { code, word, .. }| (code, word)).collect(),
        entries: sheets
            .flat_map(|sheet| entries(&sheet))
            .chain(assessments(pen, material))
            .chain(rated(pen, material))
            .chain(business_case::entries(pen, material))
            .chain(of_the_book(pen))
            .collect(),
    }
}

fn entries(sheet: &Sheet) -> Vec<SearchEntry> {
    let nodes = sheet.scorecard().indexed().map(|(index, _)| node(sheet, index));
    let entities = sheet.card.entities.indexed().map(|(index, _)| index);
    // Without a hierarchy the one entity is the scorecard itself.
    let several = !sheet.card.entities.is_single();
    let entities = entities.filter(|_| several).map(|index| entity(sheet, index));
    let initiatives = sheet.scorecard().initiatives.iter().map(|each| initiative(sheet, each));
    let decisions = sheet.decisions().into_iter().map(|each| decision(sheet, each));
    nodes.chain(entities).chain(initiatives).chain(decisions).chain(pages(sheet)).collect()
}

/// The pages of a scorecard beside those of its nodes; the overview is found as the scorecard.
fn pages(sheet: &Sheet) -> Vec<SearchEntry> {
    let more = [(Address::Periods(sheet.at), "picker.all"), (Address::Briefing(sheet.at), "briefing.kicker")];
    let all = chrome::pages(sheet).into_iter().chain(more);
    let all = all.filter(|(address, _)| *address != Address::Overview(sheet.at));
    all.map(|(address, key)| page(sheet.pen, address, key, sheet.title(Scorecard::ROOT))).collect()
}

/// Assessments with their factors.
fn assessments(pen: Pen, material: &Material) -> Vec<SearchEntry> {
    let sights = material.appraised.iter().enumerate().map(|(at, own)| Sight::new(pen, own, at));
    sights
        .flat_map(|sight| sight.own.assessment.indexed().map(|(index, _)| factor(&sight, index)).collect::<Vec<_>>())
        .collect()
}

fn factor(sight: &Sight, index: NodeIndex) -> SearchEntry {
    let (link, is_whole) = (sight.link(index), index == Assessment::ROOT);
    SearchEntry {
        kind: if is_whole { "assessment" } else { "factor" },
        path: if is_whole { sight.pen.text(&sight.pen.book.title) } else { sight.title(Assessment::ROOT) },
        status: Some(sight.status(index).code),
        owner: sight.pen.some_text(sight.own.assessment.factor(index).owner.as_ref()),
        title: link.title,
        href: link.href,
    }
}

/// SWOTs with their factors and strategies, portfolios with their candidates.
fn rated(pen: Pen, material: &Material) -> Vec<SearchEntry> {
    let mut found = Vec::new();
    for view in (0..material.swots.len()).filter_map(|at| swot::View::new(pen, material, at)) {
        let (own, link) = (view.rated.own, view.link());
        let whole = link.title.clone();
        found.push(unscored("swot", link, pen.text(&pen.book.title), None));
        let owner = |text: Option<&Text>| pen.some_text(text);
        let factors = own.factors.iter().enumerate();
        found.extend(
            factors.map(|(at, factor)| {
                unscored("factor", view.factor_link(at), whole.clone(), owner(factor.owner.as_ref()))
            }),
        );
        let strategies = own.strategies.iter();
        found.extend(
            strategies
                .map(|own| unscored("strategy", view.strategy_link(own), whole.clone(), owner(own.owner.as_ref()))),
        );
    }
    for view in (0..material.portfolios.len()).filter_map(|at| portfolio::View::new(pen, material, at)) {
        let link = view.link();
        let whole = link.title.clone();
        found.push(unscored("portfolio", link, pen.text(&pen.book.title), None));
        let candidates = view.rated.own.candidates.iter().enumerate();
        found.extend(candidates.map(|(at, own)| {
            unscored("candidate", view.candidate_link(at), whole.clone(), pen.some_text(own.owner.as_ref()))
        }));
    }
    found
}

fn unscored(kind: &'static str, link: Link, path: String, owner: Option<String>) -> SearchEntry {
    SearchEntry { kind, title: link.title, path, href: link.href, status: None, owner }
}

/// The pages of the whole book.
fn of_the_book(pen: Pen) -> [SearchEntry; 2] {
    let book = pen.text(&pen.book.title);
    [(Address::Data, "data.title"), (Address::Method, "nav.method")]
        .map(|(address, key)| page(pen, address, key, book.clone()))
}

fn page(pen: Pen, address: Address, key: &str, path: String) -> SearchEntry {
    let (title, href) = (pen.say(key, &[]), pen.href(address));
    SearchEntry { kind: "page", title, path, href, status: None, owner: None }
}

fn node(sheet: &Sheet, node: NodeIndex) -> SearchEntry {
    let kind = match sheet.node(node).detail {
        NodeDetail::Scorecard => "scorecard",
        NodeDetail::Perspective => "perspective",
        NodeDetail::Objective { .. } => "objective",
        NodeDetail::Measure(_) => "measure",
    };
    let link = sheet.link(node);
    SearchEntry {
        kind,
        path: path(sheet, node),
        status: Some(sheet.measure_status(node).code),
        owner: sheet.owner(node),
        title: link.title,
        href: link.href,
    }
}

/// The scorecard and the nodes above one.
fn path(sheet: &Sheet, node: NodeIndex) -> String {
    let root = (node != Scorecard::ROOT).then_some(Scorecard::ROOT);
    let above = root.into_iter().chain(sheet.ancestors(node));
    above.map(|node| sheet.title(node)).collect::<Vec<_>>().join(" / ")
}

fn entity(sheet: &Sheet, entity: EntityIndex) -> SearchEntry {
    let mut above = Vec::new();
    let mut next = sheet.card.entities.get(entity).parent;
    while let Some(parent) = next {
        above.insert(0, sheet.entity_title(parent));
        next = sheet.card.entities.get(parent).parent;
    }
    let link = sheet.entity_link(entity);
    let status = sheet.of(entity).now(Scorecard::ROOT).map_or(Status::NoData, |outcome| outcome.status);
    SearchEntry {
        kind: "entity",
        path: [sheet.title(Scorecard::ROOT)].into_iter().chain(above).collect::<Vec<_>>().join(" / "),
        status: Some(status.code()),
        owner: None,
        title: link.title,
        href: link.href,
    }
}

fn initiative(sheet: &Sheet, initiative: &Initiative) -> SearchEntry {
    let objective = initiative.objective;
    let page = sheet.pen.href(Address::Initiatives(sheet.at));
    let above = path(sheet, objective);
    SearchEntry {
        kind: "initiative",
        title: sheet.pen.text(&initiative.title),
        path: format!("{above} / {}", sheet.title(objective)),
        href: format!("{page}#initiative-{}", initiative.id),
        status: None,
        owner: sheet.pen.some_text(initiative.owner.as_ref()),
    }
}

fn decision(sheet: &Sheet, decision: &Decision) -> SearchEntry {
    let link = sheet.decision(decision).link;
    let (card, period) = (sheet.title(Scorecard::ROOT), sheet.pen.period(decision.period));
    SearchEntry {
        kind: "decision",
        path: format!("{card} / {period}"),
        status: None,
        owner: sheet.pen.some_text(decision.owner.as_ref().or(decision.by.as_ref())),
        title: link.title,
        href: link.href,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Named, made, words};
    use super::*;
    use crate::scorecard::Locale;

    #[test]
    fn everything_with_a_page_can_be_found() {
        let (made, words) = (made(), words(Locale::Zh));
        let material = made.material();
        let index = index(Pen { words: &words, links: &Named, book: &made.book }, &material);
        // Eight nodes and four entities; six pages of the navigation without the overview, periods, briefing; two of the book.
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a sheet");
        let plans = sheet.scorecard().initiatives.len() + sheet.decisions().len();
        assert_eq!(index.entries.len(), 8 + 4 + plans + 6 + 2 + 2);
        let retention = index.entries.iter().find(|entry| entry.href.contains("NodeIndex(5)")).expect("retention");
        assert_eq!(retention.kind, "measure");
        assert_eq!(retention.status, Some("at-risk"));
        assert_eq!(retention.path.split(" / ").next(), Some(sheet.title(Scorecard::ROOT).as_str()));
        assert_eq!(retention.path.split(" / ").count(), 3, "{}", retention.path);
        let shop = index.entries.iter().find(|entry| entry.title == "朝阳店").expect("an entity");
        assert!(shop.path.ends_with("Group / East <b>"), "{}", shop.path);
        assert_eq!(index.statuses["at-risk"], "预警");
    }

    #[test]
    fn plans_lead_to_their_places_and_pages_are_found_by_name() {
        let (made, words) = (made(), words(Locale::En));
        let index = index(Pen { words: &words, links: &Named, book: &made.book }, &made.material());
        let hrefs =
            |kind| index.entries.iter().filter(|each| each.kind == kind).map(|each| each.href.as_str()).collect();
        let initiatives: Vec<&str> = hrefs("initiative");
        assert!(!initiatives.is_empty());
        assert!(initiatives.iter().all(|href| href.contains("Initiatives(0)#initiative-")), "{initiatives:?}");
        let decisions: Vec<&str> = hrefs("decision");
        assert!(!decisions.is_empty());
        assert!(decisions.iter().all(|href| href.contains("Decisions(0)#decision-")), "{decisions:?}");
        let pages = index.entries.iter().filter(|each| each.kind == "page").map(|each| each.title.as_str());
        let expected = [
            "What changed",
            "Exceptions",
            "Strategy map",
            "Entities",
            "Initiatives",
            "Decisions",
            "All periods",
            "Briefing",
            "Data quality",
            "How scores are made",
        ];
        assert_eq!(pages.collect::<Vec<_>>(), expected);
    }
}
