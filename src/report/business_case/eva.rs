//! Economic value added on the page of a business case: the firm's, year by year and entity by entity, with what drives it.

use serde::Serialize;

use super::Desk;
use super::gauge::{DriverRow, Gauge};
use crate::method::finance::eva::capm;
use crate::method::finance::firm::{FirmYear, Line, added_value};
use crate::method::statements::FirmValue;
use crate::report::figure::{Figure, Trend, TrendPoint};
use crate::report::number::NumberFormat;
use crate::report::view::Quantity;
use crate::scorecard::{
    AdjustmentKind, CapitalAt, CostOfCapital, CostOfEquity, EntityTree, EvaPlan, EvaPreset, Money, Status,
};

/// Economic value added of the firm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvaView {
    /// What it says, in a sentence.
    pub sentence: String,
    /// How it is reckoned: capital convention, cost of capital, tax.
    pub notes: Vec<String>,
    /// What to be careful about.
    pub cautions: Vec<String>,
    /// (`EVA 2026`, `¥2.1M`), …
    pub facts: Vec<(String, String)>,
    /// The years told of.
    pub years: Vec<String>,
    /// From profit over capital to the value added.
    pub rows: Vec<EvaRow>,
    /// Over the years.
    pub trend: Option<Figure>,
    /// `What drives it, 2026 against 2025`
    pub drivers_title: String,
    /// What drives it.
    pub drivers: Figure,
    /// The same in words.
    pub driver_rows: Vec<DriverRow>,
    /// Every entity; empty without entities.
    pub entities: Vec<EntityValue>,
    /// Both sides of the identity of market value added; `None` where another capital than the opening one is charged.
    pub identity: Option<Identity>,
    /// Every entity and year, unrounded, for programs.
    pub values: Vec<ValueRow>,
}

/// A line of the reckoning in every year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvaRow {
    /// For programs: `nopat`, `capital`, `eva`, …
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whether it is a line of what stands below it.
    pub part: bool,
    /// One a year; none where it is not defined.
    pub cells: Vec<Option<Quantity>>,
}

/// An entity over the years.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityValue {
    /// Its name.
    pub title: String,
    /// Its value added in each year told of.
    pub cells: Vec<Option<Quantity>>,
    /// Its return on capital in the last.
    pub roic: Option<Quantity>,
}

/// Market value added in two ways.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Identity {
    /// The sentence.
    pub said: String,
    /// The present value of the values added.
    pub from_eva: f64,
    /// The NPV of the free flows.
    pub from_flows: f64,
}

/// One entity in one year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValueRow {
    /// Its id; null for the top.
    pub entity: Option<String>,
    /// When.
    pub year: i32,
    /// NOPAT, capital at the opening, at the end, charged, charge, EVA.
    pub amounts: [Option<f64>; 6],
    /// Return on the charged capital.
    pub roic: Option<f64>,
    /// What capital costs.
    pub wacc: f64,
}

impl Desk<'_> {
    /// The section; `None` where the case asks for none.
    pub fn eva(&self) -> Option<EvaView> {
        let (plan, firm) = (self.own.case.eva.as_ref()?, self.own.outcome.firm.as_ref()?);
        let (value, tree) = (firm.value.as_ref()?, &firm.entities);
        let years = value.of(EntityTree::TOP);
        let last = years.last()?;
        let before = years.iter().rev().nth(1);
        let parts = self.eva_parts(plan, value.rate, last, before);
        let drivers_title = self.drivers_title("eva.drivers", last.year, before.map(|year| year.year));
        let identity =
            added_value(plan, years, value.rate).map(|own| self.identity(last, own.from_eva, own.from_flows));
        Some(EvaView {
            sentence: self.eva_sentence(last, value.rate),
            notes: self.eva_notes(plan, value),
            cautions: self.eva_cautions(plan, value, !firm.ledger.sums.is_empty()),
            facts: self.eva_facts(last, value.rate),
            years: years.iter().map(|year| year.year.to_string()).collect(),
            rows: self.eva_rows(plan, value),
            trend: (years.len() > 1).then(|| self.eva_trend(years)),
            drivers: self.drivers("eva-drivers", drivers_title.clone(), self.eva_sentence(last, value.rate), &parts),
            driver_rows: self.driver_rows(&parts),
            drivers_title,
            entities: self.eva_entities(value, tree, years),
            identity,
            values: values(value, tree),
        })
    }

    /// `What drives it, 2026 against 2025`
    pub fn drivers_title(&self, key: &str, year: i32, before: Option<i32>) -> String {
        let (year, before) = (year.to_string(), before.map(|year| year.to_string()));
        match before {
            Some(before) => self.pen.say(&format!("{key}-against"), &[("year", &year), ("before", &before)]),
            None => self.pen.say(key, &[("year", &year)]),
        }
    }

    fn eva_sentence(&self, year: &FirmYear, rate: f64) -> String {
        let (eva, when, cost) = (self.short(year.eva.to_number()), year.year.to_string(), self.percent(rate));
        let Some(roic) = year.roic else {
            return self.pen.say("eva.said-undefined", &[("eva", &eva), ("year", &when)]);
        };
        let key = if year.eva < Money::ZERO { "eva.said-destroyed" } else { "eva.said-created" };
        let size = self.short(year.eva.to_number().abs());
        self.pen.say(key, &[("eva", &size), ("year", &when), ("roic", &self.percent(roic)), ("wacc", &cost)])
    }

    fn eva_facts(&self, year: &FirmYear, rate: f64) -> Vec<(String, String)> {
        let say = |key: &str| self.pen.say(key, &[]);
        let money = |amount: Money| self.said(amount.to_number());
        vec![
            (self.pen.say("eva.of-year", &[("year", &year.year.to_string())]), money(year.eva)),
            (say("eva.nopat"), money(year.nopat)),
            (say("eva.capital"), money(year.capital)),
            (say("eva.roic"), self.gauged(Gauge::Share, year.roic)),
            (say("eva.wacc"), self.percent(rate)),
        ]
    }

    /// How it is reckoned.
    fn eva_notes(&self, plan: &EvaPlan, value: &FirmValue) -> Vec<String> {
        let capital = match plan.capital {
            CapitalAt::Opening => "eva.capital-opening",
            CapitalAt::Average => "eva.capital-average",
            CapitalAt::YearEnd => "eva.capital-year-end",
        };
        let tax = self.percent(plan.tax);
        let mut notes = vec![self.pen.say(capital, &[])];
        if plan.preset == Some(EvaPreset::StateAssets) {
            notes.push(self.pen.say("eva.preset-state-assets", &[("tax", &tax)]));
        }
        if let CostOfCapital::Parts { equity, debt, cost_of_equity, cost_of_debt, tax } = plan.cost {
            let expected = match cost_of_equity {
                CostOfEquity::Stated(rate) => self.percent(rate),
                CostOfEquity::Capm { risk_free, beta, premium } => {
                    let rate = self.percent(capm(risk_free, beta, premium));
                    let beta = NumberFormat { decimals: 2, ..self.format() }.bare(beta);
                    let (free, premium) = (self.percent(risk_free), self.percent(premium));
                    let fill = [("rate", rate.as_str()), ("free", &free), ("beta", &beta), ("premium", &premium)];
                    self.pen.say("eva.capm", &fill)
                }
            };
            let (whole, rate) = (equity + debt, self.percent(value.rate));
            let (own, lent) = (self.percent(equity / whole), self.percent(debt / whole));
            let (interest, tax) = (self.percent(cost_of_debt), self.percent(tax));
            let fill = [
                ("wacc", rate.as_str()),
                ("equity", &own),
                ("expected", &expected),
                ("debt", &lent),
                ("interest", &interest),
                ("tax", &tax),
            ];
            notes.push(self.pen.say("eva.wacc-parts", &fill));
        }
        notes
    }

    fn eva_cautions(&self, plan: &EvaPlan, value: &FirmValue, summed: bool) -> Vec<String> {
        let short = value.short.iter().filter_map(|at| {
            let own = plan.adjustments.get(*at)?;
            let AdjustmentKind::Capitalise { years } = own.kind else { return None };
            let fill = [("title", self.pen.text(&own.title)), ("years", years.to_string())];
            let fill = fill.each_ref().map(|(key, word)| (*key, word.as_str()));
            Some(self.pen.say("eva.short-history", &fill))
        });
        let undefined = value.of(EntityTree::TOP).iter().any(|year| year.roic.is_none());
        let undefined = undefined.then(|| self.pen.say("eva.no-capital", &[]));
        let summed = summed.then(|| self.pen.say("eva.summed", &[]));
        short.chain(undefined).chain(summed).collect()
    }

    /// The name of a line of the reckoning.
    pub fn line_name(&self, plan: &EvaPlan, line: Line) -> (String, String) {
        match line {
            Line::Column(column) => (column.to_owned(), self.pen.say(&format!("eva.column.{column}"), &[])),
            Line::TaxByRate => ("tax".into(), self.pen.say("eva.tax-by-rate", &[("tax", &self.percent(plan.tax))])),
            Line::InterestAfterTax => ("interest".into(), self.pen.say("eva.interest-after-tax", &[])),
            Line::Adjustment(at) => {
                let own = plan.adjustments.get(at);
                let id = own.map_or_else(String::new, |own| own.column.clone());
                (id, own.map_or_else(String::new, |own| self.pen.text(&own.title)))
            }
        }
    }

    fn eva_rows(&self, plan: &EvaPlan, value: &FirmValue) -> Vec<EvaRow> {
        let years = value.of(EntityTree::TOP);
        let mut rows = self.line_rows_of(plan, years, "profit", |year| &year.profit);
        rows.push(self.sum_row("nopat", "eva.nopat", years, |year| Some(year.nopat)));
        rows.extend(self.line_rows_of(plan, years, "capital", |year| &year.invested));
        rows.push(self.sum_row("capital", "eva.capital", years, |year| Some(year.capital)));
        rows.push(self.sum_row("charge", "eva.charge", years, |year| Some(year.charge)));
        rows.push(self.sum_row("eva", "eva.eva", years, |year| Some(year.eva)));
        let share = |id: &str, key: &str, of: &dyn Fn(&FirmYear) -> Option<f64>| EvaRow {
            id: id.into(),
            title: self.pen.say(key, &[]),
            part: false,
            cells: years.iter().map(|year| of(year).map(|share| self.rate_cell(share))).collect(),
        };
        rows.push(share("roic", "eva.roic", &|year| year.roic));
        rows.push(share("spread", "eva.spread", &|year| Some(year.roic? - value.rate)));
        rows
    }

    /// A rate in a table: in per cent, its value as it is.
    pub fn rate_cell(&self, rate: f64) -> Quantity {
        let format = NumberFormat { suffix: "%".to_owned(), ..NumberFormat::score(self.pen.locale()) };
        Quantity { value: rate, ..Quantity::new(&format, rate * 100.0) }
    }

    fn sum_row(&self, id: &str, key: &str, years: &[FirmYear], of: fn(&FirmYear) -> Option<Money>) -> EvaRow {
        let cells = years.iter().map(|year| of(year).map(|amount| self.money(amount))).collect();
        EvaRow { id: id.into(), title: self.pen.say(key, &[]), part: false, cells }
    }

    /// The lines of a sum, those of any year.
    fn line_rows_of(
        &self,
        plan: &EvaPlan,
        years: &[FirmYear],
        of: &str,
        lines: fn(&FirmYear) -> &Vec<(Line, Money)>,
    ) -> Vec<EvaRow> {
        let mut all: Vec<Line> = Vec::new();
        for (line, _) in years.iter().flat_map(lines) {
            if !all.contains(line) {
                all.push(*line);
            }
        }
        if all.len() < 2 {
            return Vec::new();
        }
        let row = |line: Line| {
            let (id, title) = self.line_name(plan, line);
            let cell = |year: &FirmYear| {
                let amount =
                    lines(year).iter().find(|(own, _)| *own == line).map_or(Money::ZERO, |(_, amount)| *amount);
                Some(self.money(amount))
            };
            EvaRow { id: format!("{of}-{id}"), title, part: true, cells: years.iter().map(cell).collect() }
        };
        all.into_iter().map(row).collect()
    }

    fn eva_trend(&self, years: &[FirmYear]) -> Figure {
        let point = |year: &FirmYear| TrendPoint {
            label: year.year.to_string(),
            tick: year.year.to_string(),
            value: Some(year.eva.to_number()),
            target: Some(0.0),
            status: if year.eva < Money::ZERO { Status::OffTrack } else { Status::OnTrack },
            stale: false,
            signal: false,
            note: None,
        };
        let title = self.pen.say("eva.trend", &[]);
        let said: Vec<String> =
            years.iter().map(|year| format!("{} {}", year.year, self.short(year.eva.to_number()))).collect();
        Figure::Trend(Trend {
            caption: self.pen.caption("eva-trend", title, self.pen.clauses(&said)),
            points: years.iter().map(point).collect(),
            format: self.format(),
            target_label: self.pen.say("eva.zero", &[]),
            current: years.len() - 1,
            bands: Vec::new(),
            limits: None,
        })
    }

    fn eva_entities(&self, value: &FirmValue, tree: &EntityTree, told: &[FirmYear]) -> Vec<EntityValue> {
        if tree.is_single() {
            return Vec::new();
        }
        let row = |(index, entity): (_, &crate::scorecard::Entity)| {
            let years = value.of(index);
            let of = |when: i32| years.iter().find(|year| year.year == when);
            let cells = told.iter().map(|year| of(year.year).map(|own| self.money(own.eva))).collect();
            let roic = told.last().and_then(|year| of(year.year)?.roic).map(|roic| self.rate_cell(roic));
            EntityValue { title: self.pen.text(&entity.title), cells, roic }
        };
        tree.indexed().map(row).filter(|row| row.cells.iter().any(Option::is_some)).collect()
    }

    fn identity(&self, last: &FirmYear, from_eva: f64, from_flows: f64) -> Identity {
        let (worth, flows) = (self.said(from_eva), self.said(from_flows));
        let year = last.year.to_string();
        let said = self.pen.say("eva.identity", &[("worth", &worth), ("flows", &flows), ("year", &year)]);
        Identity { said, from_eva, from_flows }
    }
}

/// Every entity and year.
fn values(value: &FirmValue, tree: &EntityTree) -> Vec<ValueRow> {
    let rows = tree.indexed().flat_map(|(index, entity)| {
        value.of(index).iter().map(move |year| ValueRow {
            entity: entity.id.clone(),
            year: year.year,
            amounts: [
                Some(year.nopat),
                year.opening,
                Some(year.closing),
                Some(year.capital),
                Some(year.charge),
                Some(year.eva),
            ]
            .map(|amount| amount.map(Money::to_number)),
            roic: year.roic,
            wacc: value.rate,
        })
    });
    rows.collect()
}
