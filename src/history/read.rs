//! Reads a history file and tells every row that is not what was written.

use std::collections::BTreeMap;

use super::row::{COLUMNS, HEADER, Published, Row, VersionId, check};
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Frequency, Period, Status};

/// A row with its line and its last cell.
struct Line {
    number: usize,
    row: Row,
    fields: Vec<String>,
    check: String,
}

/// The rows of a file that is not empty. Findings point at it, line by line.
pub(super) fn rows(path: &str, text: &str, frequency: Frequency, findings: &mut Findings) -> Vec<Row> {
    if text.lines().next().map(str::trim_end) != Some(HEADER.trim_end()) {
        findings.push(foreign(path));
        return Vec::new();
    }
    if !text.ends_with('\n') {
        let last = text.lines().count();
        findings.push(damaged("history-cut", "the file ends in the middle of a row", path, last));
    }
    let mut lines = Vec::new();
    for (number, record) in records(text) {
        match record.and_then(|record| line(number, &record, frequency)) {
            Ok(line) => lines.push(line),
            Err(why) => findings.push(damaged("history-row", &why, path, number)),
        }
    }
    twice(path, &lines, findings);
    unchecked(path, &lines, findings);
    lines.into_iter().map(|line| line.row).collect()
}

/// Every row after the header, with the line it begins on.
fn records(text: &str) -> impl Iterator<Item = (usize, Result<csv::StringRecord, String>)> {
    let reader = csv::ReaderBuilder::new().flexible(true).from_reader(std::io::Cursor::new(text.to_owned()));
    let mut last = 1;
    reader.into_records().map(move |record| match record {
        Ok(record) => {
            last = record.position().and_then(|at| usize::try_from(at.line()).ok()).unwrap_or(last + 1);
            (last, Ok(record))
        }
        Err(error) => (last + 1, Err(format!("this is no row: {error}"))),
    })
}

fn line(number: usize, record: &csv::StringRecord, frequency: Frequency) -> Result<Line, String> {
    if record.len() != COLUMNS {
        return Err(format!("a row has {COLUMNS} cells, this one has {}", record.len()));
    }
    let cells: Vec<&str> = record.iter().collect();
    let amount = |text: &str| match text {
        "" => Ok(None),
        text => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(format!("`{text}` is no number")),
        },
    };
    let period = Period::parse_as(cells[0], frequency)
        .ok_or_else(|| format!("`{}` is no period of this scorecard, such as {}", cells[0], frequency.example()))?;
    let status = Status::ALL.into_iter().find(|status| status.code() == cells[6]);
    let published = Published {
        actual: amount(cells[3])?,
        target: amount(cells[4])?,
        score: amount(cells[5])?,
        status: status.ok_or_else(|| format!("`{}` is no status", cells[6]))?,
        coverage: amount(cells[7])?.ok_or("the coverage is missing")?,
        version: VersionId::new(cells[8], cells[9]),
    };
    Ok(Line {
        number,
        row: Row { period, node: cells[1].to_owned(), entity: cells[2].to_owned(), published },
        fields: cells[..COLUMNS - 1].iter().map(|cell| (*cell).to_owned()).collect(),
        check: cells[COLUMNS - 1].to_owned(),
    })
}

/// Rows that say twice what was published.
fn twice(path: &str, lines: &[Line], findings: &mut Findings) {
    let mut first: BTreeMap<(Period, &str, &str), usize> = BTreeMap::new();
    for line in lines {
        let Row { period, node, entity, .. } = &line.row;
        let Some(before) = first.insert((*period, node, entity), line.number) else { continue };
        first.insert((*period, node, entity), before);
        let of = if entity.is_empty() { String::new() } else { format!(" of `{entity}`") };
        let node = if node.is_empty() { "the scorecard".to_owned() } else { format!("`{node}`") };
        let why = format!("{node}{of} in {period} stands here a second time, after line {before}");
        findings.push(damaged("history-twice", &why, path, line.number));
    }
}

/// Rows that are not as they were written, and periods with rows too few or too many.
fn unchecked(path: &str, lines: &[Line], findings: &mut Findings) {
    let mut periods: BTreeMap<Period, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        periods.entry(line.row.period).or_default().push(line);
    }
    for (period, lines) in periods {
        let edited: Vec<&&Line> = lines.iter().filter(|l| l.check != check(&l.fields, lines.len())).collect();
        // One row less changes what every other row of the period is checked against.
        if edited.len() == lines.len() && lines.len() > 1 {
            let why = format!("rows of {period} were added, taken out or changed: there are {} of them", lines.len());
            findings.push(damaged("history-period", &why, path, lines[0].number));
            continue;
        }
        for line in edited {
            let why = "this row was changed after it was written".to_owned();
            findings.push(damaged("history-edited", &why, path, line.number));
        }
    }
}

fn foreign(path: &str) -> Diagnostic {
    Diagnostic::error("history-foreign", "this is no history that a build has written")
        .in_file(path, Some(1))
        .note(format!("it would begin with `{}`", HEADER.trim_end()))
        .help("move the file elsewhere, or take `history: true` out of scorebook.yaml")
}

fn damaged(code: &'static str, why: &str, path: &str, line: usize) -> Diagnostic {
    Diagnostic::error(code, why.to_owned())
        .in_file(path, Some(line))
        .help("what was published does not change: bring the file back as it was, such as with `git restore`")
}
