//! What is wrong with answers, and what is doubtful about a result.

use std::collections::BTreeMap;

use super::{Appraisal, Evidence};
use crate::diagnostic::{Diagnostic, Findings, Span, did_you_mean};
use crate::scorecard::{Answer, Assessment, EntityTree, Period, Rated, Said, Status};

/// How many examples a finding shows.
const SHOWN: usize = 3;

/// What can be wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    UnknownFactor,
    RatedOtherwise,
    UnknownEntity,
    UnknownGrade,
    Outside,
    Twice,
}

/// What is wrong with answers: by fault, the words that are wrong with how often.
#[derive(Default)]
pub(super) struct Faults(BTreeMap<Fault, BTreeMap<String, usize>>);

impl Faults {
    /// Notes that an answer is wrong.
    pub(super) fn note(&mut self, fault: Fault, answer: &Answer) {
        let word = match (fault, &answer.said) {
            (Fault::UnknownFactor | Fault::RatedOtherwise, _) => answer.factor.clone(),
            (Fault::UnknownEntity, _) => answer.entity.clone().unwrap_or_default(),
            (Fault::UnknownGrade, Said::Grade(word)) => word.clone(),
            (Fault::Outside, Said::Number(number)) => number.to_string(),
            _ => format!("rater {}, factor {}, period {}", answer.rater, answer.factor, answer.period),
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

/// Where the panel's query begins; the assessment itself where there is none.
fn place(assessment: &Assessment) -> Span {
    assessment
        .panel
        .as_ref()
        .map_or(assessment.span, |panel| panel.sql.locate(0, panel.sql.text.find('\n').unwrap_or(panel.sql.text.len())))
}

fn told(evidence: Evidence, fault: Fault, words: &BTreeMap<String, usize>) -> Diagnostic {
    let assessment = evidence.assessment;
    let (code, what) = match fault {
        Fault::UnknownFactor => ("panel-unknown-factor", "of a factor that is not in the assessment"),
        Fault::RatedOtherwise => ("panel-other-factor", "of a factor that the panel does not rate"),
        Fault::UnknownEntity => ("panel-unknown-entity", "for an entity there is not"),
        Fault::UnknownGrade => ("panel-unknown-grade", "with a grade that is not in the set"),
        Fault::Outside => ("panel-outside", "with a number outside the grades"),
        Fault::Twice => ("panel-twice", "of a factor that the same rater has rated already"),
    };
    let count: usize = words.values().sum();
    let answers = if count == 1 { "an answer".to_owned() } else { format!("{count} answers") };
    let message = format!("panel of `{}`: {answers} {what}", assessment.id);
    let mut finding = Diagnostic::error(code, message).at(place(assessment), "");
    if evidence.panel.private {
        finding = finding.note("the rows are not shown: a table they come from has private columns");
    } else {
        for (word, times) in words.iter().take(SHOWN) {
            finding = finding.note(if *times == 1 { format!("`{word}`") } else { format!("`{word}`, {times} times") });
        }
    }
    finding.help(help(evidence, fault, words.keys().next().map_or("", String::as_str)))
}

fn help(evidence: Evidence, fault: Fault, word: &str) -> String {
    let assessment = evidence.assessment;
    let panel = assessment.leaves().filter(|(_, factor)| factor.rated == Rated::ByPanel);
    let factors: Vec<&str> = panel.map(|(_, factor)| factor.id.as_str()).collect();
    let grades: Vec<&str> = assessment.grades.iter().map(|grade| grade.id.as_str()).collect();
    let entities: Vec<&str> = evidence.entities.indexed().filter_map(|(_, entity)| entity.id.as_deref()).collect();
    match fault {
        Fault::UnknownFactor => among(word, &factors, "factors the panel rates"),
        Fault::RatedOtherwise => "leave such rows out with WHERE, or delete what else rates the factor".into(),
        Fault::UnknownEntity if assessment.entities.is_none() => {
            "the assessment has no `entities`: add them, or leave `entity` out".into()
        }
        Fault::UnknownEntity => among(word, &entities, "entities"),
        Fault::UnknownGrade => {
            format!(
                "{}; an answer names a grade by its id or title, and NULL is no answer",
                among(word, &grades, "grades")
            )
        }
        Fault::Outside => {
            let knots: Vec<String> = assessment.grades.iter().map(|grade| grade.at.to_string()).collect();
            let listed = knots.join(", ");
            format!("the grades stand at {listed}: say with `at` which number is wholly each grade")
        }
        Fault::Twice => "keep one answer a rater, factor and period; or name the question in a column `item`".into(),
    }
}

fn among(word: &str, known: &[&str], what: &str) -> String {
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

/// No answers, judgements or values at all.
pub(super) fn nothing_rated(assessment: &Assessment) -> Diagnostic {
    Diagnostic::error("nothing-rated", format!("no factor of assessment `{}` was ever rated", assessment.id))
        .at(place(assessment), "")
        .help("check that the query of the panel returns rows, or state `judgements`")
}

/// More cells than can be held.
pub(super) fn too_large(assessment: &Assessment) -> Diagnostic {
    let message = format!("assessment `{}` has too many periods, entities and factors together", assessment.id);
    let help = "look for mistaken dates in the panel, or rate by a longer period";
    Diagnostic::error("assessment-too-large", message).at(place(assessment), "").help(help)
}

/// Nobody was asked by the period reported on.
pub(super) fn none_before(assessment: &Assessment, wanted: Option<Period>, appraisal: &Appraisal) -> Diagnostic {
    let wanted = wanted.map_or_else(String::new, |period| period.to_string());
    let first = appraisal.periods.first().map_or_else(String::new, Period::to_string);
    let message = format!("assessment `{}` has no result by {wanted}: its first is {first}", assessment.id);
    Diagnostic::error("period-outside-data", message)
        .at(assessment.span, "")
        .help("choose a later `--period`, or leave it out")
}

/// A judgement of an entity there is not.
pub(super) fn unknown_entity(evidence: Evidence, id: &str, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-entity", format!("there is no entity `{id}`")).at(span, "").help(help(
        evidence,
        Fault::UnknownEntity,
        id,
    ))
}

/// What is doubtful in the period reported on: a single rater, factors without any.
pub(super) fn doubts(assessment: &Assessment, appraisal: &Appraisal, findings: &mut Findings) {
    let Some(cell) = appraisal.cell(EntityTree::TOP, appraisal.period) else { return };
    let (id, period) = (&assessment.id, appraisal.period);
    let unrated = assessment.leaves().filter(|(index, _)| cell[index.0].status == Status::NoData);
    let unrated: Vec<&str> = unrated.map(|(_, factor)| factor.id.as_str()).collect();
    if !unrated.is_empty() {
        let message = format!("assessment `{id}`: nobody rated {} in {period}", quoted(unrated.iter().copied()));
        let finding = Diagnostic::warning("factor-unrated", message).at(assessment.span, "");
        findings.push(finding.help("its weight goes to the other factors of its group, and the page says so"));
    }
    let lone =
        assessment.leaves().filter(|(index, factor)| factor.rated == Rated::ByPanel && cell[index.0].raters == 1);
    let lone: Vec<&str> = lone.map(|(_, factor)| factor.id.as_str()).collect();
    if !lone.is_empty() {
        let message = format!("assessment `{id}`: one person alone rated {} in {period}", quoted(lone.iter().copied()));
        let finding = Diagnostic::warning("panel-one-rater", message).at(place(assessment), "");
        findings.push(finding.help("ask several: one opinion has no agreement, and is no panel"));
    }
}
