//! How a case may come out: scenarios, what each range does by itself, and chance.

use serde::Serialize;

use super::Desk;
use crate::method::business_case::{Chance, Played, Risk, Swing};
use crate::report::figure::{Figure, Histogram, Tornado, TornadoRow};
use crate::report::view::Quantity;
use crate::scorecard::business_case::{Shape, Target};

/// How it may come out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RiskView {
    /// The scenarios.
    pub scenarios: Vec<ScenarioRow>,
    /// What each range does to NPV; none where only scenarios are stated.
    pub tornado: Option<Figure>,
    /// The same as a table.
    pub swings: Vec<SwingRow>,
    /// What chance makes of all ranges at once.
    pub chance: Option<ChanceView>,
}

/// A scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScenarioRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What is otherwise than planned.
    pub note: String,
    /// Benefits, costs with contingency, NPV.
    pub benefits: Quantity,
    /// Costs with contingency.
    pub costs: Quantity,
    /// Net present value.
    pub npv: Quantity,
    /// Every rate of return.
    pub rates: String,
    /// When the money is back.
    pub payback: String,
}

/// What a range does to NPV.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SwingRow {
    /// Of what.
    pub title: String,
    /// `70 % to 120 % of the plan, triangular`
    pub range: String,
    /// NPV at the low end.
    pub low: Quantity,
    /// NPV at the high end.
    pub high: Quantity,
}

/// What chance makes of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChanceView {
    /// In a sentence or two.
    pub said: String,
    /// How often which NPV.
    pub figure: Figure,
    /// The bars: (from, to, how many).
    pub bars: Vec<(Quantity, Quantity, u32)>,
    /// How it was drawn.
    pub how: String,
}

impl Desk<'_> {
    /// How it may come out.
    pub fn risk(&self) -> Option<RiskView> {
        let own = self.own.outcome.risk.as_ref()?;
        Some(RiskView {
            scenarios: own.scenarios.iter().map(|played| self.scenario(played)).collect(),
            tornado: self.tornado(own),
            swings: own.swings.iter().map(|swing| self.swing(swing)).collect(),
            chance: own.chance.as_ref().map(|chance| self.chance(chance)),
        })
    }

    /// What a range or a scenario changes, by its name.
    fn target(&self, of: &Target) -> String {
        let case = self.own.case;
        match of {
            Target::Cost(at) => case.costs.get(*at).map(|item| self.pen.text(&item.title)).unwrap_or_default(),
            Target::Benefit(at) => case.benefits.get(*at).map(|item| self.pen.text(&item.title)).unwrap_or_default(),
            Target::Line(line) => self.line_title(*line),
            Target::Costs => self.pen.say("case.all-costs", &[]),
            Target::Benefits => self.pen.say("case.all-benefits", &[]),
            Target::Rate => self.pen.say("case.discount-rate", &[]),
        }
    }

    fn scenario(&self, played: &Played) -> ScenarioRow {
        let stated = played.stated.and_then(|at| self.own.case.scenarios.get(at));
        let title = stated.and_then(|own| self.pen.some_text(own.title.as_ref()));
        let change = |(of, value): &(Target, f64)| format!("{} {}", self.target(of), self.percent(*value));
        let changes = stated.map(|own| own.change.iter().map(change).collect::<Vec<_>>()).unwrap_or_default();
        let note = match (stated, played.id.as_str()) {
            (None, id) => self.pen.say(&format!("case.scenario-note.{id}"), &[]),
            (Some(_), _) => changes.join(&self.pen.say("clause.separator", &[])),
        };
        let rates: Vec<String> = played.rates.rates.iter().map(|rate| self.percent(*rate)).collect();
        let none = || self.pen.say("none", &[]);
        ScenarioRow {
            id: played.id.clone(),
            title: title.unwrap_or_else(|| self.pen.say(&format!("case.scenario.{}", played.id), &[])),
            note,
            benefits: self.amount(played.benefits),
            costs: self.amount(played.costs),
            npv: self.amount(played.npv),
            rates: if rates.is_empty() { none() } else { self.pen.words.list(&rates) },
            payback: played.payback.map_or_else(|| self.pen.say("case.never", &[]), |back| self.duration(back)),
        }
    }

    fn swing(&self, swing: &Swing) -> SwingRow {
        let own = &self.own.case.uncertain[swing.range];
        let shape = match own.shape {
            Shape::Triangular => "triangular",
            Shape::Pert => "pert",
            Shape::Uniform => "uniform",
            Shape::Normal => "normal",
        };
        let key = if own.of == Target::Rate { "case.range-rate" } else { "case.range" };
        let (low, high) = (self.percent(own.low), self.percent(own.high));
        let shape = self.pen.say(&format!("case.shape.{shape}"), &[]);
        SwingRow {
            title: self.target(&own.of),
            range: self.pen.say(key, &[("low", &low), ("high", &high), ("shape", &shape)]),
            low: self.amount(swing.low),
            high: self.amount(swing.high),
        }
    }

    fn tornado(&self, risk: &Risk) -> Option<Figure> {
        let npv = self.own.outcome.returned.as_ref()?.npv;
        let widest = risk.swings.first()?;
        let name = self.target(&self.own.case.uncertain[widest.range].of);
        let fill = [("name", name), ("low", self.short(widest.low)), ("high", self.short(widest.high))];
        let summary = self.pen.say("case.tornado-said", &fill.each_ref().map(|(key, value)| (*key, value.as_str())));
        let row = |swing: &Swing| TornadoRow {
            label: self.target(&self.own.case.uncertain[swing.range].of),
            less: swing.low,
            more: swing.high,
            said: self.pen.say("firm.span", &[("less", &self.short(swing.low)), ("more", &self.short(swing.high))]),
        };
        let near = risk.swings.iter().any(|swing| swing.low <= 0.0 || swing.high <= 0.0);
        Some(Figure::Tornado(Tornado {
            caption: self.pen.caption("tornado", self.pen.say("case.tornado", &[]), summary),
            score: (npv, self.pen.say("case.plan-npv", &[("npv", &self.short(npv))])),
            limit: near.then(|| (0.0, self.short(0.0))),
            rows: risk.swings.iter().map(row).collect(),
        }))
    }

    fn chance(&self, own: &Chance) -> ChanceView {
        let [low, middle, high] = own.percentiles.map(|value| self.short(value));
        let (share, runs) = (self.pen.share_text(own.loss), self.pen.number(own.runs.into()));
        let fill = [("share", share.as_str()), ("runs", &runs), ("low", &low), ("middle", &middle), ("high", &high)];
        let said = self.pen.say("case.chance", &fill);
        let mark = |key: &str, value: &str| self.pen.say(&format!("case.mark.{key}"), &[("npv", value)]);
        let [at_low, at_middle, at_high] = own.percentiles;
        ChanceView {
            figure: Figure::Histogram(Histogram {
                caption: self.pen.caption("chance", self.pen.say("case.histogram", &[]), said.clone()),
                bars: own.bars.iter().map(|(from, to, count)| (*from, *to, f64::from(*count))).collect(),
                marks: vec![
                    (at_low, mark("low", &low)),
                    (at_middle, mark("middle", &middle)),
                    (at_high, mark("high", &high)),
                ],
            }),
            bars: own.bars.iter().map(|(from, to, n)| (self.amount(*from), self.amount(*to), *n)).collect(),
            how: self.pen.say("case.chance-how", &[("runs", &runs), ("seed", &own.seed.to_string())]),
            said,
        }
    }
}
