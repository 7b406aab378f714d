//! Files become tables: names, encodings, headers, folders, and what is wrong with them.

mod support;

use support::Case;

/// What was told, without the advice.
fn told(case: &Case) -> Vec<String> {
    case.run(&[]).told
}

const NOTHING: [&str; 0] = [];

#[test]
fn every_encoding_gives_the_same_table() {
    let text = "订单ID,客户\r\n1,\"示例乳业\r\n一部\"\r\n2,张三\r\n";
    let utf16 = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
    };
    // encoding_rs is the decoder under test, so GBK is written by hand: 订单ID,客户 / 示例乳业 / 一部 / 张三.
    let gbk = b"\xB6\xA9\xB5\xA5ID,\xBF\xCD\xBB\xA7\r\n1,\"\xCA\xBE\xC0\xFD\xC8\xE9\xD2\xB5\r\n\xD2\xBB\xB2\xBF\"\r\n2,\xD5\xC5\xC8\xFD\r\n";
    let cases = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8", [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat()),
        ("UTF-16LE", utf16(b"\xFF\xFE", u16::to_le_bytes)),
        ("UTF-16BE", utf16(b"\xFE\xFF", u16::to_be_bytes)),
        ("GB18030", gbk.to_vec()),
    ];
    for (name, bytes) in cases {
        let outcome = Case::new()
            .file("客户.csv", bytes)
            .run(&["SELECT '2026-10' AS period, 客户 AS entity, 订单ID AS value FROM 客户"]);
        assert_eq!(outcome.told, NOTHING, "{name}");
        assert_eq!(outcome.collected.files[0].encoding, Some(name));
        assert_eq!(outcome.described(), ["客户: 订单ID BIGINT, 客户 VARCHAR; 2 rows"], "{name}");
        assert_eq!(outcome.rows(), ["2026-10 张三 2", "2026-10 示例乳业\r\n一部 1"], "{name}");
    }
    // Without a mark, ASCII text in UTF-16 shows by its zero bytes.
    let plain: Vec<u8> = "id,amount\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let outcome = Case::new().file("t.csv", plain).run(&[]);
    assert_eq!(
        (outcome.collected.files[0].encoding, outcome.described()),
        (Some("UTF-16LE"), vec!["t: id BIGINT, amount BIGINT; 1 rows".into()])
    );
}

#[test]
fn legacy_encodings_are_told_apart() {
    let read = |bytes: &[u8]| {
        let outcome =
            Case::new().file("t.csv", bytes).run(&["SELECT '2026-10' AS period, name AS entity, 1 AS value FROM t"]);
        (outcome.collected.files[0].encoding, outcome.rows().join("; "))
    };
    // 张三 alone; Latin letters with accents in windows-1252; 測試公司 in Big5; 東京支店 and カタカナ in Shift_JIS.
    assert_eq!(read(b"name\n\xD5\xC5\xC8\xFD\n"), (Some("GB18030"), "2026-10 张三 1".to_owned()));
    let french = b"name,x\nCaf\xE9 de la Gare,1\nM\xFCnchen,2\nConstituci\xF3n,3\n";
    assert_eq!(read(french).1, "2026-10 Café de la Gare 1; 2026-10 Constitución 1; 2026-10 München 1");
    // A character of four bytes that only GB18030 has: 𠮷 (U+20BB7).
    assert_eq!(read(b"name\n\xB5\xEA\x95\x34\xB2\x35\xB5\xEA\n"), (Some("GB18030"), "2026-10 店𠮷店 1".to_owned()));
}

#[test]
fn bytes_that_mean_nothing_are_told() {
    let text = [
        b"id,name\n".as_slice(),
        &b"1,\xCA\xBE\xC0\xFD\xC8\xE9\xD2\xB5\xCA\xBE\xC0\xFD\n".repeat(20),
        b"2,\xCA\xBE\xFF\n",
    ]
    .concat();
    let outcome = Case::new().file("t.csv", text).run(&[]);
    assert_eq!(
        outcome.told,
        ["data/t.csv:22: warning[text-undecodable]: 1 place in `data/t.csv` could not be read as GB18030"]
    );
}

#[test]
fn delimiters_and_line_ends_of_all_kinds_are_read() {
    let outcome = Case::new()
        .file("a.csv", "id;text\n1;\"x;y\"\n2;1,5\n")
        .file("b.tsv", "id\ttext\r\n1\tx, y\r\n")
        .file("c.csv", "id|text\r1|x\r2|y\r")
        .file("mixed.csv", "id,text\r\n1,x\n2,y\r\n\n3,z")
        .file("below.csv", "\n\r\nid,text\n1,x\n")
        .run(&[]);
    assert_eq!(outcome.told, NOTHING);
    assert_eq!(
        outcome.described(),
        ["a", "b", "below", "c", "mixed"].map(|name| {
            let rows = match name {
                "mixed" => 3,
                "a" | "c" => 2,
                _ => 1,
            };
            format!("{name}: id BIGINT, text VARCHAR; {rows} rows")
        })
    );
}

#[test]
fn headers_are_repaired_with_a_warning() {
    let outcome = Case::new()
        .file("orders.csv", "OrderID,,orderid,Amount\n1,a,1,2\n")
        .file("numbers.csv", "1,2\n3,4\n")
        .run(&["SELECT '2026-10' AS period, orderid_2 AS value FROM orders"]);
    assert_eq!(
        outcome.described(),
        [
            "numbers: 1 BIGINT, 2 BIGINT; 1 rows",
            "orders: OrderID BIGINT, column_2 VARCHAR, orderid_2 BIGINT, Amount BIGINT; 1 rows"
        ]
    );
    assert_eq!(
        outcome.told,
        [
            "data/numbers.csv:1: warning[header-missing]: the first line of `data/numbers.csv` looks like data, not like names of columns",
            "data/orders.csv:1: warning[column-twice]: column 3 of `data/orders.csv` is called `orderid` like one before it, and is read as `orderid_2`",
            "data/orders.csv:1: warning[column-unnamed]: a column of `data/orders.csv` has no name and is read as `column_2`",
        ]
    );
    assert_eq!(outcome.rows(), ["2026-10 - 1"]);
}

#[test]
fn broken_lines_are_told_with_their_lines_in_the_file() {
    let outcome = Case::new()
        .file("a.csv", "id,text\n1,\"two\nlines\"\n2\n3,x,y\n4,x\n5\n")
        .file("b.csv", "id,text\n1,\"never closed\n2,x\n")
        .run(&[]);
    assert_eq!(
        outcome.told,
        [
            "data/a.csv:4: error[line-too-short]: `data/a.csv`: a line has 1 field where the header has 2",
            "data/a.csv:5: error[line-too-long]: `data/a.csv`: a line has 3 fields where the header has 2",
            "data/b.csv:2: error[quotes-broken]: `data/b.csv`: a quoted field does not end where it should",
        ]
    );
    assert!(outcome.shown.contains("2 lines: 4, 7"), "{}", outcome.shown);
    assert!(outcome.tables.is_empty());
}

#[test]
fn files_without_rows_are_told_apart() {
    let case = Case::new()
        .file("nothing.csv", "")
        .file("blank.csv", "\n\n")
        .file("header.csv", "a,b\n")
        .file("header2.csv", "a,b");
    assert_eq!(
        told(&case),
        [
            "data/blank.csv: error[file-empty]: `data/blank.csv` holds only blank lines",
            "data/nothing.csv: error[file-empty]: `data/nothing.csv` is empty",
            "data/header.csv: warning[table-empty]: the table `header` has no rows",
            "data/header2.csv: warning[table-empty]: the table `header2` has no rows",
        ]
    );
    assert_eq!(
        case.run(&[]).described(),
        ["header: a VARCHAR, b VARCHAR; 0 rows", "header2: a VARCHAR, b VARCHAR; 0 rows"]
    );
}

#[test]
fn a_folder_of_files_is_one_table_matched_by_column_names() {
    let case = Case::new()
        .file("orders/2026/01.csv", "id,amount\n1,1.5\n")
        .file("orders/2026/02.csv", "amount,id,shop\n2.25,2,N\n")
        .file("orders/.hidden.csv", "x\n1\n")
        .file("orders/~$02.csv", "x\n1\n")
        .file("orders/README.txt", "about")
        .file("orders/notes.md", "about");
    let outcome = case.run(&["SELECT '2026-10' AS period, sum(amount * id) AS value FROM orders"]);
    assert_eq!(outcome.described(), ["orders: id BIGINT, amount DECIMAL(18,2), shop VARCHAR; 2 rows"]);
    assert_eq!(outcome.rows(), ["2026-10 - 6"]);
    assert_eq!(
        outcome.told,
        [
            "data/orders/2026/02.csv:1: warning[columns-differ]: `data/orders/2026/02.csv` has other columns than `data/orders/2026/01.csv`"
        ]
    );
    assert_eq!(outcome.tables[0].files, [0, 1]);
    assert_eq!(outcome.collected.files[1].path, "data/orders/2026/02.csv");
}

#[test]
fn what_cannot_make_a_table_is_told() {
    let case = Case::new()
        .file("mix/a.csv", "id\n1\n")
        .file("mix/b.json", "[]")
        .file("apart/a.csv", "id\n1\n")
        .file("apart/b.csv", "name\nx\n")
        .file("delims/a.csv", "id,x\n1,2\n")
        .file("delims/b.csv", "id;x\n1;2\n")
        .file("plan-a.csv", "id\n1\n")
        .file("plan a.csv", "id\n1\n")
        .file("binary.csv", b"a,b\n\0\x01\x02,\0\n")
        .file("cut.parquet", b"PAR1 and no end")
        .file("no.parquet", b"some other bytes")
        .file("short.parquet", b"PAR1")
        .file("picture.png", b"x")
        .file("old.dbf", b"x");
    assert_eq!(
        told(&case),
        [
            "data/apart/b.csv:1: error[columns-differ]: `data/apart/b.csv` has no column in common with `data/apart/a.csv`, and both are to make one table",
            "data/binary.csv: error[file-not-text]: `data/binary.csv` is not text: it holds zero bytes",
            "data/cut.parquet: error[parquet-broken]: `data/cut.parquet` is cut off: its end is missing",
            "data/delims/b.csv:1: error[delimiters-differ]: files of one table have different delimiters: comma in `data/delims/a.csv`, semicolon in `data/delims/b.csv`",
            "data/mix: error[folder-mixed]: the folder `data/mix` holds both CSV and JSON files",
            "data/no.parquet: error[parquet-broken]: `data/no.parquet` is not a Parquet file",
            "data/plan a.csv: error[table-twice]: the table `plan_a` is in `data/plan a.csv` and in `data/plan-a.csv`",
            "data/short.parquet: error[parquet-broken]: `data/short.parquet` is too short for a Parquet file",
            "data/old.dbf: warning[file-type-unknown]: 2 files in `data/` are of a type that is not read",
        ]
    );
}

#[test]
fn a_broken_table_is_told_once_and_not_again_by_what_reads_it() {
    let outcome = Case::new()
        .file("cut.parquet", b"PAR1 and no end")
        .model("over", "SELECT * FROM cut")
        .run(&["SELECT * FROM cut", "SELECT * FROM over"]);
    assert_eq!(
        outcome.told,
        ["data/cut.parquet: error[parquet-broken]: `data/cut.parquet` is cut off: its end is missing"]
    );
    assert_eq!(outcome.series, [None, None]);
}

#[test]
fn json_is_read_as_array_and_by_lines_with_exact_money() {
    let outcome = Case::new()
        .file("a.json", "[{\"id\": 1, \"amount\": 12.5, \"day\": \"2026-10-31\", \"code\": \"007\"},\n {\"id\": 2, \"amount\": 0.25}]")
        .file("b.ndjson", "\u{FEFF}{\"id\": 1, \"x\": 1e-9}\n{\"id\": 2, \"x\": 2.5}\n")
        .file("c.jsonl", "{\"名\": \"甲\"}\n")
        .run(&["SELECT '2026-10' AS period, sum(amount) AS value FROM a"]);
    assert_eq!(outcome.told, NOTHING);
    assert_eq!(
        outcome.described(),
        [
            "a: id BIGINT, amount DECIMAL(18,2), day DATE, code VARCHAR; 2 rows",
            "b: id BIGINT, x DOUBLE; 2 rows",
            "c: 名 VARCHAR; 1 rows"
        ]
    );
    assert_eq!(outcome.rows(), ["2026-10 - 12.75"]);
}

#[test]
fn broken_json_is_told() {
    let case = Case::new().file("a.json", "[{\"id\": 1},\n {\"id\": 2").file("b.json", "[1, 2]").file("c.json", "[]");
    let told = told(&case);
    assert!(
        told[0].starts_with("data/a.json: error[data-unreadable]: `data/a.json` cannot be read: Malformed JSON"),
        "{told:?}"
    );
    assert_eq!(told[1], "data/b.json: error[json-no-objects]: `data/b.json` holds no objects, so there are no columns");
}

#[test]
fn the_drop_is_named_by_what_it_holds() {
    let hash = |case: Case| case.run(&[]).collected.hash;
    let one = || Case::new().file("a.csv", "id\n1\n");
    assert_eq!(hash(one()), hash(one()));
    assert_ne!(hash(one()), hash(Case::new().file("b.csv", "id\n1\n")));
    assert_ne!(hash(one()), hash(Case::new().file("a.csv", "id\n2\n")));
    // BLAKE3 of nothing, as its authors publish it.
    assert_eq!(hash(Case::new()), "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_book_are_not_followed() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("secret.csv"), "a\n1\n").expect("written");
    let case = Case::new().file("own.csv", "a\n1\n");
    let data = case.root().join("data");
    std::os::unix::fs::symlink(outside.path().join("secret.csv"), data.join("link.csv")).expect("a link");
    std::os::unix::fs::symlink(outside.path(), data.join("folder")).expect("a link");
    std::os::unix::fs::symlink(data.join("own.csv"), data.join("again.csv")).expect("a link");
    let outcome = case.run(&[]);
    assert_eq!(outcome.described(), ["again: a BIGINT; 1 rows", "own: a BIGINT; 1 rows"]);
    assert_eq!(
        outcome.told,
        [
            "data/folder: warning[link-leaves-book]: `data/folder` is a link that leads out of the book and is not read",
            "data/link.csv: warning[link-leaves-book]: `data/link.csv` is a link that leads out of the book and is not read",
        ]
    );
}

/// Two Parquet files made by DuckDB itself.
fn parquet(sql: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.parquet");
    let connection = duckdb::Connection::open_in_memory().expect("DuckDB");
    connection.execute_batch(&format!("COPY ({sql}) TO '{}' (FORMAT parquet)", path.display())).expect("written");
    std::fs::read(path).expect("the file")
}

#[test]
fn parquet_files_of_a_folder_are_matched_by_name_and_partition() {
    let one = parquet("SELECT 1 AS id, 1.50::DECIMAL(9,2) AS amount");
    let two = parquet("SELECT 2.25::DECIMAL(9,2) AS amount, 2 AS id, 'x' AS note");
    let outcome = Case::new()
        .file("plain/b.parquet", &two)
        .file("plain/a.parquet", &one)
        .file("parts/year=2025/a.parquet", &one)
        .file("parts/year=2026/b.parquet", &two)
        .run(&[
            "SELECT make_date(year, 12, 31) AS period, sum(amount * id) AS value FROM parts GROUP BY ALL",
            "SELECT '2026-10' AS period, sum(amount * id) AS value FROM plain",
        ]);
    assert_eq!(outcome.told, NOTHING);
    assert_eq!(
        outcome.described(),
        [
            "parts: id INTEGER, amount DECIMAL(9,2), note VARCHAR, year BIGINT; 2 rows",
            "plain: id INTEGER, amount DECIMAL(9,2), note VARCHAR; 2 rows"
        ]
    );
    assert_eq!(outcome.rows(), ["2025-12 - 1.5", "2026-12 - 4.5"]);
}

#[test]
fn parquet_broken_in_the_middle_is_told() {
    let mut bytes = parquet("SELECT range AS id, range::VARCHAR || 'some text' AS t FROM range(10000)");
    let end = bytes.len() - 8;
    bytes[end - 200..end].fill(0xAA);
    let outcome = Case::new().file("t.parquet", bytes).run(&["SELECT '2026-10' AS period, sum(id) AS value FROM t"]);
    assert_eq!(outcome.told.len(), 1, "{:?}", outcome.told);
    assert!(
        outcome.told[0].starts_with("data/t.parquet: error[data-unreadable]: `data/t.parquet` cannot be read: "),
        "{:?}",
        outcome.told
    );
}

#[test]
fn a_folder_of_hundreds_of_files_is_one_table() {
    let case = (0..300).fold(Case::new(), |case, day| {
        let column = if day < 200 { "shop" } else { "branch" };
        case.file(&format!("daily/{day:03}.csv"), format!("day,{column},amount\n{day},N,0.1\n{day},S,\n"))
    });
    let outcome =
        case.run(&["SELECT '2026-10' AS period, sum(amount) AS numerator, count(branch) AS denominator FROM daily"]);
    assert_eq!(
        outcome.described(),
        ["daily: day BIGINT, shop VARCHAR, amount DECIMAL(18,1), branch VARCHAR; 600 rows"]
    );
    assert_eq!(outcome.rows(), ["2026-10 - 30/200"]);
    assert_eq!(
        outcome.told,
        [
            "data/daily/200.csv:1: warning[columns-differ]: 100 files such as `data/daily/200.csv` have other columns than `data/daily/000.csv`"
        ]
    );
}
