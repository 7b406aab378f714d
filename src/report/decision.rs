//! Decisions: what was decided, what has become of it, and whether it is late at the end of the period reported on.

use serde::Serialize;

use super::address::Address;
use super::sheet::Sheet;
use super::view::Link;
use crate::scorecard::{Decision, DecisionStatus, NodeIndex, Scorecard};

/// How many decisions are shown on the page of a node; the page of decisions has all.
const SHOWN: usize = 9;

/// A decision as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecisionView {
    /// Its id; part of its anchor on the page of decisions.
    pub id: String,
    /// Its place on that page, with its title.
    pub link: Link,
    /// The same at length.
    pub text: Option<String>,
    /// `decided 19 August 2026 by the board`, `carried out by Logistics`, `due December 2026`.
    pub facts: Vec<String>,
    /// What it is about; empty where that is the whole scorecard.
    pub about: Vec<Link>,
    /// What came of it.
    pub outcome: Option<String>,
    /// `open`, `late`, `done` or `dropped`, for its mark.
    pub state: &'static str,
    /// `open`, `2 months late`, `done September 2026`.
    pub state_word: String,
}

impl<'a> Sheet<'a> {
    /// The decisions known in the period reported on, the latest first.
    pub fn decisions(&self) -> Vec<&'a Decision> {
        let all = self.scorecard().decisions.iter();
        let mut known: Vec<&Decision> = all.filter(|each| each.is_known_in(self.period())).collect();
        known.sort_by_key(|each| std::cmp::Reverse(each.period));
        known
    }

    /// What had become of a decision by the end of the period reported on.
    pub fn status_of(&self, decision: &Decision) -> DecisionStatus {
        decision.status_in(self.period())
    }

    /// The open ones, what is most overdue first, then what is due soonest.
    pub fn open_decisions(&self) -> Vec<&'a Decision> {
        let mut open = self.decisions();
        open.retain(|each| self.status_of(each) == DecisionStatus::Open);
        let due = |each: &Decision| each.due.map_or(i64::MAX, |due| due.days().1);
        open.sort_by_key(|each| (due(each), each.period.days()));
        open
    }

    /// The open decisions for another page, such as the overview: the `most` pressing, and how many more there are.
    pub fn open_decision_views(&self, most: usize) -> (Vec<DecisionView>, usize) {
        let open = self.open_decisions();
        (open.iter().take(most).map(|each| self.decision(each)).collect(), open.len().saturating_sub(most))
    }

    /// Decisions about a node or what is below it, what is open first, then the latest. The scorecard's own stand under the root alone.
    pub fn decisions_under(&self, node: NodeIndex) -> Vec<DecisionView> {
        let below = format!("{}/", self.node(node).path);
        let concerns = |about: &NodeIndex| {
            let apart = node != Scorecard::ROOT && !self.node(*about).path.starts_with(&below);
            *about == node || !apart
        };
        let mut all = self.decisions();
        all.retain(|each| each.about.iter().any(concerns));
        all.sort_by_key(|each| self.status_of(each) != DecisionStatus::Open);
        all.into_iter().take(SHOWN).map(|each| self.decision(each)).collect()
    }

    /// By how many periods an open decision is late; 0 when it was due in the period reported on.
    pub fn decision_lateness(&self, decision: &Decision) -> Option<i64> {
        let due = decision.due?.ending_in(self.period().frequency());
        let late = self.status_of(decision) == DecisionStatus::Open && due <= self.period();
        if late { self.period().since(due) } else { None }
    }

    /// A decision as shown.
    pub fn decision(&self, decision: &Decision) -> DecisionView {
        let (state, state_word) = self.decision_state(decision);
        let owner = self.pen.some_text(decision.owner.as_ref());
        let owner = owner.map(|who| self.pen.say("decision.owner", &[("who", &who)]));
        let due = decision.due.map(|due| self.pen.say("milestone.due", &[("period", &self.pen.period(due))]));
        let about = decision.about.iter().filter(|node| **node != Scorecard::ROOT);
        let title = self.pen.text(&decision.title);
        let href = format!("{}#decision-{}", self.pen.href(Address::Decisions(self.at)), decision.id);
        let closed = self.status_of(decision) != DecisionStatus::Open;
        DecisionView {
            id: decision.id.clone(),
            link: Link { href, title },
            text: self.pen.some_text(decision.text.as_ref()),
            facts: [Some(self.taken(decision)), owner, due].into_iter().flatten().collect(),
            about: about.map(|node| self.link(*node)).collect(),
            outcome: self.pen.some_text(decision.outcome.as_ref()).filter(|_| closed),
            state,
            state_word,
        }
    }

    fn taken(&self, decision: &Decision) -> String {
        let period = self.pen.period(decision.period);
        match self.pen.some_text(decision.by.as_ref()) {
            Some(who) => self.pen.say("decision.taken-by", &[("period", &period), ("who", &who)]),
            None => self.pen.say("decision.taken", &[("period", &period)]),
        }
    }

    fn decision_state(&self, decision: &Decision) -> (&'static str, String) {
        let closed = |done: &str| match decision.closed {
            Some(period) => self.pen.say(&format!("decision.{done}-in"), &[("period", &self.pen.period(period))]),
            None => self.pen.say(&format!("decision.{done}"), &[]),
        };
        match (self.status_of(decision), self.decision_lateness(decision)) {
            (DecisionStatus::Done, _) => ("done", closed("done")),
            (DecisionStatus::Dropped, _) => ("dropped", closed("dropped")),
            (DecisionStatus::Open, Some(by)) => ("late", self.late_text(by)),
            (DecisionStatus::Open, None) => ("open", self.pen.say("decision.open", &[])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pen::Pen;
    use super::super::testing::{Named, made, words};
    use super::*;
    use crate::scorecard::Locale;

    #[test]
    fn what_is_most_overdue_comes_first_and_what_was_closed_says_when() {
        let (made, words) = (made(), words(Locale::En));
        let material = made.material();
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a sheet");
        let (open, more) = sheet.open_decision_views(2);
        let said: Vec<(&str, &str)> = open.iter().map(|each| (each.id.as_str(), each.state_word.as_str())).collect();
        assert_eq!((said.as_slice(), more), ([("hire", "2 months late"), ("train", "open")].as_slice(), 0));
        assert_eq!(open[0].facts, ["decided June 2026 by Board", "carried out by Service", "due August 2026"]);
        assert_eq!(open[0].about[0].title, "Complaints solved in 24 h");
        let all: Vec<String> = sheet.decisions().iter().map(|each| each.id.clone()).collect();
        assert_eq!(all, ["train", "promise", "hire"], "what is taken after the period is not known yet");
        let promise = sheet.decision(sheet.decisions()[1]);
        assert_eq!((promise.state, promise.state_word.as_str()), ("done", "done October 2026"));
    }

    #[test]
    fn a_node_has_the_decisions_about_what_is_below_it() {
        let (made, words) = (made(), words(Locale::En));
        let material = made.material();
        let sheet = Sheet::new(Pen { words: &words, links: &Named, book: &made.book }, &material, 0).expect("a sheet");
        let under = |node| sheet.decisions_under(NodeIndex(node)).into_iter().map(|each| each.id).collect::<Vec<_>>();
        assert_eq!(under(1), ["hire", "promise"], "open ones first");
        assert_eq!(under(6), ["hire"]);
        assert_eq!(under(2), ["train"]);
        assert_eq!(under(0).len(), 3);
        assert!(under(5).is_empty());
    }
}
