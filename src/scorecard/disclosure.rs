//! How much of the data behind a measure readers may see.

/// What of a measure is withheld, and which of the rows behind it are published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disclosure {
    /// A value that rests on fewer people than this is withheld; 0 withholds nothing.
    pub min_group: u32,
    /// What says how many people a value rests on.
    pub group_size: GroupSize,
    /// How many source rows its page shows at most; `None` shows none.
    pub publish_rows: Option<u32>,
}

/// What says how many people a value rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupSize {
    /// The column `n` of the query.
    #[default]
    N,
    /// The denominator of a ratio.
    Denominator,
}

/// Rows of one source table, as text. Private columns are named and never filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRows {
    /// The table.
    pub table: String,
    /// Its columns in the order of the file, without the private ones.
    pub columns: Vec<String>,
    /// The columns whose values are kept back.
    pub private: Vec<String>,
    /// The first rows in the order of the file, a cell a column; `None` is NULL.
    pub rows: Vec<Vec<Option<String>>>,
    /// How many rows there are, shown or not.
    pub total: u64,
    /// Whether only rows of the period asked for are meant.
    pub of_period: bool,
    /// Whether only rows of the entity asked for, and of those below it, are meant.
    pub of_entity: bool,
    /// Whether only rows that the query's own WHERE keeps are meant.
    pub filtered: bool,
}
