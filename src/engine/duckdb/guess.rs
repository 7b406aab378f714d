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

use duckdb::Connection;

use super::{literal, quoted};

/// How many rows the first guess rests on.
const SAMPLE: usize = 10_000;

/// What people and programs write where there is no value.
const MARKS: [&str; 16] = [
    "NA", "N/A", "n/a", "#N/A", "NULL", "null", "NaN", "nan", "None", "\\N", "-", "--", "#DIV/0!", "#VALUE!", "#REF!",
    "无",
];

/// Digits after the point up to which a decimal is exact: products of two such columns still fit.
const SCALE: u64 = 8;

/// Formats that begin with the day, with the month, and Chinese ones.
const DAY_FIRST: [&str; 3] = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"];
const MONTH_FIRST: [&str; 2] = ["%m/%d/%Y", "%m-%d-%Y"];
const CHINESE: [&str; 1] = ["%Y年%m月%d日"];
const TIMES: [&str; 3] = ["", " %H:%M", " %H:%M:%S"];

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
    /// Whether its dates can be read in two ways, so that it stayed text.
    pub(super) ambiguous: bool,
}

/// Types of all columns of `from`, a table expression whose columns are all VARCHAR.
pub(super) fn guess_all(connection: &Connection, from: &str, names: &[String]) -> Result<Vec<Typed>, duckdb::Error> {
    let sample = format!("(SELECT * FROM {from} LIMIT {SAMPLE})");
    let every = vec![LADDER.to_vec(); names.len()];
    let mut open: Vec<Vec<Guess>> = check(connection, &sample, names, &every)?.into_iter().map(Checked::open).collect();
    let mut typed: Vec<Option<Typed>> = vec![None; names.len()];
    while typed.iter().any(Option::is_none) {
        for (at, checked) in check(connection, from, names, &open)?.into_iter().enumerate() {
            if typed[at].is_some() {
                continue;
            }
            if open[at].is_empty() || !checked.fits.is_empty() {
                typed[at] = Some(settle(&names[at], &checked));
                open[at].clear();
            } else {
                open[at] = wider(&open[at]);
            }
        }
    }
    Ok(typed.into_iter().flatten().collect())
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
    Typed { name: name.to_owned(), guess, marks, ambiguous }
}

/// What a pass over the rows found of a column.
struct Checked {
    /// The guesses, of those asked about, that every value fits.
    fits: Vec<Guess>,
    /// How many cells hold a mark for "no value".
    marks: u64,
    /// Whether any cell holds a value.
    filled: bool,
}

/// Checks columns against guesses in one pass.
fn check(
    connection: &Connection,
    from: &str,
    names: &[String],
    guesses: &[Vec<Guess>],
) -> Result<Vec<Checked>, duckdb::Error> {
    let mut values = Vec::new();
    let mut facts = Vec::new();
    for (at, (name, guesses)) in names.iter().zip(guesses).enumerate().filter(|(_, (_, guesses))| !guesses.is_empty()) {
        let (cell, value, mark) = (format!("trim({})", quoted(name)), format!("v{at}"), format!("m{at}"));
        values.push(format!("{} AS {mark}", one_of(&cell, &MARKS)));
        values.push(format!("CASE WHEN {mark} OR {cell} = '' THEN NULL ELSE {cell} END AS {value}"));
        facts.push(format!("count(*) FILTER ({mark})"));
        facts.push(format!("count({value})"));
        facts.extend(guesses.iter().flat_map(|guess| guess.facts(&value)));
    }
    if facts.is_empty() {
        return Ok(names.iter().map(|_| Checked { fits: Vec::new(), marks: 0, filled: false }).collect());
    }
    let facts: Vec<String> = facts.into_iter().map(|fact| format!("({fact})::UBIGINT")).collect();
    let select = format!("SELECT [{}]::VARCHAR FROM (SELECT {} FROM {from})", facts.join(", "), values.join(", "));
    let numbers: String = connection.query_row(&select, [], |row| row.get(0))?;
    let mut numbers = numbers.trim_matches(['[', ']']).split(", ").map(|number| number.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    Ok(guesses.iter().map(|guesses| Checked::read(guesses, &mut next)).collect())
}

impl Checked {
    /// What all rows have to be checked against after a sample: the narrowest guess, both orders of day and month, or
    /// everything when the sample held no value.
    fn open(self) -> Vec<Guess> {
        match self.fits.first() {
            _ if !self.filled => LADDER.to_vec(),
            Some(Guess::DayFirst { .. }) => self.fits,
            Some(first) => vec![*first],
            None => Vec::new(),
        }
    }

    /// Takes its numbers in the order in which [`check`] asked for them.
    fn read(guesses: &[Guess], next: &mut impl FnMut() -> u64) -> Self {
        if guesses.is_empty() {
            return Self { fits: Vec::new(), marks: 0, filled: false };
        }
        let (marks, filled) = (next(), next());
        let fits = guesses.iter().filter_map(|guess| guess.fitted(filled, next)).collect();
        Self { fits, marks, filled: filled > 0 }
    }
}

impl Guess {
    /// Aggregates that say whether every `value` fits: first how many do, then what else is to be known.
    fn facts(self, value: &str) -> Vec<String> {
        let count = |condition: &str| format!("count(*) FILTER ({condition})");
        // `1.5` casts to 2 and `007` to 7: only what reads back as it was written is a whole number.
        let whole = format!("TRY_CAST({value} AS BIGINT)::VARCHAR = {value}");
        match self {
            Self::Boolean => vec![count(&one_of(&format!("lower({value})"), &["true", "false", "yes", "no"]))],
            Self::Integer => vec![count(&whole)],
            Self::Decimal { .. } => vec![
                count(&matches(value, r"-?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)")),
                format!("coalesce(max(instr({value} || '.', '.') - 1), 0)"),
                format!(
                    "coalesce(max(CASE WHEN contains({value}, '.') THEN length({value}) - instr({value}, '.') ELSE 0 END), 0)"
                ),
            ],
            Self::Double => vec![count(&format!(
                "{} AND isfinite(TRY_CAST({value} AS DOUBLE))",
                matches(value, r"-?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
            ))],
            Self::Date => vec![count(&format!(
                "{} AND TRY_CAST({value} AS DATE) IS NOT NULL",
                matches(value, "[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}")
            ))],
            Self::Timestamp => vec![count(&format!(
                "{} AND TRY_CAST({value} AS TIMESTAMP) IS NOT NULL",
                matches(
                    value,
                    "[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?( ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?))?)?"
                )
            ))],
            Self::DayFirst { .. } => clocked(value, &DAY_FIRST),
            Self::MonthFirst { .. } => clocked(value, &MONTH_FIRST),
            Self::Chinese { .. } => clocked(value, &CHINESE),
            Self::Text => vec!["count(*)".to_owned()],
        }
    }

    /// The guess with what its facts say; `None` when a value does not fit.
    fn fitted(self, filled: u64, next: &mut impl FnMut() -> u64) -> Option<Self> {
        let fits = next() == filled;
        let guess = match self {
            Self::Decimal { .. } => Self::Decimal { digits: next(), scale: next() },
            Self::DayFirst { .. } => Self::DayFirst { time: next() > 0 },
            Self::MonthFirst { .. } => Self::MonthFirst { time: next() > 0 },
            Self::Chinese { .. } => Self::Chinese { time: next() > 0 },
            plain => plain,
        };
        fits.then_some(guess)
    }

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
    /// The expression that turns the text of a cell into a value of the column's type.
    pub(super) fn expression(&self) -> String {
        let name = quoted(&self.name);
        let mut value = format!("nullif(trim({name}), '')");
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

/// Whether a value is one of a few. DuckDB makes a join of every long IN, and there is one a column.
fn one_of(value: &str, texts: &[&str]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| literal(text)).collect();
    format!("list_contains([{}], {value})", texts.join(", "))
}

fn matches(value: &str, pattern: &str) -> String {
    format!("regexp_full_match({value}, {})", literal(pattern))
}

/// Facts about dates in formats: how many fit, and how many have a time.
fn clocked(value: &str, dates: &[&str]) -> Vec<String> {
    // Nine formats are slow to try on text that is no date at all.
    let shape = matches(value, "[0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}日?( [0-9:]+)?");
    let fits = format!("CASE WHEN {shape} THEN TRY_STRPTIME({value}, {}) IS NOT NULL ELSE false END", formats(dates));
    vec![format!("count(*) FILTER ({fits})"), format!("count(*) FILTER (contains({value}, ':'))")]
}

/// Formats of a date alone and with a time, as a list in SQL.
fn formats(dates: &[&str]) -> String {
    let all = dates.iter().flat_map(|date| TIMES.iter().map(move |time| literal(&format!("{date}{time}"))));
    format!("[{}]", all.collect::<Vec<_>>().join(", "))
}
