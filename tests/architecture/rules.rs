//! The rules themselves. Each takes one file and gives what it breaks.

use std::fmt;

use super::paths::{self, NamedPath};
use super::plain::code_only;

/// Longest file, in lines.
const FILE_LIMIT: usize = 400;
/// Longest function, in lines, from `fn` to its closing brace.
const FUNCTION_LIMIT: usize = 40;

/// Stage → what it may import of the crate. `report::figure` allows that part of `report` alone. A file that is
/// no folder (`cli.rs`, `main.rs`) is a stage of its own name.
const IMPORTS: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("scorecard", &["diagnostic"]),
    ("definition", &["scorecard", "diagnostic"]),
    ("data", &["scorecard", "diagnostic"]),
    ("engine", &["scorecard", "diagnostic"]),
    ("cache", &["scorecard", "diagnostic", "engine"]),
    ("evaluate", &["scorecard", "diagnostic"]),
    ("lint", &["scorecard", "diagnostic", "evaluate"]),
    ("compare", &["scorecard", "diagnostic", "evaluate"]),
    ("method", &["scorecard", "diagnostic", "evaluate"]),
    ("report", &["scorecard", "diagnostic", "evaluate", "compare", "method"]),
    ("chart", &["scorecard", "diagnostic", "report::figure", "report::number"]),
    ("site", &["scorecard", "diagnostic", "cache", "compare", "report", "chart"]),
    ("starter", &["scorecard", "diagnostic"]),
    ("ci", &["scorecard", "diagnostic", "evaluate"]),
    ("cli", &["scorecard", "diagnostic", "ci"]),
    (
        "command",
        &[
            "cli",
            "compare",
            "scorecard",
            "diagnostic",
            "definition",
            "data",
            "engine",
            "cache",
            "evaluate",
            "lint",
            "method",
            "report",
            "chart",
            "site",
            "starter",
            "ci",
        ],
    ),
    ("main", &["cli", "command", "diagnostic"]),
    ("lib", &[]),
];

/// Outside crate → the stages that may name it; `*` is everywhere.
const OWNERS: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["diagnostic"]),
    ("blake3", &["cache", "compare", "data", "site"]),
    ("calamine", &["data"]),
    ("chardetng", &["data"]),
    ("clap", &["cli", "command", "main"]),
    ("clap_complete", &["cli", "command"]),
    ("csv", &["data", "site"]),
    ("ctrlc", &["command"]),
    ("duckdb", &["engine"]),
    ("encoding_rs", &["data"]),
    ("glob", &["data"]),
    ("indicatif", &["command"]),
    ("jiff", &["scorecard"]),
    ("libm", &["method"]),
    ("minijinja", &["site"]),
    ("plotters", &["chart"]),
    ("plotters_backend", &["chart"]),
    ("quick_xml", &["data"]),
    ("rust_decimal", &["scorecard"]),
    ("rust_embed", &["site", "starter"]),
    ("schemars", &["definition"]),
    ("serde", &["*"]),
    ("serde_json", &["*"]),
    ("serde_yaml", &["definition"]),
    ("statrs", &["method"]),
    ("strsim", &["definition", "diagnostic", "command"]),
    ("tempfile", &["*"]),
    ("unicode_width", &["chart", "command"]),
    ("walkdir", &["definition", "data"]),
    ("zip", &["data"]),
];

/// One file of the source.
pub(crate) struct SourceFile {
    path: String,
    text: String,
    code: String,
}

impl SourceFile {
    /// `path` is relative to the project, with `/`.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), code: code_only(text) }
    }

    /// Where it stands in the crate: `["evaluate", "curve"]` for `src/evaluate/curve.rs`.
    fn module(&self) -> Vec<String> {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
        inner.split('/').map(str::to_owned).collect()
    }

    /// The stage it belongs to: `evaluate`.
    pub(crate) fn stage(&self) -> &str {
        self.path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default()
    }

    fn violation(&self, line: usize, what: String) -> Violation {
        Violation { place: format!("{}:{line}", self.path), what }
    }
}

/// A broken rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    place: String,
    what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

fn entry<'a>(table: &'a [(&str, &[&'a str])], name: &str) -> Option<&'a [&'a str]> {
    table.iter().find(|(key, _)| *key == name).map(|(_, allowed)| *allowed)
}

/// A stage imports only the stages the table gives it.
pub(crate) fn stage_imports(file: &SourceFile) -> Vec<Violation> {
    let allowed = entry(IMPORTS, file.stage()).unwrap_or_default();
    let mut named = paths::inside(&file.code, &file.module());
    named.extend(library_paths(&file.code));
    let wrong = |path: &NamedPath| path.parts[0] != file.stage() && !allowed.iter().any(|stage| permits(stage, path));
    named
        .iter()
        .filter(|path| IMPORTS.iter().any(|(stage, _)| *stage == path.parts[0]) && wrong(path))
        .map(|path| file.violation(path.line, format!("{} may not import {}", file.stage(), path.parts.join("::"))))
        .collect()
}

/// Paths `main.rs` writes with the name of the library.
fn library_paths(code: &str) -> Vec<NamedPath> {
    let mut found = paths::outside(code, &["scorebook"]);
    found.retain(|path| path.parts.len() > 1);
    for path in &mut found {
        path.parts.remove(0);
    }
    found
}

/// Whether an entry such as `report::figure` covers a path.
fn permits(allowed: &str, path: &NamedPath) -> bool {
    allowed.split("::").zip(path.parts.iter().map(String::as_str).chain(std::iter::repeat(""))).all(|(a, p)| a == p)
}

/// An outside crate is named only by its owners.
pub(crate) fn crate_owners(file: &SourceFile) -> Vec<Violation> {
    let crates: Vec<&str> = OWNERS.iter().map(|(name, _)| *name).collect();
    let owned = |name: &str| entry(OWNERS, name).is_some_and(|who| who.contains(&"*") || who.contains(&file.stage()));
    paths::outside(&file.code, &crates)
        .iter()
        .filter(|path| !owned(&path.parts[0]))
        .map(|path| file.violation(path.line, format!("{} does not own the crate {}", file.stage(), path.parts[0])))
        .collect()
}

/// The dependencies of a manifest nobody owns.
pub(crate) fn without_owner(manifest: &str) -> Vec<String> {
    let section = manifest.split("\n[dependencies]\n").nth(1).unwrap_or_default();
    let lines = section.lines().take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.trim().replace('-', "_"));
    names.filter(|name| entry(OWNERS, name).is_none()).collect()
}

/// The stages the table does not know.
pub(crate) fn unknown_stages(stages: &[String]) -> Vec<String> {
    let mut unknown: Vec<String> = stages.iter().filter(|stage| entry(IMPORTS, stage).is_none()).cloned().collect();
    unknown.dedup();
    unknown
}

/// A file begins with a sentence on what it is for; a bare word is none.
pub(crate) fn module_docs(file: &SourceFile) -> Vec<Violation> {
    let says = file.text.lines().next().and_then(|line| line.strip_prefix("//! ")).unwrap_or_default();
    if says.split_whitespace().count() >= 3 || says.ends_with('.') {
        return Vec::new();
    }
    vec![file.violation(1, "the file begins with no sentence on what it is for (`//! …`)".to_owned())]
}

/// A file keeps to its limit.
pub(crate) fn file_length(file: &SourceFile) -> Vec<Violation> {
    let lines = file.text.lines().count();
    if lines <= FILE_LIMIT {
        return Vec::new();
    }
    vec![file.violation(lines, format!("{lines} lines; {FILE_LIMIT} are the limit"))]
}

/// A function keeps to its limit.
pub(crate) fn function_length(file: &SourceFile) -> Vec<Violation> {
    let lines: Vec<&str> = file.code.lines().collect();
    let begins = (0..lines.len()).filter(|at| function_name(lines[*at]).is_some());
    begins
        .filter_map(|at| Some((at, body_end(&lines, at)? - at + 1)))
        .filter(|(_, length)| *length > FUNCTION_LIMIT)
        .map(|(at, length)| {
            let name = function_name(lines[at]).unwrap_or_default();
            file.violation(at + 1, format!("fn {name} has {length} lines; {FUNCTION_LIMIT} are the limit"))
        })
        .collect()
}

/// The name of the function a line declares.
fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let qualifiers = ["pub", "const", "async", "unsafe", "extern"];
    let plain = |word: &str| qualifiers.iter().any(|q| word == *q || word.starts_with("pub("));
    if !before.split_whitespace().all(|word| plain(word) || word.ends_with(')')) {
        return None;
    }
    after.split(|c: char| !c.is_alphanumeric() && c != '_').next().filter(|name| !name.is_empty())
}

/// The line a function's body closes on: rustfmt puts that brace under the `fn`. `None` for a declaration.
fn body_end(lines: &[&str], begin: usize) -> Option<usize> {
    let indent = lines[begin].len() - lines[begin].trim_start().len();
    let opens = (begin..lines.len()).find(|at| lines[*at].trim_end().ends_with(['{', ';', '}']))?;
    if !lines[opens].trim_end().ends_with('{') {
        return lines[opens].trim_end().ends_with('}').then_some(opens);
    }
    let closes = |line: &str| line.trim_end().len() == indent + 1 && line.trim_end().ends_with('}');
    (opens + 1..lines.len()).find(|at| closes(lines[*at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(rule: fn(&SourceFile) -> Vec<Violation>, path: &str, text: &str) -> Vec<String> {
        rule(&SourceFile::new(path, text)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_import_across_a_wall_is_named_with_its_line() {
        let text = "//! Docs.\nuse crate::scorecard::Book;\nuse crate::engine::Room;\n// use crate::site::x;\n";
        let expected = ["src/evaluate/curve.rs:3: evaluate may not import engine::Room"];
        assert_eq!(broken(stage_imports, "src/evaluate/curve.rs", text), expected);
        assert_eq!(broken(stage_imports, "src/command/build.rs", text), Vec::<String>::new());
    }

    #[test]
    fn nobody_imports_command_or_cli() {
        for stage in ["definition", "data", "engine", "evaluate", "report", "chart", "site", "scorecard", "diagnostic"]
        {
            let path = format!("src/{stage}/mod.rs");
            assert_eq!(broken(stage_imports, &path, "use crate::{cli::Args, command::build};").len(), 2, "{stage}");
        }
    }

    #[test]
    fn chart_sees_figures_and_numbers_of_the_report_and_nothing_else() {
        let path = "src/chart/bullet.rs";
        assert!(broken(stage_imports, path, "use crate::report::{figure::Bullet, number::NumberFormat};").is_empty());
        assert_eq!(broken(stage_imports, path, "use crate::report::Page;").len(), 1);
        assert_eq!(broken(stage_imports, path, "use super::super::report::Page;").len(), 1);
    }

    #[test]
    fn main_is_held_to_its_imports_by_the_name_of_the_library() {
        assert!(broken(stage_imports, "src/main.rs", "use scorebook::command::run;").is_empty());
        assert_eq!(broken(stage_imports, "src/main.rs", "scorebook::engine::open();").len(), 1);
    }

    #[test]
    fn a_crate_outside_its_owner_is_named() {
        let expected = ["src/report/page.rs:1: report does not own the crate duckdb"];
        assert_eq!(broken(crate_owners, "src/report/page.rs", "use duckdb::Connection;"), expected);
        assert!(broken(crate_owners, "src/engine/room.rs", "use duckdb::Connection;").is_empty());
    }

    #[test]
    fn a_new_dependency_needs_an_owner() {
        let manifest =
            "[package]\n\n[dependencies]\nserde = \"1\"\nleft-pad = \"1\"  # pads\n\n[dev-dependencies]\nx = \"1\"\n";
        assert_eq!(without_owner(manifest), ["left_pad"]);
    }

    #[test]
    fn long_functions_are_found_whatever_their_signature() {
        let body = "        step();\n".repeat(38);
        let fits = format!("impl X {{\n    pub(super) fn fits(\n    ) {{\n{}    }}\n}}\n", &body[..body.len() - 16]);
        assert!(broken(function_length, "src/a.rs", &fits).is_empty());
        let long = format!("impl X {{\n    pub(super) fn long(\n        a: u8,\n    ) -> u8 {{\n{body}    }}\n}}\n");
        assert_eq!(broken(function_length, "src/a.rs", &long), ["src/a.rs:2: fn long has 42 lines; 40 are the limit"]);
        let declared = format!("trait T {{\n    fn declared(&self);\n}}\nfn short() {{}}\n{body}");
        assert!(broken(function_length, "src/a.rs", &declared).is_empty());
    }

    #[test]
    fn a_file_needs_docs_and_an_end() {
        assert_eq!(broken(module_docs, "src/a.rs", "//! engine\n").len(), 1);
        assert!(broken(module_docs, "src/a.rs", "//! Runs the queries.\n").is_empty());
        assert_eq!(broken(file_length, "src/a.rs", &"\n".repeat(401)).len(), 1);
        assert!(broken(file_length, "src/a.rs", &"\n".repeat(400)).is_empty());
    }
}
