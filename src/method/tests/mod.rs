//! The methods against published numbers, and what holds for whatever numbers.

mod agreement;
mod objective;
mod pairs;
mod properties;
mod rankings;
mod rounds;

/// Asserts that numbers are near those expected, each within the tolerance.
fn assert_near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!((found - expected).abs() <= tolerance, "{at}: {found} is not {expected}");
    }
}

/// Rows of owned numbers.
fn rows<const N: usize>(rows: &[[f64; N]]) -> Vec<Vec<f64>> {
    rows.iter().map(|row| row.to_vec()).collect()
}

/// A survey on the quality of textiles, 7 experts and 8 indicators with ties, from a Russian course text: sums of ranks,
/// S = 854 and the weights mn − R are printed there.
const TEXTILES: [[f64; 8]; 7] = [
    [8.0, 5.0, 2.5, 2.5, 7.0, 6.0, 2.5, 2.5],
    [8.0, 4.5, 2.0, 4.5, 7.0, 6.0, 2.0, 2.0],
    [8.0, 1.5, 3.5, 5.5, 5.5, 7.0, 1.5, 3.5],
    [7.5, 5.0, 2.0, 5.0, 7.5, 5.0, 2.0, 2.0],
    [2.0, 2.0, 4.0, 7.0, 8.0, 5.0, 6.0, 2.0],
    [4.0, 1.5, 4.0, 7.0, 8.0, 1.5, 4.0, 6.0],
    [5.5, 7.0, 5.5, 1.5, 8.0, 3.5, 3.5, 1.5],
];
