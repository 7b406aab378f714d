//! What a case brings: by year, hard and soft apart, and what became of drivers that are measured.

use serde::Serialize;

use super::Desk;
use crate::report::number::NumberFormat;
use crate::report::view::Quantity;
use crate::scorecard::Money;
use crate::scorecard::business_case::{Benefit, BenefitRule};

/// What it brings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenefitsView {
    /// The years.
    pub years: Vec<String>,
    /// One row a benefit, hard ones first.
    pub rows: Vec<BenefitRow>,
    /// Hard, soft and all.
    pub sums: Vec<BenefitRow>,
    /// Plan against what was measured.
    pub realised: Vec<RealisedRow>,
}

/// A benefit or a sum in every year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenefitRow {
    /// Its id, or `hard` and the like.
    pub id: String,
    /// Its name.
    pub title: String,
    /// `60 % of 1,200 × ¥850`, `soft`, …
    pub note: String,
    /// One a year.
    pub cells: Vec<Quantity>,
    /// All years.
    pub total: Quantity,
}

/// What became of a benefit in a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RealisedRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// `2026`
    pub year: String,
    /// The value of its measure.
    pub measured: Quantity,
    /// How much of the driver that is.
    pub driver: Quantity,
    /// What was planned to be gained.
    pub plan: Quantity,
    /// What was.
    pub actual: Quantity,
    /// The difference.
    pub variance: Quantity,
}

impl Desk<'_> {
    /// What it brings.
    pub fn benefits(&self) -> Option<BenefitsView> {
        let (case, own) = (self.own.case, &self.own.outcome.benefits);
        (!case.benefits.is_empty()).then_some(())?;
        let of = |soft: bool| {
            let rows = case.benefits.iter().zip(&own.items).filter(move |(benefit, _)| benefit.soft == soft);
            rows.map(|(benefit, row)| {
                self.benefit_row(&benefit.id, self.pen.text(&benefit.title), self.benefit_note(benefit), row)
            })
        };
        let has_soft = case.benefits.iter().any(|benefit| benefit.soft);
        let sum = |key: &str, row: &[Money]| {
            self.benefit_row(key, self.pen.say(&format!("case.sum.{key}"), &[]), String::new(), row)
        };
        let all = sum("all", &own.all());
        let sums = if has_soft { vec![sum("hard", &own.hard), sum("soft", &own.soft), all] } else { vec![all] };
        Some(BenefitsView {
            years: self.own.outcome.years.iter().map(ToString::to_string).collect(),
            rows: of(false).chain(of(true)).collect(),
            sums,
            realised: self.realised(),
        })
    }

    fn benefit_row(&self, id: &str, title: String, note: String, amounts: &[Money]) -> BenefitRow {
        BenefitRow {
            id: id.to_owned(),
            title,
            note,
            cells: amounts.iter().map(|amount| self.money(*amount)).collect(),
            total: self.money(amounts.iter().copied().sum()),
        }
    }

    /// What it is made of, how sure it is, whether it can be counted.
    fn benefit_note(&self, benefit: &Benefit) -> String {
        let driven = match &benefit.rule {
            BenefitRule::Stated(_) => None,
            BenefitRule::Driven { driver, unit } => driver.values().last().map(|driver| {
                let unit = self.with_currency(
                    &NumberFormat { decimals: 2, ..self.format() }.bare(unit.to_number()).replace(".00", ""),
                );
                let fill = [("driver", self.count(*driver)), ("unit", unit)];
                self.pen.say("case.driven", &fill.each_ref().map(|(key, value)| (*key, value.as_str())))
            }),
        };
        let part = (benefit.attribution < 1.0)
            .then(|| self.pen.say("case.attributed", &[("share", &self.pen.share_text(benefit.attribution))]));
        let sure = benefit.confidence.map(|sure| self.pen.say(&format!("case.confidence.{}", sure.code()), &[]));
        let soft = benefit.soft.then(|| self.pen.say("case.soft", &[]));
        self.pen.facts([driven, part, sure, soft])
    }

    fn count(&self, value: f64) -> String {
        let decimals = u8::from(value.fract() != 0.0);
        NumberFormat { decimals, ..NumberFormat::score(self.pen.locale()) }.bare(value)
    }

    fn realised(&self) -> Vec<RealisedRow> {
        let (case, own) = (self.own.case, &self.own.outcome.benefits);
        let plain = NumberFormat::score(self.pen.locale());
        let mut rows = Vec::new();
        for (at, years) in &own.actual {
            for (year, done) in years {
                let place = usize::try_from(year - case.opening).unwrap_or(usize::MAX);
                let plan = own.items[*at].get(place).copied().unwrap_or_default();
                rows.push(RealisedRow {
                    id: case.benefits[*at].id.clone(),
                    title: self.pen.text(&case.benefits[*at].title),
                    year: year.to_string(),
                    measured: Quantity::new(&plain, done.measured),
                    driver: Quantity::new(&plain, done.driver),
                    plan: self.money(plan),
                    actual: self.money(done.amount),
                    variance: self.money(done.amount - plan),
                });
            }
        }
        rows
    }
}
