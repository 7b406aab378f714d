//! From the leaves to the whole: memberships, scores and levels of groups.

use super::outcome::{Appraisal, Outcome};
use crate::evaluate::digits::points;
use crate::method::{fuzzy, maturity};
use crate::scorecard::{Assessment, AssessmentMethod, Factor, Operator, Status};

/// Coverage this much below the minimum still reaches it: what adding binary fractions may lose.
const SLACK: f64 = 1e-9;

/// Gives every group its outcome, parts before their group.
pub(super) fn add_up(assessment: &Assessment, appraisal: &mut Appraisal) {
    let leaves = leaves(assessment);
    for cell in appraisal.outcomes.chunks_exact_mut(assessment.factors.len()) {
        for (at, factor) in assessment.factors.iter().enumerate().rev() {
            if !factor.edges.is_empty() {
                cell[at] = group(assessment, factor, &leaves[at], cell);
            }
        }
    }
}

/// The leaves under each factor with their share of it; by factor.
fn leaves(assessment: &Assessment) -> Vec<Vec<(usize, f64)>> {
    let mut found: Vec<Vec<(usize, f64)>> = vec![Vec::new(); assessment.factors.len()];
    for (at, factor) in assessment.factors.iter().enumerate().rev() {
        if factor.edges.is_empty() {
            found[at] = vec![(at, 1.0)];
        }
        for edge in &factor.edges {
            let below: Vec<_> = found[edge.child.0].iter().map(|(leaf, share)| (*leaf, share * edge.weight)).collect();
            found[at].extend(below);
        }
    }
    found
}

/// The outcome of a group from those of its parts. `leaves` are those under it with their shares.
fn group(assessment: &Assessment, factor: &Factor, leaves: &[(usize, f64)], cell: &[Outcome]) -> Outcome {
    let parts = || factor.edges.iter().map(|edge| (&cell[edge.child.0], edge.weight));
    let coverage: f64 = parts().map(|(part, weight)| part.coverage * weight).sum();
    let rated: Vec<(&Outcome, f64)> = parts().filter(|(part, _)| part.score.is_some()).collect();
    let counted = Outcome {
        coverage,
        answers: parts().map(|(part, _)| part.answers).sum(),
        raters: parts().map(|(part, _)| part.raters).max().unwrap_or(0),
        ..Outcome::missing()
    };
    if rated.is_empty() || coverage + SLACK < assessment.min_coverage {
        let is_withheld = parts().any(|(part, _)| part.status == Status::Withheld);
        let status = if is_withheld { Status::Withheld } else { Status::NoData };
        return Outcome { status, ..counted };
    }
    let total: f64 = rated.iter().map(|(_, weight)| weight).sum();
    let weights: Vec<f64> = rated.iter().map(|(_, weight)| weight / total).collect();
    let rows: Vec<Vec<f64>> = rated.iter().map(|(part, _)| part.memberships.clone()).collect();
    let operator = operator(assessment, factor);
    let scores: Vec<f64> = rated.iter().filter_map(|(part, _)| part.score).collect();
    let (memberships, score) = combined(assessment, factor, &weights, &rows, &scores);
    let maturity = levels(leaves, cell);
    Outcome {
        loss: fuzzy::loss(operator, &weights, &rows).map(|loss| named(&loss, factor, cell)),
        score,
        status: assessment.bands.status(score),
        level: maturity.map(|found| found.mean),
        reached: maturity.map(|found| found.reached),
        memberships,
        ..counted
    }
}

/// How the memberships of a group add up.
fn operator(assessment: &Assessment, factor: &Factor) -> Operator {
    match assessment.method {
        AssessmentMethod::Fuzzy => factor.operator,
        AssessmentMethod::Mean | AssessmentMethod::Maturity => Operator::WeightedMean,
    }
}

/// Memberships and score of a group whose parts have these weights (shares that sum to 1), memberships and scores.
pub(super) fn combined<R: AsRef<[f64]>>(
    assessment: &Assessment,
    factor: &Factor,
    weights: &[f64],
    rows: &[R],
    scores: &[f64],
) -> (Vec<f64>, Option<f64>) {
    let plain = fuzzy::compose(operator(assessment, factor), weights, rows);
    let memberships = if assessment.normalise { fuzzy::normalised(&plain).unwrap_or(plain) } else { plain };
    let score = match assessment.method {
        AssessmentMethod::Fuzzy => fuzzy::score(&memberships, &assessment.scores()),
        AssessmentMethod::Mean | AssessmentMethod::Maturity => {
            Some(scores.iter().zip(weights).map(|(score, weight)| score * weight).sum())
        }
    };
    (memberships, score.map(points))
}

/// The levels of the leaves of a group together; `None` where grades are no levels.
fn levels(leaves: &[(usize, f64)], cell: &[Outcome]) -> Option<maturity::Maturity> {
    let levels = leaves.iter().filter_map(|(leaf, share)| Some((cell[*leaf].level?, *share)));
    maturity::maturity(&levels.collect::<Vec<_>>())
}

/// What is lost, with places among all parts instead of the rated ones.
fn named(loss: &fuzzy::Loss, factor: &Factor, cell: &[Outcome]) -> fuzzy::Loss {
    let rated: Vec<usize> =
        factor.edges.iter().map(|edge| edge.child.0).filter(|part| cell[*part].score.is_some()).collect();
    let silent = loss.silent.iter().filter_map(|at| rated.get(*at).copied()).collect();
    fuzzy::Loss { silent, many: loss.many }
}
