//! `scorebook tables`: what was found in the data.

use unicode_width::UnicodeWidthStr as _;

use super::console::Console;
use super::pipeline;
use crate::cli::{Run, Tables};
use crate::scorecard::{Column, DataDrop, Table};

pub(super) fn run(args: &Tables, console: &Console) -> bool {
    let run = Run { period: None, threads: None, no_cache: true };
    let (sources, findings, opened) = pipeline::open(&args.book, &run, console);
    if let Some(opened) = opened {
        console.out(&describe(&opened.drop));
    }
    console.report(&findings, &sources)
}

fn describe(drop: &DataDrop) -> String {
    if drop.tables.is_empty() {
        return "no tables: put exported files (csv, parquet, json, xlsx) into data/\n".to_owned();
    }
    let tables: Vec<String> = drop.tables.iter().map(|table| describe_table(table, drop)).collect();
    tables.join("\n")
}

fn describe_table(table: &Table, drop: &DataDrop) -> String {
    let width = table.columns.iter().map(|column| column.name.width()).max().unwrap_or(0);
    let column = |column: &Column| {
        let gap = " ".repeat(width - column.name.width());
        format!("  {}{gap}  {}\n", column.name, column.data_type)
    };
    let heading = format!("{} · {} rows\n", table.name, grouped(table.rows));
    let columns = table.columns.iter().map(column);
    let files = files_of(table, drop).into_iter().map(|line| format!("  from {line}\n"));
    std::iter::once(heading).chain(columns).chain(files).collect()
}

/// A folder of hundreds of daily files is summed up in one line.
const FILES_LISTED: usize = 5;

fn files_of(table: &Table, drop: &DataDrop) -> Vec<String> {
    let files: Vec<_> = table.files.iter().filter_map(|index| drop.files.get(*index)).collect();
    if let ([first, .., last], true) = (files.as_slice(), files.len() > FILES_LISTED) {
        return vec![format!("{} files, {} … {}", files.len(), first.path, last.path)];
    }
    let sheet = table.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
    let line = |file: &&crate::scorecard::DataFile| {
        let encoding = file.encoding.map(|encoding| format!(", {encoding}")).unwrap_or_default();
        format!("{}{sheet}{encoding}", file.path)
    };
    files.iter().map(line).collect()
}

/// `1,234,567`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let (head, tail) = digits.split_at(first);
    let groups = tail.as_bytes().chunks(3).map(String::from_utf8_lossy);
    let head = (!head.is_empty()).then(|| head.into());
    head.into_iter().chain(groups).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        let texts: Vec<String> = [0, 999, 1000, 541_909, 10_005_534].into_iter().map(grouped).collect();
        assert_eq!(texts, ["0", "999", "1,000", "541,909", "10,005,534"]);
    }
}
