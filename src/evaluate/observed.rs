//! Observations put in their places: a grid of entities and periods for each measure.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::faults::Faults;
use super::withhold;
use crate::diagnostic::Findings;
use crate::scorecard::{
    Amount, EntityIndex, EntityTree, Measure, Node, NodeIndex, Observation, Period, Scorecard, Scoring, Series,
    ValueSource,
};

/// A measure with everything that was observed of it.
pub(super) struct Input<'a> {
    pub(super) index: NodeIndex,
    pub(super) node: &'a Node,
    pub(super) measure: &'a Measure,
    pub(super) observations: Cow<'a, [Observation]>,
    /// Whether texts among the rows must not be told.
    pub(super) private: bool,
}

/// Every measure with its observations, in the order of the YAML; values stated there need no series.
pub(super) fn inputs<'a>(scorecard: &'a Scorecard, series: &'a [(NodeIndex, Series)]) -> Vec<Input<'a>> {
    let series: BTreeMap<NodeIndex, &Series> = series.iter().map(|(index, series)| (*index, series)).collect();
    let measures = scorecard.measures();
    measures
        .map(|(index, node, measure)| {
            let observations = match (series.get(&index), &measure.source) {
                (Some(series), _) => Cow::Borrowed(series.observations.as_slice()),
                (None, ValueSource::Stated(values)) => values.iter().map(stated).collect(),
                (None, ValueSource::Query(_) | ValueSource::Result(_)) => Cow::default(),
            };
            let private = series.get(&index).is_some_and(|series| series.private);
            Input { index, node, measure, observations, private }
        })
        .collect()
}

fn stated((period, value): &(Period, f64)) -> Observation {
    let amount = Amount::Value(Some(*value));
    Observation { period: *period, entity: None, amount, target: None, baseline: None, n: None }
}

/// What one entity has of a measure in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cell {
    pub(super) value: Option<f64>,
    pub(super) numerator: Option<f64>,
    pub(super) denominator: Option<f64>,
    pub(super) n: Option<f64>,
    /// How many people it rests on at least; counted as `group_size` says.
    pub(super) group: f64,
    /// From SQL.
    pub(super) target: Option<f64>,
    /// From SQL.
    pub(super) baseline: Option<f64>,
    /// For how many periods it has been carried forward; 0 is fresh.
    pub(super) stale: u32,
    /// Of how many observed entities it is made.
    pub(super) have: u32,
    /// Of how many observed entities it should be made.
    pub(super) expected: u32,
    /// Whether it was summed up from the entities below.
    pub(super) summed: bool,
}

impl Cell {
    /// Whether something was reported: a value, or a ratio even where its denominator is 0.
    pub(super) fn is_reported(&self) -> bool {
        self.value.is_some() || (self.numerator.is_some() && self.denominator.is_some())
    }
}

/// Whether an amount says anything: not NULL.
pub(super) fn is_reported(amount: &Amount) -> bool {
    matches!(amount, Amount::Value(Some(_)) | Amount::Ratio(Some(_), Some(_)))
}

/// The cells of one measure by entity, then period.
pub(super) struct Grid {
    pub(super) periods: usize,
    pub(super) cells: Vec<Cell>,
    /// For each entity the first and last period in which it reported by itself.
    pub(super) spans: Vec<Option<(usize, usize)>>,
    /// Whether amounts came as numerator and denominator.
    pub(super) is_ratio: bool,
}

impl Grid {
    fn empty(entities: usize, periods: usize) -> Self {
        let cells = vec![Cell::default(); entities * periods];
        Self { periods, cells, spans: vec![None; entities], is_ratio: false }
    }

    /// Where the cell of an entity and a period stands.
    pub(super) fn at(&self, entity: usize, period: usize) -> usize {
        entity * self.periods + period
    }
}

/// Finds entities by the ids in the data, once for all measures.
pub(super) struct Places<'a> {
    pub(super) scorecard: &'a Scorecard,
    pub(super) entities: &'a EntityTree,
    ids: BTreeMap<&'a str, EntityIndex>,
    periods: &'a [Period],
}

impl<'a> Places<'a> {
    pub(super) fn new(scorecard: &'a Scorecard, entities: &'a EntityTree, periods: &'a [Period]) -> Self {
        let ids = entities.indexed().filter_map(|(index, entity)| Some((entity.id.as_deref()?, index))).collect();
        Self { scorecard, entities, ids, periods }
    }

    fn entity(&self, id: Option<&str>) -> Option<EntityIndex> {
        id.map_or(Some(EntityTree::TOP), |id| self.ids.get(id).copied())
    }

    fn period(&self, period: Period) -> Option<usize> {
        let steps = period.ending_in(self.scorecard.frequency).since(*self.periods.first()?)?;
        usize::try_from(steps).ok().filter(|at| *at < self.periods.len())
    }

    /// Puts every observation of a measure in its cell.
    ///
    /// Finds entities the hierarchy does not know, two rows for one cell, and what is neither yes nor no.
    pub(super) fn grid(&self, input: &Input, findings: &mut Findings) -> Grid {
        let mut grid = Grid::empty(self.entities.len(), self.periods.len());
        let mut faults = Faults::default();
        for row in input.observations.iter() {
            let Some(entity) = self.entity(row.entity.as_deref()) else {
                faults.unknown.push(row.entity.as_deref().unwrap_or_default());
                continue;
            };
            let Some(period) = self.period(row.period) else { continue }; // only a plan lies outside
            if neither_yes_nor_no(input.measure, row.amount) {
                faults.neither.push(row);
            } else if !grid.put(entity.0, period, cell(row, input.measure)) {
                faults.doubled.push(row);
            }
            grid.is_ratio |= matches!(row.amount, Amount::Ratio(..));
        }
        faults.tell(self.scorecard, self.ids.keys().copied(), input, findings);
        grid
    }
}

fn neither_yes_nor_no(measure: &Measure, amount: Amount) -> bool {
    measure.scoring == Scoring::YesNo && matches!(amount, Amount::Value(Some(value)) if value != 0.0 && value != 1.0)
}

impl Grid {
    /// Fills a cell and widens the entity's span; `false`, and the first row stays, when two rows have an amount.
    fn put(&mut self, entity: usize, period: usize, cell: Cell) -> bool {
        let at = self.at(entity, period);
        let held = self.cells[at];
        if held.is_reported() && cell.is_reported() {
            return false;
        }
        let (amount, plan) = if cell.is_reported() { (cell, held) } else { (held, cell) };
        let (target, baseline) = (amount.target.or(plan.target), amount.baseline.or(plan.baseline));
        self.cells[at] = Cell { target, baseline, ..amount };
        if cell.is_reported() {
            let span = &mut self.spans[entity];
            *span = Some(span.map_or((period, period), |(first, last)| (first.min(period), last.max(period))));
        }
        true
    }
}

fn cell(row: &Observation, measure: &Measure) -> Cell {
    let scale = measure.ratio_scale;
    let (value, numerator, denominator) = match row.amount {
        Amount::Value(value) => (value, None, None),
        Amount::Ratio(numerator, denominator) => (ratio(numerator, denominator, scale), numerator, denominator),
    };
    let (target, baseline, n) = (row.target, row.baseline, row.n);
    let group = withhold::group(row, measure.disclosure.group_size);
    let have = u32::from(is_reported(&row.amount));
    Cell { value, numerator, denominator, n, group, target, baseline, have, expected: have, ..Cell::default() }
}

/// Numerator over denominator times scale; missing where the denominator is 0 or the result no finite number.
pub(super) fn ratio(numerator: Option<f64>, denominator: Option<f64>, scale: f64) -> Option<f64> {
    let denominator = denominator.filter(|denominator| *denominator != 0.0)?;
    Some(super::digits::significant(numerator? / denominator * scale)).filter(|value| value.is_finite())
}
