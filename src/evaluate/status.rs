//! Status: the score against the bands, held down by critical children.

use crate::scorecard::{Bands, NodeIndex, Status};

/// A child as its parent's status sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Child {
    pub(super) index: NodeIndex,
    pub(super) critical: bool,
    pub(super) status: Status,
    pub(super) score: Option<f64>,
}

/// The status of a score, and the critical child that holds it down, if one does.
///
/// A critical child that is off track holds its parent at "at risk" or below. Several: the lowest score is named,
/// of equals the one that stands first in the scorecard.
pub(super) fn judge(
    bands: Bands,
    score: Option<f64>,
    children: impl Iterator<Item = Child>,
) -> (Status, Option<NodeIndex>) {
    let status = bands.status(score);
    if status != Status::OnTrack {
        return (status, None);
    }
    let holding = children.filter(|child| child.critical && child.status == Status::OffTrack);
    let lowest = holding.min_by(|a, b| {
        let scores = a.score.unwrap_or(0.0).total_cmp(&b.score.unwrap_or(0.0));
        scores.then(a.index.cmp(&b.index))
    });
    lowest.map_or((status, None), |child| (Status::AtRisk, Some(child.index)))
}
