//! An objective: its measures, what it drives, the work under way and what was said about it.

use serde::Serialize;

use super::bridge::BridgeView;
use super::commentary::{NoteView, notes};
use super::cover::ShortStanding;
use super::decision::DecisionView;
use super::firm::{FirmView, Tried as _};
use super::initiative::InitiativeView;
use super::overview::{AttentionList, MeasureTable, attention, measure_table};
use super::perspective::{Feed, feeds, rollup};
use super::sentence::Headline;
use super::sheet::Sheet;
use super::standing::short_standing;
use super::tally::Tally;
use super::view::Standing;
use super::weights::{self, WeightsView};
use crate::scorecard::{NodeDetail, NodeIndex};

/// What an objective's page says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ObjectivePage {
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
    /// Its measures, in one group.
    pub measures: MeasureTable,
    /// How firm the score is; `None` where no weight moves it, and for past periods.
    pub firm: Option<FirmView>,
    /// What changed since the period before.
    pub bridge: Option<BridgeView>,
    /// What needs attention.
    pub attention: AttentionList,
    /// The objectives it helps.
    pub drives: Vec<ShortStanding>,
    /// The objectives that help it.
    pub driven_by: Vec<ShortStanding>,
    /// Work under way.
    pub initiatives: Vec<InitiativeView>,
    /// Decisions about it and its measures, what is open first.
    pub decisions: Vec<DecisionView>,
    /// What was said about its measures, and about itself in earlier periods, the latest first.
    pub notes: Vec<NoteView>,
}

/// Builds the page of an objective.
pub fn page(sheet: &Sheet, node: NodeIndex) -> ObjectivePage {
    let definition = sheet.node(node);
    let standings = |nodes: Vec<NodeIndex>| nodes.into_iter().map(|node| short_standing(sheet, node)).collect();
    ObjectivePage {
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
        measures: measure_table(sheet, vec![sheet.measure_group(node)]),
        firm: sheet.firm(node),
        bridge: sheet.bridge(node, "bridge"),
        attention: attention(sheet, sheet.attention(node)),
        drives: standings(drives(sheet, node)),
        driven_by: standings(driven_by(sheet, node)),
        initiatives: sheet.initiatives_of(node),
        decisions: sheet.decisions_under(node),
        notes: notes(sheet, &[vec![node], sheet.measures_of(node)].concat()),
    }
}

/// The objectives an objective helps.
pub fn drives(sheet: &Sheet, node: NodeIndex) -> Vec<NodeIndex> {
    match &sheet.node(node).detail {
        NodeDetail::Objective { drives } => drives.clone(),
        _ => Vec::new(),
    }
}

/// The objectives that help an objective.
fn driven_by(sheet: &Sheet, node: NodeIndex) -> Vec<NodeIndex> {
    let all = sheet.scorecard().indexed().map(|(index, _)| index);
    all.filter(|other| drives(sheet, *other).contains(&node)).collect()
}
