//! Small books, built once, and the numbers of what they publish.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::common::{said, scorebook};

/// The month everything is reported for.
pub(crate) const MONTH: &str = "2026-12";

/// A book of one scorecard `s` with one perspective `p`, whose objectives are added one by one, and assessments.
pub(crate) struct Book {
    objectives: String,
    files: Vec<(String, String)>,
}

/// What a book published: every `numbers.json`, `scores.json` and download of a measure, by path.
pub(crate) struct Site(BTreeMap<String, String>);

impl Book {
    pub(crate) fn new() -> Self {
        Self { objectives: String::new(), files: Vec::new() }
    }

    /// Adds an objective. `fields` are lines of YAML, `measures` flow maps without braces.
    pub(crate) fn objective(&mut self, id: &str, fields: &[String], measures: &[String]) {
        let _ = writeln!(self.objectives, "      - id: {id}\n        title: {id}\n        weight: 1");
        fields.iter().for_each(|line| {
            let _ = writeln!(self.objectives, "        {line}");
        });
        let _ = writeln!(self.objectives, "        measures:");
        measures.iter().for_each(|measure| {
            let _ = writeln!(self.objectives, "          - {{{measure}}}");
        });
    }

    /// Adds a file.
    pub(crate) fn file(&mut self, path: &str, text: String) {
        self.files.push((path.to_owned(), text));
    }

    /// Writes the book into a folder.
    fn write(&self, folder: &Path) {
        let write = |path: &str, text: &str| {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        write("scorebook.yaml", "title: T\nlocales: [en]\n");
        let head = "kind: scorecard\nid: s\ntitle: S\nperiod: month\nweights: relative\nsensitivity: false\n";
        let list = "perspectives:\n  - id: p\n    title: P\n    weight: 1\n    objectives:\n";
        write("scorecards/s.yaml", &format!("{head}{list}{}", self.objectives));
        self.files.iter().for_each(|(path, text)| write(path, text));
    }

    /// Builds the book; it must build.
    pub(crate) fn build(&self) -> Site {
        let folder = tempfile::tempdir().expect("a folder");
        self.write(folder.path());
        let output = scorebook(["build", &folder.path().display().to_string(), "--quiet"]);
        assert!(output.status.success(), "{}", said(&output));
        let mut files = BTreeMap::new();
        collect(&folder.path().join("site"), "", &mut files);
        Site(files)
    }

    /// What is said of a book that must be refused.
    pub(crate) fn refused(&self) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        self.write(folder.path());
        let output = scorebook(["check", &folder.path().display().to_string()]);
        assert!(!output.status.success(), "{}", said(&output));
        said(&output)
    }
}

fn collect(folder: &Path, below: &str, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let own = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        if path.is_dir() {
            collect(&path, &own, files);
        } else if name.ends_with(".json") || (name.ends_with(".csv") && own.starts_with("data/")) {
            files.insert(own, std::fs::read_to_string(&path).expect("text"));
        }
    }
}

impl Site {
    fn json(&self, path: &str) -> Value {
        let text = self.0.get(path).unwrap_or_else(|| panic!("no {path}"));
        serde_json::from_str(text).expect("JSON")
    }

    /// A table of the page of an objective.
    pub(crate) fn objective(&self, id: &str, table: &str) -> Table {
        Table::of(&self.json(&format!("s/p/{id}/numbers.json")), table)
    }

    /// A table of the page of an assessment.
    pub(crate) fn assessment(&self, id: &str, table: &str) -> Table {
        Table::of(&self.json(&format!("assessments/{id}/numbers.json")), table)
    }

    /// The weights of an objective's measures.
    pub(crate) fn weights(&self, objective: &str) -> Vec<f64> {
        // A child has a row for each figure beside its weight.
        let table = self.objective(objective, "weights");
        let mut named: Vec<(Value, f64)> =
            table.cells("name", &[]).into_iter().zip(table.numbers("weight", &[])).collect();
        named.dedup_by(|one, other| one.0 == other.0);
        named.into_iter().map(|(_, weight)| weight).collect()
    }

    /// The score of an objective, or of one of its measures, as a share of 1.
    pub(crate) fn score(&self, path: &str) -> f64 {
        let scores = self.json("data/s/scores.json");
        let node = scores["nodes"].as_array().expect("nodes").iter().find(|node| node["id"] == format!("p/{path}"));
        node.expect("a node")["score"].as_f64().expect("a score") / 100.0
    }

    /// A column of the last row of a measure's download.
    pub(crate) fn download(&self, measure: &str, column: &str) -> f64 {
        let text = &self.0[&format!("data/s/p/{measure}.csv")];
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        let at = lines.next().expect("a head").split(',').position(|own| own == column).expect("a column");
        let last = lines.next_back().expect("a row");
        last.split(',').nth(at).expect("a cell").parse().expect("a number")
    }
}

/// A table of a page.
pub(crate) struct Table {
    keys: Vec<String>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    fn of(page: &Value, id: &str) -> Self {
        let tables = page["tables"].as_array().expect("tables");
        let table = tables.iter().find(|own| own["id"] == id).unwrap_or_else(|| panic!("no table {id}"));
        let keys = table["columns"].as_array().expect("columns").iter();
        let rows = table["rows"].as_array().expect("rows").iter();
        Self {
            keys: keys.map(|column| column["key"].as_str().expect("a key").to_owned()).collect(),
            rows: rows.map(|row| row.as_array().expect("cells").clone()).collect(),
        }
    }

    fn place(&self, key: &str) -> usize {
        self.keys.iter().position(|own| own == key).unwrap_or_else(|| panic!("no column {key}"))
    }

    /// The cells of a column, of rows in which other columns have these words.
    pub(crate) fn cells(&self, key: &str, of: &[(&str, &str)]) -> Vec<Value> {
        let fits = |row: &&Vec<Value>| of.iter().all(|(key, word)| row[self.place(key)] == *word);
        self.rows.iter().filter(fits).map(|row| row[self.place(key)].clone()).collect()
    }

    /// The same as numbers.
    pub(crate) fn numbers(&self, key: &str, of: &[(&str, &str)]) -> Vec<f64> {
        self.cells(key, of).iter().map(|cell| cell.as_f64().unwrap_or_else(|| panic!("{cell} is no number"))).collect()
    }

    /// What was reckoned of judgements under a key.
    pub(crate) fn check(&self, sheet: &str, key: &str) -> Vec<f64> {
        self.numbers("value", &[("sheet", sheet), ("key", key)])
    }
}

/// So many measures `m0`, `m1`, … that say nothing.
pub(crate) fn plain(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("id: m{at}, title: m{at}, scoring: yes-no, value: {{{MONTH}: 1}}")).collect()
}

/// `[[1, 2], [0.5, 1]]`
pub(crate) fn matrix(rows: &[Vec<f64>]) -> String {
    let rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    format!("[{}]", rows.join(", "))
}

/// `{m0: 1, m1: 2.5}`
pub(crate) fn by_measure(numbers: &[f64]) -> String {
    let each: Vec<String> = numbers.iter().enumerate().map(|(at, number)| format!("m{at}: {number}")).collect();
    format!("{{{}}}", each.join(", "))
}
