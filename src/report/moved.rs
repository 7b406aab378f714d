//! Every measure that moved between two periods, with the points it moved the score by, and the entities that moved most.

use serde::Serialize;

use super::bridge::{ShownChange, points};
use super::figure::{DotRow, Dots, Figure};
use super::number::NumberFormat;
use super::rounding;
use super::sheet::Sheet;
use super::view::{Link, Quantity, StatusView};
use crate::scorecard::{EntityIndex, EntityTree, NodeIndex, Scorecard, Status};

/// How many entities that moved are named.
const ENTITIES: usize = 12;

/// Measures that moved, those that moved the score most first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MovedTable {
    /// The measures, and nodes whose change is not taken apart further.
    pub rows: Vec<MovedRow>,
    /// What data that came or went moved the score by; `None` where it did not.
    pub coverage: Option<String>,
    /// The whole change, which rows and coverage add up to; `None` without a score in both periods.
    pub total: Option<String>,
}

/// Something that moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MovedRow {
    /// What.
    pub link: Link,
    /// Whether it holds its parent down.
    pub critical: bool,
    /// Its value then.
    pub before: Option<Quantity>,
    /// Its value now.
    pub now: Option<Quantity>,
    /// The difference.
    pub change: Option<Quantity>,
    /// Its score then.
    pub score_before: Option<Quantity>,
    /// Its score now.
    pub score: Option<Quantity>,
    /// By how many points it moved the score of the whole; `None` where its data came or went, or it is not scored.
    pub points: Option<Quantity>,
    /// `value`, `target`, `value and target`, `data went`.
    pub cause: String,
    /// How it stands.
    pub status: StatusView,
}

/// The entities whose score moved most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityMoves {
    /// Their scores now and then.
    pub figure: Figure,
    /// The same as a table.
    pub rows: Vec<EntityMove>,
    /// `4 more moved`; `None` when all are shown.
    pub more: Option<String>,
}

/// An entity that moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityMove {
    /// Who.
    pub link: Link,
    /// What it belongs to; `None` directly below the top.
    pub parent: Option<Link>,
    /// Its score then.
    pub before: Quantity,
    /// Its score now.
    pub score: Quantity,
    /// `−6.2`
    pub change: Quantity,
    /// How it stood.
    pub from: StatusView,
    /// How it stands.
    pub to: StatusView,
}

impl Sheet<'_> {
    /// Every measure that moved since the period compared with. `shown` is how the score did.
    pub fn moved(&self, shown: Option<&ShownChange>) -> MovedTable {
        let tenths = |node: NodeIndex| {
            let mut parts = shown.into_iter().flat_map(|shown| shown.named.iter().chain(&shown.others));
            parts.find(|(part, _)| *part == node).map(|(_, tenths)| *tenths)
        };
        let under = self.measures_under(Scorecard::ROOT);
        let whole = shown.into_iter().flat_map(|shown| shown.named.iter().chain(&shown.others).map(|(node, _)| *node));
        let mut nodes: Vec<NodeIndex> = under.into_iter().chain(whole).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let mut moved: Vec<(NodeIndex, Option<i64>)> = nodes
            .into_iter()
            .map(|node| (node, tenths(node)))
            .filter(|(n, t)| t.is_some() || self.differs(*n))
            .collect();
        moved.sort_by_key(|(node, tenths)| (tenths.is_none(), -tenths.unwrap_or(0).abs(), *node));
        let format = NumberFormat::score(self.pen.locale());
        MovedTable {
            rows: moved.into_iter().map(|(node, tenths)| self.moved_row(node, tenths, shown)).collect(),
            coverage: shown.and_then(|shown| shown.coverage).map(|tenths| format.change(points(tenths))),
            total: shown.map(|shown| format.change(shown.to - shown.from)),
        }
    }

    /// Whether value, score or status differ, as shown.
    fn differs(&self, node: NodeIndex) -> bool {
        let format = self.format(node);
        let looks = |outcome: Option<&crate::evaluate::Outcome>| {
            outcome.map(|o| (o.actual.map(|a| format.bare(a)), o.score.map(|s| self.score_text(s)), o.status))
        };
        looks(self.before(node)) != looks(self.now(node))
    }

    fn moved_row(&self, node: NodeIndex, tenths: Option<i64>, shown: Option<&ShownChange>) -> MovedRow {
        let (before, now) = (self.before(node), self.now(node));
        let score = |score| self.pen.score_quantity(score, self.bands());
        let format = NumberFormat::score(self.pen.locale());
        MovedRow {
            link: self.link(node),
            critical: self.node(node).critical,
            before: self.quantity(node, before.and_then(|outcome| outcome.actual)),
            now: self.quantity(node, now.and_then(|outcome| outcome.actual)),
            change: self.change_quantity(node),
            score_before: before.and_then(|outcome| outcome.score).map(score),
            score: now.and_then(|outcome| outcome.score).map(score),
            points: tenths.map(|tenths| signed(&format, points(tenths))),
            cause: self.cause_word(node, shown),
            status: self.measure_status(node),
        }
    }

    /// What moved a measure: `value`, `target`, both, or that its data came or went.
    fn cause_word(&self, node: NodeIndex, shown: Option<&ShownChange>) -> String {
        let score = |outcome: Option<&crate::evaluate::Outcome>| outcome.is_some_and(|o| o.score.is_some());
        let part = shown.and_then(|shown| shown.bridge.parts.iter().find(|part| part.node == node));
        let felt = |points: f64| points.abs() >= 0.005;
        let key = match (score(self.before(node)), score(self.now(node)), part) {
            (false, true, _) => "moved.came",
            (true, false, _) => "moved.went",
            (_, _, Some(part)) if felt(part.definition) && felt(part.value) => "moved.both",
            (_, _, Some(part)) if felt(part.definition) => "moved.definition",
            _ => "moved.value",
        };
        self.pen.say(key, &[])
    }

    /// The entities whose own score moved most; `None` where none did, or there are none.
    pub fn entity_moves(&self, id: &str) -> Option<EntityMoves> {
        let below = self.card.entities.indexed().map(|(entity, _)| entity).filter(|entity| *entity != EntityTree::TOP);
        let mut moved: Vec<(f64, EntityIndex)> = below
            .filter_map(|entity| Some((self.entity_change(entity)?, entity)))
            .filter(|m| m.0.abs() >= 0.05)
            .collect();
        moved.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.1.cmp(&b.1)));
        let left = moved.len().saturating_sub(ENTITIES);
        moved.truncate(ENTITIES);
        let rows: Vec<EntityMove> = moved.iter().filter_map(|(_, entity)| self.entity_move(*entity)).collect();
        (!rows.is_empty()).then(|| EntityMoves {
            figure: Figure::Dots(self.entity_dots(id, &moved)),
            rows,
            more: (left > 0).then(|| self.pen.count("moved.more-entities", left, &[])),
        })
    }

    /// The change of an entity's own score, as the difference of what is shown.
    fn entity_change(&self, entity: EntityIndex) -> Option<f64> {
        let own = self.of(entity);
        let shown = |score| rounding::score(score, self.bands());
        Some(shown(own.now(Scorecard::ROOT)?.score?) - shown(own.before(Scorecard::ROOT)?.score?))
    }

    fn entity_move(&self, entity: EntityIndex) -> Option<EntityMove> {
        let own = self.of(entity);
        let (before, now) = (own.before(Scorecard::ROOT)?, own.now(Scorecard::ROOT)?);
        let parent = self.card.entities.get(entity).parent.filter(|parent| *parent != EntityTree::TOP);
        Some(EntityMove {
            link: self.entity_link(entity),
            parent: parent.map(|parent| self.entity_link(parent)),
            before: self.pen.score_quantity(before.score?, self.bands()),
            score: self.pen.score_quantity(now.score?, self.bands()),
            change: signed(&NumberFormat::score(self.pen.locale()), self.entity_change(entity)?),
            from: self.pen.status(before.status),
            to: self.pen.status(now.status),
        })
    }

    fn entity_dots(&self, id: &str, moved: &[(f64, EntityIndex)]) -> Dots {
        let row = |entity: EntityIndex| {
            let own = self.of(entity);
            DotRow {
                label: self.entity_title(entity),
                value: self.entity_score(entity),
                previous: own.before(Scorecard::ROOT).and_then(|outcome| outcome.score),
                status: own.now(Scorecard::ROOT).map_or(Status::NoData, |outcome| outcome.status),
            }
        };
        let (title, summary) = (self.pen.say("moved.entities", &[]), self.pen.say("moved.entities-summary", &[]));
        Dots {
            caption: self.pen.caption(id, title, summary),
            rows: moved.iter().map(|(_, entity)| row(*entity)).collect(),
            target: None,
            target_label: String::new(),
            format: NumberFormat::score(self.pen.locale()),
        }
    }
}

/// A change of points, with its sign.
fn signed(format: &NumberFormat, change: f64) -> Quantity {
    Quantity { before: String::new(), number: format.change(change), after: String::new(), value: change }
}
