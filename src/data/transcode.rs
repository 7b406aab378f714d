//! Writes a plain UTF-8 copy of a text file: decoded, without a byte order mark, with `\n` at the end of each line, and
//! arranged as a contract asks.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use encoding_rs::{CoderResult, Decoder, Encoding};

use crate::scorecard::{Delimiter, Layout};

/// How much is read at a time.
const CHUNK: usize = 1 << 18;

/// What stands between columns that blanks stood between.
const GAP: u8 = b'\t';

/// How the lines of a text are arranged on the way into a copy.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// So many lines are left out first.
    pub(super) pass_over: usize,
    /// What stands between columns, where that is stated.
    stated: Option<Delimiter>,
    /// What stands around cells.
    pub(super) quote: Option<u8>,
    /// A line to begin with, where the file has no header.
    pub(super) first_line: Option<String>,
}

impl Default for Plan {
    fn default() -> Self {
        Self::of(&Layout::default())
    }
}

impl Plan {
    /// What a layout asks for; the first line is left to whoever knows how many columns there are.
    pub(super) fn of(layout: &Layout) -> Self {
        Self {
            pass_over: layout.passed_over(),
            stated: layout.delimiter.as_ref().map(|delimiter| delimiter.value),
            quote: layout.quote.as_ref().map_or(Some(b'"'), |quote| quote.value),
            first_line: None,
        }
    }

    /// Whether runs of blanks stand between columns.
    fn has_gaps(&self) -> bool {
        self.stated == Some(Delimiter::Whitespace)
    }

    /// What stands between columns in the copy, where that is stated.
    pub(super) fn delimiter(&self) -> Option<u8> {
        self.stated.map(|delimiter| match delimiter {
            Delimiter::Character(byte) => byte,
            Delimiter::Whitespace => GAP,
        })
    }

    /// Whether lines are not left as they are.
    pub(super) fn changes_lines(&self) -> bool {
        self.pass_over > 0 || self.first_line.is_some() || self.has_gaps()
    }
}

/// What became of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Copied {
    /// How many times U+FFFD stands for bytes that mean nothing in the encoding.
    pub(super) replaced: u64,
    /// The first line, from 1, with such bytes.
    pub(super) first_replaced: Option<u64>,
}

/// Copies a file in chunks. Line ends inside quotes stay as they are; blank lines before the first line with
/// anything in it are left out.
pub(super) fn copy(from: &Path, encoding: &'static Encoding, to: &Path, plan: &Plan) -> io::Result<Copied> {
    let mut reader = BufReader::with_capacity(CHUNK, File::open(from)?);
    let mut decoding = Decoding::new(encoding);
    let mut lines = Lines::new(BufWriter::with_capacity(CHUNK, File::create(to)?), plan);
    if let Some(line) = &plan.first_line {
        writeln!(lines.to.to, "{line}")?;
    }
    let mut buffer = vec![0; CHUNK];
    loop {
        let read = reader.read(&mut buffer)?;
        lines.write(decoding.decode(&buffer[..read], read == 0))?;
        if read == 0 {
            break;
        }
    }
    lines.finish()?;
    Ok(Copied { replaced: decoding.replaced, first_replaced: decoding.first_replaced })
}

/// The beginning of a file as text, up to `limit` bytes of it; the last character may be cut off.
pub(super) fn head(from: &Path, encoding: &'static Encoding, limit: usize) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(from)?.take(limit as u64).read_to_end(&mut bytes)?;
    let mut decoding = Decoding::new(encoding);
    Ok(decoding.decode(&bytes, false).to_owned())
}

/// The beginning of a text as a copy would have it, but for its first line and its line ends.
pub(super) fn arranged(head: &str, plan: &Plan) -> String {
    let mut rest = head.trim_start_matches('\u{FEFF}');
    for _ in 0..plan.pass_over {
        rest = rest.find(['\r', '\n']).map_or("", |end| {
            let after = &rest[end..];
            after.strip_prefix("\r\n").unwrap_or(&after[1..])
        });
    }
    let mut text = Gaps::new(Vec::new(), plan);
    // Writing into memory does not fail.
    let written = text.write_all(rest.as_bytes());
    written.map(|()| String::from_utf8_lossy(&text.to).into_owned()).unwrap_or_default()
}

/// Bytes to text, chunk by chunk.
struct Decoding {
    decoder: Decoder,
    text: String,
    line: u64,
    replaced: u64,
    first_replaced: Option<u64>,
}

impl Decoding {
    fn new(encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { decoder, text: String::new(), line: 1, replaced: 0, first_replaced: None }
    }

    fn decode(&mut self, mut bytes: &[u8], last: bool) -> &str {
        self.text.clear();
        self.text.reserve(self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(4 * CHUNK));
        loop {
            let (result, read, replaced) = self.decoder.decode_to_string(bytes, &mut self.text, last);
            bytes = &bytes[read..];
            self.replaced += u64::from(replaced);
            match result {
                CoderResult::InputEmpty => break,
                CoderResult::OutputFull => self.text.reserve(CHUNK),
            }
        }
        if self.replaced > 0 && self.first_replaced.is_none() {
            let before = self.text.find('\u{FFFD}').unwrap_or(0);
            self.first_replaced = Some(self.line + newlines(&self.text[..before]));
        }
        self.line += newlines(&self.text);
        &self.text
    }
}

fn newlines(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}

/// Makes every line end outside quotes `\n`, and leaves lines out.
struct Lines<W> {
    to: Gaps<W>,
    /// Lines still to be left out.
    pass_over: usize,
    quote: Option<u8>,
    begun: bool,
    quoted: bool,
    after_return: bool,
}

impl<W: Write> Lines<W> {
    fn new(to: W, plan: &Plan) -> Self {
        let (pass_over, quote) = (plan.pass_over, plan.quote);
        Self { to: Gaps::new(to, plan), pass_over, quote, begun: false, quoted: false, after_return: false }
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        let text = self.after_those_left_out(text);
        let mut kept = 0;
        for (at, byte) in text.bytes().enumerate() {
            let second_half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r' && !self.quoted;
            self.quoted ^= Some(byte) == self.quote;
            let line_end = matches!(byte, b'\r' | b'\n') && !self.quoted;
            if second_half || self.after_return || (line_end && !self.begun) {
                self.to.write_all(&text.as_bytes()[kept..at])?;
                kept = at + 1;
            }
            if self.after_return && self.begun {
                self.to.write_all(b"\n")?;
            }
            self.begun |= !line_end;
        }
        self.to.write_all(&text.as_bytes()[kept..])
    }

    /// What is left of a chunk. Quotes in lines above the header mean nothing.
    fn after_those_left_out<'t>(&mut self, text: &'t str) -> &'t str {
        let mut bytes = text.bytes().enumerate();
        while self.pass_over > 0 {
            let Some((_, byte)) = bytes.next() else { return "" };
            let second_half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            self.pass_over -= usize::from(matches!(byte, b'\r' | b'\n') && !second_half);
        }
        bytes.next().map_or("", |(at, _)| &text[at..])
    }

    fn finish(mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Makes every run of blanks outside quotes one [`GAP`], and none at the ends of a line.
struct Gaps<W> {
    to: W,
    /// Whether it does so at all.
    wanted: bool,
    quote: Option<u8>,
    quoted: bool,
    line: Line,
}

/// How far a line has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Nothing but blanks so far.
    Empty,
    /// Within a cell.
    Cell,
    /// After a cell, within blanks.
    Blanks,
}

impl<W: Write> Gaps<W> {
    fn new(to: W, plan: &Plan) -> Self {
        let (wanted, quote) = (plan.has_gaps(), plan.quote);
        Self { to, wanted, quote, quoted: false, line: Line::Empty }
    }

    fn byte(&mut self, byte: u8) -> io::Result<()> {
        self.quoted ^= Some(byte) == self.quote;
        match (byte, self.quoted, self.line) {
            (b' ' | b'\t', false, Line::Empty) => return Ok(()),
            (b' ' | b'\t', false, _) => {
                self.line = Line::Blanks;
                return Ok(());
            }
            (b'\n' | b'\r', false, _) => self.line = Line::Empty,
            (_, _, before) => {
                if before == Line::Blanks {
                    self.to.write_all(&[GAP])?;
                }
                self.line = Line::Cell;
            }
        }
        self.to.write_all(&[byte])
    }
}

impl<W: Write> Write for Gaps<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.wanted {
            return self.to.write(bytes);
        }
        bytes.iter().try_for_each(|byte| self.byte(*byte))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(chunks: &[&str]) -> String {
        arranged_in(chunks, &Plan::default())
    }

    fn arranged_in(chunks: &[&str], plan: &Plan) -> String {
        let mut lines = Lines::new(Vec::new(), plan);
        for chunk in chunks {
            lines.write(chunk).expect("written");
        }
        String::from_utf8(lines.to.to).expect("text")
    }

    #[test]
    fn lines_are_passed_over_wherever_chunks_are_cut() {
        let text = "say \"hi\r\n\r\na,b\r\n1,2\r\n";
        let plan = Plan { pass_over: 2, ..Plan::default() };
        for cut in 0..text.len() {
            assert_eq!(arranged_in(&[&text[..cut], &text[cut..]], &plan), "a,b\n1,2\n", "cut at {cut}");
        }
        assert_eq!(arranged(text, &plan), "a,b\r\n1,2\r\n");
        assert_eq!(arranged_in(&["a\n"], &plan), "");
    }

    #[test]
    fn runs_of_blanks_become_one_gap() {
        let plan = Plan { stated: Some(Delimiter::Whitespace), ..Plan::default() };
        let text = " 00001 19970101  1   11.77\n\t2 \"a  b\" 3 \n";
        for cut in 0..text.len() {
            let arranged = arranged_in(&[&text[..cut], &text[cut..]], &plan);
            assert_eq!(arranged, "00001\t19970101\t1\t11.77\n2\t\"a  b\"\t3\n", "cut at {cut}");
        }
        assert_eq!(arranged("a  b\r\n c d", &plan), "a\tb\r\nc\td");
    }

    #[test]
    fn line_ends_become_one_kind_and_those_in_quotes_stay() {
        assert_eq!(lines(&["a,b\r\n1,2\r3,4\n"]), "a,b\n1,2\n3,4\n");
        assert_eq!(lines(&["a\r", "\nb\r\n"]), "a\nb\n");
        assert_eq!(lines(&["\"x\r\ny\",\"say \"\"\r\"\"\"\r\n1,2"]), "\"x\r\ny\",\"say \"\"\r\"\"\"\n1,2");
        assert_eq!(lines(&["\r\n\n", "\na\n\nb"]), "a\n\nb");
    }

    #[test]
    fn legacy_text_is_decoded_and_bytes_without_meaning_are_counted() {
        let folder = tempfile::tempdir().expect("a folder");
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        // 订单 in GBK, then a byte that begins nothing.
        std::fs::write(&from, b"\xB6\xA9\xB5\xA5,1\r\nx\xFF,2\r\n").expect("written");
        let copied = copy(&from, encoding_rs::GBK, &to, &Plan::default()).expect("copied");
        assert_eq!(std::fs::read_to_string(&to).expect("text"), "订单,1\nx\u{FFFD},2\n");
        assert_eq!(copied, Copied { replaced: 1, first_replaced: Some(2) });
    }
}
