//! Status: the score against the bands, held down by critical children.

use super::outcome::Outcome;
use super::plan::PlannedNode;
use crate::scorecard::{Bands, NodeIndex, Status};

/// The status of a score, and the critical child that holds it down, if one does.
///
/// A critical child that is off track holds its parent at "at risk" or below. Several: the lowest score is named,
/// of equals the one that stands first in the scorecard. Without a score, because a child is withheld or for that among
/// other reasons, a node is withheld itself.
pub(super) fn judge(
    bands: Bands,
    score: Option<f64>,
    node: &PlannedNode,
    outcomes: &[Outcome],
) -> (Status, Option<NodeIndex>) {
    let has_withheld = || node.edges.iter().any(|(child, _)| outcomes[*child].status == Status::Withheld);
    let status = if score.is_none() && has_withheld() { Status::Withheld } else { bands.status(score) };
    if status != Status::OnTrack {
        return (status, None);
    }
    let holding = node.critical.iter().filter(|child| holds(outcomes[**child].status));
    let score_of = |child: usize| outcomes[child].score.unwrap_or(0.0);
    let lowest = holding.min_by(|a, b| score_of(**a).total_cmp(&score_of(**b)).then(a.cmp(b)));
    lowest.map_or((status, None), |child| (Status::AtRisk, Some(NodeIndex(*child))))
}

/// Whether a critical child that stands so holds its parent at "at risk" or below.
pub(super) fn holds(child: Status) -> bool {
    child == Status::OffTrack
}
