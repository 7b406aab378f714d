//! An assessment evaluated: from answers, judgements and measures to memberships, scores and what blocks.
//!
//! For every entity, period and factor. Answers of an entity count for it and for all above it, each alike; a factor
//! that nobody rated is missing, not worth 0: its weight goes to its siblings, and coverage says how much that is.

mod findings;
mod outcome;
mod rate;
mod reweigh;
mod tally;
mod up;
mod withhold;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diagnostic::Findings;
use crate::scorecard::{Assessment, EntityTree, NodeIndex, Panel, Period, Rated};

pub use outcome::{Appraisal, Outcome};
pub use reweigh::Reweighing;

/// Values of the measures that rate factors, by factor, then by entity id (`None` is the top) and period.
pub type Measured = BTreeMap<NodeIndex, BTreeMap<(Option<String>, Period), f64>>;

/// All an assessment is evaluated from.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// What is asked.
    pub assessment: &'a Assessment,
    /// Of whom.
    pub entities: &'a EntityTree,
    /// What people answered.
    pub panel: &'a Panel,
    /// What measures say.
    pub measured: &'a Measured,
}

/// Evaluates an assessment for all its entities and periods.
///
/// `wanted` is the period to report on: the latest that begins before it ends is taken; `None` takes the latest with
/// a result. Nothing is given when no factor was ever rated, or when an answer is wrong; findings say so.
pub fn evaluate(evidence: Evidence, wanted: Option<Period>) -> (Option<Appraisal>, Findings) {
    let mut findings = Findings::default();
    let periods = periods(evidence);
    if periods.is_empty() {
        findings.push(findings::nothing_rated(evidence.assessment));
        return (None, findings);
    }
    let Some(mut appraisal) = Appraisal::empty(evidence, periods) else {
        findings.push(findings::too_large(evidence.assessment));
        return (None, findings);
    };
    let tally = tally::tally(evidence, &appraisal.periods, &mut findings);
    rate::check_judgements(evidence, &mut findings);
    if findings.has_errors() {
        return (None, findings);
    }
    rate::rate(evidence, &tally, &mut appraisal);
    withhold::withhold(evidence, &mut appraisal);
    up::add_up(evidence.assessment, &mut appraisal);
    let Some(period) = appraisal.reported(wanted) else {
        findings.push(findings::none_before(evidence.assessment, wanted, &appraisal));
        return (None, findings);
    };
    appraisal.period = period;
    findings::doubts(evidence.assessment, &appraisal, &mut findings);
    (Some(appraisal), findings)
}

/// The periods somebody was asked in; where nobody was, those of judgements, else those of measures.
fn periods(evidence: Evidence) -> Vec<Period> {
    let assessment = evidence.assessment;
    let mut found: Vec<Period> = evidence.panel.answers.iter().map(|answer| answer.period).collect();
    if found.is_empty() {
        found = judged(assessment).collect();
    }
    if found.is_empty() {
        found = evidence.measured.values().flat_map(|values| values.keys().map(|(_, period)| *period)).collect();
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The periods judgements were made in.
fn judged(assessment: &Assessment) -> impl Iterator<Item = Period> {
    let lists = assessment.factors.iter().filter_map(|factor| match &factor.rated {
        Rated::ByJudgement(list) => Some(list),
        _ => None,
    });
    lists.flatten().map(|judgement| judgement.when.ending_in(assessment.frequency))
}

impl Appraisal {
    /// Gives every group its outcome anew, after weights have changed.
    pub fn add_up(&mut self, assessment: &Assessment) {
        up::add_up(assessment, self);
    }

    /// The score of a group at the top whose parts weigh so much (shares in the order of its edges), in the period
    /// reported on; `None` where it has none.
    pub fn score_with(&self, assessment: &Assessment, group: NodeIndex, weights: &[f64]) -> Option<f64> {
        let factor = assessment.factor(group);
        let has_score = self.current(EntityTree::TOP, group)?.score.is_some();
        let fits = has_score && weights.len() == factor.edges.len();
        let cell = self.cell(EntityTree::TOP, self.period).filter(|_| fits)?;
        reweigh::with_weights(assessment, factor, cell, weights)
    }
}
