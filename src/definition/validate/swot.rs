//! A SWOT: its factors with weights and ratings. Strategies are in [`super::strategy`].

use super::super::decode::Spanned;
use super::super::raw;
use super::id::{self, Taken};
use super::rating::{self, Ratable, Rules};
use super::scorecard::{Across, frequency};
use super::strategy;
use super::weights::{self, Sibling};
use super::{Checker, number};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Frequency, NodeIndex, RatedBy, Swot, SwotFactor, SwotKind};

/// Sums of weights are compared to this much.
const TOLERANCE: f64 = 1e-6;

/// A SWOT. `document` is the place of its first line.
pub(crate) fn swot(checker: &mut Checker<'_>, across: &mut Across, raw: &raw::Swot, document: Span) -> Swot {
    let (id, span) = id::checked(checker, &raw.id, "SWOT", document);
    if let Some(id) = &id {
        across.swots.take(checker, id, span, "SWOT");
    }
    let name = id::called("SWOT", id.as_ref());
    let period = checker.required(&raw.period, "period", &name, span).copied().map(frequency);
    let frequency = period.unwrap_or(Frequency::Quarter);
    let mut swot = Swot {
        id: id.unwrap_or_default(),
        title: checker.title(&raw.title, &name, span),
        description: checker.optional_text(raw.description.as_ref(), "description"),
        frequency,
        as_of: rating::as_of(checker, raw.as_of.as_ref(), frequency),
        panel: rating::panel(checker, raw.panel.as_ref(), &name),
        factors: Vec::new(),
        strategies: Vec::new(),
        any_rating: checker.optional_text(raw.any_rating.as_ref(), "any_rating"),
        span,
    };
    factors(checker, raw, &mut swot, &name);
    swot.strategies = strategy::strategies(checker, raw.strategies.as_ref(), &swot);
    strategy::unused(checker, &swot, &name);
    let rated: Vec<&RatedBy> = swot.factors.iter().map(|factor| &factor.rated).collect();
    rating::dated(checker, &rated, (raw.panel.as_ref(), swot.as_of), (&name, span));
    swot
}

/// Factors of one kind, as written.
type List = Spanned<Vec<Spanned<raw::SwotFactor>>>;

/// The lists of factors, by kind.
fn lists(raw: &raw::Swot) -> [(SwotKind, Option<&List>); 4] {
    [
        (SwotKind::Strength, raw.strengths.as_ref()),
        (SwotKind::Weakness, raw.weaknesses.as_ref()),
        (SwotKind::Opportunity, raw.opportunities.as_ref()),
        (SwotKind::Threat, raw.threats.as_ref()),
    ]
}

fn factors(checker: &mut Checker<'_>, raw: &raw::Swot, swot: &mut Swot, name: &str) {
    let rules = Rules { scale: Swot::SCALE, frequency: swot.frequency, has_panel: raw.panel.is_some() };
    let mut taken = Taken::default();
    for (internal, side, fields) in
        [(true, "internal", "`strengths` or `weaknesses`"), (false, "external", "`opportunities` or `threats`")]
    {
        let mut siblings = Vec::new();
        let begin = swot.factors.len();
        for (kind, list) in lists(raw).into_iter().filter(|(kind, _)| kind.is_internal() == internal) {
            for raw in list.iter().flat_map(|list| &list.value) {
                let factor = factor(checker, &mut taken, (raw, kind), swot.any_rating.is_none(), rules);
                let (name, weight) = (id::called("factor", Some(&factor.id)), raw.value.weight.clone());
                let child = NodeIndex(swot.factors.len());
                siblings.push(Sibling { name, span: factor.span, weight, child, scored: true });
                swot.factors.push(factor);
            }
        }
        if siblings.is_empty() && !checker.has_blamed(swot.span) {
            let finding = Diagnostic::error("no-children", format!("{name} has no {side} factors"));
            checker.report(finding.at(swot.span, "").help(format!("list at least one under {fields}")));
        }
        let sum: f64 = siblings.iter().filter_map(|own| own.weight.given()).map(|weight| weight.value).sum();
        let half = format!("the {side} factors of {name}");
        let mode = raw.weights.unwrap_or_default();
        // Shares of 1 are as good as percent.
        let mode = if (sum - 1.0).abs() < TOLERANCE { raw::Weights::Relative } else { mode };
        let edges = weights::edges(checker, &half, swot.span, mode, &siblings);
        for (factor, edge) in swot.factors[begin..].iter_mut().zip(edges) {
            factor.weight = edge.weight;
        }
    }
}

fn factor(
    checker: &mut Checker<'_>,
    taken: &mut Taken,
    (raw, kind): (&Spanned<raw::SwotFactor>, SwotKind),
    by_kind: bool,
    rules: Rules,
) -> SwotFactor {
    let fields = &raw.value;
    let (id, span) = id::checked(checker, &fields.id, "factor", raw.span);
    if let Some(id) = &id {
        taken.take(checker, id, span, "factor");
        if Swot::TOTALS.contains(&id.as_str()) {
            let finding = Diagnostic::error("bad-id", format!("no factor can be called `{id}`")).at(span, "");
            checker.report(finding.help("that is what the total of a matrix is called; choose another id"));
        }
    }
    let name = id::called("factor", id.as_ref());
    let (stated, measure, knots) = (fields.rating.as_ref(), fields.measure.as_ref(), fields.knots.as_ref());
    let ratable = Ratable { name: &name, field: "rating", stated, measure, knots, by_measure: true, span };
    let rated = rating::rated(checker, &ratable, rules);
    if by_kind {
        misrated(checker, &rated, kind, &name, stated.map_or(span, |stated| stated.span));
    }
    SwotFactor {
        title: checker.title(&fields.title, &name, span),
        description: checker.optional_text(fields.description.as_ref(), "description"),
        evidence: checker.optional_text(fields.evidence.as_ref(), "evidence"),
        owner: checker.optional_text(fields.owner.as_ref(), "owner"),
        set_aside: checker.optional_text(fields.set_aside.as_ref(), "set_aside"),
        id: id.unwrap_or_default(),
        kind,
        weight: 0.0,
        rated,
        span,
    }
}

/// Reports a stated rating that its kind does not allow: a strength rated as a weakness.
fn misrated(checker: &mut Checker<'_>, rated: &RatedBy, kind: SwotKind, name: &str, span: Span) {
    let RatedBy::Stated(timeline) = rated else { return };
    let on_scale = timeline.entries().into_iter().map(|(_, value)| value).filter(|value| Swot::SCALE.holds(*value));
    let Some(wrong) = on_scale.into_iter().find(|value| !kind.ratings().holds(*value)) else { return };
    let (word, scale) = (kind.word(), kind.ratings());
    let (low, high) = (number(scale.low), number(scale.high));
    let message = format!("{name} is a {word} and rated {}", number(wrong));
    let finding = Diagnostic::error("rating-kind", message).at(span, format!("a {word} is rated {low} to {high}"));
    let help =
        "rate it so, or list it as the other kind; or say with `any_rating: …` on the SWOT why the rule is set aside";
    checker.report(finding.help(help));
}
