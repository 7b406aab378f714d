//! Parquet: read by the engine where it stands; only looked at for signs of a cut-off download.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::{Input, unreadable};
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{Format, TableSource};

/// Stands at both ends of every Parquet file.
const MAGIC: &[u8; 4] = b"PAR1";

/// The table of Parquet files; `None` when one of them is broken.
pub(super) fn source(name: &str, inputs: &[Input], findings: &mut Findings) -> Option<TableSource> {
    let whole: Vec<bool> = inputs.iter().map(|input| is_whole(input, findings)).collect();
    if !whole.into_iter().all(|whole| whole) {
        return None;
    }
    Some(TableSource {
        name: name.to_owned(),
        format: Format::Parquet,
        paths: inputs.iter().map(|input| input.absolute.clone()).collect(),
        files: inputs.iter().map(|input| input.index).collect(),
        columns: Vec::new(),
        lines_down: Vec::new(),
        sheet: None,
    })
}

fn is_whole(input: &Input, findings: &mut Findings) -> bool {
    let problem = match ends(&input.absolute) {
        Ok((begin, end)) if begin == *MAGIC && end == *MAGIC => return true,
        Ok((begin, _)) if begin == *MAGIC => "is cut off: its end is missing",
        Ok(_) => "is not a Parquet file",
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => "is too short for a Parquet file",
        Err(error) => {
            findings.push(unreadable(&input.path, &error));
            return false;
        }
    };
    let finding = Diagnostic::error("parquet-broken", format!("`{}` {problem}", input.path))
        .in_file(&input.path, None)
        .help("copy or export it again");
    findings.push(finding);
    false
}

fn ends(path: &Path) -> io::Result<([u8; 4], [u8; 4])> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() < 12 {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let (mut begin, mut end) = ([0; 4], [0; 4]);
    file.read_exact(&mut begin)?;
    file.seek(SeekFrom::End(-4))?;
    file.read_exact(&mut end)?;
    Ok((begin, end))
}
