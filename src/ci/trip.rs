//! Which gates trip, and why: one finding a gate and node.
//!
//! Looked at is every node of every scorecard, for the top of its organisation, in the period it reports on. What does
//! not apply to the top is left out.

use super::Gate;
use crate::diagnostic::{Diagnostic, Findings};
use crate::evaluate::{Evaluation, Outcome};
use crate::scorecard::{Book, Contract, EntityTree, Node, NodeIndex, Scorecard, Scoring, Status, TableQuality};

/// Coverage this much below the gate still passes: what adding binary fractions may lose.
const SLACK: f64 = 1e-9;

/// What a run came to.
pub struct Results<'a> {
    /// The book.
    pub book: &'a Book,
    /// One a scorecard, in the order of the book.
    pub evaluations: Vec<&'a Evaluation>,
    /// What came of the tests of each table.
    pub quality: &'a [TableQuality],
}

/// A finding for each gate that trips and each node it trips at; none where all hold.
pub fn tripped(gates: &[Gate], results: &Results) -> Findings {
    let mut findings = Findings::default();
    for (scorecard, evaluation) in results.book.scorecards.iter().zip(&results.evaluations) {
        for (index, node) in scorecard.indexed() {
            let Some(outcome) = evaluation.current(EntityTree::TOP, index).filter(|outcome| outcome.applies) else {
                continue;
            };
            let place = Place { scorecard, evaluation, index, node, outcome };
            findings.extend(gates.iter().filter_map(|gate| place.judge(*gate, gates)));
        }
    }
    if gates.contains(&Gate::DataTests) {
        findings.extend(results.quality.iter().flat_map(|quality| broken_tests(&results.book.contracts, quality)));
    }
    findings
}

/// One node with how it stands.
struct Place<'a> {
    scorecard: &'a Scorecard,
    evaluation: &'a Evaluation,
    index: NodeIndex,
    node: &'a Node,
    outcome: &'a Outcome,
}

impl Place<'_> {
    fn judge(&self, gate: Gate, gates: &[Gate]) -> Option<Diagnostic> {
        match gate {
            Gate::OffTrack => self.status(Status::OffTrack, "gate-off-track"),
            // What is off track is told once: by its own gate, where that is asked for too.
            Gate::AtRisk => self.status(Status::AtRisk, "gate-at-risk").or_else(|| {
                (!gates.contains(&Gate::OffTrack)).then(|| self.status(Status::OffTrack, "gate-at-risk")).flatten()
            }),
            Gate::NoData => self.no_data(),
            Gate::Stale => self.stale(),
            Gate::Coverage(least) => self.coverage(least),
            Gate::ScoreDrop(most) => self.drop(most),
            Gate::DataTests => None,
        }
    }

    fn status(&self, status: Status, code: &'static str) -> Option<Diagnostic> {
        if self.outcome.status != status {
            return None;
        }
        let score = self.outcome.score?;
        let bands = self.scorecard.bands;
        let reason = match self.outcome.held_by {
            Some(held_by) => format!("held down by critical `{}`", self.scorecard.node(held_by).path),
            None if status == Status::OffTrack => format!("at risk begins at {}", bands.at_risk),
            None => format!("on track begins at {}", bands.on_track),
        };
        let score = points(score, &[bands.at_risk, bands.on_track]);
        let word = status.code().replace('-', " ");
        let message = format!("{} is {word} in {}: score {score}, {reason}", self.name(), self.evaluation.period);
        Some(self.finding(code, message))
    }

    fn no_data(&self) -> Option<Diagnostic> {
        let period = self.evaluation.period;
        let missing = match self.node.measure() {
            // It has a value that is not told.
            Some(_) if self.outcome.status == Status::Withheld => return None,
            Some(_) if self.outcome.actual.is_none() => format!("has no value in {period}"),
            Some(measure) if measure.scoring == Scoring::Unscored => return None,
            Some(_) if self.outcome.score.is_none() => {
                format!("has a value in {period} but no score: no curve, baseline or target is in force")
            }
            None if self.outcome.score.is_none() && self.outcome.weight > 0.0 => {
                let (covered, needed) = (percent(self.outcome.coverage), percent(self.scorecard.min_coverage));
                format!("has no score in {period}: {covered} of its weight has data, and {needed} are needed")
            }
            _ => return None,
        };
        Some(self.finding("gate-no-data", format!("{} {missing}", self.name())))
    }

    fn stale(&self) -> Option<Diagnostic> {
        let (stale, period) = (self.outcome.stale, self.evaluation.period);
        let overdue = if stale == 1 { "1 period".to_owned() } else { format!("{stale} periods") };
        let message = format!("the value of {} in {period} is carried forward, {overdue} overdue", self.name());
        (stale > 0).then(|| self.finding("gate-stale", message))
    }

    /// Measures are left out: theirs is all or nothing, which [`Gate::NoData`] is for.
    fn coverage(&self, least: f64) -> Option<Diagnostic> {
        let has_weight = self.node.measure().is_none() && self.outcome.weight > 0.0;
        if !has_weight || self.outcome.coverage >= least - SLACK {
            return None;
        }
        let (name, period, covered) = (self.name(), self.evaluation.period, percent(self.outcome.coverage));
        let message = format!("{name} has data for {covered} of its weight in {period}, less than {}", percent(least));
        Some(self.finding("gate-coverage", message))
    }

    fn drop(&self, most: f64) -> Option<Diagnostic> {
        let (period, before) = (self.evaluation.period, self.evaluation.period.previous());
        let earlier = self.evaluation.outcome(EntityTree::TOP, before, self.index)?.score?;
        let score = self.outcome.score?;
        let lost = earlier - score;
        if lost <= most + SLACK {
            return None;
        }
        let message = format!(
            "the score of {} fell by {} points from {before} to {period}, {} to {}; at most {most} are allowed",
            self.name(),
            points(lost, &[most]),
            points(earlier, &[score]),
            points(score, &[earlier]),
        );
        Some(self.finding("gate-score-drop", message))
    }

    /// As `explain` takes it: `crm-strategy/customer/keep-customers`.
    fn path(&self) -> String {
        let id = &self.scorecard.id;
        if self.node.path.is_empty() { id.clone() } else { format!("{id}/{}", self.node.path) }
    }

    fn name(&self) -> String {
        format!("`{}`", self.path())
    }

    fn finding(&self, code: &'static str, message: String) -> Diagnostic {
        let advice = match code {
            "gate-stale" => "bring the data of this period; ",
            "gate-no-data" | "gate-coverage" => "bring the data that is missing; ",
            _ => "",
        };
        let help = format!("{advice}`scorebook explain {}` shows what it rests on", self.path());
        Diagnostic::error(code, message).at(self.node.span, "").help(help)
    }
}

fn broken_tests(contracts: &[Contract], quality: &TableQuality) -> Vec<Diagnostic> {
    let contract = contracts.iter().find(|contract| contract.table.eq_ignore_ascii_case(&quality.table));
    let tests = contract.map_or(&[][..], |contract| &contract.tests);
    let broken = quality.tests.iter().filter(|(_, result)| !result.passed);
    let finding = |(at, _): &(usize, _)| {
        // What was accepted, with a reason, is known.
        let test = tests.get(*at).filter(|test| test.accepted.is_none())?;
        let message = format!("the test `{}` of `{}` does not hold", test.check.word(), quality.table);
        let help = "the finding `data-test` at the same place says why";
        Some(Diagnostic::error("gate-data-tests", message).at(test.span, "").help(help))
    };
    broken.filter_map(finding).collect()
}

/// 0.725 → `72.5 %`
fn percent(share: f64) -> String {
    format!("{} %", points(share * 100.0, &[]))
}

/// One decimal, or as many as tell it from what it is compared with: 79.96 is not 80.
fn points(number: f64, beside: &[f64]) -> String {
    let text = |decimals: usize, number: f64| format!("{number:.decimals$}");
    let apart = |decimals: &usize| {
        beside.iter().all(|other| (*other - number).abs() < SLACK || text(*decimals, *other) != text(*decimals, number))
    };
    let decimals = (1..9).find(apart).unwrap_or(9);
    let text = text(decimals, number);
    text.strip_suffix(".0").map(ToOwned::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ci::testing::{Made, as_is, book, evaluation};
    use crate::diagnostic::{FileId, Span};
    use crate::scorecard::{Allowed, DataCheck, DataTest, Layout, TestResult, Text};

    /// `code: message` of each gate that trips in 2026-10.
    fn trips(gates: &[Gate], measures: &[Made]) -> Vec<String> {
        let book = book(measures);
        let evaluation = evaluation(&book, "2026-10");
        let findings = tripped(gates, &Results { book: &book, evaluations: vec![&evaluation], quality: &[] });
        findings.iter().map(|finding| format!("{}: {}", finding.code, finding.message)).collect()
    }

    const BOTH: [&str; 2] = ["2026-09", "2026-10"];

    #[test]
    fn every_node_with_the_status_trips_from_the_scorecard_down() {
        let low = [(BOTH[1], 40.0)];
        let high = [(BOTH[1], 95.0)];
        let measures = [("low", as_is(), &low[..]), ("high", as_is(), &high[..])];
        assert_eq!(
            trips(&[Gate::OffTrack], &measures),
            ["gate-off-track: `card/p/o/low` is off track in 2026-10: score 40, at risk begins at 60"]
        );
        let told = trips(&[Gate::AtRisk], &measures);
        let names: Vec<&str> = told.iter().map(|line| line.split('`').nth(1).expect("a name")).collect();
        assert_eq!(names, ["card", "card/p", "card/p/o", "card/p/o/low"]);
        assert_eq!(told[0], "gate-at-risk: `card` is at risk in 2026-10: score 67.5, on track begins at 80");
        let both = trips(&[Gate::AtRisk, Gate::OffTrack], &measures);
        assert_eq!(both.len(), 4, "what is off track is told once: {both:?}");
        assert_eq!(both.iter().filter(|line| line.starts_with("gate-off-track")).count(), 1);
    }

    #[test]
    fn a_score_just_below_a_band_is_not_rounded_onto_it() {
        let told = trips(&[Gate::AtRisk], &[("m", as_is(), &[(BOTH[1], 79.996)])]);
        assert!(told[3].contains("score 79.996, on track begins at 80"), "{told:?}");
    }

    #[test]
    fn missing_values_trip_their_own_gates_and_no_status() {
        let there = [(BOTH[0], 90.0), (BOTH[1], 90.0)];
        let gone: [(&str, f64); 0] = [];
        let unscored = [(BOTH[1], 1.0)];
        let measures =
            [("a", as_is(), &there[..]), ("b", as_is(), &gone[..]), ("shown", Scoring::Unscored, &unscored[..])];
        assert_eq!(trips(&[Gate::OffTrack, Gate::AtRisk], &measures), Vec::<String>::new());
        let told = trips(&[Gate::NoData], &measures);
        assert_eq!(
            told[0],
            "gate-no-data: `card` has no score in 2026-10: 50 % of its weight has data, and 60 % are needed"
        );
        assert_eq!(told[3], "gate-no-data: `card/p/o/b` has no value in 2026-10");
        assert_eq!(told.len(), 4, "what is only shown has its value: {told:?}");
        let told = trips(&[Gate::Coverage(0.5)], &measures);
        assert_eq!(told, Vec::<String>::new(), "as much as was asked for is enough");
        let told = trips(&[Gate::Coverage(0.505)], &measures);
        assert_eq!(told.len(), 3, "measures are left out: {told:?}");
        assert!(told[0].ends_with("`card` has data for 50 % of its weight in 2026-10, less than 50.5 %"), "{told:?}");
    }

    #[test]
    fn values_carried_forward_trip_at_their_measure() {
        let measures = [("old", as_is(), &[(BOTH[0], 90.0)][..]), ("new", as_is(), &[(BOTH[1], 90.0)][..])];
        assert_eq!(
            trips(&[Gate::Stale], &measures),
            ["gate-stale: the value of `card/p/o/old` in 2026-10 is carried forward, 1 period overdue"]
        );
    }

    #[test]
    fn a_drop_counts_from_more_than_was_allowed() {
        let measures = [("m", as_is(), &[(BOTH[0], 90.0), (BOTH[1], 84.9)][..])];
        assert_eq!(trips(&[Gate::ScoreDrop(5.1)], &measures), Vec::<String>::new());
        assert_eq!(
            trips(&[Gate::ScoreDrop(5.0)], &measures)[3],
            "gate-score-drop: the score of `card/p/o/m` fell by 5.1 points from 2026-09 to 2026-10, 90 to 84.9; at \
             most 5 are allowed"
        );
        let rising = [("m", as_is(), &[(BOTH[0], 10.0), (BOTH[1], 84.9)][..])];
        assert_eq!(trips(&[Gate::ScoreDrop(0.0)], &rising), Vec::<String>::new());
    }

    #[test]
    fn tests_of_the_data_trip_at_their_place_even_when_they_only_warn() {
        let mut book = book(&[("m", as_is(), &[(BOTH[1], 90.0)])]);
        let span = Span { file: FileId(3), start: 7, end: 9 };
        let check = DataCheck::NotNull(vec!["shop".into()]);
        let test =
            DataTest { check, title: None, warns: true, filter: None, allowed: Allowed::Rows(0), accepted: None, span };
        let accepted = DataTest { accepted: Some(Text::plain("known since May")), ..test.clone() };
        let contract = Contract {
            table: "Orders".into(),
            title: None,
            layout: Layout::default(),
            null_values: Vec::new(),
            columns: Vec::new(),
            tests: vec![test.clone(), test.clone(), accepted],
            span,
        };
        book.contracts = vec![contract];
        let result = |passed| TestResult { passed, failed: 3, tested: 9 };
        let tests = vec![(0, result(true)), (1, result(false)), (2, result(false))];
        let quality = [TableQuality { table: "orders".into(), tests, ..TableQuality::default() }];
        let evaluation = evaluation(&book, "2026-10");
        let results = Results { book: &book, evaluations: vec![&evaluation], quality: &quality };
        let findings = tripped(&[Gate::DataTests], &results);
        let told: Vec<_> = findings.iter().map(|finding| (finding.message.as_str(), finding.labels[0].span)).collect();
        assert_eq!(told, [("the test `not_null` of `orders` does not hold", span)]);
    }
}
