//! What a reader can search for: every scorecard, perspective, objective, measure, entity and initiative.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Material;
use super::address::Address;
use super::pen::Pen;
use super::sheet::Sheet;
use super::view::StatusView;
use crate::scorecard::{EntityIndex, Initiative, NodeDetail, NodeIndex, Scorecard, Status};

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
    /// `scorecard`, `perspective`, `objective`, `measure`, `entity` or `initiative`.
    pub kind: &'static str,
    /// Its name.
    pub title: String,
    /// What it is part of, the outermost first: `CRM strategy scorecard / Customer`.
    pub path: String,
    /// Its page, relative to the cover of this language.
    pub href: String,
    /// The code of its status; none for an initiative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// The kinds of things that can be found, each with its word.
const KINDS: [(&str, &str); 6] = [
    ("scorecard", "term.scorecard"),
    ("perspective", "term.perspective"),
    ("objective", "term.objective"),
    ("measure", "term.measure"),
    ("entity", "term.entity"),
    ("initiative", "term.initiative"),
];

/// Builds the index; `pen` links from the cover.
pub fn index(pen: Pen, material: &Material) -> SearchIndex {
    let sheets = (0..material.cards.len()).filter_map(|at| Sheet::new(pen, material, at));
    let statuses = Status::ALL.map(|status| pen.status(status)).into_iter().chain([pen.unscored()]);
    SearchIndex {
        kinds: KINDS.map(|(kind, word)| (kind, pen.say(word, &[]))).into_iter().collect(),
        statuses: statuses.map(|StatusView { code, word }| (code, word)).collect(),
        entries: sheets.flat_map(|sheet| entries(&sheet)).collect(),
    }
}

fn entries(sheet: &Sheet) -> Vec<SearchEntry> {
    let nodes = sheet.scorecard().indexed().map(|(index, _)| node(sheet, index));
    let entities = sheet.card.entities.indexed().map(|(index, _)| index);
    // Without a hierarchy the one entity is the scorecard itself.
    let several = !sheet.card.entities.is_single();
    let entities = entities.filter(|_| several).map(|index| entity(sheet, index));
    let initiatives = sheet.scorecard().initiatives.iter().map(|each| initiative(sheet, each));
    nodes.chain(entities).chain(initiatives).collect()
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
    let page = sheet.pen.href(Address::Node(sheet.at, objective));
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
        // Eight nodes and four entities.
        let scorecard = &made.book.scorecards[0];
        assert_eq!(index.entries.len(), 8 + 4 + scorecard.initiatives.len());
        let retention = index.entries.iter().find(|entry| entry.href.contains("NodeIndex(5)")).expect("retention");
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a sheet");
        assert_eq!(retention.kind, "measure");
        assert_eq!(retention.status, Some("at-risk"));
        assert_eq!(retention.path.split(" / ").next(), Some(sheet.title(Scorecard::ROOT).as_str()));
        assert_eq!(retention.path.split(" / ").count(), 3, "{}", retention.path);
        let shop = index.entries.iter().find(|entry| entry.title == "朝阳店").expect("an entity");
        assert!(shop.path.ends_with("Group / East <b>"), "{}", shop.path);
        assert_eq!(index.statuses["at-risk"], "预警");
    }
}
