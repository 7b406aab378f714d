//! Weights from points: every person shares out as many as he likes.

use super::{Undefined, is_rectangular, rank, shares};

/// Each person's shares of his own total, a row a person: who hands out more points has no more say.
pub fn own_shares(points: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Undefined> {
    if points.is_empty() {
        return Err(Undefined::TooFewRows);
    }
    if !is_rectangular(points) {
        return Err(Undefined::Incomplete);
    }
    points.iter().map(|row| shares(row).ok_or(Undefined::NotPositive)).collect()
}

/// The mean of the persons' shares.
pub fn weights(points: &[Vec<f64>]) -> Result<Vec<f64>, Undefined> {
    Ok(rank::means(&own_shares(points)?))
}
