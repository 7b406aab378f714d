//! Published data sets through the whole tool: the actuals in the site are the facts others have stated.
//!
//! The files are not part of the project. `SCOREBOOK_DATASETS` names their folder; without it the tests say that
//! they are skipped. Sources of the facts stand beside each.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

mod common;

use std::path::{Path, PathBuf};

use common::{actual, copy_folder, root, said, scorebook, scores};

type Rows = Vec<std::collections::BTreeMap<String, String>>;

/// Builds the book `name` with its data and hands back the rows of the scorecard; `None` without data sets.
fn build(name: &str, scorecards: &[&str]) -> Option<Vec<Rows>> {
    let Some(datasets) = std::env::var_os("SCOREBOOK_DATASETS").map(PathBuf::from) else {
        eprintln!("skipped {name}: SCOREBOOK_DATASETS is not set");
        return None;
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = folder.path().join(name);
    copy_folder(&root().join("tests/books").join(name), &book);
    fetch(&book, &datasets);
    let built = scorebook([Path::new("build"), &book]);
    assert!(built.status.success(), "{}", said(&built));
    Some(scorecards.iter().map(|scorecard| scores(&book.join("site"), scorecard)).collect())
}

/// Copies the files that the book's `datasets.txt` names into its `data/`.
fn fetch(book: &Path, datasets: &Path) {
    let list = std::fs::read_to_string(book.join("datasets.txt")).expect("the book lists its data sets");
    std::fs::create_dir_all(book.join("data")).expect("a folder can be made");
    for line in list.lines() {
        let from = datasets.join(line);
        let to = book.join("data").join(from.file_name().expect("a file name"));
        std::fs::copy(&from, &to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    }
}

#[track_caller]
fn assert_near(found: Option<f64>, expected: f64, tolerance: f64) {
    let found = found.expect("an actual");
    assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected}");
}

/// Facts: the notebook of the data set's analysis (won revenue, deals won, best win rate, one agent's figures).
#[test]
fn crm_maven_pipeline() {
    let Some(cards) = build("crm_maven", &["sales"]) else { return };
    let value = |measure, entity| actual(&cards[0], measure, entity, "2017");
    assert_near(value("revenue", "company"), 10_005_534.0, 0.0);
    assert_near(value("deals-won", "company"), 4238.0, 0.0);
    assert_near(value("opportunities", "company"), 8800.0, 0.0);
    assert_near(value("revenue", "Darcel Schlecht"), 1_153_214.0, 0.0);
    assert_near(value("win-rate", "Darcel Schlecht"), 349.0 / 553.0 * 100.0, 1e-9);
    assert_near(value("win-rate", "Hayden Neloms"), 70.39, 0.005);
    let regions: f64 = ["Central", "East", "West"].iter().filter_map(|region| value("revenue", region)).sum();
    assert_near(Some(regions), 10_005_534.0, 0.0);
}

/// Facts: the publisher's notebook with output (churn rate, mean tenure, blank charges).
#[test]
fn telco_churn() {
    let Some(cards) = build("telco_churn", &["churn"]) else { return };
    let value = |measure| actual(&cards[0], measure, "", "2019-Q3");
    assert_near(value("churn-rate"), 26.54, 0.005);
    assert_near(value("churn-rate"), 1869.0 / 7043.0 * 100.0, 1e-9);
    assert_near(value("tenure"), 32.371_149, 5e-7);
    assert_near(value("no-charges"), 11.0, 0.0);
}

/// Facts: total after discount and top employee as widely published; `OrderID` stands twice in the header.
#[test]
fn northwind_sales() {
    let Some(cards) = build("northwind", &["trading"]) else { return };
    assert_near(actual(&cards[0], "sales-to-date", "all", "1998"), 1_265_793.04, 0.005);
    assert_near(actual(&cards[0], "sales-to-date", "4", "1998"), 232_890.85, 0.005);
    let years = ["1996", "1997", "1998"].iter();
    let orders: f64 = years.filter_map(|year| actual(&cards[0], "orders", "all", year)).sum();
    assert_near(Some(orders), 830.0, 0.0);
}

/// Facts: Spark: The Definitive Guide (rows), widely published totals.
#[test]
fn online_retail_sales() {
    let Some(cards) = build("online_retail", &["shop"]) else { return };
    let value = |measure| actual(&cards[0], measure, "", "2023-12");
    assert_near(value("rows"), 541_909.0, 0.0);
    assert_near(value("invoices"), 25_900.0, 0.0);
    assert_near(value("customers"), 4_372.0, 0.0);
    let sales = cards[0].iter().filter(|row| row["id"].ends_with("/sales"));
    let total: f64 = sales.filter_map(|row| row["actual"].parse::<f64>().ok()).sum();
    assert_near(Some(total), 9_747_747.93, 0.005);
}

/// Facts: the book's notebook, chapter 14: this month, last month, same month last year, and sales by store.
#[test]
fn chinese_supermarket_in_gbk() {
    let Some(cards) = build("zh_supermarket", &["monthly", "stores"]) else { return };
    let month = |measure, period| actual(&cards[0], measure, "", period);
    for (period, sales, visits, basket) in
        [("2018-02", 10_412.78, 343.0, 30.36), ("2018-01", 9_940.97, 315.0, 31.56), ("2017-02", 8_596.31, 262.0, 32.81)]
    {
        assert_near(month("sales", period), sales, 0.005);
        assert_near(month("visits", period), visits, 0.0);
        assert_near(month("basket", period), basket, 0.005);
    }
    let store = |store: &str| actual(&cards[1], "sales", store, "2017");
    assert_near(store("CDLG"), 10_908.83, 0.005);
    assert_near(store("CDNL"), 8_059.48, 0.005);
    assert_near(store("CDXL"), 9_981.76, 0.005);
    assert_near(actual(&cards[1], "categories", "全部", "2017"), 368.0, 0.0);
}
