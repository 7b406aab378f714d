//! A scorecard's first page: how the strategy stands, what changed and what needs attention.

use serde::Serialize;

use super::attention::Attention;
use super::bridge::BridgeView;
use super::radar::RadarView;
use super::rows::{MEASURE_SPARK, NODE_SPARK};
use super::sentence::Headline;
use super::sheet::Sheet;
use super::tally::Tally;
use super::view::{MeasureGroup, NodeRow, Standing};
use crate::scorecard::Scorecard;

/// How many things that need attention are shown before the rest is only counted.
const ATTENTION: usize = 8;

/// What the overview says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OverviewPage {
    /// The scorecard's name.
    pub title: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// The figure beside it.
    pub standing: Standing,
    /// How many measures stand where.
    pub tally: Vec<Tally>,
    /// The perspectives.
    pub perspectives: NodeTable,
    /// The same around a centre, where the scorecard asks for it.
    pub radar: Option<RadarView>,
    /// What changed since the period before.
    pub bridge: Option<BridgeView>,
    /// What needs attention.
    pub attention: AttentionList,
    /// Every measure, by objective.
    pub measures: MeasureTable,
}

/// A table of perspectives or objectives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NodeTable {
    /// `Four perspectives`.
    pub title: String,
    /// `Score; line at September`.
    pub bullet_head: String,
    /// `12 months`.
    pub spark_head: String,
    /// The rows.
    pub rows: Vec<NodeRow>,
}

/// What needs attention, the most pressing first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AttentionList {
    /// The first few.
    pub items: Vec<Attention>,
    /// `and 4 more`; `None` when all are shown.
    pub more: Option<String>,
}

/// A table of measures, by objective.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureTable {
    /// `24 months, target dotted`.
    pub spark_head: String,
    /// Objectives with their measures.
    pub groups: Vec<MeasureGroup>,
}

/// Builds the overview.
pub fn page(sheet: &Sheet) -> OverviewPage {
    let root = Scorecard::ROOT;
    let rows = sheet.node_rows(root);
    let title = sheet.pen.count("overview.perspectives", rows.len(), &[("count", &sheet.pen.cardinal(rows.len()))]);
    OverviewPage {
        title: sheet.title(root),
        lead: sheet.node_headline(root, &sheet.moves(root)),
        standing: sheet.standing(root, "hero"),
        tally: sheet.tally_view(root),
        perspectives: node_table(sheet, sheet.pen.sentence(&title), rows),
        radar: sheet.radar(),
        bridge: sheet.bridge(root, "bridge"),
        attention: attention(sheet, sheet.attention(root)),
        measures: measure_table(sheet, sheet.measure_groups(root)),
    }
}

/// A table of perspectives or objectives with its headings.
pub fn node_table(sheet: &Sheet, title: String, rows: Vec<NodeRow>) -> NodeTable {
    let previous = sheet.previous_period().map(|previous| sheet.pen.period_beside(previous, sheet.period()));
    let bullet_head = match previous {
        Some(period) => sheet.pen.say("table.bullet-since", &[("period", &period)]),
        None => sheet.pen.say("table.bullet", &[]),
    };
    NodeTable { title, bullet_head, spark_head: spark_head(sheet, "table.spark", NODE_SPARK), rows }
}

/// A table of measures with its headings.
pub fn measure_table(sheet: &Sheet, groups: Vec<MeasureGroup>) -> MeasureTable {
    MeasureTable { spark_head: spark_head(sheet, "table.spark-target", MEASURE_SPARK), groups }
}

/// The first few things that need attention.
pub fn attention(sheet: &Sheet, mut items: Vec<Attention>) -> AttentionList {
    let more = items.len().saturating_sub(ATTENTION);
    items.truncate(ATTENTION);
    AttentionList { items, more: (more > 0).then(|| sheet.pen.count("attention.more", more, &[])) }
}

/// `12 months`, or as many as there are.
fn spark_head(sheet: &Sheet, key: &str, most: usize) -> String {
    let n = sheet.history(Scorecard::ROOT, most).len();
    sheet.pen.say(key, &[("duration", &sheet.pen.duration(sheet.period(), n))])
}
