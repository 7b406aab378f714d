//! What tests of the whole tool share: temporary books and the built binary.
#![allow(dead_code, reason = "each test file uses its own part")]

pub(crate) mod shop;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the binary with arguments, without colour.
pub(crate) fn scorebook<I, S>(arguments: I) -> Output
where
    I: IntoIterator<Item = S>,
    S: AsRef<std::ffi::OsStr>,
{
    let mut command = Command::new(env!("CARGO_BIN_EXE_scorebook"));
    command.args(arguments).env("NO_COLOR", "1").output().expect("the binary runs")
}

/// Standard error and standard output as text.
pub(crate) fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout))
}

/// Copies a folder with everything in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("the folder exists") {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a file type").is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("the file can be copied");
        }
    }
}

/// The demo book (the repository root) copied to `to`, definitions and data only.
pub(crate) fn copy_demo(to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for file in ["scorebook.yaml", "logo.svg", "logo-dark.svg"] {
        std::fs::copy(root().join(file), to.join(file)).expect("the demo has the file");
    }
    for folder in ["scorecards", "data"] {
        copy_folder(&root().join(folder), &to.join(folder));
    }
}

/// Every file below a folder with its bytes, by path relative to it.
pub(crate) fn bytes_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("the folder exists") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("the file can be read");
                files.insert(path.strip_prefix(folder).expect("it is below").to_owned(), bytes);
            }
        }
    }
    files
}

/// The same without the cache a run keeps in a book, which is no part of it.
pub(crate) fn bytes_of_book(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = bytes_below(folder);
    files.retain(|path, _| !path.starts_with(".scorebook"));
    files
}

/// The rows of a `scores.csv`: column name → text.
pub(crate) fn scores(site: &Path, scorecard: &str) -> Vec<BTreeMap<String, String>> {
    let path = site.join("data").join(scorecard).join("scores.csv");
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let headers = reader.headers().expect("a header").clone();
    reader
        .records()
        .map(|record| {
            let record = record.expect("a row");
            headers.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect()
        })
        .collect()
}

/// The actual of a measure by the last part of its path, an entity and a period.
pub(crate) fn actual(rows: &[BTreeMap<String, String>], measure: &str, entity: &str, period: &str) -> Option<f64> {
    let row = rows.iter().find(|row| {
        let is_measure = row["kind"] == "measure" && row["id"].ends_with(&format!("/{measure}"));
        is_measure && row["entity"] == entity && row["period"] == period
    })?;
    row["actual"].parse().ok()
}
