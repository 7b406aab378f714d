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

#[cfg(test)]
mod tests {
    use super::super::testing::{Made, Named, made, words};
    use super::*;
    use crate::report::pen::Pen;
    use crate::scorecard::{Edge, Locale};

    fn view(made: &Made) -> Option<RadarView> {
        let (material, words) = (made.material(), words(Locale::En));
        let pen = Pen { words: &words, links: &Named, book: &made.book };
        Sheet::new(pen, &material, 0).expect("a scorecard").radar()
    }

    #[test]
    fn it_is_drawn_where_asked_for_and_with_three_perspectives() {
        let mut made = made();
        made.book.scorecards[0].radar = true;
        assert_eq!(view(&made), None, "two perspectives");
        made.book.scorecards[0].nodes[0].edges.push(Edge { child: NodeIndex(3), weight: 0.1 });
        let Some(RadarView { figure: Figure::Radar(radar), .. }) = view(&made) else { panic!("a radar") };
        assert_eq!(
            radar.axes.iter().map(|axis| axis.label.as_str()).collect::<Vec<_>>(),
            ["Customer", "Learning", "Keep customers"]
        );
        assert_eq!((radar.axes[1].value, radar.axes[1].said.as_str()), (None, "no data"));
        made.book.scorecards[0].radar = false;
        assert_eq!(view(&made), None, "not asked for");
    }
}
