//! What editors are told: the schemas in `schema/` are up to date, take every good document and refuse bad ones.

mod common;

use std::path::{Path, PathBuf};

use common::{bytes_below, root, said, scorebook};
use jsonschema::Validator;
use serde_json::Value;

/// Compiles a schema of the repository.
fn validator(name: &str) -> Validator {
    let text = std::fs::read_to_string(root().join("schema").join(name)).expect("the schema is in the repository");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    assert!(jsonschema::draft202012::meta::is_valid(&schema), "{name} is no JSON Schema");
    jsonschema::draft202012::new(&schema).expect("a schema")
}

/// YAML as a language server hands it to the schema: keys are text.
fn json(text: &str) -> Option<Value> {
    serde_yaml::from_str(text).ok()
}

/// What a schema has against a document, a line each.
fn faults(validator: &Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Every YAML file of the books below a folder, with the schema that holds for it.
fn documents(folder: &Path) -> Vec<(PathBuf, &'static str)> {
    let schema = |path: &Path| match path.file_name().and_then(|name| name.to_str()) {
        Some("scorebook.yaml") => "book.schema.json",
        _ => "scorebook.schema.json",
    };
    let files = bytes_below(folder).into_keys().filter(|path| path.extension().is_some_and(|end| end == "yaml"));
    files.map(|path| (folder.join(&path), schema(&path))).collect()
}

/// The blocks of a Markdown file marked as YAML that are whole documents.
fn blocks(path: &Path) -> Vec<(String, &'static str)> {
    let text = std::fs::read_to_string(path).expect("the file is there");
    let blocks = text.split("```yaml\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    let schema = |block: &str| match block {
        _ if block.contains("kind:") => Some("scorebook.schema.json"),
        _ if block.contains("locales:") => Some("book.schema.json"),
        _ => None,
    };
    blocks.filter_map(|block| Some((block.to_owned(), schema(block)?))).collect()
}

#[test]
fn the_schemas_in_the_repository_are_up_to_date() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = scorebook([Path::new("schema"), Path::new("--out"), folder.path()]);
    assert!(output.status.success(), "{}", said(&output));
    let fresh = bytes_below(folder.path());
    assert!(fresh.len() >= 3, "{:?}", fresh.keys());
    if std::env::var_os("SCOREBOOK_BLESS").is_some() {
        std::fs::create_dir_all(root().join("schema")).expect("a folder can be made");
        for (name, bytes) in &fresh {
            std::fs::write(root().join("schema").join(name), bytes).expect("schema/ can be written");
        }
    }
    let kept = bytes_below(&root().join("schema"));
    assert!(kept == fresh, "schema/ is out of date: run `scorebook schema --out schema`");
}

#[test]
fn one_schema_is_printed() {
    let combined = scorebook(["schema"]);
    let kept = std::fs::read(root().join("schema/scorebook.schema.json")).expect("the schema");
    assert!(combined.stdout == kept && combined.stderr.is_empty(), "{}", said(&combined));
    let book = scorebook(["schema", "--kind", "book"]);
    let book: Value = serde_json::from_slice(&book.stdout).expect("JSON");
    assert!(book["properties"]["locales"]["description"].as_str().is_some_and(|text| text.contains("anguages")));
    let misspelt = scorebook(["schema", "--kind", "scorcard"]);
    assert_eq!(misspelt.status.code(), Some(1));
    assert!(said(&misspelt).contains("did you mean `scorecard`?"), "{}", said(&misspelt));
}

#[test]
fn every_good_document_fits() {
    let mut all = Vec::new();
    for folder in ["scorecards", "tests/books", "starters"] {
        all.extend(documents(&root().join(folder)));
    }
    all.push((root().join("scorebook.yaml"), "book.schema.json"));
    assert!(all.len() >= 14, "{all:?}");
    let read = |path: &Path| std::fs::read_to_string(path).expect("UTF-8");
    let mut texts: Vec<(String, &str)> = all.iter().map(|(path, schema)| (read(path), *schema)).collect();
    let pages = bytes_below(&root().join("docs")).into_keys().map(|path| root().join("docs").join(path));
    let pages = pages.filter(|path| path.extension().is_some_and(|end| end == "md"));
    let examples: Vec<_> = pages.chain([root().join("README.md")]).flat_map(|path| blocks(&path)).collect();
    assert!(!examples.is_empty(), "README.md shows a scorecard");
    texts.extend(examples);
    for (text, schema) in texts {
        let document = json(&text).unwrap_or_else(|| panic!("no YAML:\n{text}"));
        assert_eq!(faults(&validator(schema), &document), [""; 0], "{text}");
    }
}

#[test]
fn what_is_proposed_from_data_fits() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir_all(folder.path().join("data")).expect("a folder");
    let rows = (0..60).map(|at| format!("2026-{:02}-01,{},{}\n", at % 12 + 1, ["甲", "乙"][at % 2], at * 7 % 11));
    let csv = std::iter::once("日期,门店,金额\n".to_owned()).chain(rows).collect::<String>();
    std::fs::write(folder.path().join("data/销售.csv"), csv).expect("writable");
    let output = scorebook([Path::new("init"), folder.path(), Path::new("--template"), Path::new("from-data")]);
    assert!(output.status.success(), "{}", said(&output));
    for (path, schema) in documents(folder.path()) {
        let text = std::fs::read_to_string(path).expect("UTF-8");
        assert_eq!(faults(&validator(schema), &json(&text).expect("YAML")), [""; 0], "{text}");
    }
}

/// Refused books that are wrong by their shape: an editor can tell.
const WRONG_BY_SHAPE: [&str; 15] = [
    "bad-id",
    "book-fields",
    "empty-field",
    "min-coverage",
    "missing-fields",
    "no-kind",
    "no-perspectives",
    "period-word",
    "periods",
    "unknown-field",
    "unknown-kind",
    "wrong-type",
    "wrong-weight",
    "many-slips",
    "thresholds-incomplete",
];

#[test]
fn documents_wrong_by_shape_are_refused() {
    for case in WRONG_BY_SHAPE {
        let documents = documents(&root().join("tests/refused").join(case));
        assert!(!documents.is_empty(), "{case} has no YAML");
        let told: Vec<String> = documents
            .iter()
            .filter_map(|(path, schema)| Some((json(&std::fs::read_to_string(path).ok()?)?, schema)))
            .flat_map(|(document, schema)| faults(&validator(schema), &document))
            .collect();
        assert!(!told.is_empty(), "{case} is not refused");
    }
}

/// A scorecard around one measure.
fn with_measure(fields: &str) -> Value {
    let text = format!(
        "kind: scorecard\nid: s\ntitle: S\nperiod: month\nperspectives:\n  - {{id: p, title: P, weight: 100, objectives: [\n\
         {{id: o, title: O, weight: 100, measures: [{{id: m, title: M, weight: 100, {fields}}}]}}]}}\n"
    );
    json(&text).expect("YAML")
}

#[test]
fn values_of_many_forms_are_told_exactly() {
    let validator = validator("scorebook.schema.json");
    for good in [
        "value: {2026: 1, 2026-10: 2, 2026-Q3: 3, 2026-W44: 4, 2026-10-31: 5}, target: 84, baseline: 72",
        "sql: SELECT 1, target: {2025: 80, 2026-07: 84.5}, baseline: -1e3",
        "sql: {file: sql/a.sql}, thresholds: {off_track: 1, on_track: 2}, unit: {zh: 天, en: days}",
        "sql: x, steps: [[0, 0], [80, 60]], better: lower, decimals: 0, scale: 0.5, notes: {2026-10: A note}",
        "sql: x, within: [1, 2, 3, 4], better: within",
        "sql: x, scoring: yes-no, critical: true, aggregate: last, frequency: quarter, carry_forward: 2",
    ] {
        assert_eq!(faults(&validator, &with_measure(good)), [""; 0], "{good}");
    }
    for bad in [
        "value: {2026-13: 1}",
        "value: {October: 1}",
        "value: {}",
        "sql: x, target: '84'",
        "sql: {path: a.sql}",
        "sql: [x]",
        "sql: x, better: more",
        "sql: x, decimals: 7",
        "sql: x, decimals: 1.5",
        "sql: x, scale: 0",
        "sql: x, steps: [[1, 2, 3]]",
        "sql: x, curve: [[0, 0], [1, 101]]",
        "sql: x, within: [1, 2, 3]",
        "sql: x, unit: {fr: jours}",
        "sql: x, critical: 'yes'",
        "sql: x, carry_forward: -1",
        "sql: x, kpi: 1",
    ] {
        assert!(!validator.is_valid(&with_measure(bad)), "{bad}");
    }
}
