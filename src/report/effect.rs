//! What came of an initiative so far: the measure it should move, before work began and now.

use serde::Serialize;

use super::figure::Figure;
use super::sheet::Sheet;
use super::view::{Link, Quantity, StatusView};
use crate::evaluate::Outcome;
use crate::scorecard::{Direction, Initiative, NodeIndex, Period};

/// A score that moved by less has not moved.
const MOVED: f64 = 0.05;

/// What came of an initiative so far.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// The measure it should move, or its objective where it names none.
    pub link: Link,
    /// How that stands.
    pub status: StatusView,
    /// Its score.
    pub score: Option<Quantity>,
    /// `81.2 % → 79.2 %`; one value alone where there is nothing to compare it with.
    pub values: Option<String>,
    /// `worse since February 2026`.
    pub since: Option<String>,
    /// `better`, `worse` or `same`; `None` where it cannot be compared.
    pub way: Option<&'static str>,
    /// Its values over time.
    pub spark: Figure,
}

impl Sheet<'_> {
    /// What an initiative should move: its measure, else its objective.
    pub fn moved_by(&self, initiative: &Initiative) -> NodeIndex {
        initiative.moves.unwrap_or(initiative.objective)
    }

    /// What came of an initiative so far.
    pub fn effect(&self, initiative: &Initiative) -> Effect {
        let node = self.moved_by(initiative);
        let now = self.now(node);
        let before = initiative.start.and_then(|start| self.before_start(node, start));
        let way = before.zip(now).and_then(|((_, then), now)| self.way(node, then, now));
        let value = |outcome: &Outcome| self.shown_value(node, outcome);
        let (then, current) = (before.and_then(|(_, then)| value(then)), now.and_then(value));
        let values = match (then, current) {
            (Some(then), Some(now)) => Some(self.pen.say("effect.from-to", &[("then", &then), ("now", &now)])),
            (_, now) => now,
        };
        let since = before
            .zip(way)
            .map(|((period, _), way)| self.pen.say(&format!("effect.{way}"), &[("period", &self.pen.period(period))]));
        let row = self.measure(node).map(|_| self.measure_row(node));
        Effect {
            link: self.link(node),
            status: row.as_ref().map_or_else(|| self.node_row(node, 1.0).status, |row| row.status.clone()),
            score: now.and_then(|o| o.score).map(|score| self.pen.score_quantity(score, self.bands())),
            values,
            since,
            way,
            spark: row.map_or_else(|| self.node_row(node, 1.0).spark, |row| row.spark),
        }
    }

    /// The last outcome with a value of a period that ended before work began, else the first one since; never that of the period reported on.
    fn before_start(&self, node: NodeIndex, start: Period) -> Option<(Period, &Outcome)> {
        let mut history = self.history(node, usize::MAX);
        history.retain(|(period, outcome)| *period < self.period() && self.shown_value(node, outcome).is_some());
        let earlier = history.iter().rev().find(|(period, _)| period.days().1 <= start.days().0);
        earlier.or_else(|| history.first()).copied()
    }

    fn shown_value(&self, node: NodeIndex, outcome: &Outcome) -> Option<String> {
        match self.measure(node) {
            Some(_) => outcome.actual.map(|actual| self.value_text(node, actual)),
            None => outcome.score.map(|score| self.score_text(score)),
        }
    }

    /// Which way a node went, by its score; where that stayed at an end of its curve, by its actual.
    fn way(&self, node: NodeIndex, then: &Outcome, now: &Outcome) -> Option<&'static str> {
        let by_score = then.score.zip(now.score).map(|(then, now)| now - then).filter(|by| by.abs() >= MOVED);
        let sign = match self.measure(node).map(|measure| measure.better) {
            Some(Direction::Higher) => 1.0,
            Some(Direction::Lower) => -1.0,
            _ => 0.0,
        };
        let by_actual = || then.actual.zip(now.actual).map(|(then, now)| (now - then) * sign);
        let by = by_score.or_else(by_actual).or(then.score.zip(now.score).map(|_| 0.0))?;
        Some(if by > 0.0 {
            "better"
        } else if by < 0.0 {
            "worse"
        } else {
            "same"
        })
    }
}
