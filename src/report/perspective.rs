//! A perspective: its objectives (and the perspectives that feed it), what changed, and its measures.

use serde::Serialize;

use super::bridge::BridgeView;
use super::commentary::{NoteView, notes};
use super::decision::DecisionView;
use super::firm::{FirmView, Tried as _};
use super::overview::{AttentionList, MeasureTable, NodeTable, attention, measure_table, node_table};
use super::sentence::Headline;
use super::sheet::Sheet;
use super::tally::Tally;
use super::view::{Link, Standing};
use super::weights::{self, WeightsView};
use crate::scorecard::{NodeDetail, NodeIndex, Rollup, Scorecard};

/// What a perspective's page says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PerspectivePage {
    /// Its name.
    pub title: String,
    /// What it means.
    pub description: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The sentence it opens with.
    pub lead: Headline,
    /// What was said about it for the period reported on.
    pub commentary: Option<String>,
    /// The figure beside it.
    pub standing: Standing,
    /// How many measures stand where.
    pub tally: Vec<Tally>,
    /// What it is part of, with its weight there.
    pub feeds: Vec<Feed>,
    /// `the lowest score counts`; `None` for the weighted mean.
    pub rollup: Option<String>,
    /// Where the weights of its children come from, where they were worked out.
    pub weights: Option<WeightsView>,
    /// Its objectives and feeders.
    pub children: NodeTable,
    /// How firm the score is; `None` where no weight moves it, and for past periods.
    pub firm: Option<FirmView>,
    /// What changed since the period before.
    pub bridge: Option<BridgeView>,
    /// What needs attention.
    pub attention: AttentionList,
    /// Its measures, by objective.
    pub measures: MeasureTable,
    /// Decisions about it and what is below it, what is open first.
    pub decisions: Vec<DecisionView>,
    /// What was said about it in earlier periods, the latest first.
    pub notes: Vec<NoteView>,
}

/// A node above and the weight there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Feed {
    /// The node above.
    pub link: Link,
    /// `30 % of CRM strategy scorecard`.
    pub said: String,
}

/// Builds the page of a perspective.
pub fn page(sheet: &Sheet, node: NodeIndex) -> PerspectivePage {
    let definition = sheet.node(node);
    let rows = sheet.node_rows(node);
    let feeders = definition.edges.iter().any(|edge| matches!(sheet.node(edge.child).detail, NodeDetail::Perspective));
    let key = if feeders { "perspective.parts" } else { "perspective.objectives" };
    let title = sheet.pen.count(key, rows.len(), &[("count", &sheet.pen.cardinal(rows.len()))]);
    PerspectivePage {
        title: sheet.title(node),
        description: sheet.pen.some_text(definition.description.as_ref()),
        owner: sheet.owner(node),
        lead: sheet.node_headline(node, &sheet.moves(node)),
        commentary: sheet.commentary(node),
        standing: sheet.standing(node, "hero"),
        tally: sheet.tally_view(node),
        feeds: feeds(sheet, node),
        rollup: rollup(sheet, node),
        weights: weights::view(sheet, node),
        children: node_table(sheet, sheet.pen.sentence(&title), rows),
        firm: sheet.firm(node),
        bridge: sheet.bridge(node, "bridge"),
        attention: attention(sheet, sheet.attention(node)),
        measures: measure_table(sheet, sheet.measure_groups(node)),
        decisions: sheet.decisions_under(node),
        notes: notes(sheet, &[node]),
    }
}

/// What a node is part of: `30 % of Customer`, and of the whole where that is something else.
pub fn feeds(sheet: &Sheet, node: NodeIndex) -> Vec<Feed> {
    let parents = sheet.scorecard().parents(node).map(|(parent, weight)| feed(sheet, parent, weight));
    let whole = sheet.now(node).map(|outcome| outcome.weight);
    let direct = sheet.scorecard().parents(node).any(|(parent, _)| parent == Scorecard::ROOT);
    let whole = whole.filter(|_| !direct).map(|weight| feed(sheet, Scorecard::ROOT, weight));
    parents.chain(whole).collect()
}

fn feed(sheet: &Sheet, parent: NodeIndex, weight: f64) -> Feed {
    let link = sheet.link(parent);
    let said = sheet.pen.say("weight.of", &[("share", &sheet.pen.share_text(weight)), ("parent", &link.title)]);
    Feed { link, said }
}

/// How children make the score, where that is not the weighted mean.
pub fn rollup(sheet: &Sheet, node: NodeIndex) -> Option<String> {
    match sheet.node(node).rollup {
        Rollup::Mean => None,
        Rollup::Worst => Some(sheet.pen.say("rollup.worst", &[])),
        Rollup::Geometric => Some(sheet.pen.say("rollup.geometric", &[])),
    }
}
