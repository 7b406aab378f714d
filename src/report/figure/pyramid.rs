//! The performance pyramid: levels of perspectives that feed those above them, with the shares on the links.

use serde::{Deserialize, Serialize};

use super::{Caption, MapNode};

/// A perspective, or the vision, in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PyramidNode {
    /// What the box says and where it leads.
    pub node: MapNode,
    /// The level: 0 is the vision.
    pub level: usize,
    /// How far from the middle, in boxes: −0.5 is to the left of it.
    pub across: f64,
}

/// How much of a perspective another one makes up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PyramidLink {
    /// The path of what feeds.
    pub from: String,
    /// The path of what is fed.
    pub to: String,
    /// `35 %`
    pub share: String,
}

/// A performance pyramid (Lynch and Cross 1991).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pyramid {
    /// Words.
    pub caption: Caption,
    /// What the left side is about, and the right side: (`External effectiveness`, `Internal efficiency`).
    pub sides: (String, String),
    /// From the vision down, each level from left to right.
    pub nodes: Vec<PyramidNode>,
    /// From each node up.
    pub links: Vec<PyramidLink>,
}
