//! The numbers for machines: the rows of `scores.json`, `scores.csv` and a measure's download.

use serde::Serialize;

use super::Card;
use crate::evaluate::Outcome;
use crate::scorecard::{DataDrop, EntityIndex, NodeIndex, Period, Series, Status};

/// `scores.json`: every node and entity in the period reported on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scores<'a> {
    /// The scorecard's id.
    pub scorecard: &'a str,
    /// The period reported on.
    pub period: Period,
    /// By entity, then by node in the order of the YAML.
    pub nodes: Vec<ScoreRow<'a>>,
    /// Where the values of each measure come from, in the order of the YAML.
    pub sources: Vec<MeasureSource<'a>>,
}

/// What the query of a measure reads.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureSource<'a> {
    /// The measure's path.
    pub id: &'a str,
    /// Models, each after those it builds on.
    pub models: &'a [String],
    /// Tables, models resolved.
    pub tables: &'a [String],
    /// The files behind the tables, in order of path.
    pub files: Vec<SourceFile<'a>>,
}

/// A file of the drop.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SourceFile<'a> {
    /// Relative to the book.
    pub path: &'a str,
    /// BLAKE3 of its bytes.
    pub blake3: &'a str,
}

/// One node of one entity in one period. Numbers are unrounded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreRow<'a> {
    /// The node's path; empty for the scorecard itself.
    pub id: &'a str,
    /// `scorecard`, `perspective`, `objective` or `measure`.
    pub kind: &'static str,
    /// The entity's id; null without a hierarchy.
    pub entity: Option<&'a str>,
    /// The period.
    pub period: Period,
    /// The observed value; measures only.
    pub actual: Option<f64>,
    /// The goal in force.
    pub target: Option<f64>,
    /// 0 to 100, or null.
    pub score: Option<f64>,
    /// `on-track`, `at-risk`, `off-track`, `no-data`.
    pub status: Status,
    /// The share of its weight that has data, 0 to 1.
    pub coverage: f64,
    /// The score if all that is missing were 0.
    pub low: f64,
    /// The score if all that is missing were 100.
    pub high: f64,
    /// Its share of the whole scorecard, 0 to 1, as written.
    pub weight: f64,
    /// Its share of the whole scorecard's score, 0 to 1.
    pub effective_weight: f64,
    /// For how many periods the value has been carried forward.
    pub stale: u32,
    /// The share of the draws of other weights, 0 to 1, in which its status is another; in the period reported on, and
    /// not for measures.
    pub status_changes: Option<f64>,
    /// Whether that is more than its scorecard takes for firm.
    pub close_call: Option<bool>,
}

/// One period and entity of a measure's download. Numbers are unrounded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureRecord<'a> {
    /// The period.
    pub period: Period,
    /// The entity's id; empty without a hierarchy.
    pub entity: Option<&'a str>,
    /// The observed value.
    pub actual: Option<f64>,
    /// Of a ratio.
    pub numerator: Option<f64>,
    /// Of a ratio.
    pub denominator: Option<f64>,
    /// Sample size.
    pub n: Option<f64>,
    /// The goal in force.
    pub target: Option<f64>,
    /// Where it started.
    pub baseline: Option<f64>,
    /// Towards the target; 1 is reached.
    pub attainment: Option<f64>,
    /// 0 to 100.
    pub score: Option<f64>,
    /// `on-track`, `at-risk`, `off-track`, `no-data`.
    pub status: Status,
    /// For how many periods the value has been carried forward.
    pub stale: u32,
}

impl<'a> Card<'a> {
    /// The content of `scores.json`.
    pub fn scores(&self, drop: &'a DataDrop) -> Scores<'a> {
        let period = self.evaluation.period;
        let sources = self.series.iter().map(|(node, series)| source(&self.scorecard.node(*node).path, series, drop));
        let nodes = self.rows_of(period).collect();
        Scores { scorecard: &self.scorecard.id, period, nodes, sources: sources.collect() }
    }

    /// The rows of `scores.csv`: every period, entity and node.
    pub fn all_rows(&self) -> impl Iterator<Item = ScoreRow<'a>> {
        self.evaluation.periods.iter().flat_map(|period| self.rows_of(*period))
    }

    fn rows_of(&self, period: Period) -> impl Iterator<Item = ScoreRow<'a>> {
        let entities = self.entities.indexed().map(|(index, _)| index);
        entities.flat_map(move |entity| {
            let nodes = self.scorecard.indexed().map(|(index, _)| index);
            nodes.filter_map(move |node| self.row(entity, period, node))
        })
    }

    fn row(&self, entity: EntityIndex, period: Period, node: NodeIndex) -> Option<ScoreRow<'a>> {
        let outcome: &Outcome = self.evaluation.outcome(entity, period, node)?;
        let definition = self.scorecard.node(node);
        let firmness = self.firmness.as_ref().filter(|_| period == self.evaluation.period);
        let status_changes = firmness.and_then(|firmness| firmness.changed_in(entity, node));
        Some(ScoreRow {
            id: &definition.path,
            kind: definition.detail.kind(),
            entity: self.entities.get(entity).id.as_deref(),
            period,
            actual: outcome.actual,
            target: outcome.target,
            score: outcome.score,
            status: outcome.status,
            coverage: outcome.coverage,
            low: outcome.low,
            high: outcome.high,
            weight: outcome.weight,
            effective_weight: outcome.effective_weight,
            stale: outcome.stale,
            close_call: status_changes.and(firmness).map(|firmness| firmness.is_close(entity, node)),
            status_changes,
        })
    }

    /// The rows of a measure's download: every period and entity with anything to say.
    pub fn measure_records(&self, node: NodeIndex) -> impl Iterator<Item = MeasureRecord<'a>> {
        let periods = self.evaluation.periods.iter();
        periods.flat_map(move |period| {
            let entities = self.entities.indexed();
            entities.filter_map(move |(index, entity)| {
                let outcome: &'a Outcome = self.evaluation.outcome(index, *period, node)?;
                Some(record(*period, entity.id.as_deref(), outcome))
            })
        })
    }
}

fn source<'a>(id: &'a str, series: &'a Series, drop: &'a DataDrop) -> MeasureSource<'a> {
    let tables = drop.tables.iter().filter(|table| series.tables.contains(&table.name));
    let files = tables.flat_map(|table| &table.files).filter_map(|file| drop.files.get(*file));
    let mut files: Vec<SourceFile> = files.map(|file| SourceFile { path: &file.path, blake3: &file.hash }).collect();
    files.sort();
    files.dedup();
    MeasureSource { id, models: &series.models, tables: &series.tables, files }
}

fn record<'a>(period: Period, entity: Option<&'a str>, outcome: &Outcome) -> MeasureRecord<'a> {
    MeasureRecord {
        period,
        entity,
        actual: outcome.actual,
        numerator: outcome.numerator,
        denominator: outcome.denominator,
        n: outcome.n,
        target: outcome.target,
        baseline: outcome.baseline,
        attainment: outcome.attainment,
        score: outcome.score,
        status: outcome.status,
        stale: outcome.stale,
    }
}
