//! Assessments and scorecards joined, once all documents are read: measures that rate factors, and what measures can
//! take from assessments.

use super::super::Checker;
use super::super::checker::among;
use super::super::results::Giver;
use crate::diagnostic::Diagnostic;
use crate::scorecard::{Assessment, Factor, MeasureRef, Rated, ResultKind, Scorecard};

/// Checks the measures that rate factors.
pub(crate) fn link(checker: &mut Checker<'_>, assessments: &[Assessment], scorecards: &[Scorecard]) {
    for assessment in assessments {
        for factor in &assessment.factors {
            let Rated::ByMeasure(named) = &factor.rated else { continue };
            let finding = match scorecards.iter().find(|scorecard| scorecard.id == named.scorecard) {
                None => Some(unknown_scorecard(named, scorecards)),
                Some(scorecard) => fault(named, scorecard, assessment),
            };
            if let Some(finding) = finding {
                checker.report(finding);
            }
        }
    }
}

/// What assessments give to measures.
pub(crate) fn givers(assessments: &[Assessment]) -> impl Iterator<Item = Giver<'_>> {
    assessments.iter().map(|assessment| Giver {
        kind: ResultKind::Assessment,
        id: &assessment.id,
        frequency: assessment.frequency,
        whole: true,
        part: "factor",
        names: assessment.factors.iter().skip(1).map(|factor| factor.id.as_str()).collect(),
        measures: assessment.factors.iter().filter_map(rating).map(|named| (&*named.scorecard, &*named.path)).collect(),
    })
}

fn rating(factor: &Factor) -> Option<&MeasureRef> {
    match &factor.rated {
        Rated::ByMeasure(named) => Some(named),
        _ => None,
    }
}

fn unknown_scorecard(named: &MeasureRef, scorecards: &[Scorecard]) -> Diagnostic {
    let known: Vec<&str> = scorecards.iter().map(|scorecard| scorecard.id.as_str()).collect();
    let finding = Diagnostic::error("unknown-measure", format!("there is no scorecard `{}`", named.scorecard));
    let help = among(&named.scorecard, &known, "scorecards");
    finding.at(named.span, "").help(format!("{help}; a measure is written `scorecard/perspective/objective/measure`"))
}

/// What is wrong with a measure that rates a factor, if anything.
fn fault(named: &MeasureRef, scorecard: &Scorecard, assessment: &Assessment) -> Option<Diagnostic> {
    let is_measure = scorecard.find(&named.path).is_some_and(|index| scorecard.node(index).measure().is_some());
    if !is_measure {
        let paths: Vec<&str> = scorecard.measures().map(|(_, node, _)| node.path.as_str()).collect();
        let message = format!("scorecard `{}` has no measure `{}`", scorecard.id, named.path);
        let finding = Diagnostic::error("unknown-measure", message).at(named.span, "not known there");
        return Some(finding.help(among(&named.path, &paths, "measures")));
    }
    if scorecard.frequency > assessment.frequency {
        let (own, long) = (assessment.frequency.word(), scorecard.frequency.word());
        let message = format!("a measure by {long} cannot rate an assessment by {own}");
        let finding = Diagnostic::error("frequency", message).at(named.span, "");
        return Some(finding.help(format!("write `period: {long}` on the assessment, or rate the factor otherwise")));
    }
    None
}
