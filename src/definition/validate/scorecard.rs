//! A scorecard: what it says of itself; its nodes are grown in [`super::graph`].

use super::super::decode::Spanned;
use super::super::raw;
use super::graph::{self, Common, Graph};
use super::id::{self, Taken};
use super::{Checker, bands, decision, entities, framework, quantity, sensitivity, timeline};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Frequency, Node, NodeDetail, Rollup, Scorecard};

/// Coverage below which a node has no score, where the book says nothing.
pub(super) const MIN_COVERAGE: f64 = 0.6;

/// Past periods with a page of their own, where the book says nothing: with months, two years.
const PAST_PERIODS: u32 = 24;

/// More past periods than this make a site nobody opens: a year of days is 365.
const MOST_PAST_PERIODS: u32 = 400;

/// Ids taken across documents.
#[derive(Default)]
pub(crate) struct Across {
    pub(super) assessments: Taken,
    pub(super) portfolios: Taken,
    pub(super) business_cases: Taken,
    scorecards: Taken,
    pub(super) swots: Taken,
    pub(super) models: Taken,
    pub(super) contracts: Taken,
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
    let period = checker.required(&raw.period, "period", &name, span).copied().map(frequency);
    let root = root(checker, raw, &name, span, period);
    checker.models(raw.models.as_ref(), &mut across.models);
    let head = Scorecard { id: id.unwrap_or_default(), ..head(checker, raw, &root, period) };
    let weights = match raw.weights.as_ref().map(|weights| &weights.value) {
        Some(raw::WeightsField::Text(mode)) => *mode,
        // A method is for the scorecard's own children.
        Some(raw::WeightsField::Map(_)) | None => raw::Weights::default(),
    };
    let min_group = raw.min_group.unwrap_or(checker.min_group);
    let common = Common { framework: head.framework, period, weights, rollup: root.rollup, min_group };
    let perspectives = checker.required(&raw.perspectives, "perspectives", &name, span);
    let mut graph = Graph::new(checker, common, root);
    if let Some(perspectives) = perspectives {
        graph.grow(&name, perspectives, raw.weights.as_ref());
    }
    let Graph { nodes, initiatives, .. } = graph;
    let decisions = decision::decisions(checker, raw.decisions.as_deref().unwrap_or_default(), &nodes, period);
    Scorecard { nodes, initiatives, decisions, ..head }
}

/// What a scorecard says of itself, without an id and without what is below it.
fn head(checker: &mut Checker<'_>, raw: &raw::Scorecard, root: &Node, period: Option<Frequency>) -> Scorecard {
    let share = raw.min_coverage.as_ref().and_then(|share| quantity::share(checker, share, "min_coverage"));
    Scorecard {
        id: String::new(),
        title: root.title.clone(),
        description: root.description.clone(),
        framework: framework::framework(raw.framework.unwrap_or_default()),
        frequency: period.unwrap_or(Frequency::Month),
        entities: raw.entities.as_ref().map(|entities| entities::entities(checker, entities)),
        bands: raw.bands.as_ref().map(|bands| bands::bands(checker, bands)).unwrap_or_default(),
        min_coverage: share.unwrap_or(MIN_COVERAGE),
        past_periods: raw.past_periods.as_ref().map_or(PAST_PERIODS, |n| past_periods(checker, n)),
        radar: raw.show.and_then(|show| show.radar) == Some(true),
        sensitivity: sensitivity::sensitivity(checker, raw.sensitivity.as_ref()),
        nodes: Vec::new(),
        initiatives: Vec::new(),
        decisions: Vec::new(),
    }
}

/// How many past periods keep a page.
fn past_periods(checker: &mut Checker<'_>, written: &Spanned<u32>) -> u32 {
    if written.value > MOST_PAST_PERIODS {
        let message = format!("`past_periods` must be at most {MOST_PAST_PERIODS}, found {}", written.value);
        let finding = Diagnostic::error("past-periods", message).at(written.span, "");
        checker.report(finding.help(
            "each is a page in every language; the numbers of all periods are in scores.csv whatever is written here",
        ));
    }
    written.value
}

/// The scorecard as a node, without children.
fn root(checker: &mut Checker<'_>, raw: &raw::Scorecard, name: &str, span: Span, period: Option<Frequency>) -> Node {
    Node {
        path: String::new(),
        title: checker.title(&raw.title, name, span),
        description: checker.optional_text(raw.description.as_ref(), "description"),
        owner: None,
        critical: false,
        rollup: raw.rollup.map_or_else(Rollup::default, graph::rollup),
        edges: Vec::new(),
        weighting: None,
        detail: NodeDetail::Scorecard,
        commentary: timeline::texts(checker, raw.commentary.as_ref(), "commentary", None, period),
        silences: checker.silences(raw.silence.as_ref()),
        span,
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
