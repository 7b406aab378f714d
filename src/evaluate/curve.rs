//! From an actual to a score: one primitive, anchors joined by straight lines, for every way of scoring.

use super::digits::points;
use crate::scorecard::{Bands, Direction, Measure, Scoring};

/// A value and the score it earns.
type Anchor = (f64, f64);

/// A scoring curve, ready to score values.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// (value, score); at least one, values strictly increasing.
    anchors: Vec<Anchor>,
    /// Whether the score jumps at the anchors instead of running straight between them.
    steps: bool,
}

impl Curve {
    /// A curve through anchors; `None` unless there is one and values are finite and strictly increasing.
    pub fn through(anchors: Vec<Anchor>, steps: bool) -> Option<Self> {
        let rising = anchors.windows(2).all(|pair| pair[0].0 < pair[1].0 && (pair[1].0 - pair[0].0).is_finite());
        let finite = anchors.iter().all(|(value, score)| value.is_finite() && score.is_finite());
        (rising && finite && !anchors.is_empty()).then_some(Self { anchors, steps })
    }

    /// (value, score), values strictly increasing; outside the first and last value the score stays as it is there.
    pub fn anchors(&self) -> &[(f64, f64)] {
        &self.anchors
    }

    /// Whether the score jumps at the anchors instead of running straight between them.
    pub fn is_stepped(&self) -> bool {
        self.steps
    }

    /// The score of a value, 0 to 100, unrounded.
    pub fn score(&self, value: f64) -> f64 {
        let above = self.anchors.partition_point(|(at, _)| *at <= value);
        let last = self.anchors.len() - 1; // there is at least one: `through` sees to it
        let left = self.anchors[above.saturating_sub(1)];
        let score = if self.steps { left.1 } else { between(left, self.anchors[above.min(last)], value) };
        points(score.clamp(0.0, 100.0))
    }
}

/// The height at `value` of the straight line between two anchors, flat outside them.
fn between(left: Anchor, right: Anchor, value: f64) -> f64 {
    if value <= left.0 {
        return left.1;
    }
    if value >= right.0 {
        return right.1;
    }
    let share = (value - left.0) / (right.0 - left.0);
    (left.1 + (right.1 - left.1) * share).clamp(left.1.min(right.1), left.1.max(right.1))
}

/// The curve of a measure where `baseline` and `target` are in force.
///
/// `None` for a measure that is not scored, and under [`Scoring::Target`] where one of the two is missing or both
/// are the same.
pub fn of(measure: &Measure, bands: Bands, baseline: Option<f64>, target: Option<f64>) -> Option<Curve> {
    match &measure.scoring {
        Scoring::Target => Curve::through(target_anchors(baseline?, target?).into(), false),
        Scoring::Thresholds { off_track, on_track } => threshold_curve(*off_track, *on_track, bands),
        Scoring::Within([fail_low, low, high, fail_high]) => {
            let mut anchors = vec![(*fail_low, 0.0), (*low, 100.0), (*high, 100.0), (*fail_high, 0.0)];
            anchors.dedup();
            Curve::through(anchors, false)
        }
        Scoring::Steps(steps) => Curve::through(steps.clone(), true),
        Scoring::YesNo if measure.better == Direction::Lower => Curve::through(vec![(0.0, 100.0), (1.0, 0.0)], false),
        Scoring::YesNo => Curve::through(vec![(0.0, 0.0), (1.0, 100.0)], false),
        Scoring::Curve(anchors) => Curve::through(anchors.clone(), false),
        Scoring::Unscored => None,
    }
}

/// Scores against baseline and target without building a curve: the inner loop over entities and periods.
pub(super) fn target_score(value: f64, baseline: f64, target: f64) -> Option<f64> {
    let [left, right] = target_anchors(baseline, target);
    (left.0 < right.0 && (right.0 - left.0).is_finite()).then(|| points(between(left, right, value)))
}

/// (baseline, 0) and (target, 100), the smaller value first.
fn target_anchors(baseline: f64, target: f64) -> [Anchor; 2] {
    let (start, goal) = ((baseline, 0.0), (target, 100.0));
    if baseline <= target { [start, goal] } else { [goal, start] }
}

/// The line through (`off_track`, at-risk band) and (`on_track`, on-track band), from 0 to 100 points.
///
/// With bands of 33.33 and 66.67 this is the Goal–Red-Flag rule.
fn threshold_curve(off_track: f64, on_track: f64, bands: Bands) -> Option<Curve> {
    let value_per_point = (on_track - off_track) / (bands.on_track - bands.at_risk);
    if value_per_point == 0.0 || !value_per_point.is_finite() {
        return None;
    }
    let nothing = off_track - bands.at_risk * value_per_point;
    let full = on_track + (100.0 - bands.on_track) * value_per_point;
    let mut anchors = vec![(nothing, 0.0), (off_track, bands.at_risk), (on_track, bands.on_track), (full, 100.0)];
    anchors.dedup_by(|right, left| right.0 == left.0); // a band at 0 or 100 is its own end
    if on_track < off_track {
        anchors.reverse();
    }
    Curve::through(anchors, false)
}
