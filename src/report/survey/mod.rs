//! A survey: what customers say, each figure with its interval, how many answers it rests on and how many are missing.

mod picture;
mod rows;
mod sight;

use serde::Serialize;

use super::Material;
use super::figure::Figure;
use super::pen::Pen;
use super::sentence::Headline;
use super::sources::TableView;
use super::view::{Link, Quantity, StatusView};

pub use rows::FigureRow;
pub use sight::Sight;

/// What a survey's page says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SurveyPage {
    /// Its name.
    pub title: String,
    /// The period reported on.
    pub period: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// What it is for.
    pub description: Option<String>,
    /// (`Respondents`, `240`), …
    pub facts: Vec<(String, String)>,
    /// What is made of the answers, in the order of the YAML.
    pub instruments: Vec<InstrumentView>,
    /// Who was asked, and how.
    pub asked: Option<String>,
    /// How intervals come about, a sentence a method.
    pub methods: Vec<String>,
    /// The numbers of all entities and periods, for programs.
    pub download: Link,
    /// The queries.
    pub sql: String,
    /// `scorecards/customers.yaml, line 12`.
    pub place: String,
    /// Models the queries read: (name, SQL).
    pub models: Vec<(String, String)>,
    /// Tables they read.
    pub tables: Vec<TableView>,
}

/// What one instrument says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InstrumentView {
    /// For its anchor and the names of its tables.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What is asked.
    pub description: Option<String>,
    /// Which definition is meant, in a sentence.
    pub variant: String,
    /// Its figure; none for a map.
    pub main: Option<MainView>,
    /// What it looks like now.
    pub picture: Option<Figure>,
    /// What reads the picture.
    pub picture_note: String,
    /// Its figure over time, with intervals; none where there is but one period, and for maps.
    pub trend: Option<Figure>,
    /// All its figures.
    pub figures: Vec<FigureRow>,
    /// Its figure by period, the latest first; none for maps.
    pub rounds: Vec<FigureRow>,
    /// Its figure by entity; none without entities, and for maps.
    pub entities: Vec<FigureRow>,
    /// The names of its tables.
    pub tables: InstrumentTables,
}

/// The ids of an instrument's tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InstrumentTables {
    /// `recommend-figures`
    pub figures: String,
    /// `recommend-rounds`
    pub rounds: String,
    /// `recommend-entities`
    pub entities: String,
}

/// The figure an instrument stands for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MainView {
    /// `35.0`; none without answers, and where it is withheld.
    pub value: Option<Quantity>,
    /// `19.5 to 50.5`.
    pub bounds: Option<String>,
    /// `100 answers, 20 missing`.
    pub n: String,
    /// `+4.0 since Q2`.
    pub change: Option<String>,
    /// Where it has bands.
    pub status: Option<StatusView>,
}

/// Builds the page of the survey at a place; `None` when there is no such place.
pub fn page(pen: Pen, material: &Material, at: usize) -> Option<SurveyPage> {
    let sight = Sight::new(pen, material.surveyed.get(at)?, at);
    let (sql, place, models, tables) = sight.source(material);
    Some(SurveyPage {
        title: sight.title(),
        period: pen.period(sight.period()),
        lead: sight.lead(),
        description: pen.some_text(sight.own.survey.description.as_ref()),
        facts: sight.facts(),
        instruments: (0..sight.own.survey.instruments.len()).map(|at| sight.instrument(at)).collect(),
        asked: pen.some_text(sight.own.survey.asked.as_ref()),
        methods: sight.methods(),
        download: sight.download(),
        sql,
        place,
        models,
        tables,
    })
}

/// A survey on the cover.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SurveyLine {
    /// Its page.
    pub link: Link,
    /// The period reported on.
    pub period: String,
    /// Its sentence.
    pub headline: String,
    /// What its other instruments say.
    pub deck: String,
}

/// Every survey of a book in a line.
pub fn lines(pen: Pen, material: &Material) -> Vec<SurveyLine> {
    let one = |(at, own)| {
        let sight = Sight::new(pen, own, at);
        let Headline { headline, deck } = sight.lead();
        SurveyLine { link: sight.link(), period: pen.period(sight.period()), headline, deck }
    };
    material.surveyed.iter().enumerate().map(one).collect()
}
