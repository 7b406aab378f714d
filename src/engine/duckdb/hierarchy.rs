//! The hierarchy of entities, from the table a scorecard names.

use std::collections::BTreeSet;

use duckdb::Connection;

use super::failure::{Failure, tables_help};
use super::{Catalog, counted, literal, quoted};
use crate::diagnostic::{Diagnostic, Findings, did_you_mean};
use crate::scorecard::{EntitySource, EntityTree, HierarchyError, Text};

/// A row of the table: id, parent, title in Chinese, title in English.
type Row = (Option<String>, Option<String>, Option<String>, Option<String>);

/// See [`crate::engine::Engine::entities`].
pub(super) fn entities(
    connection: &Connection,
    source: &EntitySource,
    catalog: &Catalog,
    findings: &mut Findings,
) -> Option<EntityTree> {
    let lower = source.table.to_lowercase();
    if catalog.broken.contains(&lower) {
        return None;
    }
    let error = |code, message: String| Diagnostic::error(code, message).at(source.span, "");
    if !catalog.tables.contains_key(&lower) && !catalog.models.contains_key(&lower) {
        let message = format!("entities: there is no table `{}`", source.table);
        findings.push(error("entities-table", message).help(tables_help(&source.table, catalog)));
        return None;
    }
    let unreadable = |failed: duckdb::Error| {
        let failure = Failure::of(&failed);
        let message = failure.tellable(catalog);
        error("entities-table", format!("entities: the table `{}` cannot be read: {message}", source.table))
    };
    let columns = columns(connection, &source.table).map_err(unreadable).map_err(|f| findings.push(f)).ok()?;
    check_columns(source, &columns, findings)?;
    let rows = read(connection, source).map_err(unreadable).map_err(|f| findings.push(f)).ok()?;
    keep_private(connection, source, &rows, catalog, findings)?;
    build(rows, source, error, findings)
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, duckdb::Error> {
    let mut statement = connection.prepare(&format!("DESCRIBE SELECT * FROM {}", quoted(table)))?;
    let names = statement.query_map([], |row| row.get(0))?;
    names.collect()
}

fn check_columns(source: &EntitySource, columns: &[String], findings: &mut Findings) -> Option<()> {
    let mut wanted: Vec<&str> = source.columns().collect();
    wanted.dedup();
    let names = || columns.iter().map(String::as_str);
    let known = |name: &str| names().any(|own| own.to_lowercase() == name.to_lowercase());
    let mut fine = Some(());
    for name in wanted.into_iter().filter(|name| !known(name)) {
        let help = match did_you_mean(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its columns are {}", names().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")),
        };
        let message = format!("entities: the table `{}` has no column `{name}`", source.table);
        findings.push(Diagnostic::error("entities-column", message).at(source.span, "").help(help));
        fine = None;
    }
    fine
}

fn read(connection: &Connection, source: &EntitySource) -> Result<Vec<Row>, duckdb::Error> {
    let column =
        |name: Option<&String>| name.map_or("NULL::VARCHAR".to_owned(), |name| format!("{}::VARCHAR", quoted(name)));
    let (zh, en) = source.title.as_ref().map_or((None, None), |(zh, en)| (Some(zh), Some(en)));
    let columns = [Some(&source.id), source.parent.as_ref(), zh, en].map(column);
    let select = format!("SELECT {} FROM {}", columns.join(", "), quoted(&source.table));
    let mut statement = connection.prepare(&select)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    rows.collect()
}

/// Refuses entities that are named by values of a private column, under its own name or through a model.
///
/// Ids and titles are published. Whether they come from a private column is told by the values: texts that stand in
/// one of a table the entities are read from.
fn keep_private(
    connection: &Connection,
    source: &EntitySource,
    rows: &[Row],
    catalog: &Catalog,
    findings: &mut Findings,
) -> Option<()> {
    let lower = source.table.to_lowercase();
    let model = catalog.models.get(&lower);
    let tables = catalog.tables.get(&lower).into_iter().chain(model.into_iter().flat_map(|model| &model.tables));
    let texts = rows.iter().flat_map(|(id, parent, zh, en)| [id, parent, zh, en]).flatten();
    let listed: BTreeSet<String> = texts.filter(|text| says_much(text)).map(|text| literal(text)).collect();
    let listed = listed.into_iter().collect::<Vec<_>>().join(", ");
    for table in tables {
        for column in catalog.private.get(&table.to_lowercase()).into_iter().flatten() {
            let select = format!(
                "SELECT count(*) FROM {} WHERE CAST({} AS VARCHAR) IN ({listed})",
                quoted(table),
                quoted(column)
            );
            let by_value = || connection.query_row(&select, [], |row| row.get::<_, i64>(0)).is_ok_and(|rows| rows > 0);
            if source.columns().any(|own| model.is_none() && own.eq_ignore_ascii_case(column)) || by_value() {
                let message =
                    format!("entities: their ids or titles are values of the private column `{table}.{column}`");
                let help = "ids and titles are published: use another column, or a code that stands for it";
                findings.push(Diagnostic::error("entities-private", message).at(source.span, "").help(help));
                return None;
            }
        }
    }
    Some(())
}

/// Whether a text is long enough, and no number, so that two columns hardly have it by chance.
fn says_much(text: &str) -> bool {
    text.chars().count() >= 2 && text.len() >= 3 && text.parse::<f64>().is_err()
}

fn build(
    rows: Vec<Row>,
    source: &EntitySource,
    error: impl Fn(&'static str, String) -> Diagnostic,
    findings: &mut Findings,
) -> Option<EntityTree> {
    let table = &source.table;
    let nameless = rows.iter().filter(|(id, ..)| id.is_none()).count() as u64;
    if nameless > 0 {
        let message = format!("entities: {} of `{table}` without `{}`", counted(nameless, "row"), source.id);
        findings.push(error("entities-id", message).help("give every row an id, or leave such rows out with a model"));
        return None;
    }
    let rows = rows.into_iter().filter_map(|(id, parent, zh, en)| {
        let id = id?;
        let title = if zh.is_none() && en.is_none() { Text::plain(&id) } else { Text::new(zh, en) };
        Some((id, parent, title))
    });
    let built = EntityTree::from_rows(rows.collect(), source.top.as_ref());
    built
        .map_err(|wrong| {
            let (code, message, help) = told(&wrong, table);
            findings.push(error(code, format!("entities: {message}")).help(help));
        })
        .ok()
}

/// Code, message and help of what is wrong with a hierarchy.
fn told(wrong: &HierarchyError, table: &str) -> (&'static str, String, &'static str) {
    match wrong {
        HierarchyError::Duplicate(id) => {
            let help = "one row an entity: a model with SELECT DISTINCT can make it so";
            ("entities-duplicate", format!("`{id}` stands in two rows of `{table}`"), help)
        }
        HierarchyError::Cycle(ids) => {
            let named: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
            let message = format!("{} are above themselves in `{table}`", named.join(", "));
            ("entities-cycle", message, "follow the parents: they must end at one without a parent")
        }
        HierarchyError::TopBelow(top, parent) => {
            let message =
                format!("`{top}` is put above all entities without a parent, but `{table}` has it below `{parent}`");
            let help = "give the top an id that no row has, with `top: {id: …, title: …}`; or leave one entity alone without a parent: it is the top then";
            ("entities-top", message, help)
        }
    }
}
