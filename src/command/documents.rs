//! The documents beside scorecards: worked out as soon as what they rest on is known, and what they give to measures.
//!
//! A new kind has a field in [`Documents`], a file of its own like [`super::appraise`], and an arm in [`Documents::given`].

use super::appraise::{self, Appraised};
use super::business;
use super::customers;
use super::judge::{self, Rated};
use super::pipeline::{Card, Opened, Wanted};
use super::survey::{self, Answers};
use crate::diagnostic::Findings;
use crate::method::business_case::Outcome;
use crate::scorecard::{
    Amount, Book, CustomerFacts, NodeIndex, Observation, Reading, ResultKind, ResultRef, ResultValue, Scorecard,
    Series, ValueSource,
};

/// A document on its way.
pub(super) enum Progress<T> {
    /// What it rests on is not known yet.
    Waiting,
    /// Worked out; nothing where an error stood in the way.
    Done(Option<T>),
}

impl<T> Progress<T> {
    /// What came of it, so far as anything did.
    pub(super) fn result(&self) -> Option<&T> {
        match self {
            Self::Done(result) => result.as_ref(),
            Self::Waiting => None,
        }
    }

    fn into_result(self) -> Option<T> {
        match self {
            Self::Done(result) => result,
            Self::Waiting => None,
        }
    }
}

/// What came of the documents of a book, each kind in the order of the book.
pub(super) struct Documents {
    appraised: Vec<Progress<Appraised>>,
    customers: Vec<Progress<CustomerFacts>>,
    swots: Vec<Progress<Rated>>,
    portfolios: Vec<Progress<Rated>>,
    surveyed: Vec<Progress<Answers>>,
    cases: Vec<Progress<Outcome>>,
}

/// All of them, worked out.
pub(super) struct WorkedOut {
    pub(super) appraised: Vec<Appraised>,
    pub(super) customers: Vec<CustomerFacts>,
    pub(super) swots: Vec<Rated>,
    pub(super) portfolios: Vec<Rated>,
    pub(super) surveyed: Vec<Answers>,
    /// What came of each business case.
    pub(super) cases: Vec<Outcome>,
}

/// A result of a document, for a measure.
#[derive(Default)]
pub(super) struct Given {
    /// Every entity and period there is a result for.
    pub(super) values: Vec<ResultValue>,
    /// The tables its queries read, models resolved.
    pub(super) tables: Vec<String>,
    /// The models its queries read.
    pub(super) models: Vec<String>,
    /// What each of them reads directly.
    pub(super) readings: Vec<Reading>,
    /// Whether they read a table with private columns.
    pub(super) private: bool,
}

impl Documents {
    /// None of them worked out yet.
    pub(super) fn of(book: &Book) -> Self {
        Self {
            appraised: book.assessments.iter().map(|_| Progress::Waiting).collect(),
            customers: book.customers.iter().map(|_| Progress::Waiting).collect(),
            swots: book.swots.iter().map(|_| Progress::Waiting).collect(),
            portfolios: book.portfolios.iter().map(|_| Progress::Waiting).collect(),
            surveyed: book.surveys.iter().map(|_| Progress::Waiting).collect(),
            cases: book.business_cases.iter().map(|_| Progress::Waiting).collect(),
        }
    }

    /// Works out every document that rests on nothing unknown, and says which these were. `cards` are the scorecards so far,
    /// none before the first round.
    pub(super) fn round(
        &mut self,
        opened: &Opened,
        cards: &[Option<Card>],
        wanted: &Wanted,
        findings: &mut Findings,
    ) -> Vec<(ResultKind, String)> {
        let mut done = Vec::new();
        for (at, case) in opened.book.business_cases.iter().enumerate() {
            let measures = case.measures().map(|named| (&*named.scorecard, &*named.path));
            if matches!(self.cases[at], Progress::Waiting) && self.knows(&opened.book, cards, measures) {
                self.cases[at] = Progress::Done(business::work_out(opened, case, cards, findings));
                done.push((ResultKind::BusinessCase, case.id.clone()));
            }
        }
        for (at, assessment) in opened.book.assessments.iter().enumerate() {
            let measures = appraise::measures(assessment).map(|named| (&*named.scorecard, &*named.path));
            if matches!(self.appraised[at], Progress::Waiting) && self.knows(&opened.book, cards, measures) {
                let result = appraise::appraise(opened, assessment, cards, wanted, findings);
                self.appraised[at] = Progress::Done(result);
                done.push((ResultKind::Assessment, assessment.id.clone()));
            }
        }
        for (at, own) in opened.book.customers.iter().enumerate() {
            if matches!(self.customers[at], Progress::Waiting) {
                self.customers[at] = Progress::Done(customers::count(opened, own, wanted, findings));
                done.push((ResultKind::Customers, own.id.clone()));
            }
        }
        self.rate(opened, cards, wanted, (&mut done, findings));
        self.ask(opened, wanted, (&mut done, findings));
        done
    }

    /// The same of SWOTs and portfolios.
    fn rate(
        &mut self,
        opened: &Opened,
        cards: &[Option<Card>],
        wanted: &Wanted,
        (done, findings): (&mut Vec<(ResultKind, String)>, &mut Findings),
    ) {
        for (at, own) in opened.book.swots.iter().enumerate() {
            let measures = own.measures().map(|named| (&*named.scorecard, &*named.path));
            if matches!(self.swots[at], Progress::Waiting) && self.knows(&opened.book, cards, measures) {
                self.swots[at] = Progress::Done(judge::swot(opened, own, cards, wanted, findings));
                done.push((ResultKind::Swot, own.id.clone()));
            }
        }
        for (at, own) in opened.book.portfolios.iter().enumerate() {
            let measures = own.measures().map(|named| (&*named.scorecard, &*named.path));
            if matches!(self.portfolios[at], Progress::Waiting) && self.knows(&opened.book, cards, measures) {
                self.portfolios[at] = Progress::Done(judge::portfolio(opened, own, cards, wanted, findings));
                done.push((ResultKind::Portfolio, own.id.clone()));
            }
        }
    }

    /// Works out the surveys, which rest on nothing.
    fn ask(
        &mut self,
        opened: &Opened,
        wanted: &Wanted,
        (done, findings): (&mut Vec<(ResultKind, String)>, &mut Findings),
    ) {
        for (at, survey) in opened.book.surveys.iter().enumerate() {
            if matches!(self.surveyed[at], Progress::Waiting) {
                self.surveyed[at] = Progress::Done(survey::evaluate(opened, survey, wanted, findings));
                done.push((ResultKind::Survey, survey.id.clone()));
            }
        }
    }

    /// Whether measures, by scorecard and path, have the values they will have.
    fn knows<'a>(
        &self,
        book: &Book,
        cards: &[Option<Card>],
        mut measures: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> bool {
        measures.all(|(scorecard, path)| {
            let Some(at) = book.scorecards.iter().position(|own| own.id == scorecard) else { return true };
            let is_evaluated = cards.get(at).is_some_and(Option::is_some);
            let own = &book.scorecards[at];
            let measure = own.find(path).and_then(|index| own.node(index).measure());
            let source = measure.map(|measure| &measure.source);
            is_evaluated
                && source.is_none_or(|source| match source {
                    ValueSource::Result(from) => self.is_done(book, from),
                    ValueSource::Query(_) | ValueSource::Stated(_) => true,
                })
        })
    }

    fn is_done(&self, book: &Book, from: &ResultRef) -> bool {
        match from.kind {
            ResultKind::BusinessCase => {
                let at = book.business_cases.iter().position(|own| own.id == from.document);
                at.is_some_and(|at| matches!(self.cases[at], Progress::Done(_)))
            }
            ResultKind::Assessment => {
                let at = book.assessments.iter().position(|own| own.id == from.document);
                at.is_some_and(|at| matches!(self.appraised[at], Progress::Done(_)))
            }
            ResultKind::Survey => {
                let at = book.surveys.iter().position(|own| own.id == from.document);
                at.is_some_and(|at| matches!(self.surveyed[at], Progress::Done(_)))
            }
            ResultKind::Customers => {
                let at = book.customers.iter().position(|own| own.id == from.document);
                at.is_some_and(|at| matches!(self.customers[at], Progress::Done(_)))
            }
            ResultKind::Swot => {
                let at = book.swots.iter().position(|own| own.id == from.document);
                at.is_some_and(|at| matches!(self.swots[at], Progress::Done(_)))
            }
            ResultKind::Portfolio => {
                let at = book.portfolios.iter().position(|own| own.id == from.document);
                at.is_some_and(|at| matches!(self.portfolios[at], Progress::Done(_)))
            }
        }
    }

    /// A result as a measure takes it: nothing yet where the document waits, `None` where an error stood in its way.
    fn given(&self, book: &Book, from: &ResultRef) -> Option<Given> {
        if !self.is_done(book, from) {
            return Some(Given::default());
        }
        match from.kind {
            ResultKind::BusinessCase => {
                let at = book.business_cases.iter().position(|own| own.id == from.document)?;
                Some(business::given(&book.business_cases[at], self.cases[at].result()?, from))
            }
            ResultKind::Assessment => {
                let at = book.assessments.iter().position(|own| own.id == from.document)?;
                appraise::given(&book.assessments[at], self.appraised[at].result()?, from)
            }
            ResultKind::Survey => {
                let at = book.surveys.iter().position(|own| own.id == from.document)?;
                survey::given(&book.surveys[at], self.surveyed[at].result()?, from)
            }
            ResultKind::Customers => {
                let at = book.customers.iter().position(|own| own.id == from.document)?;
                customers::given(&book.customers[at], self.customers[at].result()?, from)
            }
            ResultKind::Swot => {
                let at = book.swots.iter().position(|own| own.id == from.document)?;
                judge::of_swot(&book.swots[at], self.swots[at].result()?, from)
            }
            ResultKind::Portfolio => {
                let at = book.portfolios.iter().position(|own| own.id == from.document)?;
                judge::of_portfolio(&book.portfolios[at], self.portfolios[at].result()?, from)
            }
        }
    }

    /// Gives the measures of a scorecard that take results what is known of those; `None` when one has none.
    pub(super) fn fill(&self, book: &Book, scorecard: &Scorecard, series: &mut [(NodeIndex, Series)]) -> Option<()> {
        for (index, series) in series {
            let source = scorecard.node(*index).measure().map(|measure| &measure.source);
            let Some(ValueSource::Result(from)) = source else { continue };
            let Given { values, tables, models, readings, private } = self.given(book, from)?;
            let observations = observations(scorecard, values);
            *series = Series { observations, tables, models, readings, private };
        }
        Some(())
    }

    /// All results; `None` when any document has none.
    pub(super) fn worked_out(self) -> Option<WorkedOut> {
        let appraised = self.appraised.into_iter().map(Progress::into_result).collect::<Option<_>>()?;
        let customers = self.customers.into_iter().map(Progress::into_result).collect::<Option<_>>()?;
        let surveyed = self.surveyed.into_iter().map(Progress::into_result).collect::<Option<_>>()?;
        let swots = self.swots.into_iter().map(Progress::into_result).collect::<Option<_>>()?;
        let portfolios = self.portfolios.into_iter().map(Progress::into_result).collect::<Option<_>>()?;
        let cases = self.cases.into_iter().map(Progress::into_result).collect::<Option<_>>()?;
        Some(WorkedOut { appraised, customers, swots, portfolios, surveyed, cases })
    }
}

/// A document's values as a scorecard's: in its periods, and for the top alone where it has no entities.
fn observations(scorecard: &Scorecard, values: Vec<ResultValue>) -> Vec<Observation> {
    let mut found: Vec<Observation> = values
        .into_iter()
        .filter(|given| given.is_top || scorecard.entities.is_some())
        .map(|given| Observation {
            period: given.period.ending_in(scorecard.frequency),
            entity: given.entity.filter(|_| scorecard.entities.is_some()),
            amount: Amount::Value(Some(given.value)),
            target: None,
            baseline: None,
            n: given.n,
        })
        .collect();
    found.sort_by(|a, b| (a.period, &a.entity).cmp(&(b.period, &b.entity)));
    found
}
