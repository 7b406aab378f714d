//! Economic value added and ratios through the whole tool: from YAML and statements to the numbers of a page.

mod common;

use common::shop::Book;
use common::{said, scorebook};
use serde_json::Value;

const CASE: &str = "\
kind: business-case
id: firm
title: Firm
currency: CNY
opening: 2025
rate: 10%
costs: [{id: all, title: All, line: other, amounts: 100}]
";

/// Builds a book whose case asks for that of those statements; the tables of its page.
fn told(asked: &str, csv: &str) -> Value {
    let book = Book::new();
    book.write("scorecards/case.yaml", &format!("{CASE}statements: {{sql: SELECT * FROM firm}}\n{asked}"));
    book.write("data/firm.csv", csv);
    let output = scorebook(["build", &book.root().display().to_string(), "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let path = book.root().join("site/business-cases/firm/numbers.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("numbers.json")).expect("JSON")
}

/// The cells of a column of a table.
fn column(numbers: &Value, table: &str, key: &str) -> Vec<f64> {
    let tables = numbers["tables"].as_array().expect("tables");
    let table = tables.iter().find(|own| own["id"] == table).unwrap_or_else(|| panic!("no {table}"));
    let at = table["columns"].as_array().expect("columns").iter().position(|own| own["key"] == key).expect("a column");
    let rows = table["rows"].as_array().expect("rows").iter();
    rows.map(|row| row[at].as_f64().unwrap_or(f64::NAN)).collect()
}

#[track_caller]
fn close(found: &[f64], wanted: &[f64]) {
    let same = found.len() == wanted.len() && found.iter().zip(wanted).all(|(one, other)| (one - other).abs() <= 1e-9);
    assert!(same, "{found:?} are not {wanted:?}");
}

/// ACCA, "Economic value added versus profit-based measures", part 1, example 1: profit 10,000, capital 70,000, 13 %.
#[test]
fn residual_income_as_published() {
    let numbers = told("eva: {wacc: 13%}\n", "year,nopat,capital\n2024,0,70000\n2025,10000,80000\n");
    close(&column(&numbers, "eva", "charge"), &[9100.0]);
    close(&column(&numbers, "eva", "eva"), &[900.0]);
}

/// Constructed after Stern Stewart's practice: spending over four years, that of the year not in its opening capital.
#[test]
fn marketing_capitalised() {
    let asked = "eva:\n  wacc: 9%\n  from: 2025\n  adjustments: [{kind: capitalise, column: marketing, years: 4}]\n";
    let csv = "year,nopat,capital,marketing\n2022,0,0,80\n2023,0,0,90\n2024,0,3000,100\n2025,500,0,120\n";
    let numbers = told(asked, csv);
    close(&column(&numbers, "eva", "nopat"), &[552.5]);
    close(&column(&numbers, "eva", "capital"), &[3207.5]);
    close(&column(&numbers, "eva", "eva"), &[263.825]);
    let plain = told("eva: {wacc: 9%, from: 2025}\n", &csv.replace(",marketing", ",research"));
    close(&column(&plain, "eva", "eva"), &[230.0]);
}

/// Equity of 600 at 12 %, debt of 400 at 6 % less 25 % tax: 9 %. By the capital asset pricing model the same 12 %.
#[test]
fn the_cost_of_capital_from_its_parts() {
    for expected in ["12%", "{risk_free: 3%, beta: 1.5, premium: 6%}"] {
        let parts = format!("{{equity: 600, debt: 400, cost_of_equity: {expected}, cost_of_debt: 6%, tax: 25%}}");
        let numbers = told(&format!("eva: {{wacc: {parts}}}\n"), "year,nopat,capital\n2024,0,100\n2025,10,100\n");
        close(&column(&numbers, "eva", "wacc"), &[0.09]);
        close(&column(&numbers, "eva", "eva"), &[1.0]);
    }
}

/// Stewart (1991): the present value of the EVAs is the NPV of the free flows. Reckoned apart by numpy-financial.
#[test]
fn values_added_are_worth_what_the_flows_are() {
    let rows = ["2020,0,1000", "2021,60,800", "2022,80,600", "2023,100,400", "2024,90,200", "2025,70,0"];
    for rows in [rows.to_vec(), rows.iter().rev().copied().collect()] {
        let numbers = told("eva: {wacc: 10%}\n", &format!("year,nopat,capital\n{}\n", rows.join("\n")));
        close(&column(&numbers, "eva", "eva"), &[-40.0, 0.0, 40.0, 50.0, 50.0]);
        close(&column(&numbers, "eva-identity", "value"), &[58.885_694_593_64, 58.885_694_593_64, 0.0]);
    }
}

/// By the formula of the assets commission, numbers made up: 1,000 + 300 × 0.75 − 5.5 % × 7,000 = 840.
#[test]
fn the_assets_commission_has_a_preset() {
    let csv = "year,net_profit,interest,research,equity,liabilities,non_interest_liabilities,construction\n\
               2024,0,0,0,4800,3800,1400,600\n2025,1000,200,100,5200,4200,1600,400\n";
    let numbers = told("eva: {preset: state-assets}\n", csv);
    close(&column(&numbers, "eva", "nopat"), &[1225.0]);
    close(&column(&numbers, "eva", "capital"), &[7000.0]);
    close(&column(&numbers, "eva", "eva"), &[840.0]);
}

/// Entities without rows of their own have the sums of those below; ratios are of the sums, not means of ratios.
#[test]
fn the_whole_is_the_sum_of_its_entities() {
    let csv = "year,entity,currency,nopat,capital,revenue,assets\n2024,east,CNY,0,100.1,0,100\n2024,west,CNY,0,200.2,0,300\n\
               2025,east,CNY,30.3,100,200,100\n2025,west,CNY,10.4,200,200,300\n";
    let numbers = told("eva: {wacc: 10%}\nratios: {balance: year-end}\n", csv);
    close(&column(&numbers, "eva", "eva"), &[10.67, 20.29, -9.62]);
    let turnover: Vec<f64> = column(&numbers, "ratios", "value");
    close(&turnover, &[0.0, 1.0, 0.0, 2.0, 0.0, 200.0 / 300.0]);
}

/// A scorecard of three measures of the firm, with the entities or without.
fn card(entities: &str) -> String {
    let measures = [("value", "¥", "eva"), ("roic", "%", "roic"), ("turns", "x", "asset-turnover")];
    let measures = measures.map(|(id, unit, name)| {
        format!(
            "          - {{id: {id}, title: {id}, unit: '{unit}', better: higher, weight: {}, baseline: -100, target: 100, from: business-case/firm.{name}}}\n",
            if id == "value" { 50 } else { 25 }
        )
    });
    format!(
        "kind: scorecard\nid: sales\ntitle: Sales\nperiod: year\n{entities}perspectives:\n  - id: firm\n    title: Firm\n    weight: 100\n    \
         objectives:\n      - id: earn\n        title: Earn\n        weight: 100\n        measures:\n{}",
        measures.concat()
    )
}

/// Results of statements are measures: by year, of the whole where a scorecard has no entities, of each entity where it has.
#[test]
fn results_of_the_firm_are_measures() {
    let statements = "year,entity,nopat,capital,revenue,assets\n2024,east,0,100,0,100\n2024,west,0,200,0,300\n\
                      2025,east,30,100,200,100\n2025,west,10,200,200,300\n";
    let wanted: [(&str, &str, [f64; 3]); 4] = [
        ("", "", [10.0, 40.0 / 3.0, 1.0]),
        ("entities: {table: places, id: id, parent: parent}\n", "all", [10.0, 40.0 / 3.0, 1.0]),
        ("entities: {table: places, id: id, parent: parent}\n", "east", [20.0, 30.0, 2.0]),
        ("entities: {table: places, id: id, parent: parent}\n", "west", [-10.0, 5.0, 200.0 / 300.0]),
    ];
    for (entities, entity, values) in wanted {
        let book = Book::new();
        book.write("scorecards/sales.yaml", &card(entities));
        let asked = "statements: {entities: {table: places, id: id, parent: parent}, sql: SELECT * FROM firm}\n\
                     eva: {wacc: 10%}\nratios: {balance: year-end}\n";
        book.write("scorecards/case.yaml", &format!("{CASE}{asked}"));
        book.write("data/firm.csv", statements);
        book.write("data/places.csv", "id,parent\nall,\neast,all\nwest,all\n");
        let output = scorebook(["build", &book.root().display().to_string(), "--quiet"]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        close(&actuals(&book, entity), &values);
    }
}

/// The actuals of 2025 of the three measures, of an entity; of the whole where it has no name.
fn actuals(book: &Book, entity: &str) -> Vec<f64> {
    let text = std::fs::read_to_string(book.root().join("site/data/sales/scores.json")).expect("scores.json");
    let scores: Value = serde_json::from_str(&text).expect("JSON");
    let nodes = scores["nodes"].as_array().expect("nodes").iter();
    let own = nodes.filter(|node| node["kind"] == "measure" && node["entity"].as_str().unwrap_or_default() == entity);
    own.map(|node| node["actual"].as_f64().unwrap_or(f64::NAN)).collect()
}

/// A result that nobody asks to be reckoned is none.
#[test]
fn what_is_not_asked_of_statements_is_no_result() {
    let book = Book::new();
    book.write("scorecards/sales.yaml", &card(""));
    book.write("scorecards/case.yaml", &format!("{CASE}statements: {{sql: SELECT * FROM firm}}\neva: {{wacc: 10%}}\n"));
    book.write("data/firm.csv", "year,nopat,capital\n2024,0,100\n2025,30,100\n");
    let output = scorebook(["check", &book.root().display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    let told = said(&output);
    assert!(told.contains("business-case `firm` has no result `asset-turnover`"), "{told}");
    assert!(!told.contains("has no result `eva`") && !told.contains("has no result `roic`"), "{told}");
}
