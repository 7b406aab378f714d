//! Source rows behind a measure: of the period and entity where its query lets that be told, private columns left out.
//!
//! Rows come from tables of the drop and never from models: a model may hold a private column under another name. What
//! the query itself says chooses rows only where it names no private column, as even that would tell its values.

use std::collections::BTreeSet;
use std::time::Duration;

use duckdb::Connection;
use serde_json::{Map, Value, json};

use super::query::whole;
use super::tree::{self, Parsed};
use super::{Catalog, inspect, literal, quoted, room};
use crate::diagnostic::Findings;
use crate::engine::RowsWanted;
use crate::engine::observe::Calendar;
use crate::scorecard::{Limits, SourceRows, Sql, Table};

/// Finds the rows behind one query.
pub(super) struct RowReader<'a> {
    pub(super) connection: &'a Connection,
    pub(super) tables: &'a [Table],
    pub(super) catalog: &'a Catalog,
    pub(super) limits: &'a Limits,
    pub(super) calendar: Calendar,
}

/// A SELECT over one table whose first columns are the period and the entity, where they can be told.
struct Narrowed {
    select: String,
    period: bool,
    entity: bool,
    filtered: bool,
}

impl RowReader<'_> {
    /// The rows of every table the query reads, models resolved, in order of name.
    ///
    /// A query that has passed is looked at once more; what cannot be read now is left out.
    pub(super) fn rows(&self, sql: &Sql, wanted: &RowsWanted) -> Vec<SourceRows> {
        room::within(self.connection, Duration::from_secs(self.limits.seconds), || {
            let mut told = Findings::default();
            let Some(reads) = inspect::inspect(self.connection, sql, "", self.catalog, &mut told) else {
                return Vec::new();
            };
            let (names, models) = self.catalog.lineage(&reads);
            let tables = || self.tables.iter().filter(|table| names.contains(&table.name));
            if let (Some(table), true, 1) = (tables().next(), models.is_empty(), names.len())
                && let Some(narrowed) = self.narrowed(sql, table)
                && let Some(rows) = self.read(table, &narrowed, wanted)
            {
                return vec![rows];
            }
            tables().filter_map(|table| self.read(table, &self.whole_table(table), wanted)).collect()
        })
    }

    fn public<'t>(&self, table: &'t Table) -> Vec<&'t str> {
        let names = table.columns.iter().map(|column| column.name.as_str());
        names.filter(|name| !self.catalog.is_private(&table.name, name)).collect()
    }

    /// `SELECT "a", "b" FROM "orders"` over the columns that are not private.
    fn whole_table(&self, table: &Table) -> Narrowed {
        let columns: Vec<String> = self.public(table).into_iter().map(quoted).collect();
        // A table of private columns alone still has rows to count.
        let columns = if columns.is_empty() { "NULL".to_owned() } else { columns.join(", ") };
        let select = format!("SELECT {columns} FROM {}", quoted(&table.name));
        Narrowed { select, period: false, entity: false, filtered: false }
    }

    /// The query's own rows before they are grouped; `None` where it is more than a SELECT over the table.
    fn narrowed(&self, sql: &Sql, table: &Table) -> Option<Narrowed> {
        let own = self.node(&sql.text)?;
        let (own_node, from) = (own.get("node")?.as_object()?, own.get("node")?.get("from_table")?);
        let is = |value: &Value, kind: &str| value.get("type").and_then(Value::as_str) == Some(kind);
        if !is(own.get("node")?, "SELECT_NODE") || !is(from, "BASE_TABLE") {
            return None;
        }
        let hidden = Hidden::of(self.catalog, table, from);
        let expressions = own_node.get("select_list")?.as_array()?;
        let [period, entity] = ["period", "entity"].map(|role| expressions.iter().find(|each| names(each, role)));
        let [period, entity] = [period, entity].map(|found| found.filter(|each| !hidden.is_told_by(each)));
        let filter = own_node.get("where_clause").filter(|clause| clause.is_object() && !hidden.is_told_by(clause));
        let mut statement = self.node(&self.whole_table(table).select)?;
        let node = statement.get_mut("node")?.as_object_mut()?;
        node.insert("from_table".into(), from.clone());
        node.insert("where_clause".into(), filter.cloned().unwrap_or(Value::Null));
        let columns = node.get_mut("select_list")?.as_array_mut()?;
        let first = period.into_iter().chain(entity).cloned();
        columns.splice(0..0, first);
        let select = self.written(&statement)?;
        Some(Narrowed { select, period: period.is_some(), entity: entity.is_some(), filtered: filter.is_some() })
    }

    fn node(&self, sql: &str) -> Option<Value> {
        match tree::parse(self.connection, sql) {
            Ok(Parsed::Selects(mut statements)) if statements.len() == 1 => statements.pop(),
            _ => None,
        }
    }

    /// A parse tree as SQL again.
    fn written(&self, statement: &Value) -> Option<String> {
        let whole = json!({"error": false, "statements": [statement]}).to_string();
        let text: String =
            self.connection.query_row("SELECT json_deserialize_sql(?::JSON)", [whole], |row| row.get(0)).ok()?;
        Some(text.trim_end().trim_end_matches(';').to_owned())
    }

    /// Runs it; `None` when DuckDB will not, as for a period that is itself an aggregate.
    fn read(&self, table: &Table, narrowed: &Narrowed, wanted: &RowsWanted) -> Option<SourceRows> {
        let columns = self.public(table);
        let keys = usize::from(narrowed.period) + usize::from(narrowed.entity);
        let aliases = (0..keys + columns.len().max(1)).map(|at| format!("c{at}")).collect::<Vec<_>>().join(", ");
        let from = format!("FROM ({}) AS behind({aliases})", narrowed.select);
        let mut conditions = Vec::new();
        if narrowed.period {
            conditions.push(self.among(&from, "c0", |text| self.calendar.read(text) == Some(wanted.period))?);
        }
        let of_entity = wanted.entities.as_ref().filter(|_| narrowed.entity);
        if let Some(entities) = of_entity {
            let column = if narrowed.period { "c1" } else { "c0" };
            conditions.push(self.among(&from, column, |text| entities.contains(&whole(text.to_owned())))?);
        }
        let filter = if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) };
        let count = format!("SELECT count(*) {from}{filter}");
        let total: i64 = self.connection.query_row(&count, [], |row| row.get(0)).ok()?;
        let private = table.columns.iter().map(|column| &column.name);
        let private = private.filter(|name| self.catalog.is_private(&table.name, name)).cloned().collect();
        Some(SourceRows {
            table: table.name.clone(),
            rows: self.cells(&from, &filter, keys, columns.len(), wanted.limit)?,
            columns: columns.into_iter().map(ToOwned::to_owned).collect(),
            private,
            total: u64::try_from(total).unwrap_or(0),
            of_period: narrowed.period,
            of_entity: of_entity.is_some(),
            filtered: narrowed.filtered,
        })
    }

    /// A condition that keeps the values of a column whose text is meant.
    fn among(&self, from: &str, column: &str, is_meant: impl Fn(&str) -> bool) -> Option<String> {
        let select = format!("SELECT DISTINCT CAST({column} AS VARCHAR) {from} WHERE {column} IS NOT NULL ORDER BY 1");
        let mut statement = self.connection.prepare(&select).ok()?;
        let texts = statement.query_map([], |row| row.get::<_, String>(0)).ok()?;
        let texts = texts.collect::<Result<Vec<_>, _>>().ok()?;
        let meant: Vec<String> = texts.iter().filter(|text| is_meant(text)).map(|text| literal(text)).collect();
        let none = "FALSE".to_owned();
        Some(if meant.is_empty() { none } else { format!("CAST({column} AS VARCHAR) IN ({})", meant.join(", ")) })
    }

    /// The first rows in the order of the file.
    fn cells(
        &self,
        from: &str,
        filter: &str,
        keys: usize,
        columns: usize,
        limit: u32,
    ) -> Option<Vec<Vec<Option<String>>>> {
        if columns == 0 {
            return Some(Vec::new());
        }
        let texts: Vec<String> = (keys..keys + columns).map(|at| format!("CAST(c{at} AS VARCHAR)")).collect();
        let select = format!("SELECT {} {from}{filter} LIMIT {limit}", texts.join(", "));
        let mut statement = self.connection.prepare(&select).ok()?;
        let rows = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect()).ok()?;
        rows.collect::<Result<_, _>>().ok()
    }
}

/// Names in a query that stand for private values.
struct Hidden {
    columns: BTreeSet<String>,
    /// The table's name and alias: alone they mean its whole row.
    row: [String; 2],
}

impl Hidden {
    fn of(catalog: &Catalog, table: &Table, from: &Value) -> Self {
        let columns = catalog.private.get(&table.name.to_lowercase()).cloned().unwrap_or_default();
        let alias = from.get("alias").and_then(Value::as_str).unwrap_or_default().to_lowercase();
        Self { columns, row: [table.name.to_lowercase(), alias] }
    }

    /// Whether an expression depends, or might depend, on a private column.
    fn is_told_by(&self, expression: &Value) -> bool {
        if self.columns.is_empty() {
            return false;
        }
        match expression {
            Value::Array(values) => values.iter().any(|value| self.is_told_by(value)),
            Value::Object(object) => self.is_named(object) || object.values().any(|value| self.is_told_by(value)),
            _ => false,
        }
    }

    fn is_named(&self, object: &Map<String, Value>) -> bool {
        match object.get("class").and_then(Value::as_str) {
            Some("STAR" | "SUBQUERY" | "POSITIONAL_REFERENCE") => true,
            Some("COLUMN_REF") => {
                let parts = object.get("column_names").and_then(Value::as_array).into_iter().flatten();
                let parts: Vec<String> = parts.filter_map(Value::as_str).map(str::to_lowercase).collect();
                parts.iter().any(|part| self.columns.contains(part))
                    || matches!(parts.as_slice(), [only] if self.row.contains(only))
            }
            _ => false,
        }
    }
}

/// Whether a selected expression gives the column of a role.
fn names(expression: &Value, role: &str) -> bool {
    let alias = expression.get("alias").and_then(Value::as_str).unwrap_or_default();
    if !alias.is_empty() {
        return alias.eq_ignore_ascii_case(role);
    }
    let last = expression.get("column_names").and_then(Value::as_array).and_then(|names| names.last());
    last.and_then(Value::as_str).is_some_and(|name| name.eq_ignore_ascii_case(role))
}
