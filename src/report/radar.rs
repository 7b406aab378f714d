//! The perspectives around a centre, where a scorecard asks for it.

use serde::Serialize;

use super::figure::{Figure, Radar, RadarAxis};
use super::sheet::Sheet;
use crate::scorecard::{NodeIndex, Scorecard, Status};

/// With fewer axes there is no shape to see.
const LEAST: usize = 3;

/// A radar. Its numbers stand in the table of the perspectives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RadarView {
    /// `The perspectives around a centre`.
    pub title: String,
    /// How to read it.
    pub note: String,
    /// The picture.
    pub figure: Figure,
}

impl Sheet<'_> {
    /// The perspectives as a radar; `None` unless the scorecard asks for it and has three.
    pub fn radar(&self) -> Option<RadarView> {
        let root = self.node(Scorecard::ROOT);
        let perspectives: Vec<NodeIndex> =
            root.edges.iter().map(|edge| edge.child).filter(|child| self.applies(*child)).collect();
        if !self.scorecard().radar || perspectives.len() < LEAST {
            return None;
        }
        let title = self.pen.say("radar.title", &[]);
        let note = match self.previous_period() {
            Some(previous) => {
                let previous = self.pen.period_beside(previous, self.period());
                self.pen.say("radar.note", &[("previous", &previous)])
            }
            None => self.pen.say("radar.note-first", &[]),
        };
        let figure = Figure::Radar(Radar {
            caption: self.pen.caption("radar", title.clone(), note.clone()),
            axes: perspectives.into_iter().map(|node| self.radar_axis(node)).collect(),
            bands: self.bands(),
        });
        Some(RadarView { title, note, figure })
    }

    fn radar_axis(&self, node: NodeIndex) -> RadarAxis {
        let now = self.now(node);
        let value = now.and_then(|outcome| outcome.score);
        RadarAxis {
            label: self.title(node),
            value,
            said: value.map_or_else(|| self.pen.status_word(Status::NoData), |score| self.score_text(score)),
            previous: self.before(node).and_then(|outcome| outcome.score),
            status: now.map_or(Status::NoData, |outcome| outcome.status),
        }
    }
}
