//! Table contracts: what a table of the drop must look like, and the tests its rows have to pass.

use std::collections::BTreeMap;

use crate::diagnostic::Span;

use super::{Layout, Period, Sql, Text};

/// What a `kind: data` document says about one table.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// The table's name in SQL.
    pub table: String,
    /// What readers call it.
    pub title: Option<Text>,
    /// Which files it is made of, and how they are written.
    pub layout: Layout,
    /// Cells that stand for a missing value, beside empty ones.
    pub null_values: Vec<String>,
    /// The columns it says something about, in the order of the file.
    pub columns: Vec<ColumnRule>,
    /// The tests, in the order of the file.
    pub tests: Vec<DataTest>,
    /// Where the table is named.
    pub span: Span,
}

/// How one column is read.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnRule {
    /// Its name in the file.
    pub name: String,
    /// Its name in SQL, where that is another.
    pub rename: Option<String>,
    /// What its cells hold; `None` leaves that to the engine.
    pub data_type: Option<DataType>,
    /// How its numbers are written.
    pub numbers: NumberStyle,
    /// How its dates are written, for `strptime`; `None` takes the usual ways that cannot be misread.
    pub dates: Option<String>,
    /// Whether its values must never be shown.
    pub private: bool,
    /// Where it is named.
    pub span: Span,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataType {
    /// Text as it stands.
    Text,
    /// Whole numbers.
    Integer,
    /// Decimal numbers.
    Decimal,
    /// Shares: `12.5%` is 0.125.
    Percent,
    /// True or false.
    Boolean,
    /// Days.
    Date,
    /// Days with a time.
    Timestamp,
    /// Periods, as text: `2026-10`.
    Period,
}

impl DataType {
    /// The word for it in YAML.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Percent => "percent",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Timestamp => "timestamp",
            Self::Period => "period",
        }
    }
}

/// Which signs a number is written with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberStyle {
    /// `1,234.5`
    #[default]
    PointDecimal,
    /// `1.234,5`
    CommaDecimal,
}

/// A test of the rows of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct DataTest {
    /// What is tested.
    pub check: DataCheck,
    /// What readers call it.
    pub title: Option<Text>,
    /// Whether breaking it is only a warning.
    pub warns: bool,
    /// A condition that chooses the rows it is about.
    pub filter: Option<Sql>,
    /// How many rows may break it.
    pub allowed: Allowed,
    /// Why it may stay broken, for readers of the report; nobody is then warned of it.
    pub accepted: Option<Text>,
    /// Where it stands.
    pub span: Span,
}

/// How many rows may break a test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Allowed {
    /// At most so many.
    Rows(u64),
    /// At most this share of the rows tested, 0 to 1.
    Share(f64),
}

impl Allowed {
    /// Whether `failed` rows of `tested` are still allowed.
    pub fn covers(self, failed: u64, tested: u64) -> bool {
        match self {
            Self::Rows(rows) => failed <= rows,
            Self::Share(share) => failed as f64 <= share * tested as f64,
        }
    }
}

/// What a test asks.
#[derive(Clone, Debug, PartialEq)]
pub enum DataCheck {
    /// These columns have a value in every row.
    NotNull(Vec<String>),
    /// No two rows have the same values in these columns; rows where one is missing are left out.
    Unique(Vec<String>),
    /// The column has only these values, or none.
    AcceptedValues(String, Vec<String>),
    /// Every value of the column is in a column of another table: (column, table, its column).
    Relationship(String, String, String),
    /// The table has so many rows.
    RowCount(Limit),
    /// The column's numbers lie within these limits.
    Range(String, Limit),
    /// The column's latest day lies at most so many days before the end of the report period.
    Freshness(String, u32),
    /// A SELECT that returns the rows that break the test.
    Sql(Sql),
}

impl DataCheck {
    /// The word for it in YAML.
    pub fn word(&self) -> &'static str {
        match self {
            Self::NotNull(_) => "not_null",
            Self::Unique(_) => "unique",
            Self::AcceptedValues(..) => "accepted_values",
            Self::Relationship(..) => "relationship",
            Self::RowCount(_) => "row_count",
            Self::Range(..) => "range",
            Self::Freshness(..) => "freshness",
            Self::Sql(_) => "sql",
        }
    }

    /// The columns of the table it is about.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::NotNull(columns) | Self::Unique(columns) => columns.iter().map(String::as_str).collect(),
            Self::AcceptedValues(column, _)
            | Self::Relationship(column, ..)
            | Self::Range(column, _)
            | Self::Freshness(column, _) => vec![column],
            Self::RowCount(_) | Self::Sql(_) => Vec::new(),
        }
    }
}

/// The least and the most; either may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limit {
    /// Not less than.
    pub min: Option<f64>,
    /// Not more than.
    pub max: Option<f64>,
}

impl Limit {
    /// Whether a number lies within.
    pub fn contains(self, number: f64) -> bool {
        self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max)
    }
}

/// What came of one table's tests, and what is known of its columns. Holds counts, never values of rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableQuality {
    /// The table.
    pub table: String,
    /// Its columns, in the order of the file.
    pub columns: Vec<ColumnQuality>,
    /// When its rows are from, where it says so.
    pub dates: Option<TableDates>,
    /// The results, one a test of the contract that could run, with the test's place in it.
    pub tests: Vec<(usize, TestResult)>,
}

/// When the rows of a table are from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDates {
    /// The column that says so.
    pub column: String,
    /// By how many of its periods the latest row lies before the report period; less than 0 where it lies behind it.
    pub behind: i64,
    /// How many rows there are a period; periods without any are left out.
    pub rows: BTreeMap<Period, u64>,
}

/// What is known of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnQuality {
    /// Its name in SQL.
    pub name: String,
    /// DuckDB's name for its type.
    pub data_type: String,
    /// How many rows have no value in it.
    pub missing: u64,
    /// Whether its values are never shown.
    pub private: bool,
    /// Whether no measure, model or hierarchy could read it.
    pub unused: bool,
}

/// What came of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestResult {
    /// Whether it holds.
    pub passed: bool,
    /// How many rows break it; for `row_count` 1 or 0, for `freshness` the days too many.
    pub failed: u64,
    /// Of how many.
    pub tested: u64,
}
