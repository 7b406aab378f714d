//! Small shapes that pages share.

use serde::Serialize;

use super::figure::Figure;
use super::number::NumberFormat;

/// A status as it is shown: mark, word and a code for its colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusView {
    /// `on-track`, `at-risk`, `off-track`, `no-data`, or `unscored` for what is shown without a score.
    pub code: &'static str,
    /// `on track`, `达标`.
    pub word: String,
    /// `close call`, where other weights would often give another status.
    pub close: Option<String>,
}

/// Something to follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Relative to the page.
    pub href: String,
    /// Its name.
    pub title: String,
}

/// A number in pieces, so that the unit can be small beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// `¥`, or nothing.
    pub before: String,
    /// `−1,234.5`.
    pub number: String,
    /// `%` with the space it needs, or nothing.
    pub after: String,
    /// The unrounded value, for sorting.
    pub value: f64,
}

impl Quantity {
    /// A value in its format.
    pub fn new(format: &NumberFormat, value: f64) -> Self {
        let after = format!("{}{}", format.gap(), format.suffix);
        Self { before: format.prefix.clone(), number: format.bare(value), after, value }
    }

    /// In one piece.
    pub fn text(&self) -> String {
        format!("{}{}{}", self.before, self.number, self.after)
    }
}

/// How a node stands: the block beside a headline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// `71.9`; `None` without data.
    pub score: Option<String>,
    /// Its status.
    pub status: StatusView,
    /// `−2.1`, against the period before.
    pub change: Option<String>,
    /// `since September`.
    pub since: Option<String>,
    /// `coverage 94 %`; `None` when all has data.
    pub coverage: Option<String>,
    /// `between 67.3 and 73.6 if missing measures were 0 or 100`; `None` when nothing is missing.
    pub bounds: Option<String>,
    /// `held at “at risk” by Complaints solved`.
    pub held: Option<String>,
    /// The score against its bands.
    pub bullet: Figure,
}

/// A perspective, an objective or a feeder in a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NodeRow {
    /// Where it leads.
    pub link: Link,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Its share of its parent: `35 %`.
    pub weight: Quantity,
    /// `83.7`; `None` without data.
    pub score: Option<Quantity>,
    /// `+1.2`, against the period before.
    pub change: Option<String>,
    /// The score against its bands.
    pub bullet: Figure,
    /// The score over time.
    pub spark: Figure,
    /// How it stands.
    pub status: StatusView,
    /// What qualifies the score: `coverage 80 %`, `held at “at risk” by Complaints solved`.
    pub remark: Option<String>,
    /// Whether it holds its parent down when off track.
    pub critical: bool,
}

/// A measure in a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureRow {
    /// Where it leads.
    pub link: Link,
    /// Its share of its objective; `None` when it is not scored.
    pub weight: Option<Quantity>,
    /// What was observed.
    pub actual: Option<Quantity>,
    /// The goal.
    pub target: Option<Quantity>,
    /// Against the period before: `−2.1 pp`.
    pub change: Option<Quantity>,
    /// `58.3`; `None` without data or when it is not scored.
    pub score: Option<Quantity>,
    /// The score against its bands; `None` when it is not scored.
    pub bullet: Option<Figure>,
    /// Its values over time with the target.
    pub spark: Figure,
    /// How it stands.
    pub status: StatusView,
    /// Whether it holds its parent down when off track.
    pub critical: bool,
    /// `value of August`, or `last reported July 2026`.
    pub remark: Option<String>,
}

/// Measures under the objective they belong to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureGroup {
    /// The objective.
    pub link: Link,
    /// How it stands.
    pub status: StatusView,
    /// `68.4`.
    pub score: Option<Quantity>,
    /// Its measures, in the order of the YAML.
    pub rows: Vec<MeasureRow>,
}
