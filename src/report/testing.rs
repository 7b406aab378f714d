//! A small made-up book for tests of the report and the site: two perspectives, three measures, four entities.

use std::collections::BTreeMap;

use super::address::{Address, Links};
use super::words::Words;
use super::{Card, Material, PublishedRows};
use crate::diagnostic::{Sources, Span};
use crate::evaluate::{Evaluation, evaluate};
use crate::scorecard::*;

/// The built-in words of a language.
pub(crate) fn words(locale: Locale) -> Words {
    let text = match locale {
        Locale::Zh => include_str!("../../templates/words/zh.json"),
        Locale::En => include_str!("../../templates/words/en.json"),
    };
    Words::parse(locale, text).expect("a words file")
}

pub(crate) fn period(text: &str) -> Period {
    Period::parse(text).expect("a period")
}

/// Links that only name what they lead to.
pub(crate) struct Named;

impl Links for Named {
    fn to(&self, address: Address) -> String {
        format!("{address:?}")
    }

    fn in_language(&self, locale: Locale) -> String {
        locale.code().to_owned()
    }
}

/// A book with everything a [`Material`] borrows from.
pub(crate) struct Made {
    pub(crate) book: Book,
    pub(crate) sources: Sources,
    pub(crate) drop: DataDrop,
    pub(crate) entities: EntityTree,
    pub(crate) series: Vec<(NodeIndex, Series)>,
    pub(crate) evaluation: Evaluation,
    pub(crate) silenced: Vec<Silenced>,
    pub(crate) rows: PublishedRows,
}

impl Made {
    /// Another rule for how values of a measure are added up. What was evaluated stays.
    pub(crate) fn set_aggregate(&mut self, node: NodeIndex, rule: Option<Aggregate>) {
        let NodeDetail::Measure(measure) = &mut self.book.scorecards[0].nodes[node.0].detail else { return };
        measure.aggregate = rule;
    }

    pub(crate) fn material(&self) -> Material<'_> {
        let cards = self.book.scorecards.iter();
        Material {
            book: &self.book,
            sources: &self.sources,
            drop: &self.drop,
            cards: cards.map(|card| Card::new(card, &self.entities, &self.series, &self.evaluation)).collect(),
            appraised: Vec::new(),
            swots: Vec::new(),
            portfolios: Vec::new(),
            cases: Vec::new(),
            rows: &self.rows,
            silenced: &self.silenced,
            tool_version: "0.0.0",
        }
    }
}

/// The book of [`made`] with these monthly values of retention, the last in October 2026.
pub(crate) fn made_over(values: &[f64]) -> Made {
    let last = period("2026-10");
    let months_back = (0_i64..).map(|back| last.plus(-back).to_string());
    let mut dated: Vec<(String, f64)> = months_back.zip(values.iter().rev().copied()).collect();
    dated.reverse();
    let dated: Vec<(&str, f64)> = dated.iter().map(|(at, value)| (at.as_str(), *value)).collect();
    made_with(months(&dated))
}

/// Retention from 72 % to 84 %, complaints solved (critical), and staff trained, which stops reporting in October.
pub(crate) fn made() -> Made {
    made_with(months(&[("2026-08", 81.0), ("2026-09", 80.4), ("2026-10", 79.2)]))
}

fn made_with(retention: Series) -> Made {
    let scorecard = scorecard();
    let entities = EntityTree::from_rows(
        vec![
            entity("group", None, "Group"),
            entity("east", Some("group"), "East <b>"),
            entity("west", Some("group"), "West"),
            entity("朝阳 1", Some("east"), "朝阳店"),
        ],
        None,
    );
    let entities = entities.expect("a hierarchy");
    let series = vec![
        (NodeIndex(5), retention),
        (NodeIndex(6), months(&[("2026-08", 88.0), ("2026-09", 70.0), ("2026-10", 69.0)])),
        (NodeIndex(7), months(&[("2026-08", 12.0), ("2026-09", 15.0)])),
    ];
    let (evaluation, findings) = evaluate(&scorecard, &entities, &series, Some(period("2026-10")));
    assert!(!findings.has_errors(), "{findings:?}");
    let mut sources = Sources::default();
    sources.add("scorecards/strategy.yaml", "kind: scorecard\nid: strategy\n");
    Made {
        book: book(scorecard),
        sources,
        drop: drop(),
        entities,
        series,
        evaluation: evaluation.expect("an evaluation"),
        rows: PublishedRows::new(),
        silenced: Vec::new(),
    }
}

fn both(zh: &str, en: &str) -> Text {
    Text::new(Some(zh.into()), Some(en.into()))
}

fn book(scorecard: Scorecard) -> Book {
    Book {
        title: both("示例册", "Example & Sons"),
        locales: vec![Locale::Zh, Locale::En],
        made_up: true,
        currency: "¥".into(),
        scorecards: vec![scorecard],
        ..Book::default()
    }
}

fn drop() -> DataDrop {
    let file = DataFile { path: "data/orders.csv".into(), bytes: 9, hash: "ab".repeat(32), encoding: Some("GB18030") };
    let table = Table { name: "orders".into(), columns: Vec::new(), rows: 41_208, files: vec![0], sheet: None };
    DataDrop { files: vec![file], tables: vec![table], hash: "cd".repeat(32), quality: Vec::new() }
}

fn entity(id: &str, parent: Option<&str>, title: &str) -> (String, Option<String>, Text) {
    (id.into(), parent.map(Into::into), Text::plain(title))
}

/// Values for the group; each entity below has two points less than the one before.
fn months(values: &[(&str, f64)]) -> Series {
    let entities = ["group", "east", "west", "朝阳 1"];
    let mut observations = Vec::new();
    for (at, value) in values {
        for (place, entity) in entities.iter().enumerate() {
            observations.push(Observation {
                period: period(at),
                entity: Some((*entity).into()),
                amount: Amount::Value(Some(value - 2.0 * place as f64)),
                target: None,
                baseline: None,
                n: None,
            });
        }
    }
    Series { observations, tables: vec!["orders".into()], models: Vec::new(), readings: Vec::new(), private: false }
}

fn scorecard() -> Scorecard {
    let nodes = vec![
        node("", "", &[(1, 0.6), (2, 0.4)], NodeDetail::Scorecard),
        node("customer", "Customer", &[(3, 1.0)], NodeDetail::Perspective),
        node("learning", "Learning", &[(4, 1.0)], NodeDetail::Perspective),
        Node {
            commentary: BTreeMap::from([
                (period("2026-09"), Text::plain("They came back")),
                (period("2026-10"), Text::plain("The desk is not staffed")),
                (period("2026-11"), Text::plain("Not known yet")),
            ]),
            ..node(
                "customer/keep",
                "Keep customers",
                &[(5, 0.6), (6, 0.4)],
                NodeDetail::Objective { drives: Vec::new() },
            )
        },
        node("learning/train", "Train people", &[(7, 1.0)], NodeDetail::Objective { drives: vec![NodeIndex(3)] }),
        measure("customer/keep/retention", "Retention rate", (72.0, 84.0)),
        Node { critical: true, ..measure("customer/keep/complaints", "Complaints solved in 24 h", (60.0, 90.0)) },
        measure("learning/train/hours", "Training hours <script>", (0.0, 16.0)),
    ];
    Scorecard {
        id: "strategy".into(),
        title: both("战略评分卡", "Strategy scorecard"),
        description: None,
        framework: Framework::Own,
        frequency: Frequency::Month,
        entities: None,
        bands: Bands::default(),
        min_coverage: 0.6,
        past_periods: 24,
        radar: false,
        sensitivity: Some(Sensitivity::default()),
        nodes,
        initiatives: vec![initiative()],
        decisions: decisions(),
    }
}

fn node(path: &str, title: &str, edges: &[(usize, f64)], detail: NodeDetail) -> Node {
    Node {
        path: path.into(),
        title: Text::plain(title),
        description: None,
        owner: None,
        critical: false,
        rollup: Rollup::Mean,
        edges: edges.iter().map(|(child, weight)| Edge { child: NodeIndex(*child), weight: *weight }).collect(),
        weighting: None,
        detail,
        commentary: BTreeMap::new(),
        silences: Vec::new(),
        span: Span::default(),
    }
}

fn measure(path: &str, title: &str, (baseline, target): (f64, f64)) -> Node {
    let note = (period("2026-09"), both("中秋促销", "Festival promotion"));
    let sql = Sql { text: "SELECT 1 AS value FROM orders WHERE a < b".into(), ..Sql::default() };
    let measure = Measure {
        unit: Unit { label: Text::plain("%") },
        decimals: None,
        better: Direction::Higher,
        scoring: Scoring::Target,
        baseline: Timeline::constant(baseline),
        target: Timeline::constant(target),
        aggregate: Some(Aggregate::Sql),
        ratio_scale: 1.0,
        carry_forward: 0,
        frequency: None,
        source: ValueSource::Query(sql),
        notes: BTreeMap::from([note]),
        nature: Nature::default(),
        disclosure: Disclosure::default(),
    };
    Node {
        owner: Some(both("客户服务部", "Customer service")),
        ..node(path, title, &[], NodeDetail::Measure(measure.into()))
    }
}

fn initiative() -> Initiative {
    let milestone = |title: &str, due, done: Option<&str>| Milestone {
        title: Text::plain(title),
        due: period(due),
        done: done.map(period),
    };
    Initiative {
        id: "desk".into(),
        title: Text::plain("Second-line desk"),
        description: None,
        owner: None,
        objective: NodeIndex(3),
        moves: Some(NodeIndex(6)),
        start: Some(period("2026-03")),
        end: Some(period("2026-12")),
        budget: Some(900_000.0),
        spent: Timeline::constant(600_000.0),
        milestones: vec![milestone("Hire", "2026-05", Some("2026-06")), milestone("Open", "2026-08-15", None)],
        span: Span::default(),
    }
}

/// One late and open, one done in October, one of October, one that is not taken yet.
fn decisions() -> Vec<Decision> {
    let decision = |id: &str, at: &str, title: &str, about: usize| Decision {
        id: id.into(),
        period: period(at),
        title: Text::plain(title),
        text: None,
        by: None,
        owner: None,
        about: vec![NodeIndex(about)],
        due: None,
        status: DecisionStatus::Open,
        closed: None,
        outcome: None,
        span: Span::default(),
    };
    let hire = Decision {
        by: Some(Text::plain("Board")),
        owner: Some(Text::plain("Service")),
        due: Some(period("2026-08")),
        ..decision("hire", "2026-06", "Hire twelve people", 6)
    };
    let promise = Decision {
        status: DecisionStatus::Done,
        closed: Some(period("2026-10")),
        outcome: Some(Text::plain("Printed on every bill")),
        ..decision("promise", "2026-09-03", "Promise an answer in a day", 3)
    };
    let train = decision("train", "2026-10-14", "Train again <b>", 2);
    vec![hire, promise, train, decision("later", "2026-11", "Not taken yet", 0)]
}
