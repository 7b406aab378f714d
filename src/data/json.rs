//! JSON: an array of objects, or one object a line.

use std::path::{Path, PathBuf};

use encoding_rs::UTF_8;

use super::fingerprint::Mark;
use super::transcode::Plan;
use super::{Input, delimited, encoding, unreadable};
use crate::diagnostic::Findings;
use crate::scorecard::{DataFile, Format, Layout, TableSource};

/// The table of JSON files; `None` when one of them is no text.
pub(super) fn source(
    name: &str,
    inputs: &[Input],
    layout: &Layout,
    files: &mut [DataFile],
    scratch: &Path,
    findings: &mut Findings,
) -> Option<TableSource> {
    let paths: Vec<Option<PathBuf>> =
        inputs.iter().map(|input| plain_path(input, layout, files, scratch, findings)).collect();
    let paths = paths.into_iter().collect::<Option<_>>()?;
    let files = inputs.iter().map(|input| input.index).collect();
    let name = name.to_owned();
    Some(TableSource {
        name,
        format: Format::Json,
        paths,
        files,
        columns: Vec::new(),
        lines_down: Vec::new(),
        sheet: None,
    })
}

/// The file itself when it is plain UTF-8, else a copy that is.
fn plain_path(
    input: &Input,
    layout: &Layout,
    files: &mut [DataFile],
    scratch: &Path,
    findings: &mut Findings,
) -> Option<PathBuf> {
    let encoding = encoding::of(input, layout, files, findings)?;
    if encoding == UTF_8 && input.fingerprint.mark != Some(Mark::Utf8) {
        return Some(input.absolute.clone());
    }
    let copy = delimited::plain_copy(input, encoding, "json", &Plan::default(), scratch, findings);
    copy.map_err(|error| findings.push(unreadable(&input.path, &error))).ok()
}
