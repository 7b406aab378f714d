//! A scorecard, perspective or objective: its children, what each weighs and what each brings.

use super::Subject;
use super::branch::Branch;
use super::measure::{nothing, short};
use crate::evaluate::Outcome;
use crate::scorecard::{Node, NodeIndex, Rollup, Scoring, Status};

/// The node and everything below it.
pub(super) fn branch(subject: &Subject<'_>, index: NodeIndex) -> Branch {
    let node = subject.scorecard.node(index);
    let below = node.edges.iter().map(|edge| {
        let child = branch(subject, edge.child);
        Branch { text: format!("{:>5.1} %  {}", edge.weight * 100.0, child.text), ..child }
    });
    let title = node.title.get(subject.locale);
    let name = if node.path.is_empty() { title } else { &format!("{title} · {}", node.id()) };
    Branch::with(format!("{name}: {}", standing(subject, index)), below.collect())
}

/// `71.9 ▲ at risk, weighted mean, coverage 95 %, bounds 67.3 to 73.6`
pub(super) fn standing(subject: &Subject<'_>, index: NodeIndex) -> String {
    let Some(outcome) = subject.outcome(index) else { return "not in this period".to_owned() };
    let node = subject.scorecard.node(index);
    if !outcome.applies {
        return "does not apply at this level".to_owned();
    }
    if node.measure().is_some_and(|measure| measure.scoring == Scoring::Unscored) {
        return format!("{}, shown only", outcome.actual.map_or_else(|| nothing(outcome), short));
    }
    let mut said = vec![score(outcome)];
    if let (false, Some(held_by)) = (outcome.status == Status::NoData, outcome.held_by) {
        said.push(format!("held down by critical {}", subject.scorecard.node(held_by).id()));
    }
    said.extend(node.weighting.as_ref().map(|weighting| format!("weights by {}", weighting.method.key())));
    said.extend(rollup(node));
    if outcome.coverage < 1.0 {
        said.push(format!("coverage {:.0} %", outcome.coverage * 100.0));
        said.push(format!("bounds {:.1} to {:.1}", outcome.low, outcome.high));
    }
    if outcome.stale > 0 {
        said.push(format!("carried forward {}", super::super::console::counted(outcome.stale as usize, "period")));
    }
    said.join(", ")
}

fn score(outcome: &Outcome) -> String {
    let score = outcome.score.map_or_else(|| "–".to_owned(), |score| format!("{score:.1}"));
    format!("{score} {} {}", outcome.status.mark(), outcome.status.code().replace('-', " "))
}

fn rollup(node: &Node) -> Option<String> {
    match node.rollup {
        Rollup::Mean => None,
        Rollup::Worst => Some("the worst of".to_owned()),
        Rollup::Geometric => Some("geometric mean of".to_owned()),
    }
}
