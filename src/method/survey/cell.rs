//! The figures of one entity and period, from the people who took part there.

use super::counted::{self, Counts};
use super::estimate::{self, Estimate};
use super::linear::Linear;
use super::outcome::{Cell, Figure, Surveyed};
use super::part::{Part, PartKind, parts};
use super::people::{People, Person, Record};
use super::{Answered, findings};
use crate::scorecard::{DimensionWeights, EntityIndex, EntityTree, Importance, InstrumentMethod, ItemColumns, Survey};

/// More figures than this are refused before memory runs out.
const MOST_FIGURES: usize = 5_000_000;

/// The figures for all entities and periods; `None` where there would be too many, or no period.
pub(super) fn all(answered: Answered, people: &People) -> Option<Surveyed> {
    let parts = parts(answered.survey);
    let cells = people.periods.len().checked_mul(answered.entities.len())?;
    if cells.checked_mul(parts.len())? > MOST_FIGURES {
        return None;
    }
    let mut members: Vec<Vec<&Person>> = vec![Vec::new(); cells];
    let mut invited: Vec<Option<f64>> = vec![None; cells];
    let at = |entity: EntityIndex, period| {
        let period: usize = people.periods.binary_search(&period).ok()?;
        Some(entity.0 * people.periods.len() + period)
    };
    for ((period, entity, _), person) in &people.all {
        for above in line(answered.entities, *entity) {
            if let Some(at) = at(above, *period) {
                members[at].push(person);
            }
        }
    }
    for ((period, entity), count) in &people.invited {
        for above in line(answered.entities, *entity) {
            if let Some(at) = at(above, *period) {
                *invited[at].get_or_insert(0.0) += count;
            }
        }
    }
    let cells = members
        .into_iter()
        .zip(invited)
        .map(|(people, invited)| Sample::new(answered.survey, people).cell(&parts, invited));
    Some(Surveyed { period: *people.periods.last()?, periods: people.periods.clone(), cells: cells.collect(), parts })
}

/// An entity and all above it.
fn line(entities: &EntityTree, entity: EntityIndex) -> impl Iterator<Item = EntityIndex> {
    std::iter::successors(Some(entity), |own| entities.get(*own).parent)
}

/// The people of one entity and period.
struct Sample<'a> {
    survey: &'a Survey,
    people: Vec<&'a Person>,
    weights: Vec<f64>,
}

impl<'a> Sample<'a> {
    fn new(survey: &'a Survey, people: Vec<&'a Person>) -> Self {
        let weights = people.iter().map(|person| person.weight).collect();
        Self { survey, people, weights }
    }

    fn cell(&self, parts: &[Part], invited: Option<f64>) -> Cell {
        let mut figures = Vec::with_capacity(parts.len());
        for (at, own) in self.survey.instruments.iter().enumerate() {
            let own_parts = parts.iter().filter(|part| part.instrument == at).map(|part| part.kind);
            match &own.method {
                InstrumentMethod::Nps(item) | InstrumentMethod::Csat(item, _) | InstrumentMethod::Ces(item, _) => {
                    figures.extend(self.counted(&own.method, *item, own_parts));
                }
                InstrumentMethod::Servqual(..) => {
                    let gaps = Gaps::of(self, at);
                    figures.extend(own_parts.map(|kind| self.linear(gaps.part(self, kind))));
                }
                InstrumentMethod::DeliveredValue(value, cost) => {
                    figures.extend(own_parts.map(|kind| self.linear(self.worth(kind, value, cost))));
                }
                InstrumentMethod::Map(_, importance, _) => {
                    figures.extend(own_parts.map(|kind| self.mapped(kind, *importance)));
                }
            }
        }
        Cell { respondents: self.people.len() as u32, invited, figures }
    }

    fn figure(&self, n: u32, estimate: Option<Estimate>) -> Figure {
        let missing = (self.people.len() as u32).saturating_sub(n);
        Figure { n, missing, estimate: estimate.filter(|own| own.value.is_finite()), withheld: false }
    }

    fn linear(&self, number: Option<Linear>) -> Figure {
        self.figure(number.as_ref().map_or(0, Linear::n), number.map(|number| number.estimate()))
    }

    /// Figures of how many gave each answer.
    fn counted(&self, method: &InstrumentMethod, item: usize, parts: impl Iterator<Item = PartKind>) -> Vec<Figure> {
        let (low, high) = self.survey.items[item].scale;
        let mut counts = Counts::empty((high - low) as usize + 1);
        for (person, weight) in self.people.iter().zip(&self.weights) {
            if let Some(value) = person.records.get(&item).and_then(|record| record.value) {
                counts.add((value - low) as usize, *weight);
            }
        }
        let (nps, csat, ces) = match method {
            InstrumentMethod::Nps(_) => (counted::nps(&counts), None, None),
            InstrumentMethod::Csat(..) => (None, counted::csat(&counts, low), None),
            _ => (None, None, counted::ces(&counts)),
        };
        let estimate = |kind| match kind {
            PartKind::Nps => nps.map(|own| own.score),
            PartKind::Promoters => nps.map(|own| own.promoters),
            PartKind::Passives => nps.map(|own| own.passives),
            PartKind::Detractors => nps.map(|own| own.detractors),
            PartKind::TopTwo => csat.map(|own| own.top_two),
            PartKind::Mean => csat.map(|own| own.mean).or(ces.map(|own| own.mean)),
            PartKind::Index => csat.map(|own| own.index),
            PartKind::Easy => ces.map(|own| own.easy),
            PartKind::Net => ces.and_then(|own| own.net),
            _ => None,
        };
        parts.map(|kind| self.figure(counts.n(), estimate(kind))).collect()
    }

    /// The mean over people of something they said of an item.
    fn mean(&self, item: usize, said: impl Fn(&Record) -> Option<f64>) -> Option<Linear> {
        let own = |person: &&Person| person.records.get(&item).and_then(&said);
        Linear::mean(&self.people.iter().map(own).collect::<Vec<_>>(), &self.weights)
    }

    fn value(&self, item: usize) -> Option<Linear> {
        self.mean(item, |record| record.value)
    }

    /// Total value, total cost, and what is made of both; nothing where a component has no answer.
    fn worth(&self, kind: PartKind, value: &[usize; 4], cost: &[usize; 4]) -> Option<Linear> {
        let total = |items: &[usize; 4]| {
            let parts: Vec<Linear> = items.iter().map(|item| self.value(*item)).collect::<Option<_>>()?;
            Linear::sum(parts.iter().map(|part| (1.0, part)))
        };
        match kind {
            PartKind::TotalValue => total(value),
            PartKind::TotalCost => total(cost),
            PartKind::Delivered => Linear::sum([(1.0, &total(value)?), (-1.0, &total(cost)?)]),
            PartKind::Ratio => total(value)?.over(&total(cost)?),
            PartKind::Component(item, _) => self.value(item),
            _ => None,
        }
    }

    /// How well an item is done: what was perceived of it, or its answer.
    fn done(&self, item: usize) -> impl Fn(&Record) -> Option<f64> + use<'a> {
        let gap = self.survey.items[item].columns == ItemColumns::Gap;
        move |record| if gap { record.perceived } else { record.value }
    }

    fn mapped(&self, kind: PartKind, importance: Importance) -> Figure {
        match (kind, importance) {
            (PartKind::Performance(item), _) => self.linear(self.mean(item, self.done(item))),
            (PartKind::Importance(item), Importance::Stated) => {
                self.linear(self.mean(item, |record| record.importance))
            }
            (PartKind::Importance(item), Importance::Derived(outcome)) => {
                let (done, came) = (self.done(item), self.done(outcome));
                let pair = |(person, weight): (&&Person, &f64)| {
                    let own = person.records.get(&item).and_then(&done)?;
                    Some((*weight, own, person.records.get(&outcome).and_then(&came)?))
                };
                let pairs: Vec<(f64, f64, f64)> = self.people.iter().zip(&self.weights).filter_map(pair).collect();
                self.figure(pairs.len() as u32, estimate::correlation(&pairs))
            }
            _ => Figure::default(),
        }
    }
}

/// Perceived less expected, by item and dimension, of those who said both.
struct Gaps {
    dimensions: Vec<Option<Linear>>,
    /// Shares of the dimensions, where importance is known.
    shares: Option<Vec<Linear>>,
}

impl Gaps {
    fn of(sample: &Sample, instrument: usize) -> Self {
        let own = &sample.survey.instruments[instrument];
        let dimension = |items: &Vec<usize>| {
            let gaps: Vec<Linear> = items.iter().filter_map(|item| Self::item(sample, *item, gap)).collect();
            Linear::sum(gaps.iter().map(|item| (1.0 / gaps.len() as f64, item)))
        };
        let dimensions = own.dimensions().iter().map(|own| dimension(&own.items)).collect();
        let shares = match &own.method {
            InstrumentMethod::Servqual(_, weights) => shares(sample, weights),
            _ => None,
        };
        Self { dimensions, shares }
    }

    /// A mean over those who said both what they expected and what they perceived, so that gaps are their difference.
    fn item(sample: &Sample, item: usize, of: fn(f64, f64) -> f64) -> Option<Linear> {
        sample.mean(item, |record| Some(of(record.expected?, record.perceived?)))
    }

    fn part(&self, sample: &Sample, kind: PartKind) -> Option<Linear> {
        match kind {
            PartKind::ItemGap(item) => Self::item(sample, item, gap),
            PartKind::Expected(item) => Self::item(sample, item, |expected, _| expected),
            PartKind::Perceived(item) => Self::item(sample, item, |_, perceived| perceived),
            PartKind::DimensionGap(at) => self.dimensions.get(at)?.clone(),
            PartKind::Unweighted => {
                let known: Vec<&Linear> = self.dimensions.iter().flatten().collect();
                Linear::sum(known.iter().map(|own| (1.0 / known.len() as f64, *own)))
            }
            PartKind::Weighted => self.weighted(),
            _ => None,
        }
    }

    /// The weighted mean of the dimensions that have a gap; those without give their weight to the others.
    fn weighted(&self) -> Option<Linear> {
        let shares = self.shares.as_ref()?;
        let known: Vec<(&Linear, &Linear)> =
            self.dimensions.iter().zip(shares).filter_map(|(gap, share)| Some((gap.as_ref()?, share))).collect();
        let products: Vec<Linear> = known.iter().map(|(gap, share)| gap.times(share)).collect();
        let whole = Linear::sum(known.iter().map(|(_, share)| (1.0, *share)))?;
        Linear::sum(products.iter().map(|product| (1.0, product)))?.over(&whole)
    }
}

fn gap(expected: f64, perceived: f64) -> f64 {
    perceived - expected
}

/// The importance of dimensions: as stated, or the mean points of those whose points sum to 100.
fn shares(sample: &Sample, weights: &DimensionWeights) -> Option<Vec<Linear>> {
    match weights {
        DimensionWeights::None => None,
        DimensionWeights::Stated(shares) => {
            Some(shares.iter().map(|share| Linear::known(*share, sample.people.len())).collect())
        }
        DimensionWeights::Points(items) => {
            let fair: Vec<bool> =
                sample.people.iter().map(|person| findings::points(person, items) == Some(true)).collect();
            let points = |item: &usize| {
                let own =
                    sample.people.iter().zip(&fair).map(|(person, fair)| {
                        person.records.get(item).and_then(|record| record.value).filter(|_| *fair)
                    });
                Linear::mean(&own.collect::<Vec<_>>(), &sample.weights)
            };
            items.iter().map(points).collect()
        }
    }
}
