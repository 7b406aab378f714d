//! Findings as one SARIF 2.1.0 document (OASIS), which code scanning and editors read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Diagnostic, Findings, Label, Root, Severity, Sources, Span};

/// The file a finding without a place is shown at: readers refuse a result without one.
const FALLBACK: &str = "scorebook.yaml";

/// The document, ending in a line break; without results when nothing was found.
pub(super) fn document(findings: &Findings, sources: &Sources, root: &Root) -> String {
    let sorted = findings.sorted();
    let codes: BTreeSet<&str> = sorted.iter().map(|finding| finding.code).collect();
    let index: BTreeMap<&str, usize> = codes.iter().enumerate().map(|(at, code)| (*code, at)).collect();
    let place = Place { sources, root };
    let rules: Vec<Value> = codes.iter().map(|code| rule(code, &sorted)).collect();
    let results: Vec<Value> = sorted.iter().map(|finding| place.result(finding, index[finding.code])).collect();
    let document = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "Scorebook", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

/// What is known of a code; its help where all findings of that code have the same.
fn rule(code: &str, findings: &[&Diagnostic]) -> Value {
    let own = || findings.iter().filter(|finding| finding.code == code);
    let helps: BTreeSet<&str> = own().filter_map(|finding| finding.help.as_deref()).collect();
    let help = match (helps.first(), helps.len()) {
        (Some(only), 1) => only,
        _ => "the message of each result says what to do",
    };
    let words = code.replace('-', " ");
    let level = own().map(|finding| finding.severity).min().map_or("warning", Severity::word);
    json!({
        "id": code,
        "shortDescription": {"text": words},
        "fullDescription": {"text": format!("Scorebook finding `{code}`")},
        "help": {"text": help},
        "defaultConfiguration": {"level": level},
    })
}

/// What turns spans into locations.
struct Place<'a> {
    sources: &'a Sources,
    root: &'a Root,
}

impl Place<'_> {
    fn result(&self, finding: &Diagnostic, rule_index: usize) -> Value {
        let mut result = json!({
            "ruleId": finding.code,
            "ruleIndex": rule_index,
            "level": finding.severity.word(),
            "message": {"text": finding.in_full()},
            "locations": [self.location(finding)],
        });
        let related: Vec<Value> = finding.labels.iter().skip(1).map(|label| self.related(label)).collect();
        if let (false, Some(result)) = (related.is_empty(), result.as_object_mut()) {
            result.insert("relatedLocations".to_owned(), Value::Array(related));
        }
        result
    }

    fn location(&self, finding: &Diagnostic) -> Value {
        match (finding.labels.first(), &finding.file) {
            (Some(label), _) => json!({"physicalLocation": self.physical(label.span)}),
            // A file without a known line is shown at its first: some readers refuse a location without a region.
            (None, Some((path, line))) => self.whole(path, line.unwrap_or(1)),
            (None, None) => self.whole(FALLBACK, 1),
        }
    }

    fn whole(&self, path: &str, line: usize) -> Value {
        json!({"physicalLocation": {"artifactLocation": self.artifact(path), "region": {"startLine": line}}})
    }

    fn related(&self, label: &Label) -> Value {
        let physical = self.physical(label.span);
        if label.text.is_empty() {
            return json!({"physicalLocation": physical});
        }
        json!({"physicalLocation": physical, "message": {"text": label.text}})
    }

    fn physical(&self, span: Span) -> Value {
        let (start, end) = self.sources.utf16(span);
        let region = json!({"startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1});
        json!({"artifactLocation": self.artifact(self.sources.path(span.file)), "region": region})
    }

    fn artifact(&self, path: &str) -> Value {
        json!({"uri": uri(&self.root.see(path))})
    }
}

/// A path as a URI: relative, or `file:` when it is absolute.
fn uri(path: &str) -> String {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    let mut uri = match (path.starts_with('/'), is_drive) {
        (true, _) => "file://".to_owned(),
        (_, true) => "file:///".to_owned(),
        _ => String::new(),
    };
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b':' if is_drive => uri.push(':'),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_hold_any_path() {
        assert_eq!(uri("books/a b/评.yaml"), "books/a%20b/%E8%AF%84.yaml");
        assert_eq!(uri("/tmp/x"), "file:///tmp/x");
        assert_eq!(uri("C:/book/x"), "file:///C:/book/x");
        assert_eq!(uri("a:b"), "file:///a:b");
    }

    #[test]
    fn places_are_regions_in_utf16_and_codes_are_rules() {
        let mut sources = Sources::default();
        let file = sources.add("scorecards/评 1.yaml", "标题: 𠮷\nx: 1\n");
        let at = sources.text(file).find('x').expect("there");
        let wide = sources.text(file).find('𠮷').expect("there");
        let mut findings = Findings::default();
        let first = Diagnostic::error("two-places", "this and that").at(Span { file, start: at, end: at + 1 }, "");
        findings.push(first.at(Span { file, start: wide, end: wide + 4 }, "the other").help("choose"));
        findings.push(Diagnostic::warning("by-file", "odd").in_file("data/a.csv", None).help("one"));
        findings.push(Diagnostic::warning("by-file", "odder").help("two"));
        let text = document(&findings, &sources, &Root::new("b".as_ref(), "/repo".as_ref()));
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let results = &document["runs"][0]["results"];
        let place = |value: &Value| value["physicalLocation"].clone();
        let uri = "b/scorecards/%E8%AF%84%201.yaml";
        let region = json!({"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 2});
        assert_eq!(place(&results[0]["locations"][0]), json!({"artifactLocation": {"uri": uri}, "region": region}));
        let region = json!({"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 7});
        assert_eq!(place(&results[0]["relatedLocations"][0])["region"], region);
        assert_eq!(place(&results[2]["locations"][0])["artifactLocation"]["uri"], "b/data/a.csv");
        assert_eq!(place(&results[1]["locations"][0])["artifactLocation"]["uri"], "b/scorebook.yaml");
        assert_eq!(results[0]["message"]["text"], "this and that\nhelp: choose");
        let rules = &document["runs"][0]["tool"]["driver"]["rules"];
        let help =
            |at: usize| (rules[at]["id"].as_str().unwrap_or(""), rules[at]["help"]["text"].as_str().unwrap_or(""));
        assert_eq!(help(0), ("by-file", "the message of each result says what to do"));
        assert_eq!(help(1), ("two-places", "choose"));
        assert_eq!((&results[0]["ruleIndex"], &results[1]["ruleIndex"]), (&json!(1), &json!(0)));
    }
}
