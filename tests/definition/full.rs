//! A book that uses every field gives exactly what it says.

use scorebook::scorecard::*;

use super::full;

fn period(text: &str) -> Period {
    Period::parse(text).expect("a period")
}

fn both(zh: &str, en: &str) -> Text {
    Text::new(Some(zh.into()), Some(en.into()))
}

/// The measure at a path.
pub(super) fn measure<'a>(card: &'a Scorecard, path: &str) -> &'a Measure {
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
    assert_eq!(card.past_periods, 6);
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
        nature: scorebook::scorecard::Nature { direction_stated: true, ..Default::default() },
        disclosure: scorebook::scorecard::Disclosure::default(),
    };
    assert_eq!(*found, expected);
    assert_eq!(
        sql.text,
        "SELECT 月份 AS period, -- 客户\n       保持 AS numerator, 总数 AS denominator\nFROM months\n"
    );
    let at = sql.text.find("总数").expect("the column");
    let place = sql.locate(at, at + "总数".len());
    assert_eq!(&sources.text(place.file)[place.start..place.end], "总数");
    assert_eq!(sources.line_column(place), (57, 39), "columns count characters");
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
        spent: Timeline::dated(vec![(period("2026-06"), 40_000.0), (period("2026-Q3"), 50_000.0)]),
        milestones: vec![
            Milestone { title: Text::plain("试点"), due: period("2026-06-30"), done: Some(period("2026-07-02")) },
            Milestone { title: Text::plain("推广"), due: period("2026-Q4"), done: None },
        ],
        span: initiative.span,
    };
    assert_eq!(*initiative, expected);
    // A quarter's total holds once the quarter is over.
    let spent = ["2026-05", "2026-07", "2026-09"].map(|at| initiative.spent_by(period(at)));
    assert_eq!(spent, [None, Some(40_000.0), Some(50_000.0)]);
}

#[test]
fn decisions_are_about_nodes_and_commentary_is_by_period() {
    let (book, _) = full();
    let card = &book.scorecards[0];
    let [vans, wait] = card.decisions.as_slice() else { panic!("two decisions") };
    let expected = Decision {
        id: "more-vans".into(),
        period: period("2026-08-12"),
        title: both("增购两辆车", "Two more vans"),
        text: Some(Text::plain("东区路线过长")),
        by: Some(Text::plain("经营例会")),
        owner: Some(Text::plain("物流部")),
        about: vec![NodeIndex(1), NodeIndex(3)],
        due: Some(period("2026")),
        status: DecisionStatus::Done,
        closed: Some(period("2026-09-30")),
        outcome: Some(Text::plain("已投运")),
        span: vans.span,
    };
    assert_eq!(*vans, expected);
    assert_eq!((wait.about.as_slice(), wait.status), ([Scorecard::ROOT].as_slice(), DecisionStatus::Open));
    assert_eq!(card.node(Scorecard::ROOT).commentary[&period("2026-09")], Text::plain("九月平稳"));
    let said: Vec<String> = card.nodes[2].commentary.keys().map(ToString::to_string).collect();
    assert_eq!(said, ["2026-08", "2026-09"]);
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
