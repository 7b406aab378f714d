//! SWOTs and portfolios in the order they depend on scorecards: those that people alone rate before them, those that
//! measures rate after them.

use std::collections::BTreeMap;

use super::pipeline::{Card, Opened, Wanted};
use crate::diagnostic::{Findings, Span};
use crate::engine::Engine as _;
use crate::method::rating::{self, Evidence, Measured, Question, Rounds};
use crate::method::swot;
use crate::scorecard::{
    Book, Criterion, EntityTree, Frequency, MeasureRef, NodeIndex, Period, Portfolio, RatedBy, RatingPanel,
    RatingQuery, Scale, Swot, SwotFactor,
};

/// One SWOT or portfolio, evaluated.
pub(super) struct Rated {
    pub(super) panel: RatingPanel,
    pub(super) rounds: Rounds,
}

/// All that is rated in a book, in its order; `None` where it comes later, or where an error stood in the way.
#[derive(Default)]
pub(super) struct Judged<T> {
    pub(super) swots: Vec<T>,
    pub(super) portfolios: Vec<T>,
}

/// What a SWOT and a portfolio have in common.
struct Subject<'a> {
    /// `SWOT`, for findings.
    kind: &'static str,
    id: &'a str,
    /// `factor`.
    what: &'static str,
    questions: Vec<Question<'a>>,
    scale: Scale,
    frequency: Frequency,
    as_of: Option<Period>,
    query: Option<&'a RatingQuery>,
    span: Span,
}

/// Evaluates what no measure rates.
pub(super) fn by_people(opened: &Opened, wanted: &Wanted, findings: &mut Findings) -> Judged<Option<Rated>> {
    let mut rate = |subject: &Subject| {
        let measured = Measured::new();
        (!subject.is_rated_by_measures()).then(|| rated(opened, subject, &measured, wanted, findings)).flatten()
    };
    let swots = opened.book.swots.iter().map(|own| rate(&of_swot(own))).collect();
    let judged =
        Judged { swots, portfolios: opened.book.portfolios.iter().map(|own| rate(&of_portfolio(own))).collect() };
    for (own, done) in opened.book.swots.iter().zip(&judged.swots) {
        doubt(own, done.as_ref(), findings);
    }
    judged
}

/// Evaluates what measures rate, too; `None` when anything has no result.
pub(super) fn by_measures(
    opened: &Opened,
    mut done: Judged<Option<Rated>>,
    cards: &[Card],
    wanted: &Wanted,
    findings: &mut Findings,
) -> Option<Judged<Rated>> {
    let mut rate = |subject: &Subject| {
        let measured = measured(&opened.book, subject, cards);
        rated(opened, subject, &measured, wanted, findings)
    };
    for (own, done) in opened.book.swots.iter().zip(&mut done.swots).filter(|(own, _)| own.is_rated_by_measures()) {
        *done = rate(&of_swot(own));
    }
    for (own, done) in opened.book.portfolios.iter().zip(&mut done.portfolios) {
        if own.is_rated_by_measures() {
            *done = rate(&of_portfolio(own));
        }
    }
    for (own, done) in opened.book.swots.iter().zip(&done.swots).filter(|(own, _)| own.is_rated_by_measures()) {
        doubt(own, done.as_ref(), findings);
    }
    let swots = done.swots.into_iter().collect::<Option<Vec<_>>>()?;
    Some(Judged { swots, portfolios: done.portfolios.into_iter().collect::<Option<Vec<_>>>()? })
}

/// Tells of ratings that the kinds of their factors do not allow.
fn doubt(own: &Swot, done: Option<&Rated>, findings: &mut Findings) {
    if let Some(done) = done {
        swot::misrated(own, done.rounds.now(), findings);
    }
}

fn of_swot(own: &Swot) -> Subject<'_> {
    fn question(factor: &SwotFactor) -> Question<'_> {
        Question { about: &factor.id, criterion: None, by: &factor.rated, falls: false }
    }
    let questions = own.factors.iter().map(question).collect();
    Subject {
        kind: "SWOT",
        id: &own.id,
        what: "factor",
        questions,
        scale: Swot::SCALE,
        frequency: own.frequency,
        as_of: own.as_of,
        query: own.panel.as_ref(),
        span: own.span,
    }
}

fn of_portfolio(own: &Portfolio) -> Subject<'_> {
    let mut questions = Vec::new();
    for candidate in &own.candidates {
        for (criterion, by) in Criterion::ALL.into_iter().zip(&candidate.rated) {
            // A good score is a small gap.
            let falls = criterion == Criterion::Gap;
            questions.push(Question { about: &candidate.id, criterion: Some(criterion.word()), by, falls });
        }
    }
    Subject {
        kind: "portfolio",
        id: &own.id,
        what: "candidate",
        questions,
        scale: own.scale,
        frequency: own.frequency,
        as_of: own.as_of,
        query: own.panel.as_ref(),
        span: own.span,
    }
}

impl Subject<'_> {
    fn is_rated_by_measures(&self) -> bool {
        self.questions.iter().any(|question| matches!(question.by, RatedBy::Measure(_)))
    }

    /// What findings call it.
    fn name(&self) -> String {
        format!("{} `{}`", self.kind, self.id)
    }
}

fn rated(
    opened: &Opened,
    subject: &Subject,
    measured: &Measured,
    wanted: &Wanted,
    findings: &mut Findings,
) -> Option<Rated> {
    let name = subject.name();
    let panel = match subject.query {
        Some(query) => panel(opened, subject, query, &name, findings)?,
        None => RatingPanel::default(),
    };
    let evidence = Evidence {
        subject: &name,
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
    let (rounds, found) = rating::evaluate(evidence, wanted.all);
    findings.extend(found);
    Some(Rated { rounds: rounds?, panel })
}

/// The ratings that the query of a panel returns.
fn panel(
    opened: &Opened,
    subject: &Subject,
    query: &RatingQuery,
    name: &str,
    findings: &mut Findings,
) -> Option<RatingPanel> {
    let by_criteria = subject.questions.iter().any(|question| question.criterion.is_some());
    let columns = rating::columns(subject.what, by_criteria);
    let mut found = Findings::default();
    let listing = opened.engine.listing(&query.sql, &columns, &format!("panel of {name}"), &mut found);
    let wanted: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
    let help = format!("it returns {}: name columns with AS", wanted.join(", "));
    for finding in found {
        let finding = if finding.code == "listing-column" { finding.help(help.clone()) } else { finding };
        findings.push(finding);
    }
    rating::read(&listing?, (query, name), subject.frequency, findings)
}

/// What measures say of what they rate: in each period their latest value, or score.
fn measured(book: &Book, subject: &Subject, cards: &[Card]) -> Measured {
    let mut measured = Measured::new();
    for (place, question) in subject.questions.iter().enumerate() {
        let RatedBy::Measure(named) = question.by else { continue };
        let found = book.scorecards.iter().zip(cards).find(|(scorecard, _)| scorecard.id == named.scorecard);
        if let Some((card, node)) = found.and_then(|(scorecard, card)| Some((card, scorecard.find(&named.path)?))) {
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
