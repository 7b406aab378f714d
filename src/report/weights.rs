//! Where the weights of a node's children come from: judgements, agreement, and what other methods would make of them.

use serde::Serialize;

use super::number::NumberFormat;
use super::sheet::Sheet;
use super::view::{Link, Quantity};
use super::weights_said;
use crate::evaluate::frame::{Frame, FrameNode};
use crate::method::weigh::{Basis, Matrix, SurveyBasis, Weighed};
use crate::scorecard::{Answers, EntityTree, NodeIndex, Rollup, WeightMethod};

/// The section on weights that were worked out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeightsView {
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

/// The answers of a round, or a matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JudgedSheet {
    /// `Round 2`, `Expert A`, `All together`.
    pub title: String,
    /// The names of its columns: the children.
    pub columns: Vec<String>,
    /// (who, or which child; the numbers).
    pub rows: Vec<(String, Vec<Quantity>)>,
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

/// The section of a node; `None` where its weights are written as numbers, on past periods and for single entities.
pub fn view(sheet: &Sheet, node: NodeIndex) -> Option<WeightsView> {
    let weighed = sheet.card.weighed(node).filter(|_| sheet.is_latest() && sheet.entity == EntityTree::TOP)?;
    let children = children(sheet, node, weighed);
    let key = chosen_key(&weighed.method);
    let figures = figures(sheet, weighed);
    let item = |(at, child): (usize, &NodeIndex)| WeighedItem {
        link: sheet.link(*child),
        weight: sheet.pen.share(weighed.weights[at]),
        figures: figures.iter().map(|(_, _, values)| values.get(at).cloned().flatten()).collect(),
    };
    Some(WeightsView {
        method: weights_said::method(sheet.pen, weighed),
        formula: sheet.pen.say(&format!("weights.formula.{key}"), &[]),
        facts: weights_said::facts(sheet, node, weighed),
        items: children.iter().enumerate().map(item).collect(),
        figures: figures.iter().map(|(key, title, _)| (*key, title.clone())).collect(),
        judgements: judgements(sheet, weighed, &children),
        others: others(sheet, node, weighed, &children),
    })
}

/// The children in the order of the weights.
fn children(sheet: &Sheet, node: NodeIndex, weighed: &Weighed) -> Vec<NodeIndex> {
    let edges = &sheet.node(node).edges;
    let find = |id: &String| edges.iter().map(|edge| edge.child).find(|child| sheet.node(*child).id() == id);
    weighed.items.iter().filter_map(find).collect()
}

/// The key of the chosen way in the words.
pub(super) fn chosen_key(method: &WeightMethod) -> &'static str {
    crate::method::weigh::key(method)
}

/// A figure a child: its key, its heading, its values.
type Figure = (&'static str, String, Vec<Option<Quantity>>);

fn figures(sheet: &Sheet, weighed: &Weighed) -> Vec<Figure> {
    let figure = |key: &'static str, values: Vec<Option<f64>>, decimals: u8| {
        let values = values.into_iter().map(|value| value.map(|value| plain(sheet, value, decimals))).collect();
        (key, sheet.pen.say(&format!("weights.figure.{key}"), &[]), values)
    };
    match &weighed.basis {
        Basis::Survey(survey) => {
            of_survey(&weighed.method, survey).into_iter().map(|(k, v, d)| figure(k, v, d)).collect()
        }
        Basis::History { figures, .. } => {
            vec![figure(figures.key(), figures.values().iter().copied().map(Some).collect(), 3)]
        }
        Basis::None | Basis::Pairs(_) | Basis::Combined(_) => Vec::new(),
    }
}

/// Mean, spread and the like of the round that was used.
fn of_survey(method: &WeightMethod, survey: &SurveyBasis) -> Vec<(&'static str, Vec<Option<f64>>, u8)> {
    let opinions = &survey.rounds[survey.used].statistics.opinions;
    let own = |value: fn(&crate::method::delphi::Opinion) -> Option<f64>| opinions.iter().map(value).collect();
    let ranks = match method {
        WeightMethod::Delphi(delphi) => delphi.answers == Answers::Ranks,
        WeightMethod::Points => return Vec::new(),
        _ => true,
    };
    let means = survey.means.iter().copied().map(Some).collect();
    let mut found = vec![(if ranks { "mean-rank" } else { "mean-score" }, means, 2)];
    if survey.rounds[survey.used].experts.len() > 1 {
        found.push(("deviation", own(|opinion| opinion.deviation), 2));
        found.push(("range", own(|opinion| Some(opinion.interquartile_range())), 2));
        if !ranks {
            found.push(("variation", own(|opinion| opinion.variation), 2));
            found.push(("full-marks", own(|opinion| opinion.full_marks), 2));
        }
    }
    found
}

/// A bare number with so many decimals.
fn plain(sheet: &Sheet, value: f64, decimals: u8) -> Quantity {
    Quantity::new(&NumberFormat { decimals, ..NumberFormat::score(sheet.pen.locale()) }, value)
}

/// A rank or a judgement, with no more decimals than it has.
fn judged(sheet: &Sheet, value: f64) -> Quantity {
    let decimals = (0..2).find(|decimals| (value * 10_f64.powi(*decimals)).fract().abs() < 1e-9).unwrap_or(2);
    plain(sheet, value, decimals as u8)
}

fn judgements(sheet: &Sheet, weighed: &Weighed, children: &[NodeIndex]) -> Vec<JudgedSheet> {
    let columns: Vec<String> = children.iter().map(|child| sheet.title(*child)).collect();
    let numbers = |row: &[f64]| row.iter().map(|value| judged(sheet, *value)).collect::<Vec<Quantity>>();
    match &weighed.basis {
        Basis::Survey(survey) => survey
            .rounds
            .iter()
            .map(|round| JudgedSheet {
                title: sheet.pen.say("weights.round", &[("n", &round.number.to_string())]),
                columns: columns.clone(),
                rows: round
                    .experts
                    .iter()
                    .zip(&round.ratings)
                    .map(|(expert, row)| (weights_said::expert(sheet.pen, expert), numbers(row)))
                    .collect(),
            })
            .collect(),
        Basis::Pairs(pairs) => {
            let together = Some(&pairs.group).filter(|_| pairs.experts.len() > 1);
            let matrix = |matrix: &Matrix| JudgedSheet {
                title: match &matrix.expert {
                    Some(expert) => weights_said::expert(sheet.pen, expert),
                    None => sheet.pen.say("weights.together", &[]),
                },
                columns: columns.clone(),
                rows: columns.iter().cloned().zip(matrix.rows.iter().map(|row| numbers(row))).collect(),
            };
            pairs.experts.iter().chain(together).map(matrix).collect()
        }
        Basis::Combined(sets) => sets.iter().flat_map(|set| judgements(sheet, set, children)).collect(),
        Basis::None | Basis::History { .. } => Vec::new(),
    }
}

fn others(sheet: &Sheet, node: NodeIndex, weighed: &Weighed, children: &[NodeIndex]) -> Vec<OtherWay> {
    let now = score(sheet, node, children, &weighed.weights);
    let bands = sheet.bands();
    let way = |key: &str, weights: &[f64], chosen: bool| {
        let own = score(sheet, node, children, weights);
        OtherWay {
            name: sheet.pen.say(&format!("weights.by.{key}"), &[]),
            chosen,
            weights: weights.iter().map(|weight| sheet.pen.share(*weight)).collect(),
            score: own.map(|score| sheet.pen.score_quantity(score, bands)),
            difference: now.zip(own).filter(|_| !chosen).map(|(from, to)| sheet.pen.score_change(from, to, bands)),
            reason: None,
        }
    };
    let chosen = way(chosen_key(&weighed.method), &weighed.weights, true);
    let other = |other: &crate::method::weigh::Other| match &other.weights {
        Ok(weights) => way(other.key, weights, false),
        Err(undefined) => OtherWay {
            score: None,
            difference: None,
            reason: Some(sheet.pen.say(&format!("weights.undefined.{}", undefined.key()), &[])),
            ..way(other.key, &[], false)
        },
    };
    [chosen].into_iter().chain(weighed.others.iter().map(other)).collect()
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
