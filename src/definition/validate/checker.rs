//! What all checks share.

use super::super::decode::Field;
use super::super::files::Files;
use crate::diagnostic::{Diagnostic, Findings, Severity, Span, did_you_mean};
use crate::scorecard::{Locale, Model};

/// The book's languages, its files, and what was found so far.
pub(crate) struct Checker<'a> {
    /// Languages every text should have words for.
    pub(crate) locales: Vec<Locale>,
    /// For SQL in files of its own.
    pub(crate) files: &'a mut Files,
    /// The files with SQL there are, relative to the book.
    pub(crate) queries: &'a [String],
    /// Models of all documents.
    pub(crate) models: Vec<Model>,
    /// The `min_group` of scorebook.yaml.
    pub(crate) min_group: u32,
    /// What was found.
    pub(crate) findings: &'a mut Findings,
}

impl Checker<'_> {
    /// Reports a finding.
    pub(crate) fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// The value of a field that must be written; reports its absence from `whose` at `span`.
    pub(crate) fn required<'f, T>(
        &mut self,
        field: &'f Field<T>,
        name: &str,
        whose: &str,
        span: Span,
    ) -> Option<&'f T> {
        if field.is_absent() {
            let finding = Diagnostic::error("missing-field", format!("{whose} has no `{name}`"));
            self.report(finding.at(span, format!("`{name}` is missing here")).help(format!("add `{name}: …`")));
        }
        field.given()
    }

    /// Whether something within a place was already found wrong, so that what follows from it need not be said.
    pub(crate) fn has_blamed(&self, place: Span) -> bool {
        let within = |span: Span| span.file == place.file && place.start <= span.start && span.end <= place.end;
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors.filter_map(|finding| finding.labels.first()).any(|label| within(label.span))
    }
}

/// Help for a name that is not known: the nearest one, or all there are.
pub(crate) fn among(word: &str, known: &[&str], what: &str) -> String {
    match did_you_mean(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("there are no {what}"),
        None => format!("{what} are {}", plain_list(known)),
    }
}

/// "`a`, `b` and `c`"; after a dozen the rest are counted.
pub(crate) fn plain_list(names: &[&str]) -> String {
    const SHOWN: usize = 12;
    let quoted: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        return format!("{} and {} more", quoted.join(", "), names.len() - SHOWN);
    }
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// A number as a person writes it: `33.3`, not the last bits of its binary form.
pub(crate) fn number(value: f64) -> String {
    let rounded = (value * 1e9).round() / 1e9;
    if rounded.is_finite() { format!("{rounded}") } else { format!("{value}") }
}
