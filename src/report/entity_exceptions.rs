//! Which entities are off track on what, level by level.

use serde::Serialize;

use super::attention::Reason;
use super::entities::levels;
use super::sheet::Sheet;
use super::view::{Link, StatusView};
use crate::scorecard::{EntityIndex, EntityTree, NodeIndex, Scorecard};

/// How many entities of a level are listed.
const ROWS: usize = 40;

/// How many measures are named for one entity.
const NAMED: usize = 6;

/// Entities of one level that have exceptions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityLevel {
    /// `9 of 12 entities have exceptions`.
    pub title: String,
    /// Whether anything did not report in any of them.
    pub lacks: bool,
    /// Those that lack most points first.
    pub rows: Vec<EntityExceptions>,
    /// `and 4 more`; `None` when all are listed.
    pub more: Option<String>,
}

/// One entity with what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityExceptions {
    /// Who.
    pub link: Link,
    /// What it belongs to; `None` directly below the top.
    pub parent: Option<Link>,
    /// How its own scorecard stands.
    pub status: StatusView,
    /// `58.3`
    pub score: Option<String>,
    /// What is off track, the dearest first.
    pub off: Vec<EntityItem>,
    /// How many more are.
    pub off_more: Option<String>,
    /// What did not report.
    pub missing: Vec<EntityItem>,
    /// How many more did not.
    pub missing_more: Option<String>,
}

/// A measure that is off track or missing in an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityItem {
    /// The measure.
    pub link: Link,
    /// `4 months`
    pub duration: String,
}

/// What was found in one entity, and how many points it lacks for it.
struct Found {
    entity: EntityIndex,
    lost: f64,
    off: Vec<NodeIndex>,
    missing: Vec<NodeIndex>,
}

/// The levels that have exceptions, the lowest level first.
pub(super) fn entity_levels(sheet: &Sheet) -> Vec<EntityLevel> {
    levels(sheet).into_iter().rev().filter_map(|level| entity_level(sheet, &level)).collect()
}

fn entity_level(sheet: &Sheet, level: &[EntityIndex]) -> Option<EntityLevel> {
    let mut found: Vec<Found> = level.iter().filter_map(|entity| find(sheet, *entity)).collect();
    found.sort_by(|a, b| b.lost.total_cmp(&a.lost).then(a.entity.cmp(&b.entity)));
    let (n, total) = (found.len(), level.len().to_string());
    let left = n.saturating_sub(ROWS);
    found.truncate(ROWS);
    (n > 0).then(|| EntityLevel {
        title: sheet.pen.count("exceptions.entities", n, &[("total", &total)]),
        lacks: found.iter().any(|found| !found.missing.is_empty()),
        rows: found.iter().map(|found| row(sheet, found)).collect(),
        more: (left > 0).then(|| sheet.pen.count("exceptions.more", left, &[])),
    })
}

fn find(sheet: &Sheet, entity: EntityIndex) -> Option<Found> {
    let all = sheet.of(entity).exceptions(Scorecard::ROOT);
    let of_kind = |kind: &str| {
        let of_kind = all.iter().filter(|(reason, ..)| reason.kind() == kind);
        of_kind.map(|(_, _, node)| *node).collect::<Vec<_>>()
    };
    let (off, missing) = (of_kind(Reason::OffTrack.kind()), of_kind(Reason::Missing.kind()));
    let lost =
        all.iter().filter(|(reason, ..)| reason.kind() == Reason::OffTrack.kind()).map(|(_, lost, _)| lost).sum();
    (!off.is_empty() || !missing.is_empty()).then_some(Found { entity, lost, off, missing })
}

fn row(sheet: &Sheet, found: &Found) -> EntityExceptions {
    let own = sheet.of(found.entity);
    let now = own.now(Scorecard::ROOT);
    let parent = sheet.card.entities.get(found.entity).parent.filter(|parent| *parent != EntityTree::TOP);
    let named = |nodes: &[NodeIndex]| -> Vec<EntityItem> {
        let item = |node: &NodeIndex| EntityItem {
            link: sheet.link(*node),
            duration: sheet.pen.duration(sheet.period(), own.standing_for(*node)),
        };
        nodes.iter().take(NAMED).map(item).collect()
    };
    let more = |nodes: &[NodeIndex]| {
        let left = nodes.len().saturating_sub(NAMED);
        (left > 0).then(|| sheet.pen.count("exceptions.more", left, &[]))
    };
    EntityExceptions {
        link: sheet.entity_link(found.entity),
        parent: parent.map(|parent| sheet.entity_link(parent)),
        status: own.status(Scorecard::ROOT),
        score: now.and_then(|outcome| outcome.score).map(|score| sheet.score_text(score)),
        off: named(&found.off),
        off_more: more(&found.off),
        missing: named(&found.missing),
        missing_more: more(&found.missing),
    }
}
