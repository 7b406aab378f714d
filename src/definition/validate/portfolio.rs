//! A portfolio: its scale, its criteria, and its candidates.

use super::super::decode::Spanned;
use super::super::raw;
use super::id::{self, Taken};
use super::rating::{self, Ratable, Rules};
use super::scorecard::{Across, frequency};
use super::weights::{self, Sibling};
use super::{Checker, number};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Candidate, Criterion, Esia, Frequency, NodeIndex, Portfolio, RatedBy, Scale};

/// The scale of a book that says nothing.
const SCALE: Scale = Scale { low: 1.0, high: 5.0 };

/// Sums of weights are compared to this much.
const TOLERANCE: f64 = 1e-6;

/// A portfolio. `document` is the place of its first line.
pub(crate) fn portfolio(
    checker: &mut Checker<'_>,
    across: &mut Across,
    raw: &raw::Portfolio,
    document: Span,
) -> Portfolio {
    let (id, span) = id::checked(checker, &raw.id, "portfolio", document);
    if let Some(id) = &id {
        across.portfolios.take(checker, id, span, "portfolio");
    }
    let name = id::called("portfolio", id.as_ref());
    let period = checker.required(&raw.period, "period", &name, span).copied().map(frequency);
    let frequency = period.unwrap_or(Frequency::Quarter);
    let scale = raw.scale.as_ref().map_or(SCALE, |scale| self::scale(checker, scale));
    let as_of = rating::as_of(checker, raw.as_of.as_ref(), frequency);
    let rules = Rules { scale, frequency, has_panel: raw.panel.is_some() };
    let panel = rating::panel(checker, raw.panel.as_ref(), &name);
    let weights = checker.required(&raw.weights, "weights", &name, span);
    let weights = weights.map_or([1.0 / 3.0; 3], |weights| self::weights(checker, weights, &name));
    let candidates = checker.required(&raw.candidates, "candidates", &name, span);
    let candidates = candidates.map(|list| self::candidates(checker, list, &name, rules)).unwrap_or_default();
    let rated: Vec<&RatedBy> = candidates.iter().flat_map(|candidate| &candidate.rated).collect();
    rating::dated(checker, &rated, (raw.panel.as_ref(), as_of), (&name, span));
    Portfolio {
        id: id.unwrap_or_default(),
        title: checker.title(&raw.title, &name, span),
        description: checker.optional_text(raw.description.as_ref(), "description"),
        frequency,
        as_of,
        panel,
        scale,
        weights,
        cuts: cuts(checker, raw.cuts.as_ref(), scale),
        candidates,
        span,
    }
}

fn scale(checker: &mut Checker<'_>, raw: &Spanned<Vec<f64>>) -> Scale {
    match raw.value.as_slice() {
        [low, high] if low < high && low.is_finite() && high.is_finite() => Scale { low: *low, high: *high },
        _ => {
            let finding = Diagnostic::error("scale", "`scale` is the lowest and the highest rating, the lowest first");
            checker.report(finding.at(raw.span, "").help("write `[1, 5]`"));
            SCALE
        }
    }
}

fn weights(checker: &mut Checker<'_>, raw: &Spanned<raw::CriterionWeights>, name: &str) -> [f64; 3] {
    let fields = [&raw.value.gap, &raw.value.importance, &raw.value.feasibility];
    let sibling = |(at, criterion): (usize, Criterion)| {
        let (name, weight) = (format!("the criterion `{}`", criterion.word()), fields[at].clone());
        Sibling { name, span: raw.span, weight, child: NodeIndex(at), scored: true }
    };
    let siblings: Vec<Sibling> = Criterion::ALL.into_iter().enumerate().map(sibling).collect();
    let whole = format!("the criteria of {name}");
    let edges = weights::edges(checker, &whole, raw.span, raw::Weights::Relative, &siblings);
    let sum: f64 = fields.iter().filter_map(|field| field.given()).map(|weight| weight.value).sum();
    // Shares of 1 are as good as percent.
    if ![1.0, 100.0].iter().any(|whole| (sum - whole).abs() < TOLERANCE) && !checker.has_blamed(raw.span) {
        let message = format!("the weights of {whole} sum to {}, not to 100", number(sum));
        let finding = Diagnostic::error("weights-sum", message).at(raw.span, "");
        checker.report(finding.help("write `{gap: 40, importance: 30, feasibility: 30}`, or other shares of 100"));
    }
    let share = |at: usize| edges.get(at).map_or(0.0, |edge| edge.weight);
    [share(0), share(1), share(2)]
}

fn cuts(checker: &mut Checker<'_>, raw: Option<&Spanned<raw::Cuts>>, scale: Scale) -> (f64, f64) {
    let mut cut = |field: Option<&Spanned<f64>>, name: &str| {
        let Some(field) = field else { return scale.middle() };
        if field.value <= scale.low || field.value >= scale.high {
            let (low, high) = (number(scale.low), number(scale.high));
            let message =
                format!("`{name}` in `cuts` must lie between {low} and {high}, found {}", number(field.value));
            let finding = Diagnostic::error("cut-range", message).at(field.span, "");
            checker.report(finding.help("it divides the picture in two: leave it out to divide it in the middle"));
        }
        field.value
    };
    let value = cut(raw.and_then(|raw| raw.value.value.as_ref()), "value");
    (value, cut(raw.and_then(|raw| raw.value.feasibility.as_ref()), "feasibility"))
}

fn candidates(
    checker: &mut Checker<'_>,
    list: &Spanned<Vec<Spanned<raw::Candidate>>>,
    name: &str,
    rules: Rules,
) -> Vec<Candidate> {
    if list.value.is_empty() && !checker.has_blamed(list.span) {
        let finding = Diagnostic::error("no-children", format!("{name} has no candidates"));
        checker.report(finding.at(list.span, "nothing to rate").help("list at least one"));
    }
    let mut taken = Taken::default();
    list.value.iter().map(|raw| candidate(checker, &mut taken, raw, rules)).collect()
}

fn candidate(checker: &mut Checker<'_>, taken: &mut Taken, raw: &Spanned<raw::Candidate>, rules: Rules) -> Candidate {
    let fields = &raw.value;
    let (id, span) = id::checked(checker, &fields.id, "candidate", raw.span);
    if let Some(id) = &id {
        taken.take(checker, id, span, "candidate");
    }
    let name = id::called("candidate", id.as_ref());
    let esia = checker.required(&fields.esia, "esia", &name, span).map(|esia| esia.value);
    let ratable = |criterion: Criterion| {
        let stated = match criterion {
            Criterion::Gap => &fields.gap,
            Criterion::Importance => &fields.importance,
            Criterion::Feasibility => &fields.feasibility,
        };
        let by_measure = criterion == Criterion::Gap;
        let measure = fields.measure.as_ref().filter(|_| by_measure);
        let knots = fields.knots.as_ref().filter(|_| by_measure);
        Ratable { name: &name, field: criterion.word(), stated: stated.as_ref(), measure, knots, by_measure, span }
    };
    let rated = Criterion::ALL.map(|criterion| rating::rated(checker, &ratable(criterion), rules));
    Candidate {
        title: checker.title(&fields.title, &name, span),
        description: checker.optional_text(fields.description.as_ref(), "description"),
        evidence: checker.optional_text(fields.evidence.as_ref(), "evidence"),
        owner: checker.optional_text(fields.owner.as_ref(), "owner"),
        initiative: rating::initiative(fields.initiative.as_ref()),
        id: id.unwrap_or_default(),
        esia: match esia {
            Some(raw::Esia::Simplify) => Esia::Simplify,
            Some(raw::Esia::Integrate) => Esia::Integrate,
            Some(raw::Esia::Automate) => Esia::Automate,
            Some(raw::Esia::Eliminate) | None => Esia::Eliminate,
        },
        rated,
        span,
    }
}
