//! Spreadsheets become tables.

mod support;

#[path = "support/xlsx.rs"]
#[allow(unreachable_pub, clippy::format_push_string, reason = "a test's tool")]
mod xlsx;

use support::Case;
use xlsx::{Sheet, workbook, zip};

fn sheet<'a>(name: &'a str, rows: &'a [&'a [&'a str]]) -> Sheet<'a> {
    Sheet { name, hidden: false, rows }
}

const ROWS: &[&[&str]] = &[
    &["", ""],
    &["", "s:编号", "s:金额", "s:日期", "s:时间", "s:有效", "s:备注", ""],
    &["", "s:007", "n:12.5", "d:46326", "d:46326.5", "b:1", "s:甲, &quot;乙&quot;"],
    &["", "", "", "", "", "", ""],
    &["", "s:010", "n:0.1", "d:46327", "d:46326.25", "b:0", "e:#N/A"],
];

#[test]
fn cells_of_every_kind_are_read() {
    let outcome = Case::new().file("计划.xlsx", workbook(&[sheet("Sheet1", ROWS)])).run(&[
        "SELECT 日期 AS period, 编号 AS entity, 金额 AS value FROM 计划",
        "SELECT 时间 AS period, 备注 AS entity, hour(时间) AS value FROM 计划 WHERE 有效",
    ]);
    assert_eq!(
        outcome.described(),
        ["计划: 编号 VARCHAR, 金额 DECIMAL(18,1), 日期 DATE, 时间 TIMESTAMP, 有效 BOOLEAN, 备注 VARCHAR; 2 rows"]
    );
    // Day 46326 of the 1900 date system is 31 October 2026.
    assert_eq!(outcome.rows(), ["2026-10 007 12.5", "2026-11 010 0.1"]);
    let noon = &outcome.series[1].as_ref().expect("a series").observations[0];
    assert_eq!(
        (noon.entity.as_deref(), noon.amount),
        (Some("甲, \"乙\""), scorebook::scorecard::Amount::Value(Some(12.0)))
    );
    assert_eq!(
        outcome.told,
        ["data/计划.xlsx: warning[lines-blank]: sheet `Sheet1` of `data/计划.xlsx`: 1 line without any value left out"]
    );
}

#[test]
fn every_visible_sheet_with_data_is_a_table() {
    let small: &[&[&str]] = &[&["s:id", "s:id", ""], &["n:1", "n:2", "n:3"]];
    let sheets = [
        sheet("华东 2026", small),
        sheet("empty", &[]),
        Sheet { name: "calc", hidden: true, rows: small },
        sheet("South", small),
    ];
    let outcome = Case::new().file("plan.xlsx", workbook(&sheets)).run(&[]);
    assert_eq!(
        outcome.described(),
        [
            "plan_South: id BIGINT, id_2 BIGINT, column_3 BIGINT; 1 rows",
            "plan_华东_2026: id BIGINT, id_2 BIGINT, column_3 BIGINT; 1 rows"
        ]
    );
    assert_eq!(outcome.tables[0].sheet.as_deref(), Some("South"));
    assert_eq!(
        outcome.told[4],
        "data/plan.xlsx: warning[sheet-hidden]: the hidden sheet `calc` of `data/plan.xlsx` is not read"
    );
    assert_eq!(outcome.told.len(), 5, "{:?}", outcome.told);
}

#[test]
fn a_folder_of_workbooks_is_one_table() {
    let [one, two]: [&[&[&str]]; 2] = [&[&["s:id", "s:x"], &["n:1", "n:2"]], &[&["s:x", "s:id"], &["n:3", "n:4"]]];
    let outcome = Case::new()
        .file("plan/01.xlsx", workbook(&[sheet("A", one)]))
        .file("plan/02.xlsx", workbook(&[sheet("B", two)]))
        .run(&["SELECT '2026-10' AS period, sum(id) AS numerator, sum(x) AS denominator FROM plan"]);
    assert_eq!(outcome.told, Vec::<String>::new());
    assert_eq!(outcome.rows(), ["2026-10 - 5/5"]);
    let two_sheets = workbook(&[sheet("A", one), sheet("B", two)]);
    let outcome = Case::new().file("plan/01.xlsx", two_sheets).run(&["SELECT 1 FROM plan"]);
    assert_eq!(
        outcome.told,
        ["data/plan/01.xlsx: error[workbook-sheets]: `data/plan/01.xlsx` has 2 sheets, and a folder is one table"]
    );
}

#[test]
fn workbooks_that_cannot_be_read_are_told() {
    let whole = workbook(&[sheet("Sheet1", ROWS)]);
    let ole = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600]].concat();
    let outcome = Case::new()
        .file("cut.xlsx", &whole[..whole.len() / 2])
        .file("locked.xlsx", ole)
        .file("text.xlsx", "id,amount\n1,2\n")
        .file("empty.xlsx", workbook(&[sheet("Sheet1", &[])]))
        .file("old.xls", "no workbook")
        .run(&[]);
    let codes: Vec<String> =
        outcome.told.iter().map(|line| line.split(": ").take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        codes,
        [
            "data/cut.xlsx error[workbook-broken]",
            "data/empty.xlsx error[workbook-broken]",
            "data/locked.xlsx error[workbook-encrypted]",
            "data/old.xls error[workbook-broken]",
            "data/text.xlsx error[workbook-broken]",
        ],
        "{:?}",
        outcome.told
    );
}

#[test]
fn a_stray_cell_in_the_last_corner_is_told_and_not_made_room_for() {
    let rows: &[&[&str]] = &[&["s:month", "s:v"], &["s:2026-10", "n:1", "at:XFD1048576"]];
    let outcome = Case::new().file("plan.xlsx", workbook(&[sheet("Plan", rows)])).run(&[]);
    assert_eq!(
        outcome.told,
        [
            "data/plan.xlsx: error[workbook-broken]: `data/plan.xlsx` cannot be read: the sheet `Plan` cannot be read: its \
             cells lie in 1048576 rows and 16384 columns; look for a stray entry far down or far to the right"
        ]
    );
    // An empty cell out there, as formatting leaves it, is nothing.
    let rows: &[&[&str]] = &[&["s:month", "s:v"], &["s:2026-10", "n:1", "s:"]];
    let outcome = Case::new().file("plan.xlsx", workbook(&[sheet("Plan", rows)])).run(&[]);
    assert_eq!(outcome.described(), ["plan: month VARCHAR, v BIGINT; 1 rows"]);
}

/// What a fuzzer found: the reader of `.ods` files waited for the end of a table that never came.
#[test]
fn half_an_open_document_is_refused_and_not_read_for_ever() {
    let document = |content: &str| {
        let manifest = ("META-INF/manifest.xml".to_owned(), "<manifest:manifest/>".to_owned());
        let kind = ("mimetype".to_owned(), "application/vnd.oasis.opendocument.spreadsheet".to_owned());
        zip(&[kind, manifest, ("content.xml".to_owned(), content.to_owned())])
    };
    let begin = "<office:body><office:spreadsheet><table:table table:name=\"Plan\"><table:table-row>\
                 <table:table-cell office:value-type=\"string\"><text:p>month</text:p></table:table-cell>";
    let end = "</table:table-row><table:table-row><table:table-cell office:value-type=\"string\"><text:p>2026-10</text:p>\
               </table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>";
    let outcome = Case::new().file("plan.ods", document(&format!("{begin}{end}"))).run(&[]);
    assert_eq!(outcome.described(), ["plan: month VARCHAR; 1 rows"]);
    let outcome = Case::new().file("plan.ods", document(begin)).run(&[]);
    assert_eq!(
        outcome.told,
        ["data/plan.ods: error[workbook-broken]: `data/plan.ods` cannot be read: only a part of it is there"]
    );
}
