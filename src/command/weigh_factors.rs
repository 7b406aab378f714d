//! Weights of the factors of an assessment that judgements or data decide, by the same methods as those of a scorecard.
//!
//! A history is one of scores: of the parts of a group, at the top, in the periods up to the one reported on. The scores
//! of groups depend on the weights below them, so the deepest groups come first.

use super::weigh::{WeighedNodes, again, judged};
use crate::diagnostic::Findings;
use crate::engine::Engine;
use crate::method::assessment::Appraisal;
use crate::method::weigh::{History, Subject, Weighed};
use crate::scorecard::{Assessment, EntityTree, NodeIndex};

/// Reads tables of judgements into the assessments, and sets the weights that need no history; what is wrong is told.
pub fn by_judgement(engine: &dyn Engine, assessments: &mut [Assessment], findings: &mut Findings) {
    for assessment in assessments {
        for index in (0..assessment.factors.len()).map(NodeIndex) {
            let Some(mut weighting) = assessment.factors[index.0].weighting.take() else { continue };
            let weighed = judged(engine, &mut weighting, &subject(assessment, index, None), findings);
            if let Some(weighed) = weighed {
                set(assessment, index, &weighed);
            }
            assessment.factors[index.0].weighting = Some(weighting);
        }
    }
}

/// Works out every set of weights with the history at hand; groups whose weights it decides are added up anew.
pub fn by_history(assessment: &mut Assessment, appraisal: &mut Appraisal, findings: &mut Findings) -> WeighedNodes {
    let mut all = WeighedNodes::new();
    for index in (0..assessment.factors.len()).rev().map(NodeIndex) {
        let Some(weighting) = assessment.factors[index.0].weighting.clone() else { continue };
        let history = history(assessment, appraisal, index);
        let Some(weighed) = again(&weighting, &subject(assessment, index, Some(&history)), findings) else {
            continue;
        };
        if weighting.method.needs_history() {
            set(assessment, index, &weighed);
            appraisal.add_up(assessment);
        }
        all.insert(index, weighed);
    }
    all
}

fn subject<'h>(assessment: &Assessment, group: NodeIndex, history: Option<&'h History>) -> Subject<'h> {
    let factor = assessment.factor(group);
    let name = if group == Assessment::ROOT {
        format!("assessment `{}`", assessment.id)
    } else {
        format!("factor `{}` of assessment `{}`", factor.id, assessment.id)
    };
    let items = factor.edges.iter().map(|edge| assessment.factor(edge.child).id.clone()).collect();
    Subject { name, items, history }
}

fn set(assessment: &mut Assessment, group: NodeIndex, weighed: &Weighed) {
    let edges = &mut assessment.factors[group.0].edges;
    edges.iter_mut().zip(&weighed.weights).for_each(|(edge, weight)| edge.weight = *weight);
}

/// The scores of the parts of a group over time, of periods in which all have one.
fn history(assessment: &Assessment, appraisal: &Appraisal, group: NodeIndex) -> History {
    let edges = &assessment.factor(group).edges;
    let score = |period, part| appraisal.outcome(EntityTree::TOP, period, part)?.score;
    let upto = appraisal.periods.iter().filter(|period| **period <= appraisal.period);
    let rows = upto.filter_map(|period| edges.iter().map(|edge| score(*period, edge.child)).collect());
    History { rows: rows.collect(), higher: vec![true; edges.len()] }
}
