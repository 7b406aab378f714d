//! The tests of the data as JUnit XML, which pipelines show: a suite a table, a case a test.
//!
//! No times and no host: same inputs, same bytes. Rows are shown as far as the findings show them, so private columns
//! are not. What a reader of such files takes for broken is whatever has a `failure`, and so also a test that only
//! warns: its failure is of the type `warning`, and the exit code goes by that.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Findings, Root, Severity, Sources, Span};
use crate::scorecard::{Contract, DataTest, Locale, TableQuality, TestResult};

/// What a document is made of.
pub struct Tests<'a> {
    /// The contracts, in the order of the files.
    pub contracts: &'a [Contract],
    /// What came of their tests; `None` when an error stood in the way of running any.
    pub quality: Option<&'a [TableQuality]>,
    /// Everything found in the run.
    pub findings: &'a Findings,
    /// The files findings point into.
    pub sources: &'a Sources,
    /// Where the book lies.
    pub root: &'a Root,
    /// The language of titles.
    pub locale: Locale,
}

/// One test case.
struct Case {
    name: String,
    file: String,
    line: usize,
    verdict: Verdict,
}

enum Verdict {
    Passed,
    /// Its type, what is wrong, and more lines about it.
    Failed(&'static str, String, Vec<String>),
    Skipped(String),
    Error(String, Vec<String>),
}

/// The whole document, ending in a line break.
pub fn document(tests: &Tests) -> String {
    let suites: Vec<(String, Vec<Case>)> = match tests.quality {
        Some(quality) => tests.contracts.iter().map(|contract| tests.suite(contract, quality)).collect(),
        None => vec![("scorebook".to_owned(), vec![tests.nothing_ran()])],
    };
    let all = || suites.iter().flat_map(|(_, cases)| cases);
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let _ = writeln!(xml, "<testsuites name=\"scorebook\"{}>", counts(&all()));
    for (name, cases) in &suites {
        let _ = writeln!(xml, "  <testsuite name={}{}>", quoted(name), counts(&cases.iter()));
        for case in cases {
            case.write(name, &mut xml);
        }
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
}

impl Tests<'_> {
    fn suite(&self, contract: &Contract, quality: &[TableQuality]) -> (String, Vec<Case>) {
        let of = |quality: &&TableQuality| quality.table.eq_ignore_ascii_case(&contract.table);
        let results = quality.iter().find(of).map_or(&[][..], |quality| &quality.tests);
        let mut cases: Vec<Case> = Vec::new();
        for (at, test) in contract.tests.iter().enumerate() {
            let result = results.iter().find(|(own, _)| *own == at).map(|(_, result)| *result);
            let case = self.case(test, result);
            let again = cases.iter().any(|earlier| earlier.name == case.name);
            // Readers of such files take two cases of one name for one.
            cases.push(if again { Case { name: format!("{} ({})", case.name, at + 1), ..case } } else { case });
        }
        (contract.table.clone(), cases)
    }

    fn case(&self, test: &DataTest, result: Option<TestResult>) -> Case {
        let columns = test.check.columns().join(", ");
        let word = test.check.word();
        let spoken = || if columns.is_empty() { word.to_owned() } else { format!("{word}({columns})") };
        let title = test.title.as_ref().map(|title| title.get(self.locale)).filter(|title| !title.is_empty());
        let (line, _) = self.sources.line_column(test.span);
        let about = || self.findings.iter().find(|finding| finding.labels.iter().any(|label| label.span == test.span));
        let verdict = match result {
            Some(result) if result.passed => Verdict::Passed,
            Some(_) if test.accepted.is_some() => Verdict::Skipped(self.accepted(test)),
            Some(_) => {
                let broken = if test.warns { Severity::Warning } else { Severity::Error };
                let message = self.broken(test.span).map_or_else(spoken, |finding| finding.message.clone());
                let notes = self.broken(test.span).map_or_else(Vec::new, |finding| finding.notes.clone());
                Verdict::Failed(broken.word(), message, notes)
            }
            None => Verdict::Skipped(about().map_or_else(|| "it did not run".to_owned(), |f| f.message.clone())),
        };
        let name = title.map_or_else(spoken, ToOwned::to_owned);
        Case { name, file: self.root.see(self.sources.path(test.span.file)), line, verdict }
    }

    /// That a broken test was accepted, and why.
    fn accepted(&self, test: &DataTest) -> String {
        let reason = test.accepted.as_ref().map_or("", |reason| reason.get(self.locale));
        format!("it does not hold, which was accepted: {reason}")
    }

    /// What was told about a test that does not hold.
    fn broken(&self, test: Span) -> Option<&Diagnostic> {
        let at = |finding: &&Diagnostic| finding.labels.first().is_some_and(|label| label.span == test);
        self.findings.iter().filter(|finding| finding.code == "data-test").find(at)
    }

    /// Stands for all tests where none could run: a file without any would look like success.
    fn nothing_ran(&self) -> Case {
        let errors = self.findings.sorted().into_iter().filter(|finding| finding.severity == Severity::Error);
        let lines = errors.map(|finding| format!("error[{}]: {}", finding.code, finding.message)).collect();
        let verdict = Verdict::Error("the tests of the data could not run".to_owned(), lines);
        Case { name: "the book can be read".to_owned(), file: self.root.see("scorebook.yaml"), line: 1, verdict }
    }
}

impl Case {
    fn write(&self, suite: &str, xml: &mut String) {
        let (name, class, file) = (quoted(&self.name), quoted(suite), quoted(&self.file));
        let _ = write!(xml, "    <testcase name={name} classname={class} file={file} line=\"{}\"", self.line);
        let inner = match &self.verdict {
            Verdict::Passed => {
                xml.push_str("/>\n");
                return;
            }
            Verdict::Failed(kind, message, lines) => {
                let (message, text) = (quoted(message), escaped(&lines.join("\n"), false));
                format!("<failure type=\"{kind}\" message={message}>{text}</failure>")
            }
            Verdict::Skipped(message) => format!("<skipped message={}/>", quoted(message)),
            Verdict::Error(message, lines) => {
                format!("<error message={}>{}</error>", quoted(message), escaped(&lines.join("\n"), false))
            }
        };
        let _ = writeln!(xml, ">\n      {inner}\n    </testcase>");
    }
}

fn counts<'a>(cases: &(impl Iterator<Item = &'a Case> + Clone)) -> String {
    let count = |is: fn(&Verdict) -> bool| cases.clone().filter(|case| is(&case.verdict)).count();
    format!(
        " tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"",
        cases.clone().count(),
        count(|verdict| matches!(verdict, Verdict::Failed(..))),
        count(|verdict| matches!(verdict, Verdict::Error(..))),
        count(|verdict| matches!(verdict, Verdict::Skipped(_))),
    )
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text, true))
}

/// Text for XML 1.0: its five signs as entities, what it cannot hold at all as U+FFFD.
fn escaped(text: &str, attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' | '\n' | '\t' if attribute || c == '\r' => {
                let _ = write!(out, "&#{};", c as u32);
            }
            '\n' | '\t' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scorecard::{Allowed, DataCheck, Layout, Text};

    fn test(at: usize, check: DataCheck, warns: bool, title: Option<&str>) -> DataTest {
        let span = Span { start: at, end: at + 3, ..Span::default() };
        DataTest {
            check,
            title: title.map(Text::plain),
            warns,
            filter: None,
            allowed: Allowed::Rows(0),
            accepted: None,
            span,
        }
    }

    /// One test that holds, one broken, one broken that only warns, and one that could not run.
    fn contract() -> Contract {
        let columns = || vec!["shop".to_owned(), "day".to_owned()];
        let tests = vec![
            test(0, DataCheck::Unique(columns()), false, None),
            test(4, DataCheck::NotNull(columns()), false, Some("Every <order> has a \"shop\" & a day")),
            test(8, DataCheck::NotNull(columns()), true, None),
            test(14, DataCheck::NotNull(columns()), false, None),
        ];
        let (table, title, span) = ("orders".to_owned(), None, Span::default());
        Contract { table, title, layout: Layout::default(), null_values: Vec::new(), columns: Vec::new(), tests, span }
    }

    fn findings(contract: &Contract) -> Findings {
        let at = |at: usize, finding: Diagnostic| finding.at(contract.tests[at].span, "");
        let broken = at(1, Diagnostic::error("data-test", "2 of 9 rows in `orders` break `not_null`"));
        [
            broken.note("shop=NULL, name=‹private›").note("b=\u{1}"),
            at(2, Diagnostic::warning("data-test", "1 of 9 rows")),
            at(3, Diagnostic::error("unknown-column", "there is no column `day`")),
        ]
        .into_iter()
        .collect()
    }

    #[test]
    fn each_test_is_a_case_with_what_came_of_it() {
        let mut sources = Sources::default();
        sources.add("scorecards/data.yaml", "one\ntwo\nthree\nfour\n");
        let contracts = [contract()];
        let findings = findings(&contracts[0]);
        let result = |passed| TestResult { passed, failed: 0, tested: 9 };
        let tests = vec![(0, result(true)), (1, result(false)), (2, result(false))];
        let quality = [TableQuality { table: "orders".into(), tests, ..TableQuality::default() }];
        let (quality, root, locale) = (Some(&quality[..]), Root::default(), Locale::En);
        let tests =
            Tests { contracts: &contracts, quality, findings: &findings, sources: &sources, root: &root, locale };
        insta::assert_snapshot!(document(&tests), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="scorebook" tests="4" failures="2" errors="0" skipped="1">
          <testsuite name="orders" tests="4" failures="2" errors="0" skipped="1">
            <testcase name="unique(shop, day)" classname="orders" file="scorecards/data.yaml" line="1"/>
            <testcase name="Every &lt;order&gt; has a &quot;shop&quot; &amp; a day" classname="orders" file="scorecards/data.yaml" line="2">
              <failure type="error" message="2 of 9 rows in `orders` break `not_null`">shop=NULL, name=‹private›
        b=�</failure>
            </testcase>
            <testcase name="not_null(shop, day)" classname="orders" file="scorecards/data.yaml" line="3">
              <failure type="warning" message="1 of 9 rows"></failure>
            </testcase>
            <testcase name="not_null(shop, day) (4)" classname="orders" file="scorecards/data.yaml" line="4">
              <skipped message="there is no column `day`"/>
            </testcase>
          </testsuite>
        </testsuites>
        "#);
    }

    #[test]
    fn where_no_test_could_run_there_is_an_error_and_not_an_empty_file() {
        let findings: Findings = Diagnostic::error("unknown-field", "a book has no field `titel`").into();
        let (sources, root) = (Sources::default(), Root::default());
        let tests = Tests {
            contracts: &[],
            quality: None,
            findings: &findings,
            sources: &sources,
            root: &root,
            locale: Locale::En,
        };
        insta::assert_snapshot!(document(&tests), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="scorebook" tests="1" failures="0" errors="1" skipped="0">
          <testsuite name="scorebook" tests="1" failures="0" errors="1" skipped="0">
            <testcase name="the book can be read" classname="scorebook" file="scorebook.yaml" line="1">
              <error message="the tests of the data could not run">error[unknown-field]: a book has no field `titel`</error>
            </testcase>
          </testsuite>
        </testsuites>
        "#);
    }
}
