//! Business cases and scorecards joined, once all documents are read: measures that tell of drivers, and what measures
//! can take from a case.

use super::super::Checker;
use super::super::checker::among;
use super::super::results::Giver;
use crate::diagnostic::Diagnostic;
use crate::scorecard::business_case::{BusinessCase, DriverMeasure};
use crate::scorecard::{Direction, Frequency, ResultKind, Scorecard};

/// Checks the measures that tell of drivers, and sees which way each should move.
pub(crate) fn link(checker: &mut Checker<'_>, cases: &mut [BusinessCase], scorecards: &[Scorecard]) {
    for case in cases {
        for measure in case.benefits.iter_mut().filter_map(|benefit| benefit.measure.as_mut()) {
            match scorecards.iter().find(|scorecard| scorecard.id == measure.scorecard) {
                None => checker.report(unknown_scorecard(measure, scorecards)),
                Some(scorecard) => in_scorecard(checker, measure, scorecard),
            }
        }
    }
}

fn unknown_scorecard(named: &DriverMeasure, scorecards: &[Scorecard]) -> Diagnostic {
    let known: Vec<&str> = scorecards.iter().map(|scorecard| scorecard.id.as_str()).collect();
    let finding = Diagnostic::error("unknown-measure", format!("there is no scorecard `{}`", named.scorecard));
    let help = among(&named.scorecard, &known, "scorecards");
    finding.at(named.span, "").help(format!("{help}; a measure is written `scorecard/perspective/objective/measure`"))
}

fn in_scorecard(checker: &mut Checker<'_>, named: &mut DriverMeasure, scorecard: &Scorecard) {
    let found = scorecard.find(&named.path).and_then(|index| scorecard.node(index).measure());
    if let Some(measure) = found {
        named.falls = measure.better == Direction::Lower;
        return;
    }
    let paths: Vec<&str> = scorecard.measures().map(|(_, node, _)| node.path.as_str()).collect();
    let message = format!("scorecard `{}` has no measure `{}`", scorecard.id, named.path);
    let finding = Diagnostic::error("unknown-measure", message).at(named.span, "not known there");
    checker.report(finding.help(among(&named.path, &paths, "measures")));
}

/// What business cases give to measures.
pub(crate) fn givers(cases: &[BusinessCase]) -> impl Iterator<Item = Giver<'_>> {
    cases.iter().map(|case| Giver {
        kind: ResultKind::BusinessCase,
        id: &case.id,
        frequency: Frequency::Year,
        whole: false,
        part: "result",
        names: case.results(),
        measures: case.measures().map(|named| (&*named.scorecard, &*named.path)).collect(),
    })
}
