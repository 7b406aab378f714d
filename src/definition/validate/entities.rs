//! Where the entities of a scorecard are listed.

use super::super::decode::{Field, Spanned};
use super::super::raw;
use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::scorecard::{EntitySource, EntityTitle, Text};

/// The table of entities.
pub(super) fn entities(checker: &mut Checker<'_>, raw: &Spanned<raw::EntityTable>) -> EntitySource {
    let fields = &raw.value;
    EntitySource {
        table: column(checker, &fields.table, "table", raw),
        id: column(checker, &fields.id, "id", raw),
        parent: fields.parent.as_ref().map(|parent| named(checker, parent, "parent")),
        title: fields.title.as_ref().and_then(|title| titles(checker, title)),
        top: fields.top.as_ref().and_then(|top| self::top(checker, top)),
        span: raw.span,
    }
}

fn column(
    checker: &mut Checker<'_>,
    field: &Field<Spanned<String>>,
    name: &str,
    raw: &Spanned<raw::EntityTable>,
) -> String {
    let given = checker.required(field, name, "`entities`", raw.span);
    given.map(|given| named(checker, given, name)).unwrap_or_default()
}

/// The name of a table or column.
fn named(checker: &mut Checker<'_>, name: &Spanned<String>, field: &str) -> String {
    if name.value.trim().is_empty() {
        let finding = Diagnostic::error("empty-text", format!("`{field}` is empty"));
        checker.report(finding.at(name.span, "").help("name the table or column as it is called in the data"));
    }
    name.value.clone()
}

fn titles(checker: &mut Checker<'_>, raw: &Spanned<raw::EntityTitle>) -> Option<EntityTitle> {
    let words = match &raw.value {
        raw::EntityTitle::Text(column) => return Some((column.clone(), column.clone())),
        raw::EntityTitle::Map(words) => words,
    };
    let own = |words: &Option<Spanned<String>>| words.as_ref().map(|column| column.value.clone());
    let (zh, en) = (own(&words.zh), own(&words.en));
    let title = zh.clone().or(en.clone()).zip(en.or(zh));
    if title.is_none() {
        let finding = Diagnostic::error("empty-field", "`title` names no column");
        checker.report(finding.at(raw.span, "").help("name a column, or one a language: `{zh: name_zh, en: name_en}`"));
    }
    title
}

fn top(checker: &mut Checker<'_>, raw: &Spanned<raw::EntityTop>) -> Option<(String, Text)> {
    let title = checker.optional_text(raw.value.title.as_ref(), "title");
    let id = checker.required(&raw.value.id, "id", "`top`", raw.span)?;
    let id = named(checker, id, "id");
    let title = title.unwrap_or_else(|| Text::plain(&id));
    Some((id, title))
}
