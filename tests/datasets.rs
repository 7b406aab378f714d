//! Published data sets: they load, and known facts come out. The folder is in `SCOREBOOK_DATASETS`.

mod support;

use std::path::{Path, PathBuf};

use support::Case;

/// The folder of data sets, or `None` with a word that the test is skipped.
fn datasets() -> Option<PathBuf> {
    let folder = std::env::var_os("SCOREBOOK_DATASETS").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: SCOREBOOK_DATASETS is not set");
    }
    folder
}

/// A case with every file of some data sets, each set's files directly in `data/`.
fn case(folder: &Path, files: &[&str]) -> Case {
    files.iter().fold(Case::new(), |case, file| {
        let bytes = std::fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        case.file(Path::new(file).file_name().and_then(|name| name.to_str()).expect("a name"), bytes)
    })
}

#[test]
fn everything() {
    let Some(folder) = datasets() else { return };
    for set in
        ["crm_maven", "telco_churn", "hr_attrition", "northwind", "event_logs", "online_retail", "zh_excel_python_book"]
    {
        let mut files: Vec<String> = std::fs::read_dir(folder.join(set))
            .unwrap()
            .map(|e| format!("{set}/{}", e.unwrap().file_name().to_string_lossy()))
            .filter(|f| !f.ends_with(".md"))
            .collect();
        files.sort();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let t = std::time::Instant::now();
        let outcome = case(&folder, &files).run(&["SELECT 1"]);
        println!("== {set} {:?}\n{}\n{}", t.elapsed(), outcome.described().join("\n"), outcome.shown);
        for f in &outcome.collected.files {
            println!("{} {:?}", f.path, f.encoding);
        }
    }
}
