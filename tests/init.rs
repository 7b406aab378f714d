//! The beginnings of books: every template builds at once and without a warning, nothing is ever overwritten, and what
//! is proposed from data builds as it is.

mod common;

use std::path::{Path, PathBuf};

use common::{bytes_below, root, said, scorebook};

const TEMPLATES: [&str; 3] = ["balanced-scorecard", "crm-assessment", "performance-pyramid"];

fn init(dir: &Path, template: &str) -> std::process::Output {
    scorebook([Path::new("init"), dir, Path::new("--template"), Path::new(template)])
}

#[test]
fn every_template_is_a_book_without_a_warning() {
    for template in TEMPLATES {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let book = folder.path().join("new");
        let output = init(&book, template);
        assert!(output.status.success(), "{template}: {}", said(&output));
        assert!(said(&output).contains("next:\n  1. scorebook build"), "{}", said(&output));
        let check = scorebook([Path::new("check"), &book]);
        assert!(check.status.success(), "{template}: {}", said(&check));
        assert!(said(&check).starts_with("the book is ready"), "{template}: {}", said(&check));
        let build = scorebook([Path::new("build"), &book, Path::new("--quiet")]);
        assert_eq!((build.status.code(), said(&build).as_str()), (Some(0), ""), "{template}");
        assert!(book.join("site/index.html").is_file());
        for folder in ["scorecards", "."] {
            assert_points_at_schemas(&book.join(folder));
        }
    }
}

/// The first line of each YAML file in a folder leads to a schema that is there.
fn assert_points_at_schemas(folder: &Path) {
    let files = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    for file in files.filter(|path| path.extension().is_some_and(|end| end == "yaml")) {
        let text = std::fs::read_to_string(&file).expect("UTF-8");
        let schema = text.lines().next().and_then(|line| line.strip_prefix("# yaml-language-server: $schema="));
        let schema = schema.unwrap_or_else(|| panic!("{} names no schema", file.display()));
        assert!(folder.join(schema).is_file(), "{} points at {schema}", file.display());
    }
}

#[test]
fn the_assessment_of_crm_asks_customers_with_every_instrument() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(init(folder.path(), "crm-assessment").status.success());
    let build = scorebook([Path::new("build"), folder.path(), Path::new("--quiet")]);
    assert_eq!((build.status.code(), said(&build).as_str()), (Some(0), ""));
    let text = std::fs::read_to_string(folder.path().join("site/data/surveys/customers.json")).expect("the survey");
    let survey: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let figures = survey["cells"].as_array().and_then(|cells| cells.last()).expect("a cell")["figures"].clone();
    for instrument in ["recommend", "satisfied", "easy", "quality", "worth"] {
        let known = |own: &serde_json::Value| own["of"] == instrument && own["value"].is_number();
        assert!(figures.as_array().expect("figures").iter().any(known), "{instrument} has no figure: {figures}");
    }
    assert!(folder.path().join("site/surveys/customers/index.html").is_file());
}

#[test]
fn the_usual_template_is_the_balanced_scorecard_here() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_scorebook"));
    let output = command.arg("init").current_dir(folder.path()).output().expect("the binary runs");
    assert!(output.status.success(), "{}", said(&output));
    let text = std::fs::read_to_string(folder.path().join("scorecards/strategy.yaml")).expect("a scorecard");
    assert!(text.contains("framework: balanced-scorecard"));
    assert_eq!(
        std::fs::read_to_string(folder.path().join(".gitignore")).expect("written").lines().skip(1).collect::<Vec<_>>(),
        ["/site/", "/.scorebook/"]
    );
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("scorebook.yaml"), "mine").expect("writable");
    std::fs::create_dir_all(folder.path().join("data")).expect("a folder");
    std::fs::write(folder.path().join("data/people.csv"), "mine").expect("writable");
    let before = bytes_below(folder.path());
    let output = init(folder.path(), "balanced-scorecard");
    assert_eq!(output.status.code(), Some(1));
    for word in ["error[files-exist]: 2 files in the way", "`scorebook.yaml` exists", "`data/people.csv` exists"] {
        assert!(said(&output).contains(word), "{word} is not in\n{}", said(&output));
    }
    assert_eq!(bytes_below(folder.path()), before);
}

#[test]
fn templates_are_listed_and_misspelt_ones_answered() {
    let list = scorebook(["init", "--list"]);
    assert!(list.status.success());
    let names: Vec<String> =
        String::from_utf8_lossy(&list.stdout).lines().filter_map(|line| Some(line.split_once(' ')?.0.into())).collect();
    assert_eq!(names, ["balanced-scorecard", "crm-assessment", "performance-pyramid", "from-data"]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = init(folder.path(), "balanced-scorcard");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("did you mean `balanced-scorecard`?"), "{}", said(&output));
    assert!(bytes_below(folder.path()).is_empty());
}

/// A folder with one file in `data/`.
fn with_data(name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir_all(folder.path().join("data")).expect("a folder");
    std::fs::write(folder.path().join("data").join(name), text).expect("writable");
    folder
}

/// Proposes from the data of a folder; what it wrote, after the book was built as it is.
fn proposed(folder: &Path) -> String {
    let output = init(folder, "from-data");
    assert!(output.status.success(), "{}", said(&output));
    let build = scorebook([Path::new("build"), folder]);
    let text = std::fs::read_to_string(folder.join("scorecards/first-look.yaml")).expect("a scorecard");
    assert!(build.status.success(), "{}\n{text}", said(&build));
    text
}

#[test]
fn data_without_rows_is_answered_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = init(folder.path(), "from-data");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[no-data]"), "{}", said(&output));
    assert!(bytes_below(folder.path()).is_empty());
}

#[test]
fn measures_periods_and_organisation_are_proposed() {
    let mut csv = "order_id,customer_id,region,ordered_on,due_on,unit_price,quantity,returned\n".to_owned();
    for at in 0..240 {
        let (month, day) = (at % 12 + 1, at % 27 + 1);
        let region = ["north", "south's"][at % 2];
        let returned = if at % 5 == 0 { "yes" } else { "no" };
        let (price, quantity) = (10 + at % 7, 1 + at % 3);
        let line =
            format!("{at},{},{region},2026-{month:02}-{day:02},2026-12-31,{price},{quantity},{returned}\n", at % 50);
        csv += &line;
    }
    let folder = with_data("orders.csv", &csv);
    let text = proposed(folder.path());
    for part in [
        "period: month",
        "date_trunc('month', \"ordered_on\")",
        "SELECT DISTINCT \"region\" AS id",
        "sum(\"unit_price\" * \"quantity\") AS value",
        "count(*) FILTER (\"returned\") AS numerator",
        "count(DISTINCT \"customer_id\") AS value",
        "better: lower",
        "replace them by what you aim at",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    let again = with_data("orders.csv", &csv);
    assert_eq!(proposed(again.path()), text);
    // 20 orders a month, every month: the guess lies a fifth around.
    assert!(text.contains("baseline: 16\n") && text.contains("target: 24\n"), "{text}");
    let rows = common::scores(&folder.path().join("site"), "first-look");
    assert_eq!(common::actual(&rows, "rows", "all", "2026-12"), Some(20.0));
}

#[test]
fn names_in_chinese_or_with_quotes_are_no_obstacle() {
    let csv = "部门\"名,\"人数: #1\",是否达标\n甲,3,是\n乙,5,否\n丙,,是\n";
    let folder = with_data("月报 表'1.csv", csv);
    let text = proposed(folder.path());
    for part in ["period: year", "No table says when", "'2026' AS period", "= '是'"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

/// The files of a data set below `SCOREBOOK_DATASETS` as a folder with `data/`.
fn data_set(datasets: &Path, set: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = folder.path().join("data");
    std::fs::create_dir_all(&data).expect("a folder");
    for entry in std::fs::read_dir(datasets.join(set)).expect("the data set") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        match name.strip_suffix(".txt") {
            // The original is set in columns with blanks, which no export is: it becomes a CSV with a header.
            Some(stem) => {
                let text = std::fs::read_to_string(&path).expect("text");
                let lines = text.lines().map(|line| {
                    let fields: Vec<&str> = line.split_whitespace().collect();
                    let (ids, values) = fields.split_at(fields.len() - 3);
                    let day = values[0];
                    let date = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
                    format!("{},{date},{},{}\n", ids.join("-"), values[1], values[2])
                });
                let text: String = std::iter::once("customer,date,quantity,amount\n".to_owned()).chain(lines).collect();
                std::fs::write(data.join(format!("{stem}.csv")), text).expect("writable");
            }
            None => drop(std::fs::copy(&path, data.join(name)).expect("the file can be copied")),
        }
    }
    folder
}

#[test]
#[allow(clippy::print_stderr, reason = "whoever runs the tests should know")]
fn every_real_data_set_gives_a_book_that_builds() {
    let Some(datasets) = std::env::var_os("SCOREBOOK_DATASETS").map(PathBuf::from) else {
        eprintln!("skipped: SCOREBOOK_DATASETS is not set");
        return;
    };
    let mut sets: Vec<String> = std::fs::read_dir(&datasets)
        .expect("the data sets")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    sets.sort();
    assert!(sets.len() >= 5, "{sets:?}");
    for set in sets {
        let folder = data_set(&datasets, &set);
        let text = proposed(folder.path());
        assert!(text.matches("sql: |").count() >= 2, "{set} has hardly a measure:\n{text}");
        assert_points_at_schemas(&folder.path().join("scorecards"));
    }
}

#[test]
fn starters_are_a_few_kilobytes() {
    let bytes: usize = bytes_below(&root().join("starters")).values().map(Vec::len).sum();
    // Most is the assessment of CRM: eight documents and a survey, with answers, in two languages.
    assert!(bytes < 110_000, "{bytes}");
}
