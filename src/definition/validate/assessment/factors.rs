//! The tree of factors, parents before their children.

use super::super::super::decode::Spanned;
use super::super::super::raw;
use super::super::id::{self, Taken};
use super::super::weights::{self, Sibling};
use super::super::{Checker, plain_list, weighting};
use super::rated;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Assessment, Factor, NodeIndex, Operator, Rated};

/// Deeper trees nobody reads.
const DEEPEST: usize = 5;

/// Grows the factors of an assessment.
struct Tree<'c, 'a, 'h> {
    checker: &'c mut Checker<'a>,
    head: &'h mut Assessment,
    taken: Taken,
}

/// What holds for a list of factors: the mode of weights and the operator inherited, and how deep it lies.
#[derive(Clone, Copy)]
struct Inherited {
    weights: raw::Weights,
    operator: Operator,
    depth: usize,
}

/// Gives an assessment its factors.
pub(super) fn grow(checker: &mut Checker<'_>, raw: &raw::Assessment, head: &mut Assessment, name: &str, span: Span) {
    let operator = super::operator(checker, raw.operator.as_ref(), head.method);
    let list = checker.required(&raw.factors, "factors", name, span);
    let root = Factor { title: head.title.clone(), operator, span, ..nothing() };
    head.factors.push(root);
    let inherited = Inherited { weights: mode(raw.weights.as_ref()).unwrap_or_default(), operator, depth: 1 };
    let Some(list) = list else { return };
    let mut tree = Tree { checker, head, taken: Taken::default() };
    tree.list(Assessment::ROOT, list, (name, span), raw.weights.as_ref(), inherited);
    unused_panel(checker, raw, head, name);
}

/// How numbers on factors add up, where that is said.
fn mode(weights: Option<&Spanned<raw::WeightsField>>) -> Option<raw::Weights> {
    match weights.map(|weights| &weights.value) {
        Some(raw::WeightsField::Text(mode)) => Some(*mode),
        // A method is for the group's own factors.
        Some(raw::WeightsField::Map(_)) | None => None,
    }
}

/// The method that works weights out, and its place, where there is one.
fn method(weights: &Spanned<raw::WeightsField>) -> Option<(&raw::Weighting, Span)> {
    match &weights.value {
        raw::WeightsField::Map(raw) => Some((raw, weights.span)),
        raw::WeightsField::Text(_) => None,
    }
}

fn nothing() -> Factor {
    Factor {
        id: String::new(),
        title: crate::scorecard::Text::default(),
        description: None,
        owner: None,
        critical: false,
        consequence: None,
        remedy: None,
        operator: Operator::WeightedMean,
        edges: Vec::new(),
        weighting: None,
        rated: Rated::ByParts,
        span: Span::default(),
    }
}

/// Warns of a panel that nothing asks.
fn unused_panel(checker: &mut Checker<'_>, raw: &raw::Assessment, head: &Assessment, name: &str) {
    let asked = head.factors.iter().any(|factor| factor.rated == Rated::ByPanel);
    if let Some(panel) = raw.panel.as_ref().filter(|_| !asked) {
        let finding = Diagnostic::warning("panel-unused", format!("no factor of {name} is rated by its panel"));
        checker.report(finding.at(panel.span, "").help("delete `panel`, or the `measure` or `judgements` of a factor"));
    }
}

impl Tree<'_, '_, '_> {
    /// Gives a group its factors.
    fn list(
        &mut self,
        group: NodeIndex,
        list: &Spanned<Vec<Spanned<raw::Factor>>>,
        (name, span): (&str, Span),
        weights: Option<&Spanned<raw::WeightsField>>,
        inherited: Inherited,
    ) {
        if list.value.is_empty() && !self.checker.has_blamed(list.span) {
            let finding = Diagnostic::error("no-children", format!("{name} has no factors"));
            self.checker.report(finding.at(list.span, "nothing to rate").help("list at least one"));
        }
        if inherited.depth > DEEPEST {
            let finding = Diagnostic::error("factors-deep", format!("factors stand more than {DEEPEST} levels deep"));
            self.checker.report(finding.at(list.span, "").help("put them one level up"));
            return;
        }
        let siblings: Vec<Sibling> = list.value.iter().map(|raw| self.factor(raw, inherited)).collect();
        let Some((raw, method)) = weights.and_then(method) else {
            self.head.factors[group.0].edges = weights::edges(self.checker, name, span, inherited.weights, &siblings);
            return;
        };
        self.head.factors[group.0].edges = weights::unweighed(self.checker, name, method, &siblings);
        let items: Vec<String> = siblings.iter().map(|sibling| self.head.factors[sibling.child.0].id.clone()).collect();
        let weighting = weighting::weighting(self.checker, raw, method, name, &items);
        self.head.factors[group.0].weighting = weighting.map(Box::new);
    }

    fn factor(&mut self, raw: &Spanned<raw::Factor>, inherited: Inherited) -> Sibling {
        let fields = &raw.value;
        let (id, span) = id::checked(self.checker, &fields.id, "factor", raw.span);
        if let Some(id) = &id {
            self.taken.take(self.checker, id, span, "factor");
        }
        let name = id::called("factor", id.as_ref());
        let operator = match &fields.operator {
            Some(_) => super::operator(self.checker, fields.operator.as_ref(), self.head.method),
            None => inherited.operator,
        };
        let factor = Factor {
            id: id.unwrap_or_default(),
            title: self.checker.title(&fields.title, &name, span),
            description: self.checker.optional_text(fields.description.as_ref(), "description"),
            owner: self.checker.optional_text(fields.owner.as_ref(), "owner"),
            critical: fields.critical.unwrap_or(false),
            consequence: self.checker.optional_text(fields.consequence.as_ref(), "consequence"),
            remedy: self.checker.optional_text(fields.remedy.as_ref(), "remedy"),
            operator,
            span,
            rated: self.rated(raw, &name, span),
            ..nothing()
        };
        let place = self.head.factors.len();
        self.head.factors.push(factor);
        if let Some(list) = &fields.factors {
            let weights = mode(fields.weights.as_ref()).unwrap_or(inherited.weights);
            let below = Inherited { weights, operator, depth: inherited.depth + 1 };
            self.list(NodeIndex(place), list, (&name, span), fields.weights.as_ref(), below);
        }
        Sibling { name, span, weight: fields.weight.clone(), child: NodeIndex(place), scored: true }
    }

    /// Who rates a factor; reports several, and none.
    fn rated(&mut self, raw: &Spanned<raw::Factor>, name: &str, span: Span) -> Rated {
        let fields = &raw.value;
        let written = [
            ("factors", fields.factors.as_ref().map(|field| field.span)),
            ("measure", fields.measure.as_ref().map(|field| field.span)),
            ("judgements", fields.judgements.as_ref().map(|field| field.span)),
        ];
        let written: Vec<(&str, Span)> = written.into_iter().filter_map(|(field, at)| Some((field, at?))).collect();
        if written.len() > 1 {
            let names: Vec<&str> = written.iter().map(|(field, _)| *field).collect();
            let finding = Diagnostic::error("rated-twice", format!("{name} has {}", plain_list(&names)));
            let finding = written.iter().fold(finding, |finding, (field, at)| finding.at(*at, format!("`{field}`")));
            self.checker
                .report(finding.help("keep one: parts, a measure, or judgements; the panel rates what has none"));
        }
        match written.first() {
            Some(("factors", _)) => Rated::ByParts,
            Some(("measure", _)) => rated::by_measure(self.checker, fields, self.head.grades.len()),
            Some(_) => rated::by_judgement(self.checker, fields, self.head, name),
            None => {
                self.without_panel(name, span);
                Rated::ByPanel
            }
        }
    }

    fn without_panel(&mut self, name: &str, span: Span) {
        if self.head.panel.is_none() {
            let finding = Diagnostic::error("unrated", format!("nobody rates {name}")).at(span, "");
            let help = "add `panel: {sql: …}` to the assessment, or `judgements`, a `measure` or `factors` here";
            self.checker.report(finding.help(help));
        }
    }
}
