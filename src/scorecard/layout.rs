//! Where the rows of a table stand in its files, as far as a contract says so.

use crate::diagnostic::Span;

/// What a contract says about the files of a table. What it does not say is found out by looking at them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Patterns of paths below `data/`; none leaves the files to the table's name.
    pub files: Vec<Stated<String>>,
    /// The name of a character encoding.
    pub encoding: Option<Stated<String>>,
    /// What stands between the columns of a text file.
    pub delimiter: Option<Stated<Delimiter>>,
    /// What stands around a cell that holds the delimiter; `None` inside is nothing at all.
    pub quote: Option<Stated<Option<u8>>>,
    /// The sheet of a workbook, by name or by its place from 1.
    pub sheet: Option<Stated<String>>,
    /// Where the rows begin.
    pub begin: Option<Stated<Begin>>,
    /// What the columns are called, where the files do not say.
    pub header: Option<Stated<Header>>,
}

/// Something an author wrote, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// What it means.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

/// What stands between the columns of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// One character of ASCII.
    Character(u8),
    /// Blanks and tabs, as many as there are; those at the ends of a line do not count.
    Whitespace,
}

/// Where the rows of a file begin, counted as an editor or a spreadsheet does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// The names of the columns stand in this row, from 1.
    HeaderIn(u32),
    /// So many rows are passed over first.
    After(u32),
}

impl Begin {
    /// How many rows are passed over.
    pub fn passed_over(self) -> usize {
        match self {
            Self::HeaderIn(row) => row.saturating_sub(1) as usize,
            Self::After(rows) => rows as usize,
        }
    }
}

/// What the columns of files without names in their first row are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Header {
    /// `column_1`, `column_2`, …
    Numbered,
    /// These, from left to right.
    Names(Vec<String>),
}

impl Layout {
    /// How many rows of each file are passed over before its header, or its data where it has none.
    pub fn passed_over(&self) -> usize {
        self.begin.as_ref().map_or(0, |begin| begin.value.passed_over())
    }
}
