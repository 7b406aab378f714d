//! A business case: what a programme costs, what it brings, and whether it earns its capital.

mod costs;
mod desk;
mod eva;
mod eva_tree;
mod found;
mod gauge;
mod ratios;

use serde::Serialize;

use super::pen::Pen;
use super::sentence::Headline;
use super::view::Link;
use super::{Cased, Material};

pub use costs::{CostRow, CostsView};
pub use desk::Desk;
pub use eva::{EntityValue, EvaRow, EvaView, Identity, ValueRow};
pub use found::entries;
pub use gauge::{DriverRow, Gauge, Part};
pub use ratios::{RatioRow, RatioValue, RatiosView};

/// What a business case's page says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BusinessCasePage {
    /// Its name.
    pub title: String,
    /// `2026 to 2031`
    pub span: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// What is decided by it.
    pub description: Option<String>,
    /// The figures beside it: (`Total cost`, `¥2.51M`), …
    pub figures: Vec<(String, String)>,
    /// What it costs.
    pub costs: CostsView,
    /// Economic value added of the firm; `None` where the case does not ask for it.
    pub eva: Option<EvaView>,
    /// Ratios of the firm; `None` where the case does not ask for them.
    pub ratios: Option<RatiosView>,
    /// The query of the statements; `None` where there is none.
    pub sql: Option<String>,
    /// `scorecards/case.yaml, line 3`
    pub place: String,
}

/// Builds the page of the business case at a place; `None` when there is no such place.
pub fn page(pen: Pen, material: &Material, at: usize) -> Option<BusinessCasePage> {
    let desk = Desk::new(pen, material.cases.get(at)?, at);
    let (line, _) = material.sources.line_column(desk.own.case.span);
    let path = material.sources.path(desk.own.case.span.file);
    Some(BusinessCasePage {
        title: pen.text(&desk.own.case.title),
        span: desk.span(),
        lead: desk.lead(),
        description: pen.some_text(desk.own.case.description.as_ref()),
        figures: desk.figures(),
        costs: desk.costs(),
        eva: desk.eva(),
        ratios: desk.ratios(),
        sql: desk.own.case.statements.as_ref().map(|own| own.sql.text.trim_end().to_owned()),
        place: pen.say("source.place", &[("path", path), ("line", &line.to_string())]),
    })
}

/// A business case on the cover.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseLine {
    /// Its page.
    pub link: Link,
    /// `2026 to 2031`
    pub period: String,
    /// One sentence.
    pub headline: String,
    /// Its figures.
    pub figures: Vec<(String, String)>,
}

/// Every business case of a book in a line.
pub fn lines(pen: Pen, material: &Material) -> Vec<CaseLine> {
    let one = |(at, own): (usize, &Cased)| {
        let desk = Desk::new(pen, own, at);
        CaseLine { link: desk.link(), period: desk.span(), headline: desk.lead().headline, figures: desk.figures() }
    };
    material.cases.iter().enumerate().map(one).collect()
}

impl Desk<'_> {
    /// `The CRM programme costs ¥2.51M from 2026 to 2031.`
    fn lead(&self) -> Headline {
        let total = self.short(self.own.outcome.costs.ownership.total.to_number());
        let title = self.pen.text(&self.own.case.title);
        let fill = [("title", title.as_str()), ("total", &total), ("span", &self.span())];
        Headline { headline: self.pen.sentence(&self.pen.say("case.lead-costs", &fill)), deck: String::new() }
    }

    fn figures(&self) -> Vec<(String, String)> {
        let owned = &self.own.outcome.costs.ownership;
        let mut figures = vec![(self.pen.say("case.total-cost", &[]), self.short(owned.total.to_number()))];
        let rate = self.percent(self.own.case.rate);
        figures.extend(
            owned
                .present_value
                .map(|value| (self.pen.say("case.present-value", &[("rate", &rate)]), self.short(value))),
        );
        figures
    }
}
