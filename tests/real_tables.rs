//! Published data sets: they load, and facts that others published come out. The folder is in `SCOREBOOK_DATASETS`;
//! where the facts come from stands in its INDEX.md.

mod support;

use std::path::{Path, PathBuf};

use support::{Case, Outcome};

/// The folder of data sets, or `None` with a word that the test is skipped.
#[allow(clippy::print_stdout, reason = "whoever runs the tests should know")]
fn datasets() -> Option<PathBuf> {
    let folder = std::env::var_os("SCOREBOOK_DATASETS").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: SCOREBOOK_DATASETS is not set");
    }
    folder
}

/// A case with files of a data set directly in `data/`.
fn case(set: &str, files: &[&str]) -> Option<Case> {
    let folder = datasets()?.join(set);
    let read = |file: &&str| std::fs::read(folder.join(file)).unwrap_or_else(|error| panic!("{set}/{file}: {error}"));
    Some(files.iter().fold(Case::new(), |case, file| {
        let name = Path::new(file).file_name().and_then(|name| name.to_str()).expect("a name");
        case.file(name, read(file))
    }))
}

/// The first value of each query.
fn values(outcome: &Outcome) -> Vec<f64> {
    use scorebook::scorecard::Amount;
    let first = |series: &Option<scorebook::scorecard::Series>| match series.as_ref()?.observations.first()?.amount {
        Amount::Value(value) => value,
        Amount::Ratio(..) => None,
    };
    outcome.series.iter().map(|series| first(series).expect("a value")).collect()
}

/// `table: rows` for each table.
fn rows(outcome: &Outcome) -> Vec<String> {
    outcome.tables.iter().map(|table| format!("{}: {}", table.name, table.rows)).collect()
}

#[test]
fn crm_maven() {
    let files = ["accounts.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv", "data_dictionary.csv"];
    let Some(case) = case("crm_maven", &files) else { return };
    let outcome = case.run(&[
        "SELECT '2017-12' AS period, sum(close_value) AS value FROM sales_pipeline WHERE deal_stage = 'Won'",
        "SELECT '2017-12' AS period, count(*) AS value FROM sales_pipeline WHERE deal_stage = 'Won'",
        "SELECT '2017-12' AS period, count(subsidiary_of) AS value FROM accounts",
        "SELECT '2017-12' AS period, round(100.0 * count(*) FILTER (deal_stage = 'Won') / count(*), 2) AS value \
         FROM sales_pipeline WHERE deal_stage IN ('Won', 'Lost') AND sales_agent = 'Hayden Neloms'",
        "SELECT '2017-12' AS period, count(*) - count(engage_date) + 10000 * (count(*) - count(close_date)) AS value FROM sales_pipeline",
    ]);
    assert_eq!(outcome.told, Vec::<String>::new());
    assert_eq!(
        rows(&outcome),
        ["accounts: 85", "data_dictionary: 21", "products: 7", "sales_pipeline: 8800", "sales_teams: 35"]
    );
    assert_eq!(values(&outcome), [10_005_534.0, 4238.0, 15.0, 70.39, 20_890_500.0]);
}

#[test]
fn telco_churn_and_attrition() {
    let Some(case) = case("telco_churn", &["Telco-Customer-Churn.csv"]) else { return };
    let outcome = case.run(&[
        "SELECT '2020-06' AS period, round(100.0 * count(*) FILTER (Churn) / count(*), 2) AS value FROM Telco_Customer_Churn",
        "SELECT '2020-06' AS period, count(*) AS value FROM Telco_Customer_Churn WHERE Churn = 'Yes'",
        "SELECT '2020-06' AS period, round(avg(tenure), 6) AS value FROM Telco_Customer_Churn",
        // TotalCharges is a single blank in 11 rows.
        "SELECT '2020-06' AS period, count(*) - count(TotalCharges) AS value FROM Telco_Customer_Churn",
    ]);
    assert_eq!(values(&outcome), [26.54, 1869.0, 32.371_149, 11.0]);
    let Some(case) = self::case("hr_attrition", &["emp_attrition.csv"]) else { return };
    let outcome = case.run(&[
        "SELECT '2019-06' AS period, count(*) FILTER (Attrition) AS value FROM emp_attrition",
        "SELECT '2019-06' AS period, count(*) FILTER (Attrition) AS value FROM emp_attrition WHERE OverTime",
    ]);
    assert_eq!((rows(&outcome), values(&outcome)), (vec!["emp_attrition: 1470".to_owned()], vec![237.0, 127.0]));
}

#[test]
fn northwind_builds_although_a_header_stands_twice() {
    let files = ["orders.csv", "products.csv", "customers.csv", "employees.csv", "suppliers.csv", "categories.csv"];
    let Some(case) = case("northwind", &files) else { return };
    let outcome = case.run(&[
        "SELECT max(OrderDate) AS period, round(sum(UnitPrice * Quantity * (1 - Discount)), 2) AS value FROM orders",
        "SELECT max(OrderDate) AS period, count(DISTINCT OrderID) AS value FROM orders",
        "SELECT max(OrderDate) AS period, round(sum(UnitPrice * Quantity * (1 - Discount)), 2) AS value FROM orders WHERE EmployeeID = 4",
    ]);
    assert_eq!(
        outcome.told,
        [
            "data/orders.csv:1: warning[column-twice]: column 15 of `data/orders.csv` is called `OrderID` like one before it, and is read as `OrderID_2`"
        ]
    );
    assert_eq!(rows(&outcome)[3..5], ["orders: 2155", "products: 77"]);
    assert_eq!(values(&outcome), [1_265_793.04, 830.0, 232_890.85]);
    // Money adds up exactly: 1,265,793.0395 before rounding.
    let exact =
        case.run(&["SELECT max(OrderDate) AS period, sum(UnitPrice * Quantity * (1 - Discount)) AS value FROM orders"]);
    assert_eq!(values(&exact), [1_265_793.039_5]);
}

#[test]
fn online_retail_is_read_where_it_stands() {
    let Some(case) = case("online_retail", &["online_retail.parquet"]) else { return };
    let outcome = case.run(&[
        "SELECT '2011-12' AS period, round(sum(Quantity * UnitPrice), 2) AS value FROM online_retail",
        "SELECT '2011-12' AS period, sum(Quantity) AS value FROM online_retail",
        "SELECT '2011-12' AS period, count(DISTINCT InvoiceNo) AS value FROM online_retail",
        "SELECT '2011-12' AS period, CustomerID AS entity, sum(Quantity) AS value FROM online_retail WHERE CustomerID = 17850 GROUP BY ALL",
    ]);
    assert_eq!(outcome.told, Vec::<String>::new());
    assert_eq!(rows(&outcome), ["online_retail: 541909"]);
    assert_eq!(values(&outcome)[..3], [9_747_747.93, 5_176_450.0, 25_900.0]);
    let customer = &outcome.series[3].as_ref().expect("a series").observations[0];
    assert_eq!(customer.entity.as_deref(), Some("17850"));
}

#[test]
fn event_logs() {
    let Some(case) = case("event_logs", &["helpdesk.csv", "BPI2013_closed.csv"]) else { return };
    let outcome = case.run(&[
        "SELECT max(\"Complete Timestamp\") AS period, count(DISTINCT \"Case ID\") AS value FROM helpdesk",
        "SELECT max(\"Complete Timestamp\") AS period, count(DISTINCT Activity) AS value FROM helpdesk",
        "SELECT max(\"time:timestamp\") AS period, count(DISTINCT \"case:concept:name\") AS value FROM BPI2013_closed",
    ]);
    assert_eq!(rows(&outcome), ["BPI2013_closed: 6660", "helpdesk: 21348"]);
    assert_eq!(values(&outcome), [4580.0, 14.0, 1487.0]);
}

#[test]
fn chinese_files_in_gbk_and_workbooks() {
    let files = ["order-14.1.csv", "order-14.3.csv", "train-pivot.csv", "Chapter07.xlsx", "导出多sheet.xlsx"];
    let Some(case) = case("zh_excel_python_book", &files) else { return };
    let outcome = case.run(&[
        "SELECT date_trunc('month', 成交时间) AS period, sum(单价 * 销量) AS value FROM order_14_1 \
         WHERE 成交时间 BETWEEN DATE '2018-02-01' AND DATE '2018-02-28' GROUP BY 1",
        "SELECT '2018-02' AS period, count(DISTINCT 订单ID) AS value FROM order_14_1 \
         WHERE 成交时间 BETWEEN DATE '2018-02-01' AND DATE '2018-02-28'",
        "SELECT '2017-01' AS period, round(sum(单价 * 销量), 2) AS value FROM order_14_3 WHERE 门店编号 = 'CDLG'",
        "SELECT '2017-01' AS period, count(DISTINCT 订单ID) AS value FROM order_14_3 WHERE hour(成交时间) = 9",
        "SELECT '2017-01' AS period, count(DISTINCT 类别ID) AS value FROM order_14_3",
    ]);
    assert_eq!(
        values(&outcome).iter().map(|value| (value * 100.0).round() / 100.0).collect::<Vec<_>>(),
        [10_412.78, 343.0, 10_908.83, 156.0, 368.0]
    );
    let encodings: Vec<_> = outcome.collected.files.iter().filter_map(|file| file.encoding).collect();
    assert_eq!(encodings, ["GB18030"; 3]);
    assert_eq!(outcome.tables.iter().filter(|table| table.name.starts_with("Chapter07_Sheet")).count(), 11);
    assert_eq!(outcome.tables.iter().filter(|table| table.name.starts_with("导出多sheet_表")).count(), 3);
}

#[test]
fn cdnow_without_a_header_is_told() {
    let Some(folder) = datasets() else { return };
    // The original is set in columns with blanks; commas make it a CSV file without a header.
    let text = std::fs::read_to_string(folder.join("cdnow/CDNOW_sample.txt")).expect("the sample");
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(","));
    let outcome = Case::new().file("cdnow.csv", lines.collect::<Vec<_>>().join("\n")).run(&[]);
    assert!(outcome.told[0].contains("header-missing"), "{:?}", outcome.told);
    assert_eq!(rows(&outcome), ["cdnow: 6918"]);
}
