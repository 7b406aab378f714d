//! Kendall's W: how far several experts agree on an order.
//!
//! Kendall and Babington Smith, "The problem of m rankings" (1939). With rank sums R of n items over m experts,
//! `S = Σ(R − m(n + 1)/2)²`, and T the sum of t³ − t over all ties of t items, `W = 12 S / (m²(n³ − n) − mT)`. 0 is no
//! agreement, 1 is one order.

use super::rank::{First, positions};
use super::{Undefined, columns, is_rectangular, permutation, tail};

/// What can be said of the agreement of m experts on n items.
#[derive(Clone, Debug, PartialEq)]
pub struct Concordance {
    /// m
    pub experts: usize,
    /// n
    pub items: usize,
    /// Sum of ranks of each item.
    pub rank_sums: Vec<f64>,
    /// S, squared deviations of the rank sums from their mean.
    pub s: f64,
    /// T, the sum of t³ − t.
    pub ties: f64,
    /// W, corrected for ties; 0 to 1.
    pub w: f64,
    /// W as if nothing were tied.
    pub uncorrected: f64,
    /// m(n − 1)W, which is Friedman's statistic.
    pub chi_square: f64,
    /// n − 1
    pub freedom: usize,
    /// How likely so large a chi-square is by chance; poor for 7 items or fewer.
    pub p_chi_square: f64,
    /// How likely so large a W is when every expert ranks at random, all orders counted; `None` where they are too many.
    pub p_exact: Option<f64>,
    /// The F form `(m − 1)W / (1 − W)`, infinite for W = 1, and how likely it is by chance with n − 1 − 2/m and
    /// (m − 1) times that degrees of freedom; `None` where there are too few.
    pub fisher: Option<(f64, f64)>,
    /// The mean of Spearman's correlation over all pairs of experts, `(mW − 1) / (m − 1)`.
    pub mean_spearman: f64,
}

impl Concordance {
    /// The probability to go by: exact where it could be counted, else that of chi-square.
    pub fn p(&self) -> f64 {
        self.p_exact.unwrap_or(self.p_chi_square)
    }

    /// Whether [`Concordance::p`] is an approximation known to be poor: seven items or fewer, not counted out.
    pub fn is_rough(&self) -> bool {
        self.p_exact.is_none() && self.items <= 7
    }
}

/// The agreement of experts, from ranks or scores: a row an expert, a column an item.
///
/// Whatever is given is ranked anew within each row, the end `first` says first; equal values share a place.
pub fn concordance(ratings: &[Vec<f64>], first: First) -> Result<Concordance, Undefined> {
    let (experts, items) = (ratings.len(), ratings.first().map_or(0, Vec::len));
    if experts < 2 {
        return Err(Undefined::TooFewRows);
    }
    if items < 2 {
        return Err(Undefined::TooFewItems);
    }
    if !is_rectangular(ratings) {
        return Err(Undefined::Incomplete);
    }
    let ranks: Vec<Vec<f64>> = ratings.iter().map(|row| positions(row, first)).collect();
    let rank_sums: Vec<f64> = columns(&ranks).iter().map(|column| column.iter().sum()).collect();
    of_ranks(&ranks, rank_sums, (experts, items))
}

fn of_ranks(ranks: &[Vec<f64>], rank_sums: Vec<f64>, counts: (usize, usize)) -> Result<Concordance, Undefined> {
    let (experts, items) = (counts.0 as f64, counts.1 as f64);
    let s = deviation(&rank_sums, experts);
    let ties: f64 = ranks.iter().map(|row| tie_term(row)).sum();
    let full = experts * experts * (items.powi(3) - items);
    if full - experts * ties <= full * 1e-12 {
        return Err(Undefined::AllTied);
    }
    let w = (12.0 * s / (full - experts * ties)).clamp(0.0, 1.0);
    let chi_square = experts * (items - 1.0) * w;
    let freedom = (items - 1.0 - 2.0 / experts, (experts - 1.0) * (items - 1.0 - 2.0 / experts));
    let ratio = (experts - 1.0) * w / (1.0 - w);
    Ok(Concordance {
        experts: counts.0,
        items: counts.1,
        s,
        ties,
        w,
        uncorrected: 12.0 * s / full,
        chi_square,
        freedom: counts.1 - 1,
        p_chi_square: tail::chi_square(chi_square, items - 1.0).ok_or(Undefined::TooFewItems)?,
        p_exact: permutation::probability(ranks, s),
        fisher: tail::fisher(ratio, freedom).map(|p| (ratio, p)),
        mean_spearman: (experts * w - 1.0) / (experts - 1.0),
        rank_sums,
    })
}

/// S of rank sums over so many experts.
pub(super) fn deviation(rank_sums: &[f64], experts: f64) -> f64 {
    let mean = experts * (rank_sums.len() as f64 + 1.0) / 2.0;
    rank_sums.iter().map(|sum| (sum - mean).powi(2)).sum()
}

/// Σ(t³ − t) over the ties of one expert: t² − 1 for each of the t items of a tie.
fn tie_term(ranks: &[f64]) -> f64 {
    let same = |own: &f64| ranks.iter().filter(|other| other.total_cmp(own).is_eq()).count() as f64;
    ranks.iter().map(|own| same(own).powi(2) - 1.0).sum()
}
