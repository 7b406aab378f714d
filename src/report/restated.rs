//! What was first published, and is another number now: restated.

use serde::Serialize;

use super::Card;
use super::number::NumberFormat;
use super::sheet::Sheet;
use super::sources::short_hash;
use super::view::{Link, Quantity};
use crate::evaluate::Outcome;
use crate::history::{Published, VersionId};
use crate::scorecard::{EntityIndex, EntityTree, NodeIndex, Period, Scorecard};

/// A value that is another than when it was first published.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RestatedView {
    /// `published as 81.2 %, score 58.3; other data since: 7f3a9c42 then, 19bd00e1 now`
    pub said: String,
    /// The value as published; `None` where there was none, or where the two would give a small group away.
    pub actual: Option<Quantity>,
    /// The score as published; the same.
    pub score: Option<Quantity>,
}

/// A measure that was restated, in a list of several.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RestatedRow {
    /// The measure.
    pub link: Link,
    /// The period.
    pub period: String,
    /// `2026-09`
    pub sort: String,
    /// What was published, and what differs since.
    pub restated: RestatedView,
}

impl<'a> Card<'a> {
    /// What was first published of a node, where that is kept and differs from what it is now.
    fn restated(&self, entity: EntityIndex, period: Period, node: NodeIndex) -> Option<&'a Published> {
        let published = self.kept(entity, period, node)?;
        let now: &Outcome = self.evaluation.outcome(entity, period, node)?;
        published.is_restated(now).then_some(published)
    }

    /// What was first published of a node, where that is kept.
    fn kept(&self, entity: EntityIndex, period: Period, node: NodeIndex) -> Option<&'a Published> {
        let id = self.entities.get(entity).id.as_deref().unwrap_or_default();
        self.history?.published(period, &self.scorecard.node(node).path, id)
    }

    /// What was first published of a node, to be told beside what it is now.
    ///
    /// Two values of one period and nearly the same people give away those who are not in both: where a measure with
    /// `min_group` was restated, its earlier value and the earlier scores above it are not told. Nor is a value that
    /// is withheld now.
    pub fn told_published(&self, entity: EntityIndex, period: Period, node: NodeIndex) -> Option<&'a Published> {
        let published = self.kept(entity, period, node)?;
        let now = self.evaluation.outcome(entity, period, node)?;
        let hidden = now.status == crate::scorecard::Status::Withheld
            || (published.is_restated(now) && self.guards(entity, period, node));
        (!hidden).then_some(published)
    }

    /// Whether a restated measure about few people is among what a node's score is made from.
    fn guards(&self, entity: EntityIndex, period: Period, node: NodeIndex) -> bool {
        let own = self.scorecard.node(node);
        let few = own.measure().is_some_and(|measure| measure.disclosure.min_group > 0);
        (few && self.restated(entity, period, node).is_some())
            || own.edges.iter().any(|edge| self.guards(entity, period, edge.child))
    }
}

impl Sheet<'_> {
    /// What was first published of a node in a period, where it is another number now.
    pub fn restated(&self, node: NodeIndex, period: Period) -> Option<RestatedView> {
        let restated = self.card.restated(self.entity, period, node)?;
        let why = self.why(&restated.version);
        let Some(told) = self.card.told_published(self.entity, period, node) else {
            return Some(RestatedView { said: self.pen.say("restated.guarded", &[]), actual: None, score: None });
        };
        let actual = told.actual.filter(|_| self.measure(node).is_some());
        let score = told.score.map(|score| self.pen.score_quantity(score, self.bands()));
        let actual = actual.map(|actual| Quantity::new(&self.computed_format(node, &[actual]), actual));
        let was = self.was(actual.as_ref(), score.as_ref());
        let said = self.pen.say("restated.said", &[("was", &was), ("why", &why)]);
        Some(RestatedView { said, actual, score })
    }

    /// `81.2 %, score 58.3`, or `no data`.
    fn was(&self, actual: Option<&Quantity>, score: Option<&Quantity>) -> String {
        let score = score.map(|score| self.pen.say("restated.score", &[("score", &score.text())]));
        let parts: Vec<String> = actual.map(Quantity::text).into_iter().chain(score).collect();
        if parts.is_empty() {
            return self.pen.status_word(crate::scorecard::Status::NoData);
        }
        parts.join(&self.pen.say("clause.separator", &[]))
    }

    /// Which of data and definitions are others than when it was published.
    fn why(&self, then: &VersionId) -> String {
        let Some(now) = self.card.history.and_then(|history| history.now()) else { return String::new() };
        let data = (then.data() != now.data()).then_some(("restated.data", then.data(), now.data()));
        let definitions = (then.definitions() != now.definitions()).then_some((
            "restated.definitions",
            then.definitions(),
            now.definitions(),
        ));
        let said = data
            .into_iter()
            .chain(definitions)
            .map(|(key, then, now)| self.pen.say(key, &[("then", &short_hash(then)), ("now", &short_hash(now))]));
        self.pen.words.list(&said.collect::<Vec<_>>())
    }

    /// The measures that are restated in a period.
    pub fn restated_in(&self, period: Period) -> Vec<NodeIndex> {
        let measures = self.scorecard().measures().map(|(node, ..)| node);
        measures.filter(|node| self.card.restated(self.entity, period, *node).is_some()).collect()
    }

    /// `Two measures of September were restated since that was published.`; nothing where none was.
    pub fn restated_sentence(&self, period: Period) -> String {
        let n = self.restated_in(period).len();
        if n == 0 {
            return String::new();
        }
        let fill = [("count", self.pen.cardinal(n)), ("period", self.pen.period(period))];
        let fill: Vec<(&str, &str)> = fill.iter().map(|(key, value)| (*key, value.as_str())).collect();
        self.pen.sentence(&self.pen.count("restated.sentence", n, &fill))
    }

    /// What a past period's page says of the whole: its score as published, and how many measures are others.
    pub fn restated_whole(&self, period: Period) -> Option<String> {
        let measures = self.restated_sentence(period);
        let whole = self.card.restated(EntityTree::TOP, period, Scorecard::ROOT).and_then(|_| {
            let was = self.card.told_published(EntityTree::TOP, period, Scorecard::ROOT)?.score?;
            let was = NumberFormat::score(self.pen.locale()).bare(super::rounding::score(was, self.bands()));
            Some(self.pen.say("restated.whole", &[("score", &was)]))
        });
        let said = self.pen.paragraph([measures, whole.unwrap_or_default()]);
        (!said.is_empty()).then_some(said)
    }

    /// Every measure that is restated in a period that has a page, the latest first.
    pub fn all_restated(&self) -> Vec<RestatedRow> {
        let row = |period: Period, node: NodeIndex| {
            let (link, restated) = (self.link(node), self.restated(node, period)?);
            Some(RestatedRow { link, period: self.pen.period(period), sort: period.to_string(), restated })
        };
        let periods = self.card.published().into_iter();
        periods
            .flat_map(|period| self.restated_in(period).into_iter().filter_map(move |node| row(period, node)))
            .collect()
    }
}
