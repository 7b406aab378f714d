//! Weights from comparisons of pairs: matrices put together, checked and judged for consistency.

use std::collections::BTreeMap;

use super::asked::{known, named, twice};
use super::basis::{Basis, Matrix, PairsBasis};
use super::{Subject, told};
use crate::diagnostic::{Diagnostic, Findings};
use crate::method::ahp::{self, Comparisons, RECIPROCAL_TOLERANCE};
use crate::method::{Undefined, consistency};
use crate::scorecard::{Ahp, ExpertJudgement, GroupRule, Weighting};

/// Judged values by (row, column).
type Cells<'a> = BTreeMap<(usize, usize), &'a ExpertJudgement>;

/// See [`super::weigh`].
pub(super) fn resolve(
    weighting: &Weighting,
    ahp: Ahp,
    judgements: &[ExpertJudgement],
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<(Vec<f64>, Basis)> {
    let by_expert = cells(judgements, subject, findings)?;
    if by_expert.is_empty() {
        let message = format!("{} has no judgements to weigh by", subject.name);
        let finding = Diagnostic::error("weights-no-judgements", message).at(weighting.span, "");
        findings.push(finding.help("the table has no rows: check its name, or the WHERE of the query"));
        return None;
    }
    let mut all = Vec::new();
    for (expert, cells) in &by_expert {
        all.push(matrix(expert, cells, weighting, subject, findings));
    }
    let all: Vec<Comparisons> = all.into_iter().collect::<Option<_>>()?;
    let experts: Vec<Matrix> =
        by_expert.keys().zip(&all).map(|(expert, one)| judged(Some((*expert).to_owned()), one, ahp)).collect();
    let mean = told(Comparisons::mean(&all), weighting, subject, findings)?;
    let group = judged(None, &mean, ahp);
    for one in &experts {
        warn(weighting, one, subject, findings);
    }
    if experts.len() > 1 && ahp.group == GroupRule::Judgements {
        warn(weighting, &group, subject, findings);
    }
    let weights = told(ahp::of_group(&all, ahp.priority, ahp.group), weighting, subject, findings)?;
    Some((weights, Basis::Pairs(PairsBasis { experts, group })))
}

fn judged(expert: Option<String>, comparisons: &Comparisons, ahp: Ahp) -> Matrix {
    let priorities = comparisons.priorities(ahp.priority);
    let ratio = consistency::ratio(priorities.lambda_max, comparisons.rows().len(), ahp.index);
    let worst = consistency::worst(comparisons, &priorities);
    Matrix { expert, rows: comparisons.rows().to_vec(), priorities, ratio, worst }
}

fn cells<'j>(
    judgements: &'j [ExpertJudgement],
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<BTreeMap<&'j str, Cells<'j>>> {
    let mut by_expert: BTreeMap<&str, Cells<'_>> = BTreeMap::new();
    let mut fine = true;
    for judgement in judgements {
        let other = judgement.other.as_deref().unwrap_or_default();
        let places = [judgement.item.as_str(), other].map(|item| known(subject, item, judgement.span, findings));
        let [Some(row), Some(column)] = places else {
            fine = false;
            continue;
        };
        let cells = by_expert.entry(&judgement.expert).or_default();
        if cells.insert((row, column), judgement).is_some() {
            let pair = format!("{} : {other}", judgement.item);
            twice(subject, &judgement.expert, &pair, judgement, findings);
            fine = false;
        }
    }
    fine.then_some(by_expert)
}

/// The matrix of one expert; a judgement given one way stands for the other way as well.
fn matrix(
    expert: &str,
    cells: &Cells<'_>,
    weighting: &Weighting,
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<Comparisons> {
    let n = subject.items.len();
    let mut rows = vec![vec![1.0; n]; n];
    let mut fine = true;
    let mut missing = Vec::new();
    for (i, j) in (0..n).flat_map(|i| (i..n).map(move |j| (i, j))) {
        let both = (cells.get(&(i, j)).copied(), cells.get(&(j, i)).copied());
        match both {
            (None, None) if i != j => missing.push(format!("`{}` : `{}`", subject.items[i], subject.items[j])),
            (None, None) => {}
            (own, other) => match pair(expert, own, other, subject, findings) {
                Some(value) => (rows[i][j], rows[j][i]) = (value, 1.0 / value),
                None => fine = false,
            },
        }
    }
    if !missing.is_empty() {
        let message = format!("{}: {} does not compare {}", subject.name, named(expert), missing.join(", "));
        let span = cells.values().next().map_or(weighting.span, |judgement| judgement.span);
        let finding = Diagnostic::error("weights-incomplete", message).at(span, "");
        findings.push(finding.help("every pair is judged once: n(n − 1)/2 judgements for n children"));
        fine = false;
    }
    if fine { told(Comparisons::full(rows), weighting, subject, findings) } else { None }
}

/// One judgement, given one way or both; `None` where it cannot stand, which is told.
fn pair(
    expert: &str,
    own: Option<&ExpertJudgement>,
    other: Option<&ExpertJudgement>,
    subject: &Subject<'_>,
    findings: &mut Findings,
) -> Option<f64> {
    let given = own.or(other)?;
    if given.value <= 0.0 || other.is_some_and(|other| other.value <= 0.0) {
        let second = given.other.as_deref().unwrap_or_default();
        let message =
            format!("{}: {} compares `{}` with `{second}` by {}", subject.name, named(expert), given.item, given.value);
        let finding = Diagnostic::error("weights-out-of-range", message).at(given.span, "");
        findings.push(finding.help("write how many times as important the first is: 3, or 1/3 where it matters less"));
        return None;
    }
    let contrary = own.zip(other).filter(|(own, other)| (own.value * other.value - 1.0).abs() > RECIPROCAL_TOLERANCE);
    if let Some((own, other)) = contrary {
        not_reciprocal(expert, own, other, subject, findings);
        return None;
    }
    Some(if own.is_some() { given.value } else { 1.0 / given.value })
}

fn not_reciprocal(
    expert: &str,
    own: &ExpertJudgement,
    other: &ExpertJudgement,
    subject: &Subject<'_>,
    findings: &mut Findings,
) {
    let message = if own.item == own.other.as_deref().unwrap_or_default() {
        format!("{}: {} compares `{}` with itself by {}, not 1", subject.name, named(expert), own.item, own.value)
    } else {
        let (first, second) = (&own.item, &other.item);
        let values = (own.value, other.value);
        format!(
            "{}: {} says `{first}` : `{second}` is {}, and the other way round {}",
            subject.name,
            named(expert),
            values.0,
            values.1
        )
    };
    let finding = Diagnostic::error("weights-not-reciprocal", message).at(own.span, "").at(other.span, "");
    findings.push(
        finding.help("the two must multiply to 1: 3 and 1/3 (0.33 is not 1/3); or write the upper triangle only"),
    );
}

fn warn(weighting: &Weighting, matrix: &Matrix, subject: &Subject<'_>, findings: &mut Findings) {
    let who = matrix.expert.as_deref().map_or_else(|| "all experts together".to_owned(), named);
    match (&matrix.ratio, &matrix.worst) {
        (Ok(ratio), Some(worst)) if *ratio >= consistency::ACCEPTED && weighting.accepted.is_none() => {
            let (first, second) = (&subject.items[worst.row], &subject.items[worst.column]);
            let message = format!(
                "{}: the judgements of {who} contradict each other: CR {ratio:.3}, not below 0.10",
                subject.name
            );
            let note = format!(
                "furthest off is `{first}` : `{second}`, judged {}; with the other judgements it would be {}",
                short(worst.judged),
                short(worst.fitting)
            );
            let finding = Diagnostic::warning("weights-inconsistent", message).at(weighting.span, "");
            findings.push(
                finding.note(note).help("ask again about this pair first; or say with `accept: reason` why it stands"),
            );
        }
        (Err(Undefined::NoRandomIndex), _) => {
            let message =
                format!("{}: the table of random indices does not go to {} items", subject.name, subject.items.len());
            let finding = Diagnostic::warning("weights-random-index", message).at(weighting.span, "");
            findings.push(finding.help("choose `random_index: saaty-1980`, which goes to 15"));
        }
        _ => {}
    }
}

/// `3`, or `1/3` for what is less than one.
fn short(value: f64) -> String {
    let plain = |value: f64| format!("{}", (value * 100.0).round() / 100.0);
    if value < 1.0 { format!("1/{}", plain(1.0 / value)) } else { plain(value) }
}
