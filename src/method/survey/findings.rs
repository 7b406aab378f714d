//! What is wrong with answers, and what is doubtful about a result.

use std::collections::BTreeMap;

use super::Answered;
use super::outcome::Surveyed;
use super::part::PartKind;
use super::people::Person;
use crate::diagnostic::{Diagnostic, Findings, Span, did_you_mean};
use crate::scorecard::{Importance, InstrumentMethod, ItemColumns, Period, Response, Survey};

/// How many examples a finding shows.
const SHOWN: usize = 3;
/// Points that miss 100 by more than this are no shares of it.
const POINTS_SLACK: f64 = 0.5;
/// With fewer items above expectation nothing is suspected.
const SUSPICIOUS: usize = 3;

/// What can be wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    UnknownItem,
    UnknownEntity,
    Mixed,
    Outside,
    NotWhole,
    BadWeight,
    WeightVaries,
    Twice,
    InvitedEntity,
    BadInvited,
}

/// What is wrong with answers: by fault, the words that are wrong with how often.
#[derive(Default)]
pub(super) struct Faults(BTreeMap<Fault, BTreeMap<String, usize>>);

impl Faults {
    /// Notes that an answer is wrong.
    pub(super) fn note(&mut self, fault: Fault, row: &Response) {
        let number = [row.value, row.expected, row.perceived, row.importance].into_iter().flatten();
        let numbers = || number.map(|number| number.to_string()).collect::<Vec<_>>().join(" and ");
        let word = match fault {
            Fault::UnknownItem | Fault::Mixed => row.item.clone(),
            Fault::UnknownEntity => row.entity.clone().unwrap_or_default(),
            Fault::Outside | Fault::NotWhole => format!("{}: {}", row.item, numbers()),
            Fault::BadWeight => row.weight.to_string(),
            _ => format!("respondent {}, item {}, period {}", row.respondent, row.item, row.period),
        };
        self.note_invited(fault, &word);
    }

    /// Notes what is wrong, in a word.
    pub(super) fn note_invited(&mut self, fault: Fault, word: &str) {
        *self.0.entry(fault).or_default().entry(word.to_owned()).or_default() += 1;
    }

    /// One finding for each kind of fault.
    pub(super) fn tell(&self, answered: Answered, findings: &mut Findings) {
        for (fault, words) in &self.0 {
            findings.push(told(answered, *fault, words));
        }
    }
}

/// Where the query of the answers begins.
fn place(survey: &Survey) -> Span {
    survey.answers.locate(0, survey.answers.text.find('\n').unwrap_or(survey.answers.text.len()))
}

fn told(answered: Answered, fault: Fault, words: &BTreeMap<String, usize>) -> Diagnostic {
    let survey = answered.survey;
    let (code, what) = match fault {
        Fault::UnknownItem => ("survey-unknown-item", "to an item that no instrument asks"),
        Fault::UnknownEntity => ("survey-unknown-entity", "for an entity there is not"),
        Fault::Mixed => ("survey-mixed", "in a column that its item does not have"),
        Fault::Outside => ("survey-outside", "outside the scale"),
        Fault::NotWhole => ("survey-between", "between two places of the scale"),
        Fault::BadWeight => ("survey-weight", "with a weight that is not more than 0"),
        Fault::WeightVaries => ("survey-weight", "with another weight than the same respondent has elsewhere"),
        Fault::Twice => ("survey-twice", "to an item that the same respondent has answered already"),
        Fault::InvitedEntity => ("survey-unknown-entity", "of invitations for an entity there is not"),
        Fault::BadInvited => ("survey-invited", "of invitations below 0"),
    };
    let count: usize = words.values().sum();
    let noun = if fault >= Fault::InvitedEntity { "row" } else { "answer" };
    let answers = match (count, noun) {
        (1, "row") => "a row".to_owned(),
        (1, _) => "an answer".to_owned(),
        _ => format!("{count} {noun}s"),
    };
    let message = format!("survey `{}`: {answers} {what}", survey.id);
    let invited = survey.invited.as_ref().filter(|_| fault >= Fault::InvitedEntity);
    let at = invited.map_or_else(|| place(survey), |sql| sql.locate(0, sql.text.find('\n').unwrap_or(sql.text.len())));
    let mut finding = Diagnostic::error(code, message).at(at, "");
    if answered.responses.private {
        finding = finding.note("the rows are not shown: a table they come from has private columns");
    } else {
        for (word, times) in words.iter().take(SHOWN) {
            finding = finding.note(if *times == 1 { format!("`{word}`") } else { format!("`{word}`, {times} times") });
        }
    }
    finding.help(help(answered, fault, words.keys().next().map_or("", String::as_str)))
}

fn help(answered: Answered, fault: Fault, word: &str) -> String {
    let survey = answered.survey;
    let items: Vec<&str> = survey.items.iter().map(|item| item.id.as_str()).collect();
    let entities: Vec<&str> = answered.entities.indexed().filter_map(|(_, entity)| entity.id.as_deref()).collect();
    match fault {
        Fault::UnknownItem => among(word, &items, "items"),
        Fault::UnknownEntity | Fault::InvitedEntity if survey.entities.is_none() => {
            "the survey has no `entities`: add them, or leave `entity` out".into()
        }
        Fault::UnknownEntity | Fault::InvitedEntity => among(word, &entities, "entities"),
        Fault::Mixed => mixed(survey, word),
        Fault::Outside => {
            let id = word.split(':').next().unwrap_or_default();
            let scale = survey.items.iter().find(|item| item.id == id).map(|item| item.scale);
            let (low, high) = scale.unwrap_or_default();
            let range = if high.is_finite() { format!("from {low} to {high}") } else { format!("from {low} up") };
            format!("answers to `{id}` go {range}: give what stands for \"no answer\" as NULL, or correct `scale`")
        }
        Fault::NotWhole => "return the answer itself, a row a respondent, and no mean of several".into(),
        Fault::BadWeight => {
            "a weight says how many people a respondent stands for; leave it out, or return NULL for 1".into()
        }
        Fault::WeightVaries => "give all answers of a respondent in a period the same weight".into(),
        Fault::Twice => "keep one answer a respondent, item and period, or tell the respondents apart".into(),
        Fault::BadInvited => "count who was invited".into(),
    }
}

fn mixed(survey: &Survey, id: &str) -> String {
    match survey.items.iter().find(|item| item.id == id).map(|item| item.columns) {
        Some(ItemColumns::Gap) => {
            format!("`{id}` is asked as a gap: return `expected` and `perceived`, and NULL as `value`")
        }
        _ => format!("`{id}` has one answer: return it as `value`, and NULL in the columns of other instruments"),
    }
}

fn among(word: &str, known: &[&str], what: &str) -> String {
    const MOST: usize = 12;
    if let Some(near) = did_you_mean(word, known.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    let shown: Vec<String> = known.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    let more = known.len().saturating_sub(MOST);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{what} are {}{rest}", shown.join(", "))
}

/// Reports columns that instruments need and the query does not return: a gap needs both its sides.
pub(super) fn check_columns(answered: Answered, findings: &mut Findings) {
    let survey = answered.survey;
    let gap = survey.items.iter().any(|item| item.columns == ItemColumns::Gap);
    let value = survey.items.iter().any(|item| item.columns == ItemColumns::Value);
    let stated =
        survey.instruments.iter().any(|own| matches!(own.method, InstrumentMethod::Map(_, Importance::Stated, _)));
    let needed = [
        ("value", value, "the items of `nps`, `csat`, `ces`, `delivered-value` and of maps stand there"),
        ("expected", gap, "a gap is perceived less expected, and one side alone is none"),
        ("perceived", gap, "a gap is perceived less expected, and one side alone is none"),
        ("importance", stated, "a map with `importance: stated` reads it there"),
    ];
    let columns = &answered.responses.columns;
    for (name, needed, help) in needed {
        if needed && !columns.iter().any(|column| column == name) {
            let message = format!("survey `{}`: the query of the answers returns no column `{name}`", survey.id);
            findings.push(Diagnostic::error("survey-columns", message).at(place(survey), "").help(help));
        }
    }
}

/// Nobody answered anything.
pub(super) fn nothing_answered(survey: &Survey) -> Diagnostic {
    Diagnostic::error("nothing-answered", format!("survey `{}` has no answers", survey.id))
        .at(place(survey), "")
        .help("check that its query returns rows, or leave the document out until there are some")
}

/// More figures than can be held.
pub(super) fn too_large(survey: &Survey) -> Diagnostic {
    let message = format!("survey `{}` has too many periods, entities and figures together", survey.id);
    let help = "look for mistaken dates in the answers, or survey by a longer period";
    Diagnostic::error("survey-too-large", message).at(place(survey), "").help(help)
}

/// Nobody answered by the period reported on.
pub(super) fn none_before(survey: &Survey, wanted: Option<Period>, surveyed: &Surveyed) -> Diagnostic {
    let wanted = wanted.map_or_else(String::new, |period| period.to_string());
    let first = surveyed.periods.first().map_or_else(String::new, Period::to_string);
    let message = format!("survey `{}` has no answers by {wanted}: its first are of {first}", survey.id);
    Diagnostic::error("period-outside-data", message)
        .at(survey.span, "")
        .help("choose a later `--period`, or leave it out")
}

/// Whether the points of a person sum to 100; `None` where some are missing.
pub(super) fn points(person: &Person, items: &[usize]) -> Option<bool> {
    let points: Option<Vec<f64>> = items.iter().map(|item| person.records.get(item)?.value).collect();
    Some((points?.iter().sum::<f64>() - 100.0).abs() <= POINTS_SLACK)
}

/// People who gave points that do not sum to 100, which therefore do not count.
pub(super) fn unfair(survey: &Survey, people: &super::people::People, findings: &mut Findings) {
    for instrument in &survey.instruments {
        let InstrumentMethod::Servqual(_, crate::scorecard::DimensionWeights::Points(items)) = &instrument.method
        else {
            continue;
        };
        let count = people.all.values().filter(|person| points(person, items) == Some(false)).count();
        if count > 0 {
            let who = if count == 1 { "one respondent".to_owned() } else { format!("{count} respondents") };
            let message = format!("survey `{}`: {who} gave points that do not sum to 100", survey.id);
            let finding = Diagnostic::warning("survey-points", message).at(instrument.span, "");
            findings.push(finding.help("their points do not count; their other answers do"));
        }
    }
}

/// What is doubtful in the period reported on.
pub(super) fn doubts(survey: &Survey, surveyed: &Surveyed, findings: &mut Findings) {
    let Some(top) = surveyed.top() else { return };
    let (id, period) = (&survey.id, surveyed.period);
    if top.respondents == 1 {
        let message = format!("survey `{id}`: one respondent alone answered in {period}");
        let finding = Diagnostic::warning("survey-one-respondent", message).at(place(survey), "");
        findings.push(finding.help("one answer has no spread: no figure of it has an interval"));
    }
    if let Some(invited) = top.invited.filter(|invited| *invited < f64::from(top.respondents)) {
        let message = format!("survey `{id}`: {} answered in {period}, and {invited} were invited", top.respondents);
        let finding = Diagnostic::warning("survey-invited", message).at(place(survey), "");
        findings.push(finding.help("count everybody who was invited, in the same periods and entities"));
    }
    for (at, part) in surveyed.parts.iter().enumerate() {
        let silent = top.figures[at].n == 0 && part.main;
        if silent {
            let own = &survey.instruments[part.instrument];
            let message = format!("survey `{id}`: nobody answered instrument `{}` in {period}", own.id);
            let finding = Diagnostic::warning("survey-unanswered", message).at(own.span, "");
            findings.push(finding.help("its figure is missing, which is not 0"));
        }
    }
    swapped(survey, surveyed, findings);
}

/// Customers who perceive more than they expect throughout are rare: the columns may be swapped.
fn swapped(survey: &Survey, surveyed: &Surveyed, findings: &mut Findings) {
    let Some(top) = surveyed.top() else { return };
    for (at, own) in survey.instruments.iter().enumerate() {
        let parts = surveyed.parts.iter().zip(&top.figures);
        let gaps = parts.filter(|(part, _)| part.instrument == at && matches!(part.kind, PartKind::ItemGap(_)));
        let gaps: Vec<f64> = gaps.filter_map(|(_, figure)| Some(figure.estimate?.value)).collect();
        if gaps.len() >= SUSPICIOUS && gaps.iter().all(|gap| *gap > 0.0) {
            let message =
                format!("survey `{}`: every item of `{}` is perceived above what was expected", survey.id, own.id);
            let finding = Diagnostic::warning("survey-swapped", message).at(own.span, "");
            findings.push(finding.help("see whether `expected` and `perceived` are swapped in the query"));
        }
    }
}
