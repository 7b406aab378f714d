//! What is said of weights in sentences: the round, the agreement, the consistency.

use super::number::NumberFormat;
use super::pen::Pen;
use super::weights::{Parent, chosen_key};
use crate::method::consistency::ACCEPTED;
use crate::method::kendall::Concordance;
use crate::method::weigh::{Basis, Matrix, PairsBasis, SurveyBasis, Weighed};
use crate::scorecard::{RandomIndex, WeightMethod};

/// `Delphi survey, 2 rounds: rank sum`
pub(super) fn method(pen: Pen, weighed: &Weighed) -> String {
    let by = pen.say(&format!("weights.by.{}", chosen_key(&weighed.method)), &[]);
    match (&weighed.method, &weighed.basis) {
        (WeightMethod::Delphi(_), Basis::Survey(survey)) => {
            pen.count("weights.delphi", survey.rounds.len(), &[("by", &by), ("n", &survey.rounds.len().to_string())])
        }
        (WeightMethod::Combined { .. }, Basis::Combined(sets)) => {
            let parts: Vec<String> = sets.iter().map(|set| method(pen, set)).collect();
            pen.say("weights.combined", &[("by", &by), ("parts", &parts.join(&pen.say("list.separator", &[])))])
        }
        _ => by,
    }
}

/// A name as it stands in the data; `Expert 3` where only a number may be told.
pub(super) fn expert(pen: Pen, name: &str) -> String {
    if name.chars().all(|c| c.is_ascii_digit()) { pen.say("weights.expert", &[("n", name)]) } else { name.to_owned() }
}

/// What there is to know of how the weights came about.
pub(super) fn facts(parent: &Parent) -> Vec<String> {
    let pen = parent.pen;
    let accepted = parent.weighed.accepted.as_ref();
    let accepted = accepted.map(|reason| pen.say("weights.accepted", &[("reason", &pen.text(reason))]));
    of_basis(parent).into_iter().chain(accepted).collect()
}

fn of_basis(parent: &Parent) -> Vec<String> {
    let pen = parent.pen;
    match &parent.weighed.basis {
        Basis::None => Vec::new(),
        Basis::Survey(survey) => of_survey(pen, survey),
        Basis::Pairs(pairs) => of_pairs(parent, pairs),
        Basis::History { periods, .. } => vec![
            pen.count("weights.history", *periods, &[("n", &periods.to_string())]),
            pen.say("weights.history-noise", &[]),
        ],
        Basis::Combined(sets) => sets.iter().flat_map(|set| facts(&parent.with(set))).collect(),
    }
}

fn of_survey(pen: Pen, survey: &SurveyBasis) -> Vec<String> {
    let round = &survey.rounds[survey.used];
    let fill = [
        ("count", pen.cardinal(round.experts.len())),
        ("n", round.number.to_string()),
        ("round", round.number.to_string()),
        ("of", survey.rounds.len().to_string()),
    ];
    let fill = fill.each_ref().map(|(name, value)| (*name, value.as_str()));
    let answered = pen.sentence(&pen.count("weights.answered", round.experts.len(), &fill));
    let chosen = pen.say(&format!("weights.chosen.{}", survey.chosen.key()), &fill);
    let limits: Vec<String> = round
        .checks
        .iter()
        .map(|check| {
            let found = check.found.map_or_else(|| pen.say("weights.limit.unknown", &[]), |found| small(pen, found));
            let state = if check.holds { "weights.limit.holds" } else { "weights.limit.fails" };
            let name = pen.say(&format!("weights.limit.{}", check.limit.key()), &[]);
            pen.say(state, &[("name", &name), ("found", &found), ("limit", &number(pen, check.wanted, 2))])
        })
        .collect();
    let limits = (!limits.is_empty())
        .then(|| pen.say("weights.limits", &[("list", &limits.join(&pen.say("clause.separator", &[])))]));
    let agreement = round.statistics.agreement.as_ref().ok().map(|found| agreement(pen, found));
    let rate =
        round.response_rate(survey.sent).map(|rate| pen.say("weights.response", &[("share", &pen.share_text(rate))]));
    let authority = survey.weighted.then(|| pen.say("weights.authority", &[]));
    [Some(answered), Some(chosen), agreement, limits, rate, authority].into_iter().flatten().collect()
}

/// `They agree strongly: Kendall's W is 0.87. So much agreement comes about by chance in 0.2 % of cases.`
fn agreement(pen: Pen, found: &Concordance) -> String {
    // Schmidt 1997: from 0.7 strong, from 0.5 moderate, from 0.3 weak.
    let degree = match found.w {
        w if w >= 0.7 => "strong",
        w if w >= 0.5 => "moderate",
        w if w >= 0.3 => "weak",
        _ => "none",
    };
    let p = found.p();
    let chance = match p {
        p if p < 0.001 => "weights.chance.rare",
        p if p < 0.05 => "weights.chance.unlikely",
        _ => "weights.chance.possible",
    };
    let kind = match (found.p_exact, found.is_rough()) {
        (Some(_), _) => "weights.p.exact",
        (None, true) => "weights.p.rough",
        (None, false) => "weights.p.chi-square",
    };
    let w = number(pen, found.w, 2);
    let said = pen.say(&format!("weights.agree.{degree}"), &[("w", &w)]);
    let p = pen.say(chance, &[("p", &number(pen, p, 3)), ("kind", &pen.say(kind, &[]))]);
    pen.paragraph([said, p])
}

fn of_pairs(parent: &Parent, pairs: &PairsBasis) -> Vec<String> {
    let pen = parent.pen;
    let WeightMethod::Ahp(ahp) = &parent.weighed.method else { return Vec::new() };
    let table = pen.say(&format!("weights.index.{}", index_key(ahp.index)), &[]);
    let one = |matrix: &Matrix| {
        let who = match &matrix.expert {
            Some(name) => expert(pen, name),
            None => pen.say("weights.together", &[]),
        };
        consistency(parent, matrix, &who)
    };
    let together = Some(&pairs.group).filter(|_| pairs.experts.len() > 1);
    let mut said: Vec<String> = pairs.experts.iter().chain(together).map(one).collect();
    said.push(pen.say("weights.index", &[("table", &table)]));
    said
}

fn consistency(parent: &Parent, matrix: &Matrix, who: &str) -> String {
    let pen = parent.pen;
    let Ok(ratio) = &matrix.ratio else { return pen.say("weights.no-ratio", &[("who", who)]) };
    let lambda = number(pen, matrix.priorities.lambda_max, 3);
    let fill = [("who", who), ("cr", &number(pen, *ratio, 3)), ("lambda", &lambda)];
    let worst = matrix.worst.filter(|_| *ratio >= ACCEPTED);
    let Some(worst) = worst else { return pen.say("weights.consistent", &fill) };
    let title = |at: usize| parent.children.get(at).map(|link| link.title.clone()).unwrap_or_default();
    let (first, second) = (title(worst.row), title(worst.column));
    let (judged, fitting) = (number(pen, worst.judged, 2), number(pen, worst.fitting, 2));
    let said = pen.say("weights.inconsistent", &fill);
    let pair = [("first", first.as_str()), ("second", &second), ("judged", &judged), ("fitting", &fitting)];
    pen.paragraph([said, pen.say("weights.misfit", &pair)])
}

fn index_key(index: RandomIndex) -> &'static str {
    match index {
        RandomIndex::Saaty1980 => "saaty-1980",
        RandomIndex::SaatyLater => "saaty-later",
        RandomIndex::DoneganDodd => "donegan-dodd",
        RandomIndex::TummalaLing => "tummala-ling",
    }
}

/// With three decimals; what these would show as nothing is told as less than the least they show.
fn small(pen: Pen, value: f64) -> String {
    const LEAST: f64 = 0.001;
    let is_less = value > 0.0 && value < LEAST;
    if is_less { format!("< {}", number(pen, LEAST, 3)) } else { number(pen, value, 3) }
}

fn number(pen: Pen, value: f64, decimals: u8) -> String {
    NumberFormat { decimals, ..NumberFormat::score(pen.locale()) }.bare(value)
}
