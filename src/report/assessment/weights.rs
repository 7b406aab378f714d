//! The weights of an assessment: where they come from, and what others would do to its scores and the order of entities.

use super::sight::Sight;
use crate::method::sensitivity::Firmness;
use crate::report::address::Address;
use crate::report::firm::{OrderView, Tried};
use crate::report::pen::Pen;
use crate::report::view::Link;
use crate::report::weights::{Parent, WeightsView};
use crate::scorecard::{Assessment, Bands, EntityIndex, EntityTree, NodeIndex, Status};

impl Sight<'_> {
    /// Every group whose weights were worked out, the whole first, in the order of the YAML.
    pub fn weights(&self) -> Vec<WeightsView> {
        let own = self.own;
        let view = |(group, weighed): (&NodeIndex, _)| {
            let parent = Parent {
                pen: self.pen,
                bands: own.assessment.bands,
                weighed,
                children: self.parts(*group).into_iter().map(|part| self.link(part)).collect(),
                score: &|weights| own.appraisal.score_with(own.assessment, *group, weights),
            };
            if *group == Assessment::ROOT {
                return parent.view("weights".to_owned(), self.pen.say("weights.title", &[]));
            }
            let title = self.pen.say("weights.title-of", &[("group", &self.title(*group))]);
            parent.view(format!("weights-{}", own.assessment.factor(*group).id), title)
        };
        own.weighed.iter().map(view).collect()
    }

    /// How firm the order of the entities of each level is, the best first.
    pub fn orders(&self) -> Vec<OrderView> {
        let levels = self.trial().map_or(0, |firmness| firmness.orders.len());
        (0..levels).filter_map(|level| self.firm_order(level, &self.ranked(level))).collect()
    }

    /// The entities of a level that have a score, the best first.
    fn ranked(&self, level: usize) -> Vec<EntityIndex> {
        let order = self.trial().and_then(|firmness| firmness.orders.get(level)?.as_ref());
        let mut places: Vec<_> = order.map(|order| order.places.iter().collect()).unwrap_or_default();
        places.sort_by_key(|place: &&crate::method::sensitivity::Place| place.rank);
        places.into_iter().map(|place| place.entity).collect()
    }
}

impl<'a> Tried<'a> for Sight<'a> {
    fn pen(&self) -> Pen<'a> {
        self.pen
    }

    fn bands(&self) -> Bands {
        self.own.assessment.bands
    }

    fn trial(&self) -> Option<&'a Firmness> {
        self.own.firmness.as_ref()
    }

    fn entity(&self) -> EntityIndex {
        EntityTree::TOP
    }

    fn link_to(&self, node: NodeIndex) -> Link {
        self.link(node)
    }

    fn stands(&self, entity: EntityIndex, node: NodeIndex) -> (Option<f64>, Status) {
        let outcome = self.own.appraisal.current(entity, node);
        outcome.map_or((None, Status::NoData), |outcome| (outcome.score, outcome.status))
    }

    /// An entity has no page of its own here: the table of all of them.
    fn link_to_entity(&self, entity: EntityIndex) -> Link {
        let page = self.pen.href(Address::Assessment(self.at));
        Link { href: format!("{page}#entities"), title: self.pen.text(&self.own.entities.get(entity).title) }
    }
}
