//! What comes of queries, stated values and tables of entities.

mod support;

use scorebook::diagnostic::{Findings, Sources, Span};
use scorebook::engine::Engine;
use scorebook::scorecard::{EntitySource, Frequency, Locale, Period, ValueSource};
use support::{Case, scorecard, short};

fn case() -> Case {
    Case::new()
        .file("orders.csv", "month,shop,amount,closed,note\n2026-09,N,1.5,2026-09-03,a\n2026-10,N,2,2026-10-05,b\n2026-10,S,4,2026-10-31,\n")
        .file("branches.csv", "id,region\nN,north\nS,south\n")
}

#[test]
fn every_type_of_number_period_and_entity_is_read() {
    let rows = |sql: &str| {
        let outcome = case().run(&[sql]);
        assert_eq!(outcome.told, Vec::<String>::new(), "{sql}");
        outcome.rows()
    };
    assert_eq!(
        rows("SELECT closed AS period, shop AS entity, amount AS value FROM orders"),
        ["2026-09 N 1.5", "2026-10 N 2", "2026-10 S 4"]
    );
    assert_eq!(
        rows("SELECT closed::TIMESTAMP AS period, amount AS numerator, 3 AS denominator FROM orders WHERE shop = 'S'"),
        ["2026-10 - 4/3"]
    );
    assert_eq!(rows("SELECT TIMESTAMPTZ '2026-10-31 23:00:00-02:00' AS period, true AS value"), ["2026-11 - 1"]);
    assert_eq!(rows("SELECT '2026-10' AS period, NULL AS value"), ["2026-10 - NULL"]);
    assert_eq!(
        rows("SELECT '2026-10' AS period, 170141183460469231731687303715884105727::HUGEINT AS value"),
        ["2026-10 - 170141183460000000000000000000000000000"]
    );
    assert_eq!(
        rows("SELECT '2026-10' AS period, 17850.0::DOUBLE AS entity, 0.1::FLOAT AS value"),
        ["2026-10 17850 0.10000000149"]
    );
    assert_eq!(
        rows("SELECT '2026-10' AS period, 7 AS entity, 1234567890.123456789::DECIMAL(20,9) AS value"),
        ["2026-10 7 1234567890.12"]
    );
    assert_eq!(rows("SELECT '2026-10' AS period, NULL AS entity, 1::UTINYINT AS value"), ["2026-10 - 1"]);
}

#[test]
fn optional_columns_and_lineage_come_along() {
    let outcome = case()
        .model("won", "SELECT * FROM Orders WHERE amount > 1")
        .model("by_shop", "SELECT shop, month, sum(amount) AS amount FROM won JOIN branches ON id = shop GROUP BY ALL")
        .run(&["WITH branches AS (SELECT 1) SELECT month AS period, shop AS entity, amount AS value, 2 AS target, 1.5 AS baseline, 9 AS N FROM BY_SHOP ORDER BY 2 DESC"]);
    assert_eq!(outcome.told, Vec::<String>::new());
    let series = outcome.series[0].as_ref().expect("a series");
    assert_eq!(series.tables, ["branches", "orders"]);
    assert_eq!(series.models, ["won", "by_shop"]);
    let first = &series.observations[0];
    assert_eq!((first.target, first.baseline, first.n), (Some(2.0), Some(1.5), Some(9.0)));
    assert_eq!(outcome.rows(), ["2026-09 N 1.5", "2026-10 N 2", "2026-10 S 4"]);
}

#[test]
fn a_quarterly_measure_stands_in_the_last_month_of_the_quarter() {
    let mut case = case();
    case.frequency = Some(Frequency::Quarter);
    let outcome = case.run(&["SELECT DATE '2026-07-15' AS period, 1 AS value UNION ALL SELECT DATE '2026-10-01', 2"]);
    assert_eq!(outcome.rows(), ["2026-09 - 1", "2026-12 - 2"]);
}

#[test]
fn values_stated_in_the_book_are_a_series_too() {
    let period = |text| Period::parse(text).expect("a period");
    let (mut sources, mut findings) = (Sources::default(), Findings::default());
    sources.add("book.yaml", "value: {}");
    let (_, engine) = Case::new().open(&mut sources, &mut findings);
    let ask = |values: Vec<(Period, f64)>, frequency, findings: &mut Findings| {
        let scorecard = scorecard(vec![ValueSource::Stated(values)], frequency);
        let (index, ..) = scorecard.measures().next().expect("a measure");
        let series = engine.series(&scorecard, index, findings)?;
        Some(series.observations.iter().map(|o| format!("{} {:?}", o.period, o.amount)).collect::<Vec<_>>())
    };
    let monthly = ask(vec![(period("2026-10"), 74.0), (period("2026-09"), 71.0)], None, &mut findings);
    assert_eq!(monthly.expect("a series"), ["2026-09 Value(Some(71.0))", "2026-10 Value(Some(74.0))"]);
    let yearly = ask(vec![(period("2025"), 0.1 + 0.2)], Some(Frequency::Year), &mut findings);
    assert_eq!(yearly.expect("a series"), ["2025-12 Value(Some(0.3))"]);
    assert!(findings.is_empty());
    assert_eq!(ask(vec![(period("2026"), 1.0), (period("2026-10"), f64::INFINITY)], None, &mut findings), None);
    assert_eq!(
        short(&findings, &sources),
        [
            "book.yaml:1:1: error[result-not-finite]: measure `m0`: a row with a number that is infinite or undefined",
            "book.yaml:1:1: error[result-period]: measure `m0`: a row with a period that is no month",
        ]
    );
}

#[test]
fn entities_come_from_a_table_and_are_told_when_they_do_not() {
    let case = Case::new()
        .file("branches.csv", "id,region,zh,en\n007,north,七店,Seven\n12,south,,\n")
        .file("twice.csv", "id,parent\na,\na,\n")
        .file("circle.csv", "id,parent\na,b\nb,a\nc,\n")
        .file("nameless.csv", "id,parent\n,x\na,x\n")
        .model("from_model", "SELECT id, region FROM branches");
    let (mut sources, mut findings) = (Sources::default(), Findings::default());
    let file = sources.add("book.yaml", "entities: {}");
    let (_, engine) = case.open(&mut sources, &mut findings);
    let source = |table: &str, id: &str, parent: &str, title: Option<(&str, &str)>| EntitySource {
        table: table.to_owned(),
        id: id.to_owned(),
        parent: Some(parent.to_owned()),
        title: title.map(|(zh, en)| (zh.to_owned(), en.to_owned())),
        top: None,
        span: Span { file, start: 0, end: 8 },
    };
    let tree = engine.entities(&source("Branches", "ID", "region", Some(("zh", "en"))), &mut findings).expect("a tree");
    let listed: Vec<String> = tree
        .indexed()
        .map(|(_, e)| {
            format!("{} {} {}", e.id.as_deref().unwrap_or("-"), e.title.get(Locale::Zh), e.title.get(Locale::En))
        })
        .collect();
    assert_eq!(listed, ["all 全部 All", "north north north", "south south south", "007 七店 Seven", "12 12 12"]);
    assert!(engine.entities(&source("from_model", "id", "region", None), &mut findings).is_some());
    assert!(findings.is_empty());
    for wrong in [
        source("branchs", "id", "parent", None),
        source("branches", "identity", "regoin", Some(("zh", "titel"))),
        source("twice", "id", "parent", None),
        source("circle", "id", "parent", None),
        source("nameless", "id", "parent", None),
        source("from_model", "shop", "region", None),
    ] {
        assert_eq!(engine.entities(&wrong, &mut findings), None);
    }
    insta::assert_snapshot!(short(&findings, &sources).join("\n"), @"
    book.yaml:1:1: error[entities-column]: entities: the table `branches` has no column `identity`
    book.yaml:1:1: error[entities-column]: entities: the table `branches` has no column `regoin`
    book.yaml:1:1: error[entities-column]: entities: the table `branches` has no column `titel`
    book.yaml:1:1: error[entities-column]: entities: the table `from_model` has no column `shop`
    book.yaml:1:1: error[entities-cycle]: entities: `a`, `b` are above themselves in `circle`
    book.yaml:1:1: error[entities-duplicate]: entities: `a` stands in two rows of `twice`
    book.yaml:1:1: error[entities-id]: entities: 1 row of `nameless` without `id`
    book.yaml:1:1: error[entities-table]: entities: there is no table `branchs`
    ");
}
