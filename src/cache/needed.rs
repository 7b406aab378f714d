//! Which tables a run will have to load: those that changed, and those that are read together with one that did.

use std::collections::BTreeSet;

use super::questions::Known;
use super::reads::Closure;
use super::store::Cache;
use crate::scorecard::{Book, ValueSource};

impl Known {
    /// The tables that new questions of a book read, as far as can be told before they are asked; `changed` are those that
    /// were not read before. `None` where it cannot be told what a statement reads.
    ///
    /// It need not be exact: what was not foreseen is loaded when it is asked for.
    pub(super) fn needed(&self, book: &Book, cache: &Cache, changed: &BTreeSet<String>) -> Option<BTreeSet<String>> {
        let mut needed = changed.clone();
        let mut all: Vec<Closure> = Vec::new();
        for sql in book.statements() {
            all.push(self.reads.closure(sql, None)?);
        }
        all.extend(book.entity_sources().filter_map(|source| self.reads.closure_of_name(&source.table)));
        all.extend(self.tested(book)?);
        needed.extend(all.into_iter().filter(|own| !own.tables.is_disjoint(changed)).flat_map(|own| own.tables));
        if !self.models().is_some_and(|key| cache.has("models", &key)) {
            needed.extend(self.reads.closure_of_models()?.tables);
        }
        needed.extend(self.asked_anew(book, cache)?);
        Some(needed)
    }

    /// What each contract's tests read together.
    fn tested(&self, book: &Book) -> Option<Vec<Closure>> {
        let mut all = Vec::new();
        for contract in &book.contracts {
            let Some(mut own) = self.reads.closure_of_name(&contract.table) else { continue };
            for test in &contract.tests {
                own = self.test_reads(&contract.table, test, None)?.into_iter().fold(own, Closure::with);
            }
            all.push(own);
        }
        Some(all)
    }

    /// What the queries of measures read whose values nobody knows yet.
    fn asked_anew(&self, book: &Book, cache: &Cache) -> Option<BTreeSet<String>> {
        let mut needed = BTreeSet::new();
        for scorecard in &book.scorecards {
            for (index, _, measure) in scorecard.measures() {
                if !matches!(measure.source, ValueSource::Query(_)) {
                    continue;
                }
                let question = self.series(scorecard, index, None)?;
                if !cache.has("series", &question.key) {
                    needed.extend(question.tables);
                }
            }
        }
        Some(needed)
    }
}
