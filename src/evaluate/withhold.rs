//! Small groups: which values are withheld, and what more has to be so that none can be worked out from the rest.

use super::observed::{Cell, Grid, Input};
use super::outcome::Outcome;
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Amount, EntityIndex, EntityTree, GroupSize, Observation, Status};

/// How many people a row rests on as far as is known; what is not known counts as nobody.
pub(super) fn group(row: &Observation, size: GroupSize) -> f64 {
    let people = match (size, row.amount) {
        (GroupSize::N, _) => row.n,
        (GroupSize::Denominator, Amount::Ratio(_, denominator)) => denominator,
        (GroupSize::Denominator, Amount::Value(_)) => None,
    };
    people.filter(|people| *people > 0.0).unwrap_or(0.0)
}

/// Tells when nothing in the rows says how many people a value rests on; nothing is published then.
pub(super) fn tell(grid: &Grid, input: &Input, findings: &mut Findings) {
    let least = input.measure.disclosure.min_group;
    let known = match input.measure.disclosure.group_size {
        GroupSize::N => input.observations.iter().any(|row| row.n.is_some()),
        GroupSize::Denominator => grid.is_ratio,
    };
    if least == 0 || known || input.observations.is_empty() {
        return;
    }
    let path = &input.node.path;
    let message = format!("nothing says how many people the values of measure `{path}` rest on");
    let what = match input.measure.disclosure.group_size {
        GroupSize::N => "its query returns no `n`",
        GroupSize::Denominator => "its query returns no `denominator`",
    };
    findings.push(
        Diagnostic::error("group-size-unknown", message)
            .at(input.node.span, what)
            .note(format!("values of fewer than {least} are withheld: `min_group: {least}`"))
            .help(
                "return `count(DISTINCT …) AS n`; or write `group_size: denominator` where that counts people, \
                 or `min_group: 0` where the measure is about no person",
            ),
    );
}

/// Which cells of a measure are withheld, in the order of [`Grid::cells`].
///
/// A value of fewer than `min_group` is, and so is everything below its entity. Where the value above and the other
/// siblings would give the withheld ones away together and these are still fewer, the next smallest sibling goes too.
pub(super) fn withheld(grid: &Grid, input: &Input, entities: &EntityTree) -> Vec<bool> {
    let least = f64::from(input.measure.disclosure.min_group);
    let mut withheld: Vec<bool> = grid.cells.iter().map(|cell| is_shown(cell) && cell.group < least).collect();
    if least > 0.0 {
        for period in 0..grid.periods {
            let mut level = Level { grid, entities, period, least, withheld: &mut withheld };
            entities.indexed().for_each(|(entity, _)| level.protect(entity));
        }
    }
    withheld
}

/// Whether a cell says anything of anybody; 0 of 0 does not.
fn is_shown(cell: &Cell) -> bool {
    let counts = |part: Option<f64>| part.is_some_and(|part| part != 0.0);
    cell.value.is_some() || counts(cell.numerator) || counts(cell.denominator)
}

/// One period of a measure, parents before their children.
struct Level<'a> {
    grid: &'a Grid,
    entities: &'a EntityTree,
    period: usize,
    least: f64,
    withheld: &'a mut [bool],
}

impl Level<'_> {
    fn cell(&self, entity: EntityIndex) -> &Cell {
        &self.grid.cells[self.grid.at(entity.0, self.period)]
    }

    /// Withholds what would give away something below an entity.
    fn protect(&mut self, entity: EntityIndex) {
        if !is_shown(self.cell(entity)) {
            return;
        }
        let mut parts = self.parts(entity);
        if self.withheld[self.grid.at(entity.0, self.period)] {
            // What stands below adds up to it.
            for part in parts {
                let at = self.grid.at(part.0, self.period);
                self.withheld[at] = true;
            }
            return;
        }
        // The sort is stable: of equal groups the first by id goes first.
        parts.sort_by(|a, b| self.cell(*a).group.total_cmp(&self.cell(*b).group));
        let is_withheld = |part: &&EntityIndex| self.withheld[self.grid.at(part.0, self.period)];
        let mut hidden: f64 = parts.iter().filter(is_withheld).map(|part| self.cell(*part).group).sum();
        if !parts.iter().any(|part| is_withheld(&part)) {
            return;
        }
        for part in parts {
            let at = self.grid.at(part.0, self.period);
            if hidden < self.least && !self.withheld[at] {
                hidden += self.cell(part).group;
                self.withheld[at] = true;
            }
        }
    }

    /// The nearest entities below that have a value: what is shown of them adds up to the one above.
    fn parts(&self, entity: EntityIndex) -> Vec<EntityIndex> {
        let mut parts = Vec::new();
        for child in &self.entities.get(entity).children {
            if is_shown(self.cell(*child)) {
                parts.push(*child);
            } else {
                parts.extend(self.parts(*child));
            }
        }
        parts
    }
}

impl Outcome {
    /// Takes away everything that rests on a small group. What the YAML says stays; a goal from the query goes.
    pub(super) fn withhold(&mut self, cell: &Cell) {
        *self = Self {
            target: self.target.filter(|_| cell.target.is_none()),
            baseline: self.baseline.filter(|_| cell.baseline.is_none()),
            stale: self.stale,
            reporting: self.reporting,
            applies: self.applies,
            status: Status::Withheld,
            ..Self::missing()
        };
    }
}
