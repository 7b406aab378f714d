//! Rows of a query as texts, columns by name: for tables of judgements and the like.

use duckdb::Connection;

use super::{Catalog, counted, inspect, quoted, room};
use crate::diagnostic::{Diagnostic, Findings, did_you_mean};
use crate::scorecard::{Column, Limits, Listing, Sql};

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
    let known = describe(connection, sql).map_err(|error| findings.push(failed(&error))).ok()?;
    check(columns, &known, sql, subject, findings)?;
    let limit = std::time::Duration::from_secs(limits.seconds);
    let columns: Vec<&str> =
        if columns.is_empty() { known.iter().map(|own| own.name.as_str()).collect() } else { columns.to_vec() };
    let rows = room::within(connection, limit, || rows(connection, sql, &columns, &known));
    let rows = rows.map_err(|error| findings.push(failed(&error))).ok()?;
    if rows.len() > MOST_ROWS {
        let message = format!("{subject}: its query returns more than {}", counted(MOST_ROWS as u64, "row"));
        findings.push(Diagnostic::error("listing-too-long", message).at(sql.span, "").help("narrow it with WHERE"));
        return None;
    }
    let columns = columns.into_iter().map(str::to_owned).collect();
    Some(Listing { columns, rows, tables: tables.into_iter().collect(), private })
}

fn describe(connection: &Connection, sql: &Sql) -> Result<Vec<Column>, duckdb::Error> {
    let mut statement = connection.prepare(&format!("DESCRIBE {}", sql.text))?;
    let columns = statement.query_map([], |row| Ok(Column { name: row.get(0)?, data_type: row.get(1)? }))?;
    columns.collect()
}

/// Tells every column that is wanted and not there.
fn check(wanted: &[&str], known: &[Column], sql: &Sql, subject: &str, findings: &mut Findings) -> Option<()> {
    let mut fine = Some(());
    for name in wanted {
        if known.iter().any(|own| own.name.to_lowercase() == name.to_lowercase()) {
            continue;
        }
        let all = || known.iter().map(|own| own.name.as_str());
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

fn rows(
    connection: &Connection,
    sql: &Sql,
    columns: &[&str],
    known: &[Column],
) -> Result<Vec<Vec<Option<String>>>, duckdb::Error> {
    let casts: Vec<String> = columns.iter().map(|column| as_text(column, known)).collect();
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

/// A column as text. What is no exact number is rounded to 12 significant digits, as the values of measures are: the order
/// in which an engine adds such numbers must not show.
fn as_text(column: &str, known: &[Column]) -> String {
    let own = known.iter().find(|own| own.name.to_lowercase() == column.to_lowercase());
    let name = quoted(column);
    match own.map(|own| own.data_type.as_str()) {
        Some("DOUBLE" | "FLOAT") => {
            format!(
                "CASE WHEN isfinite({name}) AND {name} <> 0 \
                 THEN CAST(CAST(format('{{:.11e}}', CAST({name} AS DOUBLE)) AS DOUBLE) AS VARCHAR) \
                 ELSE CAST({name} AS VARCHAR) END"
            )
        }
        _ => format!("CAST({name} AS VARCHAR)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(columns: &[&str]) -> Vec<Vec<Option<String>>> {
        let connection = Connection::open_in_memory().expect("a database");
        let text = "SELECT 2026 AS year, 0.1::DOUBLE + 0.2::DOUBLE AS d, 12345678901234567.89::DECIMAL(19, 2) AS m, \
                    'NaN'::DOUBLE AS n, -1e300::DOUBLE AS big, 0::FLOAT AS zero, NULL::DOUBLE AS none";
        let sql = Sql { text: text.into(), ..Sql::default() };
        let known = describe(&connection, &sql).expect("columns");
        let all: Vec<&str> = known.iter().map(|own| own.name.as_str()).collect();
        rows(&connection, &sql, if columns.is_empty() { &all } else { columns }, &known).expect("rows")
    }

    #[test]
    fn exact_numbers_stay_and_others_have_twelve_digits() {
        let own = |text: &str| Some(text.to_owned());
        let wanted = ["2026", "0.3", "12345678901234567.89", "nan", "-1e+300", "0.0"].map(own);
        assert_eq!(read(&[])[0], wanted.into_iter().chain([None]).collect::<Vec<_>>());
        assert_eq!(read(&["M"]), [[own("12345678901234567.89")]]);
    }
}
