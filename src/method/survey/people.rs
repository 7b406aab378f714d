//! Answers taken in, one person after the other; what is wrong with them is told.

use std::collections::BTreeMap;

use super::Answered;
use super::findings::{Fault, Faults};
use crate::diagnostic::Findings;
use crate::scorecard::{EntityIndex, EntityTree, Importance, InstrumentMethod, ItemColumns, Period, Response, Survey};

/// What a person answered to an item.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Record {
    pub(super) value: Option<f64>,
    pub(super) expected: Option<f64>,
    pub(super) perceived: Option<f64>,
    pub(super) importance: Option<f64>,
}

/// Somebody who took part in a period.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) weight: f64,
    /// By the place of the item.
    pub(super) records: BTreeMap<usize, Record>,
}

/// All who took part.
pub(super) struct People<'a> {
    /// Every period somebody answered in, oldest first.
    pub(super) periods: Vec<Period>,
    /// By period, entity and respondent; somebody who answers for two entities is two. The order of rows does not show.
    pub(super) all: BTreeMap<(Period, EntityIndex, &'a str), Person>,
    /// How many were invited, by entity and period, that entity's own rows alone.
    pub(super) invited: BTreeMap<(Period, EntityIndex), f64>,
}

/// Takes in all answers.
pub(super) fn people<'a>(answered: Answered<'a>, findings: &mut Findings) -> People<'a> {
    let survey = answered.survey;
    let items: BTreeMap<&str, usize> = survey.items.iter().enumerate().map(|(at, item)| (&*item.id, at)).collect();
    let own = answered.entities.indexed().map(|(index, entity)| (entity.id.as_deref(), index));
    let mut entities: BTreeMap<Option<&str>, EntityIndex> = own.collect();
    entities.insert(None, EntityTree::TOP);
    let mut people = People { periods: Vec::new(), all: BTreeMap::new(), invited: BTreeMap::new() };
    let mut faults = Faults::default();
    let rated = rated(survey);
    for row in &answered.responses.rows {
        if let Err(fault) = people.take(survey, &rated, (&items, &entities), row) {
            faults.note(fault, row);
        }
    }
    for ((period, entity), count) in &answered.responses.invited {
        match entities.get(&entity.as_deref()) {
            Some(entity) if *count >= 0.0 => *people.invited.entry((*period, *entity)).or_default() += count,
            Some(_) => faults.note_invited(Fault::BadInvited, &count.to_string()),
            None => faults.note_invited(Fault::InvitedEntity, entity.as_deref().unwrap_or_default()),
        }
    }
    people.periods = people.all.keys().map(|(period, ..)| *period).collect();
    people.periods.dedup();
    faults.tell(answered, findings);
    people
}

/// Whether respondents say of an item how much it matters, by its place.
fn rated(survey: &Survey) -> Vec<bool> {
    let mut rated = vec![false; survey.items.len()];
    for instrument in &survey.instruments {
        if let InstrumentMethod::Map(items, Importance::Stated, _) = &instrument.method {
            for item in items {
                rated[*item] = true;
            }
        }
    }
    rated
}

impl<'a> People<'a> {
    fn take(
        &mut self,
        survey: &Survey,
        rated: &[bool],
        (items, entities): (&BTreeMap<&str, usize>, &BTreeMap<Option<&str>, EntityIndex>),
        row: &'a Response,
    ) -> Result<(), Fault> {
        let at = *items.get(row.item.as_str()).ok_or(Fault::UnknownItem)?;
        let entity = *entities.get(&row.entity.as_deref()).ok_or(Fault::UnknownEntity)?;
        let item = &survey.items[at];
        let gap = item.columns == ItemColumns::Gap;
        let (foreign, strange) = if gap { (row.value, None) } else { (row.expected, row.perceived) };
        if foreign.is_some() || strange.is_some() || (row.importance.is_some() && !rated[at]) {
            return Err(Fault::Mixed);
        }
        let (low, high) = item.scale;
        for number in [row.value, row.expected, row.perceived, row.importance].into_iter().flatten() {
            if !(low..=high).contains(&number) {
                return Err(Fault::Outside);
            }
            if item.whole && number.fract() != 0.0 {
                return Err(Fault::NotWhole);
            }
        }
        if !(row.weight.is_finite() && row.weight > 0.0) {
            return Err(Fault::BadWeight);
        }
        let key = (row.period, entity, row.respondent.as_str());
        let person = self.all.entry(key).or_insert_with(|| Person { weight: row.weight, records: BTreeMap::new() });
        if person.weight != row.weight {
            return Err(Fault::WeightVaries);
        }
        let Response { value, expected, perceived, importance, .. } = *row;
        let twice = person.records.insert(at, Record { value, expected, perceived, importance }).is_some();
        if twice { Err(Fault::Twice) } else { Ok(()) }
    }
}
