//! Tests of the whole stage, by subject. This file builds the books they evaluate.

mod changes;
mod entities;
mod findings;
mod graph;
mod periods;
mod properties;
mod reference_cases;
mod withheld;

use std::collections::{BTreeMap, VecDeque};

use super::{Evaluation, Outcome, evaluate};
use crate::diagnostic::{Findings, Span};
use crate::scorecard::*;

/// A node with the share of its parent it has, and what hangs below it.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    id: String,
    weight: f64,
    critical: bool,
    rollup: Rollup,
    measure: Option<(Measure, Vec<Observation>)>,
    children: Vec<Tree>,
}

impl Tree {
    pub(crate) fn rolled_up(self, rollup: Rollup) -> Self {
        Self { rollup, ..self }
    }

    pub(crate) fn critical(self) -> Self {
        Self { critical: true, ..self }
    }
}

/// A node with children; weights are in percent of the parent.
pub(crate) fn group(id: &str, weight: f64, children: Vec<Tree>) -> Tree {
    let (id, rollup) = (id.to_owned(), Rollup::Mean);
    Tree { id, weight: weight / 100.0, critical: false, rollup, measure: None, children }
}

/// A measure with its rows.
pub(crate) fn leaf(id: &str, weight: f64, measure: Measure, rows: Vec<Observation>) -> Tree {
    Tree { measure: Some((measure, rows)), ..group(id, weight, Vec::new()) }
}

/// A measure whose value in `2026-10` is its score.
pub(crate) fn scored(id: &str, weight: f64, score: impl Into<Option<f64>>) -> Tree {
    leaf(id, weight, as_is(), score.into().map(|score| row("2026-10", None, score)).into_iter().collect())
}

/// A measure that is scored by `scoring`.
pub(crate) fn measure(scoring: Scoring) -> Measure {
    Measure {
        unit: Unit::default(),
        decimals: None,
        better: Direction::Higher,
        scoring,
        baseline: Timeline::default(),
        target: Timeline::default(),
        aggregate: None,
        ratio_scale: 1.0,
        carry_forward: 0,
        frequency: None,
        source: ValueSource::Query(Sql::default()),
        notes: BTreeMap::new(),
        nature: Nature::default(),
        disclosure: Disclosure::default(),
    }
}

/// A measure whose values are its scores.
pub(crate) fn as_is() -> Measure {
    measure(Scoring::Curve(vec![(0.0, 0.0), (100.0, 100.0)]))
}

/// A measure from a baseline of 0 to a target of 100, as the YAML states them.
pub(crate) fn to_100() -> Measure {
    let (baseline, target) = (Timeline::constant(0.0), Timeline::constant(100.0));
    Measure { baseline, target, ..measure(Scoring::Target) }
}

pub(crate) fn period(text: &str) -> Period {
    Period::parse(text).expect("a period")
}

pub(crate) fn row(at: &str, entity: Option<&str>, value: impl Into<Option<f64>>) -> Observation {
    let (period, entity) = (period(at), entity.map(Into::into));
    Observation { period, entity, amount: Amount::Value(value.into()), target: None, baseline: None, n: None }
}

pub(crate) fn rate(at: &str, entity: Option<&str>, numerator: f64, denominator: f64) -> Observation {
    let amount = Amount::Ratio(Some(numerator), Some(denominator));
    Observation { amount, ..row(at, entity, None) }
}

/// A scorecard with its entities and rows.
pub(crate) struct Case {
    pub(crate) scorecard: Scorecard,
    pub(crate) entities: EntityTree,
    pub(crate) series: Vec<(NodeIndex, Series)>,
}

/// A monthly scorecard of one entity.
pub(crate) fn card(children: Vec<Tree>) -> Case {
    let mut nodes: Vec<Node> = Vec::new();
    let mut series = Vec::new();
    let mut queue = VecDeque::from([(None, group("", 100.0, children))]);
    while let Some((parent, tree)) = queue.pop_front() {
        let index = NodeIndex(nodes.len());
        if let Some(NodeIndex(parent)) = parent {
            nodes[parent].edges.push(Edge { child: index, weight: tree.weight });
        }
        queue.extend(tree.children.into_iter().map(|child| (Some(index), child)));
        let detail = match (parent, tree.measure) {
            (None, _) => NodeDetail::Scorecard,
            (_, None) => NodeDetail::Perspective,
            (_, Some((measure, observations))) => {
                series.push((index, Series { observations, ..Series::default() }));
                NodeDetail::Measure(Box::new(measure))
            }
        };
        nodes.push(Node { critical: tree.critical, rollup: tree.rollup, detail, ..bare(&tree.id) });
    }
    Case { scorecard: monthly(nodes), entities: EntityTree::single(Text::plain("all")), series }
}

fn bare(path: &str) -> Node {
    Node {
        path: path.to_owned(),
        title: Text::plain(path),
        description: None,
        owner: None,
        critical: false,
        rollup: Rollup::Mean,
        edges: Vec::new(),
        weighting: None,
        detail: NodeDetail::Perspective,
        commentary: std::collections::BTreeMap::new(),
        silences: Vec::new(),
        span: Span::default(),
    }
}

fn monthly(nodes: Vec<Node>) -> Scorecard {
    Scorecard {
        id: "test".into(),
        title: Text::plain("test"),
        description: None,
        framework: Framework::Own,
        frequency: Frequency::Month,
        entities: None,
        bands: Bands::default(),
        min_coverage: 0.6,
        past_periods: 24,
        radar: false,
        sensitivity: Some(Sensitivity::default()),
        nodes,
        initiatives: Vec::new(),
        decisions: Vec::new(),
    }
}

impl Case {
    /// Gives the scorecard entities, from (id, parent).
    pub(crate) fn with_entities(mut self, rows: &[(&str, Option<&str>)]) -> Self {
        let rows = rows.iter().map(|(id, parent)| ((*id).to_owned(), parent.map(Into::into), Text::plain(*id)));
        self.entities = EntityTree::from_rows(rows.collect(), None).expect("a hierarchy");
        self.scorecard.entities = Some(EntitySource {
            table: "branches".into(),
            id: "branch".into(),
            parent: Some("region".into()),
            title: None,
            top: None,
            span: Span::default(),
        });
        self
    }

    pub(crate) fn with_min_coverage(mut self, min_coverage: f64) -> Self {
        self.scorecard.min_coverage = min_coverage;
        self
    }

    pub(crate) fn run(&self) -> (Option<Evaluation>, Findings) {
        evaluate(&self.scorecard, &self.entities, &self.series, None)
    }

    /// The evaluation, which must be without findings.
    pub(crate) fn evaluated(&self) -> Evaluation {
        let (evaluation, findings) = self.run();
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, [""; 0]);
        evaluation.expect("an evaluation")
    }

    /// The outcome of a node by entity id, period and path.
    pub(crate) fn outcome(&self, evaluation: &Evaluation, entity: &str, at: &str, path: &str) -> Outcome {
        let entity = self.entities.find(Some(entity).filter(|id| !id.is_empty())).expect("an entity");
        let node = self.scorecard.find(path).expect("a node");
        evaluation.outcome(entity, period(at), node).expect("an outcome").clone()
    }

    /// The root's outcome for the top in the period reported on.
    pub(crate) fn root(&self) -> Outcome {
        let evaluation = self.evaluated();
        evaluation.current(EntityTree::TOP, Scorecard::ROOT).expect("an outcome").clone()
    }
}

/// Equal but for what binary floats add.
#[track_caller]
pub(crate) fn assert_near(actual: impl Into<Option<f64>>, expected: f64, tolerance: f64) {
    let actual = actual.into();
    assert!(actual.is_some_and(|actual| (actual - expected).abs() <= tolerance), "{actual:?} is not {expected}");
}
