//! The nodes of a scorecard: perspectives, objectives and measures, parents before their children.

use std::collections::BTreeMap;

use super::super::decode::{Entries, Field, Spanned};
use super::super::raw;
use super::id::{self, Taken};
use super::weights::{self, Sibling};
use super::{Checker, disclosure, drives, feeds, framework, initiative, measure, timeline, weighting};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{
    Framework, Frequency, Initiative, Measure, Node, NodeDetail, NodeIndex, Period, Rollup, Scorecard, Silence, Text,
};

/// What a scorecard says for all its nodes.
pub(super) struct Common {
    pub(super) framework: Framework,
    pub(super) period: Option<Frequency>,
    pub(super) weights: raw::Weights,
    pub(super) rollup: Rollup,
    /// The group size below which values are withheld where a measure says nothing.
    pub(super) min_group: u32,
}

/// Grows the nodes of one scorecard.
pub(super) struct Graph<'c, 'a> {
    checker: &'c mut Checker<'a>,
    common: Common,
    pub(super) nodes: Vec<Node>,
    pub(super) initiatives: Vec<Initiative>,
    objective_ids: Taken,
    initiative_ids: Taken,
    /// Each objective with the ids it drives.
    drives: Vec<(NodeIndex, Vec<Spanned<String>>)>,
}

/// What all kinds of nodes have.
struct Shared {
    path: String,
    title: Text,
    description: Option<Text>,
    owner: Option<Text>,
    critical: Option<bool>,
    rollup: Option<raw::Rollup>,
    silences: Vec<Silence>,
    commentary: BTreeMap<Period, Text>,
    span: Span,
}

/// How scores add up, as the other stages know it.
pub(super) fn rollup(raw: raw::Rollup) -> Rollup {
    match raw {
        raw::Rollup::Mean => Rollup::Mean,
        raw::Rollup::Geometric => Rollup::Geometric,
        raw::Rollup::Worst => Rollup::Worst,
    }
}

impl<'c, 'a> Graph<'c, 'a> {
    /// Begins with the root.
    pub(super) fn new(checker: &'c mut Checker<'a>, common: Common, root: Node) -> Self {
        Self {
            checker,
            common,
            nodes: vec![root],
            initiatives: Vec::new(),
            objective_ids: Taken::default(),
            initiative_ids: Taken::default(),
            drives: Vec::new(),
        }
    }

    /// Adds all perspectives with what is below them; `weights` are those the scorecard itself has written.
    pub(super) fn grow(
        &mut self,
        name: &str,
        perspectives: &Spanned<Vec<Spanned<raw::Perspective>>>,
        weights: Option<&Spanned<raw::WeightsField>>,
    ) {
        if perspectives.value.is_empty() {
            self.childless(name, "perspectives", "list at least one", perspectives.span);
            return;
        }
        let weighed = weights.is_some_and(|weights| matches!(weights.value, raw::WeightsField::Map(_)));
        let feeds = feeds::feeds(self.checker, &perspectives.value, weighed);
        framework::levels(self.checker, self.common.framework, &perspectives.value);
        let mut taken = Taken::default();
        let mut places = vec![Scorecard::ROOT; perspectives.value.len()];
        let mut own = Vec::new();
        for at in &feeds.order {
            let raw = &perspectives.value[*at];
            let (place, objectives) = self.perspective(raw, &mut taken);
            places[*at] = place;
            own.push((*at, place, objectives));
        }
        for (at, place, mut siblings) in own {
            siblings.extend(feeds.feeders(at).map(|(from, weight)| self.feeder(places[from], weight)));
            self.join_perspective(&perspectives.value[at], place, &siblings);
        }
        self.join_root(name, &perspectives.value, &places, weights);
        drives::resolve(self.checker, &mut self.nodes, &self.drives);
    }

    fn feeder(&self, child: NodeIndex, weight: &Spanned<f64>) -> Sibling {
        let name = format!("the perspective `{}`", self.nodes[child.0].id());
        Sibling { name, span: weight.span, weight: Field::Given(weight.clone()), child, scored: true }
    }

    fn join_root(
        &mut self,
        name: &str,
        perspectives: &[Spanned<raw::Perspective>],
        places: &[NodeIndex],
        weights: Option<&Spanned<raw::WeightsField>>,
    ) {
        let siblings = perspectives.iter().zip(places).filter_map(|(raw, child)| {
            let weight = match (&raw.value.weight, &raw.value.feeds) {
                (Field::Given(weight), Field::Absent) => Field::Given(weight.clone()),
                (Field::Absent, Field::Given(_)) => return None,
                (Field::Absent, Field::Absent) if weights.is_some() => Field::Absent,
                // Neither, both or unreadable: reported, and the sum is not known.
                _ => Field::SetAside,
            };
            let name = format!("the perspective `{}`", self.nodes[child.0].id());
            Some(Sibling { name, span: self.nodes[child.0].span, weight, child: *child, scored: true })
        });
        let siblings: Vec<Sibling> = siblings.collect();
        self.join(Scorecard::ROOT, name, weights, &siblings);
    }

    /// Gives a node the edges to its children, by their own weights or by a method.
    fn join(
        &mut self,
        place: NodeIndex,
        name: &str,
        weights: Option<&Spanned<raw::WeightsField>>,
        siblings: &[Sibling],
    ) {
        let span = self.nodes[place.0].span;
        let mode = match weights.map(|weights| &weights.value) {
            Some(raw::WeightsField::Map(raw)) => {
                let method = weights.map_or(span, |weights| weights.span);
                self.nodes[place.0].edges = weights::unweighed(self.checker, name, method, siblings);
                let scored = siblings.iter().filter(|sibling| sibling.scored);
                let items: Vec<String> = scored.map(|sibling| self.nodes[sibling.child.0].id().to_owned()).collect();
                let weighting = weighting::weighting(self.checker, raw, method, name, &items);
                self.nodes[place.0].weighting = weighting.map(Box::new);
                return;
            }
            Some(raw::WeightsField::Text(mode)) => *mode,
            None => self.common.weights,
        };
        self.nodes[place.0].edges = weights::edges(self.checker, name, span, mode, siblings);
    }

    fn join_perspective(&mut self, raw: &Spanned<raw::Perspective>, place: NodeIndex, siblings: &[Sibling]) {
        let node = &self.nodes[place.0];
        let (name, span) = (format!("the perspective `{}`", node.id()), node.span);
        if siblings.is_empty() && !matches!(raw.value.objectives, Field::SetAside) {
            self.childless(&name, "objectives, and nothing feeds it", "add `objectives:`, or take it out", span);
        }
        self.join(place, &name, raw.value.weights.as_ref(), siblings);
    }

    fn childless(&mut self, name: &str, what: &str, help: &str, span: Span) {
        let finding = Diagnostic::error("no-children", format!("{name} has no {what}"));
        self.checker.report(finding.at(span, "nothing to score").help(help));
    }

    fn push(&mut self, shared: Shared, detail: NodeDetail) -> NodeIndex {
        let Shared { path, title, description, owner, critical, rollup: own, silences, commentary, span } = shared;
        let (critical, rollup) = (critical.unwrap_or(false), own.map_or(self.common.rollup, rollup));
        let edges = Vec::new();
        self.nodes.push(Node {
            path,
            title,
            description,
            owner,
            critical,
            rollup,
            edges,
            weighting: None,
            detail,
            commentary,
            silences,
            span,
        });
        NodeIndex(self.nodes.len() - 1)
    }

    fn perspective(&mut self, raw: &Spanned<raw::Perspective>, taken: &mut Taken) -> (NodeIndex, Vec<Sibling>) {
        let fields = &raw.value;
        let (id, span) = id::checked(self.checker, &fields.id, "perspective", raw.span);
        if let Some(id) = &id {
            taken.take(self.checker, id, span, "perspective");
            framework::check(self.checker, self.common.framework, id, span);
        }
        let path = id.unwrap_or_default();
        let shared = Shared {
            title: self.perspective_title(fields, &path, span),
            description: self.checker.optional_text(fields.description.as_ref(), "description"),
            owner: self.checker.optional_text(fields.owner.as_ref(), "owner"),
            critical: fields.critical,
            silences: self.checker.silences(fields.silence.as_ref()),
            commentary: self.commentary(fields.commentary.as_ref()),
            rollup: fields.rollup,
            path: path.clone(),
            span,
        };
        let place = self.push(shared, NodeDetail::Perspective);
        let objectives = fields.objectives.given().map(|list| list.value.as_slice()).unwrap_or_default();
        (place, objectives.iter().map(|objective| self.objective(objective, &path)).collect())
    }

    fn commentary(&mut self, raw: Option<&Entries<Spanned<raw::Text>>>) -> BTreeMap<Period, Text> {
        timeline::texts(self.checker, raw, "commentary", None, self.common.period)
    }

    fn perspective_title(&mut self, fields: &raw::Perspective, id: &str, span: Span) -> Text {
        let built_in = framework::title(self.common.framework, id);
        match (&fields.title, built_in) {
            (Some(title), _) => self.checker.text(title, "title"),
            (None, Some(built_in)) => built_in,
            (None, None) => self.checker.title(&Field::Absent, "a perspective of your own", span),
        }
    }

    fn objective(&mut self, raw: &Spanned<raw::Objective>, perspective: &str) -> Sibling {
        let fields = &raw.value;
        let (id, span) = id::checked(self.checker, &fields.id, "objective", raw.span);
        if let Some(id) = &id {
            self.objective_ids.take(self.checker, id, span, "objective");
        }
        let name = id::called("objective", id.as_ref());
        let id = id.unwrap_or_default();
        let shared = Shared {
            path: format!("{perspective}/{id}"),
            title: self.checker.title(&fields.title, &name, span),
            description: self.checker.optional_text(fields.description.as_ref(), "description"),
            owner: self.checker.optional_text(fields.owner.as_ref(), "owner"),
            critical: fields.critical,
            silences: self.checker.silences(fields.silence.as_ref()),
            commentary: self.commentary(fields.commentary.as_ref()),
            rollup: fields.rollup,
            span,
        };
        let path = shared.path.clone();
        let place = self.push(shared, NodeDetail::Objective { drives: Vec::new() });
        self.drives.push((place, fields.drives.clone().unwrap_or_default()));
        self.measures(raw, place, &name, &path);
        Sibling { name, span, weight: fields.weight.clone(), child: place, scored: true }
    }

    /// Adds the measures and initiatives of an objective.
    fn measures(&mut self, raw: &Spanned<raw::Objective>, place: NodeIndex, name: &str, path: &str) {
        let fields = &raw.value;
        let span = self.nodes[place.0].span;
        let list = fields.measures.given().map(|list| list.value.as_slice()).unwrap_or_default();
        match &fields.measures {
            Field::Given(list) if self.checker.has_blamed(list.span) => {}
            Field::SetAside => {}
            _ if list.is_empty() => self.childless(name, "measures", "add `measures:`, or take it out", span),
            _ => {}
        }
        let mut taken = Taken::default();
        let siblings: Vec<Sibling> = list.iter().map(|raw| self.measure(raw, path, &mut taken)).collect();
        self.join(place, name, fields.weights.as_ref(), &siblings);
        let known: Vec<(String, NodeIndex)> =
            siblings.iter().map(|sibling| (self.nodes[sibling.child.0].id().to_owned(), sibling.child)).collect();
        for raw in fields.initiatives.iter().flatten() {
            let found = initiative::initiative(self.checker, &mut self.initiative_ids, raw, place, &known);
            self.initiatives.push(found);
        }
    }

    fn measure(&mut self, raw: &Spanned<raw::Measure>, objective: &str, taken: &mut Taken) -> Sibling {
        let fields = &raw.value;
        let (id, span) = id::checked(self.checker, &fields.id, "measure", raw.span);
        if let Some(id) = &id {
            taken.take(self.checker, id, span, "measure");
        }
        let name = id::called("measure", id.as_ref());
        let id = id.unwrap_or_default();
        let shared = Shared {
            path: format!("{objective}/{id}"),
            title: self.checker.title(&fields.title, &name, span),
            description: self.checker.optional_text(fields.description.as_ref(), "description"),
            owner: self.checker.optional_text(fields.owner.as_ref(), "owner"),
            critical: fields.critical,
            silences: self.checker.silences(fields.silence.as_ref()),
            commentary: BTreeMap::new(),
            rollup: None,
            span,
        };
        let disclosure = disclosure::disclosure(self.checker, fields, &name, self.common.min_group);
        let measure = measure::measure(self.checker, fields, &name, span, self.common.period);
        let measure = Measure { disclosure, ..measure };
        let scored = fields.scoring.given().is_none_or(|word| word.value != raw::ScoringWord::None);
        let child = self.push(shared, NodeDetail::Measure(Box::new(measure)));
        Sibling { name, span, weight: fields.weight.clone(), child, scored }
    }
}
