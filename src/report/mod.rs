//! View models: what each page says, as plain serialisable structs without HTML.
//!
//! One file a page ([`cover`], [`overview`], …) on top of what pages share: [`words`] and [`number`] for the
//! language, [`rounding`] for what a number may say, [`sheet`] for one scorecard seen from one page, [`rows`],
//! [`standing`] and [`bridge`] for blocks that return, [`sentence`] for headlines.

pub mod address;
pub mod assessment;
pub mod attention;
pub mod bridge;
pub mod briefing;
pub mod business_case;
pub mod changes;
pub mod chrome;
pub mod commentary;
pub mod compared;
pub mod cover;
pub mod dates;
pub mod decision;
pub mod decisions;
pub mod difference;
pub mod effect;
pub mod entities;
pub mod entity;
pub mod entity_exceptions;
pub mod exceptions;
pub mod export;
pub mod figure;
pub mod firm;
pub mod flips;
pub mod gantt;
pub mod heat;
pub mod history;
pub mod initiative;
pub mod initiatives;
pub mod lineage;
pub mod map;
pub mod measure;
pub mod measure_entities;
pub mod measure_sentence;
pub mod measure_trend;
pub mod method;
pub mod moved;
pub mod number;
pub mod objective;
pub mod overview;
pub mod past;
pub mod pen;
pub mod period;
pub mod periods;
pub mod perspective;
pub mod portfolio;
pub mod process;
pub mod published;
pub mod pyramid;
pub mod quality;
pub mod radar;
pub mod rated;
pub mod restated;
pub mod rounding;
pub mod rows;
pub mod scores;
pub mod search;
pub mod sentence;
pub mod sheet;
pub mod since;
mod since_rows;
pub mod sources;
pub mod standing;
pub mod swot;
pub mod tally;
#[cfg(test)]
pub(crate) mod testing;
pub mod view;
pub mod weights;
pub mod weights_figures;
mod weights_said;
pub mod words;
pub mod working;
pub mod year;

use std::collections::BTreeMap;

use crate::compare::Since;
use crate::diagnostic::Sources;
use crate::evaluate::Evaluation;
use crate::history::History;
use crate::method::assessment::Appraisal;
use crate::method::business_case::Outcome;
use crate::method::sensitivity::{Firmness, firmness};
use crate::method::weigh::Weighed;
use crate::scorecard::business_case::BusinessCase;
use crate::scorecard::{
    Assessment, Book, DataDrop, EntityIndex, EntityTree, Measure, NodeIndex, Panel, Portfolio, Scorecard, Series,
    Silenced, SourceRows, Swot,
};

pub use rated::Rated;

/// The source rows a book publishes, table by table, by place of the scorecard and measure.
pub type PublishedRows = BTreeMap<(usize, NodeIndex), Vec<SourceRows>>;

/// Everything a report is made from.
pub struct Material<'a> {
    /// The book.
    pub book: &'a Book,
    /// The definitions as read, for the manifest.
    pub sources: &'a Sources,
    /// The data drop.
    pub drop: &'a DataDrop,
    /// One a scorecard, in the order of the book.
    pub cards: Vec<Card<'a>>,
    /// One an assessment, in the order of the book.
    pub appraised: Vec<Appraised<'a>>,
    /// One a SWOT, in the order of the book.
    pub swots: Vec<Rated<'a, Swot>>,
    /// One a portfolio, in the order of the book.
    pub portfolios: Vec<Rated<'a, Portfolio>>,
    /// One a business case, in the order of the book.
    pub cases: Vec<Cased<'a>>,
    /// The source rows that are published.
    pub rows: &'a PublishedRows,
    /// Checks of quality that an author silenced, with the reasons.
    pub silenced: &'a [Silenced],
    /// The version of the tool, for the footer and the manifest.
    pub tool_version: &'a str,
}

/// An assessment with what came of it.
pub struct Appraised<'a> {
    /// The assessment.
    pub assessment: &'a Assessment,
    /// Its entities.
    pub entities: &'a EntityTree,
    /// What people answered.
    pub panel: &'a Panel,
    /// The outcomes.
    pub appraisal: &'a Appraisal,
    /// How firm its scores are in the period reported on; `None` where it does not ask.
    pub firmness: Option<Firmness>,
    /// The weights that were worked out, by factor.
    pub weighed: &'a BTreeMap<NodeIndex, Weighed>,
}

/// A business case with what came of it.
pub struct Cased<'a> {
    /// The case.
    pub case: &'a BusinessCase,
    /// What came of it.
    pub outcome: &'a Outcome,
}

/// A scorecard with what came of it.
pub struct Card<'a> {
    /// The scorecard.
    pub scorecard: &'a Scorecard,
    /// Its entities.
    pub entities: &'a EntityTree,
    /// What each measure's query returned.
    pub series: &'a [(NodeIndex, Series)],
    /// The outcomes.
    pub evaluation: &'a Evaluation,
    /// How firm its scores are in the period reported on; `None` where the scorecard does not ask.
    pub firmness: Option<Firmness>,
    /// The weights that were worked out, by node.
    weighed: Option<&'a BTreeMap<NodeIndex, Weighed>>,
    /// What became of it since an earlier edition, where a build compares with one.
    pub since: Option<&'a Since>,
    /// What was published before; `None` where the book keeps no history.
    pub history: Option<&'a History>,
    /// Decimals of each node's values; by node.
    decimals: Vec<u8>,
}

impl<'a> Card<'a> {
    /// Puts a scorecard and its results together.
    pub fn new(
        scorecard: &'a Scorecard,
        entities: &'a EntityTree,
        series: &'a [(NodeIndex, Series)],
        evaluation: &'a Evaluation,
    ) -> Self {
        let firmness = firmness(scorecard, entities, evaluation);
        let decimals = vec![1; scorecard.nodes.len()];
        let (weighed, since, history) = (None, None, None);
        let mut card = Self { scorecard, entities, series, evaluation, firmness, weighed, since, history, decimals };
        for (index, _, measure) in scorecard.measures() {
            card.decimals[index.0] = measure.decimals.unwrap_or_else(|| card.choose_decimals(index, measure));
        }
        card
    }

    /// The same with the weights that were worked out.
    #[must_use]
    pub fn with_weighed(self, weighed: &'a BTreeMap<NodeIndex, Weighed>) -> Self {
        Self { weighed: Some(weighed), ..self }
    }

    /// What the weights of a node's children rest on, where they were worked out.
    pub fn weighed(&self, node: NodeIndex) -> Option<&'a Weighed> {
        self.weighed?.get(&node)
    }

    /// The same, compared with an earlier edition.
    #[must_use]
    pub fn compared(self, since: Option<&'a Since>) -> Self {
        Self { since, ..self }
    }

    /// The same, with what was published before.
    #[must_use]
    pub fn kept_in(self, history: Option<&'a History>) -> Self {
        Self { history, ..self }
    }

    /// The decimals of a measure's values.
    pub fn decimals(&self, measure: NodeIndex) -> u8 {
        self.decimals.get(measure.0).copied().unwrap_or(1)
    }

    /// What a measure's query returned, if it has one.
    pub fn series(&self, measure: NodeIndex) -> Option<&'a Series> {
        self.series.iter().find(|(index, _)| *index == measure).map(|(_, series)| series)
    }

    fn choose_decimals(&self, index: NodeIndex, measure: &Measure) -> u8 {
        let top = EntityTree::TOP;
        let actuals = |entity: EntityIndex| self.evaluation.history(entity, index).filter_map(|(_, o)| o.actual);
        let mut values: Vec<f64> = actuals(top).collect();
        if values.is_empty() {
            values = self.entities.get(top).children.iter().take(20).flat_map(|child| actuals(*child)).collect();
        }
        let now = self.evaluation.current(top, index);
        let mut references: Vec<f64> = now.and_then(|outcome| outcome.target).into_iter().collect();
        values.extend(&references);
        if measure.unit.is_percent() {
            references.extend([0.0, 100.0]);
        }
        rounding::decimals(&values, now.and_then(|outcome| outcome.actual), &references)
    }
}
