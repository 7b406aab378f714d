//! Says how the text of a file is encoded.

use std::fs::File;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::Input;
use super::fingerprint::Mark;

/// How much text outside ASCII the guess rests on: more does not make it better, only slower.
const EVIDENCE: usize = 1 << 18;

/// How much is read at a time.
const CHUNK: usize = 1 << 16;

/// The encoding of a text file, or `None` for what is no text at all.
///
/// A byte order mark settles it; then UTF-8, if the whole file is valid; then UTF-16 without a mark, which shows by a 0
/// in every second byte; else the most likely legacy encoding.
pub(super) fn detect(input: &Input) -> io::Result<Option<&'static Encoding>> {
    let facts = &input.fingerprint;
    match facts.mark {
        Some(Mark::Utf16Le) => return Ok(Some(UTF_16LE)),
        Some(Mark::Utf16Be) => return Ok(Some(UTF_16BE)),
        Some(Mark::Utf8) if facts.utf8 => return Ok(Some(UTF_8)),
        _ => {}
    }
    let [even, odd] = facts.zeros;
    let quarter = facts.bytes / 4;
    match (even, odd) {
        (0, 0) if facts.utf8 => Ok(Some(UTF_8)),
        (0, 0) => guess(input).map(Some),
        _ if odd > quarter && even < odd / 8 => Ok(Some(UTF_16LE)),
        _ if even > quarter && odd < even / 8 => Ok(Some(UTF_16BE)),
        _ => Ok(None),
    }
}

/// The name a report gives an encoding. Decoders of GBK and GB2312 are those of GB18030.
pub(super) fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GBK { "GB18030" } else { encoding.name() }
}

fn guess(input: &Input) -> io::Result<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut file = File::open(&input.absolute)?;
    let mut buffer = vec![0; CHUNK];
    let mut evidence = 0;
    while evidence < EVIDENCE {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        evidence += buffer[..read].iter().filter(|byte| !byte.is_ascii()).count();
        detector.feed(&buffer[..read], false);
    }
    detector.feed(&[], true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    Ok(if guess == encoding_rs::GB18030 { GBK } else { guess })
}
