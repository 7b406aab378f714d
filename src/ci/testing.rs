//! A small scorecard for tests: one objective of measures whose values are their scores.

use std::collections::BTreeMap;

use crate::diagnostic::{FileId, Span};
use crate::evaluate::{Evaluation, evaluate};
use crate::scorecard::*;

/// A measure: its id, how it is scored, and (period, value).
pub(super) type Made<'a> = (&'a str, Scoring, &'a [(&'a str, f64)]);

/// A book of one scorecard `card` with the objective `p/o`, whose measures weigh the same.
pub(super) fn book(measures: &[Made]) -> Book {
    let count = measures.len();
    let inner = |path: &str, children: std::ops::Range<usize>, detail| {
        let weight = 1.0 / children.len() as f64;
        let edges = children.map(|child| Edge { child: NodeIndex(child), weight }).collect();
        node(path, edges, detail)
    };
    let mut nodes = vec![
        inner("", 1..2, NodeDetail::Scorecard),
        inner("p", 2..3, NodeDetail::Perspective),
        inner("p/o", 3..3 + count, NodeDetail::Objective { drives: Vec::new() }),
    ];
    nodes.extend(measures.iter().map(|(id, scoring, values)| {
        let path = format!("p/o/{id}");
        node(&path, Vec::new(), NodeDetail::Measure(Box::new(measure(scoring.clone(), values))))
    }));
    for (at, node) in nodes.iter_mut().enumerate() {
        node.span = Span { file: FileId(0), start: at, end: at + 1 };
    }
    let scorecard = Scorecard {
        id: "card".into(),
        title: Text::plain("Card"),
        description: None,
        framework: Framework::Own,
        frequency: Frequency::Month,
        entities: None,
        bands: Bands::default(),
        min_coverage: 0.6,
        nodes,
        initiatives: Vec::new(),
        decisions: Vec::new(),
        past_periods: 24,
        radar: false,
        sensitivity: None,
    };
    holding(scorecard)
}

fn holding(scorecard: Scorecard) -> Book {
    Book {
        title: Text::plain("Book"),
        locales: vec![Locale::En],
        made_up: true,
        currency: "¥".into(),
        accent: None,
        logo: None,
        footer: None,
        palette: PaletteDirection::default(),
        limits: Limits::default(),
        history: false,
        models: Vec::new(),
        silences: Vec::new(),
        contracts: Vec::new(),
        assessments: Vec::new(),
        swots: Vec::new(),
        portfolios: Vec::new(),
        business_cases: Vec::new(),
        scorecards: vec![scorecard],
    }
}

/// The evaluation of its scorecard for a period.
pub(super) fn evaluation(book: &Book, period: &str) -> Evaluation {
    let single = EntityTree::single(Text::default());
    evaluate(&book.scorecards[0], &single, &[], Period::parse(period)).0.expect("an evaluation")
}

/// A curve on which a value is its own score.
pub(super) fn as_is() -> Scoring {
    Scoring::Curve(vec![(0.0, 0.0), (100.0, 100.0)])
}

fn node(path: &str, edges: Vec<Edge>, detail: NodeDetail) -> Node {
    Node {
        path: path.into(),
        title: Text::plain(path),
        description: None,
        owner: None,
        critical: false,
        rollup: Rollup::Mean,
        edges,
        weighting: None,
        detail,
        commentary: BTreeMap::new(),
        silences: Vec::new(),
        span: Span::default(),
    }
}

fn measure(scoring: Scoring, values: &[(&str, f64)]) -> Measure {
    let stated = values.iter().map(|(at, value)| (Period::parse(at).expect("a period"), *value));
    Measure {
        unit: Unit::default(),
        decimals: None,
        better: Direction::Higher,
        scoring,
        baseline: Timeline::default(),
        target: Timeline::default(),
        aggregate: None,
        ratio_scale: 1.0,
        carry_forward: 1,
        frequency: None,
        source: ValueSource::Stated(stated.collect()),
        notes: BTreeMap::new(),
        nature: Nature::default(),
        disclosure: Disclosure::default(),
    }
}
