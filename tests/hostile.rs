//! What nobody means to do to a book, and what happens all the same.

mod common;

use std::path::Path;

use common::{said, scorebook};

const CARD: &str = "\
kind: scorecard
id: s
title: S
period: month
perspectives:
  - {id: p, title: P, weight: 100, objectives: [{id: o, title: O, weight: 100, measures: [
      {id: m, title: M, weight: 100, baseline: 0, target: 100, sql: 'SELECT c0 AS period, c199 AS value FROM t'}]}]}
";

fn book(data: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["scorecards", "data"] {
        std::fs::create_dir(folder.path().join(name)).expect("writable");
    }
    for (name, text) in [("scorebook.yaml", "title: B\n"), ("scorecards/s.yaml", CARD), ("data/t.csv", data)] {
        std::fs::write(folder.path().join(name), text).expect("writable");
    }
    folder
}

/// 200 columns by which a type may be told apart in every part they are checked in.
fn wide() -> String {
    let header: Vec<String> = (0..200).map(|at| format!("c{at}")).collect();
    let row = |month: u32| {
        let cells = (1..200).map(|at| if at % 2 == 0 { "text".to_owned() } else { format!("{at}.5") });
        std::iter::once(format!("2026-0{month}")).chain(cells).collect::<Vec<_>>().join(",")
    };
    format!("{}\n{}\n{}\n,{}\n", header.join(","), row(1), row(2), ",".repeat(198))
}

#[test]
fn every_column_of_a_wide_table_is_typed() {
    let book = book(&wide());
    let output = scorebook([Path::new("tables"), book.path()]);
    assert!(output.status.success(), "{}", said(&output));
    let said = said(&output);
    assert_eq!(said.matches("  DECIMAL(18,1)\n").count(), 100);
    assert_eq!(said.matches("  VARCHAR\n").count(), 100);
    assert!(said.contains("t · 2 rows"), "{said}");
    assert!(said.contains("1 line without any value"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_build_that_is_told_to_end_leaves_nothing_behind() {
    use std::process::{Command, Stdio};

    let book = book(&wide());
    let scratch = tempfile::tempdir().expect("a temporary folder");
    for wait in [50, 200, 400] {
        let mut build = Command::new(env!("CARGO_BIN_EXE_scorebook"));
        build.arg("build").arg(book.path()).env("TMPDIR", scratch.path()).stderr(Stdio::null());
        let mut build = build.spawn().expect("the binary runs");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let told = Command::new("kill").arg("-TERM").arg(build.id().to_string()).status();
        assert!(told.is_ok());
        build.wait().expect("it ends");
    }
    assert_eq!(std::fs::read_dir(scratch.path()).expect("readable").count(), 0);
    let hidden = std::fs::read_dir(book.path()).expect("readable").flatten();
    let hidden = hidden.map(|entry| entry.file_name()).filter(|name| name.to_string_lossy().starts_with('.'));
    assert_eq!(hidden.filter(|name| name != ".scorebook").count(), 0);
}
