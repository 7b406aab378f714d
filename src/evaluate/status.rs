//! Status: the score against the bands, held down by critical children.

use super::outcome::Outcome;
use crate::scorecard::{Bands, NodeIndex, Status};

/// The status of a score, and the critical child that holds it down, if one does.
///
/// A critical child that is off track holds its parent at "at risk" or below. Several: the lowest score is named,
/// of equals the one that stands first in the scorecard.
pub(super) fn judge(
    bands: Bands,
    score: Option<f64>,
    critical: &[usize],
    outcomes: &[Outcome],
) -> (Status, Option<NodeIndex>) {
    let status = bands.status(score);
    if status != Status::OnTrack {
        return (status, None);
    }
    let holding = critical.iter().filter(|child| outcomes[**child].status == Status::OffTrack);
    let score_of = |child: usize| outcomes[child].score.unwrap_or(0.0);
    let lowest = holding.min_by(|a, b| score_of(**a).total_cmp(&score_of(**b)).then(a.cmp(b)));
    lowest.map_or((status, None), |child| (Status::AtRisk, Some(NodeIndex(*child))))
}
