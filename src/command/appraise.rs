//! Assessments in the order they depend on scorecards: those that people alone rate before them, those that measures
//! rate after them.

use super::pipeline::{Card, Opened, Wanted, entities_of};
use super::weigh::WeighedNodes;
use super::weigh_factors;
use crate::diagnostic::Findings;
use crate::engine::Engine as _;
use crate::method::assessment::{self, Appraisal, Evidence, Measured};
use crate::scorecard::{
    Amount, Assessment, Book, EntityTree, MeasureRef, NodeIndex, Observation, Panel, Rated, Scorecard, Series,
    ValueSource,
};

/// One assessment, evaluated.
pub(super) struct Appraised {
    pub(super) entities: EntityTree,
    pub(super) panel: Panel,
    pub(super) appraisal: Appraisal,
    /// The weights that judgements or data decide, by factor.
    pub(super) weighed: WeighedNodes,
}

/// Evaluates the assessments that no measure rates; `None` for the others, and where an error stood in the way.
pub(super) fn by_people(opened: &mut Opened, wanted: &Wanted, findings: &mut Findings) -> Vec<Option<Appraised>> {
    weigh_factors::by_judgement(&opened.engine, &mut opened.book.assessments, findings);
    let places = 0..opened.book.assessments.len();
    let one = |at: usize| {
        let is_first = !is_rated_by_measures(&opened.book.assessments[at]);
        is_first.then(|| appraise(opened, at, &Measured::new(), wanted, findings)).flatten()
    };
    places.map(one).collect()
}

/// Evaluates the assessments that measures rate, too; `None` when any assessment has no result.
pub(super) fn by_measures(
    opened: &mut Opened,
    mut done: Vec<Option<Appraised>>,
    cards: &[Card],
    wanted: &Wanted,
    findings: &mut Findings,
) -> Option<Vec<Appraised>> {
    for (at, done) in done.iter_mut().enumerate() {
        let assessment = &opened.book.assessments[at];
        if is_rated_by_measures(assessment) {
            let measured = measured(&opened.book, assessment, cards);
            *done = appraise(opened, at, &measured, wanted, findings);
        }
    }
    done.into_iter().collect()
}

fn is_rated_by_measures(assessment: &Assessment) -> bool {
    assessment.factors.iter().any(|factor| matches!(factor.rated, Rated::ByMeasure(_)))
}

/// Evaluates the assessment at a place, and sets the weights that its history decides.
fn appraise(
    opened: &mut Opened,
    at: usize,
    measured: &Measured,
    wanted: &Wanted,
    findings: &mut Findings,
) -> Option<Appraised> {
    let assessment = &opened.book.assessments[at];
    let entities = entities_of(opened, assessment.entities.as_ref(), findings);
    let panel = opened.engine.panel(assessment, findings);
    let (entities, panel) = (entities?, panel?);
    let evidence = Evidence { assessment, entities: &entities, panel: &panel, measured };
    let (appraisal, found) = assessment::evaluate(evidence, wanted.all);
    findings.extend(found);
    let mut appraisal = appraisal?;
    let weighed = weigh_factors::by_history(&mut opened.book.assessments[at], &mut appraisal, findings);
    Some(Appraised { appraisal, entities, panel, weighed })
}

/// What measures say of the factors they rate: in each period of the assessment their latest value or score.
fn measured(book: &Book, assessment: &Assessment, cards: &[Card]) -> Measured {
    let rated = assessment.indexed().filter_map(|(index, factor)| match &factor.rated {
        Rated::ByMeasure(measure) => Some((index, measure)),
        _ => None,
    });
    let mut measured = Measured::new();
    for (index, named) in rated {
        let found = book.scorecards.iter().zip(cards).find(|(scorecard, _)| scorecard.id == named.scorecard);
        let Some((card, node)) = found.and_then(|(scorecard, card)| Some((card, scorecard.find(&named.path)?))) else {
            continue;
        };
        measured.insert(index, values(card, node, named, assessment));
    }
    measured
}

fn values(
    card: &Card,
    node: NodeIndex,
    named: &MeasureRef,
    assessment: &Assessment,
) -> std::collections::BTreeMap<(Option<String>, crate::scorecard::Period), f64> {
    let mut values = std::collections::BTreeMap::new();
    for (entity, own) in card.entities.indexed() {
        for (period, outcome) in card.evaluation.history(entity, node) {
            let value = if named.knots.is_empty() { outcome.score } else { outcome.actual };
            let Some(value) = value.filter(|_| period <= card.evaluation.period) else { continue };
            // Later periods of the same quarter take the place of earlier ones.
            values.insert((own.id.clone(), period.ending_in(assessment.frequency)), value);
            if entity == EntityTree::TOP {
                values.insert((None, period.ending_in(assessment.frequency)), value);
            }
        }
    }
    values
}

/// Gives the measures that take their values from assessments what came of those; `None` when one has no result.
pub(super) fn fill(
    book: &Book,
    scorecard: &Scorecard,
    appraised: &[Option<Appraised>],
    series: &mut [(NodeIndex, Series)],
) -> Option<()> {
    for (index, series) in series {
        let Some(ValueSource::Assessed(from)) = scorecard.node(*index).measure().map(|measure| &measure.source) else {
            continue;
        };
        let at = book.assessments.iter().position(|assessment| assessment.id == from.assessment)?;
        let (assessment, done) = (&book.assessments[at], appraised[at].as_ref()?);
        let factor = from.factor.as_deref().map_or(Some(Assessment::ROOT), |factor| assessment.find(factor))?;
        series.observations = observations(scorecard, done, factor);
        series.tables.clone_from(&done.panel.tables);
        series.models.clone_from(&done.panel.models);
        series.readings.clone_from(&done.panel.readings);
        series.private = done.panel.private;
    }
    Some(())
}

fn observations(scorecard: &Scorecard, done: &Appraised, factor: NodeIndex) -> Vec<Observation> {
    let mut found = Vec::new();
    for (entity, own) in done.entities.indexed() {
        for period in &done.appraisal.periods {
            let outcome = done.appraisal.outcome(entity, *period, factor);
            let Some(score) = outcome.and_then(|outcome| outcome.score) else { continue };
            let n = outcome.map(|outcome| f64::from(outcome.raters)).filter(|n| *n > 0.0);
            let id = own.id.clone().filter(|_| scorecard.entities.is_some());
            found.push(Observation {
                period: period.ending_in(scorecard.frequency),
                entity: id,
                amount: Amount::Value(Some(score)),
                target: None,
                baseline: None,
                n,
            });
        }
        if scorecard.entities.is_none() {
            break;
        }
    }
    found.sort_by(|a, b| (a.period, &a.entity).cmp(&(b.period, &b.entity)));
    found
}
