//! Business cases through the whole tool: published figures from a YAML book, compared with what its JSON says.

mod common;

use std::fmt::Write as _;

use common::shop::{Book, CARD};
use common::{said, scorebook};
use serde_json::Value;

/// Builds the book; a case of its site as JSON.
fn built(book: &Book, id: &str) -> Value {
    let output = scorebook(["build", &book.root().display().to_string(), "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    case(book, id)
}

fn case(book: &Book, id: &str) -> Value {
    let path = book.root().join(format!("site/data/business-cases/{id}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

/// A case of bare flows: what is negative is a cost of its year, what is positive a benefit.
fn of_flows(id: &str, flows: &[f64], more: &str) -> String {
    let side = |keep: fn(f64) -> f64| {
        let years = flows.iter().enumerate().map(|(year, flow)| format!("{}: {}", 2000 + year, keep(*flow)));
        years.collect::<Vec<_>>().join(", ")
    };
    let (paid, earned) = (side(|flow| (-flow).max(0.0)), side(|flow| flow.max(0.0)));
    let mut text =
        format!("kind: business-case\nid: {id}\ntitle: {id}\ncurrency: CNY\nrounding: 0.01\nopening: 2000\n");
    let _ = writeln!(text, "horizon: {}", flows.len() - 1);
    let _ = writeln!(text, "costs: [{{id: paid, title: Paid, line: other, amounts: {{{paid}}}}}]");
    let _ = writeln!(text, "benefits: [{{id: earned, title: Earned, amounts: {{{earned}}}}}]");
    text + more
}

fn result(case: &Value, name: &str) -> Option<f64> {
    case["results"][name].as_f64()
}

fn rates(case: &Value) -> Vec<f64> {
    case["internal_rates"]["rates"].as_array().expect("rates").iter().filter_map(Value::as_f64).collect()
}

#[track_caller]
fn close(found: Option<f64>, wanted: f64, tolerance: f64) {
    let found = found.unwrap_or(f64::NAN);
    assert!((found - wanted).abs() <= tolerance, "{found} is not {wanted}");
}

#[track_caller]
fn all_close(found: &[f64], wanted: &[f64]) {
    assert_eq!(found.len(), wanted.len(), "{found:?} {wanted:?}");
    found.iter().zip(wanted).for_each(|(found, wanted)| close(Some(*found), *wanted, 1e-7));
}

/// (id, flows, fields beside them). Cents are the smallest amount of a case, so flows are in cents at the finest.
const CASES: [(&str, &[f64], &str); 16] = [
    ("npv-doc", &[-40000.0, 5000.0, 8000.0, 12000.0, 30000.0], "rate: 8%\n"),
    ("npv-excel", &[-10000.0, 3000.0, 4200.0, 6800.0], "rate: 10%\n"),
    ("irr-a", &[-150_000.0, 15000.0, 25000.0, 35000.0, 45000.0, 60000.0], "rate: 5%\n"),
    ("irr-b", &[-100.0, 0.0, 0.0, 74.0], "rate: 5%\n"),
    ("irr-c", &[-100.0, 39.0, 59.0, 55.0, 20.0], "rate: 5%\n"),
    ("irr-d", &[-100.0, 100.0, 0.0, -7.0], "rate: 5%\n"),
    ("irr-f", &[-5.0, 10.5, 1.0, -8.0, 1.0], "rate: 5%\n"),
    ("irr-high", &[-1678.87, 771.96, 1814.05, 3520.3, 3552.95, 3584.99, 4789.91, -1.0], "rate: 5%\n"),
    ("strip-mine", &[-1.6, 10.0, -10.0], "rate: 10%\n"),
    ("irr-none", &[1000.0, -3000.0, 2500.0], "rate: 10%\n"),
    ("same-sign", &[40000.0, 5000.0, 8000.0], "rate: 10%\n"),
    (
        "mirr-a",
        &[-120_000.0, 39000.0, 30000.0, 21000.0, 37000.0, 46000.0],
        "rate: 10%\nfinance_rate: 10%\nreinvest_rate: 12%\n",
    ),
    ("mirr-c", &[100.0, 200.0, -50.0, 300.0, -200.0], "rate: 5%\nfinance_rate: 5%\nreinvest_rate: 6%\n"),
    ("payback-a", &[-1000.0, 400.0, 250.0, 200.0, 175.0, 75.0, 250.0], "rate: 5%\n"),
    ("payback-never", &[-100.0, 30.0, 30.0, 30.0], "rate: 5%\n"),
    ("payback-again", &[-100.0, 120.0, -50.0, 40.0], "rate: 5%\n"),
];

/// 104 % simple, 49.7 % discounted; also the four rates of `(1+r)` = 1.1, 1.2, 1.3 and 1.5, and dated flows.
fn more() -> [(&'static str, String); 3] {
    let roi = of_flows("roi", &[-500_000.0, 120_000.0, 180_000.0, 220_000.0, 240_000.0, 260_000.0], "rate: 10%\n");
    // −1000·(x−1.1)(x−1.2)(x−1.3)(x−1.5) in x = 1 + r, the opening year first.
    let four = of_flows("four", &[-1000.0, 5100.0, -9710.0, 8181.0, -2574.0], "rate: 10%\n");
    let dated = "rate: 9%\ndated:\n\
        - {on: 2008-01-01, amount: -10000}\n- {on: 2008-03-01, amount: 2750}\n- {on: 2008-10-30, amount: 4250}\n\
        - {on: 2009-02-15, amount: 3250}\n- {on: 2009-04-01, amount: 2750}\n";
    [("roi", roi), ("four", four), ("dated", of_flows("dated", &[-1.0, 2.0], dated))]
}

fn reference_book() -> Book {
    let book = Book::new();
    for (id, flows, fields) in CASES {
        book.write(&format!("scorecards/{id}.yaml"), &of_flows(id, flows, fields));
    }
    for (id, text) in more() {
        book.write(&format!("scorecards/{id}.yaml"), &text);
    }
    book
}

#[test]
fn published_figures_come_out_of_a_book() {
    let book = reference_book();
    let of = |id: &str| case(&book, id);
    // numpy-financial, docstring of npv: 3065.22267; Microsoft, NPV(10%, …) = 1188.44 a year earlier.
    close(result(&built(&book, "npv-doc"), "npv"), 3_065.222_668_18, 1e-6);
    close(result(&of("npv-excel"), "npv").map(|npv| npv / 1.1), 1_188.443_412_335, 1e-6);
    // numpy-financial tests/test_financial.py, TestIrr.test_basic_values; every real root, not the one nearest 0.
    all_close(&rates(&of("irr-a")), &[5.243_288_885_941]);
    all_close(&rates(&of("irr-b")), &[-9.549_583_034_897]);
    all_close(&rates(&of("irr-c")), &[28.094_842_116]);
    all_close(&rates(&of("irr-d")), &[-67.889_437_363_24, -8.329_966_618_493]);
    all_close(&rates(&of("irr-f")), &[-87.020_124_748_47, 8.859_833_852_776, 70.955_952_768_62]);
    // numpy-financial test_gh_44: 1.00426, and a second root near −1.
    all_close(&rates(&of("irr-high")), &[-99.979_126_042_83, 100.426_984_872_1]);
    // Brigham and Ehrhardt, "Project M": 25 % and 400 %, NPV −0.77, MIRR 5.6 %.
    let strip_mine = of("strip-mine");
    all_close(&rates(&strip_mine), &[25.0, 400.0]);
    close(result(&strip_mine, "npv"), -0.773_553_719_008, 1e-6);
    close(result(&strip_mine, "mirr"), 5.598_955_535_496, 1e-7);
    assert_eq!((result(&strip_mine, "irr"), strip_mine["internal_rates"]["sign_changes"].as_u64()), (None, Some(2)));
    // Brealey and Myers: no rate at all, NPV +339 at 10 %.
    assert_eq!((rates(&of("irr-none")).len(), rates(&of("same-sign")).len()), (0, 0));
    close(result(&of("irr-none"), "npv"), 338.842_975_206_6, 1e-6);
    all_close(&rates(&of("four")), &[10.0, 20.0, 30.0, 50.0]);
    // numpy-financial TestMirr.
    close(result(&of("mirr-a"), "mirr"), 12.609_413_036_59, 1e-7);
    close(result(&of("mirr-c"), "mirr"), 34.282_338_784_22, 1e-7);
    // ACCA F9 workbook 2017, chapter 2, question 5: 3 years 11 months; the others constructed.
    close(result(&of("payback-a"), "payback"), 3.857_142_857_143, 1e-9);
    assert_eq!(
        (result(&of("payback-never"), "payback"), of("payback-again")["payback_falls_again"].as_bool()),
        (None, Some(true))
    );
    close(result(&of("payback-again"), "payback"), 0.833_333_333_333_3, 1e-9);
    returns(&of("roi"));
    // Microsoft, XIRR and XNPV: 0.373362535 and 2086.65.
    let dated = &of("dated")["dated"];
    close(dated["xirr"][0].as_f64(), 37.336_253_5, 1e-6);
    close(dated["xnpv"].as_f64(), 2_086.65, 0.005);
}

/// A programme constructed at 10 %, reckoned apart by numpy-financial.
fn returns(roi: &Value) {
    close(result(roi, "roi"), 104.0, 1e-6);
    close(result(roi, "npv"), 248_503.269_150_8, 1e-5);
    close(result(roi, "profitability-index"), 1.497_006_538_302, 1e-8);
    close(result(roi, "roi-discounted"), 49.700_653_830_15, 1e-6);
    close(result(roi, "irr"), 25.625_589_499_93, 1e-7);
    close(result(roi, "payback"), 2.909_090_909_091, 1e-9);
    close(result(roi, "discounted-payback"), 3.468_875, 1e-8);
    close(result(roi, "annuity"), 65_554.536_371_23, 1e-5);
}

#[test]
fn each_number_of_rates_has_its_sentence() {
    let book = reference_book();
    built(&book, "npv-doc");
    let page = |id: &str| {
        std::fs::read_to_string(book.root().join(format!("site/business-cases/{id}/index.html"))).expect("a page")
    };
    for (id, said) in [
        ("same-sign", "There is no internal rate of return: the flows all have the same sign."),
        ("irr-none", "There is no internal rate of return: at no rate is the net present value zero"),
        ("irr-a", "The internal rate of return is 5.2\u{a0}%; the case discounts at 5.0\u{a0}%."),
        ("strip-mine", "the net present value is zero at two rates, 25.0\u{a0}% and 400.0\u{a0}%"),
        ("four", "the net present value is zero at four rates, 10.0\u{a0}%, 20.0\u{a0}%, 30.0\u{a0}% and 50.0\u{a0}%"),
        ("payback-never", "The money is not back by the end of 2003."),
        ("payback-again", "falls below zero again later"),
        ("payback-a", "after 3 years 11 months"),
    ] {
        assert!(page(id).contains(said), "{id}: {said}");
    }
}

/// Constructed on the course's eight lines; reckoned apart by numpy-financial.
const TCO: &str = "\
kind: business-case
id: tco
title: TCO
currency: CNY
rates: {USD: 7}
opening: 2026
rate: 10%
contingency: 12%
costs:
  - {id: other, title: Other, line: other, each_year: 10000}
  - {id: staff, title: Staff, line: internal-staff, each_year: 40000}
  - {id: licences, title: Licences, line: licences, amounts: 600000}
  - {id: maintenance, title: Maintenance, line: maintenance, share: 18%}
  - {id: hardware, title: Hardware, line: hardware, amounts: 250000}
  - {id: lines, title: Lines, line: telecommunications, each_year: 20000}
  - {id: external, title: External, line: external-services, amounts: 300000}
  - {id: vendor, title: Vendor, line: vendor-services, amounts: 200000}
actuals: {sql: 'SELECT year, line, item, amount, currency FROM paid'}
silence: {change-share: The product has no road map before the tender is decided.}
";

#[test]
fn total_cost_over_five_years_with_what_was_paid() {
    let book = Book::new();
    book.write("scorecards/tco.yaml", TCO);
    book.write(
        "data/paid.csv",
        "year,line,item,amount,currency\n2026,licences,licences,590000.10,CNY\n2026,hardware,,36000,USD\n",
    );
    let tco = built(&book, "tco");
    let text = |name: &str| tco[name].as_str().unwrap_or_default().to_owned();
    assert_eq!([text("subtotal"), text("purchase"), text("support")], ["2240000", "1350000", "890000"]);
    assert_eq!(text("contingency"), "268800");
    close(result(&tco, "tco"), 2_508_800.0, 1e-6);
    close(result(&tco, "tco-present-value"), 2_267_731.250_349, 1e-6);
    close(result(&tco, "purchase-share"), 60.267_857_142_86, 1e-8);
    close(result(&tco, "spent"), 590_000.1 + 252_000.0, 1e-9);
    let annual: Vec<&str> =
        tco["years"].as_array().expect("years").iter().filter_map(|year| year["costs"].as_str()).collect();
    assert_eq!(annual, ["1512000", "199360", "199360", "199360", "199360", "199360"]);
    let page = std::fs::read_to_string(book.root().join("site/business-cases/tco/index.html")).expect("a page");
    assert!(page.contains("The product has no road map"), "readers see why a check is set aside");
}

#[test]
fn rows_of_actuals_that_cannot_be_added_up_are_told() {
    let book = Book::new();
    book.write("scorecards/tco.yaml", TCO);
    let rows =
        "2026,software,,1,CNY\n1999,other,,1,CNY\n2026,other,,much,CNY\n2026,other,,1,EUR\n2026,other,nobody,1,CNY\n";
    book.write("data/paid.csv", &format!("year,line,item,amount,currency\n{rows}"));
    let output = scorebook(["check", &book.root().display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    let told = said(&output);
    for what in ["unknown `line`", "`year` that is not counted", "no money", "without a rate", "no cost of this case"] {
        assert!(told.contains(what), "{what}: {told}");
    }
}

#[test]
fn a_result_is_a_measure() {
    let book = Book::new();
    book.write("scorecards/roi.yaml", &more()[0].1);
    let measure = "          - {id: worth, title: Worth, unit: ¥, better: higher, weight: 20, baseline: 0, target: 500000, from: business-case/roi.npv}\n";
    let card = CARD.replacen("          - id: orders", &format!("{measure}          - id: orders"), 1);
    let (head, orders) = card.split_once("- id: orders").expect("the measure");
    let card = format!("{head}- id: orders{}", orders.replacen("weight: 50", "weight: 30", 1));
    book.write(
        "scorecards/sales.yaml",
        &card.replace("period: month", "period: year").replace("month AS", "'2000' AS"),
    );
    let output = scorebook(["build", &book.root().display().to_string(), "--quiet"]);
    let told = said(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    let scores = std::fs::read_to_string(book.root().join("site/data/sales/scores.json")).expect("scores");
    let scores: Value = serde_json::from_str(&scores).expect("JSON");
    let nodes = scores["nodes"].as_array().expect("nodes");
    let worth = nodes.iter().find(|node| node["id"] == "customer/grow/worth").expect("the measure");
    close(worth["actual"].as_f64(), 248_503.269_151, 1e-3);
    close(worth["score"].as_f64(), 49.700_653_8, 1e-4);
}
