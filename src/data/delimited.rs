//! CSV and its kin: encoding, delimiter and header of each file, brought into a form the engine reads.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};

use super::header::{self, Header, Repairs};
use super::{Input, encoding, transcode, unreadable};
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{DataFile, Format, TableSource};

/// How much of a file is looked at for its delimiter and header.
const HEAD: usize = 1 << 18;

/// One file as the engine will read it.
struct Prepared {
    path: PathBuf,
    delimiter: u8,
    columns: Vec<String>,
}

/// The table of delimited files; `None` when none of them can be read.
pub(super) fn source(
    name: &str,
    inputs: &[Input],
    files: &mut [DataFile],
    scratch: &Path,
    findings: &mut Findings,
) -> Option<TableSource> {
    let mut prepared = Vec::with_capacity(inputs.len());
    for input in inputs {
        let encoding = text_encoding(input, files, findings)?;
        match prepare(input, encoding, scratch, findings) {
            Ok(Some(file)) => prepared.push(file),
            Ok(None) => return None,
            Err(error) => {
                findings.push(unreadable(&input.path, &error));
                return None;
            }
        }
    }
    let delimiter = one_delimiter(&prepared, inputs, findings)?;
    compare_columns(&prepared, inputs, findings)?;
    let (paths, columns) = prepared.into_iter().map(|file| (file.path, file.columns)).unzip();
    let files = inputs.iter().map(|input| input.index).collect();
    Some(TableSource { name: name.to_owned(), format: Format::Csv { delimiter }, paths, files, columns, sheet: None })
}

/// Detects and notes the encoding of a text file; a finding and `None` when it is no text.
pub(super) fn text_encoding(
    input: &Input,
    files: &mut [DataFile],
    findings: &mut Findings,
) -> Option<&'static Encoding> {
    match encoding::detect(input) {
        Ok(Some(encoding)) => {
            files[input.index].encoding = Some(encoding::name(encoding));
            Some(encoding)
        }
        Ok(None) => {
            let message = format!("`{}` is not text: it holds zero bytes", input.path);
            let help = "export it as text, or give it the ending of its real format (.parquet, .xlsx)";
            findings.push(Diagnostic::error("file-not-text", message).in_file(&input.path, None).help(help));
            None
        }
        Err(error) => {
            findings.push(unreadable(&input.path, &error));
            None
        }
    }
}

fn prepare(
    input: &Input,
    encoding: &'static Encoding,
    scratch: &Path,
    findings: &mut Findings,
) -> std::io::Result<Option<Prepared>> {
    let Some(header) = header::read(&transcode::head(&input.absolute, encoding, HEAD)?) else {
        let message = format!("`{}` holds only blank lines", input.path);
        let help = "export it again, or take it out of `data/`";
        findings.push(Diagnostic::error("file-empty", message).in_file(&input.path, None).help(help));
        return Ok(None);
    };
    let plain = encoding == UTF_8 && !input.fingerprint.mixed_line_ends() && !header.blank_before;
    let path = if plain { input.absolute.clone() } else { plain_copy(input, encoding, "csv", scratch, findings)? };
    let (columns, repairs) = header::names(&header.cells);
    report(input, &header, &repairs, findings);
    Ok(Some(Prepared { path, delimiter: header.delimiter, columns }))
}

/// Writes a UTF-8 copy into the scratch folder and gives its path.
pub(super) fn plain_copy(
    input: &Input,
    encoding: &'static Encoding,
    extension: &str,
    scratch: &Path,
    findings: &mut Findings,
) -> std::io::Result<PathBuf> {
    let path = scratch.join(format!("{}.{extension}", input.index));
    let copied = transcode::copy(&input.absolute, encoding, &path)?;
    if copied.replaced > 0 {
        let (name, line) = (encoding::name(encoding), copied.first_replaced.map(|line| line as usize));
        let message = format!("{} places in `{}` could not be read as {name}", copied.replaced, input.path);
        let help = "they show as \u{FFFD}; save the file as UTF-8 if the encoding was taken for another";
        findings.push(Diagnostic::warning("text-undecodable", message).in_file(&input.path, line).help(help));
    }
    Ok(path)
}

fn report(input: &Input, header: &Header, repairs: &Repairs, findings: &mut Findings) {
    for (at, name, new) in &repairs.doubled {
        let message =
            format!("column {at} of `{}` is called `{name}` like one before it, and is read as `{new}`", input.path);
        let help = "write the new name in SQL, or give the columns different names in the export";
        findings.push(Diagnostic::warning("column-twice", message).in_file(&input.path, Some(1)).help(help));
    }
    if !repairs.unnamed.is_empty() {
        let names: Vec<String> = repairs.unnamed.iter().map(|(_, name)| format!("`{name}`")).collect();
        let message = match names.as_slice() {
            [name] => format!("a column of `{}` has no name and is read as {name}", input.path),
            _ => format!("columns of `{}` have no names and are read as {}", input.path, names.join(", ")),
        };
        let help = "give every column a name in the first line";
        findings.push(Diagnostic::warning("column-unnamed", message).in_file(&input.path, Some(1)).help(help));
    }
    if header::looks_like_data(&header.cells) {
        let message = format!("the first line of `{}` looks like data, not like names of columns", input.path);
        let help = "put a line with names above the data";
        findings.push(Diagnostic::warning("header-missing", message).in_file(&input.path, Some(1)).help(help));
    }
}

/// The delimiter all files share; a file of one column goes with any.
fn one_delimiter(prepared: &[Prepared], inputs: &[Input], findings: &mut Findings) -> Option<u8> {
    let wide = || prepared.iter().zip(inputs).filter(|(file, _)| file.columns.len() > 1);
    let Some((first, first_input)) = wide().next() else { return Some(b',') };
    if let Some((other, other_input)) = wide().find(|(file, _)| file.delimiter != first.delimiter) {
        let [a, b] = [first, other].map(|file| delimiter_word(file.delimiter));
        let (one, two) = (&first_input.path, &other_input.path);
        let message = format!("files of one table have different delimiters: {a} in `{one}`, {b} in `{two}`");
        let help = "export them all the same way";
        findings.push(Diagnostic::error("delimiters-differ", message).in_file(two, Some(1)).help(help));
        return None;
    }
    Some(first.delimiter)
}

fn delimiter_word(delimiter: u8) -> &'static str {
    match delimiter {
        b'\t' => "tab",
        b';' => "semicolon",
        b'|' => "bar",
        _ => "comma",
    }
}

/// Warns of files in a folder that lack columns others have; `None` when a file shares none with the first.
fn compare_columns(prepared: &[Prepared], inputs: &[Input], findings: &mut Findings) -> Option<()> {
    let lower = |file: &Prepared| file.columns.iter().map(|name| name.to_lowercase()).collect::<BTreeSet<_>>();
    let first = lower(prepared.first()?);
    let mut fine = Some(());
    for (file, input) in prepared.iter().zip(inputs).skip(1) {
        let own = lower(file);
        let (missing, added) = (listed(first.difference(&own)), listed(own.difference(&first)));
        if own.is_disjoint(&first) {
            findings.push(unlike(input, &inputs[0]));
            fine = None;
        } else if own != first {
            findings.push(differ(input, &inputs[0], &missing, &added));
        }
    }
    fine
}

fn listed<'a>(names: impl Iterator<Item = &'a String>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn unlike(input: &Input, first: &Input) -> Diagnostic {
    let message =
        format!("`{}` has no column in common with `{}`, and both are to make one table", input.path, first.path);
    Diagnostic::error("columns-differ", message)
        .in_file(&input.path, Some(1))
        .help("a folder below `data/` is one table: put files of different tables directly into `data/`")
}

fn differ(input: &Input, first: &Input, missing: &str, added: &str) -> Diagnostic {
    let message = format!("`{}` has other columns than `{}`", input.path, first.path);
    let mut finding = Diagnostic::warning("columns-differ", message).in_file(&input.path, Some(1));
    for (word, names) in [("it lacks", missing), ("only it has", added)] {
        if !names.is_empty() {
            finding = finding.note(format!("{word} {names}"));
        }
    }
    finding.help("where a file lacks a column its rows have no value there; columns are matched by name")
}
