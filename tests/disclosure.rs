//! What of the data readers see: rows that are published, columns that never are, small groups that are withheld.

mod common;

use std::path::Path;

use common::{bytes_below, said, scorebook};

/// Two measures over one table, one of them through models that rename its private columns.
const CARD: &str = "kind: scorecard
id: staff
title: {zh: 员工, en: Staff}
period: month
entities: {table: branches, id: branch}
models:
  renamed: SELECT month, branch, person AS who, lower(illness) AS why, days, note AS remark FROM leave
  deeper: SELECT month, branch, left(who, 40) || why AS label, days FROM renamed
perspectives:
  - id: people
    title: {zh: 人员, en: People}
    weight: 100
    objectives:
      - id: stay
        title: {zh: 留任, en: Stay}
        weight: 100
        measures:
          - id: days
            title: {zh: 天数, en: Days}
            weight: 50
            baseline: 0
            target: 10
            aggregate: sum
            DAYS
            sql: SELECT month AS period, branch AS entity, sum(days) AS value FROM leave WHERE days > 0 GROUP BY ALL
          - id: cases
            title: {zh: 件数, en: Cases}
            weight: 50
            baseline: 0
            target: 10
            aggregate: sum
            CASES
            sql: SELECT month AS period, branch AS entity, count(label) AS value FROM deeper GROUP BY ALL
";

const CONTRACT: &str = "kind: data
tables:
  leave:
    columns:
      name: {rename: person, private: true}
      Illness: {rename: illness, private: true}
    tests:
      - accepted_values: {column: illness, values: [none]}
        severity: warn
      - not_null: note
        severity: warn
      - sql: SELECT person AS p, * FROM leave
        severity: warn
";

const LEAVE: &str = "month,branch,name,Illness,days,note
2026-09,North,Zebra1,Wombat1,2,Ocelot1
2026-10,North,Zebra2,Wombat2,3,Ocelot2
2026-10,South,Zebra3,Wombat3,4,Ocelot3
2026-10,South,Zebra4,Wombat4,-5,Ocelot4
2026-10,South,Zebra5,Wombat5,6,
";

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(path, text).expect("written");
}

/// A book whose two measures have these fields more.
fn book(days: &str, cases: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "scorebook.yaml", "title: {zh: 册, en: Book}\nlocales: [en, zh]\n");
    write(
        folder.path(),
        "scorecards/staff.yaml",
        &CARD.replace("DAYS\n", &format!("{days}\n")).replace("CASES\n", &format!("{cases}\n")),
    );
    write(folder.path(), "scorecards/data.yaml", CONTRACT);
    write(folder.path(), "data/leave.csv", LEAVE);
    write(folder.path(), "data/branches.csv", "branch\nNorth\nSouth\n");
    folder
}

fn run(arguments: &[&str], book: &Path) -> (Option<i32>, String) {
    let mut all: Vec<&std::ffi::OsStr> = arguments.iter().map(AsRef::as_ref).collect();
    all.push(book.as_os_str());
    let output = scorebook(all);
    (output.status.code(), said(&output))
}

const PRIVATE: [&str; 4] = ["zebra", "Zebra", "wombat", "Wombat"];

/// Which files of the site hold one of these texts.
fn holding(book: &Path, texts: &[&str]) -> Vec<String> {
    let site = bytes_below(&book.join("site"));
    assert!(site.len() > 10);
    let holds = |bytes: &[u8]| texts.iter().any(|text| String::from_utf8_lossy(bytes).contains(text));
    site.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path.to_string_lossy().into_owned()).collect()
}

#[test]
fn without_publish_rows_no_row_leaves() {
    let folder = book("publish_rows: false", "");
    let (code, text) = run(&["build"], folder.path());
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(text.matches("warning[data-test]").count(), 3, "{text}");
    assert!(PRIVATE.iter().all(|secret| !text.contains(secret)), "{text}");
    assert_eq!(holding(folder.path(), &["Ocelot"]), Vec::<String>::new());
    assert_eq!(holding(folder.path(), &PRIVATE), Vec::<String>::new());
    assert!(!folder.path().join("site/data/staff/people/stay/days").exists());
}

#[test]
fn published_rows_are_those_of_the_period_and_never_private() {
    let folder = book("publish_rows: {limit: 1}", "publish_rows: true");
    let (code, text) = run(&["build"], folder.path());
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(holding(folder.path(), &PRIVATE), Vec::<String>::new());
    let pages = ["en/", "zh/", ""].map(|at| format!("{at}staff/people/stay"));
    let pages = pages.iter().flat_map(|at| ["days", "cases"].map(|id| format!("{at}/{id}/index.html")));
    let files = ["cases/rows.csv", "days/rows.csv"].map(|file| format!("data/staff/people/stay/{file}"));
    let allowed: Vec<String> = pages.chain(files).collect();
    let holding = holding(folder.path(), &["Ocelot"]);
    assert!(holding.iter().all(|path| allowed.contains(path)) && holding.len() == 6, "{holding:?}");
    let csv = |id: &str| {
        let path = folder.path().join(format!("site/data/staff/people/stay/{id}/rows.csv"));
        std::fs::read_to_string(path).expect("a file").trim_start_matches('\u{feff}').to_owned()
    };
    // The query names the period and a WHERE: the row of September and the one of -5 days do not count.
    assert_eq!(csv("days"), "month,branch,days,note\n2026-10,North,3,Ocelot2\n");
    // Through models: all of the table, without the columns the models renamed.
    assert_eq!(csv("cases").lines().count(), 6);
    assert!(csv("cases").contains("2026-09,North,2,Ocelot1\n") && csv("cases").contains("South,-5,Ocelot4\n"));
    let page = |path: &str| std::fs::read_to_string(folder.path().join("site").join(path)).expect("a page");
    let english = page("staff/people/stay/days/index.html");
    assert!(english.contains("Source rows of leave"), "{english}");
    assert!(
        english.contains("The first 1 of 3 are published.")
            && english.contains("Kept back as private: person and illness.")
    );
    assert!(page("zh/staff/people/stay/cases/index.html").contains("共5行，全部公布。"));
}

#[test]
fn explain_shows_rows_when_asked_and_never_private_ones() {
    let folder = book("", "");
    let (_, plain) = run(&["explain", "days"], folder.path());
    assert!(!plain.contains("rows of `leave`") && !plain.contains("North   3"), "{plain}");
    let (code, all) = run(&["explain", "days", "--rows"], folder.path());
    assert_eq!(code, Some(0), "{all}");
    assert!(all.contains("the first 3 of 3 rows of `leave`"), "{all}");
    assert!(all.contains("of this period, that the query's WHERE keeps, in the order of the file"), "{all}");
    assert!(all.contains("month    branch  days  note     person     illness"), "{all}");
    assert!(all.contains("2026-10  North   3     Ocelot2  ‹private›  ‹private›"), "{all}");
    let (_, south) = run(&["explain", "days", "--rows=1", "--entity", "South"], folder.path());
    assert!(south.contains("the first 1 of 2 rows") && south.contains("of this period, of this entity"), "{south}");
    let (_, tree) = south.split_once("South · 2026-10").expect("a tree");
    assert!(tree.contains("Ocelot3") && !tree.contains("Ocelot2"), "{south}");
    let (_, models) = run(&["explain", "cases", "--rows=2"], folder.path());
    assert!(models.contains("of the whole table") && models.contains("the first 2 of 5 rows of `leave`"), "{models}");
    for text in [all, south, models] {
        assert!(PRIVATE.iter().all(|secret| !text.contains(secret)), "{text}");
    }
}

/// Which rows are shown would tell as much as the values: a query that chooses by a private column narrows nothing.
#[test]
fn rows_are_not_chosen_by_private_columns() {
    let conditions = [
        "WHERE person = 'Zebra2'",
        "WHERE lower(leave.Illness) LIKE '%2'",
        "WHERE leave::VARCHAR LIKE '%Zebra2%'",
        "WHERE COLUMNS(*)::VARCHAR <> 'Zebra4'",
        "WHERE days IN (SELECT days FROM leave WHERE person = 'Zebra2')",
    ];
    for condition in conditions {
        let folder = book("", "");
        let card = std::fs::read_to_string(folder.path().join("scorecards/staff.yaml")).expect("a card");
        write(folder.path(), "scorecards/staff.yaml", &card.replace("WHERE days > 0", condition));
        let (code, text) = run(&["explain", "days", "--rows"], folder.path());
        assert_eq!(code, Some(0), "{condition}: {text}");
        assert!(text.contains("of 4 rows of `leave`") && text.contains("Ocelot3"), "{condition}: {text}");
        assert!(!text.contains("WHERE keeps"), "{condition}: {text}");
        assert!(!text.replace(condition, "").contains("Zebra"), "{condition}: {text}");
    }
}

#[test]
fn unknown_entities_from_a_private_column_are_not_named() {
    let folder = book("", "");
    let card = std::fs::read_to_string(folder.path().join("scorecards/staff.yaml")).expect("a card");
    write(
        folder.path(),
        "scorecards/staff.yaml",
        &card.replace("branch AS entity, count(label)", "label AS entity, count(label)"),
    );
    let (code, text) = run(&["check"], folder.path());
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("unknown-entity") && text.contains("unknown: `‹private›`"), "{text}");
    assert!(PRIVATE.iter().all(|secret| !text.contains(secret)), "{text}");
}

/// Six people in North, three in South: South is withheld, and North with it, as the group's value is shown.
fn groups(least: &str, sql: &str) -> tempfile::TempDir {
    let folder = book("", "");
    let card = std::fs::read_to_string(folder.path().join("scorecards/staff.yaml")).expect("a card");
    let own = "sum(days) AS value FROM leave WHERE days > 0 GROUP BY ALL";
    let card = card
        .replacen("aggregate: sum", "aggregate: mean", 1)
        .replace(own, sql)
        .replace("period: month\n", &format!("period: month\n{least}\n"));
    let card = card.replace(
        "            sql: SELECT month AS period, branch AS entity, count",
        "            min_group: 0\n            sql: SELECT month AS period, branch AS entity, count",
    );
    write(folder.path(), "scorecards/staff.yaml", &card);
    let row = |branch: &str, n: usize, each: &str| format!("2026-10,{branch},Zebra{n},Wombat,{each},x\n");
    let rows: String =
        (0..6).map(|n| row("North", n, "7.3519")).chain((0..3).map(|n| row("South", n, "1234.5"))).collect();
    write(folder.path(), "data/leave.csv", &format!("month,branch,name,Illness,days,note\n{rows}"));
    folder
}

#[test]
fn a_small_group_is_withheld_in_every_output() {
    let folder = groups("min_group: 5", "avg(days) AS value, count(*) AS n FROM leave GROUP BY ALL");
    let (code, text) = run(&["build"], folder.path());
    assert_eq!(code, Some(0), "{text}");
    // The mean of South; what is in the data files of North, and its score.
    let values = ["1234.5", "1,234.5", "1,235", "1,234", "7.3519", "73.519"];
    assert_eq!(holding(folder.path(), &values), Vec::<String>::new());
    let csv = std::fs::read_to_string(folder.path().join("site/data/staff/people/stay/days.csv")).expect("a file");
    let line = |entity: &str| csv.lines().find(|line| line.contains(entity)).unwrap_or_default().to_owned();
    assert_eq!(line(",South,"), "2026-10,South,,,,,10.0,0.0,,,withheld,0", "{csv}");
    assert_eq!(line(",North,"), "2026-10,North,,,,,10.0,0.0,,,withheld,0", "{csv}");
    assert!(line(",all,").starts_with("2026-10,all,416.401266667,,,9.0,10.0,0.0,"), "{csv}");
    let json = std::fs::read_to_string(folder.path().join("site/data/staff/scores.json")).expect("a file");
    assert_eq!(json.matches("\"withheld\"").count(), 8, "{json}");
    let page = |path: &str| std::fs::read_to_string(folder.path().join("site").join(path)).expect("a page");
    assert!(page("staff/people/stay/days/index.html").contains("withheld"));
    let entities = holding(folder.path(), &["已隐去"])
        .into_iter()
        .filter(|path| path.starts_with("zh/staff/entities/") && path.ends_with("/index.html"));
    assert_eq!(entities.count(), 3, "the table of entities and a page each for North and South");
    for entity in ["North", "South"] {
        let (_, text) = run(&["explain", "days", "--rows", "--entity", entity], folder.path());
        let (_, text) = text.split_once(&format!("{entity} · 2026-10")).expect("a tree below the findings");
        assert!(text.contains("actual      withheld: it rests on fewer than 5 people"), "{text}");
        assert!(text.contains("rows        withheld: `people/stay/days` withholds values of fewer than 5"), "{text}");
        assert!(!text.contains("1234.5") && !text.contains("7.3519") && !text.contains("73.5"), "{text}");
    }
}

#[test]
fn rows_of_a_table_with_small_groups_are_not_published_by_another_measure() {
    let folder = groups("min_group: 5", "avg(days) AS value, count(*) AS n FROM leave GROUP BY ALL");
    let card = std::fs::read_to_string(folder.path().join("scorecards/staff.yaml")).expect("a card");
    write(
        folder.path(),
        "scorecards/staff.yaml",
        &card.replace("min_group: 0\n", "min_group: 0\n            publish_rows: true\n"),
    );
    for verb in ["check", "build"] {
        let (code, text) = run(&[verb], folder.path());
        assert_eq!(code, Some(1), "{text}");
        assert!(text.contains("error[rows-of-small-groups]"), "{text}");
        assert!(text.contains("`people/stay/days` withholds values of fewer than 5 people"), "{text}");
    }
    assert!(!folder.path().join("site").exists());
}

/// The nearest that says something counts: measure, scorecard, book.
#[test]
fn min_group_is_inherited() {
    let n = "avg(days) AS value, count(*) AS n FROM leave GROUP BY ALL";
    let withheld = |folder: &Path| {
        let (code, text) = run(&["explain", "days", "--entity", "South"], folder);
        assert_eq!(code, Some(0), "{text}");
        text.contains("withheld")
    };
    let folder = groups("", n);
    assert!(!withheld(folder.path()));
    write(folder.path(), "scorebook.yaml", "title: Book\nmin_group: 5\n");
    assert!(withheld(folder.path()));
    let folder = groups("min_group: 3", n);
    write(folder.path(), "scorebook.yaml", "title: Book\nmin_group: 5\n");
    assert!(!withheld(folder.path()));
}
