//! Findings as workflow commands of GitHub Actions, which shows them beside the line they are about.
//!
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use super::{Diagnostic, Root, Severity, Sources};

/// One command: `::error file=…,line=…,col=…,endColumn=…,title=…::message`. Notes and help are part of the message.
pub(super) fn command(finding: &Diagnostic, sources: &Sources, root: &Root) -> String {
    let place = match (finding.labels.first(), &finding.file) {
        (Some(label), _) => {
            let (line, column) = sources.line_column(label.span);
            let end = sources.end_line_column(label.span);
            // A range of columns is only understood within one line.
            let until = if end.0 == line && end.1 > column { format!(",endColumn={}", end.1) } else { String::new() };
            format!("file={},line={line},col={column}{until},", property(&root.see(sources.path(label.span.file))))
        }
        (None, Some((path, line))) => {
            let line = line.map_or_else(String::new, |line| format!("line={line},"));
            format!("file={},{line}", property(&root.see(path)))
        }
        (None, None) => String::new(),
    };
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    format!("::{name} {place}title={}::{}\n", property(finding.code), data(&finding.in_full()))
}

/// Escapes what ends a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes also what ends a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    #[test]
    fn a_finding_is_one_line_however_odd_its_words() {
        let mut sources = Sources::default();
        let file = sources.add("scorecards/a,b:c.yaml", "标题: 1\n权重: 30\n");
        let start = sources.text(file).find("30").expect("there");
        let finding = Diagnostic::error("weights-sum", "weights sum to 30 %,\r\nnot 100")
            .at(Span { file, start, end: start + 2 }, "")
            .note("::warning::no command")
            .help("write 100");
        let root = Root::new("books/x".as_ref(), "/repo".as_ref());
        assert_eq!(
            command(&finding, &sources, &root),
            "::error file=books/x/scorecards/a%2Cb%3Ac.yaml,line=2,col=5,endColumn=7,title=weights-sum::weights sum to \
             30 %25,%0D%0Anot 100%0A::warning::no command%0Ahelp: write 100\n"
        );
    }

    #[test]
    fn what_has_no_place_has_no_file() {
        let (sources, root) = (Sources::default(), Root::default());
        let plain = Diagnostic::warning("no-scratch", "no folder");
        assert_eq!(command(&plain, &sources, &root), "::warning title=no-scratch::no folder\n");
        let data = plain.in_file("data/orders.csv", Some(7));
        assert_eq!(
            command(&data, &sources, &root),
            "::warning file=data/orders.csv,line=7,title=no-scratch::no folder\n"
        );
    }
}
