//! What the columns of a text file hold: whole numbers, exact decimals, dates, … or just text.
//!
//! The first [`SAMPLE`] rows say what each column may be; then all rows are checked against the narrowest of that, and
//! against the next wider where a row does not fit. So the type of a column never depends on where its values stand:
//!
//! | type | every value |
//! |---|---|
//! | BIGINT | is a whole number as a computer writes it: `00123`, `+86` and `1_000` are text |
//! | DECIMAL(18,s), DECIMAL(38,s) | is a plain decimal with at most 8 digits after the point: money adds up exactly |
//! | DOUBLE | is a number in any other notation |
//! | BOOLEAN | is true, false, yes or no, in any case |
//! | DATE, TIMESTAMP | is a date, year first (`2018/1/5`, `2018年1月5日`), or day and month in an order all values agree on |
//! | VARCHAR | else |
//!
//! A time zone in a timestamp is reckoned into UTC. Blank cells are NULL. In a column that is not text, the marks in
//! [`MARKS`] stand for a missing value, with a warning. Dates that could be either day or month first stay text, with a
//! warning.

mod check;

use duckdb::Connection;

use self::check::{CHINESE, Checked, DAY_FIRST, MARKS, MONTH_FIRST, Rows, formats, one_of};
use super::quoted;

/// How many rows the first guess rests on.
const SAMPLE: usize = 10_000;

/// Digits after the point up to which a decimal is exact: products of two such columns still fit.
const SCALE: u64 = 8;

/// What a column may hold, narrowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    Boolean,
    Integer,
    Decimal { digits: u64, scale: u64 },
    Double,
    Date,
    Timestamp,
    DayFirst { time: bool },
    MonthFirst { time: bool },
    Chinese { time: bool },
    Text,
}

/// In the order in which they are tried; the fields are filled in by [`check`].
const LADDER: [Guess; 9] = [
    Guess::Boolean,
    Guess::Integer,
    Guess::Decimal { digits: 0, scale: 0 },
    Guess::Double,
    Guess::Date,
    Guess::Timestamp,
    Guess::DayFirst { time: false },
    Guess::MonthFirst { time: false },
    Guess::Chinese { time: false },
];

/// A column with its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    /// Its name.
    pub(super) name: String,
    /// What it holds.
    pub(super) guess: Guess,
    /// How many cells hold a mark for "no value"; 0 for text, where they stay.
    pub(super) marks: u64,
    /// Whether any cell has blanks around its value.
    padded: bool,
    /// Whether its dates can be read in two ways, so that it stayed text.
    pub(super) ambiguous: bool,
}

/// All columns of a text file with their types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guessed {
    /// In the order asked for.
    pub(super) columns: Vec<Typed>,
    /// How many lines hold no value at all.
    pub(super) blank_lines: u64,
}

/// Types of all columns of `rows`, a table expression whose columns are all VARCHAR. `first_pass` gives the same rows;
/// it is read exactly once, so that it may note what it cannot read.
pub(super) fn guess_all(
    connection: &Connection,
    rows: &str,
    first_pass: &str,
    names: &[String],
) -> Result<Guessed, duckdb::Error> {
    let head = format!("(SELECT * FROM {rows} LIMIT {SAMPLE})");
    let sample = Rows { connection, from: &head, again: &head, names };
    let every = vec![LADDER.to_vec(); names.len()];
    let mut open: Vec<Vec<Guess>> = sample.check(&every)?.1.into_iter().map(after_sample).collect();
    let mut columns: Vec<Option<Typed>> = vec![None; names.len()];
    let (blank_lines, mut checked) = Rows { connection, from: first_pass, again: rows, names }.check(&open)?;
    loop {
        for (at, checked) in
            checked.into_iter().enumerate().filter(|(at, _)| columns[*at].is_none()).collect::<Vec<_>>()
        {
            if open[at].is_empty() || !checked.fits.is_empty() {
                columns[at] = Some(settle(&names[at], &checked));
                open[at].clear();
            } else {
                open[at] = wider(&open[at]);
            }
        }
        if columns.iter().all(Option::is_some) {
            return Ok(Guessed { columns: columns.into_iter().flatten().collect(), blank_lines });
        }
        checked = Rows { connection, from: rows, again: rows, names }.check(&open)?.1;
    }
}

/// What all rows have to be checked against after a sample: the narrowest guess, both orders of day and month, or
/// everything when the sample held no value.
fn after_sample(checked: Checked) -> Vec<Guess> {
    match checked.fits.first() {
        _ if !checked.filled => LADDER.to_vec(),
        Some(Guess::DayFirst { .. }) => checked.fits,
        Some(first) => vec![*first],
        None => Vec::new(),
    }
}

/// What a column may hold when a value contradicts all that was asked about.
fn wider(tried: &[Guess]) -> Vec<Guess> {
    let number = [Guess::Decimal { digits: 0, scale: 0 }, Guess::Double];
    match tried {
        [Guess::Integer] => number.to_vec(),
        [Guess::Decimal { .. }] => vec![Guess::Double],
        [Guess::Date] => vec![Guess::Timestamp],
        _ => Vec::new(),
    }
}

/// The type of a column whose checks are done.
fn settle(name: &str, checked: &Checked) -> Typed {
    let month_first = checked.fits.iter().any(|guess| matches!(guess, Guess::MonthFirst { .. }));
    let ambiguous = checked.filled && month_first && matches!(checked.fits.first(), Some(Guess::DayFirst { .. }));
    let guess = match checked.fits.first() {
        Some(_) if ambiguous || !checked.filled => Guess::Text,
        Some(Guess::Decimal { digits, scale }) if *scale > SCALE || digits + scale > 38 => Guess::Double,
        Some(guess) => *guess,
        None => Guess::Text,
    };
    let marks = if guess == Guess::Text { 0 } else { checked.marks };
    Typed { name: name.to_owned(), guess, marks, padded: checked.padded, ambiguous }
}

impl Guess {
    /// The type in SQL.
    pub(super) fn data_type(self) -> String {
        match self {
            Self::Boolean => "BOOLEAN".to_owned(),
            Self::Integer => "BIGINT".to_owned(),
            Self::Decimal { digits, scale } => {
                format!("DECIMAL({},{scale})", if digits + scale <= 18 { 18 } else { 38 })
            }
            Self::Double => "DOUBLE".to_owned(),
            Self::DayFirst { time: false }
            | Self::MonthFirst { time: false }
            | Self::Chinese { time: false }
            | Self::Date => "DATE".to_owned(),
            Self::DayFirst { time: true }
            | Self::MonthFirst { time: true }
            | Self::Chinese { time: true }
            | Self::Timestamp => "TIMESTAMP".to_owned(),
            Self::Text => "VARCHAR".to_owned(),
        }
    }
}

impl Typed {
    /// Leaves the column to somebody else, who reads its text.
    pub(super) fn leave_as_text(&mut self) {
        (self.guess, self.marks, self.ambiguous) = (Guess::Text, 0, false);
    }

    /// The expression that turns the text of a cell into a value of the column's type.
    pub(super) fn expression(&self) -> String {
        let name = quoted(&self.name);
        let mut value = if self.padded { format!("nullif(trim({name}), '')") } else { name.clone() };
        if self.marks > 0 {
            value = format!("CASE WHEN {} THEN NULL ELSE {value} END", one_of(&format!("trim({name})"), &MARKS));
        }
        let data_type = self.guess.data_type();
        match self.guess {
            Guess::Text => name,
            Guess::Boolean => format!("{} AS {name}", one_of(&format!("lower({value})"), &["true", "yes"])),
            Guess::DayFirst { .. } => {
                format!("CAST(strptime({value}, {}) AS {data_type}) AS {name}", formats(&DAY_FIRST))
            }
            Guess::MonthFirst { .. } => {
                format!("CAST(strptime({value}, {}) AS {data_type}) AS {name}", formats(&MONTH_FIRST))
            }
            Guess::Chinese { .. } => format!("CAST(strptime({value}, {}) AS {data_type}) AS {name}", formats(&CHINESE)),
            _ => format!("CAST({value} AS {data_type}) AS {name}"),
        }
    }
}
