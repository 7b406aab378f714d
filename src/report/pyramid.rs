//! The performance pyramid as a picture: levels from the vision down, links with their shares.

use super::figure::{Caption, Figure, Pyramid, PyramidLink, PyramidNode};
use super::map::map_node;
use super::sheet::Sheet;
use crate::scorecard::{NodeDetail, NodeIndex, Scorecard};

/// A perspective in its place: level and distance from the middle.
type Placed = (NodeIndex, (usize, f64));

/// The picture; `None` for another framework, and where a link does not lead to the level above, which the picture of a
/// pyramid has no way for.
pub(super) fn figure(sheet: &Sheet, caption: &Caption) -> Option<Figure> {
    let placed = placed(sheet)?;
    let level = |node: NodeIndex| placed.iter().find(|(other, _)| *other == node).map(|(_, (level, _))| *level);
    let mut links = Vec::new();
    for (node, (at, _)) in &placed {
        for (parent, weight) in sheet.scorecard().parents(*node) {
            if level(parent)? + 1 != *at {
                return None;
            }
            let path = |node: NodeIndex| sheet.node(node).path.clone();
            links.push(PyramidLink { from: path(*node), to: path(parent), share: sheet.pen.share_text(weight) });
        }
    }
    let nodes = placed.iter().map(|(node, (level, across))| PyramidNode {
        node: map_node(sheet, *node),
        level: *level,
        across: *across,
    });
    let side = |key: &str| sheet.pen.say(key, &[]);
    Some(Figure::Pyramid(Pyramid {
        caption: caption.clone(),
        sides: (side("pyramid.left"), side("pyramid.right")),
        nodes: nodes.collect(),
        links,
    }))
}

/// The vision and every perspective, level by level from left to right; `None` where the framework has no places.
fn placed(sheet: &Sheet) -> Option<Vec<Placed>> {
    let framework = sheet.scorecard().framework;
    let all = sheet.scorecard().indexed();
    let perspectives = all.filter(|(_, node)| matches!(node.detail, NodeDetail::Perspective));
    let places: Option<Vec<Placed>> =
        perspectives.map(|(index, node)| Some((index, framework.place(node.id())?))).collect();
    let mut placed = places.filter(|places| !places.is_empty())?;
    placed.push((Scorecard::ROOT, (0, 0.0)));
    placed.sort_by(|(_, one), (_, other)| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    Some(placed)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Named, made, words};
    use super::*;
    use crate::report::pen::Pen;
    use crate::scorecard::{Framework, Locale};

    #[test]
    fn links_carry_their_shares_and_stand_in_their_places() {
        let mut made = made();
        let card = &mut made.book.scorecards[0];
        card.framework = Framework::PerformancePyramid;
        card.nodes[1].path = "market".into();
        card.nodes[2].path = "financial".into();
        let (material, words) = (made.material(), words(Locale::En));
        let pen = Pen { words: &words, links: &Named, book: &made.book };
        let sheet = Sheet::new(pen, &material, 0).expect("a scorecard");
        let Some(Figure::Pyramid(pyramid)) = figure(&sheet, &Caption::default()) else { panic!("a pyramid") };
        let places: Vec<_> =
            pyramid.nodes.iter().map(|node| (node.node.path.as_str(), node.level, node.across)).collect();
        assert_eq!(places, [("", 0, 0.0), ("market", 1, -0.5), ("financial", 1, 0.5)]);
        let links: Vec<_> = pyramid.links.iter().map(|link| (link.from.as_str(), link.share.as_str())).collect();
        assert_eq!(links, [("market", "60\u{a0}%"), ("financial", "40\u{a0}%")]);
    }
}
