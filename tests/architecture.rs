//! The walls of the house (docs/architecture.md), read off the source: who imports whom, which stage owns which
//! outside crate, and how long a file and a function may be.

#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/plain.rs"]
mod plain;
#[path = "architecture/rules.rs"]
mod rules;

use std::fs;
use std::path::{Path, PathBuf};

use rules::{SourceFile, Violation};

/// Every Rust file under a folder of the project, in order of path.
fn rust_files(folder: &str) -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(&root.join(folder), &mut found);
    found.sort();
    found.iter().map(|path| read(root, path)).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn read(root: &Path, path: &Path) -> SourceFile {
    let relative = path.strip_prefix(root).expect("inside the project").to_string_lossy().replace('\\', "/");
    SourceFile::new(&relative, &fs::read_to_string(path).expect("source is UTF-8"))
}

#[track_caller]
fn assert_none(violations: &[Violation]) {
    let list: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "{} violations, see docs/architecture.md:\n{}", list.len(), list.join("\n"));
}

fn check(folder: &str, rule: fn(&SourceFile) -> Vec<Violation>) {
    let files = rust_files(folder);
    assert!(!files.is_empty(), "no Rust file under {folder}");
    assert_none(&files.iter().flat_map(rule).collect::<Vec<_>>());
}

#[test]
fn stages_import_only_what_the_table_allows() {
    check("src", rules::stage_imports);
}

#[test]
fn every_outside_crate_has_its_owner() {
    check("src", rules::crate_owners);
}

#[test]
fn every_dependency_has_an_owner_in_the_table() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("Cargo.toml");
    assert_eq!(rules::without_owner(&manifest), Vec::<String>::new());
}

#[test]
fn every_stage_of_the_source_is_in_the_table() {
    let stages: Vec<String> = rust_files("src").iter().map(|file| file.stage().to_owned()).collect();
    assert_eq!(rules::unknown_stages(&stages), Vec::<String>::new());
}

#[test]
fn every_source_file_says_what_it_is_for() {
    check("src", rules::module_docs);
}

#[test]
fn files_and_functions_stay_short() {
    check("src", rules::file_length);
    check("src", rules::function_length);
    check("tests", rules::file_length);
}
