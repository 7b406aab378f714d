//! What a pipeline meets: exit codes of gates, annotations, SARIF, JUnit, and the workflow `init` writes.

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{bytes_below, bytes_of_book, copy_folder, root, said, scorebook};
use scorebook::diagnostic::{MessageFormat, Renderer};
use serde_json::Value;

/// A book with a measure off track, one without a value, and a test of the data that only warns.
fn made() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = folder.path().join("books/书 1");
    copy_folder(&root().join("tests/pipelines"), &book);
    (folder, book)
}

/// Runs the tool from `here`.
fn from(here: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scorebook"));
    command.args(arguments).current_dir(here).env("NO_COLOR", "1").output().expect("the binary runs")
}

fn lines(bytes: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect()
}

#[test]
fn a_gate_that_trips_ends_with_3_and_the_report_is_there() {
    let (_folder, book) = made();
    let build = |gates: &[&str]| {
        let mut arguments = vec!["build", book.to_str().expect("UTF-8"), "--message-format", "short"];
        arguments.extend(gates);
        scorebook(arguments)
    };
    assert_eq!(build(&[]).status.code(), Some(0));
    let quiet = build(&["--fail-on", "coverage=10,score-drop=50"]);
    assert_eq!(quiet.status.code(), Some(0), "{}", said(&quiet));
    std::fs::remove_dir_all(book.join("site")).expect("there");
    let output = build(&["--fail-on", "off-track,no-data", "--fail-on", "data-tests"]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(book.join("site/index.html").is_file());
    let told = lines(&output.stderr);
    let gates: Vec<&String> = told.iter().filter(|line| line.contains("error[gate-")).collect();
    let expected = [
        "scorecards/data.yaml:6:9: error[gate-data-tests]: the test `not_null` of `orders` does not hold",
        "scorecards/shop.yaml:16:17: error[gate-off-track]: `shop/market/win/orders` is off track in 2026-10: score \
         10, at risk begins at 60",
        "scorecards/shop.yaml:23:17: error[gate-no-data]: `shop/market/win/visits` has no value in 2026-10",
    ];
    assert_eq!(gates, expected, "{}", said(&output));
}

#[test]
fn check_knows_the_same_gates_and_writes_nothing_but_its_cache() {
    let (_folder, book) = made();
    let before = bytes_of_book(&book);
    let output = scorebook([Path::new("check"), &book, Path::new("--fail-on=off-track")]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(said(&output).contains("the book is ready"), "{}", said(&output));
    assert!(bytes_of_book(&book) == before);
}

#[test]
fn a_book_with_errors_is_refused_before_any_gate() {
    let (_folder, book) = made();
    std::fs::write(book.join("scorebook.yaml"), "titel: x\n").expect("writable");
    let output = scorebook([Path::new("build"), &book, Path::new("--fail-on=off-track,no-data")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!said(&output).contains("gate-"), "{}", said(&output));
}

#[test]
fn a_gate_that_does_not_exist_is_wrong_usage() {
    for gate in ["of-track", "coverage", "score-drop=-1", ""] {
        let output = scorebook(["check", "--fail-on", gate]);
        assert_eq!(output.status.code(), Some(2), "{gate}: {}", said(&output));
        assert!(output.stdout.is_empty(), "{gate}");
    }
}

#[test]
fn annotations_name_files_as_the_repository_does() {
    let (folder, _) = made();
    let output = from(folder.path(), &["check", "books/书 1", "--message-format", "github", "--fail-on=off-track"]);
    assert_eq!(output.status.code(), Some(3));
    let told = lines(&output.stderr);
    let commands: Vec<&String> = told.iter().filter(|line| line.starts_with("::")).collect();
    let gate = "::error file=books/书 1/scorecards/shop.yaml,line=16,col=17,endColumn=23,title=gate-off-track::\
                `shop/market/win/orders` is off track in 2026-10: score 10, at risk begins at 60%0Ahelp: ";
    assert!(commands[0].starts_with(gate), "{told:#?}");
    let test = "::warning file=books/书 1/scorecards/data.yaml,line=6,col=9,endColumn=";
    assert!(commands.iter().any(|line| line.starts_with(test) && line.contains("%0Ashop=NULL, id=2")), "{told:#?}");
    assert!(output.stdout.is_empty());
}

/// What the tool prints as SARIF about a book with findings of all kinds.
fn sarif() -> Value {
    let (folder, _) = made();
    let output = from(folder.path(), &["check", "books/书 1", "--message-format=sarif", "--fail-on=no-data"]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    serde_json::from_slice(&output.stdout).expect("standard output is one JSON document")
}

#[test]
fn sarif_is_one_document_with_rules_and_regions() {
    let document = sarif();
    let run = &document["runs"][0];
    assert_eq!((&document["version"], &run["columnKind"]), (&"2.1.0".into(), &"utf16CodeUnits".into()));
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert!(results.len() >= 2, "{results:#?}");
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().expect("an index") as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
        assert!(uri.starts_with("books/%E4%B9%A6%201/scorecards/"), "{uri}");
        assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line > 1), "{place}");
    }
    assert_eq!(results[0]["ruleId"], "gate-no-data");
    let mut keys = std::collections::BTreeSet::new();
    collect_keys(&document, &mut keys);
    let keys: Vec<String> = keys.into_iter().collect();
    assert_eq!(keys.join(" "), SARIF_KEYS, "hold a new key against the official schema, as docs/development.md says");
}

/// Every key we write; held against the official schema.
const SARIF_KEYS: &str = "$schema artifactLocation columnKind defaultConfiguration driver endColumn endLine \
    fullDescription help id level locations message name physicalLocation region results ruleId ruleIndex rules runs \
    shortDescription startColumn startLine text tool uri version";

fn collect_keys(value: &Value, keys: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| {
            keys.insert(key.clone());
            collect_keys(value, keys);
        }),
        Value::Array(list) => list.iter().for_each(|value| collect_keys(value, keys)),
        _ => {}
    }
}

/// The official schema is not ours to copy: `SCOREBOOK_SARIF_SCHEMA` names the file, as `docs/development.md` says.
#[test]
#[allow(clippy::print_stderr, reason = "whoever runs the tests should know")]
fn sarif_is_valid_by_the_official_schema() {
    let Some(path) = std::env::var_os("SCOREBOOK_SARIF_SCHEMA") else {
        eprintln!("skipped: SCOREBOOK_SARIF_SCHEMA is not set");
        return;
    };
    let text = std::fs::read_to_string(path).expect("the schema can be read");
    // Its pattern of languages, which we do not write, ends in a lone `]` that not every engine takes.
    let schema: Value = serde_json::from_str(&text.replace("{2}]?$", "{2}\\\\]?$")).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut document = sarif();
    for document in refused().into_iter().chain([document.clone()]) {
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    document["runs"][0]["columnKind"] = "bytes".into();
    assert!(!validator.is_valid(&document), "the schema refuses what is wrong");
}

/// What is found in the definitions of all refused books, as SARIF: findings with several places among them.
fn refused() -> Vec<Value> {
    let cases = std::fs::read_dir(root().join("tests/refused")).expect("the refused books");
    let document = |case: std::io::Result<std::fs::DirEntry>| {
        let loaded = scorebook::definition::load(&case.expect("an entry").path());
        let renderer = Renderer { format: MessageFormat::Sarif, colour: false };
        serde_json::from_str(&renderer.render(&loaded.findings, &loaded.sources)).expect("JSON")
    };
    let documents: Vec<Value> = cases.map(document).collect();
    assert!(documents.iter().any(|document| document.to_string().contains("relatedLocations")));
    documents
}

#[test]
fn a_refused_book_is_a_sarif_document_too_and_a_sound_one_is_empty() {
    let (folder, book) = made();
    std::fs::remove_file(book.join("scorebook.yaml")).expect("there");
    let output = from(folder.path(), &["build", "books/书 1", "--message-format=sarif"]);
    assert_eq!(output.status.code(), Some(1));
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let uri = &document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert!(uri.as_str().is_some_and(|uri| uri.starts_with("books/")), "{document:#}");
    let sound = folder.path().join("sound");
    assert!(scorebook([Path::new("init"), &sound]).status.success());
    let output = scorebook([Path::new("check"), &sound, Path::new("--message-format=sarif")]);
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(document["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn sarif_and_a_result_do_not_share_standard_output() {
    for command in ["tables", "schema", "init"] {
        let output = scorebook([command, "--message-format", "sarif"]);
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert!(output.stdout.is_empty(), "{command}: {}", said(&output));
    }
}

#[test]
fn tests_of_the_data_are_cases_of_junit() {
    let (folder, book) = made();
    let run = |name: &str| {
        let file = folder.path().join("reports").join(name);
        let output = scorebook([Path::new("check"), &book, Path::new("--junit"), &file]);
        (output.status.code(), std::fs::read_to_string(&file).expect("written"))
    };
    let (code, xml) = run("one.xml");
    assert_eq!(code, Some(0));
    assert!(
        xml.contains("<testsuites name=\"scorebook\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">"),
        "{xml}"
    );
    assert!(xml.contains("<failure type=\"warning\""), "{xml}");
    assert!(xml.contains("shop=NULL, id=2, month=2026-10, customer=‹private›"), "{xml}");
    assert!(!xml.contains("Ms Secret"), "{xml}");
    assert_eq!(run("two.xml"), (code, xml));
    std::fs::write(book.join("scorebook.yaml"), "titel: x\n").expect("writable");
    let (code, xml) = run("three.xml");
    assert_eq!(code, Some(1));
    assert!(xml.contains("errors=\"1\"") && xml.contains("unknown-field"), "{xml}");
}

#[test]
fn a_junit_file_that_cannot_be_written_stops_the_build() {
    let (_folder, book) = made();
    let output = scorebook([Path::new("build"), &book, Path::new("--junit"), &book.join("scorecards")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[cannot-write]"), "{}", said(&output));
    assert!(!book.join("site").exists());
}

/// The workflow as values.
fn workflow(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_yaml::from_str(&text).expect("YAML")
}

#[test]
fn init_writes_a_workflow_where_the_repository_begins() {
    let (folder, book) = made();
    std::fs::create_dir(folder.path().join(".git")).expect("a folder");
    let before = bytes_below(&book);
    let output = scorebook([Path::new("init"), &book, Path::new("--ci"), Path::new("github")]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(bytes_below(&book), before, "the book is there already");
    let file = folder.path().join(".github/workflows/scorebook.yml");
    let workflow_is = workflow(&file);
    assert_eq!(workflow_is["env"]["BOOK"], "books/书 1");
    assert_eq!(workflow_is["permissions"], serde_json::json!({"contents": "read"}));
    for event in ["push", "pull_request", "workflow_dispatch"] {
        assert!(workflow_is["on"].get(event).is_some(), "{event}");
    }
    let again = scorebook([Path::new("init"), &book, Path::new("--ci=github")]);
    assert_eq!(again.status.code(), Some(1));
    assert!(said(&again).contains("`.github/workflows/scorebook.yml` exists already"), "{}", said(&again));
}

#[test]
fn init_with_ci_in_an_empty_folder_writes_book_and_workflow() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = scorebook([Path::new("init"), folder.path(), Path::new("--ci=github")]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(folder.path().join("scorebook.yaml").is_file());
    assert_eq!(workflow(&folder.path().join(".github/workflows/scorebook.yml"))["env"]["BOOK"], ".");
}

#[test]
fn the_workflow_pins_actions_and_names_options_that_exist() {
    let text = std::fs::read_to_string(root().join("starters/github-actions.yml")).expect("the workflow");
    let uses: Vec<&str> = text.lines().filter_map(|line| line.split_once("uses: ")).map(|(_, what)| what).collect();
    assert!(uses.len() >= 6, "{uses:?}");
    for what in uses {
        let (_, version) = what.split_once("@v").unwrap_or_else(|| panic!("{what} is not pinned"));
        assert!(version.parse::<u8>().is_ok(), "{what} is not pinned to a major version");
    }
    let help = said(&scorebook(["build", "--help"]));
    for option in ["--out", "--junit", "--message-format", "--fail-on", "--compare-to"] {
        assert!(text.contains(option) && help.contains(option), "{option}");
    }
}

#[test]
fn the_workflow_keeps_what_was_worked_out_before_it_builds() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(folder.path().join(".git")).expect("a folder");
    scorebook([Path::new("init"), &folder.path().join("book"), Path::new("--ci=github")]);
    let workflow = workflow(&folder.path().join(".github/workflows/scorebook.yml"));
    let steps = workflow["jobs"]["build"]["steps"].as_array().expect("steps");
    let place = |is: &dyn Fn(&Value) -> bool| steps.iter().position(is).expect("the step");
    // The folder the tool keeps in a book, below the one the workflow builds.
    let path = format!("${{{{ env.BOOK }}}}/{}", scorebook::cache::FOLDER);
    let kept = place(&|step| step["with"]["path"] == path.as_str());
    let (built, version) = (place(&|step| step["id"] == "build"), place(&|step| step["id"] == "tool"));
    assert!(version < kept && kept < built, "after the version is known, before the build");
    let (step, tool) = (&steps[kept], &steps[place(&|step| step["id"] == "cache")]);
    assert_eq!(step["uses"], tool["uses"]);
    let with = |step: &Value, name: &str| step["with"][name].as_str().expect("a text").to_owned();
    let restored = with(step, "restore-keys");
    assert!(with(step, "key").starts_with(&restored) && with(step, "key").ends_with("${{ github.run_id }}"));
    assert!(restored.contains("steps.tool.outputs.commit"), "answers of another version do not count: {restored}");
    assert!(!with(tool, "key").starts_with(&restored), "the tool is no answer");
    assert!(step.get("if").is_none(), "in every run");
}

/// Runs git in a folder, as somebody.
#[cfg(unix)]
fn git(folder: &Path, arguments: &[&str]) {
    let somebody = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"];
    let output = Command::new("git").arg("-C").arg(folder).args(somebody).args(arguments).output().expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", said(&output));
}

/// Runs the step of the workflow that says what moved, and gives what it printed and the summary.
#[cfg(unix)]
fn what_moved(repository: &Path, scratch: &Path) -> (String, String) {
    let workflow = workflow(&root().join("starters/github-actions.yml"));
    let steps = workflow["jobs"]["build"]["steps"].as_array().expect("steps");
    let step = steps.iter().find(|step| step["name"] == "Say what moved").expect("the step");
    assert_eq!(step["if"], "${{ github.event_name != 'workflow_dispatch' }}");
    let tool = Path::new(env!("CARGO_BIN_EXE_scorebook")).parent().expect("a folder");
    let path = format!("{}:{}", tool.display(), std::env::var("PATH").unwrap_or_default());
    let (summary, env) = (scratch.join("summary.md"), scratch.join("env"));
    let mut bash = Command::new("bash");
    bash.args(["-e", "-c", step["run"].as_str().expect("a script")]).current_dir(repository);
    bash.env("PATH", path).env("BOOK", "books/书 1").env("GITHUB_BASE_REF", "main");
    let output = bash
        .env("GITHUB_STEP_SUMMARY", &summary)
        .env("GITHUB_ENV", env)
        .env("RUNNER_TEMP", scratch)
        .output()
        .expect("bash runs");
    assert!(output.status.success(), "{}", said(&output));
    (said(&output), std::fs::read_to_string(summary).unwrap_or_default())
}

#[cfg(unix)]
#[test]
fn the_workflow_says_on_a_pull_request_what_moved() {
    let (folder, book) = made();
    let scratch = tempfile::tempdir().expect("a temporary folder");
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "-m", "base"]);
    // As a pipeline has it: one commit, and nothing of the base.
    let clone = scratch.path().join("clone");
    let origin = format!("file://{}", folder.path().display());
    git(scratch.path(), &["clone", "--quiet", "--depth=1", &origin, "clone"]);
    git(&clone, &["update-ref", "-d", "refs/remotes/origin/main"]);
    let card = clone.join("books/书 1/scorecards/shop.yaml");
    let text = std::fs::read_to_string(&card).expect("a scorecard");
    let changed = text.replacen("target: 20", "target: 5", 1);
    assert_ne!(text, changed, "{text}");
    std::fs::write(&card, changed).expect("writable");
    let (told, summary) = what_moved(&clone, scratch.path());
    assert!(summary.contains("target or curve"), "{told}\n{summary}");
    // The build that follows compares with the same.
    let env = std::fs::read_to_string(scratch.path().join("env")).expect("written");
    let compare_to = env.trim().strip_prefix("COMPARE_TO=").expect("the variable").to_owned();
    let built = from(&clone, &["build", "books/书 1", "--out", "public", "--compare-to", &compare_to]);
    assert!(clone.join("public/data/shop/since.json").is_file(), "{}", said(&built));

    // A base without a book is told, and the run goes on.
    std::fs::remove_dir_all(&book).expect("there");
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "-m", "no book"]);
    std::fs::remove_file(scratch.path().join("summary.md")).expect("written");
    let (told, summary) = what_moved(&clone, scratch.path());
    assert!(told.contains("::notice::") && summary.is_empty(), "{told}\n{summary}");
}

#[test]
fn every_recipe_in_the_docs_is_yaml_and_names_options_that_exist() {
    let text = std::fs::read_to_string(root().join("docs/ci.md")).expect("the page");
    let recipes: Vec<&str> = text.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(recipes.len(), 3);
    for recipe in recipes {
        let parsed: Result<Value, _> = serde_yaml::from_str(recipe);
        assert!(parsed.is_ok(), "{parsed:?}\n{recipe}");
    }
    for line in text.lines().filter(|line| line.trim_start().starts_with("- scorebook ")) {
        let words: Vec<&str> = line.trim_start().trim_start_matches("- scorebook ").split_whitespace().collect();
        let help = said(&scorebook([words[0], "--help"]));
        for option in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(*option), "{option} of {line}");
        }
    }
}
