//! What DuckDB says when something fails, as a finding that points into the book.

use serde_json::Value;

use super::Catalog;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::scorecard::Sql;

/// An error of DuckDB, taken apart. It comes as JSON because `errors_as_json` is on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Failure {
    /// `Binder`, `Catalog`, `Conversion`, `Interrupt`, `Out of Memory`, …
    pub(super) kind: String,
    /// What it says, without its advice.
    pub(super) message: String,
    /// The byte of the statement it is about.
    pub(super) position: Option<usize>,
    /// Names that might have been meant.
    pub(super) candidates: Vec<String>,
    /// `COLUMN_NOT_FOUND`, `MISSING_ENTRY`, …
    pub(super) subtype: String,
    /// The name that was not found.
    pub(super) name: String,
    /// What kind of thing was not found: `Table`, `Scalar Function`.
    pub(super) missing: String,
}

impl Failure {
    /// Takes an error of the crate apart.
    pub(super) fn of(error: &duckdb::Error) -> Self {
        let text = match error {
            duckdb::Error::DuckDBFailure(_, Some(text)) => text.clone(),
            other => other.to_string(),
        };
        // Errors of the parser have words before the JSON.
        let begin = text.find("{\"exception_type\"").unwrap_or(0);
        match serde_json::from_str::<Value>(&text[begin..]) {
            Ok(value) if value.is_object() => Self::from_json(&value),
            _ => Self::from_text(&text),
        }
    }

    /// Reads `errors_as_json` and what `json_serialize_sql` answers, which name the same things differently.
    pub(super) fn from_json(value: &Value) -> Self {
        let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let either = |one: &str, other: &str| if value.get(one).is_some() { text(one) } else { text(other) };
        let message = either("exception_message", "error_message");
        let mut candidates: Vec<String> = text("candidates").split(',').map(|name| name.trim().to_owned()).collect();
        if text("candidates").is_empty() {
            candidates = named_in(&message);
        }
        Self {
            kind: either("exception_type", "error_type"),
            message: plain(&message),
            position: text("position").parse().ok(),
            candidates,
            subtype: text("error_subtype"),
            name: text("name"),
            missing: text("type"),
        }
    }

    /// `Out of Memory Error: failed to …`
    fn from_text(text: &str) -> Self {
        let (kind, message) = text.split_once(" Error: ").unwrap_or(("", text));
        Self { kind: kind.to_owned(), message: plain(message), ..Self::default() }
    }

    /// The finding for a statement of the book; `prefix` is how many bytes stood before it when it ran.
    pub(super) fn finding(&self, sql: &Sql, prefix: usize, subject: &str, catalog: &Catalog) -> Diagnostic {
        let (code, message, help) = self.words(subject, catalog);
        let at = self.position.and_then(|position| position.checked_sub(prefix)).or_else(|| self.named_place(sql));
        // DuckDB's parser counts characters where everything behind it counts bytes.
        let counts_characters = self.kind.eq_ignore_ascii_case("parser");
        let at = at.map(|at| if counts_characters { byte_of(&sql.text, at) } else { at });
        let span = at.map_or(sql.span, |at| sql.locate(at, token_end(&sql.text, at)));
        let mut finding = Diagnostic::error(code, message).at(span, "");
        if at.is_none() {
            finding = finding.note("DuckDB does not say where in the statement");
        }
        if let Some(help) = help {
            finding = finding.help(help);
        }
        finding
    }

    /// Where the statement first has the name the binder says nothing of the place of.
    fn named_place(&self, sql: &Sql) -> Option<usize> {
        let name = self.message.split('"').nth(1)?;
        self.message.contains("referenced that exists in the SELECT clause").then_some(())?;
        let is_word = |at: usize| {
            let inside = |c: char| c.is_alphanumeric() || c == '_';
            !sql.text[..at].ends_with(inside) && !sql.text[at + name.len()..].starts_with(inside)
        };
        sql.text.match_indices(name).map(|(at, _)| at).find(|at| is_word(*at))
    }

    fn words(&self, subject: &str, catalog: &Catalog) -> (&'static str, String, Option<String>) {
        let name = &self.name;
        let message = &self.message;
        if let Some(words) = self.words_of_binder(subject, catalog) {
            return words;
        }
        match (self.kind.to_lowercase().as_str(), self.subtype.as_str()) {
            ("interrupt", _) => ("sql-timeout", format!("{subject} took too long"), None),
            ("out of memory", _) => {
                let help = "read fewer columns or rows, aggregate earlier, or raise `limits: {memory: …}`";
                ("sql-memory", format!("{subject} needs more memory than allowed"), Some(help.to_owned()))
            }
            (_, "COLUMN_NOT_FOUND") => {
                ("unknown-column", format!("{subject}: there is no column `{name}`"), self.meant("columns", name))
            }
            (_, "MISSING_ENTRY") if self.missing == "Table" => {
                ("unknown-table", format!("{subject}: there is no table `{name}`"), Some(tables_help(name, catalog)))
            }
            (_, "MISSING_ENTRY") => {
                let kind = if self.missing.contains("Function") { "function" } else { "entry" };
                ("unknown-function", format!("{subject}: there is no {kind} `{name}`"), self.meant("similar", name))
            }
            ("parser" | "syntax", _) => {
                let help = keyword_help(message, catalog).unwrap_or_else(|| SYNTAX_HELP.to_owned());
                ("sql-syntax", format!("{subject}: {message}"), Some(help))
            }
            ("conversion" | "invalid input" | "out of range", _) => {
                let help = "a row holds something else than expected; `TRY_CAST(… AS …)` or `try_strptime(…)` gives NULL for it";
                ("sql-data", format!("{subject}: {}", self.tellable(catalog)), Some(help.to_owned()))
            }
            (_, "NO_MATCHING_FUNCTION") => {
                let help = "cast the text first: `TRY_CAST(x AS DECIMAL(18,2))` for a number, `x::DATE` for a date";
                ("sql-types", format!("{subject}: {message}"), Some(help.to_owned()))
            }
            _ => ("sql-error", format!("{subject}: {}", self.tellable(catalog)), self.meant("known here", name)),
        }
    }

    /// What DuckDB says, unless the drop has private columns: it may name one of their values.
    pub(super) fn tellable(&self, catalog: &Catalog) -> &str {
        // These speak of names in the statement, not of values in the rows.
        let of_names = ["binder", "catalog", "not implemented"].contains(&self.kind.to_lowercase().as_str());
        if of_names || catalog.private.is_empty() { &self.message } else { HIDDEN }
    }

    /// Words for what the binder says in a sentence only.
    fn words_of_binder(&self, subject: &str, catalog: &Catalog) -> Option<(&'static str, String, Option<String>)> {
        let quoted: Vec<&str> = self.message.split('"').skip(1).step_by(2).collect();
        match quoted.as_slice() {
            [table, column] if self.message.contains("does not have a column named") => Some((
                "unknown-column",
                format!("{subject}: `{table}` has no column `{column}`"),
                self.meant("its columns include", column),
            )),
            [table] if self.message.starts_with("Referenced table") => {
                let help = if self.candidates.is_empty() {
                    Some(tables_help(table, catalog))
                } else {
                    self.meant("in FROM", table)
                };
                Some(("unknown-table", format!("{subject}: there is no `{table}` in FROM"), help))
            }
            [column] if self.message.contains("referenced that exists in the SELECT clause") => Some((
                "unknown-column",
                format!("{subject}: there is no column `{column}` in the tables it reads, only in the result"),
                Some("a name given with AS is not known before it is given: name a column of the table".to_owned()),
            )),
            [column, ..] if self.message.contains("must appear in the GROUP BY clause") => {
                let message = format!("{subject}: `{column}` is neither grouped by nor inside an aggregate");
                let help = "write `GROUP BY ALL`, or put it into sum(), max(), …";
                Some(("sql-group-by", message, Some(help.to_owned())))
            }
            _ => None,
        }
    }

    /// Names that might have been meant, nearest first.
    fn meant(&self, what: &str, name: &str) -> Option<String> {
        let candidates: Vec<&str> = self.candidates.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
        let listed = candidates.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        match (did_you_mean(name, candidates.iter().copied()), candidates.as_slice()) {
            (_, []) => None,
            (Some(near), _) => Some(format!("did you mean `{near}`?")),
            (None, [only]) => Some(format!("did you mean `{only}`?")),
            (None, _) => Some(format!("{what}: {listed}")),
        }
    }
}

/// What is said instead of DuckDB's own words where these may hold a private value.
const HIDDEN: &str = "a value is not as expected";

/// The byte at which the n-th character of a text begins.
fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

/// What to say about a table that does not exist.
pub(super) fn tables_help(name: &str, catalog: &Catalog) -> String {
    let models = || catalog.models.values().map(|model| &model.name);
    // A broken table is there all the same, and may be what was meant.
    let known = || catalog.tables.values().chain(models()).chain(&catalog.broken).map(String::as_str);
    if let Some(near) = did_you_mean(name, known()) {
        return format!("did you mean `{near}`?");
    }
    let mut names: Vec<&str> = known().collect();
    names.sort_unstable();
    names.dedup();
    match names.as_slice() {
        [] => {
            "there are no tables: put files into `data/`, such as `data/orders.csv` for the table `orders`".to_owned()
        }
        names => {
            format!("there are the tables {}", names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", "))
        }
    }
}

/// What is most often wrong where DuckDB stumbles.
const SYNTAX_HELP: &str =
    "look just before this place: a comma too many or missing, a bracket or a quote left open, or a misspelt word";

/// A table whose name is a word of SQL has to be quoted.
fn keyword_help(message: &str, catalog: &Catalog) -> Option<String> {
    let near = message.split('"').nth(1)?.to_lowercase();
    let table = catalog.tables.get(&near)?;
    Some(format!("`{table}` is a word of SQL; write the table's name in double quotes: \"{table}\""))
}

/// `"a", "b"` in `Candidate bindings: "a", "b"`.
fn named_in(message: &str) -> Vec<String> {
    let Some((_, list)) = message.split_once("Candidate").and_then(|(_, rest)| rest.split_once(':')) else {
        return Vec::new();
    };
    list.split('"').skip(1).step_by(2).map(ToOwned::to_owned).collect()
}

/// The message in one line, without the advice that follows it and names settings a book does not have.
fn plain(message: &str) -> String {
    let end = ["\nCandidate", "\n\nCandidate", "\n\tCandidate", "\nDid you mean", "\nPossible", "\n\nLINE ", "\nLINE "]
        .iter()
        .filter_map(|advice| message.find(advice))
        .min()
        .unwrap_or(message.len());
    // A format that does not fit is shown with a caret of its own, below.
    let end = message[..end].find('\n').filter(|_| message.starts_with("Could not parse string")).unwrap_or(end);
    let text = message[..end].replace("You might need to add explicit type casts.", "");
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['!', '.']).to_owned()
}

/// One past the name (`a`, `"a b"`, `a.b`), text or sign that begins at a byte of a statement.
pub(super) fn token_end(text: &str, start: usize) -> usize {
    let end = word_end(text, start);
    let follows = text.get(end..).is_some_and(|rest| rest.starts_with('.'));
    let named =
        text.get(start..end).is_some_and(|word| word.starts_with(|c: char| c.is_alphabetic() || "_\"".contains(c)));
    if follows && named { word_end(text, end + 1) } else { end }
}

fn word_end(text: &str, start: usize) -> usize {
    let Some(rest) = text.get(start..) else { return start };
    let mut characters = rest.char_indices();
    let Some((_, first)) = characters.next() else { return start };
    let end = match first {
        '"' | '\'' => characters.find(|(_, c)| *c == first).map_or(rest.len(), |(at, c)| at + c.len_utf8()),
        c if c.is_alphanumeric() || c == '_' => {
            characters.find(|(_, c)| !c.is_alphanumeric() && *c != '_').map_or(rest.len(), |(at, _)| at)
        }
        c => c.len_utf8(),
    };
    start + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_that_does_not_apply_is_dropped() {
        let message = "No function matches the given name and argument types 'sum(VARCHAR)'. You might need to add \
                       explicit type casts.\n\tCandidate functions:\n\tsum(DECIMAL) -> DECIMAL\n";
        assert_eq!(plain(message), "No function matches the given name and argument types 'sum(VARCHAR)'");
        assert_eq!(
            plain("Table \"t\" does not have a column named \"b\"\n\nCandidate bindings: : \"a\""),
            "Table \"t\" does not have a column named \"b\""
        );
    }

    #[test]
    fn candidates_are_read_from_either_place() {
        assert_eq!(named_in("x\n\nCandidate bindings: : \"a\", \"Value\""), ["a", "Value"]);
        assert_eq!(named_in("no such thing"), Vec::<String>::new());
    }

    #[test]
    fn a_token_ends_where_it_ends() {
        let ends = |text: &str| token_end(text, 0);
        assert_eq!(ends("订单 o"), "订单".len());
        assert_eq!(ends("\"a b\" c"), 5);
        assert_eq!(ends("'file.csv'"), 10);
        assert_eq!(ends(", b"), 1);
        assert_eq!(ends("o.amount + 1"), 8);
        assert_eq!(ends("1.5"), 1);
        assert_eq!(token_end("abc", 9), 9);
    }
}
