//! Numbers with the bounds within which the truth lies, 95 %.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Two-sided 95 % of the normal distribution.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// A number with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The number itself.
    pub value: f64,
    /// Lower and upper bound; `None` where one answer alone tells nothing of the spread.
    pub interval: Option<(f64, f64)>,
}

/// How an interval was worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalMethod {
    /// Wilson (1927), for shares.
    Wilson,
    /// Student's t on the spread among respondents, for means and what is made of them.
    T,
    /// The normal distribution with `√(p + d − (p − d)²) / √n`, for a share less another.
    Difference,
    /// Fisher's z, for correlations.
    Fisher,
}

/// Two-sided 95 % of Student's t with so many degrees of freedom; beyond 1000 that of the normal distribution, from which
/// it then differs by less than 0.003.
pub(super) fn t(freedom: u32) -> f64 {
    if freedom > 1000 {
        return Z;
    }
    StudentsT::new(0.0, 1.0, f64::from(freedom)).map_or(Z, |distribution| distribution.inverse_cdf(0.975))
}

/// A share in per cent with the interval of Wilson (1927), which stays within 0 and 100. `n` may be an effective number.
pub(super) fn share(p: f64, n: f64) -> Estimate {
    let scale = 1.0 + Z * Z / n;
    let centre = (p + Z * Z / (2.0 * n)) / scale;
    let half = Z / scale * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).max(0.0).sqrt();
    // In exact arithmetic the bounds hold the share; the last digits need not.
    let (low, high) = ((centre - half).clamp(0.0, p), (centre + half).clamp(p, 1.0));
    Estimate { value: 100.0 * p, interval: Some((100.0 * low, 100.0 * high)) }
}

/// A share less another of the same answers, in per cent, with its standard error.
pub(super) fn difference(more: f64, less: f64, n: f64) -> (Estimate, f64) {
    let standard_error = 100.0 * ((more + less - (more - less).powi(2)).max(0.0) / n).sqrt();
    let value = 100.0 * (more - less);
    let interval = ((value - Z * standard_error).max(-100.0), (value + Z * standard_error).min(100.0));
    (Estimate { value, interval: Some(interval) }, standard_error)
}

/// The correlation of pairs with the interval of Fisher's z, from `n` of them; `None` where either side does not vary.
pub(super) fn correlation(pairs: &[(f64, f64, f64)]) -> Option<Estimate> {
    let total: f64 = pairs.iter().map(|(weight, ..)| weight).sum();
    let mean = |of: fn(&(f64, f64, f64)) -> f64| pairs.iter().map(|pair| pair.0 * of(pair)).sum::<f64>() / total;
    let (x, y) = (mean(|pair| pair.1), mean(|pair| pair.2));
    let moment =
        |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|pair| pair.0 * of(pair.1 - x, pair.2 - y)).sum::<f64>();
    let (xy, xx, yy) = (moment(&|x, y| x * y), moment(&|x, _| x * x), moment(&|_, y| y * y));
    if !(xx > 0.0 && yy > 0.0) {
        return None;
    }
    let value = (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0);
    let squares: f64 = pairs.iter().map(|(weight, ..)| weight * weight).sum();
    let n = total * total / squares;
    let interval = (n > 3.0 && value.abs() < 1.0).then(|| {
        let half = Z / (n - 3.0).sqrt();
        (libm::tanh(libm::atanh(value) - half), libm::tanh(libm::atanh(value) + half))
    });
    Some(Estimate { value, interval })
}
