//! Initiatives: how far they are, and whether they are late at the end of the period reported on.

use serde::Serialize;

use super::address::Address;
use super::number::NumberFormat;
use super::sheet::Sheet;
use super::view::{Link, Quantity};
use crate::scorecard::{Initiative, Milestone, NodeIndex, Period};

/// An initiative as a page shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InitiativeView {
    /// Its id; part of its anchor.
    pub id: String,
    /// Its place on the page of initiatives.
    pub href: String,
    /// Its name.
    pub title: String,
    /// What is done.
    pub description: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The measure it should move.
    pub moves: Option<Link>,
    /// `March 2026 to December 2026`.
    pub time: Option<String>,
    /// `¥600,000 of ¥900,000 spent (67 %)`.
    pub money: Option<String>,
    /// Its steps.
    pub milestones: Vec<MilestoneView>,
    /// `2 months late`; `None` when it is not.
    pub late: Option<String>,
    /// `on schedule`, `2 months late`, `complete`.
    pub schedule: String,
    /// `done`, `late` or `open`, for its mark.
    pub state: &'static str,
}

/// A step of an initiative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MilestoneView {
    /// What is reached.
    pub title: String,
    /// When it is due.
    pub due: String,
    /// When it was reached, or how late it is, or that it is open.
    pub state_word: String,
    /// `done`, `late` or `open`.
    pub state: &'static str,
}

impl Sheet<'_> {
    /// The initiatives of an objective.
    pub fn initiatives_of(&self, objective: NodeIndex) -> Vec<InitiativeView> {
        let all = self.scorecard().initiatives.iter();
        all.filter(|initiative| initiative.objective == objective).map(|each| self.initiative(each)).collect()
    }

    /// The initiatives that should move a measure, else those of its objective that name none.
    pub fn initiatives_for(&self, measure: NodeIndex) -> Vec<&Initiative> {
        let all = &self.scorecard().initiatives;
        let own: Vec<&Initiative> = all.iter().filter(|each| each.moves == Some(measure)).collect();
        if !own.is_empty() {
            return own;
        }
        let objective = self.parent(measure);
        all.iter().filter(|each| each.moves.is_none() && Some(each.objective) == objective).collect()
    }

    /// An initiative as shown.
    pub fn initiative(&self, initiative: &Initiative) -> InitiativeView {
        let late = self.lateness(initiative);
        let done = !initiative.milestones.is_empty() && initiative.milestones.iter().all(|each| self.is_done(each));
        let (state, key) = match (late, done) {
            (Some(_), _) => ("late", "initiative.late"),
            (None, true) => ("done", "initiative.done"),
            (None, false) => ("open", "initiative.open"),
        };
        let late = late.map(|by| self.late_text(by));
        let schedule = late.clone().unwrap_or_else(|| self.pen.say(key, &[]));
        InitiativeView {
            id: initiative.id.clone(),
            href: format!("{}#initiative-{}", self.pen.href(Address::Initiatives(self.at)), initiative.id),
            title: self.pen.text(&initiative.title),
            description: self.pen.some_text(initiative.description.as_ref()),
            owner: self.pen.some_text(initiative.owner.as_ref()),
            moves: initiative.moves.map(|measure| self.link(measure)),
            time: self.time(initiative),
            money: self.money(initiative),
            milestones: initiative.milestones.iter().map(|each| self.milestone(each)).collect(),
            late,
            schedule,
            state,
        }
    }

    /// By how many periods the most overdue open step is late; 0 when it was due in the period reported on.
    pub fn lateness(&self, initiative: &Initiative) -> Option<i64> {
        initiative.milestones.iter().filter_map(|milestone| self.milestone_lateness(milestone)).max()
    }

    /// `2 months late`, `due in October, not done`.
    pub fn late_text(&self, by: i64) -> String {
        if by <= 0 {
            return self
                .pen
                .say("initiative.due-now", &[("period", &self.pen.period_beside(self.period(), self.period()))]);
        }
        let duration = self.pen.duration(self.period(), usize::try_from(by).unwrap_or(0));
        self.pen.say("initiative.late", &[("duration", &duration)])
    }

    fn milestone_lateness(&self, milestone: &Milestone) -> Option<i64> {
        let due = milestone.due.ending_in(self.period().frequency());
        if self.is_done(milestone) || due > self.period() {
            return None;
        }
        self.period().since(due)
    }

    /// Whether a step was reached by the end of the period reported on.
    fn is_done(&self, milestone: &Milestone) -> bool {
        milestone.is_done_by(self.period())
    }

    /// A step as shown.
    pub fn milestone(&self, milestone: &Milestone) -> MilestoneView {
        let late = self.milestone_lateness(milestone);
        let done = milestone.done.filter(|_| self.is_done(milestone));
        let (state, state_word) = match (done, late) {
            (Some(done), _) => ("done", self.pen.say("milestone.done", &[("period", &self.pen.period(done))])),
            (None, Some(by)) => ("late", self.late_text(by)),
            (None, None) => ("open", self.pen.say("milestone.open", &[])),
        };
        let due = self.pen.period(milestone.due);
        MilestoneView { title: self.pen.text(&milestone.title), due, state_word, state }
    }

    fn time(&self, initiative: &Initiative) -> Option<String> {
        let written = |period: Option<Period>| period.map(|period| self.pen.period(period));
        match (written(initiative.start), written(initiative.end)) {
            (Some(start), Some(end)) => Some(self.pen.say("initiative.from-to", &[("start", &start), ("end", &end)])),
            (Some(start), None) => Some(self.pen.say("initiative.from", &[("start", &start)])),
            (None, Some(end)) => Some(self.pen.say("initiative.until", &[("end", &end)])),
            (None, None) => None,
        }
    }

    /// How amounts of money are written: without decimals, in the book's currency.
    pub fn money_format(&self) -> NumberFormat {
        let prefix = self.pen.book.currency.clone();
        NumberFormat { locale: self.pen.locale(), decimals: 0, prefix, suffix: String::new() }
    }

    fn money(&self, initiative: &Initiative) -> Option<String> {
        let format = self.money_format();
        let text = |amount: f64| {
            let Quantity { before, number, .. } = Quantity::new(&format, amount);
            before + &number
        };
        match (initiative.budget, initiative.spent_by(self.period())) {
            (Some(budget), Some(spent)) if budget > 0.0 => {
                let share = self.pen.share_text(spent / budget);
                let fill = [("budget", text(budget)), ("spent", text(spent)), ("share", share)];
                let fill: Vec<(&str, &str)> = fill.iter().map(|(name, value)| (*name, value.as_str())).collect();
                Some(self.pen.say("initiative.spent-of", &fill))
            }
            (Some(budget), _) => Some(self.pen.say("initiative.budget", &[("budget", &text(budget))])),
            (None, Some(spent)) => Some(self.pen.say("initiative.spent", &[("spent", &text(spent))])),
            (None, None) => None,
        }
    }
}
