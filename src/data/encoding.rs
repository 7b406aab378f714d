//! Says how the text of a file is encoded.

use std::fs::File;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::fingerprint::Mark;
use super::{Input, unreadable};
use crate::diagnostic::{Diagnostic, Findings, did_you_mean};
use crate::scorecard::{DataFile, Layout, Stated};

/// How much text outside ASCII the guess rests on: more does not make it better, only slower.
const EVIDENCE: usize = 1 << 18;

/// How much is read at a time.
const CHUNK: usize = 1 << 16;

/// Names people are pointed to; the many others of the Encoding Standard are understood as well.
const NAMES: [&str; 10] =
    ["utf-8", "utf-16le", "utf-16be", "gb18030", "gbk", "big5", "shift_jis", "euc-kr", "windows-1252", "iso-8859-15"];

/// The encoding a text file is read in, stated or found out, which is noted; `None`, with a finding, where there is none.
pub(super) fn of(
    input: &Input,
    layout: &Layout,
    files: &mut [DataFile],
    findings: &mut Findings,
) -> Option<&'static Encoding> {
    let found = match &layout.encoding {
        Some(stated) => agreed(input, stated, findings)?,
        None => match detect(input) {
            Ok(Some(encoding)) => encoding,
            Ok(None) => {
                let message = format!("`{}` is not text: it holds zero bytes", input.path);
                let help = "export it as text, or give it the ending of its real format (.parquet, .xlsx)";
                findings.push(Diagnostic::error("file-not-text", message).in_file(&input.path, None).help(help));
                return None;
            }
            Err(error) => {
                findings.push(unreadable(&input.path, &error));
                return None;
            }
        },
    };
    files[input.index].encoding = Some(name(found));
    Some(found)
}

/// The stated encoding, unless there is none of that name or the file's first bytes name another.
fn agreed(input: &Input, stated: &Stated<String>, findings: &mut Findings) -> Option<&'static Encoding> {
    let Some(encoding) = Encoding::for_label(stated.value.as_bytes()) else {
        let help = match did_you_mean(&stated.value, NAMES) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                format!("such as {}; leave it out to have it found", NAMES.map(|name| format!("`{name}`")).join(", "))
            }
        };
        let message = format!("there is no encoding `{}`", stated.value);
        findings.push(Diagnostic::error("unknown-encoding", message).at(stated.span, "").help(help));
        return None;
    };
    let encoding = if encoding == encoding_rs::GB18030 { GBK } else { encoding };
    if encoding == UTF_8 && !input.fingerprint.utf8 && input.fingerprint.mark.is_none() {
        let looks = detect(input).ok().flatten().filter(|found| *found != UTF_8);
        let looks = looks.map(|found| format!("; it looks like {}", name(found))).unwrap_or_default();
        findings.push(unfit(input, stated, &format!("it holds bytes that mean nothing there{looks}")));
        return None;
    }
    let marked = input.fingerprint.mark.map(|mark| match mark {
        Mark::Utf8 => UTF_8,
        Mark::Utf16Le => UTF_16LE,
        Mark::Utf16Be => UTF_16BE,
    });
    match marked.filter(|marked| *marked != encoding) {
        None => Some(encoding),
        Some(marked) => {
            let why = format!("its first bytes say {}", name(marked));
            findings.push(unfit(input, stated, &why));
            None
        }
    }
}

/// A finding about a file that is not written as a contract says.
fn unfit(input: &Input, stated: &Stated<String>, why: &str) -> Diagnostic {
    Diagnostic::error("encoding-unfit", format!("`{}` is not in `{}`: {why}", input.path, stated.value))
        .at(stated.span, "")
        .help("leave `encoding` out to have it found, or state the one the export was made with")
}

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
