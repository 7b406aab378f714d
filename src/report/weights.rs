//! Where the weights of a node's children come from: judgements, agreement, and what other methods would make of them.

use serde::Serialize;

use super::pen::Pen;
use super::sheet::Sheet;
use super::view::{Link, Quantity};
use super::weights_figures::{self, JudgedSheet};
use super::weights_said;
use crate::evaluate::frame::{Frame, FrameNode};
use crate::method::weigh::Weighed;
use crate::scorecard::{Bands, EntityTree, NodeIndex, Rollup, WeightMethod};

/// The section on weights that were worked out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeightsView {
    /// Begins the ids on the page and the names of the downloads: `weights`, or `weights-people` where a page has several.
    pub id: String,
    /// `Where the weights come from`; with the name of the group where a page has several.
    pub title: String,
    /// `Delphi survey in 2 rounds, rank sum`.
    pub method: String,
    /// The formula, in signs and words.
    pub formula: String,
    /// Which round, how far experts agree, whether judgements contradict each other: a sentence each.
    pub facts: Vec<String>,
    /// The children with their weights and the figures these come from.
    pub items: Vec<WeighedItem>,
    /// Headings of the figures in `items`: a key for programs, words for readers.
    pub figures: Vec<(&'static str, String)>,
    /// Who said what.
    pub judgements: Vec<JudgedSheet>,
    /// What other ways would give, the chosen one first.
    pub others: Vec<OtherWay>,
}

/// A child with its weight.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeighedItem {
    /// The child.
    pub link: Link,
    /// Its share of the parent.
    pub weight: Quantity,
    /// Mean rank, spread, entropy …: as many as there are headings.
    pub figures: Vec<Option<Quantity>>,
}

/// The weights by one way and the score they would give.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OtherWay {
    /// `Rank-order centroid`.
    pub name: String,
    /// Whether it is the one that counts.
    pub chosen: bool,
    /// A weight a child; empty where the way has no result.
    pub weights: Vec<Quantity>,
    /// The parent's score by these weights.
    pub score: Option<Quantity>,
    /// Against the score by the chosen ones: `+0.4`.
    pub difference: Option<String>,
    /// Why there is no result.
    pub reason: Option<String>,
}

/// A parent whose weights were worked out, in a scorecard or an assessment: all that the section needs to know of it.
#[derive(Clone)]
pub(super) struct Parent<'a> {
    /// Words.
    pub(super) pen: Pen<'a>,
    /// Limits of its statuses.
    pub(super) bands: Bands,
    /// Its weights, and what they rest on.
    pub(super) weighed: &'a Weighed,
    /// Its children in the order of the weights.
    pub(super) children: Vec<Link>,
    /// Its score if the children weighed so much.
    pub(super) score: &'a dyn Fn(&[f64]) -> Option<f64>,
}

impl<'a> Parent<'a> {
    /// The same with one of the sets that its weights are combined of.
    pub(super) fn with(&self, weighed: &'a Weighed) -> Self {
        Self { weighed, ..self.clone() }
    }

    /// The section, with an id and a title of its own.
    pub(super) fn view(&self, id: String, title: String) -> WeightsView {
        let key = chosen_key(&self.weighed.method);
        let figures = weights_figures::figures(self);
        let item = |(at, link): (usize, &Link)| WeighedItem {
            link: link.clone(),
            weight: self.pen.share(self.weighed.weights[at]),
            figures: figures.iter().map(|(_, _, values)| values.get(at).cloned().flatten()).collect(),
        };
        WeightsView {
            id,
            title,
            method: weights_said::method(self.pen, self.weighed),
            formula: self.pen.say(&format!("weights.formula.{key}"), &[]),
            facts: weights_said::facts(self),
            items: self.children.iter().enumerate().map(item).collect(),
            figures: figures.iter().map(|(key, title, _)| (*key, title.clone())).collect(),
            judgements: weights_figures::judgements(self),
            others: self.others(),
        }
    }

    fn others(&self) -> Vec<OtherWay> {
        let now = (self.score)(&self.weighed.weights);
        let way = |key: &str, weights: &[f64], chosen: bool| {
            let own = (self.score)(weights);
            let change = |(from, to)| self.pen.score_change(from, to, self.bands);
            OtherWay {
                name: self.pen.say(&format!("weights.by.{key}"), &[]),
                chosen,
                weights: weights.iter().map(|weight| self.pen.share(*weight)).collect(),
                score: own.map(|score| self.pen.score_quantity(score, self.bands)),
                difference: now.zip(own).filter(|_| !chosen).map(change),
                reason: None,
            }
        };
        let chosen = way(chosen_key(&self.weighed.method), &self.weighed.weights, true);
        let other = |other: &crate::method::weigh::Other| match &other.weights {
            Ok(weights) => way(other.key, weights, false),
            Err(undefined) => OtherWay {
                score: None,
                difference: None,
                reason: Some(self.pen.say(&format!("weights.undefined.{}", undefined.key()), &[])),
                ..way(other.key, &[], false)
            },
        };
        [chosen].into_iter().chain(self.weighed.others.iter().map(other)).collect()
    }
}

/// The key of the chosen way in the words.
pub(super) fn chosen_key(method: &WeightMethod) -> &'static str {
    crate::method::weigh::key(method)
}

/// The section of a node; `None` where its weights are written as numbers, on past periods and for single entities.
pub fn view(sheet: &Sheet, node: NodeIndex) -> Option<WeightsView> {
    let weighed = sheet.card.weighed(node).filter(|_| sheet.is_latest() && sheet.entity == EntityTree::TOP)?;
    let children = children(sheet, node, weighed);
    let parent = Parent {
        pen: sheet.pen,
        bands: sheet.bands(),
        weighed,
        children: children.iter().map(|child| sheet.link(*child)).collect(),
        score: &|weights| score(sheet, node, &children, weights),
    };
    Some(parent.view("weights".to_owned(), sheet.pen.say("weights.title", &[])))
}

/// The children in the order of the weights.
fn children(sheet: &Sheet, node: NodeIndex, weighed: &Weighed) -> Vec<NodeIndex> {
    let edges = &sheet.node(node).edges;
    let find = |id: &String| edges.iter().map(|edge| edge.child).find(|child| sheet.node(*child).id() == id);
    weighed.items.iter().filter_map(find).collect()
}

/// The score of a node whose children weigh so much, by the arithmetic of an evaluation.
fn score(sheet: &Sheet, node: NodeIndex, children: &[NodeIndex], weights: &[f64]) -> Option<f64> {
    if weights.len() != children.len() {
        return None;
    }
    let shares = weights.iter().enumerate().map(|(at, weight)| (at + 1, *weight)).collect();
    let parent = FrameNode { rollup: sheet.node(node).rollup, children: Some(shares), counts: true };
    let child = |child: &NodeIndex| FrameNode { rollup: Rollup::Mean, children: None, counts: sheet.applies(*child) };
    let nodes = [parent].into_iter().chain(children.iter().map(child)).collect();
    let frame = Frame { bands: sheet.bands(), min_coverage: sheet.scorecard().min_coverage, nodes };
    let own = |child: &NodeIndex| sheet.now(*child).and_then(|outcome| outcome.score);
    let scores: Vec<Option<f64>> = [None].into_iter().chain(children.iter().map(own)).collect();
    frame.scores(&scores).first().copied().flatten()
}
