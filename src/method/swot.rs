//! SWOT with numbers: the internal and external factor evaluation matrices (IFE, EFE) of Fred R. David, "Strategic
//! Management: Concepts and Cases".
//!
//! `total = Σ weight · rating`, weights sum to 1, ratings are 1 to 4; 2.5 is the middle.

/// Strength, weakness, opportunity, threat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Inside, and good.
    Strength,
    /// Inside, and bad.
    Weakness,
    /// Outside, and good.
    Opportunity,
    /// Outside, and bad.
    Threat,
}

/// A factor with its weight and rating.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor {
    /// What it is.
    pub kind: Kind,
    /// Its share of the matrix, 0 to 1.
    pub weight: f64,
    /// 1 to 4: major weakness 1, minor weakness 2, minor strength 3, major strength 4. For opportunities and threats
    /// how well the firm responds, 4 best.
    pub rating: f64,
}

/// A matrix: internal or external factors together.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// `Σ weight · rating`, 1 to 4; below 2.5 is weak.
    pub total: f64,
    /// The factors whose rating their kind does not allow, by their places.
    pub misrated: Vec<usize>,
}

/// The ratings a kind allows: strengths are 3 or 4, weaknesses 1 or 2.
pub fn allowed(kind: Kind) -> (f64, f64) {
    match kind {
        Kind::Strength => (3.0, 4.0),
        Kind::Weakness => (1.0, 2.0),
        Kind::Opportunity | Kind::Threat => (1.0, 4.0),
    }
}

/// The matrix of factors. Their weights are taken as they are: that they sum to 1 is for the caller to see to.
pub fn matrix(factors: &[Factor]) -> Matrix {
    let fits = |factor: &Factor| {
        let (low, high) = allowed(factor.kind);
        (low..=high).contains(&factor.rating)
    };
    let misrated = factors.iter().enumerate().filter(|(_, factor)| !fits(factor)).map(|(place, _)| place).collect();
    Matrix { total: factors.iter().map(|factor| factor.weight * factor.rating).sum(), misrated }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_matrix_breaks_its_own_rule() {
        // IFE at allhomeworksolutions.com: 2.50 printed there; its first strength is rated 2, its second weakness 3.
        let weights = [0.1, 0.15, 0.1, 0.1, 0.2, 0.15, 0.05, 0.15];
        let ratings = [2.0, 4.0, 3.0, 3.0, 2.0, 3.0, 2.0, 1.0];
        let kind = |at: usize| if at < 4 { Kind::Strength } else { Kind::Weakness };
        let factors: Vec<Factor> =
            (0..8).map(|at| Factor { kind: kind(at), weight: weights[at], rating: ratings[at] }).collect();
        let found = matrix(&factors);
        assert!((found.total - 2.5).abs() < 1e-12, "{}", found.total);
        assert_eq!(found.misrated, [0, 5]);
    }

    #[test]
    fn opportunities_and_threats_are_rated_by_the_response() {
        let factor = |kind, rating| Factor { kind, weight: 0.5, rating };
        assert_eq!(matrix(&[factor(Kind::Threat, 4.0), factor(Kind::Opportunity, 1.0)]).misrated, Vec::<usize>::new());
        assert_eq!(matrix(&[factor(Kind::Threat, 5.0), factor(Kind::Opportunity, 0.0)]).misrated, [0, 1]);
    }
}
