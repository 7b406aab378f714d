//! What the columns of a table hold, as proposals see it.

use scorebook::data;
use scorebook::diagnostic::Findings;
use scorebook::engine::{DuckDb, Engine as _};
use scorebook::scorecard::{Book, ColumnProfile};

fn told(column: &ColumnProfile) -> String {
    let end = |end: &Option<String>| end.clone().unwrap_or_default();
    let (min, max, values) = (end(&column.min), end(&column.max), column.values.join("|"));
    format!("{} {} {} {min}..{max} {values}", column.column.name, column.distinct, column.nulls)
}

#[test]
fn columns_are_profiled() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scratch = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir_all(folder.path().join("data")).expect("a folder");
    let csv = "day,\"a \"\"b\"\"\",amount,empty\n2026-01-02,x,1.50,\n2025-12-31,y,,\n2026-02-01,x,-3.00,\n";
    std::fs::write(folder.path().join("data/t.csv"), csv).expect("writable");
    let mut findings = Findings::default();
    let collected = data::collect(folder.path(), &[], scratch.path(), &mut findings);
    let (tables, files) = (&collected.sources, &collected.files);
    let engine =
        DuckDb::open(tables, files, &Book::default(), scratch.path(), 1, &mut findings).expect("DuckDB starts");
    let profile = engine.profile(&engine.tables()[0], &mut findings).expect("a profile");
    assert_eq!(
        profile.columns.iter().map(told).collect::<Vec<_>>(),
        [
            "day 3 0 2025-12-31..2026-02-01 2025-12-31|2026-01-02|2026-02-01",
            "a \"b\" 2 0 x..y x|y",
            "amount 2 1 -3.00..1.50 -3.00|1.50",
            "empty 0 3 .. ",
        ]
    );
    let mut missing = profile.table.clone();
    missing.name = "gone".into();
    assert_eq!(engine.profile(&missing, &mut findings), None);
    assert!(findings.iter().any(|finding| finding.code == "table-unreadable"));
}
