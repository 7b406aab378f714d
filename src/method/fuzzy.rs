//! Fuzzy comprehensive evaluation 模糊综合评价: from weights and memberships to a verdict and a score.
//!
//! Factors stand in rows, grades in columns: `R` holds how far each factor belongs to each grade, `A` the weights of
//! the factors (shares that sum to 1), and `B = A ∘ R` how far the whole does. Several levels are evaluated from below:
//! the `B` of each group is a row of the next `R`. After Si Shoukui 司守奎,《数学建模算法与应用》, chapter 14; the five
//! operators after the book of the R package mathmodels, chapter 10. Texts name the operators differently, so
//! [`Operator`] goes by formula.

use crate::scorecard::Operator;

/// With more factors than this their weights are too small for the smaller of weight and rating to tell ratings apart.
pub const MANY_FACTORS: usize = 5;

/// Two grades whose shares of the whole differ by less than this nearly tie.
pub const NEAR: f64 = 0.05;

/// What adding binary fractions may lose: grades closer than this tie.
const SLACK: f64 = 1e-9;

/// `B = A ∘ R`: how far the whole belongs to each grade.
///
/// `weights` has a share for each of `rows`; all rows have one membership (0 to 1) a grade. The result need not sum to
/// 1 but under [`Operator::WeightedMean`]. Without rows it is empty.
pub fn compose<R: AsRef<[f64]>>(operator: Operator, weights: &[f64], rows: &[R]) -> Vec<f64> {
    let grades = rows.first().map_or(0, |row| row.as_ref().len());
    (0..grades).map(|grade| in_grade(operator, weights, rows, grade)).collect()
}

fn in_grade<R: AsRef<[f64]>>(operator: Operator, weights: &[f64], rows: &[R], grade: usize) -> f64 {
    let column = |row: &R| row.as_ref().get(grade).copied().unwrap_or(0.0);
    let total: f64 = rows.iter().map(column).sum();
    let parts = weights.iter().zip(rows).map(|(weight, row)| part(operator, *weight, column(row), total));
    match operator {
        Operator::MinMax | Operator::ProductMax => parts.fold(0.0, f64::max),
        Operator::MinSum => parts.sum::<f64>().min(1.0),
        Operator::WeightedMean | Operator::Balanced => parts.sum(),
    }
}

/// What one factor brings to one grade; `total` is the sum of all factors' memberships in it.
fn part(operator: Operator, weight: f64, membership: f64, total: f64) -> f64 {
    match operator {
        Operator::MinMax | Operator::MinSum => weight.min(membership),
        Operator::ProductMax | Operator::WeightedMean => weight * membership,
        Operator::Balanced if total > 0.0 => weight.min(membership / total),
        Operator::Balanced => 0.0,
    }
}

/// Memberships as shares of their sum; `None` where that is 0.
pub fn normalised(memberships: &[f64]) -> Option<Vec<f64>> {
    let total: f64 = memberships.iter().sum();
    (total > 0.0).then(|| memberships.iter().map(|membership| membership / total).collect())
}

/// The weighted score `Σ b·v / Σ b` of memberships in grades worth `scores`; `None` where nothing belongs anywhere.
pub fn score(memberships: &[f64], scores: &[f64]) -> Option<f64> {
    let shares = normalised(memberships)?;
    Some(shares.iter().zip(scores).map(|(share, score)| share * score).sum())
}

/// Which grade the whole belongs to, by largest membership 最大隶属度, and how far that can be relied on.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The grade with the largest membership, by its place; of several that tie the first.
    pub grade: usize,
    /// All grades with the largest membership; more than one is a tie.
    pub tied: Vec<usize>,
    /// Grades whose share is less than [`NEAR`] below the largest.
    pub near: Vec<usize>,
    /// `α = (mβ − 1) / (2γ(m − 1))` of the normalised memberships, m grades, the largest β, the second γ; `None` where
    /// γ is 0 (all agree) or there is one grade only.
    pub validity: Option<f64>,
    /// What that means.
    pub reliability: Reliability,
}

/// How far a verdict by largest membership can be relied on, from its validity index α.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reliability {
    /// Several grades share the largest membership: there is no verdict.
    Tied,
    /// α below 0.5: memberships are spread, and the largest says little.
    Low,
    /// α from 0.5 to 1.
    Fair,
    /// α of 1 and more, or no second grade at all.
    High,
}

/// The verdict on memberships; `None` where nothing belongs anywhere.
pub fn verdict(memberships: &[f64]) -> Option<Verdict> {
    let shares = normalised(memberships)?;
    let largest = shares.iter().copied().fold(0.0, f64::max);
    let within = |distance: f64| {
        let is_close = move |(_, share): &(usize, &f64)| largest - **share < distance;
        shares.iter().enumerate().filter(is_close).map(|(grade, _)| grade).collect::<Vec<_>>()
    };
    let tied = within(SLACK);
    let near = within(NEAR).into_iter().filter(|grade| !tied.contains(grade)).collect();
    let grade = tied.first().copied()?;
    let others = shares.iter().enumerate().filter(|(at, _)| *at != grade).map(|(_, share)| *share);
    let validity = validity(shares.len() as f64, largest, others.fold(0.0, f64::max));
    let reliability = match validity {
        _ if tied.len() > 1 => Reliability::Tied,
        Some(index) if index < 0.5 => Reliability::Low,
        Some(index) if index < 1.0 => Reliability::Fair,
        _ => Reliability::High,
    };
    Some(Verdict { grade, tied, near, validity, reliability })
}

fn validity(grades: f64, largest: f64, second: f64) -> Option<f64> {
    (grades > 1.0 && second > 0.0).then(|| (grades * largest - 1.0) / (2.0 * second * (grades - 1.0)))
}

/// What an operator does not hear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The factors whose ratings decide nothing, by their places: they could be others and the result the same.
    pub silent: Vec<usize>,
    /// Whether there are more factors than [`MANY_FACTORS`] under an operator that takes the smaller of weight and
    /// rating: weights are then so small that they hide the ratings.
    pub many: bool,
}

/// What is lost by an operator; `None` where nothing is, as always under [`Operator::WeightedMean`].
pub fn loss(operator: Operator, weights: &[f64], rows: &[Vec<f64>]) -> Option<Loss> {
    let result = compose(operator, weights, rows);
    let totals: Vec<f64> = (0..result.len()).map(|grade| rows.iter().map(|row| row[grade]).sum()).collect();
    let is_heard = |weight: f64, row: &Vec<f64>| {
        row.iter().enumerate().any(|(grade, membership)| {
            let part = part(operator, weight, *membership, totals[grade]);
            part > 0.0 && decides(operator, part, weight, result[grade])
        })
    };
    let each = weights.iter().zip(rows).enumerate();
    let silent: Vec<usize> =
        each.filter(|(_, (weight, row))| !is_heard(**weight, row)).map(|(factor, _)| factor).collect();
    let many = operator.takes_the_smaller() && rows.len() > MANY_FACTORS;
    (!silent.is_empty() || many).then_some(Loss { silent, many })
}

/// Whether what a factor brings to a grade comes from its rating and reaches the result.
fn decides(operator: Operator, part: f64, weight: f64, result: f64) -> bool {
    let from_rating = !operator.takes_the_smaller() || part < weight;
    let reaches = !matches!(operator, Operator::MinMax | Operator::ProductMax) || part + SLACK >= result;
    from_rating && reaches
}

#[cfg(test)]
mod tests;
