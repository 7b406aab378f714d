//! What a node's past says: which way it moved and for how long, since when it stands as it does.

use super::sheet::Sheet;
use crate::evaluate::Outcome;
use crate::scorecard::{NodeIndex, Period, Status};

/// Which way a measure's actual moved, as shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Up.
    Rose,
    /// Down.
    Fell,
    /// Not so that it shows.
    Stayed,
}

/// A move and for how many periods in a row it went the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Which way.
    pub way: Way,
    /// At least 1.
    pub run: usize,
}

impl Sheet<'_> {
    /// How a measure's actual moved to where it is; `None` without two values next to each other.
    pub fn movement(&self, node: NodeIndex) -> Option<Movement> {
        let history = self.history(node, LOOK_BACK);
        let shown = |outcome: &Outcome| {
            let format = self.format(node);
            outcome.actual.map(|actual| (actual, format.bare(actual)))
        };
        let way = |earlier: &Outcome, later: &Outcome| {
            let ((a, a_shown), (b, b_shown)) = (shown(earlier)?, shown(later)?);
            Some(match (a_shown == b_shown, a < b) {
                (true, _) => Way::Stayed,
                (false, true) => Way::Rose,
                (false, false) => Way::Fell,
            })
        };
        let ways: Vec<Option<Way>> = history.windows(2).map(|pair| way(pair[0].1, pair[1].1)).rev().collect();
        let latest = (*ways.first()?)?;
        let run = ways.iter().take_while(|way| **way == Some(latest)).count();
        Some(Movement { way: latest, run })
    }

    /// The change of a measure's actual against the period before.
    pub fn actual_change(&self, node: NodeIndex) -> Option<f64> {
        Some(self.now(node)?.actual? - self.before(node)?.actual?)
    }

    /// For how many periods in a row a node has had the status it has.
    pub fn standing_for(&self, node: NodeIndex) -> usize {
        let Some(status) = self.now(node).map(|outcome| outcome.status) else { return 0 };
        let history = self.history(node, LOOK_BACK);
        history.iter().rev().take_while(|(_, outcome)| outcome.status == status).count()
    }

    /// The last period for which a measure has a value of its own, not one carried forward.
    pub fn last_reported(&self, node: NodeIndex) -> Option<Period> {
        let history = self.history(node, usize::MAX);
        let fresh = history.iter().rev().find(|(_, outcome)| outcome.actual.is_some() && outcome.stale == 0);
        fresh.map(|(period, _)| *period)
    }

    /// How many of some measures stand where: on track, at risk, off track, no data, withheld. Unscored ones do not count.
    pub fn tally(&self, measures: &[NodeIndex]) -> [usize; Status::ALL.len()] {
        Status::ALL.map(|status| {
            let stands = |node: &&NodeIndex| {
                self.is_scored(**node) && self.now(**node).map_or(Status::NoData, |o| o.status) == status
            };
            measures.iter().filter(stands).count()
        })
    }
}

/// Runs longer than this are not told apart.
const LOOK_BACK: usize = 120;
