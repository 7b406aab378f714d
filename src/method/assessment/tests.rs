//! Published evaluations from answers up, and what becomes of odd ones.

use std::collections::BTreeMap;

use super::*;
use crate::diagnostic::Span;
use crate::scorecard::{
    Answer, AssessmentMethod, Bands, Edge, EntityIndex, Factor, Frequency, Grade, Operator, PanelSource, Said, Sql,
    Status, Text,
};

fn period(text: &str) -> Period {
    Period::parse(text).expect("a period")
}

fn grades(ids: &[&str], scores: &[f64]) -> Vec<Grade> {
    let each = ids.iter().zip(scores);
    each.map(|(id, score)| Grade { id: (*id).into(), title: Text::plain(*id), score: *score, at: *score }).collect()
}

fn factor(id: &str, edges: Vec<Edge>) -> Factor {
    let rated = if edges.is_empty() { Rated::ByPanel } else { Rated::ByParts };
    Factor {
        id: id.into(),
        title: Text::plain(id),
        description: None,
        owner: None,
        critical: false,
        consequence: None,
        remedy: None,
        operator: Operator::WeightedMean,
        edges,
        weighting: None,
        rated,
        span: Span::default(),
    }
}

/// An assessment of one group with factors `f0`, `f1`, … of these weights.
fn flat(weights: &[f64], grades: Vec<Grade>) -> Assessment {
    let edge = |(at, weight): (usize, &f64)| Edge { child: NodeIndex(at + 1), weight: *weight };
    let mut factors = vec![factor("", weights.iter().enumerate().map(edge).collect())];
    factors.extend((0..weights.len()).map(|at| factor(&format!("f{at}"), Vec::new())));
    Assessment {
        id: "a".into(),
        title: Text::plain("a"),
        description: None,
        frequency: Frequency::Quarter,
        entities: None,
        method: AssessmentMethod::Fuzzy,
        normalise: false,
        grades,
        bands: Bands::default(),
        min_coverage: 0.6,
        floor: 60.0,
        min_group: 0,
        sensitivity: None,
        panel: Some(PanelSource { sql: Sql::default(), description: None }),
        factors,
        span: Span::default(),
    }
}

fn answer(rater: usize, factor: usize, said: Said) -> Answer {
    let (rater, factor) = (format!("r{rater}"), format!("f{factor}"));
    Answer { period: period("2026-Q3"), entity: None, rater, factor, item: None, said }
}

/// Answers whose shares are those of `rows`, in tenths.
fn answers(rows: &[&[usize]], grades: &[Grade]) -> Vec<Answer> {
    let mut all = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let said = row.iter().zip(grades).flat_map(|(count, grade)| vec![grade.id.clone(); *count]);
        all.extend(said.enumerate().map(|(rater, grade)| answer(rater, at, Said::Grade(grade))));
    }
    all
}

fn single() -> EntityTree {
    EntityTree::single(Text::plain("all"))
}

fn run(assessment: &Assessment, entities: &EntityTree, answers: Vec<Answer>) -> (Option<Appraisal>, Vec<String>) {
    let (panel, measured) = (Panel { answers, ..Panel::default() }, Measured::new());
    let (found, findings) = evaluate(Evidence { assessment, entities, panel: &panel, measured: &measured }, None);
    (found, findings.iter().map(|finding| finding.code.to_owned()).collect())
}

#[track_caller]
fn assert_near(found: &[f64], expected: &[f64]) {
    let near = found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12);
    assert!(near && found.len() == expected.len(), "{found:?} against {expected:?}");
}

#[test]
fn clothes_are_liked_from_answers_to_points() {
    // R package mathmodels, docs/reference/fuzzy_eval.md: B is 0.7, 0.16, 0.14 and the score 82.
    let own = flat(&[0.3, 0.3, 0.3, 0.1], grades(&["good", "fair", "poor"], &[90.0, 75.0, 50.0]));
    let given = answers(&[&[8, 1, 1], &[7, 2, 1], &[6, 2, 2], &[7, 1, 2]], &own.grades);
    let (found, findings) = run(&own, &single(), given);
    let found = found.expect("a result");
    let whole = found.current(EntityTree::TOP, Assessment::ROOT).expect("the whole");
    assert_near(&whole.memberships, &[0.7, 0.16, 0.14]);
    assert_near(&[whole.score.expect("a score")], &[82.0]);
    assert_eq!((whole.status, whole.answers, findings), (Status::OnTrack, 40, vec![]));
}

#[test]
fn the_larger_of_the_smaller_is_not_made_to_sum_to_one_unless_asked() {
    // 服装评判 (e-com-net.com, article 1276296104417181696), second group: 0.35, 0.4, 0.2, 0.1.
    let mut own = flat(&[0.4, 0.35, 0.15, 0.1], grades(&["a", "b", "c", "d"], &[100.0, 75.0, 50.0, 25.0]));
    own.factors[0].operator = Operator::MinMax;
    let rows: [&[usize]; 4] = [&[2, 5, 2, 1], &[7, 2, 1, 0], &[0, 4, 5, 1], &[2, 3, 5, 0]];
    let given = answers(&rows, &own.grades);
    let (found, _) = run(&own, &single(), given.clone());
    assert_near(&found.expect("a result").outcomes[0].memberships, &[0.35, 0.4, 0.2, 0.1]);
    own.normalise = true;
    let (found, _) = run(&own, &single(), given);
    let shares = [0.35 / 1.05, 0.4 / 1.05, 0.2 / 1.05, 0.1 / 1.05];
    assert_near(&found.expect("a result").outcomes[0].memberships, &shares);
}

#[test]
fn what_nobody_rated_is_missing_and_not_zero() {
    let own = flat(&[0.7, 0.2, 0.1], grades(&["yes", "no"], &[100.0, 0.0]));
    let (found, findings) = run(&own, &single(), answers(&[&[8, 2]], &own.grades));
    let found = found.expect("a result");
    assert_near(&[found.outcomes[0].score.expect("a score"), found.outcomes[0].coverage], &[80.0, 0.7]);
    assert_eq!((found.outcomes[2].score, findings), (None, vec!["factor-unrated".to_owned()]));
    let thin = flat(&[0.5, 0.5], grades(&["yes", "no"], &[100.0, 0.0]));
    let (found, _) = run(&thin, &single(), answers(&[&[8, 2]], &thin.grades));
    assert_eq!(found.expect("a result").outcomes[0].score, None, "half is less than the minimum coverage");
}

#[test]
fn numbers_lie_between_grades_and_questions_are_several() {
    let own = flat(&[1.0], grades(&["low", "high"], &[0.0, 100.0]));
    let asked =
        |rater, item: &str, number| Answer { item: Some(item.into()), ..answer(rater, 0, Said::Number(number)) };
    let given = vec![asked(0, "a", 25.0), asked(0, "b", 75.0), asked(1, "a", 80.0), answer(2, 0, Said::Nothing)];
    let (found, findings) = run(&own, &single(), given);
    let found = found.expect("a result");
    assert_near(&[found.outcomes[1].score.expect("a score")], &[60.0]);
    let leaf = &found.outcomes[1];
    assert_eq!((leaf.answers, leaf.raters, leaf.missing, findings), (3, 2, 1, vec![]));
}

#[test]
fn everything_wrong_with_answers_is_told_at_once() {
    let own = flat(&[0.5, 0.5], grades(&["low", "high"], &[0.0, 100.0]));
    let mut stray = answer(0, 0, Said::Grade("low".into()));
    stray.entity = Some("nowhere".into());
    let given = vec![
        answer(1, 0, Said::Grade("low".into())),
        answer(1, 0, Said::Grade("high".into())),
        answer(1, 7, Said::Grade("low".into())),
        answer(2, 0, Said::Grade("middling".into())),
        answer(3, 0, Said::Number(101.0)),
        stray,
    ];
    let (found, findings) = run(&own, &single(), given);
    let expected =
        ["panel-unknown-factor", "panel-unknown-entity", "panel-unknown-grade", "panel-outside", "panel-twice"];
    assert_eq!((found, findings), (None, expected.map(str::to_owned).to_vec()));
}

#[test]
fn one_rater_is_no_panel() {
    let own = flat(&[1.0], grades(&["low", "high"], &[0.0, 100.0]));
    let (_, findings) = run(&own, &single(), vec![answer(0, 0, Said::Grade("low".into()))]);
    assert_eq!(findings, ["panel-one-rater"]);
    assert_eq!(run(&own, &single(), Vec::new()).1, ["nothing-rated"]);
}

/// A group over two regions.
fn regions() -> EntityTree {
    let row = |id: &str, parent: Option<&str>| (id.to_owned(), parent.map(str::to_owned), Text::plain(id));
    EntityTree::from_rows(vec![row("all", None), row("east", Some("all")), row("west", Some("all"))], None)
        .expect("a hierarchy")
}

#[test]
fn answers_count_for_those_above_and_judgements_for_those_below() {
    let mut own = flat(&[0.5, 0.5], grades(&["low", "high"], &[0.0, 100.0]));
    let judgement = |when: &str, grade, entity: Option<&str>| crate::scorecard::Judgement {
        when: period(when),
        grade,
        evidence: Text::plain("minutes"),
        by: None,
        entity: entity.map(str::to_owned),
        span: Span::default(),
    };
    own.factors[2].rated = Rated::ByJudgement(vec![
        judgement("2026-02", 0, None),
        judgement("2026-07-15", 1, Some("east")),
        judgement("2026-12", 1, None),
    ]);
    let of = |entity: &str, rater, grade: &str| Answer {
        entity: Some(entity.into()),
        ..answer(rater, 0, Said::Grade(grade.into()))
    };
    // The same name in two regions is two people.
    let given = vec![of("east", 1, "high"), of("west", 1, "low"), of("west", 2, "low"), of("west", 3, "high")];
    let tree = regions();
    let (found, findings) = run(&own, &tree, given);
    let found = found.expect("a result");
    let score = |entity: usize, factor| {
        found.current(EntityIndex(entity), NodeIndex(factor)).and_then(|outcome| outcome.score).expect("a score")
    };
    assert_eq!([score(0, 1), score(1, 1)], [50.0, 100.0]);
    assert!((score(2, 1) - 100.0 / 3.0).abs() < 1e-11);
    assert_eq!(found.current(EntityTree::TOP, NodeIndex(1)).map(|outcome| outcome.raters), Some(4));
    // February holds for all until July, which is about the east alone; December lies after the period.
    assert_eq!([score(0, 2), score(1, 2), score(2, 2)], [0.0, 100.0, 0.0]);
    assert_eq!(findings, Vec::<String>::new());
    let east: &crate::scorecard::Entity = tree.get(EntityIndex(1));
    assert_eq!(east.id.as_deref(), Some("east"));
}

#[test]
fn a_measure_rates_by_its_knots_or_its_score() {
    let mut own = flat(&[0.5, 0.5], grades(&["low", "high"], &[0.0, 100.0]));
    let by = |knots: &[f64]| {
        let (scorecard, path) = ("s".to_owned(), "p/o/m".to_owned());
        Rated::ByMeasure(crate::scorecard::MeasureRef { scorecard, path, knots: knots.to_vec(), span: Span::default() })
    };
    (own.factors[1].rated, own.factors[2].rated) = (by(&[20.0, 10.0]), by(&[]));
    let value = |number| BTreeMap::from([((None, period("2026-Q3")), number)]);
    let measured = Measured::from([(NodeIndex(1), value(12.5)), (NodeIndex(2), value(40.0))]);
    let evidence = Evidence { assessment: &own, entities: &single(), panel: &Panel::default(), measured: &measured };
    let (found, _) = evaluate(evidence, Some(period("2026-08")));
    let found = found.expect("a result");
    assert_near(&[found.outcomes[1].score.expect("a score"), found.outcomes[2].score.expect("a score")], &[75.0, 40.0]);
    let (found, findings) = evaluate(evidence, Some(period("2026-06")));
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!((found, codes), (None, vec!["period-outside-data"]));
}

#[test]
fn levels_are_reached_by_all_and_blockers_stand_apart() {
    let mut own = flat(&[0.5, 0.5], grades(&["l1", "l2", "l3"], &[0.0, 50.0, 100.0]));
    own.method = AssessmentMethod::Maturity;
    own.factors[2].critical = true;
    let (found, _) = run(&own, &single(), answers(&[&[0, 0, 10], &[0, 9, 1]], &own.grades));
    let found = found.expect("a result");
    let whole = &found.outcomes[0];
    assert_eq!(whole.reached, Some(2));
    assert_near(&[whole.level.expect("a level"), whole.score.expect("a score")], &[2.55, 77.5]);
    assert_eq!(found.blockers(&own, EntityTree::TOP, found.period), [NodeIndex(2)], "55 is below 60");
}

#[test]
fn a_large_panel_is_evaluated_whole() {
    // 50 raters × 20 factors here; docs/assessments.md tells of 200 × 60 × 12.
    let own = flat(&[0.05; 20], grades(&["low", "high"], &[0.0, 100.0]));
    let said = |rater: usize| Said::Grade(if rater.is_multiple_of(2) { "low" } else { "high" }.into());
    let given = (0..50).flat_map(|rater| (0..20).map(move |factor| (rater, factor)));
    let (found, findings) = run(&own, &single(), given.map(|(rater, at)| answer(rater, at, said(rater))).collect());
    let found = found.expect("a result");
    assert_eq!((found.outcomes[0].answers, findings), (1000, vec![]));
    assert_near(&[found.outcomes[0].score.expect("a score")], &[50.0]);
}

/// Memberships that no operator but the weighted mean gives back unchanged.
fn odd() -> (Assessment, Appraisal) {
    let mut assessment = flat(&[0.5, 0.3, 0.2], grades(&["a", "b", "c"], &[100.0, 60.0, 0.0]));
    assessment.sensitivity = Some(crate::scorecard::Sensitivity::default());
    let rows: [&[usize]; 3] = [&[6, 3, 1], &[1, 3, 6], &[0, 10, 0]];
    let (appraisal, _) = run(&assessment, &single(), answers(&rows, &assessment.grades));
    (assessment, appraisal.expect("an appraisal"))
}

#[test]
fn weights_as_written_give_what_was_published() {
    use crate::method::sensitivity::Reweigh as _;
    let (mut assessment, mut appraisal) = odd();
    let operators =
        [Operator::WeightedMean, Operator::MinMax, Operator::ProductMax, Operator::MinSum, Operator::Balanced];
    for operator in operators {
        assessment.factors[0].operator = operator;
        appraisal.add_up(&assessment);
        let ready = appraisal.reweighing(&assessment, EntityTree::TOP).expect("an entity");
        let mut stands = Vec::new();
        ready.stand(&[], &mut stands);
        assert_eq!(stands[0], ready.published()[0], "{operator:?}");
        let again = appraisal.score_with(&assessment, Assessment::ROOT, &[0.5, 0.3, 0.2]);
        assert_eq!(again, stands[0].score, "{operator:?}");
    }
}

#[test]
fn other_weights_give_other_scores_by_hand() {
    let (assessment, appraisal) = odd();
    // Scores of the parts: 78, 28, 60; 0.5 · 78 + 0.3 · 28 + 0.2 · 60 = 59.4.
    let root = appraisal.current(EntityTree::TOP, Assessment::ROOT).expect("a root");
    assert_eq!((root.score, root.status), (Some(59.4), Status::OffTrack));
    let equal = appraisal.score_with(&assessment, Assessment::ROOT, &[1.0 / 3.0; 3]).expect("a score");
    assert!((equal - 166.0 / 3.0).abs() < 1e-9);
    let firm = crate::method::sensitivity::of_assessment(&assessment, &single(), &appraisal).expect("a trial");
    let top = firm.top[0].as_ref().expect("a score");
    // f0 at 0.6: the others share 0.4 as 3 to 2, so 0.6 · 78 + 0.24 · 28 + 0.16 · 60 = 63.12.
    let swing = top.swings.iter().find(|swing| swing.child == NodeIndex(1)).expect("a swing");
    assert!((swing.more - 63.12).abs() < 1e-9, "{swing:?}");
    // At risk from 60: 78 w + 40.8 (1 − w) = 60 where w = 19.2 / 37.2, a change of 0.0161; that of f1 is smaller in
    // effect: 28 w + (0.5 · 78 + 0.2 · 60) / 0.7 · (1 − w) = 60 where w = 0.28745, a change of 0.01255.
    let tipping = top.tipping.expect("a change");
    assert_eq!((tipping.child, tipping.status), (NodeIndex(2), Status::AtRisk));
    assert!(
        (tipping.needed - (72.857_142_857_142_86 - 60.0) / (72.857_142_857_142_86 - 28.0)).abs() < 1e-9,
        "{tipping:?}"
    );
    assert!(firm.is_close(EntityTree::TOP, Assessment::ROOT));
}

#[test]
fn what_few_people_said_is_withheld_and_cannot_be_worked_out() {
    // Five people in the east, four in the west, one in the north; three are the least.
    let mut own = flat(&[0.5, 0.5], grades(&["high", "low"], &[100.0, 0.0]));
    own.min_group = 3;
    let row = |id: &str, parent: Option<&str>| (id.to_owned(), parent.map(str::to_owned), Text::plain(id));
    let below = ["east", "north", "west"].map(|id| row(id, Some("all")));
    let tree = EntityTree::from_rows([vec![row("all", None)], below.to_vec()].concat(), None).expect("a hierarchy");
    let of = |region: &str, rater, at| Answer {
        entity: Some(region.into()),
        ..answer(rater, at, Said::Grade(if rater % 2 == 0 { "high".into() } else { "low".into() }))
    };
    let mut given: Vec<Answer> = (0..5).flat_map(|rater| [of("east", rater, 0), of("east", rater, 1)]).collect();
    given.extend((0..4).flat_map(|rater| [of("west", rater, 0), of("west", rater, 1)]));
    given.push(of("north", 0, 0));
    let (found, findings) = run(&own, &tree, given.clone());
    let found = found.expect("a result");
    let status = |entity: usize, factor: usize| {
        let outcome = found.current(EntityIndex(entity), NodeIndex(factor)).expect("an outcome");
        (outcome.score.is_some(), outcome.status == Status::Withheld, outcome.raters > 0, outcome.memberships.len())
    };
    // Ten people in all: shown. The north has one, and all less the other two would tell: the west goes as well.
    assert_eq!((status(0, 1), status(1, 1)), ((true, false, true, 2), (true, false, true, 2)));
    let withheld_group = |raters: u32| (false, true, raters > 0, 0);
    let withheld = (false, true, false, 0);
    assert_eq!((status(2, 1), status(3, 1)), (withheld, withheld));
    // Nobody in the north spoke of the other factor: nothing of it is withheld, and the whole of the west rests on half.
    assert_eq!((status(3, 2), status(2, 2).1), ((true, false, true, 2), false));
    // Half of the weight is too little for a result of the whole.
    assert_eq!((status(3, 0), status(2, 0)), (withheld_group(4), withheld_group(0)));
    assert_eq!(findings, Vec::<String>::new());
    own.min_group = 0;
    let (found, _) = run(&own, &tree, given);
    assert!(found.expect("a result").current(EntityIndex(2), NodeIndex(1)).expect("an outcome").score.is_some());
}
