//! What may stand in a `kind: data` document.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::decode::{Entries, Field, Required, Spanned, Written};
use super::{Sql, Text};

/// A document about tables: how they are read and what must hold in them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Data {
    /// What this document is: always `data`.
    #[serde(rename = "kind")]
    pub(crate) _kind: Option<String>,
    /// Contracts by the name of the table in SQL: `data/orders.csv` is `orders`.
    pub(crate) tables: Required<Entries<Spanned<DataTable>>>,
}

/// The contract of one table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct DataTable {
    /// What readers call it: one text, or one a language.
    pub(crate) title: Option<Spanned<Text>>,
    /// The files it is made of, by paths below `data/` in which `*` and `?` stand for anything: `export_*.csv`.
    pub(crate) files: Option<Spanned<Files>>,
    /// How text is encoded: `utf-8`, `gb18030`, `big5`. Found out when not written.
    pub(crate) encoding: Option<Spanned<String>>,
    /// What stands between columns: `comma`, `tab`, `semicolon`, `bar`, `whitespace` or one character.
    pub(crate) delimiter: Option<Spanned<String>>,
    /// What stands around cells that hold the delimiter: one character, or `none`.
    pub(crate) quote: Option<Spanned<String>>,
    /// The sheet of a workbook, by name or by its number from 1.
    pub(crate) sheet: Option<Spanned<Written>>,
    /// The row, from 1, that holds the names of the columns.
    pub(crate) header_row: Option<Spanned<u32>>,
    /// How many rows above the header, or the data, are passed over.
    pub(crate) skip_rows: Option<Spanned<u32>>,
    /// The names of the columns where the files have none; `false` numbers them.
    pub(crate) header: Option<Spanned<Header>>,
    /// Cells that stand for a missing value, beside empty ones: `[n/a, "-", 未填]`.
    pub(crate) null_values: Option<Vec<Spanned<Written>>>,
    /// How columns are read, by the name they have in the file. Those not named are read as they look.
    pub(crate) columns: Option<Entries<Spanned<DataColumn>>>,
    /// What must hold, one test an entry: `[not_null: id, unique: id]`.
    pub(crate) tests: Option<Vec<Spanned<DataTest>>>,
}

/// One file, or several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum Files {
    /// `export_*.csv`
    Text(String),
    /// `[2025.csv, 2026.csv]`
    List(Vec<Spanned<String>>),
}

/// What the columns of files without a header are called.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum Header {
    /// `false`: `column_1`, `column_2`, …
    Boolean(bool),
    /// `[customer, day, amount]`
    List(Vec<Spanned<Written>>),
}

/// How a column is read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct DataColumn {
    /// The name queries and tests use; the file's by default.
    pub(crate) rename: Option<Spanned<String>>,
    /// What its cells hold. A cell that cannot be read so is an error. Found by looking at the values by default.
    #[serde(rename = "type")]
    pub(crate) data_type: Option<DataTypeWord>,
    /// How numbers or dates are written, shown by example: `"1.234,5"`, `31/10/2026`, or a pattern, `"%d %b %Y"`.
    pub(crate) format: Option<Spanned<Written>>,
    /// `true`: its values are never printed nor published. `false` by default.
    pub(crate) private: Option<bool>,
    /// What it holds, for whoever reads the file.
    #[serde(rename = "description")]
    pub(crate) _description: Option<Spanned<Text>>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DataTypeWord {
    /// Text as it stands.
    Text,
    /// Whole numbers.
    Integer,
    /// Decimal numbers.
    Decimal,
    /// Shares: 12.5% is 0.125.
    Percent,
    /// True or false.
    Boolean,
    /// Days.
    Date,
    /// Days with a time.
    Timestamp,
    /// Periods: 2026-10.
    Period,
}

/// A test: exactly one of the first eight fields.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct DataTest {
    /// Columns that have a value in every row: `id` or `[id, month]`.
    #[serde(default)]
    pub(crate) not_null: Field<Spanned<Names>>,
    /// Columns in which, taken together, no two rows are the same: `id` or `[order_id, line]`.
    #[serde(default)]
    pub(crate) unique: Field<Spanned<Names>>,
    /// The only values a column may have: `{column: status, values: [open, done]}`.
    #[serde(default)]
    pub(crate) accepted_values: Field<Spanned<Accepted>>,
    /// Every value of a column is in a column of another table or model: `{column: shop, to: shops.id}`.
    #[serde(default)]
    pub(crate) relationship: Field<Spanned<Relationship>>,
    /// How many rows there are: `{min: 1000}`.
    #[serde(default)]
    pub(crate) row_count: Field<Spanned<Bounds>>,
    /// Between which numbers a column lies, limits included: `{column: amount, min: 0}`.
    #[serde(default)]
    pub(crate) range: Field<Spanned<Range>>,
    /// How old the latest row may be, in days before the end of the report period: `{column: month, max_days: 31}`.
    #[serde(default)]
    pub(crate) freshness: Field<Spanned<Freshness>>,
    /// A SELECT that returns the rows that break the test, or `{file: sql/name.sql}`.
    #[serde(default)]
    pub(crate) sql: Field<Spanned<Sql>>,
    /// `error` (the default) stops the build; `warn` is shown on every measure that reads the table.
    pub(crate) severity: Option<SeverityWord>,
    /// A condition in SQL that chooses the rows the test is about: `status <> 'cancelled'`. Not beside `sql`.
    #[serde(rename = "where")]
    pub(crate) filter: Option<Spanned<Sql>>,
    /// What the test asks, in words: `Every order has a shop`.
    pub(crate) title: Option<Spanned<Text>>,
    /// How many rows may break it: a number, `3`, or a share of the rows tested, `1%`. None by default.
    pub(crate) max_failures: Option<Spanned<Written>>,
    /// Why a test that only warns may stay broken: shown to readers, no longer warned of.
    pub(crate) accept: Option<Spanned<Text>>,
}

/// How bad it is when a test is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SeverityWord {
    /// The build stops.
    Error,
    /// The report says so.
    Warn,
}

/// One column, or several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(untagged)]
pub(crate) enum Names {
    /// `order_id`
    Text(String),
    /// `[order_id, line]`
    List(Vec<String>),
}

/// The values a column may have.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Accepted {
    /// The column, by the name queries use.
    pub(crate) column: Required<Spanned<String>>,
    /// The values it may have; a missing one is left to `not_null`.
    pub(crate) values: Required<Vec<Written>>,
}

/// A column whose values another table knows.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Relationship {
    /// The column, by the name queries use.
    pub(crate) column: Required<Spanned<String>>,
    /// `table.column` that knows every value: `customers.id`.
    pub(crate) to: Required<Spanned<String>>,
}

/// The least and the most.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Bounds {
    /// At least so many; without it there is no lower limit.
    pub(crate) min: Option<f64>,
    /// At most so many; without it there is no upper limit.
    pub(crate) max: Option<f64>,
}

/// The least and the most of a column.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Range {
    /// The column, by the name queries use.
    pub(crate) column: Required<Spanned<String>>,
    /// Not less than this number; without it there is no lower limit.
    pub(crate) min: Option<f64>,
    /// Not more than this number; without it there is no upper limit.
    pub(crate) max: Option<f64>,
}

/// How old the latest row may be.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub(crate) struct Freshness {
    /// The column with the day, or the period, of each row.
    pub(crate) column: Required<Spanned<String>>,
    /// How many days the latest row may lie before the end of the report period, 0 or more.
    pub(crate) max_days: Required<Spanned<u32>>,
}
