//! Management ratios on the page of a business case, with the tree of return on equity.

use serde::Serialize;

use super::Desk;
use super::eva::EvaRow;
use super::gauge::{DriverRow, Gauge, Part};
use crate::method::finance::ratios::{Ratio, RatioYear};
use crate::report::figure::{Figure, Join};
use crate::report::number::NumberFormat;
use crate::report::view::Quantity;
use crate::scorecard::{CapitalAt, EntityTree, Money};

/// Management ratios.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatiosView {
    /// Which balance stands below the line.
    pub note: String,
    /// The years told of.
    pub years: Vec<String>,
    /// One a ratio, with its formula.
    pub rows: Vec<RatioRow>,
    /// `What return on equity is made of, 2026 against 2025`
    pub tree_title: String,
    /// What it is made of as a picture; `None` where net profit, revenue, assets or equity are not known.
    pub tree: Option<Figure>,
    /// The same in words.
    pub tree_rows: Vec<DriverRow>,
    /// Every entity and year, unrounded, for programs.
    pub values: Vec<RatioValue>,
}

/// A ratio in every year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatioRow {
    /// Its values.
    pub row: EvaRow,
    /// `revenue ÷ assets`
    pub formula: String,
}

/// One ratio of one entity in one year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatioValue {
    /// Whose; null for the top.
    pub entity: Option<String>,
    /// Which.
    pub ratio: &'static str,
    /// When.
    pub year: i32,
    /// Its value; null where it is not defined.
    pub value: Option<f64>,
}

impl Desk<'_> {
    /// The section; `None` where the case asks for none.
    pub fn ratios(&self) -> Option<RatiosView> {
        let (plan, firm) = (self.own.case.ratios.as_ref()?, self.own.outcome.firm.as_ref()?);
        let (found, tree) = (firm.ratios.as_ref()?, &firm.entities);
        let years = found.of(EntityTree::TOP);
        let (last, before) = (years.last()?, years.iter().rev().nth(1));
        let parts = self.dupont(last, before);
        let tree_title = self.drivers_title("ratios.tree", last.year, before.map(|year| year.year));
        let summary = self.pen.say("ratios.summary", &[("roe", &self.gauged(Gauge::Share, last.value(Ratio::Roe)))]);
        let is_whole = parts.first().is_some_and(|part| part.now.is_some());
        let values = tree.indexed().flat_map(|(index, entity)| {
            let of_year = move |year: &RatioYear| (year.year, year.clone());
            found.of(index).iter().map(of_year).flat_map(move |(when, year)| {
                found.ratios.iter().map(move |ratio| RatioValue {
                    entity: entity.id.clone(),
                    ratio: ratio.code(),
                    year: when,
                    value: year.value(*ratio),
                })
            })
        });
        Some(RatiosView {
            note: self.ratio_note(plan.balance, plan.days),
            years: years.iter().map(|year| year.year.to_string()).collect(),
            rows: found.ratios.iter().map(|ratio| self.ratio_row(*ratio, years)).collect(),
            tree: is_whole.then(|| self.drivers("dupont", tree_title.clone(), summary, &parts)),
            tree_rows: if is_whole { self.driver_rows(&parts) } else { Vec::new() },
            tree_title,
            values: values.collect(),
        })
    }

    fn ratio_note(&self, balance: CapitalAt, days: u32) -> String {
        let key = match balance {
            CapitalAt::Opening => "ratios.balance-opening",
            CapitalAt::Average => "ratios.balance-average",
            CapitalAt::YearEnd => "ratios.balance-year-end",
        };
        self.pen.say(key, &[("days", &days.to_string())])
    }

    fn ratio_row(&self, ratio: Ratio, years: &[RatioYear]) -> RatioRow {
        let code = ratio.code();
        let cells = years.iter().map(|year| year.value(ratio).map(|value| self.ratio_cell(ratio, value))).collect();
        let title = self.pen.say(&format!("ratio.{code}"), &[]);
        RatioRow {
            row: EvaRow { id: code.to_owned(), title, part: false, cells },
            formula: self.pen.say(&format!("ratio.{code}.formula"), &[]),
        }
    }

    fn ratio_cell(&self, ratio: Ratio, value: f64) -> Quantity {
        if ratio.is_share() {
            return self.rate_cell(value);
        }
        let decimals = if ratio.is_days() { 1 } else { 2 };
        let suffix = if ratio.is_days() { String::new() } else { "×".to_owned() };
        let format = NumberFormat { decimals, suffix, ..NumberFormat::score(self.pen.locale()) };
        Quantity { value, ..Quantity::new(&format, value) }
    }

    /// ROE = ROA × multiplier, ROA = margin × turnover, and what these are made of.
    fn dupont(&self, now: &RatioYear, before: Option<&RatioYear>) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut add = |key: &str, gauge: Gauge, parent, join, of: &dyn Fn(&RatioYear) -> Option<f64>| {
            let title = self.pen.say(key, &[]);
            parts.push(Part { title, gauge, now: of(now), before: before.and_then(of), parent, join });
            Some(parts.len() - 1)
        };
        let flow = |column: &'static str| move |year: &RatioYear| year.flow(column).map(Money::to_number);
        let balance = |column: &'static str| move |year: &RatioYear| year.balance(column).map(Money::to_number);
        let ratio = |own: Ratio| move |year: &RatioYear| year.value(own);
        let (over, times) = (Some(Join::Over), Some(Join::Times));
        let roe = add("ratio.roe", Gauge::Share, None, None, &ratio(Ratio::Roe));
        let roa = add("ratio.roa", Gauge::Share, roe, None, &ratio(Ratio::Roa));
        let margin = add("ratio.net-margin", Gauge::Share, roa, None, &ratio(Ratio::NetMargin));
        add("eva.column.net_profit", Gauge::Money, margin, None, &flow("net_profit"));
        add("eva.column.revenue", Gauge::Money, margin, over, &flow("revenue"));
        let turnover = add("ratio.asset-turnover", Gauge::Times, roa, times, &ratio(Ratio::AssetTurnover));
        add("eva.column.revenue", Gauge::Money, turnover, None, &flow("revenue"));
        add("eva.column.assets", Gauge::Money, turnover, over, &balance("assets"));
        let multiplier = add("ratio.multiplier", Gauge::Times, roe, times, &ratio(Ratio::Multiplier));
        add("eva.column.assets", Gauge::Money, multiplier, None, &balance("assets"));
        add("eva.column.equity", Gauge::Money, multiplier, over, &balance("equity"));
        parts
    }
}
