//! How many stand where: the strip of marks under a headline.

use serde::Serialize;

use super::sheet::Sheet;
use super::view::StatusView;
use crate::scorecard::{NodeIndex, Status};

/// One status and how many have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The status.
    pub status: StatusView,
    /// How many.
    pub n: usize,
}

impl Sheet<'_> {
    /// The scored measures under a node by status; statuses nobody has are left out.
    pub fn tally_view(&self, node: NodeIndex) -> Vec<Tally> {
        self.tally_of(self.tally(&self.measures_under(node)))
    }

    /// Counts by status, in the order of [`Status::ALL`], as a strip.
    pub fn tally_of(&self, counts: [usize; Status::ALL.len()]) -> Vec<Tally> {
        let all = Status::ALL.into_iter().zip(counts).filter(|(_, n)| *n > 0);
        all.map(|(status, n)| Tally { status: self.pen.status(status), n }).collect()
    }
}
