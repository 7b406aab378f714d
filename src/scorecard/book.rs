//! The book: what `scorebook.yaml` and everything under `scorecards/` say together.

use super::business_case::BusinessCase;
use super::{
    Assessment, Contract, Customers, EntitySource, Locale, Logo, Portfolio, ResultKind, ResultRef, Scorecard, Silence,
    Sql, Survey, Swot, Text, ValueSource,
};

/// A whole book, valid. By default it is empty: no name, no language, nothing in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// Its name, on every page.
    pub title: Text,
    /// Languages of the site; the first is the default.
    pub locales: Vec<Locale>,
    /// Prints "made-up data" on every page.
    pub made_up: bool,
    /// What money is counted in: put before amounts, `¥` by default.
    pub currency: String,
    /// A CSS colour for links and target lines.
    pub accent: Option<String>,
    /// Shown in the header of every page.
    pub logo: Option<Logo>,
    /// A line at the foot of every page.
    pub footer: Option<Text>,
    /// Which colour means "up": red in China, green elsewhere. Never the only sign.
    pub palette: PaletteDirection,
    /// Whether what is published of each period is kept in `scorecards/history`.
    pub history: bool,
    /// Bounds on what queries may use.
    pub limits: Limits,
    /// Named SELECTs that measures and other models may read, in the order of the files.
    pub models: Vec<Model>,
    /// Checks that need not hold anywhere in the book.
    pub silences: Vec<Silence>,
    /// What tables must look like, in the order of the files.
    pub contracts: Vec<Contract>,
    /// In order of file path.
    pub scorecards: Vec<Scorecard>,
    /// In order of file path.
    pub assessments: Vec<Assessment>,
    /// In order of file path.
    pub surveys: Vec<Survey>,
    /// In order of file path.
    pub swots: Vec<Swot>,
    /// In order of file path.
    pub portfolios: Vec<Portfolio>,
    /// In order of file path.
    pub customers: Vec<Customers>,
    /// In order of file path.
    pub business_cases: Vec<BusinessCase>,
}

impl Book {
    /// Every statement the book asks its data: of measures, of weights, of other documents, of models.
    pub fn statements(&self) -> impl Iterator<Item = &Sql> {
        let measures = self.scorecards.iter().flat_map(Scorecard::measures);
        let queries = measures.filter_map(|(_, _, measure)| match &measure.source {
            ValueSource::Query(sql) => Some(sql),
            ValueSource::Stated(_) | ValueSource::Result(_) => None,
        });
        let panels = self.assessments.iter().flat_map(Assessment::statements);
        let of_cases = self.business_cases.iter().filter_map(|case| case.statements.as_ref()).map(|own| &own.sql);
        let of_swots = self.swots.iter().filter_map(|swot| swot.panel.as_ref());
        let of_portfolios = self.portfolios.iter().filter_map(|portfolio| portfolio.panel.as_ref());
        let ratings = of_swots.chain(of_portfolios).map(|panel| &panel.sql);
        let surveys = self.surveys.iter().flat_map(Survey::statements);
        let paid = self.business_cases.iter().flat_map(BusinessCase::statements);
        queries
            .chain(panels)
            .chain(surveys)
            .chain(ratings)
            .chain(self.customers.iter().map(|own| &own.transactions))
            .chain(of_cases)
            .chain(paid)
            .chain(self.judgements())
            .chain(self.models.iter().map(|model| &model.sql))
    }

    /// The queries for judgements that weights come from; none where those have been worked out already.
    pub fn judgements(&self) -> impl Iterator<Item = &Sql> {
        let nodes = self.scorecards.iter().flat_map(|scorecard| &scorecard.nodes).map(|node| &node.weighting);
        let factors = self.assessments.iter().flat_map(|own| &own.factors).map(|factor| &factor.weighting);
        nodes.chain(factors).flatten().flat_map(|weighting| weighting.queries())
    }

    /// Every place where entities are listed.
    pub fn entity_sources(&self) -> impl Iterator<Item = &EntitySource> {
        let of_assessments = self.assessments.iter().filter_map(|assessment| assessment.entities.as_ref());
        let of_surveys = self.surveys.iter().filter_map(|survey| survey.entities.as_ref());
        let statements = self.business_cases.iter().filter_map(|case| case.statements.as_ref());
        let of_cases = statements.filter_map(|own| own.entities.as_ref());
        let of_scorecards = self.scorecards.iter().filter_map(|scorecard| scorecard.entities.as_ref());
        of_scorecards.chain(of_assessments).chain(of_surveys).chain(of_cases)
    }

    /// The statements behind a result of another document.
    pub fn statements_behind(&self, result: &ResultRef) -> Vec<&Sql> {
        match result.kind {
            ResultKind::BusinessCase => {
                let named = self.business_cases.iter().find(|case| case.id == result.document);
                named.map_or_else(Vec::new, |case| case.statements_behind(result.name.as_deref().unwrap_or_default()))
            }
            ResultKind::Assessment => {
                let named = self.assessments.iter().find(|assessment| assessment.id == result.document);
                named.map_or_else(Vec::new, |assessment| assessment.statements().collect())
            }
            ResultKind::Survey => {
                let named = self.surveys.iter().find(|survey| survey.id == result.document);
                named.map_or_else(Vec::new, |survey| survey.statements().collect())
            }
            ResultKind::Swot => {
                let named = self.swots.iter().find(|swot| swot.id == result.document);
                named.and_then(|swot| swot.panel.as_ref()).map(|panel| &panel.sql).into_iter().collect()
            }
            ResultKind::Customers => {
                let named = self.customers.iter().filter(|own| own.id == result.document);
                named.map(|own| &own.transactions).collect()
            }
            ResultKind::Portfolio => {
                let named = self.portfolios.iter().find(|portfolio| portfolio.id == result.document);
                named.and_then(|portfolio| portfolio.panel.as_ref()).map(|panel| &panel.sql).into_iter().collect()
            }
        }
    }
}

/// A named SELECT.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The name in SQL.
    pub name: String,
    /// Its statement.
    pub sql: Sql,
    /// What it holds, in a sentence or two.
    pub description: Option<Text>,
    /// Whether it is worked out once and kept, instead of anew in every query that reads it.
    pub materialize: bool,
}

/// Which colour stands for a rise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaletteDirection {
    /// Good is green.
    #[default]
    International,
    /// A rise is red, as on Chinese exchanges.
    Chinese,
}

/// Bounds on what queries may use, so that a slip in SQL is a finding and not a dead machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// DuckDB's memory limit in bytes.
    pub memory: u64,
    /// Seconds one query may take.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 4 << 30, seconds: 300 }
    }
}
