//! What the scores would be in a mixture of two editions: the weights of one, the values of the other.

use std::collections::BTreeMap;

use super::causes::{Cause, Mixture};
use super::edition::{Edition, MeasureEdition, NodeEdition};
use crate::evaluate::curve::Curve;
use crate::evaluate::frame::{Frame, FrameNode};

/// What a measure's value would be with the data of one edition and the definition of the other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rerun {
    /// The new data read by the old definition.
    pub new_data: Option<f64>,
    /// The old data read by the new definition.
    pub new_definition: Option<f64>,
}

/// By path of the measure.
pub type Reruns = BTreeMap<String, Rerun>;

/// Two editions of one scorecard.
pub(super) struct Pair<'a> {
    pub(super) old: &'a Edition,
    pub(super) new: &'a Edition,
    pub(super) reruns: &'a Reruns,
}

impl Pair<'_> {
    /// The score of every node that both editions have, by path, for each mixture in the order of [`Mixture::all`].
    ///
    /// A mixture in which a node has no score counts as the old state, so that it moves nothing.
    pub(super) fn values(&self) -> BTreeMap<&str, Vec<f64>> {
        let mixtures: Vec<BTreeMap<&str, f64>> = Mixture::all().map(|mixture| self.scores(mixture)).collect();
        let shared = self.old.nodes.iter().filter(|node| self.new.node(&node.id).is_some());
        let values = shared.filter_map(|node| {
            let start = *mixtures.first()?.get(node.id.as_str())?;
            let of = |scores: &BTreeMap<&str, f64>| scores.get(node.id.as_str()).copied().unwrap_or(start);
            Some((node.id.as_str(), mixtures.iter().map(of).collect()))
        });
        values.collect()
    }

    fn scores(&self, mixture: Mixture) -> BTreeMap<&str, f64> {
        let structure = if mixture.has(Cause::Weights) { self.new } else { self.old };
        let policy = if mixture.has(Cause::Policy) { self.new } else { self.old };
        let at: BTreeMap<&str, usize> =
            structure.nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
        let nodes = structure.nodes.iter().map(|node| self.frame_node(node, policy, mixture, &at)).collect();
        let frame = Frame { bands: policy.bands, min_coverage: policy.min_coverage, nodes };
        let measures: Vec<Option<f64>> = structure.nodes.iter().map(|node| self.score(node, mixture)).collect();
        let scores = structure.nodes.iter().zip(frame.scores(&measures));
        scores.filter_map(|(node, score)| Some((node.id.as_str(), score?))).collect()
    }

    fn frame_node(
        &self,
        node: &NodeEdition,
        policy: &Edition,
        mixture: Mixture,
        at: &BTreeMap<&str, usize>,
    ) -> FrameNode {
        let children = node.children.iter().filter_map(|(child, weight)| Some((*at.get(child.as_str())?, *weight)));
        FrameNode {
            rollup: policy.node(&node.id).unwrap_or(node).rollup,
            children: node.measure.is_none().then(|| children.collect()),
            counts: self.scoring(node, mixture).is_some_and(|measure| measure.counts),
        }
    }

    /// The edition of a measure whose curve is in force in a mixture.
    fn scoring<'a>(&'a self, node: &'a NodeEdition, mixture: Mixture) -> Option<&'a MeasureEdition> {
        let side = if mixture.has(Cause::Target) { self.new } else { self.old };
        side.node(&node.id).unwrap_or(node).measure.as_ref()
    }

    fn score(&self, node: &NodeEdition, mixture: Mixture) -> Option<f64> {
        let scoring = self.scoring(node, mixture)?;
        let curve = Curve::through(scoring.anchors.clone(), scoring.steps)?;
        self.actual(node, mixture).map(|actual| curve.score(actual))
    }

    /// The value of a measure in a mixture; one that only one edition has keeps it.
    fn actual(&self, node: &NodeEdition, mixture: Mixture) -> Option<f64> {
        let measure = |edition: &Edition| edition.node(&node.id).and_then(|node| node.measure.clone());
        let (Some(old), Some(new)) = (measure(self.old), measure(self.new)) else {
            return node.measure.as_ref()?.actual;
        };
        let data = old.data != new.data || self.old.period != self.new.period;
        let definition = if old.query == new.query { Cause::Policy } else { Cause::Query };
        let defined = old.query != new.query || old.rules != new.rules;
        let pick = |came: bool| if came { new.actual } else { old.actual };
        match (data, defined) {
            (true, false) => pick(mixture.has(Cause::Data)),
            (false, _) => pick(mixture.has(definition)),
            (true, true) => match self.reruns.get(&node.id) {
                None => pick(mixture.has(Cause::Together)),
                Some(rerun) => match (mixture.has(Cause::Data), mixture.has(definition)) {
                    (false, false) => old.actual,
                    (true, false) => rerun.new_data,
                    (false, true) => rerun.new_definition,
                    (true, true) => new.actual,
                },
            },
        }
    }
}

/// The measures whose value only a rerun can take apart: data and definition both changed.
pub fn unclear(old: &Edition, new: &Edition) -> Vec<String> {
    let both = |node: &&NodeEdition| {
        let (Some(was), Some(is)) = (old.node(&node.id).and_then(|node| node.measure.as_ref()), node.measure.as_ref())
        else {
            return false;
        };
        let data = was.data != is.data || old.period != new.period;
        data && (was.query != is.query || was.rules != is.rules)
    };
    new.nodes.iter().filter(both).map(|node| node.id.clone()).collect()
}
