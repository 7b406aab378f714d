//! Several sets of weights made one 组合赋权.

use super::{Undefined, is_rectangular, shares};
use crate::scorecard::Combination;

/// Combines sets of weights, a row a set.
///
/// `parts` says how much of each a linear combination takes; with none given all count the same.
pub fn weights(sets: &[Vec<f64>], rule: Combination, parts: Option<&[f64]>) -> Result<Vec<f64>, Undefined> {
    if sets.len() < 2 {
        return Err(Undefined::TooFewRows);
    }
    if !is_rectangular(sets) || parts.is_some_and(|parts| parts.len() != sets.len()) {
        return Err(Undefined::Incomplete);
    }
    let raw: Vec<f64> = match rule {
        Combination::Linear => mixed(sets, parts.unwrap_or(&vec![1.0; sets.len()]))?,
        Combination::Multiplicative => products(sets),
        Combination::Geometric => products(sets).into_iter().map(|p| p.powf(1.0 / sets.len() as f64)).collect(),
        Combination::Game => mixed(sets, &game(sets)?)?,
    };
    shares(&raw).ok_or(Undefined::NotPositive)
}

fn mixed(sets: &[Vec<f64>], parts: &[f64]) -> Result<Vec<f64>, Undefined> {
    let parts = shares(parts).ok_or(Undefined::NotPositive)?;
    let at = |item: usize| sets.iter().zip(&parts).map(|(set, part)| set[item] * part).sum();
    Ok((0..sets[0].len()).map(at).collect())
}

fn products(sets: &[Vec<f64>]) -> Vec<f64> {
    (0..sets[0].len()).map(|item| sets.iter().map(|set| set[item]).product()).collect()
}

/// The parts of the game-theoretic combination: the solution of `WWᵀa = diag(WWᵀ)`, W having a row a set.
///
/// Equal sets have no single solution; each then has an equal part.
fn game(sets: &[Vec<f64>]) -> Result<Vec<f64>, Undefined> {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let mut system: Vec<Vec<f64>> =
        sets.iter().map(|own| sets.iter().map(|other| dot(own, other)).chain([dot(own, own)]).collect()).collect();
    let Some(parts) = solved(&mut system) else { return Ok(vec![1.0; sets.len()]) };
    let sum: f64 = parts.iter().sum();
    let parts: Vec<f64> = parts.iter().map(|part| part / sum).collect();
    // What arithmetic leaves of a zero is no negative part.
    let parts: Vec<f64> = parts.into_iter().map(|part| if part.abs() < 1e-12 { 0.0 } else { part }).collect();
    if parts.iter().all(|part| part.is_finite() && *part >= 0.0) { Ok(parts) } else { Err(Undefined::NegativeMixture) }
}

/// Gaussian elimination with the largest pivot; the right side is the last column. `None` of a singular system.
fn solved(system: &mut [Vec<f64>]) -> Option<Vec<f64>> {
    let n = system.len();
    for at in 0..n {
        let pivot = (at..n).max_by(|a, b| system[*a][at].abs().total_cmp(&system[*b][at].abs()))?;
        system.swap(at, pivot);
        if system[at][at].abs() < 1e-12 {
            return None;
        }
        let top = system[at].clone();
        for (_, row) in system.iter_mut().enumerate().filter(|(other, _)| *other != at) {
            let factor = row[at] / top[at];
            row.iter_mut().zip(&top).for_each(|(own, top)| *own -= factor * top);
        }
    }
    Some((0..n).map(|at| system[at][n] / system[at][at]).collect())
}
