//! Customers through the whole tool: from a SELECT of transactions to pages, files and measures.

#![allow(clippy::float_cmp, reason = "counts and exact sums")]
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

mod common;

use std::fmt::Write as _;
use std::path::Path;

use common::shop::{Book, CARD};
use common::{said, scorebook};
use proptest::prelude::*;
use serde_json::Value;

const PLAIN: &str = "\
kind: customers
id: shop
title: Shop
period: month
transactions: {sql: 'SELECT customer, date, amount FROM sales'}
";

fn book(document: &str, sales: &str) -> Book {
    let book = Book::new();
    book.write("scorecards/customers.yaml", document);
    book.write("data/sales.csv", sales);
    book
}

/// Builds the book; the folder of its site, which is gone with the book.
fn built(book: &Book) -> std::path::PathBuf {
    let output = scorebook(["build", &book.root().display().to_string(), "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    book.root().join("site")
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

/// A table of the page's numbers: its rows.
fn rows(site: &Path, table: &str) -> Vec<Vec<Value>> {
    let numbers = json(&site.join("customers/shop/numbers.json"));
    let tables = numbers["tables"].as_array().expect("tables");
    let table = tables.iter().find(|own| own["id"] == table).unwrap_or_else(|| panic!("no {table}"));
    table["rows"].as_array().expect("rows").iter().map(|row| row.as_array().expect("a row").clone()).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
}

/// The master set of Fader and Hardie (2001), 69,659 transactions of 23,570 customers; expected values are those of the
/// reference cases `cdnow_aggregates`, `cdnow_monthly`, `cdnow_pareto` and `cdnow_value_tiers`.
#[test]
fn cdnow_comes_out_as_published() {
    let Some(folder) = std::env::var_os("SCOREBOOK_DATASETS") else {
        eprintln!("skipped: SCOREBOOK_DATASETS is not set");
        return;
    };
    let text = std::fs::read_to_string(Path::new(&folder).join("cdnow/CDNOW_master.txt")).expect("the data set");
    let mut sales = "customer,day,units,amount\n".to_owned();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let _ = writeln!(sales, "c{},{},{},{}", cells[0], cells[1], cells[2], cells[3]);
    }
    let query = "SELECT customer, strptime(day::VARCHAR, ''%Y%m%d'')::DATE AS date, amount FROM sales";
    let document = PLAIN.replace("SELECT customer, date, amount FROM sales", query) + "periods: 18\n";
    let book = book(&document, &sales);
    let site = built(&book);

    let periods = rows(&site, "periods");
    assert_eq!((periods.len(), &periods[0][0], &periods[17][0]), (18, &"1998-06".into(), &"1997-01".into()));
    assert_eq!(number(&periods[0][1]), 23570.0);
    near(number(&periods[0][2]), 2_500_315.63, 1e-9);
    near(number(&periods[0][8]), 0.634_571_184_581_6, 1e-9);
    let by_month = |month: &str| periods.iter().find(|row| row[0] == month).expect("a month");
    // Revenue of January alone, of January and February, and who was new: 8,476 in February and 7,248 in March.
    near(number(&by_month("1997-01")[2]), 299_060.17, 1e-9);
    near(number(&by_month("1997-02")[2]), 299_060.17 + 379_590.03, 1e-9);
    near(number(&by_month("1998-06")[2]) - number(&by_month("1998-05")[2]), 76_109.30, 1e-6);
    assert_eq!([number(&by_month("1997-02")[3]), number(&by_month("1997-03")[3])], [8476.0, 7248.0]);
    assert_eq!([number(&by_month("1997-01")[1]), number(&by_month("1997-04")[3])], [7846.0, 0.0]);

    let expected = [
        (236.0, 0.158_757_624_532_4),
        (1179.0, 0.366_907_649_175_5),
        (2357.0, 0.509_427_263_789_1),
        (4714.0, 0.677_773_829_698_5),
        (11785.0, 0.895_912_877_207_4),
    ];
    for (row, (customers, share)) in rows(&site, "top").iter().zip(expected) {
        assert_eq!(number(&row[1]), customers);
        near(number(&row[2]), share, 1e-9);
    }
    assert_eq!(rows(&site, "abc").iter().map(|row| number(&row[1])).collect::<Vec<_>>(), [7695.0, 8044.0, 7831.0]);
    // 15.9, 20.8, 31.1 and 32.2 % of revenue.
    let tiers = rows(&site, "tiers");
    assert_eq!(tiers.iter().map(|row| number(&row[2])).collect::<Vec<_>>(), [236.0, 943.0, 3535.0, 18856.0]);
    for (row, share) in tiers.iter().zip([0.159, 0.208, 0.311, 0.322]) {
        near(number(&row[5]), share, 0.0005);
    }
    let page = std::fs::read_to_string(site.join("customers/shop/index.html")).expect("a page");
    assert!(page.contains("The top 20\u{a0}% of 23,570 customers bring 67.8\u{a0}% of the value."), "{page}");
    assert!(page.contains("It takes 7,695 of them, 32.6\u{a0}%, to make 80\u{a0}% of the value."));
    assert!(page.contains(">69,659<"), "rows alike are not taken for one: 255 are equal to another");
}

/// The case `crm_strategy_indicators`: 1000 customers at the start, 150 new, 50 lost, 60 of 800 risen, a profit of 275,000.
#[test]
fn gain_loss_and_rise_are_measures() {
    let mut sales = "customer,date,amount,cost\n".to_owned();
    let mut profit = 0.0;
    for at in 0..1000 {
        let _ = writeln!(sales, "c{at},2026-09-10,{},0", if at < 200 { 500 } else { 100 });
    }
    let mut bought = |customer: usize, value: f64| {
        let _ = writeln!(sales, "c{customer},2026-10-20,{},{}", value + 40.0, 40);
        profit += value;
    };
    (0..950).for_each(|at| bought(at, if at < 260 { 450.0 } else { 100.0 }));
    (1000..1149).for_each(|at| bought(at, 500.0));
    bought(1149, 275_000.0 - 260.0 * 450.0 - 690.0 * 100.0 - 149.0 * 500.0);
    near(profit, 275_000.0, 1e-9);
    let document = "\
kind: customers
id: shop
title: Shop
period: month
value: profit
window: 1
tiers: [{id: vip, from: 400}, {id: small}]
transactions: {sql: 'SELECT customer, date, amount, cost FROM sales'}
";
    let book = book(document, &sales);
    let names = ["customers", "value", "new_rate", "churn_rate", "retention_rate", "upgrade_rate", "customers_vip"];
    let mut card = CARD.replacen("weight: 50", "weight: 43", 1);
    for name in names {
        let id = name.replace('_', "-");
        let rest = "unit: x, better: higher, baseline: 0, target: 100, weight: 1";
        let _ = writeln!(card, "          - {{id: {id}, title: {id}, {rest}, from: customers/shop.{name}}}");
    }
    book.write("scorecards/sales.yaml", &card);
    let site = built(&book);
    let scores = common::scores(&site, "sales");
    let actual = |name: &str| common::actual(&scores, &name.replace('_', "-"), "", "2026-10").expect("an actual");
    let found: Vec<f64> = names.iter().map(|name| actual(name)).collect();
    for (found, expected) in found.iter().zip([1100.0, 275_000.0, 15.0, 5.0, 95.0, 7.5, 410.0]) {
        near(*found, expected, 1e-9);
    }
}

/// A book with such rows, built.
fn one(sales: &str) -> (Book, std::path::PathBuf) {
    let book = book(PLAIN, &format!("customer,date,amount\n{sales}"));
    let site = built(&book);
    (book, site)
}

#[test]
fn one_customer_on_one_day() {
    let (_book, site) = one("a,2026-10-05,12.5\na,2026-10-05,12.5\n");
    assert_eq!(number(&rows(&site, "periods")[0][2]), 25.0, "rows alike both count");
    assert_eq!(rows(&site, "tiers").iter().map(|row| number(&row[2])).collect::<Vec<_>>(), [1.0, 0.0, 0.0, 0.0]);
    assert_eq!(rows(&site, "abc").iter().map(|row| number(&row[1])).collect::<Vec<_>>(), [1.0, 0.0, 0.0]);
    assert_eq!(number(&rows(&site, "periods")[0][8]), 0.0);
}

#[test]
fn all_equal_have_no_concentration() {
    let (_book, site) = one("a,2026-10-05,7\nb,2026-10-05,7\nc,2026-10-05,7\nd,2026-10-05,7\ne,2026-10-05,7\n");
    assert_eq!(number(&rows(&site, "periods")[0][8]), 0.0);
    let top = rows(&site, "top");
    assert_eq!((number(&top[3][1]), number(&top[3][2])), (1.0, 0.2));
}

#[test]
fn all_zero_and_all_negative_have_no_shares() {
    for amount in ["0", "-5"] {
        let (_book, site) = one(&format!("a,2026-10-05,{amount}\nb,2026-10-05,{amount}\n"));
        assert!(rows(&site, "top").iter().all(|row| row[2].is_null()), "{amount}");
        assert!(rows(&site, "abc").is_empty() && rows(&site, "curve").is_empty());
        assert!(rows(&site, "periods")[0][8].is_null());
    }
}

#[test]
fn negative_customers_make_a_whale() {
    let (_book, site) = one("a,2026-10-05,100\nb,2026-10-05,50\nc,2026-10-05,-30\n");
    let page = std::fs::read_to_string(site.join("customers/shop/index.html")).expect("a page");
    // 150 of 120.
    assert!(page.contains("The 2 customers worth more than nothing bring 125.0\u{a0}% of the value"), "{page}");
    assert!(rows(&site, "periods")[0][8].is_null(), "no Gini coefficient");
}

#[test]
fn what_is_later_or_of_nobody_is_told() {
    let sales = "customer,date,amount\na,2026-10-05,10\nb,2062-10-05,99\n,2026-10-01,5\n";
    let book = book(&(PLAIN.to_owned() + "as_of: 2026-10-31\n"), sales);
    let site = built(&book);
    let page = std::fs::read_to_string(site.join("customers/shop/index.html")).expect("a page");
    assert!(page.contains("1 later transaction is left out.") && page.contains("1 transaction names no customer."));
    assert_eq!(number(&rows(&site, "periods")[0][2]), 10.0);
}

#[test]
fn no_customer_is_named_anywhere() {
    let (_book, site) = one("secret-anna,2026-10-05,10\nsecret-bert,2026-10-05,90\n");
    let telling = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("secret-");
    assert!(!common::bytes_below(&site).values().any(|bytes| telling(bytes)));
}

#[test]
fn only_a_select_is_run_and_rows_that_cannot_be_counted_are_told() {
    let refused = |query: &str, sales: &str| {
        let book = book(&PLAIN.replace("SELECT customer, date, amount FROM sales", query), sales);
        let output = scorebook(["check", &book.root().display().to_string()]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        said(&output)
    };
    let sales = "customer,date,amount\na,2026-10-05,10\nb,2026-10,x\n";
    assert!(refused("COPY sales TO ''x''", sales).contains("is not a SELECT"));
    assert!(refused("SELECT customer, current_date AS date, 1 AS amount FROM sales", sales).contains("current_date"));
    assert!(refused("SELECT customer, date FROM sales", sales).contains("returns no column `amount`"));
    let told = refused("SELECT customer, date, amount FROM sales", sales);
    assert!(
        told.contains("a row whose `date` is no day") && told.contains("a row whose `amount` is no number"),
        "{told}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everybody_is_in_one_tier_and_moves_add_up(
        sales in proptest::collection::vec((0..30_u32, 0..200_u32, -20..200_i32), 1..120),
        window in proptest::option::of(1..5_u32),
    ) {
        let mut text = "customer,date,amount\n".to_owned();
        for (customer, day, amount) in &sales {
            let _ = writeln!(text, "c{customer},2026-{:02}-{:02},{amount}", day / 28 + 1, day % 28 + 1);
        }
        let window = window.map_or_else(String::new, |window| format!("window: {window}\n"));
        let book = book(&(PLAIN.to_owned() + &window), &text);
        let site = built(&book);
        let periods = rows(&site, "periods");
        let end = number(&periods[0][1]);
        let tiers: f64 = rows(&site, "tiers").iter().map(|row| number(&row[2])).sum();
        prop_assert_eq!(tiers, end);
        for pair in periods.windows(2) {
            let or_none = |value: &Value| value.as_f64().unwrap_or(0.0);
            let [new, returned, lost] = [3, 4, 5].map(|at| or_none(&pair[0][at]));
            prop_assert_eq!(number(&pair[1][1]) + new + returned - lost, number(&pair[0][1]));
        }
        if let Some(before) = periods.get(1) {
            let moves = rows(&site, "moves");
            let sum = |rows: &mut dyn Iterator<Item = &Vec<Value>>| rows.map(|row| number(&row[2])).sum::<f64>();
            prop_assert_eq!(sum(&mut moves.iter().filter(|row| row[0] != "No customer")), number(&before[1]));
            prop_assert_eq!(sum(&mut moves.iter().filter(|row| row[1] != "No customer")), end);
        }
    }
}
