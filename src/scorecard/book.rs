//! The book: what `scorebook.yaml` and everything under `scorecards/` say together.

use super::{Assessment, Contract, Locale, Logo, Portfolio, Scorecard, Silence, Sql, Swot, Text};

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
    pub swots: Vec<Swot>,
    /// In order of file path.
    pub portfolios: Vec<Portfolio>,
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
