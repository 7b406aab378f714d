//! Assessments: evaluated, and what they give to measures.

use super::documents::Given;
use super::pipeline::{Card, Opened, Wanted, entities_of};
use super::weigh::WeighedNodes;
use super::weigh_factors;
use crate::diagnostic::Findings;
use crate::engine::Engine as _;
use crate::method::assessment::{self, Appraisal, Evidence, Measured};
use crate::scorecard::{Assessment, Book, EntityTree, MeasureRef, NodeIndex, Panel, Rated, ResultRef, ResultValue};

/// One assessment, evaluated.
pub(super) struct Appraised {
    /// As the book has it, with all its weights worked out.
    pub(super) assessment: Assessment,
    pub(super) entities: EntityTree,
    pub(super) panel: Panel,
    pub(super) appraisal: Appraisal,
    /// The weights that judgements or data decide, by factor.
    pub(super) weighed: WeighedNodes,
}

/// The measures that rate factors of an assessment.
pub(super) fn measures(assessment: &Assessment) -> impl Iterator<Item = &MeasureRef> {
    rated_by_measures(assessment).map(|(_, measure)| measure)
}

fn rated_by_measures(assessment: &Assessment) -> impl Iterator<Item = (NodeIndex, &MeasureRef)> {
    assessment.indexed().filter_map(|(index, factor)| match &factor.rated {
        Rated::ByMeasure(measure) => Some((index, measure)),
        _ => None,
    })
}

/// Evaluates an assessment whose measures are evaluated; `None` where an error stood in the way.
pub(super) fn appraise(
    opened: &Opened,
    assessment: &Assessment,
    cards: &[Option<Card>],
    wanted: &Wanted,
    findings: &mut Findings,
) -> Option<Appraised> {
    let measured = &measured(&opened.book, assessment, cards);
    let entities = entities_of(opened, assessment.entities.as_ref(), findings);
    let panel = opened.engine.panel(assessment, findings);
    let (entities, panel) = (entities?, panel?);
    let evidence = Evidence { assessment, entities: &entities, panel: &panel, measured };
    let (appraisal, found) = assessment::evaluate(evidence, wanted.all);
    findings.extend(found);
    let (mut appraisal, mut assessment) = (appraisal?, assessment.clone());
    let weighed = weigh_factors::by_history(&mut assessment, &mut appraisal, findings);
    Some(Appraised { assessment, entities, panel, appraisal, weighed })
}

/// What measures say of the factors they rate: in each period of the assessment their latest value or score.
fn measured(book: &Book, assessment: &Assessment, cards: &[Option<Card>]) -> Measured {
    let mut measured = Measured::new();
    for (index, named) in rated_by_measures(assessment) {
        let found = book.scorecards.iter().zip(cards).find(|(scorecard, _)| scorecard.id == named.scorecard);
        let Some((card, node)) =
            found.and_then(|(scorecard, card)| Some((card.as_ref()?, scorecard.find(&named.path)?)))
        else {
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

/// The scores of an assessment or of one of its factors, for a measure.
pub(super) fn given(assessment: &Assessment, done: &Appraised, from: &ResultRef) -> Option<Given> {
    let factor = from.name.as_deref().map_or(Some(Assessment::ROOT), |factor| assessment.find(factor))?;
    let Panel { tables, models, readings, private, .. } = done.panel.clone();
    let mut values = Vec::new();
    for (entity, own) in done.entities.indexed() {
        for period in done.appraisal.periods.iter().copied() {
            let Some(outcome) = done.appraisal.outcome(entity, period, factor) else { continue };
            let Some(value) = outcome.score else { continue };
            let n = Some(f64::from(outcome.raters)).filter(|n| *n > 0.0);
            let is_top = entity == EntityTree::TOP;
            values.push(ResultValue { period, entity: own.id.clone(), is_top, value, n });
        }
    }
    Some(Given { values, tables, models, readings, private })
}
