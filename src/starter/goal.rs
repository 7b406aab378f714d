//! Baselines and targets from what a measure was: proposals to be replaced by decisions.

/// A baseline and a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Goal {
    /// Worth 0 points.
    pub(super) baseline: f64,
    /// Worth 100 points.
    pub(super) target: f64,
    /// Whether it rests on how the values varied; otherwise it is a guess around the one value there is.
    pub(super) from_history: bool,
}

/// How far a guess lies from the only value there is, as a share of it.
const GUESS: f64 = 0.2;

/// The 10th and the 90th percentile of the values so far, the other way round where less is better.
///
/// `values` are the actuals of the whole over time, at least one.
pub(super) fn goal(values: &[f64], less_is_better: bool) -> Goal {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (rounded(percentile(&sorted, 0.1)), rounded(percentile(&sorted, 0.9)));
    let from_history = low < high;
    let (low, high) = if from_history { (low, high) } else { around(low) };
    let (baseline, target) = if less_is_better { (high, low) } else { (low, high) };
    Goal { baseline, target, from_history }
}

/// Linear between the closest ranks (type 7 of Hyndman and Fan 1996).
fn percentile(sorted: &[f64], share: f64) -> f64 {
    let at = share * (sorted.len().max(1) - 1) as f64;
    let value = |at: f64| sorted.get(at as usize).copied().unwrap_or_default();
    value(at.floor()) + (value(at.ceil()) - value(at.floor())) * at.fract()
}

fn around(value: f64) -> (f64, f64) {
    if value == 0.0 {
        return (0.0, 1.0);
    }
    let away = value.abs() * GUESS;
    (rounded(value - away), rounded(value + away))
}

/// Three significant digits: a proposal shall not look measured.
fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(values: &[f64], less_is_better: bool) -> (f64, f64, bool) {
        let goal = goal(values, less_is_better);
        (goal.baseline, goal.target, goal.from_history)
    }

    #[test]
    fn percentiles_of_the_history() {
        let tens: Vec<f64> = (0..=10).map(|step| f64::from(step) * 10.0).collect();
        assert_eq!(pair(&tens, false), (10.0, 90.0, true));
        assert_eq!(pair(&tens, true), (90.0, 10.0, true));
        assert_eq!(pair(&[12_345.6, 23_456.7], false), (13_500.0, 22_300.0, true));
    }

    #[test]
    fn one_value_gets_a_guess_around_it() {
        assert_eq!(pair(&[50.0], false), (40.0, 60.0, false));
        assert_eq!(pair(&[-50.0, -50.0], false), (-60.0, -40.0, false));
        assert_eq!(pair(&[0.0], true), (1.0, 0.0, false));
    }
}
