//! Figures in rows: all of an instrument, its own over time, and by entity.

use serde::Serialize;

use super::Sight;
use crate::method::survey::{Figure, PartKind};
use crate::report::view::{Quantity, StatusView};
use crate::scorecard::{EntityIndex, EntityTree, Instrument, Period, Status};

/// A figure in a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureRow {
    /// What it is: a figure, a period, an entity.
    pub title: String,
    /// What kind of figure: `gap`, `expected`; none in tables by period and entity.
    pub kind: Option<String>,
    /// How far it is moved in.
    pub depth: usize,
    /// For programs: the code of the figure, the period, or the id of the entity.
    pub key: String,
    /// The number; none without answers, and where it is withheld.
    pub value: Option<Quantity>,
    /// The lower bound.
    pub low: Option<Quantity>,
    /// The upper bound.
    pub high: Option<Quantity>,
    /// How many people it rests on; none where it is withheld.
    pub n: Option<u32>,
    /// How many took part and did not answer; none where it is withheld.
    pub missing: Option<u32>,
    /// The share of those invited who took part; none where that is not known.
    pub rate: Option<Quantity>,
    /// `withheld`, where it is.
    pub remark: Option<String>,
    /// Where the instrument has bands.
    pub status: Option<StatusView>,
}

impl Sight<'_> {
    /// The status of an instrument's figure.
    pub(super) fn status(&self, instrument: &Instrument, figure: Option<&Figure>) -> Option<StatusView> {
        let withheld = figure.is_some_and(|figure| figure.withheld);
        let value = figure.and_then(|figure| figure.estimate).map(|own| own.value);
        let status = instrument.status(value)?;
        Some(self.pen.status(if withheld { Status::Withheld } else { status }))
    }

    fn row(&self, part: usize, figure: &Figure, (title, key): (String, String)) -> FigureRow {
        let format = self.format(part);
        let shown = |value: f64| Quantity::new(&format, value);
        let bounds = figure.estimate.and_then(|own| own.interval);
        FigureRow {
            title,
            kind: None,
            depth: 0,
            key,
            value: figure.estimate.map(|own| shown(own.value)),
            low: bounds.map(|(low, _)| shown(low)),
            high: bounds.map(|(_, high)| shown(high)),
            n: (!figure.withheld).then_some(figure.n),
            missing: (!figure.withheld).then_some(figure.missing),
            rate: None,
            remark: figure.withheld.then(|| self.nothing(Some(figure))),
            status: None,
        }
    }

    /// All figures of an instrument in the period reported on.
    pub(super) fn figures(&self, instrument: usize) -> Vec<FigureRow> {
        let parts = self.own.surveyed.parts.iter().enumerate().filter(|(_, part)| part.instrument == instrument);
        parts
            .filter_map(|(at, part)| {
                let kind = match part.kind {
                    PartKind::DimensionGap(_) | PartKind::Component(..) => Some("dimension"),
                    PartKind::ItemGap(_) => Some("gap"),
                    PartKind::Expected(_) => Some("expected"),
                    PartKind::Perceived(_) => Some("perceived"),
                    PartKind::Performance(_) => Some("performance"),
                    PartKind::Importance(_) => Some("importance"),
                    _ => None,
                };
                let component = matches!(part.kind, PartKind::Component(..));
                let kind = kind.filter(|_| !component).map(|kind| self.pen.say(&format!("survey.kind.{kind}"), &[]));
                let depth = match part.kind {
                    PartKind::ItemGap(_) | PartKind::Component(..) => 1,
                    PartKind::Expected(_) | PartKind::Perceived(_) => 2,
                    _ => 0,
                };
                let row = self.row(at, self.now(at)?, (self.part_title(at), part.kind.code().to_owned()));
                let own = &self.own.survey.instruments[instrument];
                let status = part.main.then(|| self.status(own, self.now(at))).flatten();
                Some(FigureRow { kind, depth, status, ..row })
            })
            .collect()
    }

    /// A figure in every period up to the one reported on, the latest first.
    pub(super) fn rounds(&self, part: usize) -> Vec<FigureRow> {
        let periods = self.own.surveyed.periods.iter().rev().filter(|period| **period <= self.period());
        periods
            .filter_map(|period| {
                self.placed(part, EntityTree::TOP, *period, self.pen.period(*period), period.to_string())
            })
            .collect()
    }

    /// A figure by entity in the period reported on; none without entities.
    pub(super) fn entities(&self, part: usize) -> Vec<FigureRow> {
        if self.own.entities.is_single() {
            return Vec::new();
        }
        let all = self.own.entities.indexed();
        all.filter_map(|(index, entity)| {
            let key = entity.id.clone().unwrap_or_default();
            let row = self.placed(part, index, self.period(), self.pen.text(&entity.title), key)?;
            // An entity from which nobody answered is not told of.
            let is_there = row.n != Some(0) || index == EntityTree::TOP;
            is_there.then(|| FigureRow { depth: self.depth(index), ..row })
        })
        .collect()
    }

    fn placed(
        &self,
        part: usize,
        entity: EntityIndex,
        period: Period,
        title: String,
        key: String,
    ) -> Option<FigureRow> {
        let cell = self.own.surveyed.cell(entity, period)?;
        let figure = cell.figures.get(part)?;
        let instrument = &self.own.survey.instruments[self.own.surveyed.parts[part].instrument];
        let rate = cell.response_rate().map(|rate| self.pen.share(rate)).filter(|_| !figure.withheld);
        Some(FigureRow { rate, status: self.status(instrument, Some(figure)), ..self.row(part, figure, (title, key)) })
    }

    fn depth(&self, entity: EntityIndex) -> usize {
        std::iter::successors(self.own.entities.get(entity).parent, |own| self.own.entities.get(*own).parent).count()
    }
}
