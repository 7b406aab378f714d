//! How firm a score, and an order of entities, is: the sentence, the tornado, the ranks, and the mark of a close call.

use serde::Serialize;

use super::figure::{Figure, Stability, StabilityRow, Tornado, TornadoRow};
use super::number::NumberFormat;
use super::pen::Pen;
use super::sheet::Sheet;
use super::view::{Link, Quantity, StatusView};
use crate::method::sensitivity::{Firmness, NodeFirmness, Order, Place, Swing, Tipping};
use crate::scorecard::{Bands, EntityIndex, NodeIndex, Scorecard, Status};

/// How many weights are shown.
const SHOWN: usize = 8;

/// A limit of a band is drawn where it lies no farther from the score than this many times the largest effect.
const NEAR: f64 = 1.5;

/// How firm a score is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirmView {
    /// In a sentence or two.
    pub said: String,
    /// What each weight does.
    pub figure: Figure,
    /// The same as a table.
    pub rows: Vec<SwingRow>,
    /// `and 12 weights with less effect`; `None` when all are shown.
    pub more: Option<String>,
    /// Where it is explained.
    pub method: Link,
}

/// What one weight does to a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SwingRow {
    /// Whose weight.
    pub link: Link,
    /// In which parent.
    pub parent: Link,
    /// How much of its parent.
    pub share: Quantity,
    /// The score with a fifth less.
    pub less: Quantity,
    /// The score with a fifth more.
    pub more: Quantity,
}

/// How firm the order of the entities of a level is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrderView {
    /// In a sentence.
    pub said: String,
    /// The ranks.
    pub figure: Figure,
    /// The same as a table.
    pub rows: Vec<PlaceRow>,
}

/// The rank of an entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceRow {
    /// The entity.
    pub link: Link,
    /// As published.
    pub rank: usize,
    /// The better end of where it stands nine times in ten.
    pub low: usize,
    /// The worse end.
    pub high: usize,
    /// How often it has this rank.
    pub kept: Quantity,
}

/// Whose scores were tried with other weights: a scorecard or an assessment, told in one language.
pub trait Tried<'a> {
    /// Words and links.
    fn pen(&self) -> Pen<'a>;

    /// Limits of the statuses.
    fn bands(&self) -> Bands;

    /// What other weights were tried; `None` for past periods and where nothing was tried.
    fn trial(&self) -> Option<&'a Firmness>;

    /// The entity told about.
    fn entity(&self) -> EntityIndex;

    /// Where a node is told about.
    fn link_to(&self, node: NodeIndex) -> Link;

    /// Score and status of a node of an entity.
    fn stands(&self, entity: EntityIndex, node: NodeIndex) -> (Option<f64>, Status);

    /// Where an entity is told about.
    fn link_to_entity(&self, entity: EntityIndex) -> Link;

    /// The mark of a close call, where a status is one.
    fn close_call(&self, entity: EntityIndex, node: NodeIndex) -> Option<String> {
        let is_close = self.trial().is_some_and(|firmness| firmness.is_close(entity, node));
        is_close.then(|| self.pen().say("firm.close-call", &[]))
    }

    /// How firm a node's score is; `None` where no weight moves it.
    fn firm(&self, node: NodeIndex) -> Option<FirmView> {
        let firmness = self.trial()?;
        let own = firmness.top.get(node.0)?.as_ref().filter(|own| !own.swings.is_empty())?;
        let shown = &own.swings[..own.swings.len().min(SHOWN)];
        let left = own.swings.len() - shown.len();
        let said = self.firm_sentence(node, firmness, own);
        Some(FirmView {
            figure: self.tornado(node, shown, &said)?,
            said,
            rows: shown.iter().map(|swing| self.swing_row(swing)).collect(),
            more: (left > 0).then(|| self.pen().count("firm.more", left, &[])),
            method: self.method_of_firmness(),
        })
    }

    /// Where it is explained.
    fn method_of_firmness(&self) -> Link {
        let href = self.pen().href(super::address::Address::Method) + "#firm";
        Link { href, title: self.pen().say("firm.method", &[]) }
    }

    /// `In 23 % of 1,000 draws of other weights the status is not “at risk”; …`
    fn firm_sentence(&self, node: NodeIndex, firmness: &Firmness, own: &NodeFirmness) -> String {
        let share = firmness.changed_in(self.entity(), node).unwrap_or(0.0);
        let (_, status) = self.stands(self.entity(), node);
        let (status, samples) = (self.pen().status_word(status), self.pen().number(u64::from(firmness.trial.samples)));
        let key = match share {
            share if share > firmness.trial.close_call => "firm.close",
            share if share > 0.0 => "firm.changes",
            _ => "firm.stays",
        };
        let fill = [("share", self.pen().share_text(share)), ("samples", samples), ("status", status)];
        let first = self.pen().say(key, &fill.each_ref().map(|(name, value)| (*name, value.as_str())));
        let (low, high) = (self.shown(own.range.0), self.shown(own.range.1));
        let range = self.pen().say("firm.range", &[("low", &low), ("high", &high)]);
        let tipping = own.tipping.as_ref().map(|tipping| self.tipping_sentence(node, tipping));
        first + &range + &tipping.unwrap_or_else(|| self.pen().say("firm.never", &[]))
    }

    /// ` The smallest change of one weight that makes it “on track”: Customer from 30 % to 36.2 %.`
    fn tipping_sentence(&self, node: NodeIndex, tipping: &Tipping) -> String {
        // Rounded away from the weight as written, so that the weight told does what is said of it.
        let percent = tipping.needed * 1000.0;
        let needed = if tipping.needed > tipping.share { percent.ceil() } else { percent.floor() } / 10.0;
        let format = NumberFormat { suffix: "%".to_owned(), ..NumberFormat::score(self.pen().locale()) };
        let (status, child) = (self.pen().status_word(tipping.status), self.link_to(tipping.child).title);
        let (from, to) = (self.pen().share_text(tipping.share), format.full(needed));
        let fill = [("status", status.as_str()), ("child", &child), ("from", &from), ("to", &to)];
        if tipping.parent == node {
            return self.pen().say("firm.tips", &fill);
        }
        let parent = self.link_to(tipping.parent).title;
        self.pen().say("firm.tips-in", &[&fill[..], &[("parent", &parent)]].concat())
    }

    /// What one weight does, as a row.
    fn swing_row(&self, swing: &Swing) -> SwingRow {
        SwingRow {
            link: self.link_to(swing.child),
            parent: self.link_to(swing.parent),
            share: self.pen().share(swing.share),
            less: self.pen().score_quantity(swing.less, self.bands()),
            more: self.pen().score_quantity(swing.more, self.bands()),
        }
    }

    /// What each weight does, as a picture; `None` without a score.
    fn tornado(&self, node: NodeIndex, swings: &[Swing], summary: &str) -> Option<Figure> {
        let score = self.stands(self.entity(), node).0?;
        let bands = self.bands();
        let room = swings.first().map_or(0.0, Swing::span) * NEAR;
        let limits = [(Status::OnTrack, bands.on_track), (Status::AtRisk, bands.at_risk)];
        let near = |(_, limit): &(Status, f64)| (limit - score).abs() <= room;
        let limit = limits.into_iter().find(near).map(|(status, limit)| {
            let from = NumberFormat::score(self.pen().locale()).compact(limit);
            (limit, self.pen().say("firm.limit", &[("status", &self.pen().status_word(status)), ("score", &from)]))
        });
        let title = self.pen().say("firm.figure", &[]);
        let row = |swing: &Swing| TornadoRow {
            label: self.link_to(swing.child).title,
            less: swing.less,
            more: swing.more,
            said: self.pen().say("firm.span", &[("less", &self.shown(swing.less)), ("more", &self.shown(swing.more))]),
        };
        Some(Figure::Tornado(Tornado {
            caption: self.pen().caption("firm", title, summary.to_owned()),
            score: (score, self.pen().say("firm.score", &[("score", &self.shown(score))])),
            limit,
            rows: swings.iter().map(row).collect(),
        }))
    }

    /// How firm the order of the entities of a level is; `level` counts from directly below the top.
    fn firm_order(&self, level: usize, shown: &[EntityIndex]) -> Option<OrderView> {
        let order = self.trial()?.orders.get(level)?.as_ref()?;
        let places: Vec<&Place> =
            shown.iter().filter_map(|entity| order.places.iter().find(|place| place.entity == *entity)).collect();
        let leader = places.first()?;
        let said = self.order_sentence(order, leader);
        Some(OrderView {
            figure: self.stability(level, order, &places, &said),
            said,
            rows: places.iter().map(|place| self.place_row(place)).collect(),
        })
    }

    /// `In 34 % of 1,000 draws of other weights the order is as shown; Riverside is first in 91 %.`
    fn order_sentence(&self, order: &Order, leader: &Place) -> String {
        let samples = self.trial().map_or(0, |firmness| firmness.trial.samples);
        let (samples, same) = (self.pen().number(u64::from(samples)), self.pen().share_text(1.0 - order.changed));
        let (kept, name) = (self.pen().share_text(leader.kept), self.link_to_entity(leader.entity).title);
        let fill = [("samples", samples.as_str()), ("same", &same), ("leader", &name), ("kept", &kept)];
        self.pen().say("firm.order", &fill)
    }

    /// The rank of an entity, as a row.
    fn place_row(&self, place: &Place) -> PlaceRow {
        PlaceRow {
            link: self.link_to_entity(place.entity),
            rank: place.rank,
            low: place.range.0,
            high: place.range.1,
            kept: self.pen().share(place.kept),
        }
    }

    /// The ranks of the entities of a level, as a picture.
    fn stability(&self, level: usize, order: &Order, places: &[&Place], summary: &str) -> Figure {
        let row = |place: &&Place| {
            let (low, high) = (place.range.0.to_string(), place.range.1.to_string());
            let key = if low == high { "firm.rank" } else { "firm.ranks" };
            StabilityRow {
                label: self.link_to_entity(place.entity).title,
                rank: place.rank as f64,
                range: (place.range.0 as f64, place.range.1 as f64),
                said: self.pen().say(key, &[("low", &low), ("high", &high)]),
                status: self.stands(place.entity, Scorecard::ROOT).1,
            }
        };
        let rank = |rank: usize| self.pen().say("firm.rank-of", &[("rank", &rank.to_string())]);
        Figure::Stability(Stability {
            caption: self.pen().caption(
                &format!("order{level}"),
                self.pen().say("firm.order-title", &[]),
                summary.to_owned(),
            ),
            ends: (rank(1), rank(order.places.len())),
            ranks: order.places.len() as f64,
            rows: places.iter().map(row).collect(),
        })
    }

    /// A score as shown.
    fn shown(&self, score: f64) -> String {
        self.pen().score(score, self.bands())
    }
}

impl<'a> Tried<'a> for Sheet<'a> {
    fn pen(&self) -> Pen<'a> {
        self.pen
    }

    fn bands(&self) -> Bands {
        self.bands()
    }

    fn trial(&self) -> Option<&'a Firmness> {
        self.card.firmness.as_ref().filter(|_| self.is_latest())
    }

    fn entity(&self) -> EntityIndex {
        self.entity
    }

    fn link_to(&self, node: NodeIndex) -> Link {
        self.link(node)
    }

    fn stands(&self, entity: EntityIndex, node: NodeIndex) -> (Option<f64>, Status) {
        self.of(entity).now(node).map_or((None, Status::NoData), |outcome| (outcome.score, outcome.status))
    }

    fn link_to_entity(&self, entity: EntityIndex) -> Link {
        self.entity_link(entity)
    }
}

impl Sheet<'_> {
    /// How a node stands, and whether that is a close call.
    pub fn status(&self, node: NodeIndex) -> StatusView {
        let status = self.now(node).map_or(Status::NoData, |outcome| outcome.status);
        StatusView { close: self.close_call(self.entity, node), ..self.pen.status(status) }
    }
}
