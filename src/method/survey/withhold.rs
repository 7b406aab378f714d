//! Small groups: figures of few people are withheld, and others that would give them away.

use super::Answered;
use super::outcome::Surveyed;
use crate::scorecard::EntityIndex;

/// Withholds figures of fewer people than the survey's `min_group`.
///
/// Where the figure of the entity above and those of the siblings would give withheld ones away together, and these are
/// still fewer, the next smallest sibling goes too. What is below an entity has fewer people and goes with it.
pub(super) fn withhold(answered: Answered, surveyed: &mut Surveyed) {
    let least = answered.survey.min_group;
    if least == 0 {
        return;
    }
    for period in 0..surveyed.periods.len() {
        for part in 0..surveyed.parts.len() {
            let mut group = Group { surveyed, period, part, least };
            for (entity, own) in answered.entities.indexed() {
                group.hide_small(entity);
                group.protect(entity, &own.children);
            }
        }
    }
}

/// One figure in one period.
struct Group<'a> {
    surveyed: &'a mut Surveyed,
    period: usize,
    part: usize,
    least: u32,
}

impl Group<'_> {
    fn figure(&mut self, entity: EntityIndex) -> &mut super::Figure {
        let at = entity.0 * self.surveyed.periods.len() + self.period;
        &mut self.surveyed.cells[at].figures[self.part]
    }

    fn hide(&mut self, entity: EntityIndex) {
        let figure = self.figure(entity);
        (figure.estimate, figure.withheld) = (None, true);
    }

    fn hide_small(&mut self, entity: EntityIndex) {
        let least = self.least;
        let figure = self.figure(entity);
        if (1..least).contains(&figure.n) {
            self.hide(entity);
        }
    }

    fn protect(&mut self, entity: EntityIndex, children: &[EntityIndex]) {
        if self.figure(entity).withheld {
            for child in children {
                if self.figure(*child).n > 0 {
                    self.hide(*child);
                }
            }
            return;
        }
        for child in children {
            self.hide_small(*child);
        }
        let mut shown: Vec<(u32, EntityIndex)> = Vec::new();
        let mut hidden = 0;
        for child in children {
            let figure = *self.figure(*child);
            if figure.withheld {
                hidden += figure.n;
            } else if figure.n > 0 {
                shown.push((figure.n, *child));
            }
        }
        shown.sort_unstable();
        let mut next = shown.into_iter();
        while (1..self.least).contains(&hidden) {
            let Some((n, child)) = next.next() else { break };
            self.hide(child);
            hidden += n;
        }
    }
}
