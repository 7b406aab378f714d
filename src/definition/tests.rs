//! A book that uses every field gives exactly what it says; no input whatever makes `load` panic.

use std::fs;
use std::path::Path;

use super::*;
use crate::diagnostic::Renderer;
use crate::scorecard::*;

const BOOK: &str = r##"
title: {zh: 示例乳业战略评分册, en: Example Dairy strategy book}
locales: [zh, en]
made_up: true
currency: "$"
accent: "#1F6f8b"
footer: 示例数据
direction_palette: cn
limits: {memory: 512MB, seconds: 30}
models:
  active: SELECT * FROM customers WHERE active
  recent: {file: sql/recent.sql}
"##;

const CARD: &str = r#"
kind: scorecard
id: crm
title: {zh: 客户关系, en: CRM}
description: 说明
framework: balanced-scorecard
period: month
entities: {table: branches, id: branch, parent: region, title: {zh: name_zh, en: name_en}, top: {id: group, title: 集团}}
bands: {on_track: 75, at_risk: 50}
min_coverage: 70%
rollup: geometric
models:
  months: |
    SELECT month FROM recent
perspectives:
  - id: customer
    weight: 100
    owner: 市场部
    critical: true
    rollup: worst
    objectives:
      - id: keep
        title: 留住
        weight: 60
        drives: [grow]
        description: 为什么
        measures:
          - id: retention
            title: {zh: 客户保持率, en: Retention rate}
            unit: "%"
            decimals: 1
            better: higher
            weight: 60
            critical: true
            baseline: 72
            target: {2026-07: 84, 2025: 80}
            aggregate: ratio
            carry_forward: 2
            sql: |
              SELECT 月份 AS period, -- 客户
                     保持 AS numerator, 总数 AS denominator
              FROM months
            notes:
              2026-09: {zh: 促销后回落, en: Eased}
          - id: visits
            title: 走访
            weight: 40
            better: lower
            thresholds: {off_track: 700, on_track: 500}
            frequency: quarter
            value: {2026-Q3: 71.5, 2026-Q2: 70}
          - id: shown
            title: 展示
            weight: 0
            scoring: none
            sql: {file: sql/recent.sql}
        initiatives:
          - id: call-back
            title: 回访
            moves: retention
            start: 2026-03
            end: 2026
            budget: 120000
            spent: 0
            milestones:
              - {title: 试点, due: 2026-06-30, done: 2026-07-02}
              - {title: 推广, due: 2026-Q4}
      - id: grow
        title: 增长
        weight: 40
        weights: relative
        measures:
          - {id: a, title: 甲, weight: 3, within: [0, 10, 20, 30], value: {2026-09: 1}}
          - {id: b, title: 乙, weight: 1, curve: [[0, 0], [5.5, 40], [9, 100]], value: {2026-09: 1}, scale: 10}
          - {id: c, title: 丙, weight: 2, steps: [[0, 0], [80, 60]], sql: "SELECT 1 AS period"}
          - {id: d, title: 丁, weight: 2, scoring: yes-no, sql: SELECT 2 AS period}
"#;

const PYRAMID: &str = "
kind: scorecard
id: pyramid
title: 金字塔
framework: performance-pyramid
period: quarter
weights: relative
perspectives:
  - {id: delivery, feeds: {flexibility: 2, customer-satisfaction: 1}, objectives: [&one
      {id: o1, title: x, weight: 1, measures: [{id: m, title: x, weight: 1, scoring: yes-no, value: {2026-Q1: 1}}]}]}
  - {id: flexibility, feeds: {market: 1}}
  - {id: customer-satisfaction, feeds: {market: 1}}
  - {id: market, weight: 1, title: Our market}
";

fn write(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }
}

fn load_files(files: &[(&str, &str)]) -> Loaded {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), files);
    load(folder.path())
}

fn full() -> (Book, Sources) {
    let loaded = load_files(&[
        ("scorebook.yaml", BOOK),
        ("scorecards/crm.yaml", CARD),
        ("scorecards/sub/pyramid.yml", PYRAMID),
        ("scorecards/sql/recent.sql", "SELECT 1 AS 月\nFROM t\n"),
    ]);
    let rendered = Renderer::default().render(&loaded.findings, &loaded.sources);
    (loaded.book.unwrap_or_else(|| panic!("{rendered}")), loaded.sources)
}

fn period(text: &str) -> Period {
    Period::parse(text).expect("a period")
}

fn both(zh: &str, en: &str) -> Text {
    Text::new(Some(zh.into()), Some(en.into()))
}

fn measure<'a>(card: &'a Scorecard, path: &str) -> &'a Measure {
    card.node(card.find(path).expect(path)).measure().expect("a measure")
}

#[test]
fn scorebook_yaml_is_read_whole() {
    let (book, _) = full();
    assert_eq!(book.title, both("示例乳业战略评分册", "Example Dairy strategy book"));
    assert_eq!(book.locales, [Locale::Zh, Locale::En]);
    assert!(book.made_up);
    assert_eq!(book.currency, "$");
    assert_eq!(book.accent.as_deref(), Some("#1F6f8b"));
    assert_eq!(book.footer, Some(Text::plain("示例数据")));
    assert_eq!(book.palette, PaletteDirection::Chinese);
    assert_eq!(book.limits, Limits { memory: 512 << 20, seconds: 30 });
    let models: Vec<(&str, &str)> = book.models.iter().map(|m| (m.name.as_str(), m.sql.text.as_str())).collect();
    assert_eq!(
        models,
        [
            ("active", "SELECT * FROM customers WHERE active"),
            ("recent", "SELECT 1 AS 月\nFROM t\n"),
            ("months", "SELECT month FROM recent\n"),
        ]
    );
    let ids: Vec<&str> = book.scorecards.iter().map(|card| card.id.as_str()).collect();
    assert_eq!(ids, ["crm", "pyramid"]);
}

#[test]
fn a_scorecard_says_what_it_is() {
    let (book, _) = full();
    let card = &book.scorecards[0];
    assert_eq!(card.title, both("客户关系", "CRM"));
    assert_eq!(card.description, Some(Text::plain("说明")));
    assert_eq!(card.framework, Framework::BalancedScorecard);
    assert_eq!(card.frequency, Frequency::Month);
    assert_eq!(card.bands, Bands { on_track: 75.0, at_risk: 50.0 });
    assert!((card.min_coverage - 0.7).abs() < 1e-12);
    let entities = card.entities.clone().expect("entities");
    let expected = EntitySource {
        table: "branches".into(),
        id: "branch".into(),
        parent: Some("region".into()),
        title: Some(("name_zh".into(), "name_en".into())),
        top: Some(("group".into(), Text::plain("集团"))),
        span: entities.span,
    };
    assert_eq!(entities, expected);
}

#[test]
fn nodes_carry_shares_rollups_and_drives() {
    let (book, sources) = full();
    let card = &book.scorecards[0];
    let paths: Vec<&str> = card.nodes.iter().map(|node| node.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "",
            "customer",
            "customer/keep",
            "customer/keep/retention",
            "customer/keep/visits",
            "customer/keep/shown",
            "customer/grow",
            "customer/grow/a",
            "customer/grow/b",
            "customer/grow/c",
            "customer/grow/d",
        ]
    );
    let shares = |path: &str| {
        let edges = &card.node(card.find(path).expect(path)).edges;
        edges.iter().map(|edge| (edge.child.0, edge.weight)).collect::<Vec<_>>()
    };
    assert_eq!(shares(""), [(1, 1.0)]);
    assert_eq!(shares("customer"), [(2, 0.6), (6, 0.4)]);
    assert_eq!(shares("customer/keep"), [(3, 0.6), (4, 0.4), (5, 0.0)]);
    assert_eq!(shares("customer/grow"), [(7, 0.375), (8, 0.125), (9, 0.25), (10, 0.25)]);
    let customer = &card.nodes[1];
    assert_eq!(customer.title, both("客户", "Customer"));
    assert_eq!((customer.critical, customer.rollup), (true, Rollup::Worst));
    assert_eq!(customer.owner, Some(Text::plain("市场部")));
    assert_eq!(&sources.text(customer.span.file)[customer.span.start..customer.span.end], "customer");
    assert_eq!(card.nodes[0].rollup, Rollup::Geometric);
    assert_eq!(card.nodes[6].rollup, Rollup::Geometric, "the scorecard's holds where a node says nothing");
    assert_eq!(card.nodes[2].detail, NodeDetail::Objective { drives: vec![NodeIndex(6)] });
    assert_eq!(card.nodes[2].description, Some(Text::plain("为什么")));
}

#[test]
fn a_measure_is_read_whole() {
    let (book, sources) = full();
    let found = measure(&book.scorecards[0], "customer/keep/retention");
    let ValueSource::Query(sql) = &found.source else { panic!("a query") };
    let expected = Measure {
        unit: Unit { label: Text::plain("%") },
        decimals: Some(1),
        better: Direction::Higher,
        scoring: Scoring::Target,
        baseline: Timeline::constant(72.0),
        target: Timeline::dated(vec![(period("2025"), 80.0), (period("2026-07"), 84.0)]),
        aggregate: Some(Aggregate::Ratio),
        ratio_scale: 100.0,
        carry_forward: 2,
        frequency: None,
        source: found.source.clone(),
        notes: [(period("2026-09"), both("促销后回落", "Eased"))].into(),
    };
    assert_eq!(*found, expected);
    assert_eq!(
        sql.text,
        "SELECT 月份 AS period, -- 客户\n       保持 AS numerator, 总数 AS denominator\nFROM months\n"
    );
    let at = sql.text.find("总数").expect("the column");
    let place = sql.locate(at, at + "总数".len());
    assert_eq!(&sources.text(place.file)[place.start..place.end], "总数");
    assert_eq!(sources.line_column(place), (41, 39), "columns count characters");
}

#[test]
fn every_way_of_scoring_and_of_stating_values() {
    let (book, _) = full();
    let card = &book.scorecards[0];
    let visits = measure(card, "customer/keep/visits");
    assert_eq!(visits.scoring, Scoring::Thresholds { off_track: 700.0, on_track: 500.0 });
    assert_eq!((visits.better, visits.frequency), (Direction::Lower, Some(Frequency::Quarter)));
    assert_eq!(visits.source, ValueSource::Stated(vec![(period("2026-Q2"), 70.0), (period("2026-Q3"), 71.5)]));
    assert_eq!(measure(card, "customer/keep/shown").scoring, Scoring::Unscored);
    let a = measure(card, "customer/grow/a");
    assert_eq!((&a.scoring, a.better), (&Scoring::Within([0.0, 10.0, 20.0, 30.0]), Direction::Within));
    let b = measure(card, "customer/grow/b");
    assert_eq!(b.scoring, Scoring::Curve(vec![(0.0, 0.0), (5.5, 40.0), (9.0, 100.0)]));
    assert!((b.ratio_scale - 10.0).abs() < 1e-12);
    assert_eq!(measure(card, "customer/grow/c").scoring, Scoring::Steps(vec![(0.0, 0.0), (80.0, 60.0)]));
    assert_eq!(measure(card, "customer/grow/d").scoring, Scoring::YesNo);
}

#[test]
fn sql_is_located_in_quotes_in_plain_text_and_in_its_own_file() {
    let (book, sources) = full();
    let card = &book.scorecards[0];
    for (path, word) in [("customer/grow/c", "1"), ("customer/grow/d", "2"), ("customer/keep/shown", "FROM")] {
        let ValueSource::Query(sql) = &measure(card, path).source else { panic!("a query") };
        let at = sql.text.find(word).expect(word);
        let place = sql.locate(at, at + word.len());
        assert_eq!(&sources.text(place.file)[place.start..place.end], word, "{path}");
    }
}

#[test]
fn initiatives_belong_to_objectives() {
    let (book, _) = full();
    let [initiative] = book.scorecards[0].initiatives.as_slice() else { panic!("one initiative") };
    let expected = Initiative {
        id: "call-back".into(),
        title: Text::plain("回访"),
        description: None,
        owner: None,
        objective: NodeIndex(2),
        moves: Some(NodeIndex(3)),
        start: Some(period("2026-03")),
        end: Some(period("2026")),
        budget: Some(120_000.0),
        spent: Some(0.0),
        milestones: vec![
            Milestone { title: Text::plain("试点"), due: period("2026-06-30"), done: Some(period("2026-07-02")) },
            Milestone { title: Text::plain("推广"), due: period("2026-Q4"), done: None },
        ],
        span: initiative.span,
    };
    assert_eq!(*initiative, expected);
}

#[test]
fn a_pyramid_puts_the_fed_before_the_feeders() {
    let (book, _) = full();
    let card = &book.scorecards[1];
    let paths: Vec<&str> = card.nodes.iter().map(|node| node.path.as_str()).collect();
    assert_eq!(
        paths,
        ["", "market", "flexibility", "customer-satisfaction", "delivery", "delivery/o1", "delivery/o1/m"]
    );
    let delivery = card.find("delivery").expect("delivery");
    let parents: Vec<(usize, f64)> = card.parents(delivery).map(|(parent, weight)| (parent.0, weight)).collect();
    assert_eq!(parents, [(2, 1.0), (3, 1.0)]);
    assert_eq!(card.nodes[1].title, Text::plain("Our market"));
    assert_eq!(card.nodes[2].title, both("灵活性", "Flexibility"));
    let market: Vec<f64> = card.nodes[1].edges.iter().map(|edge| edge.weight).collect();
    assert_eq!(market, [0.5, 0.5]);
}

fn codes(loaded: &Loaded) -> Vec<&'static str> {
    assert!(loaded.book.is_none() || !loaded.findings.has_errors());
    loaded.findings.sorted().iter().map(|finding| finding.code).collect()
}

#[test]
fn a_file_of_more_than_a_megabyte_is_not_read() {
    let huge = format!("# {}\n{CARD}", "数据".repeat(170_000));
    let loaded = load_files(&[("scorebook.yaml", BOOK), ("scorecards/crm.yaml", &huge)]);
    assert!(codes(&loaded).contains(&"huge-file"));
}

#[test]
fn a_folder_that_is_not_there_is_a_finding() {
    assert_eq!(codes(&load(Path::new("/no/such/folder"))), ["no-book"]);
}

#[test]
fn a_book_without_locales_is_in_english() {
    let loaded = load_files(&[("scorebook.yaml", "title: Book\n"), ("scorecards/p.yaml", PYRAMID)]);
    assert_eq!(loaded.book.map(|book| (book.locales, book.limits)), Some((vec![Locale::En], Limits::default())));
}

#[test]
fn a_byte_order_mark_and_windows_line_breaks_do_no_harm() {
    let card = format!("\u{feff}{}", CARD.trim_start().replace('\n', "\r\n"));
    let files = [("scorebook.yaml", BOOK), ("scorecards/crm.yaml", &card), ("scorecards/sql/recent.sql", "SELECT 1")];
    let loaded = load_files(&files);
    let book = loaded.book.expect("a book");
    let ValueSource::Query(sql) = &measure(&book.scorecards[0], "customer/keep/retention").source else {
        panic!("a query")
    };
    let at = sql.text.find("总数").expect("the column");
    let place = sql.locate(at, at + "总数".len());
    assert_eq!(&loaded.sources.text(place.file)[place.start..place.end], "总数");
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_book_and_reported_outside() {
    let (inside, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    write(outside.path(), &[("secret.yaml", PYRAMID), ("query.sql", "SELECT 1")]);
    write(
        inside.path(),
        &[("scorebook.yaml", BOOK), ("shared/card.yaml", PYRAMID), ("scorecards/sql/recent.sql", "SELECT 1")],
    );
    let link = |from: &Path, to: &str| std::os::unix::fs::symlink(from, inside.path().join(to)).expect("a link");
    link(&inside.path().join("shared"), "scorecards/shared");
    let loaded = load(inside.path());
    assert_eq!(codes(&loaded), Vec::<&str>::new());
    assert_eq!(loaded.book.map(|book| book.scorecards.len()), Some(1));

    link(&outside.path().join("secret.yaml"), "scorecards/secret.yaml");
    link(outside.path(), "scorecards/elsewhere");
    link(inside.path(), "scorecards/loop");
    link(Path::new("nowhere"), "scorecards/broken.yaml");
    let loaded = load(inside.path());
    assert_eq!(codes(&loaded), ["unreadable-file", "link-outside", "link-loop", "link-outside"]);
    assert!(loaded.sources.iter().all(|(path, _)| !path.contains("secret")));
}

mod any_input {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::MessageFormat;

    /// What happens to a text on its way.
    #[derive(Clone, Debug)]
    enum Slip {
        Cut(usize, usize),
        Repeat(usize, usize),
        Put(usize, Vec<u8>),
    }

    fn slip() -> impl Strategy<Value = Slip> {
        let at = 0..CARD.len();
        let pieces = prop_oneof![
            prop::collection::vec(any::<u8>(), 1..4),
            prop::sample::select(vec![
                "\n", "\t", ": ", "- ", "{", "]", "\"", "'", "|", "&a ", "*a", "<<: ", "---\n", "#", "~", "1e999", "-",
                ".inf", "客", "0", "!!int ", "? ", "null", "\u{feff}", "2026-10", "[[[[[[",
            ])
            .prop_map(|text| text.as_bytes().to_vec()),
        ];
        prop_oneof![
            (at.clone(), 1..80usize).prop_map(|(at, len)| Slip::Cut(at, len)),
            (at.clone(), 1..200usize).prop_map(|(at, len)| Slip::Repeat(at, len)),
            (at, pieces).prop_map(|(at, piece)| Slip::Put(at, piece)),
        ]
    }

    fn spoil(text: &str, slips: &[Slip]) -> Vec<u8> {
        let mut bytes = text.as_bytes().to_vec();
        for slip in slips {
            let range = |at: usize, len: usize| at.min(bytes.len())..(at + len).min(bytes.len());
            match slip {
                Slip::Cut(at, len) => drop(bytes.drain(range(*at, *len))),
                Slip::Repeat(at, len) => {
                    let again = bytes[range(*at, *len)].to_vec();
                    let at = at.min(&bytes.len()).to_owned();
                    bytes.splice(at..at, again);
                }
                Slip::Put(at, piece) => drop(bytes.splice(range(*at, 1), piece.iter().copied())),
            }
        }
        bytes
    }

    fn survives(card: &[u8], book: &[u8]) {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &[("scorecards/sql/recent.sql", "SELECT 1")]);
        fs::write(folder.path().join("scorebook.yaml"), book).expect("writable");
        fs::write(folder.path().join("scorecards/crm.yaml"), card).expect("writable");
        let loaded = load(folder.path());
        assert_eq!(loaded.book.is_none(), loaded.findings.has_errors());
        for format in [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json] {
            let printed = Renderer { format, colour: false }.render(&loaded.findings, &loaded.sources);
            assert_eq!(printed.is_empty(), loaded.findings.is_empty());
        }
        for card in loaded.book.iter().flat_map(|book| &book.scorecards) {
            for node in card.nodes.iter().filter(|node| node.measure().is_none()) {
                let sum: f64 = node.edges.iter().map(|edge| edge.weight).sum();
                assert!((sum - 1.0).abs() < 1e-9, "shares of {} sum to {sum}", node.path);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_spoilt_scorecard_is_answered_with_findings(slips in prop::collection::vec(slip(), 1..6)) {
            survives(&spoil(CARD, &slips), BOOK.as_bytes());
        }

        #[test]
        fn a_spoilt_book_is_answered_with_findings(slips in prop::collection::vec(slip(), 1..4)) {
            survives(CARD.as_bytes(), &spoil(BOOK, &slips));
        }

        #[test]
        fn a_spoilt_pyramid_is_answered_with_findings(slips in prop::collection::vec(slip(), 1..4)) {
            survives(&spoil(PYRAMID, &slips), BOOK.as_bytes());
        }
    }
}
