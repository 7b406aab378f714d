//! The text files findings point into.

/// A file read by this run; hands out by [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The whole of a file's first line: for findings about the file as such.
    pub fn beginning(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }
}

/// Every text file that was read, with its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<(String, String)>,
}

impl Sources {
    /// Takes in a file; `path` is relative to the book, with `/`.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.files.push((path.into(), text.into()));
        id
    }

    /// The path of a file.
    pub fn path(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("", |(path, _)| path)
    }

    /// The text of a file.
    pub fn text(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("", |(_, text)| text)
    }

    /// The line and column, both from 1, the column in characters, of a span's first byte.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let (line, before) = self.before(span.file, span.start);
        (line, before.chars().count() + 1)
    }

    /// The same of the place right after a span's last byte.
    pub(super) fn end_line_column(&self, span: Span) -> (usize, usize) {
        let (line, before) = self.before(span.file, span.end);
        (line, before.chars().count() + 1)
    }

    /// Where a span begins and where it has ended: lines and columns from 1, columns in UTF-16 code units.
    pub(super) fn utf16(&self, span: Span) -> ((usize, usize), (usize, usize)) {
        let place = |at| {
            let (line, before) = self.before(span.file, at);
            (line, before.chars().map(char::len_utf16).sum::<usize>() + 1)
        };
        (place(span.start), place(span.end.max(span.start)))
    }

    /// The line (from 1) that holds a byte, and what stands before the byte on that line.
    fn before(&self, file: FileId, at: usize) -> (usize, &str) {
        let text = self.text(file);
        let before = text.get(..floor_char_boundary(text, at)).unwrap_or(text);
        let line_begin = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, &before[line_begin..])
    }

    /// The byte where a line (from 1) begins, and where it ends without its line break.
    pub fn line_span(&self, file: FileId, line: usize) -> Span {
        let text = self.text(file);
        let start = match line.checked_sub(2) {
            None => 0,
            Some(skip) => text.match_indices('\n').nth(skip).map_or(text.len(), |(at, _)| at + 1),
        };
        let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
        Span { file, start, end: start + text[start..end].trim_end_matches('\r').len() }
    }

    /// Every file, in the order read.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

/// The largest char boundary at or before `at`.
pub(super) fn floor_char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "a: 1\n标题: x\n");
        let at = sources.text(file).find('x').expect("x");
        assert_eq!(sources.line_column(Span { file, start: at, end: at + 1 }), (2, 5));
        assert_eq!(sources.line_span(file, 2), Span { file, start: 5, end: 14 });
    }

    #[test]
    fn utf16_columns_count_two_for_what_lies_beyond_the_first_plane() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "a: 1\n𠮷题: x\n");
        let at = sources.text(file).find('x').expect("x");
        assert_eq!(sources.utf16(Span { file, start: at, end: at + 1 }), ((2, 6), (2, 7)));
        assert_eq!(sources.utf16(Span { file, start: 0, end: 999 }), ((1, 1), (3, 1)));
    }
}
