//! Rows of a query as texts, columns by name: for tables of judgements and the like.

use duckdb::Connection;

use super::{Catalog, counted, inspect, quoted, room};
use crate::diagnostic::{Diagnostic, Findings, did_you_mean};
use crate::scorecard::{Limits, Listing, Sql};

use super::failure::Failure;

/// More rows than this are no judgements.
const MOST_ROWS: usize = 100_000;

/// See [`crate::engine::Engine::listing`].
pub(super) fn listing(
    connection: &Connection,
    sql: &Sql,
    columns: &[&str],
    subject: &str,
    catalog: &Catalog,
    limits: &Limits,
    findings: &mut Findings,
) -> Option<Listing> {
    let reads = inspect::inspect(connection, sql, subject, catalog, findings)?;
    if reads.broken || reads.models.iter().any(|model| catalog.broken.contains(model)) {
        return None;
    }
    let (tables, _) = catalog.lineage(&reads);
    let private = tables.iter().any(|table| catalog.private.contains_key(&table.to_lowercase()));
    let failed = |error: &duckdb::Error| Failure::of(error).finding(sql, usize::MAX, subject, catalog);
    let known = names(connection, sql).map_err(|error| findings.push(failed(&error))).ok()?;
    check(columns, &known, sql, subject, findings)?;
    let limit = std::time::Duration::from_secs(limits.seconds);
    let rows = room::within(connection, limit, || rows(connection, sql, columns));
    let rows = rows.map_err(|error| findings.push(failed(&error))).ok()?;
    if rows.len() > MOST_ROWS {
        let message = format!("{subject}: its query returns more than {}", counted(MOST_ROWS as u64, "row"));
        findings.push(Diagnostic::error("listing-too-long", message).at(sql.span, "").help("narrow it with WHERE"));
        return None;
    }
    let columns = columns.iter().map(|column| (*column).to_owned()).collect();
    Some(Listing { columns, rows, tables: tables.into_iter().collect(), private })
}

fn names(connection: &Connection, sql: &Sql) -> Result<Vec<String>, duckdb::Error> {
    let mut statement = connection.prepare(&format!("DESCRIBE {}", sql.text))?;
    let names = statement.query_map([], |row| row.get(0))?;
    names.collect()
}

/// Tells every column that is wanted and not there.
fn check(wanted: &[&str], known: &[String], sql: &Sql, subject: &str, findings: &mut Findings) -> Option<()> {
    let mut fine = Some(());
    for name in wanted {
        if known.iter().any(|own| own.to_lowercase() == name.to_lowercase()) {
            continue;
        }
        let all = || known.iter().map(String::as_str);
        let help = if let Some(near) = did_you_mean(name, all()) {
            format!("did you mean `{near}`? Name the columns with `columns`")
        } else {
            let all = all().map(|own| format!("`{own}`")).collect::<Vec<_>>().join(", ");
            format!("its columns are {all}; say which is what with `columns`")
        };
        let message = format!("{subject}: there is no column `{name}`");
        findings.push(Diagnostic::error("listing-column", message).at(sql.span, "").help(help));
        fine = None;
    }
    fine
}

fn rows(connection: &Connection, sql: &Sql, columns: &[&str]) -> Result<Vec<Vec<Option<String>>>, duckdb::Error> {
    let casts: Vec<String> = columns.iter().map(|column| format!("CAST({} AS VARCHAR)", quoted(column))).collect();
    let text = sql.text.trim().trim_end_matches(';');
    // A line break keeps a comment at the end of the query from swallowing the bracket.
    let select = format!("SELECT {} FROM ({text}\n) LIMIT {}", casts.join(", "), MOST_ROWS + 1);
    let mut statement = connection.prepare(&select)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells: Result<Vec<Option<String>>, duckdb::Error> = (0..columns.len()).map(|at| row.get(at)).collect();
        found.push(cells?);
    }
    Ok(found)
}
