//! What a difference keeps back: two values of nearly the same people give away those who are not in both.
//!
//! A measure with `min_group` that was published twice for one period, with other data or another query, is such a
//! pair. Its earlier value is left out, and with it the earlier score of everything that moved by it alone. Of two
//! periods the values are those of different months, and are told.

use std::collections::BTreeSet;

use super::difference::{CardDifference, NodeDifference, Standing};
use super::edition::{Edition, MeasureEdition};
use crate::scorecard::Status;

/// The difference without what would give a small group away.
pub(super) fn guard(mut difference: CardDifference, old: &Edition, new: &Edition) -> CardDifference {
    let pairs: Vec<&str> = if old.period == new.period { pairs(old, new) } else { Vec::new() };
    let moved: Vec<String> = difference.nodes.iter().filter(|node| moved(node)).map(|node| node.id.clone()).collect();
    let by_pairs_alone = |id: &str| {
        let reached = reached(new, id);
        let mut below = moved.iter().filter(|measure| reached.contains(measure.as_str())).peekable();
        below.peek().is_some() && below.all(|measure| pairs.contains(&measure.as_str()))
    };
    for node in &mut difference.nodes {
        let vanished = node.new.status == Status::Withheld && node.old.status != Status::Withheld;
        if vanished || by_pairs_alone(&node.id) {
            node.keep_back();
            difference.withheld = true;
        }
    }
    if !pairs.is_empty() && !difference.entities.is_empty() {
        // An edition does not say which measures of an entity moved: any of them may be the pair.
        difference.entities.clear();
        difference.withheld = true;
    }
    difference
}

/// The measures about few people whose values the two editions took from other data, or by another query.
fn pairs<'a>(old: &Edition, new: &'a Edition) -> Vec<&'a str> {
    let is_pair = |was: &MeasureEdition, is: &MeasureEdition| {
        let small = was.min_group.max(is.min_group) > 0;
        small && (was.data != is.data || was.query != is.query || was.rules != is.rules)
    };
    let both = new.nodes.iter().filter_map(|node| {
        let was = old.node(&node.id)?.measure.as_ref()?;
        is_pair(was, node.measure.as_ref()?).then_some(node.id.as_str())
    });
    both.collect()
}

fn moved(node: &NodeDifference) -> bool {
    node.kind == "measure" && node.old.differs(&node.new)
}

/// A node and everything its score is made from; a feeder may stand anywhere.
fn reached<'a>(edition: &'a Edition, id: &'a str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::from([id]);
    // Parents stand before their children, so one pass finds all.
    for node in &edition.nodes {
        if reached.contains(node.id.as_str()) {
            reached.extend(node.children.iter().map(|(child, _)| child.as_str()));
        }
    }
    reached
}

impl NodeDifference {
    fn keep_back(&mut self) {
        self.old =
            Standing { score: None, status: Status::Withheld, coverage: self.new.coverage, actual: None, target: None };
        self.change = None;
        self.causes.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::super::edition::{EntityEdition, Names, NodeEdition};
    use super::super::mixed::Reruns;
    use super::super::{CardDifference, compare};
    use super::*;
    use crate::scorecard::{Bands, Rollup};

    fn node(id: &str, children: &[&str], measure: Option<MeasureEdition>, score: f64) -> NodeEdition {
        NodeEdition {
            id: id.to_owned(),
            kind: if measure.is_some() { "measure" } else { "objective" }.to_owned(),
            title: Names::default(),
            rollup: Rollup::Mean,
            critical: false,
            children: children.iter().map(|child| ((*child).to_owned(), 1.0 / children.len() as f64)).collect(),
            measure,
            score: Some(score),
            status: Bands::default().status(Some(score)),
            coverage: 1.0,
        }
    }

    fn measure(actual: f64, data: &str, min_group: u32) -> MeasureEdition {
        MeasureEdition {
            actual: Some(actual),
            target: Some(100.0),
            counts: true,
            anchors: vec![(0.0, 0.0), (100.0, 100.0)],
            steps: false,
            scoring: String::new(),
            query: String::new(),
            data: data.to_owned(),
            rules: String::new(),
            min_group,
        }
    }

    /// `mood` alone in `people`, about few people; `sales` alone in `money`.
    fn edition(period: &str, mood: f64, sales: f64, data: &str) -> Edition {
        let branch = EntityEdition {
            id: "b".to_owned(),
            title: Names::default(),
            score: Some(mood),
            status: Bands::default().status(Some(mood)),
            coverage: 1.0,
        };
        Edition {
            scorecard: "s".to_owned(),
            title: Names::default(),
            period: period.to_owned(),
            tool: "0".to_owned(),
            bands: Bands::default(),
            min_coverage: 0.0,
            nodes: vec![
                node("", &["people", "money"], None, f64::midpoint(mood, sales)),
                node("people", &["people/mood"], None, mood),
                node("people/mood", &[], Some(measure(mood, data, 5)), mood),
                node("money", &["money/sales"], None, sales),
                node("money/sales", &[], Some(measure(sales, data, 0)), sales),
            ],
            entities: vec![branch],
        }
    }

    /// Who is told without what it was.
    fn kept_back(difference: &CardDifference) -> Vec<&str> {
        let kept = difference.nodes.iter().filter(|node| node.old.status == Status::Withheld && node.change.is_none());
        kept.map(|node| node.id.as_str()).collect()
    }

    #[test]
    fn two_values_of_one_period_are_not_held_against_each_other() {
        let (old, new) = (edition("2026-10", 60.0, 50.0, "a"), edition("2026-10", 62.0, 55.0, "b"));
        let difference = compare(&old, &new, &Reruns::new());
        assert_eq!(kept_back(&difference), ["people", "people/mood"]);
        assert!(difference.withheld && difference.entities.is_empty());
        let root = &difference.nodes[0];
        assert_eq!(root.change, Some(3.5), "two measures moved the whole, so neither can be read off it");
    }

    #[test]
    fn where_it_moved_alone_the_whole_is_kept_back_too() {
        let (old, new) = (edition("2026-10", 60.0, 50.0, "a"), edition("2026-10", 62.0, 50.0, "b"));
        assert_eq!(kept_back(&compare(&old, &new, &Reruns::new())), ["", "people", "people/mood"]);
    }

    #[test]
    fn two_periods_and_the_same_data_are_told() {
        let (old, new) = (edition("2026-09", 60.0, 50.0, "a"), edition("2026-10", 62.0, 50.0, "b"));
        let difference = compare(&old, &new, &Reruns::new());
        assert!(kept_back(&difference).is_empty() && !difference.withheld && difference.entities.len() == 1);
        let same = compare(&old, &edition("2026-09", 60.0, 50.0, "a"), &Reruns::new());
        assert!(!same.withheld && same.nodes.len() == 1);
    }

    #[test]
    fn what_is_withheld_now_is_not_told_from_before() {
        let old = edition("2026-09", 60.0, 50.0, "a");
        let mut new = edition("2026-10", 62.0, 50.0, "b");
        (new.nodes[2].status, new.nodes[2].score) = (Status::Withheld, None);
        if let Some(measure) = &mut new.nodes[2].measure {
            measure.actual = None;
        }
        let difference = compare(&old, &new, &Reruns::new());
        let mood = difference.nodes.iter().find(|node| node.id == "people/mood").expect("mood");
        assert_eq!((mood.old.actual, mood.old.score), (None, None));
    }
}
