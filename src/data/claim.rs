//! Gives the files of the drop to the contracts that name them. What is claimed makes no table of its own.

use std::collections::BTreeMap;

use glob::{MatchOptions, Pattern};

use super::discover::{Candidate, Found, Kind, listed};
use crate::diagnostic::{Diagnostic, Findings, Span, did_you_mean};
use crate::scorecard::{Contract, Layout, Stated};

/// `*` stays within a folder, `**` goes through folders.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };

/// Takes the files contracts name out of `found`, a candidate a contract.
///
/// A contract whose files are not there has a candidate without files, so that its table is known.
pub(super) fn claim(found: &mut Vec<Found>, contracts: &[Contract], findings: &mut Findings) -> Vec<Candidate> {
    let mut claims: BTreeMap<usize, Vec<(&Contract, Span)>> = BTreeMap::new();
    let mut candidates = Vec::new();
    for contract in contracts.iter().filter(|contract| !contract.layout.files.is_empty()) {
        let mut own: Vec<usize> = Vec::new();
        for pattern in &contract.layout.files {
            let matching = matching(&pattern.value, found);
            if matching.is_empty() && !pattern.value.is_empty() {
                findings.push(nothing(pattern, found));
            }
            for at in matching.into_iter().filter(|at| !own.contains(at)).collect::<Vec<_>>() {
                claims.entry(at).or_default().push((contract, pattern.span));
                own.push(at);
            }
        }
        own.sort_unstable();
        candidates.push(candidate(contract, own.iter().map(|at| found[*at].clone()).collect(), findings));
    }
    findings.extend(claims.iter().filter_map(|(at, claims)| twice(&found[*at], claims)));
    let mut at = 0..;
    found.retain(|_| at.next().is_none_or(|at| !claims.contains_key(&at)));
    candidates
}

/// The places of the files a pattern names. A path that is written out needs no pattern: `[` and `]` may be part of it.
fn matching(pattern: &str, found: &[Found]) -> Vec<usize> {
    let wanted = pattern.replace('\\', "/");
    let wanted = wanted.trim_start_matches("./").trim_start_matches("data/");
    let compiled = Pattern::new(wanted).ok();
    let matches = |file: &Found| {
        file.below() == wanted || compiled.as_ref().is_some_and(|pattern| pattern.matches_with(file.below(), OPTIONS))
    };
    found.iter().enumerate().filter(|(_, file)| matches(file)).map(|(at, _)| at).collect()
}

fn nothing(pattern: &Stated<String>, found: &[Found]) -> Diagnostic {
    let paths: Vec<&str> = found.iter().map(Found::below).collect();
    let help = match did_you_mean(&pattern.value, paths.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if paths.is_empty() => "there are no files in `data/`".to_owned(),
        None => format!("there are {}; `*` stands for anything within a name, `**/` for folders", listed(&paths)),
    };
    Diagnostic::error("files-none", format!("no file below `data/` goes by `{}`", pattern.value))
        .at(pattern.span, "")
        .help(help)
}

/// The candidate of a contract; without files where they do not go together.
fn candidate(contract: &Contract, mut files: Vec<Found>, findings: &mut Findings) -> Candidate {
    let kind = |file: &Found| file.kind.unwrap_or(Kind::Delimited);
    let first = files.first().cloned();
    let own = first.as_ref().map_or(Kind::Delimited, kind);
    if let (Some(first), Some(other)) = (&first, files.iter().find(|file| kind(file) != own)) {
        let (one, two) = (own.word(), kind(other).word());
        let message = format!("the files of `{}` are both {one} and {two}", contract.table);
        let finding = Diagnostic::error("files-mixed", message).at(contract.layout.files[0].span, "");
        findings.push(
            finding
                .note(format!("`{}` and `{}`", first.path, other.path))
                .help("a table is made from files of one format: give the others a contract of their own"),
        );
        files.clear();
    }
    let is_joined = files.len() > 1;
    Candidate { name: contract.table.clone(), kind: own, files, is_joined, layout: contract.layout.clone() }
}

/// A finding about a file several contracts take; sheets of a workbook may go to one each.
fn twice(file: &Found, claims: &[(&Contract, Span)]) -> Option<Diagnostic> {
    let sheet = |contract: &Contract| contract.layout.sheet.as_ref().map(|sheet| sheet.value.clone());
    let is_workbook = file.kind == Some(Kind::Workbook);
    let shared = claims.iter().enumerate().find_map(|(at, (contract, span))| {
        let clashes = |(other, _): &&(&Contract, Span)| {
            !is_workbook || sheet(other).is_none() || sheet(contract).is_none() || sheet(other) == sheet(contract)
        };
        claims[..at].iter().find(clashes).map(|first| (first, (contract, span)))
    });
    let ((first, first_span), (second, span)) = shared?;
    let message = format!("`{}` is claimed by `{}` and by `{}`", file.path, first.table, second.table);
    let help = if is_workbook {
        "say with `sheet` which sheet each table is, or let one contract have the file"
    } else {
        "a file belongs to one table: narrow one of the patterns; what two tables share is a model"
    };
    let finding = Diagnostic::error("file-claimed-twice", message).at(*span, "").at(*first_span, "first here");
    Some(finding.help(help))
}

/// The layout a contract gives a table whose files go by its name.
pub(super) fn layout_of(contracts: &[Contract], table: &str) -> Layout {
    let named = contracts.iter().find(|contract| contract.table.eq_ignore_ascii_case(table));
    named.filter(|contract| contract.layout.files.is_empty()).map(|c| c.layout.clone()).unwrap_or_default()
}
