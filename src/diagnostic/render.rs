//! Findings as a person, an editor or a pipeline reads them. The only user of the snippet renderer.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer as Snippets, Snippet};
use serde_json::json;

use super::source::floor_char_boundary;
use super::{Diagnostic, Findings, Label, Root, Severity, Sources, github, sarif};

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageFormat {
    /// With the line, a caret and help.
    #[default]
    Human,
    /// One line each: `file:line:column: error[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// One workflow command of GitHub Actions a line.
    Github,
    /// One SARIF 2.1.0 document.
    Sarif,
}

/// Prints findings in one format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Renderer {
    /// The format.
    pub format: MessageFormat,
    /// Whether to use ANSI colours (human format only).
    pub colour: bool,
}

impl Renderer {
    /// Every finding, in reading order, each ending in a line break; paths are relative to the book.
    pub fn render(self, findings: &Findings, sources: &Sources) -> String {
        self.render_from(&Root::default(), findings, sources)
    }

    /// The same, with paths as seen from where the run was started in the formats that pipelines read.
    pub fn render_from(self, root: &Root, findings: &Findings, sources: &Sources) -> String {
        let each = |print: &dyn Fn(&Diagnostic) -> String| findings.sorted().into_iter().map(print).collect();
        match self.format {
            MessageFormat::Human => each(&|finding| format!("{}\n\n", self.human(finding, sources).trim_end())),
            MessageFormat::Short => each(&|finding| format!("{}\n", short(finding, sources))),
            MessageFormat::Json => each(&|finding| format!("{}\n", as_json(finding, sources))),
            MessageFormat::Github => each(&|finding| github::command(finding, sources, root)),
            MessageFormat::Sarif => sarif::document(findings, sources, root),
        }
    }

    fn human(self, finding: &Diagnostic, sources: &Sources) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = Group::with_title(level.primary_title(finding.message.as_str()).id(finding.code));
        for elements in snippets(finding, sources) {
            group = group.element(elements);
        }
        if let Some((path, line)) = &finding.file {
            let origin = Origin::path(path.as_str());
            group = group.element(line.map_or(origin.clone(), |line| origin.line(line)));
        }
        for note in &finding.notes {
            group = group.element(Level::NOTE.message(note.as_str()));
        }
        if let Some(help) = &finding.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let snippets = if self.colour { Snippets::styled() } else { Snippets::plain() };
        snippets.term_width(WIDTH).render(&[group])
    }
}

/// Long lines are cut around the caret at this many columns.
const WIDTH: usize = 120;

/// One snippet a file, in the order the files are first mentioned.
fn snippets<'a>(finding: &'a Diagnostic, sources: &'a Sources) -> Vec<Element<'a>> {
    let mut files = Vec::new();
    for label in &finding.labels {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    let first = finding.labels.first();
    files
        .into_iter()
        .map(|file| {
            let labels = finding.labels.iter().filter(|label| label.span.file == file);
            let text = sources.text(file);
            let annotations = labels.map(|label| {
                let primary = first.is_some_and(|first| std::ptr::eq(first, label));
                let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
                let span = kind.span(visible(label, text));
                if label.text.is_empty() { span } else { span.label(label.text.as_str()) }
            });
            Snippet::source(text).path(sources.path(file)).annotations(annotations).into()
        })
        .collect()
}

/// The label's range moved onto character boundaries, and cut to its first line: a caret under a whole block of
/// SQL says less than one under its beginning.
fn visible(label: &Label, text: &str) -> std::ops::Range<usize> {
    let start = floor_char_boundary(text, label.span.start);
    let end = floor_char_boundary(text, label.span.end).max(start);
    let first_line = text[start..end].find('\n').map_or(end, |newline| start + newline);
    start..first_line
}

fn short(finding: &Diagnostic, sources: &Sources) -> String {
    let place = match (finding.labels.first(), &finding.file) {
        (Some(label), _) => {
            let (line, column) = sources.line_column(label.span);
            format!("{}:{line}:{column}: ", sources.path(label.span.file))
        }
        (None, Some((path, Some(line)))) => format!("{path}:{line}: "),
        (None, Some((path, None))) => format!("{path}: "),
        (None, None) => String::new(),
    };
    format!("{place}{}[{}]: {}", finding.severity.word(), finding.code, finding.message)
}

fn as_json(finding: &Diagnostic, sources: &Sources) -> serde_json::Value {
    let labels: Vec<_> = finding
        .labels
        .iter()
        .map(|label| {
            let (line, column) = sources.line_column(label.span);
            json!({"file": sources.path(label.span.file), "line": line, "column": column,
                   "start": label.span.start, "end": label.span.end, "text": label.text})
        })
        .collect();
    let file = finding.file.as_ref().map(|(path, line)| json!({"path": path, "line": line}));
    json!({"severity": finding.severity.word(), "code": finding.code, "message": finding.message,
           "labels": labels, "file": file, "notes": finding.notes, "help": finding.help})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> (Findings, Sources) {
        let mut sources = Sources::default();
        let file = sources.add("scorecards/crm.yaml", "标题: 评分卡\nwieght: 30\n");
        let start = sources.text(file).find("wieght").expect("the field");
        let span = super::super::Span { file, start, end: start + 6 };
        let finding = Diagnostic::error("unknown-field", "a scorecard has no field `wieght`")
            .at(span, "not known here")
            .help("did you mean `weight`?");
        (finding.into(), sources)
    }

    #[test]
    fn human_shows_line_caret_and_help() {
        let (findings, sources) = example();
        insta::assert_snapshot!(Renderer::default().render(&findings, &sources), @r"
        error[unknown-field]: a scorecard has no field `wieght`
         --> scorecards/crm.yaml:2:1
          |
        2 | wieght: 30
          | ^^^^^^ not known here
          |
          = help: did you mean `weight`?
        ");
    }

    #[test]
    fn short_is_one_line_with_its_place() {
        let (findings, sources) = example();
        let renderer = Renderer { format: MessageFormat::Short, colour: false };
        assert_eq!(
            renderer.render(&findings, &sources),
            "scorecards/crm.yaml:2:1: error[unknown-field]: a scorecard has no field `wieght`\n"
        );
    }
}
