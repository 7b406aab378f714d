//! Rounding that never says more than is true: it does not cross a band, reach 100 or fall to 0.

use crate::scorecard::Bands;

/// A score to one decimal, rounded towards the band it is in: 79.96 under a band of 80 is 79.9.
pub fn score(score: f64, bands: Bands) -> f64 {
    let within = |shown: f64| {
        let complete = shown < 100.0 || score >= 100.0 - TINY;
        let nothing = shown > 0.0 || score <= TINY;
        bands.status(Some(shown)) == bands.status(Some(score)) && complete && nothing
    };
    let tenths = (score * 10.0).round();
    let candidates = [tenths, tenths - 1.0, tenths + 1.0];
    candidates.into_iter().map(|t| t / 10.0).find(|shown| within(*shown)).unwrap_or(tenths / 10.0)
}

/// What arithmetic may leave between a score and a round number.
const TINY: f64 = 1e-9;

/// Per cent with the decimals shown: whole numbers, one decimal near 0 and 100 where a whole would lie.
pub fn percent(percent: f64) -> (f64, u8) {
    let whole = percent.round();
    let lies = (whole <= 0.0 && percent > TINY) || (whole >= 100.0 && percent < 100.0 - TINY);
    if !lies {
        return (whole, 0);
    }
    (((percent * 10.0).round() / 10.0).clamp(0.1, 99.9), 1)
}

/// Rounds parts to tenths so that they add up to a total of tenths: each is cut down, and what is then missing
/// goes to those that lost most (the largest-remainder method). Parts that show nothing move last.
pub fn apportion(parts: &[f64], total_tenths: i64) -> Vec<i64> {
    let mut rounded: Vec<i64> = parts.iter().map(|part| (part * 10.0).floor() as i64).collect();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by(|a, b| {
        let remainder = |at: &usize| parts[*at] * 10.0 - (parts[*at] * 10.0).floor();
        remainder(b).total_cmp(&remainder(a)).then(a.cmp(b))
    });
    let mut missing = total_tenths - rounded.iter().sum::<i64>();
    let largest_first = by_remainder.iter().copied().cycle().take(parts.len() * 4);
    for at in largest_first {
        if missing <= 0 {
            break;
        }
        rounded[at] += 1;
        missing -= 1;
    }
    for at in by_remainder.iter().rev().copied().cycle().take(parts.len() * 4) {
        if missing >= 0 {
            break;
        }
        rounded[at] -= 1;
        missing += 1;
    }
    rounded
}

/// The decimals that show a measure's values: enough to tell them apart, no more than three digits that count.
///
/// `current` and `reference` (a target, 100 %) differ: they must not read the same, so 99.96 is not 100.0.
pub fn decimals(values: &[f64], current: Option<f64>, references: &[f64]) -> u8 {
    let largest = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    let by_size = match largest {
        size if size >= 1_000.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => small(largest),
    };
    let needed = (0..by_size).find(|d| values.iter().all(|value| same(*value, *value, *d))).unwrap_or(by_size);
    let Some(current) = current else { return needed };
    let clear = |decimals: &u8| {
        references.iter().all(|r| (current - r).abs() < TINY || shown(current, *decimals) != shown(*r, *decimals))
    };
    (needed..=MOST_DECIMALS.max(needed + 1)).find(clear).unwrap_or(needed)
}

/// The decimals of values below one: three, and where that shows less than two digits that count, as many as do.
fn small(largest: f64) -> u8 {
    (3..=8).find(|decimals| largest * 10f64.powi(i32::from(*decimals)) >= 10.0).unwrap_or(3)
}

/// More decimals tell a reader nothing, unless the values are that small.
const MOST_DECIMALS: u8 = 4;

fn shown(value: f64, decimals: u8) -> String {
    format!("{value:.*}", usize::from(decimals))
}

/// Whether `decimals` lose nothing of the value.
fn same(value: f64, of: f64, decimals: u8) -> bool {
    let scale = 10f64.powi(i32::from(decimals));
    ((value * scale).round() / scale - of).abs() < TINY
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // what is rounded to tenths is compared as such
mod tests {
    use super::*;

    #[test]
    fn a_score_never_crosses_its_band() {
        let bands = Bands::default();
        assert_eq!([79.96, 80.0, 80.04, 59.99].map(|s| score(s, bands)), [79.9, 80.0, 80.0, 59.9]);
        let thirds = Bands { on_track: 66.67, at_risk: 33.33 };
        assert_eq!([66.66, 66.67, 33.335, 33.32].map(|s| score(s, thirds)), [66.6, 66.7, 33.4, 33.3]);
    }

    #[test]
    fn only_a_hundred_is_a_hundred_and_only_nothing_is_nothing() {
        let bands = Bands::default();
        assert_eq!([99.97, 100.0, 0.01, 0.0].map(|s| score(s, bands)), [99.9, 100.0, 0.1, 0.0]);
        assert_eq!([99.96, 100.0, 94.2, 0.004].map(percent), [(99.9, 1), (100.0, 0), (94.0, 0), (0.1, 1)]);
    }

    #[test]
    fn rounded_parts_add_up() {
        // −0.333… three times is −1.0: two cut to −0.3 would leave a tenth unexplained.
        let third = -1.0 / 3.0;
        assert_eq!(apportion(&[third, third, third], -10).iter().sum::<i64>(), -10);
        assert_eq!(apportion(&[-2.64, 0.92, -0.38], -21), [-26, 9, -4]);
        assert_eq!(apportion(&[0.04, 0.04], 0), [0, 0]);
        assert_eq!(apportion(&[], 3), Vec::<i64>::new());
    }

    #[test]
    fn decimals_follow_the_values() {
        assert_eq!(decimals(&[12.0, 16.0], Some(12.0), &[16.0]), 0);
        assert_eq!(decimals(&[81.66, 80.0], Some(81.66), &[84.0]), 1);
        assert_eq!(decimals(&[99.96, 98.0], Some(99.96), &[100.0]), 2);
        assert_eq!(decimals(&[83.96, 84.0], Some(83.96), &[84.0]), 2);
        assert_eq!(decimals(&[123_456.78], Some(123_456.78), &[]), 0);
        assert_eq!(decimals(&[0.0123], Some(0.0123), &[]), 3);
        assert_eq!(decimals(&[0.0005, 0.000_123], Some(0.000_123), &[0.0001]), 5);
        assert_eq!(decimals(&[0.0], Some(0.0), &[]), 0);
    }
}
