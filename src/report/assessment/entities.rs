//! The assessment across entities and over time.

use serde::Serialize;

use super::sight::Sight;
use crate::method::assessment::Outcome;
use crate::method::fuzzy;
use crate::report::firm::Tried as _;
use crate::report::view::{Quantity, StatusView};
use crate::scorecard::{Assessment, EntityIndex, EntityTree, Period, Status};

/// An entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityRow {
    /// Its name.
    pub title: String,
    /// How deep it lies; 0 is the top.
    pub depth: usize,
    /// The whole, then each part right under it: (code of the status, its word, `61.3`).
    pub cells: Vec<(StatusView, Option<Quantity>)>,
    /// How many people were heard.
    pub raters: u32,
}

/// One time it was assessed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoundRow {
    /// When.
    pub period: String,
    /// To sort by.
    pub sort: String,
    /// Its score.
    pub score: Option<Quantity>,
    /// The grade most belongs to.
    pub verdict: Option<String>,
    /// How many people were heard.
    pub raters: u32,
    /// How it stood.
    pub status: StatusView,
}

impl Sight<'_> {
    /// Every entity that has a result, in the order of the hierarchy; none where there is one alone.
    pub fn entities(&self) -> Vec<EntityRow> {
        let rows: Vec<EntityRow> = self.line_up(EntityTree::TOP, 0);
        if rows.len() < 2 { Vec::new() } else { rows }
    }

    /// An entity with all below it that have a result.
    fn line_up(&self, entity: EntityIndex, depth: usize) -> Vec<EntityRow> {
        let tree = self.own.entities;
        let below = tree.get(entity).children.iter().flat_map(|child| self.line_up(*child, depth + 1));
        let own = self.own.appraisal.current(entity, Assessment::ROOT).filter(|whole| whole.status != Status::NoData);
        let own = own.map(|whole| EntityRow {
            title: self.pen.text(&tree.get(entity).title),
            depth,
            cells: self.cells(entity),
            raters: whole.raters,
        });
        own.into_iter().chain(below).collect()
    }

    fn cells(&self, entity: EntityIndex) -> Vec<(StatusView, Option<Quantity>)> {
        let columns = [Assessment::ROOT].into_iter().chain(self.parts(Assessment::ROOT));
        columns
            .map(|factor| {
                let outcome = self.own.appraisal.current(entity, factor);
                let status = outcome.map_or(Status::NoData, |outcome| outcome.status);
                let close = self.close_call(entity, factor);
                (StatusView { close, ..self.pen.status(status) }, self.score(outcome))
            })
            .collect()
    }

    /// Every time it was assessed, the latest first.
    pub fn rounds(&self) -> Vec<RoundRow> {
        let upto = self.own.appraisal.periods.iter().rev().filter(|period| **period <= self.period());
        upto.filter_map(|period| self.round(*period)).collect()
    }

    fn round(&self, period: Period) -> Option<RoundRow> {
        let whole: &Outcome = self.own.appraisal.outcome(EntityTree::TOP, period, Assessment::ROOT)?;
        let name = |grade: usize| self.pen.text(&self.own.assessment.grades[grade].title);
        let by_level = whole.reached.map(|level| level.clamp(1, self.own.assessment.grades.len()) - 1);
        let verdict = by_level.or_else(|| fuzzy::verdict(&whole.memberships).map(|verdict| verdict.grade));
        Some(RoundRow {
            period: self.pen.period(period),
            sort: period.to_string(),
            score: self.score(Some(whole)),
            verdict: verdict.map(name),
            raters: whole.raters,
            status: self.pen.status(whole.status),
        })
    }
}
