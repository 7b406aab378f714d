//! A book that changes bit by bit: each build does only what is new, and gives what a build from nothing gives.

mod common;
#[path = "common/rebuild.rs"]
mod rebuild;
#[path = "common/shapes.rs"]
mod shapes;
#[path = "support/xlsx.rs"]
#[allow(unreachable_pub, clippy::format_push_string, reason = "a test's tool")]
mod xlsx;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use common::{bytes_below, said};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rebuild::{assert_same, build, change, counts, same_as_clean, settle};
use shapes::Shape;

const BOOK: &str = "title: {en: Shop, zh: 店}\nlocales: [en, zh]\nmade_up: true\nmodels:\n  busy: SELECT month, shop, count(*) AS orders FROM orders GROUP BY ALL\n";

const CONTRACTS: &str = "kind: data\ntables:\n  orders:\n    columns: {customer: {private: true}}\n    tests:\n      - {not_null: shop, severity: warn}\n      - {relationship: {column: shop, to: shops.id}, severity: warn}\n      - {unique: id, where: amount > 5, severity: warn}\n  staff:\n    tests:\n      - {row_count: {min: 100}, severity: warn}\n";

const SCORECARD: &str = "kind: scorecard
id: shop
title: {en: Shop, zh: 店}
period: month
min_coverage: 0%
entities: {table: shops, id: id, title: name}
perspectives:
  - id: market
    title: {en: Market, zh: 市场}
    weight: 100
    objectives:
      - id: win
        title: {en: Win, zh: 赢}
        owner: Sales
        weight: 100
        measures:
          - {id: sales, title: Sales, weight: 30, better: higher, baseline: 0, target: 200, unit: '¥', aggregate: sum,
             publish_rows: true, sql: {file: sql/sales.sql}}
          - id: busy
            title: Busy
            weight: 30
            better: higher
            baseline: 0
            target: 9
            aggregate: sum
            sql: |
              SELECT month AS period, shop AS entity,
                     sum(orders) AS value, 1 AS odd
              FROM busy GROUP BY ALL
          - {id: staff, title: Staff, weight: 30, better: higher, baseline: 0, target: 9, aggregate: last,
             sql: 'SELECT month AS period, shop AS entity, heads AS value FROM staff'}
          - {id: calls, title: Calls, weight: 10, better: higher, baseline: 0, target: 10, value: {2026-09: 10, 2026-10: 10}}
";

const SALES: &str =
    "SELECT month AS period, shop AS entity, sum(amount) AS value\nFROM orders WHERE shop IS NOT NULL GROUP BY ALL\n";

/// A book with three tables, a model, and three measures that are queried.
fn book() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = folder.path().join("book");
    let files = [
        ("scorebook.yaml", BOOK),
        ("scorecards/data.yaml", CONTRACTS),
        ("scorecards/shop.yaml", SCORECARD),
        ("scorecards/sql/sales.sql", SALES),
        ("data/shops.csv", "id,name\nnorth,North\nsouth,South\n"),
        ("data/staff.csv", "month,shop,heads\n2026-09,north,3\n2026-10,north,4\n2026-09,south,2\n2026-10,south,2\n"),
        (
            "data/orders.csv",
            "id,shop,month,amount,customer\n1,north,2026-09,10.5,Ms X\n2,,2026-10,7.25,Ms X\n3,south,2026-10,12,Mr Y\n4,north,2026-10,1.1,Mr Z\n5,south,2026-09,3,Mr Z\n",
        ),
    ];
    for (path, text) in files {
        write(&book, path, text);
    }
    settle();
    (folder, book)
}

fn write(book: &Path, path: &str, text: &str) {
    let path = book.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("writable");
}

#[test]
fn only_what_reads_what_changed_is_queried_again() {
    let (_folder, book) = book();
    let first = build(&book, &["--timings"]);
    assert!(first.status.success(), "{}", said(&first));
    assert_eq!(counts(&first, "query"), (3, 0), "three measures with a query, one stated");
    let edits: [(&str, &dyn Fn(), usize); 8] = [
        ("a target", &|| change(&book, "scorecards/shop.yaml", "target: 200", "target: 1250"), 0),
        (
            "weights",
            &|| {
                change(&book, "scorecards/shop.yaml", "title: Sales, weight: 30", "title: Sales, weight: 20");
                change(&book, "scorecards/shop.yaml", "title: Calls, weight: 10", "title: Calls, weight: 20");
            },
            0,
        ),
        (
            "a template",
            &|| {
                write(&book, "templates/css/own.css", "body { margin: 0 }");
                settle();
            },
            0,
        ),
        (
            "lines that move",
            &|| change(&book, "scorecards/shop.yaml", "kind: scorecard\n", "# moved\n\nkind: scorecard\n"),
            0,
        ),
        ("one SQL", &|| change(&book, "scorecards/sql/sales.sql", "sum(amount)", "sum(2 * amount)"), 1),
        ("one CSV", &|| change(&book, "data/staff.csv", "north,3", "north,5"), 1),
        ("a CSV two measures read, one through a model", &|| change(&book, "data/orders.csv", "10.5", "11.5"), 2),
        ("a model", &|| change(&book, "scorebook.yaml", "count(*)", "2 * count(*)"), 1),
    ];
    for (what, edit, queried) in edits {
        edit();
        let output = same_as_clean(&book);
        assert_eq!(counts(&output, "query"), (queried, 3 - queried), "{what}: {}", said(&output));
    }
    let quiet = ["a target", "weights"];
    change(&book, "scorecards/shop.yaml", "target: 1250", "target: 1300");
    let output = same_as_clean(&book);
    assert_eq!(counts(&output, "test").0, 0, "{quiet:?} ask nothing of the data: {}", said(&output));
    assert!(said(&output).contains("3 tables known"), "{}", said(&output));
}

/// A book of a shape, with a folder around it.
fn shaped(shape: &Shape) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = folder.path().join("book");
    for (path, bytes) in &shape.files {
        shapes::write(&book, path, bytes);
    }
    settle();
    (folder, book)
}

#[test]
fn what_people_said_is_asked_again_where_it_changed() {
    let (_folder, book) = shaped(&shapes::people());
    let first = same_as_clean(&book);
    assert!(first.status.success(), "{}", said(&first));
    let page = fs::read_to_string(book.join("site/data/index.html")).expect("the page");
    assert!(!page.contains("reads this table"), "weights read the votes: every table is read");
    let asked = |output: &Output| ["judge", "query", "evaluate", "write"].map(|stage| counts(output, stage));
    assert_eq!(asked(&first), [(1, 0), (3, 0), (1, 0), (1, 0)], "{}", said(&first));
    let edits: [(&str, &str, &str, &str, [usize; 4]); 7] = [
        ("a target", "scorecards/care.yaml", "target: 9,", "target: 8,", [0, 0, 0, 0]),
        ("weights of factors", "scorecards/clothes.yaml", "weight: 60}", "weight: 60, critical: true}", [0, 0, 0, 0]),
        ("grades", "scorecards/clothes.yaml", "score: 50", "score: 40", [0, 0, 0, 0]),
        ("full marks", "scorecards/care.yaml", "full_marks: 10", "full_marks: 12", [0, 0, 0, 0]),
        ("answers", "data/panel.csv", "b,cloth,poor", "b,cloth,good", [0, 0, 1, 0]),
        ("votes", "data/votes.csv", "people,9", "people,7", [1, 0, 0, 0]),
        ("calls", "data/calls.ndjson", "2.25", "2.5", [0, 1, 0, 1]),
    ];
    for (what, path, from, to, again) in edits {
        change(&book, path, from, to);
        let output = same_as_clean(&book);
        assert!(output.status.success(), "{what}: {}", said(&output));
        let of = [1, 3, 1, 1];
        let expected: Vec<_> = again.iter().zip(of).map(|(again, all)| (*again, all - again)).collect();
        assert_eq!(asked(&output).to_vec(), expected, "{what}: {}", said(&output));
        let is_quiet = again == [0; 4];
        assert_eq!(counts(&output, "test").0 == 0, is_quiet, "{what}: {}", said(&output));
        assert_eq!(said(&output).contains("4 tables known"), is_quiet, "{what}: {}", said(&output));
    }
}

/// What is edited, how, and how many tables then come from their files and as they were kept.
type Loads<'a> = (&'a str, &'a dyn Fn(), [&'a str; 2]);

#[test]
fn a_file_is_read_once_and_only_what_a_new_answer_reads_is_loaded() {
    // From their files, and as they were kept.
    let rows = |output: &Output| {
        let told = said(output);
        let tested = told.lines().find(|line| line.starts_with("test ")).expect("a line");
        let loaded = tested.split_once("; rows of ").expect("loads").1;
        let words: Vec<&str> = loaded.split([' ', ':']).filter(|word| word.parse::<usize>().is_ok()).collect();
        (words[1].to_owned(), words[2].to_owned())
    };
    let (_folder, book) = shaped(&shapes::files());
    let first = same_as_clean(&book);
    assert_eq!(rows(&first), ("5".into(), "0".into()), "{}", said(&first));
    let scorecard = "scorecards/store.yaml";
    let edits: [Loads<'_>; 6] = [
        ("a query", &|| change(&book, scorecard, "n AS value", "n + 0 AS value"), ["0", "1"]),
        ("a query over a workbook", &|| change(&book, scorecard, "max(goal)", "min(goal)"), ["0", "2"]),
        ("a target", &|| change(&book, scorecard, "target: 9", "target: 8"), ["0", "0"]),
        // A test of the orders looks into it.
        ("a file", &|| change(&book, "data/shops.csv", "西,东", "西,东\n北,东"), ["1", "1"]),
        ("one of a folder", &|| change(&book, "data/parts/b.csv", "西,5", "西,6"), ["1", "0"]),
        (
            "a query, without what was kept",
            &|| {
                fs::remove_dir_all(book.join(".scorebook/parquet")).expect("kept");
                change(&book, scorecard, "n + 0 AS value", "n + 1 AS value");
            },
            ["1", "0"],
        ),
    ];
    for (what, edit, expected) in edits {
        edit();
        let output = same_as_clean(&book);
        assert!(output.status.success(), "{what}: {}", said(&output));
        assert_eq!(rows(&output), (expected[0].to_owned(), expected[1].to_owned()), "{what}: {}", said(&output));
    }
}

#[test]
fn any_edits_in_any_order_give_what_a_build_from_nothing_gives() {
    proven(2, &[0..14, 0..90], |edits| {
        let (_folder, book) = book();
        same_as_clean(&book);
        for (kind, number) in edits {
            edit(&book, kind, number);
            settle();
            same_as_clean(&book);
        }
    });
}

#[test]
fn so_do_edits_of_books_of_other_shapes() {
    for shape in shapes::all() {
        let (_folder, book) = shaped(&shape);
        let first = same_as_clean(&book);
        assert!(first.status.success(), "{}: {}", shape.name, said(&first));
        // Each edit once, on what the one before left.
        for edit in shape.edits {
            edit(&book, 7);
            settle();
            same_as_clean(&book);
        }
        proven(2, &[0..shape.edits.len(), 1..90], |edits| {
            let (_folder, book) = shaped(&shape);
            for (kind, number) in edits {
                shape.edits[kind](&book, number);
                settle();
                same_as_clean(&book);
            }
        });
    }
}

/// Holds for random lists of (which edit, its number).
fn proven(cases: u32, [kinds, numbers]: &[std::ops::Range<usize>; 2], holds: impl Fn(Vec<(usize, u32)>)) {
    let config = ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() };
    let number = numbers.clone().prop_map(|number| u32::try_from(number).expect("small"));
    let edits = proptest::collection::vec((kinds.clone(), number), 4..7);
    let ran = TestRunner::new(config).run(&edits, |edits| {
        holds(edits);
        Ok(())
    });
    ran.expect("incremental is clean");
}

/// One of the edits people make, and some that break the book.
fn edit(book: &Path, kind: usize, number: u32) {
    let append = |path: &str, text: String| {
        let old = fs::read_to_string(book.join(path)).unwrap_or_default();
        write(book, path, &(old + &text));
    };
    let scorecard = SCORECARD.replace("target: 200", &format!("target: {}", 100 + number));
    match kind {
        0 => append("data/orders.csv", format!("{},north,2026-10,{number}.5,Ms N\n", 100 + number)),
        1 => append("data/staff.csv", format!("2026-08,north,{number}\n")),
        2 => append("data/shops.csv", format!("new{number},New {number}\n")),
        3 => write(book, "scorecards/shop.yaml", &scorecard),
        4 => write(book, "scorecards/shop.yaml", &scorecard.replace("period: month\n", "period: month\n# moved\n")),
        5 => write(book, "scorecards/sql/sales.sql", &SALES.replace("sum(amount)", &format!("sum(amount) + {number}"))),
        6 => write(book, "scorebook.yaml", &BOOK.replace("count(*)", &format!("count(*) * {number}"))),
        7 => write(book, "scorecards/data.yaml", &CONTRACTS.replace("min: 100", &format!("min: {}", number / 20))),
        8 => write(book, "scorecards/data.yaml", &CONTRACTS.replace("amount > 5", &format!("amount > {number}"))),
        9 => write(book, "templates/css/own.css", &format!("body {{ margin: {number}px }}")),
        10 => append("data/more.csv", format!("a\n{number}\n")),
        11 => drop(fs::rename(book.join("data/more.csv"), book.join("data/other.csv"))),
        12 => write(book, "scorecards/sql/sales.sql", "SELECT month AS period, nothing AS value FROM orders"),
        _ => drop(fs::remove_file(book.join("data/other.csv"))),
    }
}

#[test]
fn any_file_of_the_cache_may_be_damaged_emptied_gone_or_something_else() {
    let shapes = shapes::all();
    let books = [book()].into_iter().chain(shapes.iter().map(shaped));
    for (_folder, book) in books {
        stands_damage(&book);
    }
}

/// Damages one file of the cache after the other, builds each time, and holds the site against the sound one.
fn stands_damage(book: &Path) {
    same_as_clean(book);
    let expected = bytes_below(&book.join("site"));
    let cache = book.join(".scorebook");
    let files: Vec<PathBuf> = bytes_below(&cache).into_keys().collect();
    assert!(files.len() > 10, "only {files:?}");
    let damages: [fn(&Path); 5] = [
        |path| {
            let mut bytes = fs::read(path).expect("readable");
            let last = bytes.len() - 1;
            bytes[last] ^= 1;
            fs::write(path, bytes).expect("writable");
        },
        |path| {
            let bytes = fs::read(path).expect("readable");
            fs::write(path, &bytes[..bytes.len() / 2]).expect("writable");
        },
        |path| fs::write(path, "").expect("writable"),
        |path| fs::remove_file(path).expect("removed"),
        |path| {
            fs::remove_file(path).expect("removed");
            fs::create_dir(path).expect("a folder");
        },
    ];
    for (at, damage) in damages.iter().cycle().take(files.len()).enumerate() {
        let path = cache.join(&files[at]);
        if path.is_file() {
            damage(&path);
        }
        // Something to do, or a build would only look whether anything changed.
        fs::remove_dir_all(book.join("site")).expect("removed");
        let output = build(book, &[]);
        assert!(output.status.success(), "{}: {}", files[at].display(), said(&output));
        assert_same(&bytes_below(&book.join("site")), &expected);
    }
    fs::remove_dir_all(&cache).expect("removed");
    fs::write(&cache, "a file").expect("writable");
    same_as_clean(book);
    assert_same(&bytes_below(&book.join("site")), &expected);
}

#[cfg(unix)]
#[test]
fn two_builds_at_once_share_it_and_it_may_be_read_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, book) = book();
    let out = |name: &str| folder.path().join(name);
    let sites = ["a", "b", "c", "d"].map(out);
    std::thread::scope(|scope| {
        for site in &sites {
            let book = &book;
            scope.spawn(move || {
                let output = build(book, &[&format!("--out={}", site.display())]);
                assert!(output.status.success(), "{}", said(&output));
            });
        }
    });
    for site in &sites[1..] {
        assert_same(&bytes_below(&sites[0]), &bytes_below(site));
    }
    fs::set_permissions(book.join(".scorebook"), fs::Permissions::from_mode(0o500)).expect("set");
    change(&book, "data/staff.csv", "north,3", "north,6");
    same_as_clean(&book);
    fs::set_permissions(book.join(".scorebook"), fs::Permissions::from_mode(0o700)).expect("set");
}
