//! SELECTs: written in the YAML or in a file of their own.

use std::path::Path;

use super::super::decode::{Entries, Field, Spanned};
use super::super::{raw, yaml};
use super::Checker;
use super::checker::among;
use super::id::Taken;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Model, Sql};

impl Checker<'_> {
    /// A SELECT; `whose` says what it belongs to.
    pub(super) fn sql(&mut self, raw: &Spanned<raw::Sql>, whose: &str) -> Sql {
        let sql = match &raw.value {
            raw::Sql::Text(text) => Some(self.inline(text, raw.span)),
            raw::Sql::Map(query) => match self.required(&query.file, "file", "`sql`", raw.span) {
                Some(file) => self.file(file),
                None => return Sql::default(),
            },
        };
        if let Some(sql) = sql.as_ref().filter(|sql| says_nothing(&sql.text)) {
            let finding = Diagnostic::error("empty-sql", format!("the query of {whose} is empty"));
            self.report(finding.at(sql.span, "").help("write a SELECT"));
        }
        sql.unwrap_or_default()
    }

    fn inline(&self, text: &str, span: Span) -> Sql {
        let source = self.files.sources.text(span.file);
        let line_starts = yaml::line_starts(source, span, text);
        // A caret under the first line of SQL says more than one under the `|` above it.
        let start = line_starts.first().copied().unwrap_or(span.start);
        Sql { text: text.to_owned(), span: Span { start, ..span }, line_starts }
    }

    fn file(&mut self, file: &Spanned<String>) -> Option<Sql> {
        let path = match self.files.inside(&Path::new("scorecards").join(&file.value)) {
            Ok(path) => path,
            Err(outside) => {
                self.report(if outside { outside_book(file) } else { self.no_such_file(file) });
                return None;
            }
        };
        match self.files.read(&path) {
            Ok(id) => {
                let text = self.files.sources.text(id).to_owned();
                let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
                let line_starts = std::iter::once(0).chain(breaks).collect();
                Some(Sql { span: Span { file: id, start: 0, end: text.len() }, text, line_starts })
            }
            Err(finding) => {
                self.report(*finding);
                None
            }
        }
    }

    fn no_such_file(&self, file: &Spanned<String>) -> Diagnostic {
        let known: Vec<&str> = self.queries.iter().filter_map(|path| path.strip_prefix("scorecards/")).collect();
        Diagnostic::error("sql-file-missing", format!("there is no file `scorecards/{}`", file.value))
            .at(file.span, "not found")
            .help(among(&file.value, &known, "files with SQL"))
    }

    /// Takes in models; a name is used once in the whole book.
    pub(super) fn models(&mut self, models: Option<&Entries<Spanned<raw::NamedSql>>>, taken: &mut Taken) {
        for (name, raw) in models.into_iter().flat_map(|models| &models.0) {
            if !is_identifier(&name.value) {
                let finding = Diagnostic::error("bad-name", format!("`{}` cannot name a model", name.value));
                let help = "use letters, digits and `_`, not beginning with a digit: `active_customers`";
                self.report(finding.at(name.span, "queries could not read it by this name").help(help));
            }
            // SQL takes names in upper and lower case for the same.
            taken.take(self, &name.value.to_lowercase(), name.span, "model");
            let model = self.model(raw, &format!("the model `{}`", name.value));
            self.models.push(Model { name: name.value.clone(), ..model });
        }
    }

    /// A model without its name.
    fn model(&mut self, raw: &Spanned<raw::NamedSql>, whose: &str) -> Model {
        let in_file = |query| Spanned { value: raw::Sql::Map(query), span: raw.span };
        let fields = match &raw.value {
            raw::NamedSql::Text(text) => {
                let sql = Spanned { value: raw::Sql::Text(text.clone()), span: raw.span };
                return Model { sql: self.sql(&sql, whose), ..Model::default() };
            }
            raw::NamedSql::Map(fields) => fields,
        };
        if let (Some(sql), Some(file)) = (fields.sql.given(), fields.file.given()) {
            let finding = Diagnostic::error("sql-and-file", format!("{whose} has both `sql` and `file`"));
            let finding = finding.at(file.span, "a file here").at(sql.span, "and a statement here");
            self.report(finding.help("keep the one it shall be read from"));
        }
        let sql = match (&fields.sql, &fields.file) {
            (Field::Given(sql), _) => self.sql(sql, whose),
            (Field::Absent, Field::Absent) => {
                self.required(&fields.sql, "sql", whose, raw.span);
                Sql::default()
            }
            (_, Field::Given(_)) => self.sql(&in_file(raw::Query { file: fields.file.clone() }), whose),
            _ => Sql::default(),
        };
        let description = self.optional_text(fields.description.as_ref(), "description");
        Model { sql, description, materialize: fields.materialize.unwrap_or(false), ..Model::default() }
    }
}

fn outside_book(file: &Spanned<String>) -> Diagnostic {
    Diagnostic::error("sql-outside", format!("`{}` lies outside the book", file.value))
        .at(file.span, "not read")
        .help("put the file under `scorecards/`, so that the book is whole by itself")
}

/// A name SQL reads without quotes.
fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
}

/// Whether there is nothing but space, semicolons and `--` comments.
fn says_nothing(sql: &str) -> bool {
    sql.lines().all(|line| line.split("--").next().unwrap_or_default().trim_matches([' ', '\t', ';']).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_alone_are_no_query() {
        assert!(says_nothing("-- SELECT 1\n ;\n"));
        assert!(!says_nothing("-- why\nSELECT 1 -- one"));
    }

    #[test]
    fn names_sql_can_read() {
        assert!(is_identifier("active_customers2") && is_identifier("_x") && is_identifier("客户"));
        assert!(!is_identifier("2x") && !is_identifier("a-b") && !is_identifier("") && !is_identifier("a b"));
    }
}
