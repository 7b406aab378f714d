//! Checks of what is written: fields of measures, weights, and the balance of a scorecard.

use super::{Found, name};
use crate::scorecard::{
    Check, Framework, Horizon, Indicates, Measure, Node, NodeDetail, NodeIndex, Scorecard, Scoring,
};

/// A perspective of the four should have no less and no more of the scorecard.
const PERSPECTIVE: (f64, f64) = (0.10, 0.50);
/// An objective should have no less of the scorecard.
const OBJECTIVE: f64 = 0.05;
/// A measure should have no more of the scorecard, where there are at least [`FEW`].
const MEASURE: f64 = 0.50;
/// With fewer scored measures than this one of them must be heavy.
const FEW: usize = 3;
/// More measures than this are too many.
const MOST: usize = 25;
/// Shares are compared to this much, for the sake of binary fractions.
const TOLERANCE: f64 = 1e-9;

/// Everything found about a scorecard.
pub(super) fn check(scorecard: &Scorecard) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, node, measure) in scorecard.measures() {
        fields(scorecard, (index, node), measure, &mut found);
    }
    weights(scorecard, &mut found);
    balance(scorecard, &mut found);
    initiatives(scorecard, &mut found);
    found
}

fn is_scored(measure: &Measure) -> bool {
    measure.scoring != Scoring::Unscored
}

/// What one measure should say of itself.
fn fields(scorecard: &Scorecard, at: (NodeIndex, &Node), measure: &Measure, found: &mut Vec<Found>) {
    let own = name(scorecard, at.1);
    let mut miss = |check, what: &str| found.push(Found::new(check, at, format!("{own} has no {what}")));
    if measure.unit.label.is_empty() && measure.scoring != Scoring::YesNo {
        miss(Check::NoUnit, "unit");
    }
    if measure.scoring == Scoring::Unscored && !measure.nature.direction_stated {
        miss(Check::NoDirection, "direction: nothing says which way is better");
    }
    if at.1.owner.is_none() && !above(scorecard, at.1).any(|node| node.owner.is_some()) {
        miss(Check::NoOwner, "owner, neither of its own nor from its objective or perspective");
    }
    if at.1.description.is_none() {
        miss(Check::NoDescription, "description");
    }
}

/// The objective and the perspective a node is written in.
fn above<'a>(scorecard: &'a Scorecard, node: &'a Node) -> impl Iterator<Item = &'a Node> {
    let prefixes = node.path.match_indices('/').map(|(at, _)| &node.path[..at]);
    prefixes.filter_map(|path| scorecard.find(path)).map(|index| scorecard.node(index))
}

/// Each node's share of the scorecard by the weights as written, over all ways up.
fn shares(scorecard: &Scorecard) -> Vec<f64> {
    let mut shares = vec![0.0; scorecard.nodes.len()];
    shares[Scorecard::ROOT.0] = 1.0;
    for (at, node) in scorecard.nodes.iter().enumerate() {
        for edge in &node.edges {
            shares[edge.child.0] += shares[at] * edge.weight;
        }
    }
    shares
}

fn weights(scorecard: &Scorecard, found: &mut Vec<Found>) {
    let shares = shares(scorecard);
    let scored = scorecard.measures().filter(|(_, _, measure)| is_scored(measure)).count();
    for (index, node) in scorecard.indexed() {
        let share = shares[index.0];
        let (low, high) = (|limit| share < limit - TOLERANCE, |limit| share > limit + TOLERANCE);
        let check = match &node.detail {
            NodeDetail::Perspective if scorecard.framework == Framework::BalancedScorecard => {
                (low(PERSPECTIVE.0) || high(PERSPECTIVE.1)).then_some(Check::PerspectiveWeight)
            }
            NodeDetail::Objective { .. } => low(OBJECTIVE).then_some(Check::WeightSmall),
            NodeDetail::Measure(_) => (scored >= FEW && high(MEASURE)).then_some(Check::WeightLarge),
            _ => None,
        };
        let percent = (share * 1000.0).round() / 10.0;
        let message = format!("{} has {percent} % of the scorecard", name(scorecard, node));
        found.extend(check.map(|check| Found::new(check, (index, node), message)));
    }
}

/// What the scorecard as a whole should hold.
fn balance(scorecard: &Scorecard, found: &mut Vec<Found>) {
    let root = (Scorecard::ROOT, scorecard.node(Scorecard::ROOT));
    let own = name(scorecard, root.1);
    let measures: Vec<(&Node, &Measure)> = scorecard.measures().map(|(_, node, measure)| (node, measure)).collect();
    let mut tell = |check, what: String| found.push(Found::new(check, root, format!("{own} {what}")));
    if measures.len() > MOST {
        tell(Check::TooManyMeasures, format!("has {} measures, more than {MOST}", measures.len()));
    }
    let is_financial = |(node, _): &&(&Node, &Measure)| node.path.starts_with("financial/");
    let scored: Vec<_> = measures.iter().filter(|(_, measure)| is_scored(measure)).collect();
    match scored.iter().filter(|measure| is_financial(measure)).count() {
        0 if scorecard.framework != Framework::Own => tell(Check::NoFinancial, "has no financial measure".into()),
        some if some > 0 && some == scored.len() => tell(Check::OnlyFinancial, "has only financial measures".into()),
        _ => {}
    }
    let indicates: Vec<Indicates> = measures.iter().filter_map(|(_, measure)| measure.nature.indicates).collect();
    if !indicates.is_empty() && !indicates.contains(&Indicates::Leading) {
        tell(Check::NoLeading, "has no leading measure".into());
    }
    if !indicates.is_empty() && !indicates.contains(&Indicates::Lagging) {
        tell(Check::NoLagging, "has no lagging measure".into());
    }
    let horizons: Vec<Horizon> = measures.iter().filter_map(|(_, measure)| measure.nature.horizon).collect();
    match (horizons.contains(&Horizon::Short), horizons.contains(&Horizon::Long)) {
        (true, false) => tell(Check::OneHorizon, "has no long-term measure".into()),
        (false, true) => tell(Check::OneHorizon, "has no short-term measure".into()),
        _ => {}
    }
}

/// Initiatives whose measure, or all of whose objective's measures, are not scored.
fn initiatives(scorecard: &Scorecard, found: &mut Vec<Found>) {
    let scored = |index: NodeIndex| scorecard.node(index).measure().is_some_and(is_scored);
    for initiative in &scorecard.initiatives {
        let objective = scorecard.node(initiative.objective);
        let shows = match initiative.moves {
            Some(measure) => scored(measure),
            None => objective.edges.iter().any(|edge| scored(edge.child)),
        };
        if !shows {
            let about = initiative.moves.unwrap_or(initiative.objective);
            let message = format!("initiative `{}` should move what is not scored", initiative.id);
            let mut finding = Found::new(Check::InitiativeUnscored, (initiative.objective, objective), message);
            finding.diagnostic.labels[0].span = initiative.span;
            found.push(finding.and((about, scorecard.node(about))));
        }
    }
}
