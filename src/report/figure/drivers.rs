//! What drives a figure: a tree of values, each said to be the sum, product or quotient of those below it.

use serde::{Deserialize, Serialize};

use super::Caption;

/// How a value is joined to its sibling before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Join {
    /// Added.
    Plus,
    /// Taken off.
    Minus,
    /// Multiplied.
    Times,
    /// Divided by.
    Over,
}

impl Join {
    /// `×`
    pub fn sign(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "−",
            Self::Times => "×",
            Self::Over => "÷",
        }
    }
}

/// A value in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Driver {
    /// What it is: `Operating margin`.
    pub title: String,
    /// `8.4 %`; `–` where it is not known.
    pub value: String,
    /// Against the year before: `▲ 0.6 points`; empty where there is none.
    pub change: String,
    /// The place in the list of what it makes up; `None` for the figure itself.
    pub parent: Option<usize>,
    /// How it is joined to the sibling before it; `None` for the first of them.
    pub join: Option<Join>,
}

/// A tree of value drivers, such as that of economic value added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drivers {
    /// Words.
    pub caption: Caption,
    /// Parents before their parts; parts in the order they are read.
    pub nodes: Vec<Driver>,
}
