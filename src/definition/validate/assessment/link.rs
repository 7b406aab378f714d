//! Assessments and scorecards joined, once all documents are read: measures that rate factors, and measures whose
//! values are what came of an assessment.

use super::super::Checker;
use super::super::checker::among;
use crate::diagnostic::Diagnostic;
use crate::scorecard::{
    Aggregate, Assessment, AssessmentRef, Frequency, Measure, MeasureRef, NodeDetail, Rated, Scorecard, ValueSource,
};

/// Checks what assessments and scorecards say of each other, and gives measures from assessments what follows from that.
pub(crate) fn link(checker: &mut Checker<'_>, assessments: &[Assessment], scorecards: &mut [Scorecard]) {
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
    for scorecard in scorecards {
        let frequency = scorecard.frequency;
        for node in &mut scorecard.nodes {
            if let NodeDetail::Measure(measure) = &mut node.detail {
                take_from(checker, measure, assessments, frequency);
            }
        }
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

/// Gives a measure from an assessment its frequency and its way over entities: there is a score at every level.
fn take_from(checker: &mut Checker<'_>, measure: &mut Measure, assessments: &[Assessment], own: Frequency) {
    let ValueSource::Assessed(from) = &measure.source else { return };
    let Some(assessment) = assessments.iter().find(|assessment| assessment.id == from.assessment) else {
        let known: Vec<&str> = assessments.iter().map(|assessment| assessment.id.as_str()).collect();
        let finding = Diagnostic::error("unknown-assessment", format!("there is no assessment `{}`", from.assessment));
        checker.report(finding.at(from.span, "").help(among(&from.assessment, &known, "assessments")));
        return;
    };
    if let Some(finding) = unfit(from, assessment, own) {
        checker.report(finding);
        return;
    }
    measure.frequency = Some(assessment.frequency).filter(|frequency| *frequency != own);
    measure.aggregate = Some(Aggregate::Sql);
}

fn unfit(from: &AssessmentRef, assessment: &Assessment, own: Frequency) -> Option<Diagnostic> {
    let factor = from.factor.as_deref();
    if let Some(factor) = factor.filter(|factor| assessment.find(factor).is_none()) {
        let known: Vec<&str> = assessment.factors.iter().skip(1).map(|factor| factor.id.as_str()).collect();
        let finding =
            Diagnostic::error("unknown-factor", format!("assessment `{}` has no factor `{factor}`", assessment.id));
        return Some(finding.at(from.span, "").help(among(factor, &known, "factors")));
    }
    if assessment.factors.iter().any(|factor| matches!(factor.rated, Rated::ByMeasure(_))) {
        let message = format!("assessment `{}` is itself rated by measures", assessment.id);
        let finding = Diagnostic::error("assessment-cycle", message).at(from.span, "");
        return Some(finding.help("a score cannot rest on itself: name an assessment that people alone rate"));
    }
    if assessment.frequency < own {
        let (short, long) = (assessment.frequency.word(), own.word());
        let message = format!("an assessment by {short} cannot be a measure in a scorecard by {long}");
        let finding = Diagnostic::error("frequency", message).at(from.span, "");
        return Some(finding.help(format!("write `period: {long}` on the assessment")));
    }
    None
}
