//! SWOTs and portfolios: their ratings worked out, and what they give to measures.

use std::collections::BTreeMap;

use super::documents::Given;
use super::pipeline::{Card, Opened, Wanted};
use crate::diagnostic::{Findings, Span};
use crate::engine::Engine;
use crate::method::rating::{self, Evidence, Measured, Question, Rating, Rounds};
use crate::method::{portfolio, swot};
use crate::scorecard::{
    Book, Criterion, EntityTree, Frequency, MeasureRef, NodeIndex, Period, Portfolio, RatingPanel, RatingQuery,
    ResultRef, ResultValue, Scale, Swot, SwotFactor,
};

/// The ratings of a SWOT or portfolio.
pub struct Rated {
    /// What people answered.
    pub panel: RatingPanel,
    /// The ratings in force, by period.
    pub rounds: Rounds,
}

/// What a SWOT and a portfolio have in common.
struct Subject<'a> {
    /// What findings call it: "SWOT `position`".
    name: String,
    /// `factor`.
    what: &'static str,
    questions: Vec<Question<'a>>,
    scale: Scale,
    frequency: Frequency,
    as_of: Option<Period>,
    query: Option<&'a RatingQuery>,
    span: Span,
}

/// Rates a SWOT whose measures are evaluated; `None` where an error stood in the way.
pub(super) fn swot(
    opened: &Opened,
    own: &Swot,
    cards: &[Option<Card>],
    wanted: &Wanted,
    findings: &mut Findings,
) -> Option<Rated> {
    let measured = measured(&opened.book, &subject_of_swot(own), cards);
    rate_swot(&opened.engine, own, &measured, wanted.all, findings)
}

/// Rates a SWOT; `measured` is what its measures say.
pub fn rate_swot(
    engine: &dyn Engine,
    own: &Swot,
    measured: &Measured,
    wanted: Option<Period>,
    findings: &mut Findings,
) -> Option<Rated> {
    let rated = rated(engine, &subject_of_swot(own), measured, wanted, findings)?;
    swot::misrated(own, rated.rounds.now(), findings);
    Some(rated)
}

fn subject_of_swot(own: &Swot) -> Subject<'_> {
    fn question(factor: &SwotFactor) -> Question<'_> {
        Question { about: &factor.id, criterion: None, by: &factor.rated, falls: false }
    }
    Subject {
        name: format!("SWOT `{}`", own.id),
        what: "factor",
        questions: own.factors.iter().map(question).collect(),
        scale: Swot::SCALE,
        frequency: own.frequency,
        as_of: own.as_of,
        query: own.panel.as_ref(),
        span: own.span,
    }
}

/// Rates a portfolio whose measures are evaluated; `None` where an error stood in the way.
pub(super) fn portfolio(
    opened: &Opened,
    own: &Portfolio,
    cards: &[Option<Card>],
    wanted: &Wanted,
    findings: &mut Findings,
) -> Option<Rated> {
    let measured = measured(&opened.book, &subject_of_portfolio(own), cards);
    rate_portfolio(&opened.engine, own, &measured, wanted.all, findings)
}

/// Rates a portfolio; `measured` is what its measures say.
pub fn rate_portfolio(
    engine: &dyn Engine,
    own: &Portfolio,
    measured: &Measured,
    wanted: Option<Period>,
    findings: &mut Findings,
) -> Option<Rated> {
    rated(engine, &subject_of_portfolio(own), measured, wanted, findings)
}

fn subject_of_portfolio(own: &Portfolio) -> Subject<'_> {
    let mut questions = Vec::new();
    for candidate in &own.candidates {
        for (criterion, by) in Criterion::ALL.into_iter().zip(&candidate.rated) {
            // A good score is a small gap.
            let falls = criterion == Criterion::Gap;
            questions.push(Question { about: &candidate.id, criterion: Some(criterion.word()), by, falls });
        }
    }
    Subject {
        name: format!("portfolio `{}`", own.id),
        what: "candidate",
        questions,
        scale: own.scale,
        frequency: own.frequency,
        as_of: own.as_of,
        query: own.panel.as_ref(),
        span: own.span,
    }
}

fn rated(
    engine: &dyn Engine,
    subject: &Subject,
    measured: &Measured,
    wanted: Option<Period>,
    findings: &mut Findings,
) -> Option<Rated> {
    let panel = match subject.query {
        Some(query) => panel(engine, subject, query, findings)?,
        None => RatingPanel::default(),
    };
    let evidence = Evidence {
        subject: &subject.name,
        what: subject.what,
        questions: &subject.questions,
        scale: subject.scale,
        frequency: subject.frequency,
        as_of: subject.as_of,
        query: subject.query,
        panel: &panel,
        measured,
        span: subject.span,
    };
    let (rounds, found) = rating::evaluate(evidence, wanted);
    findings.extend(found);
    Some(Rated { rounds: rounds?, panel })
}

/// The ratings that the query of a panel returns.
fn panel(engine: &dyn Engine, subject: &Subject, query: &RatingQuery, findings: &mut Findings) -> Option<RatingPanel> {
    let by_criteria = subject.questions.iter().any(|question| question.criterion.is_some());
    let columns = rating::columns(subject.what, by_criteria);
    let mut found = Findings::default();
    let listing = engine.listing(&query.sql, &columns, &format!("panel of {}", subject.name), &mut found);
    let wanted: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
    let help = format!("it returns {}: name columns with AS", wanted.join(", "));
    for finding in found {
        findings.push(if finding.code == "listing-column" { finding.help(help.clone()) } else { finding });
    }
    rating::read(&listing?, (query, &subject.name), subject.frequency, findings)
}

/// What measures say of what they rate: in each period their latest value, or score.
fn measured(book: &Book, subject: &Subject, cards: &[Option<Card>]) -> Measured {
    let mut measured = Measured::new();
    for (place, question) in subject.questions.iter().enumerate() {
        let Some(named) = question.by.measure() else { continue };
        let found = book.scorecards.iter().zip(cards).find(|(scorecard, _)| scorecard.id == named.scorecard);
        let found = found.and_then(|(scorecard, card)| Some((card.as_ref()?, scorecard.find(&named.path)?)));
        if let Some((card, node)) = found {
            measured.insert(place, values(card, node, named, subject.frequency));
        }
    }
    measured
}

fn values(card: &Card, node: NodeIndex, named: &MeasureRef, frequency: Frequency) -> BTreeMap<Period, f64> {
    let mut values = BTreeMap::new();
    for (period, outcome) in card.evaluation.history(EntityTree::TOP, node) {
        let value = if named.knots.is_empty() { outcome.score } else { outcome.actual };
        if let Some(value) = value.filter(|_| period <= card.evaluation.period) {
            // Later periods of the same quarter take the place of earlier ones.
            values.insert(period.ending_in(frequency), value);
        }
    }
    values
}

/// A total of a SWOT, or the rating of one of its factors, for a measure.
pub(super) fn of_swot(own: &Swot, done: &Rated, from: &ResultRef) -> Option<Given> {
    let name = from.name.as_deref()?;
    let place = own.factors.iter().position(|factor| factor.id == name);
    let value = |ratings: &[Option<Rating>]| {
        let (inner, outer) = swot::halves(own, ratings);
        match name {
            "ife" => inner.total,
            "efe" => outer.total,
            _ => ratings.get(place?)?.as_ref().map(|rating| rating.value),
        }
    };
    Some(given(done, value))
}

/// The priority of a candidate, or the mean gap of all, for a measure.
pub(super) fn of_portfolio(own: &Portfolio, done: &Rated, from: &ResultRef) -> Option<Given> {
    let place = match from.name.as_deref() {
        Some(name) => Some(own.candidates.iter().position(|candidate| candidate.id == name)?),
        None => None,
    };
    let value = |ratings: &[Option<Rating>]| match place {
        Some(place) => portfolio::judged(own, ratings).get(place)?.map(|judged| judged.priority),
        None => portfolio::mean_gap(ratings),
    };
    Some(given(done, value))
}

/// A value for every period in which anything was rated.
fn given(done: &Rated, value: impl Fn(&[Option<Rating>]) -> Option<f64>) -> Given {
    let mut values = Vec::new();
    for period in done.rounds.periods.iter().copied() {
        let ratings = done.rounds.at(period).unwrap_or_default();
        let n = ratings.iter().flatten().map(|rating| rating.raters).max().filter(|n| *n > 0).map(f64::from);
        if let Some(value) = value(ratings) {
            values.push(ResultValue { period, entity: None, is_top: true, value, n });
        }
    }
    let (tables, private) = (done.panel.tables.clone(), done.panel.private);
    Given { values, tables, private, ..Given::default() }
}
