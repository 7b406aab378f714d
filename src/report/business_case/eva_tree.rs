//! What drives economic value added: EVA = NOPAT − capital × WACC, profit = revenue × margin, ROIC = margin × turnover.

use super::Desk;
use super::gauge::{Gauge, Part};
use crate::method::finance::firm::{FirmYear, Line};
use crate::report::figure::Join;
use crate::scorecard::{EvaPlan, Money};

impl Desk<'_> {
    /// The tree of a year, against the year before.
    pub fn eva_parts(&self, plan: &EvaPlan, rate: f64, now: &FirmYear, before: Option<&FirmYear>) -> Vec<Part> {
        let mut tree = Branches { desk: self, now, before, parts: Vec::new() };
        let number = |amount: Money| Some(amount.to_number());
        let eva = tree.add("eva.eva", Gauge::Money, None, None, &|year| number(year.eva));
        let nopat = tree.add("eva.nopat", Gauge::Money, Some(eva), None, &|year| number(year.nopat));
        tree.profit(plan, nopat);
        let charge = tree.add("eva.charge", Gauge::Money, Some(eva), Some(Join::Minus), &|year| number(year.charge));
        let capital = tree.add("eva.capital", Gauge::Money, Some(charge), None, &|year| number(year.capital));
        tree.adjusted(capital, |year| &year.invested, "eva.stated-capital");
        tree.add("eva.wacc", Gauge::Share, Some(charge), Some(Join::Times), &|_| Some(rate));
        let roic = tree.add("eva.roic", Gauge::Share, None, None, &|year| year.roic);
        if now.revenue.is_some() {
            tree.add("eva.nopat-margin", Gauge::Share, Some(roic), None, &|year| over(year.nopat, year.revenue?));
            let turnover = |year: &FirmYear| over(year.revenue?, year.capital);
            tree.add("eva.turnover", Gauge::Times, Some(roic), Some(Join::Times), &turnover);
        }
        tree.parts
    }
}

/// A quotient; `None` where the divisor is not above zero.
fn over(part: Money, whole: Money) -> Option<f64> {
    if whole > Money::ZERO { part.share_of(whole) } else { None }
}

/// A tree that grows.
struct Branches<'a> {
    desk: &'a Desk<'a>,
    now: &'a FirmYear,
    before: Option<&'a FirmYear>,
    parts: Vec<Part>,
}

impl Branches<'_> {
    fn add(
        &mut self,
        key: &str,
        gauge: Gauge,
        parent: Option<usize>,
        join: Option<Join>,
        of: &dyn Fn(&FirmYear) -> Option<f64>,
    ) -> usize {
        let title = self.desk.pen.say(key, &[]);
        let (now, before) = (of(self.now), self.before.and_then(of));
        self.parts.push(Part { title, gauge, now, before, parent, join });
        self.parts.len() - 1
    }

    /// What NOPAT is made of: profit (revenue × margin), tax or interest, adjustments.
    fn profit(&mut self, plan: &EvaPlan, nopat: usize) {
        let Some((Line::Column(first), _)) = self.now.profit.first() else { return };
        let of = |year: &FirmYear| year.profit.first().map(|(_, amount)| *amount);
        let is_whole = self.now.profit.len() == 1;
        let own = if is_whole {
            nopat
        } else {
            let key = format!("eva.column.{first}");
            self.add(&key, Gauge::Money, Some(nopat), None, &|year| of(year).map(Money::to_number))
        };
        if self.now.revenue.is_some() {
            let revenue = |year: &FirmYear| year.revenue.map(Money::to_number);
            self.add("eva.column.revenue", Gauge::Money, Some(own), None, &revenue);
            self.add("eva.margin", Gauge::Share, Some(own), Some(Join::Times), &|year| over(of(year)?, year.revenue?));
        }
        if let Some((line, _)) = self.now.profit.get(1).filter(|(line, _)| !matches!(line, Line::Adjustment(_))) {
            let line = *line;
            let is_tax = line != Line::InterestAfterTax;
            let size = |year: &FirmYear| {
                let amount = year.profit.iter().find(|(own, _)| *own == line).map(|(_, amount)| amount.to_number())?;
                Some(if is_tax { -amount } else { amount })
            };
            let join = if is_tax { Join::Minus } else { Join::Plus };
            let at = self.add("eva.tax", Gauge::Money, Some(nopat), Some(join), &size);
            self.parts[at].title = self.desk.line_name(plan, line).1;
        }
        self.adjustments(nopat, |year| &year.profit);
    }

    /// A sum as stated and its adjustments, where there are any.
    fn adjusted(&mut self, parent: usize, lines: fn(&FirmYear) -> &Vec<(Line, Money)>, key: &str) {
        if lines(self.now).iter().any(|(line, _)| matches!(line, Line::Adjustment(_))) {
            self.add(key, Gauge::Money, Some(parent), None, &|year| Some(sum(lines(year), false)));
            self.adjustments(parent, lines);
        }
    }

    fn adjustments(&mut self, parent: usize, lines: fn(&FirmYear) -> &Vec<(Line, Money)>) {
        if lines(self.now).iter().any(|(line, _)| matches!(line, Line::Adjustment(_))) {
            let all = |year: &FirmYear| Some(sum(lines(year), true));
            self.add("eva.adjustments", Gauge::Money, Some(parent), Some(Join::Plus), &all);
        }
    }
}

/// The sum of lines that are adjustments, or of the others.
fn sum(lines: &[(Line, Money)], adjustments: bool) -> f64 {
    let own = lines.iter().filter(|(line, _)| matches!(line, Line::Adjustment(_)) == adjustments);
    own.map(|(_, amount)| *amount).sum::<Money>().to_number()
}
