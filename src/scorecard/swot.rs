//! SWOT: what is strong and weak inside, what helps and threatens outside, and the strategies that follow.

use super::{Frequency, MeasureRef, Period, RatedBy, RatingQuery, Scale, Text};
use crate::diagnostic::Span;

/// A SWOT with weights and ratings.
#[derive(Clone, Debug, PartialEq)]
pub struct Swot {
    /// Unique among SWOTs; part of addresses.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What it is about, in a sentence or two.
    pub description: Option<Text>,
    /// How long a period is.
    pub frequency: Frequency,
    /// When ratings without a date were given.
    pub as_of: Option<Period>,
    /// Who was asked; `None` where nobody was.
    pub panel: Option<RatingQuery>,
    /// Strengths, weaknesses, opportunities, threats; each in the order of the YAML.
    pub factors: Vec<SwotFactor>,
    /// In the order of the fields, each in the order of the YAML.
    pub strategies: Vec<SwotStrategy>,
    /// Why ratings need not follow the kinds of their factors; `None` where they must.
    pub any_rating: Option<Text>,
    /// Where it is defined.
    pub span: Span,
}

/// Strength, weakness, opportunity, threat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SwotKind {
    /// Inside, and good.
    Strength,
    /// Inside, and bad.
    Weakness,
    /// Outside, and good.
    Opportunity,
    /// Outside, and bad.
    Threat,
}

/// A factor with its weight, and who rates it.
#[derive(Clone, Debug, PartialEq)]
pub struct SwotFactor {
    /// Unique in its SWOT.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What is meant.
    pub description: Option<Text>,
    /// What it is.
    pub kind: SwotKind,
    /// Its share of its half, internal or external, 0 to 1.
    pub weight: f64,
    /// Who or what rates it.
    pub rated: RatedBy,
    /// What a stated rating rests on.
    pub evidence: Option<Text>,
    /// Who answers for it.
    pub owner: Option<Text>,
    /// Why no strategy uses it.
    pub set_aside: Option<Text>,
    /// Where it is defined.
    pub span: Span,
}

/// A field of strategies, named by the kinds of factors it joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StrategyField {
    /// Strengths that take opportunities.
    So,
    /// Weaknesses overcome by opportunities.
    Wo,
    /// Strengths against threats.
    St,
    /// Weaknesses kept away from threats.
    Wt,
}

/// What is to be done about several factors.
#[derive(Clone, Debug, PartialEq)]
pub struct SwotStrategy {
    /// Unique among the strategies of its SWOT.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What is done, in a sentence or two.
    pub description: Option<Text>,
    /// Where it stands.
    pub field: StrategyField,
    /// The factors it uses, by their places.
    pub uses: Vec<usize>,
    /// Who answers for it.
    pub owner: Option<Text>,
    /// The initiative that carries it out.
    pub initiative: Option<InitiativeRef>,
    /// Where it is defined.
    pub span: Span,
}

/// An initiative of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InitiativeRef {
    /// The scorecard's id.
    pub scorecard: String,
    /// The initiative's id.
    pub initiative: String,
    /// Where it is written.
    pub span: Span,
}

impl Swot {
    /// What its totals are called where a measure takes them: internal, external.
    pub const TOTALS: [&str; 2] = ["ife", "efe"];

    /// Every rating lies from 1 to 4.
    pub const SCALE: Scale = Scale { low: 1.0, high: 4.0 };

    /// The factors of a kind with their places.
    pub fn of_kind(&self, kind: SwotKind) -> impl Iterator<Item = (usize, &SwotFactor)> {
        self.factors.iter().enumerate().filter(move |(_, factor)| factor.kind == kind)
    }

    /// The factors inside or outside with their places.
    pub fn half(&self, internal: bool) -> impl Iterator<Item = (usize, &SwotFactor)> {
        self.factors.iter().enumerate().filter(move |(_, factor)| factor.kind.is_internal() == internal)
    }

    /// The measures that rate factors.
    pub fn measures(&self) -> impl Iterator<Item = &MeasureRef> {
        self.factors.iter().filter_map(|factor| factor.rated.measure())
    }
}

impl SwotKind {
    /// Every kind, inside first.
    pub const ALL: [Self; 4] = [Self::Strength, Self::Weakness, Self::Opportunity, Self::Threat];

    /// Whether it is inside.
    pub fn is_internal(self) -> bool {
        matches!(self, Self::Strength | Self::Weakness)
    }

    /// The ratings it allows by Fred R. David's rule: strengths are 3 or 4, weaknesses 1 or 2; outside it is the response
    /// that is rated, of opportunities and threats alike.
    pub fn ratings(self) -> Scale {
        match self {
            Self::Strength => Scale { low: 3.0, high: 4.0 },
            Self::Weakness => Scale { low: 1.0, high: 2.0 },
            Self::Opportunity | Self::Threat => Swot::SCALE,
        }
    }

    /// What one of it is called in YAML and in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Strength => "strength",
            Self::Weakness => "weakness",
            Self::Opportunity => "opportunity",
            Self::Threat => "threat",
        }
    }
}

impl StrategyField {
    /// Every field, by rows: strengths before weaknesses, opportunities before threats.
    pub const ALL: [Self; 4] = [Self::So, Self::Wo, Self::St, Self::Wt];

    /// The kinds it joins.
    pub fn joins(self) -> (SwotKind, SwotKind) {
        match self {
            Self::So => (SwotKind::Strength, SwotKind::Opportunity),
            Self::Wo => (SwotKind::Weakness, SwotKind::Opportunity),
            Self::St => (SwotKind::Strength, SwotKind::Threat),
            Self::Wt => (SwotKind::Weakness, SwotKind::Threat),
        }
    }

    /// What it is called in YAML.
    pub fn word(self) -> &'static str {
        match self {
            Self::So => "so",
            Self::Wo => "wo",
            Self::St => "st",
            Self::Wt => "wt",
        }
    }
}
