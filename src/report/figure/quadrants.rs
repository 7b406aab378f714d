//! Points on two axes, cut into four.

use serde::{Deserialize, Serialize};

use super::Caption;
use crate::report::number::NumberFormat;
use crate::scorecard::Status;

/// A point of the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuadrantPoint {
    /// Its name.
    pub label: String,
    /// Its place across; a point that lacks one of its places is not drawn.
    pub across: Option<f64>,
    /// Its place up.
    pub up: Option<f64>,
    /// Colour and mark; without one it is a plain dot.
    pub status: Option<Status>,
}

/// One of the two axes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuadrantAxis {
    /// `Importance`
    pub title: String,
    /// Where the line stands that parts low from high; what lies on it is high.
    pub cut: f64,
    /// How its values are written.
    pub format: NumberFormat,
    /// The ends of its scale, which it spans at least; `None` where the points decide.
    #[serde(default)]
    pub ends: Option<(f64, f64)>,
}

/// What a quarter of the map means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quadrant {
    /// `Concentrate here`
    pub name: String,
    /// `Matters much, done badly: first in line.`; may be empty.
    pub advice: String,
}

/// Named points on two axes and two lines that cut them into four quarters: importance and performance, a portfolio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quadrants {
    /// Words.
    pub caption: Caption,
    /// To the right.
    pub across: QuadrantAxis,
    /// Upwards.
    pub up: QuadrantAxis,
    /// What the lines are, said below: `Dashed: the means, 4.31 and 3.92`; may be empty.
    pub cuts: String,
    /// Upper left, upper right, lower left, lower right.
    pub quadrants: [Quadrant; 4],
    /// Those before others get their names where there is no room for all.
    pub points: Vec<QuadrantPoint>,
}
