//! One pass over a file's bytes: its hash, and what kind of text it could be.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// How much is read at a time.
const CHUNK: usize = 1 << 18;

/// A mark at the beginning of a file that says how its text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// EF BB BF
    Utf8,
    /// FF FE
    Utf16Le,
    /// FE FF
    Utf16Be,
}

/// What one pass over a file tells. The fields about text are only filled for text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fingerprint {
    /// Its size.
    pub(super) bytes: u64,
    /// BLAKE3, in hexadecimal.
    pub(super) hash: String,
    /// The mark it begins with.
    pub(super) mark: Option<Mark>,
    /// Whether all of it is UTF-8.
    pub(super) utf8: bool,
    /// How many bytes are 0, at even and at odd places: text in UTF-16 without a mark has many on one side.
    pub(super) zeros: [u64; 2],
    /// Which line ends occur: `\r\n`, `\n` alone, `\r` alone.
    pub(super) line_ends: [bool; 3],
}

impl Fingerprint {
    /// Whether more than one kind of line end occurs.
    pub(super) fn mixed_line_ends(&self) -> bool {
        self.line_ends.iter().filter(|seen| **seen).count() > 1
    }
}

/// Reads a file once, in chunks.
pub(super) fn read(path: &Path, is_text: bool) -> io::Result<Fingerprint> {
    let mut file = File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut text = TextFacts::default();
    let mut buffer = vec![0; CHUNK];
    let mut bytes = 0;
    loop {
        let read = match file.read(&mut buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
        if is_text {
            text.feed(&buffer[..read], bytes);
        }
        bytes += read as u64;
    }
    let hash = hasher.finalize().to_hex().to_string();
    let mut fingerprint = text.finish();
    (fingerprint.bytes, fingerprint.hash) = (bytes, hash);
    Ok(fingerprint)
}

/// What is known of a text so far.
#[derive(Default)]
struct TextFacts {
    facts: Fingerprint,
    invalid: bool,
    /// The beginning of a character that goes on in the next chunk.
    pending: Vec<u8>,
    after_return: bool,
}

impl TextFacts {
    fn feed(&mut self, chunk: &[u8], offset: u64) {
        if offset == 0 {
            self.facts.mark = mark(chunk);
        }
        if !self.invalid {
            self.check_utf8(chunk);
        }
        if chunk.contains(&0) {
            self.count_zeros(chunk, offset);
        }
        self.find_line_ends(chunk);
    }

    fn count_zeros(&mut self, chunk: &[u8], offset: u64) {
        for (at, _) in chunk.iter().enumerate().filter(|(_, byte)| **byte == 0) {
            self.facts.zeros[(offset as usize + at) % 2] += 1;
        }
    }

    fn find_line_ends(&mut self, chunk: &[u8]) {
        if !self.after_return && !chunk.contains(&b'\r') {
            // Most files have one kind, which shows without a look at each byte.
            self.facts.line_ends[1] |= chunk.contains(&b'\n');
            return;
        }
        for byte in chunk {
            match byte {
                b'\n' => self.facts.line_ends[usize::from(!self.after_return)] = true,
                _ if self.after_return => self.facts.line_ends[2] = true,
                _ => {}
            }
            self.after_return = *byte == b'\r';
        }
    }

    /// Checks a chunk together with the bytes the one before left over.
    fn check_utf8(&mut self, chunk: &[u8]) {
        let joined;
        let bytes = if self.pending.is_empty() {
            chunk
        } else {
            joined = [self.pending.as_slice(), chunk].concat();
            joined.as_slice()
        };
        let rest = match std::str::from_utf8(bytes) {
            Ok(_) => Vec::new(),
            Err(error) => {
                self.invalid = error.error_len().is_some();
                bytes[error.valid_up_to()..].to_vec()
            }
        };
        self.pending = if self.invalid { Vec::new() } else { rest };
    }

    fn finish(mut self) -> Fingerprint {
        self.facts.line_ends[2] |= self.after_return;
        self.facts.utf8 = !self.invalid && self.pending.is_empty();
        self.facts
    }
}

fn mark(beginning: &[u8]) -> Option<Mark> {
    match beginning {
        [0xEF, 0xBB, 0xBF, ..] => Some(Mark::Utf8),
        [0xFF, 0xFE, ..] => Some(Mark::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Mark::Utf16Be),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(chunks: &[&[u8]]) -> Fingerprint {
        let mut text = TextFacts::default();
        let mut offset = 0;
        for chunk in chunks {
            text.feed(chunk, offset);
            offset += chunk.len() as u64;
        }
        text.finish()
    }

    #[test]
    fn a_character_cut_between_two_chunks_is_still_utf8() {
        let text = "订单,1\r\n".as_bytes();
        for cut in 0..text.len() {
            let found = facts(&[&text[..cut], &text[cut..]]);
            assert!(found.utf8, "cut at {cut}");
            assert_eq!(found.line_ends, [true, false, false], "cut at {cut}");
        }
        assert!(!facts(&[&text[..2]]).utf8, "ends within a character");
        assert!(!facts(&[b"\xB6\xA9\xB5\xA5,1\n"]).utf8, "GBK");
    }

    #[test]
    fn line_ends_are_told_apart() {
        assert_eq!(facts(&[b"a\rb\n"]).line_ends, [false, true, true]);
        assert!(facts(&[b"a\r\nb\n"]).mixed_line_ends());
        assert!(!facts(&[b"a\r\n", b"b\r\n"]).mixed_line_ends());
        assert_eq!(facts(&[b"a\rb\r"]).line_ends, [false, false, true]);
    }
}
