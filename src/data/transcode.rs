//! Writes a plain UTF-8 copy of a text file: decoded, without a byte order mark, with `\n` at the end of each line.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use encoding_rs::{CoderResult, Decoder, Encoding};

/// How much is read at a time.
const CHUNK: usize = 1 << 18;

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
pub(super) fn copy(from: &Path, encoding: &'static Encoding, to: &Path) -> io::Result<Copied> {
    let mut reader = BufReader::with_capacity(CHUNK, File::open(from)?);
    let mut decoding = Decoding::new(encoding);
    let mut lines = Lines::new(BufWriter::with_capacity(CHUNK, File::create(to)?));
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

/// Makes every line end outside quotes `\n`.
struct Lines<W> {
    to: W,
    begun: bool,
    quoted: bool,
    after_return: bool,
}

impl<W: Write> Lines<W> {
    fn new(to: W) -> Self {
        Self { to, begun: false, quoted: false, after_return: false }
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        let mut kept = 0;
        for (at, byte) in text.bytes().enumerate() {
            let second_half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r' && !self.quoted;
            self.quoted ^= byte == b'"';
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

    fn finish(mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(chunks: &[&str]) -> String {
        let mut lines = Lines::new(Vec::new());
        for chunk in chunks {
            lines.write(chunk).expect("written");
        }
        String::from_utf8(lines.to).expect("text")
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
        let copied = copy(&from, encoding_rs::GBK, &to).expect("copied");
        assert_eq!(std::fs::read_to_string(&to).expect("text"), "订单,1\nx\u{FFFD},2\n");
        assert_eq!(copied, Copied { replaced: 1, first_replaced: Some(2) });
    }
}
