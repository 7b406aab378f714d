//! Every real zero of a sum of exponentials, Σ aᵢ·e^(λᵢ·u), which is what a present value is in u = −ln(1 + rate).
//!
//! Such a sum has at most as many zeros as its coefficients, ordered by exponent, change sign (Descartes' rule, which
//! holds for real exponents too). Its derivative, divided by the lowest exponential left, is such a sum with one term
//! less, and between two zeros of the derivative the sum is monotone: so all zeros are found, not those near a guess.

/// A term: coefficient and exponent.
pub(super) type Term = (f64, f64);

/// A value below this share of the sum of its terms' sizes is taken for zero: there the curve touches the axis.
const TOUCH: f64 = 1e-13;

/// The farthest from 0 a zero is looked for, as exponents are differences of years: a rate of 10^±300 is nobody's.
const FARTHEST: f64 = 700.0;

/// All zeros in ascending order; terms need not be in order. None when every coefficient is 0.
pub(super) fn zeros(terms: &[Term]) -> Vec<f64> {
    let mut terms: Vec<Term> = terms.to_vec();
    terms.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut merged: Vec<Term> = Vec::with_capacity(terms.len());
    for (coefficient, exponent) in terms {
        match merged.last_mut() {
            Some(last) if last.1 == exponent => last.0 += coefficient,
            _ => merged.push((coefficient, exponent)),
        }
    }
    merged.retain(|term| term.0 != 0.0);
    of_ordered(&merged)
}

fn of_ordered(terms: &[Term]) -> Vec<f64> {
    let changes = terms.windows(2).filter(|pair| (pair[0].0 > 0.0) != (pair[1].0 > 0.0)).count();
    if changes == 0 {
        return Vec::new();
    }
    let turns = if changes == 1 { Vec::new() } else { of_ordered(&derivative(terms)) };
    let mut ends = vec![-FARTHEST];
    ends.extend(turns);
    ends.push(FARTHEST);
    let mut found: Vec<f64> = Vec::new();
    for pair in ends.windows(2) {
        let (low, high) = (sign(terms, pair[0]), sign(terms, pair[1]));
        if low == 0 && found.last() != Some(&pair[0]) {
            found.push(pair[0]);
        }
        if low * high < 0 {
            found.push(bisect(terms, pair[0], pair[1], low));
        }
    }
    found
}

/// The derivative over the lowest exponential; its zeros are where the sum turns.
fn derivative(terms: &[Term]) -> Vec<Term> {
    let Some((lowest, rest)) = terms.split_first() else { return Vec::new() };
    rest.iter().map(|(coefficient, exponent)| (coefficient * (exponent - lowest.1), exponent - lowest.1)).collect()
}

/// −1, 0 or 1. Every term is measured against the largest, so that nothing overflows.
fn sign(terms: &[Term], at: f64) -> i8 {
    let size = |(coefficient, exponent): &Term| coefficient.abs().ln() + exponent * at;
    let largest = terms.iter().map(size).fold(f64::NEG_INFINITY, f64::max);
    let scaled = terms.iter().map(|term| (size(term) - largest).exp().copysign(term.0));
    let (sum, sizes) = scaled.fold((0.0, 0.0), |(sum, sizes), term| (sum + term, sizes + term.abs()));
    match sum {
        sum if sum.abs() <= TOUCH * sizes => 0,
        sum if sum > 0.0 => 1,
        _ => -1,
    }
}

/// The zero between two places of different sign, as near as numbers stand.
fn bisect(terms: &[Term], mut low: f64, mut high: f64, sign_low: i8) -> f64 {
    loop {
        let middle = low.midpoint(high);
        if middle <= low || middle >= high {
            return middle;
        }
        match value(terms, middle) * f64::from(sign_low) {
            value if value > 0.0 => low = middle,
            value if value < 0.0 => high = middle,
            _ => return middle,
        }
    }
}

/// The sum, over its largest exponential.
fn value(terms: &[Term], at: f64) -> f64 {
    let highest = terms.iter().map(|term| term.1 * at).fold(f64::NEG_INFINITY, f64::max);
    terms.iter().map(|(coefficient, exponent)| coefficient * (exponent * at - highest).exp()).sum()
}
