//! How value lies with customers: the curve, the top, classes and tiers.

use serde::Serialize;

use super::sight::Sight;
use crate::method::customers::share;
use crate::report::figure::{Concentration, ConcentrationMark, Figure, ShareRow, Shares};
use crate::report::number::NumberFormat;
use crate::report::view::Quantity;
use crate::scorecard::{CustomerPeriod, Group, Tiered};

/// What the top customers bring.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TopRow {
    /// The share of customers asked of.
    pub part: Quantity,
    /// How many that are, rounded up.
    pub customers: Quantity,
    /// What share of value they bring; `None` where the value of all is not positive.
    pub share: Option<Quantity>,
}

/// A class by what those before a customer bring.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassRow {
    /// `A`
    pub name: &'static str,
    /// How many customers.
    pub customers: Quantity,
    /// Which share of customers.
    pub part: Quantity,
    /// Which share of value.
    pub share: Option<Quantity>,
}

/// A tier.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TierRow {
    /// Its name.
    pub title: String,
    /// `1 % of customers`, `from ¥10,000`
    pub rule: String,
    /// How many customers.
    pub customers: Quantity,
    /// Which share of customers.
    pub part: Option<Quantity>,
    /// What they are worth.
    pub value: Quantity,
    /// Which share of value.
    pub share: Option<Quantity>,
}

impl Sight<'_> {
    /// What the top customers bring.
    pub fn top(&self) -> Vec<TopRow> {
        let Some(now) = self.now() else { return Vec::new() };
        let row = |(part, group): (&f64, &Group)| TopRow {
            part: self.pen.share(*part),
            customers: self.count(group.customers),
            share: self.share(group, now),
        };
        self.own.customers.top.iter().zip(&now.top).map(row).collect()
    }

    fn share(&self, group: &Group, now: &CustomerPeriod) -> Option<Quantity> {
        share(group.value, now).map(|share| self.percent(share))
    }

    fn part(&self, group: &Group, now: &CustomerPeriod) -> Option<Quantity> {
        (now.all.customers > 0).then(|| self.percent(group.customers as f64 / now.all.customers as f64))
    }

    /// Classes A, B and C.
    pub fn classes(&self) -> Vec<ClassRow> {
        let Some(now) = self.now() else { return Vec::new() };
        let row = |(name, group): (&'static str, &Group)| {
            let part = self.part(group, now)?;
            Some(ClassRow { name, customers: self.count(group.customers), part, share: self.share(group, now) })
        };
        ["A", "B", "C"].into_iter().zip(&self.own.facts.abc).filter_map(row).collect()
    }

    /// The tiers, the most valuable first.
    pub fn tiers(&self) -> Vec<TierRow> {
        let Some(now) = self.now() else { return Vec::new() };
        let row = |(at, group): (usize, &Group)| TierRow {
            title: self.tier(at),
            rule: self.tier_rule(at),
            customers: self.count(group.customers),
            part: self.part(group, now),
            value: self.money(group.value),
            share: self.share(group, now),
        };
        now.tiers.iter().enumerate().map(row).collect()
    }

    fn tier_rule(&self, at: usize) -> String {
        let own = self.own.customers;
        let Some(tier) = own.tiers.get(at) else { return String::new() };
        match own.tiered {
            Tiered::ByShare => self.pen.say("customers.by-share", &[("share", &self.pen.share_text(tier.bound))]),
            Tiered::ByValue if at + 1 == own.tiers.len() => self.pen.say("customers.by-rest", &[]),
            Tiered::ByValue => self.pen.say("customers.by-value", &[("value", &self.money(tier.bound).text())]),
        }
    }

    /// Tiers by their share of customers and of value.
    pub fn shares(&self) -> Figure {
        let now = self.now();
        let row = |(at, group): (usize, &Group)| {
            let part = now.and_then(|now| self.part(group, now));
            let share = now.and_then(|now| self.share(group, now));
            let texts = [&part, &share].map(|share| share.as_ref().map_or_else(String::new, Quantity::text));
            ShareRow {
                label: self.tier(at),
                customers: part.map(|part| part.value * 100.0),
                value: share.map(|share| share.value * 100.0),
                said: texts.join(" → "),
            }
        };
        let rows: Vec<ShareRow> = now.into_iter().flat_map(|now| now.tiers.iter().enumerate().map(row)).collect();
        let parts: Vec<String> = rows.iter().map(|row| format!("{} {}", row.label, row.said)).collect();
        let keys = (self.pen.say("customers.of-customers", &[]), self.pen.say("customers.of-value", &[]));
        let title = self.pen.say("customers.tiers", &[]);
        Figure::Shares(Shares {
            caption: self.pen.caption("tiers-figure", title, self.pen.clauses(&parts)),
            keys,
            rows,
        })
    }

    /// What to know about the curve.
    pub fn curve_note(&self) -> String {
        let (Some(now), Some((customers, peak))) = (self.now(), self.own.facts.peak) else { return String::new() };
        let [customers, below] = [customers, now.below_zero.customers].map(|n| self.pen.number(n));
        let (peak, value) = (self.percent(peak).text(), self.money(now.below_zero.value).text());
        let fill = [("customers", customers.as_str()), ("peak", &peak), ("below", &below), ("value", &value)];
        self.pen.say(&format!("customers.curve-note{}", self.whale()), &fill)
    }

    /// How value lies with customers; none where the value of all is not positive.
    pub fn curve(&self) -> Option<Figure> {
        let (now, facts) = (self.now()?, self.own.facts);
        let n = now.all.customers as f64;
        let points: Vec<(f64, f64)> =
            facts.curve.iter().map(|(place, share)| (*place as f64 / n * 100.0, share * 100.0)).collect();
        if points.is_empty() {
            return None;
        }
        let mark = |(part, group): (&f64, &Group)| {
            let brings = share(group.value, now)?;
            let (part, said) = (self.pen.share_text(*part), self.percent(brings).text());
            let label = self.pen.say("customers.mark", &[("part", &part), ("share", &said)]);
            Some(ConcentrationMark { across: group.customers as f64 / n * 100.0, up: brings * 100.0, label })
        };
        let mut marks: Vec<ConcentrationMark> = self.own.customers.top.iter().zip(&now.top).filter_map(mark).collect();
        // The place most people ask for gets its words first.
        marks.sort_by(|one, other| (one.across - 20.0).abs().total_cmp(&(other.across - 20.0).abs()));
        let title = self.pen.say(&format!("customers.curve{}", self.whale()), &[]);
        let suffix = "%".to_owned();
        Some(Figure::Concentration(Concentration {
            caption: self.pen.caption("curve-figure", title, self.lead().headline),
            across: self.pen.say("customers.across", &[]),
            up: self.pen.say("customers.up", &[]),
            format: NumberFormat { suffix, ..NumberFormat::count(self.pen.locale()) },
            points,
            marks,
        }))
    }
}
