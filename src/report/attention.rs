//! What needs attention: off track, missing, stale or thinly covered, with who answers for it and for how long.

use serde::Serialize;

use super::sheet::Sheet;
use super::view::{Link, StatusView};
use crate::evaluate::Outcome;
use crate::scorecard::{NodeDetail, NodeIndex, Status};

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attention {
    /// The measure, or the objective or perspective with too little data.
    pub link: Link,
    /// How it stands.
    pub status: StatusView,
    /// Whether it holds its parent down.
    pub critical: bool,
    /// `74.5 % against 90 %, off track for 5 months.`
    pub said: String,
    /// `Customer service · initiative “Second-line desk” is 2 months late`.
    pub who: String,
}

/// Why a node is on the list; the order is that of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Off track, and it holds its parent down.
    CriticalOffTrack,
    /// Off track.
    OffTrack,
    /// No value for the period.
    Missing,
    /// Too little of its weight has data for a score.
    LowCoverage,
    /// The value is an earlier period's.
    Stale,
}

impl Reason {
    /// The names of the kinds of exception, in order.
    pub const KINDS: [&'static str; 4] = ["off-track", "missing", "thin", "stale"];

    /// The kind of exception it is, as the words name it.
    pub fn kind(self) -> &'static str {
        match self {
            Self::CriticalOffTrack | Self::OffTrack => "off-track",
            Self::Missing => "missing",
            Self::LowCoverage => "thin",
            Self::Stale => "stale",
        }
    }
}

impl Sheet<'_> {
    /// Everything under a node that needs attention, what costs most points first.
    pub fn attention(&self, node: NodeIndex) -> Vec<Attention> {
        self.exceptions(node).into_iter().filter_map(|(reason, _, node)| self.item(node, reason)).collect()
    }

    /// The same without words: why, how many points of the whole it lacks, and what.
    pub fn exceptions(&self, node: NodeIndex) -> Vec<(Reason, f64, NodeIndex)> {
        let mut found: Vec<(Reason, f64, NodeIndex)> = Vec::new();
        let measures = self.measures_under(node).into_iter().filter(|measure| self.is_scored(*measure));
        for each in measures.chain(self.thin_nodes(node)) {
            if let Some((reason, outcome)) = self.reason(each) {
                let lost = outcome.weight * (100.0 - outcome.score.unwrap_or(0.0));
                found.push((reason, lost, each));
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        found
    }

    /// For how many periods in a row a node has been on the list for a reason.
    pub fn lasting(&self, node: NodeIndex, reason: Reason) -> usize {
        match reason {
            Reason::Stale => self.now(node).map_or(0, |outcome| usize::try_from(outcome.stale).unwrap_or(usize::MAX)),
            _ => self.standing_for(node),
        }
    }

    /// What is the matter, without for how long: `74.5 % against a target of 90 %.`
    pub fn said(&self, node: NodeIndex, reason: Reason, outcome: &Outcome) -> String {
        match reason {
            Reason::CriticalOffTrack | Reason::OffTrack => {
                self.beside_target(node, outcome) + &self.pen.say("sentence.end", &[])
            }
            Reason::Missing => self.said_missing(node),
            Reason::Stale => self.said_stale(node, outcome),
            Reason::LowCoverage => self.said_thin(outcome),
        }
    }

    /// The node, its perspectives and objectives: what may lack the data for a score.
    fn thin_nodes(&self, node: NodeIndex) -> impl Iterator<Item = NodeIndex> {
        let under = self.objectives_under(node);
        let parents = under.iter().flat_map(|objective| self.ancestors(*objective));
        let mut all: Vec<NodeIndex> = parents.chain(under.iter().copied()).chain([node]).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter()
    }

    fn reason(&self, node: NodeIndex) -> Option<(Reason, &Outcome)> {
        let outcome = self.now(node)?;
        let is_measure = matches!(self.node(node).detail, NodeDetail::Measure(_));
        let reason = match (is_measure, outcome.status) {
            (true, Status::OffTrack) if self.node(node).critical => Reason::CriticalOffTrack,
            (true, Status::OffTrack) => Reason::OffTrack,
            (true, Status::NoData) => Reason::Missing,
            // A reader can do nothing about it.
            (_, Status::Withheld) => return None,
            (true, _) if outcome.stale > 0 => Reason::Stale,
            // All missing is told by the measures themselves.
            (false, Status::NoData) if outcome.coverage > 0.0 => Reason::LowCoverage,
            _ => return None,
        };
        Some((reason, outcome))
    }

    fn item(&self, node: NodeIndex, reason: Reason) -> Option<Attention> {
        let outcome = self.now(node)?;
        let said = match reason {
            Reason::CriticalOffTrack | Reason::OffTrack => self.said_off_track(node, outcome),
            _ => self.said(node, reason, outcome),
        };
        let who = [self.owner(node), self.share_of_all(outcome, reason), self.initiative_clause(node)];
        Some(Attention {
            link: self.link(node),
            status: self.status(node),
            critical: self.node(node).critical,
            said,
            who: self.pen.facts(who),
        })
    }

    /// `74.5 % against a target of 90 %`.
    fn beside_target(&self, node: NodeIndex, outcome: &Outcome) -> String {
        let value = outcome.actual.map_or_else(String::new, |actual| self.value_text(node, actual));
        match outcome.target.map(|target| self.value_text(node, target)) {
            Some(target) => self.pen.say("attention.against", &[("value", &value), ("target", &target)]),
            None => value,
        }
    }

    fn said_off_track(&self, node: NodeIndex, outcome: &Outcome) -> String {
        let said = self.beside_target(node, outcome);
        let run = self.standing_for(node);
        let duration = self.pen.duration(self.period(), run);
        let since = if run > 1 { "attention.for" } else { "attention.new" };
        let said = self.pen.say(since, &[("said", &said), ("duration", &duration)]);
        match self.signal(node) {
            Some(rule) => self.pen.say("attention.signal", &[("said", &said), ("rule", &self.rule_text(rule))]),
            None => said,
        }
    }

    fn said_missing(&self, node: NodeIndex) -> String {
        match self.last_reported(node) {
            Some(last) => {
                let period = self.pen.period_beside(last, self.period());
                self.pen.say("attention.missing", &[("period", &period)])
            }
            None => self.pen.say("attention.never", &[]),
        }
    }

    fn said_stale(&self, node: NodeIndex, outcome: &Outcome) -> String {
        let value = outcome.actual.map_or_else(String::new, |actual| self.value_text(node, actual));
        let last = self.last_reported(node).map(|last| self.pen.period_beside(last, self.period()));
        self.pen.say("attention.stale", &[("value", &value), ("period", &last.unwrap_or_default())])
    }

    fn said_thin(&self, outcome: &Outcome) -> String {
        let share = self.pen.share_text(outcome.coverage);
        let least = self.pen.share_text(self.scorecard().min_coverage);
        self.pen.say("attention.thin", &[("share", &share), ("least", &least)])
    }

    fn share_of_all(&self, outcome: &Outcome, reason: Reason) -> Option<String> {
        let share = self.pen.share_text(outcome.weight);
        (reason == Reason::Missing).then(|| self.pen.say("attention.weight", &[("share", &share)]))
    }

    /// `initiative “Second-line desk” is 2 months late`, `no initiative linked`.
    fn initiative_clause(&self, node: NodeIndex) -> Option<String> {
        self.measure(node)?;
        let linked = self.initiatives_for(node);
        let latest = linked.iter().max_by_key(|each| self.lateness(each));
        let Some(initiative) = latest else { return Some(self.pen.say("attention.no-initiative", &[])) };
        let title = self.pen.text(&initiative.title);
        Some(match self.lateness(initiative) {
            Some(by) => self.pen.say("attention.initiative-late", &[("title", &title), ("late", &self.late_text(by))]),
            None => self.pen.say("attention.initiative", &[("title", &title)]),
        })
    }
}
