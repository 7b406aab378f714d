//! Surveys: what customers say, of which published instruments make figures.

use super::{EntitySource, Frequency, Period, Reading, Sql, Status, Text};
use crate::diagnostic::Span;

/// Questions asked of customers, and what is made of their answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// Unique among surveys; part of addresses.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What it is for, in a sentence or two.
    pub description: Option<Text>,
    /// How long a period is.
    pub frequency: Frequency,
    /// Where its entities are listed; `None` for a survey of one.
    pub entities: Option<EntitySource>,
    /// A figure of fewer people than this is withheld; 0 withholds nothing.
    pub min_group: u32,
    /// The statement that returns the answers.
    pub answers: Sql,
    /// Who was asked, and how.
    pub asked: Option<Text>,
    /// The statement that returns how many were invited.
    pub invited: Option<Sql>,
    /// Everything that was asked, each once.
    pub items: Vec<Item>,
    /// What is made of it, in the order of the YAML.
    pub instruments: Vec<Instrument>,
    /// Where it is defined.
    pub span: Span,
}

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What answers call it.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// The lowest and the highest answer there can be; infinite where amounts have no limit.
    pub scale: (f64, f64),
    /// Whether answers are places of the scale, and nothing between.
    pub whole: bool,
    /// In which columns its answers stand.
    pub columns: ItemColumns,
}

/// In which columns the answers to an item stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemColumns {
    /// `value`.
    Value,
    /// `expected` and `perceived`.
    Gap,
}

/// One figure, or a family of figures, with what it is made of. Numbers are places in [`Survey::items`].
#[derive(Clone, Debug, PartialEq)]
pub struct Instrument {
    /// Unique in its survey, also among dimensions.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// What is asked.
    pub description: Option<Text>,
    /// How answers make its figure.
    pub method: InstrumentMethod,
    /// From where its figure is on track, and from where at risk, in its own unit; lower limits where high is good.
    pub bands: Option<(f64, f64)>,
    /// Where it is defined.
    pub span: Span,
}

/// How answers make a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum InstrumentMethod {
    /// Net promoter score, of one item from 0 to 10.
    Nps(usize),
    /// Customer satisfaction, of one item.
    Csat(usize, CsatFigure),
    /// Customer effort, of one item.
    Ces(usize, CesFigure),
    /// What was perceived against what was expected.
    Servqual(Vec<Dimension>, DimensionWeights),
    /// What a customer gets, product, service, personnel, image, against what it costs him: money, time, energy, mind.
    DeliveredValue([usize; 4], [usize; 4]),
    /// Items by how much they matter and how well they are done.
    Map(Vec<usize>, Importance, Cut),
}

/// Which of the figures of satisfaction is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsatFigure {
    /// The share of the two best answers.
    TopTwo,
    /// The mean answer.
    Mean,
    /// The mean on a scale from 0 to 100.
    Index,
}

/// Which of the figures of effort is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CesFigure {
    /// Version 1, "how much effort", 1 to 5: the mean; low is good.
    EffortMean,
    /// Version 2, "it was easy", 1 to 7: the mean.
    EaseMean,
    /// Version 2: the share of 5 to 7.
    EaseTopThree,
    /// Version 2: the share of 6 and 7 less that of 1 to 3.
    EaseIndex,
}

impl CesFigure {
    /// Whether the first version of the question was asked, in which low is good.
    pub fn is_effort(self) -> bool {
        self == Self::EffortMean
    }
}

/// A dimension of service quality.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    /// Unique in the survey.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Its items; at least one.
    pub items: Vec<usize>,
}

/// How much dimensions matter.
#[derive(Clone, Debug, PartialEq)]
pub enum DimensionWeights {
    /// Nothing is said.
    None,
    /// Shares that sum to 1.
    Stated(Vec<f64>),
    /// Points out of 100 that each respondent gave, an item a dimension.
    Points(Vec<usize>),
}

/// How the importance of items is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Importance {
    /// Respondents say so, in the column `importance`.
    Stated,
    /// The correlation of the item with an outcome, an item of its own.
    Derived(usize),
}

/// Where the lines of a map stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// At the means of the items.
    Means,
    /// In the middle of the scale.
    Middle,
}

impl Instrument {
    /// Whether a lower figure is the better one.
    pub fn low_is_good(&self) -> bool {
        matches!(self.method, InstrumentMethod::Ces(_, figure) if figure.is_effort())
    }

    /// The status of its figure; `None` without bands.
    pub fn status(&self, value: Option<f64>) -> Option<Status> {
        let (on_track, at_risk) = self.bands?;
        let Some(value) = value else { return Some(Status::NoData) };
        let reaches = |limit: f64| if self.low_is_good() { value <= limit } else { value >= limit };
        Some(match (reaches(on_track), reaches(at_risk)) {
            (true, _) => Status::OnTrack,
            (false, true) => Status::AtRisk,
            (false, false) => Status::OffTrack,
        })
    }

    /// The dimensions of service quality; none of other instruments.
    pub fn dimensions(&self) -> &[Dimension] {
        match &self.method {
            InstrumentMethod::Servqual(dimensions, _) => dimensions,
            _ => &[],
        }
    }
}

impl Survey {
    /// The statements it asks the data.
    pub fn statements(&self) -> impl Iterator<Item = &Sql> {
        std::iter::once(&self.answers).chain(&self.invited)
    }

    /// What its figures are called where a measure takes one: instruments that have a figure, and dimensions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let figures = self.instruments.iter().filter(|own| !matches!(own.method, InstrumentMethod::Map(..)));
        let figures = figures.map(|own| own.id.as_str());
        figures.chain(self.instruments.iter().flat_map(Instrument::dimensions).map(|own| own.id.as_str()))
    }
}

/// What the queries of a survey returned, in the order of their rows, with where it came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Responses {
    /// An item a row.
    pub rows: Vec<Response>,
    /// The columns for answers that the query has.
    pub columns: Vec<String>,
    /// How many were invited, by period and entity; none where that is not known.
    pub invited: Vec<((Period, Option<String>), f64)>,
    /// The tables the queries read, models resolved, in order of name.
    pub tables: Vec<String>,
    /// The models the queries read, in the order they build on each other.
    pub models: Vec<String>,
    /// What the queries and each of these models read directly.
    pub readings: Vec<Reading>,
    /// Whether they read a table with private columns: texts among their rows must not be told.
    pub private: bool,
}

/// What one respondent answered to one item. A number that is missing was asked and not answered, or not asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// When.
    pub period: Period,
    /// Of which entity; `None` is the top of the hierarchy.
    pub entity: Option<String>,
    /// Who.
    pub respondent: String,
    /// To what.
    pub item: String,
    /// The answer, where there is one.
    pub value: Option<f64>,
    /// What was expected.
    pub expected: Option<f64>,
    /// What was perceived.
    pub perceived: Option<f64>,
    /// How much it matters.
    pub importance: Option<f64>,
    /// How many people the respondent stands for; 1 where nothing is said.
    pub weight: f64,
}
