//! A business case: what a programme costs, what it brings, and whether it earns its capital.

mod actual;
mod assumptions;
mod benefits;
mod costs;
mod desk;
mod eva;
mod eva_tree;
mod file;
mod found;
mod gauge;
mod lead;
mod ratios;
mod returns;
mod risk;

use serde::Serialize;

use super::address::{Address, Download};
use super::pen::Pen;
use super::sentence::Headline;
use super::view::Link;
use super::{Cased, Material};

pub use actual::{ActualRow, ActualView};
pub use assumptions::{AssumptionRow, ConcernView};
pub use benefits::{BenefitRow, BenefitsView, RealisedRow};
pub use costs::{CostRow, CostsView};
pub use desk::Desk;
pub use eva::{EntityValue, EvaRow, EvaView, Identity, ValueRow};
pub use file::{CaseFile, file};
pub use found::entries;
pub use gauge::{DriverRow, Gauge, Part};
pub use ratios::{RatioRow, RatioValue, RatiosView};
pub use returns::{BreakEvenRow, FlowRow, ReturnView};
pub use risk::{ChanceView, RiskView, ScenarioRow, SwingRow};

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
    /// What it earns; none where no benefits are stated.
    pub returned: Option<ReturnView>,
    /// What it costs.
    pub costs: CostsView,
    /// What was paid beside what was planned; none where no data tells.
    pub actual: Option<ActualView>,
    /// What it brings; none where nothing is stated.
    pub benefits: Option<BenefitsView>,
    /// How it may come out; none where nothing is uncertain.
    pub risk: Option<RiskView>,
    /// What is unusual about it.
    pub concerns: Vec<ConcernView>,
    /// What every amount rests on.
    pub assumptions: Vec<AssumptionRow>,
    /// The query of what was paid.
    pub paid_sql: Option<String>,
    /// Every result by its name, for programs.
    pub json: String,
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
        returned: desk.returned(),
        costs: desk.costs(),
        actual: desk.actual(),
        benefits: desk.benefits(),
        risk: desk.risk(),
        concerns: desk.concerns(),
        assumptions: desk.assumptions(),
        paid_sql: desk.own.case.statements().next().map(|sql| sql.text.trim_end().to_owned()),
        json: pen.href(Address::Download(Download::Case(at))),
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
        let (link, period, headline) = (desk.link(), desk.span(), desk.lead().headline);
        CaseLine { link, period, headline, figures: desk.figures() }
    };
    material.cases.iter().enumerate().map(one).collect()
}
