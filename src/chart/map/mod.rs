//! The strategy map: objectives in a lane per perspective, effects on top, arrows from cause to effect.
//!
//! Wide, it is a layered drawing after Sugiyama: every row of a lane is a layer, an arrow that passes a row gets a
//! channel between its objectives, and objectives and channels are ordered by barycentres so that few arrows
//! cross. Arrows to the same effect share their channels. Narrow, objectives stand under each other and arrows
//! run in rails beside them.

mod graph;
mod narrow;
pub(super) mod node;
mod order;
mod place;
mod route;
mod wide;

use super::Width;
use super::paint::{Line, Stroke};
use crate::report::figure::StrategyMap;
use graph::Graph;

/// Below this many pixels lanes are stacked.
const STACK: f64 = 560.0;

/// What arrows are drawn with.
pub(super) const ARROW: Stroke = Stroke::solid(Line::Soft, 12);

/// 1168 pixels wide, 340 on a phone.
pub(super) fn draw(map: &StrategyMap, width: Width) -> String {
    let width = width.pixels(1168.0, 340.0);
    let graph = Graph::of(map);
    if graph.nodes.is_empty() {
        return super::nothing("map", &map.caption, width);
    }
    let canvas = if width < STACK { narrow::draw(&graph, width) } else { wide::draw(&graph, width) };
    canvas.finish("map", &map.caption, true)
}
