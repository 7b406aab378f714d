//! The factors that are rated themselves: by the panel, by a measure, by judgement.

use super::findings;
use super::outcome::{Appraisal, Outcome};
use super::tally::{Tally, line};
use super::{Evidence, Measured};
use crate::diagnostic::Findings;
use crate::evaluate::digits::points;
use crate::method::{agreement, fuzzy, maturity, membership};
use crate::scorecard::{
    Assessment, AssessmentMethod, EntityIndex, Factor, Judgement, MeasureRef, NodeIndex, Period, Rated,
};

/// Gives every leaf its outcome, entities below before those above.
pub(super) fn rate(evidence: Evidence, tally: &Tally, appraisal: &mut Appraisal) {
    let entities: Vec<EntityIndex> = evidence.entities.indexed().map(|(index, _)| index).rev().collect();
    for entity in entities {
        for period in 0..appraisal.periods.len() {
            for (index, factor) in evidence.assessment.leaves() {
                let rater = Rater { evidence, tally, appraisal, entity, period, index };
                let outcome = scored(evidence.assessment, rater.outcome(factor));
                let at = appraisal.at(entity, period) + index.0;
                appraisal.outcomes[at] = outcome;
            }
        }
    }
}

/// Completes the outcome of a leaf by what follows from its memberships.
fn scored(assessment: &Assessment, outcome: Outcome) -> Outcome {
    let score = fuzzy::score(&outcome.memberships, &assessment.scores()).map(points);
    let is_maturity = assessment.method == AssessmentMethod::Maturity;
    let level = is_maturity.then(|| maturity::level(&outcome.memberships)).flatten();
    let reached = level.and_then(|level| maturity::maturity(&[(level, 1.0)])).map(|found| found.reached);
    let coverage = if score.is_some() { 1.0 } else { 0.0 };
    Outcome { score, level, reached, coverage, status: assessment.bands.status(score), ..outcome }
}

/// Rates one leaf for one entity and period.
struct Rater<'a> {
    evidence: Evidence<'a>,
    tally: &'a Tally,
    appraisal: &'a Appraisal,
    entity: EntityIndex,
    period: usize,
    index: NodeIndex,
}

impl Rater<'_> {
    fn outcome(&self, factor: &Factor) -> Outcome {
        match &factor.rated {
            Rated::ByPanel => self.by_panel(),
            Rated::ByMeasure(measure) => self.by_measure(measure),
            Rated::ByJudgement(list) => self.by_judgement(list),
            Rated::ByParts => Outcome::missing(),
        }
    }

    fn by_panel(&self) -> Outcome {
        let (answers, raters) = self.tally.count(self.entity, self.period, self.index);
        let memberships = self.tally.memberships(self.entity, self.period, self.index).unwrap_or_default();
        Outcome {
            agreement: (answers > 1).then(|| agreement::consensus(&memberships)).flatten(),
            missing: self.tally.asked(self.entity, self.period).saturating_sub(raters),
            memberships,
            answers,
            raters,
            ..Outcome::missing()
        }
    }

    fn by_measure(&self, measure: &MeasureRef) -> Outcome {
        let id = self.evidence.entities.get(self.entity).id.clone();
        let values: Option<&_> = Measured::get(self.evidence.measured, &self.index);
        let number = values.and_then(|values| values.get(&(id, self.period()))).copied();
        let scores = self.evidence.assessment.scores();
        let knots = if measure.knots.is_empty() { &scores } else { &measure.knots };
        let memberships = number.and_then(|number| membership::from_number(number, knots)).unwrap_or_default();
        Outcome { memberships, number, ..Outcome::missing() }
    }

    /// Its own judgement, or one of an entity above; without any the mean of those below.
    fn by_judgement(&self, list: &[Judgement]) -> Outcome {
        let grades = self.evidence.assessment.grades.len();
        if let Some(place) = self.in_force(list) {
            let memberships = (0..grades).map(|grade| if grade == list[place].grade { 1.0 } else { 0.0 }).collect();
            return Outcome { memberships, judgement: Some(place), ..Outcome::missing() };
        }
        let below = self.evidence.entities.get(self.entity).children.iter();
        let below = below.map(|child| &self.appraisal.outcomes[self.appraisal.at(*child, self.period) + self.index.0]);
        let rows: Vec<Vec<f64>> =
            below.map(|outcome| outcome.memberships.clone()).filter(|row| !row.is_empty()).collect();
        let weights = vec![1.0 / rows.len() as f64; rows.len()];
        let memberships = fuzzy::compose(crate::scorecard::Operator::WeightedMean, &weights, &rows);
        Outcome { memberships, ..Outcome::missing() }
    }

    /// The latest judgement made by the end of the period; of several then, the one nearest to the entity.
    fn in_force(&self, list: &[Judgement]) -> Option<usize> {
        let entities = self.evidence.entities;
        let line = line(entities, self.entity);
        let nearness = |judgement: &Judgement| match &judgement.entity {
            None => Some(line.len()),
            Some(id) => line.iter().position(|entity| entities.get(*entity).id.as_ref() == Some(id)),
        };
        let end = self.period();
        let made = list.iter().enumerate().filter(|(_, judgement)| judgement.when.ending_in(end.frequency()) <= end);
        let about = made.filter_map(|(place, judgement)| Some((place, judgement.when.days().1, nearness(judgement)?)));
        about.max_by_key(|(place, when, near)| (*when, std::cmp::Reverse(*near), *place)).map(|(place, ..)| place)
    }

    fn period(&self) -> Period {
        self.appraisal.periods[self.period]
    }
}

/// Reports judgements of entities there are not.
pub(super) fn check_judgements(evidence: Evidence, findings: &mut Findings) {
    for factor in &evidence.assessment.factors {
        let Rated::ByJudgement(list) = &factor.rated else { continue };
        for judgement in list {
            let Some(id) = &judgement.entity else { continue };
            if evidence.entities.find(Some(id)).is_none() {
                findings.push(findings::unknown_entity(evidence, id, judgement.span));
            }
        }
    }
}
