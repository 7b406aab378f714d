//! Means, and what is added, weighted or divided of them, with how much each respondent moves the result.
//!
//! Answers of one person to several items hang together. Each figure therefore carries its influence by respondent, and
//! the interval is Student's t on the spread of these (linearisation). Of a single mean without weights it is the usual
//! t interval, `mean ± t·s/√n`.

use super::estimate::{Estimate, t};

/// A number with what each respondent contributes to its error.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Linear {
    pub(super) value: f64,
    /// By respondent; 0 for those who did not answer.
    influence: Vec<f64>,
    /// Who answered.
    answered: Vec<bool>,
}

impl Linear {
    /// The weighted mean of answers, a respondent each; `None` without any.
    pub(super) fn mean(answers: &[Option<f64>], weights: &[f64]) -> Option<Self> {
        let given = || answers.iter().zip(weights).filter_map(|(answer, weight)| Some((*weight, (*answer)?)));
        let total: f64 = given().map(|(weight, _)| weight).sum();
        let value = given().map(|(weight, answer)| weight * answer).sum::<f64>() / total;
        let influence = answers.iter().zip(weights);
        let influence =
            influence.map(|(answer, weight)| answer.map_or(0.0, |answer| weight * (answer - value) / total)).collect();
        let answered = answers.iter().map(Option::is_some).collect();
        (total > 0.0).then_some(Self { value, influence, answered })
    }

    /// The sum of parts, each times its factor; `None` without parts.
    pub(super) fn sum<'a>(parts: impl IntoIterator<Item = (f64, &'a Self)>) -> Option<Self> {
        parts.into_iter().fold(None, |sum, (factor, part)| {
            let scaled = part.scaled(factor);
            Some(match sum {
                None => scaled,
                Some(sum) => scaled.plus(&sum),
            })
        })
    }

    fn plus(self, other: &Self) -> Self {
        let influence = self.influence.iter().zip(&other.influence).map(|(one, other)| one + other).collect();
        let answered = self.answered.iter().zip(&other.answered).map(|(one, other)| *one || *other).collect();
        Self { value: self.value + other.value, influence, answered }
    }

    fn scaled(&self, factor: f64) -> Self {
        let influence = self.influence.iter().map(|own| own * factor).collect();
        Self { value: self.value * factor, influence, answered: self.answered.clone() }
    }

    /// Times another number that is estimated, too.
    pub(super) fn times(&self, other: &Self) -> Self {
        let product = self.scaled(other.value).plus(&other.scaled(self.value));
        Self { value: self.value * other.value, ..product }
    }

    /// Divided by another number that is estimated, too; `None` where that is 0.
    pub(super) fn over(&self, other: &Self) -> Option<Self> {
        let value = self.value / other.value;
        let quotient = || self.scaled(1.0 / other.value).plus(&other.scaled(-value / other.value));
        (other.value != 0.0).then(|| Self { value, ..quotient() })
    }

    /// How many respondents it rests on.
    pub(super) fn n(&self) -> u32 {
        self.answered.iter().filter(|own| **own).count() as u32
    }

    /// The number with its interval.
    pub(super) fn estimate(&self) -> Estimate {
        let n = self.n();
        let squares: f64 = self.influence.iter().map(|own| own * own).sum();
        let half = (n > 1).then(|| t(n - 1) * (squares * f64::from(n) / f64::from(n - 1)).sqrt());
        Estimate { value: self.value, interval: half.map(|half| (self.value - half, self.value + half)) }
    }
}

impl Linear {
    /// A number that no respondent moves.
    pub(super) fn known(value: f64, respondents: usize) -> Self {
        Self { value, influence: vec![0.0; respondents], answered: vec![false; respondents] }
    }
}
