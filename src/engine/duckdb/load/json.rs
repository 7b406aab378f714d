//! JSON: objects become rows, fields columns; DuckDB reads all of it before it settles on types.

use super::{Diagnostic, Findings, Load, quoted};
use crate::scorecard::Column;

/// The largest single object, in bytes.
const OBJECT_LIMIT: usize = 64 << 20;

/// How deep types are told apart; below that a value stays JSON. Without a limit, nesting costs its square.
const DEPTH: usize = 32;

/// Digits after the point up to which a decimal is exact, as for CSV.
const SCALE: i64 = 8;

impl Load<'_> {
    pub(super) fn json(&self, findings: &mut Findings) -> Option<()> {
        let sql = format!(
            "CREATE TABLE {} AS SELECT * FROM read_json({}, sample_size = -1, union_by_name = true, \
             maximum_object_size = {OBJECT_LIMIT}, maximum_depth = {DEPTH})",
            quoted(&self.source.name),
            self.paths(),
        );
        self.execute(&sql, findings)?;
        let table = self.described().map_err(|error| findings.push(self.failed(&error))).ok()?;
        if let [Column { name, data_type }] = table.columns.as_slice()
            && name == "json"
            && data_type != "STRUCT"
        {
            let message = format!("{} holds no objects, so there are no columns", self.place(0));
            let help =
                "write an array of objects, `[{\"month\": \"2026-10\", \"sales\": 12}, …]`, or one object a line";
            findings.push(Diagnostic::error("json-no-objects", message).in_file(self.path(0), None).help(help));
            return None;
        }
        for column in table.columns.iter().filter(|column| column.data_type == "DOUBLE") {
            self.exact_decimals(column).map_err(|error| findings.push(self.failed(&error))).ok()?;
        }
        Some(())
    }

    /// Types a column of floating-point numbers as DECIMAL when all of them are plain decimals, so that money adds up.
    fn exact_decimals(&self, column: &Column) -> Result<(), duckdb::Error> {
        let (table, name) = (quoted(&self.source.name), quoted(&column.name));
        let facts = format!(
            "SELECT coalesce(bool_and(regexp_full_match(v, '-?[0-9]+[.][0-9]+')), false), \
             coalesce(max(length(v) - instr(v, '.')), 0)::BIGINT, coalesce(max(instr(v, '.') - 1), 0)::BIGINT \
             FROM (SELECT {name}::VARCHAR AS v FROM {table})"
        );
        let (plain, scale, digits): (bool, i64, i64) =
            self.connection.query_row(&facts, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        if plain && scale <= SCALE && digits + scale <= 18 {
            self.connection.execute_batch(&format!("ALTER TABLE {table} ALTER {name} TYPE DECIMAL(18,{scale})"))?;
        }
        Ok(())
    }
}
