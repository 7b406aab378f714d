//! Surveys: evaluated, and what they give to measures.

use super::documents::Given;
use super::pipeline::{Opened, Wanted, entities_of};
use crate::diagnostic::Findings;
use crate::engine::Engine as _;
use crate::method::survey::{self, Answered, Surveyed};
use crate::scorecard::{EntityTree, Responses, ResultRef, ResultValue, Survey};

/// One survey, evaluated.
pub(super) struct Answers {
    pub(super) entities: EntityTree,
    pub(super) responses: Responses,
    pub(super) surveyed: Surveyed,
}

/// Evaluates a survey; `None` where an error stood in the way.
pub(super) fn evaluate(opened: &Opened, survey: &Survey, wanted: &Wanted, findings: &mut Findings) -> Option<Answers> {
    let entities = entities_of(opened, survey.entities.as_ref(), findings);
    let responses = opened.engine.responses(survey, findings);
    let (entities, responses) = (entities?, responses?);
    let (surveyed, found) =
        survey::evaluate(Answered { survey, entities: &entities, responses: &responses }, wanted.all);
    findings.extend(found);
    Some(Answers { surveyed: surveyed?, entities, responses })
}

/// A figure of a survey, for a measure. What is withheld is not given.
pub(super) fn given(survey: &Survey, done: &Answers, from: &ResultRef) -> Option<Given> {
    let part = done.surveyed.named(survey, from.name.as_deref()?)?;
    let Responses { tables, models, readings, private, .. } = done.responses.clone();
    let mut values = Vec::new();
    for (entity, own) in done.entities.indexed() {
        for period in done.surveyed.periods.iter().copied() {
            let Some(figure) = done.surveyed.figure(entity, period, part) else { continue };
            let Some(estimate) = figure.estimate else { continue };
            let (n, is_top) = (Some(f64::from(figure.n)), entity == EntityTree::TOP);
            values.push(ResultValue { period, entity: own.id.clone(), is_top, value: estimate.value, n });
        }
    }
    Some(Given { values, tables, models, readings, private })
}
