//! Assessments: what experts judge where no system records anything.

use super::{Bands, Edge, EntitySource, Frequency, NodeIndex, Period, Reading, Sensitivity, Sql, Text, Weighting};
use crate::diagnostic::Span;

/// A weighted tree of factors that people rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// Unique among assessments; part of addresses.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What it is for, in a sentence or two.
    pub description: Option<Text>,
    /// How long a period is.
    pub frequency: Frequency,
    /// Where its entities are listed; `None` for an assessment of one.
    pub entities: Option<EntitySource>,
    /// How ratings make a result.
    pub method: AssessmentMethod,
    /// Whether memberships are made to sum to 1 before they go up a level.
    pub normalise: bool,
    /// What a rating can be; scores rise or fall strictly from grade to grade.
    pub grades: Vec<Grade>,
    /// Limits of the statuses.
    pub bands: Bands,
    /// Below this share of its weight (0 to 1) a group has no result.
    pub min_coverage: f64,
    /// The score below which a critical factor blocks.
    pub floor: f64,
    /// What fewer people than this said of a factor is withheld; 0 withholds nothing.
    pub min_group: u32,
    /// How firm its scores are tried to be; `None` where that is not asked for.
    pub sensitivity: Option<Sensitivity>,
    /// Who was asked; `None` where nobody was.
    pub panel: Option<PanelSource>,
    /// All factors; the root first, parents before their children, otherwise in the order of the YAML.
    pub factors: Vec<Factor>,
    /// Where it is defined.
    pub span: Span,
}

/// How ratings make a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssessmentMethod {
    /// Fuzzy comprehensive evaluation.
    Fuzzy,
    /// The weighted mean of scores.
    Mean,
    /// Grades are levels, the lowest first.
    Maturity,
}

/// A grade.
#[derive(Clone, Debug, PartialEq)]
pub struct Grade {
    /// What answers call it.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What it is worth, 0 to 100.
    pub score: f64,
    /// The number that is wholly this grade, where answers are numbers.
    pub at: f64,
}

/// The query that returns a panel's answers.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelSource {
    /// One statement for all factors, entities and periods.
    pub sql: Sql,
    /// Who they are.
    pub description: Option<Text>,
}

/// What is rated, or a group of such.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// What answers call it; empty for the root.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What is asked.
    pub description: Option<Text>,
    /// Who answers for it.
    pub owner: Option<Text>,
    /// Below the floor it is told as a blocker.
    pub critical: bool,
    /// What follows where it is weak.
    pub consequence: Option<Text>,
    /// What can be done about it.
    pub remedy: Option<Text>,
    /// How memberships of its parts add up.
    pub operator: Operator,
    /// Its parts with their shares, which sum to 1; none where it is rated itself. [`NodeIndex`] into
    /// [`Assessment::factors`].
    pub edges: Vec<Edge>,
    /// How the shares of its parts come about; `None` where they are written as numbers.
    pub weighting: Option<Box<Weighting>>,
    /// Who or what rates it.
    pub rated: Rated,
    /// Where it is defined.
    pub span: Span,
}

/// Who or what rates a factor.
#[derive(Clone, Debug, PartialEq)]
pub enum Rated {
    /// Its parts.
    ByParts,
    /// The panel.
    ByPanel,
    /// A measure of a scorecard.
    ByMeasure(MeasureRef),
    /// What was found, in order of time.
    ByJudgement(Vec<Judgement>),
}

/// A measure that rates a factor.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureRef {
    /// The scorecard's id.
    pub scorecard: String,
    /// The measure's path.
    pub path: String,
    /// Actual values that are wholly each grade; empty where the score is taken.
    pub knots: Vec<f64>,
    /// Where it is written.
    pub span: Span,
}

/// One stated judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// When it was made.
    pub when: Period,
    /// The place of its grade.
    pub grade: usize,
    /// What it rests on.
    pub evidence: Text,
    /// Who made it.
    pub by: Option<Text>,
    /// Whom it is about; `None` for all.
    pub entity: Option<String>,
    /// Where it is written.
    pub span: Span,
}

impl Assessment {
    /// The root of the tree: the assessment itself.
    pub const ROOT: NodeIndex = NodeIndex(0);

    /// The statements it asks the data.
    pub fn statements(&self) -> impl Iterator<Item = &Sql> {
        self.panel.iter().map(|panel| &panel.sql)
    }

    /// The factor at an index this assessment handed out.
    pub fn factor(&self, index: NodeIndex) -> &Factor {
        &self.factors[index.0]
    }

    /// Every factor with its index, the root first.
    pub fn indexed(&self) -> impl Iterator<Item = (NodeIndex, &Factor)> {
        self.factors.iter().enumerate().map(|(index, factor)| (NodeIndex(index), factor))
    }

    /// The factors that are rated themselves, in the order of the YAML.
    pub fn leaves(&self) -> impl Iterator<Item = (NodeIndex, &Factor)> {
        self.indexed().filter(|(_, factor)| factor.edges.is_empty())
    }

    /// The factor with an id.
    pub fn find(&self, id: &str) -> Option<NodeIndex> {
        self.indexed().find(|(_, factor)| factor.id == id).map(|(index, _)| index)
    }

    /// What the grades are worth, in their order.
    pub fn scores(&self) -> Vec<f64> {
        self.grades.iter().map(|grade| grade.score).collect()
    }

    /// The share each factor has of the whole, by the weights as written; by index.
    pub fn shares(&self) -> Vec<f64> {
        let mut shares = vec![0.0; self.factors.len()];
        shares[Self::ROOT.0] = 1.0;
        for (at, factor) in self.factors.iter().enumerate() {
            let own = shares[at];
            factor.edges.iter().for_each(|edge| shares[edge.child.0] = own * edge.weight);
        }
        shares
    }
}

/// What a panel's query returned, in the order of its rows, with where it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// An answer a row.
    pub answers: Vec<Answer>,
    /// The tables the query reads, models resolved, in order of name.
    pub tables: Vec<String>,
    /// The models the query reads, in the order they build on each other.
    pub models: Vec<String>,
    /// What the query and each of these models read directly.
    pub readings: Vec<Reading>,
    /// Whether it reads a table with private columns: texts among its rows must not be told.
    pub private: bool,
}

/// What one rater said of one factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// When.
    pub period: Period,
    /// Whose; `None` is the top of the hierarchy.
    pub entity: Option<String>,
    /// Who said it.
    pub rater: String,
    /// Of what.
    pub factor: String,
    /// To which question, where a factor has several.
    pub item: Option<String>,
    /// What.
    pub said: Said,
}

/// A grade or a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// The id or name of a grade.
    Grade(String),
    /// A number between the grades' own.
    Number(f64),
    /// Nothing: asked, and not answered.
    Nothing,
}

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

    /// Its formula.
    pub fn formula(self) -> &'static str {
        match self {
            Self::WeightedMean => "M(·,+)",
            Self::MinMax => "M(∧,∨)",
            Self::ProductMax => "M(·,∨)",
            Self::MinSum => "M(∧,⊕)",
            Self::Balanced => "Σ min(a, r/Σr)",
        }
    }
}
