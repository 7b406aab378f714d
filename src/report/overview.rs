//! A scorecard's first page: how the strategy stands, what changed and what needs attention.

use serde::Serialize;

use super::address::Address;
use super::attention::Attention;
use super::bridge::BridgeView;
use super::decision::DecisionView;
use super::decisions;
use super::firm::{FirmView, Tried as _};
use super::radar::RadarView;
use super::rows::{MEASURE_SPARK, NODE_SPARK};
use super::sentence::Headline;
use super::sheet::Sheet;
use super::tally::Tally;
use super::view::{Link, MeasureGroup, NodeRow, Standing};
use super::weights::{self, WeightsView};
use crate::scorecard::{NodeIndex, Scorecard};

/// How many things that need attention are shown before the rest is only counted.
const ATTENTION: usize = 8;

/// How many open decisions are shown.
const DECISIONS: usize = 3;

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
    /// How far the data goes and how much of it is there.
    pub data: DataFacts,
    /// The perspectives.
    pub perspectives: NodeTable,
    /// Where the weights of its children come from, where they were worked out.
    pub weights: Option<WeightsView>,
    /// The same around a centre, where the scorecard asks for it.
    pub radar: Option<RadarView>,
    /// How firm the score is; `None` where no weight moves it, and for past periods.
    pub firm: Option<FirmView>,
    /// What changed since the period before.
    pub bridge: Option<BridgeView>,
    /// All that changed; `None` on a past period, as that page tells of the latest.
    pub changes: Option<Link>,
    /// What needs a decision.
    pub attention: AttentionList,
    /// What was said about this period.
    pub commentary: Option<String>,
    /// Decisions still open, the most pressing first.
    pub decisions: Vec<DecisionView>,
    /// All decisions; `None` on a past period, as that page tells of the latest, and where nothing was decided.
    pub all_decisions: Option<Link>,
    /// Every measure, by objective.
    pub measures: MeasureTable,
}

/// How far the data goes and how much of it is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DataFacts {
    /// `Data up to October 2026`, and which period is the latest complete one where that is another.
    pub upto: String,
    /// `28 of 29 measures reported`.
    pub reported: String,
    /// `coverage 100 %`.
    pub coverage: String,
    /// This period's permanent address; `None` on the page that lies there.
    pub permanent: Option<Link>,
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
    /// The page of all exceptions; `None` where that page does not tell of the same.
    pub all: Option<Link>,
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
        data: data_facts(sheet),
        perspectives: node_table(sheet, sheet.pen.sentence(&title), rows),
        weights: weights::view(sheet, root),
        radar: sheet.radar(),
        firm: sheet.firm(root),
        bridge: sheet.bridge(root, "bridge"),
        changes: sheet.is_latest().then(|| named(sheet, Address::Changes(sheet.at), "nav.changes")),
        attention: AttentionList {
            all: sheet.is_latest().then(|| named(sheet, Address::Exceptions(sheet.at), "nav.exceptions")),
            ..attention(sheet, sheet.attention(root))
        },
        commentary: sheet.commentary(root),
        decisions: sheet.open_decision_views(DECISIONS).0,
        all_decisions: (sheet.is_latest() && decisions::are_there(sheet.scorecard()))
            .then(|| named(sheet, Address::Decisions(sheet.at), "nav.decisions")),
        measures: measure_table(sheet, sheet.measure_groups(root)),
    }
}

fn named(sheet: &Sheet, address: Address, key: &str) -> Link {
    Link { href: sheet.pen.href(address), title: sheet.pen.say(key, &[]) }
}

fn data_facts(sheet: &Sheet) -> DataFacts {
    let now = sheet.now(Scorecard::ROOT);
    let period = sheet.pen.period(sheet.period());
    let permanent = sheet.pen.say("data.permanent", &[("period", &period)]);
    let measures: Vec<NodeIndex> =
        sheet.measures_under(Scorecard::ROOT).into_iter().filter(|node| sheet.is_scored(*node)).collect();
    let reports = |node: &&NodeIndex| sheet.now(**node).is_some_and(|o| o.actual.is_some() && o.stale == 0);
    let reported = measures.iter().filter(reports).count().to_string();
    let total = measures.len().to_string();
    let share = sheet.pen.share_text(now.map_or(0.0, |outcome| outcome.coverage));
    DataFacts {
        upto: upto(sheet),
        reported: sheet.pen.count("data.reported", measures.len(), &[("reported", &reported), ("total", &total)]),
        coverage: sheet.pen.say("coverage", &[("share", &share)]),
        permanent: sheet
            .is_latest()
            .then(|| Link { href: sheet.pen.href(Address::Period(sheet.at, sheet.period())), title: permanent }),
    }
}

/// `Data up to October 2026`; of a month that has only begun also which one is complete.
fn upto(sheet: &Sheet) -> String {
    let (reported_on, last) = (sheet.card.evaluation.period, sheet.card.evaluation.periods.last().copied());
    let last = last.unwrap_or(reported_on);
    let key = if last > reported_on { "data.upto-incomplete" } else { "data.upto" };
    let fill = [("period", sheet.pen.period(last)), ("complete", sheet.pen.period(reported_on))];
    sheet.pen.say(key, &fill.each_ref().map(|(name, value)| (*name, value.as_str())))
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
    AttentionList { items, more: (more > 0).then(|| sheet.pen.count("attention.more", more, &[])), all: None }
}

/// `12 months`, or as many as there are.
fn spark_head(sheet: &Sheet, key: &str, most: usize) -> String {
    let n = sheet.history(Scorecard::ROOT, most).len();
    sheet.pen.say(key, &[("duration", &sheet.pen.duration(sheet.period(), n))])
}
