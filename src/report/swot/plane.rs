//! Where both totals put the firm, now and before.

use serde::Serialize;

use super::View;
use crate::method::swot::{self, Advice};
use crate::report::figure::{Figure, Quadrant, QuadrantAxis, QuadrantPoint, Quadrants};
use crate::report::rated::two_decimals;
use crate::report::view::Quantity;
use crate::scorecard::{Period, Status, Swot};

/// How many earlier positions the picture shows.
const TRAIL: usize = 3;

/// One time it was rated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PositionRow {
    /// When.
    pub period: String,
    /// To sort by.
    pub sort: String,
    /// The total of internal factors.
    pub ife: Option<Quantity>,
    /// The total of external factors.
    pub efe: Option<Quantity>,
    /// `V: hold and maintain`.
    pub cell: Option<String>,
}

impl View<'_> {
    /// The plane of both totals, with the positions before.
    pub(super) fn plane(&self) -> Option<Figure> {
        let (ife, efe) = self.totals();
        let (ife, efe) = (ife?, efe?);
        let axis = |key: &str| QuadrantAxis {
            title: self.pen.say(key, &[]),
            cut: swot::MIDPOINT,
            format: two_decimals(self.pen),
            ends: Some((Swot::SCALE.low, Swot::SCALE.high)),
        };
        let quadrant = |key: &str| Quadrant {
            name: self.pen.say(&format!("swot.plane.{key}"), &[]),
            advice: self.pen.say(&format!("swot.plane.{key}.advice"), &[]),
        };
        let fill = [("ife", self.decimal(ife)), ("efe", self.decimal(efe))];
        let fill = fill.each_ref().map(|(name, value)| (*name, value.as_str()));
        Some(Figure::Quadrants(Box::new(Quadrants {
            caption: self.pen.caption("plane", self.pen.say("swot.plane", &[]), self.pen.say("swot.plane.said", &fill)),
            across: axis("swot.ife"),
            up: axis("swot.efe"),
            cuts: self.pen.say("swot.plane.cuts", &[("middle", &self.decimal(swot::MIDPOINT))]),
            quadrants: ["wo", "so", "wt", "st"].map(quadrant),
            points: self.points(),
        })))
    }

    /// The position reported on, then the ones before.
    fn points(&self) -> Vec<QuadrantPoint> {
        let now = self.rated.rounds.period;
        let point = |period: Period| {
            let (inner, outer) = self.halves_at(period);
            QuadrantPoint {
                label: self.pen.period_beside(period, now),
                across: inner.total,
                up: outer.total,
                // What stood before is a hollow mark.
                status: (period != now).then_some(Status::NoData),
            }
        };
        let periods: Vec<Period> = self.rated.rounds.past().rev().take(TRAIL + 1).collect();
        periods.into_iter().map(point).collect()
    }

    /// Every time it was rated, the latest first.
    pub(super) fn rounds(&self) -> Vec<PositionRow> {
        self.rated.rounds.past().rev().map(|period| self.position(period)).collect()
    }

    fn position(&self, period: Period) -> PositionRow {
        let (inner, outer) = self.halves_at(period);
        let quantity = |total: Option<f64>| total.map(|total| Quantity::new(&two_decimals(self.pen), total));
        PositionRow {
            period: self.pen.period(period),
            sort: period.to_string(),
            ife: quantity(inner.total),
            efe: quantity(outer.total),
            cell: inner.total.zip(outer.total).map(|(ife, efe)| self.cell_name(swot::cell(ife, efe))),
        }
    }

    /// `V: hold and maintain`.
    pub(super) fn cell_name(&self, cell: u8) -> String {
        let advice = self.pen.say(&format!("swot.cell.{}", advised(cell)), &[]);
        self.pen.say("swot.cell", &[("cell", roman(cell)), ("advice", &advice)])
    }

    /// What the cell advises, in a sentence.
    pub(super) fn advice(&self) -> Option<String> {
        let (ife, efe) = self.totals();
        let cell = swot::cell(ife?, efe?);
        Some(self.pen.say(&format!("swot.cell.{}.advice", advised(cell)), &[("cell", roman(cell))]))
    }
}

/// A cell as David numbers them.
fn roman(cell: u8) -> &'static str {
    const ROMAN: [&str; 9] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    usize::from(cell).checked_sub(1).and_then(|at| ROMAN.get(at)).copied().unwrap_or_default()
}

fn advised(cell: u8) -> &'static str {
    match swot::advice(cell) {
        Advice::Grow => "grow",
        Advice::Hold => "hold",
        Advice::Harvest => "harvest",
    }
}
