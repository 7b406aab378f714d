//! What a firm's statements say of its management: economic value added, and ratios, by entity and year.

mod findings;
mod read;
mod results;

use std::collections::BTreeMap;

pub use read::{entities, read};
pub use results::given;

use super::finance::adjust::is_short;
use super::finance::firm::{self, Basis, Firm, FirmYear};
use super::finance::ledger::Ledger;
use super::finance::ratios::{Ratio, RatioYear};
use crate::diagnostic::Findings;
use crate::scorecard::{CapitalAt, EntityIndex, EntityTree, EvaPlan, RatioPlan, StatementSource};

/// What is asked of statements, and of whose.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// What findings call them: ``the statements of `crm-programme` ``.
    pub subject: String,
    /// The query.
    pub source: &'a StatementSource,
    /// The currency all amounts are in.
    pub currency: &'a str,
    /// Columns that adjustments name, in lower case.
    pub adjusted: Vec<String>,
}

impl<'a> Asked<'a> {
    /// What a document with that id asks.
    pub fn new(id: &str, source: &'a StatementSource, currency: &'a str, eva: Option<&EvaPlan>) -> Self {
        let adjusted = eva.iter().flat_map(|plan| &plan.adjustments).map(|own| own.column.to_lowercase()).collect();
        Self { subject: format!("the statements of `{id}`"), source, currency, adjusted }
    }
}

/// What came of a firm's statements.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmOutcome {
    /// Whose they are.
    pub entities: EntityTree,
    /// The statements.
    pub ledger: Ledger,
    /// Economic value added; `None` where nobody asks for it.
    pub value: Option<FirmValue>,
    /// Ratios; `None` where nobody asks for them.
    pub ratios: Option<FirmRatios>,
    /// The tables the query reads, models resolved.
    pub tables: Vec<String>,
    /// Whether it reads a table with private columns.
    pub private: bool,
}

/// Economic value added of a firm.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmValue {
    /// What capital costs a year.
    pub rate: f64,
    /// What profit and capital are reckoned from.
    pub basis: Basis,
    /// The years of each entity by its index; the top is 0.
    pub entities: BTreeMap<usize, Vec<FirmYear>>,
    /// Adjustments, by place, whose history is shorter in the first year told of than what they are written off over.
    pub short: Vec<usize>,
}

impl FirmValue {
    /// The years of an entity.
    pub fn of(&self, entity: EntityIndex) -> &[FirmYear] {
        self.entities.get(&entity.0).map_or(&[], Vec::as_slice)
    }
}

/// Ratios of a firm.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmRatios {
    /// Those of which there are columns.
    pub ratios: Vec<Ratio>,
    /// The years of each entity by its index; the top is 0.
    pub entities: BTreeMap<usize, Vec<RatioYear>>,
}

impl FirmRatios {
    /// The years of an entity.
    pub fn of(&self, entity: EntityIndex) -> &[RatioYear] {
        self.entities.get(&entity.0).map_or(&[], Vec::as_slice)
    }
}

/// Economic value added of every entity; `None`, with findings, where it cannot be reckoned.
pub fn value(
    asked: &Asked,
    plan: &EvaPlan,
    ledger: &Ledger,
    tree: &EntityTree,
    told: &mut Findings,
) -> Option<FirmValue> {
    let basis =
        Basis::of(plan, ledger).map_err(|missing| told.push(findings::no_columns(asked, "eva", &missing))).ok()?;
    let rate = firm::rate(plan)?;
    let entities = by_entity(asked, &Firm { plan, basis, ledger, rate }, tree, told)?;
    let first = entities.get(&EntityTree::TOP.0).and_then(|years| years.first()).map(|year| year.year);
    let Some((first, own)) = first.zip(ledger.of(EntityTree::TOP)) else {
        told.push(findings::no_opening(asked, plan.capital, plan.span));
        return None;
    };
    let known = findings::history(asked, plan, own, first, told);
    let opened = findings::from(asked, plan.from, first, plan.span, told);
    let adjustments = plan.adjustments.iter().enumerate();
    let short = adjustments.filter(|(_, one)| is_short(one, own, first)).map(|(at, _)| at).collect();
    (known && opened).then_some(FirmValue { rate, basis, entities, short })
}

/// The years of each entity that has any; `None`, with findings, where amounts are missing.
fn by_entity(
    asked: &Asked,
    firm: &Firm,
    tree: &EntityTree,
    told: &mut Findings,
) -> Option<BTreeMap<usize, Vec<FirmYear>>> {
    let (mut entities, mut fine) = (BTreeMap::new(), true);
    for (index, entity) in tree.indexed() {
        let (years, missing) = firm.years(index);
        // What a sum lacks one of its parts lacks, which is told of that.
        if !missing.is_empty() && !firm.ledger.is_sum(index) {
            told.push(findings::missing(asked, entity.id.as_deref(), &missing));
        }
        fine &= missing.is_empty();
        findings::capital(asked, entity.id.as_deref(), &years, told);
        if !years.is_empty() {
            entities.insert(index.0, years);
        }
    }
    fine.then_some(entities)
}

/// The ratios of every entity; `None`, with findings, where there are none.
pub fn ratios(
    asked: &Asked,
    plan: &RatioPlan,
    ledger: &Ledger,
    tree: &EntityTree,
    told: &mut Findings,
) -> Option<FirmRatios> {
    let there = |ratio: &Ratio| ratio.columns().iter().all(|column| ledger.has(column));
    let ratios: Vec<Ratio> = Ratio::ALL.into_iter().filter(there).collect();
    if ratios.is_empty() {
        let wanted = ["`revenue` with `assets`".to_owned()];
        told.push(findings::no_columns(asked, "ratios", &wanted));
        return None;
    }
    let mut entities = BTreeMap::new();
    for (index, _) in tree.indexed() {
        let Some(own) = ledger.of(index) else { continue };
        let years = own.keys().filter(|year| plan.from.is_none_or(|from| **year >= from));
        let years: Vec<RatioYear> =
            years.filter_map(|year| RatioYear::of(own, *year, plan.balance, plan.days)).collect();
        if !years.is_empty() {
            entities.insert(index.0, years);
        }
    }
    let first = entities.get(&EntityTree::TOP.0).and_then(|years: &Vec<RatioYear>| years.first()).map(|year| year.year);
    let Some(first) = first else {
        told.push(findings::no_opening(asked, plan.balance, plan.span));
        return None;
    };
    findings::from(asked, plan.from, first, plan.span, told).then_some(FirmRatios { ratios, entities })
}

/// Whether a convention needs a statement of the year before.
fn needs_opening(at: CapitalAt) -> bool {
    at != CapitalAt::YearEnd
}
