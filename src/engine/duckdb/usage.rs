//! Which columns of the drop nothing reads: as DuckDB's own parser sees the book's statements.
//!
//! A column counts as used when its name occurs anywhere in a statement that names its table, be it in a text, and all
//! columns of a table do where a statement takes whole rows. So none is called unused that could be read.

use std::collections::{BTreeMap, BTreeSet};

use duckdb::Connection;
use serde_json::{Map, Value};

use super::tree::{self, Parsed};
use crate::scorecard::{Book, Sql};

/// What the statements of a book read, by lower-case table.
pub(super) struct Usage {
    /// Tables of which whole rows are taken.
    whole: BTreeSet<String>,
    /// Every word of the statements that name a table, in lower case.
    words: BTreeMap<String, BTreeSet<String>>,
}

/// Reads all statements that values come from; `None` where one of them cannot be parsed.
///
/// `judgements` are the queries weights are judged by: a book whose weights are worked out no longer holds them.
pub(super) fn of(connection: &Connection, book: &Book, judgements: &[Sql]) -> Option<Usage> {
    let mut usage = Usage { whole: BTreeSet::new(), words: BTreeMap::new() };
    for sql in book.statements().chain(judgements) {
        let Ok(Parsed::Selects(trees)) = tree::parse(connection, &sql.text) else { return None };
        let mut found = Statement::default();
        for tree in &trees {
            found.visit(tree);
        }
        usage.add(&found);
    }
    for source in book.entity_sources() {
        let titles = source.title.iter().flat_map(|(zh, en)| [zh, en]);
        let columns = source.parent.iter().chain(titles).chain([&source.id]);
        usage.words.entry(source.table.to_lowercase()).or_default().extend(columns.map(|name| name.to_lowercase()));
    }
    Some(usage)
}

impl Usage {
    /// Whether a column could be read.
    pub(super) fn reads(&self, table: &str, column: &str) -> bool {
        let table = table.to_lowercase();
        let named = || self.words.get(&table).is_some_and(|words| words.contains(&column.to_lowercase()));
        self.whole.contains(&table) || named()
    }

    fn add(&mut self, statement: &Statement) {
        for table in &statement.tables {
            self.words.entry(table.clone()).or_default().extend(statement.words.iter().cloned());
            let takes_row = statement.names.iter().any(|name| statement.rows.contains(name));
            if statement.star || takes_row {
                self.whole.insert(table.clone());
            }
        }
    }
}

/// What one statement holds, in lower case.
#[derive(Default)]
struct Statement {
    tables: BTreeSet<String>,
    /// Names a row goes by: those of tables and their aliases.
    rows: BTreeSet<String>,
    /// Columns named without a table before them.
    names: BTreeSet<String>,
    words: BTreeSet<String>,
    /// Whether it takes all columns of something: `*`, `COLUMNS(…)`, a natural join.
    star: bool,
}

impl Statement {
    fn visit(&mut self, value: &Value) {
        match value {
            Value::String(word) => drop(self.words.insert(word.to_lowercase())),
            Value::Array(values) => values.iter().for_each(|value| self.visit(value)),
            Value::Object(object) => {
                self.look_at(object);
                object.values().for_each(|value| self.visit(value));
            }
            _ => {}
        }
    }

    fn look_at(&mut self, object: &Map<String, Value>) {
        let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default().to_lowercase();
        if text("type") == "base_table" {
            self.tables.insert(text("table_name"));
            self.rows.extend([text("table_name"), text("alias")]);
        }
        if text("class") == "column_ref"
            && let Some([name]) = object.get("column_names").and_then(Value::as_array).map(Vec::as_slice)
        {
            self.names.extend(name.as_str().map(str::to_lowercase));
        }
        self.star |= text("class") == "star" || text("ref_type") == "natural";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(sql: &str, column: &str) -> bool {
        let connection = Connection::open_in_memory().expect("DuckDB");
        let Ok(Parsed::Selects(trees)) = tree::parse(&connection, sql) else { panic!("a SELECT") };
        let mut usage = Usage { whole: BTreeSet::new(), words: BTreeMap::new() };
        let mut statement = Statement::default();
        for tree in &trees {
            statement.visit(tree);
        }
        usage.add(&statement);
        usage.reads("T", column)
    }

    #[test]
    fn only_what_no_statement_could_read_is_unused() {
        assert!(!reads("SELECT a, count(*) FROM t GROUP BY ALL", "b"));
        assert!(!reads("SELECT a FROM s WHERE b = 1", "b"), "another table's");
        let read = [
            "SELECT \"B\" FROM t",
            "SELECT x.b FROM t AS x",
            "SELECT a FROM t JOIN s USING (b)",
            "SELECT a FROM t NATURAL JOIN s",
            "SELECT count(*) FROM (FROM t)",
            "SELECT t.* EXCLUDE (a) FROM t",
            "SELECT sum(COLUMNS('b.*')) FROM t",
            "SELECT x FROM t AS x",
            "WITH w AS (SELECT b AS c FROM t) SELECT c FROM w",
            "SELECT a FROM t WHERE a IN (SELECT b FROM t)",
            "SELECT * FROM (PIVOT t ON a IN ('x') USING sum(b))",
        ];
        for sql in read {
            assert!(reads(sql, "b"), "{sql}");
        }
    }
}
