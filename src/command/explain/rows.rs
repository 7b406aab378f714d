//! A sample of the source rows behind a measure.

use super::Subject;
use super::branch::Branch;
use crate::command::rows;
use crate::scorecard::SourceRows;

/// Cells longer than this are cut.
const CELL: usize = 40;

/// The rows behind the measure, table by table, and what they are.
pub(super) fn branches(subject: &Subject<'_>, limit: u32) -> Vec<Branch> {
    if let Some(reason) = rows::guard(subject.ready, subject.at, subject.node) {
        return vec![Branch::leaf(format!("rows        withheld: {reason}"))];
    }
    let found = rows::behind(subject.ready, subject.at, subject.node, subject.entity, limit);
    if found.is_empty() {
        return vec![Branch::leaf("rows        none: it reads no table")];
    }
    found.iter().map(table).collect()
}

fn table(found: &SourceRows) -> Branch {
    let shown = found.rows.len();
    let of = if found.total == 1 { "row".to_owned() } else { format!("{} rows", found.total) };
    let mut below = vec![Branch::leaf(meaning(found))];
    if !found.columns.is_empty() {
        let header = found.columns.iter().map(String::clone).chain(found.private.iter().cloned());
        let rows = found.rows.iter().map(|row| {
            let cells = row.iter().map(|cell| cell.as_deref().map_or_else(|| "NULL".to_owned(), shortened));
            cells.chain(found.private.iter().map(|_| "‹private›".to_owned())).collect()
        });
        let lines: Vec<Vec<String>> = std::iter::once(header.collect()).chain(rows).collect();
        below.extend(aligned(&lines).into_iter().map(Branch::leaf));
    }
    Branch::with(format!("rows        the first {shown} of {of} of `{}`", found.table), below)
}

/// Which rows these are, honestly: those of the value where that can be told, else all of the table.
fn meaning(found: &SourceRows) -> String {
    let mut said: Vec<&str> = Vec::new();
    if found.of_period {
        said.push("of this period");
    }
    if found.of_entity {
        said.push("of this entity");
    }
    if found.filtered {
        said.push("that the query's WHERE keeps");
    }
    match said.as_slice() {
        [] => "of the whole table: the query does not let period and entity of its rows be told".to_owned(),
        _ => format!("{}, in the order of the file", said.join(", ")),
    }
}

fn shortened(cell: &str) -> String {
    let plain: String = cell.chars().take(CELL).flat_map(char::escape_debug).collect();
    if cell.chars().count() > CELL { format!("{plain}…") } else { plain }
}

/// Cells in columns of the same width.
fn aligned(lines: &[Vec<String>]) -> Vec<String> {
    let columns = lines.first().map_or(0, Vec::len);
    let width = |at: usize| lines.iter().filter_map(|line| line.get(at)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|at| width(at).unwrap_or(0)).collect();
    let padded = |line: &Vec<String>| {
        let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines.iter().map(padded).collect()
}
