//! The first line of a delimited file: which character stands between the columns, and what they are called.

use std::collections::BTreeSet;

use super::transcode::{Plan, arranged};
use crate::scorecard::CsvStyle;

/// What may stand between columns, in the order in which ties are decided.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// How many lines say what the delimiter is.
const LINES: usize = 200;

/// The beginning of a delimited file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Between the columns, once the text is arranged.
    pub(super) delimiter: u8,
    /// The cells of the first line as they stand in the file.
    pub(super) cells: Vec<String>,
    /// How many blank lines stand before it.
    pub(super) blank_before: usize,
}

/// Reads the header from the beginning of a file; `None` when there is nothing but blank lines after those that are
/// passed over.
///
/// Unless it is stated, the delimiter is found:
/// it is the one that cuts most lines into as many parts as the first, more than one; where several do,
/// the one that makes more columns. Quotes are respected. Without any there is one column.
pub(super) fn read(head: &str, plan: &Plan) -> Option<Header> {
    let text = arranged(head, plan);
    let style = |delimiter| CsvStyle { delimiter, quote: plan.quote };
    let delimiter = plan.delimiter().unwrap_or_else(|| {
        let (mut delimiter, mut best) = (DELIMITERS[0], (0, 0));
        for candidate in DELIMITERS {
            let score = score(&text, style(candidate));
            if score > best {
                (delimiter, best) = (candidate, score);
            }
        }
        delimiter
    });
    let cells = records(&text, style(delimiter)).next()?;
    // `\r\n` is one line end; each of the others ends a line of its own.
    let blank: String = text.chars().take_while(|c| matches!(c, '\r' | '\n')).collect();
    Some(Header { delimiter, cells, blank_before: blank.replace("\r\n", "\n").len() })
}

/// (lines with as many parts as the first, number of parts); (0, 0) when the first line is not cut.
fn score(text: &str, style: CsvStyle) -> (usize, usize) {
    let widths: Vec<usize> = records(text, style).take(LINES).map(|cells| cells.len()).collect();
    let Some(first) = widths.first().copied().filter(|width| *width > 1) else { return (0, 0) };
    // The last line may be cut off in the middle.
    let whole = if widths.len() > 2 { &widths[..widths.len() - 1] } else { &widths[..] };
    (whole.iter().filter(|width| **width == first).count(), first)
}

fn records(text: &str, style: CsvStyle) -> impl Iterator<Item = Vec<String>> {
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(style.delimiter);
    builder.quoting(style.quote.is_some()).quote(style.quote.unwrap_or(b'"'));
    let reader = builder.from_reader(text.as_bytes());
    reader.into_records().map_while(Result::ok).map(|record| record.iter().map(ToOwned::to_owned).collect())
}

/// Names of columns that had to be made up or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Repairs {
    /// (position from 1, the name given) for columns without one.
    pub(super) unnamed: Vec<(usize, String)>,
    /// (position from 1, the name in the file, the new name) for names used before; SQL does not tell case apart.
    pub(super) doubled: Vec<(usize, String, String)>,
}

/// Names every column once: blank cells become `column_N`, the second `Name` becomes `Name_2`.
pub(super) fn names(cells: &[String]) -> (Vec<String>, Repairs) {
    let mut repairs = Repairs::default();
    let own: BTreeSet<String> = cells.iter().map(|cell| tidy(cell).to_lowercase()).collect();
    let mut used = BTreeSet::new();
    let mut names = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        let tidy = tidy(cell);
        let name = if tidy.is_empty() {
            let name = free(&format!("column_{}", at + 1), &own, &used);
            repairs.unnamed.push((at + 1, name.clone()));
            name
        } else if used.contains(&tidy.to_lowercase()) {
            let name = free(&tidy, &own, &used);
            repairs.doubled.push((at + 1, tidy, name.clone()));
            name
        } else {
            tidy
        };
        used.insert(name.to_lowercase());
        names.push(name);
    }
    (names, repairs)
}

/// The name itself if nobody has it, else with the first number from 2 that makes it free.
fn free(name: &str, own: &BTreeSet<String>, used: &BTreeSet<String>) -> String {
    let taken = |name: &str| own.contains(&name.to_lowercase()) || used.contains(&name.to_lowercase());
    if !taken(name) {
        return name.to_owned();
    }
    let mut number = 2;
    loop {
        let numbered = format!("{name}_{number}");
        if !taken(&numbered) {
            return numbered;
        }
        number += 1;
    }
}

/// A cell on one line, without blanks around it.
fn tidy(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether every cell is a number or empty, as in a line of data.
pub(super) fn looks_like_data(cells: &[String]) -> bool {
    let filled: Vec<&String> = cells.iter().filter(|cell| !cell.trim().is_empty()).collect();
    // Columns named after years (`2024`, `2025`) beside a text column are a header.
    !filled.is_empty() && filled.iter().all(|cell| cell.trim().parse::<f64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(head: &str) -> Option<Header> {
        read(head, &Plan::default())
    }

    fn delimiter(head: &str) -> u8 {
        first(head).expect("a header").delimiter
    }

    #[test]
    fn the_delimiter_is_found_quotes_respected() {
        assert_eq!(delimiter("a,b\n1,2\n"), b',');
        assert_eq!(delimiter("name;value\nx;1,5\ny;2,5\n"), b';');
        assert_eq!(delimiter("name\tvalue, net\nx\t1\n"), b'\t');
        assert_eq!(delimiter("a|b|c\n1|2|3\n"), b'|');
        assert_eq!(delimiter("title,text\n1,\"x;y;z\"\n2,\"x;y;z\"\n"), b',');
        assert_eq!(delimiter("one column\nHello, world\n"), b',');
        assert_eq!(first("one column\nx\n").expect("a header").cells, ["one column"]);
    }

    #[test]
    fn a_header_may_be_alone_marked_or_missing() {
        let header = first("\u{FEFF}\"a b\";c").expect("a header");
        assert_eq!((header.delimiter, header.cells), (b';', vec!["a b".to_owned(), "c".to_owned()]));
        assert_eq!(first("\n\r\n"), None);
        assert_eq!(first("\n\r\na,b\n").expect("a header").blank_before, 2);
    }

    #[test]
    fn every_column_gets_a_name_of_its_own() {
        let cells = ["ID", "", "id", "Name\n(long)", "ID_2", " "].map(str::to_owned);
        let (names, repairs) = names(&cells);
        assert_eq!(names, ["ID", "column_2", "id_3", "Name (long)", "ID_2", "column_6"]);
        assert_eq!(repairs.doubled, [(3, "id".to_owned(), "id_3".to_owned())]);
        assert_eq!(repairs.unnamed, [(2, "column_2".to_owned()), (6, "column_6".to_owned())]);
    }
}
