//! Who changed status between two periods, and whether for the worse.

use serde::Serialize;

use super::sheet::Sheet;
use super::view::{Link, StatusView};
use crate::scorecard::{NodeDetail, NodeIndex, Status};

/// Something that changed status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flip {
    /// What.
    pub link: Link,
    /// `Measure`, `Objective`, `Perspective`, `Scorecard`.
    pub kind: String,
    /// Whether it is a measure.
    pub is_measure: bool,
    /// Whether it holds its parent down.
    pub critical: bool,
    /// How it stood.
    pub from: StatusView,
    /// How it stands.
    pub to: StatusView,
    /// `81.2`
    pub from_score: Option<String>,
    /// `58.3`
    pub to_score: Option<String>,
    /// Which way it turned.
    pub turn: Turn,
    /// `worse`
    pub turn_word: String,
}

/// Which way a status turned; the order is that of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// From on track to at risk, or to off track.
    Worse,
    /// To no data.
    Lost,
    /// From off track to at risk, or to on track.
    Better,
    /// From no data.
    Found,
}

impl Turn {
    /// Every turn, the worst first.
    pub const ALL: [Self; 4] = [Self::Worse, Self::Lost, Self::Better, Self::Found];

    /// Its name in the words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Lost => "lost",
            Self::Better => "better",
            Self::Found => "found",
        }
    }

    /// `None` where nothing changed.
    fn of(from: Status, to: Status) -> Option<Self> {
        let rank = |status| Status::ALL.iter().position(|each| *each == status);
        match (from, to) {
            (from, to) if from == to => None,
            (_, Status::NoData) => Some(Self::Lost),
            (Status::NoData, _) => Some(Self::Found),
            (from, to) if rank(to) > rank(from) => Some(Self::Worse),
            _ => Some(Self::Better),
        }
    }
}

impl Sheet<'_> {
    /// Everything that changed status since the period compared with, the worst first, the whole before its parts.
    pub fn flips(&self) -> Vec<Flip> {
        let all = self.scorecard().indexed().map(|(node, _)| node);
        let applying = all.filter(|node| self.is_scored(*node) && self.applies(*node));
        let mut flips: Vec<Flip> = applying.filter_map(|node| self.flip(node)).collect();
        flips.sort_by_key(|flip| flip.turn); // stable: the order of the YAML stays
        flips
    }

    fn flip(&self, node: NodeIndex) -> Option<Flip> {
        let (before, now) = (self.before(node)?, self.now(node)?);
        let turn = Turn::of(before.status, now.status)?;
        let kind = match self.node(node).detail {
            NodeDetail::Scorecard => "term.scorecard",
            NodeDetail::Perspective => "term.perspective",
            NodeDetail::Objective { .. } => "term.objective",
            NodeDetail::Measure(_) => "term.measure",
        };
        Some(Flip {
            link: self.link(node),
            kind: self.pen.say(kind, &[]),
            is_measure: self.measure(node).is_some(),
            critical: self.node(node).critical,
            from: self.pen.status(before.status),
            to: self.pen.status(now.status),
            from_score: before.score.map(|score| self.score_text(score)),
            to_score: now.score.map(|score| self.score_text(score)),
            turn,
            turn_word: self.pen.say(&format!("turn.{}", turn.code()), &[]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_knows_better_from_worse_and_both_from_missing() {
        let turn = |from, to| Turn::of(from, to);
        assert_eq!(turn(Status::OnTrack, Status::AtRisk), Some(Turn::Worse));
        assert_eq!(turn(Status::OffTrack, Status::OnTrack), Some(Turn::Better));
        assert_eq!(turn(Status::OffTrack, Status::NoData), Some(Turn::Lost));
        assert_eq!(turn(Status::NoData, Status::OffTrack), Some(Turn::Found));
        assert_eq!(turn(Status::AtRisk, Status::AtRisk), None);
    }
}
