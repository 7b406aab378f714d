//! Judgements as rows: from a table, and sorted by expert.

use std::collections::BTreeMap;

use super::Subject;
use crate::diagnostic::{Diagnostic, Findings, Span, did_you_mean};
use crate::scorecard::{ExpertJudgement, JudgementQuery, Listing, WeightMethod, Weighting};

/// What one expert says of every item.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) expert: String,
    /// One number an item, in the order of the subject.
    pub(super) values: Vec<f64>,
    pub(super) span: Span,
}

impl Sheet {
    /// `` `甲` ``, or "the ranking" where nobody is named.
    pub(super) fn named(&self) -> String {
        named(&self.expert)
    }
}

/// What findings call an expert.
pub(super) fn named(expert: &str) -> String {
    if expert.is_empty() { "the ranking".to_owned() } else { format!("expert `{expert}`") }
}

/// The judgements in the rows of a table: items by the names they have there, numbers as `3`, `0.5` or `1/3`.
///
/// `None`, with findings, when a row cannot be read. Where the table has private columns, experts are numbered.
pub fn from_table(
    query: &JudgementQuery,
    listing: &Listing,
    subject: &str,
    findings: &mut Findings,
) -> Option<Vec<ExpertJudgement>> {
    let mut found = Vec::new();
    let mut fine = true;
    for (at, row) in listing.rows.iter().enumerate() {
        match from_row(query, listing, row) {
            Ok(judgement) => found.push(judgement),
            Err((wrong, help)) => {
                let message = format!("{subject}: row {} of the judgements {wrong}", at + 1);
                findings.push(Diagnostic::error("weights-row", message).at(query.sql.span, "").help(help));
                fine = false;
            }
        }
    }
    if listing.private {
        number_experts(&mut found);
    }
    fine.then_some(found)
}

/// One row; else what is wrong with it, and what to do.
fn from_row(
    query: &JudgementQuery,
    listing: &Listing,
    row: &[Option<String>],
) -> Result<ExpertJudgement, (&'static str, &'static str)> {
    let empty = ("has an empty cell", "an expert, an item and a number belong in every row");
    let no_number = ("does not hold numbers", "write numbers such as 3, 0.5 or 1/3, and rounds from 1");
    let cell = |name: &str| {
        let text = listing.column(name).and_then(|column| row[column].as_deref()).map(str::trim);
        text.filter(|text| !text.is_empty()).ok_or(empty)
    };
    let id = |name: &str| query.items.get(name).cloned().unwrap_or_else(|| name.to_owned());
    let round = query.round.as_deref().map(cell).transpose()?.map_or(Some(1.0), number);
    let round = round.filter(|round| round.fract() == 0.0 && (1.0..=1000.0).contains(round)).ok_or(no_number)?;
    Ok(ExpertJudgement {
        round: round as u32,
        expert: cell(&query.expert)?.to_owned(),
        item: id(cell(&query.item)?),
        other: query.other.as_deref().map(cell).transpose()?.map(id),
        value: number(cell(&query.value)?).ok_or(no_number)?,
        span: query.sql.span,
    })
}

/// Puts numbers in the place of names that must not be told.
fn number_experts(judgements: &mut [ExpertJudgement]) {
    let names: std::collections::BTreeSet<String> = judgements.iter().map(|one| one.expert.clone()).collect();
    let numbers: BTreeMap<String, String> = names.into_iter().zip((1..).map(|n: u32| n.to_string())).collect();
    for judgement in judgements {
        judgement.expert = numbers.get(&judgement.expert).cloned().unwrap_or_default();
    }
}

/// `3`, `0.5` or `1/3`
fn number(text: &str) -> Option<f64> {
    let plain = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    match text.split_once('/') {
        Some((above, below)) => Some(plain(above)? / plain(below)?).filter(|number| number.is_finite()),
        None => plain(text),
    }
}

/// The judgements of one round by expert, in order of name; everything missing, unknown or said twice is told.
pub(super) fn sheets(
    weighting: &Weighting,
    judgements: &[ExpertJudgement],
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<Vec<Sheet>> {
    let mut by_expert: BTreeMap<&str, (Vec<Option<f64>>, Span)> = BTreeMap::new();
    let mut fine = true;
    for judgement in judgements {
        let Some(at) = known(subject, &judgement.item, judgement.span, findings) else {
            fine = false;
            continue;
        };
        let empty = || (vec![None; subject.items.len()], judgement.span);
        let sheet = by_expert.entry(&judgement.expert).or_insert_with(empty);
        if sheet.0[at].replace(judgement.value).is_some() {
            twice(subject, &judgement.expert, &judgement.item, judgement, findings);
            fine = false;
        }
    }
    let mut sheets = Vec::new();
    for (expert, (values, span)) in by_expert {
        let missing: Vec<String> = values
            .iter()
            .zip(&subject.items)
            .filter(|(value, _)| value.is_none())
            .map(|(_, item)| format!("`{item}`"))
            .collect();
        if !missing.is_empty() && fine {
            incomplete(weighting, subject, expert, &missing, span, findings);
            fine = false;
        }
        sheets.push(Sheet { expert: expert.to_owned(), values: values.into_iter().flatten().collect(), span });
    }
    fine.then_some(sheets)
}

/// Where an item stands; an unknown one is told.
pub(super) fn known(subject: &Subject<'_>, item: &str, span: Span, findings: &mut Findings) -> Option<usize> {
    let place = subject.position(item);
    if place.is_none() {
        let own = || subject.items.iter().map(String::as_str);
        let help = if let Some(near) = did_you_mean(item, own()) {
            format!("did you mean `{near}`?")
        } else {
            let all = own().map(|item| format!("`{item}`")).collect::<Vec<_>>().join(", ");
            format!("its children that carry weight are {all}; names of a table become ids with `items: {{name: id}}`")
        };
        let message = format!("{} has no child `{item}` to weigh", subject.name);
        findings.push(Diagnostic::error("weights-unknown-item", message).at(span, "").help(help));
    }
    place
}

/// Tells that an expert said something twice.
pub(super) fn twice(
    subject: &Subject<'_>,
    expert: &str,
    what: &str,
    judgement: &ExpertJudgement,
    findings: &mut Findings,
) {
    let message = format!("{}: {} judges `{what}` twice in round {}", subject.name, named(expert), judgement.round);
    let finding = Diagnostic::error("weights-twice", message).at(judgement.span, "");
    findings.push(
        finding.help("one row an expert, item and round: take one out, or give the other expert a name of their own"),
    );
}

fn incomplete(
    weighting: &Weighting,
    subject: &Subject<'_>,
    expert: &str,
    missing: &[String],
    span: Span,
    findings: &mut Findings,
) {
    let what = if matches!(weighting.method, WeightMethod::Points) { "gives no points to" } else { "says nothing of" };
    let message = format!("{}: {} {what} {}", subject.name, named(expert), missing.join(", "));
    let finding = Diagnostic::error("weights-incomplete", message).at(span, "");
    findings.push(finding.help("every expert judges every child: a place left out is not the last place"));
}
