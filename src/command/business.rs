//! Business cases: what was paid, what measures say of drivers, and all that follows.

use std::collections::BTreeMap;

use super::documents::Given;
use super::pipeline::{Card, Opened};
use super::statements;
use crate::diagnostic::Findings;
use crate::engine::Engine as _;
use crate::method::business_case::{self, Actuals, Measured, Outcome, actuals, result};
use crate::method::statements::given as firm_results;
use crate::scorecard::business_case::{BusinessCase, DriverMeasure};
use crate::scorecard::{Book, EntityTree, Frequency, Period, ResultRef, ResultValue, is_of_firm};

/// What comes of a business case whose measures are evaluated; `None` where an error stands in the way.
pub(super) fn work_out(
    opened: &Opened,
    case: &BusinessCase,
    cards: &[Option<Card>],
    findings: &mut Findings,
) -> Option<Outcome> {
    let paid = match &case.actuals {
        Some(_) => Some(paid(opened, case, findings)?),
        None => None,
    };
    let (outcome, found) = business_case::evaluate(case, paid, &measured(&opened.book, case, cards));
    findings.extend(found);
    let firm = statements::work_out(&opened.engine, case, findings);
    Some(Outcome { firm: firm?, ..outcome? })
}

fn paid(opened: &Opened, case: &BusinessCase, findings: &mut Findings) -> Option<Actuals> {
    let sql = &case.actuals.as_ref()?.sql;
    let subject = format!("actuals of `{}`", case.id);
    let listing = opened.engine.listing(sql, &[], &subject, findings)?;
    let (paid, found) = actuals::read(case, &listing);
    findings.extend(found);
    paid
}

/// The last value of each measure in each year, up to the period its scorecard reports on.
fn measured(book: &Book, case: &BusinessCase, cards: &[Option<Card>]) -> Measured {
    let named = case.benefits.iter().enumerate().filter_map(|(at, own)| Some((at, own.measure.as_ref()?)));
    named.filter_map(|(at, measure)| Some((at, values(book, measure, cards)?))).collect()
}

fn values(book: &Book, named: &DriverMeasure, cards: &[Option<Card>]) -> Option<BTreeMap<i32, f64>> {
    let at = book.scorecards.iter().position(|own| own.id == named.scorecard)?;
    let (scorecard, card) = (&book.scorecards[at], cards.get(at)?.as_ref()?);
    let history = card.evaluation.history(EntityTree::TOP, scorecard.find(&named.path)?);
    let known = history.filter(|(period, _)| *period <= card.evaluation.period);
    // Later periods of a year take the place of earlier ones.
    Some(known.filter_map(|(period, outcome)| Some((i32::from(period.year()), outcome.actual?))).collect())
}

/// A result of a case for a measure: of the firm by entity and year, of the case by year.
pub(super) fn given(case: &BusinessCase, outcome: &Outcome, from: &ResultRef) -> Given {
    let name = from.name.as_deref().unwrap_or_default();
    if !is_of_firm(name) {
        return of_case(case, outcome, name);
    }
    let firm = outcome.firm.as_ref().map(|firm| Given {
        values: firm_results(firm, name),
        tables: firm.tables.clone(),
        private: firm.private,
        ..Given::default()
    });
    firm.unwrap_or_default()
}

/// A result of the case itself: in every year up to the last of which something is known to have been paid.
fn of_case(case: &BusinessCase, outcome: &Outcome, name: &str) -> Given {
    let known = outcome.actuals.as_ref().and_then(|paid| paid.full().last());
    let last = known.unwrap_or(case.opening);
    let value = result(outcome, name);
    let year = |year: i32| Period::containing(year.into(), 1, 1, Frequency::Year);
    let values = (case.opening..=last)
        .filter_map(|at| Some(ResultValue { period: year(at)?, entity: None, is_top: true, value: value?, n: None }));
    let tables = outcome.actuals.as_ref().map_or_else(Vec::new, |paid| paid.tables.clone());
    Given { values: values.collect(), tables, ..Given::default() }
}
