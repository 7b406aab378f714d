//! What a table, a statement and a test depend on, as keys.

use super::key::{Key, KeyBuilder};
use crate::diagnostic::Span;
use crate::scorecard::{
    ColumnRule, Contract, DataCheck, DataFile, DataTest, Format, Layout, Limits, Sql, Stated, TableSource,
};

/// The content of a table: its files by path and hash, how they are read, and what its contract makes of them.
///
/// Paths belong to it because findings name them.
pub(super) fn table(source: &TableSource, files: &[DataFile], contract: Option<&Contract>) -> Key {
    let format = match source.format {
        Format::Csv(style) => format!("csv {} {:?}", style.delimiter, style.quote),
        Format::Parquet => "parquet".to_owned(),
        Format::Json => "json".to_owned(),
    };
    let mut key = Key::of("table").text(&source.name).text(&format).maybe(source.sheet.as_deref());
    for file in source.files.iter().filter_map(|at| files.get(*at)) {
        key = key.text(&file.path).text(&file.hash).maybe(file.encoding);
    }
    for columns in &source.columns {
        key = key.texts(columns);
    }
    key = source.lines_down.iter().fold(key, |key, lines| key.text(&lines.to_string()));
    let counts = [source.files.len(), source.columns.len(), source.lines_down.len(), source.paths.len()];
    key = counts.iter().fold(key, |key, count| key.number(*count as u64));
    match contract {
        Some(contract) => with_contract(key, contract).done(),
        None => key.number(0).done(),
    }
}

/// What a contract says of how a table is read, without its tests.
fn with_contract(key: KeyBuilder, contract: &Contract) -> KeyBuilder {
    let Contract { table, title: _, layout, null_values, columns, tests: _, span: _ } = contract;
    let column = |key: KeyBuilder, rule: &ColumnRule| {
        let ColumnRule { name, rename, data_type, numbers, dates, private, span: _ } = rule;
        key.text(name)
            .maybe(rename.as_deref())
            .text(&format!("{data_type:?} {numbers:?} {private}"))
            .maybe(dates.as_deref())
    };
    let key = with_layout(key.number(1).text(table).texts(null_values), layout);
    columns.iter().fold(key, column).number(columns.len() as u64)
}

fn with_layout(key: KeyBuilder, layout: &Layout) -> KeyBuilder {
    fn said<T: std::fmt::Debug>(stated: Option<&Stated<T>>) -> String {
        format!("{:?}", stated.map(|stated| &stated.value))
    }
    let Layout { files, encoding, delimiter, quote, sheet, begin, header } = layout;
    let files = files.iter().map(|file| &file.value);
    let options = [
        said(encoding.as_ref()),
        said(delimiter.as_ref()),
        said(quote.as_ref()),
        said(sheet.as_ref()),
        said(begin.as_ref()),
        said(header.as_ref()),
    ];
    key.texts(files).texts(options)
}

/// A statement, and how it is laid out in its file: where the same words stand otherwise, places in it differ.
pub(super) fn sql(key: KeyBuilder, sql: &Sql) -> KeyBuilder {
    let Sql { text, span, line_starts } = sql;
    let lines = line_starts.iter().map(|start| start.wrapping_sub(span.start) as u64);
    let key = lines.fold(length(key.text(text), *span), KeyBuilder::number);
    key.number(line_starts.len() as u64)
}

/// How long something is in its file.
pub(super) fn length(key: KeyBuilder, span: Span) -> KeyBuilder {
    key.number(span.end.wrapping_sub(span.start) as u64)
}

/// What queries may use.
pub(super) fn limits(key: KeyBuilder, limits: &Limits) -> KeyBuilder {
    let Limits { memory, seconds } = limits;
    key.number(*memory).number(*seconds)
}

/// A test of a table; its statements' places are anchors for what is found about them.
pub(super) fn test(key: KeyBuilder, test: &DataTest) -> KeyBuilder {
    let DataTest { check, title: _, warns, filter, allowed, accepted, span } = test;
    let key = match check {
        DataCheck::Sql(own) => sql(key.text("sql"), own),
        plain => key.text(&format!("{plain:?}")),
    };
    let key = match filter {
        Some(filter) => sql(key.number(1), filter),
        None => key.number(0),
    };
    length(key, *span).text(&format!("{warns} {allowed:?} {}", accepted.is_some()))
}
