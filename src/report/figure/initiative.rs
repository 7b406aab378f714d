//! What pictures of initiatives show.

use serde::{Deserialize, Serialize};

use super::Caption;

/// How far a step, or a whole initiative, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// Reached.
    Done,
    /// Neither reached nor due.
    Open,
    /// Due and not reached.
    Late,
}

/// A step on a line of time. Places are in days, from any day on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GanttStep {
    /// What is reached.
    pub label: String,
    /// All there is to say of it, for a tooltip: `Trial in East: due August 2026, 2 months late`.
    pub said: String,
    /// When it was due.
    pub due: f64,
    /// When it was reached; the drawing's `now` for what is late, `due` for what is open.
    pub at: f64,
    /// How far it is.
    pub progress: Progress,
}

/// An initiative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GanttRow {
    /// Its name.
    pub label: String,
    /// `2 months late`, `on schedule`.
    pub note: String,
    /// How far it is.
    pub progress: Progress,
    /// First and last day; `None` where no date is known.
    pub span: Option<(f64, f64)>,
    /// Its steps, in order of time.
    pub steps: Vec<GanttStep>,
}

/// Initiatives of one perspective.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GanttGroup {
    /// The perspective's name.
    pub title: String,
    /// Top to bottom.
    pub rows: Vec<GanttRow>,
}

/// A place on the line of time with its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GanttTick {
    /// In days.
    pub at: f64,
    /// `2026`, `Apr`
    pub label: String,
    /// A year: named before what lies within it.
    pub major: bool,
}

/// Initiatives with their milestones on a line of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gantt {
    /// Words.
    pub caption: Caption,
    /// Top to bottom.
    pub groups: Vec<GanttGroup>,
    /// Oldest first.
    pub ticks: Vec<GanttTick>,
    /// The end of the period reported on.
    pub now: f64,
    /// Its name: `end of October 2026`.
    pub now_label: String,
}

/// How much of a budget is spent, in a table row. Shares are of the budget: 1 is all of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spend {
    /// Words.
    pub caption: Caption,
    /// The share that is spent; `None` draws the budget alone.
    pub spent: Option<f64>,
    /// The share of its time that is gone.
    pub elapsed: Option<f64>,
    /// The largest share in the table, so that its rows share a scale; at least 1.
    pub most: f64,
}
