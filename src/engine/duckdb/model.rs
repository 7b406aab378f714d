//! Models: named SELECTs, created as views, or as tables where they are materialized, each after those it reads.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use duckdb::Connection;

use super::failure::Failure;
use super::inspect::{self, Reads};
use super::{Catalog, Model, quoted, room};
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Book, Limits, Model as Definition};

/// Creates every model that can be; those that cannot are told and count as broken.
pub(super) fn create_all(connection: &Connection, book: &Book, catalog: &mut Catalog, findings: &mut Findings) {
    let mut open = name_all(&book.models, catalog, findings);
    let mut reads: BTreeMap<String, Reads> = BTreeMap::new();
    for (lower, definition) in &open {
        match inspect::inspect(connection, &definition.sql, &subject(definition), catalog, findings) {
            Some(own) => drop(reads.insert(lower.clone(), own)),
            None => drop(catalog.broken.insert(lower.clone())),
        }
    }
    open.retain(|lower, _| reads.contains_key(lower));
    while let Some(lower) = next_ready(&open, &reads) {
        if let (Some(definition), Some(own)) = (open.remove(&lower), reads.get(&lower)) {
            create(connection, &book.limits, (definition, own), catalog, findings);
        }
    }
    for (lower, definition) in &open {
        // The others only read a model of the cycle.
        if let Some(through) = way_back(lower, &reads) {
            findings.push(cycle(definition, &through, &open));
        }
        catalog.broken.insert(lower.clone());
    }
}

fn subject(definition: &Definition) -> String {
    format!("model `{}`", definition.name)
}

/// Enters the names of all models, so that they may be written in any order.
fn name_all<'a>(
    definitions: &'a [Definition],
    catalog: &mut Catalog,
    findings: &mut Findings,
) -> BTreeMap<String, &'a Definition> {
    let mut open = BTreeMap::new();
    for definition in definitions {
        let lower = definition.name.to_lowercase();
        let taken = match (catalog.tables.contains_key(&lower), open.contains_key(&lower)) {
            (true, _) => "a table of the drop",
            (_, true) => "another model",
            _ => {
                let name = definition.name.clone();
                catalog.models.insert(lower.clone(), Model { name, ..Model::default() });
                open.insert(lower, definition);
                continue;
            }
        };
        let message = format!("{} has the name of {taken}", subject(definition));
        let finding = Diagnostic::error("model-name", message).at(definition.sql.span, "").help("give it another name");
        findings.push(finding);
    }
    open
}

/// The first model, by name, that reads no model still to be created.
fn next_ready(open: &BTreeMap<String, &Definition>, reads: &BTreeMap<String, Reads>) -> Option<String> {
    let is_free = |lower: &&String| {
        let own = reads.get(*lower);
        own.is_some_and(|own| own.models.iter().all(|model| !open.contains_key(model)))
    };
    open.keys().find(is_free).cloned()
}

fn create(
    connection: &Connection,
    limits: &Limits,
    (definition, own): (&Definition, &Reads),
    catalog: &mut Catalog,
    findings: &mut Findings,
) {
    let lower = definition.name.to_lowercase();
    if own.broken || own.models.iter().any(|model| catalog.broken.contains(model)) {
        catalog.broken.insert(lower);
        return;
    }
    let is_left = own.tables.iter().chain(&own.models).any(|name| catalog.left.contains(name));
    if is_left {
        enter(definition, own, catalog);
        catalog.left.insert(lower);
        return;
    }
    // Not TEMP: measures run on connections of their own, which do not see each other's temporary tables.
    let kind = if definition.materialize { "TABLE" } else { "VIEW" };
    let prefix = format!("CREATE {kind} {} AS ", quoted(&definition.name));
    let statement = format!("{prefix}{}", definition.sql.text);
    let done = room::within(connection, Duration::from_secs(limits.seconds), || connection.execute_batch(&statement));
    if let Err(error) = done {
        let failure = Failure::of(&error);
        findings.push(failure.finding(&definition.sql, prefix.len(), &subject(definition), catalog));
        catalog.broken.insert(lower);
        return;
    }
    enter(definition, own, catalog);
}

/// Enters what a model reads.
fn enter(definition: &Definition, own: &Reads, catalog: &mut Catalog) {
    let (tables, models) = catalog.lineage(own);
    let model = Model { name: definition.name.clone(), tables, models, reads: own.clone() };
    catalog.models.insert(definition.name.to_lowercase(), model);
}

/// The models read one after another from a model until it is read itself; `None` when it is not.
fn way_back(lower: &str, reads: &BTreeMap<String, Reads>) -> Option<Vec<String>> {
    let mut ways = VecDeque::from([vec![lower.to_owned()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let last = way.last()?;
        for next in reads.get(last).map(|own| &own.models).into_iter().flatten() {
            if next == lower {
                return Some(way);
            }
            if seen.insert(next) {
                ways.push_back(way.iter().chain([next]).cloned().collect());
            }
        }
    }
    None
}

fn cycle(definition: &Definition, through: &[String], open: &BTreeMap<String, &Definition>) -> Diagnostic {
    let names: Vec<String> =
        through.iter().skip(1).filter_map(|model| open.get(model)).map(|model| format!("`{}`", model.name)).collect();
    let by_way_of = if names.is_empty() { String::new() } else { format!(" through {}", names.join(", ")) };
    Diagnostic::error("model-cycle", format!("{} reads itself{by_way_of}", subject(definition)))
        .at(definition.sql.span, "")
        .help("a model may only read models that do not read it")
}
