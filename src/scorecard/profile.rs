//! What a table's columns hold, at a glance: enough to propose measures from.

use super::{Column, Table};

/// A table and what its columns hold.
#[derive(Clone, Debug, PartialEq)]
pub struct TableProfile {
    /// The table.
    pub table: Table,
    /// One a column, in the order of the table.
    pub columns: Vec<ColumnProfile>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnProfile {
    /// The column.
    pub column: Column,
    /// How many different values it has, NULL aside.
    pub distinct: u64,
    /// How many rows have no value.
    pub nulls: u64,
    /// The least value as text; `None` when there is no value.
    pub min: Option<String>,
    /// The greatest value as text.
    pub max: Option<String>,
    /// All values in order where there are few, as text.
    pub values: Vec<String>,
}
