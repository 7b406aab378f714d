//! The command line as a person or a pipeline meets it: exit codes, what is printed where, what stays untouched.

mod common;

use std::path::Path;

use common::{bytes_below, bytes_of_book, copy_demo, said, scorebook};

fn demo() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = folder.path().join("书册 with spaces");
    copy_demo(&book);
    (folder, book)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn wrong_usage_ends_with_2() {
    for arguments in [&["bild"][..], &["build", "--threads", "0"], &[], &["explain"]] {
        assert_eq!(scorebook(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_book_with_errors_ends_with_1_and_leaves_the_site_as_it_was() {
    let (_folder, book) = demo();
    assert_eq!(scorebook([Path::new("build"), &book]).status.code(), Some(0));
    let before = bytes_below(&book.join("site"));
    let definition = book.join("scorebook.yaml");
    let good = std::fs::read_to_string(&definition).expect("readable");
    std::fs::write(&definition, format!("{good}\ntitel: x\n")).expect("writable");
    let output = scorebook([Path::new("build"), &book]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("did you mean `title`?"), "{}", said(&output));
    assert!(text(&output.stderr).contains("nothing was published"));
    assert_eq!(bytes_below(&book.join("site")), before);
}

#[test]
fn check_writes_nothing_but_its_cache() {
    let (_folder, book) = demo();
    let before = bytes_of_book(&book);
    let output = scorebook([Path::new("check"), &book]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(bytes_of_book(&book) == before);
    assert_eq!(text(&output.stdout), "");
}

#[test]
fn a_folder_that_is_no_book_is_answered_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = scorebook([Path::new("check"), folder.path()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("scorebook.yaml"), "{}", said(&output));
    assert!(text(&output.stderr).contains("help:"), "{}", said(&output));
}

#[test]
fn a_site_is_not_written_among_what_is_read() {
    let (_folder, book) = demo();
    for folder in ["data", "data/site", "scorecards/x/y"] {
        let out = book.join(folder);
        let output = scorebook([Path::new("build"), &book, Path::new("--out"), &out]);
        assert_eq!(output.status.code(), Some(1), "{folder}");
        assert!(text(&output.stderr).contains("error[out-among-inputs]"), "{}", said(&output));
        assert!(!out.join("index.html").exists());
    }
}

#[test]
fn quiet_says_nothing_when_all_is_well() {
    let (_folder, book) = demo();
    let output = scorebook([Path::new("build"), &book, Path::new("--quiet")]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(said(&output), "");
}

#[test]
fn the_demo_gives_no_warning_and_shows_what_it_accepts() {
    let (folder, book) = demo();
    let check = scorebook([Path::new("check"), &book]);
    assert!(said(&check).starts_with("the book is ready"), "{}", said(&check));
    assert_eq!(said(&check).lines().count(), 1, "{}", said(&check));
    let site = folder.path().join("site");
    let build = scorebook([Path::new("build"), &book, Path::new("--out"), &site]);
    assert!(build.status.success(), "{}", said(&build));
    let page = |path: &str| std::fs::read_to_string(site.join(path)).expect(path);
    assert!(page("en/data/index.html").contains("Accepted: human resources closes its books a month late"));
    assert!(page("data/index.html").contains("接受理由：人力资源部晚一个月结账"));
    // The reader sees how recent each table is, and which columns nothing reads.
    assert!(page("en/data/index.html").contains("<td>September 2026</td><td>1 month behind</td>"));
    assert!(page("en/data/index.html").contains("<code>bottles</code> <span class=\"note\">not used</span>"));
    // Without the reason it is warned of again: the test still runs.
    let contract = book.join("scorecards/data.yaml");
    let text = std::fs::read_to_string(&contract).expect("the demo has a contract");
    let (before, after) = text.split_once("        accept:\n").expect("the demo accepts something");
    let rest: Vec<&str> = after.lines().skip(2).collect();
    std::fs::write(&contract, format!("{before}{}\n", rest.join("\n"))).expect("writable");
    let check = scorebook([Path::new("check"), &book]);
    assert!(said(&check).contains("warning[data-test]: the latest `month` of `people_training`"), "{}", said(&check));
}

#[test]
fn findings_can_be_read_by_machines() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("scorebook.yaml"), "titel: x\n").expect("writable");
    let output = scorebook([Path::new("check"), folder.path(), Path::new("--message-format"), Path::new("json")]);
    assert_eq!(output.status.code(), Some(1));
    let lines = text(&output.stderr);
    let codes: Vec<String> = lines
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("one JSON object a line")["code"].to_string()
        })
        .collect();
    assert!(codes.contains(&"\"unknown-field\"".to_owned()), "{codes:?}");
}

#[test]
fn explain_takes_a_path_its_end_or_a_scorecard() {
    let (_folder, book) = demo();
    let explain = |node: &str, more: &[&str]| {
        let mut arguments = vec!["explain".to_owned(), node.to_owned(), book.to_string_lossy().into_owned()];
        arguments.extend(more.iter().map(|&argument| argument.to_owned()));
        scorebook(arguments)
    };
    let whole = explain("crm-strategy", &["--locale", "en"]);
    assert!(whole.status.success(), "{}", said(&whole));
    for word in ["Financial", "Customer", "retention", "●", "▲", "◆"] {
        assert!(text(&whole.stdout).contains(word), "{word} is not in\n{}", text(&whole.stdout));
    }
    let measure = explain("retention", &["--entity", "east", "--period", "2026-09"]);
    for word in ["SELECT", "scorecards/", "data/", "2026-09", "east", "curve"] {
        assert!(text(&measure.stdout).contains(word), "{word} is not in\n{}", said(&measure));
    }
    let misspelt = explain("retenton", &[]);
    assert_eq!(misspelt.status.code(), Some(1));
    assert!(text(&misspelt.stderr).contains("did you mean `crm-strategy/"), "{}", said(&misspelt));
}

#[test]
fn lint_speaks_only_of_the_quality_of_measures() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = folder.path().join("book");
    assert!(scorebook([Path::new("init"), &book]).status.success());
    let lint = || scorebook([Path::new("lint"), &book, Path::new("--message-format"), Path::new("short")]);
    assert_eq!(text(&lint().stderr).matches("warning[").count(), 0);
    let definition = book.join("scorecards/strategy.yaml");
    let yaml = std::fs::read_to_string(&definition).expect("readable");
    let without = yaml.replacen("silence:\n  target-never-met:", "silence:\n  never-changed:", 1);
    assert_ne!(yaml, without, "the starter sets a check aside");
    std::fs::write(&definition, without).expect("writable");
    let output = lint();
    assert_eq!(output.status.code(), Some(0));
    for code in ["warning[target-never-met]", "warning[silence-unused]"] {
        assert!(text(&output.stderr).contains(code), "{}", said(&output));
    }
}

#[test]
fn tables_lists_names_types_rows_and_files() {
    let (_folder, book) = demo();
    let output = scorebook([Path::new("tables"), &book]);
    assert!(output.status.success(), "{}", said(&output));
    for word in ["rows", "VARCHAR", "DATE", ".parquet", ".xlsx", "GB18030", "sheet"] {
        assert!(text(&output.stdout).contains(word), "{word} is not in\n{}", text(&output.stdout));
    }
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = scorebook(["completions", shell]);
        assert!(output.status.success());
        assert!(text(&output.stdout).contains("explain"), "{shell}");
    }
}
