//! Findings: what is wrong with a book or its data, where, why, and what to do.
//!
//! Stages push every finding they have into [`Findings`] and carry on as far as they can, so that a run tells
//! all of them. Rendering is in [`render`], the only user of the snippet renderer.

mod github;
mod render;
mod root;
mod sarif;
mod source;

pub use render::{MessageFormat, Renderer};
pub use root::Root;
pub use source::{FileId, Sources, Span};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published; or it is, but a gate that was asked for tripped.
    Error,
    /// Published, but somebody should know.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A place in a file and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be said there; may be empty.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Short, stable, kebab-case: `weights-sum`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// Places; the first is where the caret stands.
    pub labels: Vec<Label>,
    /// A file that cannot be shown as text (a Parquet file, a folder), with the line where one is known.
    pub file: Option<(String, Option<usize>)>,
    /// More of what is known, a line each.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error: nothing will be published.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, severity, message, labels: Vec::new(), file: None, notes: Vec::new(), help: None }
    }

    /// Points at a place; the first call says where the caret stands.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Names a file that cannot be shown as text: `data/orders.parquet`.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<String>, line: Option<usize>) -> Self {
        self.file = Some((path.into(), line));
        self
    }

    /// Adds a line of what is known.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Message, notes and help, a line each.
    fn in_full(&self) -> String {
        let help = self.help.as_ref().map(|help| format!("help: {help}"));
        let lines = std::iter::once(self.message.clone()).chain(self.notes.iter().cloned()).chain(help);
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Everything found in a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    list: Vec<Diagnostic>,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another run or stage.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(other);
    }

    /// Whether anything forbids publishing.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|finding| finding.severity == severity).count()
    }

    /// All of them, in reading order: errors before warnings, then by file and line, each once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.list.iter().collect();
        sorted.sort_by_cached_key(|finding| {
            let place = finding.labels.first().map(|label| (label.span.file.0, label.span.start));
            (finding.severity, place.is_none(), place, finding.file.clone(), finding.code, finding.message.clone())
        });
        sorted.dedup();
        sorted
    }

    /// All of them, as they came.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl IntoIterator for Findings {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl FromIterator<Diagnostic> for Findings {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(findings: I) -> Self {
        Self { list: findings.into_iter().collect() }
    }
}

impl From<Diagnostic> for Findings {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { list: vec![diagnostic] }
    }
}

/// `plan` for `pln`: the candidate a misspelt word most likely meant, if any is near.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let distance = |candidate: &str| strsim::damerau_levenshtein(&word, &candidate.to_lowercase());
    // Every other single letter is one step away, which says nothing.
    let allowed = (word.chars().count() / 3).max(1).min(word.chars().count().saturating_sub(1));
    let mut scored: Vec<(usize, &str)> = candidates.into_iter().map(|c| (distance(c), c)).collect();
    scored.sort_unstable();
    scored.first().filter(|(distance, _)| *distance <= allowed).map(|(_, candidate)| *candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_offered_and_far_ones_are_not() {
        let fields = ["baseline", "target", "better"];
        assert_eq!(did_you_mean("traget", fields), Some("target"));
        assert_eq!(did_you_mean("Baselin", fields), Some("baseline"));
        assert_eq!(did_you_mean("owner", fields), None);
        assert_eq!(did_you_mean("v", ["n"]), None);
        assert_eq!(did_you_mean("N", ["n"]), Some("n"));
    }

    #[test]
    fn errors_come_first_and_each_finding_once() {
        let span = |start| Span { file: FileId(0), start, end: start + 1 };
        let mut findings = Findings::default();
        findings.push(Diagnostic::warning("w", "late").at(span(1), ""));
        findings.push(Diagnostic::error("e", "second").at(span(9), ""));
        findings.push(Diagnostic::error("e", "first").at(span(5), ""));
        findings.push(Diagnostic::error("e", "first").at(span(5), ""));
        let messages: Vec<&str> = findings.sorted().iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, ["first", "second", "late"]);
    }
}
