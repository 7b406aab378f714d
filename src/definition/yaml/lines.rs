//! Where the lines of a text stand in the YAML that holds it.

use crate::diagnostic::Span;

/// For each line of `value`, the byte of `source` where it begins.
///
/// `span` is the place of the value in `source`: from the first letter of plain text or of a literal block, or from
/// the quote. Empty where the lines of the file are not those of the value: a folded block, an escape, a text
/// wrapped over several lines.
pub(crate) fn line_starts(source: &str, span: Span, value: &str) -> Vec<usize> {
    let Some(written) = source.get(span.start..span.end) else { return Vec::new() };
    if let Some(inside) = written.strip_prefix(['"', '\'']) {
        let same = inside.get(..value.len()) == Some(value) && !value.contains('\n');
        return if same { vec![span.start + 1] } else { Vec::new() };
    }
    if !value.contains('\n') && written.starts_with(value) {
        return vec![span.start];
    }
    block_lines(source, span.start, value).unwrap_or_default()
}

/// The lines of a literal block, each less the block's indentation; `first` lies in its first line that is not empty.
fn block_lines(source: &str, first: usize, value: &str) -> Option<Vec<usize>> {
    let empty = value.bytes().take_while(|byte| *byte == b'\n').count();
    let breaks = source.get(..first)?.rmatch_indices('\n');
    let mut at = breaks.map(|(at, _)| at + 1).nth(empty)?;
    let mut starts = Vec::new();
    for line in value.split_terminator('\n') {
        let rest = source.get(at..)?;
        let written = rest.lines().next().unwrap_or_default();
        let indentation = written.strip_suffix(line)?;
        if !indentation.bytes().all(|byte| byte == b' ') {
            return None;
        }
        starts.push(at + indentation.len());
        at += rest.find('\n').map_or(rest.len(), |newline| newline + 1);
    }
    Some(starts)
}

#[cfg(test)]
mod tests {
    use super::super::{Value, parse};
    use super::*;
    use crate::diagnostic::FileId;

    /// The rest of the file's line from each place found for the value of `sql`.
    fn lines(source: &str) -> Vec<&str> {
        let root = parse(FileId(0), source).expect("YAML");
        let Value::Map(map) = &root.value else { panic!("a map") };
        let (_, sql) = map.last().expect("a field");
        let Value::Text(text) = &sql.value else { panic!("text") };
        let found = line_starts(source, sql.span, text);
        found.into_iter().map(|at| source[at..].lines().next().unwrap_or_default()).collect()
    }

    #[test]
    fn a_literal_block_after_chinese_text() {
        assert_eq!(lines("名: 值\nsql: |\n  SELECT\n\n    客户\n"), ["SELECT", "", "  客户"]);
        assert_eq!(lines("名: 值\nsql: |\n\n\n  SELECT\n  1"), ["", "", "SELECT", "1"]);
    }

    #[test]
    fn line_breaks_of_windows_and_a_header_with_more_than_a_bar() {
        assert_eq!(lines("sql: |2- # why\r\n\r\n   a\r\n  b\r\n"), ["", " a", "b"]);
    }

    #[test]
    fn one_line_is_found_plain_and_in_quotes_but_not_when_escaped_or_folded() {
        assert_eq!(lines("sql: SELECT 1\n"), ["SELECT 1"]);
        assert_eq!(lines("sql: 'SELECT 1'\n"), ["SELECT 1'"]);
        assert_eq!(lines("sql: \"SELECT 1\"\n"), ["SELECT 1\""]);
        let none: [&str; 0] = [];
        assert_eq!(lines("sql: \"a\\tb\"\n"), none);
        assert_eq!(lines("sql: 'it''s'\n"), none);
        assert_eq!(lines("sql: >\n  a\n  b\n"), none);
        assert_eq!(lines("sql: a\n  b\n"), none);
    }

    #[test]
    fn a_text_an_alias_repeats_is_found_where_it_is_written() {
        assert_eq!(lines("one: &q |\n  SELECT\n  1\nsql: *q\n"), ["SELECT", "1"]);
    }
}
