//! A portfolio of process improvements: what could be eliminated, simplified, integrated or automated, and what of it first.

use super::{Frequency, InitiativeRef, MeasureRef, Period, RatedBy, RatingQuery, Scale, Text};
use crate::diagnostic::Span;

/// Candidates for process improvement, rated by three criteria.
#[derive(Clone, Debug, PartialEq)]
pub struct Portfolio {
    /// Unique among portfolios; part of addresses.
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
    /// The numbers a rating can be.
    pub scale: Scale,
    /// The share of each criterion in the priority, in the order of [`Criterion::ALL`]; together 1.
    pub weights: [f64; 3],
    /// Where value and feasibility begin to be high, on the scale.
    pub cuts: (f64, f64),
    /// In the order of the YAML.
    pub candidates: Vec<Candidate>,
    /// Where it is defined.
    pub span: Span,
}

/// By what a candidate is rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// How far performance lies behind what it should be.
    Gap,
    /// How much depends on it.
    Importance,
    /// How well it can be done.
    Feasibility,
}

/// What is done with a step of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Esia {
    /// It is left out.
    Eliminate,
    /// It becomes simpler.
    Simplify,
    /// It is joined with others.
    Integrate,
    /// A machine does it.
    Automate,
}

/// What could be improved.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Unique in its portfolio.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What is done, in a sentence or two.
    pub description: Option<Text>,
    /// What is done with the step.
    pub esia: Esia,
    /// Who or what rates it, in the order of [`Criterion::ALL`].
    pub rated: [RatedBy; 3],
    /// What stated ratings rest on.
    pub evidence: Option<Text>,
    /// Who answers for it.
    pub owner: Option<Text>,
    /// The initiative that takes it up.
    pub initiative: Option<InitiativeRef>,
    /// Where it is defined.
    pub span: Span,
}

impl Portfolio {
    /// The measures that rate candidates.
    pub fn measures(&self) -> impl Iterator<Item = &MeasureRef> {
        self.candidates.iter().flat_map(|candidate| &candidate.rated).filter_map(RatedBy::measure)
    }
}

impl Criterion {
    /// Every criterion.
    pub const ALL: [Self; 3] = [Self::Gap, Self::Importance, Self::Feasibility];

    /// What it is called in YAML and in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Importance => "importance",
            Self::Feasibility => "feasibility",
        }
    }
}

impl Esia {
    /// Every way, in the order in which they are tried: what is eliminated need not be automated.
    pub const ALL: [Self; 4] = [Self::Eliminate, Self::Simplify, Self::Integrate, Self::Automate];

    /// Its letter in ESIA.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Eliminate => "E",
            Self::Simplify => "S",
            Self::Integrate => "I",
            Self::Automate => "A",
        }
    }

    /// What it is called in YAML.
    pub fn word(self) -> &'static str {
        match self {
            Self::Eliminate => "eliminate",
            Self::Simplify => "simplify",
            Self::Integrate => "integrate",
            Self::Automate => "automate",
        }
    }
}
