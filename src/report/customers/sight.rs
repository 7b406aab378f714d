//! One document of customers in one language, in the period reported on.

use crate::method::customers::{Flow, gini, share};
use crate::report::Counted;
use crate::report::address::Address;
use crate::report::number::NumberFormat;
use crate::report::pen::Pen;
use crate::report::sentence::Headline;
use crate::report::view::{Link, Quantity};
use crate::scorecard::{CustomerPeriod, Tiered};

/// From this amount on, decimals say nothing.
const NO_DECIMALS: f64 = 1000.0;

/// A document, and the pen to tell it with.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// Words and links.
    pub pen: Pen<'a>,
    /// The document with what was counted.
    pub own: &'a Counted<'a>,
    /// Its place among its kind.
    pub at: usize,
}

impl<'a> Sight<'a> {
    /// The document at a place.
    pub fn new(pen: Pen<'a>, own: &'a Counted<'a>, at: usize) -> Self {
        Self { pen, own, at }
    }

    /// Its name.
    pub fn title(&self) -> String {
        self.pen.text(&self.own.customers.title)
    }

    /// Its page.
    pub fn link(&self) -> Link {
        self.pen.link(Address::Customers(self.at), &self.own.customers.title)
    }

    /// What was counted in the period reported on; `None` where there are no customers at all.
    pub fn now(&self) -> Option<&'a CustomerPeriod> {
        self.own.facts.periods.last()
    }

    /// The period reported on; empty where there is none.
    pub fn period(&self) -> String {
        self.now().map_or_else(String::new, |now| self.pen.period(now.period))
    }

    /// A number of customers.
    pub fn count(&self, n: u64) -> Quantity {
        Quantity::new(&NumberFormat::count(self.pen.locale()), n as f64)
    }

    /// An amount of money.
    pub fn money(&self, amount: f64) -> Quantity {
        let decimals = if amount.abs() < NO_DECIMALS { 2 } else { 0 };
        let prefix = self.pen.book.currency.clone();
        Quantity::new(&NumberFormat { decimals, prefix, ..NumberFormat::count(self.pen.locale()) }, amount)
    }

    /// A share in per cent with one decimal; more where that would say none or all of what is not.
    pub fn percent(&self, share: f64) -> Quantity {
        let shown = (share * 1000.0).round() / 10.0;
        if (shown <= 0.0 && share > 0.0) || (shown >= 100.0 && share < 1.0) {
            return self.pen.share(share);
        }
        let format = NumberFormat { suffix: "%".to_owned(), ..NumberFormat::score(self.pen.locale()) };
        Quantity { value: share, ..Quantity::new(&format, share * 100.0) }
    }

    /// The name of a tier; one past the last is for those who are no customers.
    pub fn tier(&self, at: usize) -> String {
        let Some(tier) = self.own.customers.tiers.get(at) else { return self.pen.say("customers.nobody", &[]) };
        match &tier.title {
            Some(title) => self.pen.text(title),
            None => self.pen.say(&format!("customers.tier.{}", tier.id), &[]),
        }
    }

    /// The end of the keys of words for customers of whom some are worth less than nothing.
    pub fn whale(&self) -> &'static str {
        if self.now().is_some_and(|now| now.below_zero.customers > 0) { "-whale" } else { "" }
    }

    /// How customers moved since the period before.
    pub fn flow(&self) -> Option<Flow> {
        self.now()?.moves.as_ref().map(Flow::of)
    }

    /// The sentence the page opens with, and a few more.
    pub fn lead(&self) -> Headline {
        let Some(now) = self.now().filter(|now| now.all.customers > 0) else {
            return Headline { headline: self.pen.say("customers.lead-none", &[]), deck: String::new() };
        };
        let customers = self.pen.number(now.all.customers);
        let value = self.money(now.all.value).text();
        let top = self.own.customers.top.iter().zip(&now.top).rfind(|(share, _)| **share <= 0.2 + 1e-9);
        let headline = match top.and_then(|(part, group)| Some((part, share(group.value, now)?))) {
            Some((part, brings)) if now.all.customers > 1 => {
                let (part, brings) = (self.pen.share_text(*part), self.percent(brings).text());
                self.pen.say("customers.lead", &[("part", &part), ("customers", &customers), ("share", &brings)])
            }
            _ => self.pen.count(
                "customers.lead-plain",
                usize::try_from(now.all.customers).unwrap_or(usize::MAX),
                &[("customers", &customers), ("value", &value)],
            ),
        };
        Headline { headline, deck: self.pen.paragraph([self.needed(now), self.moved()].into_iter().flatten()) }
    }

    /// `For 80 % of the value it takes 7,695 customers, 32.6 % of them.`
    fn needed(&self, now: &CustomerPeriod) -> Option<String> {
        let (part, customers) = self.own.facts.needed.iter().find(|(part, _)| (*part - 0.8).abs() < 1e-9)?;
        let part = self.pen.share_text(*part);
        let share = self.percent(*customers as f64 / now.all.customers as f64).text();
        let fill = [("part", part.as_str()), ("share", &share), ("number", &self.pen.number(*customers))];
        Some(self.pen.count("customers.needed", usize::try_from(*customers).unwrap_or(usize::MAX), &fill))
    }

    fn moved(&self) -> Option<String> {
        let flow = self.flow()?;
        let before = self.own.facts.periods.iter().rev().nth(1)?;
        let since = self.pen.period_beside(before.period, self.now()?.period);
        let number = |n: u64| self.pen.number(n);
        let [new, lost, up, down] = [flow.new, flow.lost, flow.upgraded, flow.downgraded].map(number);
        let fill = [("since", since.as_str()), ("new", &new), ("lost", &lost), ("up", &up), ("down", &down)];
        let key = if self.own.customers.window.is_some() { "customers.moved" } else { "customers.moved-unlost" };
        Some(self.pen.say(key, &fill))
    }

    /// What stands beside the headline.
    pub fn facts(&self) -> Vec<(String, String)> {
        let facts = self.own.facts;
        let said = |key: &str, value: String| (self.pen.say(&format!("customers.fact.{key}"), &[]), value);
        let mut all = Vec::new();
        let Some(now) = self.now() else { return all };
        all.push(said("customers", self.pen.number(now.all.customers)));
        all.push(said(
            if self.own.customers.by_profit { "profit" } else { "revenue" },
            self.money(now.all.value).text(),
        ));
        if now.all.customers > 0 {
            all.push(said("mean", self.money(now.all.value / now.all.customers as f64).text()));
        }
        if let Some(gini) = gini(now) {
            let format = NumberFormat { decimals: 3, ..NumberFormat::score(self.pen.locale()) };
            all.push(said("gini", format.bare(gini)));
        }
        if now.below_zero.customers > 0 {
            let below = [self.pen.number(now.below_zero.customers), self.money(now.below_zero.value).text()];
            all.push(said("below-zero", self.pen.facts(below.map(Some))));
        }
        all.push(said("transactions", self.pen.number(facts.transactions)));
        if let Some((first, last)) = facts.days {
            let (first, last) = (self.pen.period(first), self.pen.period(last));
            all.push(said("days", self.pen.say("customers.days", &[("first", &first), ("last", &last)])));
        }
        all
    }

    /// How it was counted, a sentence each.
    pub fn rules(&self) -> Vec<String> {
        let (own, facts) = (self.own.customers, self.own.facts);
        let count = |key: &str, n: u64, value: &str| {
            let fill = [("number", self.pen.number(n)), ("value", value.to_owned())];
            let fill: Vec<(&str, &str)> = fill.iter().map(|(name, text)| (*name, text.as_str())).collect();
            self.pen.count(&format!("customers.rule.{key}"), usize::try_from(n).unwrap_or(usize::MAX), &fill)
        };
        let periods = |n: u32| self.now().map(|now| self.pen.duration(now.period, n as usize)).unwrap_or_default();
        let say = |key: &str, fill: &[(&str, &str)]| self.pen.say(&format!("customers.rule.{key}"), fill);
        let mut rules = vec![say(if own.by_profit { "profit" } else { "revenue" }, &[])];
        rules.push(match own.window {
            Some(window) => say("window", &[("periods", &periods(window))]),
            None => say("no-window", &[]),
        });
        rules.push(say("order", &[]));
        rules.push(say(if own.tiered == Tiered::ByShare { "tiers-by-share" } else { "tiers-by-value" }, &[]));
        rules.push(say("abc", &[]));
        rules.push(say("gini", &[]));
        rules.extend(own.as_of.map(|day| say("as-of", &[("day", &self.pen.period(day))])));
        if own.as_of.is_none() {
            rules.extend(facts.days.map(|(_, last)| say("as-of-data", &[("day", &self.pen.period(last))])));
        }
        if facts.later > 0 {
            rules.push(count("later", facts.later, ""));
        }
        if facts.nobody.0 > 0 {
            rules.push(count("nobody", facts.nobody.0, &self.money(facts.nobody.1).text()));
        }
        rules
    }
}
