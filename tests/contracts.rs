//! Table contracts as the author of a book meets them: what is read, what is refused, and what never leaves.

mod common;

use std::path::Path;

use common::{bytes_below, said, scorebook};

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
            weight: 100
            baseline: 0
            target: 10
            sql: SELECT month AS period, count(*) AS value FROM orders GROUP BY ALL
";

/// A book with one contract document and files below `data/`.
fn book(contracts: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("written");
    };
    write("scorebook.yaml", "title: Test\n");
    write("scorecards/shop.yaml", SCORECARD);
    write("scorecards/data.yaml", contracts);
    for (path, text) in files {
        write(&format!("data/{path}"), text);
    }
    folder
}

/// Exit code and everything said by a verb.
fn run(verb: &str, book: &Path) -> (Option<i32>, String) {
    let output = scorebook([Path::new(verb), book]);
    (output.status.code(), said(&output))
}

const ORDERS: (&str, &str) = (
    "orders.csv",
    "id,month,shop,status,amount,buyer\n1,2026-09,N,open,5,Ann\n2,2026-09,S,done,7,Bob\n2,2026-10,X,lost,-3,Cid\n4,2026-10,,done,9,Dee\n",
);
const SHOPS: (&str, &str) = ("shops.csv", "id,name\nN,North\nS,South\n");

#[test]
fn what_people_write_in_cells_is_read() {
    let written = [
        ("\"1,234.5\"", "1234.5"),
        ("¥1200", "1200"),
        ("\"¥1,200\"", "1200"),
        ("1.2万", "12000"),
        ("3亿", "300000000"),
        ("(1200)", "-1200"),
        ("１２．５", "12.5"),
        ("1200.50-", "-1200.5"),
        ("-7", "-7"),
        ("1.2E+05", "120000"),
        ("\"¥ 1,234,567.89\"", "1234567.89"),
        ("未填", ""),
    ];
    let rows: Vec<String> = written.iter().map(|(written, meant)| format!("2026-10,{written},{meant}\n")).collect();
    let euro = "written,meant\n\"1.234,5\",1234.5\n\"0,5\",0.5\n1.234.567,1234567\n12,12\n";
    let share = "written,meant\n12.5%,0.125\n0.25,0.25\n100％,1\n";
    let dates = "written,meant\n2026年10月,2026-10-01\n2026/10/31,2026-10-31\n31.10.2026,2026-10-31\n20261031,2026-10-31\n46326,2026-10-31\n\
                 2026-10-31 00:00:00,2026-10-31\n2026年10月31日,2026-10-31\n202610,2026-10-01\n";
    let american = "written,meant\n10/31/2026,2026-10-31\n01/02/2026,2026-01-02\n";
    let periods = "written,meant\n2026年10月,p2026-10\n2026年第3季度,p2026-Q3\n2026Q3,p2026-Q3\n2026/9,p2026-09\n202610,p2026-10\n2026年,p2026\n2026-W44,p2026-W44\n\
                   2026/10/31,p2026-10-31\n";
    let truth = "written,meant\n是,1\n否,0\nTRUE,1\nn,0\n";
    let contracts = "kind: data
tables:
  orders:
    null_values: [未填]
    columns: {written: {type: decimal, rename: amount}}
    tests: [sql: SELECT * FROM orders WHERE amount IS DISTINCT FROM meant]
  euro:
    columns: {written: {type: decimal, format: \"1.234,5\"}}
    tests: [sql: SELECT * FROM euro WHERE written IS DISTINCT FROM meant]
  share:
    columns: {written: {type: percent}}
    tests: [sql: SELECT * FROM share WHERE written IS DISTINCT FROM meant]
  dates:
    columns: {written: {type: date}}
    tests: [sql: SELECT * FROM dates WHERE written IS DISTINCT FROM meant]
  american:
    columns: {written: {type: date, format: 10/31/2026}}
    tests: [sql: SELECT * FROM american WHERE written IS DISTINCT FROM meant]
  periods:
    columns: {written: {type: period}}
    tests: [sql: SELECT * FROM periods WHERE 'p' || written IS DISTINCT FROM meant]
  truth:
    columns: {written: {type: boolean}}
    tests: [sql: 'SELECT * FROM truth WHERE written::INTEGER IS DISTINCT FROM meant']
";
    let orders = format!("month,written,meant\n{}", rows.concat());
    let files = [
        ("orders.csv", orders.as_str()),
        ("euro.csv", euro),
        ("share.csv", share),
        ("dates.csv", dates),
        ("american.csv", american),
        ("periods.csv", periods),
        ("truth.csv", truth),
    ];
    let folder = book(contracts, &files);
    let (code, text) = run("check", folder.path());
    assert_eq!(code, Some(0), "{text}");
    let (_, tables) = run("tables", folder.path());
    assert!(tables.contains("amount   DECIMAL(18,2)\n") || tables.contains("amount  DECIMAL(18,2)\n"), "{tables}");
    // The same holds the test itself: with one cell changed it breaks.
    std::fs::write(folder.path().join("data/euro.csv"), "written,meant\n\"1.234,5\",1.2345\n").expect("written");
    let (code, text) = run("check", folder.path());
    assert_eq!(code, Some(1));
    assert!(text.contains("1 of 1 row in `euro` breaks `sql`"), "{text}");
    assert!(text.contains("written=1234.5, meant=1.2345"), "{text}");
}

#[test]
fn cells_that_cannot_be_read_are_shown_unless_private() {
    let contracts = "kind: data
tables:
  orders:
    columns:
      amount: {type: integer}
      buyer: {type: date, private: true}
";
    let rows = "month,amount,buyer\n2026-09,1,2026-09-01\n2026-10,12 apples,Secretperson\n2026-10,1.5,\n";
    let folder = book(contracts, &[("orders.csv", rows)]);
    let (code, text) = run("check", folder.path());
    assert_eq!(code, Some(1), "{text}");
    assert!(
        text.contains("error[value-unreadable]: 2 values of `amount` in `data/orders.csv` cannot be read as integer"),
        "{text}"
    );
    assert!(text.contains("`12 apples`, `1.5`") && text.contains("the first in row 2 below the header"), "{text}");
    assert!(text.contains("1 value of `buyer`") && text.contains("‹private›"), "{text}");
    assert!(!text.contains("Secretperson"), "{text}");
}

#[test]
fn every_kind_of_test_breaks_with_its_rows() {
    let contracts = "kind: data
tables:
  orders:
    columns: {buyer: {private: true}}
    tests:
      - not_null: shop
      - unique: id
      - accepted_values: {column: status, values: [open, done]}
      - relationship: {column: shop, to: shops.id}
      - row_count: {min: 5}
      - range: {column: amount, min: 0}
      - freshness: {column: month, max_days: 0}
        where: month < '2026-10'
      - sql: SELECT id, amount FROM orders WHERE amount > 8
      - unique: [id, month]
      - range: {column: amount, min: 0}
        max_failures: 25%
      - range: {column: amount, min: 0}
        where: status <> 'lost'
";
    let folder = book(contracts, &[ORDERS, SHOPS]);
    let (code, text) = run("build", folder.path());
    assert_eq!(code, Some(1), "{text}");
    assert!(!folder.path().join("site").exists(), "nothing is published");
    for expected in [
        "1 of 4 rows in `orders` breaks `not_null` of `shop`",
        "= note: shop=NULL, id=4, month=2026-10, status=done, amount=9, buyer=‹private›",
        "2 of 4 rows in `orders` break `unique` of `id`",
        "1 of 4 rows in `orders` breaks `accepted_values` of `status`",
        "1 of 4 rows in `orders` breaks `relationship` of `shop`",
        "`orders` has 4 rows, and should have at least 5",
        "1 of 4 rows in `orders` breaks `range` of `amount`",
        "the latest `month` of `orders` is 2026-09, 31 days before the end of the report period on 2026-10-31",
        "1 of 4 rows in `orders` breaks `sql`",
        "= note: the rows are ‹private›",
        "scorecards/data.yaml:6:9",
        "8 errors",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert!(!text.contains("Dee") && !text.contains("Cid"), "{text}");
}

#[test]
fn a_broken_warning_lets_the_build_through() {
    let contracts = "kind: data
tables:
  orders:
    tests:
      - not_null: shop
        severity: warn
        title: Every order has a shop
";
    let folder = book(contracts, &[ORDERS]);
    let (code, text) = run("build", folder.path());
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("warning[data-test]: 1 of 4 rows in `orders` breaks `not_null` of `shop`"), "{text}");
}

#[test]
fn names_that_are_not_in_the_data_are_told() {
    let contracts = "kind: data
tables:
  ordrs: {tests: [not_null: id]}
  orders:
    tests:
      - not_null: stauts
      - relationship: {column: shop, to: shop.id}
      - relationship: {column: shop, to: shops.key}
      - not_null: id
        where: amout > 0
      - not_null: id
        where: 1 = 1) UNION SELECT * FROM read_csv('/etc/passwd'
  shops:
    columns: {nam: {type: text}}
";
    let folder = book(contracts, &[ORDERS, SHOPS]);
    let (code, text) = run("check", folder.path());
    assert_eq!(code, Some(1), "{text}");
    for expected in [
        "error[contract-table]: there is no table `ordrs` for this contract",
        "did you mean `orders`?",
        "error[contract-column]: the table `orders` has no column `stauts`",
        "there is no table `shop`",
        "error[unknown-column]: the test `not_null` of `orders`: there is no column `amout`",
        "error[contract-column]: the table `shops` has no column `nam`",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert!(
        text.contains("the test `not_null` of `orders` reads `read_csv()`, which is not part of the drop")
            || text.contains("sql-leaves-the-room"),
        "{text}"
    );
}

/// Planted in every column; nothing like them may be published.
#[test]
fn no_row_of_the_data_leaves() {
    let contracts = "kind: data
tables:
  orders:
    columns: {buyer: {private: true}, id: {type: text}}
    tests:
      - not_null: note
        severity: warn
      - sql: SELECT * FROM orders WHERE buyer LIKE 'Zebra%'
        severity: warn
      - accepted_values: {column: buyer, values: [nobody]}
        severity: warn
  shops:
    tests: [row_count: {min: 1}]
";
    let orders = "id,month,shop,amount,buyer,note\nQuokka1,2026-09,Wombat1,917263.5,Zebra1,Ocelot1\nQuokka2,2026-10,Wombat2,817263.5,Zebra2,\n";
    let shops = "id,name\nWombat1,Tapir1\nWombat2,Tapir2\n";
    let folder = book(contracts, &[("orders.csv", orders), ("shops.csv", shops)]);
    let (code, text) = run("build", folder.path());
    assert_eq!(code, Some(0), "{text}");
    assert!(text.matches("warning[data-test]").count() == 3, "{text}");
    assert!(!text.contains("Zebra1") && !text.contains("Zebra2"), "{text}");
    let site = bytes_below(&folder.path().join("site"));
    assert!(site.len() > 10);
    for (path, bytes) in &site {
        let content = String::from_utf8_lossy(bytes);
        for secret in ["Quokka", "Wombat", "Ocelot", "Tapir", "17263.5", "17,263.5", "Zebra1", "Zebra2"] {
            assert!(!content.contains(secret), "{secret} in {}", path.display());
        }
    }
}

/// What DuckDB says of a value it cannot convert names the value.
#[test]
fn errors_of_queries_do_not_tell_private_values() {
    let contracts = "kind: data\ntables:\n  orders:\n    columns: {buyer: {private: true}}\n";
    let folder = book(contracts, &[ORDERS]);
    let broken = SCORECARD.replace("count(*)", "max(buyer::INTEGER)");
    std::fs::write(folder.path().join("scorecards/shop.yaml"), broken).expect("written");
    let (code, text) = run("check", folder.path());
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("sql-data") && !text.contains("Ann") && !text.contains("Dee"), "{text}");
}
