//! What a contract says of files that cannot have it: a delimiter of Parquet, a sheet of a text file.

use super::discover::{Candidate, Kind};
use crate::diagnostic::{Diagnostic, Findings, Span};

/// Tells every option that does not go with the files of a table.
pub(super) fn check(candidate: &Candidate, findings: &mut Findings) {
    let Some(first) = candidate.files.first() else { return };
    let layout = &candidate.layout;
    let text = &[Kind::Delimited, Kind::Json][..];
    let rows = &[Kind::Delimited, Kind::Workbook][..];
    let options: [(&str, Option<Span>, &[Kind]); 6] = [
        ("encoding", layout.encoding.as_ref().map(|stated| stated.span), text),
        ("delimiter", layout.delimiter.as_ref().map(|stated| stated.span), &[Kind::Delimited]),
        ("quote", layout.quote.as_ref().map(|stated| stated.span), &[Kind::Delimited]),
        ("sheet", layout.sheet.as_ref().map(|stated| stated.span), &[Kind::Workbook]),
        ("header_row", layout.begin.as_ref().map(|stated| stated.span), rows),
        ("header", layout.header.as_ref().map(|stated| stated.span), rows),
    ];
    for (name, span, kinds) in options {
        let Some(span) = span.filter(|_| !kinds.contains(&candidate.kind)) else { continue };
        let name = if name == "header_row" { "where the rows begin" } else { &format!("`{name}`") };
        let fits: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
        let message = format!("{name} says nothing about {} files", candidate.kind.word());
        let finding = Diagnostic::error("option-unfit", message).at(span, "").note(format!("`{}`", first.path));
        findings.push(finding.help(format!("take it out: it goes with {} files", fits.join(" and "))));
    }
}
