//! CSV and its kin: encoding, delimiter and header of each file, brought into a form the engine reads.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};

use super::header::{self, Header, Repairs};
use super::transcode::{self, Plan};
use super::{Input, encoding, rows, unreadable};
use crate::diagnostic::{Diagnostic, Findings};
use crate::scorecard::{CsvStyle, DataFile, Format, Layout, TableSource};

/// How much of a file is looked at for its delimiter and header.
const HEAD: usize = 1 << 18;

/// One file as the engine will read it.
struct Prepared {
    path: PathBuf,
    /// The first line as it stands in the file.
    header: Header,
    /// What its columns are called after repair.
    columns: Vec<String>,
    /// How many lines further down each line of `path` stands in the file.
    lines_down: i64,
}

/// The table of delimited files; `None` when one of them cannot be read or they do not go together.
pub(super) fn source(
    name: &str,
    inputs: &[Input],
    layout: &Layout,
    files: &mut [DataFile],
    scratch: &Path,
    findings: &mut Findings,
) -> Option<TableSource> {
    // Every file is looked at, so that all that is wrong is told at once.
    let prepared: Vec<Option<Prepared>> = inputs
        .iter()
        .map(|input| {
            let encoding = encoding::of(input, layout, files, findings)?;
            let prepared = prepare(input, encoding, layout, scratch, findings);
            prepared.map_err(|error| findings.push(unreadable(&input.path, &error))).ok()?
        })
        .collect();
    let prepared: Vec<Prepared> = prepared.into_iter().collect::<Option<_>>()?;
    if layout.header.is_none() {
        report_headers(&prepared, inputs, layout, findings);
    }
    let delimiter = one_delimiter(&prepared, inputs, findings)?;
    compare_columns(&prepared, inputs, findings)?;
    let lines_down = prepared.iter().map(|file| file.lines_down).collect();
    let (paths, columns) = prepared.into_iter().map(|file| (file.path, file.columns)).unzip();
    let files = inputs.iter().map(|input| input.index).collect();
    let format = Format::Csv(CsvStyle { delimiter, quote: Plan::of(layout).quote });
    Some(TableSource { name: name.to_owned(), format, paths, files, columns, lines_down, sheet: None })
}

fn prepare(
    input: &Input,
    encoding: &'static Encoding,
    layout: &Layout,
    scratch: &Path,
    findings: &mut Findings,
) -> std::io::Result<Option<Prepared>> {
    let mut plan = Plan::of(layout);
    let head = transcode::head(&input.absolute, encoding, HEAD)?;
    let header = header::read(&head, &plan);
    let Some(header) = header.filter(|header| rows::begin_fits(layout, header.blank_before > 0)) else {
        findings.push(rows::nothing_there(&input.path, layout));
        return Ok(None);
    };
    let Some(columns) = rows::columns(&header.cells, layout, &input.path, findings) else { return Ok(None) };
    plan.first_line = layout.header.as_ref().map(|_| rows::placeholder(columns.len(), header.delimiter));
    let plain =
        encoding == UTF_8 && !input.fingerprint.mixed_line_ends() && header.blank_before == 0 && !plan.changes_lines();
    let path =
        if plain { input.absolute.clone() } else { plain_copy(input, encoding, "csv", &plan, scratch, findings)? };
    let left_out = i64::try_from(plan.pass_over + header.blank_before).unwrap_or(0);
    let lines_down = left_out - i64::from(plan.first_line.is_some());
    Ok(Some(Prepared { path, header, columns, lines_down }))
}

/// Writes a UTF-8 copy into the scratch folder and gives its path.
pub(super) fn plain_copy(
    input: &Input,
    encoding: &'static Encoding,
    extension: &str,
    plan: &Plan,
    scratch: &Path,
    findings: &mut Findings,
) -> std::io::Result<PathBuf> {
    let path = scratch.join(format!("{}.{extension}", input.index));
    let copied = transcode::copy(&input.absolute, encoding, &path, plan)?;
    if copied.replaced > 0 {
        let (name, line) = (encoding::name(encoding), copied.first_replaced.map(|line| line as usize));
        let places = if copied.replaced == 1 { "1 place".to_owned() } else { format!("{} places", copied.replaced) };
        let message = format!("{places} in `{}` could not be read as {name}", input.path);
        let help = "they show as \u{FFFD}; save the file as UTF-8 if the encoding was taken for another";
        findings.push(Diagnostic::warning("text-undecodable", message).in_file(&input.path, line).help(help));
    }
    Ok(path)
}

/// Warns of headers that had to be repaired, once for all files with the same.
fn report_headers(prepared: &[Prepared], inputs: &[Input], layout: &Layout, findings: &mut Findings) {
    let line = Some(layout.passed_over() + 1);
    let mut alike: BTreeMap<&[String], Vec<&Input>> = BTreeMap::new();
    for (file, input) in prepared.iter().zip(inputs) {
        alike.entry(&file.header.cells).or_default().push(input);
    }
    for (cells, inputs) in alike {
        let Some((input, others)) = inputs.split_first() else { continue };
        for (code, message, help) in header_words(cells, &input.path) {
            let mut finding = Diagnostic::warning(code, message).in_file(&input.path, line).help(help);
            if !others.is_empty() {
                finding = finding.note(format!("the same in {} more files", others.len()));
            }
            findings.push(finding);
        }
    }
}

/// What is odd about a header: code, message and help of each.
fn header_words(cells: &[String], path: &str) -> Vec<(&'static str, String, &'static str)> {
    let (_, Repairs { unnamed, doubled }) = header::names(cells);
    let mut words = Vec::new();
    for (at, name, new) in doubled {
        let message = format!("column {at} of `{path}` is called `{name}` like one before it, and is read as `{new}`");
        let help = "write the new name in SQL, or give the columns different names in the export";
        words.push(("column-twice", message, help));
    }
    if !unnamed.is_empty() {
        let names: Vec<String> = unnamed.iter().map(|(_, name)| format!("`{name}`")).collect();
        let message = match names.as_slice() {
            [name] => format!("a column of `{path}` has no name and is read as {name}"),
            _ => format!("columns of `{path}` have no names and are read as {}", names.join(", ")),
        };
        words.push(("column-unnamed", message, "give every column a name in the first line"));
    }
    if header::looks_like_data(cells) {
        let message = format!("the first line of `{path}` looks like data, not like names of columns");
        words.push((
            "header-missing",
            message,
            "put a line with names above the data, or give them in a contract (`header: [a, b]`)",
        ));
    }
    words
}

/// The delimiter all files share; a file of one column goes with any.
fn one_delimiter(prepared: &[Prepared], inputs: &[Input], findings: &mut Findings) -> Option<u8> {
    let wide = || prepared.iter().zip(inputs).filter(|(file, _)| file.columns.len() > 1);
    let Some((first, first_input)) = wide().next() else { return Some(b',') };
    if let Some((other, other_input)) = wide().find(|(file, _)| file.header.delimiter != first.header.delimiter) {
        let [a, b] = [first, other].map(|file| delimiter_word(file.header.delimiter));
        let (one, two) = (&first_input.path, &other_input.path);
        let message = format!("files of one table have different delimiters: {a} in `{one}`, {b} in `{two}`");
        let help = "export them all the same way";
        findings.push(Diagnostic::error("delimiters-differ", message).in_file(two, Some(1)).help(help));
        return None;
    }
    Some(first.header.delimiter)
}

fn delimiter_word(delimiter: u8) -> &'static str {
    match delimiter {
        b'\t' => "tab",
        b';' => "semicolon",
        b'|' => "bar",
        b',' => "comma",
        _ => "another",
    }
}

/// Warns of files in a folder that lack columns others have, once for all that differ alike; `None` when a file shares
/// none with the first.
fn compare_columns(prepared: &[Prepared], inputs: &[Input], findings: &mut Findings) -> Option<()> {
    let lower = |file: &Prepared| file.columns.iter().map(|name| name.to_lowercase()).collect::<BTreeSet<_>>();
    let first = lower(prepared.first()?);
    let mut fine = Some(());
    let mut alike: BTreeMap<(String, String), Vec<&Input>> = BTreeMap::new();
    for (file, input) in prepared.iter().zip(inputs).skip(1) {
        let own = lower(file);
        if own.is_disjoint(&first) {
            findings.push(unlike(input, &inputs[0]));
            fine = None;
        } else if own != first {
            let difference = (listed(first.difference(&own)), listed(own.difference(&first)));
            alike.entry(difference).or_default().push(input);
        }
    }
    findings.extend(alike.iter().map(|((missing, added), others)| differ(others, &inputs[0], missing, added)));
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

fn differ(others: &[&Input], first: &Input, missing: &str, added: &str) -> Diagnostic {
    let example = others.first().map_or("", |input| &input.path);
    let who = match others.len() {
        1 => format!("`{example}` has"),
        many => format!("{many} files such as `{example}` have"),
    };
    let message = format!("{who} other columns than `{}`", first.path);
    let mut finding = Diagnostic::warning("columns-differ", message).in_file(example, Some(1));
    for (word, names) in [("missing there", missing), ("only there", added)] {
        if !names.is_empty() {
            finding = finding.note(format!("{word}: {names}"));
        }
    }
    finding.help("where a file lacks a column its rows have no value there; columns are matched by name")
}
