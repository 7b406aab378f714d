//! What a programme costs: by line and year, item by item.

use serde::Serialize;

use super::Desk;
use crate::report::figure::{Figure, Stacked, StackedColumn};
use crate::report::view::Quantity;
use crate::scorecard::Money;
use crate::scorecard::business_case::CostLine;

/// What it costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CostsView {
    /// `In CNY, …`
    pub note: String,
    /// The lines on top of each other, year by year.
    pub figure: Figure,
    /// The years: `2026`, …
    pub years: Vec<String>,
    /// The lines that cost anything, each with its items below.
    pub rows: Vec<CostRow>,
    /// Subtotal, contingency, total.
    pub sums: Vec<CostRow>,
    /// (`Present value at 10 %`, `¥2,267,731`), …
    pub facts: Vec<(String, String)>,
}

/// A line, an item or a sum in every year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CostRow {
    /// The code of the line, the id of the item, or `total` and the like.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whether it is an item of the line above.
    pub item: bool,
    /// One a year.
    pub cells: Vec<Quantity>,
    /// All years.
    pub total: Quantity,
    /// Its part of the subtotal; none of nothing.
    pub share: Option<Quantity>,
}

impl Desk<'_> {
    /// The costs by plan.
    pub fn costs(&self) -> CostsView {
        let owned = &self.own.outcome.costs.ownership;
        let worth = owned.present_value.map(|value| {
            let rate = self.percent(self.own.case.rate);
            (self.pen.say("case.present-value", &[("rate", &rate)]), self.said(value))
        });
        let split =
            [("purchase", owned.purchase, owned.purchase_share()), ("support", owned.support, owned.support_share())];
        let split = split.into_iter().filter_map(|(key, amount, share)| {
            let amount = self.said(amount.to_number());
            let fill = [("amount", amount.as_str()), ("share", &self.pen.share_text(share?))];
            Some((self.pen.say(&format!("case.{key}"), &[]), self.pen.say("case.of-subtotal", &fill)))
        });
        CostsView {
            note: self.money_note(),
            figure: self.stacked(),
            years: self.own.outcome.years.iter().map(ToString::to_string).collect(),
            rows: CostLine::ALL.into_iter().flat_map(|line| self.line_rows(line)).collect(),
            sums: self.sums(),
            facts: worth.into_iter().chain(split).collect(),
        }
    }

    /// The lines that cost anything, on top of each other.
    fn stacked(&self) -> Figure {
        let costs = &self.own.outcome.costs;
        let lines: Vec<CostLine> =
            CostLine::ALL.into_iter().filter(|line| costs.of_line(*line) != Money::ZERO).collect();
        let column = |(at, year): (usize, &i32)| StackedColumn {
            label: year.to_string(),
            said: self.format().compact(costs.subtotals[at].to_number()),
            parts: lines.iter().map(|line| costs.lines[line][at].to_number()).collect(),
        };
        let dearest = self.own.outcome.years.iter().zip(&costs.subtotals).max_by_key(|(_, sum)| **sum);
        let largest = lines.iter().max_by_key(|line| costs.of_line(**line));
        let summary = dearest.zip(largest).map(|((year, sum), line)| {
            let share = costs.of_line(*line).share_of(costs.ownership.subtotal).unwrap_or_default();
            let fill = [
                ("year", year.to_string()),
                ("amount", self.short(sum.to_number())),
                ("line", self.line_title(*line)),
                ("share", self.pen.share_text(share)),
            ];
            self.pen.say("case.stacked-said", &fill.each_ref().map(|(key, value)| (*key, value.as_str())))
        });
        Figure::Stacked(Stacked {
            caption: self.pen.caption("stacked", self.pen.say("case.stacked", &[]), summary.unwrap_or_default()),
            series: lines.iter().map(|line| self.line_title(*line)).collect(),
            columns: self.own.outcome.years.iter().enumerate().map(column).collect(),
            format: self.format(),
        })
    }

    /// The name of a line.
    pub fn line_title(&self, line: CostLine) -> String {
        self.pen.say(&format!("case.line.{}", line.code()), &[])
    }

    /// A line and its items; nothing where the line has none.
    fn line_rows(&self, line: CostLine) -> Vec<CostRow> {
        let costs = &self.own.outcome.costs;
        let own = self.own.case.costs.iter().zip(&costs.items).filter(|(item, _)| item.line == line);
        let items: Vec<CostRow> = own
            .map(|(item, amounts)| {
                let row = self.row(&item.id, self.pen.text(&item.title), amounts);
                CostRow { item: true, ..row }
            })
            .collect();
        let head = costs.lines.get(&line).filter(|_| !items.is_empty());
        let head = head.map(|amounts| self.row(line.code(), self.line_title(line), amounts));
        head.into_iter().chain(items).collect()
    }

    fn sums(&self) -> Vec<CostRow> {
        let costs = &self.own.outcome.costs;
        let owned = &costs.ownership;
        let title = |key: &str| self.pen.say(&format!("case.{key}"), &[]);
        let total = self.row("total", title("total"), &owned.annual);
        if owned.contingency == Money::ZERO {
            return vec![total];
        }
        let aside: Vec<Money> = owned.annual.iter().zip(&costs.subtotals).map(|(all, spent)| *all - *spent).collect();
        let share = self.pen.share_text(self.own.case.contingency);
        let contingency = self.pen.say("case.contingency", &[("share", &share)]);
        vec![
            self.row("subtotal", title("subtotal"), &costs.subtotals),
            self.row("contingency", contingency, &aside),
            total,
        ]
    }

    fn row(&self, id: &str, title: String, amounts: &[Money]) -> CostRow {
        let total: Money = amounts.iter().copied().sum();
        CostRow {
            id: id.to_owned(),
            title,
            item: false,
            cells: amounts.iter().map(|amount| self.money(*amount)).collect(),
            total: self.money(total),
            share: total.share_of(self.own.outcome.costs.ownership.subtotal).map(|share| self.pen.share(share)),
        }
    }
}
