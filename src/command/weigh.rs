//! Weights that judgements or data decide: read, worked out, and set on the edges.
//!
//! What experts say is known before anything is evaluated. Weights from a history need the values of measures, which do
//! not depend on weights: the scorecard is evaluated once with equal weights for them, and then anew.

use std::collections::BTreeMap;

use crate::diagnostic::Findings;
use crate::engine::Engine;
use crate::evaluate::Evaluation;
use crate::method::weigh::{self, History, Subject, Weighed};
use crate::scorecard::{
    Direction, EntityTree, JudgementSource, JudgementsRead, NodeIndex, Scorecard, Scoring, WeightMethod, Weighting,
};

/// The weights of a scorecard's nodes that are worked out.
pub type WeighedNodes = BTreeMap<NodeIndex, Weighed>;

/// Reads tables of judgements into the scorecards, and sets the weights that need no history; what is wrong is told.
pub fn by_judgement(engine: &dyn Engine, scorecards: &mut [Scorecard], findings: &mut Findings) {
    for scorecard in scorecards {
        for index in (0..scorecard.nodes.len()).map(NodeIndex) {
            let Some(mut weighting) = scorecard.nodes[index.0].weighting.take() else { continue };
            let weighed = judged(engine, &mut weighting, &subject(scorecard, index, None), findings);
            if let Some(weighed) = weighed {
                set(scorecard, index, &weighed);
            }
            scorecard.nodes[index.0].weighting = Some(weighting);
        }
    }
}

/// Works out every set of weights with the history at hand, and whether that changes weights: the scorecard is then to be
/// evaluated anew.
pub fn by_history(scorecard: &mut Scorecard, evaluation: &Evaluation, findings: &mut Findings) -> (WeighedNodes, bool) {
    let (mut all, mut anew) = (WeighedNodes::new(), false);
    for index in (0..scorecard.nodes.len()).map(NodeIndex) {
        let Some(weighting) = scorecard.nodes[index.0].weighting.clone() else { continue };
        let history = history(scorecard, evaluation, index);
        let Some(weighed) = again(&weighting, &subject(scorecard, index, history.as_ref()), findings) else {
            continue;
        };
        if weighting.method.needs_history() {
            set(scorecard, index, &weighed);
            anew = true;
        }
        all.insert(index, weighed);
    }
    (all, anew)
}

/// Reads the tables of a weighting, and the weights it gives where it needs no history.
pub(super) fn judged(
    engine: &dyn Engine,
    weighting: &mut Weighting,
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<Weighed> {
    read(engine, weighting, &subject.name, findings)?;
    (!weighting.method.needs_history()).then(|| weigh::weigh(weighting, subject, findings)).flatten()
}

/// What a weighting gives with a history at hand. What judgements give has been worked out once, and what there was to
/// find is told.
pub(super) fn again(weighting: &Weighting, subject: &Subject<'_>, findings: &mut Findings) -> Option<Weighed> {
    let mut once = Findings::default();
    let found = if weighting.method.needs_history() { findings } else { &mut once };
    weigh::weigh(weighting, subject, found)
}

/// Puts the rows of tables in the place of the queries, also in sets of a combination.
fn read(engine: &dyn Engine, weighting: &mut Weighting, name: &str, findings: &mut Findings) -> Option<()> {
    if let WeightMethod::Combined { sets, .. } = &mut weighting.method {
        for set in sets {
            read(engine, set, name, findings)?;
        }
    }
    let JudgementSource::Query(query) = &weighting.source else { return Some(()) };
    let optional = [query.other.as_deref(), query.round.as_deref()];
    let columns = [query.expert.as_str(), &query.item, &query.value].into_iter().chain(optional.into_iter().flatten());
    let columns: Vec<&str> = columns.collect();
    let subject = format!("weights of {name}");
    let listing = engine.listing(&query.sql, &columns, &subject, findings)?;
    let rows = weigh::from_table(query, &listing, &subject, findings)?;
    weighting.read = Some(JudgementsRead { sql: query.sql.text.clone(), tables: listing.tables });
    weighting.source = JudgementSource::Stated(rows);
    Some(())
}

/// What findings call a node.
fn name(scorecard: &Scorecard, index: NodeIndex) -> String {
    let node = scorecard.node(index);
    if node.path.is_empty() {
        return format!("scorecard `{}`", scorecard.id);
    }
    format!("{} `{}`", node.detail.kind(), node.path)
}

/// The children that carry weight.
fn weighed_children(scorecard: &Scorecard, index: NodeIndex) -> Vec<NodeIndex> {
    let counts =
        |child: &NodeIndex| scorecard.node(*child).measure().is_none_or(|measure| measure.scoring != Scoring::Unscored);
    scorecard.node(index).edges.iter().map(|edge| edge.child).filter(counts).collect()
}

fn subject<'h>(scorecard: &Scorecard, index: NodeIndex, history: Option<&'h History>) -> Subject<'h> {
    let children = weighed_children(scorecard, index);
    let items = children.iter().map(|child| scorecard.node(*child).id().to_owned()).collect();
    Subject { name: name(scorecard, index), items, history }
}

fn set(scorecard: &mut Scorecard, index: NodeIndex, weighed: &Weighed) {
    let children = weighed_children(scorecard, index);
    for edge in &mut scorecard.nodes[index.0].edges {
        let place = children.iter().position(|child| *child == edge.child);
        edge.weight = place.and_then(|at| weighed.weights.get(at)).copied().unwrap_or(0.0);
    }
}

/// The actual values of the children over time, of periods in which all have one that is not carried forward; `None`
/// where a child is no measure.
fn history(scorecard: &Scorecard, evaluation: &Evaluation, index: NodeIndex) -> Option<History> {
    let children = weighed_children(scorecard, index);
    let higher: Option<Vec<bool>> = children
        .iter()
        .map(|child| scorecard.node(*child).measure().map(|measure| measure.better != Direction::Lower))
        .collect();
    let actual = |period, child: &NodeIndex| {
        let outcome = evaluation.outcome(EntityTree::TOP, period, *child)?;
        outcome.actual.filter(|_| outcome.stale == 0)
    };
    let upto = evaluation.periods.iter().filter(|period| **period <= evaluation.period);
    let rows = upto.filter_map(|period| children.iter().map(|child| actual(*period, child)).collect());
    Some(History { rows: rows.collect(), higher: higher? })
}
