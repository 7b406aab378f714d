//! What a contract says about the files of a table: which they are, and how they are written.

use super::super::decode::Spanned;
use super::super::raw;
use super::Checker;
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Begin, Delimiter, Header, Layout, Stated};

/// Delimiters that have a word.
const DELIMITERS: [(&str, Delimiter); 5] = [
    ("comma", Delimiter::Character(b',')),
    ("tab", Delimiter::Character(b'\t')),
    ("semicolon", Delimiter::Character(b';')),
    ("bar", Delimiter::Character(b'|')),
    ("whitespace", Delimiter::Whitespace),
];

/// The layout of a table's files.
pub(super) fn layout(checker: &mut Checker<'_>, raw: &raw::DataTable) -> Layout {
    let sheet = raw.sheet.as_ref().map(|sheet| stated(sheet.value.0.trim().to_owned(), sheet.span));
    let encoding = raw.encoding.as_ref().map(|name| stated(name.value.trim().to_owned(), name.span));
    Layout {
        files: files(checker, raw.files.as_ref()),
        encoding,
        delimiter: raw.delimiter.as_ref().and_then(|written| delimiter(checker, written)),
        quote: raw.quote.as_ref().and_then(|written| quote(checker, written)),
        sheet,
        begin: begin(checker, raw),
        header: raw.header.as_ref().and_then(|written| header(checker, written)),
    }
}

fn stated<T>(value: T, span: Span) -> Stated<T> {
    Stated { value, span }
}

fn files(checker: &mut Checker<'_>, raw: Option<&Spanned<raw::Files>>) -> Vec<Stated<String>> {
    let Some(raw) = raw else { return Vec::new() };
    let patterns = match &raw.value {
        raw::Files::Text(pattern) => vec![stated(pattern.trim().to_owned(), raw.span)],
        raw::Files::List(list) => {
            list.iter().map(|pattern| stated(pattern.value.trim().to_owned(), pattern.span)).collect()
        }
    };
    if patterns.is_empty() || patterns.iter().any(|pattern| pattern.value.is_empty()) {
        let finding = Diagnostic::error("empty-field", "`files` names no file");
        checker.report(finding.at(raw.span, "").help("write a path below `data/`, such as `export_*.csv`, or several"));
    }
    patterns
}

fn delimiter(checker: &mut Checker<'_>, raw: &Spanned<String>) -> Option<Stated<Delimiter>> {
    let named = DELIMITERS.iter().find(|(word, _)| *word == raw.value.trim()).map(|(_, delimiter)| *delimiter);
    let found = named.or_else(|| character(&raw.value).map(Delimiter::Character));
    if found.is_none() {
        let help = "write `comma`, `tab`, `semicolon`, `bar`, `whitespace`, or the one character itself in quotes";
        let finding = Diagnostic::error("bad-delimiter", format!("`{}` is no delimiter", raw.value));
        checker.report(finding.at(raw.span, "").help(help));
    }
    found.map(|delimiter| stated(delimiter, raw.span))
}

fn quote(checker: &mut Checker<'_>, raw: &Spanned<String>) -> Option<Stated<Option<u8>>> {
    let found = if raw.value.trim() == "none" { Some(None) } else { character(&raw.value).map(Some) };
    if found.is_none() {
        let finding = Diagnostic::error("bad-quote", format!("`{}` is no quotation mark", raw.value));
        checker.report(finding.at(raw.span, "").help("write the one character, such as \"'\", or `none`"));
    }
    found.map(|quote| stated(quote, raw.span))
}

/// The one character of ASCII a text is made of; neither a letter nor a digit, nor what ends a line.
fn character(text: &str) -> Option<u8> {
    match text.as_bytes() {
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'\n' | b'\r') => Some(*byte),
        _ => None,
    }
}

fn begin(checker: &mut Checker<'_>, raw: &raw::DataTable) -> Option<Stated<Begin>> {
    if let (Some(row), Some(skip)) = (&raw.header_row, &raw.skip_rows) {
        let finding = Diagnostic::error("header-row-twice", "`header_row` and `skip_rows` say the same thing twice");
        let help =
            format!("keep one: `skip_rows: {}` means `header_row: {}`", skip.value, skip.value.saturating_add(1));
        checker.report(finding.at(row.span, "").help(help));
    }
    if let (Some(row), Some(_)) = (&raw.header_row, &raw.header) {
        let message = "`header_row` says where the names are, and `header` that the files have none";
        let help = "keep one; rows above the data are passed over with `skip_rows`";
        checker.report(Diagnostic::error("header-row-twice", message).at(row.span, "").help(help));
    }
    if let Some(row) = raw.header_row.as_ref().filter(|row| row.value == 0) {
        let finding = Diagnostic::error("bad-header-row", "rows are counted from 1");
        checker.report(finding.at(row.span, "").help("write the number an editor or the spreadsheet shows beside it"));
    }
    let row = raw.header_row.as_ref().map(|row| stated(Begin::HeaderIn(row.value), row.span));
    row.or_else(|| raw.skip_rows.as_ref().map(|rows| stated(Begin::After(rows.value), rows.span)))
}

fn header(checker: &mut Checker<'_>, raw: &Spanned<raw::Header>) -> Option<Stated<Header>> {
    let header = match &raw.value {
        // As if it were not written: the files have one.
        raw::Header::Boolean(true) => return None,
        raw::Header::Boolean(false) => Header::Numbered,
        raw::Header::List(names) => Header::Names(names.iter().map(|name| name.value.0.trim().to_owned()).collect()),
    };
    let (mut seen, raw::Header::List(names)) = (Vec::new(), &raw.value) else { return Some(stated(header, raw.span)) };
    for name in names {
        let lower = name.value.0.trim().to_lowercase();
        if lower.is_empty() || seen.contains(&lower) {
            let message =
                format!("the columns of a table have different names, and `{}` is not a new one", name.value.0);
            let finding = Diagnostic::error("column-twice", message);
            checker.report(finding.at(name.span, "").help("write one name a column, from left to right"));
        }
        seen.push(lower);
    }
    if names.is_empty() {
        let finding = Diagnostic::error("empty-field", "`header` names no column");
        checker.report(finding.at(raw.span, "").help("write one name a column, or `header: false`"));
    }
    Some(stated(header, raw.span))
}
