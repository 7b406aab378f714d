//! Rows of tables: perspectives, objectives and measures with how they stand.

use super::figure::{Caption, Figure, Spark};
use super::sheet::Sheet;
use super::view::{MeasureGroup, MeasureRow, NodeRow, Quantity, StatusView};
use crate::evaluate::Outcome;
use crate::scorecard::{Edge, NodeIndex, Status};

/// Periods in the small line of a perspective or objective.
pub const NODE_SPARK: usize = 12;

/// Periods in the small line of a measure.
pub const MEASURE_SPARK: usize = 24;

impl Sheet<'_> {
    /// The children of a node that are not measures, with their weights.
    pub fn node_rows(&self, parent: NodeIndex) -> Vec<NodeRow> {
        let is_row = |edge: &&Edge| self.measure(edge.child).is_none() && self.applies(edge.child);
        let edges = self.node(parent).edges.iter().filter(is_row);
        edges.map(|edge| self.node_row(edge.child, edge.weight)).collect()
    }

    /// A perspective or objective with its share of its parent and how it stands.
    pub fn node_row(&self, node: NodeIndex, weight: f64) -> NodeRow {
        let now = self.now(node);
        NodeRow {
            link: self.link(node),
            owner: self.pen.some_text(self.node(node).owner.as_ref()),
            weight: self.pen.share(weight),
            score: now.and_then(|o| o.score).map(|score| self.pen.score_quantity(score, self.bands())),
            change: self.score_change(node),
            bullet: self.bullet(node, &format!("b{}", node.0)),
            spark: self.score_spark(node),
            status: self.status(node),
            remark: now.and_then(|outcome| self.qualification(outcome)),
            critical: self.node(node).critical,
        }
    }

    /// What qualifies a node's score: `coverage 80 %`, `held at “at risk” by Complaints solved`.
    fn qualification(&self, outcome: &Outcome) -> Option<String> {
        let facts = self.pen.facts([self.coverage(outcome), self.held(outcome)]);
        (!facts.is_empty()).then_some(facts)
    }

    /// The measures under a node, by objective.
    pub fn measure_groups(&self, node: NodeIndex) -> Vec<MeasureGroup> {
        self.objectives_under(node).into_iter().map(|objective| self.measure_group(objective)).collect()
    }

    /// The measures of an objective.
    pub fn measure_group(&self, objective: NodeIndex) -> MeasureGroup {
        let now = self.now(objective);
        MeasureGroup {
            link: self.link(objective),
            status: self.status(objective),
            score: now.and_then(|o| o.score).map(|score| self.pen.score_quantity(score, self.bands())),
            rows: self.measures_of(objective).into_iter().map(|measure| self.measure_row(measure)).collect(),
        }
    }

    /// A measure with how it stands.
    pub fn measure_row(&self, node: NodeIndex) -> MeasureRow {
        let now = self.now(node);
        let scored = self.is_scored(node);
        MeasureRow {
            link: self.link(node),
            weight: self.weight_in_parent(node).filter(|_| scored).map(|weight| self.pen.share(weight)),
            actual: self.quantity(node, now.and_then(|outcome| outcome.actual)),
            target: self.quantity(node, now.and_then(|outcome| outcome.target)),
            change: self.change_quantity(node),
            score: now.and_then(|o| o.score).map(|score| self.pen.score_quantity(score, self.bands())),
            bullet: scored.then(|| self.bullet(node, &format!("b{}", node.0))),
            spark: self.actual_spark(node),
            status: self.measure_status(node),
            critical: self.node(node).critical,
            remark: self.remark(node),
        }
    }

    /// A measure's share of its objective, 0 to 1.
    pub fn weight_in_parent(&self, node: NodeIndex) -> Option<f64> {
        let parent = self.parent(node)?;
        self.node(parent).edges.iter().find(|edge| edge.child == node).map(|edge| edge.weight)
    }

    /// The status of a measure, or that it is not scored.
    pub fn measure_status(&self, node: NodeIndex) -> StatusView {
        let now = self.now(node);
        match now.and_then(|outcome| outcome.actual) {
            Some(_) if !self.is_scored(node) => self.pen.unscored(),
            _ => self.status(node),
        }
    }

    /// The change against the period before, with its sign, the unit apart.
    pub fn change_quantity(&self, node: NodeIndex) -> Option<Quantity> {
        Some(self.difference(node, self.actual_change(node)?))
    }

    /// A difference between two values of a measure, with its sign, the unit apart.
    pub fn difference(&self, node: NodeIndex, difference: f64) -> Quantity {
        let text = self.pen.change(&self.format(node), difference);
        let digits = text.rfind(|c: char| c.is_ascii_digit()).map_or(text.len(), |at| at + 1);
        let (number, after) = text.split_at(digits);
        Quantity { before: String::new(), number: number.to_owned(), after: after.to_owned(), value: difference }
    }

    /// How far the actual is from its target.
    pub fn gap(&self, node: NodeIndex) -> Option<f64> {
        let now = self.now(node)?;
        Some(now.actual? - now.target?)
    }

    /// The same as a share of the target, in per cent; `None` for what is itself in per cent, and about a target of 0.
    pub fn gap_share(&self, node: NodeIndex) -> Option<Quantity> {
        let percent = self.measure(node).is_some_and(|measure| measure.unit.is_percent());
        let share = self.gap(node)? / self.now(node)?.target?.abs() * 100.0;
        (!percent && share.is_finite()).then(|| self.pen.change_in_percent(share))
    }

    /// What a reader must know about the age of a value: `value of August`, `last reported July 2026`.
    pub fn remark(&self, node: NodeIndex) -> Option<String> {
        let now = self.now(node);
        if now.is_some_and(|outcome| outcome.status == Status::Withheld) {
            let least = self.measure(node)?.disclosure.min_group.to_string();
            return Some(self.pen.say("remark.withheld", &[("least", &least)]));
        }
        let stale = now.is_some_and(|outcome| outcome.stale > 0);
        let missing = now.is_none_or(|outcome| outcome.actual.is_none());
        let key = match (stale, missing) {
            (true, _) => "remark.stale",
            (_, true) => "remark.missing",
            _ => return None,
        };
        let period = self.pen.period_beside(self.last_reported(node)?, self.period());
        Some(self.pen.say(key, &[("period", &period)]))
    }

    fn score_spark(&self, node: NodeIndex) -> Figure {
        let values = self.history(node, NODE_SPARK).into_iter().map(|(_, outcome)| outcome.score).collect();
        self.spark(node, "spark.score", values, Vec::new())
    }

    fn actual_spark(&self, node: NodeIndex) -> Figure {
        let history: Vec<&Outcome> = self.history(node, MEASURE_SPARK).into_iter().map(|(_, o)| o).collect();
        let values = history.iter().map(|outcome| outcome.actual).collect();
        let targets = history.iter().map(|outcome| outcome.target).collect();
        self.spark(node, "spark.actual", values, targets)
    }

    /// The values of a year or so without words, for rows whose numbers stand beside it.
    pub fn bare_spark(&self, node: NodeIndex) -> Figure {
        let values = self.history(node, NODE_SPARK).into_iter().map(|(_, outcome)| outcome.actual).collect();
        Figure::Spark(Spark { caption: Caption::default(), values, targets: Vec::new() })
    }

    fn spark(&self, node: NodeIndex, key: &str, values: Vec<Option<f64>>, targets: Vec<Option<f64>>) -> Figure {
        let over = self.pen.duration(self.period(), values.len());
        let summary = self.pen.say(key, &[("title", &self.title(node)), ("duration", &over)]);
        let mut caption = self.pen.caption(&format!("s{}", node.0), self.title(node), summary);
        caption.no_data = caption.nothing(self.now(node).map_or(Status::NoData, |now| now.status)).to_owned();
        Figure::Spark(Spark { caption, values, targets })
    }
}
