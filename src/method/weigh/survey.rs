//! Weights from ranks, scores and points: who said what, checked, in rounds.

use std::collections::BTreeMap;

use super::asked::{Sheet, sheets};
use super::basis::{Basis, Chosen, SurveyBasis, SurveyRound};
use super::{Subject, by_ranks, told};
use crate::diagnostic::{Diagnostic, Findings};
use crate::method::{Undefined, delphi, points, rank};
use crate::scorecard::{Answers, ExpertJudgement, RankRule, StopRule, WeightMethod, Weighting};

/// See [`super::weigh`].
pub(super) fn resolve(
    weighting: &Weighting,
    judgements: &[ExpertJudgement],
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<(Vec<f64>, Basis)> {
    let answers = answers(&weighting.method);
    let sheets = by_round(weighting, judgements, subject, findings)?;
    for (_, round) in &sheets {
        check_values(answers, round, subject, findings)?;
        check_ties(weighting, round, subject, findings)?;
    }
    let (stop, named) = rounds_rule(&weighting.method);
    let rounds = rounds(&sheets, answers, &stop, weighting, subject, findings)?;
    let (used, chosen) = pick(&rounds, named, weighting, subject, findings)?;
    warn_disagreement(weighting, &rounds[used], subject, findings);
    let says = says(&weighting.method, &rounds[used], weighting, subject, findings)?;
    let found = means_and_weights(&weighting.method, answers, &rounds[used].ratings, &says);
    let (means, weights) = told(found, weighting, subject, findings)?;
    let weighted = says.windows(2).any(|pair| (pair[0] - pair[1]).abs() > 1e-12);
    let sent = if let WeightMethod::Delphi(delphi) = &weighting.method { delphi.sent } else { None };
    Some((weights, Basis::Survey(SurveyBasis { rounds, used, chosen, means, weighted, sent })))
}

/// Who said what in each round, the first round first.
fn by_round(
    weighting: &Weighting,
    judgements: &[ExpertJudgement],
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<Vec<(u32, Vec<Sheet>)>> {
    let mut rounds: BTreeMap<u32, Vec<ExpertJudgement>> = BTreeMap::new();
    for judgement in judgements {
        rounds.entry(judgement.round).or_default().push(judgement.clone());
    }
    let read = rounds.into_iter().map(|(number, own)| Some((number, sheets(weighting, &own, subject, findings)?)));
    // Every round is read before the first that is wrong ends it, so that all is told.
    let read: Vec<Option<(u32, Vec<Sheet>)>> = read.collect();
    read.into_iter().collect()
}

/// Mean rank, score or share of each item, and the weights these make.
fn means_and_weights(
    method: &WeightMethod,
    answers: Answers,
    ratings: &[Vec<f64>],
    says: &[f64],
) -> Result<(Vec<f64>, Vec<f64>), Undefined> {
    if matches!(method, WeightMethod::Points) {
        let weights = points::weights(ratings)?;
        return Ok((weights.clone(), weights));
    }
    let means = rank::mean_ranks(ratings, says)?;
    let weights = match answers {
        Answers::Ranks => by_ranks(rule(method), &means)?,
        Answers::Scores { .. } => delphi::of_mean_scores(&means)?,
    };
    Ok((means, weights))
}

fn answers(method: &WeightMethod) -> Answers {
    match method {
        WeightMethod::Delphi(delphi) => delphi.answers,
        WeightMethod::Points => Answers::Scores { full: None },
        _ => Answers::Ranks,
    }
}

fn rule(method: &WeightMethod) -> RankRule {
    match method {
        WeightMethod::Ranks(rule) => *rule,
        WeightMethod::Delphi(delphi) => delphi.rule,
        _ => RankRule::Sum,
    }
}

fn rounds_rule(method: &WeightMethod) -> (StopRule, Option<u32>) {
    match method {
        WeightMethod::Delphi(delphi) => (delphi.stop, delphi.round),
        _ => (StopRule::default(), None),
    }
}

/// Ranks lie within the number of items; points and scores are not negative, nor all nothing.
fn check_values(answers: Answers, sheets: &[Sheet], subject: &Subject<'_>, findings: &mut Findings) -> Option<()> {
    let items = subject.items.len();
    let (range, what, help) = match answers {
        Answers::Ranks => {
            (1.0..=items as f64, "rank", format!("ranks of {items} items go from 1, the most important, to {items}"))
        }
        Answers::Scores { full: Some(full) } => (0.0..=full, "score", format!("scores go from 0 to {full}")),
        Answers::Scores { full: None } => (0.0..=f64::MAX, "number", "write 0 or more".to_owned()),
    };
    let mut fine = Some(());
    for sheet in sheets {
        let odd = sheet.values.iter().find(|value| !range.contains(*value));
        let (message, help) = match odd {
            Some(value) => (format!("gives the {what} {value}, which is out of range"), help.as_str()),
            None if sheet.values.iter().sum::<f64>() <= 0.0 => {
                ("gives nothing to anything".to_owned(), "share out some points, or leave this person out")
            }
            None => continue,
        };
        let message = format!("{}: {} {message}", subject.name, sheet.named());
        findings.push(Diagnostic::error("weights-out-of-range", message).at(sheet.span, "").help(help));
        fine = None;
    }
    fine
}

/// Where everybody ties everything there is no order to weigh by.
fn check_ties(weighting: &Weighting, sheets: &[Sheet], subject: &Subject<'_>, findings: &mut Findings) -> Option<()> {
    let tied = |sheet: &Sheet| sheet.values.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 1e-12);
    let counts = subject.items.len() > 1 && !matches!(weighting.method, WeightMethod::Points);
    let all = if counts && sheets.iter().all(tied) { Err(Undefined::AllTied) } else { Ok(()) };
    told(all, weighting, subject, findings)
}

fn rounds(
    sheets: &[(u32, Vec<Sheet>)],
    answers: Answers,
    stop: &StopRule,
    weighting: &Weighting,
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<Vec<SurveyRound>> {
    let mut rounds: Vec<SurveyRound> = Vec::new();
    for (number, sheets) in sheets {
        let ratings: Vec<Vec<f64>> = sheets
            .iter()
            .map(|sheet| match answers {
                // However ties are written: two items on place 2 are both 2.5.
                Answers::Ranks => rank::positions(&sheet.values, rank::First::Smallest),
                Answers::Scores { .. } => sheet.values.clone(),
            })
            .collect();
        let statistics = told(delphi::round(&ratings, answers), weighting, subject, findings)?;
        let checks = delphi::check(stop, &statistics, rounds.last().map(|before| &before.statistics));
        let experts = sheets.iter().map(|sheet| sheet.expert.clone()).collect();
        rounds.push(SurveyRound { number: *number, experts, ratings, statistics, checks });
    }
    Some(rounds)
}

/// Which round is used, and why.
fn pick(
    rounds: &[SurveyRound],
    named: Option<u32>,
    weighting: &Weighting,
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<(usize, Chosen)> {
    let Some(last) = rounds.len().checked_sub(1) else {
        let message = format!("{} has no judgements to weigh by", subject.name);
        let finding = Diagnostic::error("weights-no-judgements", message).at(weighting.span, "");
        findings.push(finding.help("the table has no rows: check its name, or the WHERE of the query"));
        return None;
    };
    if let Some(named) = named {
        let place = rounds.iter().position(|round| round.number == named);
        if place.is_none() {
            let known: Vec<String> = rounds.iter().map(|round| round.number.to_string()).collect();
            let message = format!("{}: there is no round {named}", subject.name);
            let finding = Diagnostic::error("weights-no-round", message).at(weighting.span, "");
            findings.push(finding.help(format!("there is round {}", known.join(", "))));
        }
        return Some((place?, Chosen::Named));
    }
    if last == 0 {
        return Some((0, Chosen::Only));
    }
    let settled = |round: &SurveyRound| !round.checks.is_empty() && round.checks.iter().all(|check| check.holds);
    match rounds.iter().position(settled) {
        Some(place) => Some((place, Chosen::Stopped)),
        None if rounds[last].checks.is_empty() => Some((last, Chosen::Last)),
        None => Some((last, Chosen::LastUnsettled)),
    }
}

/// A survey of one person is no survey; a round that did not settle should be known.
fn warn_disagreement(weighting: &Weighting, round: &SurveyRound, subject: &Subject<'_>, findings: &mut Findings) {
    if !matches!(weighting.method, WeightMethod::Delphi(_)) {
        return;
    }
    if round.experts.len() < 2 {
        let message = format!("{}: round {} of the survey has one expert", subject.name, round.number);
        let help = "agreement needs two or more; for the view of one person write `method: ranks`";
        findings.push(Diagnostic::error("weights-one-expert", message).at(weighting.span, "").help(help));
        return;
    }
    let open: Vec<String> = round.checks.iter().filter(|check| !check.holds).map(said).collect();
    if !open.is_empty() && weighting.accepted.is_none() {
        let message =
            format!("{}: the experts have not settled in round {}: {}", subject.name, round.number, open.join("; "));
        let help = "ask once more, state other limits in `stop`, or say with `accept: reason` why it stands";
        findings.push(Diagnostic::warning("weights-unsettled", message).at(weighting.span, "").help(help));
    }
}

/// `W is 0.46, 0.7 is wanted`
fn said(check: &delphi::Checked) -> String {
    let name = match check.limit {
        delphi::Limit::W => "W",
        delphi::Limit::P => "p",
        delphi::Limit::Variation => "the largest coefficient of variation",
        delphi::Limit::Range => "the largest interquartile range",
        delphi::Limit::FullMarks => "the smallest share of full marks",
        delphi::Limit::Shift => "the largest shift of a mean",
    };
    match check.found {
        Some(found) => format!("{name} is {:.3}, the limit {}", found, check.wanted),
        None => format!("{name} cannot be told, the limit is {}", check.wanted),
    }
}

/// How much each expert of a round counts.
fn says(
    method: &WeightMethod,
    round: &SurveyRound,
    weighting: &Weighting,
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<Vec<f64>> {
    let none = BTreeMap::new();
    let authority = if let WeightMethod::Delphi(delphi) = method { &delphi.authority } else { &none };
    if authority.is_empty() {
        return Some(vec![1.0; round.experts.len()]);
    }
    let unknown: Vec<String> = round
        .experts
        .iter()
        .filter(|expert| !authority.contains_key(*expert))
        .map(|expert| format!("`{expert}`"))
        .collect();
    if !unknown.is_empty() {
        let message = format!("{}: `authority` says nothing of {}", subject.name, unknown.join(", "));
        let finding = Diagnostic::error("weights-authority", message).at(weighting.span, "");
        findings.push(finding.help("give every expert an authority, or none"));
        return None;
    }
    Some(round.experts.iter().filter_map(|expert| authority.get(expert).copied()).collect())
}
