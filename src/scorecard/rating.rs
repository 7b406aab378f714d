//! Ratings on a scale of numbers: who gives them, and what people answered.

use super::{MeasureRef, Period, Sql, Text, Timeline};

/// A scale of numbers, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Its lowest number.
    pub low: f64,
    /// Its highest number, above the lowest.
    pub high: f64,
}

impl Scale {
    /// Whether a number lies on it.
    pub fn holds(self, number: f64) -> bool {
        (self.low..=self.high).contains(&number)
    }

    /// How far up a number lies, 0 to 1.
    pub fn share(self, number: f64) -> f64 {
        (number - self.low) / (self.high - self.low)
    }

    /// Its middle.
    pub fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }
}

/// Who or what rates something. A rating holds until the next one.
#[derive(Clone, Debug, PartialEq)]
pub enum RatedBy {
    /// The panel.
    Panel,
    /// Whoever wrote the book.
    Stated(Timeline),
    /// A measure of a scorecard.
    Measure(MeasureRef),
}

impl RatedBy {
    /// The measure that rates, where one does.
    pub fn measure(&self) -> Option<&MeasureRef> {
        match self {
            Self::Measure(measure) => Some(measure),
            Self::Panel | Self::Stated(_) => None,
        }
    }
}

/// The query that returns ratings.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingQuery {
    /// One statement for everything that is rated.
    pub sql: Sql,
    /// Who was asked.
    pub description: Option<Text>,
}

/// What a query of ratings returned, in the order of its rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RatingPanel {
    /// A rating a row.
    pub rows: Vec<RatingRow>,
    /// The tables the query reads, models resolved, in order of name.
    pub tables: Vec<String>,
    /// Whether it reads a table with private columns: texts among its rows must not be told.
    pub private: bool,
}

/// What one person said.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingRow {
    /// When.
    pub period: Period,
    /// Who.
    pub rater: String,
    /// The id of what is rated.
    pub about: String,
    /// By what it is rated, where there are several criteria.
    pub criterion: Option<String>,
    /// The rating; `None` is asked, and not answered.
    pub value: Option<f64>,
}
