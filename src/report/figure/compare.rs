//! Figures that set entities, perspectives or periods beside each other.

use serde::{Deserialize, Serialize};

use super::Caption;
use crate::report::number::NumberFormat;
use crate::scorecard::{Bands, Status};

/// A difference with how it is written: (−4.2, `−4.2 pp`).
pub type Difference = (f64, String);

/// One row of variance bars. Absent numbers leave their bar out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VarianceRow {
    /// Its name.
    pub label: String,
    /// The actual: a solid bar.
    pub value: Option<f64>,
    /// `¥1.2M`, or the word for no data.
    pub said: String,
    /// The previous period's: a lighter bar behind.
    pub previous: Option<f64>,
    /// The target: an outlined bar.
    pub target: Option<f64>,
    /// How far the actual is from what it is compared with.
    pub absolute: Option<Difference>,
    /// The same as a share of what it is compared with, in per cent.
    pub relative: Option<Difference>,
    /// Colour of the differences.
    pub status: Status,
    /// Carried forward, not observed: hatched, as a forecast is.
    pub expected: bool,
}

/// Bars with their absolute and relative variance, in IBCS notation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variance {
    /// Words.
    pub caption: Caption,
    /// Over the bars, the absolute and the relative variance: (`Actual`, `Against target`, `%`).
    pub heads: (String, String, String),
    /// In the order drawn.
    pub rows: Vec<VarianceRow>,
}

/// One line of a slope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SlopeRow {
    /// Its name.
    pub label: String,
    /// Where it was.
    pub from: Option<f64>,
    /// Where it is.
    pub to: Option<f64>,
    /// Colour and mark of where it is.
    pub status: Status,
}

/// Two periods, a line from one to the other for each row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slope {
    /// Words.
    pub caption: Caption,
    /// The earlier period: `October 2025`.
    pub from: String,
    /// The later one.
    pub to: String,
    /// Rows with neither value are not drawn.
    pub rows: Vec<SlopeRow>,
    /// How values are written.
    pub format: NumberFormat,
}

/// One of many small trends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// Its name.
    pub label: String,
    /// Oldest first; `None` leaves a gap.
    pub values: Vec<Option<f64>>,
    /// The last value as written, or the word for no data.
    pub said: String,
    /// Colour and mark of the last value.
    pub status: Status,
}

/// Small trends on one scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Multiples {
    /// Words.
    pub caption: Caption,
    /// In the order drawn, row by row.
    pub panels: Vec<Panel>,
    /// A line they share: the limit of a band, a target.
    pub reference: Option<f64>,
    /// The first and the last period.
    pub ends: (String, String),
    /// How the ends of the scale are written.
    pub format: NumberFormat,
}

/// One axis of a radar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RadarAxis {
    /// Its name.
    pub label: String,
    /// A score from 0, the centre, to 100.
    pub value: Option<f64>,
    /// `68.4`, or the word for no data.
    pub said: String,
    /// The previous period's score.
    pub previous: Option<f64>,
    /// Colour and mark.
    pub status: Status,
}

/// Scores on axes around a centre. Areas mislead, so a scorecard has to ask for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Radar {
    /// Words.
    pub caption: Caption,
    /// Clockwise from the top.
    pub axes: Vec<RadarAxis>,
    /// Limits of the bands: rings.
    pub bands: Bands,
}
