//! The weights of a node's children, worked out from what its `weights:` say.
//!
//! [`weigh`] takes a [`Weighting`] whose judgements are there as rows ([`JudgementSource::Stated`]; whoever calls it has
//! read tables first, see [`from_table`]) and the ids of the children. It gives the weights in the order of the children,
//! what they rest on, and what other methods would make of the same judgements; or findings that say what is wrong. Any
//! tree with weights can use it: it knows ids and numbers, not measures.

mod asked;
mod basis;
mod others;
mod pairs;
mod survey;

pub use asked::from_table;
pub use basis::{Basis, Chosen, Figures, History, Matrix, Other, PairsBasis, SurveyBasis, SurveyRound, Weighed};

use super::{Undefined, combine, critic, entropy, rank, variation};
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{ExpertJudgement, JudgementSource, RankRule, WeightMethod, Weighting};

/// What is weighed.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    /// What findings call the parent: "objective `customer/keep-customers`".
    pub name: String,
    /// The ids of the children that carry weight, in order.
    pub items: Vec<String>,
    /// What the children did; `None` where they are no measures or nothing was observed.
    pub history: Option<&'a History>,
}

impl Subject<'_> {
    /// Where an item stands.
    fn position(&self, item: &str) -> Option<usize> {
        self.items.iter().position(|own| own == item)
    }
}

/// Works out weights; `None` with an error among the findings.
pub fn weigh(weighting: &Weighting, subject: &Subject<'_>, findings: &mut Findings) -> Option<Weighed> {
    let before = findings.count(crate::diagnostic::Severity::Error);
    let (weights, basis) = resolve(weighting, subject, findings)?;
    if findings.count(crate::diagnostic::Severity::Error) > before {
        return None;
    }
    let method = weighting.method.clone();
    let others = others::others(&method, &basis, subject);
    let accepted = weighting.accepted.clone().filter(|_| Weighed::is_doubtful(&method, &basis));
    Some(Weighed { items: subject.items.clone(), weights, method, basis, accepted, others })
}

/// The key of a way to weights in the words of the report: `rank-sum`, `ahp-eigenvector`.
pub fn key(method: &WeightMethod) -> &'static str {
    others::chosen(method)
}

/// The weights by a method, and what they rest on.
fn resolve(weighting: &Weighting, subject: &Subject<'_>, findings: &mut Findings) -> Option<(Vec<f64>, Basis)> {
    let judgements: &[ExpertJudgement] = match &weighting.source {
        JudgementSource::Stated(judgements) => judgements,
        JudgementSource::None | JudgementSource::Query(_) => &[],
    };
    match &weighting.method {
        WeightMethod::Equal => Some((equal(subject.items.len()), Basis::None)),
        WeightMethod::Points | WeightMethod::Ranks(_) | WeightMethod::Delphi(_) => {
            survey::resolve(weighting, judgements, subject, findings)
        }
        WeightMethod::Ahp(ahp) => pairs::resolve(weighting, *ahp, judgements, subject, findings),
        WeightMethod::Entropy(_) | WeightMethod::Critic | WeightMethod::Variation => {
            of_history(weighting, subject, findings)
        }
        WeightMethod::Combined { rule, parts, sets } => {
            let own = sets.iter().map(|set| weigh(set, subject, findings)).collect::<Vec<_>>();
            let own: Vec<Weighed> = own.into_iter().collect::<Option<_>>()?;
            let weights: Vec<Vec<f64>> = own.iter().map(|set| set.weights.clone()).collect();
            let combined = combine::weights(&weights, *rule, parts.as_deref());
            let weights = told(combined, weighting, subject, findings)?;
            Some((weights, Basis::Combined(own)))
        }
    }
}

/// The same weight for each of so many.
fn equal(items: usize) -> Vec<f64> {
    vec![1.0 / items.max(1) as f64; items]
}

fn of_history(weighting: &Weighting, subject: &Subject<'_>, findings: &mut Findings) -> Option<(Vec<f64>, Basis)> {
    let Some(history) = subject.history else {
        let message =
            format!("the weights of {} cannot be told from a history: its children are no measures", subject.name);
        let help =
            "entropy, CRITIC and the coefficient of variation look at values of measures; weigh these by judgement";
        findings.push(Diagnostic::error("weights-history", message).at(weighting.span, "").help(help));
        return None;
    };
    let (weights, figures) = told(by_history(&weighting.method, history), weighting, subject, findings)?;
    Some((weights, Basis::History { periods: history.rows.len(), figures }))
}

/// Weights from a history with the figure of each column they come from.
fn by_history(method: &WeightMethod, history: &History) -> Result<(Vec<f64>, Figures), Undefined> {
    let History { rows, higher } = history;
    match method {
        WeightMethod::Entropy(practice) => {
            let found = entropy::weights(rows, higher, *practice)?;
            Ok((found.weights, Figures::Entropy(found.entropies)))
        }
        WeightMethod::Critic => {
            let found = critic::weights(rows, higher)?;
            Ok((found.weights, Figures::Information { information: found.information, deviations: found.deviations }))
        }
        _ => {
            let found = variation::weights(rows)?;
            Ok((found.weights, Figures::Variation(found.coefficients)))
        }
    }
}

/// Tells why there are no weights.
fn told<T>(
    result: Result<T, Undefined>,
    weighting: &Weighting,
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<T> {
    result
        .map_err(|undefined| {
            let message = format!("the weights of {} cannot be worked out: {undefined}", subject.name);
            let finding = Diagnostic::error(code(undefined), message).at(weighting.span, "");
            findings.push(finding.help(remedy(undefined)));
        })
        .ok()
}

fn code(undefined: Undefined) -> &'static str {
    match undefined {
        Undefined::NoVariation => "weights-no-variation",
        Undefined::AllTied => "weights-all-tied",
        Undefined::NotReciprocal => "weights-not-reciprocal",
        Undefined::Incomplete => "weights-incomplete",
        Undefined::TooFewItems | Undefined::TooFewRows => "weights-too-few",
        Undefined::NotPositive | Undefined::NoRandomIndex | Undefined::NegativeMixture => "weights-undefined",
    }
}

fn remedy(undefined: Undefined) -> &'static str {
    match undefined {
        Undefined::NoVariation => "what never changes says nothing by its changes: weigh by judgement, or equally",
        Undefined::AllTied => "ask for an order, or write `method: equal` if all are meant to count the same",
        Undefined::NotPositive => "this method needs values above zero; entropy with `practice: min-max` takes any",
        Undefined::NoRandomIndex => "choose `random_index: saaty-1980`, which goes to 15 items",
        Undefined::NegativeMixture => "these sets pull apart: combine them with `combine: linear`",
        Undefined::TooFewRows => "more rows are needed: experts, or periods in which every measure has a value",
        Undefined::TooFewItems => "one child alone has all the weight: leave `weights` out",
        Undefined::NotReciprocal | Undefined::Incomplete => "complete the judgements",
    }
}

/// Weights of items by mean ranks.
fn by_ranks(rule: RankRule, means: &[f64]) -> Result<Vec<f64>, Undefined> {
    rank::of_mean_ranks(rule, means)
}
