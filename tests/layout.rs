//! What contracts say about files: which belong to a table, and how they are written.

mod common;

#[path = "support/xlsx.rs"]
#[allow(unreachable_pub, clippy::format_push_string, reason = "a test's tool")]
mod xlsx;

use std::path::Path;

use common::{said, scorebook};
use xlsx::{Sheet, workbook};

const SCORECARD: &str = "kind: scorecard
id: shop
title: Shop
period: month
perspectives:
  - id: sales
    title: Sales
    weight: 100
    objectives:
      - id: sell
        title: Sell
        weight: 100
        measures:
          - id: orders
            title: Orders
            description: Counted by hand
            owner: Sales
            unit: orders
            weight: 100
            baseline: 0
            target: 10
            value: {2026-10: 5}
";

/// A book with one contract document and files below `data/`.
fn book(tables: &str, files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, bytes).expect("written");
    };
    write("scorebook.yaml", b"title: Test\n");
    write("scorecards/shop.yaml", SCORECARD.as_bytes());
    write("scorecards/data.yaml", format!("kind: data\ntables:\n{tables}").as_bytes());
    for (path, bytes) in files {
        write(&format!("data/{path}"), bytes);
    }
    folder
}

/// Exit code and everything said by a verb.
fn run(verb: &str, book: &Path) -> (Option<i32>, String) {
    let output = scorebook([Path::new(verb), book]);
    (output.status.code(), said(&output))
}

/// What `tables` lists of a book that is read without a finding.
fn tables(tables: &str, files: &[(&str, &[u8])]) -> String {
    let folder = book(tables, files);
    let (code, text) = run("check", folder.path());
    assert!(code == Some(0) && text.starts_with("the book is ready"), "{text}");
    run("tables", folder.path()).1
}

/// What is said about a book that is refused.
fn refused(tables: &str, files: &[(&str, &[u8])]) -> String {
    let folder = book(tables, files);
    let (code, text) = run("check", folder.path());
    assert_eq!(code, Some(1), "{text}");
    text
}

/// 订单号,金额 and two rows in GBK.
const GBK: &[u8] = b"\xB6\xA9\xB5\xA5\xBA\xC5,\xBD\xF0\xB6\xEE\n1,2.5\n2,3\n";

#[test]
fn raw_names_of_exports_become_one_table() {
    let contract = "  orders:
    files: 2026年*月导出*.csv
    tests: [sql: SELECT 1 WHERE (SELECT sum(amount) FROM orders) <> 6]
";
    let listed = tables(
        contract,
        &[
            ("2026年9月导出(1).csv", b"id,amount\n1,1\n"),
            ("2026年10月导出.csv", b"id,amount\n2,2\n3,3\n"),
            ("branches.csv", b"id\n1\n"),
        ],
    );
    assert!(listed.contains("orders · 3 rows") && listed.contains("branches · 1 rows"), "{listed}");
    assert_eq!(listed.matches(" · ").count(), 2, "what is claimed makes no table of its own: {listed}");
    // A file in a folder is taken out of it, the others stay a table.
    let listed =
        tables("  old: {files: [logs/2025.csv]}\n", &[("logs/2025.csv", b"id\n1\n"), ("logs/2026.csv", b"id\n1\n2\n")]);
    assert!(listed.contains("old · 1 rows") && listed.contains("logs · 2 rows"), "{listed}");
}

#[test]
fn text_under_any_name_is_cut_at_blanks() {
    let contract = "  cdnow:
    files: CDNOW_*.txt
    delimiter: whitespace
    header: [customer, day, cds, dollars]
    columns: {customer: {type: text}, day: {type: date}}
    tests:
      - sql: SELECT * FROM cdnow WHERE customer = '00002' AND day = DATE '1997-01-12' AND cds = 5 AND dollars <> 77
      - row_count: {min: 3, max: 3}
      - accepted_values: {column: customer, values: ['00001', '00002']}
";
    let text = b" 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n 00002 19970112  5   77.00\n";
    let listed = tables(contract, &[("CDNOW_master.txt", text)]);
    assert!(listed.contains("day       DATE") && listed.contains("dollars   DECIMAL"), "{listed}");
}

#[test]
fn rows_above_the_header_are_passed_over_and_lines_still_counted() {
    let text = "\"Export of 2026-10-31\"\nby: \"head office\n\nid;amount\n1;2,5\n2;'3;5'\n";
    let contract = "  orders:
    header_row: 4
    delimiter: semicolon
    quote: \"'\"
    tests: [sql: \"SELECT * FROM orders WHERE id = 2 AND amount <> '3;5'\"]
";
    let listed = tables(contract, &[("orders.csv", text.as_bytes())]);
    assert!(listed.contains("orders · 2 rows") && listed.contains("  amount"), "{listed}");
    let broken = text.replace("1;2,5", "1;2;5");
    let told = refused("  orders: {skip_rows: 3}\n", &[("orders.csv", broken.as_bytes())]);
    assert!(told.contains("data/orders.csv:5"), "{told}");
    // A header that stands in the contract does not move the lines either.
    let told = refused("  orders: {header: [a, b]}\n", &[("orders.csv", b"1,2\n3,4\n5\n")]);
    assert!(told.contains("data/orders.csv:3"), "{told}");
}

#[test]
fn a_quotation_mark_may_be_none() {
    let listed = tables(
        "  screens: {quote: none, header: false, tests: [sql: \"SELECT * FROM screens WHERE column_2 <> '5\\\" wide'\"]}\n",
        &[("screens.csv", b"1,5\" wide\n")],
    );
    assert!(listed.contains("screens · 1 rows") && listed.contains("column_1"), "{listed}");
}

#[test]
fn a_stated_encoding_is_taken() {
    // The same bytes as Big5 are other characters: what is stated counts, not what is likely.
    let listed = tables("  orders: {encoding: gbk}\n", &[("orders.csv", GBK)]);
    assert!(listed.contains("订单号") && listed.contains("GB18030"), "{listed}");
    let latin = b"name,n\nM\xFCller,1\n";
    let contract = "  people: {encoding: iso-8859-1, tests: [accepted_values: {column: name, values: [Müller]}]}\n";
    assert!(tables(contract, &[("people.csv", latin)]).contains("windows-1252"), "the web's name for it");
    let told = refused("  orders: {encoding: utf8}\n", &[("orders.csv", GBK)]);
    assert!(told.contains("error[encoding-unfit]: `data/orders.csv` is not in `utf8`"), "{told}");
    assert!(told.contains("it looks like GB18030"), "{told}");
    let told = refused("  orders: {encoding: gb-18030}\n", &[("orders.csv", GBK)]);
    assert!(told.contains("error[unknown-encoding]") && told.contains("did you mean `gb18030`?"), "{told}");
}

/// A workbook with a title above its table, a hidden sheet, and a sheet named like a number.
fn plan() -> Vec<u8> {
    let north: &[&[&str]] = &[&["s:Plan 2026"], &[], &["s:branch", "s:goal"], &["s:N1", "n:7"]];
    let south: &[&[&str]] = &[&["s:S1", "n:8"], &["s:S2", "n:9"]];
    let sheet = |name, hidden, rows| Sheet { name, hidden, rows };
    workbook(&[sheet("North", false, north), sheet("South", true, south), sheet("1", false, south)])
}

#[test]
fn sheets_are_chosen_by_name_or_number() {
    let contract =
        "  north: {files: plan.xlsx, sheet: North, header_row: 3, tests: [range: {column: goal, min: 7, max: 7}]}
  south: {files: plan.xlsx, sheet: 2, header: [branch, goal], tests: [row_count: {min: 2, max: 2}]}
  named: {files: plan.xlsx, sheet: 1, header: false, tests: [not_null: [column_1, column_2]]}
";
    let plan = plan();
    let listed = tables(contract, &[("plan.xlsx", &plan)]);
    assert!(listed.contains("sheet North") && listed.contains("sheet South") && listed.contains("sheet 1"), "{listed}");
    // Without `files` a contract goes by the name of the table.
    let folder = book("  plan_North: {header_row: 3}\n", &[("plan.xlsx", &plan)]);
    let listed = run("tables", folder.path()).1;
    assert!(listed.contains("plan_North · 1 rows\n  branch"), "{listed}");
    let folder = book("  plan: {sheet: North, skip_rows: 2}\n", &[("plan.xlsx", &plan)]);
    let listed = run("tables", folder.path()).1;
    assert!(listed.contains("plan · 1 rows\n  branch") && listed.matches(" · ").count() == 1, "{listed}");
}

#[test]
fn what_does_not_fit_is_told_with_what_there_is() {
    let plan = plan();
    let files: &[(&str, &[u8])] = &[
        ("plan.xlsx", &plan),
        ("orders.csv", b"id,n\n1,2\n"),
        ("log.parquet", b"PAR1....PAR1"),
        ("notes.txt", b"x\n"),
    ];
    let told = refused(
        "  a: {files: oders.csv}
  b: {files: '*.tsv'}
  c: {files: plan.xlsx, sheet: Nort}
  d: {files: [orders.csv, notes.txt], header_row: 9}
  e: {files: 'o*.csv', header: [id]}
  log: {delimiter: comma, sheet: 1}
",
        files,
    );
    let expected = [
        "error[files-none]: no file below `data/` goes by `oders.csv`",
        "did you mean `orders.csv`?",
        "error[files-none]: no file below `data/` goes by `*.tsv`",
        "there are `log.parquet`, `notes.txt`, `orders.csv`, `plan.xlsx`;",
        "error[sheet-unknown]: `data/plan.xlsx` has no sheet `Nort`",
        "did you mean `North`?",
        "error[header-row]: `data/orders.csv` has nothing in row 9",
        "error[header-row]: `data/notes.txt` has nothing in row 9",
        "error[header-count]: `header` names 1 column, and the first row of `data/orders.csv` has 2 columns",
        "error[file-claimed-twice]: `data/orders.csv` is claimed by `d` and by `e`",
        "error[option-unfit]: `delimiter` says nothing about Parquet files",
        "error[option-unfit]: `sheet` says nothing about Parquet files",
    ];
    for expected in expected {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
    assert!(!told.contains("unknown-table") && !told.contains("contract-table"), "told once: {told}");
    assert!(!told.contains("file-type-unknown"), "what is claimed is read: {told}");
    let told = refused("  c: {files: plan.xlsx}\n  d: {files: plan.xlsx, sheet: North}\n", files);
    assert!(told.contains("error[file-claimed-twice]") && told.contains("say with `sheet`"), "{told}");
    let told = refused("  c: {files: plan.xlsx}\n", files);
    assert!(told.contains("error[workbook-sheets]") && told.contains("`North`, `1`"), "{told}");
    let told = refused("  c: {files: [plan.xlsx, orders.csv]}\n", files);
    assert!(told.contains("error[files-mixed]: the files of `c` are both CSV and spreadsheet"), "{told}");
    let told = refused("  c: {files: plan.xlsx, sheet: North, header_row: 2}\n", files);
    assert!(told.contains("error[header-row]: `data/plan.xlsx` has nothing in row 2"), "{told}");
}

#[test]
fn a_slip_in_the_definition_does_not_hide_what_contracts_claim() {
    let folder = book("  a: {files: notes.txt, header: [x]}\n", &[("notes.txt", b"1\n")]);
    std::fs::write(folder.path().join("scorebook.yaml"), "titel: x\n").expect("written");
    let (code, text) = run("check", folder.path());
    assert_eq!(code, Some(1));
    assert!(!text.contains("file-type-unknown"), "{text}");
}

#[test]
#[allow(clippy::print_stdout, reason = "whoever runs the tests should know")]
fn the_published_cdnow_file_is_read_as_it_is() {
    let Some(folder) = std::env::var_os("SCOREBOOK_DATASETS") else {
        println!("skipped: SCOREBOOK_DATASETS is not set");
        return;
    };
    let text = std::fs::read(Path::new(&folder).join("cdnow/CDNOW_master.txt")).expect("the data set");
    // 69,659 purchases of 23,570 customers: Fader and Hardie (2001), "Forecasting Repeat Sales at CDNOW".
    let contract = "  purchases:
    files: CDNOW_master.txt
    delimiter: whitespace
    header: [customer, day, cds, dollars]
    columns: {day: {type: date}}
    tests:
      - row_count: {min: 69659, max: 69659}
      - sql: SELECT 1 WHERE (SELECT count(DISTINCT customer) FROM purchases) <> 23570
      - sql: SELECT 1 WHERE (SELECT min(day) FROM purchases) <> DATE '1997-01-01' OR (SELECT max(day) FROM purchases) <> DATE '1998-06-30'
";
    let listed = tables(contract, &[("CDNOW_master.txt", &text)]);
    assert!(listed.contains("purchases · 69,659 rows") && listed.contains("DECIMAL"), "{listed}");
}
