//! What was paid beside what was planned, line by line, in IBCS notation.

use serde::Serialize;

use super::Desk;
use crate::report::figure::{Figure, Variance, VarianceRow};
use crate::report::view::Quantity;
use crate::scorecard::business_case::CostLine;
use crate::scorecard::{Money, Status};

/// What was paid.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActualView {
    /// `By the end of 2026 ¥4.1M was paid, 6.2 % more than planned.`
    pub said: String,
    /// Bars of the complete years together.
    pub figure: Figure,
    /// Every line in every year there are rows of.
    pub rows: Vec<ActualRow>,
}

/// A line in a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActualRow {
    /// `2026`
    pub year: String,
    /// Whether the year is not complete yet.
    pub so_far: bool,
    /// The code of the line, or `total`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Before contingency.
    pub plan: Quantity,
    /// What was paid.
    pub actual: Quantity,
    /// How much more; none of a year that is not complete.
    pub variance: Option<Quantity>,
    /// The same in per cent of the plan.
    pub percent: Option<Quantity>,
}

impl Desk<'_> {
    /// What was paid beside the plan.
    pub fn actual(&self) -> Option<ActualView> {
        let own = self.own.outcome.actuals.as_ref().filter(|own| !own.years.is_empty())?;
        let full: Vec<i32> = own.full().collect();
        let sum = |line: CostLine| {
            let plan: Money = full.iter().filter_map(|year| self.planned(line, *year)).sum();
            (plan, full.iter().filter_map(|year| own.paid(line, *year)).sum::<Money>())
        };
        let lines = CostLine::ALL.into_iter().map(|line| (line, sum(line)));
        let lines: Vec<_> = lines.filter(|(_, sums)| *sums != (Money::ZERO, Money::ZERO)).collect();
        let plan: Money = lines.iter().map(|(_, (plan, _))| *plan).sum();
        let paid: Money = lines.iter().map(|(_, (_, paid))| *paid).sum();
        let said = self.paid_sentence(full.last().copied(), plan, paid);
        let total = self.variance_row(self.pen.say("case.total", &[]), plan, paid);
        let bars = lines.iter().map(|(line, (plan, paid))| self.variance_row(self.line_title(*line), *plan, *paid));
        let head = |key: &str| self.pen.say(&format!("case.{key}"), &[]);
        Some(ActualView {
            figure: Figure::Variance(Variance {
                caption: self.pen.caption("paid", head("paid-beside-plan"), said.clone()),
                heads: (head("paid"), head("against-plan"), "%".to_owned()),
                rows: bars.chain([total]).collect(),
            }),
            rows: own.years.iter().flat_map(|year| self.actual_rows(*year)).collect(),
            said,
        })
    }

    /// What a line was planned to cost in a year.
    fn planned(&self, line: CostLine, year: i32) -> Option<Money> {
        let at = usize::try_from(year - self.own.case.opening).ok()?;
        self.own.outcome.costs.lines.get(&line)?.get(at).copied()
    }

    fn paid_sentence(&self, last: Option<i32>, plan: Money, paid: Money) -> String {
        let Some(last) = last else { return self.pen.say("case.no-full-year", &[]) };
        let share = (paid - plan).share_of(plan);
        let by = self.percent(share.unwrap_or_default().abs());
        let (paid_said, last) = (self.short(paid.to_number()), last.to_string());
        let key = match share {
            Some(share) if share >= 0.0005 => "case.paid-more",
            Some(share) if share <= -0.0005 => "case.paid-less",
            _ => "case.paid-as-planned",
        };
        self.pen.say(key, &[("last", &last), ("paid", &paid_said), ("by", &by)])
    }

    fn variance_row(&self, label: String, plan: Money, paid: Money) -> VarianceRow {
        let gap = (paid - plan).to_number();
        let share = (paid - plan).share_of(plan);
        let status = match gap {
            gap if gap > 0.0 => Status::OffTrack,
            gap if gap < 0.0 => Status::OnTrack,
            _ => Status::NoData,
        };
        VarianceRow {
            label,
            value: Some(paid.to_number()),
            said: self.format().compact(paid.to_number()),
            previous: None,
            target: Some(plan.to_number()),
            absolute: Some((gap, self.pen.short_change(&self.format(), gap))),
            relative: share.map(|share| (share * 100.0, self.pen.change_in_percent(share * 100.0).text())),
            status,
            expected: false,
        }
    }

    fn actual_rows(&self, year: i32) -> Vec<ActualRow> {
        let Some(own) = self.own.outcome.actuals.as_ref() else { return Vec::new() };
        let lines = CostLine::ALL.into_iter().filter_map(|line| {
            let (plan, paid) = (self.planned(line, year)?, own.paid(line, year)?);
            (plan != Money::ZERO || paid != Money::ZERO).then_some((line, plan, paid))
        });
        let lines: Vec<_> = lines.collect();
        let (plan, paid) = lines.iter().fold((Money::ZERO, Money::ZERO), |sum, line| (sum.0 + line.1, sum.1 + line.2));
        let of_lines = lines.iter().map(|(line, plan, paid)| (line.code(), self.line_title(*line), *plan, *paid));
        let total = ("total", self.pen.say("case.total", &[]), plan, paid);
        of_lines.chain([total]).map(|row| self.actual_row(year, row)).collect()
    }

    fn actual_row(&self, year: i32, (id, title, plan, paid): (&str, String, Money, Money)) -> ActualRow {
        let through = self.own.outcome.actuals.as_ref().map_or(year, |own| own.through);
        let is_full = year <= through;
        let percent = (paid - plan).share_of(plan).filter(|_| is_full);
        ActualRow {
            year: year.to_string(),
            so_far: !is_full,
            id: id.to_owned(),
            title,
            plan: self.money(plan),
            actual: self.money(paid),
            variance: is_full.then(|| self.money(paid - plan)),
            percent: percent.map(|share| self.pen.change_in_percent(share * 100.0)),
        }
    }
}
