//! A survey: what it says of itself; what is made of its answers is read in [`instrument`].

mod instrument;
mod items;
mod quality;

use super::super::raw;
use super::results::Giver;
use super::scorecard::{Across, frequency};
use super::{Checker, entities, id};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Frequency, Instrument, ResultKind, Sql, Survey};
use id::Taken;
use items::Items;

/// A survey. `document` is the place of its first line.
pub(crate) fn survey(checker: &mut Checker<'_>, across: &mut Across, raw: &raw::Survey, document: Span) -> Survey {
    let (id, span) = id::checked(checker, &raw.id, "survey", document);
    if let Some(id) = &id {
        across.surveys.take(checker, id, span, "survey");
    }
    let name = id::called("survey", id.as_ref());
    let period = checker.required(&raw.period, "period", &name, span).copied().map(frequency);
    let (title, description) =
        (checker.title(&raw.title, &name, span), checker.optional_text(raw.description.as_ref(), "description"));
    let answers = checker.required(&raw.answers, "answers", &name, span);
    let asked = answers.and_then(|answers| checker.optional_text(answers.value.description.as_ref(), "description"));
    let answers = answers.and_then(|answers| {
        let whose = format!("the answers of {name}");
        let sql = checker.required(&answers.value.sql, "sql", &whose, answers.span)?;
        Some(checker.sql(sql, &whose))
    });
    let (items, instruments) = instruments(checker, raw, &name, span);
    Survey {
        id: id.unwrap_or_default(),
        title,
        description,
        frequency: period.unwrap_or(Frequency::Quarter),
        entities: raw.entities.as_ref().map(|entities| entities::entities(checker, entities)),
        min_group: raw.min_group.unwrap_or(checker.min_group),
        answers: answers.unwrap_or_default(),
        asked,
        invited: invited(checker, raw, &name),
        items,
        instruments,
        span,
    }
}

fn invited(checker: &mut Checker<'_>, raw: &raw::Survey, name: &str) -> Option<Sql> {
    let invited = raw.invited.as_ref()?;
    let whose = format!("the invitations of {name}");
    let sql = checker.required(&invited.value.sql, "sql", &whose, invited.span)?;
    Some(checker.sql(sql, &whose))
}

fn instruments(
    checker: &mut Checker<'_>,
    raw: &raw::Survey,
    name: &str,
    span: Span,
) -> (Vec<crate::scorecard::Item>, Vec<Instrument>) {
    let (mut items, mut taken, mut found) = (Items::default(), Taken::default(), Vec::new());
    let Some(list) = checker.required(&raw.instruments, "instruments", name, span) else {
        return (Vec::new(), found);
    };
    if list.value.is_empty() && !checker.has_blamed(list.span) {
        let finding = Diagnostic::error("no-instruments", format!("{name} makes nothing of its answers"));
        let help = "list at least one: `{id: recommend, title: …, method: nps}`";
        checker.report(finding.at(list.span, "no instrument").help(help));
    }
    for raw in &list.value {
        let instrument = instrument::instrument(checker, &mut items, &mut taken, &found, raw);
        found.extend(instrument);
    }
    (items.list, found)
}

/// What surveys give to measures.
pub(crate) fn givers(surveys: &[Survey]) -> impl Iterator<Item = Giver<'_>> {
    surveys.iter().map(|survey| Giver {
        kind: ResultKind::Survey,
        id: &survey.id,
        frequency: survey.frequency,
        whole: false,
        part: "figure",
        names: survey.names().collect(),
        measures: Vec::new(),
    })
}
