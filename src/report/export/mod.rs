//! A page's tables as data: what its CSV files and its `numbers.json` hold.
//!
//! A page has a [`DataTable`] for every table it shows, under the id the template gives that table. Numbers are
//! unrounded where the page has them so; keys of columns are the same in every language and stay what they are.

mod assessment;
mod business_case;
mod firm;
mod pages;
mod plans;
mod portfolio;
mod rated;
mod shared;
mod since;
mod statements;
mod swot;
mod time;
mod weights;

use serde::{Serialize, Serializer};

use super::pen::Pen;
use super::view::{Quantity, StatusView};
use crate::scorecard::Period;

/// What a page can be taken away as.
pub trait Exported {
    /// Every table of the page, in the order they stand there.
    fn tables(&self, pen: Pen) -> Vec<DataTable>;
}

/// The content of a page's `numbers.json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Numbers<'a> {
    /// The kind of page: `overview`, `measure`.
    pub kind: &'a str,
    /// The language of titles and names: `zh` or `en`.
    pub language: &'a str,
    /// The page's name.
    pub title: &'a str,
    /// The id of its scorecard; null where it has none.
    pub scorecard: Option<&'a str>,
    /// The period reported on; null without a scorecard.
    pub period: Option<Period>,
    /// Its tables.
    pub tables: &'a [DataTable],
}

/// A table as data. Every row has a cell for every column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DataTable {
    /// The table's id on its page; also the name of its CSV.
    pub id: String,
    /// What stands over it.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, in the order of the page.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// For programs; the same in every language.
    pub key: &'static str,
    /// For readers.
    pub title: String,
}

/// A cell of a table. In JSON a number, a string or null; a status is its code.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A number, to be calculated with.
    Number(f64),
    /// Words.
    Text(String),
    /// A status: its code for programs, its word for readers.
    Status(StatusView),
    /// Nothing to say: not zero, and not an empty word.
    Missing,
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Status(status) => serializer.serialize_str(status.code),
            Self::Missing => serializer.serialize_none(),
        }
    }
}

impl DataTable {
    /// A table without rows; `columns` are (key, the word of its heading).
    pub fn new(pen: Pen, id: impl Into<String>, title: impl Into<String>, columns: &[(&'static str, &str)]) -> Self {
        let column = |(key, word): &(&'static str, &str)| Column { key, title: pen.say(word, &[]) };
        let columns = columns.iter().map(column).collect();
        Self { id: id.into(), title: title.into(), columns, rows: Vec::new() }
    }

    /// The table with these rows.
    #[must_use]
    pub fn with(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        self.rows = rows.into_iter().collect();
        self
    }
}

impl Cell {
    /// Words; nothing where there are none.
    pub fn text(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        if text.is_empty() { Self::Missing } else { Self::Text(text.to_owned()) }
    }

    /// Words, if there are any.
    pub fn some_text(text: Option<&String>) -> Self {
        text.map_or(Self::Missing, Self::text)
    }

    /// A number, if there is one.
    pub fn number(number: Option<f64>) -> Self {
        number.filter(|number| number.is_finite()).map_or(Self::Missing, Self::Number)
    }

    /// The unrounded value of what a page shows.
    pub fn value(quantity: Option<&Quantity>) -> Self {
        Self::number(quantity.map(|quantity| quantity.value))
    }

    /// A status.
    pub fn status(status: &StatusView) -> Self {
        Self::Status(status.clone())
    }

    /// A number that a page only has as it is shown (`−1,234.5`, `±0.0`); words where it is none.
    pub fn shown(text: &str) -> Self {
        let plain: String = text.chars().filter(|c| !matches!(c, '+' | '±' | ',')).collect();
        match plain.replace('−', "-").parse::<f64>() {
            Ok(number) if number.is_finite() => Self::Number(number),
            _ => Self::text(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_numbers_are_numbers_again() {
        let numbers = ["−1,234.5", "+0.4", "±0.0", "71.9"].map(Cell::shown);
        assert_eq!(numbers, [-1234.5, 0.4, 0.0, 71.9].map(Cell::Number));
        assert_eq!(Cell::shown("4 level"), Cell::Text("4 level".into()));
        assert_eq!([Cell::shown(""), Cell::number(Some(f64::NAN))], [Cell::Missing, Cell::Missing]);
    }

    #[test]
    fn json_has_numbers_words_codes_and_nulls() {
        let status = StatusView { code: "at-risk", word: "预警".into(), close: None };
        let cells = [Cell::Number(71.9), Cell::text("=1+1"), Cell::Status(status), Cell::Missing];
        assert_eq!(serde_json::to_string(&cells).expect("JSON"), r#"[71.9,"=1+1","at-risk",null]"#);
    }
}
