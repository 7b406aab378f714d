//! What each picture on a page shows: numbers and words, no geometry and no HTML.
//!
//! Templates draw a figure with the `draw` filter, which hands it to [`crate::chart`].

mod compare;
mod customers;
mod drivers;
mod finance;
mod firm;
mod initiative;
mod pyramid;
mod quadrants;
mod survey;

use serde::{Deserialize, Serialize};

pub use compare::{Difference, Multiples, Panel, Radar, RadarAxis, Slope, SlopeRow, Variance, VarianceRow};
pub use customers::{Concentration, ConcentrationMark, ShareRow, Shares};
pub use drivers::{Driver, Drivers, Join};
pub use finance::{Cash, CashPoint, Histogram, Profile, Stacked, StackedColumn};
pub use firm::{Stability, StabilityRow, Tornado, TornadoRow};
pub use initiative::{Gantt, GanttGroup, GanttRow, GanttStep, GanttTick, Progress, Spend};
pub use pyramid::{Pyramid, PyramidLink, PyramidNode};
pub use quadrants::{Quadrant, QuadrantAxis, QuadrantPoint, Quadrants};
pub use survey::{GapRow, Gaps, Stack, StackRow};

use super::number::NumberFormat;
use crate::scorecard::{Bands, Status};

/// A picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Figure {
    /// A score against its bands, after Few.
    Bullet(Bullet),
    /// Actual against target over time.
    Trend(Trend),
    /// A small line in a table.
    Spark(Spark),
    /// How a score moved from one period to another, part by part.
    Bridge(Bridge),
    /// A scoring curve with today's point.
    Curve(Curve),
    /// One value per entity, against the previous one and the target.
    Dots(Dots),
    /// Objectives by perspective with cause-effect arrows.
    StrategyMap(StrategyMap),
    /// From the files to a measure.
    Lineage(Lineage),
    /// Initiatives with their milestones on a line of time.
    Gantt(Gantt),
    /// How much of a budget is spent, in a table row.
    Spend(Spend),
    /// Bars with their absolute and relative variance, in IBCS notation.
    Variance(Variance),
    /// Two periods, a line for each row.
    Slope(Slope),
    /// Small trends on one scale.
    Multiples(Multiples),
    /// Scores around a centre.
    Radar(Radar),
    /// What each weight does to a score.
    Tornado(Tornado),
    /// How firm an order of entities is.
    Stability(Stability),
    /// Amounts on top of each other, year by year.
    Stacked(Stacked),
    /// Flows with their sum, and when the money is back.
    Cash(Cash),
    /// Net present value over discount rates.
    Profile(Profile),
    /// How often values lie where.
    Histogram(Histogram),
    /// A performance pyramid.
    Pyramid(Pyramid),
    /// How value lies with customers.
    Concentration(Concentration),
    /// Groups by their share of customers and of value.
    Shares(Shares),
    /// A tree of what drives a figure.
    Drivers(Drivers),
    /// Points on two axes, cut into four quarters.
    Quadrants(Box<Quadrants>),
    /// Expected against perceived.
    Gaps(Gaps),
    /// Parts of a whole, worst first.
    Stack(Stack),
}

impl Figure {
    /// The words it carries, to give it another id where it is drawn twice.
    pub fn caption_mut(&mut self) -> &mut Caption {
        match self {
            Self::Bullet(figure) => &mut figure.caption,
            Self::Trend(figure) => &mut figure.caption,
            Self::Spark(figure) => &mut figure.caption,
            Self::Bridge(figure) => &mut figure.caption,
            Self::Curve(figure) => &mut figure.caption,
            Self::Dots(figure) => &mut figure.caption,
            Self::StrategyMap(figure) => &mut figure.caption,
            Self::Lineage(figure) => &mut figure.caption,
            Self::Gantt(figure) => &mut figure.caption,
            Self::Spend(figure) => &mut figure.caption,
            Self::Variance(figure) => &mut figure.caption,
            Self::Slope(figure) => &mut figure.caption,
            Self::Multiples(figure) => &mut figure.caption,
            Self::Radar(figure) => &mut figure.caption,
            Self::Tornado(figure) => &mut figure.caption,
            Self::Stability(figure) => &mut figure.caption,
            Self::Stacked(figure) => &mut figure.caption,
            Self::Cash(figure) => &mut figure.caption,
            Self::Profile(figure) => &mut figure.caption,
            Self::Histogram(figure) => &mut figure.caption,
            Self::Pyramid(figure) => &mut figure.caption,
            Self::Concentration(figure) => &mut figure.caption,
            Self::Shares(figure) => &mut figure.caption,
            Self::Drivers(figure) => &mut figure.caption,
            Self::Quadrants(figure) => &mut figure.caption,
            Self::Gaps(figure) => &mut figure.caption,
            Self::Stack(figure) => &mut figure.caption,
        }
    }
}

/// Words every picture carries for those who cannot see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caption {
    /// Unique on its page; prefixes the ids inside the SVG.
    pub id: String,
    /// What the picture shows, in a few words.
    pub title: String,
    /// What it says, in a sentence.
    pub summary: String,
    /// What stands in the picture's place when it has nothing to draw: `no data`.
    #[serde(default)]
    pub no_data: String,
    /// What stands there when a value must not be shown: `withheld`.
    #[serde(default)]
    pub withheld: String,
}

impl Caption {
    /// What stands in the place of a value that is not there.
    pub fn nothing(&self, status: Status) -> &str {
        if status == Status::Withheld { &self.withheld } else { &self.no_data }
    }
}

/// A score from 0 to 100 against the bands, with bounds and the previous score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bullet {
    /// Words.
    pub caption: Caption,
    /// The score; `None` draws only bands and bounds.
    pub score: Option<f64>,
    /// If all that is missing were 0 and 100; drawn when they differ.
    pub bounds: Option<(f64, f64)>,
    /// The previous period's score.
    pub previous: Option<f64>,
    /// What stands over the previous score's line: `September 74.0`; empty in a table row.
    pub previous_label: String,
    /// Colour and pattern of the bar.
    pub status: Status,
    /// Limits of the bands.
    pub bands: Bands,
    /// Words under the bands, worst first: (`off track`, `from 0`); empty in a table row.
    pub band_labels: Vec<(String, String)>,
}

/// One period of a trend.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrendPoint {
    /// The period, written in full: `October 2026`.
    pub label: String,
    /// Short, for the axis; empty where the axis has no tick: `2026`.
    pub tick: String,
    /// The actual; `None` leaves a gap.
    pub value: Option<f64>,
    /// The target in force.
    pub target: Option<f64>,
    /// Colour and mark of the point when it is the last.
    pub status: Status,
    /// Carried forward from an earlier period: drawn hollow.
    pub stale: bool,
    /// Beyond the measure's own noise: a larger dot.
    #[serde(default)]
    pub signal: bool,
    /// Within which bounds the truth lies, where the value is an estimate: a whisker.
    #[serde(default)]
    pub interval: Option<(f64, f64)>,
    /// A note on this period; marked with its number, counted from 1 over the notes of the trend, oldest first.
    pub note: Option<String>,
}

/// A range of values shaded behind a trend: natural limits, or what counts as on track.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrendBand {
    /// From this value; `None` begins at the frame.
    pub from: Option<f64>,
    /// Up to this one; `None` ends at the frame.
    pub to: Option<f64>,
    /// What stands beside it; may be empty.
    pub label: String,
}

/// Natural process limits: the line between is the mean, the range is shaded. Each value with what stands beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProcessLimits {
    /// Index of the first point they judge; those before are not shaded.
    pub from: usize,
    /// (82.9, `lower limit 82.9`)
    pub low: (f64, String),
    /// (85.4, `mean 85.4`)
    pub mean: (f64, String),
    /// (87.9, `upper limit 87.9`)
    pub high: (f64, String),
}

/// Actual against target over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// Words.
    pub caption: Caption,
    /// Oldest first.
    pub points: Vec<TrendPoint>,
    /// How values are written.
    pub format: NumberFormat,
    /// What stands beside the target line: `target 84`.
    pub target_label: String,
    /// Index of the period reported on; emphasised and labelled with its value.
    pub current: usize,
    /// Shaded behind the line; most trends have none.
    #[serde(default)]
    pub bands: Vec<TrendBand>,
    /// What the measure's own noise spans; `None` where there is too little to say so.
    #[serde(default)]
    pub limits: Option<ProcessLimits>,
}

/// A small line in a table; no labels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spark {
    /// Words.
    pub caption: Caption,
    /// Oldest first; `None` leaves a gap.
    pub values: Vec<Option<f64>>,
    /// Dotted, where there is one.
    pub targets: Vec<Option<f64>>,
}

/// One step of a bridge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BridgePart {
    /// What moved: `Retention rate`.
    pub label: String,
    /// By how many points.
    pub change: f64,
}

/// From one score to another; the parts add up exactly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bridge {
    /// Words.
    pub caption: Caption,
    /// Where it starts: (`September`, 74.0).
    pub from: (String, f64),
    /// Where it ends: (`October`, 71.9).
    pub to: (String, f64),
    /// Largest first, "others" last.
    pub parts: Vec<BridgePart>,
    /// How points are written.
    pub format: NumberFormat,
}

/// A scoring curve with today's point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// Words.
    pub caption: Caption,
    /// (value, score), values increasing.
    pub anchors: Vec<(f64, f64)>,
    /// Whether the score jumps at the anchors instead of running straight between them.
    pub steps: bool,
    /// (actual, score).
    pub point: Option<(f64, f64)>,
    /// Colour and mark of the point.
    pub status: Status,
    /// Limits of the bands.
    pub bands: Bands,
    /// How values are written.
    pub format: NumberFormat,
}

/// One entity of a dot plot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DotRow {
    /// Its name.
    pub label: String,
    /// This period's value.
    pub value: Option<f64>,
    /// The previous period's.
    pub previous: Option<f64>,
    /// Colour and mark.
    pub status: Status,
}

/// One value per entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dots {
    /// Words.
    pub caption: Caption,
    /// In the order drawn.
    pub rows: Vec<DotRow>,
    /// The target all share, if they do.
    pub target: Option<f64>,
    /// What stands beside the target line.
    pub target_label: String,
    /// How values are written.
    pub format: NumberFormat,
}

/// A lane of the strategy map: one perspective.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapLane {
    /// The perspective's name.
    pub title: String,
    /// Its objectives, in the order of the YAML.
    pub nodes: Vec<MapNode>,
}

/// An objective on the strategy map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapNode {
    /// Its path, which edges name.
    pub path: String,
    /// Its name.
    pub title: String,
    /// `68.4`, or `–`.
    pub score: String,
    /// Colour and mark.
    pub status: Status,
    /// The word for the status.
    pub status_word: String,
    /// Where it leads, relative to the page.
    pub href: String,
    /// `2 initiatives, 1 late`; empty where there is none.
    #[serde(default)]
    pub initiatives: String,
}

/// Objectives by perspective with cause-effect arrows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StrategyMap {
    /// Words.
    pub caption: Caption,
    /// Effects on top: the first perspective first.
    pub lanes: Vec<MapLane>,
    /// Cause path → effect path.
    pub edges: Vec<(String, String)>,
}

/// A file, a table, a model or the measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineageNode {
    /// Unique in the figure; edges name it.
    pub id: String,
    /// `data/orders.csv`, `orders`, `Retention rate`.
    pub title: String,
    /// `9c1e44f0`, `41,208 rows`; may be empty.
    pub note: String,
}

/// What stands under each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineageColumn {
    /// `Files`; empty where the column before has the title.
    pub title: String,
    /// Top to bottom.
    pub nodes: Vec<LineageNode>,
}

/// From the files to a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lineage {
    /// Words.
    pub caption: Caption,
    /// Left to right: files, tables, models one after another, the measure.
    pub columns: Vec<LineageColumn>,
    /// Read id → reader id.
    pub edges: Vec<(String, String)>,
}
