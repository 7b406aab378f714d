//! What a case earns: the sentence on its rates, every variant named, flows year by year, and how far each part may change.

use serde::Serialize;

use super::Desk;
use crate::method::business_case::Return;
use crate::method::finance::flows::{discount, npv};
use crate::method::finance::payback::Payback;
use crate::method::finance::rates::InternalRates;
use crate::report::figure::{Cash, CashPoint, Figure, Profile};
use crate::report::view::Quantity;

/// What it earns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReturnView {
    /// What can be said of its rates of return.
    pub rates_said: String,
    /// (`ROI, simple`, `104 %`), … every variant by its name.
    pub facts: Vec<(String, String)>,
    /// Flows and their sum.
    pub cash: Figure,
    /// Net present value over rates.
    pub profile: Figure,
    /// Year by year.
    pub flows: Vec<FlowRow>,
    /// How far each cost and benefit may change.
    pub break_even: Vec<BreakEvenRow>,
}

/// A year of flows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FlowRow {
    /// `2026`
    pub year: String,
    /// Benefits that can be counted.
    pub hard: Quantity,
    /// Those that cannot.
    pub soft: Quantity,
    /// Costs with contingency.
    pub costs: Quantity,
    /// What is left.
    pub net: Quantity,
    /// The sum of that so far.
    pub total: Quantity,
    /// What is left, as worth in the opening year.
    pub present: Quantity,
}

/// How far a cost or benefit may change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BreakEvenRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whether it is a cost.
    pub cost: bool,
    /// The share of the plan at which NPV is 0; none where it decides nothing.
    pub share: Option<Quantity>,
    /// What that means.
    pub said: String,
}

/// How many rates a profile is drawn at.
const STEPS: usize = 120;

impl Desk<'_> {
    /// What it earns.
    pub fn returned(&self) -> Option<ReturnView> {
        let own = self.own.outcome.returned.as_ref()?;
        let rates_said = self.rates_sentence(&own.rates);
        Some(ReturnView {
            facts: self.facts(own),
            cash: self.cash(own),
            profile: self.profile(own, &rates_said),
            flows: self.flows(own),
            break_even: self.break_even(own),
            rates_said,
        })
    }

    /// None, one, or several rates: only one of flows that change their sign once is told as the rate.
    pub fn rates_sentence(&self, rates: &InternalRates) -> String {
        let named: Vec<String> = rates.rates.iter().map(|rate| self.percent(*rate)).collect();
        let listed = self.pen.words.list(&named);
        let (count, changes) = (self.pen.cardinal(named.len()), rates.sign_changes);
        let own = self.percent(self.own.case.rate);
        let fill = [("rates", listed.as_str()), ("count", &count), ("changes", &changes.to_string()), ("own", &own)];
        let key = match (named.len(), changes) {
            (0, 0) => "case.irr-same-sign",
            (0, _) => "case.irr-none",
            (1, 1) => "case.irr-one",
            (1, _) => "case.irr-one-of-changes",
            _ => "case.irr-several",
        };
        self.pen.say(key, &fill)
    }

    fn facts(&self, own: &Return) -> Vec<(String, String)> {
        let rate = self.percent(self.own.case.rate);
        let mut facts = Vec::new();
        let mut add = |key: &str, value: Option<String>| {
            facts.extend(value.map(|value| (self.pen.say(&format!("case.{key}"), &[("rate", &rate)]), value)));
        };
        let percent = |share: Option<f64>| share.map(|share| self.percent(share));
        let never = || Some(self.pen.say("case.never", &[]));
        let time = |back: Option<Payback>| back.map(|back| self.duration(back)).or_else(never);
        add("npv", Some(self.said(own.npv)));
        add("npv-hard", Some(self.said(own.hard_npv)));
        add("irr", percent(own.rates.only()));
        add("mirr", percent(own.modified));
        add("roi-simple", percent(own.returns.simple));
        add("roi-annual", percent(own.returns.annual_average));
        add("roi-discounted", percent(own.returns.discounted));
        add("profitability-index", own.returns.profitability_index.map(|index| self.ratio(index)));
        add("annuity", own.annuity.map(|annuity| self.said(annuity)));
        add("payback", time(own.payback));
        add("discounted-payback", time(own.discounted_payback));
        if let Some(dated) = &own.dated {
            add("xnpv", Some(self.said(dated.npv)));
            let rates: Vec<String> = dated.rates.rates.iter().map(|rate| self.percent(*rate)).collect();
            add("xirr", Some(if rates.is_empty() { self.pen.say("none", &[]) } else { self.pen.words.list(&rates) }));
        }
        facts
    }

    /// A plain number with two decimals.
    fn ratio(&self, value: f64) -> String {
        crate::report::number::NumberFormat { decimals: 2, ..self.format() }.bare(value)
    }

    fn cash(&self, own: &Return) -> Figure {
        let years = self.own.outcome.years.iter().zip(&own.flows).zip(&own.cumulative);
        let point = |((year, flow), total): ((&i32, &crate::scorecard::Money), &crate::scorecard::Money)| CashPoint {
            label: year.to_string(),
            flow: flow.to_number(),
            total: total.to_number(),
        };
        let said = |back: Payback| self.pen.say("case.back-mark", &[("years", &self.years(back.periods))]);
        Figure::Cash(Cash {
            caption: self.pen.caption("cash", self.pen.say("case.cash", &[]), self.payback_sentence()),
            points: years.map(point).collect(),
            payback: own.payback.map(|back| (back.periods, said(back))),
            format: self.format(),
        })
    }

    /// NPV from a little below 0 % to beyond the rates that matter: the case's, and every internal one up to 100 %.
    fn profile(&self, own: &Return, summary: &str) -> Figure {
        const FARTHEST: f64 = 5.0;
        let flows: Vec<f64> = own.flows.iter().map(|flow| flow.to_number()).collect();
        let rate = self.own.case.rate;
        let near = own.rates.rates.iter().copied().filter(|rate| (-0.5..=FARTHEST).contains(rate));
        let (low, high) = near.chain([rate]).fold((0.0_f64, 0.3_f64), |(low, high), at| (low.min(at), high.max(at)));
        let (low, high) = (if low < 0.0 { (low * 1.15).max(-0.95) } else { 0.0 }, high * 1.2);
        let at = |step: usize| low + (high - low) * step as f64 / STEPS as f64;
        let points = (0..=STEPS).filter_map(|step| Some((at(step) * 100.0, npv(at(step), &flows)?)));
        let zero = |rate: &f64| (rate * 100.0, self.percent(*rate));
        let fill = [("rate", self.percent(rate)), ("npv", self.short(own.npv))];
        let fill = fill.each_ref().map(|(key, value)| (*key, value.as_str()));
        Figure::Profile(Profile {
            caption: self.pen.caption("profile", self.pen.say("case.profile", &[]), summary.to_owned()),
            points: points.collect(),
            zeros: own.rates.rates.iter().map(zero).collect(),
            own: (rate * 100.0, own.npv, self.pen.say("case.profile-own", &fill)),
            format: self.format(),
        })
    }

    fn flows(&self, own: &Return) -> Vec<FlowRow> {
        let outcome = &self.own.outcome;
        let row = |(at, year): (usize, &i32)| {
            let net = *own.flows.get(at)?;
            let factor = discount(self.own.case.rate, at as f64)?;
            Some(FlowRow {
                year: year.to_string(),
                hard: self.money(*outcome.benefits.hard.get(at)?),
                soft: self.money(*outcome.benefits.soft.get(at)?),
                costs: self.money(-*outcome.costs.ownership.annual.get(at)?),
                net: self.money(net),
                total: self.money(*own.cumulative.get(at)?),
                present: self.amount(net.to_number() * factor),
            })
        };
        outcome.years.iter().enumerate().filter_map(row).collect()
    }

    fn break_even(&self, own: &Return) -> Vec<BreakEvenRow> {
        let case = self.own.case;
        let costs = case.costs.iter().map(|item| (&item.id, &item.title, true));
        let items = costs.chain(case.benefits.iter().map(|item| (&item.id, &item.title, false)));
        let row = |((id, title, cost), share): ((&String, &crate::scorecard::Text, bool), &Option<f64>)| BreakEvenRow {
            id: id.clone(),
            title: self.pen.text(title),
            cost,
            share: share.map(|share| self.rate_quantity(share)),
            said: self.break_even_said(cost, *share),
        };
        items.zip(&own.break_even).map(row).collect()
    }

    fn break_even_said(&self, cost: bool, share: Option<f64>) -> String {
        let Some(share) = share else { return self.pen.say("case.decides-nothing", &[]) };
        let key = match (cost, share) {
            (_, share) if share < 0.0 => "case.never-decides",
            (true, share) if share >= 1.0 => "case.may-rise",
            (true, _) => "case.must-fall",
            (false, share) if share <= 1.0 => "case.may-fall",
            (false, _) => "case.must-rise",
        };
        self.pen.say(key, &[("by", &self.percent((share - 1.0).abs()))])
    }

    /// A rate or share of the plan in a table.
    pub fn rate_quantity(&self, rate: f64) -> Quantity {
        let format = crate::report::number::NumberFormat { decimals: 1, suffix: "%".to_owned(), ..self.format() };
        Quantity { value: rate, ..Quantity::new(&format, rate * 100.0) }
    }
}
