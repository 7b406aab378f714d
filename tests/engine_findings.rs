//! What a query's author reads when it does not work.

mod support;

use support::Case;

fn case() -> Case {
    Case::new()
        .file("orders.csv", "month,shop,amount,closed,note\n2026-09,N,1.5,2026-09-03,a\n2026-10,N,2,2026-10-05,b\n2026-10,S,4,2026-10-31,\n")
        .file("branches.csv", "id,region\nN,north\nS,south\n")
}

#[test]
#[allow(clippy::too_many_lines, reason = "most of it is what is printed")]
fn errors_point_into_the_statement() {
    let outcome = case().run(&[
        "SELECT month AS period,\n       amuont AS value\nFROM orders",
        "SELECT month AS period, amount AS value\nFROM ordres",
        "SELECT month AS period, amount AS value FROM 客户",
        "SELECT '中文', month AS period,, amount AS value FROM orders",
        "SELECT month AS period, summe(amount) AS value FROM orders",
        "SELECT month AS period, sum(note) AS value FROM orders GROUP BY 1",
        "SELECT month AS period, CAST(note AS INTEGER) AS value FROM orders",
        "SELECT o.month AS period, o.amunt AS value FROM orders o",
        "SELECT month AS period, amount AS value FROM orders o WHERE p.id = 1",
        "SELECT month AS period, shop AS entity, sum(amount) AS value FROM orders GROUP BY month",
        "SELECT strptime(month, '%d.%m.%Y') AS period, amount AS value FROM orders",
        "",
        "SELECT month AS period, amount AS value FROM orders WHERE shop = ?",
        "PIVOT orders ON shop USING sum(amount)",
        "SELECT month AS period, amount::DECIMAL(3,2) * 10000000 AS value FROM orders",
    ]);
    insta::assert_snapshot!(outcome.shown, @r#"
    error[unknown-column]: measure `m0`: there is no column `amuont`
     --> q0.sql:2:8
      |
    2 |        amuont AS value
      |        ^^^^^^
      |
      = help: did you mean `amount`?

    error[unknown-table]: measure `m1`: there is no table `ordres`
     --> q1.sql:2:6
      |
    2 | FROM ordres
      |      ^^^^^^
      |
      = help: did you mean `orders`?

    error[unknown-table]: measure `m2`: there is no table `客户`
     --> q2.sql:1:46
      |
    1 | SELECT month AS period, amount AS value FROM 客户
      |                                              ^^^^
      |
      = help: there are the tables `branches`, `orders`

    error[sql-syntax]: measure `m3`: syntax error at or near ","
     --> q3.sql:1:30
      |
    1 | SELECT '中文', month AS period,, amount AS value FROM orders
      |                                ^
      |
      = help: look just before this place: a comma too many or missing, a bracket or a quote left open, or a misspelt word

    error[unknown-function]: measure `m4`: there is no function `summe`
     --> q4.sql:1:25
      |
    1 | SELECT month AS period, summe(amount) AS value FROM orders
      |                         ^^^^^
      |
      = help: did you mean `sum`?

    error[sql-types]: measure `m5`: No function matches the given name and argument types 'sum(VARCHAR)'
     --> q5.sql:1:25
      |
    1 | SELECT month AS period, sum(note) AS value FROM orders GROUP BY 1
      |                         ^^^
      |
      = help: cast the text first: `TRY_CAST(x AS DECIMAL(18,2))` for a number, `x::DATE` for a date

    error[sql-data]: measure `m6`: Could not convert string 'a' to INT32 when casting from source column note
     --> q6.sql:1:25
      |
    1 | SELECT month AS period, CAST(note AS INTEGER) AS value FROM orders
      |                         ^^^^
      |
      = help: a row holds something else than expected; `TRY_CAST(… AS …)` or `try_strptime(…)` gives NULL for it

    error[unknown-column]: measure `m7`: `o` has no column `amunt`
     --> q7.sql:1:27
      |
    1 | SELECT o.month AS period, o.amunt AS value FROM orders o
      |                           ^^^^^^^
      |
      = help: did you mean `amount`?

    error[unknown-table]: measure `m8`: there is no `p` in FROM
     --> q8.sql:1:61
      |
    1 | SELECT month AS period, amount AS value FROM orders o WHERE p.id = 1
      |                                                             ^^^^
      |
      = help: did you mean `o`?

    error[sql-group-by]: measure `m9`: `shop` is neither grouped by nor inside an aggregate
     --> q9.sql:1:25
      |
    1 | SELECT month AS period, shop AS entity, sum(amount) AS value FROM orders GROUP BY month
      |                         ^^^^
      |
      = help: write `GROUP BY ALL`, or put it into sum(), max(), …

    error[sql-data]: measure `m10`: Could not parse string "2026-09" according to format specifier "%d.%m.%Y"
     --> q10.sql:1:1
      |
    1 | SELECT strptime(month, '%d.%m.%Y') AS period, amount AS value FROM orders
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: DuckDB does not say where in the statement
      = help: a row holds something else than expected; `TRY_CAST(… AS …)` or `try_strptime(…)` gives NULL for it

    error[sql-empty]: measure `m11` holds no statement
     --> q11.sql:1:1
      |
    1 |
      | ^
      |
      = help: write a SELECT

    error[sql-parameter]: measure `m12` has a parameter (`?` or `$1`), which nothing fills in
     --> q12.sql:1:1
      |
    1 | SELECT month AS period, amount AS value FROM orders WHERE shop = ?
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write the value itself

    error[sql-leaves-the-room]: measure `m13` is not a SELECT
     --> q13.sql:1:1
      |
    1 | PIVOT orders ON shop USING sum(amount)
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: PIVOT stands inside one: `SELECT * FROM (PIVOT … ON … IN (…) USING …)`
      = help: a query is one SELECT over the tables of `data/`, the models of the book, and range(), generate_series(), unnest(), repeat(), json_each(); what it shall read goes into `data/` and is named as a table

    error[result-duplicate]: measure `m14`: a row for an entity and period that already has one
     --> q14.sql:1:1
      |
    1 | SELECT month AS period, amount::DECIMAL(3,2) * 10000000 AS value FROM orders
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: period 2026-10: 20000000 and 40000000
      = help: group the query by period and entity, so that each stands in one row
    "#);
}

#[test]
#[allow(clippy::too_many_lines, reason = "most of it is what is printed")]
fn a_result_is_held_against_what_a_measure_needs() {
    let outcome = case().run(&[
        "SELECT month, amount FROM orders",
        "SELECT month AS period, note AS value, shop AS enitty FROM orders",
        "SELECT month AS period, amount AS value, amount AS numerator FROM orders",
        "SELECT month AS period, amount AS value, 1 AS VALUE FROM orders",
        "SELECT month AS period, amount AS value, shop FROM orders WHERE shop = 'S'",
        "SELECT month AS period, sum(amount) AS value FROM orders WHERE shop = 'X' GROUP BY 1",
        "SELECT month AS period, shop AS entity, amount / 0 AS value FROM orders",
        "SELECT month AS period, amount AS value FROM orders",
        "SELECT note AS period, shop AS entity, amount AS value FROM orders",
        "SELECT 2026 AS period, 1 AS value",
        "SELECT [1] AS period, {'a': 1} AS entity, DATE '2026-10-01' AS value",
    ]);
    insta::assert_snapshot!(outcome.shown, @"
    error[result-columns]: measure `m0`: the query returns neither `value` nor `numerator` and `denominator`
     --> q0.sql:1:1
      |
    1 | SELECT month, amount FROM orders
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: it returns `month`, `amount`
      = help: a query returns `period`, optionally `entity`, then `value` or `numerator` and `denominator`, and optionally `target`, `baseline` and `n`

    error[result-columns]: measure `m0`: the query returns no column `period`
     --> q0.sql:1:1
      |
    1 | SELECT month, amount FROM orders
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: it returns `month`, `amount`
      = help: a query returns `period`, optionally `entity`, then `value` or `numerator` and `denominator`, and optionally `target`, `baseline` and `n`

    error[result-type]: measure `m1`: the column `value` is VARCHAR, not a number
     --> q1.sql:1:1
      |
    1 | SELECT month AS period, note AS value, shop AS enitty FROM orders
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: `value` holds the text `a`
      = help: cast it: `value::DECIMAL(18,2)`, or `TRY_CAST(value AS DOUBLE)` where some rows hold no number

    error[result-columns]: measure `m2`: the query returns both `value` and `numerator` or `denominator`
     --> q2.sql:1:1
      |
    1 | SELECT month AS period, amount AS value, amount AS numerator FROM orders
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: it returns `period`, `value`, `numerator`
      = help: a query returns `period`, optionally `entity`, then `value` or `numerator` and `denominator`, and optionally `target`, `baseline` and `n`

    error[result-columns]: measure `m3`: the query returns `value` twice
     --> q3.sql:1:1
      |
    1 | SELECT month AS period, amount AS value, 1 AS VALUE FROM orders
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: rename or remove one of the two

    error[result-not-finite]: measure `m6`: 3 rows with a number that is infinite or undefined
     --> q6.sql:1:1
      |
    1 | SELECT month AS period, shop AS entity, amount / 0 AS value FROM orders
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: period 2026-09, entity N, value inf
      = note: period 2026-10, entity N, value inf
      = note: period 2026-10, entity S, value inf
      = help: divide by `nullif(x, 0)`: what cannot be divided is then missing

    error[result-duplicate]: measure `m7`: a row for an entity and period that already has one
     --> q7.sql:1:1
      |
    1 | SELECT month AS period, amount AS value FROM orders
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: period 2026-10: 2 and 4
      = help: group the query by period and entity, so that each stands in one row

    error[result-period]: measure `m8`: 2 rows with a period that is no month
     --> q8.sql:1:1
      |
    1 | SELECT note AS period, shop AS entity, amount AS value FROM orders
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: period a, entity N, value 1.5
      = note: period b, entity N, value 2
      = help: a period of this measure is a date, or text such as 2026-10: `strftime(date, '%Y-%m')` writes a month

    error[result-period]: measure `m8`: a row without a period
     --> q8.sql:1:1
      |
    1 | SELECT note AS period, shop AS entity, amount AS value FROM orders
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: period NULL, entity S, value 4
      = help: leave rows without a date out with WHERE

    error[result-period]: measure `m9`: a row with a period that is no month
     --> q9.sql:1:1
      |
    1 | SELECT 2026 AS period, 1 AS value
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: period 2026, value 1
      = help: a period of this measure is a date, or text such as 2026-10: `strftime(date, '%Y-%m')` writes a month

    error[result-type]: measure `m10`: the column `entity` is STRUCT(a INTEGER), not text or a whole number
     --> q10.sql:1:1
      |
    1 | SELECT [1] AS period, {'a': 1} AS entity, DATE '2026-10-01' AS value
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: cast it: `…::VARCHAR AS entity`

    error[result-type]: measure `m10`: the column `period` is INTEGER[], not a date, a year or text such as 2026-10
     --> q10.sql:1:1
      |
    1 | SELECT [1] AS period, {'a': 1} AS entity, DATE '2026-10-01' AS value
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: cast it: `month::DATE AS period`

    error[result-type]: measure `m10`: the column `value` is DATE, not a number
     --> q10.sql:1:1
      |
    1 | SELECT [1] AS period, {'a': 1} AS entity, DATE '2026-10-01' AS value
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: cast it: `value::DECIMAL(18,2)`, or `TRY_CAST(value AS DOUBLE)` where some rows hold no number

    warning[result-extra-column]: measure `m1`: the query returns `enitty`, which nothing reads
     --> q1.sql:1:1
      |
    1 | SELECT month AS period, note AS value, shop AS enitty FROM orders
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: did you mean `entity` by `enitty`?
      = help: a query returns `period`, optionally `entity`, then `value` or `numerator` and `denominator`, and optionally `target`, `baseline` and `n`

    warning[result-extra-column]: measure `m4`: the query returns `shop`, which nothing reads
     --> q4.sql:1:1
      |
    1 | SELECT month AS period, amount AS value, shop FROM orders WHERE shop = 'S'
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: a query returns `period`, optionally `entity`, then `value` or `numerator` and `denominator`, and optionally `target`, `baseline` and `n`

    warning[no-rows]: measure `m5` has no data: its query returns no rows
     --> q5.sql:1:1
      |
    1 | SELECT month AS period, sum(amount) AS value FROM orders WHERE shop = 'X' GROUP BY 1
      | ^
      |
      = help: check its WHERE against what is in the data
    ");
}

#[test]
fn models_are_told_where_they_are_wrong() {
    let outcome = case()
        .model("a", "SELECT * FROM b")
        .model("b", "SELECT * FROM c JOIN a USING (month)")
        .model("c", "SELECT * FROM orders")
        .model("near_the_cycle", "SELECT * FROM a")
        .model("self", "SELECT * FROM self")
        .model("orders", "SELECT 1")
        .model("C", "SELECT 1")
        .model("typo", "SELECT shp FROM orders")
        .model("after_typo", "SELECT * FROM typo")
        .run(&[
            "SELECT month AS period, amount AS value FROM after_typo",
            "SELECT month AS period, amount AS value FROM c WHERE shop = 'S'",
        ]);
    insta::assert_snapshot!(outcome.told.join("\n"), @"
    models/a.sql:1:1: error[model-cycle]: model `a` reads itself through `b`
    models/b.sql:1:1: error[model-cycle]: model `b` reads itself through `a`
    models/self.sql:1:1: error[model-cycle]: model `self` reads itself
    models/orders.sql:1:1: error[model-name]: model `orders` has the name of a table of the drop
    models/C.sql:1:1: error[model-name]: model `C` has the name of another model
    models/typo.sql:1:8: error[unknown-column]: model `typo`: there is no column `shp`
    ");
    assert_eq!(outcome.series[0], None);
    assert!(outcome.series[1].is_some());
}

#[test]
fn a_table_named_like_a_word_of_sql_needs_quotes() {
    let outcome = Case::new().file("order.csv", "month,amount\n2026-10,1\n").run(&[
        "SELECT month AS period, amount AS value FROM order",
        "SELECT month AS period, amount AS value FROM \"order\"",
    ]);
    assert_eq!(outcome.told, ["q0.sql:1:46: error[sql-syntax]: measure `m0`: syntax error at or near \"order\""]);
    assert!(outcome.shown.contains("write the table's name in double quotes: \"order\""), "{}", outcome.shown);
    assert!(outcome.series[1].is_some());
}
