//! The first line of a delimited file: which character stands between the columns, and what they are called.

use std::collections::BTreeSet;

/// What may stand between columns, in the order in which ties are decided.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// How many lines say what the delimiter is.
const LINES: usize = 200;

/// The beginning of a delimited file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Between the columns.
    pub(super) delimiter: u8,
    /// The cells of the first line as they stand in the file.
    pub(super) cells: Vec<String>,
    /// Whether the first line is blank.
    pub(super) blank_before: bool,
}

/// Reads the header from the beginning of a file; `None` when there is nothing but blank lines.
///
/// The delimiter is the one that cuts most lines into as many parts as the first, more than one; where several do,
/// the one that makes more columns. Quotes are respected. Without any there is one column.
pub(super) fn read(head: &str) -> Option<Header> {
    let (mut delimiter, mut best) = (DELIMITERS[0], (0, 0));
    for candidate in DELIMITERS {
        let score = score(head, candidate);
        if score > best {
            (delimiter, best) = (candidate, score);
        }
    }
    let cells = records(head, delimiter).next()?;
    let blank_before = head.trim_start_matches('\u{FEFF}').starts_with(['\r', '\n']);
    Some(Header { delimiter, cells, blank_before })
}

/// (lines with as many parts as the first, number of parts); (0, 0) when the first line is not cut.
fn score(head: &str, delimiter: u8) -> (usize, usize) {
    let widths: Vec<usize> = records(head, delimiter).take(LINES).map(|cells| cells.len()).collect();
    let Some(first) = widths.first().copied().filter(|width| *width > 1) else { return (0, 0) };
    // The last line may be cut off in the middle.
    let whole = if widths.len() > 2 { &widths[..widths.len() - 1] } else { &widths[..] };
    (whole.iter().filter(|width| **width == first).count(), first)
}

fn records(head: &str, delimiter: u8) -> impl Iterator<Item = Vec<String>> {
    let text = head.trim_start_matches('\u{FEFF}').as_bytes();
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text);
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

    fn delimiter(head: &str) -> u8 {
        read(head).expect("a header").delimiter
    }

    #[test]
    fn the_delimiter_is_found_quotes_respected() {
        assert_eq!(delimiter("a,b\n1,2\n"), b',');
        assert_eq!(delimiter("name;value\nx;1,5\ny;2,5\n"), b';');
        assert_eq!(delimiter("name\tvalue, net\nx\t1\n"), b'\t');
        assert_eq!(delimiter("a|b|c\n1|2|3\n"), b'|');
        assert_eq!(delimiter("title,text\n1,\"x;y;z\"\n2,\"x;y;z\"\n"), b',');
        assert_eq!(delimiter("one column\nHello, world\n"), b',');
        assert_eq!(read("one column\nx\n").expect("a header").cells, ["one column"]);
    }

    #[test]
    fn a_header_may_be_alone_marked_or_missing() {
        let header = read("\u{FEFF}\"a b\";c").expect("a header");
        assert_eq!((header.delimiter, header.cells), (b';', vec!["a b".to_owned(), "c".to_owned()]));
        assert_eq!(read("\n\r\n"), None);
        assert!(read("\n\na,b\n").expect("a header").blank_before);
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
