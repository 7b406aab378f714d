//! What is wrong with ratings, and what is doubtful about them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Evidence, Rounds, finding};
use crate::diagnostic::{Diagnostic, Findings, did_you_mean};
use crate::scorecard::{Period, RatedBy, RatingRow};

/// How many examples a finding shows.
const SHOWN: usize = 3;

/// What can be wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    Unknown,
    UnknownCriterion,
    RatedOtherwise,
    Outside,
    Twice,
}

/// What is wrong with answers: by fault, the words that are wrong with how often.
#[derive(Default)]
pub(super) struct Faults(BTreeMap<Fault, BTreeMap<String, usize>>);

impl Faults {
    /// Notes that an answer is wrong.
    pub(super) fn note(&mut self, fault: Fault, row: &RatingRow) {
        let word = match (fault, row.value) {
            (Fault::Unknown | Fault::RatedOtherwise, _) => row.about.clone(),
            (Fault::UnknownCriterion, _) => row.criterion.clone().unwrap_or_default(),
            (Fault::Outside, Some(value)) => value.to_string(),
            _ => format!("rater {}, {}, period {}", row.rater, row.about, row.period),
        };
        *self.0.entry(fault).or_default().entry(word).or_default() += 1;
    }

    /// One finding for each kind of fault.
    pub(super) fn tell(&self, evidence: Evidence, findings: &mut Findings) {
        for (fault, words) in &self.0 {
            findings.push(told(evidence, *fault, words));
        }
    }
}

fn told(evidence: Evidence, fault: Fault, words: &BTreeMap<String, usize>) -> Diagnostic {
    let what = evidence.what;
    let (code, wrong) = match fault {
        Fault::Unknown => ("panel-unknown", format!("of a {what} there is not")),
        Fault::UnknownCriterion => ("panel-unknown-criterion", "by a criterion there is not".to_owned()),
        Fault::RatedOtherwise => ("panel-rated-otherwise", format!("of a {what} that the panel does not rate")),
        Fault::Outside => ("panel-outside", "outside the scale".to_owned()),
        Fault::Twice => ("panel-twice", "that the same rater has given already".to_owned()),
    };
    let count: usize = words.values().sum();
    let ratings = if count == 1 { "a rating".to_owned() } else { format!("{count} ratings") };
    let mut told = finding(evidence, code, format!("panel of {}: {ratings} {wrong}", evidence.subject), false);
    if evidence.panel.private {
        told = told.note("the rows are not shown: a table they come from has private columns");
    } else {
        for (word, times) in words.iter().take(SHOWN) {
            told = told.note(if *times == 1 { format!("`{word}`") } else { format!("`{word}`, {times} times") });
        }
    }
    told.help(help(evidence, fault, words.keys().next().map_or("", String::as_str)))
}

fn help(evidence: Evidence, fault: Fault, word: &str) -> String {
    let asked = || evidence.questions.iter().filter(|question| *question.by == RatedBy::Panel);
    let what = evidence.what;
    match fault {
        Fault::Unknown => {
            let known: BTreeSet<&str> = asked().map(|question| question.about).collect();
            among(word, &known, &format!("{what}s the panel rates"))
        }
        Fault::UnknownCriterion => {
            among(word, &evidence.questions.iter().filter_map(|question| question.criterion).collect(), "criteria")
        }
        Fault::RatedOtherwise => format!("leave such rows out with WHERE, or delete what else rates the {what}"),
        Fault::Outside => {
            let (low, high) = (evidence.scale.low, evidence.scale.high);
            format!("ratings here lie from {low} to {high}; NULL is no answer")
        }
        Fault::Twice => "keep one rating a rater and period of each".into(),
    }
}

fn among(word: &str, known: &BTreeSet<&str>, what: &str) -> String {
    match did_you_mean(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{what} are {}", quoted(known.iter().copied())),
    }
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 12;
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(MOST);
    let shown = names[..names.len() - more].join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

/// Nothing was rated by the period wanted, or ever.
pub(super) fn no_period(evidence: Evidence, wanted: Option<Period>, first: Option<&Period>) -> Diagnostic {
    if let (Some(wanted), Some(first)) = (wanted, first) {
        let message = format!("{} has no ratings by {wanted}: its first are of {first}", evidence.subject);
        return Diagnostic::error("period-outside-data", message)
            .at(evidence.span, "")
            .help("choose a later `--period`, or leave it out");
    }
    let told = finding(evidence, "nothing-rated", format!("nothing in {} was ever rated", evidence.subject), false);
    told.help("check that the query of the panel returns rows, or state ratings")
}

/// What is doubtful in the period reported on: what has no rating, a single rater.
pub(super) fn doubts(evidence: Evidence, rounds: &Rounds, findings: &mut Findings) {
    let (subject, period) = (evidence.subject, rounds.period);
    let rated = || evidence.questions.iter().zip(rounds.now());
    let unrated: BTreeSet<&str> = rated().filter(|(_, rating)| rating.is_none()).map(|(own, _)| own.about).collect();
    if !unrated.is_empty() {
        let message = format!("{subject}: nobody rated {} by {period}", quoted(unrated.into_iter()));
        findings.push(
            finding(evidence, "factor-unrated", message, true)
                .help("the page says so; what has no rating counts for nothing"),
        );
    }
    let is_lone = |(_, rating): &(_, &Option<super::Rating>)| rating.as_ref().is_some_and(|rating| rating.raters == 1);
    let lone: BTreeSet<&str> = rated().filter(is_lone).map(|(own, _)| own.about).collect();
    if !lone.is_empty() {
        let message = format!("{subject}: one person alone rated {} by {period}", quoted(lone.into_iter()));
        let told = finding(evidence, "panel-one-rater", message, true);
        findings.push(told.help("ask several: one opinion has no agreement, and is no panel"));
    }
}
