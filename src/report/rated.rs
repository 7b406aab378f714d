//! What SWOTs and portfolios have in common on their pages: ratings, who gave them, and where they come from.

use serde::Serialize;

use super::Material;
use super::address::Address;
use super::number::NumberFormat;
use super::pen::Pen;
use super::sources::{TableView, table_view};
use super::view::{Link, Quantity};
use crate::diagnostic::Span;
use crate::method::rating::{Rating, Rounds};
use crate::scorecard::{InitiativeRef, MeasureRef, RatedBy, RatingPanel, RatingQuery};

/// More ratings than this are not handed out beside the page; their query is.
const MOST_RATINGS: usize = 10_000;

/// A SWOT or a portfolio with what came of it.
pub struct Rated<'a, T> {
    /// What the book says.
    pub own: &'a T,
    /// What people answered.
    pub panel: &'a RatingPanel,
    /// The ratings.
    pub rounds: &'a Rounds,
}

/// A rating, and who gave it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatingView {
    /// `3.2`; `None` where nobody rated.
    pub value: Option<Quantity>,
    /// `panel`, `stated`, `measure`.
    pub by: String,
    /// The measure, where one rates.
    pub measure: Option<Link>,
    /// What the measure says: `81.7`.
    pub number: Option<String>,
    /// How many people.
    pub raters: u32,
    /// How many were asked and did not answer.
    pub missing: u32,
    /// How far they agree: `62 %`.
    pub agreement: Option<Quantity>,
    /// When it was given, where that is not the period reported on.
    pub given: Option<String>,
}

/// Where ratings come from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatingSource {
    /// Who was asked.
    pub panel: Option<String>,
    /// The query; `None` where nobody was asked.
    pub sql: Option<String>,
    /// `scorecards/position.yaml, line 33`.
    pub place: String,
    /// Tables it reads.
    pub tables: Vec<TableView>,
    /// `42 ratings, people as numbers.`
    pub note: String,
    /// Every rating, people as numbers; none where there are too many, or where they are private.
    pub rows: Vec<RatingLine>,
}

/// One rating, with a number for the person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatingLine {
    /// `2026-Q3`.
    pub period: String,
    /// A number for who rated, the same for all ratings of a person.
    pub rater: usize,
    /// The id of what is rated.
    pub about: String,
    /// By what.
    pub criterion: String,
    /// The rating; `None` for no answer.
    pub value: Option<f64>,
}

/// A SWOT or portfolio on the cover.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JudgedLine {
    /// Its page.
    pub link: Link,
    /// When it was last rated.
    pub period: String,
    /// One sentence.
    pub headline: String,
    /// What is told beside it: (`Internal factors (IFE)`, `2.85 of 4`).
    pub facts: Vec<(String, String)>,
}

/// Writes ratings with as many decimals as all of them need.
#[derive(Clone, Copy)]
pub struct Ratings<'a> {
    pen: Pen<'a>,
    material: &'a Material<'a>,
    rounds: &'a Rounds,
    decimals: u8,
}

impl<'a> Ratings<'a> {
    /// For the ratings in force: whole where all are, else with two decimals.
    pub fn new(pen: Pen<'a>, material: &'a Material<'a>, rounds: &'a Rounds) -> Self {
        let is_whole = |rating: &Rating| (rating.value - rating.value.round()).abs() < 1e-9;
        let decimals = if rounds.now().iter().flatten().all(is_whole) { 0 } else { 2 };
        Self { pen, material, rounds, decimals }
    }

    /// A rating and who gave it.
    pub fn view(&self, by: &RatedBy, rating: Option<&Rating>) -> RatingView {
        let key = match by {
            RatedBy::Panel => "rating.by-panel",
            RatedBy::Stated(_) => "rating.by-statement",
            RatedBy::Measure(_) => "rating.by-measure",
        };
        let measure = match by {
            RatedBy::Measure(measure) => measure_link(self.pen, self.material, measure),
            _ => None,
        };
        let given = rating.and_then(|rating| rating.given).filter(|given| *given != self.rounds.period);
        RatingView {
            value: rating.map(|rating| self.number(rating.value)),
            by: self.pen.say(key, &[]),
            measure,
            number: rating.and_then(|rating| rating.measured).map(|number| two_decimals(self.pen).bare(number)),
            raters: rating.map_or(0, |rating| rating.raters),
            missing: rating.map_or(0, |rating| rating.missing),
            agreement: rating.and_then(|rating| rating.agreement).map(|agreement| self.pen.share(agreement)),
            given: given.map(|given| self.pen.period_beside(given, self.rounds.period)),
        }
    }

    /// A rating as shown.
    pub fn number(&self, value: f64) -> Quantity {
        Quantity::new(&NumberFormat { decimals: self.decimals, ..NumberFormat::score(self.pen.locale()) }, value)
    }
}

/// A number with two decimals, such as a total.
pub fn two_decimals(pen: Pen) -> NumberFormat {
    NumberFormat { decimals: 2, ..NumberFormat::score(pen.locale()) }
}

/// The page of a measure; `None` where it has gone.
fn measure_link(pen: Pen, material: &Material, named: &MeasureRef) -> Option<Link> {
    let (at, card) = material.cards.iter().enumerate().find(|(_, card)| card.scorecard.id == named.scorecard)?;
    let node = card.scorecard.find(&named.path)?;
    Some(pen.link(Address::Node(at, node), &card.scorecard.node(node).title))
}

/// Where an initiative is told about.
pub fn initiative_link(pen: Pen, material: &Material, named: Option<&InitiativeRef>) -> Option<Link> {
    let named = named?;
    let (at, card) = material.cards.iter().enumerate().find(|(_, card)| card.scorecard.id == named.scorecard)?;
    let own = card.scorecard.initiatives.iter().find(|own| own.id == named.initiative)?;
    let href = format!("{}#initiative-{}", pen.href(Address::Initiatives(at)), own.id);
    Some(Link { href, title: pen.text(&own.title) })
}

/// Where ratings come from; `span` is where the whole is defined.
pub fn source(
    pen: Pen,
    material: &Material,
    (query, panel): (Option<&RatingQuery>, &RatingPanel),
    span: Span,
) -> RatingSource {
    let span = query.map_or(span, |query| query.sql.span);
    let (line, _) = material.sources.line_column(span);
    let path = material.sources.path(span.file);
    let tables = material.drop.tables.iter().filter(|table| panel.tables.contains(&table.name));
    RatingSource {
        panel: pen.some_text(query.and_then(|query| query.description.as_ref())),
        sql: query.map(|query| query.sql.text.trim_end().to_owned()),
        place: pen.say("source.place", &[("path", path), ("line", &line.to_string())]),
        tables: tables.map(|table| table_view(pen, material, table)).collect(),
        note: pen.count("rating.rows", panel.rows.len(), &[]),
        rows: lines(panel),
    }
}

/// Ratings in the order of the rows, people numbered as they first appear.
fn lines(panel: &RatingPanel) -> Vec<RatingLine> {
    if panel.rows.len() > MOST_RATINGS || panel.private {
        return Vec::new();
    }
    let mut people = std::collections::BTreeMap::new();
    let mut lines = Vec::with_capacity(panel.rows.len());
    for row in &panel.rows {
        let next = people.len() + 1;
        let rater = *people.entry(row.rater.as_str()).or_insert(next);
        let criterion = row.criterion.clone().unwrap_or_default();
        let (period, about) = (row.period.to_string(), row.about.clone());
        lines.push(RatingLine { period, rater, about, criterion, value: row.value });
    }
    lines
}
