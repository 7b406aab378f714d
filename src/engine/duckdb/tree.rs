//! DuckDB's own parse tree of a statement, as `json_serialize_sql` gives it.

use duckdb::Connection;
use serde_json::Value;

use super::failure::Failure;

/// What DuckDB's parser makes of a text.
pub(super) enum Parsed {
    /// Statements, all of them SELECTs; none for a text of blanks and comments.
    Selects(Vec<Value>),
    /// The parser understands it, but it is no SELECT.
    OtherStatement,
    /// The parser does not understand it.
    Broken(Failure),
}

/// Parses a text without running it.
pub(super) fn parse(connection: &Connection, sql: &str) -> Result<Parsed, duckdb::Error> {
    let json: String =
        connection.query_row("SELECT json_serialize_sql(?::VARCHAR)::VARCHAR", [sql], |row| row.get(0))?;
    let Ok(mut answer) = serde_json::from_str::<Value>(&json) else {
        return Ok(Parsed::Broken(Failure {
            message: "DuckDB does not say what this is".into(),
            ..Failure::default()
        }));
    };
    if answer.get("error").and_then(Value::as_bool) == Some(false) {
        let statements = answer.get_mut("statements").map(Value::take);
        let Some(Value::Array(statements)) = statements else { return Ok(Parsed::Selects(Vec::new())) };
        return Ok(Parsed::Selects(statements));
    }
    let failure = Failure::from_json(&answer);
    let is_other = failure.kind == "not implemented" || failure.message.contains("CTE needs a SELECT");
    Ok(if is_other { Parsed::OtherStatement } else { Parsed::Broken(failure) })
}
