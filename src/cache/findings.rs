//! Findings as they are kept: their places are told from what they are about, which may stand elsewhere by now.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::codec::stored;
use crate::diagnostic::{Diagnostic, FileId, Findings, Label, Severity, Span};

/// Codes read back; there are as many as the tool has.
static CODES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// A finding whose labels point into one of several anchors.
pub(super) struct Told {
    code: String,
    is_error: bool,
    message: String,
    labels: Vec<Place>,
    file: Option<(String, Option<usize>)>,
    notes: Vec<String>,
    help: Option<String>,
}

/// A range of bytes reckoned from the beginning of an anchor, and what is said there.
struct Place {
    anchor: usize,
    start: usize,
    end: usize,
    text: String,
}

stored! {
    Told { code, is_error, message, labels, file, notes, help }
    Place { anchor, start, end, text }
}

/// Findings to keep; `None` where one points outside of all anchors, or is an error: those are never kept.
pub(super) fn anchored(findings: &Findings, anchors: &[Span]) -> Option<Vec<Told>> {
    if findings.has_errors() {
        return None;
    }
    let within = |span: Span, anchor: &Span| {
        span.file == anchor.file && anchor.start <= span.start && span.start <= span.end && span.end <= anchor.end
    };
    let place = |span: Span| {
        let at = anchors.iter().position(|anchor| within(span, anchor))?;
        Some((at, span.start - anchors[at].start, span.end - anchors[at].start))
    };
    findings.iter().map(|finding| told(finding, &place)).collect()
}

/// The findings of [`anchored`], where the anchors are now.
pub(super) fn raised(told: Vec<Told>, anchors: &[Span]) -> Option<Findings> {
    let span = |(at, start, end): (usize, usize, usize)| {
        let anchor = anchors.get(at)?;
        Some(Span { file: anchor.file, start: anchor.start + start, end: anchor.start + end })
    };
    told.into_iter().map(|told| finding(told, &span)).collect()
}

/// Findings to keep together with the very files they point into.
pub(super) fn in_files(findings: &Findings) -> Vec<Told> {
    let place = |span: Span| Some((span.file.0 as usize, span.start, span.end));
    findings.iter().filter_map(|finding| told(finding, &place)).collect()
}

/// The findings of [`in_files`].
pub(super) fn of_files(told: Vec<Told>) -> Option<Findings> {
    let span =
        |(file, start, end): (usize, usize, usize)| Some(Span { file: FileId(u32::try_from(file).ok()?), start, end });
    told.into_iter().map(|told| finding(told, &span)).collect()
}

fn told(finding: &Diagnostic, place: &impl Fn(Span) -> Option<(usize, usize, usize)>) -> Option<Told> {
    let Diagnostic { code, severity, message, labels, file, notes, help } = finding.clone();
    let label = |Label { span, text }: Label| {
        let (anchor, start, end) = place(span)?;
        Some(Place { anchor, start, end, text })
    };
    let labels = labels.into_iter().map(label).collect::<Option<_>>()?;
    Some(Told { code: code.to_owned(), is_error: severity == Severity::Error, message, labels, file, notes, help })
}

fn finding(told: Told, span: &impl Fn((usize, usize, usize)) -> Option<Span>) -> Option<Diagnostic> {
    let Told { code, is_error, message, labels, file, notes, help } = told;
    let label = |Place { anchor, start, end, text }: Place| Some(Label { span: span((anchor, start, end))?, text });
    let labels = labels.into_iter().map(label).collect::<Option<_>>()?;
    let severity = if is_error { Severity::Error } else { Severity::Warning };
    Some(Diagnostic { code: lasting(&code), severity, message, labels, file, notes, help })
}

/// A code for as long as the process runs; each is kept once.
fn lasting(code: &str) -> &'static str {
    let mut codes = CODES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = codes.get(code) {
        return known;
    }
    let code: &'static str = Box::leak(code.to_owned().into_boxed_str());
    codes.insert(code);
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(file: u32, start: usize, end: usize) -> Span {
        Span { file: FileId(file), start, end }
    }

    #[test]
    fn places_move_with_what_they_are_about() {
        let warning = Diagnostic::warning("no-rows", "none").at(span(1, 15, 18), "here").note("n").help("h");
        let findings: Findings = warning.clone().in_file("data/a.csv", Some(3)).into();
        let kept = super::super::codec::bytes(&anchored(&findings, &[span(0, 0, 99), span(1, 10, 20)]));
        let read: Option<Vec<Told>> = super::super::codec::value(&kept).expect("whole");
        let now = raised(read.expect("kept"), &[span(0, 0, 99), span(2, 100, 110)]).expect("raised");
        let expected = Diagnostic { labels: Vec::new(), ..warning }.at(span(2, 105, 108), "here");
        assert_eq!(now, expected.in_file("data/a.csv", Some(3)).into());
    }

    #[test]
    fn errors_and_places_elsewhere_are_not_kept() {
        let anchors = [span(1, 10, 20)];
        assert!(anchored(&Diagnostic::warning("w", "m").at(span(1, 15, 21), "").into(), &anchors).is_none());
        assert!(anchored(&Diagnostic::warning("w", "m").at(span(0, 15, 16), "").into(), &anchors).is_none());
        assert!(anchored(&Diagnostic::error("e", "m").into(), &anchors).is_none());
        let gate: Findings = Diagnostic::error("gate", "m").at(span(3, 1, 2), "").into();
        assert_eq!(of_files(in_files(&gate)), Some(gate));
    }
}
