//! Entities: how the values of those below make the value of the one above.

use super::digits::significant;
use super::observed::{Cell, Grid, Input, ratio};
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Aggregate, EntityIndex, EntityTree, Period};

/// Fills every parent that did not report by itself from its children, from the bottom up.
///
/// A value of its own wins; a value carried forward gives way to fresh ones from below. Finds out when nothing says
/// how to aggregate.
pub(super) fn fill(grid: &mut Grid, input: &Input, entities: &EntityTree, periods: &[Period], findings: &mut Findings) {
    let rule = input.measure.aggregate.or(grid.is_ratio.then_some(Aggregate::Ratio));
    let mut undecided: Option<(usize, usize)> = None;
    for (index, entity) in entities.indexed().rev() {
        for period in 0..grid.periods {
            let at = grid.at(index.0, period);
            let own = grid.cells[at];
            if entity.children.is_empty() || (own.is_reported() && own.stale == 0) {
                continue;
            }
            let children = Children { grid, of: &entity.children, period };
            match rule {
                Some(Aggregate::Sql) => {}
                Some(rule) => grid.cells[at] = chosen(own, children.aggregate(rule, input.measure.ratio_scale)),
                None if !own.is_reported() && children.cells().any(|child| child.have > 0) => {
                    undecided = Some((index.0, period));
                }
                None => {}
            }
        }
    }
    if let Some((entity, period)) = undecided {
        let id = entities.indexed().nth(entity).and_then(|(_, entity)| entity.id.as_deref());
        findings.push(aggregate_missing(input, id.unwrap_or_default(), periods[period]));
    }
}

/// What the children make, unless there is nothing below or only an own value carried forward; an own plan wins.
fn chosen(own: Cell, below: Cell) -> Cell {
    let nothing_below = below.expected == 0 && !below.is_reported();
    if nothing_below || (own.is_reported() && !below.is_reported()) {
        return own;
    }
    Cell { target: own.target.or(below.target), baseline: own.baseline.or(below.baseline), ..below }
}

fn aggregate_missing(input: &Input, entity: &str, period: Period) -> Diagnostic {
    let message = format!("nothing says how the entities of measure `{}` make up their parent", input.node.path);
    Diagnostic::error("aggregate-missing", message)
        .at(input.node.span, format!("`{entity}` has no row of its own, in {period} for example"))
        .note("amounts of a period (sales) are `sum`, stocks (head count) `last`, ratings `mean`, rates `ratio`")
        .help(
            "add `aggregate: sum`, `mean` or `last`, return `numerator` and `denominator` for a rate, \
             or return a row for every level and say `aggregate: sql`",
        )
}

/// The children of one entity in one period.
struct Children<'a> {
    grid: &'a Grid,
    of: &'a [EntityIndex],
    period: usize,
}

impl Children<'_> {
    /// The cells of the children, in the order of their ids.
    fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.of.iter().map(|child| &self.grid.cells[self.grid.at(child.0, self.period)])
    }

    fn aggregate(&self, rule: Aggregate, scale: f64) -> Cell {
        let mut parent = match rule {
            Aggregate::Ratio => self.ratio(scale),
            Aggregate::Sum | Aggregate::Last => self.sum(),
            Aggregate::Mean => self.mean(),
            Aggregate::Sql => Cell::default(),
        };
        parent.summed = true;
        parent.expected = self.cells().map(|child| child.expected).sum();
        parent.have = self.cells().map(|child| child.have).sum();
        let used = || self.cells().filter(|child| child.is_reported());
        parent.n = total(used().map(|child| child.n));
        parent.group = self.cells().filter(|child| child.value.is_some()).map(|child| child.group).sum();
        if parent.is_reported() {
            parent.stale = used().map(|child| child.stale).max().unwrap_or(0);
        }
        parent
    }

    /// Numerators and denominators are summed over the children that have both; targets are weighted by denominator.
    fn ratio(&self, scale: f64) -> Cell {
        let used = || self.cells().filter(|child| child.numerator.is_some() && child.denominator.is_some());
        let numerator = total(used().map(|child| child.numerator));
        let denominator = total(used().map(|child| child.denominator));
        let weighted = |of: fn(&Cell) -> Option<f64>| mean(used().map(|c| (of(c), c.denominator.unwrap_or(0.0))));
        Cell {
            value: ratio(numerator, denominator, scale),
            numerator,
            denominator,
            target: weighted(|child| child.target),
            baseline: weighted(|child| child.baseline),
            ..Cell::default()
        }
    }

    /// The sum, missing when any child that is expected is missing: a partial sum understates.
    fn sum(&self) -> Cell {
        let expected = || self.cells().filter(|child| child.expected > 0 || child.is_reported());
        Cell {
            value: total(expected().map(|child| child.value)),
            target: total(expected().map(|child| child.target)),
            baseline: total(expected().map(|child| child.baseline)),
            ..Cell::default()
        }
    }

    /// The mean of the children that have a value: by `n` where all have one, else by how many entities they stand for.
    fn mean(&self) -> Cell {
        let used = || self.cells().filter(|child| child.value.is_some());
        let by_n = used().all(|child| child.n.is_some_and(|n| n >= 0.0)) && used().any(|child| child.n > Some(0.0));
        let weight = |child: &Cell| if by_n { child.n.unwrap_or(0.0) } else { f64::from(child.have) };
        let weighted = |of: fn(&Cell) -> Option<f64>| mean(used().map(|child| (of(child), weight(child))));
        Cell {
            value: weighted(|child| child.value),
            target: weighted(|child| child.target),
            baseline: weighted(|child| child.baseline),
            ..Cell::default()
        }
    }
}

/// The sum; missing when a part is, or when there are no parts.
pub(super) fn total(parts: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let mut sum = None;
    for part in parts {
        sum = Some(sum.unwrap_or(0.0) + part?);
    }
    sum.map(significant).filter(|sum| sum.is_finite())
}

/// The weighted mean of (value, weight); missing when a value is, or when the weights sum to 0.
pub(super) fn mean(parts: impl Iterator<Item = (Option<f64>, f64)>) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (value, weight) in parts {
        sum += value? * weight;
        weights += weight;
    }
    Some(significant(sum / weights)).filter(|mean| mean.is_finite())
}
