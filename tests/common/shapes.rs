//! Small books of different shapes, and edits people make to them; some break the book.

use std::fs;
use std::path::Path;

use super::xlsx::{Sheet, workbook};

/// A book by its files, and what happens to it.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) files: Vec<(&'static str, Vec<u8>)>,
    pub(crate) edits: &'static [Edit],
}

/// An edit; the number makes it another one each time.
pub(crate) type Edit = fn(&Path, u32);

/// Every shape.
pub(crate) fn all() -> [Shape; 2] {
    [people(), files()]
}

pub(crate) fn write(book: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = book.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, bytes).expect("writable");
}

fn append(book: &Path, path: &str, text: &str) {
    let mut bytes = fs::read(book.join(path)).unwrap_or_default();
    bytes.extend(text.as_bytes());
    write(book, path, bytes);
}

const PEOPLE: &str = "title: T\nlocales: [en]\nmodels:\n  answers: {sql: SELECT * FROM panel, materialize: true}\n";

const CLOTHES: &str = "kind: assessment
id: clothes
title: Clothes
period: month
grades:
  - {id: good, title: good, score: 90}
  - {id: poor, title: poor, score: 50}
panel: {sql: 'SELECT month AS period, rater, factor, grade, 1 AS odd FROM answers'}
factors:
  - {id: cloth, title: Cloth, weight: 60}
  - {id: cut, title: Cut, weight: 40}
";

const CARE: &str = "kind: scorecard
id: care
title: Care
period: month
min_coverage: 0%
weights: {method: delphi, table: votes, answers: scores, full_marks: 10}
perspectives:
  - id: people
    title: People
    objectives:
      - id: ready
        title: Ready
        owner: Ms X
        weight: 100
        measures:
          - {id: clothes, title: Clothes, weight: 50, from: assessment/clothes}
          - {id: calls, title: Calls, weight: 50, better: higher, baseline: 0, target: 9, publish_rows: true,
             sql: 'SELECT month AS period, count(*) AS value FROM calls GROUP BY ALL'}
  - id: work
    title: Work
    objectives:
      - id: busy
        title: Busy
        owner: Mr Y
        weight: 100
        weights: {method: entropy}
        measures:
          - {id: heads, title: Heads, better: higher, baseline: 0, target: 9,
             sql: 'SELECT month AS period, heads AS value FROM staff'}
          - {id: visits, title: Visits, better: lower, baseline: 90, target: 10,
             sql: 'SELECT month AS period, visits AS value FROM staff'}
";

/// Nobody but people: an assessment, weights that experts voted for, weights by the measures' history.
pub(crate) fn people() -> Shape {
    let files = [
        ("scorebook.yaml", PEOPLE),
        ("scorecards/clothes.yaml", CLOTHES),
        ("scorecards/care.yaml", CARE),
        (
            "data/panel.csv",
            "month,rater,factor,grade\n2026-10,a,cloth,good\n2026-10,b,cloth,poor\n2026-10,a,cut,good\n2026-10,b,cut,good\n",
        ),
        ("data/votes.csv", "round,expert,item,score\n1,甲,people,9\n1,甲,work,6\n1,乙,people,8\n1,乙,work,7\n"),
        ("data/calls.ndjson", "{\"month\": \"2026-10\", \"cost\": 1.5}\n{\"month\": \"2026-09\", \"cost\": 2.25}\n"),
        ("data/staff.csv", "month,heads,visits\n2026-07,3,40\n2026-08,4,35\n2026-09,4,50\n2026-10,6,20\n"),
    ];
    Shape {
        name: "people",
        files: files.map(|(path, text)| (path, text.as_bytes().to_vec())).to_vec(),
        edits: &[
            |book, n| append(book, "data/panel.csv", &format!("2026-10,r{n},cut,poor\n")),
            |book, n| append(book, "data/votes.csv", &format!("1,e{n},people,{}\n1,e{n},work,5\n", n % 10)),
            |book, n| append(book, "data/calls.ndjson", &format!("{{\"month\": \"2026-10\", \"cost\": {n}.75}}\n")),
            |book, n| append(book, "data/staff.csv", &format!("2026-06,{n},{n}\n")),
            |book, n| write(book, "scorecards/care.yaml", CARE.replace("target: 9,", &format!("target: {},", 8 + n))),
            |book, n| write(book, "scorecards/care.yaml", CARE.replace("10}", &format!("{}}}", 10 + n % 5))),
            |book, _| {
                write(
                    book,
                    "scorecards/care.yaml",
                    CARE.replace("table: votes", "judgements: {甲: {people: 9, work: 1}}"),
                );
            },
            |book, n| {
                let weights = CLOTHES.replace("weight: 60", &format!("weight: {n}"));
                let weights = weights.replace("weight: 40", &format!("weight: {}", 100 - n));
                write(book, "scorecards/clothes.yaml", weights);
            },
            |book, n| {
                write(book, "scorecards/clothes.yaml", CLOTHES.replace("score: 50", &format!("score: {}", n % 80)));
            },
            |book, _| write(book, "scorecards/clothes.yaml", CLOTHES.replace("1 AS odd", "'q' AS item")),
            |book, _| write(book, "scorecards/clothes.yaml", CLOTHES.replace("grade, 1", "nothing, 1")),
            |book, _| write(book, "scorebook.yaml", PEOPLE.replace("FROM panel", "FROM panel WHERE rater <> 'a'")),
            |book, _| write(book, "scorebook.yaml", PEOPLE),
            |book, _| drop(fs::remove_file(book.join("data/votes.csv"))),
        ],
    }
}

const STORE: &str = "kind: data
tables:
  订单:
    null_values: ['-']
    columns:
      金额: {rename: amount, type: decimal}
      日期: {rename: day, type: date}
    tests:
      - {not_null: amount, severity: warn}
      - {relationship: {column: 店, to: shops.店}, severity: warn}
  plan_Goals: {header_row: 2}
  parts:
    tests:
      - {sql: 'SELECT * FROM parts WHERE n > 50', severity: warn}
";

const GOALS: &str = "kind: scorecard
id: store
title: Store
period: month
min_coverage: 0%
entities: {table: shops, id: 店, parent: 区}
perspectives:
  - id: all
    title: All
    weight: 100
    objectives:
      - id: sell
        title: Sell
        owner: Ms X
        weight: 100
        measures:
          - {id: sales, title: Sales, weight: 60, better: higher, baseline: 0, aggregate: sum,
             sql: 'SELECT strftime(day, ''%Y-%m'') AS period, 店 AS entity, sum(amount) AS value, max(goal) AS target FROM 订单 JOIN plan_Goals USING (店) GROUP BY ALL'}
          - {id: parts, title: Parts, weight: 40, better: higher, baseline: 0, target: 9, aggregate: sum,
             sql: 'SELECT month AS period, 店 AS entity, n AS value FROM parts'}
";

/// Files as offices have them: GB18030, a workbook, a folder of parts, contracts; a hierarchy.
pub(crate) fn files() -> Shape {
    let texts = [
        ("scorebook.yaml", "title: T\nlocales: [en]\n"),
        ("scorecards/data.yaml", STORE),
        ("scorecards/store.yaml", GOALS),
        ("data/shops.csv", "店,区\n东,\n西,东\n"),
        ("data/parts/a.csv", "month,店,n\n2026-09,东,3\n2026-10,东,4\n"),
        ("data/parts/b.csv", "month,店,n,extra\n2026-10,西,5,x\n"),
    ];
    let mut files = texts.map(|(path, text)| (path, text.as_bytes().to_vec())).to_vec();
    files.push(("data/订单.csv", orders("")));
    files.push(("data/plan.xlsx", plan(40)));
    Shape {
        name: "files",
        files,
        edits: &[
            |book, n| write(book, "data/订单.csv", orders(&format!("2026/10/03,东,\"1,{}.50\"\n", 100 + n))),
            |book, n| write(book, "data/订单.csv", format!("日期,店,金额\n2026-10-01,西,{n}.25\n2026-10-02,东,-\n")),
            |book, _| write(book, "data/订单.csv", orders("2026/10/03,东,about ten\n")),
            |book, n| write(book, "data/plan.xlsx", plan(n)),
            |book, n| append(book, "data/parts/a.csv", &format!("2026-08,东,{n}\n")),
            |book, n| write(book, &format!("data/parts/c{}.csv", n % 2), format!("month,店,n\n2026-08,西,{n}\n")),
            |book, _| drop(fs::remove_file(book.join("data/parts/b.csv"))),
            |book, n| write(book, "scorecards/data.yaml", STORE.replace("n > 50", &format!("n > {}", n % 10))),
            |book, _| {
                write(
                    book,
                    "scorecards/data.yaml",
                    STORE.replace("{rename: amount, type: decimal}", "{rename: amount, type: text}"),
                );
            },
            |book, _| write(book, "scorecards/data.yaml", STORE.replace("['-']", "['-', '东']")),
            |book, _| write(book, "scorecards/data.yaml", STORE.replace("header_row: 2", "header_row: 1")),
            |book, _| write(book, "scorecards/data.yaml", STORE),
            |book, n| write(book, "scorecards/store.yaml", GOALS.replace("target: 9", &format!("target: {}", 5 + n))),
            |book, n| append(book, "data/shops.csv", &format!("s{n},东\n")),
        ],
    }
}

/// Orders as GB18030.
fn orders(more: &str) -> Vec<u8> {
    let text = format!(
        "日期,店,金额\n2026/09/30,东,\"1,000.10\"\n2026/10/01,东,20.5\n2026/10/02,西,-\n2026/10/02,西,7\n{more}"
    );
    encoding_rs::GB18030.encode(&text).0.into_owned()
}

/// A workbook of two sheets, one with a line above its header.
fn plan(goal: u32) -> Vec<u8> {
    let (east, west) = (format!("n:{goal}"), format!("n:{}", goal + 1));
    let rows: &[&[&str]] = &[&["s:2026", ""], &["s:店", "s:goal"], &["s:东", &east], &["s:西", &west]];
    let notes: &[&[&str]] = &[&["s:who", "s:what"], &["s:a", "s:b"]];
    workbook(&[Sheet { name: "Goals", hidden: false, rows }, Sheet { name: "Notes", hidden: false, rows: notes }])
}
