//! Entities × perspectives and objectives: a mark and a number in every cell.

use serde::Serialize;

use super::sheet::Sheet;
use super::view::{Link, StatusView};
use crate::scorecard::{EntityIndex, EntityTree, NodeDetail, NodeIndex, Scorecard};

/// How many entities the table shows.
const ROWS: usize = 300;

/// Entities × perspectives and objectives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeatTable {
    /// Perspectives with how many columns each spans.
    pub groups: Vec<HeatGroup>,
    /// The columns after the total: objectives under their perspective's own.
    pub columns: Vec<HeatColumn>,
    /// The top first, then the hierarchy.
    pub rows: Vec<HeatRow>,
    /// `40 more in scores.csv`; `None` when all are shown.
    pub more: Option<String>,
}

/// A perspective over its objectives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeatGroup {
    /// The perspective.
    pub link: Link,
    /// How many columns.
    pub span: usize,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeatColumn {
    /// The perspective or objective.
    pub link: Link,
    /// Whether it is the perspective's own.
    pub total: bool,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeatRow {
    /// The entity; the top's page is the overview.
    pub link: Link,
    /// How deep it lies; 0 is the top.
    pub depth: usize,
    /// The whole scorecard, then one cell a column.
    pub cells: Vec<HeatCell>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeatCell {
    /// How it stands.
    pub status: StatusView,
    /// `83.7`; `None` without data.
    pub score: Option<String>,
    /// Whether it exists for entities of this level; an empty cell where not.
    pub applies: bool,
    /// Whether it is a perspective's own, or the whole scorecard's.
    pub total: bool,
}

/// Builds the table.
pub fn heat(sheet: &Sheet) -> HeatTable {
    let groups = groups(sheet);
    let columns: Vec<(NodeIndex, bool)> = groups
        .iter()
        .flat_map(|(perspective, objectives)| {
            [(*perspective, true)].into_iter().chain(objectives.iter().map(|objective| (*objective, false)))
        })
        .collect();
    let (entities, left) = sheet.entities_within(ROWS);
    let all = [(EntityTree::TOP, 0)].into_iter().chain(entities);
    HeatTable {
        groups: groups
            .iter()
            .map(|(node, objectives)| HeatGroup { link: sheet.link(*node), span: objectives.len() + 1 })
            .collect(),
        columns: columns.iter().map(|(node, total)| HeatColumn { link: sheet.link(*node), total: *total }).collect(),
        rows: all.map(|(entity, depth)| row(sheet, entity, depth, &columns)).collect(),
        more: (left > 0).then(|| sheet.pen.count("entities.more", left, &[])),
    }
}

/// Every perspective with its own objectives.
fn groups(sheet: &Sheet) -> Vec<(NodeIndex, Vec<NodeIndex>)> {
    let perspectives = sheet.scorecard().indexed().filter(|(_, node)| matches!(node.detail, NodeDetail::Perspective));
    perspectives
        .map(|(index, node)| {
            let children = node.edges.iter().map(|edge| edge.child);
            let is_objective = |node: &NodeIndex| matches!(sheet.node(*node).detail, NodeDetail::Objective { .. });
            (index, children.filter(is_objective).collect())
        })
        .collect()
}

fn row(sheet: &Sheet, entity: EntityIndex, depth: usize, columns: &[(NodeIndex, bool)]) -> HeatRow {
    let own = sheet.of(entity);
    let whole = [(Scorecard::ROOT, true)];
    let cells = whole.iter().chain(columns).map(|(node, total)| cell(&own, *node, *total)).collect();
    HeatRow { link: sheet.entity_link(entity), depth, cells }
}

fn cell(own: &Sheet, node: NodeIndex, total: bool) -> HeatCell {
    let now = own.now(node);
    HeatCell {
        status: own.status(node),
        score: now.and_then(|outcome| outcome.score).map(|score| own.score_text(score)),
        applies: own.applies(node),
        total,
    }
}
