//! How scores are made: this book's weights, curves and sources. The explaining sentences stand in the words.

use serde::Serialize;

use super::Material;
use super::address::Address;
use super::number::NumberFormat;
use super::pen::Pen;
use super::sheet::Sheet;
use super::sources::{TableView, table_view};
use super::view::{Link, Quantity};
use crate::scorecard::{NodeDetail, NodeIndex, Rollup, Scorecard, Scoring};

/// What the page "how scores are made" says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MethodPage {
    /// `How scores are made`.
    pub title: String,
    /// Weights and rules, by scorecard.
    pub cards: Vec<MethodCard>,
    /// Checks of quality that were silenced.
    pub silenced: Vec<SilencedRow>,
    /// Every table of the drop.
    pub tables: Vec<TableView>,
    /// The page with the tests of the data.
    pub quality: Link,
    /// The drop's full hash.
    pub drop: String,
    /// The full hash of the definitions: which version of the book this is.
    pub definitions: String,
    /// Terms with what they mean.
    pub glossary: Vec<(String, String)>,
}

/// The rules of one scorecard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MethodCard {
    /// The scorecard.
    pub link: Link,
    /// `On track from 80 points, at risk from 60.`
    pub bands: String,
    /// `A score needs data for at least 60 % of the weight.`
    pub coverage: String,
    /// Every node with its weight.
    pub rows: Vec<WeightRow>,
}

/// A node with its weight.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeightRow {
    /// The node.
    pub link: Link,
    /// 0 for a perspective, 1 for an objective, 2 for a measure.
    pub depth: usize,
    /// Its share of its parent, or of each where it has several: `60 % Market, 50 % Financial`.
    pub weight: String,
    /// Its share of the whole.
    pub share: Option<Quantity>,
    /// How a measure is scored, or how a node adds up where that is not the weighted mean.
    pub rule: String,
    /// Whether it holds its parent down when off track.
    pub critical: bool,
}

/// A silenced check.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SilencedRow {
    /// `no target`.
    pub check: String,
    /// What it was found at.
    pub links: Vec<Link>,
    /// Why it need not hold.
    pub reason: String,
}

/// Terms explained on the page; each has `term.X` and `term.X.meaning` in the words.
const TERMS: [&str; 19] = [
    "book",
    "scorecard",
    "perspective",
    "objective",
    "measure",
    "actual",
    "target",
    "curve",
    "score",
    "status",
    "coverage",
    "bounds",
    "entity",
    "unit",
    "period",
    "drop",
    "initiative",
    "decision",
    "commentary",
];

/// Builds the page.
///
/// `definitions` is the hash of the definitions, which the site works out.
pub fn page(pen: Pen, material: &Material, definitions: String) -> MethodPage {
    let sheets = (0..material.cards.len()).filter_map(|at| Sheet::new(pen, material, at));
    let term = |term: &str| (pen.say(&format!("term.{term}"), &[]), pen.say(&format!("term.{term}.meaning"), &[]));
    MethodPage {
        title: pen.say("nav.method", &[]),
        cards: sheets.map(|sheet| card(&sheet)).collect(),
        silenced: silenced(pen, material),
        tables: material.drop.tables.iter().map(|table| table_view(pen, material, table)).collect(),
        quality: Link { href: pen.href(Address::Data), title: pen.say("data.title", &[]) },
        drop: material.drop.hash.clone(),
        definitions,
        glossary: TERMS.into_iter().map(term).collect(),
    }
}

/// What was silenced, in the order of the book; what one reason silences stands together.
fn silenced(pen: Pen, material: &Material) -> Vec<SilencedRow> {
    let mut rows: Vec<SilencedRow> = Vec::new();
    for silenced in material.silenced {
        let Some(sheet) = Sheet::new(pen, material, silenced.scorecard) else { continue };
        let check = pen.say(&format!("check.{}", silenced.check.code()), &[]);
        let (reason, link) = (pen.text(&silenced.reason), sheet.link(silenced.node));
        match rows.iter_mut().find(|row| row.check == check && row.reason == reason) {
            Some(row) => row.links.push(link),
            None => rows.push(SilencedRow { check, links: vec![link], reason }),
        }
    }
    rows
}

/// The rules of one scorecard.
pub fn card(sheet: &Sheet) -> MethodCard {
    let points = |score: f64| NumberFormat { decimals: 1, ..NumberFormat::score(sheet.pen.locale()) }.compact(score);
    let (on, risk) = (points(sheet.bands().on_track), points(sheet.bands().at_risk));
    let least = sheet.pen.share_text(sheet.scorecard().min_coverage);
    let below = sheet.scorecard().indexed().map(|(index, _)| index).filter(|index| *index != Scorecard::ROOT);
    MethodCard {
        link: sheet.link(Scorecard::ROOT),
        bands: sheet.pen.say("method.card-bands", &[("on_track", &on), ("at_risk", &risk)]),
        coverage: sheet.pen.say("method.card-coverage", &[("share", &least)]),
        rows: in_reading_order(sheet, below.collect()).into_iter().map(|node| row(sheet, node)).collect(),
    }
}

/// Every node under the one it is written in.
fn in_reading_order(sheet: &Sheet, mut nodes: Vec<NodeIndex>) -> Vec<NodeIndex> {
    let place = |node: NodeIndex| {
        let mut place = sheet.ancestors(node);
        place.push(node);
        place
    };
    nodes.sort_by_cached_key(|node| place(*node));
    nodes
}

fn row(sheet: &Sheet, node: NodeIndex) -> WeightRow {
    let depth = match sheet.node(node).detail {
        NodeDetail::Scorecard | NodeDetail::Perspective => 0,
        NodeDetail::Objective { .. } => 1,
        NodeDetail::Measure(_) => 2,
    };
    let parents: Vec<(NodeIndex, f64)> = sheet.scorecard().parents(node).collect();
    let several = parents.len() > 1;
    let weight = |(parent, weight): &(NodeIndex, f64)| {
        let share = sheet.pen.share_text(*weight);
        if several { format!("{share} {}", sheet.title(*parent)) } else { share }
    };
    let separator = sheet.pen.say("list.separator", &[]);
    WeightRow {
        link: sheet.link(node),
        depth,
        weight: parents.iter().map(weight).collect::<Vec<_>>().join(&separator),
        share: sheet.now(node).filter(|_| sheet.is_scored(node)).map(|outcome| sheet.pen.share(outcome.weight)),
        rule: rule(sheet, node),
        critical: sheet.node(node).critical,
    }
}

/// How a measure is scored, or how a node adds up.
fn rule(sheet: &Sheet, node: NodeIndex) -> String {
    let key = match (sheet.measure(node).map(|measure| &measure.scoring), sheet.node(node).rollup) {
        (Some(Scoring::Target), _) => "rule.target",
        (Some(Scoring::Thresholds { .. }), _) => "rule.thresholds",
        (Some(Scoring::Within(_)), _) => "rule.within",
        (Some(Scoring::Steps(_)), _) => "rule.steps",
        (Some(Scoring::YesNo), _) => "rule.yes-no",
        (Some(Scoring::Curve(_)), _) => "rule.curve",
        (Some(Scoring::Unscored), _) => "rule.unscored",
        (None, Rollup::Mean) => "rule.mean",
        (None, Rollup::Worst) => "rule.worst",
        (None, Rollup::Geometric) => "rule.geometric",
    };
    sheet.pen.say(key, &[])
}
