//! Judgements written in the book: rankings, numbers by child, matrices.

use super::super::decode::{Entries, Spanned, Written};
use super::super::raw;
use super::Checker;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::ExpertJudgement;

/// How judgements of a parent are read.
pub(super) struct Reader<'a> {
    /// Whether they compare pairs.
    pub(super) pairs: bool,
    /// Ids of the children that carry weight: the order of a matrix.
    pub(super) items: &'a [String],
    /// What findings call the parent.
    pub(super) parent: &'a str,
}

/// The judgements of all rounds as rows; `None` when one cannot be read, which is reported.
pub(super) fn stated(
    checker: &mut Checker<'_>,
    reader: &Reader<'_>,
    rounds: &[&Entries<Spanned<raw::Judged>>],
) -> Option<Vec<ExpertJudgement>> {
    let mut found = Vec::new();
    let mut fine = true;
    for (round, experts) in (1..).zip(rounds) {
        for (expert, judged) in &experts.0 {
            let blank = ExpertJudgement {
                round,
                expert: expert.value.clone(),
                item: String::new(),
                other: None,
                value: 0.0,
                span: judged.span,
            };
            match (&judged.value, reader.pairs) {
                (raw::Judged::Map(numbers), false) => found.extend(by_child(&blank, numbers)),
                (raw::Judged::List(list), false) => found.extend(ranking(&blank, list)),
                (raw::Judged::List(list), true) => match matrix(checker, reader, &blank, list) {
                    Some(rows) => found.extend(rows),
                    None => fine = false,
                },
                (raw::Judged::Map(_), true) => {
                    not_a_matrix(checker, reader, judged.span);
                    fine = false;
                }
            }
        }
    }
    fine.then_some(found)
}

fn by_child(blank: &ExpertJudgement, numbers: &Entries<Spanned<f64>>) -> Vec<ExpertJudgement> {
    let row = |(item, value): &(Spanned<String>, Spanned<f64>)| ExpertJudgement {
        item: item.value.clone(),
        value: value.value,
        span: value.span,
        ..blank.clone()
    };
    numbers.0.iter().map(row).collect()
}

/// Places from a list, the most important first; those in a list of their own share a place.
fn ranking(blank: &ExpertJudgement, list: &[Spanned<raw::JudgedEntry>]) -> Vec<ExpertJudgement> {
    let mut found = Vec::new();
    for entry in list {
        let group: Vec<(&str, Span)> = match &entry.value {
            raw::JudgedEntry::Text(item) => vec![(item, entry.span)],
            raw::JudgedEntry::List(items) => items.iter().map(|item| (item.value.0.as_str(), item.span)).collect(),
        };
        let place = found.len() as f64 + f64::midpoint(group.len() as f64, 1.0);
        let row =
            |(item, span): (&str, Span)| ExpertJudgement { item: item.to_owned(), value: place, span, ..blank.clone() };
        found.extend(group.into_iter().map(row));
    }
    found
}

/// The cells of a full matrix, or of what stands above its diagonal.
fn matrix(
    checker: &mut Checker<'_>,
    reader: &Reader<'_>,
    blank: &ExpertJudgement,
    list: &[Spanned<raw::JudgedEntry>],
) -> Option<Vec<ExpertJudgement>> {
    let rows: Option<Vec<&Vec<Spanned<Written>>>> = list
        .iter()
        .map(|entry| match &entry.value {
            raw::JudgedEntry::List(row) => Some(row),
            raw::JudgedEntry::Text(_) => None,
        })
        .collect();
    let n = reader.items.len();
    let is = |lengths: &dyn Fn(usize) -> usize, count: usize| {
        rows.as_ref()
            .filter(|rows| rows.len() == count && rows.iter().enumerate().all(|(at, row)| row.len() == lengths(at)))
    };
    let (rows, first): (_, &dyn Fn(usize) -> usize) = match (is(&|_| n, n), is(&|at| n - 1 - at, n.saturating_sub(1))) {
        (Some(rows), _) => (rows, &|_| 0),
        (None, Some(rows)) => (rows, &|row| row + 1),
        (None, None) => {
            not_a_matrix(checker, reader, blank.span);
            return None;
        }
    };
    let mut found = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        for (at, cell) in cells.iter().enumerate() {
            let Some(value) = fraction(&cell.value.0) else {
                let finding = Diagnostic::error("weights-number", format!("`{}` is no number", cell.value.0));
                checker.report(finding.at(cell.span, "").help("write 3, 0.5 or 1/3"));
                return None;
            };
            let (item, other) = (reader.items[row].clone(), Some(reader.items[first(row) + at].clone()));
            found.push(ExpertJudgement { item, other, value, span: cell.span, ..blank.clone() });
        }
    }
    Some(found)
}

fn not_a_matrix(checker: &mut Checker<'_>, reader: &Reader<'_>, span: Span) {
    let n = reader.items.len();
    let message =
        format!("{}: the comparisons of {n} children are neither a matrix nor its upper triangle", reader.parent);
    let help = format!(
        "write {n} rows of {n}, or what stands above the diagonal: rows of {}, in the order of the children",
        (1..n).rev().map(|n| n.to_string()).collect::<Vec<_>>().join(", ")
    );
    checker.report(Diagnostic::error("weights-matrix", message).at(span, "").help(help));
}

/// `3`, `0.5` or `1/3`
fn fraction(text: &str) -> Option<f64> {
    let plain = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    match text.split_once('/') {
        Some((above, below)) => Some(plain(above)? / plain(below)?).filter(|number| number.is_finite()),
        None => plain(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_numbers() {
        assert_eq!(["1/4", "3", " 0.5 "].map(fraction), [Some(0.25), Some(3.0), Some(0.5)]);
        assert_eq!(["1/0", "x", "1/2/3", ""].map(fraction), [None, None, None, None]);
    }
}
