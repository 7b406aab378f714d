//! Where a number comes from: its SQL, the tables it reads and the files behind them.

use serde::Serialize;

use super::Material;
use super::sheet::Sheet;
use crate::scorecard::{NodeIndex, ResultRef, Series, Sql, Table, ValueSource};

/// How many characters of a hash are shown; the manifest has all.
const SHORT_HASH: usize = 8;

/// Where a measure's values come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceView {
    /// The query; `None` for values stated in the YAML.
    pub sql: Option<String>,
    /// `scorecards/crm.yaml, line 48`.
    pub place: String,
    /// The models the query builds on: name and statement.
    pub models: Vec<(String, String)>,
    /// The tables it reads.
    pub tables: Vec<TableView>,
}

/// A table of the drop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableView {
    /// Its name in SQL.
    pub name: String,
    /// `41,208 rows`.
    pub rows: String,
    /// The files behind it.
    pub files: Vec<FileView>,
}

/// A file of the drop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileView {
    /// Relative to the book.
    pub path: String,
    /// `GB18030 · 9c1e44f0`, with the sheet for a spreadsheet.
    pub facts: String,
}

impl Sheet<'_> {
    /// Where a measure's values come from.
    pub fn sources(&self, node: NodeIndex, material: &Material) -> Option<SourceView> {
        let measure = self.measure(node)?;
        let nothing = Series::default();
        let series = self.card.series(node).unwrap_or(&nothing);
        let (sql, span) = match &measure.source {
            ValueSource::Query(sql) => (Some(sql.text.trim_end().to_owned()), sql.span),
            ValueSource::Result(from) => (behind(material, from), from.span),
            ValueSource::Stated(_) => (None, self.node(node).span),
        };
        let (line, _) = material.sources.line_column(span);
        let path = material.sources.path(span.file);
        let models = series.models.iter().filter_map(|name| Some((name.clone(), model_text(material, name)?)));
        Some(SourceView {
            sql,
            place: self.pen.say("source.place", &[("path", path), ("line", &line.to_string())]),
            models: models.collect(),
            tables: self.tables(material, |table| series.tables.contains(&table.name)),
        })
    }

    fn tables(&self, material: &Material, which: impl Fn(&Table) -> bool) -> Vec<TableView> {
        let chosen = material.drop.tables.iter().filter(|table| which(table));
        chosen.map(|table| table_view(self.pen, material, table)).collect()
    }
}

/// The queries behind a measure that takes the result of another document.
fn behind(material: &Material, from: &ResultRef) -> Option<String> {
    let statements = material.book.statements_behind(from);
    let texts: Vec<&str> = statements.iter().map(|sql| sql.text.trim_end()).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// A table with the files behind it.
pub fn table_view(pen: super::pen::Pen, material: &Material, table: &Table) -> TableView {
    let rows = usize::try_from(table.rows).unwrap_or(usize::MAX);
    let files = table.files.iter().filter_map(|file| material.drop.files.get(*file));
    TableView {
        name: table.name.clone(),
        rows: pen.count("source.rows", rows, &[("rows", &pen.number(table.rows))]),
        files: files
            .map(|file| FileView {
                path: file.path.clone(),
                facts: pen.facts([
                    table.sheet.as_ref().map(|sheet| pen.say("source.sheet", &[("sheet", sheet)])),
                    file.encoding.map(ToOwned::to_owned),
                    Some(short_hash(&file.hash)),
                ]),
            })
            .collect(),
    }
}

/// The first characters of a hash.
pub fn short_hash(hash: &str) -> String {
    hash.chars().take(SHORT_HASH).collect()
}

/// The statement of a model.
pub(super) fn model_text(material: &Material, name: &str) -> Option<String> {
    let models = &material.book.models;
    let sql: &Sql = models.iter().find(|model| model.name == name).map(|model| &model.sql)?;
    Some(sql.text.trim_end().to_owned())
}
