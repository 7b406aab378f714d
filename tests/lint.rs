//! Tests of the checks on whole scorecards, written as YAML and evaluated from stated values.

use std::fmt::Write as _;

use scorebook::definition;
use scorebook::evaluate::evaluate;
use scorebook::lint::{Linted, Results, SILENCE_UNUSED, lint};
use scorebook::scorecard::{Amount, Check, EntityTree, NodeIndex, Observation, Period, Series, Text, ValueSource};

/// Lints a book of one scorecard with all its values.
fn linted(book: &str, card: &str) -> Linted {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("scorecards")).expect("a folder");
    std::fs::write(folder.path().join("scorebook.yaml"), format!("title: T\n{book}")).expect("written");
    std::fs::write(folder.path().join("scorecards/s.yaml"), card).expect("written");
    let loaded = definition::load(folder.path());
    let book = loaded.book.unwrap_or_else(|| panic!("{:#?}", loaded.findings));
    let scorecard = &book.scorecards[0];
    let series: Vec<(NodeIndex, Series)> = scorecard
        .measures()
        .map(|(index, _, measure)| {
            let ValueSource::Stated(values) = &measure.source else { return (index, Series::default()) };
            let observation = |(period, value): &(Period, f64)| Observation {
                period: period.ending_in(scorecard.frequency),
                entity: None,
                amount: Amount::Value(Some(*value)),
                target: None,
                baseline: None,
                n: None,
            };
            (index, Series { observations: values.iter().map(observation).collect(), ..Series::default() })
        })
        .collect();
    let (evaluation, findings) = evaluate(scorecard, &EntityTree::single(Text::default()), &series, None);
    assert!(!findings.has_errors(), "{findings:#?}");
    let evaluation = evaluation.expect("an evaluation");
    lint(&book, &[Results { series: &series, evaluation: &evaluation }])
}

/// The findings as `code: message`.
fn told(linted: &Linted) -> Vec<String> {
    linted.findings.sorted().iter().map(|finding| format!("{}: {}", finding.code, finding.message)).collect()
}

/// A measure with nothing to object to, but for `extra` fields; values from 2025-01 on.
fn measure(id: &str, weight: f64, values: &[f64], extra: &str) -> String {
    let months = (0..values.len()).map(|at| format!("{}-{:02}", 2025 + at / 12, at % 12 + 1));
    let stated: Vec<String> = months.zip(values).map(|(month, value)| format!("{month}: {value}")).collect();
    let plain = |field: &str, value: &str| {
        if extra.contains(&format!("{field}:")) { String::new() } else { format!("{field}: {value}, ") }
    };
    let scoring = if extra.contains("scoring:") { String::new() } else { "baseline: 0, target: 50, ".into() };
    let common =
        [plain("title", id), plain("unit", "h"), plain("description", "how"), plain("owner", "Sales")].concat();
    format!("          - {{id: {id}, weight: {weight}, {common}{scoring}{extra}value: {{{}}}}}\n", stated.join(", "))
}

/// A scorecard of its own framework with one objective of these measures.
fn card(measures: &[String]) -> String {
    let mut card = String::from(
        "kind: scorecard\nid: s\ntitle: S\nperiod: month\nperspectives:\n  - id: one\n    title: One\n    weight: 100\n    \
         objectives:\n      - id: goal\n        title: Goal\n        weight: 100\n        weights: relative\n        measures:\n",
    );
    card.push_str(&measures.concat());
    card
}

/// Values that reach 50 now and then and move like nothing else.
fn lively(seed: usize) -> Vec<f64> {
    (0..14).map(|at| ((at * at * (seed + 3) + at * seed * 7) % 31) as f64 + 30.0).collect()
}

#[test]
fn a_good_measure_is_not_objected_to() {
    let found = linted("", &card(&[measure("a", 1.0, &lively(0), ""), measure("b", 1.0, &lively(1), "")]));
    assert_eq!(told(&found), [""; 0]);
}

#[test]
fn what_a_measure_should_say_of_itself() {
    let values: Vec<String> = vec![
        "          - {id: a, weight: 0, title: A, scoring: none, value: {2025-01: 1}}\n".into(),
        "          - {id: b, weight: 1, title: B, scoring: yes-no, value: {2025-01: 1}}\n".into(),
    ];
    insta::assert_debug_snapshot!(told(&linted("", &card(&values))), @r#"
[
    "no-description: measure `one/goal/a` has no description",
    "no-direction: measure `one/goal/a` has no direction: nothing says which way is better",
    "no-owner: measure `one/goal/a` has no owner, neither of its own nor from its objective or perspective",
    "no-target: measure `one/goal/a` has no target",
    "no-unit: measure `one/goal/a` has no unit",
    "no-description: measure `one/goal/b` has no description",
    "no-owner: measure `one/goal/b` has no owner, neither of its own nor from its objective or perspective",
]
"#);
}

#[test]
fn what_values_tell() {
    let measures = [
        measure("never", 1.0, &lively(0).iter().map(|v| v / 10.0).collect::<Vec<_>>(), ""),
        measure("always", 1.0, &lively(1).iter().map(|v| v + 50.0).collect::<Vec<_>>(), ""),
        measure("still", 1.0, &[40.0; 14], ""),
        measure("double", 1.0, &lively(0).iter().map(|v| v * 2.0 - 40.0).collect::<Vec<_>>(), ""),
        measure("late", 1.0, &lively(3)[..12], ""),
        measure(
            "grow",
            1.0,
            &[49.0, 51.0, 49.0, 55.0, 50.0, 47.0, 40.0, 52.0, 46.0, 61.0, 48.0, 44.0, 42.0, 41.0],
            "title: 提高收入, ",
        ),
        measure("few", 1.0, &[1.0; 5], ""),
    ];
    insta::assert_debug_snapshot!(told(&linted("", &card(&measures))), @r#"
[
    "same-movement: measure `one/goal/never` and measure `one/goal/double` move as one: their correlation is 1.000 over 14 periods",
    "target-never-met: measure `one/goal/never` never met its target, in 14 values",
    "target-always-met: measure `one/goal/always` always met its target, in 14 values",
    "never-changed: measure `one/goal/still` has been 40 in all of its 14 values",
    "target-never-met: measure `one/goal/still` never met its target, in 14 values",
    "stale-value: measure `one/goal/late` has no value for 2026-02: the last is of 2025-12, and one is due every month",
    "against-title: measure `one/goal/grow` fell from 51 to 41 in the year to 2026-02, against its title",
    "stale-value: measure `one/goal/few` has no value for 2026-02: the last is of 2025-05, and one is due every month",
]
"#);
}

#[test]
fn the_four_perspectives_are_balanced() {
    let mut card =
        String::from("kind: scorecard\nid: s\ntitle: S\nperiod: month\nframework: balanced-scorecard\nperspectives:\n");
    for (at, (id, weight)) in [("customer", 55.0), ("process", 41.0), ("learning", 4.0)].into_iter().enumerate() {
        let _ = write!(
            card,
            "  - id: {id}\n    weight: {weight}\n    objectives:\n      - id: {id}\n        title: G\n        weight: 100\n        measures:\n"
        );
        let nature = if at == 0 { "indicates: leading, horizon: short, " } else { "" };
        card.push_str(&measure("m", 100.0, &lively(at), nature));
    }
    insta::assert_debug_snapshot!(told(&linted("", &card)), @r#"
[
    "no-financial: scorecard `s` has no financial measure",
    "no-lagging: scorecard `s` has no lagging measure",
    "one-horizon: scorecard `s` has no long-term measure",
    "perspective-weight: perspective `customer` has 55 % of the scorecard",
    "weight-large: measure `customer/customer/m` has 55 % of the scorecard",
    "perspective-weight: perspective `learning` has 4 % of the scorecard",
    "weight-small: objective `learning/learning` has 4 % of the scorecard",
]
"#);
}

#[test]
fn reasons_silence_and_unused_reasons_are_told() {
    let silenced = "silence: {never-changed: its limit is set by law, no-target: this one is not found}, ";
    let measures = [measure("still", 1.0, &[40.0; 14], silenced), measure("b", 1.0, &lively(1), "")];
    let found = linted("silence:\n  target-never-met: the whole book is a first draft\n", &card(&measures));
    assert_eq!(told(&found), ["silence-unused: nothing is found here for `no-target` to be silenced"]);
    let reasons: Vec<_> =
        found.silenced.iter().map(|silenced| (silenced.check, silenced.node, silenced.reason.clone())).collect();
    let node = NodeIndex(3);
    assert_eq!(
        reasons,
        [
            (Check::TargetNeverMet, node, Text::plain("the whole book is a first draft")),
            (Check::NeverChanged, node, Text::plain("its limit is set by law")),
        ]
    );
}

#[test]
fn without_data_only_what_is_written_is_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("scorecards")).expect("a folder");
    std::fs::write(folder.path().join("scorebook.yaml"), "title: T\n").expect("written");
    let silenced = "silence: {never-changed: its limit is set by law}, ";
    let card = card(&[measure("a", 1.0, &[1.0; 14], silenced).replace("unit: h, ", "")]);
    std::fs::write(folder.path().join("scorecards/s.yaml"), card).expect("written");
    let book = definition::load(folder.path()).book.expect("a book");
    assert_eq!(told(&lint(&book, &[])), ["no-unit: measure `one/goal/a` has no unit"]);
}

#[test]
fn every_check_is_documented_and_has_words() {
    let doc = include_str!("../docs/lint.md");
    for code in Check::ALL.map(Check::code).into_iter().chain([SILENCE_UNUSED]) {
        assert!(doc.contains(&format!("`{code}`")), "{code} is not in docs/lint.md");
    }
    for words in [include_str!("../templates/words/en.json"), include_str!("../templates/words/zh.json")] {
        for check in Check::ALL {
            assert!(words.contains(&format!("\"check.{}\"", check.code())), "no words for {}", check.code());
            assert_eq!(Check::from_code(check.code()), Some(check));
        }
    }
}
