//! One pass over the rows of a text file: which guesses hold for each column.

use duckdb::Connection;

use super::super::{literal, quoted};
use super::Guess;

/// What people and programs write where there is no value.
pub(super) const MARKS: [&str; 16] = [
    "NA", "N/A", "n/a", "#N/A", "NULL", "null", "NaN", "nan", "None", "\\N", "-", "--", "#DIV/0!", "#VALUE!", "#REF!",
    "无",
];

/// Formats that begin with the day, with the month, and Chinese ones.
pub(super) const DAY_FIRST: [&str; 3] = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"];
pub(super) const MONTH_FIRST: [&str; 2] = ["%m/%d/%Y", "%m-%d-%Y"];
pub(super) const CHINESE: [&str; 1] = ["%Y年%m月%d日"];
const TIMES: [&str; 3] = ["", " %H:%M", " %H:%M:%S"];

/// How many aggregates one statement may have, roughly: DuckDB's time to plan them grows with their square, so that
/// a table of 200 columns took minutes in one piece.
const AGGREGATES: usize = 120;

/// Rows whose columns are all text.
pub(super) struct Rows<'a> {
    /// Where they are read.
    pub(super) connection: &'a Connection,
    /// A table expression, read once.
    pub(super) from: &'a str,
    /// The same rows, for the columns that do not fit into the first pass.
    pub(super) again: &'a str,
    /// Its columns.
    pub(super) names: &'a [String],
}

/// What a pass found of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Checked {
    /// The guesses, of those asked about, that every value fits.
    pub(super) fits: Vec<Guess>,
    /// How many cells hold a mark for "no value".
    pub(super) marks: u64,
    /// Whether any cell has blanks around its value.
    pub(super) padded: bool,
    /// Whether any cell holds a value.
    pub(super) filled: bool,
}

impl Rows<'_> {
    /// Checks each column against guesses; gives the number of lines without any value, and what was found.
    pub(super) fn check(&self, guesses: &[Vec<Guess>]) -> Result<(u64, Vec<Checked>), duckdb::Error> {
        let (mut blank, mut found) = (0, Vec::with_capacity(guesses.len()));
        let mut from = self.from;
        for part in parts(guesses) {
            let (count, checked) = self.check_part(from, found.len(), part)?;
            blank = if found.is_empty() { count } else { blank };
            found.extend(checked);
            from = self.again;
        }
        Ok((blank, found))
    }

    /// The same for the columns from `first` on.
    fn check_part(
        &self,
        from: &str,
        first: usize,
        guesses: &[Vec<Guess>],
    ) -> Result<(u64, Vec<Checked>), duckdb::Error> {
        let cells: Vec<String> = self.names.iter().map(|name| quoted(name)).collect();
        let mut values = vec![format!("coalesce({}) IS NULL AS blank", cells.join(", "))];
        let mut facts = vec!["count(*) FILTER (blank)".to_owned()];
        for (at, guesses) in (first..).zip(guesses).filter(|(_, guesses)| !guesses.is_empty()) {
            let (cell, trimmed, value, mark) = (&cells[at], format!("t{at}"), format!("v{at}"), format!("m{at}"));
            values.push(format!("{cell} AS c{at}, trim({cell}) AS {trimmed}"));
            values.push(format!("{} AS {mark}", one_of(&trimmed, &MARKS)));
            values.push(format!("CASE WHEN {mark} OR {trimmed} = '' THEN NULL ELSE {trimmed} END AS {value}"));
            facts.push(format!("count(*) FILTER ({mark})"));
            facts.push(format!("count(*) FILTER (c{at} <> {trimmed})"));
            facts.push(format!("count({value})"));
            facts.extend(guesses.iter().flat_map(|guess| guess.facts(&value)));
        }
        let facts: Vec<String> = facts.into_iter().map(|fact| format!("({fact})::UBIGINT")).collect();
        let select = format!("SELECT [{}]::VARCHAR FROM (SELECT {} FROM {from})", facts.join(", "), values.join(", "));
        let numbers: String = self.connection.query_row(&select, [], |row| row.get(0))?;
        let mut numbers = numbers.trim_matches(['[', ']']).split(", ").map(|number| number.parse().unwrap_or(0));
        let mut next = || numbers.next().unwrap_or(0);
        let blank = next();
        Ok((blank, guesses.iter().map(|guesses| Checked::read(guesses, &mut next)).collect()))
    }
}

/// Neighbouring columns whose guesses together need about [`AGGREGATES`]; at least one part, be it empty.
fn parts(guesses: &[Vec<Guess>]) -> Vec<&[Vec<Guess>]> {
    let (mut parts, mut begin, mut needed) = (Vec::new(), 0, 0);
    for (at, own) in guesses.iter().enumerate() {
        let own = if own.is_empty() { 0 } else { own.len() + 3 };
        if needed + own > AGGREGATES {
            parts.push(&guesses[begin..at]);
            (begin, needed) = (at, 0);
        }
        needed += own;
    }
    parts.push(&guesses[begin..]);
    parts
}

impl Checked {
    /// Takes its numbers in the order in which [`Rows::check`] asked for them.
    fn read(guesses: &[Guess], next: &mut impl FnMut() -> u64) -> Self {
        if guesses.is_empty() {
            return Self::default();
        }
        let (marks, padded, filled) = (next(), next() > 0, next());
        let fits = guesses.iter().filter_map(|guess| guess.fitted(filled, next)).collect();
        Self { fits, marks, padded, filled: filled > 0 }
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
                "length({value}) <= 10 AND {} AND TRY_CAST({value} AS DATE) IS NOT NULL",
                year_first(value)
            ))],
            Self::Timestamp => {
                vec![count(&format!("{} AND TRY_CAST({value} AS TIMESTAMP) IS NOT NULL", year_first(value)))]
            }
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
}

/// Whether a value is one of a few. DuckDB makes a join of every long IN, and there is one a column.
pub(super) fn one_of(value: &str, texts: &[&str]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| literal(text)).collect();
    format!("list_contains([{}], {value})", texts.join(", "))
}

/// Whether text looks like `2018-01-05…` or `2018/1/5…`: casts also take `infinity` and `2018 1 5 (BC)`.
fn year_first(value: &str) -> String {
    format!("({value}[5] = '-' OR {value}[5] = '/') AND NOT contains({value}, '(')")
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
pub(super) fn formats(dates: &[&str]) -> String {
    let all = dates.iter().flat_map(|date| TIMES.iter().map(move |time| literal(&format!("{date}{time}"))));
    format!("[{}]", all.collect::<Vec<_>>().join(", "))
}
