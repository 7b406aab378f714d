//! The performance pyramid: the vision on top, each level a box wider, links up with the share of what they feed.

use super::Width;
use super::face::{Anchor, Tone, Type};
use super::label::Placer;
use super::map::{self, ARROW};
use super::plane::Frame;
use super::svg::{Canvas, Point};
use crate::report::figure::{MapLane, Pyramid, PyramidNode, StrategyMap};

/// Below this many pixels boxes stand under each other.
const STACK: f64 = 560.0;
/// The widest a box becomes.
const WIDEST: f64 = 250.0;
/// Between two boxes of a level.
const GAP: f64 = 26.0;
/// Between two levels, where links run.
const BETWEEN: f64 = 66.0;
/// Room for the names of the sides.
const HEAD: f64 = 4.0;

/// 1168 pixels wide; 340 on a phone, as a list with what each box feeds.
pub(super) fn draw(pyramid: &Pyramid, width: Width) -> String {
    let width = width.pixels(1168.0, 340.0);
    let known = |node: &&PyramidNode| node.across.is_finite() && node.level < 4 && node.across.abs() <= 1.5;
    let nodes: Vec<&PyramidNode> = pyramid.nodes.iter().filter(known).collect();
    if nodes.is_empty() {
        return super::nothing("pyramid", &pyramid.caption, width);
    }
    if width < STACK {
        return map::draw(&stacked(pyramid), Width::Pixels(width as u32));
    }
    let boxes = Boxes::of(&nodes, width);
    let mut canvas = Canvas::new(width, boxes.bottom(nodes.iter().map(|node| node.level).max().unwrap_or(0)));
    sides(&mut canvas, pyramid, boxes.width);
    links(&mut canvas, pyramid, &nodes, &boxes);
    for node in &nodes {
        map::node::draw(&mut canvas, &node.node, boxes.corner(node), (boxes.width, boxes.height));
    }
    canvas.finish("pyramid", &pyramid.caption, true)
}

/// Where boxes stand; all are of one size.
struct Boxes {
    middle: f64,
    width: f64,
    height: f64,
}

impl Boxes {
    fn of(nodes: &[&PyramidNode], width: f64) -> Self {
        let box_width = ((width - 2.0 - GAP * 3.0) / 4.0).min(WIDEST);
        let height = nodes.iter().map(|node| map::node::height(&node.node, box_width)).fold(0.0, f64::max);
        Self { middle: width / 2.0, width: box_width, height }
    }

    fn corner(&self, node: &PyramidNode) -> Point {
        (self.centre(node) - self.width / 2.0, HEAD + node.level as f64 * (self.height + BETWEEN))
    }

    fn centre(&self, node: &PyramidNode) -> f64 {
        self.middle + node.across * (self.width + GAP)
    }

    fn bottom(&self, level: usize) -> f64 {
        HEAD + level as f64 * (self.height + BETWEEN) + self.height + 2.0
    }
}

/// What the sides are about, beside the vision.
fn sides(canvas: &mut Canvas, pyramid: &Pyramid, box_width: f64) {
    let room = (canvas.width - box_width) / 2.0 - 16.0;
    let width = canvas.width;
    for (x, words, anchor) in [(0.0, &pyramid.sides.0, Anchor::Start), (width, &pyramid.sides.1, Anchor::End)] {
        canvas.text_within((x, HEAD + 20.0), words, Type::LANE.anchor(anchor), room);
    }
}

/// From the top of what feeds to the bottom of what is fed, each end on the side of the other, with the share.
fn ends<'a>(pyramid: &'a Pyramid, nodes: &[&PyramidNode], boxes: &Boxes) -> Vec<(Point, Point, &'a str)> {
    let at = |path: &str| nodes.iter().copied().find(|node| node.node.path == path);
    let found = pyramid.links.iter().filter_map(|link| Some((at(&link.from)?, at(&link.to)?, link.share.as_str())));
    let ends = found.map(|(from, to, share)| {
        let lean = boxes.width / 6.0 * ((to.across - from.across) * 2.0).clamp(-1.0, 1.0);
        let start = (boxes.centre(from) + lean, boxes.corner(from).1);
        (start, (boxes.centre(to) - lean, boxes.corner(to).1 + boxes.height), share)
    });
    ends.collect()
}

/// Straight lines, each with its share where there is room beside it.
fn links(canvas: &mut Canvas, pyramid: &Pyramid, nodes: &[&PyramidNode], boxes: &Boxes) {
    let ends = ends(pyramid, nodes, boxes);
    let frame = Frame { left: 0.0, top: 0.0, right: canvas.width, bottom: canvas.height };
    let mut placer = Placer::new(frame);
    let beside = (canvas.width - boxes.width) / 2.0;
    for left in [0.0, beside + boxes.width] {
        placer.take(Frame { left, top: 0.0, right: left + beside, bottom: HEAD + 28.0 });
    }
    for node in nodes {
        let (left, top) = boxes.corner(node);
        placer.take(Frame { left, top, right: left + boxes.width, bottom: top + boxes.height });
    }
    for (from, to, _) in &ends {
        canvas.line(*from, *to, ARROW);
        placer.avoid(&[*from, *to]);
    }
    let face = Type::NOTE.tone(Tone::Ink);
    for (from, to, share) in ends {
        let third = (from.0 + (to.0 - from.0) * 0.4, from.1 + (to.1 - from.1) * 0.4);
        let size = (face.width(share) + 1.0, 14.0);
        if let Some((left, top)) = placer.place(third, size, 5.0).filter(|_| !share.trim().is_empty()) {
            canvas.text((left, top + 11.0), share, face);
        }
    }
}

/// The same as levels under each other, each box saying what it feeds.
fn stacked(pyramid: &Pyramid) -> StrategyMap {
    let title =
        |path: &str| pyramid.nodes.iter().find(|node| node.node.path == path).map(|node| node.node.title.as_str());
    let levels = 0..=pyramid.nodes.iter().map(|node| node.level).max().unwrap_or(0).min(3);
    let lanes = levels.map(|level| {
        let nodes = pyramid.nodes.iter().filter(|node| node.level == level);
        let nodes = nodes.map(|node| {
            let fed = pyramid.links.iter().filter(|link| link.from == node.node.path);
            let fed = fed.filter_map(|link| Some(format!("{} → {}", link.share, title(&link.to)?)));
            let mut node = node.node.clone();
            node.initiatives =
                fed.chain(Some(node.initiatives).filter(|said| !said.is_empty())).collect::<Vec<_>>().join(" · ");
            node
        });
        MapLane { title: String::new(), nodes: nodes.collect() }
    });
    let edges = pyramid.links.iter().map(|link| (link.from.clone(), link.to.clone()));
    StrategyMap { caption: pyramid.caption.clone(), lanes: lanes.collect(), edges: edges.collect() }
}
