//! One scorecard in one language, seen from one page: for one entity, one period and one period to compare with.

use super::address::Address;
use super::number::NumberFormat;
use super::pen::Pen;
use super::view::{Link, Quantity};
use super::{Card, Material};
use crate::evaluate::Outcome;
use crate::scorecard::{
    Bands, EntityIndex, EntityTree, Locale, Measure, Node, NodeDetail, NodeIndex, Period, Scorecard, Scoring, Unit,
};

/// A scorecard, the entity and period it is told for, and the pen to tell it with.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// Words and links.
    pub pen: Pen<'a>,
    /// The scorecard's place in [`Material::cards`].
    pub at: usize,
    /// The scorecard with its outcomes.
    pub card: &'a Card<'a>,
    /// The entity told about; the top on all pages but an entity's own.
    pub entity: EntityIndex,
    /// The period told about; the one reported on, on all pages but a past period's own.
    period: Period,
    /// The period it is compared with; the one before, unless told otherwise.
    against: Period,
}

impl<'a> Sheet<'a> {
    /// The scorecard at a place, told for the top of its hierarchy and the period reported on; `None` when there is
    /// no such place.
    pub fn new(pen: Pen<'a>, material: &'a Material<'a>, at: usize) -> Option<Self> {
        let card = material.cards.get(at)?;
        let period = card.evaluation.period;
        Some(Self { pen, at, card, entity: EntityTree::TOP, period, against: period.previous() })
    }

    /// The same, told with another pen.
    #[must_use]
    pub fn with(self, pen: Pen<'a>) -> Self {
        Self { pen, ..self }
    }

    /// The same scorecard told for another entity.
    #[must_use]
    pub fn of(self, entity: EntityIndex) -> Self {
        Self { entity, ..self }
    }

    /// The same scorecard as it stood in another period, compared with the period before that.
    #[must_use]
    pub fn at_period(self, period: Period) -> Self {
        Self { period, against: period.previous(), ..self }
    }

    /// The same scorecard compared with another period than the one before.
    #[must_use]
    pub fn compared_with(self, against: Period) -> Self {
        Self { against, ..self }
    }

    /// The scorecard.
    pub fn scorecard(&self) -> &'a Scorecard {
        self.card.scorecard
    }

    /// Limits of the statuses.
    pub fn bands(&self) -> Bands {
        self.card.scorecard.bands
    }

    /// The period told about.
    pub fn period(&self) -> Period {
        self.period
    }

    /// Whether it tells about the period reported on, not a past one.
    pub fn is_latest(&self) -> bool {
        self.period == self.card.evaluation.period
    }

    /// The period it is compared with, whether or not there is data on it.
    pub fn against(&self) -> Period {
        self.against
    }

    /// The period it is compared with, when there is data on it.
    pub fn previous_period(&self) -> Option<Period> {
        self.card.evaluation.periods.binary_search(&self.against).is_ok().then_some(self.against)
    }

    /// A node.
    pub fn node(&self, node: NodeIndex) -> &'a Node {
        self.card.scorecard.node(node)
    }

    /// How a node stands in the period told about.
    pub fn now(&self, node: NodeIndex) -> Option<&'a Outcome> {
        self.card.evaluation.outcome(self.entity, self.period, node)
    }

    /// How a node stood in the period it is compared with.
    pub fn before(&self, node: NodeIndex) -> Option<&'a Outcome> {
        self.card.evaluation.outcome(self.entity, self.against, node)
    }

    /// Its outcomes up to the period told about, oldest first, at most the last `most`.
    pub fn history(&self, node: NodeIndex, most: usize) -> Vec<(Period, &'a Outcome)> {
        let all = self.card.evaluation.history(self.entity, node);
        let upto: Vec<_> = all.filter(|(period, _)| *period <= self.period()).collect();
        let skip = upto.len().saturating_sub(most);
        upto.into_iter().skip(skip).collect()
    }

    /// A node's name; the root's is the scorecard's.
    pub fn title(&self, node: NodeIndex) -> String {
        if node == Scorecard::ROOT {
            return self.pen.text(&self.scorecard().title);
        }
        self.pen.text(&self.node(node).title)
    }

    /// An entity's name.
    pub fn entity_title(&self, entity: EntityIndex) -> String {
        self.pen.text(&self.card.entities.get(entity).title)
    }

    /// Where a node has its page.
    pub fn address(&self, node: NodeIndex) -> Address {
        if node == Scorecard::ROOT { Address::Overview(self.at) } else { Address::Node(self.at, node) }
    }

    /// A link to a node's page.
    pub fn link(&self, node: NodeIndex) -> Link {
        Link { href: self.pen.href(self.address(node)), title: self.title(node) }
    }

    /// A link to an entity's page.
    pub fn entity_link(&self, entity: EntityIndex) -> Link {
        Link { href: self.pen.href(Address::Entity(self.at, entity)), title: self.entity_title(entity) }
    }

    /// Who answers for a node: its owner, or that of the nearest node above it.
    pub fn owner(&self, node: NodeIndex) -> Option<String> {
        let mut at = Some(node);
        while let Some(node) = at {
            if let Some(owner) = self.pen.some_text(self.node(node).owner.as_ref()) {
                return Some(owner);
            }
            at = self.parent(node);
        }
        None
    }

    /// The node whose path this one's continues: a measure's objective, an objective's perspective.
    pub fn parent(&self, node: NodeIndex) -> Option<NodeIndex> {
        if node == Scorecard::ROOT {
            return None;
        }
        let path = &self.node(node).path;
        self.scorecard().find(path.rsplit_once('/').map_or("", |(above, _)| above))
    }

    /// The nodes above, the outermost first, without the root.
    pub fn ancestors(&self, node: NodeIndex) -> Vec<NodeIndex> {
        let mut above = Vec::new();
        let mut at = self.parent(node).filter(|parent| *parent != Scorecard::ROOT);
        while let Some(parent) = at {
            above.insert(0, parent);
            at = self.parent(parent).filter(|next| *next != Scorecard::ROOT);
        }
        above
    }

    /// The measure a node is, if it is one.
    pub fn measure(&self, node: NodeIndex) -> Option<&'a Measure> {
        self.node(node).measure()
    }

    /// Whether a measure is scored.
    pub fn is_scored(&self, node: NodeIndex) -> bool {
        self.measure(node).is_none_or(|measure| measure.scoring != Scoring::Unscored)
    }

    /// Whether a node exists for entities of this level: what only the group measures is not missing in a branch.
    pub fn applies(&self, node: NodeIndex) -> bool {
        self.now(node).is_none_or(|outcome| outcome.applies)
    }

    /// The objectives whose measures a node's score is made from, in the order of the YAML.
    pub fn objectives_under(&self, node: NodeIndex) -> Vec<NodeIndex> {
        let under = self.reachable(node);
        let is_objective = |index: &NodeIndex| {
            let kind = matches!(self.node(*index).detail, NodeDetail::Objective { .. });
            kind && under[index.0] && self.applies(*index)
        };
        self.scorecard().indexed().map(|(index, _)| index).filter(is_objective).collect()
    }

    /// The measures a node's score is made from, in the order of the YAML.
    pub fn measures_under(&self, node: NodeIndex) -> Vec<NodeIndex> {
        let under = self.reachable(node);
        let measures = self.scorecard().measures().map(|(index, _, _)| index);
        measures.filter(|index| under[index.0] && self.applies(*index)).collect()
    }

    /// Which nodes are reached from a node; parents stand before their children, so one pass finds all.
    fn reachable(&self, node: NodeIndex) -> Vec<bool> {
        let nodes = &self.scorecard().nodes;
        let mut under = vec![false; nodes.len()];
        under[node.0] = true;
        for (at, each) in nodes.iter().enumerate() {
            if under[at] {
                each.edges.iter().for_each(|edge| under[edge.child.0] = true);
            }
        }
        under
    }

    /// The measures directly under an objective, scored or not.
    pub fn measures_of(&self, objective: NodeIndex) -> Vec<NodeIndex> {
        let measures = self.scorecard().measures().map(|(index, _, _)| index);
        measures.filter(|index| self.parent(*index) == Some(objective) && self.applies(*index)).collect()
    }

    /// How a measure's values are written.
    pub fn format(&self, node: NodeIndex) -> NumberFormat {
        let unit = self.measure(node).map(|measure| &measure.unit);
        let decimals = self.card.decimals(node);
        unit.map_or_else(|| NumberFormat::score(self.pen.locale()), |unit| self.unit_format(unit, decimals))
    }

    /// How what is computed from a measure's values is written: a mean of whole numbers may need a decimal.
    pub fn computed_format(&self, node: NodeIndex, values: &[f64]) -> NumberFormat {
        let format = self.format(node);
        let decimals = format.decimals.max(super::rounding::decimals(values, None, &[]));
        NumberFormat { decimals, ..format }
    }

    fn unit_format(&self, unit: &Unit, decimals: u8) -> NumberFormat {
        let locale = self.pen.locale();
        let label = self.pen.text(&unit.label);
        let money = !label.is_empty() && unit.label.get(Locale::En) == self.pen.book.currency;
        let (prefix, suffix) = if money { (label, String::new()) } else { (String::new(), label) };
        NumberFormat { locale, decimals, prefix, suffix }
    }

    /// A measure's value in pieces.
    pub fn quantity(&self, node: NodeIndex, value: Option<f64>) -> Option<Quantity> {
        value.map(|value| Quantity::new(&self.format(node), value))
    }

    /// A measure's value as text.
    pub fn value_text(&self, node: NodeIndex, value: f64) -> String {
        self.format(node).full(value)
    }

    /// A node's score as text.
    pub fn score_text(&self, score: f64) -> String {
        self.pen.score(score, self.bands())
    }

    /// `since September`.
    pub fn since_previous(&self) -> Option<String> {
        let previous = self.pen.period_beside(self.previous_period()?, self.period());
        Some(self.pen.say("since", &[("period", &previous)]))
    }
}
