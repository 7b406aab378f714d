//! JSON: an array of objects, or one object a line.

use std::path::Path;

use encoding_rs::UTF_8;

use super::fingerprint::Mark;
use super::{Input, delimited, unreadable};
use crate::diagnostic::Findings;
use crate::scorecard::{DataFile, Format, TableSource};

/// The table of JSON files; `None` when one of them is no text.
pub(super) fn source(
    name: &str,
    inputs: &[Input],
    files: &mut [DataFile],
    scratch: &Path,
    findings: &mut Findings,
) -> Option<TableSource> {
    let mut paths = Vec::with_capacity(inputs.len());
    for input in inputs {
        let encoding = delimited::text_encoding(input, files, findings)?;
        let plain = encoding == UTF_8 && input.fingerprint.mark != Some(Mark::Utf8);
        let path = if plain {
            Ok(input.absolute.clone())
        } else {
            delimited::plain_copy(input, encoding, "json", scratch, findings)
        };
        paths.push(path.map_err(|error| findings.push(unreadable(&input.path, &error))).ok()?);
    }
    let files = inputs.iter().map(|input| input.index).collect();
    let name = name.to_owned();
    Some(TableSource { name, format: Format::Json, paths, files, columns: Vec::new(), sheet: None })
}
