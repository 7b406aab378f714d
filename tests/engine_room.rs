//! The closed room: what a query may not do, and how it is told.

mod support;

use std::fmt::Write;

use support::Case;

fn case() -> Case {
    Case::new().file("orders.csv", "month,shop,amount\n2026-09,N,1.5\n2026-10,N,2\n2026-10,S,4\n")
}

/// The code of each finding.
fn codes(told: &[String]) -> Vec<&str> {
    told.iter().filter_map(|line| line.split(['[', ']']).nth(1)).collect()
}

/// Everything a query could try; `{outside}` is a file outside the book, `{inside}` one of the drop, `{link}` a link in
/// the drop to the one outside.
const HOSTILE: [&str; 168] = [
    "SELECT * FROM read_csv('{outside}')",
    "SELECT * FROM read_csv_auto('{outside}')",
    "SELECT * FROM read_text('{outside}')",
    "SELECT * FROM read_blob('/etc/*')",
    "SELECT * FROM read_parquet('{outside}')",
    "SELECT * FROM parquet_scan('{outside}')",
    "SELECT * FROM parquet_metadata('{outside}')",
    "SELECT * FROM read_json('{outside}')",
    "SELECT * FROM sniff_csv('{outside}')",
    "SELECT * FROM glob('/**')",
    "FROM '{outside}'",
    "FROM \"{outside}\"",
    "FROM '../secret.csv'",
    "FROM 'https://example.com/x.parquet'",
    "FROM 'other.csv'",
    "FROM '{inside}'",
    "SELECT * FROM orders, (SELECT * FROM (SELECT * FROM read_csv('{outside}')))",
    "SELECT (SELECT max(content) FROM read_text('{outside}')) AS value FROM orders",
    "WITH a AS (FROM read_csv('{outside}')) SELECT * FROM a",
    "SELECT * FROM orders WHERE EXISTS (FROM read_csv('{outside}'))",
    "FROM (PIVOT read_csv('{outside}') ON x IN ('a') USING sum(y))",
    "SELECT * FROM orders UNION ALL FROM glob('*')",
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('orders')",
    "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM duckdb_tables",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM pragma_table_info('orders')",
    "SELECT getenv('HOME') AS value",
    "SELECT current_setting('temp_directory') AS value",
    "COPY orders TO '/tmp/out.csv'",
    "COPY (SELECT 1) TO '{inside}'",
    "ATTACH '/tmp/x.db' AS x",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET memory_limit = '100GB'",
    "PRAGMA database_list",
    "EXPORT DATABASE '/tmp/out'",
    "CALL duckdb_settings()",
    "DROP TABLE orders",
    "WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d",
    "SELECT 1; DROP TABLE orders",
    "SELECT 1; SELECT 2",
    // reading a file outside
    "SELECT * FROM read_csv(['{outside}', '{inside}'])",
    "SELECT * FROM READ_CSV('{outside}')",
    "SELECT * FROM read_ndjson('{outside}')",
    "SELECT * FROM read_json_objects('{outside}')",
    "SELECT * FROM read_duckdb('{outside}')",
    "SELECT * FROM parquet_schema('{outside}')",
    "SELECT * FROM parquet_kv_metadata('{outside}')",
    "SELECT * FROM parquet_file_metadata('{outside}')",
    "SELECT * FROM parquet_full_metadata('{outside}')",
    "SELECT * FROM parquet_bloom_probe('{outside}', 'a', 1)",
    "SELECT * FROM orders o, LATERAL (SELECT * FROM read_text('{outside}')) t",
    "SELECT * FROM orders JOIN read_csv('{outside}') USING (month)",
    "SELECT * FROM orders ORDER BY (SELECT max(a) FROM read_csv('{outside}'))",
    "SELECT list_transform([1], x -> (SELECT max(content) FROM read_text('{outside}'))) AS value",
    "VALUES ((SELECT max(content) FROM read_text('{outside}')))",
    "WITH RECURSIVE r AS (SELECT 1 AS a UNION ALL FROM read_csv('{outside}')) FROM r",
    "FROM (UNPIVOT read_csv('{outside}') ON a)",
    "SELECT * FROM orders POSITIONAL JOIN read_csv('{outside}')",
    "SELECT sum(amount) OVER (ORDER BY (SELECT max(a) FROM read_csv('{outside}'))) AS value FROM orders",
    // by name, with .., through links, over the network
    "FROM 'data/../../secret.csv'",
    "FROM './data/orders.csv'",
    "FROM 'data/link.csv'",
    "FROM '{link}'",
    "SELECT * FROM read_csv('{link}')",
    "FROM 'data/*.csv'",
    "FROM 'file:///etc/passwd'",
    "FROM 's3://bucket/x.parquet'",
    "FROM 'hf://datasets/a/b/x.csv'",
    "FROM 'http://127.0.0.1:1/x.csv'",
    "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
    "SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')",
    "FROM '/proc/self/environ'",
    "FROM '/dev/stdin'",
    // another database, catalog or schema
    "FROM other.main.orders",
    "FROM temp.information_schema.tables",
    "FROM pg_catalog.pg_settings",
    "FROM system.main.duckdb_settings",
    // what DuckDB says of itself
    "SELECT * FROM duckdb_variables()",
    "SELECT * FROM duckdb_extensions()",
    "SELECT * FROM duckdb_logs()",
    "SELECT * FROM duckdb_functions()",
    "SELECT * FROM duckdb_temporary_files()",
    "SELECT * FROM duckdb_external_file_cache()",
    "SELECT * FROM which_secret('s3://x', 's3')",
    "SELECT * FROM pragma_version()",
    "SELECT * FROM pragma_database_size()",
    "SELECT * FROM pragma_storage_info('orders')",
    "SELECT * FROM summary((FROM orders))",
    "SELECT * FROM (SHOW TABLES)",
    "SELECT * FROM (DESCRIBE orders)",
    "SELECT * FROM (SUMMARIZE orders)",
    "SELECT getenv('PATH') || month AS period, amount AS value FROM orders",
    "SELECT list_transform(['HOME'], x -> getenv(x)) AS value",
    "SELECT getvariable('x') AS value",
    "SELECT current_query() AS value",
    "SELECT current_database() AS value",
    "SELECT version() AS value",
    "SELECT write_log('hello') AS value",
    "SELECT * FROM orders WHERE write_log(shop) IS NULL",
    // running other SQL, or memory of another program
    "SELECT * FROM query('COPY orders TO ''/tmp/x.csv''')",
    "FROM query_table(['orders', 'shops'])",
    "SELECT * FROM seq_scan('orders')",
    "SELECT * FROM arrow_scan(1, 2, 3)",
    "SELECT * FROM pandas_scan(1)",
    "SELECT * FROM python_map_function(1)",
    "SELECT * FROM histogram(orders, amount)",
    // functions that do something
    "SELECT * FROM checkpoint()",
    "SELECT * FROM force_checkpoint()",
    "SELECT * FROM enable_logging('all')",
    "SELECT * FROM enable_profiling()",
    "SELECT * FROM truncate_duckdb_logs()",
    // statements that write, attach, load, set
    "COPY (SELECT * FROM orders) TO '{outside}.parquet' (FORMAT parquet)",
    "COPY orders FROM '{outside}'",
    "COPY FROM DATABASE memory TO memory",
    "ATTACH ':memory:' AS x",
    "DETACH memory",
    "USE memory",
    "CREATE TABLE x AS SELECT 1",
    "CREATE VIEW x AS SELECT 1",
    "CREATE OR REPLACE TEMP TABLE orders AS SELECT 1",
    "CREATE MACRO x() AS 1",
    "CREATE SECRET s (TYPE s3)",
    "CREATE TYPE t AS INTEGER",
    "CREATE SEQUENCE s",
    "INSERT INTO orders VALUES ('2026-10', 'N', 1)",
    "UPDATE orders SET amount = 0",
    "DELETE FROM orders",
    "TRUNCATE orders",
    "ALTER TABLE orders ADD COLUMN x INTEGER",
    "MERGE INTO orders USING orders o ON false WHEN NOT MATCHED THEN INSERT VALUES ('2026-10', 'N', 1)",
    "COMMENT ON TABLE orders IS 'x'",
    "IMPORT DATABASE '/tmp/out'",
    "FORCE INSTALL httpfs FROM 'http://127.0.0.1:1'",
    "UPDATE EXTENSIONS",
    "LOAD '/tmp/x.duckdb_extension'",
    "SET VARIABLE x = 1",
    "SET SESSION threads = 8",
    "SET GLOBAL enable_external_access = true",
    "RESET memory_limit",
    "RESET lock_configuration",
    "PRAGMA enable_external_access = true",
    "PRAGMA memory_limit = '100GB'",
    "PRAGMA enable_profiling",
    "PRAGMA table_info('orders')",
    "BEGIN",
    "COMMIT",
    "CHECKPOINT",
    "VACUUM",
    "ANALYZE",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "EXPLAIN SELECT 1",
    "EXPLAIN ANALYZE SELECT 1",
    "SHOW TABLES",
    "DESCRIBE orders",
    "SUMMARIZE orders",
    "CALL pragma_version()",
    // several at once
    "SELECT 1;; SELECT 2",
    "/* one */ SELECT 1; -- two\n ATTACH '/tmp/x.db'",
    "SELECT 1; SET threads = 8",
    "SELECT 1; PRAGMA database_list",
    "COPY orders TO '/tmp/x.csv'; SELECT 1",
];

#[test]
fn hostile_statements_are_refused() {
    let outside = tempfile::tempdir().expect("a folder");
    let secret = outside.path().join("secret.csv");
    std::fs::write(&secret, "a\n1\n").expect("written");
    let case = case();
    let (inside, link) = (case.root().join("data/orders.csv"), case.root().join("data/link.csv"));
    #[cfg(unix)]
    std::os::unix::fs::symlink(&secret, &link).expect("a link");
    let fill = |sql: &&str| {
        let places = [("{outside}", &secret), ("{inside}", &inside), ("{link}", &link)];
        places.iter().fold((*sql).to_owned(), |sql, (name, place)| sql.replace(name, &place.to_string_lossy()))
    };
    let statements: Vec<String> = HOSTILE.iter().map(fill).collect();
    let before = std::fs::read(&inside).expect("the drop");
    let outcome = case.run(&statements.iter().map(String::as_str).collect::<Vec<_>>());
    let mut wrong = Vec::new();
    for (at, statement) in statements.iter().enumerate() {
        let own: Vec<String> =
            outcome.told.iter().filter(|line| line.starts_with(&format!("q{at}.sql:"))).cloned().collect();
        if codes(&own) != ["sql-leaves-the-room"] || outcome.series[at].is_some() {
            wrong.push(format!("{statement}: {own:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(std::fs::read(&inside).expect("the drop"), before);
    assert_eq!(std::fs::read_dir(outside.path()).expect("readable").count(), 1);
}

#[test]
fn what_leaves_the_room_is_pointed_at_with_what_is_allowed() {
    let outcome = case().run(&["SELECT month AS period,\n       amount AS value\nFROM read_csv('/etc/passwd') -- 表"]);
    insta::assert_snapshot!(outcome.shown, @"
    error[sql-leaves-the-room]: measure `m0` reads `read_csv()`, which is not part of the drop
     --> q0.sql:3:6
      |
    3 | FROM read_csv('/etc/passwd') -- 表
      |      ^^^^^^^^
      |
      = help: a query is one SELECT over the tables of `data/`, the models of the book, and range(), generate_series(), unnest(), repeat(), json_each(); what it shall read goes into `data/` and is named as a table
    ");
}

#[test]
fn models_are_behind_the_same_door() {
    let outcome = case().model("spy", "SELECT * FROM read_text('/etc/passwd')").run(&["SELECT * FROM spy"]);
    assert_eq!(
        outcome.told,
        [
            "models/spy.sql:1:15: error[sql-leaves-the-room]: model `spy` reads `read_text()`, which is not part of the drop"
        ]
    );
}

#[test]
fn the_clock_and_chance_are_refused() {
    let statements = [
        "SELECT current_date AS period, 1 AS value",
        "SELECT now() AS period, 1 AS value",
        "SELECT today() AS period, 1 AS value",
        "SELECT get_current_timestamp() AS period, 1 AS value",
        "SELECT current_timestamp AS period, 1 AS value",
        "SELECT localtimestamp AS period, 1 AS value",
        "SELECT month AS period, random() AS value FROM orders",
        "SELECT uuid() AS entity, month AS period, amount AS value FROM orders",
        "SELECT gen_random_uuid() AS entity, month AS period, amount AS value FROM orders",
        "SELECT month AS period, date_diff('day', DATE '2026-01-01', Today()) AS value FROM orders",
        "SELECT month AS period, age(DATE '2026-01-01') AS value FROM orders",
        "SELECT month AS period, amount AS value FROM orders USING SAMPLE 1 ROWS",
        "SELECT month AS period, amount AS value FROM orders TABLESAMPLE 10%",
        "SELECT month AS period, nextval('s') AS value FROM orders",
        "SELECT month AS period, amount AS value FROM orders ORDER BY random()",
        "SELECT month AS period, approx_quantile(amount, 0.5) AS value FROM orders GROUP BY 1",
    ];
    let outcome = case().run(&statements);
    for (at, statement) in statements.iter().enumerate() {
        let own: Vec<String> =
            outcome.told.iter().filter(|line| line.starts_with(&format!("q{at}.sql:"))).cloned().collect();
        assert_eq!(codes(&own), ["sql-not-repeatable"], "{statement}: {own:?}");
    }
}

#[test]
fn harmless_statements_pass() {
    let statements = [
        "SELECT month AS period, sum(amount) AS value FROM orders GROUP BY ALL",
        "FROM ORDERS SELECT month AS period, sum(AMOUNT) AS value GROUP BY 1; -- done",
        "WITH orders AS (SELECT * FROM orders WHERE shop = 'N') SELECT month AS period, sum(amount) AS value FROM orders GROUP BY 1",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT '2026-0' || i AS period, i AS value FROM n",
        "SELECT make_date(2026, i::INT, 1) AS period, i AS value FROM range(1, 4) t(i)",
        "SELECT month AS period, x AS value FROM (SELECT month, unnest([1]) AS x FROM orders WHERE shop = 'S')",
        "SELECT month AS period, \"N\" AS value FROM (PIVOT orders ON shop IN ('N') USING sum(amount) GROUP BY month)",
        "SELECT o.month AS period, o.amount AS value FROM main.orders o QUALIFY row_number() OVER (PARTITION BY month ORDER BY amount) = 1",
        "VALUES (1)",
        "SELECT month AS period, error('x') AS value FROM orders WHERE amount > 100",
    ];
    let outcome = case().run(&statements);
    let errors: Vec<&String> =
        outcome.told.iter().filter(|line| line.contains("error[") && !line.starts_with("q8.")).collect();
    assert_eq!(errors, Vec::<&String>::new());
    assert_eq!(outcome.rows(), ["2026-09 - 1.5", "2026-10 - 6"]);
    let tables = |at: usize| outcome.series[at].as_ref().expect("a series").tables.clone();
    assert_eq!((tables(1), tables(2), tables(3)), (vec!["orders".to_owned()], vec!["orders".to_owned()], vec![]));
}

#[test]
fn sums_do_not_depend_on_the_number_of_threads() {
    // Adding 1e16, 1 and -1e16 in another order gives another sum, far beyond rounding.
    let mut text = "g,x\n".to_owned();
    for i in 0..400_000_u32 {
        let x = match i.wrapping_mul(2_654_435_761) >> 29 {
            0 => "1e16",
            1 => "-1e16",
            2 => "1e-3",
            _ => "0.3333333333333333",
        };
        writeln!(text, "{},{x}", i % 3).expect("a line");
    }
    let sql = "SELECT '2026-10' AS period, g AS entity, sum(x) AS value, avg(x) AS target FROM t GROUP BY ALL";
    // Three files, of which the middle one has its columns the other way round.
    let lines: Vec<&str> = text.lines().skip(1).collect();
    let (a, rest) = lines.split_at(150_000);
    let (b, c) = rest.split_at(100_000);
    let swapped: Vec<String> =
        b.iter().filter_map(|line| line.split_once(',')).map(|(g, x)| format!("{x},{g}")).collect();
    let run = |threads| {
        let mut case = Case::new()
            .file("t/1.csv", format!("g,x\n{}", a.join("\n")))
            .file("t/2.csv", format!("x,g\n{}", swapped.join("\n")))
            .file("t/3.csv", format!("g,x\n{}", c.join("\n")));
        case.threads = threads;
        let outcome = case.run(&[sql; 4]);
        assert_eq!(outcome.described(), ["t: g BIGINT, x DOUBLE; 400000 rows"]);
        outcome.series
    };
    let one = run(1);
    assert_eq!(one[0].as_ref().map(|series| series.observations.len()), Some(3));
    for threads in [2, 4] {
        assert_eq!(run(threads), one, "{threads} threads");
    }
    assert_eq!(one[0], one[3]);
}

#[test]
fn a_query_that_takes_too_long_is_stopped() {
    let mut case = case();
    case.limits.seconds = 1;
    let begin = std::time::Instant::now();
    let outcome = case.run(&["SELECT '2026-10' AS period, count(*) AS value\nFROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3"]);
    assert_eq!(
        outcome.told,
        ["q0.sql:1:1: error[sql-timeout]: measure `m0` took longer than 1 second and was stopped"]
    );
    assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
}

#[test]
fn a_query_that_needs_too_much_memory_is_told() {
    let mut case = case();
    case.limits.memory = 150 << 20;
    let outcome = case.run(&["SELECT '2026-10' AS period, len(list(a.range::VARCHAR || 'some more text here')) AS value FROM range(20000000) a"]);
    assert_eq!(outcome.told, ["q0.sql:1:1: error[sql-memory]: measure `m0` needs more memory than allowed"]);
}

#[test]
fn what_does_not_fit_into_memory_goes_through_the_scratch_folder() {
    let mut case = case();
    case.limits.memory = 150 << 20;
    let sql =
        "SELECT '2026-10' AS period, count(DISTINCT range::VARCHAR || ' and more text') AS value FROM range(5000000)";
    let outcome = case.run(&[sql]);
    assert_eq!(outcome.told, Vec::<String>::new());
    assert_eq!(outcome.rows(), ["2026-10 - 5000000"]);
}
