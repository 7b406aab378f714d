//! Answers counted: one pass over them, into cells of entity, period and factor.

use std::collections::{BTreeMap, BTreeSet};

use super::Evidence;
use super::findings::{Fault, Faults};
use crate::diagnostic::Findings;
use crate::method::membership;
use crate::scorecard::{Answer, EntityIndex, EntityTree, Locale, NodeIndex, Period, Rated, Said};

/// What was counted, by entity, then period, then factor.
pub(super) struct Tally {
    periods: usize,
    factors: usize,
    grades: usize,
    /// How many answers.
    answers: Vec<u32>,
    /// How many people.
    raters: Vec<u32>,
    /// Sums of memberships, one a grade in each cell.
    sums: Vec<f64>,
    /// By entity and period: how many people were asked.
    asked: Vec<u32>,
}

impl Tally {
    fn empty(evidence: Evidence, periods: usize) -> Self {
        let (factors, grades) = (evidence.assessment.factors.len(), evidence.assessment.grades.len());
        let places = evidence.entities.len() * periods;
        let cells = places * factors;
        let (answers, raters, asked) = (vec![0; cells], vec![0; cells], vec![0; places]);
        Self { periods, factors, grades, answers, raters, sums: vec![0.0; cells * grades], asked }
    }

    fn place(&self, entity: EntityIndex, period: usize) -> usize {
        entity.0 * self.periods + period
    }

    fn cell(&self, entity: EntityIndex, period: usize, factor: NodeIndex) -> usize {
        self.place(entity, period) * self.factors + factor.0
    }

    /// How many answers there are, and how many people gave them.
    pub(super) fn count(&self, entity: EntityIndex, period: usize, factor: NodeIndex) -> (u32, u32) {
        let cell = self.cell(entity, period, factor);
        (self.answers[cell], self.raters[cell])
    }

    /// How many people were asked.
    pub(super) fn asked(&self, entity: EntityIndex, period: usize) -> u32 {
        self.asked[self.place(entity, period)]
    }

    /// The mean of what the answers belong to; `None` without answers.
    pub(super) fn memberships(&self, entity: EntityIndex, period: usize, factor: NodeIndex) -> Option<Vec<f64>> {
        let cell = self.cell(entity, period, factor);
        let answers = f64::from(self.answers[cell]);
        let sums = &self.sums[cell * self.grades..][..self.grades];
        (answers > 0.0).then(|| sums.iter().map(|sum| sum / answers).collect())
    }
}

/// What names in answers mean.
struct Names<'a> {
    factors: BTreeMap<&'a str, NodeIndex>,
    /// By id and by title in either language.
    grades: BTreeMap<&'a str, usize>,
    entities: BTreeMap<Option<&'a str>, EntityIndex>,
    periods: BTreeMap<Period, usize>,
    knots: Vec<f64>,
    /// By entity: itself and all above it.
    lines: Vec<Vec<EntityIndex>>,
}

impl<'a> Names<'a> {
    fn new(evidence: Evidence<'a>, periods: &[Period]) -> Self {
        let assessment = evidence.assessment;
        let mut grades = BTreeMap::new();
        for (place, grade) in assessment.grades.iter().enumerate() {
            for locale in Locale::ALL {
                grades.entry(grade.title.get(locale)).or_insert(place);
            }
        }
        // Ids win over titles.
        grades.extend(assessment.grades.iter().enumerate().map(|(place, grade)| (grade.id.as_str(), place)));
        let entities = evidence.entities.indexed().map(|(index, entity)| (entity.id.as_deref(), index));
        let mut entities: BTreeMap<_, _> = entities.collect();
        entities.insert(None, EntityTree::TOP);
        Self {
            factors: assessment.indexed().skip(1).map(|(index, factor)| (factor.id.as_str(), index)).collect(),
            grades,
            entities,
            periods: periods.iter().enumerate().map(|(place, period)| (*period, place)).collect(),
            knots: assessment.grades.iter().map(|grade| grade.at).collect(),
            lines: evidence.entities.indexed().map(|(index, _)| line(evidence.entities, index)).collect(),
        }
    }

    /// How far an answer belongs to each grade; `None` for none.
    fn memberships(&self, said: &Said) -> Result<Option<Vec<f64>>, Fault> {
        match said {
            Said::Nothing => Ok(None),
            Said::Grade(word) => {
                let place = *self.grades.get(word.as_str()).ok_or(Fault::UnknownGrade)?;
                Ok(Some((0..self.knots.len()).map(|at| if at == place { 1.0 } else { 0.0 }).collect()))
            }
            Said::Number(number) => {
                let lowest = self.knots.iter().copied().fold(f64::INFINITY, f64::min);
                let highest = self.knots.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let within = (lowest..=highest).contains(number);
                within.then(|| membership::from_number(*number, &self.knots)).ok_or(Fault::Outside)
            }
        }
    }
}

/// An entity and all above it.
pub(super) fn line(entities: &EntityTree, entity: EntityIndex) -> Vec<EntityIndex> {
    let mut found = vec![entity];
    while let Some(parent) = found.last().and_then(|last| entities.get(*last).parent) {
        found.push(parent);
    }
    found
}

/// Counts the answers of a panel; pushes what is wrong with them.
pub(super) fn tally(evidence: Evidence, periods: &[Period], findings: &mut Findings) -> Tally {
    let names = Names::new(evidence, periods);
    let mut counter = Counter {
        evidence,
        tally: Tally::empty(evidence, periods.len()),
        people: BTreeMap::new(),
        given: BTreeSet::new(),
        rated: BTreeSet::new(),
        asked: BTreeSet::new(),
    };
    let mut faults = Faults::default();
    for answer in &evidence.panel.answers {
        if let Err(fault) = counter.take(&names, answer) {
            faults.note(fault, answer);
        }
    }
    faults.tell(evidence, findings);
    counter.tally
}

/// Takes in one answer after the other.
struct Counter<'a> {
    evidence: Evidence<'a>,
    tally: Tally,
    /// A number for each person; one who answers for two entities is two.
    people: BTreeMap<(EntityIndex, &'a str), u32>,
    /// (person, factor, period, item) of each row.
    given: BTreeSet<(u32, NodeIndex, usize, Option<&'a str>)>,
    /// (person, factor, period) of each answer.
    rated: BTreeSet<(u32, NodeIndex, usize)>,
    /// (person, period) of each row.
    asked: BTreeSet<(u32, usize)>,
}

impl<'a> Counter<'a> {
    fn take(&mut self, names: &Names, answer: &'a Answer) -> Result<(), Fault> {
        let factor = *names.factors.get(answer.factor.as_str()).ok_or(Fault::UnknownFactor)?;
        if self.evidence.assessment.factor(factor).rated != Rated::ByPanel {
            return Err(Fault::RatedOtherwise);
        }
        let entity = *names.entities.get(&answer.entity.as_deref()).ok_or(Fault::UnknownEntity)?;
        let memberships = names.memberships(&answer.said)?;
        let period = names.periods.get(&answer.period).copied().unwrap_or(0);
        let next = self.people.len() as u32;
        let person = *self.people.entry((entity, answer.rater.as_str())).or_insert(next);
        if !self.given.insert((person, factor, period, answer.item.as_deref())) {
            return Err(Fault::Twice);
        }
        let newly_asked = self.asked.insert((person, period));
        let first = memberships.is_some() && self.rated.insert((person, factor, period));
        for above in &names.lines[entity.0] {
            let place = self.tally.place(*above, period);
            self.tally.asked[place] += u32::from(newly_asked);
            let Some(memberships) = &memberships else { continue };
            let cell = self.tally.cell(*above, period, factor);
            self.tally.answers[cell] += 1;
            self.tally.raters[cell] += u32::from(first);
            let sums = &mut self.tally.sums[cell * names.knots.len()..];
            sums.iter_mut().zip(memberships).for_each(|(sum, membership)| *sum += membership);
        }
        Ok(())
    }
}
