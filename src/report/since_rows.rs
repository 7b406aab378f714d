//! The tables of the page "since the last publication": nodes and entities that stand differently.

use serde::Serialize;

use super::bridge::points;
use super::difference::ShownDifference;
use super::number::NumberFormat;
use super::since::{Told, name};
use super::view::{Link, Quantity, StatusView};
use crate::compare::{EntityDifference, Named, NodeDifference, Standing};
use crate::scorecard::{Bands, NodeIndex};

/// A node that stands differently, or is defined differently.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SinceRow {
    /// Where it leads.
    pub link: Link,
    /// How deep it stands, the scorecard at 0.
    pub depth: usize,
    /// Its score as it was.
    pub before: Option<Quantity>,
    /// Its score as it is.
    pub score: Option<Quantity>,
    /// `−1.1`, the difference of the scores as shown.
    pub change: Option<String>,
    /// `data −0.9, weights −0.2`; adds up to the change.
    pub because: String,
    /// How it stood.
    pub from: StatusView,
    /// How it stands.
    pub to: StatusView,
    /// `81.7 % → 80.2 %`, `coverage 99 % → 85 %`, `defined differently: SQL`.
    pub about: Vec<String>,
    /// Unrounded, to be taken away.
    #[serde(skip)]
    pub difference: NodeDifference,
}

/// An entity whose scorecard stands differently.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntitySince {
    /// Its name; leads nowhere when it is gone.
    pub link: Link,
    /// Its score as it was.
    pub before: Option<Quantity>,
    /// Its score as it is.
    pub score: Option<Quantity>,
    /// `−1.1`
    pub change: Option<String>,
    /// How it stood; `None` when it was not there.
    pub from: Option<StatusView>,
    /// How it stands; `None` when it is no longer there.
    pub to: Option<StatusView>,
    /// Unrounded, to be taken away.
    #[serde(skip)]
    pub difference: EntityDifference,
}

impl Told<'_, '_> {
    pub(super) fn row(&self, node: &NodeDifference) -> SinceRow {
        let (pen, shown, bands) = (self.sheet.pen, self.shown(node), self.since.difference.bands);
        let named = Named { id: node.id.clone(), title: node.title.clone() };
        let nowhere = || Link { href: String::new(), title: name(pen, &named) };
        let format = NumberFormat::score(pen.locale());
        SinceRow {
            link: self.link(&node.id).unwrap_or_else(nowhere),
            depth: if node.id.is_empty() { 0 } else { node.id.matches('/').count() + 1 },
            before: node.old.score.map(|score| pen.score_quantity(score, bands.0)),
            score: node.new.score.map(|score| pen.score_quantity(score, bands.1)),
            change: shown.change.map(|tenths| format.change(points(tenths))),
            because: self.because(&shown),
            from: pen.status(node.old.status),
            to: pen.status(node.new.status),
            about: self.about(node),
            difference: node.clone(),
        }
    }

    fn because(&self, shown: &ShownDifference) -> String {
        self.causes(shown).join(&self.sheet.pen.say("since.separator", &[]))
    }

    /// What else is different: values, target, coverage, definition.
    fn about(&self, node: &NodeDifference) -> Vec<String> {
        let pen = self.sheet.pen;
        let index = self.sheet.scorecard().find(&node.id).filter(|index| self.sheet.measure(*index).is_some());
        let values = index.filter(|_| node.change.is_some() || node.old.actual.is_some() || node.new.actual.is_some());
        let values = values.into_iter().flat_map(|index| self.values(index, &node.old, &node.new));
        let (was, is) = (pen.share_text(node.old.coverage), pen.share_text(node.new.coverage));
        let coverage = (was != is).then(|| pen.say("since.coverage", &[("was", &was), ("is", &is)]));
        let defined = node.definition.iter().map(|what| pen.say(&format!("since.defined.{what}"), &[]));
        let defined: Vec<String> = defined.collect();
        let defined = (!defined.is_empty()).then(|| pen.say("since.defined", &[("what", &pen.words.list(&defined))]));
        values.chain(coverage).chain(defined).collect()
    }

    fn values(&self, index: NodeIndex, old: &Standing, new: &Standing) -> Vec<String> {
        let pen = self.sheet.pen;
        let all = [old.actual, new.actual, old.target, new.target];
        let format = self.sheet.computed_format(index, &all.into_iter().flatten().collect::<Vec<_>>());
        let text = |value: Option<f64>| value.map_or_else(|| pen.say("none", &[]), |value| format.full(value));
        let moved = |key: &str, was: Option<f64>, is: Option<f64>| {
            (was != is).then(|| pen.say(key, &[("was", &text(was)), ("is", &text(is))]))
        };
        let both = [("since.values", old.actual, new.actual), ("since.targets", old.target, new.target)];
        both.into_iter().filter_map(|(key, was, is)| moved(key, was, is)).collect()
    }

    pub(super) fn entity(&self, entity: &EntityDifference) -> EntitySince {
        let (pen, bands) = (self.sheet.pen, self.since.difference.bands);
        let entities = self.sheet.card.entities;
        let index = entities.indexed().find(|(_, each)| each.id.as_deref() == Some(&entity.id)).map(|(index, _)| index);
        let named = Named { id: entity.id.clone(), title: entity.title.clone() };
        let gone = || Link { href: String::new(), title: name(pen, &named) };
        let score = |standing: Option<Standing>, bands: Bands| {
            standing.and_then(|s| s.score).map(|score| pen.score_quantity(score, bands))
        };
        let change = entity.old.zip(entity.new).and_then(|(o, n)| ShownDifference::between(&o, &n, bands).change);
        EntitySince {
            link: index.map_or_else(gone, |index| self.sheet.entity_link(index)),
            before: score(entity.old, bands.0),
            score: score(entity.new, bands.1),
            change: change.map(|tenths| NumberFormat::score(pen.locale()).change(points(tenths))),
            from: entity.old.map(|old| pen.status(old.status)),
            to: entity.new.map(|new| pen.status(new.status)),
            difference: entity.clone(),
        }
    }
}
