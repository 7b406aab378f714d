//! Assessments: what experts judge where no system records anything.

/// How the memberships of factors make those of the whole, `B = A ∘ R`; named by formula.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Operator {
    /// M(·,+): `Σ aᵢ·rᵢⱼ` 加权平均型. Hears every factor.
    #[default]
    WeightedMean,
    /// M(∧,∨): `max min(aᵢ, rᵢⱼ)` 主因素决定型.
    MinMax,
    /// M(·,∨): `max aᵢ·rᵢⱼ` 主因素突出型.
    ProductMax,
    /// M(∧,⊕): `min(1, Σ min(aᵢ, rᵢⱼ))` 取小上界和型.
    MinSum,
    /// `Σ min(aᵢ, rᵢⱼ / Σₖ rₖⱼ)` 均衡平均型, the sum over all factors k.
    Balanced,
}

impl Operator {
    /// Whether the smaller of weight and membership counts, so that small weights hide ratings.
    pub fn takes_the_smaller(self) -> bool {
        matches!(self, Self::MinMax | Self::MinSum | Self::Balanced)
    }
}
