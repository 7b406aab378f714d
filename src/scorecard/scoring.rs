//! How a value is judged: direction, curve, bands, status, and values that change with time.

use serde::{Deserialize, Serialize};

use super::Period;

/// Which way a measure should move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Best within a range: neither more nor less is better as such.
    Within,
}

/// A number that may change with time: each value holds from the first day of its period until the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    always: Option<f64>,
    dated: Vec<(Period, f64)>,
}

impl Timeline {
    /// The same value at all times.
    pub fn constant(value: f64) -> Self {
        Self { always: Some(value), dated: Vec::new() }
    }

    /// Values from dates on; before the first there is none.
    pub fn dated(mut values: Vec<(Period, f64)>) -> Self {
        values.sort_by_key(|(from, _)| *from);
        Self { always: None, dated: values }
    }

    /// The value in force in `period`: the latest that began on or before the period's first day.
    pub fn at(&self, period: Period) -> Option<f64> {
        let dated = self.dated.iter().rev().find(|(from, _)| period.is_on_or_after(*from));
        dated.map(|(_, value)| *value).or(self.always)
    }

    /// Every value with the period it begins in (`None`: it always held), in order of time.
    pub fn entries(&self) -> Vec<(Option<Period>, f64)> {
        let always = self.always.map(|value| (None, value));
        always.into_iter().chain(self.dated.iter().map(|(from, value)| (Some(*from), *value))).collect()
    }
}

/// How an actual becomes a score. All forms but `Steps` expand to anchors joined by straight lines.
#[derive(Clone, Debug, PartialEq)]
pub enum Scoring {
    /// (baseline, 0) to (target, 100). The target may come from SQL per period and entity instead.
    Target,
    /// (`off_track`, at-risk band) to (`on_track`, on-track band), continued on the same slope to 0 and 100.
    Thresholds {
        /// The red-flag value R: scores the lower limit of "at risk".
        off_track: f64,
        /// The goal T: scores the lower limit of "on track".
        on_track: f64,
    },
    /// Best from the second to the third value, worth nothing from the first down and from the fourth up.
    Within([f64; 4]),
    /// Half-open steps: from each value (inclusive) up to the next, its score. Below the first, the first's.
    Steps(Vec<(f64, f64)>),
    /// 1 (yes) is 100 and 0 (no) is 0, the other way round where lower is better.
    YesNo,
    /// The anchors (value, score) themselves, values strictly increasing.
    Curve(Vec<(f64, f64)>),
    /// Shown, not scored: the measure carries no weight.
    Unscored,
}

/// The lower limits of "on track" and "at risk", in points; bands are half-open:
/// from `on_track` up, from `at_risk` up to but not including `on_track`, and the rest.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bands {
    /// On track from here.
    pub on_track: f64,
    /// At risk from here, off track below.
    pub at_risk: f64,
}

impl Default for Bands {
    fn default() -> Self {
        Self { on_track: 80.0, at_risk: 60.0 }
    }
}

impl Bands {
    /// The status of an unrounded score.
    pub fn status(self, score: Option<f64>) -> Status {
        match score {
            None => Status::NoData,
            Some(score) if score >= self.on_track => Status::OnTrack,
            Some(score) if score >= self.at_risk => Status::AtRisk,
            Some(_) => Status::OffTrack,
        }
    }
}

/// How a node stands. Ordered from best to worst, with no data and withheld last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// ● on track
    OnTrack,
    /// ▲ at risk
    AtRisk,
    /// ◆ off track
    OffTrack,
    /// ○ no data: never the same as a score of 0
    NoData,
    /// □ withheld: there is a value, and it rests on too few people to be shown
    Withheld,
}

impl Status {
    /// Every status, best first.
    pub const ALL: [Self; 5] = [Self::OnTrack, Self::AtRisk, Self::OffTrack, Self::NoData, Self::Withheld];

    /// The mark that stands beside the word, safe without colour.
    pub fn mark(self) -> char {
        match self {
            Self::OnTrack => '●',
            Self::AtRisk => '▲',
            Self::OffTrack => '◆',
            Self::NoData => '○',
            Self::Withheld => '□',
        }
    }

    /// The code used in JSON, CSS classes and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::OnTrack => "on-track",
            Self::AtRisk => "at-risk",
            Self::OffTrack => "off-track",
            Self::NoData => "no-data",
            Self::Withheld => "withheld",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_half_open_and_compare_unrounded() {
        let bands = Bands::default();
        assert_eq!(bands.status(Some(80.0)), Status::OnTrack);
        assert_eq!(bands.status(Some(79.999_999)), Status::AtRisk);
        assert_eq!(bands.status(Some(59.96)), Status::OffTrack);
        assert_eq!(bands.status(None), Status::NoData);
    }

    #[test]
    fn a_dated_value_holds_until_the_next() {
        let period = |text| Period::parse(text).expect("a period");
        let targets = Timeline::dated(vec![(period("2026"), 84.0), (period("2025"), 80.0)]);
        assert_eq!(targets.at(period("2024-12")), None);
        assert_eq!(targets.at(period("2025-12")), Some(80.0));
        assert_eq!(targets.at(period("2026-01")), Some(84.0));
    }
}
