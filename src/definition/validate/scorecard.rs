//! A scorecard: what it says of itself; its nodes are grown in [`super::graph`].

use super::super::decode::Spanned;
use super::super::raw;
use super::graph::{self, Common, Graph};
use super::id::{self, Taken};
use super::{Checker, entities, framework, number, quantity};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Bands, Frequency, Node, NodeDetail, Rollup, Scorecard};

/// Coverage below which a node has no score, where the book says nothing.
const MIN_COVERAGE: f64 = 0.6;

/// Ids taken across documents.
#[derive(Default)]
pub(crate) struct Across {
    scorecards: Taken,
    pub(super) models: Taken,
}

/// A scorecard. `document` is the place of its first line.
pub(crate) fn scorecard(
    checker: &mut Checker<'_>,
    across: &mut Across,
    raw: &raw::Scorecard,
    document: Span,
) -> Scorecard {
    let (id, span) = id::checked(checker, &raw.id, "scorecard", document);
    if let Some(id) = &id {
        across.scorecards.take(checker, id, span, "scorecard");
    }
    let name = id::called("scorecard", id.as_ref());
    let title = checker.title(&raw.title, &name, span);
    let description = checker.optional_text(raw.description.as_ref(), "description");
    let period = checker.required(&raw.period, "period", &name, span).copied().map(frequency);
    checker.models(raw.models.as_ref(), &mut across.models);
    let framework = framework::framework(raw.framework.unwrap_or_default());
    let (entities, bands) = (raw.entities.as_ref(), raw.bands.as_ref());
    let entities = entities.map(|entities| entities::entities(checker, entities));
    let bands = bands.map(|bands| self::bands(checker, bands)).unwrap_or_default();
    let share = raw.min_coverage.as_ref().and_then(|share| quantity::share(checker, share, "min_coverage"));
    let rollup = raw.rollup.map_or_else(Rollup::default, graph::rollup);
    let root = Node {
        path: String::new(),
        title: title.clone(),
        description: description.clone(),
        owner: None,
        critical: false,
        rollup,
        edges: Vec::new(),
        detail: NodeDetail::Scorecard,
        span,
    };
    let perspectives = checker.required(&raw.perspectives, "perspectives", &name, span);
    let common = Common { framework, period, weights: raw.weights.unwrap_or_default(), rollup };
    let mut graph = Graph::new(checker, common, root);
    if let Some(perspectives) = perspectives {
        graph.grow(&name, perspectives);
    }
    Scorecard {
        id: id.unwrap_or_default(),
        title,
        description,
        framework,
        frequency: period.unwrap_or(Frequency::Month),
        entities,
        bands,
        min_coverage: share.unwrap_or(MIN_COVERAGE),
        nodes: graph.nodes,
        initiatives: graph.initiatives,
    }
}

/// How long a period is, as the other stages know it.
pub(super) fn frequency(raw: raw::Frequency) -> Frequency {
    match raw {
        raw::Frequency::Day => Frequency::Day,
        raw::Frequency::Week => Frequency::Week,
        raw::Frequency::Month => Frequency::Month,
        raw::Frequency::Quarter => Frequency::Quarter,
        raw::Frequency::Year => Frequency::Year,
    }
}

fn bands(checker: &mut Checker<'_>, raw: &Spanned<raw::Bands>) -> Bands {
    let usual = Bands::default();
    let limit = |limit: &Option<Spanned<f64>>, usual| limit.as_ref().map_or(usual, |limit| limit.value);
    let bands = Bands {
        on_track: limit(&raw.value.on_track, usual.on_track),
        at_risk: limit(&raw.value.at_risk, usual.at_risk),
    };
    if !(0.0 < bands.at_risk && bands.at_risk < bands.on_track && bands.on_track <= 100.0) {
        let (on_track, at_risk) = (number(bands.on_track), number(bands.at_risk));
        let message =
            format!("these bands overlap or leave the scale: on track from {on_track}, at risk from {at_risk}");
        let finding = Diagnostic::error("bands", message).at(raw.span, "");
        let help = "`at_risk` must be more than 0 and less than `on_track`, and `on_track` at most 100: \
                    `{on_track: 80, at_risk: 60}`";
        checker.report(finding.help(help));
    }
    bands
}
