//! Weights from ranks, scores and points: who said what, checked, in rounds.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::{Sheet, sheets};
use super::basis::{Basis, Chosen, SurveyBasis, SurveyRound};
use super::{Subject, by_ranks, told};
use crate::diagnostic::{Diagnostic, Findings};
use crate::method::{delphi, points, rank};
use crate::scorecard::{Answers, Judgement, RankRule, StopRule, WeightMethod, Weighting};

/// See [`super::weigh`].
pub(super) fn resolve(
    weighting: &Weighting,
    judgements: &[Judgement],
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<(Vec<f64>, Basis)> {
    let numbers: BTreeSet<u32> = judgements.iter().map(|judgement| judgement.round).collect();
    let sheets: Vec<Option<(u32, Vec<Sheet>)>> = numbers
        .iter()
        .map(|number| {
            let of_round = judgements.iter().filter(|judgement| judgement.round == *number).cloned().collect::<Vec<_>>();
            Some((*number, sheets(weighting, &of_round, subject, findings)?))
        })
        .collect();
    let sheets: Vec<(u32, Vec<Sheet>)> = sheets.into_iter().collect::<Option<_>>()?;
    let answers = answers(&weighting.method);
    for (_, round) in &sheets {
        check_values(weighting, answers, round, subject, findings)?;
    }
    let (stop, named) = rounds_rule(&weighting.method);
    let rounds = rounds(&sheets, answers, &stop, weighting, subject, findings)?;
    let (used, chosen) = pick(&rounds, named, weighting, subject, findings)?;
    warn_disagreement(weighting, &rounds[used], subject, findings);
    let says = says(&weighting.method, &rounds[used], weighting, subject, findings)?;
    let ratings = &rounds[used].ratings;
    let (means, weights) = match &weighting.method {
        WeightMethod::Points => {
            let weights = told(points::weights(ratings), weighting, subject, findings)?;
            (weights.clone(), weights)
        }
        method => {
            let means = told(rank::mean_ranks(ratings, &says), weighting, subject, findings)?;
            let weights = match answers {
                Answers::Ranks => by_ranks(rule(method), &means),
                Answers::Scores { .. } => delphi::of_mean_scores(&means),
            };
            (means, told(weights, weighting, subject, findings)?)
        }
    };
    let weighted = says.windows(2).any(|pair| (pair[0] - pair[1]).abs() > 1e-12);
    let sent = if let WeightMethod::Delphi(delphi) = &weighting.method { delphi.sent } else { None };
    Some((weights, Basis::Survey(SurveyBasis { rounds, used, chosen, means, weighted, sent })))
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

/// Ranks lie within the number of items and fill it; points and scores are not negative.
fn check_values(
    weighting: &Weighting,
    answers: Answers,
    sheets: &[Sheet],
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<()> {
    let items = subject.items.len() as f64;
    let mut fine = Some(());
    for sheet in sheets {
        let odd = match answers {
            Answers::Ranks => sheet.values.iter().find(|value| !(1.0..=items).contains(*value)),
            Answers::Scores { full } => {
                let most = full.unwrap_or(f64::INFINITY);
                sheet.values.iter().find(|value| !(0.0..=most).contains(*value))
            }
        };
        if let Some(value) = odd {
            let (what, help) = match answers {
                Answers::Ranks => ("rank", format!("ranks of {items} items go from 1, the most important, to {items}")),
                Answers::Scores { full: Some(full) } => ("score", format!("scores go from 0 to {full}")),
                Answers::Scores { full: None } => ("number", "write 0 or more".to_owned()),
            };
            let message = format!("{}: {} gives the {what} {value}, which is out of range", subject.name, sheet.named());
            findings.push(Diagnostic::error("weights-out-of-range", message).at(sheet.span, "").help(help));
            fine = None;
        } else if sheet.values.iter().sum::<f64>() <= 0.0 {
            let message = format!("{}: {} gives nothing to anything", subject.name, sheet.named());
            let finding = Diagnostic::error("weights-out-of-range", message).at(sheet.span, "");
            findings.push(finding.help("share out some points, or leave this person out"));
            fine = None;
        }
    }
    let tied = sheets.iter().all(|sheet| sheet.values.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 1e-12));
    if fine.is_some() && tied && subject.items.len() > 1 && !matches!(weighting.method, WeightMethod::Points) {
        told::<()>(Err(crate::method::Undefined::AllTied), weighting, subject, findings);
        fine = None;
    }
    fine
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
    let open: Vec<String> = round.checks.iter().filter(|check| !check.holds).map(|check| said(check)).collect();
    if !open.is_empty() {
        let message = format!("{}: the experts have not settled in round {}: {}", subject.name, round.number, open.join("; "));
        let help = "ask once more, or state other limits in `stop` and say why";
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
    let unknown: Vec<String> =
        round.experts.iter().filter(|expert| !authority.contains_key(*expert)).map(|expert| format!("`{expert}`")).collect();
    if !unknown.is_empty() {
        let message = format!("{}: `authority` says nothing of {}", subject.name, unknown.join(", "));
        let finding = Diagnostic::error("weights-authority", message).at(weighting.span, "");
        findings.push(finding.help("give every expert an authority, or none"));
        return None;
    }
    Some(round.experts.iter().filter_map(|expert| authority.get(expert).copied()).collect())
}
