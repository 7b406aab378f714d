//! One entity: its own scorecard, and how it stands among its siblings.

use serde::Serialize;

use super::bridge::BridgeView;
use super::compared::{Compared, objective_multiples};
use super::entities::RankRow;
use super::overview::{AttentionList, MeasureTable, NodeTable, attention, measure_table, node_table};
use super::sentence::Headline;
use super::sheet::Sheet;
use super::tally::Tally;
use super::view::Standing;
use crate::scorecard::{EntityIndex, Scorecard};

/// How many siblings or children are listed.
const LISTED: usize = 60;

/// What an entity's page says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityPage {
    /// Its name.
    pub title: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// The figure beside it.
    pub standing: Standing,
    /// `7th of 12 in East`; `None` for the top and without a score.
    pub rank: Option<String>,
    /// How many measures stand where.
    pub tally: Vec<Tally>,
    /// The perspectives, for this entity.
    pub perspectives: NodeTable,
    /// What changed since the period before.
    pub bridge: Option<BridgeView>,
    /// What needs attention here.
    pub attention: AttentionList,
    /// Its objectives over time, on one scale.
    pub multiples: Option<Compared>,
    /// Its measures, by objective.
    pub measures: MeasureTable,
    /// The entities directly below, best first.
    pub children: Vec<RankRow>,
    /// The entities beside it, itself among them, best first.
    pub siblings: Vec<RankRow>,
}

/// Builds the page of an entity; `sheet` is told for the top.
pub fn page(sheet: &Sheet, entity: EntityIndex) -> EntityPage {
    let own = sheet.of(entity);
    let root = Scorecard::ROOT;
    let rows = own.node_rows(root);
    let title = own.pen.count("overview.perspectives", rows.len(), &[("count", &own.pen.cardinal(rows.len()))]);
    let siblings = siblings(sheet, entity);
    let place = siblings.iter().position(|sibling| *sibling == entity);
    let siblings = sheet.rank_rows(&siblings);
    EntityPage {
        title: sheet.entity_title(entity),
        lead: own.node_headline(root, &own.moves(root)),
        standing: own.standing(root, "hero"),
        rank: place.and_then(|at| siblings.get(at)).and_then(|row| rank(sheet, row, siblings.len())),
        tally: own.tally_view(root),
        perspectives: node_table(&own, own.pen.sentence(&title), rows),
        bridge: own.bridge(root, "bridge"),
        attention: attention(&own, own.attention(root)),
        multiples: objective_multiples(&own),
        measures: measure_table(&own, own.measure_groups(root)),
        children: children(sheet, entity),
        siblings: if siblings.len() > LISTED { Vec::new() } else { siblings },
    }
}

/// The entities beside one, itself among them, best first; none for the top.
fn siblings(sheet: &Sheet, entity: EntityIndex) -> Vec<EntityIndex> {
    let Some(parent) = sheet.card.entities.get(entity).parent else { return Vec::new() };
    let mut siblings = sheet.card.entities.get(parent).children.clone();
    sheet.rank(&mut siblings);
    siblings
}

fn children(sheet: &Sheet, entity: EntityIndex) -> Vec<RankRow> {
    let mut children = sheet.card.entities.get(entity).children.clone();
    sheet.rank(&mut children);
    children.truncate(LISTED);
    sheet.rank_rows(&children)
}

/// `7th of 12 in East`.
fn rank(sheet: &Sheet, row: &RankRow, of: usize) -> Option<String> {
    let (rank, parent) = (row.rank?, row.parent.as_ref()?);
    let (ordinal, n, of) = (sheet.pen.ordinal(rank), rank.to_string(), of.to_string());
    let fill = [("ordinal", ordinal.as_str()), ("n", &n), ("total", &of), ("parent", &parent.title)];
    Some(sheet.pen.sentence(&sheet.pen.say("entity.rank", &fill)))
}
