//! Weights of siblings: positive, and together the whole of their parent.

use super::super::decode::{Field, Spanned};
use super::super::raw;
use super::{Checker, number};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Edge, NodeIndex};

/// Sums are compared to this many points, for the sake of binary fractions.
const TOLERANCE: f64 = 1e-6;

/// Weights beyond this would not leave room for their siblings in a sum.
const MOST: f64 = 1e6;

/// One child of a parent, as written.
pub(super) struct Sibling {
    /// What findings call it: "the measure `x`".
    pub(super) name: String,
    /// Where it is defined.
    pub(super) span: Span,
    /// Its weight; `SetAside` when it could not be read and was reported.
    pub(super) weight: Field<Spanned<f64>>,
    /// The node.
    pub(super) child: NodeIndex,
    /// Whether it takes part in the score: it then needs a weight, and must have none otherwise.
    pub(super) scored: bool,
}

/// The edges to the children of a parent; `parent` is what findings call it: "the objective `x`".
pub(super) fn edges(
    checker: &mut Checker<'_>,
    parent: &str,
    span: Span,
    mode: raw::Weights,
    siblings: &[Sibling],
) -> Vec<Edge> {
    let complete = siblings.iter().map(|sibling| check(checker, sibling)).fold(true, |all, fine| all & fine);
    let weights: Vec<f64> = siblings.iter().map(|sibling| sibling.weight.given().map_or(0.0, |w| w.value)).collect();
    let sum: f64 = weights.iter().sum();
    if complete && !siblings.is_empty() {
        if !siblings.iter().any(|sibling| sibling.scored) {
            checker.report(nothing_scored(parent, span));
        } else if mode == raw::Weights::Percent && (sum - 100.0).abs() > TOLERANCE {
            checker.report(wrong_sum(parent, siblings, sum));
        }
    }
    let shared = siblings.iter().zip(weights);
    shared.map(|(sibling, weight)| Edge { child: sibling.child, weight: weight / sum }).collect()
}

/// Equal edges to the children of a parent whose weights a method at `method` works out later; a weight of their own
/// contradicts it.
pub(super) fn unweighed(checker: &mut Checker<'_>, parent: &str, method: Span, siblings: &[Sibling]) -> Vec<Edge> {
    for sibling in siblings {
        if let Some(weight) = sibling.weight.given().filter(|weight| sibling.scored || weight.value != 0.0) {
            let message = format!("{} has a weight of its own, and {parent} a method that works it out", sibling.name);
            let finding = Diagnostic::error("weight-and-method", message).at(weight.span, "a number here");
            checker.report(finding.at(method, "and a method here").help("keep the one that shall count"));
        }
    }
    let scored = siblings.iter().filter(|sibling| sibling.scored).count().max(1) as f64;
    let share = |sibling: &Sibling| if sibling.scored { 1.0 / scored } else { 0.0 };
    siblings.iter().map(|sibling| Edge { child: sibling.child, weight: share(sibling) }).collect()
}

/// Checks one weight by itself; `false` when it cannot be summed up.
fn check(checker: &mut Checker<'_>, sibling: &Sibling) -> bool {
    let Some(weight) = sibling.weight.given() else {
        if sibling.scored {
            checker.required(&sibling.weight, "weight", &sibling.name, sibling.span);
        }
        return !sibling.scored;
    };
    let finding = |code, message: String| Diagnostic::error(code, message).at(weight.span, "");
    if !sibling.scored && weight.value != 0.0 {
        let message = format!("{} is not scored and cannot carry weight", sibling.name);
        checker.report(finding("unscored-weight", message).help("write `weight: 0`, or choose a way of scoring"));
        return false;
    }
    if sibling.scored && weight.value <= 0.0 {
        let message = format!("the weight of {} must be more than 0, found {}", sibling.name, number(weight.value));
        let help = "give it a share of its parent; a measure that is only shown has `scoring: none`";
        checker.report(finding("bad-weight", message).help(help));
        return false;
    }
    if weight.value > MOST {
        let message = format!("the weight of {} is too large, found {}", sibling.name, number(weight.value));
        checker.report(finding("bad-weight", message).help("weights are usually shares of 100"));
        return false;
    }
    true
}

fn nothing_scored(parent: &str, span: Span) -> Diagnostic {
    Diagnostic::error("nothing-scored", format!("{parent} has no measure that is scored"))
        .at(span, "")
        .help("give at least one of its measures a way of scoring")
}

fn wrong_sum(parent: &str, siblings: &[Sibling], sum: f64) -> Diagnostic {
    let message = format!("the weights under {parent} sum to {}, not to 100", number(sum));
    let mut finding = Diagnostic::error("weights-sum", message);
    for sibling in siblings {
        if let Some(weight) = sibling.weight.given() {
            finding = finding.at(weight.span, sibling.name.clone());
        }
    }
    let difference = number((100.0 - sum).abs());
    let change = if sum < 100.0 { format!("add {difference}") } else { format!("take away {difference}") };
    finding.help(format!("{change}; or write `weights: relative` on {parent} to share them out in proportion"))
}
