//! Small groups: what few people said of a factor is withheld, and what more has to be so that it cannot be worked out.
//!
//! A factor that is withheld counts as missing: its weight goes to its siblings, so no score of a group tells it. People
//! of an entity count for all above it, so the same factor of a parent less what is shown below it is what is hidden:
//! where fewer people than the least are, the next smallest entity is withheld as well, and everything below it.

use super::Evidence;
use super::outcome::{Appraisal, Outcome};
use crate::scorecard::{EntityIndex, NodeIndex, Rated, Status};

/// Withholds what rests on fewer people than the assessment's least, in every period.
pub(super) fn withhold(evidence: Evidence, appraisal: &mut Appraisal) {
    let least = evidence.assessment.min_group;
    if least == 0 {
        return;
    }
    for period in 0..appraisal.periods.len() {
        for (factor, own) in evidence.assessment.leaves() {
            if own.rated == Rated::ByPanel {
                Layer { evidence, appraisal, period, factor, least }.withhold();
            }
        }
    }
}

/// One factor in one period, for all entities.
struct Layer<'a, 'b> {
    evidence: Evidence<'a>,
    appraisal: &'b mut Appraisal,
    period: usize,
    factor: NodeIndex,
    least: u32,
}

impl Layer<'_, '_> {
    fn at(&self, entity: EntityIndex) -> usize {
        self.appraisal.at(entity, self.period) + self.factor.0
    }

    fn people(&self, entity: EntityIndex) -> u32 {
        self.appraisal.outcomes[self.at(entity)].raters
    }

    /// Parents stand before their children.
    fn withhold(&mut self) {
        let entities: Vec<EntityIndex> = self.evidence.entities.indexed().map(|(entity, _)| entity).collect();
        let mut hidden: Vec<bool> = entities.iter().map(|entity| self.is_few(self.people(*entity))).collect();
        for entity in &entities {
            self.protect(*entity, &mut hidden);
        }
        for entity in entities.into_iter().filter(|entity| hidden[entity.0]) {
            let at = self.at(entity);
            self.appraisal.outcomes[at] = Outcome { status: Status::Withheld, ..Outcome::missing() };
        }
    }

    fn is_few(&self, people: u32) -> bool {
        people > 0 && people < self.least
    }

    /// Withholds what would give away something below an entity, or what was said for it alone.
    fn protect(&self, entity: EntityIndex, hidden: &mut [bool]) {
        let mut parts = self.evidence.entities.get(entity).children.clone();
        if hidden[entity.0] {
            // What stands below adds up to it.
            for part in parts {
                hidden[part.0] = self.people(part) > 0;
            }
            return;
        }
        // The sort is stable: of equal groups the first goes first.
        parts.sort_by_key(|part| self.people(*part));
        let shown: u32 = parts.iter().filter(|part| !hidden[part.0]).map(|part| self.people(*part)).sum();
        let mut kept_back = self.people(entity).saturating_sub(shown);
        for part in parts {
            if self.is_few(kept_back) && !hidden[part.0] && self.people(part) > 0 {
                kept_back += self.people(part);
                hidden[part.0] = true;
            }
        }
    }
}
