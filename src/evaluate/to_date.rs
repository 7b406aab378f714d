//! What the periods of a year come to so far.

use super::Outcome;
use super::aggregate::{mean, total};
use super::observed::ratio;
use crate::scorecard::Aggregate;

/// The value of several periods together, oldest first; `None` where the rule gives none.
///
/// As entities are added up, so are periods (`docs/scoring.md`, section 2): a ratio is the sum of numerators over the
/// sum of denominators times `scale`; a sum is missing when a period is; a mean counts each period once, or by `n`
/// where all have one; of a stock the last value stands. A value carried forward is missing. Values that come from
/// SQL at every level (`sql`) cannot be added up.
pub fn to_date(rule: Aggregate, scale: f64, outcomes: &[&Outcome]) -> Option<f64> {
    let fresh = || outcomes.iter().filter(|outcome| outcome.stale == 0);
    let known = || fresh().filter(|outcome| outcome.actual.is_some());
    match rule {
        Aggregate::Ratio => {
            let used = || known().filter(|o| o.numerator.is_some() && o.denominator.is_some());
            ratio(total(used().map(|o| o.numerator)), total(used().map(|o| o.denominator)), scale)
        }
        Aggregate::Sum => total(outcomes.iter().map(|o| o.actual.filter(|_| o.stale == 0))),
        Aggregate::Mean => {
            let by_n = known().all(|o| o.n.is_some_and(|n| n >= 0.0)) && known().any(|o| o.n > Some(0.0));
            mean(known().map(|o| (o.actual, if by_n { o.n.unwrap_or(0.0) } else { 1.0 })))
        }
        Aggregate::Last => outcomes.last().filter(|outcome| outcome.stale == 0)?.actual,
        Aggregate::Sql => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(actual: Option<f64>) -> Outcome {
        Outcome { actual, ..Outcome::missing() }
    }

    fn of(rule: Aggregate, outcomes: &[Outcome]) -> Option<f64> {
        to_date(rule, 100.0, &outcomes.iter().collect::<Vec<_>>())
    }

    #[test]
    fn rates_are_pooled_not_averaged() {
        let rate = |numerator, denominator: f64| Outcome {
            numerator: Some(numerator),
            denominator: Some(denominator),
            ..value(Some(numerator / denominator * 100.0))
        };
        assert_eq!(of(Aggregate::Ratio, &[rate(10.0, 20.0), rate(90.0, 100.0)]), Some(83.333_333_333_3));
        assert_eq!(of(Aggregate::Ratio, &[value(Some(5.0))]), None, "no parts to pool");
    }

    #[test]
    fn a_sum_with_a_hole_is_missing() {
        assert_eq!(of(Aggregate::Sum, &[value(Some(11.0)), value(Some(21.0))]), Some(32.0));
        assert_eq!(of(Aggregate::Sum, &[value(Some(11.0)), value(None)]), None);
        let carried = Outcome { stale: 1, ..value(Some(11.0)) };
        assert_eq!(of(Aggregate::Sum, &[value(Some(11.0)), carried]), None);
    }

    #[test]
    fn a_mean_goes_by_sample_size_where_all_have_one() {
        let sample = |actual, n| Outcome { n: Some(n), ..value(Some(actual)) };
        assert_eq!(of(Aggregate::Mean, &[sample(60.0, 10.0), sample(80.0, 30.0)]), Some(75.0));
        assert_eq!(of(Aggregate::Mean, &[sample(60.0, 10.0), value(None), value(Some(80.0))]), Some(70.0));
    }

    #[test]
    fn of_a_stock_the_last_value_stands_and_sql_is_not_added_up() {
        let outcomes = [value(Some(5.0)), value(Some(7.0))];
        assert_eq!((of(Aggregate::Last, &outcomes), of(Aggregate::Sql, &outcomes)), (Some(7.0), None));
        assert_eq!(of(Aggregate::Last, &[value(Some(5.0)), value(None)]), None, "the last is not known");
    }
}
