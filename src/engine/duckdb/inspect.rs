//! The door of the closed room: what a statement reads, and whether it may run at all.
//!
//! A statement may run when it is one SELECT that names only tables of the drop, models of the book and its own common
//! table expressions, uses no table function but the pure ones in [`TABLE_FUNCTIONS`], and nothing that gives something
//! else each time. This is checked on DuckDB's own parse tree, so no way of spelling gets past it. Files, network and
//! settings are closed off once more in [`super::room`].

use std::collections::BTreeSet;

use duckdb::Connection;
use serde_json::{Map, Value};

use super::failure::{Failure, tables_help, token_end};
use super::tree::{self, Parsed};
use super::{Catalog, Model};
use crate::diagnostic::{Diagnostic, Findings, Severity, Span};
use crate::scorecard::{Reading, Sql};

/// Table functions that only make rows of what they are given.
const TABLE_FUNCTIONS: [&str; 7] =
    ["range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree"];

/// Functions that read or write something of the process or the session: its surroundings, settings and log.
const OUTSIDE: [&str; 11] = [
    "current_connection_id",
    "current_database",
    "current_query",
    "current_schema",
    "current_schemas",
    "current_setting",
    "getenv",
    "getvariable",
    "in_search_path",
    "version",
    "write_log",
];

/// Names that give the time where no column has them.
const CLOCK_WORDS: [&str; 5] = ["current_date", "current_time", "current_timestamp", "localtime", "localtimestamp"];

/// What a statement reads, by lower-case name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reads {
    /// Tables named in the statement itself.
    pub(super) tables: BTreeSet<String>,
    /// Models named in the statement itself.
    pub(super) models: BTreeSet<String>,
    /// Whether it names a table or model that is broken.
    pub(super) broken: bool,
}

/// Checks a statement without running it; `None`, with findings, when it may not run.
pub(super) fn inspect(
    connection: &Connection,
    sql: &Sql,
    subject: &str,
    catalog: &Catalog,
    findings: &mut Findings,
) -> Option<Reads> {
    let finding = match tree::parse(connection, &sql.text) {
        Ok(Parsed::Selects(statements)) => match statements.as_slice() {
            [statement] => return Walk::over(statement, sql, subject, catalog, findings),
            [] => Diagnostic::error("sql-empty", format!("{subject} holds no statement"))
                .at(sql.span, "")
                .help("write a SELECT"),
            several => refused(subject, &format!("holds {} statements", several.len()), sql.span)
                .note("steps go into WITH or `models`"),
        },
        Ok(Parsed::OtherStatement) => {
            let finding = refused(subject, "is not a SELECT", sql.span);
            let advice = "PIVOT stands inside one: `SELECT * FROM (PIVOT … ON … IN (…) USING …)`";
            if sql.text.to_lowercase().contains("pivot") { finding.note(advice) } else { finding }
        }
        Ok(Parsed::Broken(failure)) => failure.finding(sql, 0, subject, catalog),
        Err(error) => Failure::of(&error).finding(sql, 0, subject, catalog),
    };
    findings.push(finding);
    None
}

/// A walk over a parse tree.
struct Walk<'a> {
    sql: &'a Sql,
    subject: &'a str,
    catalog: &'a Catalog,
    findings: &'a mut Findings,
    reads: Reads,
    /// Common table expressions in sight, lower case.
    scope: Vec<String>,
}

impl<'a> Walk<'a> {
    fn over(
        statement: &Value,
        sql: &'a Sql,
        subject: &'a str,
        catalog: &'a Catalog,
        findings: &'a mut Findings,
    ) -> Option<Reads> {
        let before = findings.count(Severity::Error);
        let mut walk = Self { sql, subject, catalog, findings, reads: Reads::default(), scope: Vec::new() };
        walk.visit(statement);
        let fine = walk.findings.count(Severity::Error) == before;
        fine.then_some(walk.reads)
    }

    fn visit(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.visit(value)),
            Value::Object(object) => self.object(object),
            _ => {}
        }
    }

    fn object(&mut self, object: &Map<String, Value>) {
        let outer = self.scope.len();
        self.common_tables(object);
        match (text(object, "type"), text(object, "class")) {
            ("BASE_TABLE", _) => self.table(object),
            ("TABLE_FUNCTION", _) => return self.table_function(object),
            ("SHOW_REF", _) => self.refuse_show(),
            (_, "FUNCTION") => self.function(object),
            (_, "COLUMN_REF") => self.column(object),
            (_, "PARAMETER") => self.refuse_parameter(),
            _ => {}
        }
        if object.get("sample").is_some_and(Value::is_object) {
            self.refuse_chance("a sample of rows", self.span(object));
        }
        object.iter().filter(|(key, _)| *key != "cte_map").for_each(|(_, value)| self.visit(value));
        self.scope.truncate(outer);
    }

    /// Visits `WITH a AS (…), b AS (…)`: each sees those before it, and itself when it is recursive.
    fn common_tables(&mut self, object: &Map<String, Value>) {
        let entries = object.get("cte_map").and_then(|map| map.get("map")).and_then(Value::as_array);
        for entry in entries.into_iter().flatten() {
            let name = entry.get("key").and_then(Value::as_str).unwrap_or_default().to_lowercase();
            let query = entry.get("value").and_then(|value| value.get("query")).unwrap_or(&Value::Null);
            let kind = query.get("node").and_then(|node| node.get("type")).and_then(Value::as_str);
            if kind == Some("RECURSIVE_CTE_NODE") {
                self.scope.push(name);
                self.visit(query);
            } else {
                self.visit(query);
                self.scope.push(name);
            }
        }
    }

    fn table(&mut self, object: &Map<String, Value>) {
        let [catalog, schema, name] = ["catalog_name", "schema_name", "table_name"].map(|key| text(object, key));
        let lower = name.to_lowercase();
        let plain = catalog.is_empty() && schema.is_empty();
        if plain && self.scope.contains(&lower) {
            return;
        }
        let ours = ["", "memory"].contains(&catalog.to_lowercase().as_str())
            && ["", "main", "memory"].contains(&schema.to_lowercase().as_str());
        let known = self.catalog;
        if ours && known.broken.contains(&lower) {
            self.reads.broken = true;
        } else if ours && known.models.contains_key(&lower) {
            self.reads.models.insert(lower);
        } else if ours && known.tables.contains_key(&lower) {
            self.reads.tables.insert(lower);
        } else {
            self.refuse_table(name, ours && !is_elsewhere(&lower), self.span(object));
        }
    }

    fn refuse_table(&mut self, name: &str, could_be_misspelt: bool, span: Span) {
        let subject = self.subject;
        let finding = if could_be_misspelt {
            Diagnostic::error("unknown-table", format!("{subject}: there is no table `{name}`"))
                .at(span, "")
                .help(tables_help(name, self.catalog))
        } else {
            reads_outside(subject, name, span)
        };
        self.findings.push(finding);
    }

    fn table_function(&mut self, object: &Map<String, Value>) {
        let function = object.get("function").and_then(Value::as_object);
        let name = function.map_or("", |function| text(function, "function_name"));
        if TABLE_FUNCTIONS.contains(&name.to_lowercase().as_str()) {
            function.and_then(|function| function.get("children")).into_iter().for_each(|value| self.visit(value));
        } else {
            let span = self.span(object);
            self.findings.push(reads_outside(self.subject, &format!("{name}()"), span));
        }
    }

    fn function(&mut self, object: &Map<String, Value>) {
        let name = text(object, "function_name").to_lowercase();
        let arguments = object.get("children").and_then(Value::as_array).map_or(0, Vec::len);
        let reads_clock = name == "age" && arguments == 1;
        if OUTSIDE.contains(&name.as_str()) {
            let span = self.span(object);
            self.findings.push(reads_outside(self.subject, &format!("{name}()"), span));
        } else if self.catalog.volatile.contains(&name) || reads_clock {
            self.refuse_chance(&format!("`{name}()`"), self.span(object));
        }
    }

    fn column(&mut self, object: &Map<String, Value>) {
        let Some([name]) = object.get("column_names").and_then(Value::as_array).map(Vec::as_slice) else { return };
        let name = name.as_str().unwrap_or_default().to_lowercase();
        if CLOCK_WORDS.contains(&name.as_str()) {
            self.refuse_chance(&format!("`{name}`"), self.span(object));
        }
    }

    fn refuse_chance(&mut self, what: &str, span: Span) {
        let message = format!("{} uses {what}, which gives something else each time", self.subject);
        let help = "the same data must give the same report: take dates from the data, such as `max(order_date)`";
        self.findings.push(Diagnostic::error("sql-not-repeatable", message).at(span, "").help(help));
    }

    fn refuse_show(&mut self) {
        let finding = refused(self.subject, "is not a SELECT", self.sql.span);
        self.findings.push(finding.note("`scorebook tables` lists tables and columns"));
    }

    fn refuse_parameter(&mut self) {
        let message = format!("{} has a parameter (`?` or `$1`), which nothing fills in", self.subject);
        let help = "write the value itself";
        self.findings.push(Diagnostic::error("sql-parameter", message).at(self.sql.span, "").help(help));
    }

    /// The word in the statement that a part of the tree is about; the whole statement where DuckDB does not say.
    fn span(&self, object: &Map<String, Value>) -> Span {
        let at = object.get("query_location").and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
        match at.filter(|at| *at < self.sql.text.len()) {
            Some(at) => self.sql.locate(at, token_end(&self.sql.text, at)),
            None => self.sql.span,
        }
    }
}

fn text<'a>(object: &'a Map<String, Value>, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Whether a name means a file, an address or something of DuckDB's own rather than a misspelt table.
fn is_elsewhere(name: &str) -> bool {
    let own = ["duckdb_", "pragma_", "sqlite_", "pg_", "information_schema"];
    name.contains(['/', '\\', '.', '*', ':', '?']) || own.iter().any(|prefix| name.starts_with(prefix))
}

/// The one finding for everything that tries to leave the room: files, network, settings, writing, a second statement.
fn refused(subject: &str, what: &str, span: Span) -> Diagnostic {
    Diagnostic::error("sql-leaves-the-room", format!("{subject} {what}")).at(span, "").help(
        "a query is one SELECT over the tables of `data/`, the models of the book, and range(), generate_series(), \
         unnest(), repeat(), json_each(); what it shall read goes into `data/` and is named as a table",
    )
}

fn reads_outside(subject: &str, name: &str, span: Span) -> Diagnostic {
    refused(subject, &format!("reads `{name}`, which is not part of the drop"), span)
}

impl Catalog {
    /// Everything a statement reads with models resolved: names of tables in order, and of models in the order they
    /// build on each other.
    pub(super) fn lineage(&self, reads: &Reads) -> (BTreeSet<String>, Vec<String>) {
        let mut tables: BTreeSet<String> =
            reads.tables.iter().filter_map(|name| self.tables.get(name)).cloned().collect();
        let mut models = Vec::new();
        for Model { name, tables: own, models: below, .. } in
            reads.models.iter().filter_map(|name| self.models.get(name))
        {
            tables.extend(own.iter().cloned());
            for model in below.iter().chain([name]) {
                if !models.contains(model) {
                    models.push(model.clone());
                }
            }
        }
        (tables, models)
    }

    /// What a statement and the models it builds on name themselves, as the drop and the book spell it.
    pub(super) fn readings(&self, reads: &Reads, models: &[String]) -> Vec<Reading> {
        let below = models.iter().filter_map(|name| self.models.get(&name.to_lowercase()));
        let own = std::iter::once((None, reads));
        own.chain(below.map(|model| (Some(model.name.clone()), &model.reads)))
            .map(|(model, reads)| Reading {
                model,
                tables: reads.tables.iter().filter_map(|name| self.tables.get(name)).cloned().collect(),
                models: reads.models.iter().filter_map(|name| Some(self.models.get(name)?.name.clone())).collect(),
            })
            .collect()
    }
}
