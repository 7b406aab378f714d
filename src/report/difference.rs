//! How the difference of a node is shown, on pages and on the command line alike: tenths of a point that add up.

use super::rounding;
use crate::compare::{Cause, NodeDifference, Standing};
use crate::scorecard::Bands;

/// Scores, their change and its causes, all as shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownDifference {
    /// The score as it was.
    pub from: Option<f64>,
    /// The score as it is.
    pub to: Option<f64>,
    /// Tenths of a point: the difference of the two as shown.
    pub change: Option<i64>,
    /// Tenths of a point; they add up to the change.
    pub causes: Vec<(Cause, i64)>,
}

impl ShownDifference {
    /// `bands` are those of the two editions, the old one's first.
    pub fn of(node: &NodeDifference, bands: (Bands, Bands)) -> Self {
        let shown = Self::between(&node.old, &node.new, bands);
        let change = shown.change.filter(|_| node.change.is_some());
        let points: Vec<f64> = node.causes.iter().map(|share| share.points).collect();
        let tenths = change.map_or_else(Vec::new, |change| rounding::apportion(&points, change));
        let causes = node.causes.iter().map(|share| share.cause).zip(tenths);
        Self { change, causes: causes.collect(), ..shown }
    }

    /// The same between two standings, without causes.
    pub fn between(old: &Standing, new: &Standing, bands: (Bands, Bands)) -> Self {
        let from = old.score.map(|score| rounding::score(score, bands.0));
        let to = new.score.map(|score| rounding::score(score, bands.1));
        let change = from.zip(to).map(|(from, to)| ((to - from) * 10.0).round() as i64);
        Self { from, to, change, causes: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Names, Share};
    use crate::scorecard::Status;

    fn standing(score: f64) -> Standing {
        Standing { score: Some(score), status: Status::AtRisk, coverage: 1.0, actual: None, target: None }
    }

    #[test]
    fn causes_add_up_to_the_difference_of_what_is_shown() {
        let share = |cause, points| Share { cause, points };
        let node = NodeDifference {
            id: String::new(),
            kind: "scorecard".to_owned(),
            title: Names::default(),
            // Shown as 75.4 and 79.9, which is still at risk: 4.5 and not the 4.6 of 4.56.
            old: standing(75.40),
            new: standing(79.96),
            change: Some(4.56),
            causes: vec![share(Cause::Data, 2.28), share(Cause::Weights, 2.28)],
            definition: Vec::new(),
        };
        let shown = ShownDifference::of(&node, (Bands::default(), Bands::default()));
        assert_eq!((shown.from, shown.to, shown.change), (Some(75.4), Some(79.9), Some(45)));
        assert_eq!(shown.causes.iter().map(|(_, tenths)| tenths).sum::<i64>(), 45);
    }
}
