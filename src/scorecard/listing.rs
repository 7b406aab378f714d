//! Rows of a query as texts.

/// What a query returned, every cell as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The names of the columns, as they were asked for.
    pub columns: Vec<String>,
    /// The rows in the order of the query; `None` is NULL.
    pub rows: Vec<Vec<Option<String>>>,
    /// The tables it reads, models resolved, in order of name.
    pub tables: Vec<String>,
    /// Whether it reads a table with private columns: its texts must not be told.
    pub private: bool,
}

impl Listing {
    /// Where a column stands; SQL does not tell case apart.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|own| own.to_lowercase() == name.to_lowercase())
    }
}
