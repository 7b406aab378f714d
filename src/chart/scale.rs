//! Where an axis begins and ends, and where its ticks stand.

use std::collections::BTreeSet;

use crate::report::number::NumberFormat;

/// Larger magnitudes are drawn at this one: spans stay finite.
const LARGEST: f64 = 1e300;
/// Smaller magnitudes are drawn as zero.
const SMALLEST: f64 = 1e-100;

/// A value that can be drawn: finite, and neither too large nor too small to compute with.
pub(super) fn drawable(value: f64) -> Option<f64> {
    value.is_finite().then(|| if value.abs() < SMALLEST { 0.0 } else { value.clamp(-LARGEST, LARGEST) })
}

/// An axis: its range and its ticks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) ticks: Vec<f64>,
    step: f64,
}

impl Scale {
    /// The axis around `values` with about `count` ticks at round numbers and a tick at either end; 0 to 1 without values.
    ///
    /// It does not begin at 0 unless the values do: lines and dots are read by position, not by length.
    pub(super) fn around(values: impl IntoIterator<Item = f64>, count: usize) -> Self {
        Self::between(padded(values), count)
    }

    /// The same with a little room between the values and either end, unless that would pass 0.
    pub(super) fn roomy(values: impl IntoIterator<Item = f64>, count: usize) -> Self {
        let (low, high) = padded(values);
        let spare = (high - low) * 0.04;
        let floor = if low >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
        let ceiling = if high <= 0.0 { 0.0 } else { f64::INFINITY };
        Self::between(((low - spare).max(floor), (high + spare).min(ceiling)), count)
    }

    /// Of the steps that give about `count` ticks the one that wastes the least room.
    fn between(values: (f64, f64), count: usize) -> Self {
        let scales = (count..count + 3).map(|count| Self::ticked(values, count));
        let smaller = |one: Self, other: Self| if other.high - other.low < one.high - one.low { other } else { one };
        scales.reduce(smaller).unwrap_or_else(|| Self::ticked(values, count))
    }

    fn ticked((low, high): (f64, f64), count: usize) -> Self {
        let step = round_step((high - low) / count.max(1) as f64);
        let first = (low / step).floor();
        let steps = ((high / step).ceil() - first).clamp(1.0, 50.0) as usize;
        let ticks: Vec<f64> = (0..=steps).map(|at| tidy((first + at as f64) * step, step)).collect();
        Self { low: ticks[0], high: ticks[steps], ticks, step }
    }

    /// The range around `values` with `share` of its span to spare at both ends, without ticks.
    pub(super) fn loose(values: impl IntoIterator<Item = f64>, share: f64) -> Self {
        let (low, high) = padded(values);
        let more = (high - low) * share;
        Self { low: low - more, high: high + more, ticks: Vec::new(), step: more }
    }

    /// What the ticks are labelled: no more decimals than the step needs, compact where numbers are long.
    pub(super) fn labels(&self, format: &NumberFormat) -> Vec<String> {
        let decimals = (-self.step.log10()).ceil().clamp(0.0, 9.0) as u8;
        let plain = NumberFormat { decimals, ..format.clone() };
        let largest = self.ticks.iter().fold(0.0_f64, |largest, tick| largest.max(tick.abs()));
        if largest >= 1e4 {
            let compact: Vec<String> = self.ticks.iter().map(|tick| format.compact(*tick)).collect();
            if compact.iter().collect::<BTreeSet<_>>().len() == compact.len() {
                return compact;
            }
        }
        self.ticks.iter().map(|tick| plain.bare(*tick)).collect()
    }
}

/// The smallest and largest value, set apart where they are (nearly) the same.
fn padded(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let values: Vec<f64> = values.into_iter().filter_map(drawable).collect();
    let Some(low) = values.iter().copied().reduce(f64::min) else { return (0.0, 1.0) };
    let high = values.iter().copied().fold(low, f64::max);
    let largest = low.abs().max(high.abs());
    if high - low > largest * 1e-6 {
        return (low, high);
    }
    let spare = if largest == 0.0 { 1.0 } else { largest * 0.05 };
    (low - spare, high + spare)
}

/// The next 1, 2 or 5 times a power of ten from `rough` up.
fn round_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0].into_iter().find(|step| step * power >= rough * (1.0 - 1e-9));
    step.unwrap_or(10.0) * power
}

/// The tick without the noise of its multiplication, so that 0 is 0.
fn tidy(tick: f64, step: f64) -> f64 {
    if tick.abs() < step * 1e-6 { 0.0 } else { tick }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scorecard::Locale;

    fn ticks(values: &[f64], count: usize) -> Vec<f64> {
        Scale::around(values.iter().copied(), count).ticks
    }

    #[test]
    fn ticks_are_round_and_enclose_the_values() {
        assert_eq!(ticks(&[81.7, 91.3], 5), [80.0, 82.0, 84.0, 86.0, 88.0, 90.0, 92.0]);
        assert_eq!(ticks(&[-3.0, 12.0], 4), [-5.0, 0.0, 5.0, 10.0, 15.0]);
        assert_eq!(ticks(&[0.0, 1e9], 4), [0.0, 5e8, 1e9]);
        assert_eq!(Scale::roomy([80.0, 90.0], 5).ticks, [78.0, 80.0, 82.0, 84.0, 86.0, 88.0, 90.0, 92.0]);
        assert_eq!(Scale::roomy([0.0, 9.0], 5).low, 0.0);
    }

    #[test]
    fn equal_no_and_extreme_values_have_an_axis() {
        assert_eq!(ticks(&[100.0, 100.0], 4), [95.0, 100.0, 105.0]);
        assert_eq!(ticks(&[], 2), [0.0, 0.5, 1.0]);
        assert_eq!(ticks(&[f64::NAN, f64::INFINITY], 2), [0.0, 0.5, 1.0]);
        for values in [[f64::MIN, f64::MAX], [1e9, 1e9 + 1e-7], [5e-324, 0.0], [-1e-99, 1e-99]] {
            let scale = Scale::around(values, 5);
            assert!(scale.low < scale.high && scale.ticks.iter().all(|tick| tick.is_finite()), "{values:?} {scale:?}");
        }
    }

    #[test]
    fn tick_labels_have_the_decimals_the_step_needs() {
        let format = NumberFormat::score(Locale::En);
        assert_eq!(Scale::around([80.0, 90.0], 5).labels(&format), ["80", "82", "84", "86", "88", "90"]);
        assert_eq!(Scale::around([0.1, 0.16], 3).labels(&format)[1], "0.12");
    }
}
