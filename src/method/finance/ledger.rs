//! A firm's statements, year by year and entity by entity, as amounts of money.

use std::collections::{BTreeMap, BTreeSet};

use crate::scorecard::{EntityIndex, EntityTree, Money};

/// One year's statement: amounts by the name of their column. What is not there is missing, which is not zero.
pub type Statement = BTreeMap<String, Money>;

/// The statements of one entity by year.
pub type Years = BTreeMap<i32, Statement>;

/// All statements.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The columns the query returned, those of amounts, in their order.
    pub columns: Vec<String>,
    /// What each entity has, by its index; sums of those below where it has no rows of its own.
    pub entities: BTreeMap<usize, Years>,
    /// The entities whose figures are sums of those below.
    pub sums: BTreeSet<usize>,
}

impl Ledger {
    /// Arranges rows of (entity, year, statement); entities that are not in the tree are left out.
    ///
    /// An entity without rows of its own has the sums of those right below it. A sum is missing where one of them has a
    /// statement in that year without the amount.
    pub fn new(columns: Vec<String>, tree: &EntityTree, rows: Vec<(Option<String>, i32, Statement)>) -> Self {
        let mut ledger = Self { columns, ..Self::default() };
        for (entity, year, statement) in rows {
            if let Some(index) = tree.find(entity.as_deref()) {
                ledger.entities.entry(index.0).or_default().insert(year, statement);
            }
        }
        // Parents stand before children: backwards, those below are ready first.
        for (index, entity) in tree.indexed().rev() {
            let below: Vec<&Years> = entity.children.iter().filter_map(|child| ledger.entities.get(&child.0)).collect();
            if !ledger.entities.contains_key(&index.0) && !below.is_empty() {
                let summed = sum(&below);
                ledger.entities.insert(index.0, summed);
                ledger.sums.insert(index.0);
            }
        }
        ledger
    }

    /// What an entity has.
    pub fn of(&self, entity: EntityIndex) -> Option<&Years> {
        self.entities.get(&entity.0)
    }

    /// Whether what an entity has are sums of those below.
    pub fn is_sum(&self, entity: EntityIndex) -> bool {
        self.sums.contains(&entity.0)
    }

    /// Whether the query returned a column.
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|own| own == column)
    }
}

fn sum(parts: &[&Years]) -> Years {
    let mut total = Years::new();
    for year in parts.iter().flat_map(|years| years.keys()).copied() {
        if total.contains_key(&year) {
            continue;
        }
        let statements: Vec<&Statement> = parts.iter().filter_map(|years| years.get(&year)).collect();
        let columns = statements.iter().flat_map(|statement| statement.keys());
        let amount = |column: &String| {
            let amounts = statements.iter().map(|statement| statement.get(column).copied());
            Some((column.clone(), amounts.sum::<Option<Money>>()?))
        };
        total.insert(year, columns.filter_map(amount).collect());
    }
    total
}
